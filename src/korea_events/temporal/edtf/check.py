"""Whether the shape that ``scan`` found is a date of the calendar and of the accepted part of EDTF."""

from __future__ import annotations

from enum import Enum
from itertools import chain

from korea_events.errors import Problem
from korea_events.temporal.edtf.masks import days_in_month, list_day_runs, list_months, list_years
from korea_events.temporal.edtf.month_groups import (
    MONTH_GROUPS,
    SOUTHERN_SEASONS,
    compute_ordinal,
    find_code_family,
)
from korea_events.temporal.edtf.normal_form import (
    format_scanned,
    format_scanned_date,
    format_scanned_end,
    format_scanned_member,
)
from korea_events.temporal.edtf.scan import (
    EndKind,
    Scanned,
    ScannedDate,
    ScannedEnd,
    ScannedInterval,
    ScannedMember,
    ScannedSet,
    ScannedTime,
    Unreadable,
    scan,
)

_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LARGEST_OFFSET = 14 * 60  # minutes: the largest offset any clock on Earth shows


class DateUnit(Enum):
    """What a single date names."""

    YEAR = "year"
    MONTH = "month"
    GROUP = "group of months"
    DAY = "day"
    TIME = "time of day"


class _PartShape(Enum):
    """What two characters of a date can be."""

    NONE = "missing"
    PLAIN = "digits"
    MASKED = "digits with X"
    GROUP = "a season or another group of months"
    SOUTHERN = "a southern season"
    NO_MONTH = "neither a month nor a group"


# Which shapes of month and day go together, and the refusal of those that do not. The year's shape never matters:
# digits of a year may be masked anywhere.
_MISSING_PART, _DIGITS_ONLY, _MASKED_DIGITS = _PartShape.NONE, _PartShape.PLAIN, _PartShape.MASKED
_LEGAL_SHAPES: dict[tuple[_PartShape, _PartShape], DateUnit] = {
    (_MISSING_PART, _MISSING_PART): DateUnit.YEAR,
    (_DIGITS_ONLY, _MISSING_PART): DateUnit.MONTH,
    (_MASKED_DIGITS, _MISSING_PART): DateUnit.MONTH,
    (_PartShape.GROUP, _MISSING_PART): DateUnit.GROUP,
    (_DIGITS_ONLY, _DIGITS_ONLY): DateUnit.DAY,
    (_DIGITS_ONLY, _MASKED_DIGITS): DateUnit.DAY,
    (_MASKED_DIGITS, _DIGITS_ONLY): DateUnit.DAY,
    (_MASKED_DIGITS, _MASKED_DIGITS): DateUnit.DAY,
}


def check_scanned(scanned: Scanned) -> list[Problem]:
    """Everything wrong with a scanned text. If nothing is, its ends may still contradict each other."""
    if isinstance(scanned, ScannedDate):
        return check_date(scanned)
    if isinstance(scanned, ScannedInterval):
        return _check_interval(scanned)
    if isinstance(scanned, ScannedSet):
        return list(chain.from_iterable(map(check_member, dict.fromkeys(scanned.members))))
    return [_explain_unreadable(scanned.text)]


def _explain_unreadable(text: str) -> Problem:
    # late: most programs never read a text that needs it
    from korea_events.temporal.edtf.refusals import explain_text

    return explain_text(text, is_readable)


def is_readable(text: str) -> bool:
    """Whether a text is legal EDTF; its ends may still contradict each other."""
    scanned = scan(text)
    if isinstance(scanned, ScannedInterval):
        parts: list[object] = [scanned.start, scanned.end]
    elif isinstance(scanned, ScannedSet):
        parts = [end for member in scanned.members for end in (member.first, member.last)]
    else:
        parts = [scanned]
    # the problems of unreadable parts are not needed: explaining them would lead back here
    return not any(isinstance(part, Unreadable) for part in parts) and not check_scanned(scanned)


def get_date_unit(date: ScannedDate) -> DateUnit:
    """What a legal date names."""
    if date.time is not None:
        return DateUnit.TIME
    if date.day:
        return DateUnit.DAY
    if not date.month:
        return DateUnit.YEAR
    return DateUnit.GROUP if date.month > "20" and "X" not in date.month else DateUnit.MONTH


def check_date(date: ScannedDate | Unreadable) -> list[Problem]:
    """Everything wrong with a single date."""
    if isinstance(date, Unreadable):
        return [_explain_unreadable(date.text)]
    year, month_text, day_text, _, time = date
    if day_text and time is None and "X" not in year + month_text + day_text:
        try:
            compute_ordinal(int(year), int(month_text), int(day_text))
        except ValueError:
            pass  # the checks below say what is wrong
        else:
            return []
    problems = []
    if date.year == "0000":
        message = "0000 is not supported: years run from 0001 to 9999"
        problems.append(Problem("$", "edtf-unsupported-year", message))
    month = _infer_month_shape(date.month)
    day = _MISSING_PART if not date.day else _MASKED_DIGITS if "X" in date.day else _DIGITS_ONLY
    if month is _PartShape.SOUTHERN:
        problems.append(_refuse_southern_season(date))
    elif month is _PartShape.NO_MONTH:
        problems.append(_report("edtf-impossible-month", date, f"{date.month} is not a month from 01 to 12"))
    elif (month, day) not in _LEGAL_SHAPES:
        problems.append(_report("edtf-season-day", date, "a season or a quarter cannot have a day"))
    elif day is not _MISSING_PART and not problems:
        problems += _check_day(date)
    if date.time is not None:
        problems += _check_time(date, date.time)
    return problems


