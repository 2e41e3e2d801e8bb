"""Tables as CSV for spreadsheets: the records of one collection, one row each.

Reading is lenient about form (delimiter, line ends, byte order mark, order of columns, extra columns) and strict about
content: it never guesses what a cell means. A row with a problem is left out and reported; the others are kept.

A cell that a spreadsheet would run as a formula is written with an apostrophe before it, and read back without one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from korea_events.bulk import pause_garbage_collection
from korea_events.codecs.codec import (
    ENDINGS,
    Codec,
    ExportResult,
    ImportResult,
    build_load,
    build_save,
    register_codec,
)
from korea_events.codecs.compression import strip_compression
from korea_events.codecs.csv.columns import Cell, flatten_record, parse_column
from korea_events.codecs.csv.reading import choose_map, find_table_class, read_mapped_table, read_table
from korea_events.codecs.csv.sheets import (
    BYTE_ORDER_MARK,
    TextRows,
    check_delimiter,
    decode_table,
    escape_cell,
)
from korea_events.codecs.csv.table_maps import TableMap
from korea_events.codecs.csv.workbooks import format_value, is_workbook, read_workbook
from korea_events.codecs.flattening import Order
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, Problems
from korea_events.codecs.json_text.paths import extend_path
from korea_events.codecs.local_files import StrPath
from korea_events.codecs.losses import LossCollector, walk_collections
from korea_events.dossier import Dossier
from korea_events.errors import FileError, Problem, QuestionError
from korea_events.model import Record
from korea_events.model.engine import list_fields, map_fields
from korea_events.temporal.engine import quote_value

__all__ = ["dumps", "load", "loads", "read_rows", "save"]

_LINE_END: Final = "\r\n"
# -- writing -----------------------------------------------------------------------------------------------------


def dumps(
    dossier: Dossier,
    *,
    table: str = "exercises",
    columns: Sequence[str] | None = None,
    delimiter: str = ",",
    byte_order_mark: bool = False,
    strict: bool = False,
) -> ExportResult:
    """Write the records of one collection as a table with a header, and list what the table leaves out.

    There is a column for every field that a record uses. ``columns`` selects fields or single columns, and their order.
    A ``byte_order_mark`` makes Excel read Hangul. Lines end with CR and LF (RFC 4180).

    Raises:
        QuestionError: ``table-unknown`` for an unknown collection, ``column-unknown`` for an unknown column,
            ``csv-delimiter`` for a character that cannot separate cells.
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.parse("2024-03-04/2024-03-14"))
        >>> dumps(Dossier.of(drills)).text.splitlines()
        ['id,name,span', 'fs-24,Freedom Shield 24,2024-03-04/2024-03-14']
    """
    kind = find_table_class(table)
    check_delimiter(delimiter)
    losses = LossCollector()
    losses.add_collections(dossier, (table,), "a table holds one collection only")
    with pause_garbage_collection():
        rows = [(path, flatten_record(record)) for path, record in walk_collections(dossier, [table])]
    used: dict[str, Order] = {spec.name: (i,) for i, spec in enumerate(list_fields(kind), 1) if spec.required}
    for _, row in rows:
        for name, cell in row.items():
            if name not in used:
                used[name] = cell.order
    header = sorted(used, key=lambda name: (used[name], name))
    if columns is not None:
        header = _pick_columns(header, columns, kind)
        picked = set(header)
        for path, row in rows:
            for name in (name for name in row if name not in picked):
                lost = f"{path}.{name}" if parse_column(name, kind) is not None else extend_path(path, name)
                losses.add(lost, "not among the selected columns")
    return losses.finish(
        (BYTE_ORDER_MARK if byte_order_mark else "")
        + _write_sheet(header, [row for _, row in rows], delimiter),
        strict=strict,
    )


def _write_sheet(header: Sequence[str], rows: Sequence[Mapping[str, Cell]], delimiter: str) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator=_LINE_END)
    writer.writerow([escape_cell(name) for name in header])
    for row in rows:
        writer.writerow([escape_cell(row[name].text) if name in row else "" for name in header])
    return sheet.getvalue()


def _pick_columns(header: Sequence[str], columns: Sequence[str], kind: type[Record]) -> list[str]:
    """The columns selected by their own names or by those of their fields."""
    picked: dict[str, None] = {}
    problems: list[Problem] = []
    for column in columns:
        found = [name for name in header if name == column or name.startswith((f"{column}.", f"{column}["))]
        known = parse_column(column, kind) is not None or column in map_fields(kind)
        if not found and not known:
            message = f"records in {kind.collection} have no column {quote_value(column)}"
            problems.append(Problem("$", "column-unknown", message))
        picked |= dict.fromkeys(found or [column])
    if problems:
        raise QuestionError(problems)
    return list(picked)


# -- reading -----------------------------------------------------------------------------------------------------


def loads(
    data: str | bytes,
    *,
    table: str = "exercises",
    table_map: TableMap | StrPath | None = None,
    columns: Mapping[str, str] | None = None,
    new_ids: str | None = None,
    day_format: str | None = None,
    time_format: str | None = None,
    base_year: int | None = None,
    zone: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> ImportResult:
    r"""Read the records of a table whose first row is a header; leave out rows with a problem.

    The bytes of an XLSX workbook are read too, with the extra ``xlsx``: ``sheet`` names the sheet, if it has several.
    Days in it that are dates to the spreadsheet need no format.

    The encoding of bytes is UTF-8, the one of their byte order mark, or ``encoding`` (``cp949``, ``mac_roman``); it is
    never guessed. Without a ``delimiter`` the reader tries comma, semicolon, tab and bar, and takes the one that makes
    a header of known columns. Blank rows are skipped. A column without a field of its name is kept with each record as
    an unknown field, unless ``columns`` says what it means: ``{"Exercise": "name", "Begin": "first_day"}``.

    Columns of dates fill the first field of the records that holds a span: ``day`` for what happened on one day,
    ``first_day`` and ``last_day`` for the ends, of which an empty one is unknown. Each can have a ``time``
    (``first_time``, ``last_time``) and a ``precision``; one column ``zone`` is for all. ``day_format`` says how days
    are written (``%d/%m/%Y``), if not as 2024-03-14, and ``time_format`` how times are, if not as 07:10. A date is only
    as precise as its format: ``%B %Y`` gives a month. Years of two digits need a ``base_year``, the first of the
    hundred years that they can mean. ``zone`` is the zone of all dates without one; if you do not give it, they are
    days of Seoul, and the ``summary`` says that this was assumed.

    A ``table_map`` says all of this, and more, for somebody else's table: a shipped map (``cns``, ``acled``), a TOML
    file, or a :class:`TableMap`. A row can then become records of several types.

    With ``new_ids``, a row without an identifier gets that word and its number: ``drill-2``.

    The path of a problem is the row as a spreadsheet numbers it, with the header as row 1, and the column:
    ``$.rows[2].span``.

    Raises:
        FileError: if the table as a whole cannot be read: ``csv-encoding``, ``text-not-utf8``, ``csv-empty``,
            ``csv-header``, ``map-header``, ``file-too-large``; and what is wrong with a map.
        QuestionError: ``table-unknown``, ``csv-delimiter``, ``csv-day-format``, ``csv-base-year``, ``zone-unknown``,
            ``map-unknown``; ``map-options`` for an option beside a map that says the same.

    Warns:
        MisspeltFieldWarning: for every unknown column whose name resembles a known one.

    Example:
        >>> sheet = "Exercise;Begin;End\nFreedom Shield 24;04.03.2024;14.03.2024\nSsangyong 24;26.08.2024;soon\n"
        >>> found = loads(
        ...     sheet, columns={"Exercise": "name", "Begin": "first_day", "End": "last_day"},
        ...     day_format="%d.%m.%Y", new_ids="drill",
        ... )
        >>> [(drill.id, drill.name, str(drill.span)) for drill in found.records]
        [('drill-2', 'Freedom Shield 24', '2024-03-04/2024-03-14')]
        >>> print(found.problems[0])
        $.rows[3].last_day: 'soon' is not a day written as %d.%m.%Y [csv-day]
        >>> print(found.summary)
        2 rows: 1 read as 1 record, 1 rejected
        assumed: dates without a zone are days of Asia/Seoul
    """
    if delimiter is not None:
        check_delimiter(delimiter)
    renamed: Any = {"columns": columns, "new_ids": new_ids, "day_format": day_format, "time_format": time_format,
                    "base_year": base_year}  # fmt: skip
    found = None if table_map is None else choose_map(table_map, renamed)
    separator = delimiter or (None if found is None else found.options.get("delimiter"))

    def list_rows(is_known: Callable[[str], bool], problems: Problems) -> Iterator[Any]:
        if not isinstance(data, str) and is_workbook(data):
            if encoding is not None or delimiter is not None:
                message = "a workbook has neither encoding nor delimiter: leave them out"
                raise QuestionError.of("workbook-option", message)
            wanted = sheet or (None if found is None else found.options.get("sheet"))
            return read_workbook(bytes(data), wanted, limits)
        if sheet is not None:
            raise QuestionError.of("workbook-sheet", f"a text has no sheets: leave out {quote_value(sheet)}")
        return iter(TextRows(decode_table(data, encoding, limits), separator, is_known, problems))

    if found is None:
        return read_table(list_rows, table=table, zone=zone, limits=limits, **renamed)
    return read_mapped_table(list_rows, found, zone=zone, limits=limits)


def read_rows(
    rows: Iterable[Sequence[object]], *, table_map: TableMap | StrPath | None = None, **options: Any
) -> ImportResult:
    """Read the records of rows of values, of which the first is the header, with the options of ``loads``.

    Dates, times and numbers need not be text; None, NaN and NaT are empty cells. For data frames there is
    :func:`korea_events.tables.from_frame`.

    Raises:
        FileError, QuestionError: as ``loads``.

    Example:
        >>> import datetime as dt
        >>> found = read_rows([("id", "name", "day"), ("l1", "a launch", dt.date(2024, 9, 12))], table="weapon_events")
        >>> print(found.records[0].span)
        2024-09-12
    """
    texts = ((number, [format_value(value) for value in row]) for number, row in enumerate(rows, 1))
    if table_map is None:
        return read_table(lambda _known, _problems: texts, **options)
    zone, limits = options.pop("zone", None), options.pop("limits", DEFAULT_LIMITS)
    return read_mapped_table(
        lambda _known, _problems: texts, choose_map(table_map, options), zone=zone, limits=limits
    )


load = build_load(loads)
_save_as_dumped = build_save(dumps)


def save(dossier: Dossier, path: StrPath, /, **options: Any) -> ExportResult:
    r"""Write a file, whole or not at all; with tabs if its name ends in ``.tsv``, otherwise as ``dumps``.

    Raises:
        FileError: if the file cannot be written, and as ``dumps`` does; ``workbook-kind`` for a name in ``.xlsx``.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     save(Dossier.of(), f"{folder}/empty.tsv").text
        'id\tname\r\n'
    """
    name = strip_compression(path).lower()
    if name.endswith(".xlsx"):
        raise FileError.of(
            "workbook-kind", "workbooks are read, not written: write CSV, which spreadsheets open"
        )
    if name.endswith(".tsv"):
        options.setdefault("delimiter", "\t")
    return _save_as_dumped(dossier, path, **options)


register_codec(
    Codec(name="csv", title="CSV", endings=ENDINGS["csv"], loads=loads, load=load, dumps=dumps, save=save,
          losses="all collections but one"),
)  # fmt: skip
