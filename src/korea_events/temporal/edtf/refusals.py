"""What is wrong with a text that does not have the shape of a date, and what to write instead.

Each reader recognises one foreign shape and names the EDTF text for it, if that is certain. Where a shape is ambiguous
(03/04/2024), it names all readings and chooses none. Nothing here makes a text acceptable: its author must rewrite it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from korea_events.errors import Problem
from korea_events.temporal.civil import quote_value

_MONTH_ABBREVIATIONS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST_SHAPE = 64  # longer texts could keep the patterns below busy

_FOREIGN_YEAR = re.compile(
    r"Y[+-]?[0-9]+(E[0-9]+)?(S[0-9]+)?|[+-][0-9X]{4,}.*|[0-9X]{4}S[0-9]+|[0-9]{5,}-[0-9].*|1[0-9]{4}",
    re.IGNORECASE,
)
_BASIC_TIME = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})T?([0-9]{2})([0-9]{2})([0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?([./-]) ?([0-9]{1,2})(?: ?\2 ?([0-9]{1,2}))?\.?")
_DAY_NAMED = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? (?P<name>[A-Za-z]{3,9})\.?,? (?P<year>[0-9]{4})"
)
_MONTH_NAMED = re.compile(
    r"(?P<name>[A-Za-z]{3,9})\.? (?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? )?(?P<year>[0-9]{4})"
)
_DAYS_NAMED = re.compile(
    r"(?:from )?(?:([A-Za-z]{3,9})\.? )?([0-9]{1,2})(?:st|nd|rd|th)?(?: ([A-Za-z]{3,9})\.?)? ?(?:-|to|through|until) ?"
    r"(?:([A-Za-z]{3,9})\.? )?([0-9]{1,2})(?:st|nd|rd|th)?(?: ([A-Za-z]{3,9})\.?)?,? ([0-9]{4})"
)
_PARTS_OF_YEAR = {
    "spring": 21, "summer": 22, "autumn": 23, "fall": 23, "q1": 33, "q2": 34, "q3": 35, "q4": 36, "h1": 40, "h2": 41,
    "first quarter": 33, "second quarter": 34, "third quarter": 35, "fourth quarter": 36, "first half": 40,
    "second half": 41,
}  # fmt: skip
"""Their codes. Winter is not among them: the winter of 2024 may have begun in 2023."""
_PART_OF_YEAR = re.compile(
    rf"(?:in )?(?:the )?({'|'.join(_PARTS_OF_YEAR)})(?: of)?,? ([0-9]{{4}})|([0-9]{{4}})[ -]?(q[1-4]|h[12])",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)[T ]([0-9]{2}(?::[0-9]{2}){0,2}(?:[.,][0-9]+)?)(.*)", re.IGNORECASE
)
_OLD_WORDS = {"open": "..", "now": "..", "present": "..", "ongoing": "..", "unknown": "", "null": "", "?": ""}
_SHORT_END = re.compile(r"[0-9]{2}(-[0-9]{2})?|[0-9]{1,2}")
_DURATION = re.compile(r"P[0-9TYMWDHS.]+")
# hyphens and dashes from U+2010 to U+2015, the minus sign, the small and the full-width hyphen, the kana length mark
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D, 0x30FC], "-")
_KOREAN_PARTS = str.maketrans("년월\u301c\u223c·", "--~~.", "일")


class Advice(NamedTuple):
    """A refusal: its code, what the text is, and the text to write instead where that is certain."""

    code: str
    why: str
    instead: str | None


def advise(code: str, why: str, instead: str | None = None) -> Advice:
    """Make an ``Advice``; the test of error codes reads the code from this call."""
    return Advice(code, why, instead)


def explain_text(text: str, readable: Callable[[str], bool]) -> Problem:
    """The problem of a text that does not have a shape of EDTF; ``readable`` says whether a repaired text has one."""
    return _report_unreadable(text, _find_advice(text, readable), readable)


def explain_end(text: str, other: str, *, last: bool, readable: Callable[[str], bool]) -> Problem:
    """The same for one end of an interval; its other end helps with the advice."""
    advice = _find_end_advice(text, other, last=last)
    if advice is None:
        return explain_text(text, readable)
    return _report_unreadable(f"{other}/{text}" if last else f"{text}/{other}", advice, readable)


def _report_unreadable(text: str, advice: Advice | None, readable: Callable[[str], bool]) -> Problem:
    if advice is None:
        message = f"{quote_value(text)} is not a date such as 2024-03-05, 2024-03 or 2024-03-04/2024-03-14"
        return Problem("$", "edtf-syntax", f"{message}; if it is vague, give bounds such as latest_end")
    code, why, instead = advice
    message = f"{quote_value(text)} {why}"
    if instead is not None and readable(instead):
        message += f": write {instead}"
    return Problem("$", code, message)


def _find_advice(text: str, readable: Callable[[str], bool]) -> Advice | None:
    if not text or text in ("[]", "{}"):
        return advise("edtf-empty", "is empty: for an unknown date write Span.unknown()")
    if text == "..":
        return advise("edtf-no-date", "does not contain a date: for an unknown date write Span.unknown()")
    if text.strip() != text:
        return advise("edtf-white-space", "has white space around it", text.strip())
    if not text.isascii():
        return _read_other_script(text, readable)
    if (advice := _read_brackets(text)) is not None:
        return advice
    for shape, reader in _READERS if len(text) <= _LONGEST_SHAPE else ():
        if found := re.fullmatch(shape, text):
            advice = reader if isinstance(reader, Advice) else reader(found)
            if advice is not None:
                return advice
    return None


def _read_other_script(text: str, readable: Callable[[str], bool]) -> Advice:
    import unicodedata  # only here: a megabyte of tables for a message

    odd = next(character for character in text if not character.isascii())
    plain = unicodedata.normalize("NFKC", text.translate(_KOREAN_PARTS).translate(_DASHES)).translate(_DASHES)
    visible = (character for character in plain if unicodedata.category(character) != "Cf")
    repaired = "".join(str(unicodedata.decimal(each, each)) for each in visible).strip(" -")
    if not readable(repaired):
        advice = _find_advice(repaired, readable) if repaired.isascii() and repaired else None
        repaired = advice.instead or repaired if advice is not None else repaired
    name = unicodedata.name(odd, "unnamed character").lower()
    return advise("edtf-not-ascii", f"contains U+{ord(odd):04X} ({name}), which is not ASCII", repaired)


# --- readers of foreign shapes


def _read_brackets(text: str) -> Advice | None:
    if "{" in text or "}" in text:
        return advise("edtf-set-of-many", "is a list of several spans: read it with parse_spans")
    if "[" not in text and "]" not in text:
        return None
    if "/" in text:
        why = "has a set as one end of an interval: write that end with masked digits (X)"
        return advise("edtf-set-in-interval", why)
    return advise("edtf-syntax", "has brackets that do not enclose the whole text")


def _read_sheet_day(found: re.Match[str]) -> Advice:
    day = (date(1899, 12, 30) + timedelta(days=int(found[1]))).isoformat()
    why = f"is a number, not a date: if it is the day number of a spreadsheet, write {day}"
    return advise("edtf-number", why)


def _read_basic_time(found: re.Match[str]) -> Advice:
    year, month, day, hour, minute, second, offset = found.groups("")
    time = ":".join(part for part in (hour, minute, second) if part)
    instead = f"{year}-{month}-{day}T{time}{_insert_colon(offset)}"
    return advise("edtf-basic-format", "has no hyphens and colons", instead)


def _read_week(found: re.Match[str]) -> Advice:
    year, week, weekday = found.groups()
    try:
        first = date.fromisocalendar(int(year), int(week), int(weekday or 1))
    except ValueError:
        return advise("edtf-week-date", "is not a week of the calendar")
    instead = first.isoformat() if weekday else f"{first}/{first + timedelta(days=6)}"
    return advise("edtf-week-date", "is a week date", instead)


def _read_day_of_year(found: re.Match[str]) -> Advice | None:
    try:
        day = date(int(found[1]), 1, 1) + timedelta(days=int(found[2]) - 1)
    except (ValueError, OverflowError):
        return None
    instead = day.isoformat() if day.year == int(found[1]) else None
    return advise("edtf-ordinal-date", "is a year and a day of the year", instead)


def _read_year_first(found: re.Match[str]) -> Advice:
    year, separator, month, day = found.groups()
    instead = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
    if separator == "-":
        return advise("edtf-digits", "needs two digits for the month and the day", instead)
    return advise("edtf-separator", "needs hyphens between its parts", instead)


def _read_year_last(found: re.Match[str]) -> Advice:
    first, _, second, year = found.groups()
    orders = ((first, second), (second, first))
    days = sorted({day for month, of in orders if (day := _format_possible_day(year, month, of)) is not None})
    if len(days) == 1:
        return advise("edtf-day-order", "has the year last", days[0])
    if days:
        return advise("edtf-day-order", f"is ambiguous: write {days[0]} or {days[1]}")
    return advise("edtf-day-order", "is not a day in any order: write YYYY-MM-DD")


def _read_month_name(found: re.Match[str]) -> Advice | None:
    day, name, year = found.group("day", "name", "year")
    month = _find_month(name)
    if month is None:
        return None
    return advise("edtf-words", "is written in words", f"{year}-{month}{f'-{day.zfill(2)}' if day else ''}")


def _find_month(name: str | None) -> str | None:
    """The number of a month, in two digits."""
    if name is None or name[:3].lower() not in _MONTH_ABBREVIATIONS:
        return None
    return f"{_MONTH_ABBREVIATIONS.index(name[:3].lower()) + 1:02d}"


def _read_named_days(found: re.Match[str]) -> Advice | None:
    *_, year = groups = found.groups()
    first, last = (_find_month(groups[at] or groups[at + 2]) for at in (0, 3))
    first, last = first or last, last or first
    if first is None or last is None:
        return None
    begins = f"{int(year) - (first > last):04d}-{first}-{groups[1].zfill(2)}"
    return advise("edtf-words", "is written in words", f"{begins}/{year}-{last}-{groups[4].zfill(2)}")


def _read_part_of_year(found: re.Match[str]) -> Advice:
    name, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    return advise("edtf-words", "is written in words", f"{year}-{_PARTS_OF_YEAR[name.lower()]}")


def _read_about(found: re.Match[str]) -> Advice | None:
    named = _DAY_NAMED.fullmatch(found[1]) or _MONTH_NAMED.fullmatch(found[1])
    inner = None if named is None else _read_month_name(named)
    if inner is None and not found[1][0].isdigit():
        return None
    return advise("edtf-words", "is approximate", f"{inner.instead if inner else found[1]}~")


def _read_two_dates(found: re.Match[str]) -> Advice:
    dates = ((end, _YEAR_FIRST.fullmatch(end)) for end in found.groups())
    instead = "/".join(_read_year_first(date).instead or end if date else end for end, date in dates)
    return advise("edtf-range-sign", "needs a slash between its first and its last day", instead)


def _read_time_of_day(found: re.Match[str]) -> Advice:
    day, clock, rest = found.groups()
    if len(day) == 7:
        return advise("edtf-time-without-day", "has a time of day but no day")
    if ":" not in clock:
        return advise(
            "edtf-time-precision", "has hours without minutes: give hh:mm, or an interval for the whole hour"
        )
    if re.search(r"[.,][0-9]{7,}$", clock):
        return advise("edtf-time-precision", "is finer than a microsecond")
    offset = rest.strip().upper()
    # what is not recognised becomes something unreadable
    offset = {"KST": "+09:00", "UTC": "Z", "GMT": "Z"}.get(offset, _insert_colon(offset))
    instead = f"{day}T{clock.replace(',', '.')}{offset}"
    return advise("edtf-time-syntax", "has a time of day that is not written hh:mm", instead)


def _insert_colon(offset: str) -> str:
    return f"{offset[:3]}:{offset[3:]}" if re.fullmatch(r"[+-][0-9]{4}", offset) else offset


def _read_two_marks(found: re.Match[str]) -> Advice:
    mark = "%" if len(set(found[2])) > 1 else found[2][0]
    return advise("edtf-two-marks", "has two qualifiers in one place", found[1] + mark)


def _read_other_mask(found: re.Match[str]) -> Advice:
    instead = found[0].replace("x", "X").replace("u", "X")
    return advise("edtf-mask-sign", "masks digits with a character other than X", instead)


def _read_basic_date(found: re.Match[str]) -> Advice:
    return advise("edtf-basic-format", "has no hyphens", "-".join(filter(None, found.groups())))


_READERS: tuple[tuple[str | re.Pattern[str], Advice | Callable[[re.Match[str]], Advice | None]], ...] = (
    (
        _FOREIGN_YEAR,
        advise(
            "edtf-unsupported-year", "has a year that is not supported: years have four digits, 0001 to 9999"
        ),
    ),
    (r"([0-9]{5})(?:\.[0-9]+)?", _read_sheet_day),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})?", _read_basic_date),
    (_BASIC_TIME, _read_basic_time),
    (
        r"[0-9]{1,3}|[0-9]{5,}(\.[0-9]+)?",
        advise("edtf-number", "is a number, not a date: a year has four digits"),
    ),
    (r"(?i)([0-9]{4})-?W([0-9]{2})(?:-?([1-7]))?", _read_week),
    (r"([0-9]{4})-([0-9]{3})", _read_day_of_year),
    (_YEAR_FIRST, _read_year_first),
    (r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})", _read_year_last),
    (_DAY_NAMED, _read_month_name),
    (_MONTH_NAMED, _read_month_name),
    (_DAYS_NAMED, _read_named_days),
    (_PART_OF_YEAR, _read_part_of_year),
    (
        r"(?i)(early|mid|late)(?:[ -]| in )(.+)",
        advise(
            "edtf-words", "is vague: give Span.bounded with earliest_start, latest_end and approximate=True"
        ),
    ),
    (r"(?i)(?:c|ca|circa|about|around|approx|approximately)\.? ?(.+)", _read_about),
    (r"([0-9]{4}[0-9./-]*[0-9]\.?) ?(?:~|-|--|to|until) ?([0-9]{4}[0-9./-]*[0-9]\.?)", _read_two_dates),
    (r"(.*[0-9X])([?~%]{2,})", _read_two_marks),
    (r"(?=.*[xu])(?:[0-9][0-9Xxu-]*|[xu]{4}[0-9Xxu-]*)", _read_other_mask),
    (
        r"\(.*\).*|.*-\(.*\)[?~%]",
        advise("edtf-parentheses", "has parentheses: put ?, ~ or % before or after a component instead"),
    ),
    (r"(?s).*\^.*", advise("edtf-syntax", "names the convention of a season: leave out ^ and what follows")),
    (_TIME_OF_DAY, _read_time_of_day),
    (
        r"(?s)(?=.*(?:[0-9]T|T[0-9X])).*[?~%].*",
        advise(
            "edtf-marked-time", "qualifies a part of a date and time: put ?, ~ or % at the end, for all of it"
        ),
    ),
    (r"(?s).*/.*/.*", advise("edtf-syntax", "has more than one slash: an interval has two ends")),
    (r"(?s)[^/]*/[^/]*", advise("edtf-set-member", "is an interval: a set consists of single dates")),
)
"""Each foreign shape in order, with the advice on it or the reader that finds one."""


def _find_end_advice(text: str, other: str, *, last: bool) -> Advice | None:
    if not other.isprintable():
        return None
    if text.lower() in _OLD_WORDS:
        symbol = _OLD_WORDS[text.lower()]
        instead = f"{other}/{symbol}" if last else f"{symbol}/{other}"
        why = "has an end in words (write .. for an open end, nothing for an unknown one)"
        return advise("edtf-old-words", why, instead)
    if _DURATION.fullmatch(text):
        interval = f"{other}/" if last else f"/{other}"
        return advise(
            "edtf-duration-end", f"has a length as one end: write {interval} with duration={text!r}"
        )
    if not _SHORT_END.fullmatch(text):
        return None
    if last and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", other):
        full = other[: -len(text)] + text if len(text) in (2, 5) else other[:8] + text.zfill(2)
        return advise("edtf-short-end", "abbreviates its end", f"{other}/{full}")
    if re.fullmatch(r"[0-9]{4}", other) and len(text) <= 2:
        month = f"{other}-{text.zfill(2)}"
        return advise("edtf-separator", f"is not an interval: if you mean the month, write {month}")
    return None


def _format_possible_day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