def _report(code: str, scanned: ScannedDate | ScannedMember, why: str) -> Problem:
    text = (
        format_scanned_date(scanned) if isinstance(scanned, ScannedDate) else format_scanned_member(scanned)
    )
    return Problem("$", code, f"{text}: {why}")


def _infer_month_shape(month: str) -> _PartShape:
    if not month:
        return _MISSING_PART
    if "X" in month:
        return _MASKED_DIGITS if list_months(month) else _PartShape.NO_MONTH
    number = int(month)
    if 1 <= number <= 12:
        return _DIGITS_ONLY
    if number in MONTH_GROUPS:
        return _PartShape.GROUP
    return _PartShape.SOUTHERN if number in SOUTHERN_SEASONS else _PartShape.NO_MONTH


def _refuse_southern_season(date: ScannedDate) -> Problem:
    season = format_scanned_date(date)
    message = f"{season} is a season of the southern hemisphere: write its months, as in 2001-09/2001-11"
    return Problem("$", "edtf-season-southern", message)


def _check_day(date: ScannedDate) -> list[Problem]:
    if "X" not in date.year + date.month + date.day:
        year, month, day = int(date.year), int(date.month), int(date.day)
        most = days_in_month(year, month)
        if 1 <= day <= most:
            return []
        why = f"{_MONTH_NAMES[month - 1]} {year} has {most} days"
    else:
        first = min((low for low, _ in list_day_runs(date.day)), default=99)
        months = list_months(date.month)
        if first <= 28 or any(
            first <= days_in_month(year, month) for year in list_years(date.year) for month in months
        ):
            return []
        why = "no day of the calendar matches"
    return [_report("edtf-impossible-day", date, why)]


def _check_time(date: ScannedDate, time: ScannedTime) -> list[Problem]:
    if any("X" in part for part in (*date[:3], *time[:4])):
        advice = "write the first and the last possible instant, as in [2024-03-18T07:00..2024-03-18T08:00]"
        message = f"a date with a time of day cannot have masked digits: {advice}"
        return [Problem("$", "edtf-masked-time", message)]
    problems = []
    midnight = time.hour == "24" and not (time.minute + time.second + time.fraction).strip("0")
    if not midnight and (time.hour > "23" or time.minute > "59" or time.second > "59"):
        written = ":".join(part for part in (time.hour, time.minute, time.second) if part)
        problems.append(Problem("$", "edtf-impossible-time", f"{written} is not a time of day"))
    if time.hour == "24" and date[:3] == ("9999", "12", "31"):
        problems.append(Problem("$", "span-out-of-range", "9999-12-31T24:00 is in the year 10000"))
    if time.offset not in ("", "Z"):
        hours, minutes = int(time.offset[1:3]), int(time.offset[4:] or 0)
        if minutes > 59 or hours * 60 + minutes > _LARGEST_OFFSET or time.offset in ("-00", "-00:00"):
            message = f"{time.offset} is not an offset from UTC: Korea's is +09:00"
            problems.append(Problem("$", "edtf-impossible-offset", message))
    return problems


def _check_interval(interval: ScannedInterval) -> list[Problem]:
    if isinstance(interval.start, EndKind) and isinstance(interval.end, EndKind):
        why = "does not contain a date: for an unknown date write Span.unknown()"
        return [Problem("$", "edtf-no-date", f"{format_scanned(interval)!r} {why}")]
    return [*_check_end(interval, interval.start, last=False), *_check_end(interval, interval.end, last=True)]


def _check_end(interval: ScannedInterval, end: ScannedEnd, *, last: bool) -> list[Problem]:
    if isinstance(end, EndKind):
        return []
    if isinstance(end, ScannedDate):
        return check_date(end)
    other = format_scanned_end(interval.start if last else interval.end)
    from korea_events.temporal.edtf.refusals import explain_end

    return [explain_end(end.text, other, last=last, readable=is_readable)]


def check_member(member: ScannedMember) -> list[Problem]:
    """Everything wrong with one member of a set."""
    if not member.is_range:
        return check_date(member.first) if member.first is not None else []
    ends = [end for end in (member.first, member.last) if end is not None]
    problems = [problem for end in ends for problem in check_date(end)]
    dates = [end for end in ends if isinstance(end, ScannedDate)]
    if problems:
        return problems
    if any("X" in end.year + end.month + end.day for end in dates):
        return [_report("edtf-set-range", member, "the ends of a range cannot have masked digits")]
    if len(dates) < 2:
        return []
    first, last = dates
    unit = get_date_unit(first)
    same = unit is get_date_unit(last)
    if same and unit is DateUnit.GROUP:
        same = int(last.month) in find_code_family(int(first.month))
    if not same:
        return [_report("edtf-set-range", member, "both ends of a range need the same precision")]
    # times of two offsets can be compared only as instants
    if unit is not DateUnit.TIME and first[:3] > last[:3]:
        return [_report("edtf-set-reversed", member, "the range ends before it starts")]
    return []
