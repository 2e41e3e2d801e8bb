"""No block of code in the documentation goes unexecuted, and no promise in it goes unkept."""

from __future__ import annotations

import argparse
import re

import pytest

import dev
from korea_events.cli.commands import COMMANDS, add_arguments
from tests.architecture.package import FILES, ROOT
from tests.documentation import EXECUTED

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.md")])
FENCE = re.compile(r"^ *(`{3,}|:{3,}|~{3,})(\{?[\w-]*\}?)[^\n]*\n(.*?)^ *\1 *$", re.MULTILINE | re.DOTALL)

# Shown, not run: text that is no code, and the commands of a shell, of which only these are allowed.
SHOWN = {"text", "bash"}
SHELL = re.compile(
    rf"python3 dev\.py( ({'|'.join(dev.TASKS)}))?( --seconds \d+( \w+)*)?"
    r"|uv run (--extra \w+ |--all-extras |--group \w+ )*(korea-events overlaps|pytest)\b.*"
    r"|(uv )?pip install '?(korea-events|\.)(\[[\w,]+\])?'?"
    r"|python -m sphinx\.ext\.intersphinx docs/_build/html/objects\.inv"
)

BLOCKS = [
    (path.relative_to(ROOT).as_posix(), language, body)
    for path in PAGES
    for _, language, body in FENCE.findall(path.read_text("utf-8"))
]


def test_every_block_is_executed_or_shown():
    """Blocks are of a language that is run, or a directive that the build runs, or of the few that are only shown."""
    strange = [
        f"{path}: {language or 'no language'}: {body[:40]!r}"
        for path, language, body in BLOCKS
        if language not in EXECUTED and language not in SHOWN and not re.fullmatch(r"\{[\w-]+\}", language)
    ]
    assert strange == []


def test_shown_commands_exist():
    """A line in a ``bash`` block is a command that we know to work: a task of dev.py, or an installation."""
    unknown = [
        f"{path}: {line}"
        for path, language, body in BLOCKS
        if language == "bash"
        for line in body.splitlines()
        if not SHELL.fullmatch(line.split("#")[0].strip())
    ]
    assert unknown == []


def test_there_is_something_to_execute():
    """Should pages or docstrings no longer be found, this fails instead of passing on nothing."""
    executed = [path for path, language, _ in BLOCKS if language in EXECUTED]
    assert len(executed) >= 150
    assert "README.md" in executed
    assert sum(file.text.count("Example:") for file in FILES) >= 100


def test_every_page_has_a_line_in_the_index_of_its_folder():
    """A reader finds each page by what it is for, in the index of its folder, and each folder in docs/index.md."""
    docs = ROOT / "docs"
    missing = []
    for path in sorted(docs.rglob("*.md")):
        folder, name = path.parent, path.stem
        if "_build" in path.parts or path == docs / "index.md":
            continue
        index = docs / "index.md" if folder == docs or name == "index" else folder / "index.md"
        link = path.relative_to(index.parent).as_posix()
        text = index.read_text("utf-8").partition("```{toctree}")[0]
        if f"]({link})" not in text:
            missing.append(path.relative_to(docs).as_posix())
    assert missing == []


def test_decisions_have_a_status_and_a_date():
    """Under its title: accepted, or superseded by another page, and since when."""
    status = re.compile(
        r"# .+\n\n\*(Accepted|Superseded by \[.+\]\(.+\.md\)), \d{1,2} [A-Z][a-z]+ \d{4}\*\n\n"
    )
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    undated = [
        path.name for path in pages if path.name != "index.md" and not status.match(path.read_text("utf-8"))
    ]
    assert undated == []


def test_links_between_pages_work_in_the_files_too():
    """Where the repository is read, without building pages, Markdown's own links work and those of Sphinx do not."""
    broken = []
    for path in PAGES:
        text = FENCE.sub("", path.read_text("utf-8"))
        broken += [f"{path}: {role}" for role in re.findall(r"\{doc\}`[^`]+`", text)]
        links = re.findall(r"\]\(((?!\w+:)[^)#]+)", text)
        broken += [f"{path}: {link}" for link in links if not (path.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_shown_with_all_its_options(command):
    """docs/reference/cli.md runs each command under a heading of its own, and names every option there."""
    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    section = re.search(rf"^### {command}\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, "no heading"
    assert f"\n$ korea-events {command} " in section[1], "no example"
    parser = argparse.ArgumentParser(add_help=False)
    add_arguments(parser, COMMANDS[command][1])
    options = [option for action in parser._actions for option in action.option_strings]
    assert [option for option in options if f"`{option}" not in section[1]] == []
