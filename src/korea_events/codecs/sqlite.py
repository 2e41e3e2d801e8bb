"""SQLite: a dossier as a database for Datasette, DB Browser and SQL, and back.

Its tables are those of ``relational``. Beside them, and not read back: ``records`` (every id with its collection),
``events`` (the columns of a data frame, on one axis of days), the view ``overlaps`` of these, and ``origins`` (who
stands behind each record that cites anything).

A file of others is read in memory as it is: none of its views, triggers, functions or virtual tables ever runs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from korea_events.codecs.codec import (
    ENDINGS,
    BinaryExportResult,
    Codec,
    ImportResult,
    Loss,
    build_load,
    build_save,
    register_codec,
)
from korea_events.codecs.json.versions import FORMAT, VERSION, check_heading
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, build_size_error
from korea_events.codecs.json_text.paths import extend_path
from korea_events.codecs.losses import LossCollector
from korea_events.codecs.relational import ANSWER_TABLES, Row, build_records, list_tables, map_tables
from korea_events.dossier import Dossier
from korea_events.errors import FileError
from korea_events.model import COLLECTIONS
from korea_events.model.engine import EVENT_COLLECTIONS, Shape
from korea_events.temporal.engine import quote_value

if TYPE_CHECKING:
    import sqlite3

__all__ = ["dumps", "load", "loads", "save"]

_MAGIC: Final = b"SQLite format 3\0"
_ROLLBACK_JOURNAL: Final = b"\1\1"
"""The version of the file's format, for writing and for reading; 2 would be a write-ahead log beside the file."""
_TYPES: Final = {int: "integer", bool: "integer", float: "", str: "text", dt.date: "text"}
"""By Python's types; a column without a type keeps 13 and 13.0 apart."""
_LINKS: Final = " union ".join(
    f"select id, part_of from {name} where part_of is not null" for name in EVENT_COLLECTIONS
)
_VIEW: Final = f"""
create view overlaps as
with recursive links(part, whole) as ({_LINKS}),
inside(part, whole) as (select * from links union select inside.part, links.whole from inside
    join links on links.part = inside.whole)
select a.id as first, b.id as second,
    iif(a.start_max < b.end_min and b.start_max < a.end_min, 'certain', 'possible') as verdict
from events a join events b on a.position < b.position
    and coalesce(a.start_min < b.end_max, 1) and coalesce(b.start_min < a.end_max, 1)
where not exists (select 1 from inside where (part, whole) in ((a.id, b.id), (b.id, a.id)))
"""
_STEPS: Final = 10_000
_STEPS_PER_BYTE: Final = 5
"""How long a database may take to read: a row takes a step of the engine for each column, and a byte at least."""


def dumps(dossier: Dossier, *, strict: bool = False) -> BinaryExportResult:
    """Write a dossier as the bytes of an SQLite database, and list what it leaves out: what a file says beside records.

    Raises:
        LossError: ``export-loss`` for everything left out, when ``strict``.

    Example:
        >>> import sqlite3
        >>> from korea_events.model import Exercise
        >>> from korea_events.temporal import Span
        >>> drills = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14"))
        >>> match = Exercise(id="tanks", name="tank crews' match", span=Span.on("2024-03-13"))
        >>> base = sqlite3.connect(":memory:")
        >>> base.deserialize(dumps(Dossier.of(drills, match)).data)
        >>> base.execute("select * from overlaps").fetchall()
        [('fs-24', 'tanks', 'certain')]
    """
    import sqlite3

    losses = LossCollector()
    losses.add_collections(dossier, COLLECTIONS, "the database holds records only")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.execute("pragma page_size = 1024")  # most of the tables have few rows
        base.execute(f"pragma user_version = {VERSION}")
        base.execute("begin")
        for name, types, rows in list_tables(dossier):
            base.execute(f'create table "{name}" ({", ".join(_define_columns(name, types))})')
            insert = f'insert into "{name}" values ({", ".join(f":{column}" for column in types)})'
            base.executemany(insert, ({column: _fit(row.get(column)) for column in types} for row in rows))
        base.execute(_VIEW)
        base.execute("commit")
        return BinaryExportResult(base.serialize(), losses.close(strict=strict))


