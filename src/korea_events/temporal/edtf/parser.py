"""What an EDTF text means: scan its shape, check it against the calendar, build what it allows."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from korea_events.errors import SpanError
from korea_events.temporal.bounds import UNBOUNDED, Alternative, Bounds, Grain, Reading, intersect
from korea_events.temporal.civil import FIRST_DAY, LAST_DAY, find_first_instant, quote_value
from korea_events.temporal.edtf.build import build_alternatives, sort_alternatives
from korea_events.temporal.edtf.check import check_member, check_scanned
from korea_events.temporal.edtf.durations import parse_duration
from korea_events.temporal.edtf.listing import expand_list
from korea_events.temporal.edtf.normal_form import format_scanned
from korea_events.temporal.edtf.parsed_text import ParsedText
from korea_events.temporal.edtf.plain_forms import parse_plain
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

MAX_TEXT_LENGTH = 4096
"""Longer texts are refused before anything looks at them; those of real reports have a few dozen characters."""


def parse_text(
    text: str,
    *,
    zone: str | None = "Asia/Seoul",
    duration: str | None = None,
    reading: Reading = Reading.WITHIN,
    as_of: int | None = None,
) -> ParsedText:
    """What an EDTF text means; ``as_of`` is the ordinal of the last day on which an open end is known to be open.

    Raises:
        SpanError: with every problem of the text; or one of ``span-reversed``, ``span-out-of-range``,
            ``span-contradiction``, ``span-open-with-length``, ``span-as-of-without-open-end``,
            ``span-zone-missing``, ``edtf-missing-local-time`` and those of :func:`parse_duration`.

    Example:
        >>> parse_text("2024-03-04/2024-03-14").alternatives[0].bounds.length_max
        11
        >>> parse_text("2024-03-04/").end, parse_text("2024-03-04/..").end
        (<EndKind.UNKNOWN: 'unknown'>, <EndKind.OPEN: 'open'>)
    """
    _check_text(text, "a date")
    found = _ONLY_OPEN.get(text) if as_of is not None else None
    found = found or parse_plain(text, reading) or parse_stepwise(text, zone, reading)
    if duration is not None:
        found = _apply_duration(found, duration)
    if as_of is not None:
        found = _apply_as_of(found, as_of, zone)
    return found


# Nothing is known but that it still went on: with the day on which it did, that is a date.
_ONLY_OPEN = {
    text: ParsedText(
        text,
        Grain.DAY,
        (Alternative(UNBOUNDED),),
        True,
        start,
        EndKind.OPEN,
        uncertain=False,
        approximate=False,
    )
    for text, start in (("/..", EndKind.UNKNOWN), ("../..", EndKind.OPEN))
}


def _check_text(text: object, noun: str) -> None:
    if not isinstance(text, str):
        raise SpanError.of("edtf-not-text", f"{quote_value(text)} is not text: a year is written '2024'")
    if len(text) > MAX_TEXT_LENGTH:
        message = f"{quote_value(text)} has {len(text)} characters: {noun} has at most {MAX_TEXT_LENGTH}"
        raise SpanError.of("edtf-too-long", message)


def list_members(text: str) -> tuple[str, ...]:
    """The members of a list ``{…}``, each the text of one span; any other text is its own only member.

    Raises:
        SpanError: with every problem of a list; an endless list, such as ``{2022..}``, cannot be
            counted.

    Example:
        >>> list_members("{2022-08,2023-03..2023-05}")
        ('2022-08', '2023-03', '2023-04', '2023-05')
        >>> list_members("2024-03-04/2024-03-14")
        ('2024-03-04/2024-03-14',)
    """
    _check_text(text, "a list")
    if text[:1] != "{" or text[-1:] != "}":
        return (text,)
    scanned = scan_members(text[1:-1])
    if isinstance(scanned, Unreadable):
        raise SpanError.of("edtf-empty", "'{}' is an empty list: it must name at least one span")
    problems = [problem for member in dict.fromkeys(scanned.members) for problem in check_member(member)]
    if problems:
        raise SpanError(problems)
    return expand_list(scanned)


def parse_stepwise(text: str, zone: str | None, reading: Reading) -> ParsedText:
    """What a text means by itself, through scan, check and build."""
    scanned = scan(text)
    problems = check_scanned(scanned)
    if problems:
        raise SpanError(problems)
    doubt = 0
    grain = Grain.DAY
    for date in _list_dates(scanned):
        doubt |= date.doubt
        if date.time is not None:
            grain = Grain.INSTANT
    alternatives, exact, freed = build_alternatives(scanned, grain, zone, reading)
    start = end = EndKind.KNOWN
    if isinstance(scanned, ScannedInterval):
        start = scanned.start if isinstance(scanned.start, EndKind) else start
        end = scanned.end if isinstance(scanned.end, EndKind) else end
    if isinstance(scanned, ScannedDate) and grain is Grain.DAY:
        ordered = tuple(alternatives)  # as masks yield them: distinct, joined and in order
    else:
        ordered, exact = sort_alternatives(alternatives, exact)
    normal = format_scanned(scanned)
    return ParsedText(
        normal, grain, ordered, exact, start, end, bool(doubt & UNCERTAIN), bool(doubt & APPROXIMATE), freed
    )


def _list_dates(scanned: Scanned) -> Sequence[ScannedDate]:
    if isinstance(scanned, ScannedDate):
        return (scanned,)
    if isinstance(scanned, ScannedInterval):
        return [end for end in scanned if isinstance(end, ScannedDate)]
    if isinstance(scanned, ScannedSet):
        ends = [end for member in scanned.members for end in (member.first, member.last)]
        return [end for end in ends if isinstance(end, ScannedDate)]
    return ()


def _apply_duration(found: ParsedText, duration: str) -> ParsedText:
    """The same with a stated length."""
    if not isinstance(duration, str):
        raise SpanError.of(
            "span-duration", f"{quote_value(duration)} is not a length: eleven days are written 'P11D'"
        )
    least, most = parse_duration(duration, found.grain)
    if EndKind.OPEN in (found.start, found.end):
        unknown = found.text.replace("..", "")
        message = f"{found.text} is still open, so it has no length yet: if its end is only unknown, write {unknown}"
        raise SpanError.of("span-open-with-length", message)
    narrowed = _narrow(found, length_min=least, length_max=most)
    if not narrowed.alternatives:
        raise SpanError.of("span-contradiction", f"{found.text} cannot last {duration}")
    if found.grain is Grain.DAY and any(
        -inf < bounds.start_min < FIRST_DAY or LAST_DAY + 1 < bounds.end_max < inf
        for bounds, _ in narrowed.alternatives
    ):
        message = f"{found.text} for {duration} leaves the years 0001 to 9999"
        raise SpanError.of("span-out-of-range", message)
    ordered, exact = sort_alternatives([*narrowed.alternatives], found.exact)
    return narrowed._replace(alternatives=ordered, exact=exact)


def _narrow(found: ParsedText, **stated: float) -> ParsedText:
    """What is left when something is stated that no mark of approximation frees; perhaps nothing."""
    limits = Bounds(-inf, inf, -inf, inf)._replace(**stated)
    dated = ((intersect(bounds, limits), flags) for bounds, flags in found.alternatives)
    alternatives = tuple(Alternative(bounds, flags) for bounds, flags in dated if bounds is not None)
    freed = found.freed and tuple(filter(None, (intersect(bounds, limits) for bounds in found.freed)))
    return found._replace(alternatives=alternatives, freed=freed)


def _apply_as_of(found: ParsedText, as_of: int, zone: str | None) -> ParsedText:
    """The same, known not to have been over before a day."""
    if found.end is not EndKind.OPEN:
        message = f"{found.text} does not have an open end (..): leave as_of out"
        raise SpanError.of("span-as-of-without-open-end", message)
    if found.grain is Grain.DAY:
        least = as_of + 1
    elif zone is None:
        raise SpanError.of("span-zone-missing", "as_of needs a time zone if the dates have times of day")
    else:
        least = find_first_instant(zone, as_of) + 1
    return _narrow(found, end_min=least)
