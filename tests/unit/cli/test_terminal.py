"""Tables in a terminal: no wider than it is, coloured if it wants that, and plain in a pipe."""

from __future__ import annotations

import io
import re
import sys

import pytest

from korea_events.cli import main
from korea_events.cli.streams import simplify_text
from korea_events.cli.terminal import terminal_table
from korea_events.rendering import measure_width

CODES = re.compile(r"\x1b\[[0-9;]*m")
ROWS = [("Freedom Shield 24  ×  전차병 대항경기", "certain", "1 day"), ("a  ×  b", "possible", "0–2 days")]
HEAD = ("pair", "verdict", "shared")


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def sit_at_terminal(monkeypatch, columns=40):
    """A terminal in place of standard output; pytest puts its own there before each test, so no fixture can."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys, "stdout", Terminal())
    return sys.stdout


def test_a_table_is_no_wider_than_the_terminal(monkeypatch):
    """Wide letters take two columns; nothing is left out."""
    sit_at_terminal(monkeypatch)
    lines = "\n".join(terminal_table(ROWS, head=HEAD)).splitlines()
    assert [CODES.sub("", line) for line in lines] == [
        "pair                  verdict   shared",
        "Freedom Shield 24  ×  certain   1 day",
        "전차병 대항경기",
        "a  ×  b               possible  0–2 days",
    ]
    assert max(measure_width(CODES.sub("", line)) for line in lines) <= 40


def test_colours_are_for_terminals_that_want_them(monkeypatch):
    """Without codes the table is the same."""
    sit_at_terminal(monkeypatch)
    coloured = terminal_table(ROWS, head=HEAD)
    assert coloured[0].startswith("\x1b[1m")
    assert "\x1b[32mcertain\x1b[0m" in coloured[1]
    assert "\x1b[33mpossible\x1b[0m" in coloured[2]
    plain = [CODES.sub("", line) for line in coloured]
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert terminal_table(ROWS, head=HEAD) == plain


def test_in_a_pipe_lines_are_whole_and_plain(monkeypatch):
    """Whatever the environment says of terminals."""
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert terminal_table(ROWS) == [
        "Freedom Shield 24  ×  전차병 대항경기  certain   1 day",
        "a  ×  b                                possible  0–2 days",
    ]


def test_columns_line_up_in_letters_of_the_terminal(monkeypatch):
    sit_at_terminal(monkeypatch, columns=200)
    monkeypatch.setattr(Terminal, "encoding", "ascii")
    monkeypatch.setenv("NO_COLOR", "1")
    lines = terminal_table(ROWS)
    assert [line.isascii() for line in lines] == [True, True]
    assert lines[0].index("certain") == lines[1].index("possible")


@pytest.mark.parametrize("width", [48, 60, 100])
@pytest.mark.parametrize(
    "words", [["overlaps"], ["count", "--by", "kind"], ["concurrency"], ["windows"]], ids=" ".join
)
def test_tables_of_commands_fit(words, width, monkeypatch):
    terminal = sit_at_terminal(monkeypatch, width)
    assert main([words[0], "drills", *words[1:], "--since", "2024-01-01", "--until", "2024-12-31"]) == 0
    text = CODES.sub("", terminal.getvalue())
    tables = [line for line in text.splitlines() if not re.search("overlaps among|skipped:", line)]
    assert tables
    assert max(map(measure_width, tables)) <= width


@pytest.mark.parametrize(
    "text, encoding, plain",
    [
        ("2024-03-04 – 2024-03-14", "ascii", "2024-03-04 - 2024-03-14"),
        ("a → b", "cp1252", "a -> b"),
        ("├─ “x”", "ascii", '|- "x"'),
        ("P’yŏngyang", "cp1252", "P’yongyang"),
        ("P’yŏngyang", "ascii", "P'yongyang"),
        ("½ km, 5 µm, ±2°", "ascii", "1/2 km, 5 um, +/-2\\xb0"),
        ("\uff2b\uff23\uff2e\uff21", "cp1252", "KCNA"),
        ("전차", "cp949", "전차"),
        ("\u110c\u1165\u11ab\u110e\u1161", "cp949", "전차"),
        ("전차", "cp1252", "\\uc804\\ucc28"),
        ("café", "cp949", "cafe"),
        ("no such file: \udcff", "utf-8", "no such file: \\udcff"),
        ("a\u2003b\u2011c", "ascii", "a b-c"),
        ("😀", "cp949", "\\U0001f600"),
    ],
)
def test_what_an_encoding_lacks_becomes_something_plain(text, encoding, plain):
    """What can be read, as near as the letters allow; else the number, from which the letter can be told."""
    assert simplify_text(text, encoding) == plain
