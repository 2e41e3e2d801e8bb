"""Which drills overlap: certainly or possibly, for how many days, and on what footing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any, Generic, TypeVar

from attrs import frozen

from korea_events.errors import QuestionError
from korea_events.model import Footing
from korea_events.temporal import (
    SHARES_TIME,
    Amount,
    Axis,
    Grain,
    Lowered,
    RelationSet,
    Span,
    Timed,
    Verdict,
    check_tolerance,
    common_axis,
    in_start_order,
    lower,
    partners_between,
    partners_within,
    relations_between,
    shared_between,
    shared_least_outside,
    span_all,
    span_of,
)

ItemT = TypeVar("ItemT", bound=Timed)
OtherT = TypeVar("OtherT", bound=Timed)


class SkipReason(StrEnum):
    """Why an item took no part in a question.

    Example:
        >>> SkipReason("cancelled")
        <SkipReason.CANCELLED: 'cancelled'>
    """

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    SUSPENDED = "suspended"
    NO_DATE = "no_date"
    ANNOUNCED = "announced"


_STRENGTH = {Footing.HELD: 2, Footing.ANNOUNCED: 1, Footing.NONE: 0}
_NOT_HELD = {
    "cancelled": SkipReason.CANCELLED,
    "postponed": SkipReason.POSTPONED,
    "suspended": SkipReason.SUSPENDED,
}


@frozen
class Skipped:
    """An item that took no part in a question, and why.

    Example:
        >>> Skipped(Span.on("2024-03-14"), SkipReason.NO_DATE).reason.value
        'no_date'
    """

    item: Any
    reason: SkipReason


@frozen(eq=False)
class Row:
    """An item prepared for a question: where it lies on the axis, and what an answer about it must mind."""

    item: Any
    lowered: Lowered
    axis: Axis
    footing: Footing
    pauses: tuple[Lowered, ...]
    id: str | None
    ancestors: frozenset[str]
    """The ids of everything it is a part of, directly or not."""

    @property
    def plain(self) -> bool:
        """Whether the four end bounds alone decide about it."""
        return len(self.lowered.alternatives) == 1 and not (
            self.lowered.approximate or self.pauses or self.ancestors
        )


@frozen(repr=False, eq=False)
class Overlap(Generic[ItemT, OtherT]):
    """Two items that certainly or possibly share time: ``first``, ``second`` and the ``verdict``.

    What costs time, the relations and the shared time, is worked out when asked for.

    Example:
        >>> from korea_events import find_overlaps
        >>> drills = [Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13")]
        >>> [overlap] = find_overlaps(drills)
        >>> print(overlap.verdict, overlap.shared, overlap.relations, overlap.footing, sep="; ")
        certain; 1 day; contains; held
    """

    _first: Row
    _second: Row
    verdict: Verdict

    @property
    def first(self) -> ItemT:
        """The item that starts first (between two collections: the one of the first collection)."""
        return self._first.item  # type: ignore[no-any-return]  # rows hold what they were made of

    @property
    def second(self) -> OtherT:
        """The other item."""
        return self._second.item  # type: ignore[no-any-return]  # rows hold what they were made of

    @property
    def relations(self) -> RelationSet:
        """The possible relations of the first to the second; pauses are ignored."""
        return relations_between(self._first.lowered, self._second.lowered)

    @property
    def shared(self) -> Amount:
        """How much time they share, pauses taken off the least."""
        amount = shared_between(self._first.lowered, self._second.lowered, self._first.axis)
        least = _least_without_pauses(self._first, self._second, amount.least)
        return Amount(least=least, most=amount.most, unit=amount.unit)

    @property
    def footing(self) -> Footing:
        """The weaker footing of the two: announced when one of them is only announced."""
        return min(self._first.footing, self._second.footing, key=_STRENGTH.__getitem__)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Overlap):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash(self._content())

    def _content(self) -> tuple[object, ...]:
        return (self.first, self.second, self.verdict, self.relations, self.shared, self.footing)

    def __repr__(self) -> str:
        return (
            f"<Overlap {_named(self._first)} × {_named(self._second)}: "
            f"{self.verdict}, {self.shared}, {self.footing}>"
        )


def _named(row: Row) -> str:
    return str(row.item) if row.id is None else row.id


class Overlaps(Generic[ItemT, OtherT]):
    """The answer of :func:`find_overlaps`: iterate over it as often as you like; pairs are made as you go.

    ``skipped`` holds what took no part, with the reason; ``len()`` counts the pairs without dressing them.

    Example:
        >>> from korea_events import find_overlaps
        >>> len(find_overlaps([Span.on("2024-03-13"), Span.on("2024-03-14")]))
        0
    """

    __slots__ = ("_pairs", "skipped")
    skipped: tuple[Skipped, ...]

    def __init__(
        self, pairs: Callable[[], Iterator[tuple[Row, Row, Verdict]]], skipped: tuple[Skipped, ...]
    ) -> None:
        self._pairs = pairs
        self.skipped = skipped

    def __iter__(self) -> Iterator[Overlap[ItemT, OtherT]]:
        return (Overlap(first, second, verdict) for first, second, verdict in self._pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self._pairs())

    def __repr__(self) -> str:
        count = len(self)
        return f"<Overlaps: {count} pair{'' if count == 1 else 's'}, {len(self.skipped)} skipped>"


def find_overlaps(
    items: Iterable[ItemT],
    others: Iterable[OtherT] | None = None,
    *,
    at_least: Verdict | str = Verdict.POSSIBLE,
    footing: str = "any",
    grain: Grain | str | None = None,
    tolerance: int | None = None,
    with_parts: bool = False,
) -> Overlaps[ItemT, OtherT]:
    """The pairs that certainly or possibly share time, within one collection or between two.

    Within one collection each pair comes once and ``first`` starts no later than ``second`` (by the earliest possible
    start; ties by position). Between two, ``first`` is of the first collection and ``second`` of the other, and an
    event (known by its id) never pairs with itself. Items are spans, events (by their ``when``) or anything with a
    ``.span``.

    Cancelled, postponed and suspended events and those without any date take no part and are listed in ``skipped``.
    ``Span.unknown()`` does take part: it possibly overlaps everything. An event and its own part (``part_of``, through
    any number of steps among the items) are not a pair unless ``with_parts``.

    Args:
        items: what to compare; each at most once with each.
        others: the second collection; None compares the first with itself.
        at_least: ``certain`` leaves out what is only possible.
        footing: ``held`` leaves out what is only announced.
        grain: as in :func:`korea_events.relate`; one axis for the whole question.
        tolerance: as in :func:`korea_events.relate`.
        with_parts: whether an event and its own part count as a pair.

    Raises:
        QuestionError: for an item that can have no span or an unusable argument, all at once where possible.

    Example:
        >>> import korea_events as ke
        >>> drills = ke.Exercise(id="fs24", name="Freedom Shield 24", span=ke.Span.of("2024-03-04", "2024-03-14"))
        >>> tanks = ke.Exercise(id="tanks", name="tank match", span=ke.Span.bounded(latest_end="2024-03-14"))
        >>> for pair in find_overlaps([drills, tanks]):
        ...     print(pair.first.name, "×", pair.second.name, pair.verdict, pair.shared)
        tank match × Freedom Shield 24 possible 0–11 days
    """
    wanted = _check_verdict(at_least)
    if footing not in ("any", "held"):
        raise QuestionError.of("question-footing", f"{footing!r} is no footing to ask for: any or held")
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    first = list(_taking_part(items, footing, skipped))
    second = None if others is None else list(_taking_part(others, footing, skipped))
    axis = common_axis((span for _, span in [*first, *(second or [])]), grain)
    parents = {} if with_parts else _parents(item for item, _ in [*first, *(second or [])])
    rows = [_row(item, span, axis, tolerance, parents) for item, span in first]
    if second is None:
        return Overlaps(lambda: _within(rows, wanted), tuple(skipped))
    other_rows = [_row(item, span, axis, tolerance, parents) for item, span in second]
    return Overlaps(lambda: _between(rows, other_rows, wanted), tuple(skipped))


def count_overlaps(
    items: Iterable[ItemT],
    others: Iterable[OtherT] | None = None,
    *,
    at_least: Verdict | str = Verdict.POSSIBLE,
    footing: str = "any",
    grain: Grain | str | None = None,
    tolerance: int | None = None,
    with_parts: bool = False,
) -> int:
    """How many pairs :func:`find_overlaps` would give for the same arguments.

    Example:
        >>> count_overlaps([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.on("2024-03-15")])
        1
    """
    return len(
        find_overlaps(
            items,
            others,
            at_least=at_least,
            footing=footing,
            grain=grain,
            tolerance=tolerance,
            with_parts=with_parts,
        )
    )


def _check_verdict(at_least: Verdict | str) -> Verdict:
    if at_least in (Verdict.CERTAIN, Verdict.POSSIBLE):
        return Verdict(at_least)
    raise QuestionError.of("question-at-least", f"{at_least!r} is no verdict to ask for: certain or possible")


def _taking_part(
    items: Iterable[Timed], footing: str, skipped: list[Skipped]
) -> Iterator[tuple[Timed, Span]]:
    for item in items:
        span = span_of(item)
        reason = _NOT_HELD.get(str(getattr(item, "status", None)))
        if reason is None and span is None:
            reason = SkipReason.NO_DATE
        if reason is None and footing == "held" and _footing(item) is not Footing.HELD:
            reason = SkipReason.ANNOUNCED
        if reason is not None:
            skipped.append(Skipped(item, reason))
        elif span is not None:
            yield item, span


def _footing(item: Timed) -> Footing:
    return Footing(getattr(item, "footing", Footing.HELD))


def _parents(items: Iterable[Timed]) -> dict[str, str]:
    return {item.id: item.part_of for item in items if getattr(item, "part_of", None)}  # type: ignore[union-attr]  # guarded by getattr


def _row(item: Timed, span: Span, axis: Axis, tolerance: int | None, parents: dict[str, str]) -> Row:
    item_id: str | None = getattr(item, "id", None)
    ancestors: set[str] = set()
    above = parents.get(item_id) if item_id is not None else None
    while above is not None and above not in ancestors:  # a list of items is no dossier: it may hold a circle
        ancestors.add(above)
        above = parents.get(above)
    return Row(
        item,
        lower(span, axis, tolerance),
        axis,
        _footing(item),
        tuple(lower(pause, axis, tolerance) for pause in getattr(item, "pauses", ())),
        item_id,
        frozenset(ancestors),
    )


Pair = tuple[Row, Row, Verdict]


class _Columns:
    """Rows in start order with their hulls as columns."""

    __slots__ = ("end_max", "end_min", "plain", "rows", "start_max", "start_min")

    def __init__(self, rows: list[Row]) -> None:
        hulls = [
            row.lowered.alternatives[0]
            if len(row.lowered.alternatives) == 1
            else span_all(row.lowered.alternatives)
            for row in rows
        ]
        order = in_start_order([hull.start_min for hull in hulls])
        self.rows = [rows[index] for index in order]
        self.start_min = [hulls[index].start_min for index in order]
        self.start_max = [hulls[index].start_max for index in order]
        self.end_min = [hulls[index].end_min for index in order]
        self.end_max = [hulls[index].end_max for index in order]
        self.plain = [row.plain for row in self.rows]


def _within(rows: list[Row], wanted: Verdict) -> Iterator[Pair]:
    columns = _Columns(rows)
    stops = partners_within(columns.start_min, columns.end_max)
    for index, stop in enumerate(stops):
        yield from _dressed(columns, index, columns, range(index + 1, stop), wanted)


def _between(rows: list[Row], others: list[Row], wanted: Verdict) -> Iterator[Pair]:
    left, right = _Columns(rows), _Columns(others)
    ranges = partners_between(left.start_min, left.end_max, right.start_min, after=False)
    for index, (start, stop) in enumerate(ranges):
        for first, second, verdict in _dressed(left, index, right, range(start, stop), wanted):
            if not _same_event(first, second):
                yield first, second, verdict
    # those that start in one of the others, and after it: the other way round
    ranges = partners_between(right.start_min, right.end_max, left.start_min, after=True)
    for index, (start, stop) in enumerate(ranges):
        for second, first, verdict in _dressed(right, index, left, range(start, stop), wanted):
            if not _same_event(first, second):
                yield first, second, verdict


def _same_event(first: Row, second: Row) -> bool:
    return first.id is not None and first.id == second.id


def _dressed(left: _Columns, index: int, right: _Columns, partners: range, wanted: Verdict) -> Iterator[Pair]:
    """The pairs of one row with a range of partners whose hulls share time with its own."""
    row, plain = left.rows[index], left.plain[index]
    start_max, end_min = left.start_max[index], left.end_min[index]
    rows, plains, starts, ends = right.rows, right.plain, right.start_max, right.end_min
    certain, possible = Verdict.CERTAIN, Verdict.POSSIBLE
    only_certain = wanted is certain
    for other in partners:
        if plain and plains[other]:
            # exact for closed bounds: the one certainly begins before the other certainly has ended, both ways
            verdict = certain if start_max < ends[other] and starts[other] < end_min else possible
        else:
            found = _verdict(row, rows[other])
            if found is None:
                continue
            verdict = found
        if only_certain and verdict is possible:
            continue
        yield row, rows[other], verdict


def _verdict(first: Row, second: Row) -> Verdict | None:
    """The verdict on a pair that needs a closer look, or None when it is no pair."""
    if first.id is not None and (first.id in second.ancestors or second.id in first.ancestors):
        return None
    verdict = relations_between(first.lowered, second.lowered).verdict(SHARES_TIME)
    if verdict is Verdict.IMPOSSIBLE:
        return None
    if verdict is Verdict.CERTAIN and (first.pauses or second.pauses):
        least = shared_between(first.lowered, second.lowered, first.axis).least
        if _least_without_pauses(first, second, least) == 0:
            return Verdict.POSSIBLE
    return verdict


def _least_without_pauses(first: Row, second: Row, least: int) -> int:
    """The least shared time when neither is paused."""
    pauses = [*first.pauses, *second.pauses]
    if not pauses or least == 0:
        return least
    return shared_least_outside(first.lowered, second.lowered, pauses, least)
