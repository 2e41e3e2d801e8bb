"""What records and their parts have in common: they check themselves, keep what they do not know, and show themselves.

The files of this package do not postpone annotations (``from __future__ import annotations``): the annotations are the
declarations that ``list_fields`` reads.
"""

from collections.abc import Container, Iterable, Iterator
from functools import wraps
from typing import Any, ClassVar, Self

import attrs
from attrs import field, frozen

from korea_events.errors import QuestionError, RecordError
from korea_events.model.fields.checks import find_problems, rule
from korea_events.model.fields.declarations import map_fields, remember_per_class
from korea_events.model.fields.field_checks import Faults, check_unknown_fields, list_likely_first
from korea_events.model.fields.quick_makers import build_quick_constructor
from korea_events.model.notebook_html import render_record
from korea_events.temporal.engine import quote_value


def as_extra(value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Unknown fields, sorted by name; anything but a tuple of pairs of texts stays as it is."""
    if type(value) is not tuple or not value:
        return value
    pairs = all(type(pair) is tuple and all(type(text) is str for text in pair) for pair in value)
    return tuple(sorted(value)) if pairs else value


def check_extra_names(extra: object, taken: Container[str], *, checked: bool = False) -> Faults:
    """What is wrong with unknown fields, given the names that are taken; if ``checked``, only names are looked at.

    Example:
        >>> check_extra_names((("name", '"x"'),), {"id", "name"})
        [('.extra[0]', 'extra-known', "'name' is a field of its own: pass it as an argument")]
    """
    if not checked:
        faults = [(f".extra{place}", code, message) for place, code, message in check_unknown_fields(extra)]
        if faults:
            return faults
    assert isinstance(extra, tuple)  # it has been checked
    return [
        (
            f".extra[{index}]",
            "extra-known",
            f"{quote_value(name)} is a field of its own: pass it as an argument",
        )
        for index, (name, _) in enumerate(extra)
        if name in taken
    ]


@remember_per_class
def _list_taken_names(kind: type) -> frozenset[str]:
    """The fields of a class, and ``type`` where files use it to name the class."""
    return frozenset([*map_fields(kind), *(["type"] if getattr(kind, "type_tag", "") else [])])


def _describe_unknown_fields(kind: type, names: Iterable[str]) -> Iterator[str]:
    known = map_fields(kind)
    for name in names:
        if name not in known:
            likely = list_likely_first(name, known)
            yield f"{kind.__name__} has no field {quote_value(name)}: write one of {likely}"


@frozen(kw_only=True, repr=False)
class Fact:
    """Any record or part: it keeps the fields that it does not know, and refuses values that it cannot keep."""

    extra: tuple[tuple[str, str], ...] = field(default=(), converter=as_extra)
    """Fields of a file that the class does not have: sorted pairs of a name and canonical JSON text."""

    @rule("extra")
    def _check_extra(self) -> Faults:
        if not self.extra:
            return ()
        return check_extra_names(self.extra, _list_taken_names(type(self)), checked=True)

    def __attrs_post_init__(self) -> None:
        problems = find_problems(self)
        if problems:
            raise RecordError(problems)

    def replace(self, **changes: Any) -> Self:
        """The same with other values in some fields; what it then says is checked like that of a new one.

        Raises:
            QuestionError: ``field-unknown`` if it has no field of that name.
            RecordError: with every problem of the new values.

        Example:
            >>> from korea_events.model import Actor
            >>> Actor(id="usa", name="USA", kind="state").replace(name="United States")
            Actor(id='usa', name='United States', kind=ActorKind.STATE)
        """
        for message in _describe_unknown_fields(type(self), changes):
            raise QuestionError.of("field-unknown", message)
        return attrs.evolve(self, **changes)

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Let constructors name the field that was probably meant."""
        construct: Any = cls.__init__

        @wraps(construct)
        def construct_or_advise(self: Any, /, **named: Any) -> None:
            try:
                construct(self, **named)
            except TypeError:
                for message in _describe_unknown_fields(cls, named):
                    raise TypeError(message) from None
                raise

        @wraps(construct)
        def construct_at_first(self: Any, /, **named: Any) -> None:
            cls.__init__ = build_quick_constructor(cls, construct_or_advise)  # type: ignore[method-assign]
            cls.__init__(self, **named)

        cls.__init__ = construct_at_first  # type: ignore[assignment, method-assign]  # it takes the same

    def __repr__(self) -> str:
        """The call that makes an equal object; fields at their default are left out."""
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({arguments})"

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """The same for rich, which would otherwise show every field."""
        for attribute in attrs.fields(type(self)):
            value = getattr(self, attribute.name)
            if value is not attribute.default and value != attribute.default:
                yield attribute.name, value

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return render_record(self)


@frozen(kw_only=True, repr=False)
class Part(Fact):
    """A part of a record. It has no identifier and exists only in its record."""

    short_form: ClassVar[bool] = False
    """Whether constructors also take an identifier in its place."""
    pair: ClassVar[tuple[str, ...]] = ()
    """The two fields that one cell of a table can hold, as ``usa: host``."""
