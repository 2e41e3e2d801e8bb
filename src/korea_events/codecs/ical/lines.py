"""The lines of a calendar (RFC 5545, section 3.1): its entries, their properties, and texts with their escapes.

Everything here takes time and memory in proportion to the text, whatever is in it. icalendar reads only dates: it makes
objects of a hundred times the size of a line, and keeps the zones of one calendar for the next.
"""

from __future__ import annotations

import quopri
import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from korea_events.codecs.json_text.limits import Problems
from korea_events.errors import FileError, Problem
from korea_events.temporal.engine import quote_value

_MARK: Final = re.compile(
    r"^(BEGIN|END):(VCALENDAR|V[A-Z-]++)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE | re.ASCII
)
_START: Final = re.compile(r"\s*+BEGIN:(VCALENDAR|VEVENT)\s", re.IGNORECASE | re.ASCII)
_STRAY: Final = re.compile(r"^(?![\w.-]++[;:]|[ \t]|\r?$).+", re.MULTILINE)
"""A line that is neither a property nor the rest of one."""
# A run of line ends is looked at once, from its start.
_FOLD: Final = re.compile(r"(?<![\r\n])(?:\r?\n)++[ \t]")
_FOLDED_BYTES: Final = re.compile(rb"(?<![\r\n])\r?\n[ \t]")
_PARAMETER: Final = re.compile(r';([\w.-]++)=("[^"]*+"|[^;":]*+)')
_ZONE_MARK: Final = re.compile(r"^(BEGIN|END):VTIMEZONE[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_ZONE_NAME: Final = re.compile(r"^TZID(?:;[^:\r\n]*+)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_LINE: Final = re.compile(r"[^\n]+")
_PROPERTY: Final = re.compile(r'([\w.-]++)(;(?:[^":]++|"[^"]*+")*+)?:')
_ESCAPE: Final = re.compile(r"\\([\\;,nN])")
_LONGEST_PIECE: Final = 75


class Property(NamedTuple):
    """A property of a component: its line, where its value begins there, and how often the component has it."""

    line: str
    value_start: int
    times: int

    @property
    def name(self) -> str:
        """Its name in capitals."""
        return re.split("[;:]", self.line, maxsplit=1)[0].upper()

    @property
    def parameters(self) -> dict[str, str]:
        """Its parameters by their names in capitals, without quotation marks."""
        return {
            match[1].upper(): match[2].strip('"')
            for match in _PARAMETER.finditer(self.line, len(self.name), self.value_start - 1)
        }

    @property
    def value(self) -> str:
        """The value as it is written."""
        return self.line[self.value_start :]

    @property
    def text(self) -> str:
        """The value as text, without escapes.

        Raises:
            ValueError: for a text that is quoted-printable (vCalendar 1.0) and cannot be decoded.
        """
        parameters = self.parameters
        if parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
            try:
                raw = quopri.decodestring(self.value.encode("ascii"))
                return raw.decode(parameters.get("CHARSET", "utf-8"))
            except (UnicodeError, LookupError):
                raise ValueError("it is quoted-printable, and cannot be decoded") from None
        return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], self.value)


class Component(NamedTuple):
    """A component of a calendar: an entry, or the calendar itself without its components."""

    name: str
    """``VEVENT``, ``VCALENDAR``, ``VTODO`` …"""
    position: int
    """Its position among the components of that name."""
    properties: dict[str, Property]
    """The first property of each name that is wanted."""
    unread: list[Property]
    """All other properties, in their order."""
    parts: list[str]
    """The names of the components inside."""
    stray: str | None
    """The first line that is not a property."""


