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


def _at_most(x: int, y: int) -> tuple[Inequality, ...]:
    """The one inequality of x <= y."""
    return (Inequality(y, x, 0),)


def _less(x: int, y: int) -> tuple[Inequality, ...]:
    """The one inequality of x < y, on integers."""
    return (Inequality(y, x, -1),)


def _equal(x: int, y: int) -> tuple[Inequality, ...]:
    return _at_most(x, y) + _at_most(y, x)


class Meaning(NamedTuple):
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


DATES = Meaning("span", "", ())
LENGTH = Meaning("length", "", ())
STARTS_BEFORE = Meaning(Verb.STARTS_BEFORE, "starts no later than {other}", _at_most(START_A, START_B))
STARTS_AFTER = Meaning(Verb.STARTS_AFTER, "starts no earlier than {other}", _at_most(START_B, START_A))
ENDS_BEFORE = Meaning(Verb.ENDS_BEFORE, "ends no later than {other}", _at_most(END_A, END_B))
ENDS_AFTER = Meaning(Verb.ENDS_AFTER, "ends no earlier than {other}", _at_most(END_B, END_A))
FOLLOWS = Meaning(Verb.FOLLOWS, "starts when {other} is over, or later", _at_most(END_B, START_A))
MEETS = Meaning(Verb.MEETS, "ends just before {other} starts", _equal(END_A, START_B))
DURING = Meaning(
    Verb.DURING, "takes place during {other}", _at_most(START_B, START_A) + _at_most(END_A, END_B)
)
SHARES_TIME = Meaning(
    Verb.SHARES_TIME, "shares time with {other}", _less(START_A, END_B) + _less(START_B, END_A)
)
STARTS_WITH = Meaning(Verb.STARTS_WITH, "starts together with {other}", _equal(START_A, START_B))
SAME_DAY_AS = Meaning(
    Verb.SAME_DAY_AS, "starts on the same day as {other}", _equal(START_A, START_B), days_only=True
)
WITHIN = Meaning(
    Verb.WITHIN,
    "starts within {days} day{s} of {other}",
    _equal(START_A, START_B),
    days_only=True,
    counts_days=True,
)

MEANINGS: dict[str, Meaning] = {
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


def _converse(inequalities: tuple[Inequality, ...]) -> tuple[Inequality, ...]:
    """The same with a and b exchanged."""
    return tuple(Inequality(start ^ 2, to ^ 2, most) for start, to, most in inequalities)


_FIRST_SIX = (
    _less(END_A, START_B),  # before
    _equal(END_A, START_B),  # meets
    _less(START_A, START_B) + _less(START_B, END_A) + _less(END_A, END_B),  # overlaps
    _less(START_A, START_B) + _equal(END_A, END_B),  # finished by
    _less(START_A, START_B) + _less(END_B, END_A),  # contains
    _equal(START_A, START_B) + _less(END_A, END_B),  # starts
)

RELATIONS: tuple[tuple[Inequality, ...], ...] = (
    *_FIRST_SIX,
    _equal(START_A, START_B) + _equal(END_A, END_B),  # equals
    *map(_converse, reversed(_FIRST_SIX)),
)
"""Allen's thirteen relations as inequalities, in the order of their bits."""
