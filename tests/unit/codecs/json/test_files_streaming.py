"""A file that is read record by record says what it says when it is read as a whole, whatever is wrong with it."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from korea_events.codecs.json.files import (
    DossierReader,
    import_json,
    issue_warnings,
    parse_within_limits,
)
from korea_events.codecs.json.opaque_records import NewerPolicy, OpaqueRecords
from korea_events.codecs.json_text.limits import Limits
from korea_events.codecs.json_text.strict import NeedsDiagnosis, stream_json
from korea_events.codecs.structuring import Reader

ACTOR = '{"id": "usa", "name": "USA", "kind": "state"}'
PLACES = '{"id": "sohae", "name": "Sohae"}, {"id": "punggye-ri", "name": "Punggye-ri", "nmae": [1]}'
MEMBERS = [
    '"format": "korea-events"', '"format": "other"', '"format": []', '"version": 1', '"version": 2', '"version":1.0',
    f'"actors": [{ACTOR}]', f'"actors":[{ACTOR},{ACTOR}]', '"actors": [{"id": "x"}, 5]', '"actors": []', '"actors": {}',
    f'"places" :\n[{PLACES}\t]', '"places": [{"id": "a", "id": "b", "name": "x"}]', '"places": [1,]', '"places": 1',
    '"exercises": [{"id": "fs", "name": "FS", "participations": [{"actor": "usa", "role": "host"}], "span": "2024-3"}]',
    '"exercises": [{"id": "fs", "name": "FS", "series": "\\ud83d\\ude00", "note": "\\ud800"}]', '"satellites": [{}]',
    '"placse": [1, {"a": []}]', '"note": "\\u00e9"', "1: 2", '"a": NaN', "", '"exercises": [{"id": "é", "name": "é"}]',
]  # fmt: skip
BEGINNING = MEMBERS[0] + "," + MEMBERS[3] + ","
ORDER = {"actors": 0, "places": 1}


def read_as_a_whole(text: str, limits: Limits, newer: NewerPolicy) -> tuple[Any, list[str]]:
    """What a file says, and the warnings."""
    opaque = OpaqueRecords(limits, newer)
    reader = DossierReader(Reader(limits), opaque)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = reader.structure(parse_within_limits(text, limits))
        issue_warnings(reader.reader, opaque, stacklevel=1)
    return result, [str(one.message) for one in caught]


@example(BEGINNING + ",".join([MEMBERS[6], MEMBERS[11], MEMBERS[15], MEMBERS[18]]), "}", "refuse", 64)
@example(BEGINNING + ",".join([MEMBERS[11], MEMBERS[6]]), "}\n", "refuse", 64)
@example(BEGINNING + ",".join([MEMBERS[6], MEMBERS[6]]), "}", "keep", 64)
@given(
    st.one_of(st.just(""), st.just(BEGINNING)).flatmap(
        lambda start: st.lists(st.sampled_from(MEMBERS), max_size=5).map(lambda some: start + ",".join(some))
    ),
    st.sampled_from(["}", "} \n", "", "}}", ",}", "]"]),
    st.sampled_from(["refuse", "keep"]),
    st.sampled_from([64, 3]),
)
def test_a_stream_and_a_whole_say_the_same(members: str, end: str, newer: NewerPolicy, nesting: int) -> None:
    """Records, problems with their paths, what is kept beside them, and warnings."""
    limits, text = Limits(nesting=nesting), "{" + members + end
    whole, messages = read_as_a_whole(text, limits, newer)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = import_json(text, limits=limits, newer=newer)
    assert (found.records, found.problems, found.remainder) == (
        whole.records,
        whole.problems,
        whole.remainder,
    )
    positions = range(len(found.records))
    assert [found.path_of(one) for one in positions] == [whole.path_of(one) for one in positions]
    assert [str(one.message) for one in caught] == messages


def read_members(text: str) -> list[tuple[str, Any]]:
    """All members, with the items of those that come one by one."""
    members = stream_json(text, Limits(), ORDER)
    return [(name, [*value] if name in ORDER else value) for name, value in members]


def test_members_come_one_by_one() -> None:
    """Lists with a place in the order as their items, all else as it is."""
    found = read_members('\ufeff{"places": [1, {"a": 2}] , "x": [3]}\n')
    assert found == [("places", [1, {"a": 2}]), ("x", [3])]


@pytest.mark.parametrize(
    "text",
    ['{"places": [1], "actors": [2]}', '{"x": 1, "x": 2}', '{"places": [1], "places": [2]}', '{"actors": 1}'],
)
def test_what_is_unusual_is_left_to_others(text: str) -> None:
    """Another order, a name that comes twice, and a collection that is no list."""
    with pytest.raises(NeedsDiagnosis):
        read_members(text)
