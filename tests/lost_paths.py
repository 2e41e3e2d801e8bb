"""What is left of a dossier once the reported losses are taken away: an oracle for exports."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from typing import Any

from korea_events.codecs import Loss, dumps
from korea_events.codecs.structuring import Reader
from korea_events.dossier import Dossier
from korea_events.model import COLLECTIONS, Record

STEP = re.compile(r'\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\[(\'(?:[^\'\\]|\\.)*\'|"(?:[^"\\]|\\.)*")\]')


def steps(path: str) -> tuple[str | int, ...]:
    """The steps of a path: ``$.exercises[1].span``."""
    assert path.startswith("$")
    found: list[str | int] = []
    position = 1
    while position < len(path):
        match = STEP.match(path, position)
        assert match is not None, f"no path: {path}"
        found.append(match[1] or (int(match[2]) if match[2] else ast.literal_eval(match[3])))
        position = match.end()
    return tuple(found)


def without(dossier: Dossier, losses: Iterable[Loss]) -> dict[str, Any]:
    """The JSON file of a dossier without what was lost. A loss that is not there is an error."""
    file: dict[str, Any] = json.loads(dumps(dossier))
    ways = {steps(loss.path) for loss in losses}
    for way in sorted(ways, key=lambda way: [(isinstance(step, int), step) for step in way], reverse=True):
        place: Any = file
        for step in way[:-1]:
            place = place[step]
        del place[way[-1]]
    return file


def left_over(dossier: Dossier, losses: Iterable[Loss], collections: Iterable[str]) -> list[Record]:
    """The records of some collections as they are without what was lost."""
    file = without(dossier, losses)
    reader = Reader()
    made = [
        reader.structure(COLLECTIONS[name], value) for name in collections for value in file.get(name, ())
    ]
    assert not reader.problems
    return [record for record in made if record is not None]
