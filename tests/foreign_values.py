"""Values of other libraries and of wrong classes, and the public functions that are given them."""

from __future__ import annotations

import contextlib
import datetime as dt
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from korea_events import codecs, dossier as dossiers, reference
from korea_events.codecs import jsonl
from korea_events.errors import KoreaEventsError
from korea_events.model.engine import list_fields
from tests.unit.model.every_record import FACTS


class Ambiguous:
    """Has no truth value, compares to something else than a truth value and cannot be a key, as an array."""

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise ValueError("the truth value is ambiguous")

    def __eq__(self, other: object) -> Any:
        return self

    def __len__(self) -> int:
        return 2

    def __iter__(self) -> Iterator[float]:
        return iter((1.5, 2.5))


class Undescribed:
    """Cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("not shown")

    __str__ = __repr__


PLAIN: Final[tuple[Any, ...]] = (
    *(Ambiguous(), Undescribed(), Ambiguous, object(), lambda: 1, ..., Exception("x")),
    *(
        7,
        1.5,
        True,
        10**5_000,
        float("nan"),
        float("inf"),
        b"a",
        bytearray(b"a"),
        "",
        "\ud800",
        "a" * 100_000,
    ),
    *({1: 2}, {"a"}, [], [[]], [None], [Undescribed()], ((),), (Ambiguous(),), iter([1])),
    *(dt.timedelta(1), dt.time(1), dt.datetime(2024, 3, 4), dt.date.min, dt.date.max, FACTS[0]),
)
"""Values that any program has."""

_DOSSIER: Final = reference.get_dossier("seed")
_EVENT: Final = _DOSSIER.exercises[0]
_GOOD: Final[dict[str, Any]] = {
    "dossier": _DOSSIER,
    "other": _DOSSIER,
    "before": _DOSSIER,
    "after": _DOSSIER,
    "event": _EVENT,
    "record": _EVENT,
    "records": [_EVENT],
    "identifier": _EVENT.id,
    "key": _EVENT.id,
    "name": "seed",
    "day": "2024-03-10",
    "since": "2024-03-01",
    "until": "2024-03-10",
    "path": "name",
    "changes": {},
    "text": "{}",
    "data": b"{}",
    "filename": "a.json",
    "judgement": None,
    "path_of": str,
    "kind": None,
}
_FILE_FUNCTIONS: Final = frozenset(
    {"load", "save", "read_bytes", "replace_file", "fingerprint", "read_records"}
)
_METHODS: Final = {
    _DOSSIER: ("as_of", "known_on", "changes", "merge", "get", "referring_to", "with_", "without", "network",
               "tightened", "rebuild", "__getitem__", "__contains__", "of", "from_paths"),
    _DOSSIER.exercises: ("get", "__getitem__", "__contains__"),
    _EVENT: ("support_for", "replace"),
    codecs: ("load", "loads", "dumps", "save", "read_bytes", "replace_file", "fingerprint", "find_codec",
             "get_codec", "read_kept_record", "register_codec"),
    jsonl: ("load", "loads", "dumps", "save", "append_records", "read_records"),
    codecs.geojson: ("dumps", "save"),
    codecs.schema: ("json_schema",),
    dossiers: ("diff", "set_aside", "date_reasons", "narrow_dates", "Collection", "Remainder"),
    reference: ("get_dossier",),
}  # fmt: skip


def list_calls(values: tuple[Any, ...], folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every public function of the model, of dossiers and of files, with each value for each of its arguments."""
    for owner, names in _METHODS.items():
        for name in names:
            function = getattr(owner, name)
            parameters = inspect.signature(function).parameters.values()
            for place, parameter in enumerate(parameters):
                for value in values if parameter.name != "path_of" else ():
                    yield f"{name}({parameter.name})", _build_call(function, place, value, folder)
    for fact in FACTS:
        given = {spec.name: getattr(fact, spec.name) for spec in list_fields(type(fact))}
        for name in given:
            for value in values:
                yield f"{type(fact).__name__}({name})", _build_construction(type(fact), given | {name: value})


def _build_construction(kind: type[Any], arguments: dict[str, Any]) -> Callable[[], object]:
    return lambda: kind(**arguments)


def _build_call(function: Callable[..., Any], place: int, value: Any, folder: Path) -> Callable[[], object]:
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for position, parameter in enumerate(inspect.signature(function).parameters.values()):
        given = value if position == place else _GOOD.get(parameter.name, parameter.default)
        if parameter.name == "path" and position != place and function.__name__ != "support_for":
            given = folder / "file"
        if parameter.kind is parameter.VAR_POSITIONAL:
            positional += [value] if position == place else []
        elif parameter.kind is parameter.VAR_KEYWORD:
            named |= {"name": value} if position == place else {}
        elif parameter.kind is parameter.KEYWORD_ONLY:
            named[parameter.name] = given
        else:
            positional.append(_EVENT if given is parameter.empty else given)
    return lambda: _exhaust(function(*positional, **named))


def _exhaust(result: object) -> object:
    return list(result) if isinstance(result, jsonl.RecordStream) else result


def find_raw_errors(values: tuple[Any, ...], folder: Path) -> list[str]:
    """The calls that end in an error that is not the library's, or in a message without end."""
    found: list[str] = []
    for name, call in list_calls(values, folder):
        try:
            with contextlib.chdir(folder):  # some values are names of files
                call()
        except KoreaEventsError as error:
            longest = max(len(problem.message) for problem in error.problems)
            found += [f"{name}: a message of {longest} characters"] if longest >= 1_000 else []
        except IndexError:
            assert name == "__getitem__(key)", name  # as of every sequence of Python
        except Exception as error:
            found.append(f"{name}: {type(error).__name__}: {error}"[:200])
    return list(dict.fromkeys(found))
