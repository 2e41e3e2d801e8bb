"""What must not lie in the repository, and what must agree across its files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import korea_events as ke
from conftest import EXTRAS
from tests.architecture.package import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

# Generated folders and what tools keep beside the sources; the rest is the repository, with or without git.
GENERATED = {
    ".git", ".venv", "__pycache__", "_build", "build", "dist", ".hypothesis", ".pytest_cache", ".mypy_cache",
    ".ruff_cache", ".benchmarks", ".fuzz", ".hostile",
}  # fmt: skip
SUFFIXES = {".py", ".md", ".toml", ".txt", ".json", ".jsonl", ".csv", ".cff", ".ics", ".svg", ""}


def files(folder: Path = ROOT) -> list[Path]:
    """The text files of the repository."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.name in GENERATED or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            found += files(path)
        elif path.suffix in SUFFIXES and not path.name.startswith("."):
            found.append(path)
    return found


def lines_matching(pattern: str, where: list[Path]) -> list[str]:
    """Each line that matches, with its place."""
    compiled = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in where
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if compiled.search(line)
    ]


def test_no_package_index_is_named():
    """Where packages come from is the machine's affair: no file names the host of an index."""
    hosts = "pypi|pythonhosted|npmjs|anaconda"
    assert lines_matching(rf"\b({hosts})\.(org|com)\b", files()) == []


def test_no_path_of_a_machine():
    """Nothing points into somebody's home or working folder."""
    assert lines_matching(r"(?<![\w.])/(root|home|work|Users|opt)/\w", files()) == []


def test_tests_run_or_do_not_exist():
    """No test is skipped or expected to fail."""
    tests = [path for path in files(ROOT / "tests") if path.suffix == ".py" and path != Path(__file__)]
    assert lines_matching(r"\bskip(if)?\(|mark\.(skip|xfail)|importorskip|pytest\.xfail", tests) == []


def test_extras_are_known_to_the_tests():
    """Each extra has its modules in the conftest, so that its absence is noticed; hypothesis is always there."""
    extras = set(PROJECT["project"]["optional-dependencies"]) - {"all", "hypothesis"}
    assert set(EXTRAS) == extras
    folders = {path.name for path in (ROOT / "tests" / "extras").glob("*/")}
    assert folders <= set(EXTRAS)


def test_all_means_all():
    """The extra ``all`` names every other one but ``hypothesis``, which is for tests."""
    optional = dict(PROJECT["project"]["optional-dependencies"])
    del optional["hypothesis"]
    assert optional.pop("all") == [f"korea-events[{','.join(optional)}]"]


def test_every_dependency_is_constrained():
    """What dev.py installs is pinned, so that tools change when we change them."""
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE))
    wanted = [*PROJECT["project"]["dependencies"]]
    for lists in (PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]):
        wanted += [
            requirement for some in lists.values() for requirement in some if isinstance(requirement, str)
        ]
    names = {re.split(r"[\[<>=!~ ]", requirement)[0] for requirement in wanted} - {"korea-events"}

    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    assert sorted({plain(name) for name in names} - {plain(name) for name in pinned}) == []


def test_versions_agree():
    """The version is written in version.py and in CITATION.cff."""
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert re.findall(r"^version: (.+)$", citation, re.MULTILINE) == [ke.__version__]


def test_versions_of_the_data_agree():
    """They are in reference/shipped.py, CITATION.cff and SOURCES.md, which goes into the packages as a licence."""
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    sources = (ROOT / "SOURCES.md").read_text("utf-8")
    assert re.findall(r'^ +version: "(.+)"$', citation, re.MULTILINE) == [ke.reference.VERSION]
    assert re.findall(r"data, version ([\d.]+)\.", sources) == [ke.reference.VERSION]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license-files"] == ["LICENSE", "SOURCES.md"]
    assert project["license"] == "MIT AND CC-BY-4.0"


@pytest.mark.parametrize("path", sorted((ROOT / "changelog.d").glob("*")), ids=lambda path: path.name)
def test_change_log_fragments_have_their_form(path):
    """``<number>.<slug>.<kind>.md``, as changelog.d/README.md says."""
    kinds = "|".join(kind["directory"] for kind in PROJECT["tool"]["towncrier"]["type"])
    assert path.name == "README.md" or re.fullmatch(rf"\d+\.[a-z0-9-]+\.({kinds})\.md", path.name)
    assert path.read_text("utf-8").strip()
