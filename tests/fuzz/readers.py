"""Every reader of what comes from outside, and what must hold for whatever it is given.

Two things: nothing but a ``KoreaEventsError`` with problems leaves it; and where something was read, writing it and
reading that again gives the same. An input of a reader that takes arguments begins with lines that say which.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cattrs import BaseValidationError

from korea_events.codecs import (
    ImportResult,
    Limits,
    csv,
    dumps,
    extract_problems,
    ical,
    jsonl,
    list_codecs,
    loads,
    make_converter,
    read_kept_record,
    sqlite,
    stix,
)
from korea_events.codecs.json_text.diagnose import find_json_problems
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS
from korea_events.codecs.json_text.strict import read_json_value
from korea_events.codecs.relational import flatten_records
from korea_events.dossier import Dossier
from korea_events.errors import DossierError, KoreaEventsError, KoreaEventsWarning
from korea_events.evidence.figures.extents import Extent, extent
from korea_events.model import (
    COLLECTIONS,
    Judgement,
    Quantity,
    Record,
    StatedLength,
)
from korea_events.model.engine import (
    EVENT_COLLECTIONS,
    unstructure,
    unstructure_with_type,
    write_canonical_json,
    write_canonical_record,
)
from korea_events.reference import get_dossier, names
from korea_events.temporal import Span, parse_spans
from korea_events.testing.laws import (
    codec_round_trips,
    only_our_errors,
    relations_are_mirrored,
    span_arguments_round_trip,
)
from tests.conformance.bad_inputs import FORMS, RECORDS, WHOLE
from tests.conformance.edtf_table import ROWS
from tests.conformance.importers import IMPORTERS, MIDDLE
from tests.corpus.figure_table import FIGURES, LENGTHS, WORDS
from tests.databases import build_database
from tests.foreign_bundle import FOREIGN, build_bundle
from tests.fuzz.mutation import ODD_TEXTS, Mutation, by_lines_of_values, by_values, by_words
from tests.lost_paths import left_over
from tests.stand_ins import add_stand_ins

GOLDEN = Path(__file__).parents[1] / "golden"
_LONGEST_SEED = 4_000
_MOST_ALIKE = 2
"""How many seeds there are of records that have the same fields."""


class Reader(NamedTuple):
    """One reader: what it is tried with, how that is changed, and what must hold."""

    check: Callable[[bytes], object]
    """Reads an input; raises for whatever must not happen, and for nothing else."""
    seeds: Callable[[], list[bytes]]
    mutation: Callable[[Iterable[bytes]], Mutation]
    extra: str | None = None
    """The extra of the library that it needs."""


def try_reader(name: str, data: bytes) -> None:
    """Give an input to a reader.

    Raises:
        Exception: when something happens that must not.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        READERS[name].check(data)


# -- what must hold ----------------------------------------------------------------------------------------------


def _read_lines(data: str | bytes, **options: Any) -> Dossier:
    return jsonl.loads(data, **options).to_dossier()


def _write_lines(dossier: Dossier) -> str:
    return jsonl.dumps(dossier).text


def _json(data: bytes) -> None:
    found = only_our_errors(loads, data)
    if isinstance(found, Dossier):
        codec_round_trips(found, dumps=dumps, loads=loads)
        codec_round_trips(found, dumps=_write_lines, loads=_read_lines)


def _newer_json(data: bytes) -> None:
    """Files of a newer version, of which what is not understood is kept."""

    def keeping(text: str | bytes) -> Dossier:
        return loads(text, newer="keep")

    found = only_our_errors(keeping, data)
    if isinstance(found, Dossier):
        codec_round_trips(found, dumps=dumps, loads=keeping)
        codec_round_trips(found, dumps=_write_lines, loads=lambda text: _read_lines(text, newer="keep"))


