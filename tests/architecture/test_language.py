"""Public text is plain English: words_out.toml lists what it does without, and what to write instead."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture.package import FILES, ROOT

WORDS = tomllib.loads((ROOT / "tests" / "architecture" / "words_out.toml").read_text("utf-8"))["out"]


def python_text(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Docstrings, messages and help: every literal with a space in it, values inside it as ``x``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and " " in node.value:
                yield node.lineno, node.value
        else:
            yield from python_text(node)


def public_text() -> list[tuple[str, int, str]]:
    """Each line that users can read, with its file and number."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")]
    pieces = [(path, 1, path.read_text("utf-8")) for path in pages if "_build" not in path.parts]
    pieces += [(file.path, line, text) for file in FILES for line, text in python_text(file.tree)]
    return [
        (path.relative_to(ROOT).as_posix(), number, line)
        for path, first, text in pieces
        for number, line in enumerate(text.splitlines(), first)
    ]


TEXT = public_text()


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word["write"])
def test_words_stay_out(word):
    """Write what the list says instead; a reason is needed for an exception."""
    pattern = re.compile(word["pattern"], re.IGNORECASE)
    allowed = word.get("except", [])
    found = [
        f"{file}:{number}: {line.strip()}"
        for file, number, line in TEXT
        if pattern.search(line)
        and not any(file == one["file"] and one["text"] in line and one["reason"] for one in allowed)
    ]
    assert found == []


def test_exceptions_are_needed():
    """An exception whose line has gone goes too."""
    unneeded = [
        f"{one['file']}: {one['text']}"
        for word in WORDS
        for one in word.get("except", [])
        if not any(file == one["file"] and one["text"] in line for file, _, line in TEXT)
    ]
    assert unneeded == []
