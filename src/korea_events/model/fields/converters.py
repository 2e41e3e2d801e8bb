"""What constructors accept for tuples of texts and of spans: lists too. Whatever else is given, the check reports."""

from typing import TypeVar

from korea_events.temporal import Span

_T = TypeVar("_T")


def as_tuple(value: list[_T] | tuple[_T, ...]) -> tuple[_T, ...]:
    """A list as a tuple; anything else unchanged.

    A set has no order that every run of Python shares, and a single text is a sequence of letters: both stay as they
    are and are refused by the check.
    """
    return tuple(value) if isinstance(value, list) else value


def as_texts(value: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Texts or identifiers: a list is kept as a tuple."""
    return as_tuple(value)


def as_spans(value: list[Span] | tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans: a list is kept as a tuple."""
    return as_tuple(value)


def as_number_key(number: object) -> object:
    """The key by which numbers are compared: 13 and 13.0 are different when they were written differently.

    A figure's last printed place says how exact it is, and equal records must be equal text in files.

    Example:
        >>> from korea_events.model import Quantity
        >>> Quantity(value=13) == Quantity(value=13.0), Quantity(value=13) == Quantity(value=13)
        (False, True)
    """
    return number if number is None else (type(number), repr(number))