def _strict_json(data: bytes) -> None:
    """Both readers come to the same, and what they accept is what the standard library makes of it."""
    found = only_our_errors(read_json_value, data)
    if isinstance(found, KoreaEventsError):
        if found.problems[0].code not in {"text-not-utf8", "file-too-large"}:
            slow = find_json_problems(data.decode("utf-8").removeprefix("\ufeff"), DEFAULT_LIMITS)
            assert tuple(slow[1]) == found.problems, f"told {found.problems}, at leisure {slow[1]}"
        return
    text = data.decode("utf-8").removeprefix("\ufeff")
    assert repr(found) == repr(json.loads(text)), "another value than anybody else reads"
    assert repr(find_json_problems(text, DEFAULT_LIMITS)) == repr((found, [], True)), (
        "another value at leisure"
    )
    assert repr(read_json_value(json.dumps(found))) == repr(found), "came back as another value"


def _json_lines(data: bytes) -> None:
    found = only_our_errors(_read_lines, data)
    if isinstance(found, Dossier):
        codec_round_trips(found, dumps=_write_lines, loads=_read_lines)
        codec_round_trips(found, dumps=dumps, loads=loads)


_FOLDER = tempfile.TemporaryDirectory(prefix="fuzz-")


def _json_lines_file(data: bytes) -> None:
    """The first line says how the file is kept: plain or compressed, damaged where, and how long a line may be."""
    said, _, lines = data.partition(b"\n")
    how = _arguments(said)
    raw = gzip.compress(lines, 1, mtime=0) if how.get("gzip") else lines
    if how.get("twice"):
        raw += raw
    cut, damaged = how.get("cut"), how.get("damaged")
    if type(cut) is int:
        raw = raw[:cut]
    if type(damaged) is int and raw:
        at = damaged % len(raw)
        raw = raw[:at] + bytes([raw[at] ^ 1 + damaged % 255]) + raw[at + 1 :]
    line = how.get("line")
    limits = Limits(line=max(1, line), bytes=100_000) if type(line) is int else DEFAULT_LIMITS
    path, rejects = Path(_FOLDER.name, "a.jsonl"), Path(_FOLDER.name, "rejects.jsonl")
    path.write_bytes(raw)

    def records() -> list[Record]:
        with jsonl.read_records(path, rejects=rejects, limits=limits) as stream:
            found = list(stream)
            if not stream.rejected:
                assert not stream.problems, "problems, and every line is good"
            else:
                assert stream.problems, "lines left out without a word"
            left = rejects.read_bytes().count(b"\n") + 1
            assert stream.rejected in (left, left - 1), f"{stream.rejected} left out, {left} kept aside"
            return found

    streamed = only_our_errors(records)
    whole = only_our_errors(lambda: jsonl.load(path, limits=limits).to_dossier())
    if isinstance(whole, Dossier):
        assert isinstance(streamed, list)
        assert Dossier.of(*streamed, remainder=whole.remainder) == whole
        if not how.get("gzip") and type(line) is not int:
            assert _read_lines(raw) == whole


def _csv(data: bytes) -> None:
    """The first line holds the arguments; one that is none is left out."""
    said, _, sheet = data.partition(b"\n")
    given = _arguments(said)
    names = ("table", "new_ids", "day_format", "time_format", "zone", "encoding", "delimiter")
    arguments: dict[str, Any] = {name: given[name] for name in names if type(given.get(name)) is str}
    columns = given.get("columns")
    if type(columns) is dict and all(type(name) is str for name in columns.values()):
        arguments["columns"] = columns
    found = only_our_errors(csv.loads, sheet, **arguments)
    if isinstance(found, KoreaEventsError):
        return
    table = arguments.get("table", "exercises")
    _come_back(
        found.records,
        (table,),
        lambda dossier: csv.dumps(dossier, table=table),
        lambda text: csv.loads(text, table=table),
    )


MAP_END = b"\n#---\n"
"""What stands between a table map and a table."""


