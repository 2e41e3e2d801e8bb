"""What counts as JSON, and that everything else is refused with its place and code."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from korea_events.codecs.json_text.diagnose import find_json_problems
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.json_text.strict import is_too_deep, parse_json, read_json_value
from korea_events.errors import FileError

SMALL = Limits(bytes=1_000, nesting=5, digits=20, problems=3)

REFUSED: dict[str, tuple[str | bytes, list[tuple[str, str]]]] = {
    "nothing": ("", [("$", "json-empty")]),
    "no bytes": (b"", [("$", "json-empty")]),
    "white space only": (" \n\t\r\n", [("$", "json-empty")]),
    "a byte order mark only": ("\ufeff", [("$", "json-empty")]),
    "two byte order marks": ("\ufeff\ufeff{}", [("$", "json-syntax")]),
    "truncated after a key": ('{"actors": [{"id"', [("$.actors[0].id", "json-truncated")]),
    "truncated in a text": ('{"actors": [{"id": "us', [("$.actors[0].id", "json-truncated")]),
    "truncated in a list": ("[1, 2", [("$[1]", "json-truncated")]),
    "truncated after a comma": ("[1,", [("$[1]", "json-truncated")]),
    "truncated word": ('{"a": tru', [("$.a", "json-syntax")]),
    "trailing text": ("{} and so on", [("$", "json-trailing")]),
    "two documents": ("{}{}", [("$", "json-trailing")]),
    "two lines of JSON Lines": ("{}\n{}", [("$", "json-trailing")]),
    "trailing comma in a list": ("[1,]", [("$[0]", "json-syntax")]),
    "trailing comma in an object": ('{"a":1,}', [("$.a", "json-syntax")]),
    "single quotes": ("{'a': 1}", [("$", "json-syntax")]),
    "bare key": ("{a: 1}", [("$", "json-syntax")]),
    "comment": ("[1] // yes", [("$", "json-trailing")]),
    "None": ("[None]", [("$[0]", "json-syntax")]),
    "True": ("[True]", [("$[0]", "json-syntax")]),
    "hexadecimal": ("[0x10]", [("$[0]", "json-syntax")]),
    "leading zero": ("[012]", [("$[0]", "json-syntax")]),
    "leading plus": ("[+1]", [("$[0]", "json-syntax")]),
    "leading point": ("[.5]", [("$[0]", "json-syntax")]),
    "final point": ("[5.]", [("$[0]", "json-syntax")]),
    "full-width digits": ("[\uff11\uff12]", [("$[0]", "json-syntax")]),
    "Arabic-Indic digits": ("[\u0661]", [("$[0]", "json-syntax")]),
    "mixed digits": ("[1\u0661]", [("$[0]", "json-syntax")]),
    "no-break space between": ("[1,\u00a02]", [("$[1]", "json-syntax")]),
    "NaN": ('{"a": [1, NaN]}', [("$.a[1]", "json-number")]),
    "Infinity": ('{"a": Infinity}', [("$.a", "json-number")]),
    "-Infinity": ('{"a": -Infinity}', [("$.a", "json-number")]),
    "all of them": ("[NaN, Infinity, -Infinity]", [(f"$[{i}]", "json-number") for i in range(3)]),
    "1e999": ('{"a": 1e999}', [("$.a", "json-number-range")]),
    "-1e999": ('{"a": -1e999}', [("$.a", "json-number-range")]),
    "1e-999": ('{"a": 1e-999}', [("$.a", "json-number-range")]),
    "5,000 digits": ('{"a": ' + "9" * 5_000 + "}", [("$.a", "json-number-digits")]),
    "5,000 decimals": ('{"a": 0.' + "1" * 5_000 + "}", [("$.a", "json-number-digits")]),
    "a huge exponent": ('{"a": 1e' + "9" * 5_000 + "}", [("$.a", "json-number-digits")]),
    "duplicate key": ('{"id": 1, "id": 1}', [("$.id", "json-duplicate-key")]),
    "duplicate key, escaped": ('{"id": 1, "\\u0069d": 1}', [("$.id", "json-duplicate-key")]),
    "duplicate keys everywhere": (
        '{"a": [{"b": 1, "b": 2}], "c": {"odd key": 1, "odd key": 2, "odd key": 3}, "a": 0}',
        [
            ("$.a[0].b", "json-duplicate-key"),
            ("$.c['odd key']", "json-duplicate-key"),
            ("$.c['odd key']", "json-duplicate-key"),
            ("$.a", "json-duplicate-key"),
        ],
    ),
    "nested lists": (
        "[" * 100_000,
        [("$" + "[0]" * 64, "json-nesting"), ("$" + "[0]" * 64, "json-truncated")],
    ),
    "nested and closed": ("[" * 100_000 + "]" * 100_000, [("$" + "[0]" * 64, "json-nesting")]),
    "nested objects": ('{"a":' * 100_000 + "1" + "}" * 100_000, [("$" + ".a" * 64, "json-nesting")]),
    "one level too deep": ("[" * 65 + "]" * 65, [("$" + "[0]" * 64, "json-nesting")]),
    "lone high surrogate": ('{"a": "\\ud83d"}', [("$.a", "json-surrogate")]),
    "lone low surrogate": ('{"a": "\\ude00"}', [("$.a", "json-surrogate")]),
    "reversed surrogates": ('["\\ude00\\ud83d"]', [("$[0]", "json-surrogate")] * 2),
    "low surrogate after an escaped backslash": ('["\\\\ud83d\\ude00"]', [("$[0]", "json-surrogate")]),
    "surrogate in a key": ('{"\\ud83d": 1}', [("$", "json-surrogate")]),
    "raw surrogate in a str": ('["\ud83d"]', [("$", "text-not-unicode")]),
    "raw NUL outside": ("[1]\x00", [("$", "json-trailing")]),
    "raw NUL in a text": ('["a\x00b"]', [("$[0]", "json-control-character")]),
    "raw line feed in a text": (
        '["a\nb", "c\td"]',
        [("$[0]", "json-control-character"), ("$[1]", "json-control-character")],
    ),
    "unknown escape": ('["\\x41"]', [("$[0]", "json-syntax")]),
    "short escape": ('["\\u12"]', [("$[0]", "json-syntax")]),
    "escape with a sign": ('["\\u+123"]', [("$[0]", "json-syntax")]),
    "UTF-16 with mark": ("{}".encode("utf-16"), [("$", "text-not-utf8")]),
    "UTF-16 LE": ("{}".encode("utf-16-le"), [("$", "text-not-utf8")]),
    "UTF-16 BE": ("{}".encode("utf-16-be"), [("$", "text-not-utf8")]),
    "UTF-32": ("{}".encode("utf-32"), [("$", "text-not-utf8")]),
    "Latin-1": ('["caf\u00e9"]'.encode("latin-1"), [("$", "text-not-utf8")]),
    "EUC-KR": ('["\ud55c\uad6d"]'.encode("euc-kr"), [("$", "text-not-utf8")]),
    "overlong slash": (b'["\xc0\xaf"]', [("$", "text-not-utf8")]),
    "surrogate as UTF-8": (b'["\xed\xa0\x80"]', [("$", "text-not-utf8")]),
    "beyond Unicode": (b'["\xf4\x90\x80\x80"]', [("$", "text-not-utf8")]),
    "cut inside a character": ('["\ud55c'.encode()[:-1], [("$", "text-not-utf8")]),
    "gzip": (b"\x1f\x8b\x08\x00", [("$", "text-not-utf8")]),
    "problems before broken syntax": (
        '{"a": NaN, "a": 1e999, "b": }',
        [
            ("$.a", "json-number"),
            ("$.a", "json-duplicate-key"),
            ("$.a", "json-number-range"),
            ("$.b", "json-syntax"),
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_json_is_refused_with_every_place_and_code(name: str) -> None:
    data, expected = REFUSED[name]
    with pytest.raises(FileError) as caught:
        read_json_value(data)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == expected


ACCEPTED: dict[str, tuple[str | bytes, Any]] = {
    "a leading byte order mark": ("\ufeff{}".encode(), {}),
    "the same in a str": ("\ufeff{}", {}),
    "10**30": ("[1000000000000000000000000000000]", [10**30]),
    "largest double": ("[1.7976931348623157e308]", [sys.float_info.max]),
    "smallest double": ("[5e-324]", [5e-324]),
    "zero in many ways": ("[0, -0, 0.0, 0e5, 0.000e-999]", [0, 0, 0.0, 0.0, 0.0]),
    "seventeen digits": ("[0.10000000000000001]", [0.1]),
    "escaped pair": ('["\\ud83d\\ude00"]', ["\U0001f600"]),
    "escaped Hangul": ('["\\ud55c\\uad6d"]', ["\ud55c\uad6d"]),
    "escaped NUL": ('["\\u0000"]', ["\x00"]),
    "line separators": ('["\u2028\u2029\u0085\u007f"]', ["\u2028\u2029\u0085\x7f"]),
    "ten megabytes of text": ('["' + "\ud55c" * 3_500_000 + '"]', ["\ud55c" * 3_500_000]),
    "64 deep": ("[" * 64 + "]" * 64, None),
    "keys that execute elsewhere": (
        '{"__class__": "os.system", "py/object": 1}',
        {"__class__": "os.system", "py/object": 1},
    ),
    "any top level": (" null ", None),
    "memory": (memoryview(b"[false]"), [False]),  # type: ignore[dict-item]  # typing it as bytes keeps the table simple
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_json_is_read_exactly(name: str) -> None:
    data, expected = ACCEPTED[name]
    value = read_json_value(data)
    if expected is not None:
        assert json.dumps(value) == json.dumps(expected)


def test_limits_are_arguments() -> None:
    """Size, digits, nesting and the number of listed problems are the caller's to set."""
    assert read_json_value("[[[[[1]]]]]", SMALL) == [[[[[1]]]]]
    for text, code in [
        ("[[[[[[1]]]]]]", "json-nesting"),
        ("1" * 21, "json-number-digits"),
        (" " * 1_001, "file-too-large"),
    ]:
        with pytest.raises(FileError) as caught:
            read_json_value(text, SMALL)
        assert [problem.code for problem in caught.value.problems] == [code]
    found = parse_json("[" + "NaN," * 50 + "NaN]", SMALL).problems
    assert (len(found), len(list(found))) == (51, SMALL.problems)


