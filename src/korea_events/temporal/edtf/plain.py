"""The forms that nearly every report uses, read in one step.

Days, months, years and seasons, one of them with a mark of doubt at its end, intervals of those, dates with masked
digits, and sets of days: the answers are those of scan, check and build (a test holds both ways together), only sooner.
Whatever looks unusual is left to them, and so is every refusal.
"""

from __future__ import annotations

import re
from datetime import date
from math import inf

from korea_events.temporal.bounds import END, RIGID, START, Alternative, Bounds, Grain, Reading, close
from korea_events.temporal.civil import LAST_DAY
from korea_events.temporal.edtf.candidates import MAX_ALTERNATIVES
from korea_events.temporal.edtf.groups import GROUPS, group_days
from korea_events.temporal.edtf.masks import (
    Piece,
    day_pieces,
    day_runs_of,
    days_in_month,
    merged,
    month_pieces,
    months_of,
    year_pieces,
    years_of,
)
from korea_events.temporal.edtf.meanings import Meaning
from korea_events.temporal.edtf.scan import APPROXIMATE, DOUBTS, UNCERTAIN, EndKind

# Named once: looking a member up on its enum, and the Python-level constructor of a named tuple, are half the time.
_DAY, _THROUGHOUT = Grain.DAY, Reading.THROUGHOUT
_KNOWN, _UNKNOWN, _OPEN = EndKind.KNOWN, EndKind.UNKNOWN, EndKind.OPEN
_from_iso = date.fromisoformat
_make = tuple.__new__

_MASKED = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?")
_NOT_PLAIN = (0, 0, 0)


def read_plain(text: str, reading: Reading) -> Meaning | None:
    """The meaning of a plain form; None for any other text, and for ends in the wrong order."""
    size = len(text)
    if "X" in text:
        return _masked(text, reading)
    try:
        if size == 10:
            day = _from_iso(text)
            # The same text again: ISO weeks, or digits of other scripts, would not come back as they went in.
            if day.isoformat() == text:
                first = day.toordinal()
                bounds = _make(Bounds, (first, first, first + 1, first + 1, 1, 1))
                return _meaning(text, (_make(Alternative, (bounds, 0)),))
        elif size == 21 and text[10] == "/":
            day, other = _from_iso(text[:10]), _from_iso(text[11:])
            first, last = day.toordinal(), other.toordinal()
            if first > last or day.isoformat() + "/" + other.isoformat() != text:
                return None
            length = last - first + 1
            bounds = _make(Bounds, (first, first, last + 1, last + 1, length, length))
            return _meaning(text, (_make(Alternative, (bounds, 0)),))
    except ValueError:
        pass
    start, slash, end = text.partition("/")
    if slash:
        return _interval(text, start, end, reading)
    if text[:1] == "[":
        return _set(text, reading)
    return _single(text, reading)


def _meaning(text: str, alternatives: tuple[Alternative, ...]) -> Meaning:
    return _make(Meaning, (text, _DAY, alternatives, True, _KNOWN, _KNOWN, False, False))


def _single(text: str, reading: Reading) -> Meaning | None:
    first, last, doubt = _days(text)
    if not first:
        return None
    alternative = _filling((first, last), START | END | RIGID if doubt & APPROXIMATE else 0, reading)
    doubts = (bool(doubt & UNCERTAIN), bool(doubt & APPROXIMATE))
    return _make(Meaning, (text, _DAY, (alternative,), True, _KNOWN, _KNOWN, *doubts))


def _filling(piece: Piece, flags: int, reading: Reading) -> Alternative:
    """What a reading makes of some days."""
    first, last = piece
    length = last - first + 1
    if reading is _THROUGHOUT:
        return _make(Alternative, (_make(Bounds, (first, first, last + 1, last + 1, length, length)), flags))
    return _make(Alternative, (_make(Bounds, (first, last, first + 1, last + 1, 1, length)), flags))


def _one_day_of(piece: Piece) -> Alternative:
    """One of the days of a run."""
    first, last = piece
    return _make(Alternative, (_make(Bounds, (first, last, first + 1, last + 1, 1, 1)), 0))


