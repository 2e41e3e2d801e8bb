"""JSON Lines: a bad line is told and kept aside, the rest goes on, and nothing is lost."""

from __future__ import annotations

import errno
import gzip
import io
import json
import subprocess
import sys
import tracemalloc
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.codecs import Limits, dumps, jsonl
from korea_events.codecs.json.opaque_records import OpaqueRecords
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS
from korea_events.codecs.jsonl.lines import LineReader, read_bounded_lines
from korea_events.dossier import Dossier, Remainder
from korea_events.errors import FileError, MisspeltFieldWarning, Problem
from korea_events.model import Actor, Place
from korea_events.testing.laws import codec_round_trips, only_our_errors
from korea_events.testing.strategies import dossiers, json_values

USA = {"type": "actor", "id": "usa", "name": "United States", "kind": "state"}
KOR = {"type": "actor", "id": "kor", "name": "South Korea", "kind": "state"}


def lines(*values: Any) -> bytes:
    return b"".join(
        (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n" for value in values
    )


def stream(tmp_path: Path, data: bytes, **arguments: Any) -> jsonl.RecordStream:
    path = tmp_path / "records.jsonl"
    path.write_bytes(data)
    return jsonl.read_records(path, **arguments)


def told(tmp_path: Path, data: bytes, **arguments: Any) -> tuple[list[str], list[tuple[str, str]]]:
    """The ids of the good records, and the places and codes of the problems."""
    with stream(tmp_path, data, **arguments) as records:
        ids = [record.id for record in records]
        return ids, [(problem.path, problem.code) for problem in records.problems]


# -- lines -------------------------------------------------------------------------------------------------------
# Bad lines are rows of tests/conformance/bad_inputs.py.


def test_lines_end_with_line_feeds_only(tmp_path: Path) -> None:
    """U+2028 and U+0085 inside a text divide nothing, though Python's splitlines would."""
    name = "a\u2028b"
    record = Actor(id="usa", name="United States", kind="state", note=f"x{name}y")
    path = tmp_path / "a.jsonl"
    jsonl.save(Dossier.of(record), path)
    assert path.read_text("utf-8").count("\n") == 1
    assert list(jsonl.read_records(path)) == [record]


def test_line_numbers_count_blank_lines_too(tmp_path: Path) -> None:
    assert told(tmp_path, b"\n\n{}\n")[1] == [("$.lines[3].type", "type-missing")]


# -- what becomes of bad lines -----------------------------------------------------------------------------------


def test_raise_ends_the_reading_at_the_first_bad_line(tmp_path: Path) -> None:
    found = stream(tmp_path, lines(USA, b"{", KOR), on_error="raise")
    assert next(found).id == "usa"
    with pytest.raises(FileError) as caught:
        next(found)
    assert caught.value.problems[0].path.startswith("$.lines[2]")


def test_a_function_gets_one_problem_each_and_nothing_is_collected(tmp_path: Path) -> None:
    seen: list[Problem] = []
    with stream(tmp_path, lines(b'{"type": "actor"}', USA, b"{"), on_error=seen.append) as found:
        assert [record.id for record in found] == ["usa"]
        assert found.problems == []
        assert found.rejected == 2
    assert [problem.path for problem in seen] == [
        "$.lines[1].id", "$.lines[1].name", "$.lines[1].kind", "$.lines[3]",
    ]  # fmt: skip


@pytest.mark.parametrize("on_error", ["ignore", None, 5])
def test_nothing_else_can_become_of_them(on_error: Any, tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        stream(tmp_path, b"", on_error=on_error)
    assert caught.value.problems[0].code == "jsonl-on-error"


def test_rejects_are_kept_byte_for_byte(tmp_path: Path) -> None:
    bad = [b'{"type": "actor"}\r', b"\xff\xfe", b'{"half']
    with stream(tmp_path, lines(USA, *bad[:2], KOR) + bad[2], rejects=tmp_path / "rejects") as found:
        assert len(list(found)) == 2
    assert (tmp_path / "rejects").read_bytes() == b"\n".join(bad)


def test_rejects_are_never_written_over_what_is_read(tmp_path: Path) -> None:
    data = lines(USA, b"{")
    (tmp_path / "link").symlink_to("records.jsonl")
    for name in ("records.jsonl", "link"):
        with pytest.raises(FileError) as caught:
            stream(tmp_path, data, rejects=tmp_path / name)
        assert caught.value.problems[0].code == "file-same"
        assert (tmp_path / "records.jsonl").read_bytes() == data


def test_rejects_replace_their_file_when_the_stream_is_closed(tmp_path: Path) -> None:
    """Until then an old file stays as it is, and so it does if the stream is never read or is killed."""
    rejects = tmp_path / "rejects"
    rejects.write_bytes(b"old")
    with stream(tmp_path, lines("bad", USA), rejects=rejects) as records:
        assert next(records).id == "usa"
        assert rejects.read_bytes() == b"old"
    assert rejects.read_bytes() == b'"bad"\n'
    with stream(tmp_path, lines(USA), rejects=rejects) as records:
        assert len(list(records)) == 1
    assert rejects.read_bytes() == b""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["records.jsonl", "rejects"]


def test_rejects_that_no_longer_fit_are_a_file_error(tmp_path: Path) -> None:
    """Really written past a limit of the system, in a process of its own."""
    (tmp_path / "a.jsonl").write_bytes(b"bad\n" * 100_000)
    program = (
        "import resource, sys\n"
        "from korea_events.codecs.jsonl import read_records\n"
        "from korea_events.errors import FileError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    list(read_records(sys.argv[1], rejects=sys.argv[2]))\n"
        "except FileError as error:\n    print(error.problems[0].code, 'rejects' in str(error))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.jsonl"), str(tmp_path / "rejects")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("file-disk-full True\n", "")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


class FailingDisk(io.RawIOBase):
    """A file whose first lines can be read."""

    def __init__(self, data: bytes) -> None:
        self.data = [data]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.data:
            raise OSError(errno.EIO, "input/output error")
        data = self.data.pop()
        buffer[: len(data)] = data
        return len(data)


@pytest.mark.parametrize("read", [jsonl.load, lambda path: list(jsonl.read_records(path))])
def test_a_disk_that_fails_while_lines_are_read_is_a_file_error(
    read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = io.BufferedReader(FailingDisk(lines(USA)))
    monkeypatch.setattr(jsonl.files, "open_regular_file", lambda path: disk)
    with pytest.raises(FileError, match=r"a\.jsonl") as caught:
        read(tmp_path / "a.jsonl")
    assert [problem.code for problem in caught.value.problems] == ["file-failed"]


@pytest.mark.parametrize("name", ["bytes", "line", "problems", "ratio"])
def test_a_limit_may_be_larger_than_any_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines(USA)))
    limits = Limits(**{name: 10**30})
    assert [record.id for record in jsonl.read_records(path, limits=limits)] == ["usa"]
    assert [record.id for record in jsonl.load(path, limits=limits).records] == ["usa"]
    assert [record.id for record in jsonl.loads(lines(USA), limits=limits).records] == ["usa"]


def test_a_file_may_unpack_to_so_many_times_its_size(tmp_path: Path) -> None:
    """So that a small file cannot keep a program busy for minutes; a file of a mebibyte is never too much."""
    path = tmp_path / "a.jsonl.gz"
    for size, fits in ((2**20, True), (3 * 2**20, False)):
        path.write_bytes(gzip.compress(b"\n" * size))
        with jsonl.read_records(path) as records:
            found = only_our_errors(list, records)
        assert (found == []) is fits
    with jsonl.read_records(path, limits=Limits(ratio=2_000)) as records:
        assert list(records) == []


def test_only_so_many_problems_are_collected(tmp_path: Path) -> None:
    with stream(tmp_path, b"{}\n" * 50, limits=Limits(problems=10)) as found:
        assert list(found) == []
        assert (len(found.problems), found.rejected) == (11, 50)


def test_misspelt_fields_are_warned_of_once_at_the_end_of_the_file(tmp_path: Path) -> None:
    data = lines({**USA, "partOf": "x"}, {**KOR, "partOf": "y"})
    found = stream(tmp_path, data)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert len(list(found)) == 2
    assert [warning.category for warning in caught] == [MisspeltFieldWarning]
    assert str(caught[0].message).startswith("$.lines[1].partOf and 1 more")


# -- size --------------------------------------------------------------------------------------------------------


def test_a_line_over_the_limit_is_left_out_and_kept_aside_whole(tmp_path: Path) -> None:
    long = json.dumps({**USA, "id": "long", "note": "x" * 1_000}).encode()
    with stream(
        tmp_path, lines(USA, long, KOR) + long, limits=Limits(line=200), rejects=tmp_path / "rejects"
    ) as found:
        assert [record.id for record in found] == ["usa", "kor"]
        assert [(problem.path, problem.code) for problem in found.problems] == [
            ("$.lines[2]", "jsonl-line"), ("$.lines[4]", "jsonl-line"),
        ]  # fmt: skip
    assert (tmp_path / "rejects").read_bytes() == long + b"\n" + long


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Thirty thousand different records are read in less than five megabytes."""
    path = tmp_path / "many.jsonl"
    with path.open("wb") as file:
        for i in range(30_000):
            record = {
                "type": "exercise",
                "id": f"d{i}",
                "name": f"drill {i}",
                "span": f"{1950 + i % 70}-03-{i % 28 + 1:02}",
            }
            record["citations"] = [{"document": f"wire-{i}", "locator": f"page {i}"}]
            file.write(json.dumps(record).encode() + b"\n")
    with jsonl.read_records(path) as found:
        next(found)
        tracemalloc.start()
        count = sum(1 for _ in found)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == 29_999
    assert peak < 5_000_000


@pytest.mark.parametrize("cut", [3, 15, -4])
def test_a_broken_compressed_file_is_told(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress(lines(USA, KOR))[:cut])
    with pytest.raises(FileError) as caught:
        list(jsonl.read_records(path))
    assert caught.value.problems[0].code == "file-compressed"


# -- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_files_give_back_what_they_were_given(name: str, tmp_path: Path) -> None:
    dossier = Dossier.of(
        Actor(id="usa", name="United States", kind="state", extra=(("format", "1"), ("version", '"x"'))),
        Place(id="sohae", name="Sohae"),
        remainder=Remainder(extra=(("x_case", "[1]"),)),
    )
    path = tmp_path / name
    jsonl.save(dossier, path)
    assert jsonl.load(path).to_dossier() == dossier
    first = path.read_bytes()
    jsonl.save(dossier, path)
    assert path.read_bytes() == first
    with jsonl.read_records(path) as found:
        assert sorted(found, key=lambda record: record.id) == [dossier["sohae"], dossier["usa"]]
        assert found.remainder.extra == (("x_case", "[1]"),)


def test_a_misspelt_field_is_warned_of_where_the_file_is_read(tmp_path: Path) -> None:
    data = lines({**USA, "partOf": "x"})
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    for read, what in ((jsonl.loads, data), (jsonl.load, path)):
        with pytest.warns(MisspeltFieldWarning) as caught:
            read(what)
        assert [warning.filename for warning in caught] == [__file__]


def test_references_are_checked_when_a_dossier_is_made(tmp_path: Path) -> None:
    data = b"\n" + lines(
        USA, {"type": "actor", "id": "usfk", "name": "USFK", "kind": "command", "part_of": "us"}
    )
    assert told(tmp_path, data) == (["usa", "usfk"], [])
    with pytest.raises(FileError) as caught:
        jsonl.loads(data).to_dossier()
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("$.lines[3].part_of", "reference-dangling")
    ]


def test_adding_begins_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(USA) + b'{"half')
    jsonl.append_records([Place(id="sohae", name="Sohae")], path)
    jsonl.append_records([], path)
    assert path.read_bytes() == lines(USA) + b'{"half\n{"type":"place","id":"sohae","name":"Sohae"}\n'


def test_adding_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(USA))

    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(FileError) as caught:
        jsonl.append_records([Place(id="sohae", name="Sohae")], path)
    assert caught.value.problems[0].code == "file-disk-full"
    assert path.read_bytes() == lines(USA)


DOSSIER = Dossier.of(Place(id="sohae", name="Sohae"))
ONE_LINE = json.dumps(json.loads(dumps(DOSSIER))).encode()


@pytest.mark.parametrize(
    "name, content, extended",
    [
        ("a.json", dumps(DOSSIER).encode(), False),
        ("a.jsonl", dumps(DOSSIER).encode(), False),
        ("a.jsonl", dumps(Dossier.of()).encode(), False),
        ("a.json", ONE_LINE, False),
        ("a", ONE_LINE + b"\n", False),
        ("a.jsonl", ONE_LINE + b"\n", True),  # also a line that is a small file
        ("a.csv", b"id,name\nsohae,Sohae\n", False),
        ("a.txt", b"notes", False),
        ("a.jsonl", b"[]\n", False),
        ("a.jsonl", b"", True),
        ("a.jsonl", b"\n\n", True),
        ("a.jsonl", b"\xef\xbb\xbf" + lines(USA), True),
        ("a.jsonl", b'{"type":"act', True),  # a killed writer left it so
        ("a.jsonl", b'{"type":"act\n' + lines(USA), True),
        ("a.jsonl", lines({**USA, "note": "x" * 100_000}), True),
    ],
)
def test_lines_are_added_to_lines_only(name: str, content: bytes, extended: bool, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refused = only_our_errors(jsonl.append_records, [Place(id="tonghae", name="Tonghae")], path)
    assert (refused is None) is extended
    if refused is not None:
        assert [problem.code for problem in refused.problems] == ["jsonl-append"]
        assert path.read_bytes() == content


def test_a_compressed_file_is_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    jsonl.save(Dossier.of(), path)
    before = path.read_bytes()
    with pytest.raises(FileError) as caught:
        jsonl.append_records([Place(id="sohae", name="Sohae")], path)
    assert caught.value.problems[0].code == "jsonl-compressed"
    assert path.read_bytes() == before


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", "/dev/null"):
        with pytest.raises(FileError):
            jsonl.read_records(path)
        if path != tmp_path / "none":
            with pytest.raises(FileError):
                jsonl.append_records([], path)


# -- laws --------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::korea_events.errors.KoreaEventsWarning")
@settings(max_examples=40)
@given(dossiers())
def test_json_lines_give_back_what_they_were_given(dossier: Dossier) -> None:
    codec_round_trips(
        dossier,
        dumps=lambda given: jsonl.dumps(given).text,
        loads=lambda text: jsonl.loads(text).to_dossier(),
    )


odd_lines = json_values() | st.dictionaries(
    st.sampled_from(["type", "id", "format", "version", "name"]),
    json_values() | st.sampled_from(["actor", "korea-events", 1]),
)


@pytest.mark.filterwarnings("ignore::korea_events.errors.KoreaEventsWarning")
@given(st.lists(odd_lines, max_size=3))
def test_any_lines_are_a_dossier_or_a_list_of_problems(values: list[Any]) -> None:
    only_our_errors(jsonl.loads, lines(*values))


bad_lines = st.one_of(
    st.binary(max_size=30).map(lambda data: data.replace(b"\n", b"")),
    odd_lines.map(lambda value: json.dumps(value).encode()),
    st.sampled_from([b"", b" ", b"\xef\xbb\xbf"]),
    st.sampled_from(
        [
            b"a",
            b"[]",
            b"[[[[1]]]]",
            b"[1,NaN]",
            b'"\\ud800"',
            b"{}",
            b'{"a":',
            b'{"a":[[[[]]]]}',
            b"1" * 2_000,
        ]
    ),
    st.sampled_from(
        [
            b"\xef\xbb\xbf \t\r" + lines(USA)[:-1],
            lines(USA)[:-1],
            b'{"type":"actor"}',
            b'{"type":"actor","id":3,"name":"","kind":"x","a":1}',
        ]
    ),
)


def _read_lines(data: bytes, newer: jsonl.NewerPolicy, **limits: int) -> tuple[LineReader, list[Any]]:
    """The reader of some lines after one bad line, and what it gave and rejected in turn."""
    done: list[Any] = []
    reader = LineReader(OpaqueRecords(Limits(**limits), newer), write_reject=done.append, numbers=[])
    done.extend(reader.read(read_bounded_lines(io.BytesIO(b"?\n" + data), DEFAULT_LIMITS, None)))
    return reader, done


@given(
    st.lists(st.lists(bad_lines, max_size=2).map(b"".join), max_size=4), st.sampled_from(["refuse", "keep"])
)
def test_problems_that_are_only_counted_are_problems_all_the_same(
    some: list[bytes], newer: jsonl.NewerPolicy
) -> None:
    """Lines after the last listed problem are read and rejected as before; the problems of one text count as one."""
    data = b"\n".join(some)
    for limits in ({}, {"nesting": 3}, {"bytes": 8}):
        listed, expected = _read_lines(data, newer, **limits)
        counted, done = _read_lines(data, newer, **limits, problems=1)
        assert done == expected
        assert (counted.rejected, counted.numbers) == (listed.rejected, listed.numbers)
        assert counted.remainder == listed.remainder
        textual = Counter(
            one.path.split("]")[0] for one in listed.problems if one.code.startswith(("json", "text"))
        )
        assert len(counted.problems) == len(listed.problems) - sum(textual.values()) + len(textual)


@pytest.mark.parametrize("thing", [None, 10**5_000, ["{}"], (1, 2), {}, object()], ids=type)
def test_only_text_and_bytes_are_read(thing: Any) -> None:
    with pytest.raises(FileError) as caught:
        jsonl.loads(thing)
    assert caught.value.problems[0].code == "text-type"


def test_the_length_of_a_text_is_limited() -> None:
    with pytest.raises(FileError) as caught:
        jsonl.loads(lines(USA), limits=Limits(bytes=10))
    assert caught.value.problems[0].code == "file-too-large"


@given(st.binary(max_size=100) | st.text(max_size=100))
def test_any_text_is_a_dossier_or_a_list_of_problems(data: bytes | str) -> None:
    only_our_errors(jsonl.loads, data)
