"""The lines of a calendar (RFC 5545, section 3.1): its entries, their properties, and texts with their escapes.

Everything here takes time and memory in proportion to the text, whatever is in it. icalendar reads only dates: it makes
objects of a hundred times the size of a line, and keeps the zones of one calendar for the next.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from korea_events.codecs.json_text.limits import Problems
from korea_events.codecs.json_text.paths import quote_text
from korea_events.errors import FileError, Problem

_MARK: Final = re.compile(
    r"^(BEGIN|END):(VCALENDAR|VEVENT)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE | re.ASCII
)
_START: Final = re.compile(r"\s*+BEGIN:(VCALENDAR|VEVENT)\s", re.IGNORECASE | re.ASCII)
_STRAY: Final = re.compile(r"^(?![\w.-]++[;:]|[ \t]|\r?$).+", re.MULTILINE)
"""A line that is neither a property nor the rest of one."""
# A run of line ends is looked at once, from its start.
_FOLD: Final = re.compile(r"(?<![\r\n])(?:\r?\n)++[ \t]")
_LINE: Final = re.compile(r"[^\n]+")
_PROPERTY: Final = re.compile(r'([\w.-]++)(;(?:[^":]++|"[^"]*+")*+)?:')
_ESCAPE: Final = re.compile(r"\\([\\;,nN])")


class Property(NamedTuple):
    """A property of an entry: its first line, where its value begins there, and how often the entry has it."""

    line: str
    value_start: int
    times: int

    @property
    def text(self) -> str:
        """The value as text, without escapes."""
        return _ESCAPE.sub(
            lambda match: "\n" if match[1] in "nN" else match[1], self.line[self.value_start :]
        )


class EntryLines(NamedTuple):
    """One entry of a calendar: its position, its properties by name, and the first line that is not a property."""

    position: int
    properties: dict[str, Property]
    stray: str | None


def escape_text(text: str) -> str:
    r"""A text as calendars write it.

    Example:
        >>> print(escape_text("A, B; C"))
        A\, B\; C
    """
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def split_entries(text: str, wanted: Collection[str], problems: Problems) -> Iterator[EntryLines]:
    """The entries of a calendar, in their order, with the properties ``wanted``; what is wrong around them is reported.

    Raises:
        FileError: ``ical-empty``, ``ical-syntax``.
    """
    if not text.strip():
        raise FileError.of("ical-empty", "the calendar is empty")
    if _START.match(text) is None:
        raise FileError.of("ical-syntax", "not an iCalendar file: it must begin with BEGIN:VCALENDAR")
    starts = ends = done = 0
    begun: int | None = None
    closed = False
    strays = _StrayLines(text, problems)
    for mark in _MARK.finditer(text):
        begins, is_entry = mark[1].upper() == "BEGIN", mark[2].upper() == "VEVENT"
        if begun is None:
            strays.search(done, mark.start())
        if is_entry and begins:
            begun, starts = mark.end(), starts + 1
        elif is_entry and begun is not None:
            yield _gather_properties(starts - 1, text[begun : mark.start()], wanted)
            begun, ends = None, ends + 1
        elif is_entry:
            strays.add(mark)
        closed = closed or not (is_entry or begins)
        done = mark.end()
    if begun is None:
        strays.search(done, len(text))
    if not (ends or closed):
        raise FileError.of("ical-empty", "the calendar is truncated")
    if starts > ends:
        message = f"truncated: {starts} entries start, but only {ends} end"
        problems.append(Problem("$", "ical-truncated", message))


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
        message = f"line {self.number} does not belong there: {quote_text(line[0].rstrip(), 120)}"
        self.problems.append(Problem("$", "ical-syntax", message))


def _gather_properties(index: int, body: str, wanted: Collection[str]) -> EntryLines:
    properties: dict[str, Property] = {}
    stray: str | None = None
    depth = 0
    for match in _LINE.finditer(_FOLD.sub("", body)):
        line = match[0].removesuffix("\r")
        if not line:
            continue
        found = _PROPERTY.match(line)
        name = "" if found is None else found[1].upper()
        if name in ("BEGIN", "END"):
            depth += 1 if name == "BEGIN" else -1
        if found is None or depth < 0:
            stray = line if stray is None else stray
        elif depth == 0 and name in wanted:
            before = properties.get(name)
            properties[name] = (
                Property(line, found.end(), 1) if before is None else before._replace(times=before.times + 1)
            )
    if depth > 0 and stray is None:
        stray = "BEGIN"
    return EntryLines(index, properties, stray)
