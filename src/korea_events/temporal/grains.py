"""Between days and instants: bounds in one grain as bounds in the other.

A day is the time from its first instant to that of the next day, in one zone. Every step is sound: it may allow more
than was said, never less, and says whether it is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import inf, isinf

from korea_events.temporal import civil
from korea_events.temporal.bounds import Bounds, Reading, Tick, close

_DAY_TICKS = civil.MICROSECONDS_PER_DAY
_HOUR_TICKS = _DAY_TICKS // 24
# A date whose zone is not known began at UTC+14 at the earliest and ended at UTC-12 at the latest.
_EARLIEST_OFFSET, _LATEST_OFFSET = 14 * _HOUR_TICKS, -12 * _HOUR_TICKS
_WIDEST_SHIFT = _EARLIEST_OFFSET - _LATEST_OFFSET
# Windows up to this many days are searched for changes of the clocks; longer ones allow for the widest shift.
_LONGEST_SEARCH = 800


def close_widened(bounds: Bounds) -> Bounds:
    """Closed bounds of what can only have become wider."""
    result = close(bounds)
    assert result is not None  # only ever widened from bounds that allow something
    return result


def place_zoneless_days(bounds: Bounds, zone: str) -> Bounds:
    """Days of an unknown zone among those of a known one: where the hours fall that they may cover.

    In Seoul that is a day more on either side; in zones near the date line two on one of them.
    """
    a, b, c, d, p, q = bounds

    def first(ordinal: int) -> int:
        return civil.find_ordinal(zone, civil.count_wall_ticks(ordinal) - _EARLIEST_OFFSET)

    def last(ordinal: int) -> int:
        return civil.find_ordinal(zone, civil.count_wall_ticks(ordinal + 1) - _LATEST_OFFSET - 1)

    placed = Bounds(
        _convert_finite(a, first),
        _convert_finite(b, last),
        _convert_finite(c, lambda ordinal: first(ordinal - 1) + 1),
        _convert_finite(d, lambda ordinal: last(ordinal - 1) + 1),
        max(1, p - 1),
        q + 1,
    )
    return close_widened(placed)


def _convert_finite(tick: Tick, turn: Callable[[int], int]) -> Tick:
    return tick if isinf(tick) else turn(int(tick))


def _is_length_implied(bounds: Bounds) -> bool:
    """Whether the lengths of closed bounds say nothing that the ends do not."""
    if bounds.start_min == bounds.start_max and bounds.end_min == bounds.end_max:
        return True
    return close(bounds._replace(length_min=1, length_max=inf)) == bounds


def convert_to_instants(bounds: Bounds, zone: str | None, reading: Reading) -> tuple[Bounds, bool]:
    """Days as instants, by the span's reading, and whether that is exact."""
    a, b, c, d, p, q = bounds

    def first(ordinal: int) -> int:
        return (
            civil.count_wall_ticks(ordinal) - _EARLIEST_OFFSET
            if zone is None
            else civil.find_first_instant(zone, ordinal)
        )

    def past(ordinal: int) -> int:
        """The end of the day before: where a day that ends there is over everywhere.

        A day that a zone skipped has no instants; the first of the next day stands in for it.
        """
        if zone is None:
            return civil.count_wall_ticks(ordinal) - _LATEST_OFFSET
        return max(civil.find_first_instant(zone, ordinal), civil.find_first_instant(zone, ordinal - 1) + 1)

    shift = _WIDEST_SHIFT if zone is None else _bound_clock_shift(zone, a, d)
    longest = q * _DAY_TICKS + shift
    pinned = zone is not None and _is_length_implied(bounds)
    if reading is Reading.THROUGHOUT and zone is not None:
        converted = Bounds(
            _convert_finite(a, first),
            _convert_finite(b, first),
            _convert_finite(c, past),
            _convert_finite(d, past),
            max(1, p * _DAY_TICKS - shift),
            longest,
        )
        return close_widened(converted), a == b and c == d
    # it began somewhere in its first day and ended somewhere in its last: only the days between are full
    shortest = 1 if p == 1 else max(2, (p - 2) * _DAY_TICKS - shift + 2)
    converted = Bounds(
        _convert_finite(a, first),
        _convert_finite(b, lambda ordinal: past(ordinal + 1) - 1),
        _convert_finite(c, lambda ordinal: first(ordinal - 1) + 1),
        _convert_finite(d, past),
        shortest,
        longest,
    )
    return close_widened(converted), pinned


