"""Parquet: a dossier as one file for each table, in a ZIP archive, for DuckDB, Spark and data frames; written only.

The tables are those of ``relational``, with its tables of answers; those without rows are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile, ZipInfo

from korea_events.codecs.codec import ENDINGS, BinaryExportResult, Codec, build_save, register_codec
from korea_events.codecs.losses import LossCollector
from korea_events.codecs.relational import list_tables
from korea_events.dossier import Dossier
from korea_events.errors import import_extra
from korea_events.model import COLLECTIONS

__all__ = ["dumps", "save"]


def dumps(dossier: Dossier, *, strict: bool = False) -> BinaryExportResult:
    """Write a dossier as the bytes of a ZIP archive of Parquet files, and list what it leaves out.

    Numbers that may have a fraction are doubles, in which 13 and 13.0 are the same.

    Raises:
        LossError: ``export-loss`` for everything left out, when ``strict``.
        MissingExtraError: ``extra-tables`` if the extra is not installed.

    Example:
        >>> from korea_events.model import Actor
        >>> data, losses = dumps(Dossier.of(Actor(id="usa", name="United States", kind="state")))
        >>> ZipFile(BytesIO(data)).namelist()
        ['records.parquet', 'actors.parquet']
    """
    parquet = import_extra("pyarrow.parquet", "extra-tables", NEEDS_PYARROW)
    losses = LossCollector()
    losses.add_collections(dossier, COLLECTIONS, "the tables hold records only")
    archive = BytesIO()
    with ZipFile(archive, "w") as files:
        for name, types, rows in list_tables(dossier):
            table = build_arrow_table(types, rows)
            if table.num_rows:
                content = BytesIO()
                parquet.write_table(table, content)
                files.writestr(ZipInfo(f"{name}.parquet"), content.getvalue())
    return BinaryExportResult(archive.getvalue(), losses.close(strict=strict))


NEEDS_PYARROW: Final = 'tables need pyarrow: pip install "korea-events[tables]"'


def build_arrow_table(columns: Mapping[str, type], rows: Iterable[Mapping[str, Any]]) -> Any:
    """A table of pyarrow with columns of these types; a value that is absent is null.

    Raises:
        MissingExtraError: ``extra-tables`` if the extra is not installed.
    """
    arrow = import_extra("pyarrow", "extra-tables", NEEDS_PYARROW)
    numbers = {int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    kinds = {**numbers, str: arrow.string(), dt.date: arrow.date32()}
    schema = arrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
    return arrow.Table.from_pylist(list(rows), schema)


save = build_save(dumps)
register_codec(
    Codec(name="parquet", title="Parquet", endings=ENDINGS["parquet"], extra="tables", dumps=dumps, save=save,
          losses="what a file says beside records"),
)  # fmt: skip
