"""JSON text to plain Python values, without the leniency that JSON readers usually have.

The standard library's scanner does the work; hooks notice what it would accept. Only if something is wrong does the
slow reader in ``diagnose`` read the text again, to name every problem and its path.

JSON here is RFC 8259 and nothing else: UTF-8, every key once, finite numbers, no lone surrogates. A byte order mark at
the very start is ignored. Integers are exact; numbers with a fraction or an exponent are doubles (RFC 8259, section
6), and a number too large or too small for a double is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from json.scanner import make_scanner
from typing import Any, Final, NoReturn

from attrs import define, field

from korea_events.codecs.json_text.diagnose import (
    describe_position,
    find_json_problems,
    parse_finite_float,
)
from korea_events.codecs.json_text.limits import (
    DEFAULT_LIMITS,
    MAX_NESTING,
    Limits,
    Problems,
    build_size_error,
    get_digit_limit,
    limit_problems,
)
from korea_events.errors import FileError, Problem
from korea_events.temporal.engine import check_type

BYTE_ORDER_MARK: Final = "\ufeff"
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


class NeedsDiagnosis(Exception):
    """A quick reader raises this: something is wrong or unusual, and a slower one will say what."""


# A generator makes a RuntimeError of the StopIteration of a scanner.
REFUSALS: Final = (ValueError, RuntimeError, StopIteration, NeedsDiagnosis)
FLAWED: Final = object()
"""What stands for the value of a text with problems."""


@define
class ParsedJson:
    """The value of a text, and the problems found while reading it.

    ``whole`` is False if the text is not JSON to its end, so that it has no value to look into. The problems of a
    whole value concern single paths (a duplicate key, a number out of range); the rest can still be checked.
    """

    value: Any
    problems: list[Problem] | Problems
    whole: bool = field(kw_only=True)


def parse_json(data: str | bytes | bytearray | memoryview, limits: Limits = DEFAULT_LIMITS) -> ParsedJson:
    """Read one JSON text; bytes are UTF-8. Never raises: see ``problems`` of the result.

    Nesting is checked only where the interpreter's stack would end: see :func:`is_too_deep`.
    """
    try:
        return ParsedJson(_decode_json(decode_utf8(data, limits), limits), [], whole=True)
    except REFUSALS:
        return diagnose_json(data, limits)


def diagnose_json(data: str | bytes | bytearray | memoryview, limits: Limits = DEFAULT_LIMITS) -> ParsedJson:
    """The same by the slow reader, which measures every depth."""
    try:
        text = decode_utf8(data, limits)
    except FileError as error:
        return ParsedJson(None, list(error.problems), whole=False)
    value, problems, whole = find_json_problems(text, limits)
    return ParsedJson(value, problems, whole=whole)


def parse_flawless_json(data: bytes, limits: Limits) -> Any:
    """The value of a JSON text; ``FLAWED``, without a word, if it has problems or is nested too deep."""
    try:
        text = data.decode("utf-8") if len(data) <= limits.bytes else ""
        value = _decode_json(text.removeprefix(BYTE_ORDER_MARK), limits)
    except REFUSALS:
        return FLAWED
    return FLAWED if limits.nesting < MAX_NESTING and is_too_deep(value, limits.nesting) else value


def _decode_json(text: str, limits: Limits) -> Any:
    """The scanner's value of a text; any of ``REFUSALS`` may be raised."""
    text = text.strip(" \t\n\r")
    value, end = _build_scanner(get_digit_limit(limits))(text, 0)
    if end != len(text):
        raise NeedsDiagnosis
    if "\\u" in text and _SURROGATE_ESCAPE.search(text) is not None:
        _refuse_surrogates(value)
    return value


def stream_json(
    data: str | bytes, limits: Limits, order: Mapping[str, int]
) -> Iterator[tuple[str, Any | Iterator[Any]]]:
    """The members of the object that a JSON text is; lists that have a place in ``order`` as their items, one by one.

    What was just read is the quickest to use, and a large file need not be in memory as plain values. Raises any of
    ``REFUSALS`` if something is wrong, names come twice or in another order, or depth or surrogates need a look.
    """
    text = decode_utf8(data, limits)
    if limits.nesting < MAX_NESTING or ("\\u" in text and _SURROGATE_ESCAPE.search(text) is not None):
        raise NeedsDiagnosis
    scan, position, last = _build_scanner(get_digit_limit(limits)), 0, 0
    names: set[str] = set()

    def read_after(mark: str) -> tuple[str, Any]:
        """What stands at the position, which is one of these marks, and the value after it if there must be one."""
        nonlocal position
        found = re.compile(rf"[ \t\n\r]*{mark}[ \t\n\r]*").match(text, position)
        if found is None:
            raise NeedsDiagnosis
        value, position = (None, found.end()) if found[1] in "]}" else scan(text, found.end())
        return found[1], value

    def read_items() -> Iterator[Any]:
        mark, item = read_after(r":[ \t\n\r]*(\[)")
        while mark != "]":
            yield item
            mark, item = read_after(r"(,|\])")

    mark, name = read_after(r"(\{)")
    while mark != "}":
        if type(name) is not str or name in names or order.get(name, last) < last:
            raise NeedsDiagnosis
        names.add(name)
        last = order.get(name, last)
        yield name, read_items() if name in order else read_after("(:)")[1]
        mark, name = read_after(r"(,|\})")
    if position != len(text):
        raise NeedsDiagnosis


