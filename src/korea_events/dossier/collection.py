"""Collections: the records of one type in a dossier, in canonical order, looked up by identifier."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final, NoReturn, Self, SupportsIndex, TypeVar, overload

from attrs.exceptions import FrozenInstanceError

from korea_events.errors import DossierError, Problem, QuestionError, UnknownIdError, suggest_name
from korea_events.model import Record
from korea_events.model.engine import format_span_cell
from korea_events.rendering import html_table
from korea_events.temporal.engine import check_type, quote_value

R = TypeVar("R", bound=Record)
_D = TypeVar("_D")

_GET_ID: Final = attrgetter("id")
_MOST_ROWS: Final = 100
_MOST_FIRST_NAMES: Final = 4
_MOST_SHOWN_IDS: Final = 3
_LONGEST_SHOWN_ID: Final = 60


class Collection(tuple[R, ...]):  # noqa: SLOT001 - a tuple cannot have slots, and derived values need a place
    """Records in the order of their ids: an immutable sequence that also looks up ids.

    An integer finds a record by position, a text by id; ``in`` takes a record or an id. Ids are compared by code point.
    A text that is not an id raises ``UnknownIdError``, which is a ``KeyError`` too.

    Raises:
        DossierError: ``id-duplicate`` when two records have the same id.

    Example:
        >>> from korea_events.model import Actor
        >>> actors = Collection([
        ...     Actor(id="usa", name="United States", kind="state"), Actor(id="kor", name="South Korea", kind="state"),
        ... ])
        >>> actors[0].id, actors["usa"].name, "prk" in actors
        ('kor', 'United States', False)
    """

    @cached_property
    def derived(self) -> dict[str, Any]:
        """What questions have worked out about these records, for the next one."""
        return {}

    def __getstate__(self) -> None:
        """The records alone: derived values are neither pickled nor copied."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refused: a collection is immutable."""
        raise FrozenInstanceError

    def __new__(cls, records: Iterable[R] = ()) -> Self:
        """The records, sorted by id."""
        try:
            collection = super().__new__(cls, sorted(records, key=_GET_ID))
        except (AttributeError, TypeError):
            raise DossierError.of("record-type", "a collection consists of records") from None
        repeated = sorted({left.id for left, right in pairwise(collection) if left.id == right.id})
        if repeated:
            raise DossierError(
                Problem("$", "id-duplicate", f"two records have the id {name!r}") for name in repeated
            )
        return collection

    @overload
    def __getitem__(self, key: SupportsIndex | str, /) -> R: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[R, ...]: ...
    def __getitem__(self, key: SupportsIndex | str | slice, /) -> R | tuple[R, ...]:
        if isinstance(key, str):
            record = self.get(key)
            if record is None:
                raise UnknownIdError.of("id-unknown", describe_unknown_id(key, self.ids))
            return record
        try:
            return super().__getitem__(key)
        except TypeError:
            message = f"a record is found by its id or position, not by {quote_value(key)}"
            raise QuestionError.of("argument-type", message) from None

    def __contains__(self, item: object, /) -> bool:
        if isinstance(item, str):
            return self.get(item) is not None
        return isinstance(item, Record) and self.get(item.id) == item

    def get(self, identifier: str, default: _D | None = None) -> R | _D | None:
        """The record with this id, or ``default``.

        Example:
            >>> Collection().get("fs-24") is None
            True
        """
        check_type("identifier", identifier, str, "text")
        position = bisect_left(self, identifier, key=_GET_ID)
        if position < len(self):
            record = super().__getitem__(position)
            if record.id == identifier:
                return record
        return default

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple([record.id for record in self])

    def _ipython_key_completions_(self) -> tuple[str, ...]:
        return self.ids

    def __repr__(self) -> str:
        """One line: how many records, and the first ids."""
        if not self:
            return "<Collection: empty>"
        names = [record.id[:_LONGEST_SHOWN_ID] for record in self[:_MOST_SHOWN_IDS]]
        more = ["…"] if len(self) > _MOST_SHOWN_IDS else []
        return f"<Collection: {count_records(self)} ({', '.join(names + more)})>"

    def _repr_html_(self) -> str:
        """The table that a notebook shows: a row for each of the first hundred records."""
        head = ("id", "name", "when", "footing")
        rows = [
            (one.id, _get_record_name(one), *_describe_when_and_footing(one)) for one in self[:_MOST_ROWS]
        ]
        filled = [position for position in range(len(head)) if any(row[position] for row in rows)]
        if len(self) > _MOST_ROWS:
            rows.append((f"… and {len(self) - _MOST_ROWS} more", "", "", ""))
        kept = [[row[position] for position in filled] for row in (head, *rows)]
        return html_table(kept[1:], caption="Collection", head=kept[0])


def count_records(collection: Sequence[Record]) -> str:
    """The number of records with the name of their type.

    Example:
        >>> from korea_events.model import Actor
        >>> count_records(Collection([Actor(id="usa", name="United States", kind="state")]))
        '1 actor'
    """
    tags = {record.type_tag for record in collection}
    if len(collection) == 1 and tags:
        return f"1 {tags.pop().replace('_', ' ')}"
    name = collection[0].collection.replace("_", " ") if len(tags) == 1 else "records"
    return f"{len(collection)} {name}"


def list_first_names(collection: Collection[Record]) -> str:
    """The names of the first records, in one line."""
    names = [_get_record_name(record) or record.id for record in collection[:_MOST_FIRST_NAMES]]
    more = len(collection) - _MOST_FIRST_NAMES
    return ", ".join([*names, *([f"… and {more} more"] if more > 0 else [])])


def _get_record_name(record: Record) -> str:
    return str(getattr(record, "name", ""))


def _describe_when_and_footing(record: Record) -> tuple[str, str]:
    """The date of what a record is about and its footing; both may be empty."""
    spans = (getattr(record, name, None) for name in ("when", "said", "made", "published", "rated"))
    span = next((format_span_cell(span) for span in spans if span is not None), "")
    return span, str(getattr(record, "footing", "")) if span else ""


def describe_unknown_id(identifier: str, known: Iterable[str]) -> str:
    """The message for an id that no record has, with the one that it most likely means.

    Example:
        >>> describe_unknown_id("fs24", ["fs-24", "usa"])
        "no record has the id 'fs24'; did you mean 'fs-24'?"
    """
    guess = suggest_name(identifier, known)
    hint = f"; did you mean {guess!r}?" if guess else ""
    return f"no record has the id {identifier[:_LONGEST_SHOWN_ID]!r}{hint}"
