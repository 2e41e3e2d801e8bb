"""The timeline in colours, for rich."""

from __future__ import annotations

import io

from rich.console import Console

import korea_events as ke

PICTURE = ke.timeline(
    [ke.Exercise(id="a", name="[bold]전차[/bold]", span=ke.Span.of("2024-03-04", "2024-03-14"))]
)


def test_colours_change_no_letter():
    """What rich prints without colours is the text; names are no markup of rich."""
    printed = io.StringIO()
    Console(file=printed, width=200, no_color=True, color_system=None).print(PICTURE)
    assert [line.rstrip() for line in printed.getvalue().splitlines()] == str(PICTURE).splitlines()


def test_signs_have_colours():
    printed = io.StringIO()
    Console(file=printed, width=200, force_terminal=True, color_system="standard").print(PICTURE)
    assert "\x1b[34m▓" in printed.getvalue()
