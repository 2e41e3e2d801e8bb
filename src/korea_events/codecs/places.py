"""Where in a file: the paths that problems carry, like ``$.exercises[1].span``."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_LONGEST_KEY = 60


def shown(text: str, longest: int = _LONGEST_KEY) -> str:
    r"""A text as it may stand in a message: in double quotes, on one line, ASCII controls escaped, cut when long.

    Example:
        >>> print(shown("two\\nlines"), shown("x" * 100, 5))
        "two\\nlines" "xxxxx…"
    """
    if len(text) > longest:
        text = text[:longest] + "…"
    # Invisible and direction-changing characters would let a file disguise what a message says about it.
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else _escaped(c) for c in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    number = ord(character)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character, f"\\u{number:04x}")


def within(path: str, step: str | int) -> str:
    """The path one step further in: a key of an object or a position in a list.

    Example:
        >>> within(within("$.exercises", 1), "span")
        '$.exercises[1].span'
        >>> print(within("$", "end date"))
        $["end date"]
    """
    if isinstance(step, int):
        return f"{path}[{step}]"
    if _PLAIN_KEY.fullmatch(step):
        return f"{path}.{step}" if len(step) <= _LONGEST_KEY else f"{path}.{step[:_LONGEST_KEY]}…"
    return f"{path}[{shown(step)}]"


def ways_to(path: str) -> Iterator[str]:
    """The path itself and every path on the way to it.

    Example:
        >>> list(ways_to("$.exercises[1].span"))
        ['$', '$.exercises', '$.exercises[1]', '$.exercises[1].span']
    """
    for match in _STEP.finditer(path):
        yield path[: match.start()]
    yield path


_STEP = re.compile(r"[.\[]")
