"""Two contents, place by place."""

from time import perf_counter

import pytest

from korea_events.dossier import ChangedField
from korea_events.dossier.changed_fields import diff_fields, format_json_value


def told(before, after):
    return [str(change) for change in diff_fields(before, after)]


@pytest.mark.parametrize(
    "before, after, changes",
    [
        ({}, {}, []),
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a: 1 → 2"]),
        ({"a": 1}, {}, ["- a: 1"]),
        ({}, {"a": None}, ["+ a: null"]),
        ({"a": None}, {"a": 0}, ["a: null → 0"]),
        ({"a": 13}, {"a": 13.0}, ["a: 13 → 13.0"]),
        ({"a": True}, {"a": 1}, ["a: true → 1"]),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, ["a.c: 2 → 3"]),
        ({"a": {"b": 1}}, {"a": [1]}, ['a: {"b":1} → [1]']),
        ({"a": []}, {"a": {}}, ["a: [] → {}"]),
        ({"a": {"type": "x", "t": 1}}, {"a": {"type": "y", "t": 1}}, ['a: {"t":1,"type":"x"} → {"t":1,"type":"y"}']),
        ({"비고": "늦음"}, {"비고": "이름"}, ['비고: "늦음" → "이름"']),
        ({"end date": {"a": 1}}, {"end date": {"a": 2}}, ['["end date"].a: 1 → 2']),
        ({"a": {"": 1}}, {"a": {"": 2}}, ['a[""]: 1 → 2']),
        ({"\u202e": 1}, {"\u202e": 2}, ['["\\u202e"]: 1 → 2']),
        ({"b": 1, "a": 1}, {"a": 2, "c": 3, "b": 2}, ["b: 1 → 2", "a: 1 → 2", "+ c: 3"]),
    ],
    ids=str,
)  # fmt: skip
def test_objects_are_compared_key_by_key(before, after, changes):
    """As written: 13 is not 13.0, null is not nothing; in the order of the first."""
    assert told(before, after) == changes


USA, KOR, PRK = ({"actor": name, "role": "participant"} for name in ("usa", "kor", "prk"))


@pytest.mark.parametrize(
    "before, after, changes",
    [
        ([USA], [USA, KOR], ['+ x[1]: {"actor":"kor","role":"participant"}']),
        ([USA], [KOR, USA], ['+ x[0]: {"actor":"kor","role":"participant"}']),
        ([USA, KOR, PRK], [KOR, PRK], ['- x[0]: {"actor":"usa","role":"participant"}']),
        ([USA, KOR], [USA, KOR | {"role": "host"}], ['x[1].role: "participant" → "host"']),
        ([KOR], [USA, KOR | {"role": "host"}], [
            '+ x[0]: {"actor":"usa","role":"participant"}', 'x[1].role: "participant" → "host"',
        ]),
        ([USA], [KOR], ['x[0].actor: "usa" → "kor"']),
        ([USA, KOR], [KOR, USA], [
            '+ x[0]: {"actor":"kor","role":"participant"}', '- x[1]: {"actor":"kor","role":"participant"}',
        ]),
        (["a", "b"], ["a", "c"], ['x[1]: "b" → "c"']),
        (["a", "a"], ["a", "a", "a"], ['+ x[2]: "a"']),
        (["a", "a", "b"], ["a", "a", "c", "a", "b"], ['+ x[2]: "c"', '+ x[3]: "a"']),
        (["a", "b", "a"], ["a"], ['- x[1]: "b"', '- x[2]: "a"']),
        (["a"], ["b", "c"], ['x[0]: "a" → "b"', '+ x[1]: "c"']),
        ([{}], [{"a": 1}], ["+ x[0].a: 1"]),
        ([[1]], [[1, 2]], ["+ x[0][1]: 2"]),
    ],
    ids=str,
)  # fmt: skip
def test_lists_are_lined_up(before, after, changes):
    """Equal items first, then those that begin alike, then by position."""
    assert told({"x": before}, {"x": after}) == changes


def test_a_type_does_not_make_items_alike():
    """Two values of one type are known by what follows it."""
    before = [{"type": "claim", "id": n, "v": 1} for n in (1, 2)]
    after = [{"type": "claim", "id": 2, "v": 2}]
    assert told({"x": before}, {"x": after}) == ['- x[0]: {"id":1,"type":"claim","v":1}', "x[0].v: 1 → 2"]


def test_places_count_where_they_are():
    """The place in the first content and that in the second may differ."""
    (added, changed) = diff_fields({"x": [KOR]}, {"x": [USA, KOR | {"role": "host"}]})
    assert (added.before_path, added.after_path, added.path) == (None, "x[0]", "x[0]")
    assert (changed.before_path, changed.after_path, changed.path) == ("x[0].role", "x[1].role", "x[1].role")
    assert changed.as_data() == {
        "path": "x[1].role", "before_path": "x[0].role", "before": "participant", "after": "host",
    }  # fmt: skip


def test_values_are_plain_json():
    """Nothing where there is nothing."""
    (removed,) = diff_fields({"x": {"a": [1, None]}}, {})
    assert (removed.before, removed.after, removed.path) == ({"a": [1, None]}, None, "x")
    assert removed.as_data() == {"path": "x", "before": {"a": [1, None]}}


def test_long_lists_are_compared_by_position():
    """Lining up thousands of items takes too long, unless their beginnings and ends agree."""
    odd, even = list(range(1, 2_000, 2)), list(range(0, 2_000, 2))
    assert told({"x": odd}, {"x": [0, *even]})[:2] == ["x[0]: 1 → 0", "x[1]: 3 → 0"]
    assert told({"x": odd}, {"x": [*odd[:700], 7, 8, *odd[701:]]}) == ["x[700]: 1401 → 7", "+ x[701]: 8"]
    started = perf_counter()
    for count in (200, 2_000):
        assert told({"x": [n % 2 for n in range(count)]}, {"x": [n % 3 for n in range(count)]})
    assert perf_counter() - started < 5


def test_what_lies_very_deep_is_one_value():
    """So that no depth of nesting breaks the comparison."""
    (change,) = diff_fields({"x": nested(400, 1)}, {"x": nested(400, 2)})
    assert change.path == "x" + "[0]" * 49
    assert change.after == nested(351, 2)


def nested(depth, value):
    for _ in range(depth):
        value = [value]
    return value


def test_nothing_invisible_is_shown():
    """And nothing endless."""
    assert format_json_value('"a\u202eb\u200bc\U000e0041"') == '"a\\u202eb\\u200bc\\U000e0041"'
    assert format_json_value('"' + "x" * 200) == '"' + "x" * 99 + "…"
    hidden = ChangedField(before_path=None, after_path="note", before_text=None, after_text='"\u202e"')
    assert str(hidden) == '+ note: "\\u202e"'