def _fit(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _define_columns(name: str, types: Mapping[str, type]) -> Iterator[str]:
    fields = map_tables()[name].columns if name in map_tables() else {}
    for column, kind in types.items():
        spec = fields.get(column)
        key = "primary key" if column == "id" else ""
        if column == "record_id" or (spec is not None and spec.shape is Shape.REFERENCE):
            table = spec.collections[0] if spec is not None and len(spec.collections) == 1 else "records"
            key = f'references "{table}" ("id")'
        yield f'"{column}" {_TYPES[kind]} {key}'
    if "path" in types:
        yield 'primary key ("record_id", "path")'


# -- reading -----------------------------------------------------------------------------------------------------


def loads(data: str | bytes, *, limits: Limits = DEFAULT_LIMITS) -> ImportResult:
    """Read the records of a database as ``dumps`` writes one, also after others have changed it.

    Tables and columns that the library does not know are not read, and listed in ``losses``. A record is left out, with
    its problems, if one of its rows is not in order. The path of a problem in a row has the name of the table and the
    position of the row.

    Raises:
        FileError: ``sqlite-file`` if it is not an SQLite database, ``sqlite-log`` if a part of it may be in a file
            beside it, ``sqlite-tables`` if it has none of the tables, ``sqlite-damaged``, ``version-newer``,
            ``file-too-large``.

    Example:
        >>> from korea_events.model import Actor
        >>> usa = Actor(id="usa", name="United States", kind="state")
        >>> loads(dumps(Dossier.of(usa)).data).records == (usa,)
        True
    """
    import sqlite3

    if isinstance(data, str) or not bytes(data[:16]) == _MAGIC:
        raise FileError.of("sqlite-file", "not an SQLite database")
    if len(data) > limits.bytes:
        raise build_size_error(limits.bytes, limits)
    if data[18:20] != _ROLLBACK_JOURNAL:
        message = "a part may be in the file of its log: run 'pragma journal_mode = delete' on it first"
        raise FileError.of("sqlite-log", message)
    if len(data) < int.from_bytes(data[16:18], "big") * int.from_bytes(data[28:32], "big"):
        raise FileError.of("sqlite-damaged", "the file is shorter than it says: its end is missing")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        try:
            base.deserialize(data)
            base.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
            losses: list[Loss] = []
            known = _find_columns(base, losses)
            ((version,),) = base.execute("pragma user_version")
            if not known:
                raise FileError.of("sqlite-tables", "the database has none of the tables of a dossier")
            if problems := check_heading({"format": FORMAT, "version": version or VERSION}):
                raise FileError(problems)
            _restrict(base, len(data), limits)
            tables = {name: _select_rows(base, name, columns) for name, columns in known.items()}
            found = build_records(tables, limits)
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where a message has no letters
            message = f"the database cannot be read: {quote_value(str(error), 200)}"
            raise FileError.of("sqlite-damaged", message) from error
    return evolve(found, losses=tuple(losses))


def _restrict(base: sqlite3.Connection, size: int, limits: Limits) -> None:
    """Let a database of others do nothing but give its rows, and not for ever."""
    import sqlite3

    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(limits.bytes, 10**9))
    left = iter(range(10 + size * _STEPS_PER_BYTE // _STEPS))
    base.set_progress_handler(lambda: next(left, None) is None, _STEPS)
    readers = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    base.set_authorizer(lambda act, *_: sqlite3.SQLITE_OK if act in readers else sqlite3.SQLITE_DENY)


def _find_columns(base: sqlite3.Connection, losses: list[Loss]) -> dict[str, list[str]]:
    """The columns that are read, by table; what is not known goes to the losses."""
    found: dict[str, list[str]] = {}
    for name, text in base.execute("select name, sql from sqlite_master where type = 'table'").fetchall():
        table = map_tables().get(name)
        if table is None or not str(text).lower().startswith("create table"):
            if name not in ANSWER_TABLES and not str(name).startswith("sqlite_"):
                losses.append(Loss(extend_path("$", str(name)), "not a table of a dossier"))
            continue
        own = {*table.keys, *table.columns}
        found[name] = []
        for _, column, *_, hidden in base.execute(f'pragma table_xinfo("{name}")').fetchall():
            if column in own and not hidden:
                found[name].append(column)
            else:
                losses.append(Loss(extend_path(f"$.{name}", column), "not a column of the table"))
    return found


def _select_rows(base: sqlite3.Connection, name: str, columns: list[str]) -> Iterator[Row]:
    """The rows in their order, without any index, which may say something else."""
    names = ", ".join(f'"{column}"' for column in columns)
    for row in base.execute(f'select {names} from "{name}" not indexed'):
        yield dict(zip(columns, row, strict=True))


load = build_load(loads)
save = build_save(dumps)
register_codec(
    Codec(name="sqlite", title="SQLite", endings=ENDINGS["sqlite"], loads=loads, load=load, dumps=dumps,
          save=save, losses="what a file says beside records"),
)  # fmt: skip
