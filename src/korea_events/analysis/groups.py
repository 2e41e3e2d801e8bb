"""What events are counted in: periods, kinds, sites, systems, actors, series; which are parts, and which the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import inf, isinf
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from attrs import frozen

from korea_events.analysis.plain_days import split_items_to_days
from korea_events.analysis.selection import (
    DayItem,
    DayOptions,
    PlainDays,
    TimedItems,
    find_dossier,
    project_items_to_days,
)
from korea_events.answers import DEFAULT_QUESTION_LIMITS, QuestionLimits, Skipped, SkipReason, Work
from korea_events.dossier import (
    Collection,
    Dossier,
    EventSelection,
    EventTraits,
    Records,
    Withdrawals,
    group_same,
    read_days,
)
from korea_events.errors import QuestionError
from korea_events.model import Claim, Event, PlaceRole, Statement, Status
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal.engine import (
    Stretch,
    Stretches,
    intersect_stretches,
    make_stretch,
    merge_stretches,
    quote_value,
)

Period: TypeAlias = Literal["day", "week", "quarter", "month", "year"]
By: TypeAlias = Literal[
    "day", "week", "month", "quarter", "year", "kind", "site", "system", "actor", "series"
]
"""What events are counted in."""

NO_GROUP: Final = "(none)"
ALL: Final = "(all)"
_EVERYTHING: Final[Stretch] = (-inf, inf)
PERIODS: Final = get_args(Period)
_TRAITS: Final = {"kind": "kinds", "site": "place", "system": "system", "actor": "actor", "series": "series"}
_COLLECTIONS: Final = {"site": "places", "system": "weapon_systems", "actor": "actors", "series": "series"}
_SITE_ROLES: Final = ("", PlaceRole.VENUE, PlaceRole.LAUNCH_SITE)
"""Something takes place at these; it only passes through others, or comes down there."""
_TOOK_PLACE: Final = frozenset(str(status) for status in Status if status.took_place)
_MOST_PERIODS: Final = 100_000
_STEPS_OF_A_GROUP: Final = 2
_SHORTEST: Final = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}


@frozen(eq=False)
class Counted:
    """One event with what is known of its days, from all records that were judged to be about it."""

    items: tuple[Any, ...]
    days: Stretches
    """The days on which it may have begun, or may have been under way; as dated."""
    freed: Stretches
    """The same with its approximate ends anywhere."""
    doubtful: bool
    """Whether the reports leave open that it took place at all."""
    key: object = None
    """The id that stands for all of the records."""

    @property
    def item(self) -> Any:
        """The record that stands for all of them."""
        return self.items[0]


class Group(NamedTuple):
    """Events that are counted together."""

    name: str
    periods: tuple[tuple[str, Stretch], ...]
    """The rows of the group: each with its name and its days."""
    members: tuple[Counted, ...]
    sure: frozenset[int]
    """The identities of the members that are of this group in all respects."""
    plain: PlainDays = PlainDays()
    """More events, of which only the day counts on which each began."""


@frozen
class Grouped:
    """All that an answer is made of."""

    groups: tuple[Group, ...]
    skipped: tuple[Skipped, ...]
    zone: str
    traits: EventTraits
    above: Mapping[object, object]
    """For the key of each event that is a part the key of its whole."""


def group_events(
    items: TimedItems,
    by: str | None,
    days: tuple[str | dt.date | None, str | dt.date | None],
    options: DayOptions,
    dossier: Dossier | None,
    *,
    list_actors: Callable[[Event], Iterable[str]] | None = None,
) -> Grouped:
    """The events that take part, in the groups of an answer, by the days on which they began.

    With ``list_actors``, by all their days: it gives more actors in whose groups an event is.

    Raises:
        QuestionError: ``question-by``, ``question-rows``, ``question-limit``, ``window-reversed``, and as
            :func:`korea_events.concurrency`.
    """
    if by is not None and by not in get_args(By):
        ways = ", ".join(map(repr, get_args(By)))
        raise QuestionError.of("question-by", f"by must be one of {ways}, not {quote_value(by)}")
    window = make_stretch(read_days(*days))
    records = find_dossier(items) if dossier is None else dossier
    same, withdrawals = group_same(records), Withdrawals(records)
    # what is the same as something else, or a part of it, is looked at one by one
    alone = (by is None or by in PERIODS) and list_actors is None and not (same or withdrawals)
    alone = alone and _are_all_wholes(items) and _are_all_wholes(records)
    found = (split_items_to_days if alone else project_items_to_days)(items, **options)
    skipped = list(found.skipped)
    rows = [row for row in found.rows if row.item not in withdrawals]
    skipped += [Skipped(row.item, SkipReason.WITHDRAWN) for row in found.rows if row.item in withdrawals]
    undated: list[Any] = []
    if by not in PERIODS and window == _EVERYTHING:
        undated = [one.item for one in skipped if one.reason is SkipReason.NO_DATE]
        skipped = [one for one in skipped if one.reason is not SkipReason.NO_DATE]
    traits, plain = EventTraits(records), found.plain
    read_row = _read_starts if list_actors is None else _read_days
    counted = _merge_same((*map(read_row, rows), *map(_read_undated, undated)), same, skipped)
    above = {} if alone else _map_parts(counted, same, records)
    members = tuple(one for one in counted if any(a < window[1] and window[0] < z for a, z in one.days))
    if by is not None and by in PERIODS:
        reach = list(chain.from_iterable({id(one.days): one.days for one in counted}.values()))
        if plain.starts:
            reach.append((min(plain.begun), max(plain.begun) + 1))
        periods = tuple(list_periods(by, reach, window))
        groups: tuple[Group, ...] = (Group(ALL, periods, members, frozenset(map(id, members)), plain),)
    else:
        limits = options.get("limits", DEFAULT_QUESTION_LIMITS)
        groups = tuple(_group_by_trait(members, by, window, traits, list_actors, above, plain, limits))
    return Grouped(groups, tuple(skipped), found.zone, traits, above)


def _are_all_wholes(items: object) -> bool:
    """Whether these can be looked through again, each has an id of its own, and no event is a part of another."""
    if isinstance(items, Records):
        return all(_are_all_wholes(getattr(items, name)) for name in EVENT_COLLECTIONS)
    if isinstance(items, EventSelection):
        return _are_all_wholes(items.events)
    if isinstance(items, Collection):
        if "wholes" not in items.derived:
            items.derived["wholes"] = _are_wholes(items)
        return bool(items.derived["wholes"])
    return isinstance(items, list | tuple) and _are_wholes(items)


def _are_wholes(items: Sequence[Any]) -> bool:
    events = all(issubclass(kind, Event) for kind in set(map(type, items)))  # nearly always, and sooner known
    wholes = (one.part_of for one in items) if events else (getattr(one, "part_of", None) for one in items)
    ids = [] if isinstance(items, Collection) else [getattr(one, "id", None) for one in items]
    return not any(wholes) and len({*ids} - {None}) == len(ids)


# -- the same, and parts -------------------------------------------------------------------------------------------


def _merge_same(entries: Iterable[Counted], same: Mapping[str, str], skipped: list[Skipped]) -> list[Counted]:
    """One entry for each event, however many records are about it."""
    groups: dict[object, list[Counted]] = {}
    for entry in entries:
        identifier = getattr(entry.item, "id", None)
        key = object() if identifier is None else same.get(identifier, identifier)
        groups.setdefault(key, []).append(entry)
    merged: list[Counted] = []
    for key, group in groups.items():
        group.sort(key=lambda one: getattr(one.item, "id", None) != key)
        skipped += [Skipped(other.item, SkipReason.SAME) for other in group[1:]]
        merged.append(
            Counted(
                tuple(one.item for one in group),
                _combine(one.days for one in group),
                _combine(one.freed for one in group),
                all(one.doubtful for one in group),
                key,
            )
        )
    return merged


def _read_starts(row: DayItem) -> Counted:
    return Counted((row.item,), row.projected.starts, row.projected.free_starts, row.doubtful)


def _read_days(row: DayItem) -> Counted:
    dated, freed = (tuple(row.list_reach(freed=freed)) for freed in (False, True))
    return Counted((row.item,), dated, freed, row.doubtful)


def _read_undated(item: Any) -> Counted:
    """An event without dates: it took place if a report says so, and may have in any case."""
    always = (_EVERYTHING,)
    return Counted((item,), always, always, str(getattr(item, "status", None)) not in _TOOK_PLACE)


def _combine(known: Iterable[Stretches]) -> Stretches:
    """What several accounts of one event allow: what all of them do, or what any does if they contradict each other."""
    each = list(known)
    common = each[0]
    for other in each[1:]:
        common = intersect_stretches(common, other)
    return common or merge_stretches(stretch for one in each for stretch in one)


def _map_parts(counted: Iterable[Counted], same: Mapping[str, str], records: Records) -> dict[object, object]:
    known = (event for name in EVENT_COLLECTIONS for event in getattr(records, name))
    above: dict[object, object] = {}
    for item in chain(known, (item for one in counted for item in one.items)):
        whole = getattr(item, "part_of", None)
        if whole is not None:
            part, whole = same.get(item.id, item.id), same.get(whole, whole)
            if part != whole:
                above.setdefault(part, whole)
    return above


def find_parents(members: Sequence[Counted], above: Mapping[object, object]) -> list[int | None]:
    """For each member the position of the nearest one that it is a part of, directly or not."""
    if not above:
        return [None] * len(members)
    positions = {one.key: at for at, one in enumerate(members)}
    parents: list[int | None] = []
    for one in members:
        whole, seen = above.get(one.key), {one.key}
        while whole is not None and whole not in positions and whole not in seen:
            seen.add(whole)
            whole = above.get(whole)
        parents.append(positions.get(whole))
    reached = set(order_parts_first(parents))  # a list of items may hold a cycle, unlike a dossier
    return [parent if at in reached else None for at, parent in enumerate(parents)]


def order_parts_first(parents: Sequence[int | None]) -> Iterator[int]:
    """The positions, each after all of its parts."""
    waiting = [0] * len(parents)
    for parent in parents:
        if parent is not None:
            waiting[parent] += 1
    ready = [at for at, count in enumerate(waiting) if not count]
    while ready:
        at = ready.pop()
        yield at
        parent = parents[at]
        if parent is not None:
            waiting[parent] -= 1
            if not waiting[parent]:
                ready.append(parent)


# -- periods -------------------------------------------------------------------------------------------------------


def list_periods(by: str, reach: Iterable[Stretch], window: Stretch) -> Iterator[tuple[str, Stretch]]:
    """The periods of the window, or else from the first to the last known end of some days, without a gap.

    Raises:
        QuestionError: ``question-rows`` if there are too many.
    """
    known = [tick for begin, end in reach for tick in (begin, end - 1) if not isinf(tick)]
    first = window[0] if not isinf(window[0]) else min(known, default=inf)
    last = window[1] - 1 if not isinf(window[1]) else max(known, default=-inf)
    if isinf(first) or isinf(last) or first > last:
        return
    if (last - first) / _SHORTEST[by] > _MOST_PERIODS:
        message = f"more than {_MOST_PERIODS:,} rows: give since and until, or a longer period than a {by}"
        raise QuestionError.of("question-rows", message)
    begin = _find_period_start(dt.date.fromordinal(int(first)), by).toordinal()
    while begin <= last:
        start = dt.date.fromordinal(begin)
        end = _find_next_period(start, by)
        yield _name_period(start, by), (max(begin, window[0]), min(end, window[1]))
        begin = end


def _find_period_start(day: dt.date, by: str) -> dt.date:
    if by in ("day", "week"):
        back = day.weekday() if by == "week" else 0
        return dt.date.fromordinal(max(1, day.toordinal() - back))
    months = {"month": 1, "quarter": 3, "year": 12}[by]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _find_next_period(start: dt.date, by: str) -> int:
    """The ordinal of the day after a period that begins on a day."""
    if by in ("day", "week"):
        return start.toordinal() + _SHORTEST[by]
    beyond = start.toordinal() + {"month": 31, "quarter": 92, "year": 366}[by]
    last = dt.date.max.toordinal()
    return last + 1 if beyond > last else _find_period_start(dt.date.fromordinal(beyond), by).toordinal()


def _name_period(start: dt.date, by: str) -> str:
    year, week, _ = start.isocalendar()
    if by == "week":
        return f"{year:04}-W{week:02}"
    if by == "quarter":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    return start.isoformat()[: {"day": 10, "month": 7, "year": 4}[by]]


# -- traits --------------------------------------------------------------------------------------------------------


def _group_by_trait(
    counted: Sequence[Counted],
    by: str | None,
    window: Stretch,
    traits: EventTraits,
    list_actors: Callable[[Event], Iterable[str]] | None,
    above: Mapping[object, object],
    plain: PlainDays,
    limits: QuestionLimits,
) -> Iterator[Group]:
    """A group for each kind, site and so on that an event has; of actors and sites also for what they belong to."""
    if by is None:
        yield Group(ALL, ((ALL, window),), tuple(counted), frozenset(map(id, counted)), plain)
        return
    records = traits.dossier
    # a kind gets a row, and of ids those of records, not codes of countries
    known = {one.id for one in getattr(records, _COLLECTIONS[by])} if by != "kind" and len(records) else None
    work = Work(limits, len(records) + len(counted))
    members: dict[str, list[Counted]] = {}
    sure: dict[str, set[int]] = {}
    for one in counted:
        each: list[frozenset[str]] = []
        for item in one.items:
            if isinstance(item, Event):
                each += traits.list_values(_TRAITS[by], item, _SITE_ROLES if by == "site" else ())
                if by == "actor" and list_actors is not None:
                    each += map(traits.list_wholes, list_actors(item))
            elif by == "actor" and isinstance(item, (Statement, Claim)):
                said_by = item.speakers if isinstance(item, Statement) else item.claimants
                each += map(traits.list_wholes, said_by)
        found = chain.from_iterable(map(sorted, each))
        names = dict.fromkeys(name for name in found if known is None or name in known)
        number, alike = id(one), len(each) == 1
        work.add_steps(_STEPS_OF_A_GROUP * len(names))
        for name in names or (NO_GROUP,):
            members.setdefault(name, []).append(one)
            if alike or name == NO_GROUP or all(name in values for values in each):
                sure.setdefault(name, set()).add(number)
    members[NO_GROUP] = _drop_parts(counted, members.get(NO_GROUP, ()), above)
    for name in sorted(name for name, some in members.items() if some):
        yield Group(name, ((name, window),), tuple(members.pop(name)), frozenset(sure.pop(name, ())))


def _drop_parts(
    counted: Sequence[Counted], without: Sequence[Counted], above: Mapping[object, object]
) -> list[Counted]:
    """What has no group, less the parts of what has one."""
    parents = find_parents(counted, above)
    kept = set(map(id, without))
    for at in reversed(list(order_parts_first(parents))):
        parent = parents[at]
        if parent is not None and id(counted[parent]) not in kept:
            kept.discard(id(counted[at]))
    return [one for one in without if id(one) in kept]
