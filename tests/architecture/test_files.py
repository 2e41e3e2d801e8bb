"""What a file of the package is called, how long it is, and what its first line says."""

from __future__ import annotations

import ast

from tests.architecture.package import FILES, ROOT, SOURCES

MEANINGLESS = {"utils", "util", "common", "core", "base", "helpers", "helper", "manager", "misc"}
LONG = 450


def test_file_names_say_what_is_inside():
    """Nothing is called utils, common, core, base, helpers or manager."""
    parts = {part for file in FILES for part in file.path.relative_to(SOURCES).with_suffix("").parts}
    assert sorted(part for part in parts if part.strip("_") in MEANINGLESS) == []


def test_every_file_says_what_it_is_for():
    """The first line of a file is a docstring."""
    assert [
        file.name for file in FILES if not ast.get_docstring(ast.parse(file.path.read_text("utf-8")))
    ] == []


def test_long_files_say_why_they_are_long():
    """Above 450 lines the docstring at the top says "long because"; better is a split where a concept ends."""
    unexplained = [
        f"{file.name}: {lines} lines"
        for file in FILES
        if (lines := file.text.count("\n")) > LONG
        and "long because" not in " ".join((ast.get_docstring(file.tree) or "").split())
    ]
    assert unexplained == []


def test_folders_are_at_most_two_deep():
    """``evidence/origins/counting.py`` is the third level, and the last."""
    assert [file.name for file in FILES if file.name.count("/") > 2] == []


def test_unit_tests_mirror_the_package():
    """tests/unit/temporal/test_span.py tests temporal/span.py; several files for one module continue its name."""
    units = ROOT / "tests" / "unit"
    homes = {file.path.relative_to(SOURCES).with_suffix("").as_posix() for file in FILES}
    homes |= {home.removesuffix("/__init__") for home in homes}
    orphans = []
    for path in sorted(units.rglob("test_*.py")):
        folder = path.parent.relative_to(units)
        name = path.stem.removeprefix("test_")
        wanted = {(folder / "_".join(name.split("_")[:n])).as_posix() for n in range(1, name.count("_") + 2)}
        if not wanted & homes:
            orphans.append(path.relative_to(ROOT).as_posix())
    assert orphans == []
