"""Workbooks: sheets by name, dates that are dates, and files that are something else or made to break the reader."""

from __future__ import annotations

import tracemalloc
from random import Random

import pytest

import korea_events as ke
from korea_events.codecs import Limits, csv
from korea_events.errors import FileError, KoreaEventsError, QuestionError
from korea_events.temporal import Span
from korea_events.testing.laws import only_our_errors
from tests.workbooks import DATE, MOMENT, TIME, build_archive, build_sheet, build_workbook

HEADER = ["id", "name", "day", "time"]
DAY = 45547  # 12 September 2024
BOOK = build_workbook({
    "Launches": [
        HEADER, ["l1", "서해 & east", (DAY, DATE), (0.2986111111, TIME)], [], ["l2", "=1+1", (DAY + 0.5, MOMENT), None],
    ],
    "Notes": [["nothing here"]],
})  # fmt: skip
XML = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def read(data=BOOK, sheet="Launches", **options):
    return csv.loads(data, table="weapon_events", sheet=sheet, zone="Asia/Seoul", **options)


def codes(error):
    return [problem.code for problem in error.value.problems]


def test_dates_of_a_workbook_need_no_format_and_rows_have_its_numbers():
    for options in ({}, {"day_format": "%Y-%d-%m"}):
        found = read(**options)
        assert [(record.id, record.name, record.span) for record in found.records] == [
            ("l1", "서해 & east", Span.parse("2024-09-12T07:10:00")),
            ("l2", "=1+1", Span.parse("2024-09-12T12:00")),
        ]
    bad = build_workbook({"A": [HEADER, ["l1", "x", "soon", None]]})
    assert [problem.path for problem in read(bad, None).problems] == ["$.rows[2].span"]


def test_numbers_and_truth_values():
    book = build_workbook(
        {
            "A": [
                ["id", "name", "length.words", "length.n", "length.unit", "intermittent"],
                ["a", "A", "11-day", 11.0, "day", True],
            ]
        }
    )
    drill = csv.loads(book).records[0]
    assert (drill.length.n, drill.intermittent) == (11, True)


def test_a_sheet_is_named_and_never_guessed():
    for sheet, part in (
        (None, "'Launches', 'Notes'"),
        ("launches", "did you mean 'Launches'"),
        ("x", "it has"),
    ):
        with pytest.raises(QuestionError, match=part) as refused:
            read(sheet=sheet)
        assert codes(refused) == ["workbook-sheet"]
    with pytest.raises(FileError) as refused:
        read(sheet="Notes")
    assert codes(refused) == ["csv-header"]
    with pytest.raises(FileError) as refused:
        read(build_workbook({"A": []}), None)
    assert codes(refused) == ["csv-empty"]


@pytest.mark.parametrize("options", [{"encoding": "cp949"}, {"delimiter": ";"}])
def test_options_of_texts_are_refused(options):
    with pytest.raises(QuestionError) as refused:
        read(**options)
    assert codes(refused) == ["workbook-option"]


def test_a_text_has_no_sheets():
    with pytest.raises(QuestionError) as refused:
        read("id,name\n")
    assert codes(refused) == ["workbook-sheet"]


def test_a_map_names_its_sheet(tmp_path):
    rows = [line.split(";") for line in ("No;When", "1;2031-03-14")]
    book = build_workbook({"Front": [["x"]], "Tests": rows})
    theirs = csv.TableMap.loads(
        "name = 'T'\nmade_for = '1'\nsheet = 'Tests'\nzone = 'UTC'\n[[records]]\n"
        "type = 'weapon_event'\nid = 't-{No:id}'\nname = 'a test'\nspan = { day = '{When}' }\n"
    )
    assert str(csv.loads(book, table_map=theirs).records[0].span) == "2031-03-14"
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(book)
    assert csv.load(path, table_map=theirs).summary.rows == 1
    assert ke.codecs.find_codec("Theirs.XLSX").name == "csv"


def test_workbooks_are_not_written(tmp_path):
    with pytest.raises(FileError) as refused:
        csv.save(ke.Dossier.of(), tmp_path / "ours.xlsx")
    assert codes(refused) == ["workbook-kind"]
    assert not (tmp_path / "ours.xlsx").exists()


def corner(cells):
    return build_workbook({"A": f"<worksheet {XML}><sheetData>{cells}</sheetData></worksheet>"})


HOSTILE = {
    "other": (build_archive({"a": "x"}), "workbook-kind"),
    "old": (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook-kind"),
    "cut": (BOOK[:-30], "workbook-broken"),
    "head": (b"PK\x03\x04", "workbook-broken"),
    "bomb": (build_workbook({"A": " " * 30_000_000}), "file-too-large"),
    "corner": (corner('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
               "file-too-large"),
    "corner in other letters": (corner("<row><c r='A1'/><c r='&#88;FD1048576'/></row>"), "file-too-large"),
    "entities": (corner("").replace(b"x", b"x"), "csv-empty"),
    "no XML": (build_workbook({"A": "<a><b></a>"}), "workbook-broken"),
    "damaged": (BOOK[:400] + bytes(40) + BOOK[440:], "workbook-broken"),
}  # fmt: skip


@pytest.mark.parametrize("data, code", HOSTILE.values(), ids=HOSTILE)
def test_what_is_not_a_workbook_or_was_made_to_break_the_reader(data, code):
    tracemalloc.start()
    with pytest.raises(FileError) as refused:
        csv.loads(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code in codes(refused)
    assert most < 60_000_000


def test_any_damage_is_our_error():
    for position in range(0, len(BOOK), 7):
        damaged = BOOK[:position] + bytes([BOOK[position] ^ 0x55]) + BOOK[position + 1 :]
        only_our_errors(csv.loads, damaged, table="weapon_events", sheet="Launches")


def test_any_change_of_a_sheet_is_read_or_our_error():
    """The ZIP file is whole, and what is in it is not."""
    sheet = build_sheet(
        [HEADER, ["l1", "east", (DAY, DATE), (0.29, TIME)], [], ["l2", "b", (DAY + 0.5, MOMENT), True]]
    )
    random = Random(7)
    odd = [
        "",
        "-1",
        "1048577",
        "99999999999",
        "XFE1",
        "A0",
        "s",
        "str",
        "e",
        "1e999",
        "NaN",
        "&#0;",
        "<c>",
        '"',
        "</row>",
    ]
    for _ in range(300):
        at = random.randrange(len(sheet))
        text = sheet[:at] + random.choice(odd) + sheet[at + random.choice((0, 1, 3, 20)) :]
        only_our_errors(csv.loads, build_workbook({"A": text}), table="weapon_events")


def test_a_size_that_is_a_lie_is_noticed():
    limits = Limits(bytes=5_000)
    with pytest.raises(KoreaEventsError):
        csv.loads(build_workbook({"A": " " * 100_000}), limits=limits)
