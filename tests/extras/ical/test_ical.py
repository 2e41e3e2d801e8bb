"""Calendars: what is shown, that exactly what is not lost comes back, and what a stranger's calendar can do to us."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st
from icalendar.parser import Contentline

import korea_events as ke
from korea_events.codecs import ical
from korea_events.codecs.ical.lines import fold_line
from korea_events.dossier import Dossier
from korea_events.errors import FileError, KoreaEventsWarning, LossError, QuestionError, SpanError
from korea_events.model import Exercise, Plan
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.reference import get_dossier
from korea_events.temporal import Span
from korea_events.testing.laws import only_our_errors
from korea_events.testing.strategies import dossiers, spans
from tests.lost_paths import left_over


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Drawn names of unknown fields may resemble known ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        yield


def drill(span=None, **more):
    return Exercise(id="fs-24", name="Freedom Shield 24", span=span, **more)


def lines(*events, **arguments):
    """The lines of the calendar of some events, unfolded."""
    return ical.dumps(Dossier.of(*events), **arguments).text.replace("\r\n ", "").splitlines()


def entry(*properties, uid="UID:1", name="SUMMARY:Drill"):
    """A calendar with one entry."""
    inside = [uid, name, *properties]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *filter(None, inside), "END:VEVENT", "END:VCALENDAR", ""]
    )


def codes(found):
    return [problem.code for problem in found.problems]


@given(
    st.text(
        st.one_of(st.sampled_from("a한\\^"), st.characters(exclude_characters="\n", codec="utf-8")),
        max_size=300,
    )
)
def test_lines_are_folded_where_icalendar_folds_them(line):
    assert fold_line(line).encode() == Contentline(line).to_ical() + b"\r\n"


# -- writing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "span, start, end, title",
    [
        (Span.of("2024-03-04", "2024-03-14"), "20240304", "20240315", ""),
        (Span.on("2024-03-13"), "20240313", "20240314", ""),
        (Span.parse("2024-02-28/2024-02-29"), "20240228", "20240301", ""),
        (Span.parse("2024-03"), "20240301", "20240401", " (possible dates)"),
        (Span.parse("2024-03-04~/2024-03-14"), "20240314", "20240315", ""),
        (Span.parse("2024-03-04~/2024-03-14~"), "20240304", "20240315", " (possible dates)"),
        (Span.parse("2022/..", as_of="2024-03-14"), "20221231", "20240315", ""),
        (Span.parse("2024-03-04/"), "20240304", "20240305", ""),
        (Span.parse("/2024-03-14"), "20240314", "20240315", ""),
        (Span.bounded(latest_end="2024-03-14"), "20240314", "20240315", " (by then)"),
        (Span.bounded(earliest_start="2024-03-04"), "20240304", "20240305", " (or later)"),
    ],
    ids=str,
)
def test_days_are_shown_with_an_exclusive_end(span, start, end, title):
    written = lines(drill(span))
    assert f"DTSTART;VALUE=DATE:{start}" in written
    assert f"DTEND;VALUE=DATE:{end}" in written
    assert f"SUMMARY:Freedom Shield 24{title}" in written


def test_times_are_shown_in_utc():
    written = lines(drill(Span.parse("2024-03-18T07:44:00+09:00/2024-03-18T08:30:00+09:00")))
    assert "DTSTART:20240317T224400Z" in written
    assert "DTEND:20240317T233000Z" in written


@pytest.mark.parametrize(
    "span, words",
    [
        (Span.parse("2024-03-04/"), "Its end is unknown."),
        (
            Span.parse("2022/..", as_of="2024-03-14"),
            "still under way at the time of the report of 2024-03-14",
        ),
        (Span.parse("/2024-03-14"), "Its start is unknown."),
        (Span.parse("../2024-03-14"), "Its start is open"),
        (Span.parse("2024-03-04?"), "The dates are uncertain."),
        (Span.parse("2024-03-04~"), "The dates are approximate."),
        (Span.parse("2024-09-12T07:10~"), "Certainly under way: 2024-09-12."),
        (Span.bounded(latest_end="2024-03-14"), "Possibly under way: until 2024-03-14."),
    ],
    ids=str,
)
def test_what_is_not_known_is_said_in_words(span, words):
    assert any(line.startswith("DESCRIPTION:") and words in line for line in lines(drill(span)))


def test_plans_are_marked_and_tentative():
    planned = drill(plans=[Plan(span=Span.of("2024-03-04", "2024-03-14"))])
    written = lines(planned)
    assert "SUMMARY:Freedom Shield 24 (announced)" in written
    assert "STATUS:TENTATIVE" in written


def describe(event, **arguments):
    """The description of the entry of an event, and its first day."""
    written = lines(event, **arguments)
    (words,) = (line for line in written if line.startswith("DESCRIPTION:"))
    (first,) = (line for line in written if line.startswith("DTSTART"))
    return words.replace("\\n", " "), first


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_plan_that_was_called_off_has_no_certain_days(status):
    planned = drill(plans=[Plan(span=Span.of("2024-03-04", "2024-03-14"))], status=status)
    words, _ = describe(planned)
    assert "Announced: 2024-03-04 to 2024-03-14." in words
    assert "under way" not in words
    assert not any("X-KOREA-EVENTS-CERTAIN" in line for line in lines(planned))


def test_the_days_of_an_entry_are_those_of_its_active_set():
    held = Span.of("2024-08-22", "2024-09-01")
    words, first = describe(
        drill(held, pauses=[Span.of("2024-08-27", "2024-08-28"), Span.parse("2024-08-30~")])
    )
    assert "Paused: 2024-08-27 to 2024-08-28." in words
    assert "Paused at some time: 2024-08-30." in words
    assert first == "DTSTART;VALUE=DATE:20240822"
    words, first = describe(drill(occurrences=[Span.on("2024-03-17"), Span.on("2024-03-03")]))
    assert "It took place at separate times: 2024-03-17\\; 2024-03-03." in words
    assert first == "DTSTART;VALUE=DATE:20240303"
    words, _ = describe(drill(held, intermittent=True))
    assert "only its first and its last day are certain" in words
    words, _ = describe(drill(held, status="unconfirmed"))
    assert "It was not certainly under way on any single day." in words
    begun = drill(Span.parse("2024-06-27/"), plans=[Plan(span=Span.of("2024-06-27", "2024-06-29"))])
    assert "Certainly under way: 2024-06-27 to 2024-06-29. Its start is reported" in describe(begun)[0]


def test_a_tolerance_narrows_what_is_approximate():
    about = drill(Span.parse("2024-03-04~/2024-03-14"))
    assert describe(about)[1] == "DTSTART;VALUE=DATE:20240314"
    words, first = describe(about, tolerance=2)
    assert first == "DTSTART;VALUE=DATE:20240306"
    assert "Possibly under way: 2024-03-02 to 2024-03-14." in words
    assert describe(about, tolerance="P2D") == (words, first)
    text = ical.dumps(Dossier.of(about), tolerance=2).text
    assert ical.loads(text).records == (about,)
    with pytest.raises(QuestionError):
        ical.dumps(Dossier.of(), tolerance=-1)


@pytest.mark.parametrize(
    "status, shown",
    [("held", "CONFIRMED"), ("unconfirmed", "TENTATIVE"), ("ongoing", "CONFIRMED"), (None, "TENTATIVE")],
)
def test_status_in_the_words_of_calendars(status, shown):
    assert f"STATUS:{shown}" in lines(drill(Span.on("2024-03-13"), status=status))


def test_what_has_no_date_is_lost():
    text, losses = ical.dumps(Dossier.of(drill(Span.unknown())))
    assert "VEVENT" not in text
    assert [loss.path for loss in losses] == ["$.exercises[0]"]
    with pytest.raises(LossError) as caught:
        ical.dumps(Dossier.of(drill(Span.unknown())), strict=True)
    assert caught.value.problems[0].code == "export-loss"


def test_the_stamp_is_a_moment():
    moment = dt.datetime(2024, 5, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    assert "DTSTAMP:20240501T000000Z" in lines(drill(Span.on("2024-03-13")), stamp=moment)
    with pytest.raises(FileError) as caught:
        ical.dumps(Dossier.of(), stamp=dt.datetime(2024, 5, 1))
    assert caught.value.problems[0].code == "ical-stamp"


@given(dossiers())
def test_what_is_not_lost_comes_back(dossier: Dossier):
    text, losses = ical.dumps(dossier)
    back = ical.loads(text)
    assert back.problems == ()
    assert list(back.records) == left_over(dossier, losses, EVENT_COLLECTIONS)
    assert ical.dumps(dossier).text == text


@given(spans())
def test_every_span_comes_back_as_it_was_said(span):
    text, losses = ical.dumps(Dossier.of(drill(span)))
    if not losses:
        assert ical.loads(text).records == (drill(span),)
    else:
        assert span.possible.first is None or span.possible.last is None or span.possible.last.year == 9999


def test_the_shipped_drills_come_back():
    drills = get_dossier("drills")
    back = ical.loads(ical.dumps(drills).text)
    assert back.problems == ()
    dated = {event.id for event in drills.events() if event.when is not None and event.when.possible.first}
    assert {record.id for record in back.records} == dated
    assert len(back.records) == len(dated) > 240
    assert {record.id: record.when for record in back.records}["ufs-24"] == drills.exercises["ufs-24"].when


# -- reading -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "properties, span",
    [
        (["DTSTART;VALUE=DATE:20240304", "DTEND;VALUE=DATE:20240315"], Span.of("2024-03-04", "2024-03-14")),
        (["DTSTART;VALUE=DATE:20240304"], Span.on("2024-03-04")),
        (["DTSTART;VALUE=DATE:20240304", "DURATION:P11D"], Span.of("2024-03-04", "2024-03-14")),
        (
            ["DTSTART:20240318T000000Z", "DTEND:20240318T010000Z"],
            Span.parse("2024-03-18T00:00:00Z/2024-03-18T01:00:00Z"),
        ),
        (
            ["DTSTART;TZID=Asia/Seoul:20240318T090000", "DTEND;TZID=Korea Standard Time:20240318T100000"],
            Span.parse("2024-03-18T00:00:00Z/2024-03-18T01:00:00Z"),
        ),
        (["DTSTART:20240318T090000", "DURATION:PT1H"], Span.parse("2024-03-18T09:00:00/2024-03-18T10:00:00")),
        (["DTSTART:20240318T000000Z"], Span.parse("2024-03-18T00:00:00Z")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_dates_of_an_entry(properties, span):
    (record,) = ical.loads(entry(*properties), held=True).records
    assert record.span == span
    (planned,) = ical.loads(entry(*properties)).records
    assert planned.plans == (Plan(span=span),)


def test_days_of_another_zone():
    (record,) = ical.loads(entry("DTSTART;VALUE=DATE:20240304"), zone="America/New_York", held=True).records
    assert record.span == Span.on("2024-03-04", zone="America/New_York")
    with pytest.raises(SpanError):
        ical.loads(entry(), zone="KST")


# Entries that cannot be read are rows of tests/conformance/bad_inputs.py.


def test_a_text_is_never_taken_for_the_name_of_a_file(tmp_path):
    """icalendar, from 7.0.1 on, opens the file that a text without line breaks names."""
    path = tmp_path / "secret.ics"
    path.write_text(entry("DTSTART;VALUE=DATE:20240304"))
    with pytest.raises(FileError):
        ical.loads(str(path))


def test_an_entry_moved_in_the_calendar_is_not_read_as_if_it_were_not():
    text = ical.dumps(Dossier.of(drill(Span.of("2024-03-04", "2024-03-14")))).text
    moved = ical.loads(text.replace("DTSTART;VALUE=DATE:20240304", "DTSTART;VALUE=DATE:20240305"))
    assert codes(moved) == ["ical-moved"]


def test_an_entry_renamed_in_the_calendar_has_its_new_name():
    planned = drill(plans=[Plan(span=Span.on("2024-03-04"))])
    text = ical.dumps(Dossier.of(planned)).text
    (record,) = ical.loads(text.replace("Freedom Shield 24 (ann", "FS 24 (ann")).records
    assert record.name == "FS 24"


def test_a_strangers_uid_survives():
    text = entry("DTSTART;VALUE=DATE:20240304", uid="UID:040000008200E00074C5B7101A82E008@example.org")
    (record,) = ical.loads(text).records
    assert "UID:040000008200E00074C5B7101A82E008@example.org" in lines(record)
    assert ical.loads(ical.dumps(Dossier.of(record)).text).records == (record,)


def test_a_cancelled_entry_is_a_cancelled_plan():
    (record,) = ical.loads(entry("DTSTART;VALUE=DATE:20240304", "STATUS:CANCELLED"), held=True).records
    assert (record.status, record.span, len(record.plans)) == ("cancelled", None, 1)


SAMPLE = ical.dumps(get_dossier("drills")).text[:3000]


@given(st.data())
def test_any_change_to_a_calendar_gives_records_or_problems(data):
    text = SAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text)))
        new = data.draw(
            st.sampled_from(
                ["\r\n", "\n ", ":", ";", "=", '"', "\0", "9", "", "\\", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n"]
            )
        )
        text = text[:place] + new + text[place + data.draw(st.integers(0, 5)) :]
    only_our_errors(ical.loads, text)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_any_text_is_records_or_problems(data):
    only_our_errors(ical.loads, data)


def test_the_public_way():
    assert ke.codecs.ical is ical
