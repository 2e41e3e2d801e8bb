"""The bar is there for who waits at a terminal, and for nobody else."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from korea_events.cli import progress_bar as module
from korea_events.cli.progress_bar import progress_bar


class Terminal(io.StringIO):
    """A standard error at which somebody sits; it knows no width."""

    def isatty(self):
        return True

    def fileno(self):
        raise OSError


@pytest.fixture
def terminal(monkeypatch):
    stand_in = Terminal()
    # not sys.stderr itself, which the capture of output puts back between a fixture and its test
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=stand_in))
    return stand_in


def screen(written):
    """What one sees in the end: each carriage return goes back to the start of the line."""
    line = ""
    for part in written.split("\r"):
        line = part + line[len(part) :]
    return line.rstrip()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    monkeypatch.setattr(module, "_EVERY", 0.0)


@pytest.mark.usefixtures("impatient")
def test_it_grows_and_leaves_nothing_behind(terminal):
    with progress_bar() as progress:
        progress(1_000, 4_000)
        assert (
            screen(terminal.getvalue()) == "[##########..............................]  25%, 1,000 of 4,000"
        )
        progress(4_000, 4_000)
        assert screen(terminal.getvalue()).startswith("[" + "#" * 40 + "] 100%")
    assert screen(terminal.getvalue()) == ""
    assert terminal.getvalue().endswith("\r")


@pytest.mark.usefixtures("impatient")
def test_it_is_wiped_away_when_work_fails(terminal):
    with pytest.raises(KeyError), progress_bar() as progress:  # noqa: PT012 - the bar must have been drawn
        progress(1, 2)
        raise KeyError
    assert screen(terminal.getvalue()) == ""


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("columns", [10, 25, 60, 200])
def test_it_stays_on_one_line(terminal, monkeypatch, columns):
    monkeypatch.setattr(module, "_measure_terminal", lambda: columns)
    with progress_bar() as progress:
        progress(123, 456)
        assert len(screen(terminal.getvalue())) < max(columns, len(" 27%, 123 of 456"))


@pytest.mark.usefixtures("impatient")
def test_no_work_is_no_division_by_zero(terminal):
    with progress_bar() as progress:
        progress(0, 0)
    assert terminal.getvalue() == ""


def test_short_work_shows_none(terminal):
    with progress_bar() as progress:
        progress(1, 2)
    assert terminal.getvalue() == ""


def test_without_a_terminal_there_is_none():
    with progress_bar() as progress:
        assert progress is None
