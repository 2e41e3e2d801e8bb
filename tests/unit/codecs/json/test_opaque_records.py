"""Files of newer versions: refused, or read as far as they are understood and written again whole."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from korea_events.codecs import csv, dumps, geojson, jsonl, load, loads, save
from korea_events.codecs.json.files import unstructure_dossier
from korea_events.dossier import Dossier, Remainder
from korea_events.errors import FileError, KoreaEventsError, KoreaEventsWarning, NewerVersionWarning
from korea_events.testing.strategies import dossiers, json_values

USA = {"id": "usa", "name": "United States", "kind": "state"}
WAGNER = {"id": "wagner", "name": "Wagner Group", "kind": "private_company"}
MALLIGYONG = {"id": "malligyong-1", "launched": "2023-11-21"}


def newer(**content: Any) -> str:
    return json.dumps({"format": "korea-events", "version": 2, **content})


def lines(*values: object) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def read_lines(data: str | bytes, **options: Any) -> Dossier:
    return jsonl.loads(data, **options).to_dossier()


def write_lines(dossier: Dossier) -> str:
    return jsonl.dumps(dossier).text


def kept(read: Callable[..., Dossier], data: Any) -> tuple[Dossier, list[str]]:
    """What is read, and the warnings of it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        dossier = read(data, newer="keep")
    assert {warning.category for warning in caught} <= {NewerVersionWarning}
    return dossier, [str(warning.message) for warning in caught]


def refused(read: Callable[..., Any], data: Any, **how: Any) -> list[str]:
    with pytest.raises(FileError) as caught:
        read(data, **how)
    return [f"{problem.path} {problem.code}" for problem in caught.value.problems]


# -- JSON ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["", "Keep", None, True, "keep "])
def test_one_refuses_or_keeps(choice: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"")
    for read, data in (
        (loads, newer()),
        (jsonl.loads, ""),
        (jsonl.load, path),
        (jsonl.read_records, path),
    ):
        assert refused(read, data, newer=choice) == ["$ newer-choice"]


def test_a_newer_file_is_refused_unless_it_is_to_be_kept() -> None:
    assert refused(loads, newer(actors=[USA])) == ["$.version version-newer"]
    assert refused(read_lines, lines({"type": "actor", "version": 2, **USA})) == [
        "$.lines[1].version version-newer"
    ]


def test_a_newer_file_that_is_understood_stays_newer_and_warns_of_nothing() -> None:
    """Its fields may mean something else; unknown ones that resemble known ones are no surprise either."""
    dossier, warned = kept(loads, newer(actors=[{**USA, "partOf": 3}], x_case=1))
    assert (dossier.remainder, warned) == (Remainder(version=2, extra=(("x_case", "1"),)), [])
    assert json.loads(dumps(dossier)) == json.loads(newer(actors=[{**USA, "partOf": 3}], x_case=1))


def test_a_file_of_this_version_is_read_as_ever() -> None:
    text = dumps(Dossier.of())
    assert loads(text, newer="keep") == loads(text)
    bad = text.replace("1", '1, "actors": [{"id": "usa"}]')
    assert refused(loads, bad, newer="keep") == refused(loads, bad)
    with pytest.warns(KoreaEventsWarning, match="partOf"):
        loads(
            json.dumps({"format": "korea-events", "version": 1, "actors": [{**USA, "partOf": 3}]}),
            newer="keep",
        )


@pytest.mark.parametrize(
    "record, reason",
    [
        (WAGNER, "code-unknown"),
        ({"id": "usa", "title": "United States", "kind": "state"}, "field-required"),
        ({**USA, "names": "U.S."}, "field-type"),
        ({**USA, "coding": {"who": {"name": "mk"}}}, "field-type"),
        ({**USA, "type": "nation"}, "type-unknown"),
        ("usa", "field-type"),
        (None, "field-type"),
        ([USA], "field-type"),
    ],
)
def test_what_this_version_would_refuse_is_kept_whole(record: Any, reason: str) -> None:
    dossier, warned = kept(loads, newer(actors=[record]))
    assert len(dossier) == 0
    assert json.loads(dumps(dossier))["actors"] == [record]
    assert reason in warned[0]


def test_what_refers_to_it_is_kept_with_it() -> None:
    """However far; and nothing that is left refers to it."""
    chain = [{"id": f"e{n}", "name": "x", "part_of": f"e{n - 1}"} for n in range(1, 50)]
    drills = [{"id": "e0", "name": "x", "status": "dreamt"}, *chain, {"id": "other", "name": "y"}]
    dossier, warned = kept(loads, newer(exercises=drills))
    assert [record.id for record in dossier] == ["other"]
    assert len(dossier.remainder.records) == 50
    assert warned[0].startswith("50 records of version 2")
    assert "$.exercises[1]: 'e0' is not understood [reference-kept]" in warned[0]
    assert warned[0].endswith("; and 45 more")


