"""What importers must survive: tables of bad inputs, and what each kind of row is checked for.

A row says what comes in and what must come out: the code of the problem at the place of what is bad, or that it is
read clean. Whatever it is, only errors of the library leave, and good records beside a bad one are read: by importers
of single records as they are, by those of whole files as far as that no problem is found in them.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from korea_events.codecs.json_text.paths import extend_path
from tests.conformance.importers import (
    ALL,
    IMPORTERS,
    JSON,
    MIDDLE,
    TEXTS,
    Fields,
    Raw,
    calendar,
    dossier_importers,
    entry,
    json_file,
)

# -- one record --------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """A record that is bad in one way, or only looks it."""

    what: str
    fields: Fields
    """What it says otherwise than the good one."""
    code: str | None
    """The code of its problem; None when it is read as it is."""
    importers: tuple[str, ...] = TEXTS
    other: Mapping[str, str | None] = {}
    """What importers say that see something else in it."""
    misspelt: tuple[str, ...] = ()
    """The importers that warn of a name that looks misspelt."""


def check_record(importer: str, row: Row) -> None:
    """Give a record to an importer, between two good ones, and see that what must come comes."""
    how = IMPORTERS[importer]
    code = row.other.get(importer, row.code)
    found = how.read(how.document({**MIDDLE, **row.fields}))
    assert found.misspelt == (importer in row.misspelt), "a warning too many or too few"
    if code is None:
        assert found.problems == ()
        assert found.names is not None
        assert sorted(found.names) == sorted(["First", row.fields.get("name", "Middle"), "Last"])
        return
    problems = [problem for problem in found.problems if problem.code != "problems-many"]
    assert {problem.code for problem in problems} == {code}
    assert [problem.path for problem in problems if not problem.path.startswith(how.place)] == []
    assert found.names == (("First", "Last") if how.by_record else None)


EXACTLY_AS_IT_IS: Final = "ᄒ\u1161\u11ab\u1106\u1175"  # Hangul in parts, as some systems write file names

DATES: Final = [
    Row("30 February", {"span": "2024-02-30"}, "edtf-impossible-day"),
    Row("year 0", {"span": "0000"}, "edtf-unsupported-year"),
    Row("year 10000", {"span": "10000"}, "edtf-unsupported-year"),
    Row("digits alone", {"span": "20240304"}, "edtf-basic-format"),
    Row("a week", {"span": "2024-W10-1"}, "edtf-week-date"),
    Row("points", {"span": "2024.3.4."}, "edtf-separator"),
    Row("slashes", {"span": "03/04/2024"}, "edtf-day-order"),
    Row("full-width digits", {"span": "\uff12\uff10\uff12\uff14-03-04"}, "edtf-not-ascii"),
    Row("Arabic-Indic digits", {"span": "\u0662\u0660\u0662\u0664-03-04"}, "edtf-not-ascii"),
    Row("hyphens that do not break", {"span": "2024\u201103\u201104"}, "edtf-not-ascii"),
    Row("a number of a spreadsheet, as text", {"span": "45355"}, "edtf-number"),
    Row("a number of a spreadsheet", {"span": 45355}, "field-type", (*JSON, "converter")),
    Row("the end before the start", {"span": "2024-03-14/2024-03-04"}, "span-reversed"),
    Row("an invisible character", {"span": "2024-03-04\u200b"}, "edtf-not-ascii"),
]

ZONES: Final = [
    Row(f"zone {name[:20]}", {"zone": name}, "zone-unknown", ALL, {"ical": "ical-zone"})
    for name in ("KST", "+09:00", "asia/seoul", "Factory", "posixrules", "../../etc/passwd")
]

ZONES.append(
    Row(
        "zone of 5,000 letters",
        {"zone": "Asia/" + "S" * 5_000},
        "zone-unknown",
        ALL,
        {"ical": "ical-property"},
    )
)

NAMES: Final = [
    Row("no identifier", {"id": ""}, "text-empty", (*JSON, "converter")),
    Row("an identifier with a line feed", {"id": "fs\n24"}, "id-syntax", ALL),
    Row("an identifier that is a path", {"id": "../fs-24"}, "id-syntax", ALL),
    Row("an identifier with an invisible character", {"id": "fs\u200b24"}, "id-syntax", ALL),
    Row("an identifier with a letter that looks like another", {"id": "\u0430ctor"}, "id-syntax", ALL),
    Row("an identifier in capitals", {"id": "FS-24"}, "id-syntax", ALL),
    Row("decomposed Hangul", {"name": EXACTLY_AS_IT_IS}, None, ALL),
    Row("HTML", {"name": "<script>alert(1)</script>"}, None, ALL),
    Row("a formula", {"name": "=HYPERLINK(1)"}, None, ALL),
    Row("the beginning of a comment", {"name": "# no comment"}, None, ALL),
    Row("line separators", {"name": "a\u2028b"}, "text-control", ALL),
    Row("a control of writing direction", {"name": "FS\u202e42"}, "text-direction", ALL),
    Row("an escape sequence of terminals", {"name": "\x1b[31mFS"}, "text-control", ALL),
    Row("ten megabytes", {"name": "x" * 10_000_000}, "text-long", ALL),
]

TYPES: Final = [
    *(
        Row(f"{raw} for a text", {"name": Raw(raw)}, "field-type", JSON)
        for raw in ("null", "{}", "[]", "5", "false", "1.5", '["a"]')
    ),
    Row("no name", {"name": Raw('""')}, "text-empty", JSON),
    Row("a text for a list", {"names": "abc"}, "field-type", (*JSON, "converter")),
    Row("a text for a list of parts", {"citations": "wire"}, "field-type", (*JSON, "converter")),
    Row(
        "the text false",
        {"components": [{"kind": "cpx", "simulated": "false"}]},
        "field-type",
        (*JSON, "converter"),
    ),
    Row("0 for false", {"components": [{"kind": "cpx", "simulated": 0}]}, "field-type", (*JSON, "converter")),
    Row("NaN", {"name": Raw("NaN")}, "json-number", JSON),
    Row("Infinity", {"name": Raw("-Infinity")}, "json-number", JSON),
    Row("1e999", {"colour": Raw("1e999")}, "json-number-range", JSON),
    Row("5,000 digits", {"colour": Raw("9" * 5_000)}, "json-number-digits", JSON),
    Row(
        "10**30 in a field of ours",
        {"length": {"words": "x", "n": 10**30, "unit": "day"}},
        "number-range",
        (*JSON, "converter"),
    ),
    Row("10**30 in a field of theirs", {"colour": 10**30}, None, (*JSON, "converter")),
    Row("a key given twice", {"note": Raw('"a","note":"b"')}, "json-duplicate-key", JSON),
    Row("half of a character", {"name": Raw('"\\ud800"')}, "json-surrogate", JSON),
    Row("half of a character, from code", {"name": "\ud800"}, "text-surrogate", ("converter",)),
    Row("nesting", {"colour": Raw("[" * 100_000 + "]" * 100_000)}, "json-nesting", JSON),
    Row("names of classes", {"__class__": "os.system", "py/object": "os.system"}, None, (*JSON, "converter")),
    Row("a field of theirs", {"colour": "red"}, None, (*JSON, "converter")),
    Row("a misspelt field", {"staus": "held"}, None, (*JSON, "converter"), misspelt=JSON),
    Row(
        "another type",
        {"type": "actor"},
        "type-unknown",
        ("json", "converter"),
    ),
    Row("a type that is no text", {"type": ["exercise"]}, "type-unknown", (*JSON, "converter")),
    Row("a type that is null", {"type": None}, "type-unknown", (*JSON, "converter")),
    Row("a type nobody knows", {"type": "os.system"}, "type-unknown", (*JSON, "converter")),
    Row(
        "a million citations",
        {"citations": Raw("[" + '{"document":"wire"},' * 999_999 + '{"document":"wire"}]')},
        "list-duplicate",
        JSON,
        {"jsonl": "jsonl-line"},
    ),
    Row("NUL", {"name": Raw('"a\0b"')}, "json-control-character", JSON),
    Row(
        "a day that is a time",
        {"span": {"edtf": "2024/..", "as_of": "2024-03-04T10:00:00"}},
        "day-syntax",
        (*JSON, "converter"),
    ),
    Row(
        "bounds that cannot be",
        {"span": {"earliest_start": "2024-03-14", "latest_end": "2024-03-04"}},
        "span-contradiction",
        (*JSON, "converter"),
    ),
]

RECORDS: Final = [*DATES, *ZONES, *NAMES, *TYPES]


# -- whole texts -------------------------------------------------------------------------------------------------


class Text(NamedTuple):
    """A whole text, given just as it is to several importers."""

    what: str
    data: bytes
    expected: Mapping[str, str | tuple[str, ...] | None]
    """By importer: the code of the first problem when it is refused as a whole; the names that are read, when problems
    are told only of the rest; None when nothing is in it, and nothing is wrong."""


def check_text(importer: str, row: Text) -> None:
    """Give a text to an importer, and see that what must come comes."""
    found = IMPORTERS[importer].read(row.data)
    expected = row.expected[importer]
    if isinstance(expected, str):
        assert found.names is None
        assert found.problems[0].code == expected
    elif expected is None:
        assert found == ((), (), 0)
    else:
        assert found.names == expected
        assert found.problems != ()


FILE: Final = json_file(MIDDLE)
ALL_THREE: Final = ("First", "Last", "Middle")
LEFT_OUT: Final = ()  # nothing is read, and problems say why

_WHOLE: Final[list[tuple[Any, ...]]] = [
    # what, the text, and what comes of it as: JSON, JSON Lines, CSV, a calendar
    ("nothing", b"", "json-empty", None, "csv-empty", "ical-empty"),
    ("white space", b" \n\t\r\n ", "json-empty", None, "csv-empty", "ical-empty"),
    ("a byte order mark", b"\xef\xbb\xbf", "json-empty", None, "csv-empty", "ical-empty"),
    ("17 MB of spaces", b" " * 17_000_000, "json-empty", LEFT_OUT, "csv-empty", "ical-empty"),
    ("UTF-16", FILE.decode().encode("utf-16"), "text-not-utf8", LEFT_OUT, "csv-quote", "text-not-utf8"),
    (
        "UTF-16, no mark",
        FILE.decode().encode("utf-16-le"),
        *("text-not-utf8", LEFT_OUT),
        *["text-not-utf8"] * 2,
    ),
    ("Latin-1", b"caf\xe9", "text-not-utf8", LEFT_OUT, "text-not-utf8", "text-not-utf8"),
    ("an overlong slash", b'{"a":"\xc0\xaf"}', "text-not-utf8", LEFT_OUT, "text-not-utf8", "text-not-utf8"),
    ("half of a character", b'"\xed\xa0\x80"', "text-not-utf8", LEFT_OUT, "text-not-utf8", "text-not-utf8"),
    (
        "a compressed file",
        gzip.compress(b"{}", mtime=0),
        "text-not-utf8",
        LEFT_OUT,
        "text-not-utf8",
        "text-not-utf8",
    ),
    ("NUL", b"\0", "text-not-utf8", LEFT_OUT, "text-not-utf8", "text-not-utf8"),
    ("NUL at the end", FILE + b"\0", "json-trailing", LEFT_OUT, "csv-quote", "ical-syntax"),
    ("cut off", FILE[:100], "json-truncated", LEFT_OUT, "csv-quote", "ical-syntax"),
    ("two documents", FILE + FILE, "json-trailing", LEFT_OUT, "csv-quote", "ical-syntax"),
    ("more after the end", FILE + b"\nand so on", "json-trailing", ALL_THREE, "csv-quote", "ical-syntax"),
    ("null", b"null", "file-shape", LEFT_OUT, "csv-header", "ical-syntax"),
    ("a number", b"5", "file-shape", LEFT_OUT, "csv-header", "ical-syntax"),
    ("false", b"false", "file-shape", LEFT_OUT, "csv-header", "ical-syntax"),
    ("a text", b'"abc"', "file-shape", LEFT_OUT, "csv-header", "ical-syntax"),
    ("a list", b'[{"id":"a"}]', "file-shape", LEFT_OUT, "csv-header", "ical-syntax"),
    ("no heading", b"{}", "format-missing", LEFT_OUT, "csv-header", "ical-syntax"),
    ("a newer version", FILE.replace(b":1,", b":2,"), "version-newer", LEFT_OUT, "csv-quote", "ical-syntax"),
    (
        "another format",
        FILE.replace(b"korea-events", b"stix"),
        "format-unknown",
        LEFT_OUT,
        "csv-quote",
        "ical-syntax",
    ),
    ("nesting", b"[" * 100_000, "json-nesting", LEFT_OUT, "csv-header", "ical-syntax"),
]
WHOLE: Final = [
    Text(what, data, dict(zip(("json", "jsonl", "csv", "ical"), expected, strict=True)) | {"stix": LEFT_OUT})
    for what, data, *expected in _WHOLE
]


# -- one format --------------------------------------------------------------------------------------------------


class Form(NamedTuple):
    """A text of one format, of which some may be read and some not."""

    what: str
    data: str | bytes
    names: tuple[str, ...] | None
    """What is read; None when it is refused as a whole."""
    problems: tuple[tuple[str, str], ...] = ()
    """Place and code of each problem."""


def check_form(importer: str, row: Form) -> None:
    """Give a text to the importer of its format, and see that what must come comes."""
    data = row.data.encode() if isinstance(row.data, str) else row.data
    found = IMPORTERS[importer].read(data)
    assert found.names == row.names
    assert tuple((problem.path, problem.code) for problem in found.problems) == row.problems


USA: Final = b'{"type":"actor","id":"usa","name":"USA","kind":"state"}'
KOR: Final = b'{"type":"actor","id":"kor","name":"KOR","kind":"state"}'
BOTH: Final = ("KOR", "USA")
DEEP: Final = "$.lines[2].colour" + "[0]" * 63


def _line(what: str, line: bytes, *problems: tuple[str, str]) -> Form:
    """A bad line between two good ones."""
    return Form(
        what,
        b"\n".join((USA, line, KOR, b"")),
        BOTH,
        tuple((f"$.lines[2]{at}", code) for at, code in problems),
    )


LINES: Final = [
    Form("blank lines", b"\n\n" + USA + b"\n  \t\n" + KOR, BOTH),
    Form("line ends of Windows", b"\xef\xbb\xbf" + USA + b"\r\n\r\n" + KOR + b"\r\n", BOTH),
    Form("no last line end", USA + b"\n" + KOR, BOTH),
    Form("half a last line", USA + b"\n" + KOR[:-20], ("USA",), (("$.lines[2].name", "json-truncated"),)),
    Form(
        "characters that divide lines elsewhere",
        USA.replace(b'"state"', '"state","note":"a\u2028b\u2029c","colour":"d\u0085e"'.encode())
        + b"\n"
        + KOR,
        BOTH,
    ),
    _line("cut off", b'{"type":"actor","id":"jp', (".id", "json-truncated")),
    _line("two values", b"{} {}", ("", "json-trailing")),
    *(_line(text, text.encode(), ("", "field-type")) for text in ("null", "[]", '"usa"', "5", "false")),
    _line("no type", b'{"id":"jpn"}', (".type", "type-missing")),
    _line("a type that is null", b'{"type":null}', (".type", "type-unknown")),
    _line("a type that is a list", b'{"type":["actor"]}', (".type", "type-unknown")),
    _line("the name of a class", b'{"type":"Actor","id":"jpn"}', (".type", "type-unknown")),
    _line("the name of a collection", b'{"type":"actors","id":"jpn"}', (".type", "type-unknown")),
    _line(
        "a wrong record",
        b'{"type":"actor","id":"JPN","kind":"realm"}',
        (".id", "id-syntax"),
        (".kind", "code-unknown"),
        (".name", "field-required"),
    ),
    _line("a key twice", b'{"type":"actor","type":"place"}', (".type", "json-duplicate-key")),
    _line("Latin-1", b'{"type":"actor","name":"caf\xe9"}', ("", "text-not-utf8")),
    _line("NUL", b"\0\0\0\0", ("", "text-not-utf8")),
    _line(
        "a newer version",
        b'{"type":"actor","version":2,"id":"jpn","name":"Japan","kind":"state"}',
        (".version", "version-newer"),
    ),
    _line(
        "a version as text",
        b'{"type":"actor","version":"1","id":"jpn","name":"Japan","kind":"state"}',
        (".version", "version-unknown"),
    ),
    _line("another format", b'{"format":"stix","version":1}', (".format", "format-unknown")),
    _line(
        "a wrong record in a small file",
        b'{"format":"korea-events","version":1,"actors":[{"id":"jpn"}]}',
        (".actors[0].name", "field-required"),
        (".actors[0].kind", "field-required"),
    ),
    _line(
        "nesting without an end",
        b'{"type":"actor","colour":' + b"[" * 100_000,
        (DEEP.removeprefix("$.lines[2]"), "json-nesting"),
        (DEEP.removeprefix("$.lines[2]"), "json-truncated"),
    ),
    _line(
        "parts of parts of parts",
        b'{"type":"event_claim","value":{"type":"quantity","corrected":'
        + b'{"corrected":' * 900
        + b"1"
        + b"}" * 902,
        (".value" + ".corrected" * 63, "json-nesting"),
    ),
    _line("a line of seventeen megabytes", b'"' + b"x" * 17_000_000 + b'"', ("", "jsonl-line")),
]

SHEET: Final = "id,name,span\nfirst,First,2024-03-04\n{}\nlast,Last,2024-03-14\n"
ENDS: Final = ("First", "Last")


def _row(what: str, row: str, at: str, code: str) -> Form:
    """A bad row between two good ones."""
    return Form(what, SHEET.format(row), ENDS, ((f"$.rows[3]{at}", code),))


SHEETS: Final = [
    Form("a byte order mark", "\ufeff" + SHEET.format("x,X,"), ("First", "Last", "X")),
    Form("semicolons", SHEET.format("x,X,").replace(",", ";"), ("First", "Last", "X")),
    Form("line ends of old Macs", SHEET.format("x,X,").replace("\n", "\r"), ("First", "Last", "X")),
    Form("Mac Roman", SHEET.format("x,Opération,").encode("mac_roman"), None, (("$", "text-not-utf8"),)),
    Form("headers twice", "id,name,name\na,A,B\n", None, (("$.rows[1][2]", "csv-header"),)),
    Form("a header without a name", "id,,name\na,,A\n", None, (("$.rows[1][1]", "csv-header"),)),
    Form("NUL in a header", "id,na\0me\na,A\n", None, (("$.rows[1][1]", "csv-header"),)),
    Form(
        "a quote that never ends, in the header",
        '"id,name\na,A\n',
        None,
        (("$.rows[1]", "csv-quote"), ("$.rows[2]", "csv-header")),
    ),
    Form(
        "a field of 128 KiB and more", SHEET.format(f"x,{'x' * 200_000},"), ("First", "Last", "x" * 200_000)
    ),
    Form("a formula, made harmless", SHEET.format("x,'=1+1,"), ("=1+1", "First", "Last")),
    _row("one cell too many", "x,X,,surplus", "", "csv-ragged"),
    _row("one cell too few", "x,X", "", "csv-ragged"),
    _row("a single cell", "x", "", "csv-ragged"),
    _row("text after a quote", 'x,"A"B,', "", "csv-quote"),
    _row("a quote that never ends", 'x,"never ends,', "", "csv-quote"),
    _row("NUL", "x,\0,", ".name", "text-control"),
    _row("an identifier twice", "first,again,", ".id", "id-duplicate"),
    _row("no identifier", ",X,", ".id", "field-required"),
    _row("no name", "x,,", ".name", "field-required"),
]

LAST: Final = entry("DTSTART;VALUE=DATE:20240819", uid="UID:last@korea-events", name="SUMMARY:Last")


def _entry(
    what: str, *properties: str, code: str, at: str, uid: str = "UID:1", name: str = "SUMMARY:Drill"
) -> Form:
    """A bad entry before a good one."""
    data = calendar(entry(*properties, uid=uid, name=name), LAST)
    return Form(what, data, ("Last",), ((extend_path("$.events[0]", at), code),))


DAY: Final = "DTSTART;VALUE=DATE:20240304"

CALENDARS: Final = [
    Form("a byte order mark", b"\xef\xbb\xbf" + calendar(LAST), ("Last",)),
    Form("an exclusive end", calendar(entry(DAY, "DTEND;VALUE=DATE:20240305"), LAST), ("Drill", "Last")),
    Form("the same entry twice", calendar(LAST, LAST), ("Last",), (("$.events[1].UID", "id-duplicate"),)),
    Form("cut off", calendar(LAST)[:80], None, (("$", "ical-empty"),)),
    Form(
        "cut off after an entry",
        calendar(LAST) + b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:2\r\n",
        ("Last",),
        (("$", "ical-truncated"),),
    ),
    Form("calendars without an end", b"BEGIN:VCALENDAR\n" * 3_000, None, (("$", "ical-empty"),)),
    Form("an end without a beginning", b"END:VCALENDAR", None, (("$", "ical-syntax"),)),
    _entry("30 February", "DTSTART;VALUE=DATE:20240230", at="DTSTART", code="ical-property"),
    _entry("an unknown zone", "DTSTART;TZID=Nowhere/Land:20240304T100000", at="DTSTART", code="ical-zone"),
    _entry("two starts", DAY, "DTSTART;VALUE=DATE:20240305", at="DTSTART", code="ical-duplicate"),
    _entry("the end before the start", DAY, "DTEND;VALUE=DATE:20240301", at="DTEND", code="ical-reversed"),
    _entry("the end at the start", DAY, "DTEND;VALUE=DATE:20240304", at="DTEND", code="ical-reversed"),
    _entry("a day and a time", DAY, "DTEND:20240305T000000Z", at="DTEND", code="ical-date"),
    _entry(
        "times of two kinds",
        "DTSTART:20240304T000000",
        "DTEND:20240305T000000Z",
        at="DTEND",
        code="ical-date",
    ),
    _entry(
        "an end and a length",
        DAY,
        "DTEND;VALUE=DATE:20240305",
        "DURATION:P1D",
        at="DURATION",
        code="ical-duplicate",
    ),
    _entry("hours of a day", DAY, "DURATION:PT5H", at="DURATION", code="ical-date"),
    _entry("an end after 9999", "DTSTART;VALUE=DATE:99991231", at="DTSTART", code="ical-date"),
    _entry("no start", at="DTSTART", code="ical-date"),
    _entry("no title", DAY, name="", at="SUMMARY", code="ical-name"),
    _entry("no UID", DAY, uid="", at="UID", code="ical-uid"),
    _entry("one that recurs", DAY, "RRULE:FREQ=YEARLY", at="RRULE", code="ical-recurring"),
    _entry("a line that is none", DAY, "garbage", at="A LINE", code="ical-property"),
    _entry("an unknown type", DAY, "X-KOREA-EVENTS-TYPE:spam", at="X-KOREA-EVENTS-TYPE", code="ical-own"),
]

FORMS: Final = {"jsonl": LINES, "csv": SHEETS, "ical": CALENDARS}

# -- whole dossiers ----------------------------------------------------------------------------------------------


class Together(NamedTuple):
    """Records each of which is in order, and that do not fit together."""

    what: str
    collections: Mapping[str, list[dict[str, Any]]]
    problem: tuple[str, str] | None
    """Collection and place, and the code; None when the library lets it be, since it is a finding and no error."""


STATE: Final = {"id": "usa", "name": "USA", "kind": "state"}
WIRE: Final = {"id": "wire"}
DRILL: Final = {"id": "drill", "name": "Drill"}


def _chain(*actors: str) -> dict[str, list[dict[str, Any]]]:
    attribution = [{"actor": actor, "verb": "says"} for actor in actors]
    return {
        "actors": [STATE, {**STATE, "id": "kor"}],
        "documents": [WIRE],
        "exercises": [{**DRILL, "citations": [{"document": "wire", "attribution": attribution}]}],
    }


TOGETHER: Final = [
    Together(
        "a reference to nothing", {"exercises": [{**DRILL, "series": "fs"}]}, ("series", "reference-dangling")
    ),
    Together(
        "a reference to the wrong sort",
        {"actors": [STATE], "exercises": [{**DRILL, "series": "usa"}]},
        ("series", "reference-collection"),
    ),
    Together("an identifier twice", {"exercises": [DRILL, DRILL]}, ("id", "id-duplicate")),
    Together(
        "an identifier in two collections",
        {"actors": [{**STATE, "id": "wire"}], "documents": [WIRE]},
        ("id", "id-duplicate"),
    ),
    Together(
        "a part of itself", {"exercises": [{**DRILL, "part_of": "drill"}]}, ("part_of", "reference-self")
    ),
    Together("a copy of itself", {"documents": [{**WIRE, "copy_of": "wire"}]}, ("copy_of", "reference-self")),
    Together(
        "a link from itself",
        {"actors": [STATE], "links": [{"id": "l", "kind": "restates", "source": "l", "target": "usa"}]},
        ("source", "reference-self"),
    ),
    Together(
        "its own ancestor",
        {"actors": [{**STATE, "id": f"a{n}", "part_of": f"a{(n + 1) % 3}"} for n in range(3)]},
        ("part_of", "reference-circular"),
    ),
    Together(
        "copies in a circle",
        {"documents": [{"id": "a", "copy_of": "b"}, {"id": "b", "copy_of": "a"}]},
        ("copy_of", "reference-circular"),
    ),
    Together("attribution to oneself", _chain("usa", "usa"), None),
    Together("attribution in a circle", _chain("usa", "kor", "usa"), None),
]


def check_together(importer: str, row: Together) -> None:
    """Give records to an importer of whole dossiers, and see that what must come comes."""
    found = dossier_importers()[importer](row.collections)
    if row.problem is None:
        assert found.problems == ()
        assert found.names is not None
        return
    place, code = row.problem
    assert found.names is None
    assert [(problem.path.rpartition(".")[2], problem.code) for problem in found.problems] == [(place, code)]


# -- files -------------------------------------------------------------------------------------------------------


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


FILES: Final[dict[str, tuple[Callable[[Path], object], str]]] = {
    "missing": (lambda _: None, "file-missing"),
    "a folder": (Path.mkdir, "file-directory"),
    "a pipe that nobody writes to": (_pipe, "file-irregular"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "file-irregular"),
    "a link to itself": (_loop, "file-name"),
}
