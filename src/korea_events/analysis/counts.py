"""How many events there were, in each period or by what they are; as far as uncertain dates say."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Any, ClassVar, TypeAlias

from attrs import frozen

from korea_events.analysis.groups import (
    NO_GROUP,
    PERIODS,
    By,
    Counted,
    Group,
    Grouped,
    find_parents,
    group_events,
    order_parts_first,
)
from korea_events.analysis.selection import DayOptions, FootingName, TimedItems
from korea_events.answers import (
    DEFAULT_QUESTION_LIMITS,
    Answer,
    QuestionLimits,
    Skipped,
    SkipReason,
    format_cell,
)
from korea_events.dossier import Dossier
from korea_events.temporal import DayRange
from korea_events.temporal.engine import Stretch, Stretches, Tolerance, as_day_range, subtract_stretches

AtLeastAtMost: TypeAlias = tuple[float, float]


@frozen
class Count:
    """How many there were in one group: at least and at most.

    Example:
        >>> march = Count("2024-03", DayRange("2024-03-01", "2024-03-31"), least=2, most=3)
        >>> print(march)
        2024-03: 2–3
    """

    group: Any
    """A period as ISO text (``2024-03``, ``2024-Q1``, ``2024-W11``), a code, or a record; ``(none)`` for events
    without one."""
    days: DayRange
    """The days that count."""
    least: float
    most: float | None
    """None if nothing bounds it."""

    @property
    def exact(self) -> bool:
        """Whether least and most are the same."""
        return self.least == self.most

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"

    @property
    def name(self) -> str:
        """What the group is called."""
        return format_cell(self.group)

    @property
    def number(self) -> str:
        """Both numbers as people write them.

        Example:
            >>> Count("2024", DayRange(None, None), least=3, most=None).number
            '3 or more'
        """
        if self.most is None:
            return f"{self.least:,} or more"
        return f"{self.least:,}" if self.exact else f"{self.least:,}–{self.most:,}"


@frozen(repr=False)
class Counts(Answer[Count]):
    """The answer of :func:`count_by`: a row for each group.

    Example:
        >>> print(Counts((Count("2024", DayRange("2024-01-01", "2024-12-31"), least=2, most=3),), (), "Asia/Seoul"))
        group  least  most
        2024   2      3
    """

    zone: str
    """The time zone whose days are counted."""

    _columns: ClassVar = {"group": object, "least": int, "most": int}


def count_by(
    items: TimedItems,
    by: By | None = None,
    *,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    footing: FootingName = "any",
    zone: str | None = None,
    tolerance: Tolerance = None,
    dossier: Dossier | None = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Counts:
    """How many events there were, at least and at most.

    Counted by period, an event counts once, in the period in which it began. The rows are the periods from ``since`` to
    ``until``, or else from the first to the last known bound of a start, without a gap; a start that is bounded on one
    side only may also lie outside them. Counted in any other way, an event counts in every group to which it belongs:
    an event of a unit also for its command and state, an event at a site also for its province.

    A part does not count beside its whole (``part_of``), neither in one row nor in different periods. Records that were
    judged to be about the same event count once, with the dates that all of them allow. An unconfirmed event counts in
    the most only, and so does an event without a date, unless a report says that it took place. ``skipped`` lists what
    does not count, and why.

    Args:
        items: spans, events or anything else with a span; of a dossier all its events.
        by: ``day``, ``week`` (from Monday on), ``month``, ``quarter`` or ``year``; ``kind``, ``site`` (without impact
            areas and the like), ``system``, ``actor`` (who acts in them) or ``series``; None counts all together.
        since: the first day that counts; what began before does not.
        until: the last day that counts.
        footing: ``held`` leaves out what is only announced.
        zone: as in :func:`korea_events.concurrency`.
        tolerance: as in :func:`korea_events.relate`.
        dossier: the dossier of the events, if ``items`` is neither a dossier nor a result of ``dossier.events``. It
            knows which events are the same or parts of others, and to which state an actor belongs.
        limits: as in :func:`korea_events.concurrency`.

    Raises:
        QuestionError: ``question-by`` for another ``by``; ``question-rows`` for more than 100,000 rows;
            ``question-limit`` if events are in hundreds of thousands of groups in all; ``window-reversed``; and as
            :func:`korea_events.concurrency`.

    Example:
        >>> from korea_events import Span
        >>> vague = Span.bounded(earliest_start="2024-02-20", latest_start="2024-03-05")
        >>> drills = [Span.of("2024-02-28", "2024-03-14"), Span.on("2024-03-13"), vague]
        >>> print(count_by(drills, "month"))
        group    least  most
        2024-02  1      2
        2024-03  1      2
    """
    options: DayOptions = {"footing": footing, "zone": zone, "tolerance": tolerance, "limits": limits}
    grouped = group_events(items, by, (since, until), options, dossier)
    parts: dict[int, Skipped] = {}
    rows: list[Count] = []
    placed: dict[int, dict[int, bool]] = {}
    for group in grouped.groups:
        parents = find_parents(group.members, grouped.above)
        rows += make_rows(group, grouped, by, _count_members(group, parents, placed))
        for one, parent in zip(group.members, parents, strict=True) if grouped.above else ():
            if parent is not None:
                parts[id(one)] = Skipped(one.item, SkipReason.PART)
    return Counts(sort_rows(rows, by), (*grouped.skipped, *parts.values()), grouped.zone)


def _count_members(
    group: Group, parents: Sequence[int | None], placed: dict[int, dict[int, bool]]
) -> dict[int, AtLeastAtMost]:
    """The numbers of a group by the positions of its periods: wholes, and parts of what may not have been.

    ``placed`` keeps where each member lies in the periods, which have the same days in all groups.
    """
    found: dict[int, dict[int, AtLeastAtMost]] = {}
    total: dict[int, AtLeastAtMost] = {}
    ends = [stretch[1] for _, stretch in group.periods]
    wholes = set(parents)
    least = most = 0.0
    alike: dict[tuple[int, int, bool], list[Counted]] = {}

    def place(one: Counted) -> dict[int, bool]:
        if id(one) not in placed:
            placed[id(one)] = place_in_periods(one.days, one.freed, group.periods, ends)
        return placed[id(one)]

    for at in range(len(parents)) if wholes <= {None} else order_parts_first(parents):
        one = group.members[at]
        parent = parents[at]
        if parent is None and at not in wholes and len(ends) == 1:
            for sure in place(one).values():
                least += sure and not one.doubtful
                most += 1
            continue
        if parent is None and at not in wholes:
            alike.setdefault((id(one.days), id(one.freed), one.doubtful), []).append(one)
            continue
        counts = {row: (float(sure), 1.0) for row, sure in place(one).items()}
        if one.doubtful:
            # it was, or it was not and its parts count instead
            parts = found.get(at, {})
            counts = {
                row: (min(counts.get(row, (0, 0))[0], least), max(counts.get(row, (0, 0))[1], most))
                for row in counts.keys() | parts.keys()
                for least, most in (parts.get(row, (0, 0)),)
            }
        add_bounds(total if parent is None else found.setdefault(parent, {}), counts)
    add_bounds(total, {0: (least, most)})
    for one, *more in alike.values():
        number = 1.0 + len(more)
        add_bounds(
            total, {row: (number * (sure and not one.doubtful), number) for row, sure in place(one).items()}
        )
    begun = {row: group.plain.count_begun(stretch) for row, (_, stretch) in enumerate(group.periods)}
    add_bounds(total, {row: (count, count) for row, count in begun.items() if count})
    return total


# -- what counts and totals share ----------------------------------------------------------------------------------


def place_in_periods(
    dated: Stretches, freed: Stretches, periods: Sequence[tuple[str, Stretch]], ends: Sequence[float]
) -> dict[int, bool]:
    """The positions of the periods in which some days may lie, and whether all of them certainly do.

    Example:
        >>> place_in_periods(((3, 5),), ((3, 5),), [("first", (0, 4)), ("second", (4, 9))], [4, 9])
        {0: False, 1: False}
    """
    touched: dict[int, bool] = {}
    for begin, end in dated:
        row = bisect_right(ends, begin)
        while row < len(periods) and periods[row][1][0] < end:
            touched[row] = False
            row += 1
    if len(touched) == 1:
        (row,) = touched
        touched[row] = not subtract_stretches(freed, (periods[row][1],))
    return touched


def add_bounds(total: dict[int, AtLeastAtMost], more: dict[int, AtLeastAtMost]) -> None:
    """Add numbers to others, row by row."""
    for row, (least, most) in more.items():
        before = total.get(row, (0, 0))
        total[row] = (before[0] + least, before[1] + most)


def make_rows(
    group: Group, grouped: Grouped, by: str | None, found: dict[int, AtLeastAtMost]
) -> Iterator[Count]:
    """The rows of a group."""
    for row, (name, stretch) in enumerate(group.periods):
        least, most = found.get(row, (0, 0))
        record = None if by is None or by in PERIODS or by == "kind" else grouped.traits.dossier.get(name)
        yield Count(
            record or name, as_day_range(stretch), as_number(least), None if most == inf else as_number(most)
        )


def as_number(value: float) -> float:
    """A whole number as one."""
    return int(value) if value == int(value) else float(value)


def sort_rows(rows: Iterable[Count], by: str | None) -> tuple[Count, ...]:
    """Periods in order; other groups by their numbers, the largest first and none of none; what has no group last."""
    if by is None or by in PERIODS:
        return tuple(rows)

    def rank(row: Count) -> tuple[bool, float, float]:
        return row.group == NO_GROUP, -row.least, -inf if row.most is None else -row.most

    return tuple(sorted((row for row in rows if row.most != 0), key=rank))
