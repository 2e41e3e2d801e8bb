"""Vocabularies: closed lists of codes."""

from enum import StrEnum
from typing import Any, Self, TypeVar, overload

from korea_events.temporal.engine import OrderedCode


class Vocabulary(StrEnum):
    """A closed list of codes; each member is its own text and carries its definition.

    Constructors take a member or its text and refuse any other text. The ``repr`` of a member is its public name, so
    that the ``repr`` of a record can be evaluated.

    Example:
        >>> from korea_events.model import ActorKind
        >>> ActorKind("agency") is ActorKind.AGENCY, ActorKind.AGENCY == "agency"
        (True, True)
        >>> ActorKind.AGENCY.definition
        'a news agency, state-run or not'
    """

    definition: str
    """What the code stands for, in our own words."""

    def __new__(cls, code: str, definition: str = "") -> Self:
        """A member, from its code and its definition."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.definition = definition
        return member

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


class OrderedVocabulary(OrderedCode, Vocabulary):  # type: ignore[misc]  # both are text, which mypy does not see
    """A closed list of codes that compare by strength, from the weakest to the strongest.

    Example:
        >>> from korea_events.model import Footing
        >>> Footing.HELD > Footing.ANNOUNCED
        True
    """


_V = TypeVar("_V", bound=Vocabulary)


@overload
def as_code(vocabulary: type[_V], value: str) -> _V: ...
@overload
def as_code(vocabulary: type[_V], value: str | None) -> _V | None: ...
def as_code(vocabulary: type[_V], value: str | None) -> Any:
    """The member with this text; anything else unchanged, for the check to report.

    Example:
        >>> from korea_events.model import ActorKind
        >>> as_code(ActorKind, "agency"), as_code(ActorKind, "agncy")
        (ActorKind.AGENCY, 'agncy')
    """
    if type(value) is vocabulary or not isinstance(value, str):
        return value
    return vocabulary._value2member_map_.get(str(value), value)
