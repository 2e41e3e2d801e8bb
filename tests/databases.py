"""Databases as other programs make them: of rows, without the types and keys of ours."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any


def build_database(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> bytes:
    """The bytes of a database with these rows; a value that SQLite cannot hold is its JSON text."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.execute("pragma page_size = 512")
        for name, rows in tables.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            if not columns:
                continue
            names = ", ".join(_quote(column) for column in columns)
            base.execute(f"create table {_quote(name)} ({names})")
            marks = ", ".join("?" * len(columns))
            for row in rows:
                values = [_fit(row.get(column)) for column in columns]
                base.execute(f"insert into {_quote(name)} values ({marks})", values)
        return base.serialize()


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return json.dumps(value)
        return value
    is_number = isinstance(value, (int, float)) and (isinstance(value, float) or abs(value) < 2**63)
    return value if value is None or is_number else json.dumps(value)