def _mapped_table(data: bytes) -> None:
    """A map, and a table for it: whatever they are, each row is accounted for and what was read can be kept."""
    text, _, table = data.partition(MAP_END)
    table_map = only_our_errors(csv.TableMap.loads, text)
    if isinstance(table_map, KoreaEventsError):
        return
    found = only_our_errors(csv.loads, table, table_map=table_map)
    if isinstance(found, KoreaEventsError):
        return
    summary = found.summary
    assert summary is not None
    assert len(found.records) == summary.records == len({record.id for record in found.records})
    assert 0 <= summary.rejected + summary.left_out <= summary.rows
    assert bool(found.problems) == bool(summary.rejected), "a row rejected without a word"
    dossier = only_our_errors(lambda: Dossier.of(*found.records))
    if isinstance(dossier, Dossier):
        codec_round_trips(dossier, dumps=dumps, loads=loads)


def read_database(data: bytes) -> ImportResult:
    """The bytes of a database, or its rows by table as JSON."""
    if not data.startswith(b"SQLite format 3\0"):
        tables = _plain(data)
        if type(tables) is not dict:
            return sqlite.loads(data)
        rows = {
            name: [row for row in table if type(row) is dict]
            for name, table in tables.items()
            if type(table) is list
        }
        try:
            data = build_database(rows)
        except (sqlite3.Error, ValueError):  # names that no database can have
            return sqlite.loads(b"")
    return sqlite.loads(data)


def _database(data: bytes) -> None:
    found = only_our_errors(read_database, data)
    if not isinstance(found, KoreaEventsError):
        _come_back(found.records, COLLECTIONS, lambda dossier: sqlite.dumps(dossier), sqlite.loads)


def _calendar(data: bytes) -> None:
    found = only_our_errors(ical.loads, data, held=len(data) % 2 == 1)
    if not isinstance(found, KoreaEventsError):
        _come_back(found.records, EVENT_COLLECTIONS, ical.dumps, ical.loads)


def _bundle(data: bytes) -> None:
    """What this library wrote comes back, and so do records of other producers; each object is accounted for."""
    found = only_our_errors(stix.loads, data)
    if isinstance(found, KoreaEventsError):
        return
    summary = found.summary
    assert summary is not None
    assert 0 <= summary.rejected + summary.left_out <= summary.rows
    dossier = only_our_errors(found.to_dossier)
    if isinstance(dossier, Dossier):
        for core_only in (False, True):
            text, losses = stix.dumps(dossier, core_only=core_only)
            back = stix.loads(text)
            assert back.problems == ()
            assert core_only or (losses == () and back.to_dossier() == dossier), text


def _come_back(
    records: Collection[Record],
    collections: Collection[str],
    write: Callable[..., Any],
    again: Callable[..., Any],
) -> None:
    """Records written to a format and read again are what they were, without what is reported as lost.

    What they refer to and nobody has read is put beside them.
    """
    try:
        dossier = add_stand_ins(records)
    except DossierError:
        return
    _comes_back(dossier, collections, write, again)


def _comes_back(
    dossier: Dossier, collections: Collection[str], write: Callable[..., Any], again: Callable[..., Any]
) -> None:
    text, losses = write(dossier)
    back = again(text)
    assert back.problems == (), f"refused what was written: {back.problems}\n{text}"
    if any("…" in loss.path for loss in losses):  # a name cut short leads nowhere
        return
    expected = left_over(dossier, losses, collections)
    found = {write_canonical_record(record) for record in back.records}
    assert found == {write_canonical_record(record) for record in expected}, text


def _exports(data: bytes) -> None:
    """Whatever was read can be written in every format, and comes back but for what is reported as lost."""
    dossier = only_our_errors(loads, data)
    if isinstance(dossier, KoreaEventsError):
        return
    for table in COLLECTIONS:
        if getattr(dossier, table):
            _comes_back(
                dossier,
                (table,),
                lambda given, table=table: csv.dumps(given, table=table),
                lambda text, table=table: csv.loads(text, table=table),
            )
    _comes_back(dossier, EVENT_COLLECTIONS, ical.dumps, ical.loads)
    for codec in list_codecs():
        if codec.extra in {None, "ical"}:
            paths = [loss.path for loss in codec.dumps(dossier).losses]
            assert codec.losses or not paths, f"{codec.name} says that it loses nothing, and loses {paths}"
    assert str(dossier)
    assert dossier._repr_html_()


