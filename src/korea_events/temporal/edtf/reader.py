"""What an EDTF text means: scan its shape, check it against the calendar, build what it allows.

The plain forms that nearly every report uses (a day, a month, a year, an interval of two days, an interval with one
end not known) take a short way through the same arithmetic; a test holds both ways to the same answers.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import inf
from typing import NamedTuple

from korea_events.errors import SpanError
from korea_events.temporal.bounds import Alternative, Bounds, Grain, Reading, close
from korea_events.temporal.civil import FIRST_DAY, LAST_DAY, first_instant, shown
from korea_events.temporal.edtf.build import MAX_ALTERNATIVES, build, hull_of
from korea_events.temporal.edtf.check import check, check_member
from korea_events.temporal.edtf.lengths import length_range
from korea_events.temporal.edtf.listing import expanded
from korea_events.temporal.edtf.masks import days_in_month
from korea_events.temporal.edtf.scan import (
    APPROXIMATE,
    UNCERTAIN,
    EndKind,
    Scanned,
    ScannedDate,
    ScannedInterval,
    ScannedSet,
    Unreadable,
    scan,
    scan_members,
)
from korea_events.temporal.edtf.wording import worded

MAX_TEXT_LENGTH = 4096
"""Longer texts are refused before anything looks at them; the longest text of a real report has a few dozen signs."""

REMEMBERED_TEXTS = 16_384
"""How many texts with few alternatives are remembered; at most some fifteen megabytes."""

REMEMBERED_SETS = 256
"""How many texts with masks or sets are remembered; each may have ``MAX_ALTERNATIVES`` alternatives."""


class Meaning(NamedTuple):
    """What a text says about one span: its normal form, the bounds it allows, and what it says of its ends.

    ``alternatives`` are closed, distinct and in order. ``exact`` is False when a hull stands in for too many of them.
    """

    text: str
    grain: Grain
    alternatives: tuple[Alternative, ...]
    exact: bool
    start: EndKind
    end: EndKind
    uncertain: bool
    approximate: bool


def meaning(
    text: str,
    *,
    zone: str | None = "Asia/Seoul",
    duration: str | None = None,
    reading: Reading = Reading.WITHIN,
    as_of: int | None = None,
) -> Meaning:
    """What an EDTF text means; ``as_of`` is the ordinal of the last day on which an open end is known to be open.

    Raises:
        SpanError: with every problem of the text; or one of ``span-reversed``, ``span-out-of-range``,
            ``span-contradiction``, ``span-open-with-length``, ``span-as-of-without-open-end``,
            ``span-zone-missing``, ``edtf-missing-local-time`` and those of :func:`~.lengths.length_range`.

    Example:
        >>> meaning("2024-03-04/2024-03-14").alternatives[0].bounds.length_max
        11
        >>> meaning("2024-03-04/").end, meaning("2024-03-04/..").end
        (<EndKind.UNKNOWN: 'unknown'>, <EndKind.OPEN: 'open'>)
    """
    if not isinstance(text, str):
        raise SpanError.of("edtf-not-text", f"{shown(text)} is not text; a year is written '2024'")
    if len(text) > MAX_TEXT_LENGTH:
        raise SpanError.of(
            "edtf-too-long", f"{shown(text)} has {len(text)} signs; a date has at most {MAX_TEXT_LENGTH}"
        )
    if "X" in text or "[" in text:
        return _remembered_set(text, zone, duration, reading, as_of)
    return _remembered(text, zone, duration, reading, as_of)


def members(text: str) -> tuple[str, ...]:
    """The texts that a list ``{…}`` names, each of one span; any other text is its own only member.

    Raises:
        SpanError: with every problem of a list; a list without end, such as ``{2022..}``, names no spans that could
            be counted.

    Example:
        >>> members("{2022-08,2023-03..2023-05}")
        ('2022-08', '2023-03', '2023-04', '2023-05')
        >>> members("2024-03-04/2024-03-14")
        ('2024-03-04/2024-03-14',)
    """
    if not isinstance(text, str):
        raise SpanError.of("edtf-not-text", f"{shown(text)} is not text; a year is written '2024'")
    if len(text) > MAX_TEXT_LENGTH:
        raise SpanError.of(
            "edtf-too-long", f"{shown(text)} has {len(text)} signs; a list has at most {MAX_TEXT_LENGTH}"
        )
    if text[:1] != "{" or text[-1:] != "}":
        return (text,)
    scanned = scan_members(text[1:-1])
    if isinstance(scanned, Unreadable):
        raise SpanError.of("edtf-empty", "{} names no spans")
    problems = [problem for member in scanned.members for problem in check_member(member)]
    if problems:
        raise SpanError(problems)
    return expanded(scanned)


def _plain(text: str) -> tuple[int, int] | None:
    """The first and the last day of a plain day, month or year; None for any other text."""
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            # the same text again: ISO weeks, or digits of other scripts, would not come back as they went in
            return (day.toordinal(),) * 2 if day.isoformat() == text else None
        if len(text) == 7:
            first = date.fromisoformat(text + "-01")
            if first.isoformat()[:7] != text:
                return None
            start = first.toordinal()
            return start, start + days_in_month(first.year, first.month) - 1
        if len(text) == 4:
            first = date.fromisoformat(text + "-01-01")
            if first.isoformat()[:4] != text:
                return None
            start = first.toordinal()
            return start, start + 364 + (days_in_month(first.year, 2) == 29)
    except ValueError:
        pass
    return None


def _bounds_of_plain(text: str, reading: Reading) -> tuple[Bounds, EndKind, EndKind] | None:
    """The closed bounds of a plain form on the axis of days; None for any other text, and for reversed ends."""
    single = _plain(text)
    if single is not None:
        first, last = single
        length = last - first + 1
        if length == 1 or reading is Reading.THROUGHOUT:
            return Bounds(first, first, last + 1, last + 1, length, length), EndKind.KNOWN, EndKind.KNOWN
        return Bounds(first, last, first + 1, last + 1, 1, length), EndKind.KNOWN, EndKind.KNOWN
    start_text, slash, end_text = text.partition("/")
    if not slash:
        return None
    a, b, c, d = -inf, inf, -inf, inf
    start = end = EndKind.KNOWN
    if found := _plain(start_text):
        a, b = found
        if reading is Reading.THROUGHOUT:
            b = a
    elif not start_text:
        start = EndKind.UNKNOWN
    elif start_text == "..":
        start = EndKind.OPEN
    else:
        return None
    if found := _plain(end_text):
        c, d = found[0] + 1, found[1] + 1
        if reading is Reading.THROUGHOUT:
            c = d
    elif not end_text:
        end = EndKind.UNKNOWN
    elif end_text == "..":
        end = EndKind.OPEN
    else:
        return None
    if start is not EndKind.KNOWN and end is not EndKind.KNOWN:
        return None
    closed = close(Bounds(a, b, c, d))
    return None if closed is None else (closed, start, end)


def _read(text: str, zone: str | None, duration: str | None, reading: Reading, as_of: int | None) -> Meaning:
    quick = _bounds_of_plain(text, reading)
    if quick is not None:
        bounds, start, end = quick
        found = Meaning(text, Grain.DAY, (Alternative(bounds),), True, start, end, False, False)
    else:
        found = read_slowly(text, zone, reading)
    if duration is not None:
        found = _lasting(found, duration)
    if as_of is not None:
        found = _open_until(found, as_of, zone)
    return found


def read_slowly(text: str, zone: str | None, reading: Reading) -> Meaning:
    """What a text means by itself, through scan, check and build."""
    scanned = scan(text)
    problems = check(scanned)
    if problems:
        raise SpanError(problems)
    dates = list(_dates(scanned))
    doubt = 0
    grain = Grain.DAY
    for each in dates:
        doubt |= each.doubt
        if each.time is not None:
            grain = Grain.INSTANT
    alternatives, exact = build(scanned, grain, zone, reading)
    start = end = EndKind.KNOWN
    if isinstance(scanned, ScannedInterval):
        start = scanned.start if isinstance(scanned.start, EndKind) else start
        end = scanned.end if isinstance(scanned.end, EndKind) else end
    in_order, exact = _in_order(alternatives, exact)
    normal = worded(scanned)
    return Meaning(
        normal, grain, in_order, exact, start, end, bool(doubt & UNCERTAIN), bool(doubt & APPROXIMATE)
    )


def _dates(scanned: Scanned) -> list[ScannedDate]:
    if isinstance(scanned, ScannedDate):
        return [scanned]
    if isinstance(scanned, ScannedInterval):
        return [end for end in (scanned.start, scanned.end) if isinstance(end, ScannedDate)]
    if isinstance(scanned, ScannedSet):
        ends = [end for member in scanned.members for end in (member.first, member.last)]
        return [end for end in ends if isinstance(end, ScannedDate)]
    return []


def _in_order(alternatives: list[Alternative], exact: bool) -> tuple[tuple[Alternative, ...], bool]:
    """Distinct and in order, and those of one fixed length joined where their starts touch; the hull if too many."""
    if len(alternatives) == 1:
        return tuple(alternatives), exact
    found: list[Alternative] = []
    for bounds, flags in sorted(set(alternatives), key=_merge_order):
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
        return (hull_of(found),), False
    return tuple(sorted(found)), exact


def _merge_order(alternative: Alternative) -> tuple[int, float, float, Bounds]:
    bounds, flags = alternative
    return flags, bounds.length_min, bounds.length_max, bounds


def _lasting(found: Meaning, duration: str) -> Meaning:
    """The same with a stated length."""
    if not isinstance(duration, str):
        raise SpanError.of(
            "span-length-type", f"{shown(duration)} is not a length; eleven days are written 'P11D'"
        )
    least, most = length_range(duration, found.grain)
    if EndKind.OPEN in (found.start, found.end):
        unknown = found.text.replace("..", "")
        message = f"{found.text} is still open, so it has no length yet; if only the end is not known, write {unknown}"
        raise SpanError.of("span-open-with-length", message)
    kept = []
    for bounds, flags in found.alternatives:
        p, q = max(bounds.length_min, least), min(bounds.length_max, most)
        closed = close(bounds._replace(length_min=p, length_max=q)) if p <= q else None
        if closed is not None:
            kept.append(Alternative(closed, flags))
    if not kept:
        raise SpanError.of("span-contradiction", f"{found.text} cannot last {duration}")
    if found.grain is Grain.DAY:
        for bounds, _ in kept:
            if -inf < bounds.start_min < FIRST_DAY or LAST_DAY + 1 < bounds.end_max < inf:
                raise SpanError.of(
                    "span-out-of-range", f"{found.text} for {duration} leaves the years 0001 to 9999"
                )
    alternatives, exact = _in_order(kept, found.exact)
    return found._replace(alternatives=alternatives, exact=exact)


def _open_until(found: Meaning, as_of: int, zone: str | None) -> Meaning:
    """The same, known not to have been over before a day."""
    if found.end is not EndKind.OPEN:
        message = f"{found.text} has no open end (..) that could be open on some day; leave as_of out"
        raise SpanError.of("span-as-of-without-open-end", message)
    if found.grain is Grain.DAY:
        least = as_of + 1
    elif zone is None:
        raise SpanError.of("span-zone-missing", "a day beside times of day needs a time zone")
    else:
        least = first_instant(zone, as_of) + 1
    kept = []
    for bounds, flags in found.alternatives:
        closed = close(bounds._replace(end_min=max(bounds.end_min, least)))
        assert closed is not None  # an open end has no upper bound
        kept.append(Alternative(closed, flags))
    return found._replace(alternatives=tuple(kept))


_remembered = lru_cache(maxsize=REMEMBERED_TEXTS)(_read)
_remembered_set = lru_cache(maxsize=REMEMBERED_SETS)(_read)
