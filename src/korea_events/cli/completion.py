"""``korea-events completion``: the script with which a shell completes commands, options and their values."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any, Final

from korea_events.cli.commands import EVENT_TYPES, SHIPPED
from korea_events.cli.program import build_parser
from korea_events.cli.streams import Output
from korea_events.codecs import list_codecs
from korea_events.errors import import_extra
from korea_events.model import (
    ActivityKind,
    ExerciseKind,
    LeaderActivityKind,
    MeasureKind,
    PlaceRole,
    Role,
    Status,
    WeaponEventKind,
)

_VALUES: Final[dict[str, list[str]]] = {
    "from_format": [codec.name for codec in list_codecs() if codec.load is not None],
    "to": [codec.name for codec in list_codecs()],
    "records": [*EVENT_TYPES],
    "count": [*EVENT_TYPES],
    "around": [*EVENT_TYPES],
    "kind": [*ExerciseKind, *WeaponEventKind, *LeaderActivityKind, *ActivityKind],
    "role": [*Role, *PlaceRole],
    "status": [*Status],
    "what": [*MeasureKind],
}
"""What an argument may be beside its own choices."""
_FUNCTION: Final = "_korea_events_inputs"
_FILES_AND_NAMES: Final = {
    "bash": f'{_FUNCTION}() {{ compgen -f -- "$1"; compgen -W "{" ".join(SHIPPED)}" -- "$1"; }}',
    "zsh": f"{_FUNCTION}() {{ compadd -- {' '.join(SHIPPED)}; _files }}",
    "fish": f"function {_FUNCTION}; printf '%s\\n' {' '.join(SHIPPED)}; __fish_complete_path (commandline -ct); end",
}
"""A function for each shell that completes the names of files and of shipped dossiers."""
_INPUTS: Final = {shell: f"({_FUNCTION})" if shell == "fish" else _FUNCTION for shell in _FILES_AND_NAMES}


def run(arguments: argparse.Namespace) -> Output:
    """Print the script."""
    shtab: Any = import_extra("shtab", "extra-cli", 'completion needs shtab: pip install "korea-events[cli]"')
    parser = build_parser()
    for action in _list_actions(parser):
        if action.metavar in ("FILE", "IN", "A", "B"):
            action.complete = _INPUTS
        elif action.metavar in ("OUT", "PATH", "MAP"):
            action.complete = shtab.FILE
        elif action.choices is None:
            action.choices = _VALUES.get(action.dest)
    return Output(text=shtab.complete(parser, arguments.shell, preamble=_FILES_AND_NAMES), is_data=True)


def _list_actions(parser: Any) -> Iterator[Any]:
    for action in parser._actions:  # noqa: SLF001 - what shtab reads too
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _list_actions(command)
        else:
            yield action
