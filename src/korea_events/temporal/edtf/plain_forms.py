"""The forms that nearly every report uses, read in one step.

Days, months, years and seasons, one of them with a mark of doubt at its end, intervals of those, dates with masked
digits, and sets of days: the answers are those of scan, check and build (a test holds both ways together), only sooner.
Whatever looks unusual is left to them, and so is every refusal.
"""

from __future__ import annotations

import re
from datetime import date
from math import inf

from korea_events.temporal.bounds import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    FIXED_LENGTH,
    Alternative,
    Bounds,
    Grain,
    Reading,
    Tick,
    close,
    free_date,
)
from korea_events.temporal.civil import LAST_DAY
from korea_events.temporal.edtf.candidates import MAX_ALTERNATIVES
from korea_events.temporal.edtf.masks import (
    Piece,
    days_in_month,
    list_day_pieces,
    list_day_runs,
    list_month_pieces,
    list_months,
    list_year_pieces,
    list_years,
    merge_runs,
)
from korea_events.temporal.edtf.month_groups import MONTH_GROUPS, find_group_days
from korea_events.temporal.edtf.parsed_text import ParsedText
from korea_events.temporal.edtf.scan import APPROXIMATE, DOUBTS, UNCERTAIN, EndKind

# Named once: looking a member up on its enum, and the Python-level constructor of a named tuple, are half the time.
_DAY_GRAIN, _THROUGHOUT = Grain.DAY, Reading.THROUGHOUT
_KNOWN_END, _UNKNOWN_END, _OPEN_END = EndKind.KNOWN, EndKind.UNKNOWN, EndKind.OPEN
_from_iso = date.fromisoformat
_make_tuple = tuple.__new__

_MASKED_DATE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?")
_NOT_PLAIN = (0, 0, 0)


def parse_plain(text: str, reading: Reading) -> ParsedText | None:
    """The meaning of a plain form; None for any other text, and for ends in the wrong order."""
    size = len(text)
    if "X" in text:
        return _parse_masked_date(text, reading)
    try:
        if size == 10:
            day = _from_iso(text)
            # The same text again: ISO weeks, or digits of other scripts, would not come back as they went in.
            if day.isoformat() == text:
                first = day.toordinal()
                bounds = _make_tuple(Bounds, (first, first, first + 1, first + 1, 1, 1))
                return _make_exact(text, (_make_tuple(Alternative, (bounds, 0)),))
        elif size == 21 and text[10] == "/":
            day, other = _from_iso(text[:10]), _from_iso(text[11:])
            first, last = day.toordinal(), other.toordinal()
            if first > last or day.isoformat() + "/" + other.isoformat() != text:
                return None
            length = last - first + 1
            bounds = _make_tuple(Bounds, (first, first, last + 1, last + 1, length, length))
            return _make_exact(text, (_make_tuple(Alternative, (bounds, 0)),))
    except ValueError:
        pass
    start, slash, end = text.partition("/")
    if slash:
        return _parse_plain_interval(text, start, end, reading)
    return _parse_plain_set(text, reading) if text[:1] == "[" else _parse_plain_date(text, reading)


def _make_exact(text: str, alternatives: tuple[Alternative, ...]) -> ParsedText:
    return _make_tuple(
        ParsedText, (text, _DAY_GRAIN, alternatives, True, _KNOWN_END, _KNOWN_END, False, False, None)
    )


def _parse_plain_date(text: str, reading: Reading) -> ParsedText | None:
    first, last, doubt = _read_plain_days(text)
    if not first:
        return None
    alternative = _fill_piece(
        (first, last),
        APPROXIMATE_START | APPROXIMATE_END | FIXED_LENGTH if doubt & APPROXIMATE else 0,
        reading,
    )
    doubts = (bool(doubt & UNCERTAIN), bool(doubt & APPROXIMATE))
    freed = (free_date(alternative.bounds),) if doubt & APPROXIMATE else None
    return _make_tuple(
        ParsedText, (text, _DAY_GRAIN, (alternative,), True, _KNOWN_END, _KNOWN_END, *doubts, freed)
    )


def _fill_piece(piece: Piece, flags: int, reading: Reading) -> Alternative:
    """What a reading makes of some days."""
    first, last = piece
    length = last - first + 1
    if reading is _THROUGHOUT:
        return _make_tuple(
            Alternative, (_make_tuple(Bounds, (first, first, last + 1, last + 1, length, length)), flags)
        )
    return _make_tuple(
        Alternative, (_make_tuple(Bounds, (first, last, first + 1, last + 1, 1, length)), flags)
    )


def _bound_one_day(piece: Piece) -> Alternative:
    """One of the days of a run."""
    first, last = piece
    return _make_tuple(Alternative, (_make_tuple(Bounds, (first, last, first + 1, last + 1, 1, 1)), 0))


