"""Spans and events as columns of a data frame."""

from __future__ import annotations

from math import isinf
from typing import Any

from korea_events.analysis import FootingName, Skipped, TimedItems, list_items, select_items
from korea_events.errors import QuestionError
from korea_events.tables.extra import import_extra
from korea_events.temporal import Grain
from korea_events.temporal.engine import (
    GrainName,
    Tick,
    build_hull,
    check_tolerance,
    choose_axis,
    project,
)

_BACKENDS = ("pyarrow", "polars", "pandas")
TICK_COLUMNS = ("start_min", "start_max", "end_min", "end_max")
"""The columns that a join needs: half-open ticks, null where nothing bounds them."""


def to_frame(
    items: TimedItems,
    *,
    backend: str = "pyarrow",
    footing: FootingName = "any",
    grain: Grain | GrainName | None = None,
    tolerance: int | None = None,
) -> Any:
    """A data frame with one row for each span or event that can be asked about.

    The columns, in this order:

    - ``position``: the item's place among those given, from 0; ``id`` and ``name``: those of an event, else null;
    - ``start_min``, ``start_max``, ``end_min``, ``end_max``: the earliest and latest start and end as half-open ticks.
      Days count from 0001-01-01 as 1, as ``datetime.date.toordinal`` does; instants are microseconds since 1970 in
      UTC. Null where nothing bounds them. An approximate span has no ``start_max`` and ``end_min``, for nothing
      about it is certain;
    - ``exact``: whether these four say all that the span says. False for the hull of several alternatives, for
      approximate dates, and for dates that were widened to fit one axis;
    - ``footing``: ``held`` or ``announced``; ``span``: the span as it was written.

    Who takes part is told at :func:`korea_events.find_overlaps`; an item that does not has no row. For a file, write
    a frame of pyarrow with ``pyarrow.parquet.write_table``.

    Args:
        items: spans, events or anything else with a span; of a dossier all its events.
        backend: whose frame: ``pyarrow``, ``polars`` or ``pandas`` (with nullable integers).
        footing: ``held`` leaves out what is only announced.
        grain: days or instants, as in :func:`korea_events.relate`.
        tolerance: as in :func:`korea_events.relate`.

    Raises:
        QuestionError: ``tables-backend`` for another backend, and what :func:`korea_events.find_overlaps` refuses.
        MissingExtraError: ``extra-tables`` when the extra or the backend is not installed.

    Example:
        >>> from korea_events import Span
        >>> frame = to_frame([Span.of("2024-03-04", "2024-03-14"), Span.bounded(latest_end="2024-03-14")])
        >>> frame.select(["start_min", "start_max", "end_min", "end_max"]).to_pylist()[1]
        {'start_min': None, 'start_max': 738959, 'end_min': None, 'end_max': 738960}
    """
    if backend not in _BACKENDS:
        raise QuestionError.of("tables-backend", f"{backend!r} is no backend: {', '.join(_BACKENDS)}")
    check_tolerance(tolerance)
    pyarrow = import_extra("pyarrow")
    listed = list(list_items(items))
    skipped: list[Skipped] = []
    taken = [
        (position, item, span)
        for position, one in enumerate(listed)
        for item, span in select_items([one], footing, skipped)
    ]
    axis = choose_axis((span for _, _, span in taken), grain)
    rows: list[tuple[Any, ...]] = []
    for position, item, span in taken:
        lowered = project(span, axis, tolerance)
        hull = build_hull(lowered.alternatives)
        inner = (
            (None, None)
            if lowered.approximate
            else (_as_whole_tick(hull.start_max), _as_whole_tick(hull.end_min))
        )
        rows.append(
            (
                position,
                getattr(item, "id", None),
                getattr(item, "name", None),
                _as_whole_tick(hull.start_min),
                *inner,
                _as_whole_tick(hull.end_max),
                lowered.exact and len(lowered.alternatives) == 1 and not lowered.approximate,
                str(getattr(item, "footing", "held")),
                str(span),
            )
        )
    text, whole = pyarrow.string(), pyarrow.int64()
    schema = pyarrow.schema(
        [
            *(("position", whole), ("id", text), ("name", text)),
            *((name, whole) for name in TICK_COLUMNS),
            *(("exact", pyarrow.bool_()), ("footing", text), ("span", text)),
        ]
    )
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    table = pyarrow.table(
        [pyarrow.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)], schema
    )
    if backend == "pyarrow":
        return table
    import_extra(backend)
    return import_extra("narwhals").from_arrow(table, backend=backend).to_native()


def _as_whole_tick(tick: Tick) -> int | None:
    return None if isinf(tick) else int(tick)