def _structured(data: bytes) -> None:
    """The converter for classes of one's own takes what our files take, and nothing else."""
    value = _plain(data)
    ours = make_converter()
    try:
        made = ours.structure(value, Dossier)
    except (KoreaEventsError, BaseValidationError) as error:
        problems = error.problems if isinstance(error, KoreaEventsError) else extract_problems(error)
        assert problems, "an error without a problem"
        made = None
    if made is not None:
        assert ours.structure(ours.unstructure(made), Dossier) == made


def _kept(data: bytes) -> None:
    """A record kept in a judgement is one that could stand in a file."""
    text = data.decode("utf-8", "surrogatepass") if _is_text(data) else repr(data)
    judgement = only_our_errors(Judgement, id="j", left="x", right="x", verdict="conflict", kept=text)
    if isinstance(judgement, KoreaEventsError):
        return
    record = only_our_errors(read_kept_record, judgement)
    if not isinstance(record, KoreaEventsError):
        again = Judgement(
            id="j", left="x", right="x", verdict="conflict", kept=write_canonical_record(record)
        )
        assert read_kept_record(again) == record


def _span(data: bytes) -> None:
    """The lines are the arguments: text, zone, length, reading, day of the report; an empty one is not given."""
    text, *rest = _text(data).split("\n")[:5]
    arguments: Any = {name: line for name, line in zip(_SPAN_LINES, rest, strict=False) if line}
    span = only_our_errors(Span.parse, text, **arguments)
    if isinstance(span, Span):
        _is_sound(span)
        assert Span.parse(str(span), **arguments) == span, f"{text!r} is written {str(span)!r}"


def _figure(data: bytes) -> None:
    """A figure or a length; what is written of one is read as the same."""
    text = _text(data)
    quantity = only_our_errors(Quantity.parse, text)
    if isinstance(quantity, Quantity):
        again = Quantity.parse(str(quantity), unit=quantity.unit)
        same = {"words": None, "restated": None}
        assert again.replace(**same) == quantity.replace(**same), f"{text!r} is written {str(quantity)!r}"
        assert str(again) == str(quantity)
        assert isinstance(extent(quantity), Extent | None)
    length = only_our_errors(StatedLength.parse, text)
    assert isinstance(length, KoreaEventsError) or length.words == text


def _spans(data: bytes) -> None:
    text, *rest = _text(data).split("\n")[:5]
    arguments: Any = {name: line for name, line in zip(_SPAN_LINES, rest, strict=False) if line}
    found = only_our_errors(parse_spans, text, **arguments)
    if not isinstance(found, KoreaEventsError):
        for span in found:
            _is_sound(span)
        single = only_our_errors(Span.parse, text, **arguments)
        assert not isinstance(single, Span) or found == (single,), "one text, read in two ways"


_SPAN_LINES = ("zone", "duration", "reading", "as_of")


def _span_arguments(data: bytes) -> None:
    given = _plain(data)
    if type(given) is dict:
        span = only_our_errors(Span.from_arguments, given)
        if isinstance(span, Span):
            _is_sound(span)


def _is_sound(span: Span) -> None:
    span_arguments_round_trip(span)
    if not set("X[") & set(str(span)):  # a thousand alternatives take seconds
        relations_are_mirrored(span, span)
        only_our_errors(span.in_zone, "America/New_York")
    possible, certain, bounds = span.possible, span.certain, span.hull
    if certain is not None:
        first, last = certain.first, certain.last
        assert possible.first is None or (first and possible.first <= first), f"{certain} outside {possible}"
        assert possible.last is None or (last and last <= possible.last), f"{certain} outside {possible}"
    assert bounds.start_min <= bounds.start_max, str(bounds)
    assert bounds.end_min <= bounds.end_max, str(bounds)
    assert 0 <= bounds.length_min <= bounds.length_max, str(bounds)
    assert math.isfinite(bounds.length_min), str(bounds)
    for text in (str(span), repr(span), span._repr_html_(), str(span.length), str(possible)):
        assert isinstance(text, str)
    only_our_errors(span.lasting, 3)


