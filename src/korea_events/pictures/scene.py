"""The content of a picture before it is drawn: marks with their days, lanes, shaded days, and the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from korea_events.analysis import find_disputed, find_overlaps, list_items
from korea_events.answers import DEFAULT_QUESTION_LIMITS, QuestionLimits
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.evidence import Origins, list_origins
from korea_events.model import Event, Footing, LeaderActivity, Record, Statement, Status, WeaponEvent
from korea_events.pictures.descriptions import PlacedItem, describe_item, label_item
from korea_events.pictures.lanes import Lanes, list_lane_names, name_leftover_lane, name_sort
from korea_events.pictures.mark_days import ALL_DAYS, MarkDays, build_mark_days
from korea_events.temporal import Grain, Span, Verdict
from korea_events.temporal.engine import (
    DEFAULT_ZONE,
    Stretch,
    Stretches,
    Tick,
    Timed,
    Tolerance,
    check_zone,
    choose_day_zone,
    get_span,
    intersect_stretches,
    merge_stretches,
    read_day_or_moment,
    subtract_stretches,
)

Items: TypeAlias = Dossier | Iterable[Timed | Statement]
"""The items that a picture can show."""

_MARGIN_SHARE: Final = 0.02
_FADE_SHARE: Final = 0.06
_HOUR: Final = 1 / 24
_DAY_MICROSECONDS: Final = 86_400_000_000
_POINTS: Final = (Statement, WeaponEvent, LeaderActivity)
"""What is drawn as a point if it lasts no longer than a day."""
_STEPS_OF_A_PAIR: Final = 4
_STEPS_OF_A_STRETCH: Final = 40
"""What drawing one of the alternatives of a date costs."""
_MAX_HOURLY_DAYS: Final = 3
"""A longer window shows days only."""
_DATE_UNKNOWN: Final = "on a date that is not known"
_OUTSIDE_WINDOW: Final = "outside the days that are shown"


SYMBOL_WORDS: Final = {
    "certain": "certainly under way",
    "possible": "possibly",
    "announced": "announced, not reported as held",
    "announced_possible": "announced, possibly on these days",
    "called_off": "called off",
    "planned": "an earlier plan",
    "point": "on that day",
    "somewhere": "on one of the marked days",
    "fades": "unknown start or end",
    "goes_on": "still under way",
    "shared": "two or more at once",
}
"""The meaning of each symbol, in the order of legends."""


class MarkStyle(StrEnum):
    """The footing with which a mark is drawn."""

    HELD = "held"
    ANNOUNCED = "announced"
    CALLED_OFF = "called off"


@frozen(kw_only=True)
class Mark:
    """One item in a picture."""

    label: str
    notes: tuple[str, ...]
    """What its bar alone does not say: called off, unconfirmed, disputed, from time to time."""
    days: MarkDays
    planned: Stretches
    """The certain days that rest on a plan, of something that is reported to have begun."""
    earlier_plans: tuple[MarkDays, ...]
    """The earlier plans that do not fit its dates; oldest first."""
    style: MarkStyle
    is_point: bool
    """Whether it is drawn as a point: a statement, a launch or an activity of a leader of at most a day."""
    sort: str
    lanes: tuple[str, ...]
    group: str
    facts: tuple[tuple[str, str], ...]
    item: Any = field(eq=False)

    @property
    def title(self) -> str:
        """Its label, with its notes."""
        return f"{self.label} ({', '.join(self.notes)})" if self.notes else self.label

    @property
    def held(self) -> Stretches:
        """The certain days that rest on reports, not on a plan."""
        return subtract_stretches(self.days.certain, self.planned) if self.planned else self.days.certain


@frozen(kw_only=True)
class Lane:
    """A horizontal part of a picture with its marks, the earliest first."""

    name: str
    group: str
    marks: tuple[Mark, ...]


@frozen(kw_only=True)
class LeftOut:
    """An item that a picture does not show, and why."""

    label: str
    why: str


@frozen(kw_only=True)
class Scene:
    """Everything that a picture shows. Days are numbers of :meth:`datetime.date.toordinal`, half-open."""

    lanes: tuple[Lane, ...]
    window: tuple[float, float]
    hourly: bool
    """Whether times of day are drawn, not only days."""
    certainly_shared: tuple[Stretch, ...]
    """Days on which two events were certainly under way at once."""
    possibly_shared: tuple[Stretch, ...]
    """Days on which two may have been, in stretches with a bound on both sides."""
    left_out: tuple[LeftOut, ...]
    zone: str
    grouped: bool

    @property
    def fade(self) -> float:
        """The number of days by which an unknown end is drawn beyond the last known day."""
        return max(_HOUR if self.hourly else 1.0, (self.window[1] - self.window[0]) * _FADE_SHARE)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark once, in the order of the lanes."""
        return tuple({id(mark): mark for lane in self.lanes for mark in lane.marks}.values())

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in the order of the lanes."""
        return tuple(dict.fromkeys(mark.group for lane in self.lanes for mark in lane.marks))


def build_scene(
    items: Items,
    *,
    lanes: Lanes = "series",
    group: Lanes | None = None,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    zone: str | None = None,
    tolerance: Tolerance = None,
    dossier: Dossier | None = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Scene:
    """Lay out a picture of some items.

    Times of day are drawn in a window of at most three days, if an item has any.

    Raises:
        QuestionError: ``lanes-unknown``; ``window-reversed`` if ``until`` is before ``since``; ``question-no-span`` for
            an object without a ``span``; ``question-limit`` if too many share time.
        SpanError: for an invalid day or moment or an unknown zone.
    """
    dossier = items if isinstance(items, Dossier) else dossier
    left_out: list[LeftOut] = []
    dated: list[tuple[Timed | Statement, Span]] = []
    for item in [*list_items(items), *items.statements] if isinstance(items, Dossier) else items:
        span = item.said if isinstance(item, Statement) else get_span(item)
        if span is None:
            left_out.append(LeftOut(label=label_item(item, dossier), why="without any date"))
        else:
            dated.append((item, span))
    limits.check("steps", _STEPS_OF_A_STRETCH * sum(len(span.alternatives) - 1 for _, span in dated))
    zone = choose_day_zone(span for _, span in dated) if zone is None else check_zone(zone)
    window = parse_window(since, until, zone)
    visible: list[PlacedItem] = []
    placed = [
        (item, span, build_mark_days(_get_timed(item, span), zone, tolerance, span=span))
        for item, span in dated
    ]
    hourly = _is_hourly([(span, days) for _, span, days in placed if days.is_seen_in(window)], window)
    for dated_item, span, whole_days in placed:
        days = whole_days
        if hourly and span.grain is Grain.INSTANT:
            days = build_mark_days(_get_timed(dated_item, span), zone, tolerance, span=span, hourly=True)
        if days.is_seen_in(window):
            plans = _list_earlier_plans(dated_item, whole_days, zone)
            visible.append(PlacedItem(dated_item, span, days, plans))
        else:
            why = _OUTSIDE_WINDOW if days.known else _DATE_UNKNOWN
            left_out.append(LeftOut(label=label_item(dated_item, dossier), why=why))
    partners, certainly, possibly = _find_shared_days(visible, tolerance, dossier, limits)
    disputed = frozenset[str]() if dossier is None else find_disputed(dossier)
    origins: dict[int, Origins] = {}
    if dossier is not None:
        known = (each.item for each in visible if isinstance(each.item, Record) and each.item in dossier)
        origins = {id(item): found for item, found in list_origins(dossier, known, limits=limits)}
    marks: list[Mark] = []
    for each in visible:
        planned, notes = _list_planned_days(each, zone, tolerance), _list_notes(each.item, disputed)
        shared_with = partners.get(id(each.item), ())
        behind = origins.get(id(each.item))
        marks.append(_make_mark(each, planned, notes, shared_with, lanes, group, dossier, behind))
    return Scene(
        lanes=_order_lanes(marks, grouped=group is not None),
        window=fit_window(
            (tick for mark in marks for days in (mark.days, *mark.earlier_plans) for tick in days.known),
            window,
            _HOUR if hourly else 1,
        ),
        hourly=hourly,
        certainly_shared=tuple(certainly),
        possibly_shared=tuple(possibly),
        left_out=tuple(left_out),
        zone=zone,
        grouped=group is not None,
    )


def _is_hourly(seen: list[tuple[Span, MarkDays]], window: Stretch) -> bool:
    """Whether times of day are drawn: if there are any, and few days to show."""
    start, end = fit_window((tick for _, days in seen for tick in days.known), window, 0)
    return end - start <= _MAX_HOURLY_DAYS and any(span.grain is Grain.INSTANT for span, _ in seen)


def _get_timed(item: Timed | Statement, span: Span) -> Timed:
    return span if isinstance(item, Statement) else item


def parse_window(
    since: str | dt.date | None, until: str | dt.date | None, zone: str = DEFAULT_ZONE
) -> Stretch:
    """The requested window, from days or moments; infinite without a limit.

    Raises:
        QuestionError: ``window-reversed`` if ``until`` is before ``since``.
        SpanError: for an invalid day or moment.
    """
    start, end = ALL_DAYS
    if since is not None:
        start = _find_window_end(since, zone)[0]
    if until is not None:
        end = _find_window_end(until, zone)[1]
    if start >= end:
        message = f"until must not be before since: {until} is before {since}"
        raise QuestionError.of("window-reversed", message)
    return start, end


def _find_window_end(at: str | dt.date, zone: str) -> Stretch:
    """The day or the moment at which a window starts and ends."""
    span = read_day_or_moment(at, zone)
    days = build_mark_days(span, zone, hourly=span.grain is Grain.INSTANT)
    start, end = days.possible[0]
    return (start, end) if span.grain is Grain.DAY else (start, start)


def fit_window(known: Iterable[Tick], asked: Stretch, step: float = 1) -> tuple[float, float]:
    """The days to show: the requested ones, or all known starts and ends with a margin of at least a step."""
    ends = [tick for tick in known if asked[0] <= tick <= asked[1]]
    ends += [tick for tick in asked if tick not in ALL_DAYS]
    if not ends:
        return (0, 0)
    start, end = min(ends), max(ends)
    margin = max(step, round((end - start) * _MARGIN_SHARE))
    start = start - margin if asked[0] == ALL_DAYS[0] else asked[0]
    end = end + margin if asked[1] == ALL_DAYS[1] else asked[1]
    return max(start, 1), min(end, dt.date.max.toordinal())


def _list_planned_days(each: PlacedItem, zone: str, tolerance: Tolerance) -> Stretches:
    """The certain days of something that has begun which no report, but a plan gives."""
    item = each.item
    if not isinstance(item, Event) or item.footing is not Footing.BEGUN or item.held is None:
        return ()
    hourly = any(tick != int(tick) for tick in each.days.known)
    held = build_mark_days(item, zone, tolerance, span=item.held, hourly=hourly)
    return subtract_stretches(each.days.certain, held.certain)


def _list_notes(item: Timed | Statement, disputed: frozenset[str]) -> tuple[str, ...]:
    """What a bar alone does not say."""
    if not isinstance(item, Event):
        return ()
    status = item.status
    stated = status is not None and (status.called_off or status is Status.UNCONFIRMED)
    found = {str(status): stated, "disputed": item.id in disputed, "from time to time": item.intermittent}
    return tuple(words for words, holds in found.items() if holds)


def _make_mark(
    each: PlacedItem,
    planned: Stretches,
    notes: tuple[str, ...],
    partners: tuple[str, ...],
    lanes: Lanes,
    group: Lanes | None,
    dossier: Dossier | None,
    origins: Origins | None,
) -> Mark:
    item, span = each.item, each.span
    sort, style = name_sort(item), _find_mark_style(item)
    a_day = 1 if span.grain is Grain.DAY else _DAY_MICROSECONDS
    is_point = isinstance(item, _POINTS) and span.length.least <= a_day
    return Mark(
        label=label_item(item, dossier),
        notes=notes,
        days=each.days,
        planned=planned,
        earlier_plans=each.earlier_plans,
        style=style,
        is_point=is_point,
        sort=sort,
        lanes=list_lane_names(item, lanes, dossier),
        group=sort if group is None else list_lane_names(item, group, dossier)[0],
        facts=describe_item(each, partners, dossier, origins),
        item=item,
    )


def _list_earlier_plans(item: object, days: MarkDays, zone: str) -> tuple[MarkDays, ...]:
    """The plans that do not fit the dates; a plan that was only vaguer fits them."""
    if not isinstance(item, Event):
        return ()
    plans = dict.fromkeys(build_mark_days(plan.span, zone) for plan in item.plans)
    return tuple(plan for plan in plans if plan.known and not _is_compatible_plan(plan, days))


def _is_compatible_plan(plan: MarkDays, days: MarkDays) -> bool:
    """Whether the certain days of each are possible days of the other."""
    return all(
        intersect_stretches(one.certain, other.possible) == one.certain
        for one, other in ((plan, days), (days, plan))
    )


def _find_mark_style(item: object) -> MarkStyle:
    if isinstance(item, Event) and item.status is not None and item.status.called_off:
        return MarkStyle.CALLED_OFF
    return MarkStyle.ANNOUNCED if getattr(item, "footing", None) == Footing.ANNOUNCED else MarkStyle.HELD


def _order_lanes(marks: list[Mark], *, grouped: bool) -> tuple[Lane, ...]:
    """The lanes: by group if there are groups, then by their first day, leftover lanes last."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for mark in sorted(marks, key=_rank_mark):
        for name in mark.lanes:
            found.setdefault((mark.group if grouped else "", name), []).append(mark)
    groups = list(dict.fromkeys(group for group, _ in found))

    def rank_lane(lane: tuple[str, str]) -> tuple[int, bool, tuple[Tick, Tick, str]]:
        group, name = lane
        collects_leftovers = all(name_leftover_lane(mark.sort) == name for mark in found[lane])
        return groups.index(group), collects_leftovers, _rank_mark(found[lane][0])

    order = sorted(found, key=rank_lane)
    return tuple(Lane(name=name, group=group, marks=tuple(found[group, name])) for group, name in order)


