"""``import korea_events as ke``: what is public, that it loads late, and that type checkers see the same."""

from __future__ import annotations

import ast
import enum
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import jedi
import pytest

import korea_events as ke
from korea_events import model
from korea_events.model.engine import Vocabulary
from tests.architecture.package import MODULES, ROOT, SOURCES

HOMES = ke._DOOR._find_homes()
PRIVATE_ROOMS = {"answers", "bulk", "cli", "front_doors", "rendering", "version", "__main__"}
LATE_PACKAGES = [ke, ke.analysis, ke.codecs]
"""The packages whose names load their modules when they are first used."""


def read_stub(package):
    """Each name of a stub with its module, as a type checker reads it."""
    [folder] = package.__path__
    tree = ast.parse((Path(folder) / "__init__.pyi").read_text("utf-8"))
    return [
        (alias.name, alias.asname, node.module)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]


@pytest.mark.parametrize("package", LATE_PACKAGES, ids=lambda package: package.__name__)
def test_users_see_what_checkers_see(package):
    """The package reads its stub word by word; a parser finds the same names in it, each once."""
    homes = [(name, module) for name, _, module in read_stub(package)]
    assert list(package._DOOR._find_homes().items()) == homes


@pytest.mark.parametrize("package", LATE_PACKAGES, ids=lambda package: package.__name__)
def test_the_stub_re_exports(package):
    """``from m import X as X``, or checkers would call X private."""
    assert [name for name, alias, _ in read_stub(package) if name != alias] == []


@pytest.mark.parametrize("package", LATE_PACKAGES, ids=lambda package: package.__name__)
def test_no_file_takes_the_name_of_a_function(package):
    """A file that is loaded becomes an attribute of its package, and would stand where a function is looked for."""
    [folder] = package.__path__
    files = {path.stem for path in Path(folder).iterdir()}
    taken = [name for name, _, module in read_stub(package) if name in files and module != package.__name__]
    assert taken == []


def test_the_front_page_fits_a_screen():
    """About 90 names are at the top; what few need has a module that says where it belongs."""
    assert len(ke.__all__) <= 100


@pytest.mark.parametrize("name", ke.__all__)
def test_a_public_name_is_what_its_home_calls_so(name):
    """Every name loads, and is the object that its package publishes."""
    if HOMES[name] == "korea_events":
        assert getattr(ke, name) is import_module(f"korea_events.{name}")
    else:
        assert getattr(ke, name) is getattr(import_module(HOMES[name]), name)


def test_every_room_is_public_or_known_to_be_private():
    """ke.codecs, ke.evidence, …: a folder or file of the package can be reached under its name."""
    rooms = {
        path.stem for path in SOURCES.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    public = {name for name, module in HOMES.items() if module == "korea_events"}
    assert public == rooms - PRIVATE_ROOMS - {"__init__"}


def test_every_vocabulary_is_among_the_vocabularies():
    """``ke.vocabularies`` has every closed list of codes that the records have, and nothing else."""
    found = {
        cls.__name__
        for cls in vars(model).values()
        if isinstance(cls, enum.EnumType) and issubclass(cls, Vocabulary)
    }
    assert sorted(found) == sorted(MODULES["korea_events.vocabularies"].shown)


def test_dir_lists_every_public_name():
    """Completion in a shell shows what there is, before anything is loaded."""
    assert set(ke.__all__) | {"__version__"} <= set(dir(ke))


def test_an_editor_completes_names():
    """jedi, which IPython and editors ask, knows every name that begins with what has been typed."""
    script = jedi.Script(
        "import korea_events as ke\nke.fi", path=ROOT / "example.py", project=jedi.Project(ROOT / "src")
    )
    assert "find_overlaps" in {each.name for each in script.complete()}
    shell = jedi.Interpreter("ke.fi", [{"ke": ke}])
    assert {each.name for each in shell.complete()} == {"find_overlaps"}


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name fails as in any module."""
    with pytest.raises(AttributeError, match="module 'korea_events' has no attribute 'Spam'"):
        getattr(ke, "Spam")  # noqa: B009 - checkers know there is none


def run_python(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_bare_import_loads_nothing_but_itself():
    """``import korea_events`` costs next to nothing: it loads no other module but the one that loads names."""
    code = (
        "import sys; before = set(sys.modules); import korea_events; dir(korea_events);"
        "print(*sorted(set(sys.modules) - before - {'korea_events', 'korea_events.front_doors'}))"
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
