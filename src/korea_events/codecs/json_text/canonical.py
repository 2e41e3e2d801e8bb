"""Values to indented JSON text, as it stands in files: the same value is always the same text.

Keys keep their order (the order of a record's fields), each level is indented by two spaces, characters are written
without ASCII escapes and numbers in Python's shortest form. ``json.dumps(value, ensure_ascii=False, indent=2)`` writes
the same, so that any tool can reproduce it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as quoted
from typing import Any

_JSON_LITERALS = {True: "true", False: "false", None: "null"}


def format_json(value: Any) -> str:
    """The text of a JSON value as it stands in files, without the final line feed.

    Example:
        >>> print(format_json({"id": "usa", "names": [], "parts": [1]}))
        {
          "id": "usa",
          "names": [],
          "parts": [
            1
          ]
        }
    """
    pieces: list[str] = []
    _write_value(value, "\n", pieces)
    return "".join(pieces)


def _write_value(value: Any, line: str, pieces: list[str]) -> None:
    # The standard library's own writer turns to slow Python code as soon as it has to indent.
    kind = type(value)
    if kind is str:
        pieces.append(quoted(value))
    elif kind is dict:
        _write_object(value, line, pieces)
    elif kind is list or kind is tuple:
        _write_list(value, line, pieces)
    else:
        pieces.append(_format_json_scalar(value))


def _write_object(value: Mapping[str, Any], line: str, pieces: list[str]) -> None:
    if not value:
        pieces.append("{}")
        return
    inner = line + "  "
    before = "{" + inner
    between = "," + inner
    for key, item in value.items():
        kind = type(item)
        if kind is str:
            pieces.append(f"{before}{quoted(key)}: {quoted(item)}")
        else:
            pieces.append(f"{before}{quoted(key)}: ")
            _write_value(item, inner, pieces)
        before = between
    pieces.append(line + "}")


def _write_list(value: Iterable[Any], line: str, pieces: list[str]) -> None:
    inner = line + "  "
    before = "[" + inner
    opened = False
    for item in value:
        if type(item) is str:
            pieces.append(before + quoted(item))
        else:
            pieces.append(before)
            _write_value(item, inner, pieces)
        if not opened:
            before = "," + inner
            opened = True
    pieces.append(line + "]" if opened else "[]")


def _format_json_scalar(value: Any) -> str:
    if value is None or value is True or value is False:
        return _JSON_LITERALS[value]
    if isinstance(value, str):  # a member of a StrEnum: its text
        return quoted(str(value))
    if isinstance(value, float):
        if value - value != 0.0:
            raise ValueError(f"{value} is not a JSON number")
        return float.__repr__(value)
    return int.__repr__(value)
