"""What a question gives back: rows in order, and what took no part; all answers are shown and read alike (floor 2)."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any, ClassVar, Final, TypeVar, overload

from attrs import Attribute, define, field, frozen

from korea_events.errors import QuestionError
from korea_events.rendering import html_table, text_table
from korea_events.temporal import Amount, DayRange
from korea_events.temporal.engine import check_type, quote_value

RowT_co = TypeVar("RowT_co", covariant=True)

DAY_RANGE_COLUMNS: Final[Mapping[str, type]] = {"first": dt.date, "last": dt.date, "days": int}
"""The columns of answers whose rows are ranges of days."""

_Parts = Mapping[type, Mapping[str, type]]
VALUE_PARTS: Final[_Parts] = {
    object: {"": str, "name": str},
    Amount: {"least": int, "most": int, "unit": str},
    DayRange: {"first": dt.date, "last": dt.date},
}
"""What a value becomes in a data frame: its attributes, each a column; an item by its id or text, and its name."""

_MAX_ROWS: Final = 100


class SkipReason(StrEnum):
    """Why an item was left out of an answer.

    Example:
        >>> print(SkipReason.NO_DATE, "|", SkipReason.NO_DATE.words)
        no_date | without any date
    """

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    SUSPENDED = "suspended"
    NO_DATE = "no_date"
    ANNOUNCED = "announced"
    WITHDRAWN = "withdrawn"
    NO_FIGURE = "no_figure"
    OPEN = "open"
    UNRESOLVABLE = "unresolvable"
    NO_LIKELIHOOD = "no_likelihood"
    PART = "part"
    WHOLE = "whole"
    SAME = "same"
    RUNNING_TOTAL = "running_total"
    NO_NUMBER = "no_number"

    @property
    def words(self) -> str:
        """The reason as it appears below a table."""
        return _REASON_WORDS.get(self, self.value)


_REASON_WORDS: Final = {
    SkipReason.NO_DATE: "without any date",
    SkipReason.ANNOUNCED: "only announced",
    SkipReason.NO_FIGURE: "without a figure to compare",
    SkipReason.NO_LIKELIHOOD: "without a term of likelihood",
    SkipReason.PART: "counted with what it is part of",
    SkipReason.WHOLE: "counted by its parts",
    SkipReason.SAME: "judged the same as another",
    SkipReason.RUNNING_TOTAL: "with a running total only",
    SkipReason.NO_NUMBER: "without a number",
}


@frozen
class Skipped:
    """An item that was left out of an answer, and why.

    Example:
        >>> from korea_events import Span
        >>> Skipped(Span.on("2024-03-14"), SkipReason.NO_DATE)
        <Skipped 2024-03-14: no_date>
    """

    item: Any
    reason: SkipReason

    def __repr__(self) -> str:
        return f"<Skipped {identify_item(self.item)}: {self.reason}>"


def _check_question_limit(_: object, attribute: Attribute[int], value: object) -> None:
    if type(value) is not int or value < 1:
        message = f"{attribute.name} must be an integer of at least 1, not {quote_value(value)}"
        raise QuestionError.of("limit-range", message)


@frozen(kw_only=True)
class QuestionLimits:
    """How much work a question may take, so that no dossier can keep it busy for hours.

    The shipped dossiers stay far below. A question that would go beyond a limit ends in an error that names it, never
    in an answer that leaves something out.

    Raises:
        QuestionError: ``limit-range`` if a limit is not an integer of at least 1.

    Example:
        >>> QuestionLimits(steps=10_000_000).steps
        10000000
    """

    steps: int = field(default=1_000_000, validator=_check_question_limit)
    """How many steps of comparing and searching; a million take a few seconds. A dossier of 20,000 records or more may
    take as many for every 10,000 records."""
    depth: int = field(default=1_000, validator=_check_question_limit)
    """How many levels a tree drawn as text may have, such as that of :func:`korea_events.evidence.lineage`."""

    def check(self, limit: str, number: int, times: int = 1) -> None:
        """Refuse to go on beyond a limit.

        Raises:
            QuestionError: ``question-limit``.
        """
        most: int = getattr(self, limit) * times
        if number > most:
            way = f"ask about less, or raise limits=QuestionLimits({limit}=…)"
            raise QuestionError.of("question-limit", f"the answer takes more than {most:,} {limit}: {way}")


DEFAULT_QUESTION_LIMITS: Final = QuestionLimits()


@define
class Work:
    """How much of its limits a question has used."""

    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS
    records: int = 0
    """How many records the dossier has."""
    steps: int = 0

    def __attrs_post_init__(self) -> None:
        check_type("limits", self.limits, QuestionLimits, "QuestionLimits")

    def add_steps(self, steps: int) -> None:
        """Count steps, before they are taken.

        Raises:
            QuestionError: ``question-limit``.
        """
        self.steps += steps
        self.limits.check("steps", self.steps, max(1, self.records // 10_000))


@frozen(repr=False)
class Answer(Sequence[RowT_co]):
    """The answer to a question: a sequence of rows, with the items that were left out in ``skipped``.

    Every answer has a length, an index, slices (as tuples), a text, and a table in notebooks, and can be pickled. A
    class of answers names its columns once, in ``_columns``: for each the attribute of a row, and the type of its
    value (``object`` for an item that was asked about). Text, HTML and data frames follow from that.

    Example:
        >>> from korea_events import Span, under_way
        >>> found = under_way([Span.on("2024-03-13"), Span.parse("2024-03")], "2024-03-13")
        >>> len(found), found[0].verdict
        (2, <Verdict.CERTAIN: 'certain'>)
        >>> print(found)
        item        verdict
        2024-03-13  certain
        2024-03     possible
    """

    rows: Sequence[RowT_co]
    skipped: tuple[Skipped, ...]
    """The items that were left out, each with the reason."""

    _columns: ClassVar[Mapping[str, type]] = {}
    _parts: ClassVar[_Parts] = VALUE_PARTS

    def __iter__(self) -> Iterator[RowT_co]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, key: int) -> RowT_co: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[RowT_co]: ...
    def __getitem__(self, key: int | slice) -> RowT_co | Sequence[RowT_co]:
        return self.rows[key]

    def __reversed__(self) -> Iterator[RowT_co]:
        return reversed(tuple(self))

    def index(self, value: Any, start: int = 0, stop: int = sys.maxsize) -> int:
        """The position of the first row that equals a value.

        Raises:
            ValueError: if none does.
        """
        return tuple(self).index(value, start, stop)

    @classmethod
    def list_columns(cls) -> dict[str, type]:
        """The columns of :meth:`as_data`, with the type of their values (str, int, float, bool, date); any may be None.

        Example:
            >>> from korea_events.analysis import Overlaps
            >>> list(Overlaps.list_columns())[:6]
            ['first', 'first_name', 'second', 'second_name', 'verdict', 'shared_least']
        """
        return {"_".join(path): kind for path, kind in cls._list_leaves()}

    def as_data(self) -> Iterator[dict[str, Any]]:
        """The rows as plain values under the names of :meth:`list_columns`, for data frames and files.

        Example:
            >>> from korea_events import Span, under_way
            >>> next(under_way([Span.on("2024-03-13")], "2024-03-13").as_data())
            {'item': '2024-03-13', 'item_name': None, 'verdict': 'certain'}
        """
        leaves = list(self._list_leaves())
        for row in self:
            yield {"_".join(path): _read_leaf(row, path, kind) for path, kind in leaves}

    @classmethod
    def _list_leaves(cls) -> Iterator[tuple[tuple[str, ...], type]]:
        for name, kind in cls._columns.items():
            yield from _list_leaves((name,), kind, cls._parts)

    def _list_lines(self) -> Iterator[tuple[str, ...]]:
        """The first rows as text, and how many more there are."""
        first = list(islice(self, _MAX_ROWS + 1))
        for row in first[:_MAX_ROWS]:
            yield tuple(format_cell(getattr(row, name)) for name in self._columns)
        if len(first) > _MAX_ROWS:
            yield (f"… and {len(self) - _MAX_ROWS} more", *[""] * (len(self._columns) - 1))

    def __str__(self) -> str:
        skipped = [summarize_skipped(self.skipped)] if self.skipped else []
        return "\n".join([*text_table([tuple(self._columns), *self._list_lines()]), *skipped])

    def __repr__(self) -> str:
        count = len(self)
        return f"<{type(self).__name__}: {count} row{'' if count == 1 else 's'}, {len(self.skipped)} skipped>"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        skipped = f"; {summarize_skipped(self.skipped)}" if self.skipped else ""
        caption = type(self).__name__ + skipped
        return html_table(self._list_lines(), caption=caption, head=tuple(self._columns))


def identify_item(item: object) -> str:
    """What to call an item where a record with all its fields would hide the answer: its id, else its text."""
    identifier = getattr(item, "id", None)
    return identifier if isinstance(identifier, str) else str(item)


def format_cell(value: object) -> str:
    """A value as people read it in a table: a record by its name, several values side by side.

    Example:
        >>> format_cell(None), format_cell(Amount(least=1, most=2)), format_cell((1, 2))
        ('', '1–2 days', '1, 2')
    """
    if isinstance(value, tuple):
        return ", ".join(map(format_cell, value))
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    return str(getattr(value, "name", None) or identify_item(value))


def summarize_skipped(skipped: Iterable[Skipped]) -> str:
    """How many were skipped for which reason.

    Example:
        >>> summarize_skipped([Skipped("fs20", SkipReason.POSTPONED), Skipped("x", SkipReason.NO_DATE)])
        'skipped: 1 postponed, 1 without any date'
    """
    reasons = Counter(one.reason for one in skipped)
    return "skipped: " + ", ".join(f"{count} {reason.words}" for reason, count in reasons.items())


def _list_leaves(path: tuple[str, ...], kind: type, parts: _Parts) -> Iterator[tuple[tuple[str, ...], type]]:
    """The paths to plain values below a column."""
    for part, inner in parts.get(kind, {"": kind}).items():
        if part:
            yield from _list_leaves((*path, part), inner, parts)
        else:
            yield path, inner


def _read_leaf(row: object, path: tuple[str, ...], kind: type) -> Any:
    value: Any = row
    for name in path:
        value = getattr(value, name, None)
    if isinstance(value, tuple):
        return format_cell(value)
    return identify_item(value) if kind is str and value is not None else value