def _parse_masked_date(text: str, reading: Reading) -> ParsedText | None:
    found = _MASKED_DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    years = list_years(year)
    months = list_months(month) if month else ()
    if day:
        pieces = list_day_pieces(years, months, list_day_runs(day), MAX_ALTERNATIVES + 1)
    elif month:
        pieces = list_month_pieces(years, months, MAX_ALTERNATIVES + 1)
    else:
        pieces = list_year_pieces(years, MAX_ALTERNATIVES + 1)
    if not 0 < len(pieces) <= MAX_ALTERNATIVES:
        return None
    if day:
        return _make_exact(text, tuple([_bound_one_day(piece) for piece in pieces]))
    return _make_exact(text, tuple([_fill_piece(piece, 0, reading) for piece in pieces]))


def _parse_plain_set(text: str, reading: Reading) -> ParsedText | None:
    if text[-1] != "]":
        return None
    days: list[Piece] = []
    others: list[Piece] = []
    for member in text[1:-1].split(","):
        first_text, dots, last_text = member.partition("..")
        first, last, doubt = _read_plain_days(first_text)
        if not first or doubt:
            return None
        if dots:
            size = len(first_text)
            other, _, doubt = _read_plain_days(last_text)
            if doubt or other < first or size != len(last_text) or size not in (4, 10):
                return None
            if size == 4:
                others += list_year_pieces(range(int(first_text), int(last_text) + 1), MAX_ALTERNATIVES + 1)
            else:
                days.append((first, other))
        elif first == last:
            days.append((first, last))
        else:
            others.append((first, last))
        if len(others) > MAX_ALTERNATIVES:
            return None
    days.sort()
    found = [_bound_one_day(run) for run in merge_runs(days)]
    if others:
        found += [_fill_piece(piece, 0, reading) for piece in others]
        if len(found) > MAX_ALTERNATIVES:
            return None
        found = sorted(set(found))
    return _make_exact(text, tuple(found))


def _parse_plain_interval(text: str, start_text: str, end_text: str, reading: Reading) -> ParsedText | None:
    start = _KNOWN_END if start_text and start_text != ".." else _OPEN_END if start_text else _UNKNOWN_END
    end = _KNOWN_END if end_text and end_text != ".." else _OPEN_END if end_text else _UNKNOWN_END
    a: Tick
    b: Tick
    c: Tick
    d: Tick
    a = b = c = d = 0
    start_doubt = end_doubt = 0
    if start is _KNOWN_END:
        a, b, start_doubt = _read_plain_days(start_text)
        if not a:
            return None
        if reading is _THROUGHOUT:
            b = a
    if end is _KNOWN_END:
        c, d, end_doubt = _read_plain_days(end_text)
        if not c:
            return None
        c, d = (d + 1 if reading is _THROUGHOUT else c + 1), d + 1
    bounds: Bounds | None
    if end is not _KNOWN_END:
        if start is not _KNOWN_END:
            return None
        bounds = _make_tuple(Bounds, (a, b, a + 1, inf, 1, inf))
    elif start is not _KNOWN_END:
        bounds = _make_tuple(Bounds, (-inf, d - 1, c, d, 1, inf))
    else:
        bounds = close(_make_tuple(Bounds, (a, b, c, d, 1, inf)))
        if bounds is None:
            return None
    flags = (APPROXIMATE_START if start_doubt & APPROXIMATE else 0) | (
        APPROXIMATE_END if end_doubt & APPROXIMATE else 0
    )
    doubt = start_doubt | end_doubt
    doubts = (bool(doubt & UNCERTAIN), bool(doubt & APPROXIMATE))
    freed = None
    if flags:
        if start is not _KNOWN_END or flags & APPROXIMATE_START:
            a, b = -inf, inf
        if end is not _KNOWN_END or flags & APPROXIMATE_END:
            c, d = -inf, inf
        loose = close(_make_tuple(Bounds, (a, b, c, d, 1, inf)))
        assert loose is not None  # it allows whatever the text allows as dated
        freed = (loose,)
    return _make_tuple(
        ParsedText,
        (text, _DAY_GRAIN, (_make_tuple(Alternative, (bounds, flags)),), True, start, end, *doubts, freed),
    )


def _read_plain_days(text: str) -> tuple[int, int, int]:
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
        elif size == 7 and text[4] == "-" and text[5:] in _GROUP_CODES:
            day = _from_iso(text[:4] + "-01-01")
            if day.isoformat()[:4] == text[:4]:
                first, last = find_group_days(day.year, int(text[5:]))
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


_GROUP_CODES = frozenset(map(str, MONTH_GROUPS))
