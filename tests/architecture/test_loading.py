"""What the command line loads: whoever asks for one thing does not wait for the others."""

from __future__ import annotations

import subprocess
import sys

import pytest

from korea_events.cli.commands import COMMANDS, EVENT_TYPES, SHIPPED
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.reference import names

CODE = """
import sys
before = set(sys.modules)
from korea_events.cli import main
code = main(sys.argv[1:])
print(code, *sorted(set(sys.modules) - before), file=sys.stderr)
"""
LIGHT = {f"korea_events{name}" for name in ("", ".cli", ".cli.streams", ".front_doors", ".version")}
WITH_PARSER = LIGHT | {"korea_events.cli.commands", "korea_events.cli.program"}
# Their choices are in the library.
ASK_THE_LIBRARY = {"convert", "count", "schema"}


def load_modules(*words):
    """The modules that a command line loads which do not come with Python."""
    done = subprocess.run([sys.executable, "-c", CODE, *words], capture_output=True, text=True, check=True)
    code, *modules = done.stderr.split()
    assert code == "0"
    return {name for name in modules if name.split(".")[0] not in sys.stdlib_module_names}, set(modules)


def test_the_version_loads_next_to_nothing():
    """Not even the parser of arguments."""
    foreign, all_of_them = load_modules("--version")
    assert foreign == LIGHT
    assert all_of_them.isdisjoint({"argparse", "json", "inspect", "email"})


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_loads_the_declarations_alone(words):
    """And no package of others, unless the library has to say which choices there are."""
    foreign, _ = load_modules(*words)
    if words[0] in ASK_THE_LIBRARY:
        assert {name.split(".")[0] for name in foreign} == {"attr", "attrs", "korea_events"}
    else:
        assert foreign == WITH_PARSER


@pytest.mark.parametrize("command", ["overlaps", "windows", "timeline"])
def test_a_command_loads_only_what_it_needs(command):
    """No other command, and no package that only other questions need."""
    foreign, _ = load_modules(command)
    others = {f"korea_events.cli.{name.replace('-', '_')}" for name in COMMANDS} - {
        f"korea_events.cli.{command}"
    }
    assert foreign & others == set()
    tops = {name.split(".")[0] for name in foreign}
    assert tops.isdisjoint(
        {"numpy", "pandas", "cattrs", "ibis", "duckdb", "icalendar", "stix2", "altair", "shtab"}
    )


def test_what_help_says_without_the_library_is_what_the_library_has():
    """The names of shipped dossiers and of collections of events."""
    assert names() == SHIPPED
    assert EVENT_TYPES == EVENT_COLLECTIONS
