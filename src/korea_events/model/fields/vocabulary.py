"""Vocabularies: closed lists of codes."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

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


class CodeOf(Generic[_V]):
    """The converter ``CodeOf[Status]`` of a field: the member with a text; anything else unchanged, for the check.

    Example:
        >>> from korea_events.model import ActorKind
        >>> convert = CodeOf[ActorKind]
        >>> convert("agency"), convert("agncy")
        (ActorKind.AGENCY, 'agncy')
    """

    def __new__(cls, value: str) -> _V:  # type: ignore[misc, empty-body]
        """For type checkers: what the converter takes and gives."""

    def __class_getitem__(cls, vocabulary: type[_V]) -> Callable[[str | None], Any]:
        return _build_code_converter(vocabulary)


class OptionalCodeOf(Generic[_V]):
    """As :class:`CodeOf`, for a field that may be None."""

    def __new__(cls, value: str | None) -> _V | None:  # type: ignore[misc]
        """For type checkers: what the converter takes and gives."""

    def __class_getitem__(cls, vocabulary: type[_V]) -> Callable[[str | None], Any]:
        return _build_code_converter(vocabulary)


def _build_code_converter(vocabulary: type[Vocabulary]) -> Callable[[str | None], Any]:
    members = vocabulary._value2member_map_

    def convert(value: str | None) -> Any:
        return members.get(str(value), value) if isinstance(value, str) else value

    return convert
