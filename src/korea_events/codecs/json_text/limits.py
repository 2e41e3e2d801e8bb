"""How much a reader accepts: every limit has a name and can be set."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from attrs import Attribute, field, frozen

from korea_events.errors import FileError, Problem
from korea_events.temporal.engine import quote_value

MAX_BYTES = 2**29
"""The longest file or text that is read: 512 MiB, about 700,000 events."""

MAX_LINE = 2**24
"""The longest line of a file that is read line by line: 16 MiB."""

MAX_NESTING = 64
"""How deep lists and objects may be nested; what the library writes needs about a dozen levels."""

MAX_DIGITS = 1_000
"""The longest number, in characters. Python itself stops at 4,300, and takes quadratic time on the way there."""

MAX_RATIO = 50
"""How many times longer than a compressed file its content may be; that of real records is 4 to 20 times longer."""

MAX_ALTERNATIVES = 150_000
"""How many alternatives all dates of a file may have: ``19XX-XX-31`` has 700 and takes 260 kB, most dates have one."""

MAX_PROBLEMS = 1_000
"""How many problems one error lists; a last one then says how many more there are."""

# Above these, the interpreter's own limits (recursion, digits of an int) would apply, which differ between versions.
_CEILINGS = {"nesting": 400, "digits": 4_000}


def _check_limit(_limits: Limits, attribute: Attribute[int], value: int) -> None:
    ceiling = _CEILINGS.get(attribute.name)
    if type(value) is not int or value < 1 or (ceiling is not None and value > ceiling):
        allowed = f"from 1 to {ceiling:,}" if ceiling else "of at least 1"
        raise FileError.of(
            "limit-range", f"{attribute.name} must be an integer {allowed}, not {quote_value(value)}"
        )


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
    ratio: int = field(default=MAX_RATIO, validator=[_check_limit])
    """How many times longer than a compressed file its content may be, if it is longer than a mebibyte."""
    alternatives: int = field(default=MAX_ALTERNATIVES, validator=[_check_limit])
    """Alternatives of all dates of a file, beyond a dozen of each."""
    problems: int = field(default=MAX_PROBLEMS, validator=[_check_limit])
    """Problems that one error lists."""


DEFAULT_LIMITS = Limits()


def limit_unpacked_size(size: int, limits: Limits) -> int:
    """The most bytes that a compressed file of a size may unpack to: unpacking must not take unbounded time.

    Example:
        >>> limit_unpacked_size(100_000, DEFAULT_LIMITS)
        5000000
    """
    return min(limits.bytes, max(_SMALL_CONTENT, limits.ratio * size))


_SMALL_CONTENT = 2**20


def build_size_error(most: int, limits: Limits) -> FileError:
    """What is longer than ``most`` bytes, with the limit that allows no more.

    Example:
        >>> print(build_size_error(DEFAULT_LIMITS.bytes, DEFAULT_LIMITS))
        more than 536,870,912 bytes; raise Limits(bytes=…) to read it [file-too-large]
    """
    which = "bytes" if most == limits.bytes else "ratio"
    return FileError.of("file-too-large", f"more than {most:,} bytes; raise Limits({which}=…) to read it")


def get_digit_limit(limits: Limits) -> int:
    """The longest number that can be read: the process may have a limit of its own, which may change at any time."""
    return min(limits.digits, sys.get_int_max_str_digits() or limits.digits)


class Problems(Iterable[Problem]):
    """The problems of one reading: as many are kept as the limit allows, the others are only counted.

    Its length is the number of all problems.

    Example:
        >>> problems = Problems(Limits(problems=1))
        >>> problems.extend([Problem("$", "json-empty", "the text is empty")] * 5)
        >>> len(problems), len(list(problems)), problems.has_room
        (5, 1, False)
    """

    __slots__ = ("_kept", "_most", "total")

    def __init__(self, limits: Limits, *, counted_only: bool = False) -> None:
        self._most = 0 if counted_only else limits.problems
        self._kept: list[Problem] = []
        self.total = 0
        """The number of all problems."""

    @property
    def has_room(self) -> bool:
        """Whether another problem would be kept: if not, it need not be described, but only counted."""
        return len(self._kept) < self._most

    def append(self, problem: Problem) -> None:
        """Add a problem."""
        if self.has_room:
            self._kept.append(problem)
        self.total += 1

    def extend(self, problems: Iterable[Problem], *, under: str = "$") -> None:
        """Add problems, or what another reading kept and counted, with ``under`` in place of the ``$`` of paths."""
        before = self.total
        for problem in () if isinstance(problems, Problems) and not self.has_room else problems:
            self.append(problem if under == "$" else problem.under(under))
        if isinstance(problems, Problems):
            self.total = before + problems.total

    def count(self) -> None:
        """Count a problem that can no longer be kept."""
        self.total += 1

    def sort(self, key: Callable[[Problem], int]) -> None:
        """Put those that are kept in order."""
        self._kept.sort(key=key)

    def cut(self, length: int) -> list[Problem]:
        """Forget all problems but the first ``length``; return those of them that were kept."""
        rest = self._kept[length:]
        del self._kept[length:]
        self.total = length
        return rest

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._kept)

    def __repr__(self) -> str:
        return repr(self._kept)


def limit_problems(problems: list[Problem] | Problems, limits: Limits) -> list[Problem]:
    """The problems that an error lists: all of them, or as many as the limit allows and one that says how many more.

    Example:
        >>> problem = Problem("$", "json-empty", "the text is empty")
        >>> [str(problem) for problem in limit_problems([problem] * 5, Limits(problems=1))][1]
        '4 more problems are not listed; raise Limits(problems=…) to see them [problems-many]'
    """
    over = len(problems) - limits.problems
    if over <= 0:
        return list(problems)
    message = f"{over:,} more problems are not listed; raise Limits(problems=…) to see them"
    return [*islice(problems, limits.problems), Problem("$", "problems-many", message)]