@pytest.mark.parametrize(
    "limits",
    [{"nesting": 0}, {"nesting": 401}, {"digits": 4_001}, {"bytes": -1}, {"bytes": True}, {"digits": 1.5}],
)
def test_limits_past_which_the_interpreter_would_decide_are_refused(limits: dict[str, Any]) -> None:
    with pytest.raises(FileError) as caught:
        Limits(**limits)
    assert caught.value.problems[0].code == "limit-range"


@pytest.mark.parametrize("thing", [None, 5, {}, ["{}"], object()])
def test_only_text_and_bytes_are_read(thing: Any) -> None:
    with pytest.raises(FileError) as caught:
        read_json_value(thing)
    assert caught.value.problems[0].code == "text-type"


def test_messages_say_line_and_column_and_show_no_control_characters() -> None:
    problems = parse_json('{"a": 1,\n  "b": \u202e}').problems
    assert [str(problem) for problem in problems] == [
        "$.b: line 2, column 8: '\\u202e' instead of a value [json-syntax]"
    ]


def test_single_bad_places_leave_the_rest_to_be_checked() -> None:
    """A key given twice or a number out of range does not hide what else is wrong: the value is still there."""
    reading = parse_json('{"a": NaN, "b": 1, "b": 2, "c": "\\ud800"}')
    assert reading.whole
    assert reading.value == {"a": None, "b": 1, "c": "\ufffd"}
    assert not parse_json('{"a": NaN,').whole


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(json_values, st.booleans(), st.sampled_from([None, 0, 3]))
def test_both_readers_read_what_the_standard_library_writes(
    value: Any, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert repr(read_json_value(text)) == repr(value)
    assert repr(find_json_problems(text, DEFAULT_LIMITS)) == repr((value, [], True))


@given(json_values, st.data())
@example([], None)
def test_broken_text_is_never_accepted_and_never_raises_anything_else(
    value: Any, data: st.DataObject | None
) -> None:
    """Whatever is cut out of or put into a text, both readers agree on it, and so does json on what is accepted."""
    text = json.dumps(value, ensure_ascii=False)
    if data is not None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 3)))
        text = (
            text[:start]
            + data.draw(st.text(st.sampled_from('{}[]",:\\u0dD8eE+-.1 tNn\x00\n'), max_size=6))
            + text[end:]
        )
    reading = parse_json(text)
    slow, problems, whole = find_json_problems(text, DEFAULT_LIMITS)
    assert ([*reading.problems], reading.whole) == ([*problems], whole)
    if not problems:
        assert repr(reading.value) == repr(slow) == repr(json.loads(text))


@given(st.binary())
def test_arbitrary_bytes_give_a_value_or_problems(data: bytes) -> None:
    reading = parse_json(data)
    assert reading.problems or reading.whole


def test_depth_is_counted_without_recursion() -> None:
    value: Any = 1
    for _ in range(200_000):
        value = [value]
    assert is_too_deep(value, 100_000)
    assert not is_too_deep([[{"a": 1}], {}], 3)
    assert is_too_deep([[{"a": 1}], {}], 2)
