"""Closed lists of codes: what every vocabulary of the model has in common."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Self, TypeVar, cast


class Vocabulary(StrEnum):
    """A closed list of codes; each member is its own text and carries its definition.

    Constructors of records take the member or its text and refuse any other text. A member's ``repr`` is its public
    name, so that the ``repr`` of a record can be evaluated.

    Example:
        >>> from korea_events.model import ActorKind
        >>> ActorKind("agency") is ActorKind.AGENCY, ActorKind.AGENCY == "agency"
        (True, True)
        >>> ActorKind.AGENCY.definition
        'a news agency, state-run or not'
    """

    definition: str
    """What the code stands for, in our own words; the reference page prints it."""

    def __new__(cls, code: str, definition: str = "") -> Self:
        """A member, from its code and its definition."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.definition = definition
        return member

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


_V = TypeVar("_V", bound=Vocabulary)


def as_code(vocabulary: type[_V], value: Any) -> Any:
    """The member whose text ``value`` is; anything else unchanged, for the check to report.

    Example:
        >>> from korea_events.model import ActorKind
        >>> as_code(ActorKind, "agency"), as_code(ActorKind, "agncy")
        (ActorKind.AGENCY, 'agncy')
    """
    if type(value) is vocabulary or not isinstance(value, str):
        return value
    return vocabulary._value2member_map_.get(str(value), value)


def as_codes(vocabulary: type[_V], values: Any) -> Any:
    """A list or tuple of codes as a tuple of members; what is no member of the vocabulary stays as it is."""
    if not isinstance(values, (list, tuple)):
        return values
    items = cast("Iterable[Any]", values)
    return tuple([as_code(vocabulary, value) for value in items])