def test_records_that_do_not_fit_together_are_kept_too() -> None:
    circle = [{"id": "a", "name": "a", "part_of": "b"}, {"id": "b", "name": "b", "part_of": "a"}]
    twice = [USA, {**USA, "name": "USA"}]
    dangling = [{"id": "h-1", "name": "h", "part_of": "h-0"}]
    dossier, _ = kept(loads, newer(actors=twice, exercises=[*circle, *dangling, {"id": "c", "name": "c"}]))
    assert [record.id for record in dossier] == ["c"]
    assert len(json.loads(dumps(dossier))["actors"]) == 2


def test_unknown_collections_are_kept_record_by_record_and_other_lists_as_they_stand() -> None:
    content = {"satellites": [{"id": "b"}, {"id": "a"}], "order": ["b", "a"], "none": [], "odd": [{"id": 1}]}
    dossier, _ = kept(loads, newer(**content))
    assert [name for name, _ in dossier.remainder.extra] == ["none", "odd", "order"]
    assert json.loads(dumps(dossier)) == {
        **json.loads(newer(**content)),
        "satellites": [{"id": "a"}, {"id": "b"}],
    }


def test_an_unknown_collection_may_be_longer_than_a_text() -> None:
    many = [{"id": f"s{n:06}", "words": "x" * 100} for n in range(10_000)]
    dossier, _ = kept(loads, newer(satellites=many))
    assert json.loads(dumps(dossier))["satellites"] == many


def test_what_is_no_file_is_refused_all_the_same() -> None:
    assert refused(loads, newer(actors={"usa": USA}), newer="keep") == ["$.actors field-type"]
    assert refused(loads, '{"format": "other", "version": 2}', newer="keep")[0] == "$.format format-unknown"
    assert refused(loads, '{"format": "korea-events", "version": 2, "a": 1, "a": 2}', newer="keep") == [
        "$.a json-duplicate-key"
    ]
    deep = {"id": "deep", "x": json.loads("[" * 70 + "]" * 70)}
    for content in ({"actors": [deep]}, {"satellites": [deep]}):
        (problem,) = refused(loads, newer(**content), newer="keep")
        assert problem.endswith("json-nesting")


def test_files_are_read_in_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(newer(actors=[USA, WAGNER]))
    dossier, warned = kept(load, path)
    assert len(warned) == 1
    save(dossier, path)
    assert kept(load, path)[0] == dossier


@pytest.mark.parametrize(
    "read, data",
    [(loads, newer(actors=[WAGNER])), (jsonl.loads, lines({"type": "actor", "version": 2, **WAGNER}))],
    ids=["json", "lines"],
)
def test_whoever_reads_the_file_is_warned_where_they_do(read: Any, data: Any) -> None:
    with pytest.warns(NewerVersionWarning) as caught:
        read(data, newer="keep")
    assert [warning.filename for warning in caught] == [__file__]


@pytest.mark.parametrize("write", [csv.dumps, geojson.dumps], ids=["csv", "geojson"])
def test_an_export_says_that_it_drops_what_is_not_understood(write: Any) -> None:
    dossier, _ = kept(loads, newer(satellites=[MALLIGYONG]))
    assert "$.satellites" in [loss.path for loss in write(dossier).losses]


# -- JSON Lines ----------------------------------------------------------------------------------------------------

MIXED = lines(
    {"type": "actor", **USA},
    {"type": "actor", "version": 2, **WAGNER},
    {"type": "satellite", "version": 3, **MALLIGYONG},
    {"type": "actor", "version": 2, "id": "prk", "name": "North Korea", "kind": "state", "flag": "red"},
    {"format": "korea-events", "version": 2, "places": [{"id": "sohae", "kind": "pad"}], "x_case": 1},
)


def test_lines_are_kept_as_records_are() -> None:
    dossier, warned = kept(read_lines, MIXED)
    assert [record.id for record in dossier] == ["prk", "usa"]
    assert dossier.remainder.version == 3
    assert [collection for collection, _ in dossier.remainder.records] == ["actors", "lines", "places"]
    assert warned[0].startswith("3 records of version 3 are kept")
    for read, written in ((read_lines, write_lines(dossier)), (loads, dumps(dossier))):
        assert kept(read, written)[0] == dossier


