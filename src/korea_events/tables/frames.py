"""Data frames of spans, of events, and of the answers of questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import isinf
from typing import Any, Literal

from korea_events.analysis import Answer, FootingName, Skipped, TimedItems, list_items, select_items
from korea_events.errors import QuestionError, import_extra
from korea_events.temporal import Grain
from korea_events.temporal.engine import (
    GrainName,
    Tick,
    build_hull,
    check_tolerance,
    choose_axis,
    project,
    quote_value,
)

_FRAME_LIBRARIES = ("polars", "pandas")
"""Not part of the extra: install the one whose frames you want."""
TICK_COLUMNS = ("start_min", "start_max", "end_min", "end_max")
"""The columns that a join needs: half-open ticks, null without a bound."""
_SPAN_COLUMNS = (
    {"position": int, "id": str, "name": str}
    | dict.fromkeys(TICK_COLUMNS, int)
    | {"exact": bool, "footing": str, "span": str}
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
) -> Any:
    """Make a data frame: one row for each span or event that takes part, or for each row of an answer.

    The answer of a question (:func:`korea_events.find_overlaps`, :func:`korea_events.windows`, …) has the columns of
    its :meth:`~korea_events.analysis.Answer.list_columns`. Null means unknown.

    Spans and events have these columns, in this order:

    - ``position``: the position of the item among those given, from 0; ``id`` and ``name``: those of an event, or null;
    - ``start_min``, ``start_max``, ``end_min``, ``end_max``: the earliest and latest start and end as half-open ticks.
      Days are numbers as in ``datetime.date.toordinal``; instants are microseconds since 1970 in UTC. Null means that
      the bound is missing. ``start_max`` and ``end_min`` hold wherever approximate ends lie, so those are often null;
    - ``exact``: whether these four say everything that the span says. False for the hull of several alternatives, for
      approximate dates, and for dates that were widened to fit one axis;
    - ``footing``: ``held`` or ``announced``; ``span``: the span as it was written.

    An item that takes no part has no row: see :func:`korea_events.find_overlaps`. For a file, write a frame of pyarrow
    with ``pyarrow.parquet.write_table``.

    Args:
        items: spans, events or other objects with a span; a dossier for all its events; or the answer of a question.
        backend: the library of the frame: ``pyarrow``, ``polars`` or ``pandas`` (with nullable integers).
        footing: ``held`` leaves out what is only announced. An answer ignores it, and ``grain`` and ``tolerance`` too.
        grain: days or instants, as in :func:`korea_events.relate`.
        tolerance: as in :func:`korea_events.relate`.

    Raises:
        QuestionError: ``tables-backend`` for another backend, and as :func:`korea_events.find_overlaps` does.
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
    numbers = {int: pyarrow.int64(), float: pyarrow.float64()}
    kinds = {**numbers, str: pyarrow.string(), bool: pyarrow.bool_(), dt.date: pyarrow.date32()}
    if isinstance(items, Answer):
        columns, rows = items.list_columns(), items.as_data()
    else:
        columns, rows = _SPAN_COLUMNS, _describe_spans(items, footing, grain, tolerance)
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
    table = pyarrow.Table.from_pylist(list(rows), schema)
    if backend == "pyarrow":
        return table
    import_for_tables(backend)
    return import_for_tables("narwhals").from_arrow(table, backend=backend).to_native()


def _describe_spans(
    items: TimedItems, footing: FootingName, grain: Grain | GrainName | None, tolerance: int | None
) -> Iterator[dict[str, Any]]:
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    asked = [
        (position, item, span)
        for position, one in enumerate(list_items(items))
        for item, span in select_items([one], footing, skipped)
    ]
    axis = choose_axis((span for _, _, span in asked), grain)
    for position, item, span in asked:
        bounds = project(span, axis, tolerance)
        # the outer bounds are as dated; the inner ones hold wherever approximate ends lie
        dated, freed = build_hull(bounds.alternatives), build_hull(bounds.freed)
        ticks = [dated.start_min, freed.start_max, freed.end_min, dated.end_max]
        yield {
            "position": position,
            "id": getattr(item, "id", None),
            "name": getattr(item, "name", None),
            **dict(zip(TICK_COLUMNS, map(_as_whole_tick, ticks), strict=True)),
            "exact": bounds.exact and len(bounds.alternatives) == 1 and not bounds.approximate,
            "footing": str(getattr(item, "footing", "held")),
            "span": str(span),
        }


def _as_whole_tick(tick: Tick) -> int | None:
    return None if isinf(tick) else int(tick)
