"""The phrases of phrases.toml: what is written, what follows, and the table of the page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import korea_events as ke
from korea_events import model

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "phrases.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->"
ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))[
    "phrase"
]
ZONE = "Asia/Seoul"


class WrittenPhrase:
    """What a row of the table writes, in a dossier beside the exercise that some phrases speak of."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.names: dict[str, Any] = {name: getattr(ke, name) for name in dir(ke) if name[0] != "_"}
        self.names |= {name: getattr(model, name) for name in dir(model) if name[0] != "_"}
        self.names["drills"] = ke.Exercise(id="drills", name="drills", span="2024-03-04/2024-03-14")
        write = row["write"]
        if write[0].isupper():
            self.item = self.evaluate(write).published
            self.dossier = ke.Dossier()
        else:
            self.item = self.evaluate(f"Exercise(id='x', name='x', {write})")
            further = map(self.evaluate, row.get("records", ()))
            self.dossier = ke.Dossier.of(self.names["drills"], self.item, *further)
        self.names |= {"x": self.item, "dossier": self.dossier}

    def evaluate(self, code: str) -> Any:
        """What an expression of the table gives."""
        return eval(code, self.names)

    def find_days(self) -> tuple[str, str]:
        """The days on which it may have been, and certainly was, under way."""
        item = self.item
        if self.dossier.links:
            item = self.dossier.network().tightened("x")
        steps = ke.concurrency([item], zone=ZONE)
        possible = _merge_days(step.days for step in steps if step.possible)
        return possible, _merge_days(step.days for step in steps if step.certain)


def _merge_days(stretches: Iterable[ke.DayRange]) -> str:
    """Day ranges as text; those that follow each other as one."""
    merged: list[ke.DayRange] = []
    for days in stretches:
        if merged and merged[-1].last is not None and days.first == merged[-1].last.add(days=1):
            merged[-1] = ke.DayRange(merged[-1].first, days.last)
        else:
            merged.append(days)
    return " ".join(map(str, merged))


def build_tables() -> str:
    """The tables of the page, one for each group."""
    lines: list[str] = []
    for group, rows in groupby(ROWS, key=lambda row: row["group"]):
        lines += [f"## {group}\n", "| the report says | write | may be | certainly is | what else |"]
        lines.append("|---|---|---|---|---|")
        for row in rows:
            cells = (
                row["says"],
                _format_code(row),
                _format_days(row["possible"]),
                _format_days(row["certain"]),
            )
            lines.append("| " + " | ".join((*cells, _format_remarks(row))) + " |")
        lines.append("")
    return "\n".join(lines)


def _format_code(row: dict[str, Any]) -> str:
    pieces = [row["write"].replace("\n", " "), *row.get("records", ())]
    return "<br>".join(f"`{piece}`" for piece in pieces)


def _format_days(days: str) -> str:
    return ", ".join(days.split()) or "–"


def _format_remarks(row: dict[str, Any]) -> str:
    remarks = [f"footing {row['footing']}"] if "footing" in row else []
    remarks += [row["note"]] if "note" in row else []
    remarks += [f"`{code}`: {result}" for code, result in row.get("also", ())]
    return "; ".join(remarks)


def write_tables() -> None:
    """Write the tables into the page."""
    head, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(head + BEGIN + build_tables() + END + rest.partition(END)[2], "utf-8")
