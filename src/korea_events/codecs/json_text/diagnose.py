"""The slow second look at a JSON text: everything that is wrong with it, each problem with its path.

It runs only on texts that the fast scanner in ``strict`` refused. It keeps its own stack, so that nesting cannot
exhaust Python's, and continues after every problem that leaves no doubt where the next value begins: a duplicate key,
a number out of range, a lone surrogate, a control character, values nested too deep. The first syntax error ends it.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import Any, Final

from korea_events.codecs.json_text.limits import Limits, Problems, get_digit_limit
from korea_events.codecs.json_text.paths import extend_path
from korea_events.errors import Problem
from korea_events.temporal.engine import quote_value

JSON_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"-?[A-Za-z]+")
# This matches control characters too; they are reported later, so that one of them does not hide the rest of the file.
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f]")
_ESCAPED_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_SIMPLE_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_JSON_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_NON_FINITE_WORDS = {"NaN", "Infinity", "-Infinity"}
_DEEP_PIECE = re.compile(r'[\[{]+|[\]}]+|"(?:[^"\\]++|\\.)*+"|"', re.DOTALL)
_REPLACEMENT = "\ufffd"


def parse_finite_float(text: str) -> float | None:
    """The double nearest to a JSON number; None if it would become infinite, or zero without being zero."""
    number = float(text)
    vanishes = number == 0.0 and re.search("[1-9]", re.split("[eE]", text)[0])
    return None if vanishes or not isfinite(number) else number


class _NotJson(Exception):
    """The text stops being JSON here."""

    def __init__(self, code: str, message: str, position: int) -> None:
        super().__init__(code, message, position)


class _OpenContainer:
    """A list or object whose end is not reached yet."""

    __slots__ = ("closer", "items", "key", "seen")

    def __init__(self, opener: str) -> None:
        self.closer = "]" if opener == "[" else "}"
        self.items: list[Any] | dict[str, Any] = [] if opener == "[" else {}
        self.key: str | int | None = 0 if opener == "[" else None  # None: between two keys of an object
        self.seen: set[str] = set()

    def add(self, value: Any) -> None:
        if isinstance(self.items, list):
            self.items.append(value)
        else:
            self.items.setdefault(str(self.key), value)


class _Diagnosis:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.digits = get_digit_limit(limits)
        self.problems = Problems(limits)
        self.at = 0
        self.line = 1
        self.lines_counted_to = 0
        self.open: list[_OpenContainer] = []

    # -- the position ------------------------------------------------------------------------------------------

    def path(self) -> str:
        path = "$"
        for container in self.open:
            if container.key is not None:
                path = extend_path(path, container.key)
        return path

    def report(self, code: str, message: str) -> None:
        if self.problems.has_room:
            self.problems.append(Problem(self.path(), code, message))
        else:
            self.problems.count()

    def describe_position(self, position: int) -> str:
        """The line and column of a position; empty text if a problem that would tell it can no longer be kept."""
        if not self.problems.has_room:
            return ""
        if position < self.lines_counted_to:
            self.line, self.lines_counted_to = 1, 0
        self.line += self.text.count("\n", self.lines_counted_to, position)
        self.lines_counted_to = position
        return f"line {self.line}, column {position - self.text.rfind(chr(10), 0, position)}"

    def skip_space(self) -> str:
        match = JSON_SPACE.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return self.text[self.at : self.at + 1]

    # -- the walk ----------------------------------------------------------------------------------------------

    def run(self) -> Any:
        if not self.skip_space():
            raise _NotJson("json-empty", "the text is empty", self.at)
        while True:
            value = self.read_value()
            if value is _OPENED:
                continue
            while self.open:
                container = self.open[-1]
                container.add(value)
                if self.has_next(container):
                    break
                value = self.open.pop().items
            else:
                break
        if self.skip_space():
            raise _NotJson("json-trailing", "more text follows the value", self.at)
        return value

    def read_value(self) -> Any:
        """Read a scalar or an empty container; give ``_OPENED`` after entering a list or object."""
        character = self.skip_space()
        if character in ("{", "["):
            return self.enter_container(character)
        if character == '"':
            return self.read_string()
        match = _NUMBER.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
            return self.read_number(match)
        match = _WORD.match(self.text, self.at)
        if match is not None and match[0] in _JSON_CONSTANTS:
            self.at = match.end()
            return _JSON_CONSTANTS[match[0]]
        if match is not None and match[0] in _NON_FINITE_WORDS:
            self.at = match.end()
            self.report("json-number", f"{match[0]} is not a number in JSON")
            return None
        raise self.build_syntax_error("a value")

    def enter_container(self, opener: str) -> Any:
        if len(self.open) >= self.limits.nesting:
            self.report("json-nesting", f"nested more than {self.limits.nesting} deep")
            return self.skip_deep_value()
        container = _OpenContainer(opener)
        self.at += 1
        if self.skip_space() == container.closer:
            self.at += 1
            return container.items
        self.open.append(container)
        if opener == "{":
            self.read_key(container)
        return _OPENED

    def skip_deep_value(self) -> None:
        """Pass over a value that is nested too deep, by its brackets alone: its depth must not cost memory."""
        depth = 0
        for match in _DEEP_PIECE.finditer(self.text, self.at):
            start, end = match.span()
            first = self.text[start]
            if first in "[{":
                depth += end - start
            elif first in "]}":
                if end - start >= depth:
                    self.at = start + depth
                    return
                depth -= end - start
            elif end - start == 1:
                raise _NotJson("json-truncated", "unterminated string", start)
        self.at = len(self.text)
        raise self.build_syntax_error('"]" or "}"')

    def has_next(self, container: _OpenContainer) -> bool:
        """Whether another value follows in this container."""
        character = self.skip_space()
        if character == container.closer:
            self.at += 1
            return False
        if character != ",":
            raise self.build_syntax_error(f'"," or "{container.closer}"')
        comma = self.at
        self.at += 1
        if self.skip_space() == container.closer:
            raise _NotJson("json-syntax", "trailing comma", comma)
        if container.closer == "}":
            self.read_key(container)
        elif isinstance(container.key, int):
            container.key += 1
        return True

    def read_key(self, container: _OpenContainer) -> None:
        if self.skip_space() != '"':
            raise self.build_syntax_error("a key in double quotes")
        container.key = None
        key = container.key = self.read_string()
        if key in container.seen:
            self.report("json-duplicate-key", f"duplicate key {quote_value(key)}")
        container.seen.add(key)
        if self.skip_space() != ":":
            raise self.build_syntax_error('":"')
        self.at += 1

    def build_syntax_error(self, wanted: str) -> _NotJson:
        if self.at >= len(self.text):
            return _NotJson("json-truncated", f"the text ends where {wanted} should follow", self.at)
        found = quote_value(self.text[self.at])
        return _NotJson("json-syntax", f"{found} instead of {wanted}", self.at)

    # -- scalars -----------------------------------------------------------------------------------------------

    def read_number(self, match: re.Match[str]) -> int | float | None:
        text = match[0]
        if len(text) > self.digits:
            message = f"a number of {len(text):,} characters; the limit is {self.digits:,}"
            self.report("json-number-digits", message)
            return None
        if match[1] is None and match[2] is None:
            return int(text)
        number = parse_finite_float(text)
        if number is None:
            message = f"{text[:40]} is too large or too small for a double-precision number"
            self.report("json-number-range", message)
        return number

    def read_string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise _NotJson("json-truncated", "unterminated string", self.at)
        start = self.at + 1
        self.at = match.end()
        raw = match[1]
        control = _CONTROL.search(raw)
        if control is not None:
            name = f"U+{ord(control[0]):04X}"
            position = self.describe_position(start + control.start())
            self.report("json-control-character", f"{position}: unescaped control character {name}")
        return self.unescape(raw, start) if "\\" in raw else raw

    def unescape(self, raw: str, start: int) -> str:
        pieces: list[str] = []
        done = 0
        while (match := _ESCAPE.search(raw, done)) is not None:
            pieces.append(raw[done : match.start()])
            done = match.end()
            letter = match[1]
            if letter[0] == "u" and len(letter) == 5:
                pair = _ESCAPED_PAIR.match(raw, match.start())
                if pair is not None:
                    high, low = int(pair[1], 16), int(pair[2], 16)
                    pieces.append(chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)))
                    done = pair.end()
                elif 0xD800 <= (number := int(letter[1:], 16)) <= 0xDFFF:
                    position = self.describe_position(start + match.start())
                    self.report("json-surrogate", f"{position}: lone surrogate U+{number:04X}")
                    pieces.append(_REPLACEMENT)
                else:
                    pieces.append(chr(number))
            elif letter in _SIMPLE_ESCAPES:
                pieces.append(_SIMPLE_ESCAPES[letter])
            else:
                message = f"{quote_value(match[0])} is not a JSON escape"
                raise _NotJson("json-syntax", message, start + match.start())
        pieces.append(raw[done:])
        return "".join(pieces)


def describe_position(text: str, position: int) -> str:
    """The line and column of a position in a text, both counted from 1."""
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"


_OPENED: Final = object()


def find_json_problems(text: str, limits: Limits) -> tuple[Any, Problems, bool]:
    """The value as far as it can be read, every problem, and whether the text was JSON to its end."""
    diagnosis = _Diagnosis(text, limits)
    try:
        return diagnosis.run(), diagnosis.problems, True
    except _NotJson as broken:
        code, reason, position = broken.args
        message = f"{describe_position(text, position)}: {reason}"
        diagnosis.problems.append(Problem(diagnosis.path(), code, message))
        return None, diagnosis.problems, False
