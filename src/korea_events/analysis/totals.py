"""How many missiles, troops or balloons the events have together, in each period or by what they are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import product
from math import inf
from typing import Any, ClassVar, TypeAlias

from attrs import frozen

from korea_events.analysis.counts import (
    AtLeastAtMost,
    Count,
    Counts,
    add_bounds,
    make_rows,
    place_in_periods,
    sort_rows,
)
from korea_events.analysis.groups import By, Counted, Group, find_parents, group_events, order_parts_first
from korea_events.analysis.selection import DayOptions, FootingName, TimedItems
from korea_events.answers import DEFAULT_QUESTION_LIMITS, QuestionLimits, Skipped, SkipReason
from korea_events.dossier import Dossier, EventTraits
from korea_events.errors import QuestionError, suggest_name
from korea_events.model import Event, Measure, MeasureKind, Quantity, Unit
from korea_events.temporal.engine import Tolerance, merge_stretches, quote_value

_What: TypeAlias = tuple[str, str | None, str | None]
"""What a measure counts: its kind, whose they are, and which of them."""


@frozen(repr=False)
class Totals(Counts):
    """The answer of :func:`total`: a row for each group.

    Example:
        >>> Totals((), (), "Asia/Seoul", MeasureKind.MISSILES).what
        MeasureKind.MISSILES
    """

    what: MeasureKind
    """What is added up."""

    _columns: ClassVar = {"group": object, "least": float, "most": float}


def total(
    items: TimedItems,
    what: MeasureKind | str,
    by: By | None = None,
    *,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    footing: FootingName = "any",
    zone: str | None = None,
    tolerance: Tolerance = None,
    dossier: Dossier | None = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Totals:
    """How many of something the events add up to: the sum of their measures, at least and at most.

    "About 7,000" is 6,500 to 7,500, "at least 3" has no most. The measures of one event that name different things or
    sides are added. One that names neither is the number of all, one that names a side only is that of all its things,
    and so on; what one names by its side and another by what it is may be the same. If two numbers of one thing
    differ, the lower least and the higher most count. A running total (``cumulative``) is never added, nor a
    comparison, nor words without a number.

    A number belongs to all the days of its event: it counts in the period that certainly holds all of them. If they may
    reach over several periods, it counts in the most of each. The same goes for kinds, sites, systems and actors if an
    event has several, unless a measure says whose it is.

    If a whole has a number, that number counts, and its parts say how much of it is certain; if it has none, the
    numbers of its parts count. ``MeasureKind.adds_up`` says whether two parts of one whole may count the same ones, as
    with troops, or not, as with missiles. Numbers of different events always add up. The rest is as in
    :func:`korea_events.count_by`: events judged the same count once, by what all accounts allow, and unconfirmed ones
    in the most only. The most does not include events without a number: ``skipped`` lists them.

    Args:
        items: events; of a dossier all its events.
        what: the kind of measure: ``missiles``, ``troops``, …; ``casualties`` takes killed and wounded too.
        by: as in ``count_by``.
        since: the first day that counts.
        until: the last day that counts.
        footing: as in ``count_by``.
        zone: as in ``count_by``.
        tolerance: as in ``count_by``.
        dossier: as in ``count_by``.
        limits: as in ``count_by``.

    Raises:
        QuestionError: ``question-measure`` for another ``what``, and as ``count_by``.

    Example:
        >>> from korea_events import Quantity, WeaponEvent
        >>> def launch(day, number, **more):
        ...     missiles = Measure(what="missiles", quantity=number)
        ...     return WeaponEvent(id=f"launch-{day}", name="launch", span=day, measures=[missiles], **more)
        >>> three = launch("2031-03-18", Quantity(value=3, qualifier="at_least"))
        >>> ten = launch("2031-04-02", Quantity(value=10))
        >>> one = launch("2031-04-09", Quantity(value=1), status="unconfirmed")
        >>> print(total([three, ten, one], "missiles", by="month"))
        group    least  most
        2031-03  3
        2031-04  10     11
    """
    kind = _read_kind(what)
    options: DayOptions = {"footing": footing, "zone": zone, "tolerance": tolerance, "limits": limits}
    grouped = group_events(
        items,
        by,
        (since, until),
        options,
        dossier,
        list_actors=lambda event: (measure.actor for measure in _list_measures(event, kind) if measure.actor),
    )
    rows: list[Count] = []
    skipped: dict[int, Skipped] = {}
    for group in grouped.groups:
        parents = find_parents(group.members, grouped.above)
        figures = [_find_figure(one, kind, group, by, grouped.traits) for one in group.members]
        rows += make_rows(group, grouped, by, _add_members(group, parents, figures, kind))
        for one in _list_without_number(group, parents, figures):
            running = any(measure.cumulative for measure in _list_measures(one.item, kind))
            skipped[id(one)] = Skipped(
                one.item, SkipReason.RUNNING_TOTAL if running else SkipReason.NO_NUMBER
            )
    return Totals(sort_rows(rows, by), (*grouped.skipped, *skipped.values()), grouped.zone, kind)


def _read_kind(what: Any) -> MeasureKind:
    try:
        return MeasureKind(what)
    except ValueError:
        guess = suggest_name(what, MeasureKind) if isinstance(what, str) else None
        hint = f"; did you mean {str(guess)!r}?" if guess else f": write one of {', '.join(MeasureKind)}"
        message = f"{quote_value(what)} is not a kind of measure{hint}"
        raise QuestionError.of("question-measure", message) from None


def _add_members(
    group: Group, parents: Sequence[int | None], figures: Sequence[AtLeastAtMost | None], kind: MeasureKind
) -> dict[int, AtLeastAtMost]:
    """The numbers of a group by the positions of its periods."""
    place = lru_cache(maxsize=32)(
        partial(place_in_periods, periods=group.periods, ends=[end for _, (_, end) in group.periods])
    )
    parts: list[list[dict[int, AtLeastAtMost]]] = [[] for _ in parents]
    days = [(one.days, one.freed) for one in group.members]
    total: dict[int, AtLeastAtMost] = {}
    for at in order_parts_first(parents):
        one, parent, figure = group.members[at], parents[at], figures[at]
        found = _add_parts(parts[at], kind)
        if figure is not None:
            own = {row: (figure[0] if sure else 0, figure[1]) for row, sure in place(*days[at]).items()}
            found = _join_whole(own, found, doubtful=one.doubtful)
        if parent is None:
            add_bounds(total, found)
        else:
            parts[parent].append(found)
            # what a part counts, its whole counts, even if it lasts longer
            pairs = zip(days[parent], days[at], strict=True)
            days[parent] = tuple(merge_stretches((*one, *other)) for one, other in pairs)  # type: ignore[assignment]
    return total


def _add_parts(parts: Iterable[dict[int, AtLeastAtMost]], kind: MeasureKind) -> dict[int, AtLeastAtMost]:
    """What the parts of one event have together; they may share what is there all the time."""
    found: dict[int, AtLeastAtMost] = {}
    for part in parts:
        for row, (least, most) in part.items():
            before = found.get(row, (0, 0))
            found[row] = (before[0] + least if kind.adds_up else max(before[0], least), before[1] + most)
    return found


def _join_whole(
    own: dict[int, AtLeastAtMost], parts: dict[int, AtLeastAtMost], *, doubtful: bool
) -> dict[int, AtLeastAtMost]:
    """The numbers of an event that has one, with those of its parts, which are among it."""
    found: dict[int, AtLeastAtMost] = {}
    for row in own.keys() | parts.keys():
        (least, most), (part_least, part_most) = own.get(row, (0, 0)), parts.get(row, (0, 0))
        if doubtful:  # if it was not, its parts may have been
            found[row] = part_least, max(most, part_most)
        else:
            # parts that have more than their whole contradict it: then either may be right
            found[row] = max(least, min(part_least, most)), max(most, part_least)
    return found


# -- the number of one event ---------------------------------------------------------------------------------------


def _find_figure(
    one: Counted, kind: MeasureKind, group: Group, by: str | None, traits: EventTraits
) -> AtLeastAtMost | None:
    """The number of an event that its accounts allow, as far as it belongs to the group; None if none gives any."""
    found: AtLeastAtMost | None = None
    for item in one.items:
        measures = [measure for measure in _list_measures(item, kind) if not measure.cumulative]
        is_sure = id(one) in group.sure
        whose = [measure for measure in measures if by == "actor" and measure.actor is not None]
        if whose:
            of_group = [measure for measure in whose if group.name in traits.list_wholes(measure.actor or "")]
            is_sure = bool(of_group)
            # theirs may be among those of what they belong to
            above = {None, *traits.list_wholes(group.name)}
            measures = of_group or [measure for measure in measures if measure.actor in above]
        number = _add_measures(measures, kind, traits)
        if number is None and whose:
            number = (0, 0)
        if number is not None and not is_sure:
            number = (0, number[1])
        if number is None:
            continue
        if found is None:
            found = number
        elif max(found[0], number[0]) <= min(found[1], number[1]):
            found = max(found[0], number[0]), min(found[1], number[1])
        else:  # they contradict each other
            found = min(found[0], number[0]), max(found[1], number[1])
    return found


def _list_measures(item: Any, kind: MeasureKind) -> Iterator[Measure]:
    """The measures of an event that are of a kind, or of one that it includes."""
    for measure in item.measures if isinstance(item, Event) else ():
        if kind in (measure.what, measure.what.broader):
            yield measure


def _add_measures(
    measures: Iterable[Measure], kind: MeasureKind, traits: EventTraits
) -> AtLeastAtMost | None:
    """The number of all that measures of one event count; None if none has a number."""
    numbers: dict[_What, AtLeastAtMost] = {}
    for measure in measures:
        number = _read_number(measure)
        if number is not None:
            key: _What = (measure.what, measure.actor, measure.of)
            least, most = numbers.get(key, number)
            numbers[key] = min(least, number[0]), max(most, number[1])
    if not numbers:
        return None
    # two that name as much of what they count, but not the same, count different things; others may overlap
    known: dict[tuple[bool, ...], float] = defaultdict(float)
    allowed = 0.0
    for key, (least, most) in numbers.items():
        general = numbers.keys() & _list_general(key, kind, traits)
        named, *others = ((one[0] != kind, *map(bool, one[1:])) for one in (key, *general))
        known[named] += 0 if named in others else least
        allowed += 0 if general else most
    found = max(known.values())
    # details that exceed what contains them contradict it: then either may be right
    return min(found, allowed), max(found, allowed)


def _list_general(key: _What, kind: MeasureKind, traits: EventTraits) -> set[_What]:
    """What counts everything that a measure counts: of all kinds, of all that its actor belongs to, of all things."""
    what, actor, of = key
    actors = {None, *(() if actor is None else traits.list_wholes(actor))}
    return {*product((what, kind), actors, (of, None))} - {key}


def _read_number(measure: Measure) -> AtLeastAtMost | None:
    """What a stated number allows: whole things, or hours."""
    from korea_events.evidence import convert, extent  # only totals need them: other questions start faster

    if not isinstance(measure.quantity, Quantity):
        return None
    used = measure.quantity.corrected or measure.quantity
    in_hours = measure.what is MeasureKind.HOURS
    if used.unit is None:
        used = used.replace(unit=Unit.H if in_hours else Unit.COUNT)
    found = extent(used)
    if found is None or found.dimension != ("time" if in_hours else "count"):
        return None
    hour = convert(1, Unit.H, Unit.S) if in_hours else 1
    return float((found.low or 0) / hour), inf if found.high is None else float(found.high / hour)


def _list_without_number(
    group: Group, parents: Sequence[int | None], figures: Sequence[AtLeastAtMost | None]
) -> Iterator[Counted]:
    """The events that have no number, nor a whole or part that has one."""
    found = [figure is not None for figure in figures]
    order = list(order_parts_first(parents))
    inside = list(found)
    for at in reversed(order):
        parent = parents[at]
        inside[at] |= parent is not None and inside[parent]
    for at in order:
        parent = parents[at]
        if parent is not None:
            found[parent] |= found[at]
    yield from (one for at, one in enumerate(group.members) if not (found[at] or inside[at]))
