"""The paths of problems in a file, like ``$.exercises[1].span``, and texts as messages quote them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_LONGEST_KEY = 60


def quote_text(text: str, longest: int = _LONGEST_KEY) -> str:
    r"""A text as messages quote it: its ``repr``, cut if it is long.

    Invisible and direction-changing characters could disguise what a message says; ``repr`` escapes them.

    Example:
        >>> print(quote_text("two\nlines"), quote_text("x" * 100, 5))
        'two\nlines' 'xxxxx…'
    """
    return repr(text if len(text) <= longest else text[:longest] + "…")


def _quote_key(key: str) -> str:
    if len(key) > _LONGEST_KEY:
        key = key[:_LONGEST_KEY] + "…"
    escaped = "".join(c if c.isprintable() and c not in '"\\' else _escape_character(c) for c in key)
    return f'"{escaped}"'


def _escape_character(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    number = ord(character)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character, f"\\u{number:04x}")


def extend_path(path: str, step: str | int) -> str:
    """The path one step further in: a key of an object or a position in a list.

    Example:
        >>> extend_path(extend_path("$.exercises", 1), "span")
        '$.exercises[1].span'
        >>> print(extend_path("$", "end date"))
        $["end date"]
    """
    if isinstance(step, int):
        return f"{path}[{step}]"
    if _PLAIN_KEY.fullmatch(step):
        return f"{path}.{step}" if len(step) <= _LONGEST_KEY else f"{path}.{step[:_LONGEST_KEY]}…"
    return f"{path}[{_quote_key(step)}]"


def list_path_prefixes(path: str) -> Iterator[str]:
    """The path itself and every path on the way to it.

    Example:
        >>> list(list_path_prefixes("$.exercises[1].span"))
        ['$', '$.exercises', '$.exercises[1]', '$.exercises[1].span']
    """
    for match in _STEP.finditer(path):
        yield path[: match.start()]
    yield path


_STEP = re.compile(r"[.\[]")