# -- inputs ------------------------------------------------------------------------------------------------------


def _arguments(line: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if type(value) is dict else {}


def _plain(data: bytes) -> Any:
    """A plain value as somebody's own code might hand it over; None when the bytes say none."""
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass" if _is_text(data) else "surrogateescape")


@cache
def _dossiers() -> tuple[Dossier, ...]:
    golden = sorted(GOLDEN.glob("v1/*.json"))
    return (*(loads(path.read_bytes()) for path in golden), *(get_dossier(name) for name in names()))


@cache
def _small_dossiers() -> tuple[Dossier, ...]:
    """Each sort of record that the shipped and the golden files have, with everything that it refers to."""
    found: list[Dossier] = []
    seen: dict[tuple[str, frozenset[str]], int] = {}
    for dossier in _dossiers():
        if dossier.remainder.extra:
            found.append(dossier)
        for record in dossier.records():
            sort = (record.collection, frozenset(_keys(unstructure(record))))
            small = _with_all_it_needs(record, dossier)
            if seen.get(sort, 0) < _MOST_ALIKE and len(dumps(small)) <= _LONGEST_SEED:
                seen[sort] = seen.get(sort, 0) + 1
                found.append(small)
    return tuple(found)


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for item in value.values() for key in _keys(item))]
    return [key for item in value for key in _keys(item)] if isinstance(value, list) else []


def _with_all_it_needs(record: Record, dossier: Dossier) -> Dossier:
    needed = {record.id: record}
    waiting: list[Any] = [unstructure(record)]
    for value in waiting:
        if isinstance(value, str) and value in dossier and value not in needed:
            needed[value] = dossier[value]
            waiting.append(unstructure(dossier[value]))
        elif isinstance(value, (dict, list)):
            waiting += value.values() if isinstance(value, dict) else value
    return Dossier.of(*needed.values())


def _bad(importer: str) -> list[bytes]:
    """What is known to be bad for an importer, if it is short."""
    rows = [row for row in RECORDS if importer in row.importers]
    texts = [IMPORTERS[importer].document({**MIDDLE, **row.fields}) for row in rows]
    texts += [row.data for row in (*WHOLE, *FORMS.get(importer, ()))]
    known = (
        text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text) for text in texts
    )
    return [text for text in dict.fromkeys(known) if len(text) <= _LONGEST_SEED]


def _json_seeds() -> list[bytes]:
    return [*_good_json(), *_bad("json")]


def _good_json() -> list[bytes]:
    return [write_canonical_json(json.loads(dumps(dossier))).encode() for dossier in _small_dossiers()]


def _newer_seeds() -> list[bytes]:
    golden = [path.read_bytes() for path in sorted(GOLDEN.glob("newer/*.json"))]
    newer = [seed.replace(b'"version":1', b'"version":2') for seed in _good_json()]
    return [*(data for data in golden if len(data) <= _LONGEST_SEED), *newer]


def _strict_seeds() -> list[bytes]:
    odd = [
        "[1,]",
        '{"a":1,"a":2}',
        '{"a":NaN}',
        "1e999",
        '"\\ud800"',
        "[" * 70 + "]" * 70,
        "\ufeff{}",
        "{}{}",
        '"\\u00e9\\n"',
    ]
    return [*(text.encode() for text in odd), *(seed for seed in _json_seeds() if len(seed) < 1_000)]


def _jsonl_seeds() -> list[bytes]:
    return [*(_write_lines(dossier).encode() for dossier in _small_dossiers()), *_bad("jsonl")]


