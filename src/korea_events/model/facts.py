"""What records and their parts have in common: they check themselves, keep what they do not know, and show themselves.

The files of this package do not postpone annotations (``from __future__ import annotations``): the annotations are the
declarations that ``fields_of`` reads.
"""

import attrs
from attrs import field, frozen

from korea_events.errors import RecordError
from korea_events.model.checking import problems_of


def as_extra(value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Unknown fields, sorted by name; what is no tuple of pairs of texts stays as it is."""
    if not value or type(value) is not tuple:
        return value
    pairs = all(type(pair) is tuple and all(type(text) is str for text in pair) for pair in value)
    return tuple(sorted(value)) if pairs else value


@frozen(kw_only=True, repr=False)
class Fact:
    """Whatever keeps the fields it does not know and refuses values that it cannot keep.

    Fields:
        extra: fields that a file gave and this class does not have, as sorted pairs of name and canonical JSON text
    """

    extra: tuple[tuple[str, str], ...] = field(default=(), converter=as_extra)

    def __attrs_post_init__(self) -> None:
        problems = problems_of(self)
        if problems:
            raise RecordError(problems)

    def __repr__(self) -> str:
        """The call that makes an equal object; fields at their default are left out."""
        said: list[str] = []
        for attribute in attrs.fields(type(self)):
            value = getattr(self, attribute.name)
            if value is not attribute.default and value != attribute.default:
                said.append(f"{attribute.name}={value!r}")
        return f"{type(self).__name__}({', '.join(said)})"


@frozen(kw_only=True, repr=False)
class Part(Fact):
    """A part of a record: it has no identifier and no life of its own."""
