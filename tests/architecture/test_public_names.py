"""``import korea_events as ke``: what is public, that it loads late, and that type checkers see the same."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module

import pytest

import korea_events as ke
from tests.architecture.package import MODULES, SOURCES

FRONT = MODULES["korea_events"]
PRIVATE_ROOMS = {"cli", "rendering", "__main__"}


def seen_by_checkers() -> dict[str, str]:
    """Each name imported for type checkers, with the module it comes from ("" for a module itself)."""
    branch = next(
        node.body
        for node in FRONT.tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    return {
        alias.name: node.module.removeprefix("korea_events").removeprefix(".")
        for node in branch
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname == alias.name  # the form that re-exports
    }


def test_checkers_and_users_see_the_same_names():
    """The imports for type checkers and the table of lazy names say the same, name by name."""
    late = {name: module for module, names in ke._NAMES.items() for name in names} | dict.fromkeys(
        ke._MODULES, ""
    )
    assert seen_by_checkers() == late


def test_every_import_for_checkers_re_exports():
    """``from m import X as X``, or checkers would call X private."""
    plain = [
        alias.name
        for node in ast.walk(FRONT.tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("korea_events")
        for alias in node.names
        if alias.asname != alias.name
    ]
    assert plain == []


@pytest.mark.parametrize("name", ke.__all__)
def test_a_public_name_is_what_its_home_calls_so(name):
    """Every name loads, and is the object that its package publishes."""
    if name in ke._MODULES:
        assert getattr(ke, name) is import_module(f"korea_events.{name}")
    else:
        assert getattr(ke, name) is getattr(import_module(f"korea_events.{ke._HOME[name]}"), name)


def test_every_room_is_public_or_known_to_be_private():
    """ke.codecs, ke.evidence, …: a folder or file of the package is reachable under its name."""
    rooms = {
        path.stem for path in SOURCES.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert set(ke._MODULES) == rooms - PRIVATE_ROOMS - {"__init__"}


def test_dir_lists_every_public_name():
    """Completion in a shell shows what there is, before anything is loaded."""
    assert set(ke.__all__) | {"__version__"} <= set(dir(ke))


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name fails as in any module."""
    with pytest.raises(AttributeError, match="module 'korea_events' has no attribute 'Spam'"):
        getattr(ke, "Spam")  # noqa: B009 - checkers know there is none


def run_python(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_bare_import_loads_nothing_but_itself():
    """``import korea_events`` costs next to nothing: it loads no other module, its own or another's."""
    code = (
        "import sys; before = set(sys.modules); import korea_events; dir(korea_events);"
        "print(*sorted(set(sys.modules) - before - {'korea_events'}))"
    )
    assert run_python(code) == ""


def test_star_import_gives_every_name():
    """``from korea_events import *`` is the one way to load everything."""
    code = "from korea_events import *; import korea_events; print(set(korea_events.__all__) - set(dir()))"
    assert run_python(code) == "set()"


def test_the_version_is_the_installed_one():
    """``ke.__version__`` is what pip says."""
    from importlib.metadata import version

    assert ke.__version__ == version("korea-events")
