"""The plain forms that nearly every report uses, read in one step.

A day, a month, a year, one of them with a mark of doubt at its end, ``2024-03-XX``, and intervals of those: the answers
are those of scan, check and build (a test holds both ways together), only sooner. Whatever looks unusual is left to
them, and so is every refusal.
"""

from __future__ import annotations

from datetime import date
from math import inf

from korea_events.temporal.bounds import END, RIGID, START, Alternative, Bounds, Grain, Reading, close
from korea_events.temporal.edtf.masks import days_in_month
from korea_events.temporal.edtf.meanings import Meaning
from korea_events.temporal.edtf.scan import APPROXIMATE, DOUBTS, UNCERTAIN, EndKind

# Named once: looking a member up on its enum, and the Python-level constructor of a named tuple, are half the time.
_DAY, _THROUGHOUT = Grain.DAY, Reading.THROUGHOUT
_KNOWN, _UNKNOWN, _OPEN = EndKind.KNOWN, EndKind.UNKNOWN, EndKind.OPEN
_from_iso = date.fromisoformat
_make = tuple.__new__

_NOT_PLAIN = (0, 0, -1)


def read_plain(text: str, reading: Reading) -> Meaning | None:
    """The meaning of a plain form; None for any other text, and for ends in the wrong order."""
    size = len(text)
    try:
        if size == 10 and text[8] != "X":
            day = _from_iso(text)
            # The same text again: ISO weeks, or digits of other scripts, would not come back as they went in.
            if day.isoformat() != text:
                return None
            first = day.toordinal()
            bounds = _make(Bounds, (first, first, first + 1, first + 1, 1, 1))
            return _meaning(text, bounds, 0)
        if size == 21 and text[10] == "/":
            day, other = _from_iso(text[:10]), _from_iso(text[11:])
            first, last = day.toordinal(), other.toordinal()
            if first > last or f"{day}/{other}" != text:
                return None
            length = last - first + 1
            return _meaning(text, _make(Bounds, (first, first, last + 1, last + 1, length, length)), 0)
    except ValueError:
        return None
    start, slash, end = text.partition("/")
    return _interval(text, start, end, reading) if slash else _single(text, reading)


def _meaning(text: str, bounds: Bounds, flags: int) -> Meaning:
    alternatives = (_make(Alternative, (bounds, flags)),)
    return _make(Meaning, (text, _DAY, alternatives, True, _KNOWN, _KNOWN, False, False))


def _single(text: str, reading: Reading) -> Meaning | None:
    if text[7:] == "-XX":
        first, last, doubt = _days(text[:7])
        if not first or doubt:
            return None
        return _meaning(text, _make(Bounds, (first, last, first + 1, last + 1, 1, 1)), 0)
    first, last, doubt = _days(text)
    if not first:
        return None
    length = last - first + 1
    if reading is _THROUGHOUT:
        bounds = _make(Bounds, (first, first, last + 1, last + 1, length, length))
    else:
        bounds = _make(Bounds, (first, last, first + 1, last + 1, 1, length))
    if not doubt:
        return _meaning(text, bounds, 0)
    flags = START | END | RIGID if doubt & APPROXIMATE else 0
    alternatives = (_make(Alternative, (bounds, flags)),)
    doubts = (bool(doubt & UNCERTAIN), bool(doubt & APPROXIMATE))
    return _make(Meaning, (text, _DAY, alternatives, True, _KNOWN, _KNOWN, *doubts))


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
    alternatives = (_make(Alternative, (bounds, flags)),)
    doubt = start_doubt | end_doubt
    doubts = (bool(doubt & UNCERTAIN), bool(doubt & APPROXIMATE))
    return _make(Meaning, (text, _DAY, alternatives, True, start, end, *doubts))


def _days(text: str) -> tuple[int, int, int]:
    """The first and last day of a plain day, month or year, and the doubt marked at its end; ``_NOT_PLAIN`` if none."""
    doubt = 0
    if text[-1:] in "?~%" and text:
        doubt = DOUBTS[text[-1]]
        text = text[:-1]
    size = len(text)
    try:
        if size == 10:
            day = _from_iso(text)
            if day.isoformat() != text:
                return _NOT_PLAIN
            first = day.toordinal()
            return first, first, doubt
        if size == 7 and text[5] < "2":  # above are seasons, and X
            day = _from_iso(text + "-01")
            if day.isoformat()[:7] != text:
                return _NOT_PLAIN
            first = day.toordinal()
            return first, first + days_in_month(day.year, day.month) - 1, doubt
        if size == 4:
            day = _from_iso(text + "-01-01")
            if day.isoformat()[:4] != text:
                return _NOT_PLAIN
            first = day.toordinal()
            return first, first + 336 + days_in_month(day.year, 2), doubt
    except ValueError:
        pass
    return _NOT_PLAIN
