"""What the verbs of a network mean: each is a few inequalities between starts and ends, and nothing else.

An inequality has the form ``to - from <= most``. None of them is strict, since "later" may be later the same day.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

VerbName = Literal[
    "starts_before",
    "starts_after",
    "ends_before",
    "ends_after",
    "follows",
    "meets",
    "during",
    "shares_time",
    "starts_with",
    "same_day_as",
    "within",
]


class Verb(StrEnum):
    """How one event of a network is related in time to another.

    Example:
        >>> Verb("shares_time") is Verb.SHARES_TIME
        True
    """

    STARTS_BEFORE = "starts_before"
    """The first starts no later than the second."""
    STARTS_AFTER = "starts_after"
    """The first starts no earlier than the second: "later", which may be later the same day."""
    ENDS_BEFORE = "ends_before"
    """The first ends no later than the second."""
    ENDS_AFTER = "ends_after"
    """The first ends no earlier than the second."""
    FOLLOWS = "follows"
    """The first starts when the second is over: in a network of days, on the same day or later."""
    MEETS = "meets"
    """The first ends just before the second starts: the day before, or, if one has a time of day, also the same day."""
    DURING = "during"
    """The first neither starts before nor ends after the second. (Allen's relation is narrower.)"""
    SHARES_TIME = "shares_time"
    """Both are under way at the same time at least once."""
    STARTS_WITH = "starts_with"
    """Both start on the same day, or at the same instant."""
    SAME_DAY_AS = "same_day_as"
    """Both start on the same day; for networks of days."""
    WITHIN = "within"
    """Both start at most so many days apart; for networks of days."""


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
    """What a verb says, in words and as inequalities; for dates and lengths of one event, only the name."""

    name: str
    text: str = ""
    inequalities: tuple[Inequality, ...] = ()
    orders: bool = False
    """Whether it says of any two events, days among them, which instants come first."""
    days_only: bool = False
    """Whether it is about civil days, and so means nothing on an axis of instants."""
    counts_days: bool = False
    """Whether it comes with a number of days, which is added to each side."""

    def describe(self, other: str, days: int | None) -> str:
        """The predicate about another event.

        Example:
            >>> VERB_DEFINITIONS["within"].describe("fs-24", 1)
            'starts within 1 day of fs-24'
        """
        return self.text.format(other=other, days=days, s="" if days == 1 else "s")


DATES_STATED = VerbDefinition("span")
LENGTH_STATED = VerbDefinition("length")

_STARTS_TOGETHER = _require_equal(START_A, START_B)
VERB_DEFINITIONS: dict[str, VerbDefinition] = {
    verb.value: VerbDefinition(verb.value, text, inequalities, *rest)
    for verb, text, inequalities, *rest in (
        (Verb.STARTS_BEFORE, "starts no later than {other}", _require_at_most(START_A, START_B), True),
        (Verb.STARTS_AFTER, "starts no earlier than {other}", _require_at_most(START_B, START_A), True),
        (Verb.ENDS_BEFORE, "ends no later than {other}", _require_at_most(END_A, END_B), True),
        (Verb.ENDS_AFTER, "ends no earlier than {other}", _require_at_most(END_B, END_A), True),
        (Verb.FOLLOWS, "starts when {other} is over, or later", _require_at_most(END_B, START_A), True),
        (Verb.MEETS, "ends just before {other} starts", _require_equal(END_A, START_B)),
        (
            Verb.DURING,
            "takes place during {other}",
            _require_at_most(START_B, START_A) + _require_at_most(END_A, END_B),
            True,
        ),
        (
            Verb.SHARES_TIME,
            "shares time with {other}",
            _require_less(START_A, END_B) + _require_less(START_B, END_A),
        ),
        (Verb.STARTS_WITH, "starts together with {other}", _STARTS_TOGETHER),
        (Verb.SAME_DAY_AS, "starts on the same day as {other}", _STARTS_TOGETHER, False, True),
        (Verb.WITHIN, "starts within {days} day{s} of {other}", _STARTS_TOGETHER, False, True, True),
    )
}
SAID_OF_DAYS = {"follows": (Inequality(START_A, END_B, 1),)}
"""What verbs say of days where that differs: what follows may do so on the same day."""
MEETS_WITHIN_A_DAY = (Inequality(START_B, END_A, 1), Inequality(END_A, START_B, 0))
"""What ``meets`` says of the days of two events when one has a time of day: the same day, or the next one."""


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
    # with a and b exchanged
    *(tuple(Inequality(start ^ 2, to ^ 2, most) for start, to, most in one) for one in reversed(_FIRST_SIX)),
)
"""Allen's thirteen relations as inequalities, in the order of their bits."""
