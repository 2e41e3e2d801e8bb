"""Runs the code of the documentation: docstrings of the package and the blocks of Markdown pages.

- A docstring with ``>>>`` is one test and stands on its own: it sees the names of its module, not its neighbours'.
- A page is read from top to bottom, so its blocks share their names and a folder of their own to write files in.
  ``python`` blocks run (as a doctest if they start with ``>>>``); ``json`` blocks must be JSON, and files of ours if
  they say so; ``console`` blocks run their ``$ korea-events …`` lines in this process and compare what is printed.
- ``...`` stands for any text in expected output. Nothing can be marked as not to be run.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import shlex
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

ROOT = Path(__file__).parents[1]
PROGRAM = ["korea-events"]
MODULE = ["python", "-m", "korea_events"]

_run_plain_code = PythonEvaluator()


# -- doctests ------------------------------------------------------------------------------------------------------


def run_doctest(text: str, names: dict[str, Any], path: str, line: int) -> str | None:
    """The report of the failures in ``text``, or None if all its examples print what they say."""
    test = doctest.DocTestParser().get_doctest(text, names, Path(path).name, path, line - 1)
    test.globs = names  # a copy otherwise, and the blocks of a page share their names
    report: list[str] = []
    doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS).run(
        test, out=report.append, clear_globs=False
    )
    return "".join(report) or None


class Docstrings(Document):
    """A source file of the package; every docstring with an example is one region."""

    @classmethod
    def parse(cls, path: str, *_parsers: object, encoding: str = "utf-8") -> Docstrings:
        """The docstrings of a file, found in its text, so that no decorator can hide one."""
        from sybil.document import PythonDocStringDocument

        document = cls(Path(path).read_text(encoding), path)
        for start, end, text in PythonDocStringDocument.extract_docstrings(document.text):
            if ">>>" in text:
                document.add(Region(start, end, text, run_docstring))
        return document


def run_docstring(example: Example) -> str | None:
    """Runs the examples of one docstring with a fresh copy of its module's names."""
    dotted = Path(example.path).relative_to(ROOT / "src").with_suffix("").parts
    module = import_module(".".join(part for part in dotted if part != "__init__"))
    return run_doctest(example.parsed, dict(vars(module)), example.path, example.line)


# -- blocks of pages -----------------------------------------------------------------------------------------------


def run_python(example: Example) -> str | None:
    """Runs a ``python`` block, as a doctest if it is one."""
    if example.parsed.lstrip().startswith(">>>"):
        return run_doctest(example.parsed, example.namespace, example.path, example.line)
    _run_plain_code(example)
    return None


def check_json(example: Example) -> str | None:
    """Reads a ``json`` block, as a file of ours if it says that it is one."""
    value = json.loads(example.parsed)
    if isinstance(value, dict) and value.get("format") == "korea-events":
        import_module("korea_events").loads(example.parsed)
    return None


def sessions(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a ``console`` block, each with the output that follows it.

    >>> list(sessions("$ korea-events --version\\n1.0\\n$ echo $?\\n0\\n"))
    [('korea-events --version', '1.0\\n'), ('echo $?', '0\\n')]
    """
    command, output = "", ""
    for line in block.splitlines():
        if command.endswith("\\"):
            command = command[:-1] + line.strip()
        elif line.startswith("$ "):
            if command:
                yield command, output
            command, output = line[2:].strip(), ""
        else:
            output += line.rstrip() + "\n"
    yield command, output


def run_program(arguments: list[str]) -> tuple[int, str]:
    """The exit code of ``korea-events …`` and what it prints, results and messages in their order."""
    main: Callable[[list[str]], int] = import_module("korea_events.cli").main
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return code, printed.getvalue()


def run_console(example: Example) -> str | None:
    """Runs the commands of a ``console`` block one after the other; a failing one must be followed by ``$ echo $?``."""
    code = 0
    for command, expected in sessions(example.parsed):
        words = shlex.split(command)
        if command == "echo $?":
            printed, code = f"{code}\n", 0
        elif code:
            return f"exit code {code} before `$ {command}`; show it with `$ echo $?`"
        elif words[0] == "cat":
            printed = "".join(Path(name).read_text("utf-8") for name in words[1:])
        elif words[: len(PROGRAM)] == PROGRAM:
            code, printed = run_program(words[len(PROGRAM) :])
        elif words[: len(MODULE)] == MODULE:
            code, printed = run_program(words[len(MODULE) :])
        else:
            return f"cannot run `$ {command}`: {shlex.join(PROGRAM)}, {shlex.join(MODULE)}, cat and echo $? are known"
        printed = "".join(line.rstrip() + "\n" for line in printed.splitlines())
        if not doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS):
            return f"$ {command}\nExpected:\n{expected}\nPrinted:\n{printed}"
    if code:
        return f"the last command ends with exit code {code}; show it with `$ echo $?`"
    return None


EXECUTED = {"python": run_python, "json": check_json, "console": run_console}


# -- for pytest ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Path]:
    """A page runs in a folder of its own, and its programs print plain text of a fixed width."""
    folder = tmp_path_factory.mktemp("page")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("COLUMNS", "110")
        patch.setenv("NO_COLOR", "1")
        patch.setenv("TERM", "dumb")
        yield folder


def collector() -> Callable[[Path, pytest.Collector], object]:
    """What the root conftest calls ``pytest_collect_file``."""
    pages = Sybil(
        parsers=[CodeBlockParser(language, run) for language, run in EXECUTED.items()],
        patterns=["*.md"],
        path=str(ROOT),
        excludes=["changelog.d/*.md"],
        fixtures=["page_folder"],
    )
    docstrings = Sybil(
        parsers=[],
        patterns=["*.py"],
        path=str(ROOT / "src" / "korea_events"),
        document_types={".py": Docstrings},
    )
    return (pages + docstrings).pytest()
