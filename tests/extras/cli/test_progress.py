"""The progress bar that rich draws."""

from __future__ import annotations

from korea_events.cli.progress_bar import progress_bar
from tests.unit.cli.test_progress_bar import Terminal


def test_it_ends_at_all_of_the_work(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress_bar() as progress:
        progress(4_000, 4_000)
    assert "100%" in terminal.getvalue()