def move_days(bounds: Bounds, zone: str, reading: Reading, target: str) -> tuple[Bounds, bool]:
    """Days of one zone as those of another, and whether that is exact.

    The same as :func:`convert_to_instants` and then :func:`convert_to_days`, day by day instead of instant by instant,
    since most days are needed more than once.
    """
    a, b, c, d, p, q = bounds
    shift = _bound_clock_shift(zone, a, d)
    if reading is Reading.THROUGHOUT or shift >= _DAY_TICKS:  # a day may have been skipped
        instants, exact = convert_to_instants(bounds, zone, reading)
        days, still = convert_to_days(instants, target)
        return days, exact and still
    shortest = 1 if p == 1 else max(2, (p - 2) * _DAY_TICKS - shift + 2)
    first, last = _find_days_there(zone, a, target)
    before, past = _find_days_there(zone, c - 1, target)
    moved = Bounds(
        first,
        last if a == b else _find_days_there(zone, b, target)[1],
        before + 1,
        (past if c == d else _find_days_there(zone, d - 1, target)[1]) + 1,
        max(1, -((_WIDEST_SHIFT - shortest) // _DAY_TICKS)),
        q if isinf(q) else (q * _DAY_TICKS + shift + _WIDEST_SHIFT) // _DAY_TICKS + 2,
    )
    return close_widened(moved), _is_length_implied(bounds)


@lru_cache(maxsize=65536)
def _find_days_there(zone: str, day: Tick, target: str) -> tuple[Tick, Tick]:
    """The first and the last day of another zone that a day lies in; infinite if it is."""
    if isinf(day):
        return day, day
    first = civil.find_first_instant(zone, int(day))
    past = max(civil.find_first_instant(zone, int(day) + 1), first + 1)
    return civil.find_ordinal(target, first), civil.find_ordinal(target, past - 1)


def _bound_clock_shift(zone: str, start: Tick, end: Tick) -> int:
    """By how much the clocks of a zone change at most between two days."""
    if isinf(start) or isinf(end) or end - start > _LONGEST_SEARCH:
        return _WIDEST_SHIFT
    return _measure_clock_shift(zone, int(start), int(end))


@lru_cache(maxsize=4096)
def _measure_clock_shift(zone: str, start: int, end: int) -> int:
    offsets = {
        civil.count_wall_ticks(day) - civil.find_first_instant(zone, day) for day in range(start, end + 1)
    }
    return max(offsets) - min(offsets)


def convert_to_days(bounds: Bounds, zone: str) -> tuple[Bounds, bool]:
    """Instants as the days they lie in, and whether that is exact."""
    a, b, c, d, p, q = bounds

    def start_day(instant: int) -> int:
        return civil.find_ordinal(zone, instant)

    def end_day(instant: int) -> int:
        return civil.find_ordinal(zone, instant - 1) + 1

    longest = inf if isinf(q) else (q + _WIDEST_SHIFT) // _DAY_TICKS + 2
    converted = Bounds(
        _convert_finite(a, start_day),
        _convert_finite(b, start_day),
        _convert_finite(c, end_day),
        _convert_finite(d, end_day),
        max(1, -((_WIDEST_SHIFT - p) // _DAY_TICKS)),
        longest,
    )
    return close_widened(converted), _is_length_implied(bounds)
