"""The members of a list ``{…}``, which names several spans at once."""

from __future__ import annotations

from datetime import date

from korea_events.errors import SpanError
from korea_events.temporal.edtf.candidates import list_year_steps
from korea_events.temporal.edtf.check import DateUnit, get_date_unit
from korea_events.temporal.edtf.normal_form import format_scanned_date, format_scanned_member
from korea_events.temporal.edtf.scan import ScannedDate, ScannedMember, ScannedSet

MAX_MEMBERS = 1000
"""A list may name this many spans; a range of days reaches it in under three years."""


def expand_list(scanned: ScannedSet) -> tuple[str, ...]:
    """The text of each member of a legal list, ranges written out.

    Raises:
        SpanError: ``edtf-list-endless`` for a range without one of its ends; ``edtf-list-range`` for a range of
            instants, or one whose ends are qualified in different ways; ``edtf-list-too-long`` for too many members.
    """
    found: list[str] = []
    for member in scanned.members:
        first, last = member.first, member.last
        if not isinstance(first, ScannedDate) or not isinstance(last, ScannedDate):
            raise SpanError.of(
                "edtf-list-endless",
                f"{format_scanned_member(member)} names infinitely many spans: give both ends",
            )
        if not member.is_range:
            found.append(format_scanned_date(first))
        else:
            found += _expand_range(member, first, last)
        if len(found) > MAX_MEMBERS:
            raise SpanError.of("edtf-list-too-long", f"the list names more than {MAX_MEMBERS} spans")
    return tuple(found)


def _expand_range(member: ScannedMember, first: ScannedDate, last: ScannedDate) -> list[str]:
    unit = get_date_unit(first)
    if unit is DateUnit.TIME:
        message = f"{format_scanned_member(member)}: the instants between two instants cannot be counted"
        raise SpanError.of("edtf-list-range", message)
    if first.doubts != last.doubts:
        message = f"{format_scanned_member(member)}: qualify both ends in the same way, or write all members"
        raise SpanError.of("edtf-list-range", message)
    if unit is DateUnit.DAY:
        days = [date(int(end.year), int(end.month), int(end.day)).toordinal() for end in (first, last)]
        stop = min(days[1], days[0] + MAX_MEMBERS)  # one too many is enough to be refused
        written = [date.fromordinal(day).isoformat() for day in range(days[0], stop + 1)]
        dates = [first._replace(year=text[:4], month=text[5:7], day=text[8:]) for text in written]
    else:
        codes = list_year_steps(first, unit)
        low, high = (int(end.year) * len(codes) + codes.index(end.month) for end in (first, last))
        steps = (divmod(step, len(codes)) for step in range(low, min(high, low + MAX_MEMBERS) + 1))
        dates = [first._replace(year=f"{year:04d}", month=codes[index]) for year, index in steps]
    return [format_scanned_date(each) for each in dates]
