"""Rows to records, wherever the rows come from: a text, a workbook or a data frame."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from attrs import evolve

from korea_events.bulk import pause_garbage_collection
from korea_events.codecs.codec import ImportResult
from korea_events.codecs.csv.days import DateRules
from korea_events.codecs.csv.mapped_rows import MappedRows
from korea_events.codecs.csv.rows import RowReader
from korea_events.codecs.csv.sheets import Sheet, is_known_column, read_header
from korea_events.codecs.csv.table_maps import TableMap
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, Problems, limit_problems
from korea_events.codecs.local_files import StrPath
from korea_events.codecs.structuring import Reader
from korea_events.errors import FileError, MisspeltFieldWarning, QuestionError
from korea_events.model import COLLECTIONS, Record
from korea_events.temporal.engine import quote_value

RowSource: TypeAlias = Callable[[Callable[[str], bool], Problems], Iterator[tuple[int, list[str] | None]]]
"""Gives the rows of a table, with what tells known columns, and where problems of form are reported."""


def find_table_class(table: object) -> type[Record]:
    """The class of the records of a collection.

    Raises:
        QuestionError: ``table-unknown``.
    """
    kind = COLLECTIONS.get(table) if isinstance(table, str) else None
    if kind is None:
        message = f"table must be one of {', '.join(COLLECTIONS)}, not {quote_value(str(table))}"
        raise QuestionError.of("table-unknown", message)
    return kind


def read_table(
    source: RowSource,
    *,
    table: str = "exercises",
    columns: Mapping[str, str] | None = None,
    new_ids: str | None = None,
    day_format: str | None = None,
    time_format: str | None = None,
    base_year: int | None = None,
    zone: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> ImportResult:
    """The records of a table whose columns are called as ours, or renamed one by one.

    Raises:
        FileError, QuestionError: as ``csv.loads``.
    """
    kind = find_table_class(table)
    formats = ([] if text is None else [text] for text in (day_format, time_format))
    rules = DateRules.of(next(formats), times=next(formats), zone=zone, base_year=base_year)
    meanings = dict(columns or {})
    reader = Reader(limits)
    try:
        rows = source(lambda name: name in meanings or is_known_column(name, kind), reader.problems)
        sheet = Sheet(rows, reader.problems)
        header = read_header(sheet.number, sheet.first, meanings, kind)
    except FileError as error:
        reader.problems.extend(error.problems)
        raise FileError(limit_problems(reader.problems, limits)) from None
    with pause_garbage_collection():
        reading = RowReader(sheet, rules, reader, kind, header, new_ids)
        records = tuple(reading.read())
    for message in reader.warnings():
        warnings.warn(message, MisspeltFieldWarning, stacklevel=3)
    problems = tuple(limit_problems(reader.problems, limits))
    return ImportResult(records, problems, summary=reading.summarize(len(records)))


def choose_map(table_map: TableMap | StrPath, beside: Mapping[str, object]) -> TableMap:
    """The map of a name, if no option is given that the map decides.

    Raises:
        FileError, QuestionError: as ``TableMap.load``; ``map-options``.
    """
    if given := [name for name, value in beside.items() if value is not None]:
        raise QuestionError.of("map-options", f"{', '.join(given)}: leave out what the table map says")
    return table_map if isinstance(table_map, TableMap) else TableMap.load(table_map)


def read_mapped_table(
    source: RowSource, table_map: TableMap, *, zone: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> ImportResult:
    """The records of a table that a map describes.

    Raises:
        FileError: ``map-header`` if the table has other columns than the map, and as ``csv.loads``.
    """
    rules = table_map.rules if zone is None else evolve(table_map.rules, zone=DateRules.of(zone=zone).zone)
    reader = Reader(limits)
    try:
        sheet = Sheet(source(table_map.columns.__contains__, reader.problems), reader.problems)
        mapped = MappedRows(sheet, rules, reader, table_map)
        with pause_garbage_collection():
            records = mapped.read()
    except FileError as error:
        reader.problems.extend(error.problems)
        raise FileError(limit_problems(reader.problems, limits)) from None
    problems = tuple(limit_problems(reader.problems, limits))
    summary = mapped.summarize(len(records))
    return ImportResult(records, problems, summary=summary, shared=frozenset(mapped.shared))
