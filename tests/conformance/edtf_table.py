"""The table of EDTF conformance as Markdown, from edtf.toml; run as a program, it writes it into the page."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "edtf.md"
BEGIN = "<!-- table: begin -->\n"
END = "<!-- table: end -->"
ROWS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "edtf.toml").read_text("utf-8")
)


def named(section: str) -> list[Any]:
    """The rows of a section for pytest, each under its number and text."""
    return [pytest.param(row, id=f"{number}-{row['text']!a}") for number, row in enumerate(ROWS[section])]


def tables() -> str:
    """All four tables."""
    rows = ROWS
    return "\n".join(
        [
            "### Accepted\n",
            *_table(
                ("Text", "What it is", "Starts", "Last day (instants: end)", "Length", "Elsewhere"),
                map(_accepted, rows["accepted"]),
            ),
            "\n### Refused\n",
            *_table(("Text", "Code", "Write instead", "Elsewhere"), map(_refused, rows["refused"])),
            "\n### Normalised\n",
            *_table(
                ("Text", "Kept as", "Why"),
                ((_code(row["text"]), _code(row["kept"]), row.get("note", "")) for row in rows["normalised"]),
            ),
            "\n### Where the standard is silent\n",
            *_table(
                ("Text", "Question", "Our choice", "Why"),
                (
                    (_code(row["text"]), row["question"], row["choice"], row["reason"])
                    for row in rows["silent"]
                ),
            ),
            "",
        ]
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _accepted(row: Mapping[str, Any]) -> tuple[str, ...]:
    beside = [f"{name} {row[name]}" for name in ("duration", "as_of", "zone") if name in row]
    feature = "; ".join([row["feature"], *beside])
    if row.get("alternatives", 1) > 1:
        feature += f" ({row['alternatives']} alternatives)"
    if not row.get("exact", True):
        feature += " (a hull, not exact)"
    unit = "days" if row.get("grain", "day") == "day" else "µs"
    length = f"{_range(row['length'])} {unit}" if row["length"] != "1/1" or unit == "µs" else "1 day"
    return (
        _code(row["text"]),
        feature,
        _range(row["starts"]),
        _range(row["lasts"] if "lasts" in row else row["ends"]),
        length,
        _elsewhere(row),
    )


def _refused(row: Mapping[str, Any]) -> tuple[str, ...]:
    instead = " or ".join(map(_code, row.get("instead", "").split(" or ")))
    return _code(row["text"]), f"`{row['code']}`", instead, _elsewhere(row)


def _elsewhere(row: Mapping[str, Any]) -> str:
    """What the two libraries we are held against make of a text, where it differs."""
    said = []
    if "edtf" in row:
        other = row["edtf"]
        said.append(f"edtf: {_range(other)}" if "/" in other else f"edtf: raises {other}")
    if "validator" in row:
        said.append(f"edtf-validate: {row['validator']}")
    return "; ".join(said)


def _range(text: str) -> str:
    first, last = text.split("/")
    return first if first == last else f"{first} – {last}"


def _code(text: str) -> str:
    if text and not text.isprintable():
        text = text.encode("unicode_escape").decode()
    return f"`{text}`" if text else ""


def main() -> None:
    """Write the tables into the page."""
    head, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(head + BEGIN + tables() + END + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    main()
