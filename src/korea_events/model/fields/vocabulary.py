"""Vocabularies: closed lists of codes."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar, get_args

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
    broader: str
    """The code of the same list that includes it; empty if none does."""
    elsewhere: Mapping[str, str]
    """By the name of another coding scheme: what corresponds in it."""

    def __new__(cls, code: str, definition: str = "", *notes: Mapping[str, str]) -> Self:
        """A member, from its code, its definition, and notes: ``is_a(…)``, ``map_to(…)``."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.definition = definition
        merged = {name: text for note in notes for name, text in note.items()}
        member.broader = merged.pop("broader", "")
        member.elsewhere = merged
        return member

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    @classmethod
    def get_advice(cls, word: str) -> str | None:
        """Where a word that is not in the list belongs; None if the list does not know."""
        del word
        return None


def is_a(broader: str) -> Mapping[str, str]:
    """A note on a code: the code that includes it."""
    return {"broader": broader}


def map_to(plover: str = "", cameo: str = "", acled: str = "") -> Mapping[str, str]:
    """A note on a code: what corresponds in PLOVER, CAMEO and ACLED."""
    return {name: text for name, text in {"PLOVER": plover, "CAMEO": cameo, "ACLED": acled}.items() if text}


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


class CodesOf(Generic[_V]):
    """The converter ``CodesOf[Status]`` of a field with several codes, of one vocabulary or, as a union, of several.

    A list becomes a tuple; what is not a code of any stays unchanged, for the check.
    """

    def __new__(cls, value: list[str] | list[_V] | tuple[str, ...]) -> tuple[_V, ...]:  # type: ignore[misc, empty-body]
        """For type checkers: what the converter takes and gives."""

    def __class_getitem__(cls, vocabularies: Any) -> Callable[[Any], Any]:
        convert_code = _build_code_converter(*(get_args(vocabularies) or [vocabularies]))

        def convert(value: Any) -> Any:
            return tuple(map(convert_code, value)) if isinstance(value, (list, tuple)) else value

        # signatures show it
        convert.__annotations__["value"] = list[str] | tuple[str, ...]
        return convert


def _build_code_converter(*vocabularies: type[Vocabulary]) -> Callable[[str | None], Any]:
    members = {code: member for one in vocabularies for code, member in one._value2member_map_.items()}

    def convert(value: str | None) -> Any:
        return members.get(str(value), value) if isinstance(value, str) else value

    return convert
