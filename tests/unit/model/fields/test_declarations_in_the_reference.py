"""The reference pages list every code and every field as the classes declare them.

``python -m tests.unit.model.test_shapes_in_the_reference`` writes the tables anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from korea_events.model import RECORD_TYPES
from korea_events.model.engine import Shape, list_fields, read_field_descriptions
from tests.unit.model.every_record import PARTS
from tests.unit.model.fields.test_declarations import VOCABULARIES

REFERENCE = Path(__file__).parents[4] / "docs" / "reference"
CODES, FIELDS = REFERENCE / "vocabularies.md", REFERENCE / "records.md"
CLASSES = {cls.__name__: cls for cls in (*RECORD_TYPES, *map(type, PARTS.values()))}
FRAME = ("id", "citations", "support", "coding", "note", "extra")


def cell(text: str) -> str:
    """A text inside a row of a table."""
    return text.replace("``", "`").replace("|", "\\|")


def codes_table(name: str) -> str:
    """The codes of a vocabulary and what they stand for."""
    members = list(VOCABULARIES[name])
    schemes = [one for one in ("PLOVER", "CAMEO", "ACLED") if any(one in each.elsewhere for each in members)]
    rows = [
        [
            f"`{each}`",
            cell(each.definition),
            *([f"`{each.broader}`" if each.broader else ""] if broader else []),
        ]
        + [each.elsewhere.get(one, "") for one in schemes]
        for broader in [any(each.broader for each in members)]
        for each in members
    ]
    head = ["code", "stands for", *(["is a"] if any(each.broader for each in members) else []), *schemes]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, *rows]).replace(
        "|\n", f"|\n{'|---' * len(head)}|\n", 1
    )


def fields_table(name: str) -> str:
    """The fields of a record or part: what they hold, and what for."""
    cls = CLASSES[name]
    texts = read_field_descriptions(cls)
    shown = [spec for spec in list_fields(cls) if not (cls in RECORD_TYPES and spec.name in FRAME)]
    rows = [
        f"| `{spec.name}`{' *' if spec.required else ''} | {holds(spec)} | {cell(texts[spec.name])} |"
        for spec in shown
        if spec.name != "extra"
    ]
    return "\n".join(["| field | holds | |", "|---|---|---|", *rows])


def holds(spec) -> str:
    """What a field holds, in words."""
    match spec.shape:
        case Shape.TEXT:
            words = spec.text_rule.name.removeprefix("a ").removeprefix("an ")
        case Shape.REFERENCE:
            words = f"identifier ({', '.join(spec.collections) or 'any record'})"
        case Shape.CODE:
            names = [one.__name__ for one in spec.vocabularies]
            words = " or ".join(f"[`{one}`](vocabularies.md#{one.lower()})" for one in names)
        case Shape.NUMBER | Shape.INTEGER:
            bounds = [f"from {spec.least:g}"] if spec.least is not None else []
            bounds += [f"to {spec.most:g}"] if spec.most is not None else []
            words = " ".join([("whole number" if spec.shape is Shape.INTEGER else "number"), *bounds])
        case Shape.FLAG:
            words = "true or false"
        case Shape.SPAN:
            words = "span, its zone may be unknown" if spec.unknown_zone_allowed else "span"
        case _:
            words = " or ".join(f"[`{part.__name__}`](#{part.__name__.lower()})" for part in spec.parts)
    return f"list of: {words}" if spec.many else words


def tables(page: Path) -> dict[str, str]:
    """The tables on a page, by the heading under which they stand."""
    sections = re.split(r"^#+ ", page.read_text("utf-8"), flags=re.MULTILINE)
    return {
        section.partition("\n")[0]: "\n".join(line for line in section.splitlines() if line.startswith("|"))
        for section in sections
    }


@pytest.mark.parametrize("name", VOCABULARIES)
def test_codes_stand_in_the_reference(name):
    """With their definitions, under the name of their vocabulary."""
    assert tables(CODES).get(name) == codes_table(name)


@pytest.mark.parametrize("name", CLASSES)
def test_fields_stand_in_the_reference(name):
    """With what they hold, under the name of their class; required ones with a star."""
    assert tables(FIELDS).get(name) == fields_table(name)


def write(page: Path, names: dict[str, object], table) -> None:
    """Put the tables of a page in order; headings that are missing are added at its end."""
    text = page.read_text("utf-8").rstrip("\n") + "\n"
    for name in names:
        heading = re.search(rf"^#+ {name}\n", text, re.MULTILINE)
        if heading is None:
            text += f"\n### {name}\n\n{table(name)}\n"
            continue
        following = re.compile(r"^#+ ", re.MULTILINE).search(text, heading.end())
        end = following.start() if following else len(text)
        section = re.sub(r"(?:^\|.*\n)+", "", text[heading.end() : end], flags=re.MULTILINE).strip("\n")
        body = f"\n{section}\n\n{table(name)}\n" if section else f"\n{table(name)}\n"
        text = text[: heading.end()] + body + ("\n" if following else "") + text[end:]
    page.write_text(text, "utf-8")


if __name__ == "__main__":
    write(CODES, VOCABULARIES, codes_table)
    write(FIELDS, CLASSES, fields_table)
