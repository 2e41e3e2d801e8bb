"""What records and their parts have in common: they check themselves, keep what they do not know, and show themselves.

The files of this package do not postpone annotations (``from __future__ import annotations``): the annotations are the
declarations that ``fields_of`` reads.
"""

from collections.abc import Container, Iterator

import attrs
from attrs import field, frozen

from korea_events.errors import RecordError
from korea_events.model.checking import problems_of, rule
from korea_events.model.field_checks import Faults, unknown_fields_faults
from korea_events.model.shapes import field_table, once_per_class
from korea_events.model.showing import record_html


def as_extra(value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Unknown fields, sorted by name; what is no tuple of pairs of texts stays as it is."""
    if not value or type(value) is not tuple:
        return value
    pairs = all(type(pair) is tuple and all(type(text) is str for text in pair) for pair in value)
    return tuple(sorted(value)) if pairs else value


def extra_faults(extra: object, taken: Container[str], *, checked: bool = False) -> Faults:
    """What is wrong with unknown fields, given the names that are taken; ``checked`` when only these are in question.

    Example:
        >>> extra_faults((("name", '"x"'),), {"id", "name"})
        [('.extra[0]', 'extra-known', "'name' is not unknown: it has a place of its own")]
    """
    if not checked:
        faults = [(f".extra{place}", code, message) for place, code, message in unknown_fields_faults(extra)]
        if faults:
            return faults
    assert isinstance(extra, tuple)  # it is in order
    return [
        (f".extra[{index}]", "extra-known", f"{name!r} is not unknown: it has a place of its own")
        for index, (name, _) in enumerate(extra)
        if name in taken
    ]


@once_per_class
def _names_taken(kind: type) -> frozenset[str]:
    """The fields of a class, and ``type`` where files say so which class they mean."""
    return frozenset([*field_table(kind), *(["type"] if getattr(kind, "type_tag", "") else [])])


@frozen(kw_only=True, repr=False)
class Fact:
    """Whatever keeps the fields it does not know and refuses values that it cannot keep.

    Fields:
        extra: fields that a file gave and this class does not have, as sorted pairs of name and canonical JSON text
    """

    extra: tuple[tuple[str, str], ...] = field(default=(), converter=as_extra)

    @rule("extra")
    def _foreign_names(self) -> Faults:
        return extra_faults(self.extra, _names_taken(type(self)), checked=True) if self.extra else ()

    def __attrs_post_init__(self) -> None:
        problems = problems_of(self)
        if problems:
            raise RecordError(problems)

    def __repr__(self) -> str:
        """The call that makes an equal object; fields at their default are left out."""
        said = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({said})"

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """The same for rich, which would show every field."""
        for attribute in attrs.fields(type(self)):
            value = getattr(self, attribute.name)
            if value is not attribute.default and value != attribute.default:
                yield attribute.name, value

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return record_html(self)


@frozen(kw_only=True, repr=False)
class Part(Fact):
    """A part of a record: it has no identifier and no life of its own."""
