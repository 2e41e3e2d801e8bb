"""A copy of the package that has one more type of record, and programs that use it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import korea_events

PACKAGE = Path(korea_events.__file__).parent

NEW_TYPE = '''"""Visits, which only this test knows."""

from typing import ClassVar

from attrs import frozen

from korea_events.model.fields.declarations import ActorId, Line
from korea_events.model.record import Record
from korea_events.temporal import Span


@frozen(kw_only=True, repr=False)
class Visit(Record):
    """A visit."""

    collection: ClassVar[str] = "visits"
    type_tag: ClassVar[str] = "visit"

    name: Line
    """What the visit is called."""
    visitor: ActorId | None = None
    """Who came."""
    paid: Span | None = None
    """When."""
'''

PROGRAM = """
import korea_events as ke
from korea_events.codecs import csv, get_codec, jsonl, schema, sqlite
from korea_events.model import Visit
from korea_events.testing.strategies import records

usa = ke.Actor(id="usa", name="United States", kind="state")
visit = Visit(id="visit", name="A visit", visitor="usa", paid=ke.Span.on("2024-03-14"), note="x", extra=(("y", "1"),))
dossier = ke.Dossier.of(usa, visit)


def carries_or_loses(result):
    lost = [loss for loss in result.losses if loss.path.startswith("$.visits")]
    return bool(lost) or b"A visit" in result.data

"""


def copy_package(folder: Path) -> None:
    """Copy the package into a folder and declare visits there, in as few places as a real type."""
    package = folder / "korea_events"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "model/visits.py").write_text(NEW_TYPE, "utf-8")
    _replace_in_one(
        package / "model",
        "\n\nfrom korea_events.model.actors import",
        "\n\nfrom korea_events.model.visits import Visit\nfrom korea_events.model.actors import",
    )
    _replace_in_one(package / "model", "    Link,\n)\n", "    Link,\n    Visit,\n)\n")
    links = "    links: Collection[Link] = "
    _replace_in_one(
        package / "dossier",
        links,
        links.replace("links", "visits").replace("Link", "Any")
        + "field(default=_EMPTY_COLLECTION)\n"
        + links,
    )


def run_program(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run lines of code that may use ``dossier`` and ``visit``, with the copy of the package in a folder."""
    return subprocess.run(  # our own code
        [sys.executable, "-W", "ignore", "-c", PROGRAM + code],
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _replace_in_one(folder: Path, old: str, new: str) -> None:
    """Replace a text that stands in exactly one file of a folder, and once."""
    (path,) = [path for path in folder.glob("*.py") if old in path.read_text("utf-8")]
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} is not unique in {path}"
    path.write_text(text.replace(old, new), "utf-8")
