"""Days and times of day as instants of a zone."""

from __future__ import annotations

from korea_events.errors import SpanError
from korea_events.temporal.civil import (
    FIRST_INSTANT,
    LAST_INSTANT,
    MICROSECONDS_PER_DAY,
    check_zone,
    count_wall_ticks,
    find_first_instant,
    find_ordinal,
    resolve_wall_time,
)
from korea_events.temporal.edtf.month_groups import compute_ordinal
from korea_events.temporal.edtf.normal_form import format_scanned_date
from korea_events.temporal.edtf.scan import ScannedDate, ScannedTime

MICROSECONDS_PER_MINUTE = 60_000_000


class Clock:
    """Turns days and times of day into instants of one zone."""

    def __init__(self, zone: str | None) -> None:
        self._zone = None if zone is None else check_zone(zone)

    def zone(self, what: str) -> str:
        """The zone that ``what`` needs."""
        if self._zone is None:
            raise SpanError.of("span-zone-missing", f"{what} has no offset from UTC, so it needs a time zone")
        return self._zone

    def day_start(self, ordinal: int) -> int:
        """The first instant of a day."""
        return find_first_instant(self.zone("a day combined with times of day"), ordinal)

    def instants(self, date: ScannedDate) -> tuple[int, ...]:
        """The instants a date-time may mean: one, or two when clocks were set back over it."""
        assert date.time is not None
        wall = _read_wall_ticks(date, date.time)
        offset = date.time.offset
        if offset:
            minutes = 0 if offset == "Z" else int(offset[1:3]) * 60 + int(offset[4:] or 0)
            shift = minutes * MICROSECONDS_PER_MINUTE
            found: tuple[int, ...] = (wall + shift if offset[0] == "-" else wall - shift,)
        else:
            zone = self.zone(format_scanned_date(date))
            found = resolve_wall_time(zone, wall)
            if not found:
                time = format_scanned_date(date)
                message = f"{time}: clocks in {zone} skipped this time when they were set forward"
                raise SpanError.of("edtf-missing-local-time", message)
        if found[0] < FIRST_INSTANT or found[-1] > LAST_INSTANT:
            raise SpanError.of(
                "span-out-of-range", f"{format_scanned_date(date)}: too close to the ends of the calendar"
            )
        return found

    def days(self, date: ScannedDate) -> tuple[tuple[int, int], ...]:
        """The days of a date-time, each from its first instant to that of the next: of its offset, else of the zone."""
        assert date.time is not None
        wall = _read_wall_ticks(date, date.time)
        if date.time.offset:
            (instant,) = self.instants(date)
            midnight = wall - wall % MICROSECONDS_PER_DAY
            first = instant - (wall - midnight)
            return ((first, first + MICROSECONDS_PER_DAY),)
        zone = self.zone(format_scanned_date(date))
        days = {find_ordinal(zone, instant) for instant in self.instants(date)}
        return tuple(
            (find_first_instant(zone, day), find_first_instant(zone, day + 1)) for day in sorted(days)
        )


def _read_wall_ticks(date: ScannedDate, time: ScannedTime) -> int:
    day = compute_ordinal(int(date.year), int(date.month), int(date.day))
    hours = int(time.hour)  # 24 carries into the next day
    seconds = (hours * 60 + int(time.minute)) * 60 + int(time.second or 0)
    return count_wall_ticks(day) + seconds * 1_000_000 + int((time.fraction or "").ljust(6, "0"))
