"""dev.py sets everything up, so it can rely on nothing: no package, and no new syntax before it knows its Python."""

from __future__ import annotations

import ast
import sys

import pytest

import dev
from tests.architecture.package import ROOT

TREE = ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 7))


def test_it_needs_the_standard_library_alone():
    """It imports no package that would have to be installed, not even ours."""
    names = {alias.name for node in ast.walk(TREE) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(TREE) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} - sys.stdlib_module_names == set()


def test_an_old_python_is_told_before_anything_else():
    """The version is checked right after ``import sys``: whatever comes later may need a new Python."""
    docstring, first, second = TREE.body[:3]
    assert isinstance(docstring, ast.Expr)
    assert ast.unparse(first) == "import sys"
    assert ast.unparse(second).startswith("if sys.version_info < (3, 11):\n    sys.exit(")


def test_its_least_python_is_the_projects():
    """What dev.py asks for is what pyproject.toml asks for."""
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_tasks_say_what_they_do(capsys):
    """Without arguments the tasks are listed, one line each; an unknown task is a usage error."""
    assert dev.main() == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in listed] == list(dev.TASKS)
    assert all(line.endswith((".", "?")) for line in listed)
    assert dev.main("spam") == 2


def test_a_setup_is_done_once(monkeypatch, tmp_path):
    """When nothing changed nothing is installed; a new dependency, or another part is."""
    asked = []
    (tmp_path / "python").touch()
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(dev, "make_environment", lambda: None)
    monkeypatch.setattr(dev, "renew_pip", lambda: None)
    monkeypatch.setattr(dev, "install", lambda *words: asked.append(words))
    dev.set_up("extra:cli")
    dev.set_up("extra:cli")
    assert [words[-1] for words in asked] == [".[cli]"]
    dev.set_up("extra:cli", "group:tests")
    dev.set_up("group:tests")
    assert [words[-2:] for words in asked[1:]] == [("--group", "tests")]
    monkeypatch.setattr(dev, "fingerprint", lambda: "another")
    dev.set_up("extra:cli")
    assert len(asked) == 3


def test_a_failed_setup_is_one_line(monkeypatch, tmp_path):
    """Without network, or with a broken requirement, the reader gets one line, and the rest goes to a log."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "LOG", tmp_path / ".venv" / "set-up.log")
    offline = "WARNING: Retrying after connection broken by 'X'\nERROR: gone"
    for said, told in (
        (offline, "no network: the package index cannot be reached"),
        ("chatter\nERROR: no such thing", "set-up failed: ERROR: no such thing"),
    ):
        with pytest.raises(dev.Stop) as stopped:
            dev.logged(sys.executable, "-c", f"import sys; sys.exit({said!r})")
        assert str(stopped.value) == f"{told} (details: {dev.LOG.relative_to(tmp_path)})"
    assert "chatter" in dev.LOG.read_text("utf-8")
