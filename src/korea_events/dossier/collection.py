"""Collections: the records of one type in a dossier, in canonical order, looked up by identifier."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final, Self, SupportsIndex, TypeVar, overload

from korea_events.errors import DossierError, Problem, QuestionError
from korea_events.model import Record
from korea_events.model.engine import format_span_cell
from korea_events.rendering import html_table

R = TypeVar("R", bound=Record)
_D = TypeVar("_D")

_GET_ID: Final = attrgetter("id")
_MOST_ROWS: Final = 100
_MOST_FIRST_NAMES: Final = 4
_MOST_COMPARED: Final = 5_000
"""How many identifiers a misspelt one is compared with: comparing is slow, and it is only a courtesy."""


class Collection(tuple[R, ...]):
    """The records of one type, sorted by identifier: an immutable sequence with look-up by identifier.

    An integer picks by position, a text by identifier; ``in`` takes a record or an identifier. The order is that of
    code points, the same on every machine.

    Raises:
        DossierError: ``id-duplicate`` when two records have the same identifier.

    Example:
        >>> from korea_events.model import Actor
        >>> actors = Collection([
        ...     Actor(id="usa", name="United States", kind="state"), Actor(id="kor", name="South Korea", kind="state"),
        ... ])
        >>> actors[0].id, actors["usa"].name, "prk" in actors
        ('kor', 'United States', False)
    """

    __slots__ = ()

    def __new__(cls, records: Iterable[R] = ()) -> Self:
        """The records, sorted by identifier."""
        made = super().__new__(cls, sorted(records, key=_GET_ID))
        twice = sorted({one.id for one, other in pairwise(made) if one.id == other.id})
        if twice:
            raise DossierError(
                Problem("$", "id-duplicate", f"two records are called {name!r}") for name in twice
            )
        return made

    @overload
    def __getitem__(self, key: SupportsIndex | str, /) -> R: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[R, ...]: ...
    def __getitem__(self, key: SupportsIndex | str | slice, /) -> R | tuple[R, ...]:
        if isinstance(key, str):
            found = self.get(key)
            if found is None:
                raise QuestionError.of("id-unknown", describe_unknown_id(key, self.ids))
            return found
        return super().__getitem__(key)

    def __contains__(self, item: object, /) -> bool:
        if isinstance(item, str):
            return self.get(item) is not None
        return isinstance(item, Record) and self.get(item.id) == item

    def get(self, identifier: str, default: _D | None = None) -> R | _D | None:
        """The record with this identifier, or ``default``.

        Example:
            >>> Collection().get("fs-24") is None
            True
        """
        position = bisect_left(self, identifier, key=_GET_ID)
        if position < len(self):
            found = super().__getitem__(position)
            if found.id == identifier:
                return found
        return default

    @property
    def ids(self) -> tuple[str, ...]:
        """The identifiers, in order."""
        return tuple([record.id for record in self])

    def __repr__(self) -> str:
        """The call that makes an equal collection."""
        return f"Collection({list(self)!r})" if self else "Collection()"

    def _repr_html_(self) -> str:
        """What a notebook shows: a row a record, as far as one looks."""
        head, *rows = [
            ("id", "name", "when", "footing"),
            *(
                (record.id, _get_record_name(record), *_describe_when_and_footing(record))
                for record in self[:_MOST_ROWS]
            ),
        ]
        filled = [position for position in range(len(head)) if any(row[position] for row in rows)]
        if len(self) > _MOST_ROWS:
            rows.append((f"… and {len(self) - _MOST_ROWS} more", "", "", ""))
        kept = [[row[position] for position in filled] for row in (head, *rows)]
        return html_table(kept[1:], caption="Collection", head=kept[0])


def list_first_names(collection: Collection[Record]) -> str:
    """The first records by name, for a line about all of them."""
    names = [_get_record_name(record) or record.id for record in collection[:_MOST_FIRST_NAMES]]
    more = (
        [f"… and {len(collection) - _MOST_FIRST_NAMES} more"] if len(collection) > _MOST_FIRST_NAMES else []
    )
    return ", ".join(names + more)


def _get_record_name(record: Record) -> str:
    return str(getattr(record, "name", ""))


def _describe_when_and_footing(record: Record) -> tuple[str, str]:
    """When something was, or was said or published, and on what footing; both may be empty."""
    spans = (getattr(record, name, None) for name in ("when", "said", "made", "published", "rated"))
    span = next((format_span_cell(span) for span in spans if span is not None), "")
    return span, str(getattr(record, "footing", "")) if span else ""


def describe_unknown_id(identifier: str, known: Iterable[str]) -> str:
    """What to say about an identifier that nobody has: with the likely one, when one is close.

    Example:
        >>> describe_unknown_id("fs24", ["fs-24", "usa"])
        "no record is called 'fs24'; did you mean 'fs-24'?"
    """
    from difflib import get_close_matches  # only when there is something to say

    candidates = list(known)
    near: list[Any] = []
    if len(candidates) <= _MOST_COMPARED:
        near = get_close_matches(identifier[:60], candidates, n=1, cutoff=0.75)
    guess = f"; did you mean {near[0]!r}?" if near else ""
    return f"no record is called {identifier[:60]!r}{guess}"
