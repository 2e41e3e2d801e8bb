"""The slow second look at a JSON text: everything wrong with it, each problem with its place.

Runs only on texts that the fast scanner of ``strict_json`` refused. It keeps its own stack, so nesting cannot break
it, and goes on after every problem that leaves no doubt where the next value begins: a key given twice, a number out
of range, a lone surrogate, a control character, values nested too deep. The first error of syntax ends it.
"""

from __future__ import annotations

import re
from typing import Any, Final

from korea_events.codecs.json_text.limits import Limits
from korea_events.codecs.json_text.paths import extend_path, quote_text
from korea_events.errors import Problem

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"-?[A-Za-z]+")
# Control characters are let through here and reported, so that one of them does not hide the rest of the file.
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f]")
_ESCAPED_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_SIMPLE_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_JSON_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_NON_FINITE_WORDS = {"NaN", "Infinity", "-Infinity"}
_REPLACEMENT = "\ufffd"


def parse_finite_float(text: str) -> float | None:
    """The double nearest to a JSON number; None when no double is near: it would become infinite, or zero."""
    number = float(text)
    if number - number != 0.0:
        return None
    if number == 0.0 and re.search("[1-9]", re.split("[eE]", text)[0]):
        return None
    return number


class _NotJson(Exception):
    """The text stops being JSON here."""

    def __init__(self, code: str, message: str, position: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.position = position


class _OpenContainer:
    """A list or object whose end is not reached yet; ``items`` is None when it lies too deep to be kept."""

    __slots__ = ("closer", "items", "key", "seen")

    def __init__(self, opener: str, kept: bool) -> None:
        self.closer = "]" if opener == "[" else "}"
        self.items: list[Any] | dict[str, Any] | None = ([] if opener == "[" else {}) if kept else None
        self.key: str | int | None = 0 if opener == "[" else None  # None: between two keys of an object
        self.seen: set[str] = set()

    def add(self, value: Any) -> None:
        if isinstance(self.items, list):
            self.items.append(value)
        elif self.items is not None:
            self.items.setdefault(str(self.key), value)


class _Diagnosis:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.problems: list[Problem] = []
        self.at = 0
        self.open: list[_OpenContainer] = []

    # -- where we are ------------------------------------------------------------------------------------------

    def path(self) -> str:
        path = "$"
        for container in self.open[: self.limits.nesting]:
            if container.key is not None:
                path = extend_path(path, container.key)
        return path

    def place(self, position: int) -> str:
        line = self.text.count("\n", 0, position) + 1
        return f"line {line}, column {position - self.text.rfind(chr(10), 0, position)}"

    def report(self, code: str, message: str) -> None:
        # Below a value that is not kept, paths would grow with the depth and help nobody. One more than the limit,
        # so that whoever lists them sees that there are more.
        kept = not self.open or self.open[-1].items is not None
        if kept and len(self.problems) <= self.limits.problems:
            self.problems.append(Problem(self.path(), code, message))

    def skip_space(self) -> str:
        match = _SPACE.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return self.text[self.at : self.at + 1]

    # -- the walk ----------------------------------------------------------------------------------------------

    def run(self) -> Any:
        if not self.skip_space():
            raise _NotJson("json-empty", "there is nothing in it", self.at)
        while True:
            value = self.value()
            if value is _OPENED:
                continue
            while self.open:
                container = self.open[-1]
                container.add(value)
                if self.continues(container):
                    break
                value = self.open.pop().items
            else:
                break
        if self.skip_space():
            raise _NotJson("json-trailing", "more text follows the end of the value", self.at)
        return value

    def value(self) -> Any:
        """One scalar or empty container, or ``_OPENED`` after entering a list or object."""
        character = self.skip_space()
        if character in ("{", "["):
            return self.enter(character)
        if character == '"':
            return self.string()
        match = _NUMBER.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
            return self.number(match)
        match = _WORD.match(self.text, self.at)
        if match is not None and match[0] in _JSON_CONSTANTS:
            self.at = match.end()
            return _JSON_CONSTANTS[match[0]]
        if match is not None and match[0] in _NON_FINITE_WORDS:
            self.at = match.end()
            self.report("json-number", f"{match[0]} is not a number in JSON")
            return None
        raise self.unexpected("a value")

    def enter(self, opener: str) -> Any:
        kept = len(self.open) < self.limits.nesting
        if not kept and (not self.open or self.open[-1].items is not None):
            self.report("json-nesting", f"nested more than {self.limits.nesting} deep")
        container = _OpenContainer(opener, kept)
        self.at += 1
        if self.skip_space() == container.closer:
            self.at += 1
            return container.items
        self.open.append(container)
        if opener == "{":
            self.key(container)
        return _OPENED

    def continues(self, container: _OpenContainer) -> bool:
        """After a value: whether another one follows in this container."""
        character = self.skip_space()
        if character == container.closer:
            self.at += 1
            return False
        if character != ",":
            raise self.unexpected(f'"," or "{container.closer}"')
        comma = self.at
        self.at += 1
        if self.skip_space() == container.closer:
            raise _NotJson("json-syntax", "a comma with nothing after it", comma)
        if container.closer == "}":
            self.key(container)
        elif isinstance(container.key, int):
            container.key += 1
        return True

    def key(self, container: _OpenContainer) -> None:
        if self.skip_space() != '"':
            raise self.unexpected("a key in double quotes")
        container.key = None
        key = container.key = self.string()
        if container.items is not None:
            if key in container.seen:
                self.report("json-duplicate-key", f"the key {quote_text(key)} is given twice in one object")
            container.seen.add(key)
        if self.skip_space() != ":":
            raise self.unexpected('":"')
        self.at += 1

    def unexpected(self, wanted: str) -> _NotJson:
        if self.at >= len(self.text):
            return _NotJson("json-truncated", f"it ends where {wanted} should follow", self.at)
        found = quote_text(self.text[self.at])
        return _NotJson("json-syntax", f"{found} stands where {wanted} should", self.at)

    # -- scalars -----------------------------------------------------------------------------------------------

    def number(self, match: re.Match[str]) -> int | float | None:
        text = match[0]
        if len(text) > self.limits.digits:
            self.report(
                "json-number-digits", f"a number of {len(text):,} characters; at most {self.limits.digits:,}"
            )
            return None
        if match[1] is None and match[2] is None:
            return int(text)
        number = parse_finite_float(text)
        if number is None:
            self.report(
                "json-number-range", f"{text[:40]} is too large or too small for a number with a fraction"
            )
        return number

    def string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise _NotJson("json-truncated", "a text in double quotes has no end", self.at)
        start = self.at + 1
        self.at = match.end()
        raw = match[1]
        control = _CONTROL.search(raw)
        if control is not None:
            name = f"U+{ord(control[0]):04X}"
            where = self.place(start + control.start())
            self.report("json-control-character", f"{where}: {name} stands unescaped in a text")
        if "\\" not in raw:
            return raw
        return self.unescaped(raw, start)

    def unescaped(self, raw: str, start: int) -> str:
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
                    where = self.place(start + match.start())
                    self.report(
                        "json-surrogate", f"{where}: half a character (lone surrogate U+{number:04X})"
                    )
                    pieces.append(_REPLACEMENT)
                else:
                    pieces.append(chr(number))
            elif letter in _SIMPLE_ESCAPES:
                pieces.append(_SIMPLE_ESCAPES[letter])
            else:
                raise _NotJson(
                    "json-syntax", f"{quote_text(match[0])} is no escape of JSON", start + match.start()
                )
        pieces.append(raw[done:])
        return "".join(pieces)


_OPENED: Final = object()


def find_json_problems(text: str, limits: Limits) -> tuple[Any, list[Problem], bool]:
    """The value as far as it can be made out, every problem, and whether the text was JSON to its end."""
    looking = _Diagnosis(text, limits)
    try:
        return looking.run(), looking.problems, True
    except _NotJson as broken:
        message = f"{looking.place(broken.position)}: {broken.message}"
        looking.problems.append(Problem(looking.path(), broken.code, message))
        return None, looking.problems, False
