"""How much a reader accepts: every limit has a name and can be set."""

from __future__ import annotations

from attrs import Attribute, field, frozen

from korea_events.errors import FileError, Problem

MAX_BYTES = 2**29
"""The longest file or text that is read: 512 MiB, about 700,000 events."""

MAX_LINE = 2**24
"""The longest line of a file that is read line by line: 16 MiB."""

MAX_NESTING = 64
"""How deep lists and objects may be nested; what the library writes needs about a dozen levels."""

MAX_DIGITS = 1_000
"""The longest number, in characters. Python itself stops at 4,300, and takes quadratic time on the way there."""

MAX_PROBLEMS = 1_000
"""How many problems one error lists; a last one then says how many more there are."""

# Above these, the interpreter's own limits (recursion, digits of an int) would apply, which differ between versions.
_CEILINGS = {"nesting": 400, "digits": 4_000}


def _check_limit(_limits: Limits, attribute: Attribute[int], value: int) -> None:
    ceiling = _CEILINGS.get(attribute.name)
    if type(value) is not int or value < 1 or (ceiling is not None and value > ceiling):
        allowed = f"from 1 to {ceiling:,}" if ceiling else "of at least 1"
        raise FileError.of("limit-range", f"{attribute.name} must be an integer {allowed}, not {value!r}")


@frozen(kw_only=True)
class Limits:
    """The limits of a reader, so that no file can exhaust memory, time or the interpreter's stack.

    Raises:
        FileError: ``limit-range`` if a limit is not an integer of at least 1, ``nesting`` is above 400 or ``digits``
            is above 4,000.

    Example:
        >>> Limits(nesting=10).nesting
        10
    """

    bytes: int = field(default=MAX_BYTES, validator=[_check_limit])
    """Bytes of a file or of UTF-8 text given as ``bytes``; characters of a ``str``."""
    line: int = field(default=MAX_LINE, validator=[_check_limit])
    """Bytes of one line, where a file is read line by line."""
    nesting: int = field(default=MAX_NESTING, validator=[_check_limit])
    """Levels of lists and objects inside each other."""
    digits: int = field(default=MAX_DIGITS, validator=[_check_limit])
    """Characters of one number."""
    problems: int = field(default=MAX_PROBLEMS, validator=[_check_limit])
    """Problems that one error lists."""


DEFAULT_LIMITS = Limits()


def limit_problems(problems: list[Problem], limits: Limits) -> list[Problem]:
    """The problems that an error lists: all of them, or as many as the limit allows and one that says how many more.

    Example:
        >>> problem = Problem("$", "json-empty", "the text is empty")
        >>> [str(problem) for problem in limit_problems([problem] * 5, Limits(problems=1))][1]
        '4 more problems are not listed; raise Limits(problems=…) to see them [problems-many]'
    """
    over = len(problems) - limits.problems
    if over <= 0:
        return problems
    message = f"{over:,} more problems are not listed; raise Limits(problems=…) to see them"
    return [*problems[: limits.problems], Problem("$", "problems-many", message)]