def read_json_value(data: str | bytes | bytearray | memoryview, limits: Limits = DEFAULT_LIMITS) -> Any:
    """The value of one JSON text, no deeper than ``limits.nesting``.

    Raises:
        FileError: with every problem of the text.

    Example:
        >>> read_json_value('{"participants": ["usa", "kor"], "days": 11}')
        {'participants': ['usa', 'kor'], 'days': 11}
        >>> read_json_value('{"days": 11, "days": 10}')
        Traceback (most recent call last):
            ...
        korea_events.errors.FileError: $.days: duplicate key 'days' [json-duplicate-key]
    """
    parsed = parse_json(data, limits)
    if not parsed.problems and is_too_deep(parsed.value, limits.nesting):
        parsed.problems = find_json_problems(decode_utf8(data, limits), limits)[1]
    if parsed.problems:
        raise FileError(limit_problems(parsed.problems, limits))
    return parsed.value


def is_too_deep(value: object, nesting: int) -> bool:
    """Whether lists and objects are nested more than ``nesting`` deep; a bare number is 0 deep.

    Goes level by level, not by recursion, so that depth cannot exhaust the stack.
    """
    level: list[Any] = [value] if type(value) in (dict, list) else []
    while level and nesting > 0:
        nesting -= 1
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
    return bool(level)


def decode_utf8(data: str | bytes | bytearray | memoryview, limits: Limits = DEFAULT_LIMITS) -> str:
    """The characters of UTF-8 bytes or of a text, without a leading byte order mark.

    Raises:
        FileError: ``text-type`` if it is neither; ``file-too-large``; ``text-not-utf8`` or ``text-not-unicode``.
    """
    check_size(data, limits)
    if isinstance(data, str):
        # A str may hold lone surrogates, which are not characters.
        text = data
        if not text.isascii():
            try:
                text.encode("utf-8")
            except UnicodeEncodeError as error:
                number = ord(text[error.start])
                position = describe_position(text, error.start)
                raise FileError.of("text-not-unicode", f"{position}: lone surrogate U+{number:04X}") from None
    else:
        raw = bytes(data)
        # UTF-16 of plain English is valid UTF-8 full of NULs; JSON never begins with one.
        if raw.find(0, 0, 4) >= 0:
            raise _build_encoding_error(raw, raw.index(0))
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _build_encoding_error(raw, error.start) from None
    return text.removeprefix(BYTE_ORDER_MARK)


def check_size(data: object, limits: Limits) -> None:
    """Refuse anything but text and bytes, and what is too long.

    Raises:
        FileError: ``text-type``, ``file-too-large``.
    """
    if not isinstance(data, (str, bytes, bytearray, memoryview)):
        raise FileError.of("text-type", f"data must be text or UTF-8 bytes, not {type(data).__name__}")
    size = data.nbytes if isinstance(data, memoryview) else len(data)
    try:
        too_large = size > limits.bytes
    except (AttributeError, TypeError):
        check_type("limits", limits, Limits, "Limits")
        raise
    if too_large:
        raise build_size_error(limits.bytes, limits)


def _build_encoding_error(raw: bytes, position: int) -> FileError:
    start = raw[:4]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start:
        guess = "it looks like UTF-16 or UTF-32"
    else:
        line = raw.count(b"\n", 0, position) + 1
        guess = f"byte 0x{raw[position]:02X} at position {position}, line {line}, is not allowed there"
    return FileError.of("text-not-utf8", f"not UTF-8: {guess}; save it as UTF-8")


def _collect_unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NeedsDiagnosis
    return found


def _refuse_nonfinite_constant(_constant: str) -> NoReturn:
    raise NeedsDiagnosis


def _refuse_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise NeedsDiagnosis from None


@lru_cache(maxsize=16)
def _build_scanner(digits: int) -> Callable[[str, int], tuple[Any, int]]:
    """The standard library's scanner with our hooks: it raises ``StopIteration`` where no value begins."""

    def parse_integer(text: str) -> int:
        if len(text) > digits:
            raise NeedsDiagnosis
        return int(text)

    def parse_double(text: str) -> float:
        number = parse_finite_float(text) if len(text) <= digits else None
        if number is None:
            raise NeedsDiagnosis
        return number

    hooks: Any = json.JSONDecoder(
        object_pairs_hook=_collect_unique_pairs,
        parse_int=parse_integer,
        parse_float=parse_double,
        parse_constant=_refuse_nonfinite_constant,
    )
    return make_scanner(hooks)
