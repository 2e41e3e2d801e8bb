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


def _value(value: object, *, inside: bool = False) -> Markup:
    """A value in a cell: several on lines of their own, but side by side ``inside`` a part."""
    if isinstance(value, tuple):
        several: tuple[object, ...] = value
        said = [_value(one, inside=inside) for one in several[:_MOST]]
        said += [escaped(f"… and {len(several) - _MOST} more")] if len(several) > _MOST else []
        return Markup(", ".join(said)) if inside else html_lines(said)
    if isinstance(value, Span):
        return escaped(span_text(value))
    if isinstance(value, Enum):
        return escaped(str(value.value))
    if attrs.has(type(value)) and hasattr(value, "extra"):
        parts = (f"<i>{escaped(name)}</i> {_value(inner, inside=True)}" for name, inner in _said(value))
        return Markup(" · ".join(parts))
    text = str(value)
    return escaped(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def span_text(span: Span) -> str:
    """A span in a cell: its text, or the days that its bounds leave.

    Example:
        >>> span_text(Span.bounded(latest_end="2024-03-14")), span_text(Span.unknown())
        ('within ../2024-03-14', 'not known')
    """
    if span.edtf is not None:
        return str(span)
    if span == Span.unknown(zone=span.zone):
        return "not known"
    return f"within {span.possible}" + (f", certainly {span.certain}" if span.certain else "")
