"""Versions of the file format: the heading of a file, and the steps that bring an old file up to date.

A step is a function from the plain values of one version to those of the next. It does not use the model, so that it
keeps working when the model changes. Steps are kept for ever, and so are the golden files of each version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from korea_events.codecs.json_text.paths import describe_value
from korea_events.errors import Problem

FORMAT: Final = "korea-events"
"""The value of ``format`` in a file."""

VERSION: Final = 1
"""The version that is written, and the newest that is read."""

_MAX_VERSIONS: Final = 1_000_000

UpgradeStep = Callable[[dict[str, Any]], dict[str, Any]]

UPGRADE_STEPS: Final[Mapping[int, UpgradeStep]] = MappingProxyType({})
"""The step from each version to the next. The first will be ``{1: from_1_to_2}``, when there is a version 2."""


def check_heading(file: Mapping[str, Any], *, newest: int = VERSION) -> list[Problem]:
    """What is wrong with a file's ``format`` and ``version``.

    Example:
        >>> [problem.code for problem in check_heading({"format": "korea-events", "version": 2})]
        ['version-newer']
    """
    problems: list[Problem] = []
    if "format" not in file:
        problems.append(Problem("$.format", "format-missing", f'must be given: "{FORMAT}"'))
    elif file["format"] != FORMAT:
        problems.append(
            Problem("$.format", "format-unknown", f"must be {FORMAT!r}, not {describe_value(file['format'])}")
        )
    version = file.get("version")
    if "version" not in file:
        problems.append(Problem("$.version", "version-missing", f"must be given; the newest is {newest}"))
    elif type(version) is not int or not 1 <= version < _MAX_VERSIONS:
        message = f"must be an integer from 1 to {newest}, not {describe_value(version)}"
        problems.append(Problem("$.version", "version-unknown", message))
    elif version > newest:
        advice = (
            f"this library reads versions up to {newest}: upgrade korea-events, "
            'or keep what it does not understand with newer="keep"'
        )
        problems.append(Problem("$.version", "version-newer", f"the file has version {version}; {advice}"))
    return problems


def upgrade_file(
    file: dict[str, Any], steps: Mapping[int, UpgradeStep] = UPGRADE_STEPS, *, newest: int = VERSION
) -> dict[str, Any]:
    """The file as the newest version would have written it; ``file`` itself does not change.

    Example:
        >>> def rename(file):
        ...     return {("exercises" if key == "drills" else key): value for key, value in file.items()}
        >>> upgrade_file({"version": 1, "drills": []}, {1: rename}, newest=2)
        {'version': 2, 'exercises': []}
    """
    while (version := file["version"]) < newest:
        file = {**steps[version](file), "version": version + 1}
    return file
