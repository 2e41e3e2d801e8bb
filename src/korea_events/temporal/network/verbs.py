"""What the verbs of a network mean: each is a few inequalities between starts and ends, and nothing else.

An inequality has the form ``to - from <= most``. None of them is strict, since "later" may be later the same day.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Verb(StrEnum):
    """How two events of a network are said to lie to each other in time. The names are those of the methods.

    Example:
        >>> Verb("shares_time").words("fs-24")
        'shares time with fs-24'
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

    def words(self, other: str, days: int | None = None) -> str:
        """The verb as a predicate about another event."""
        return _WORDS[self].format(other=other, days=days, s="" if days == 1 else "s")


_WORDS = {
    Verb.STARTS_BEFORE: "starts no later than {other}",
    Verb.STARTS_AFTER: "starts no earlier than {other}",
    Verb.ENDS_BEFORE: "ends no later than {other}",
    Verb.ENDS_AFTER: "ends no earlier than {other}",
    Verb.FOLLOWS: "starts when {other} is over, or later",
    Verb.MEETS: "ends just before {other} starts",
    Verb.DURING: "takes place during {other}",
    Verb.SHARES_TIME: "shares time with {other}",
    Verb.STARTS_WITH: "starts together with {other}",
    Verb.SAME_DAY_AS: "starts on the same day as {other}",
    Verb.WITHIN: "starts within {days} day{s} of {other}",
}

DAYS_ONLY = frozenset({Verb.SAME_DAY_AS, Verb.WITHIN})
"""Verbs that speak of civil days; on an axis of instants they have no meaning."""


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


INEQUALITIES: dict[Verb, tuple[Inequality, ...]] = {
    Verb.STARTS_BEFORE: _at_most(START_A, START_B),
    Verb.STARTS_AFTER: _at_most(START_B, START_A),
    Verb.ENDS_BEFORE: _at_most(END_A, END_B),
    Verb.ENDS_AFTER: _at_most(END_B, END_A),
    Verb.FOLLOWS: _at_most(END_B, START_A),
    Verb.MEETS: _equal(END_A, START_B),
    Verb.DURING: _at_most(START_B, START_A) + _at_most(END_A, END_B),
    Verb.SHARES_TIME: _less(START_A, END_B) + _less(START_B, END_A),
    Verb.STARTS_WITH: _equal(START_A, START_B),
    Verb.SAME_DAY_AS: _equal(START_A, START_B),
    Verb.WITHIN: _equal(START_A, START_B),  # each with the number of days for 0
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