def _rank_mark(mark: Mark) -> tuple[Tick, Tick, str]:
    """The order of marks: by their first known day, then their last."""
    return (mark.days.known[0], mark.days.known[-1], mark.label)


_SharedTime: TypeAlias = tuple[dict[int, tuple[str, ...]], Stretches, Stretches]


def _find_shared_days(
    placed: list[PlacedItem], tolerance: Tolerance, dossier: Dossier | None, limits: QuestionLimits
) -> _SharedTime:
    """The partners with which each event shares time, in words, and the days on which any two do."""
    days = {id(each.item): each.days for each in placed}
    certain: dict[int, list[object]] = {}
    possible: dict[int, list[object]] = {}
    certainly: set[Stretch] = set()
    possibly: set[Stretch] = set()
    bounded = {
        key: [s for s in found.possible if ALL_DAYS[0] < s[0] and s[1] < ALL_DAYS[1]]
        for key, found in days.items()
    }
    events = [each.item for each in placed if not isinstance(each.item, Statement)]
    pairs = find_overlaps(
        events, tolerance=tolerance, progress=lambda _, total: limits.check("steps", _STEPS_OF_A_PAIR * total)
    )
    for pair in pairs:
        first, second = pair.first, pair.second
        one, other = id(first), id(second)
        is_certain = pair.verdict is Verdict.CERTAIN
        partners = certain if is_certain else possible
        partners.setdefault(one, []).append(second)
        partners.setdefault(other, []).append(first)
        possibly.update(intersect_stretches(bounded[one], bounded[other]))
        if is_certain:
            certainly.update(intersect_stretches(days[one].certain, days[other].certain))
    described: dict[int, tuple[str, ...]] = {}
    for verdict, partners in ((Verdict.CERTAIN, certain), (Verdict.POSSIBLE, possible)):
        words = {id(event): f"{label_item(event, dossier)} ({verdict})" for event in events}
        for key, several in partners.items():
            described[key] = (*described.get(key, ()), *(words[id(partner)] for partner in several))
    return described, merge_stretches(certainly), merge_stretches(possibly)
