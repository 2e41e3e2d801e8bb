"""The figures of figures.toml and the words of the library: the tables of the page."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "figures.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->"
_ROWS = tomllib.loads((Path(__file__).parent / "figures.toml").read_text("utf-8"))
FIGURES: list[dict[str, Any]] = _ROWS["figure"]
LENGTHS: list[dict[str, Any]] = _ROWS["length"]
WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    (files("korea_events.model") / "figure_words.toml").read_text("utf-8")
)


def build_tables() -> str:
    """The tables of the page: figures, lengths, words."""
    lines: list[str] = []
    for group, rows in groupby(FIGURES, key=lambda row: row["group"]):
        lines += [
            f"### {group}\n",
            "| the report says | is read as | at least | at most |",
            "|---|---|---|---|",
        ]
        for row in rows:
            read = row["reads"] if "reads" in row else _list_codes(row)
            bounds = (str(row.get(name, "–")) for name in ("least", "most"))
            lines.append(f"| {row['says']} | {read} | {' | '.join(bounds)} |")
        lines.append("")
    lines += ["### Lengths\n", "| the report says | is read as |", "|---|---|"]
    for row in LENGTHS:
        fields = ", ".join(f"`{name}={row[name]!r}`" for name in ("n", "unit", "qualifier") if name in row)
        lines.append(f"| {row['says']} | {_list_codes(row) if 'refused' in row else fields or 'its words'} |")
    lines += ["", "### Words\n", "| stands for | words |", "|---|---|"]
    for section in ("qualifier", "unit"):
        lines += [f"| `{code}` | {', '.join(words)} |" for code, words in WORDS[section].items()]
    lines += [f"| nothing | {', '.join(WORDS['filler']['nothing'])} |", ""]
    return "\n".join(lines)


def _list_codes(row: dict[str, Any]) -> str:
    return ", ".join(f"`{code}`" for code in row["refused"])


def write_tables() -> None:
    """Write the tables into the page."""
    head, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(head + BEGIN + build_tables() + END + rest.partition(END)[2], "utf-8")
