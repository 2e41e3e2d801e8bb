"""Data frames of others: their rows as records, and their columns of dates as spans."""

from __future__ import annotations

from itertools import chain
from typing import Any

from korea_events.codecs import ImportResult, csv
from korea_events.errors import FileError, QuestionError
from korea_events.tables.frames import import_for_tables
from korea_events.temporal import Span
from korea_events.temporal.engine import quote_value


def from_frame(frame: Any, **options: Any) -> ImportResult:
    """Read the records of a data frame of pyarrow, polars or pandas, as ``codecs.csv.loads`` reads those of a table.

    It takes the options of ``loads`` that are not about texts: ``table``, ``table_map``, ``columns``, ``zone`` and
    others. Null, NaN and NaT are unknown. Rows have the numbers that a spreadsheet would give them: the first has 2.

    Raises:
        FileError, QuestionError: as ``codecs.csv.loads``; ``tables-frame`` for something else than a data frame.
        MissingExtraError: ``extra-tables`` if the extra is not installed.

    Example:
        >>> import pyarrow
        >>> frame = pyarrow.table({"Nr": ["l1"], "Where": ["at sea"], "When": [None]})
        >>> found = from_frame(frame, table="weapon_events", columns={"Nr": "id", "Where": "name", "When": "day"})
        >>> found.records[0].name, found.records[0].span is None
        ('at sea', True)
    """
    rows = _as_eager_frame(frame)
    names = [[str(name) for name in rows.columns]]
    return csv.read_rows(chain(names, rows.iter_rows()), **options)


def spans(
    frame: Any, *, start: str, end: str | None = None, zone: str | None = None, day_format: str | None = None
) -> tuple[Span | None, ...]:
    """The spans that columns of a data frame describe, one for each row; None where no date is known.

    Without a column ``end``, what happened took one day or moment. A missing end is unknown. ``zone`` is that of days
    and of times without an offset; by default it is Seoul.

    Raises:
        FileError: with the problem of every row that has one.
        QuestionError: ``tables-columns`` for a column that is not there; ``zone-unknown``; ``tables-frame``.
        MissingExtraError: ``extra-tables`` if the extra is not installed.

    Example:
        >>> import pyarrow
        >>> frame = pyarrow.table({"begin": ["2024-03-04", "2024-08-19"], "end": ["2024-03-14", None]})
        >>> [str(span) for span in spans(frame, start="begin", end="end", zone="Asia/Seoul")]
        ['2024-03-04/2024-03-14', '2024-08-19/']
    """
    rows = _as_eager_frame(frame)
    wanted = [start] if end is None else [start, end]
    for name in wanted:
        if name not in rows.columns:
            raise QuestionError.of("tables-columns", f"the frame has no column {quote_value(name)}")
    header = ("id", "day") if end is None else ("id", "first_day", "last_day")
    numbered = ((f"row-{number}", *row) for number, row in enumerate(rows.select(wanted).iter_rows()))
    # Only documents need nothing but an id, and may have dates of an unknown zone.
    options: Any = {"zone": "Asia/Seoul" if zone is None else zone, "day_format": day_format}
    found = csv.read_rows(chain([header], numbered), table="documents", **options)
    if found.problems:
        raise FileError(found.problems)
    return tuple(getattr(record, "published", None) for record in found.records)


def _as_eager_frame(frame: Any) -> Any:
    narwhals = import_for_tables("narwhals")
    try:
        return narwhals.from_native(frame, eager_only=True)
    except TypeError:
        message = f"{quote_value(frame)} is not a data frame of pyarrow, polars or pandas"
        raise QuestionError.of("tables-frame", message) from None
