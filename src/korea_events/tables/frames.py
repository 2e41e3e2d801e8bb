"""Data frames of spans, of events, and of the answers of questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Literal

from korea_events.analysis import SPAN_COLUMNS, Answer, FootingName, TimedItems, describe_spans, select_items
from korea_events.codecs import build_arrow_table
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError, import_extra
from korea_events.model import Record
from korea_events.model.engine import FRAME_FIELDS, Shape, list_fields, unstructure
from korea_events.temporal import Grain
from korea_events.temporal.engine import GrainName, check_type, choose_axis, quote_value

_FRAME_LIBRARIES = ("polars", "pandas")
"""Not part of the extra: install the one whose frames you want."""
_PART_COLUMNS = (
    {"id": str, "field": str, "index": int}
    | dict.fromkeys(("actor", "actor_name", "place", "place_name", "role", "kind", "what", "of"), str)
    | dict.fromkeys(("value", "low", "high"), float)
    | dict.fromkeys(("unit", "qualifier", "words", "span"), str)
    | {"latitude": float, "longitude": float}
)


def import_for_tables(module: str) -> Any:
    """Import a module of the extra, or a library for frames.

    Raises:
        MissingExtraError: ``extra-tables`` if it is not installed.
    """
    install = module if module in _FRAME_LIBRARIES else '"korea-events[tables]"'
    return import_extra(module, "extra-tables", f"tables need {module}: pip install {install}")


def to_frame(
    items: TimedItems | Answer[Any],
    *,
    backend: Literal["pyarrow", "polars", "pandas"] = "pyarrow",
    footing: FootingName = "any",
    grain: Grain | GrainName | None = None,
    tolerance: int | None = None,
    form: Literal["items", "parts"] = "items",
    dossier: Dossier | None = None,
) -> Any:
    """Make a data frame: one row for each span or event that takes part, or for each row of an answer.

    The answer of a question (:func:`korea_events.find_overlaps`, :func:`korea_events.windows`, …) has the columns of
    its :meth:`~korea_events.analysis.Answer.list_columns`. Null means unknown.

    Spans and events have these columns, in this order:

    - ``position``: the position of the item among those given, from 0; ``id`` and ``name``: those of an event, or null;
    - ``start_min``, ``start_max``, ``end_min``, ``end_max``: the earliest and latest start and end as half-open ticks.
      Days are numbers as in ``datetime.date.toordinal``; instants are microseconds since 1970 in UTC. Null means that
      the bound is missing. ``start_max`` and ``end_min`` hold wherever approximate ends lie, so those are often null,
      and always for an event with pauses or occurrences or of unconfirmed status;
    - ``exact``: whether these four say everything that the span says. False for the hull of several alternatives, for
      approximate dates, and for dates that were widened to fit one axis;
    - ``footing``: ``held``, ``begun`` or ``announced``; ``span``: the span as it was written;
    - ``axis``: what the numbers count: ``day Asia/Seoul``, ``instant UTC``, or ``day`` for days of several zones as
      written. It depends on all items unless ``grain`` is given, and :func:`overlap_join` refuses to mix axes;
    - ``zone``, and ``earliest_start``, ``latest_start``, ``earliest_end``, ``latest_end``: the bounds as dates of that
      zone, which is the item's own; an end is the last day;
    - ``type``, ``status``, ``kinds``, ``places``: those of a record, several joined by semicolons; ``latitude`` and
      ``longitude``: the place of the event, if exactly one of its places has coordinates;
    - a column for each role, such as ``participant`` and ``host``: the actors with it.

    In the form ``parts`` there is a row for each part of an event instead: each plan, place, participation, measure and
    component, with its ``field`` and ``index``, and null where it does not have such a column.

    An item that takes no part has no row: see :func:`korea_events.find_overlaps`. For a file, write a frame of pyarrow
    with ``pyarrow.parquet.write_table``.

    Args:
        items: spans, events or other objects with a span; a dossier for all its events; or the answer of a question.
        backend: the library of the frame: ``pyarrow``, ``polars`` or ``pandas`` (with nullable integers and real days).
        footing: ``held`` leaves out what is only announced. An answer ignores it, and ``grain`` and ``tolerance`` too.
        grain: days or instants, as in :func:`korea_events.relate`.
        tolerance: as in :func:`korea_events.relate`.
        form: ``items`` or ``parts``.
        dossier: where the coordinates of places, and the names of places and actors, are; a dossier as ``items`` is
            its own.

    Raises:
        QuestionError: ``tables-backend`` for another backend, ``tables-form`` for another form, ``argument-type`` for a
            dossier of another type, and as :func:`korea_events.find_overlaps` does.
        MissingExtraError: ``extra-tables`` if the extra or the backend is not installed.

    Example:
        >>> from korea_events import Span, find_overlaps
        >>> spans = [Span.of("2024-03-04", "2024-03-14"), Span.bounded(latest_end="2024-03-14")]
        >>> to_frame(spans).select(["start_min", "start_max", "end_min", "end_max"]).to_pylist()[1]
        {'start_min': None, 'start_max': 738959, 'end_min': None, 'end_max': 738960}
        >>> to_frame(find_overlaps(spans)).select(["verdict", "shared_least", "shared_most"]).to_pylist()
        [{'verdict': 'possible', 'shared_least': 0, 'shared_most': 11}]
    """
    if backend not in ("pyarrow", *_FRAME_LIBRARIES):
        message = f"backend must be 'pyarrow', 'polars' or 'pandas', not {quote_value(backend)}"
        raise QuestionError.of("tables-backend", message)
    pyarrow = import_for_tables("pyarrow")
    if form not in ("items", "parts"):
        message = f"form must be 'items' or 'parts', not {quote_value(form)}"
        raise QuestionError.of("tables-form", message)
    if dossier is None:
        dossier = items if isinstance(items, Dossier) else Dossier()
    check_type("dossier", dossier, Dossier, "a dossier")
    columns: Mapping[str, type]
    if isinstance(items, Answer):
        columns, rows = items.list_columns(), items.as_data()
    elif form == "parts":
        columns, rows = _PART_COLUMNS, _describe_parts(items, footing, dossier)
    else:
        columns, rows = (
            SPAN_COLUMNS,
            describe_spans(
                items, partial(choose_axis, grain=grain), dossier, footing=footing, tolerance=tolerance
            ),
        )
    table = build_arrow_table(columns, rows)
    if backend == "pyarrow":
        return table
    library = import_for_tables(backend)
    if backend == "pandas":  # whose own types for numbers and truth values have no missing ones
        types = {pyarrow.int64(): library.Int64Dtype(), pyarrow.bool_(): library.BooleanDtype()}
        return table.to_pandas(types_mapper=types.get, date_as_object=False)
    return import_for_tables("narwhals").from_arrow(table, backend=backend).to_native()


_COORDINATES = ("latitude", "longitude")


def _describe_parts(items: TimedItems, footing: FootingName, dossier: Dossier) -> Iterator[dict[str, Any]]:
    """A row for each part of an event."""
    for item, _ in select_items(items, footing, []):
        specs = list_fields(type(item)) if isinstance(item, Record) else ()
        for spec in specs:
            if spec.shape is not Shape.PART or not spec.many or spec.name in FRAME_FIELDS:
                continue
            for index, part in enumerate(getattr(item, spec.name)):
                row = unstructure(part)
                row = {**row.get("quantity", {}), **row}
                place = dossier.places.get(row.get("place", ""))
                actor = dossier.actors.get(row.get("actor", ""))
                yield row | {
                    "id": getattr(item, "id", None),
                    "field": spec.name,
                    "index": index,
                    "span": str(part.span) if "span" in row else None,
                    "place_name": getattr(place, "name", None),
                    "actor_name": getattr(actor, "name", None),
                    **{name: getattr(place, name, None) for name in _COORDINATES},
                }
