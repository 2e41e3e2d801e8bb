"""The floors of the house: imports go down, across floors only through the front door, and never in a cycle."""

from __future__ import annotations

import fnmatch
import sys
from graphlib import CycleError, TopologicalSorter

from tests.architecture.package import FILES, MODULES, Import

FLOORS = {
    "bulk": 0,
    "errors": 0,
    "front_doors": 0,
    "rendering": 0,
    "version": 0,
    "temporal": 1,
    "answers": 2,
    "model": 2,
    "vocabularies": 3,
    "dossier": 3,
    "analysis": 4,
    "evidence": 4,
    "codecs": 5,
    "pictures": 5,
    "tables": 5,
    "testing": 5,
    "coding": 6,
    "reference": 6,
    "cli": 7,
    "__main__": 7,
}

# What the floors above may use of a package beside what guests use.
SECOND_DOORS = {"korea_events.model.engine", "korea_events.temporal.engine"}

# Where a third-party package may be imported at all, even in a function.
THIRD_PARTY = {
    "attr": (),  # the old name of attrs
    "attrs": ("*",),
    "pendulum": ("temporal/civil.py",),
    "cattrs": ("codecs/*",),
    "numpy": ("temporal/joins/*.py", "temporal/network/*_numpy.py"),
    "hypothesis": ("testing/*",),
    "rich": ("cli/*", "pictures/*"),
    "shtab": ("cli/completion.py",),
    "ibis": ("tables/*",),
    "duckdb": ("tables/*",),
    "narwhals": ("tables/*",),
    "pyarrow": ("codecs/*", "tables/*"),
    "altair": ("pictures/*",),
    "vl_convert": ("pictures/*",),
    "icalendar": ("codecs/*",),
    "python_calamine": ("codecs/*",),
    "stix2": ("codecs/*",),
}
# Where its types may be named besides: pendulum is loaded when the first day is shown, but annotations say what one is.
FOR_TYPES = {"pendulum": ("temporal/*",)}


def room(module: str) -> str:
    """The part of the house a module is in: ``korea_events.temporal.civil`` is in ``temporal``."""
    return module.split(".")[1]


def our_imports() -> list[Import]:
    """Imports of our own modules. The package's own __init__ is no room: it shows every floor and is seen by none."""
    return [
        imported
        for file in FILES
        if file.name != "__init__.py"
        for imported in file.imports
        if imported.module.split(".")[0] == "korea_events"
    ]


def test_every_file_is_on_a_floor():
    """A new folder or top-level file gets a floor here and in the design before it gets code."""
    rooms = {room(file.module) for file in FILES if file.name != "__init__.py"}
    assert sorted(rooms - FLOORS.keys()) == []


def test_nothing_imports_the_front_page():
    """``import korea_events`` is for users: inside, a name comes from the package that defines it."""
    assert [str(imported) for imported in our_imports() if imported.module == "korea_events"] == []


def test_imports_go_down():
    """A file imports from its own floor or from a lower one."""
    upward = [
        str(imported)
        for imported in our_imports()
        if imported.module != "korea_events"
        and FLOORS[room(imported.module)] > FLOORS[imported.by.split("/")[0].removesuffix(".py")]
    ]
    assert upward == []


def test_other_packages_are_entered_by_their_front_door():
    """From another package only its ``__init__`` or its second door is imported, never a file behind them."""
    by_the_window = [
        str(imported)
        for imported in our_imports()
        if imported.module.count(".") > 1
        and imported.module not in SECOND_DOORS
        and room(imported.module) != imported.by.split("/")[0]
    ]
    assert by_the_window == []


def test_no_import_cycles():
    """Files import each other in one order, so that each can be read alone; imports for type checkers count too."""
    graph = {file.module: {i.module for i in file.imports if i.module in MODULES} for file in FILES}
    graph.pop("korea_events")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = " -> ".join(reversed(error.args[1]))
        raise AssertionError(f"import cycle: {cycle}") from None


def test_third_party_packages_stay_in_their_place():
    """Each dependency is imported only where the table above says."""
    strays = []
    for file in FILES:
        for imported in file.imports:
            top = imported.module.split(".")[0]
            if top in sys.stdlib_module_names or top == "korea_events":
                continue
            places = THIRD_PARTY.get(top, ()) + (FOR_TYPES.get(top, ()) if imported.only_for_types else ())
            if not any(fnmatch.fnmatch(file.name, place) for place in places):
                strays.append(str(imported))
    assert strays == []
