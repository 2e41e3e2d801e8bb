"""Calendars that somebody made to break the reader, and texts that other programs lose: what was written comes back."""

from __future__ import annotations

import time
import tracemalloc
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from korea_events.codecs import ical
from korea_events.dossier import Dossier
from korea_events.errors import FileError
from korea_events.model import Exercise
from korea_events.temporal import Span
from korea_events.testing.laws import only_our_errors

SIZE = 60_000
ENTRY = "BEGIN:VEVENT\r\nUID:{}\r\nSUMMARY:{}\r\nDTSTART{}\r\nEND:VEVENT\r\n"
GOOD = ENTRY.format("good@korea-events", "Good", ";VALUE=DATE:20240304")


def build_calendar(*pieces: str) -> str:
    return "".join(["BEGIN:VCALENDAR\r\n", *pieces, "END:VCALENDAR\r\n"])


def repeat(piece: str) -> str:
    return piece * (SIZE // len(piece))


def names(found):
    return [record.name for record in found.records]


MONSTERS = {
    "entries without an end": repeat("BEGIN:VEVENT\r\n"),
    "ends without a beginning": repeat("END:VEVENT\r\n"),
    "entries without anything": repeat("BEGIN:VEVENT\r\nEND:VEVENT\r\n"),
    "lines that are not properties": repeat("x\r\n"),
    "blank lines": repeat("\r\n"),
    "calendars": repeat("BEGIN:VCALENDAR\r\n"),
    "an entry of many properties": GOOD.replace("UID", repeat("X-A:1\r\n") + "UID"),
    "an entry of many lines that are not properties": GOOD.replace("UID", repeat("x\r\n") + "UID"),
    "an entry of blank lines": GOOD.replace("UID", repeat("\r\n") + "x\r\nUID"),
    "a title of many lines": GOOD.replace("Good", "Good" + repeat("\r\n ")),
    "many starts": GOOD.replace("DTSTART", repeat("DTSTART;VALUE=DATE:20240304\r\n") + "DTSTART"),
    "many parameters": GOOD.replace("DTSTART", "DTSTART;" + repeat("A=1;")),
    "components in each other": GOOD.replace("UID", repeat("BEGIN:VALARM\r\n") + "UID"),
    "an open quote": GOOD.replace("DTSTART", 'DTSTART;A="' + repeat("a;")),
}


@pytest.mark.parametrize("body", MONSTERS.values(), ids=MONSTERS)
def test_time_and_memory_follow_the_size(body):
    text = build_calendar(GOOD.replace("good", "first"), body)
    began = time.process_time()
    only_our_errors(ical.loads, text)
    assert time.process_time() - began < 1 + 10 * SIZE / 1e6
    tracemalloc.start()
    found = ical.loads(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * 2**20 + 20 * len(text)
    assert names(found)[0] == "Good", "one bad entry costs one entry"


@pytest.mark.parametrize(
    "entry, code",
    [
        ("BEGIN:VEVENT\r\nUID:1\r\n", "ical-truncated"),
        ("UID:1\r\nEND:VEVENT\r\n", "ical-syntax"),
        ("and so on\r\n", "ical-syntax"),
        (ENTRY.format("1", "", ":20240304"), "ical-name"),
        (ENTRY.format("1", "A", ";TZID=" + "A" * 2_000 + ":20240304T000000"), "ical-property"),
        (ENTRY.format("1", "A", ";TZID=/mozilla.org/20050126_1/Nowhere:20240304T000000"), "ical-zone"),
        (ENTRY.format("1", "A\r\nBEGIN:VALARM", ":20240304"), "ical-property"),
        (ENTRY.format("1", "A\r\nEND:VALARM", ":20240304"), "ical-property"),
        (ENTRY.format("1", "A", ";VALUE=BINARY:20240304"), "ical-property"),
    ],
)
def test_one_bad_entry_costs_one_entry(entry, code):
    found = ical.loads(build_calendar(GOOD, entry, GOOD.replace("good", "last").replace("Good", "Last")))
    assert [problem.code for problem in found.problems] == [code]
    assert names(found) == ["Good", "Last"]


def test_a_line_that_does_not_belong_there_has_its_number():
    found = ical.loads(build_calendar(GOOD, "and so on\r\n", "\r\n", "more\r\n"))
    lines = [problem.message.partition(" does")[0] for problem in found.problems]
    assert lines == ["line 7", "line 9"]


@pytest.mark.parametrize(
    "text", ['{"format": "korea-events"}', "<html>", "id,name\n", "END:VEVENT\n", GOOD[7:]]
)
def test_another_text_is_not_a_calendar(text):
    with pytest.raises(FileError, match="it must begin with BEGIN:VCALENDAR"):
        ical.loads(text)


@pytest.mark.parametrize(
    "name",
    [
        r"a\Nb", r"a\nb", "a\\", r"\\n", r"a\,b", "\ufeffDrill", "a\ufeff", "a;b,c:d", '"a"', "a" * 200, "훈련" * 60,
        " a", "a ", "\\" * 100, "N\\N" * 40, "a^nb", "%2C%5C",
    ],
    ids=ascii,
)  # fmt: skip
def test_every_title_comes_back(name):
    drill = Exercise(id="fs-24", name=name, span=Span.parse("2024-03-04/2024-03-14"))
    found = ical.loads(ical.dumps(Dossier.of(drill)).text)
    assert (found.records, found.problems) == ((drill,), ())


@pytest.mark.parametrize(
    "zone", ["Asia/Seoul", "/mozilla.org/20050126_1/Asia/Seoul", '"/softwarestudio.org/Asia/Seoul"']
)
def test_a_zone_with_the_prefix_of_its_vendor_is_that_zone(zone):
    entry = ENTRY.format("1", "A", f";TZID={zone}:20240304T090000")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        [drill] = ical.loads(build_calendar(entry)).records
    assert str(drill.plans[0].span) == "2024-03-04T00:00:00Z"


def test_zones_of_one_calendar_mean_nothing_in_the_next():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:{}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    entry = ENTRY.format("1", "A", ";TZID={}:20240304T090000")
    for name in ("Own", "x/Asia/Seoul"):
        ical.loads(build_calendar(zone.format(name), entry.format(name)))
        ical.loads(build_calendar(entry.format("/" + name)))
        found = ical.loads(build_calendar(entry.format(name)))
        assert [problem.code for problem in found.problems] == ["ical-zone"]


def test_reading_in_threads_leaves_the_warnings_of_the_process_as_they_were():
    with warnings.catch_warnings():
        before = list(warnings.filters)
        calendars = [build_calendar(GOOD, body) for body in MONSTERS.values()] * 4
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda text: only_our_errors(ical.loads, text), calendars))
        assert warnings.filters == before
