"""pendulum is walled in: one file uses it, and of it only what cannot mislead.

Why each of the rest is kept out is told in docs/decisions; the conftest stops date subtraction while tests run.
"""

from __future__ import annotations

import ast

from tests.architecture.package import FILES, MODULES

USED = {"Date", "DateTime", "UTC", "timezone", "datetime", "tz"}

# Methods that lose precision, read the clock, or depend on locale and week settings: nowhere in the package,
# whatever they are called on, since a syntax tree does not know types.
UNUSED = {
    "from_format", "start_of", "end_of", "now", "today", "local", "utcnow", "diff", "diff_for_humans",
    "in_days", "in_words", "set_locale", "locale", "week_starts_at", "week_ends_at",
}  # fmt: skip

CLOCKS = {"codecs/losses.py"}  # exports say when they were written


def test_the_adapter_uses_only_the_safe_part_of_pendulum():
    """Names taken from pendulum, by import or by attribute, are the ones listed here."""
    civil = MODULES["korea_events.temporal.civil"]
    taken = {
        node.attr
        for node in ast.walk(civil.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "pendulum"
    }
    taken |= {i.name for i in civil.imports if i.module == "pendulum" and i.name}
    assert sorted(taken - USED) == []


def test_nothing_reads_the_clock_or_rounds_calendars():
    """No method of the misleading ones is called anywhere."""
    calls = [
        f"{file.name}:{node.lineno} .{node.func.attr}()"
        for file in FILES
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in UNUSED
        if ast.unparse(node.func.value) != "np" and file.name not in CLOCKS
    ]
    assert calls == []


def test_extreme_dates_are_no_sentinels():
    """``date.min`` and ``date.max`` are days of history, not infinity; their numbers may bound a calendar."""
    extremes = [
        f"{file.name}:{node.lineno}"
        for file in FILES
        for parent in ast.walk(file.tree)
        if not (isinstance(parent, ast.Attribute) and parent.attr == "toordinal")
        for node in ast.iter_child_nodes(parent)
        if isinstance(node, ast.Attribute)
        and node.attr in {"min", "max"}
        and ast.unparse(node.value).split(".")[-1] in {"date", "Date", "datetime", "DateTime"}
    ]
    assert extremes == []
