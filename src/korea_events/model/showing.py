"""How records show themselves in notebooks: a table of what they say, every text escaped."""

from collections.abc import Iterable
from enum import Enum
from typing import Any, Final

import attrs

from korea_events.layout import Markup, escaped, html_lines, html_table
from korea_events.temporal import Span

_LONGEST: Final = 500
_MOST: Final = 20
_PLACES: Final = {"id": 0, "name": 1, "note": 3, "citations": 4, "support": 5, "coding": 6}
"""What it is and says comes before what that rests on."""


def record_html(record: object, derived: Iterable[tuple[str, object]] = ()) -> Markup:
    """A record or a part of one as a table: the fields that say something, then what follows from them."""
    rows = [(name, _value(value)) for name, value in (*_said(record), *derived)]
    return html_table(rows, caption=type(record).__name__)


def _said(thing: Any) -> list[tuple[str, object]]:
    fields = [(field.name, getattr(thing, field.name)) for field in attrs.fields(type(thing))]
    found = [(name, value) for name, value in fields if value is not None and value != () and name != "extra"]
    found.sort(key=lambda pair: _PLACES.get(pair[0], 2))
    return [*found, *thing.extra]


def _value(value: object) -> Markup:
    if isinstance(value, tuple):
        lines = [_value(one) for one in value[:_MOST]]
        more = [f"… and {len(value) - _MOST} more"] if len(value) > _MOST else []
        return html_lines([*lines, *more])
    if isinstance(value, Span):
        return escaped(span_text(value))
    if isinstance(value, Enum):
        return escaped(str(value.value))
    if attrs.has(type(value)) and hasattr(value, "extra"):
        return Markup(" · ".join(f"<i>{escaped(name)}</i> {_value(inner)}" for name, inner in _said(value)))
    text = str(value)
    return escaped(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def span_text(span: Span) -> str:
    """A span in a cell: its text, or the days that its bounds leave."""
    return (
        str(span)
        if span.edtf is not None
        else f"on days of {span.possible}, certainly on {span.certain or 'none'}"
    )
