"""Records in notebooks: a table of their fields, with all text escaped."""

from collections.abc import Iterable
from enum import Enum
from typing import Any, Final

import attrs

from korea_events.rendering import Markup, escape_html, html_lines, html_table
from korea_events.temporal import Span

_LONGEST_CELL: Final = 500
_MOST_VALUES: Final = 20
_FIELD_ORDER: Final = {"id": 0, "name": 1, "note": 3, "citations": 4, "support": 5, "coding": 6}
"""The order of fields: what the record says comes before its provenance."""


def render_record(record: object, derived: Iterable[tuple[str, object]] = ()) -> Markup:
    """A record or part as a table: the fields that are set, then derived values."""
    rows = [(name, _render_field_value(value)) for name, value in (*_list_given_fields(record), *derived)]
    return html_table(rows, caption=type(record).__name__)


def _list_given_fields(thing: Any) -> list[tuple[str, object]]:
    fields = [(field, getattr(thing, field.name)) for field in attrs.fields(type(thing))]
    found = [(spec.name, value) for spec, value in fields if value != spec.default and spec.name != "extra"]
    found.sort(key=lambda pair: _FIELD_ORDER.get(pair[0], 2))
    return [*found, *thing.extra]


def _render_field_value(value: object, *, inside: bool = False) -> Markup:
    """A value in a cell: several values are on separate lines, but side by side ``inside`` a part."""
    if isinstance(value, tuple):
        several: tuple[object, ...] = value
        lines = [_render_field_value(one, inside=inside) for one in several[:_MOST_VALUES]]
        lines += (
            [escape_html(f"… and {len(several) - _MOST_VALUES} more")] if len(several) > _MOST_VALUES else []
        )
        return Markup(", ".join(lines)) if inside else html_lines(lines)
    if isinstance(value, Span):
        return escape_html(format_span_cell(value))
    if isinstance(value, Enum):
        return escape_html(str(value.value))
    if attrs.has(type(value)) and hasattr(value, "extra"):
        parts = (
            f"<i>{escape_html(name)}</i> {_render_field_value(inner, inside=True)}"
            for name, inner in _list_given_fields(value)
        )
        return Markup(" · ".join(parts))
    text = str(value)
    return escape_html(text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…")


def format_span_cell(span: Span) -> str:
    """A span in a cell: its text, or the days that its bounds leave.

    Example:
        >>> format_span_cell(Span.bounded(latest_end="2024-03-14")), format_span_cell(Span.unknown())
        ('within ../2024-03-14', 'not known')
    """
    if span.edtf is not None:
        return str(span)
    if span == Span.unknown(zone=span.zone):
        return "not known"
    return f"within {span.possible}" + (f", certainly {span.certain}" if span.certain else "")
