"""JSON kept as text: the fields that a record does not know, and whole records that were set aside.

The model knows no files, but it must be able to hold what a file said that it has no field for. The text is canonical
(keys sorted by code point, no white space, characters unescaped, numbers in Python's shortest form), so that equal
content is equal text.
"""

import json
from typing import Any

from korea_events.errors import RecordError
from korea_events.model.fields.text_rules import LONGEST_TEXT
from korea_events.temporal.engine import quote_value

_CANONICAL_ADVICE = "json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(',', ':')) writes it"


def write_canonical_json(value: Any) -> str:
    """The canonical text of a JSON value, on one line.

    Example:
        >>> write_canonical_json({"b": [1, 2.50], "a": "합동"})
        '{"a":"합동","b":[1,2.5]}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def read_kept_json(text: str) -> Any:
    """The value of a canonical JSON text.

    Raises:
        RecordError: ``json-number-digits`` if it has a number with more digits than the process now allows.
    """
    try:
        return json.loads(text)
    except ValueError as error:
        raise RecordError.of("json-number-digits", f"{quote_value(text)} cannot be read: {error}") from None


def check_canonical_json(text: str, *, longest: int | None = LONGEST_TEXT) -> tuple[str, str, str] | None:
    """Why ``text`` is not canonical JSON, as a fault (path, code, message); None if it is.

    With ``longest=None`` it may be of any length.

    Example:
        >>> check_canonical_json('{"days":11,"name":"합동"}') is None
        True
        >>> check_canonical_json('{"name": "합동"}')[1], check_canonical_json("{'name'}")[1]
        ('json-canonical', 'json-syntax')
    """
    if longest is not None and len(text) > longest:
        return ("", "text-long", f"must have at most {longest} characters, not {len(text)}")
    try:
        canonical = write_canonical_json(json.loads(text))
        canonical.encode()
    except (ValueError, RecursionError) as error:
        if "set_int_max_str_digits" in str(error):
            return ("", "json-number-digits", f"{quote_value(text)} cannot be read: {error}")
        # Also: numbers that are not finite, halves of surrogate pairs, nesting beyond the stack.
        return ("", "json-syntax", f"{quote_value(text)} is not JSON")
    if canonical != text:
        return ("", "json-canonical", f"{quote_value(text)} is not canonical JSON: {_CANONICAL_ADVICE}")
    return None