def _jsonl_file_seeds() -> list[bytes]:
    how = [
        {},
        {"gzip": 1},
        {"gzip": 1, "cut": 50},
        {"gzip": 1, "damaged": 30},
        {"line": 100},
        {"gzip": 1, "twice": 1},
    ]
    return [
        json.dumps(how[number % len(how)]).encode() + b"\n" + seed
        for number, seed in enumerate(_jsonl_seeds())
    ]


def _csv_seeds() -> list[bytes]:
    sheets = []
    for dossier in _small_dossiers():
        for table in COLLECTIONS:
            if getattr(dossier, table):
                text = csv.dumps(dossier, table=table).text
                sheets.append(json.dumps({"table": table}).encode() + b"\n" + text.encode())
    strange: list[tuple[dict[str, Any], bytes]] = [
        (
            {"columns": {"Exercise": "name", "Begin": "first_day", "End": "last_day"}, "day_format": "%d.%m.%Y",
             "new_ids": "drill"},
            b"Exercise;Begin;End\nFreedom Shield 24;04.03.2024;14.03.2024\n",
        ),
        (
            {"table": "weapon_events", "day_format": "%d %b %Y", "time_format": "%I.%M %p", "zone": "UTC"},
            b"id,name,day,time,precision,zone\nl,launch,14 Mar 2024,7.10 AM,time,\n",
        ),
        ({"encoding": "cp949"}, "id,name\na,을지프리덤실드\n".encode("cp949")),
        ({"encoding": "mac_roman"}, "id,name\ra,Opération\r".encode("mac_roman")),
        ({}, "id\tname\r\na\t'=1\r\n".encode("utf-16")),
        ({}, b'sep=;\r\nid;name;span\r\na;"A ""B""";2024-03\r\n'),
    ]  # fmt: skip
    strange += [({}, sheet) for sheet in _bad("csv")]
    return [*dict.fromkeys(sheets), *(json.dumps(given).encode() + b"\n" + sheet for given, sheet in strange)]


def _mapped_seeds() -> list[bytes]:
    maps = Path(csv.__file__).parent / "maps"
    tables = [*GOLDEN.glob("maps/*.csv"), *GOLDEN.glob("maps/*.tsv")]
    return [
        (maps / f"{table.stem}.toml").read_bytes() + MAP_END + table.read_bytes() for table in sorted(tables)
    ]


def _database_seeds() -> list[bytes]:
    small = [flatten_records(dossier.records()) for dossier in _small_dossiers()]
    filled = [{name: rows for name, rows in tables.items() if rows} for tables in small]
    return [
        *(write_canonical_json(tables).encode() for tables in filled),
        *(build_database(tables) for tables in filled[:5]),
    ]


def _calendar_seeds() -> list[bytes]:
    ours = [ical.dumps(dossier).text.encode() for dossier in _small_dossiers()]
    entries = [
        "DTSTART;VALUE=DATE:20240304\r\nDTEND;VALUE=DATE:20240315",
        "DTSTART;TZID=Asia/Seoul:20240318T090000\r\nDTEND;TZID=Korea Standard Time:20240318T100000",
        "DTSTART:20240318T090000Z\r\nDURATION:PT1H30M",
        "DTSTART:20240318T090000\r\nRRULE:FREQ=YEARLY\r\nEXDATE:20250318T090000",
        "DTSTART;VALUE=DATE:20240304\r\nSTATUS:CANCELLED",
        "DTSTART;VALUE=DATE:99991230\r\nDURATION:P1D",
        "DTSTART:00010101T000000\r\nDTEND:99991231T235959",
    ]
    frame = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Drill\\, one\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0900\r\n"
        "TZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    )
    theirs = [frame.format(entry) for entry in entries]
    theirs.append(frame.format("DTSTART;TZID=Own:20240304T100000").replace("BEGIN:VEVENT", zone))
    shown = dict.fromkeys(seed for seed in ours if b"VEVENT" in seed)
    return [*shown, *(text.encode() for text in theirs), *_bad("ical")]


