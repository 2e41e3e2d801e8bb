"""How much a reader takes in before it refuses: every limit has a name and is an argument."""

from __future__ import annotations

from attrs import Attribute, field, frozen

from korea_events.errors import FileError, Problem

MAX_BYTES = 2**29
"""The longest file or text that is read: 512 MiB, about 700,000 events."""

MAX_LINE = 2**24
"""The longest line of a file that is read line by line: 16 MiB."""

MAX_NESTING = 64
"""How deep lists and objects may lie inside each other; what the library writes needs about a dozen levels."""

MAX_DIGITS = 1_000
"""The longest number, in characters. Python itself stops at 4,300, and takes quadratic time on the way there."""

MAX_PROBLEMS = 1_000
"""How many problems one error lists; past it a last one says how many more there are."""

# Past these the interpreter's own limits (recursion, digits of an int) would decide, differently on each version.
_CEILINGS = {"nesting": 400, "digits": 4_000}


def _check_limit(_limits: Limits, attribute: Attribute[int], value: int) -> None:
    ceiling = _CEILINGS.get(attribute.name)
    if type(value) is not int or value < 1 or (ceiling is not None and value > ceiling):
        allowed = f"from 1 to {ceiling:,}" if ceiling else "from 1"
        raise FileError.of(
            "limit-range", f"the limit {attribute.name!r} is a whole number {allowed}, not {value!r}"
        )


@frozen(kw_only=True)
class Limits:
    """What a reader refuses to go beyond, so that no file can exhaust memory, time or the interpreter's stack.

    ``bytes`` counts the bytes of a file or of UTF-8 text handed over as ``bytes``, and the characters of a ``str``;
    ``line`` the bytes of one line, where a file is read line by line.

    Raises:
        FileError: ``limit-range`` if a limit is not a whole number from 1, ``nesting`` is over 400 or ``digits``
            over 4,000.

    Example:
        >>> Limits(nesting=10).nesting
        10
    """

    bytes: int = field(default=MAX_BYTES, validator=[_check_limit])
    line: int = field(default=MAX_LINE, validator=[_check_limit])
    nesting: int = field(default=MAX_NESTING, validator=[_check_limit])
    digits: int = field(default=MAX_DIGITS, validator=[_check_limit])
    problems: int = field(default=MAX_PROBLEMS, validator=[_check_limit])


DEFAULT_LIMITS = Limits()


def limit_problems(problems: list[Problem], limits: Limits) -> list[Problem]:
    """The problems that an error lists: all, or as many as the limit allows and a last one that says so.

    Example:
        >>> problem = Problem("$", "json-empty", "there is nothing in it")
        >>> [str(problem) for problem in limit_problems([problem] * 5, Limits(problems=1))][1]
        '$: 4 more problems are not listed; raise Limits(problems=…) to see them [problems-many]'
    """
    over = len(problems) - limits.problems
    if over <= 0:
        return problems
    message = f"{over:,} more problems are not listed; raise Limits(problems=…) to see them"
    return [*problems[: limits.problems], Problem("$", "problems-many", message)]