def _masked(text: str, reading: Reading) -> Meaning | None:
    found = _MASKED.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    years = years_of(year)
    months = months_of(month) if month else ()
    if day:
        pieces = day_pieces(years, months, day_runs_of(day), MAX_ALTERNATIVES + 1)
    elif month:
        pieces = month_pieces(years, months, MAX_ALTERNATIVES + 1)
    else:
        pieces = year_pieces(years, MAX_ALTERNATIVES + 1)
    if not 0 < len(pieces) <= MAX_ALTERNATIVES:
        return None
    if day:
        return _meaning(text, tuple([_one_day_of(piece) for piece in pieces]))
    return _meaning(text, tuple([_filling(piece, 0, reading) for piece in pieces]))


def _set(text: str, reading: Reading) -> Meaning | None:
    if text[-1] != "]":
        return None
    days: list[Piece] = []
    others: list[Piece] = []
    for member in text[1:-1].split(","):
        first_text, dots, last_text = member.partition("..")
        first, last, doubt = _days(first_text)
        if not first or doubt:
            return None
        if dots:
            size = len(first_text)
            other, _, doubt = _days(last_text)
            if doubt or other < first or size != len(last_text) or size not in (4, 10):
                return None
            if size == 4:
                others += year_pieces(range(int(first_text), int(last_text) + 1), MAX_ALTERNATIVES + 1)
            else:
                days.append((first, other))
        elif first == last:
            days.append((first, last))
        else:
            others.append((first, last))
        if len(others) > MAX_ALTERNATIVES:
            return None
    days.sort()
    found = [_one_day_of(run) for run in merged(days)]
    if others:
        found += [_filling(piece, 0, reading) for piece in others]
        if len(found) > MAX_ALTERNATIVES:
            return None
        found = sorted(set(found))
    return _meaning(text, tuple(found))


def _interval(text: str, start_text: str, end_text: str, reading: Reading) -> Meaning | None:
    start = _KNOWN if start_text and start_text != ".." else _OPEN if start_text else _UNKNOWN
    end = _KNOWN if end_text and end_text != ".." else _OPEN if end_text else _UNKNOWN
    a = b = c = d = start_doubt = end_doubt = 0
    if start is _KNOWN:
        a, b, start_doubt = _days(start_text)
        if not a:
            return None
        if reading is _THROUGHOUT:
            b = a
    if end is _KNOWN:
        c, d, end_doubt = _days(end_text)
        if not c:
            return None
        c, d = (d + 1 if reading is _THROUGHOUT else c + 1), d + 1
    bounds: Bounds | None
    if end is not _KNOWN:
        if start is not _KNOWN:
            return None
        bounds = _make(Bounds, (a, b, a + 1, inf, 1, inf))
    elif start is not _KNOWN:
        bounds = _make(Bounds, (-inf, d - 1, c, d, 1, inf))
    else:
        bounds = close(_make(Bounds, (a, b, c, d, 1, inf)))
        if bounds is None:
            return None
    flags = (START if start_doubt & APPROXIMATE else 0) | (END if end_doubt & APPROXIMATE else 0)
    doubt = start_doubt | end_doubt
    doubts = (bool(doubt & UNCERTAIN), bool(doubt & APPROXIMATE))
    return _make(Meaning, (text, _DAY, (_make(Alternative, (bounds, flags)),), True, start, end, *doubts))


def _days(text: str) -> tuple[int, int, int]:
    """The first and last day of a plain date, and the doubt marked at its end or at its day; ``_NOT_PLAIN`` if none."""
    doubt = 0
    if text and text[-1] in "?~%":
        doubt = DOUBTS[text[-1]]
        text = text[:-1]
    elif len(text) == 11 and text[8] in "?~%":
        doubt = DOUBTS[text[8]]
        text = text[:8] + text[9:]
    size = len(text)
    try:
        if size == 10:
            day = _from_iso(text)
            if day.isoformat() == text:
                first = day.toordinal()
                return first, first, doubt
        elif size == 7 and text[5] < "2":
            day = _from_iso(text + "-01")
            if day.isoformat()[:7] == text:
                first = day.toordinal()
                return first, first + days_in_month(day.year, day.month) - 1, doubt
        elif size == 7 and text[4] == "-" and text[5:] in _CODES:
            day = _from_iso(text[:4] + "-01-01")
            if day.isoformat()[:4] == text[:4]:
                first, last = group_days(day.year, int(text[5:]))
                if last <= LAST_DAY:
                    return first, last, doubt
        elif size == 4:
            day = _from_iso(text + "-01-01")
            if day.isoformat()[:4] == text:
                first = day.toordinal()
                return first, first + 336 + days_in_month(day.year, 2), doubt
    except ValueError:
        pass
    return _NOT_PLAIN


_CODES = frozenset(map(str, GROUPS))
