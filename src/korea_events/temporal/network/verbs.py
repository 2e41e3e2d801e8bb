"""What the verbs of a network mean: each is a few inequalities between starts and ends, and nothing else.

An inequality has the form ``to - from <= most``. None of them is strict, since "later" may be later the same day.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Verb(StrEnum):
    """How two events of a network are said to lie to each other in time. The names are those of the methods.

    Example:
        >>> Verb("shares_time") is Verb.SHARES_TIME
        True
    """

    STARTS_BEFORE = "starts_before"
    STARTS_AFTER = "starts_after"
    ENDS_BEFORE = "ends_before"
    ENDS_AFTER = "ends_after"
    FOLLOWS = "follows"
    MEETS = "meets"
    DURING = "during"
    SHARES_TIME = "shares_time"
    STARTS_WITH = "starts_with"
    SAME_DAY_AS = "same_day_as"
    WITHIN = "within"


class Inequality(NamedTuple):
    """``to - start <= most`` between the ends of two events a and b."""

    start: int
    to: int
    most: int


START_A, END_A, START_B, END_B = range(4)


def _require_at_most(x: int, y: int) -> tuple[Inequality, ...]:
    """The one inequality of x <= y."""
    return (Inequality(y, x, 0),)


def _require_less(x: int, y: int) -> tuple[Inequality, ...]:
    """The one inequality of x < y, on integers."""
    return (Inequality(y, x, -1),)


def _require_equal(x: int, y: int) -> tuple[Inequality, ...]:
    return _require_at_most(x, y) + _require_at_most(y, x)


class VerbDefinition(NamedTuple):
    """What a verb between two events says, in words and as inequalities; of dates and lengths only the name."""

    name: str
    text: str
    inequalities: tuple[Inequality, ...]
    days_only: bool = False
    """Whether it speaks of civil days, and so means nothing on an axis of instants."""
    counts_days: bool = False
    """Whether it comes with a number of days, which is added to each side."""

    def words(self, other: str, days: int | None) -> str:
        """It as a predicate about another event.

        Example:
            >>> WITHIN.words("fs-24", 1)
            'starts within 1 day of fs-24'
        """
        return self.text.format(other=other, days=days, s="" if days == 1 else "s")


DATES_STATED = VerbDefinition("span", "", ())
LENGTH_STATED = VerbDefinition("length", "", ())
STARTS_BEFORE = VerbDefinition(
    Verb.STARTS_BEFORE, "starts no later than {other}", _require_at_most(START_A, START_B)
)
STARTS_AFTER = VerbDefinition(
    Verb.STARTS_AFTER, "starts no earlier than {other}", _require_at_most(START_B, START_A)
)
ENDS_BEFORE = VerbDefinition(Verb.ENDS_BEFORE, "ends no later than {other}", _require_at_most(END_A, END_B))
ENDS_AFTER = VerbDefinition(Verb.ENDS_AFTER, "ends no earlier than {other}", _require_at_most(END_B, END_A))
FOLLOWS = VerbDefinition(
    Verb.FOLLOWS, "starts when {other} is over, or later", _require_at_most(END_B, START_A)
)
MEETS = VerbDefinition(Verb.MEETS, "ends just before {other} starts", _require_equal(END_A, START_B))
DURING = VerbDefinition(
    Verb.DURING,
    "takes place during {other}",
    _require_at_most(START_B, START_A) + _require_at_most(END_A, END_B),
)
SHARES_TIME = VerbDefinition(
    Verb.SHARES_TIME,
    "shares time with {other}",
    _require_less(START_A, END_B) + _require_less(START_B, END_A),
)
STARTS_WITH = VerbDefinition(
    Verb.STARTS_WITH, "starts together with {other}", _require_equal(START_A, START_B)
)
SAME_DAY_AS = VerbDefinition(
    Verb.SAME_DAY_AS, "starts on the same day as {other}", _require_equal(START_A, START_B), days_only=True
)
WITHIN = VerbDefinition(
    Verb.WITHIN,
    "starts within {days} day{s} of {other}",
    _require_equal(START_A, START_B),
    days_only=True,
    counts_days=True,
)

VERB_DEFINITIONS: dict[str, VerbDefinition] = {
    meaning.name: meaning
    for meaning in (
        STARTS_BEFORE,
        STARTS_AFTER,
        ENDS_BEFORE,
        ENDS_AFTER,
        FOLLOWS,
        MEETS,
        DURING,
        SHARES_TIME,
        STARTS_WITH,
        SAME_DAY_AS,
        WITHIN,
    )
}


def _reverse_inequalities(inequalities: tuple[Inequality, ...]) -> tuple[Inequality, ...]:
    """The same with a and b exchanged."""
    return tuple(Inequality(start ^ 2, to ^ 2, most) for start, to, most in inequalities)


_FIRST_SIX = (
    _require_less(END_A, START_B),  # before
    _require_equal(END_A, START_B),  # meets
    _require_less(START_A, START_B) + _require_less(START_B, END_A) + _require_less(END_A, END_B),  # overlaps
    _require_less(START_A, START_B) + _require_equal(END_A, END_B),  # finished by
    _require_less(START_A, START_B) + _require_less(END_B, END_A),  # contains
    _require_equal(START_A, START_B) + _require_less(END_A, END_B),  # starts
)

RELATION_INEQUALITIES: tuple[tuple[Inequality, ...], ...] = (
    *_FIRST_SIX,
    _require_equal(START_A, START_B) + _require_equal(END_A, END_B),  # equals
    *map(_reverse_inequalities, reversed(_FIRST_SIX)),
)
"""Allen's thirteen relations as inequalities, in the order of their bits."""
