"""What constructors accept beside the values that fields hold: lists for tuples, and short forms.

A short form is taken where only one thing can be meant: text or a date for a span, an identifier for a part that needs
nothing else. What cannot be converted stays as it is, for the check of the field to report with everything else.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from types import GenericAlias
from typing import Any, Generic, Protocol, TypeVar

from korea_events.errors import RecordError, SpanError
from korea_events.model.fields.text_rules import ID
from korea_events.temporal import Span
from korea_events.temporal.engine import as_span

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)


class ListOf(Protocol[_T_co]):
    """A list, for type checkers: unlike ``list`` it may hold a narrower type, unlike ``Sequence`` it cannot be text."""

    def __iter__(self) -> Iterator[_T_co]: ...
    def reverse(self) -> None:
        """What lists can do and text cannot."""


class TupleOf(Generic[_T]):
    """The converter ``TupleOf[Plan]`` of a field: a list becomes a tuple; anything else stays unchanged.

    A set has no order that every run of Python shares, and a single text is a sequence of letters: both stay as they
    are and are refused by the check.
    """

    def __new__(cls, value: list[_T] | tuple[_T, ...]) -> tuple[_T, ...]:  # type: ignore[misc, empty-body]
        """For type checkers: what the converter takes and gives."""

    def __class_getitem__(cls, item: type) -> Callable[[Any], Any]:
        def convert(value: Any) -> Any:
            return tuple(value) if isinstance(value, list) else value

        # signatures show it
        convert.__annotations__["value"] = GenericAlias(list, item) | GenericAlias(tuple, (item, ...))
        return convert


def as_given_span(value: Span | str | dt.date) -> Span:
    """A span, or EDTF text or a date as the span of days in Seoul."""
    try:
        return as_span(value)
    except SpanError:
        return value  # type: ignore[return-value]  # the check of the field says what is wrong with it


def as_given_span_or_none(value: Span | str | dt.date | None) -> Span | None:
    """As :func:`as_given_span`, for a field that may be None."""
    return None if value is None else as_given_span(value)


def as_spans(value: ListOf[Span | str | dt.date] | tuple[Span | str | dt.date, ...]) -> tuple[Span, ...]:
    """Spans, or texts and dates that stand for some."""
    return convert_items(as_given_span, value)


def as_parts(build: Callable[[str], _T], value: Any) -> tuple[_T, ...]:
    """Parts, or identifiers of which ``build`` makes some."""

    def convert(item: Any) -> Any:
        return build(item) if type(item) is str and ID.check(item) is None else item

    return convert_items(convert, value)


def read_text(build: Callable[[str], _T], value: _T | str | None) -> _T | None:
    """What ``build`` makes of a text; anything else, and text that it refuses, unchanged."""
    try:
        return build(value) if type(value) is str else value  # type: ignore[return-value]  # it is not text
    except RecordError:
        return value  # type: ignore[return-value]  # the check of the field says what is wrong with it


def convert_items(convert: Callable[[Any], _T], value: Any) -> tuple[_T, ...]:
    """The items of a list or tuple, converted; anything else unchanged."""
    items: Any = value
    return tuple([convert(item) for item in items]) if isinstance(items, (list, tuple)) else items


def as_number_key(number: object) -> object:
    """The key by which numbers are compared: 13 and 13.0 are different when they were written differently.

    A figure's last printed place says how exact it is, and equal records must be equal text in files.

    Example:
        >>> from korea_events.model import Quantity
        >>> Quantity(value=13) == Quantity(value=13.0), Quantity(value=13) == Quantity(value=13)
        (False, True)
    """
    return number if number is None else (type(number), repr(number))
