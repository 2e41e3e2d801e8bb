"""Without rich, a counter for those who wait at a terminal; for others nothing."""

from __future__ import annotations

import io
import sys

import pytest

from korea_events.cli.progress_bar import progress_bar


class Terminal(io.StringIO):
    """A standard error at which somebody sits."""

    def isatty(self):
        return True


def sit_at_terminal(monkeypatch):
    """Called by the test itself: the capture of output puts sys.stderr back between a fixture and its test."""
    terminal = Terminal()
    monkeypatch.setitem(sys.modules, "rich.console", None)
    monkeypatch.setattr("sys.stderr", terminal)
    return terminal


def read_screen(written):
    """What one sees in the end: a carriage return goes back to the start of the line, and a code erases it."""
    return written.rpartition("\x1b[K")[2].rpartition("\r")[2]


def test_it_counts_and_leaves_nothing_behind(monkeypatch):
    terminal = sit_at_terminal(monkeypatch)
    with progress_bar() as progress:
        progress(1_000, 4_000)
        assert read_screen(terminal.getvalue()) == "1,000 of 4,000"
    assert read_screen(terminal.getvalue()) == ""


def test_it_is_erased_when_work_fails(monkeypatch):
    terminal = sit_at_terminal(monkeypatch)
    with pytest.raises(KeyError), progress_bar() as progress:  # noqa: PT012 - the count must have been printed
        progress(1, 2)
        raise KeyError
    assert read_screen(terminal.getvalue()) == ""


def test_without_a_terminal_there_is_none(monkeypatch):
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress_bar() as progress:
        assert progress is None
