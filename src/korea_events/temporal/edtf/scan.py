"""The shape of an EDTF text, and nothing but its shape.

The result may be nonsense such as month 13 or 30 February, which ``check`` finds. A part of unknown shape becomes
:class:`Unreadable`, so that the problems of both ends of an interval can be reported at once. Every pattern is matched
in time linear in the text.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

UNCERTAIN = 1
APPROXIMATE = 2
DOUBTS = {"": 0, "?": UNCERTAIN, "~": APPROXIMATE, "%": UNCERTAIN | APPROXIMATE}

_DATE = re.compile(
    r"([?~%]?)([0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
_DATE_TIME = re.compile(
    r"([0-9X]{4})-([0-9X]{2})-([0-9X]{2})"
    r"T([0-9X]{2}):([0-9X]{2})(?::([0-9X]{2})(?:\.([0-9X]{1,6}))?)?"
    r"(Z|[+-][0-9]{2}(?::[0-9]{2})?)?([?~%]?)"
)
_MEMBER_SEPARATOR = re.compile(r", ?")  # the standard's own examples have a space after some of the commas


class EndKind(StrEnum):
    """What a text says about one end: its date, that it exists but is not known, or that it is still open."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    OPEN = "open"


class ScannedTime(NamedTuple):
    """A time of day as written; seconds, fraction and offset may be missing (empty)."""

    hour: str
    minute: str
    second: str
    fraction: str
    offset: str


class ScannedDate(NamedTuple):
    """A date as written: digits and masks of each component, the doubt about each, and perhaps a time of day."""

    year: str
    month: str
    day: str
    doubts: tuple[int, int, int]
    time: ScannedTime | None = None

    @property
    def doubt(self) -> int:
        """The doubts about any component."""
        return self.doubts[0] | self.doubts[1] | self.doubts[2]


class Unreadable(NamedTuple):
    """A piece of text that does not have the shape of a date."""

    text: str


ScannedEnd = ScannedDate | Unreadable | EndKind


class ScannedInterval(NamedTuple):
    """Two ends with a slash between them."""

    start: ScannedEnd
    end: ScannedEnd


class ScannedMember(NamedTuple):
    """One member of a set: a date (``last`` is ``first``), or the two ends of a range, of which one may be missing."""

    first: ScannedDate | Unreadable | None
    last: ScannedDate | Unreadable | None
    is_range: bool


class ScannedSet(NamedTuple):
    """Members between brackets: one of them (``[]``) or all of them (``{}``)."""

    members: tuple[ScannedMember, ...]


Scanned = ScannedDate | ScannedInterval | ScannedSet | Unreadable


def scan(text: str) -> Scanned:
    """The shape of a text; parts of unknown shape become ``Unreadable``."""
    if text[:1] == "[" and text[-1:] == "]":
        return scan_members(text[1:-1])
    if "/" in text:
        start, _, end = text.partition("/")
        if "/" in end or "[" in text or "{" in text:
            return Unreadable(text)
        return ScannedInterval(_scan_end(start), _scan_end(end))
    return scan_date(text)


def scan_date(text: str) -> ScannedDate | Unreadable:
    """The shape of a single date, with or without a time of day."""
    if "T" in text:
        return _scan_date_time(text)
    found = _DATE.fullmatch(text)
    if found is None:
        return Unreadable(text)
    before_y, year, after_y, before_m, month, after_m, before_d, day, after_d = found.groups("")
    # A mark on the right of a component holds for it and for all on its left, one on the left for it alone.
    day_doubt = DOUBTS[before_d] | DOUBTS[after_d]
    month_doubt = DOUBTS[before_m] | DOUBTS[after_m] | DOUBTS[after_d]
    year_doubt = DOUBTS[before_y] | DOUBTS[after_y] | DOUBTS[after_m] | DOUBTS[after_d]
    return ScannedDate(year, month, day, (year_doubt, month_doubt, day_doubt))


def scan_members(text: str) -> ScannedSet | Unreadable:
    """The shape of the text between the brackets of a set."""
    if not text:
        return Unreadable("[]")
    return ScannedSet(tuple(_scan_member(member) for member in _MEMBER_SEPARATOR.split(text)))


def _scan_member(text: str) -> ScannedMember:
    if ".." not in text:
        date = scan_date(text)
        return ScannedMember(date, date, is_range=False)
    first, _, last = text.partition("..")
    if not first and not last:
        return ScannedMember(Unreadable(text), None, is_range=True)
    return ScannedMember(
        scan_date(first) if first else None, scan_date(last) if last else None, is_range=True
    )


def _scan_end(text: str) -> ScannedEnd:
    if not text:
        return EndKind.UNKNOWN
    return EndKind.OPEN if text == ".." else scan_date(text)


def _scan_date_time(text: str) -> ScannedDate | Unreadable:
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        return Unreadable(text)
    year, month, day, hour, minute, second, fraction, offset, mark = found.groups("")
    doubt = DOUBTS[mark]
    time = ScannedTime(hour, minute, second, fraction, offset)
    return ScannedDate(year, month, day, (doubt, doubt, doubt), time)
