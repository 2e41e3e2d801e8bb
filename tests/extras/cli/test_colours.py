"""The timeline in colours, for rich."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

import korea_events as ke
from korea_events.cli import main

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


PLANNED = ke.Exercise(id="a", name="전차", plans=[ke.Plan(span=ke.Span.on("2024-03-04"))])
PAIR = next(iter(ke.find_overlaps([ke.Span.of("2024-03-04", "2024-03-14"), ke.Span.on("2024-03-13")])))


@pytest.mark.parametrize(
    "thing,said",
    [
        (ke.Span.of("2024-03-04", "2024-03-14"), "Span(edtf='2024-03-04/2024-03-14')"),
        ([PLANNED], "[Exercise(id='a', plans=(Plan(span=Span(edtf='2024-03-04')),), name='전차')]"),
        (ke.SHARES_TIME.complement, "RelationSet('before, meets, met by or after')"),
        (ke.Dossier.of(PLANNED), "Dossier(exercises=1)"),
        (
            PAIR,
            (
                "Overlap(first='2024-03-04/2024-03-14', second='2024-03-13', verdict='certain', "
                "shared='1 day', relations='contains', footing='held', disputed='False')"
            ),
        ),
    ],
    ids=["span", "record", "relations", "dossier", "overlap"],
)
def test_rich_shows_what_was_said(thing, said):
    """Neither every field nor every record, nor what engines see of a span."""
    printed = io.StringIO()
    Console(file=printed, width=300, no_color=True, color_system=None).print(thing)
    assert printed.getvalue() == f"{said}\n"


class Terminal(io.TextIOWrapper):
    """A terminal that remembers what it was given: some systems have none to open."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_colours(tmp_path, monkeypatch):
    """And a file never does."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    drill = ke.Exercise(id="a", name="drill", span=ke.Span.on("2024-03-13"))
    ke.save(ke.Dossier.of(drill), tmp_path / "a.json")
    for stream, coloured in (Terminal, True), (io.TextIOWrapper, False):
        printed = io.BytesIO()
        monkeypatch.setattr("sys.stdout", stream(printed, encoding="utf-8"))
        assert main(["timeline", str(tmp_path / "a.json"), "--width", "60"]) == 0
        assert printed.getvalue()
        assert (b"\x1b[" in printed.getvalue()) is coloured