def test_a_stream_leaves_out_what_it_does_not_understand(tmp_path: Path) -> None:
    """It has nowhere to keep it: the lines are rejected, and kept byte for byte if somebody says where."""
    path, rejects = tmp_path / "a.jsonl", tmp_path / "r.jsonl"
    path.write_bytes(MIXED)
    with jsonl.read_records(path, rejects=rejects, newer="keep") as stream:
        assert [record.id for record in stream] == ["usa", "prk"]
        assert [problem.path for problem in stream.problems] == [
            "$.lines[2].kind", "$.lines[3].type", "$.lines[5].places[0].name",
        ]  # fmt: skip
        assert stream.remainder == Remainder(version=2)
    assert rejects.read_bytes() == b"".join(MIXED.splitlines(keepends=True)[n] for n in (1, 2, 4))
    with jsonl.read_records(path) as stream:
        assert [record.id for record in stream] == ["usa"]
        assert (stream.remainder, stream.rejected) == (Remainder(), 4)


def test_a_file_of_lines_is_kept_too(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    dossier, _ = kept(read_lines, MIXED)
    jsonl.save(dossier, path)
    assert kept(lambda path, newer: jsonl.load(path, newer=newer).to_dossier(), path)[0] == dossier


def test_lines_that_refer_to_what_is_kept_are_kept() -> None:
    drill = {
        "type": "exercise",
        "id": "x",
        "name": "x",
        "participations": [{"actor": "wagner", "role": "participant"}],
    }
    dossier, warned = kept(read_lines, lines(drill, {"type": "actor", "version": 2, **WAGNER}))
    assert len(dossier) == 0
    assert "$.lines[1]: 'wagner' is not understood" in warned[0]
    assert kept(read_lines, write_lines(dossier))[0] == dossier


def test_an_old_line_with_a_problem_is_refused_beside_newer_ones() -> None:
    data = lines({"type": "actor", **WAGNER}, {"type": "actor", "version": 2, **USA})
    assert refused(read_lines, data, newer="keep") == ["$.lines[1].kind code-unknown"]


def test_two_lines_may_not_say_different_things_of_the_file_itself() -> None:
    """The one would be lost."""
    one, two = ({"format": "korea-events", "version": 1, "x_case": n} for n in (1, 2))
    assert read_lines(lines(one, one)).remainder.extra == (("x_case", "1"),)
    assert refused(read_lines, lines(one, two)) == ["$.lines[2].x_case jsonl-twice"]


def test_a_kept_line_with_fields_of_a_line_is_written_as_a_small_file() -> None:
    odd = Remainder(version=2, records=[("lines", '{"format":"x","id":"a"}'), ("lines", '"text"')])
    text = write_lines(Dossier.of(remainder=odd))
    assert [json.loads(line)["lines"] for line in text.splitlines()[1:]] == [
        ["text"],
        [{"format": "x", "id": "a"}],
    ]


# -- laws ----------------------------------------------------------------------------------------------------------


@st.composite
def newer_files(draw: st.DrawFn) -> dict[str, Any]:
    """Files of newer versions: with unknown fields, and records of which something has changed."""
    file = unstructure_dossier(draw(dossiers()))
    file["version"] = draw(st.integers(2, 9))
    for collection in [name for name, value in file.items() if isinstance(value, list)]:
        for record in file[collection]:
            change = draw(st.sampled_from(["nothing", "more", "less", "other", "nothing"]))
            name = draw(st.sampled_from(sorted(record)))
            if change == "more":
                record["x_newer"] = draw(json_values())
            elif change == "less" and name != "id":
                del record[name]
            elif change == "other":
                record[name] = {"x_newer": draw(json_values())}
    if draw(st.booleans()):
        file["satellites"] = [{"id": "~m-1", "of": draw(json_values())}]
    return file


def content(file: dict[str, Any]) -> dict[str, Any]:
    """What a file says, whatever the order of its records."""
    return {
        name: sorted(json.dumps(item, sort_keys=True) for item in value) if isinstance(value, list) else value
        for name, value in file.items()
    }


@pytest.mark.filterwarnings("ignore::korea_events.errors.KoreaEventsWarning")
@given(newer_files())
def test_nothing_is_lost_of_a_newer_file(file: dict[str, Any]) -> None:
    text = json.dumps(file)
    try:
        dossier = loads(text, newer="keep")
    except KoreaEventsError as error:
        assert {problem.code for problem in error.problems} == {"json-nesting"}  # noqa: PT017
        return
    saved = dumps(dossier)
    assert content(json.loads(saved)) == content(file)
    assert loads(saved, newer="keep") == dossier
    assert dumps(loads(saved, newer="keep")) == saved
    assert read_lines(write_lines(dossier), newer="keep") == dossier