def _bundle_seeds() -> list[bytes]:
    stamp = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    ours = [
        write_canonical_json(json.loads(stix.dumps(dossier, stamp=stamp, core_only=core_only).text)).encode()
        for dossier in _small_dossiers()
        for core_only in (False, True)
    ]
    theirs = [
        build_bundle(*FOREIGN),
        build_bundle(FOREIGN[0], FOREIGN[0] | {"modified": "2024-04-01T00:00:00Z"}),
    ]
    theirs += [build_bundle(one) for one in FOREIGN]
    return [
        *(seed for seed in ours if len(seed) <= 2 * _LONGEST_SEED),
        *(text.encode() for text in theirs),
        *_bad("stix"),
    ]


def _span_seeds() -> list[bytes]:
    lines = [
        "\n".join([row["text"], *(row.get(name, "") for name in _SPAN_LINES)])
        for rows in ROWS.values()
        for row in rows
    ]
    more = (
        "\nUTC",
        "\n\nP3D",
        "\n\nPT6H",
        "\n\n\nthroughout",
        "\n\n\n\n2024-03-10",
        "\nAsia/Seoul\nP1D/P5D\nthroughout",
    )
    lines += [row["text"] + arguments for row in ROWS["accepted"] for arguments in more]
    for span in _all_spans():
        said = span.arguments()
        if "edtf" in said:
            lines.append("\n".join(str(said.get(name) or "") for name in ("edtf", *_SPAN_LINES)))
    lines += [text for text in ODD_TEXTS if text.isprintable()]
    return [line.rstrip("\n").encode() for line in dict.fromkeys(lines)]


def _figure_seeds() -> list[bytes]:
    texts = [row["says"] for row in (*FIGURES, *LENGTHS)]
    texts += [phrase for table in WORDS.values() for words in table.values() for phrase in words]
    return [text.encode() for text in dict.fromkeys(texts)]


def _argument_seeds() -> list[bytes]:
    return list(dict.fromkeys(write_canonical_json(span.arguments()).encode() for span in _all_spans()))


@cache
def _all_spans() -> tuple[Span, ...]:
    found: dict[Span, None] = {}
    for dossier in _dossiers():
        for record in dossier.records():
            waiting: list[Any] = [record]
            for thing in waiting:
                if isinstance(thing, Span):
                    found[thing] = None
                elif isinstance(thing, tuple):
                    waiting += thing
                elif hasattr(type(thing), "__attrs_attrs__"):
                    waiting += [getattr(thing, spec.name) for spec in type(thing).__attrs_attrs__]
    return tuple(found)


def _kept_seeds() -> list[bytes]:
    return [
        write_canonical_json(unstructure_with_type(record)).encode()
        for dossier in _small_dossiers()
        for record in [*dossier.records()][:1]
    ]


READERS: dict[str, Reader] = {
    "json": Reader(_json, _json_seeds, by_values),
    "json-newer": Reader(_newer_json, _newer_seeds, by_values),
    "strict-json": Reader(_strict_json, _strict_seeds, by_words),
    "jsonl": Reader(_json_lines, _jsonl_seeds, by_lines_of_values),
    "jsonl-file": Reader(_json_lines_file, _jsonl_file_seeds, by_lines_of_values),
    "csv": Reader(_csv, _csv_seeds, by_words),
    "mapped-table": Reader(_mapped_table, _mapped_seeds, by_words),
    "sqlite": Reader(_database, _database_seeds, by_values),
    "ical": Reader(_calendar, _calendar_seeds, by_words, "ical"),
    "stix": Reader(_bundle, _bundle_seeds, by_values, "stix"),
    "span": Reader(_span, _span_seeds, by_words),
    "figure": Reader(_figure, _figure_seeds, by_words),
    "spans": Reader(_spans, _span_seeds, by_words),
    "span-arguments": Reader(_span_arguments, _argument_seeds, by_values),
    "kept-record": Reader(_kept, _kept_seeds, by_values),
    "converter": Reader(_structured, _json_seeds, by_values),
    "exports": Reader(_exports, _json_seeds, by_values, "ical"),
}
"""What is tried, by the name that ``dev.py fuzz`` knows it by."""
