"""Who takes part in a question and why the others do not; the items that do, on the axis of the question."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, chain, pairwise
from math import inf
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypedDict, TypeVar

from attrs import field, frozen

from korea_events.answers import DEFAULT_QUESTION_LIMITS, QuestionLimits, Skipped, SkipReason, Work
from korea_events.dossier import Dossier, EventSelection, Records
from korea_events.errors import QuestionError
from korea_events.model import Footing, Status
from korea_events.model.engine import EVENT_COLLECTIONS, find_active_time
from korea_events.temporal import Grain, Span
from korea_events.temporal.engine import (
    INSTANTS,
    ActiveTime,
    Axis,
    Bounds,
    ProjectedSpan,
    Stretch,
    Stretches,
    Tick,
    Timed,
    Tolerance,
    check_tolerance,
    check_zone,
    choose_day_zone,
    get_span,
    measure_active,
    merge_stretches,
    project,
    quote_value,
)

ItemT = TypeVar("ItemT", bound=Timed)
PreparedT = TypeVar("PreparedT", bound="PreparedItem")

Items: TypeAlias = Iterable[ItemT] | Dossier
"""What a question is about: a collection or any other iterable of items, or all events of a dossier."""
TimedItems: TypeAlias = Items[Timed]
Progress: TypeAlias = Callable[[int, int], object]
"""A function that is called during long work with how much is done and how much there is."""
FootingName: TypeAlias = Literal["any", "held"]
VerdictName: TypeAlias = Literal["certain", "possible"]

_STEPS_OF_AN_ALTERNATIVE: Final = 5
_CALLED_OFF = frozenset(status.value for status in Status if status.called_off)


class DayOptions(TypedDict, total=False):
    """The options of every question about days."""

    footing: FootingName
    zone: str | None
    tolerance: Tolerance
    limits: QuestionLimits


# -- who takes part ------------------------------------------------------------------------------------------------


def check_footing(footing: str) -> None:
    """Refuse a footing that a question does not know."""
    if footing not in ("any", "held"):
        raise QuestionError.of(
            "question-footing", f"footing must be 'any' or 'held', not {quote_value(footing)}"
        )


def list_items(items: TimedItems) -> Iterable[Timed]:
    """The items themselves; of a dossier its events, collection by collection.

    Raises:
        QuestionError: ``argument-type`` for a single item or text.
    """
    given: object = items
    if isinstance(given, str) or not isinstance(given, Iterable):
        message = f"give a dossier, or spans or events in a list, not {quote_value(given)}"
        raise QuestionError.of("argument-type", message)
    if not isinstance(items, Dossier):
        return items
    return [event for collection in EVENT_COLLECTIONS for event in getattr(items, collection)]


def find_dossier(items: TimedItems) -> Records:
    """The dossier that items are known to come from: itself, or that of a selection; else an empty one."""
    if isinstance(items, Records):
        return items
    return items.dossier if isinstance(items, EventSelection) else Records()


def select_items(items: TimedItems, footing: str, skipped: list[Skipped]) -> Iterator[tuple[Timed, Span]]:
    """The items that take part in a question, with the span that counts; the others go to ``skipped``."""
    for item in list_items(items):
        span = get_counted_span(item, footing)
        status = str(getattr(item, "status", None))
        if status in _CALLED_OFF:
            skipped.append(Skipped(item, SkipReason(status)))
        elif span is None:
            skipped.append(Skipped(item, SkipReason.NO_DATE))
        elif footing == "held" and get_footing(item) < Footing.BEGUN:
            skipped.append(Skipped(item, SkipReason.ANNOUNCED))
        else:
            yield item, span


def get_counted_span(item: Timed, footing: str) -> Span | None:
    """The span that counts: with the footing ``held`` what happened, if anything did; None if there is none."""
    span = get_span(item)
    held: Span | None = getattr(item, "held", None) if footing == "held" else None
    return span if held is None else held


def get_footing(item: Timed) -> Footing:
    """What the dates of an item rest on; a bare span counts as held."""
    return Footing(getattr(item, "footing", Footing.HELD))


class PartRange(NamedTuple):
    """The numbers of an item and of all its parts, so that two numbers say whether one is a part of another."""

    start: int = 0
    end: int = 0
    is_part: bool = False

    def contains(self, other: PartRange) -> bool:
        """Whether another item is a part of this one, directly or not.

        Example:
            >>> PartRange(0, 3).contains(PartRange(1, 2)), PartRange(1, 2).contains(PartRange(1, 2))
            (True, False)
        """
        return self.start < other.start < self.end


def number_parts(items: Iterable[Timed]) -> dict[str, PartRange]:
    """The ranges of all items that are a part or a whole, by their ids, as far as the items say."""
    wholes = {str(item.id): str(item.part_of) for item in items if getattr(item, "part_of", None)}  # type: ignore[union-attr]  # guarded by getattr
    counts = dict.fromkeys((*wholes, *wholes.values()), 1)
    waiting = Counter(wholes.values())
    placed: dict[str, None] = {}
    for first in (*(name for name in counts if not waiting[name]), *counts):
        name: str | None = first
        while name is not None and name not in placed and (name == first or not waiting[name]):
            placed[name] = None
            if wholes.get(name) in placed:  # a list of items may hold a cycle, unlike a dossier
                del wholes[name]
            name = wholes.get(name)
            if name is not None:
                counts[name] += counts[next(reversed(placed))]
                waiting[name] -= 1
    ranges: dict[str, PartRange] = {}
    free: dict[str | None, int] = {None: 0}
    for name in reversed(placed):
        whole = wholes.get(name)
        start = free[whole]
        free[whole] += counts[name]
        free[name] = start + 1
        ranges[name] = PartRange(start, start + counts[name], whole is not None)
    return ranges


_ALONE = PartRange()


# -- on the axis ---------------------------------------------------------------------------------------------------


@frozen
class PreparedItem:
    """An item prepared for a question: where it lies on the axis, and what an answer about it depends on."""

    item: Any
    projected: ProjectedSpan
    active: ActiveTime | None
    """When it was under way, if its span does not say it all."""
    axis: Axis
    footing: Footing
    id: str | None
    disputed: bool
    part_range: PartRange = field(eq=False)
    """Where it stands among wholes and parts."""
    position: int = field(default=0, eq=False)
    """Its place among the items, where items are compared on several axes."""

    @property
    def hull(self) -> Bounds:
        """Single bounds around every alternative."""
        return self.projected.hull

    @cached_property
    def plain(self) -> bool:
        """Whether ``ends`` alone decide about it, beside others of which they do."""
        if self.part_range.is_part or self.simple:
            return not self.part_range.is_part
        active = self.active_time
        return active.unbroken and (len(active.span.alternatives) == 1 or len(active.possible) == 1)

    @property
    def ends(self) -> Bounds:
        """The earliest start as dated, the latest start and the earliest end that are certain, the latest end as dated.

        Approximate ends may lie anywhere. Nothing is certain of what is in doubt, or where more counts than ends.
        """
        if self.simple and not self.part_range.is_part:
            return self.projected.alternatives[0]
        dated = self.hull
        if self.doubtful or self.part_range.is_part or not self.active_time.unbroken:
            return Bounds(dated.start_min, inf, -inf, dated.end_max)
        freed = self.projected.free_hull
        return Bounds(dated.start_min, freed.start_max, freed.end_min, dated.end_max)

    @cached_property
    def simple(self) -> bool:
        """Whether one stretch of known bounds says when it was under way."""
        return (
            self.active is None and len(self.projected.alternatives) == 1 and not self.projected.approximate
        )

    @property
    def doubtful(self) -> bool:
        """Whether the reports leave open that it took place at all."""
        return self.active is not None and self.active.doubtful

    @cached_property
    def active_time(self) -> ActiveTime:
        """When it was under way."""
        return ActiveTime(self.projected) if self.active is None else self.active

    def list_reach(self, *, freed: bool) -> Iterable[Stretch]:
        """Where it may be under way, as dated or with its approximate ends anywhere."""
        if self.simple:
            return ((self.hull.start_min, self.hull.end_max),)
        active = self.active_time
        return (active.free() if freed else active).possible


def prepare_items(
    kind: type[PreparedT],
    selected: Iterable[tuple[Timed, Span]],
    axis: Axis,
    tolerance: Tolerance,
    parts: Mapping[str, PartRange],
    disputed: frozenset[str] = frozenset(),
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> tuple[PreparedT, ...]:
    """The selected items on an axis: the one preparation that all questions share."""
    rows: list[PreparedT] = []
    work = Work(limits)
    alike: dict[Span, ProjectedSpan] = {}
    for item, span in selected:
        item_id: str | None = getattr(item, "id", None)
        projected = alike.get(span) if len(span.alternatives) > 1 else None
        if projected is None:
            projected = project(span, axis, tolerance)
            if len(span.alternatives) > 1:  # what follows from many alternatives is worked out once
                alike[span] = projected
                work.add_steps(_STEPS_OF_AN_ALTERNATIVE * len(span.alternatives))
        rows.append(
            kind(
                item,
                projected,
                find_active_time(item, projected, axis, tolerance),
                axis,
                Footing.HELD if span is getattr(item, "held", None) else get_footing(item),
                item_id,
                item_id in disputed,
                _ALONE if item_id is None else parts.get(item_id, _ALONE),
            )
        )
    return tuple(rows)


def group_alike(rows: Iterable[PreparedT]) -> Iterator[tuple[PreparedT, int]]:
    """One row of each kind of dates with many alternatives, and how many there are; any other row by itself."""
    many: dict[int, tuple[PreparedT, int]] = {}
    for row in rows:
        if row.active is not None or len(row.projected.alternatives) == 1 or row.part_range is not _ALONE:
            yield row, 1
        else:
            first, count = many.get(id(row.projected), (row, 0))
            many[id(row.projected)] = first, count + 1
    yield from many.values()


# -- on the axis of days -------------------------------------------------------------------------------------------


@frozen
class DayItem(PreparedItem):
    """An item on the axis of days: on which days it is certainly, and on which possibly under way."""

    def possible(self) -> Stretches:
        """The days on which it may be under way, as separate stretches."""
        if self.simple:
            bounds = self.projected.alternatives[0]
            return ((bounds.start_min, bounds.end_max),)
        return self.active_time.possible

    def certain(self) -> Stretches:
        """The days on which it certainly is under way."""
        if self.simple:
            bounds = self.projected.alternatives[0]
            return ((bounds.start_max, bounds.end_min),) if bounds.start_max < bounds.end_min else ()
        return self.active_time.certain

    def list_parts(self, *, freed: bool = False) -> tuple[Bounds, ...]:
        """The stretches of which it consists, with where each can begin and end."""
        return self.projected.alternatives if self.simple else self.active_time.list_parts(freed=freed)

    def least(self) -> Tick:
        """A number of days on which it certainly was under way, at whatever dates."""
        return self.hull.length_min if self.simple else measure_active(self.active_time)[0]

    def most(self) -> Tick:
        """A number of days that it cannot exceed."""
        return self.hull.length_max if self.simple else measure_active(self.active_time)[1]


@frozen
class PlainDays:
    """Items that were under way from one known day to another."""

    items: list[Timed] = field(factory=list)
    starts: list[int] = field(factory=list)
    """The first day of each."""
    ends: list[int] = field(factory=list)
    """The day after the last one of each."""
    places: list[int] = field(factory=list)
    """The place of each among all the items of which these are some."""

    @cached_property
    def begun(self) -> Mapping[Tick, int]:
        """How many begin on each day, in the order of the days."""
        return dict(sorted(Counter(self.starts).items()))

    @cached_property
    def changes(self) -> Mapping[Tick, int]:
        """How many more of them, or fewer, are under way from a day on than before it."""
        starts, ends = self.begun, Counter[Tick](self.ends)
        return {tick: starts.get(tick, 0) - ends.get(tick, 0) for tick in starts.keys() | ends.keys()}

    @cached_property
    def steps(self) -> tuple[tuple[Stretch, int, int], ...]:
        """How many are under way: stretches in order, each with the number twice, for what is certain and possible."""
        ticks = sorted(tick for tick, change in self.changes.items() if change)
        counts = list(accumulate(self.changes[tick] for tick in ticks))
        return tuple(zip(pairwise(ticks), counts, counts, strict=False))

    @cached_property
    def covered(self) -> Stretches:
        """The days on which one of them is under way."""
        return merge_stretches(stretch for stretch, count, _ in self.steps if count)

    @cached_property
    def _totals(self) -> tuple[list[Tick], list[int]]:
        """The first days in order, and how many begin before each of them, and in all."""
        return [*self.begun], [*accumulate(self.begun.values(), initial=0)]

    def count_begun(self, days: Stretch) -> int:
        """How many began on one of some days."""
        ticks, totals = self._totals
        before, by_then = (totals[bisect_left(ticks, tick)] for tick in days)
        return by_then - before


@frozen
class DayItems:
    """The items that take part in a question about days."""

    rows: tuple[DayItem, ...]
    skipped: tuple[Skipped, ...]
    zone: str
    plain: PlainDays
    """Those of them that are not among the rows, since their days are known."""


def project_items_to_days(
    items: TimedItems,
    *,
    footing: str = "any",
    zone: str | None = None,
    tolerance: Tolerance = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
    plain: Mapping[str, PlainDays] | None = None,
) -> DayItems:
    """Items on the axis of days: of ``zone``, else of the one zone that all their days have, else of Seoul.

    ``plain`` are more of them, by the zone in which their days are known; only those of another zone become rows.
    """
    check_footing(footing)
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    selected = list(select_items(items, footing, skipped))
    known = dict(plain or {})
    if zone is None:
        samples = select_items([some.items[0] for some in known.values()], footing, skipped)
        zone = choose_day_zone(span for _, span in chain(samples, selected))
    here = known.pop(zone, PlainDays())
    for elsewhere in known.values():
        selected += select_items(elsewhere.items, footing, skipped)
    rows = prepare_day_items(selected, zone, tolerance, limits=limits)
    return DayItems(rows, tuple(skipped), zone, here)


def prepare_day_items(
    selected: Iterable[tuple[Timed, Span]],
    zone: str,
    tolerance: Tolerance = None,
    *,
    hourly: bool = False,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> tuple[DayItem, ...]:
    """Selected items, each with the span that counts, on the axis of the days of a zone; ``hourly``, of instants.

    Example:
        >>> drill = Span.of("2024-03-04", "2024-03-14")
        >>> (row,) = prepare_day_items([(drill, drill)], "Asia/Seoul")
        >>> row.certain() == row.possible()
        True
    """
    axis = INSTANTS if hourly else Axis(Grain.DAY, check_zone(zone))
    return prepare_items(DayItem, selected, axis, tolerance, {}, limits=limits)