def escape_text(text: str) -> str:
    r"""A text as calendars write it.

    Example:
        >>> print(escape_text("A, B; C"))
        A\, B\; C
    """
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold_line(line: str) -> str:
    r"""A line with its end, in pieces of at most 75 bytes: none ends within a character or an escape.

    Example:
        >>> fold_line("SUMMARY:" + "Ulchi " * 12)
        'SUMMARY:Ulchi Ulchi Ulchi Ulchi Ulchi Ulchi Ulchi Ulchi Ulchi Ulchi Ulchi \r\n Ulchi \r\n'
    """
    data, start, pieces = line.encode(), 0, list[bytes]()
    while len(data) - start >= _LONGEST_PIECE:
        end = start + _LONGEST_PIECE - 1
        while data[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        end -= data[end - 1] in b"\\^"
        pieces.append(data[start:end])
        start = end
    return b"\r\n ".join([*pieces, data[start:] + b"\r\n"]).decode()


def split_components(text: str, wanted: Collection[str], problems: Problems) -> Iterator[Component]:
    """The components of a calendar, in their order; what is wrong around them is reported.

    Time zones are left out: :func:`find_zone_definitions` has them.

    Raises:
        FileError: ``ical-empty``, ``ical-syntax``.
    """
    if not text.strip():
        raise FileError.of("ical-empty", "the calendar is empty")
    if _START.match(text) is None:
        raise FileError.of("ical-syntax", "not an iCalendar file: it must begin with BEGIN:VCALENDAR")
    counts: Counter[str] = Counter()
    ends = done = 0
    open_name, begun = "", 0
    closed = False
    strays = _StrayLines(text, problems)

    def gather(end: int) -> Component:
        counts[open_name] += 1
        return _gather_properties(open_name, counts[open_name] - 1, text[begun:end], wanted)

    for mark in _MARK.finditer(text):
        begins, name = mark[1].upper() == "BEGIN", mark[2].upper()
        inside = open_name == "VEVENT"
        if inside and name not in ("VEVENT", "VCALENDAR"):
            continue  # a part of an entry, such as an alarm
        if not inside:
            strays.search(done, mark.start())
        if open_name == "VCALENDAR":
            yield gather(mark.start())
            open_name = ""
        if begins and (name in ("VEVENT", "VCALENDAR") or not open_name):
            if open_name == "VEVENT":
                counts[open_name] += 1  # it does not end
            open_name, begun = name, mark.end()
        elif not begins and name == open_name:
            if name != "VTIMEZONE":
                yield gather(mark.start())
            ends += name == "VEVENT"
            open_name = ""
        elif name == "VEVENT":
            strays.add(mark)
        closed = closed or (name == "VCALENDAR" and not begins)
        done = mark.end()
    if open_name != "VEVENT":
        strays.search(done, len(text))
    else:
        counts[open_name] += 1
    if not (ends or closed):
        raise FileError.of("ical-empty", "the calendar is truncated")
    if counts["VEVENT"] > ends:
        message = f"truncated: {counts['VEVENT']} entries start, but only {ends} end"
        problems.append(Problem("$", "ical-truncated", message))


def find_zone_definitions(text: str) -> dict[str, str]:
    """The time zones that a calendar defines itself: the text of each, by its name."""
    found: dict[str, str] = {}
    begun: int | None = None
    for mark in _ZONE_MARK.finditer(text):
        if mark[1].upper() == "BEGIN":
            begun = mark.start()
        elif begun is not None:
            body = _FOLD.sub("", text[begun : mark.end()])
            name = _ZONE_NAME.search(body)
            if name is not None:
                found.setdefault(name[1].strip(), body)
            begun = None
    return found


def join_folded_bytes(data: bytes) -> bytes:
    """The bytes of a calendar without the folds of its lines, which may fall within a character."""
    return _FOLDED_BYTES.sub(b"", data)


class _StrayLines:
    """Lines of a text that do not belong to a calendar, with their numbers."""

    def __init__(self, text: str, problems: Problems) -> None:
        self.text = text
        self.problems = problems
        self.number = 1
        self.counted = 0

    def search(self, start: int, end: int) -> None:
        """Add a problem for each line between two positions that is neither a property nor the rest of one."""
        for line in _STRAY.finditer(self.text, start, end):
            self.add(line)

    def add(self, line: re.Match[str]) -> None:
        """Add a problem for a line."""
        self.number += self.text.count("\n", self.counted, line.start())
        self.counted = line.start()
        message = f"line {self.number} does not belong there: {quote_value(line[0].rstrip(), 120)}"
        self.problems.append(Problem("$", "ical-syntax", message))


def _gather_properties(name: str, position: int, body: str, wanted: Collection[str]) -> Component:
    properties: dict[str, Property] = {}
    unread: list[Property] = []
    parts: list[str] = []
    stray: str | None = None
    depth = 0
    for match in _LINE.finditer(_FOLD.sub("", body)):
        line = match[0].removesuffix("\r")
        if not line:
            continue
        found = _PROPERTY.match(line)
        what = "" if found is None else found[1].upper()
        if what in ("BEGIN", "END"):
            if depth == 0 and what == "BEGIN":
                parts.append(line.partition(":")[2].strip().upper())
            depth += 1 if what == "BEGIN" else -1
        if found is None or depth < 0:
            stray = line if stray is None else stray
        elif depth == 0 and what in wanted:
            before = properties.get(what)
            properties[what] = (
                Property(line, found.end(), 1) if before is None else before._replace(times=before.times + 1)
            )
        elif depth == 0 and what != "END":
            unread.append(Property(line, found.end(), 1))
    if depth > 0 and stray is None:
        stray = "BEGIN"
    return Component(name, position, properties, unread, parts, stray)
