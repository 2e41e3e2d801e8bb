"""The normal form of an EDTF text: one spelling for texts that say the same in the same words.

Doubts are kept losslessly and moved to one place: a mark after the longest run of leading components that share it,
marks before the others. ``T24:00`` becomes midnight of the next day, ``+09`` becomes ``+09:00``, ``+00:00`` becomes
``Z``; the space that the standard's examples have inside sets goes. Precision is never added: ``T11:00`` stays so.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from korea_events.temporal.edtf.scan import (
    DOUBTS,
    EndKind,
    Scanned,
    ScannedDate,
    ScannedInterval,
    ScannedMember,
    ScannedSet,
    ScannedTime,
    Unreadable,
)

_MARKS = {doubt: mark for mark, doubt in DOUBTS.items()}


def format_scanned(scanned: Scanned) -> str:
    """The normal form of a legal text."""
    if isinstance(scanned, ScannedInterval):
        return f"{format_scanned_end(scanned.start)}/{format_scanned_end(scanned.end)}"
    if isinstance(scanned, ScannedSet):
        return f"[{','.join(map(format_scanned_member, scanned.members))}]"
    return scanned.text if isinstance(scanned, Unreadable) else format_scanned_date(scanned)


def format_scanned_date(scanned: ScannedDate) -> str:
    """The normal form of a single date, with or without a time of day."""
    if scanned.time is not None:
        return _format_scanned_date_time(scanned, scanned.time)
    parts = [part for part in (scanned.year, scanned.month, scanned.day) if part]
    if not scanned.doubt:
        return "-".join(parts)
    doubts = scanned.doubts[: len(parts)]
    shared = 0  # how many leading components share one mark, which is written once, after the last of them
    if doubts[0]:
        while shared < len(parts) and doubts[shared] == doubts[0]:
            shared += 1
    written = []
    for index, (part, doubt) in enumerate(zip(parts, doubts, strict=True)):
        if index >= shared:
            written.append(_MARKS[doubt] + part)
        else:
            written.append(part + (_MARKS[doubt] if index == shared - 1 else ""))
    return "-".join(written)


def format_scanned_member(member: ScannedMember) -> str:
    """The normal form of one member of a set."""
    first = format_scanned(member.first) if member.first is not None else ""
    if not member.is_range:
        return first
    return f"{first}..{format_scanned(member.last) if member.last is not None else ''}"


def format_scanned_end(end: ScannedDate | Unreadable | EndKind) -> str:
    """The normal form of one end of an interval."""
    if isinstance(end, EndKind):
        return ".." if end is EndKind.OPEN else ""
    return format_scanned(end)


def _format_scanned_date_time(scanned: ScannedDate, time: ScannedTime) -> str:
    day, hour = f"{scanned.year}-{scanned.month}-{scanned.day}", time.hour
    if hour == "24":
        with suppress(ValueError, OverflowError):  # an impossible day may be on its way into a message
            day, hour = (date.fromisoformat(day) + timedelta(days=1)).isoformat(), "00"
    second = f":{time.second}" if time.second else ""
    fraction = f".{time.fraction}" if time.fraction else ""
    offset = time.offset + ":00" if len(time.offset) == 3 else time.offset
    if offset == "+00:00":
        offset = "Z"
    return f"{day}T{hour}:{time.minute}{second}{fraction}{offset}{_MARKS[scanned.doubt]}"
