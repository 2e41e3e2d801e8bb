"""No block of code in the documentation goes unexecuted, and no promise in it goes unkept."""

from __future__ import annotations

import re

import dev
from tests.architecture.package import FILES, ROOT
from tests.documentation import EXECUTED

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.md")])
FENCE = re.compile(r"^ *(`{3,}|:{3,}|~{3,})(\{?[\w-]*\}?)[^\n]*\n(.*?)^ *\1 *$", re.MULTILINE | re.DOTALL)

# Shown, not run: text that is no code, and the commands of a shell, of which only these are allowed.
SHOWN = {"text", "bash"}
COMMANDS = re.compile(
    rf"python3 dev\.py( ({'|'.join(dev.TASKS)}))?"
    r"|uv run (--extra \w+ |--all-extras |--group \w+ )*(korea-events overlaps|pytest)\b.*"
    r"|(uv )?pip install '?korea-events(\[[\w,]+\])?'?"
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
        if not COMMANDS.fullmatch(line.split("#")[0].strip())
    ]
    assert unknown == []


def test_there_is_something_to_execute():
    """Should pages or docstrings no longer be found, this fails instead of passing on nothing."""
    executed = [path for path, language, _ in BLOCKS if language in EXECUTED]
    assert len(executed) >= 15
    assert "README.md" in executed
    assert sum(file.text.count("Example:") for file in FILES) >= 100


def test_every_page_is_reached():
    """A page lies in a folder that the table of contents shows."""
    shown = re.findall(r"^(\S+)/\*$", (ROOT / "docs" / "index.md").read_text("utf-8"), re.MULTILINE)
    folders = {path.relative_to(ROOT / "docs").parts[0] for path in (ROOT / "docs").rglob("*.md")}
    assert folders - {*shown, "reference", "index.md", "_build"} == set()
