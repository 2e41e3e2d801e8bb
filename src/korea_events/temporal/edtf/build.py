"""From a legal EDTF text to the bounds it allows.

A single date has *candidates*: the days of each year, month or season it may mean, or runs of days each of which may be
the one meant. Candidates become alternatives. Where a text allows more than ``MAX_ALTERNATIVES`` of them, one hull
stands in: it allows everything the text allows and a little more, and the result says that it is not exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import inf
from operator import or_

from korea_events.errors import SpanError
from korea_events.temporal.bounds import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    FIXED_LENGTH,
    Alternative,
    Bounds,
    Grain,
    Reading,
    build_hull,
    close,
    free_date,
)
from korea_events.temporal.civil import format_day
from korea_events.temporal.edtf.candidates import (
    MAX_ALTERNATIVES,
    Candidates,
    bound_day_lengths,
    get_plain_day,
    list_candidates,
    list_candidates_between,
    list_year_steps,
)
from korea_events.temporal.edtf.check import DateUnit, get_date_unit
from korea_events.temporal.edtf.clock import MICROSECONDS_PER_MINUTE, Clock
from korea_events.temporal.edtf.masks import Piece, merge_runs
from korea_events.temporal.edtf.normal_form import format_scanned, format_scanned_member
from korea_events.temporal.edtf.scan import (
    APPROXIMATE,
    Scanned,
    ScannedDate,
    ScannedInterval,
    ScannedMember,
    ScannedSet,
)

# a single date moves as one, and its length stays
_APPROXIMATE_DATE = APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH

Alternatives = tuple[list[Alternative], bool]
"""The alternatives of a text, and whether they are all of them."""


def build_alternatives(
    scanned: Scanned, grain: Grain, zone: str | None, reading: Reading
) -> tuple[list[Alternative], bool, tuple[Bounds, ...] | None]:
    """The alternatives that a legal text allows, each closed, not yet in order; whether they are all; and as freed.

    Raises:
        SpanError: ``span-reversed`` if an interval ends before it can start; ``span-out-of-range`` for days after
            9999-12-31; ``span-zone-missing``, ``zone-unknown`` or ``edtf-missing-local-time`` for a time of day that
            is not an instant.
    """
    clock = Clock(zone) if grain is Grain.INSTANT else None
    alternatives, exact = _build_as_dated(scanned, clock, reading)
    return alternatives, exact, _free_alternatives(scanned, alternatives, clock, reading)


def _build_as_dated(scanned: Scanned, clock: Clock | None, reading: Reading) -> Alternatives:
    if isinstance(scanned, ScannedInterval):
        return _build_interval(scanned, clock, reading)
    if isinstance(scanned, ScannedSet):
        return _build_set(scanned, clock, reading)
    assert isinstance(scanned, ScannedDate)  # a legal text has no unreadable parts
    if clock is None and (day := get_plain_day(scanned)) is not None:
        bounds, exact = [_bound_one_tick(day, day)], True
    else:
        bounds, exact = _build_date_bounds(scanned, clock, reading)
    flags = _APPROXIMATE_DATE if scanned.doubt & APPROXIMATE else 0
    return [tuple.__new__(Alternative, (each, flags)) for each in bounds], exact


def _build_date_bounds(
    date: ScannedDate, clock: Clock | None, reading: Reading, limit: int = MAX_ALTERNATIVES
) -> tuple[list[Bounds], bool]:
    if date.time is not None:
        assert clock is not None  # a text with a time of day has instants
        return [_bound_one_tick(at, at) for at in clock.instants(date)], True
    return _build_candidate_bounds(list_candidates(date, limit), clock, reading)


def _bound_one_tick(first: float, last: float) -> Bounds:
    """One tick somewhere from the first to the last."""
    # there are many of them: the constructor of a named tuple is left out
    return tuple.__new__(Bounds, (first, last, first + 1, last + 1, 1, 1))


def _build_candidate_bounds(
    found: Candidates, clock: Clock | None, reading: Reading
) -> tuple[list[Bounds], bool]:
    if found.single_days and clock is None:
        if found.exact:
            return [_bound_one_tick(first, last) for first, last in found.pieces], True
        return [_bound_one_tick(found.pieces[0][0], found.pieces[-1][1])], False
    exact, pieces = found.exact, found.pieces
    if found.single_days:  # each day by itself: its length in instants is its own
        pieces, exact = _split_into_days(pieces, exact)
        pieces = pieces if exact else [(end, end) for end in pieces[0]]
    if exact:
        stretches = [_bound_stretch(first, last, clock, reading) for first, last in pieces]
        if clock is None:
            return stretches, True
        there = [bounds for bounds in stretches if bounds.start_min < bounds.end_max]
        if not there:  # as 30 December 2011 in Samoa
            raise SpanError.of(
                "edtf-missing-local-time", f"{format_day(pieces[0][0])} was skipped in this time zone"
            )
        return there, True
    hull = build_hull(_bound_stretch(first, last, clock, reading) for first, last in pieces)
    return [_widen_hull(hull, found, clock, reading)], False


def _bound_stretch(first: int, last: int, clock: Clock | None, reading: Reading) -> Bounds:
    """What a reading makes of the days from the first to the last."""
    start, end = (first, last + 1) if clock is None else (clock.day_start(first), clock.day_start(last + 1))
    if reading is Reading.THROUGHOUT:
        return tuple.__new__(Bounds, (start, start, end, end, end - start, end - start))
    return tuple.__new__(Bounds, (start, end - 1, start + 1, end, 1, end - start))


def _widen_hull(hull: Bounds, found: Candidates, clock: Clock | None, reading: Reading) -> Bounds:
    """A hull of the first and the last piece with lengths that are true of all pieces between them."""
    day = 1 if clock is None else 1440 * MICROSECONDS_PER_MINUTE
    # clocks were set by hours; a few zones skipped or repeated a whole day
    slack = 0 if clock is None else day
    least = found.least * day - slack if reading is Reading.THROUGHOUT else 1
    closed = close(hull._replace(length_min=max(1, least), length_max=found.most * day + slack))
    assert closed is not None  # it holds at least the stretches it was made of
    return closed


# --- intervals


def _build_interval(interval: ScannedInterval, clock: Clock | None, reading: Reading) -> Alternatives:
    starts, starts_exact = _list_end_ranges(interval.start, clock, reading, last=False)
    ends, ends_exact = _list_end_ranges(interval.end, clock, reading, last=True)
    exact = starts_exact and ends_exact
    if len(starts) * len(ends) > MAX_ALTERNATIVES:
        starts, ends = [(starts[0][0], starts[-1][1])], [(ends[0][0], ends[-1][1])]
        exact = False
    flags = _get_end_flag(interval.start, APPROXIMATE_START) | _get_end_flag(interval.end, APPROXIMATE_END)
    both_timed = clock is not None and _is_timed(interval.start) and _is_timed(interval.end)
    found = []
    for a, b in starts:
        for c, d in ends:
            # from 11:00 to 11:00: one instant, since no length is zero
            latest = d + 1 if both_timed and a == d else d
            closed = close(tuple.__new__(Bounds, (a, b, c, latest, 1, inf)))
            if closed is not None:
                found.append(Alternative(closed, flags))
    if not found:
        raise SpanError.of("span-reversed", _describe_reversal(interval))
    return found, exact


def _get_end_flag(end: object, flag: int) -> int:
    return flag if isinstance(end, ScannedDate) and end.doubt & APPROXIMATE else 0


def _is_timed(end: object) -> bool:
    return isinstance(end, ScannedDate) and end.time is not None


TickRanges = tuple[list[tuple[float, float]], bool]
"""Ranges of ticks in order, both ends included, and whether they are exact."""


def _list_end_ranges(end: object, clock: Clock | None, reading: Reading, *, last: bool) -> TickRanges:
    """Where the start may lie, or the end: the first tick after the ``last``."""
    if not isinstance(end, ScannedDate):
        return [(-inf, inf)], True
    if end.time is not None:
        assert clock is not None
        # a time of day is where it ends, not its last microsecond: 11:00 to 17:00 are six hours
        return [(at, at) for at in clock.instants(end)], True
    past = int(last)
    if clock is None and (day := get_plain_day(end)) is not None:
        return [(day + past, day + past)], True
    pieces, exact = _list_boundary_days(list_candidates(end), reading, last=last)
    if clock is None:
        return [(low + past, high + past) for low, high in pieces], exact
    if reading is Reading.THROUGHOUT:
        days, exact = _split_into_days(pieces, exact)
        return [(clock.day_start(low + past), clock.day_start(high + past)) for low, high in days], exact
    return [(clock.day_start(low) + past, clock.day_start(top + 1) - 1 + past) for low, top in pieces], exact


def _list_boundary_days(found: Candidates, reading: Reading, *, last: bool) -> tuple[list[Piece], bool]:
    """The days on which an interval may start (or end), as runs."""
    pieces = found.pieces
    if reading is Reading.THROUGHOUT and not found.single_days:
        pieces = [(end, end) for _, end in pieces] if last else [(start, start) for start, _ in pieces]
    if not found.exact:
        return [(pieces[0][0], pieces[-1][1])], False
    return merge_runs(pieces), True


def _split_into_days(pieces: list[Piece], exact: bool) -> tuple[list[Piece], bool]:
    """Each day of the runs by itself, unless they are too many."""
    if not exact or sum(last - first + 1 for first, last in pieces) > MAX_ALTERNATIVES:
        return [(pieces[0][0], pieces[-1][1])], False
    return [(day, day) for first, last in pieces for day in range(first, last + 1)], True


def _describe_reversal(interval: ScannedInterval) -> str:
    assert isinstance(interval.start, ScannedDate)  # an interval with one date cannot be reversed
    assert isinstance(interval.end, ScannedDate)
    on = {DateUnit.DAY: "on", DateUnit.TIME: "at"}.get(get_date_unit(interval.start), "in")
    return f"ends {format_scanned(interval.end)}, before it starts {on} {format_scanned(interval.start)}"


# --- sets


def _build_set(scanned: ScannedSet, clock: Clock | None, reading: Reading) -> Alternatives:
    found: list[Alternative] = []
    exact = True
    room = MAX_ALTERNATIVES  # once a member does not fit, hulls will do for the others: the end is one hull anyway
    for member in scanned.members:
        bounds, member_exact = _build_member_bounds(member, clock, reading, room)
        ends = (member.first, member.last)
        approximate = any(isinstance(end, ScannedDate) and end.doubt & APPROXIMATE for end in ends)
        found += [Alternative(each, _APPROXIMATE_DATE if approximate else 0) for each in bounds]
        exact = exact and member_exact
        room = max(0, room - len(bounds)) if member_exact or None in ends else 0
    return found, exact


def _build_member_bounds(
    member: ScannedMember, clock: Clock | None, reading: Reading, limit: int
) -> tuple[list[Bounds], bool]:
    first, last = member.first, member.last
    assert first is None or isinstance(first, ScannedDate)
    assert last is None or isinstance(last, ScannedDate)
    if first is not None and not member.is_range:
        return _build_date_bounds(first, clock, reading, limit)
    end = first if first is not None else last
    assert end is not None  # a range has at least one end
    unit = get_date_unit(end)
    if unit is DateUnit.TIME:
        assert clock is not None
        low = clock.instants(first)[0] if first is not None else -inf
        high = clock.instants(last)[-1] if last is not None else inf
        if low > high:
            raise SpanError.of(
                "edtf-set-reversed", f"{format_scanned_member(member)}: the range ends before it starts"
            )
        return [_bound_one_tick(low, high)], True
    if first is not None and last is not None:
        return _build_candidate_bounds(list_candidates_between(first, last, unit, limit), clock, reading)
    return _build_endless_member(end, unit, clock, reading, later=first is not None)


def _build_endless_member(
    end: ScannedDate, unit: DateUnit, clock: Clock | None, reading: Reading, *, later: bool
) -> tuple[list[Bounds], bool]:
    """A member of a set that goes on for ever: this date or any later (earlier) one of the same precision."""
    near = _bound_stretch(*list_candidates(end).pieces[0], clock, reading)
    steps = list_year_steps(end, unit) if unit is not DateUnit.DAY else ()
    lengths = [bound_day_lengths(end._replace(month=step), unit) for step in steps] or [(1, 1)]
    least, most = min(least for least, _ in lengths), max(most for _, most in lengths)
    found = Candidates([], single_days=unit is DateUnit.DAY, exact=False, least=least, most=most)
    hull = near._replace(start_max=inf, end_max=inf) if later else near._replace(start_min=-inf, end_min=-inf)
    return [_widen_hull(hull, found, clock, reading)], unit is DateUnit.DAY and clock is None


# --- approximate ends


def _free_alternatives(
    scanned: Scanned, alternatives: Sequence[Alternative], clock: Clock | None, reading: Reading
) -> tuple[Bounds, ...] | None:
    """What a legal text allows when every end marked as approximate may lie anywhere; None when none is marked.

    The unmarked ends stay where they are, and nothing that follows from a marked end counts any more. A time of day
    keeps its day: 07:10 or so on the 12th is on the 12th.
    """
    if not any(flags for _, flags in alternatives):
        return None
    if isinstance(scanned, ScannedInterval):
        starts = _free_end(scanned.start, clock, reading, last=False)
        ends = _free_end(scanned.end, clock, reading, last=True)
        if len(starts) * len(ends) > MAX_ALTERNATIVES:
            starts, ends = [(starts[0][0], starts[-1][1])], [(ends[0][0], ends[-1][1])]
        found = [close(Bounds(a, b, c, d, 1, inf)) for a, b in starts for c, d in ends]
        return tuple(dict.fromkeys(bounds for bounds in found if bounds is not None))
    dates = [scanned] if isinstance(scanned, ScannedDate) else _list_single_dates(scanned)
    timed = [date for date in dates if date.time is not None and date.doubt & APPROXIMATE]
    freed = [free_date(bounds) if flags else bounds for bounds, flags in alternatives]
    if timed and clock is not None:
        moments = {tick for date in timed for tick in clock.instants(date)}
        freed = [
            bounds
            for bounds, (dated, _) in zip(freed, alternatives, strict=True)
            if dated.start_min not in moments or dated.length_max > 1
        ]
        freed += [_bound_one_tick(first, end - 1) for date in timed for first, end in clock.days(date)]
    return tuple(dict.fromkeys(freed))


def _list_single_dates(scanned: Scanned) -> list[ScannedDate]:
    members = scanned.members if isinstance(scanned, ScannedSet) else ()
    return [
        member.first for member in members if isinstance(member.first, ScannedDate) and not member.is_range
    ]


def _free_end(end: object, clock: Clock | None, reading: Reading, *, last: bool) -> list[tuple[float, float]]:
    """Where an end may lie when a mark of approximation frees it."""
    if not (isinstance(end, ScannedDate) and end.doubt & APPROXIMATE):
        return _list_end_ranges(end, clock, reading, last=last)[0]
    if end.time is None:
        return [(-inf, inf)]
    assert clock is not None  # a text with a time of day has instants
    past = int(last)
    return [(first + past, next_day - 1 + past) for first, next_day in clock.days(end)]


# --- many alternatives


def sort_alternatives(alternatives: list[Alternative], exact: bool) -> tuple[tuple[Alternative, ...], bool]:
    """Distinct and in order, and those of one fixed length joined where their starts touch; the hull if too many."""
    if len(alternatives) == 1:
        return tuple(alternatives), exact
    found: list[Alternative] = []
    for bounds, flags in sorted(set(alternatives), key=_rank_for_merging):
        if found and bounds.length_min == bounds.length_max:
            last, last_flags = found[-1]
            if (
                flags == last_flags
                and last.length_min == last.length_max == bounds.length_min
                and bounds.start_min <= last.start_max + 1
            ):
                high = max(last.start_max, bounds.start_max)
                longest = max(last.end_max, bounds.end_max)
                found[-1] = Alternative(last._replace(start_max=high, end_max=longest), flags)
                continue
        found.append(Alternative(bounds, flags))
    if len(found) > MAX_ALTERNATIVES:
        flags = reduce(or_, (each.flags for each in found))
        return (Alternative(build_hull(each.bounds for each in found), flags),), False
    return tuple(sorted(found)), exact


def _rank_for_merging(alternative: Alternative) -> tuple[int, float, float, Bounds]:
    bounds, flags = alternative
    return flags, bounds.length_min, bounds.length_max, bounds
