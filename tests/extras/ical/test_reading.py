"""What calendars of other programs say: zones that contradict each other, recurring entries, versions, what is kept."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, strategies as st

from korea_events.codecs import ical
from korea_events.codecs.ical.recurrence import parse_rule
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError, SpanError
from korea_events.model import Exercise, Plan, Status
from korea_events.temporal import Span

NEW_YORK = "America/New_York"
ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE"""


def write_calendar(*lines, head=(), uid="1"):
    """A calendar with one entry of these lines."""
    entry = ["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Drill", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", *head, *entry, "END:VCALENDAR", ""])


def read_span(*lines, head=(), **options):
    """The span of the only entry, as text, or the code of the only problem."""
    found = ical.loads(write_calendar(*lines, head=head), held=True, **options)
    if found.problems:
        (problem,) = found.problems
        return problem.code
    (record,) = found.records
    zone = record.span.zone
    return f"{record.span} {zone}" if zone != "Asia/Seoul" else str(record.span)


@pytest.mark.parametrize(
    "lines, meant",
    [
        # a time cannot be in UTC and in a zone
        (["DTSTART;TZID=Asia/Seoul:20240318T090000Z"], "ical-zone"),
        (["DTSTART;TZID=Asia/Seoul:20240318T090000"], "2024-03-18T00:00:00Z"),
        # a day of a zone
        (["DTSTART;VALUE=DATE;TZID=America/New_York:20240318"], f"2024-03-18 {NEW_YORK}"),
        (["DTSTART;VALUE=DATE;TZID=Nowhere/Land:20240318"], "ical-zone"),
        (
            ["DTSTART;VALUE=DATE;TZID=Asia/Seoul:20240318", "DTEND;VALUE=DATE;TZID=Asia/Tokyo:20240320"],
            "ical-zone",
        ),
        # a day over a change of the clock is a day of the clock, 24 hours are 24 hours
        (
            [f"DTSTART;TZID={NEW_YORK}:20240309T120000", "DURATION:P1D"],
            "2024-03-09T17:00:00Z/2024-03-10T16:00:00Z",
        ),
        (
            [f"DTSTART;TZID={NEW_YORK}:20240309T120000", "DURATION:PT24H"],
            "2024-03-09T17:00:00Z/2024-03-10T17:00:00Z",
        ),
        (
            [f"DTSTART;TZID={NEW_YORK}:20240309T120000", "DURATION:P1DT1H"],
            "2024-03-09T17:00:00Z/2024-03-10T17:00:00Z",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_the_text_says_decides(lines, meant):
    assert read_span(*lines) == meant


def test_twenty_four_hours_without_a_zone_are_those_of_the_readers_zone():
    lines = ["DTSTART:20240309T120000", "DURATION:PT24H"]
    assert read_span(*lines, zone=NEW_YORK) == f"2024-03-09T12:00:00/2024-03-10T13:00:00 {NEW_YORK}"
    assert read_span(*lines) == "2024-03-09T12:00:00/2024-03-10T12:00:00"


def test_the_zone_of_the_calendar_is_that_of_what_has_none():
    head = [f"X-WR-TIMEZONE:{NEW_YORK}"]
    assert read_span("DTSTART:20240318T090000", head=head) == f"2024-03-18T09:00:00 {NEW_YORK}"
    assert read_span("DTSTART;VALUE=DATE:20240318", head=head) == f"2024-03-18 {NEW_YORK}"
    assert read_span("DTSTART:20240318T090000Z", head=["X-WR-TIMEZONE:Nowhere"]) == "ical-zone"
    # whoever gives a zone means it
    assert read_span("DTSTART;VALUE=DATE:20240318", head=["X-WR-TIMEZONE:Nowhere"], zone="Asia/Tokyo") == (
        "2024-03-18 Asia/Tokyo"
    )


def test_a_zone_that_the_calendar_defines_is_used():
    head = ZONE.format(name="Exercise Control", offset="+0900").splitlines()
    assert read_span("DTSTART;TZID=Exercise Control:20240318T090000", head=head) == "2024-03-18T00:00:00Z"
    assert read_span("DTSTART;TZID=Another:20240318T090000", head=head) == "ical-zone"


def test_a_definition_that_contradicts_the_tz_database_is_a_problem():
    right, wrong = (
        ZONE.format(name="Asia/Seoul", offset=offset).splitlines() for offset in ("+0900", "+0800")
    )
    assert read_span("DTSTART;TZID=Asia/Seoul:20240318T090000", head=right) == "2024-03-18T00:00:00Z"
    found = ical.loads(write_calendar("DTSTART;TZID=Asia/Seoul:20240318T090000", head=wrong))
    assert "UTC+08:00 at that time, the tz database as UTC+09:00" in found.problems[0].message


def test_a_definition_without_an_end_is_not_followed():
    head = (
        ZONE.format(name="Slow", offset="+0900").replace("END:S", "RRULE:FREQ=SECONDLY\nEND:S").splitlines()
    )
    assert read_span("DTSTART;TZID=Slow:20240318T090000", head=head) == "ical-zone"


def test_a_fold_within_a_character():
    text = write_calendar("DTSTART;VALUE=DATE:20240318").encode().replace(b"Drill", "훈련".encode())
    folded = text.replace("훈".encode(), "훈".encode()[:1] + b"\r\n " + "훈".encode()[1:])
    assert [record.name for record in ical.loads(folded).records] == ["훈련"]


def test_quoted_printable_text():
    text = write_calendar("DTSTART;VALUE=DATE:20240318").replace(
        "SUMMARY:Drill", "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=ED=9B=88=EB=A0=A8"
    )
    assert [record.name for record in ical.loads(text).records] == ["훈련"]
    (problem,) = ical.loads(text.replace("=ED", "=FF")).problems
    assert (problem.code, problem.path) == ("ical-property", "$.events[0].SUMMARY")


# -- recurring entries -------------------------------------------------------------------------------------------


def list_days(*lines, within="2024", **options):
    """The days of the times of an entry that recurs."""
    found = ical.loads(write_calendar(*lines), held=True, recurring=within, **options)
    assert found.problems == ()
    return [str(record.span) for record in found.records]


def test_each_time_of_a_recurring_entry_is_an_event():
    lines = ["DTSTART;VALUE=DATE:20240304", "DTEND;VALUE=DATE:20240306", "RRULE:FREQ=WEEKLY;COUNT=3"]
    assert list_days(*lines) == ["2024-03-04/2024-03-05", "2024-03-11/2024-03-12", "2024-03-18/2024-03-19"]
    assert list_days(*lines, within="2024-03-10/2024-03-15") == ["2024-03-11/2024-03-12"]
    found = ical.loads(write_calendar(*lines), recurring="2024")
    assert [record.id.rpartition("-")[2] for record in found.records] == ["20240304", "20240311", "20240318"]
    (problem,) = ical.loads(write_calendar(*lines)).problems
    assert problem.code == "ical-recurring"


def test_times_stay_on_the_clock_and_exceptions_are_left_out():
    assert list_days(
        f"DTSTART;TZID={NEW_YORK}:20240309T120000",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;UNTIL=20240312T160000Z",
        f"EXDATE;TZID={NEW_YORK}:20240311T120000",
        f"RDATE;TZID={NEW_YORK}:20240320T120000,20240321T120000",
    ) == [
        "2024-03-09T17:00:00Z/2024-03-09T18:00:00Z",
        "2024-03-10T16:00:00Z/2024-03-10T17:00:00Z",
        "2024-03-12T16:00:00Z/2024-03-12T17:00:00Z",
        "2024-03-20T16:00:00Z/2024-03-20T17:00:00Z",
        "2024-03-21T16:00:00Z/2024-03-21T17:00:00Z",
    ]


def test_a_time_of_a_series_that_was_moved_replaces_its_own():
    moved = write_calendar("DTSTART;VALUE=DATE:20240312", "RECURRENCE-ID;VALUE=DATE:20240311").splitlines()[
        1:-1
    ]
    series = write_calendar("DTSTART;VALUE=DATE:20240304", "RRULE:FREQ=WEEKLY;COUNT=3").splitlines()[1:-1]
    for entries in ([*series, *moved], [*moved, *series]):
        text = "\n".join(["BEGIN:VCALENDAR", *entries, "END:VCALENDAR"])
        found = ical.loads(text, held=True, recurring="2024")
        assert (found.problems, found.losses) == ((), ())
        assert {str(record.span) for record in found.records} == {"2024-03-04", "2024-03-12", "2024-03-18"}


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "COUNT=3",
        "FREQ=DAILY;COUNT=0",
        "x",
        "FREQ=DAILY;UNTIL=20241399",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=DAILY;COUNT=1;UNTIL=20240401",
    ],
)
def test_a_rule_that_cannot_be_read_is_a_problem(rule):
    found = ical.loads(write_calendar("DTSTART;VALUE=DATE:20240304", f"RRULE:{rule}"), recurring="2024")
    assert [(problem.code, problem.path) for problem in found.problems] == [
        ("ical-recurring", "$.events[0].RRULE")
    ]


def test_days_that_would_take_too_long_are_a_problem():
    text = write_calendar("DTSTART;VALUE=DATE:10000101", "RRULE:FREQ=DAILY;COUNT=99999;INTERVAL=9")
    (problem,) = ical.loads(text, recurring="2024").problems
    assert "choose fewer days" in problem.message
    with pytest.raises(SpanError):
        ical.loads(text, recurring="sometimes")
    with pytest.raises(QuestionError):
        ical.loads(text, recurring="2024/..")


def list_parts(of):
    return st.lists(of, max_size=3, unique=True).map(lambda values: ",".join(map(str, values)))


@st.composite
def rules(draw):
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {
        "FREQ": frequency,
        "INTERVAL": draw(st.sampled_from(["", "1", "2", "3", "5"])),
        "BYMONTH": draw(list_parts(st.integers(1, 12))),
        "WKST": draw(st.sampled_from(["", "SU", "WE"])),
    }
    weekday = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
    # dateutil takes days with a number and days without one for two conditions, RFC 5545 for one list.
    if frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        numbers = st.sampled_from(["1", "2", "4", "5", "-1", "-2"])
        weekday = st.builds("{}{}".format, numbers, weekday)
    if frequency != "WEEKLY":
        month_days = st.integers(-31, 31).filter(bool)
        parts["BYMONTHDAY"] = draw(list_parts(month_days))
    parts["BYDAY"] = draw(list_parts(weekday))
    parts["COUNT"] = draw(st.sampled_from(["", "", "1", "7"]))
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


@given(rules(), st.dates(dt.date(2023, 1, 1), dt.date(2024, 12, 31)), st.integers(0, 400))
def test_days_are_those_of_dateutil(rule, start, length):
    first, last = start, start + dt.timedelta(days=length)
    ours = parse_rule(rule).list_days(start, first, last, lambda: None)
    theirs = rrulestr(rule, dtstart=dt.datetime.combine(start, dt.time()))
    between = theirs.between(
        dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time()), inc=True
    )
    assert list(ours) == [each.date() for each in between]


# -- versions, and what is kept or listed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "old, new",
    [
        (["SEQUENCE:1"], ["SEQUENCE:2"]),
        ([], ["SEQUENCE:1"]),
        (["LAST-MODIFIED:20240301T000000Z"], ["LAST-MODIFIED:20240302T000000Z"]),
        (["DTSTAMP:20240301T000000Z"], ["DTSTAMP:20240302T000000Z"]),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_newer_version_of_an_entry_is_read_and_the_older_one_is_listed(old, new, turned):
    entries = [
        write_calendar("DTSTART;VALUE=DATE:20240304", *old).splitlines()[1:-1],
        write_calendar("DTSTART;VALUE=DATE:20240305", *new).splitlines()[1:-1],
    ]
    if turned:
        entries.reverse()
    found = ical.loads("\n".join(["BEGIN:VCALENDAR", *entries[0], *entries[1], "END:VCALENDAR"]), held=True)
    assert found.problems == ()
    assert [str(record.span) for record in found.records] == ["2024-03-05"]
    assert [loss.path for loss in found.losses] == [f"$.events[{int(turned)}]"]


def test_two_entries_of_the_same_version_are_a_problem():
    entry = write_calendar("DTSTART;VALUE=DATE:20240304").splitlines()[1:-1]
    found = ical.loads("\n".join(["BEGIN:VCALENDAR", *entry, *entry, "END:VCALENDAR"]))
    assert [problem.code for problem in found.problems] == ["id-duplicate"]


def test_what_an_entry_says_else_is_kept():
    text = write_calendar(
        "DTSTART;VALUE=DATE:20240304",
        "LOCATION:Pohang\\, the beach",
        "GEO:36.03;129.36",
        "DESCRIPTION;LANGUAGE=en:Landing",
        "URL:https://example.org/1",
        "CATEGORIES:drills",
        "ATTENDEE:mailto:a@example.org",
        "ATTENDEE:mailto:b@example.org",
    )
    (record,) = ical.loads(text).records
    assert {name: json.loads(value) for name, value in record.extra} == {
        "ical_uid": "1",
        "ical_location": "Pohang, the beach",
        "ical_geo": "36.03;129.36",
        "ical_description": {"parameters": "LANGUAGE=en", "value": "Landing"},
        "ical_url": "https://example.org/1",
        "ical_categories": "drills",
        "ical_attendee": ["mailto:a@example.org", "mailto:b@example.org"],
    }


def test_what_is_not_read_is_listed():
    todo = ["BEGIN:VTODO", "SUMMARY:Buy film", "BEGIN:VALARM", "ACTION:AUDIO", "END:VALARM", "END:VTODO"]
    head = ["X-WR-CALNAME:Drills", "VERSION:2.0", "PRODID:x", *todo]
    text = write_calendar(
        "DTSTART;VALUE=DATE:20240304", "BEGIN:VALARM", "ACTION:AUDIO", "END:VALARM", head=head
    )
    found = ical.loads(text)
    assert (len(found.records), found.problems) == (1, ())
    assert [str(loss) for loss in found.losses] == [
        "$['X-WR-CALNAME']: 'Drills' belongs to the whole calendar",
        "$.vtodo[0]: 'Buy film': a VTODO is not an event",
        "$.events[0].VALARM: a part of an entry is not read",
    ]


def test_entries_of_ours_without_their_exact_dates_are_listed():
    begun = Exercise(id="fs-24", name="FS 24", span=Span.parse("2024-03-04/"), status="ongoing")
    text = ical.dumps(Dossier.of(begun)).text.replace("\r\n ", "")
    bare = "\r\n".join(line for line in text.splitlines() if not line.startswith("X-KOREA"))
    found = ical.loads(bare)
    assert [(record.id, record.plans) for record in found.records] == [
        ("fs-24", (Plan(span=Span.on("2024-03-04")),))
    ]
    assert [loss.path for loss in found.losses] == ["$.events[0]['X-KOREA-EVENTS-SPAN']"]
    assert ical.loads(text).losses == ()


# -- writing ---------------------------------------------------------------------------------------------------------


def test_a_stamp_moves_unless_it_is_given(monkeypatch):
    drill = Exercise(id="fs-24", name="FS 24", span=Span.on("2024-03-04"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    (line,) = (line for line in ical.dumps(Dossier.of(drill)).text.splitlines() if line.startswith("DTSTAMP"))
    assert dt.datetime.strptime(line, "DTSTAMP:%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC) >= before
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")
    assert "DTSTAMP:20240501T000000Z" in ical.dumps(Dossier.of(drill)).text


@pytest.mark.parametrize("status", [status for status in Status if status.called_off])
def test_what_was_called_off_can_be_left_out(status):
    drill = Exercise(id="fs-24", name="FS 24", plans=[Plan(span=Span.on("2024-03-04"))], status=status)
    text, losses = ical.dumps(Dossier.of(drill), called_off=False)
    assert "VEVENT" not in text
    assert [str(loss) for loss in losses] == ["$.exercises[0]: it was called off"]
    assert "BEGIN:VEVENT" in ical.dumps(Dossier.of(drill)).text


def test_a_zone_that_nobody_named_is_said_to_be_assumed():
    text = write_calendar("DTSTART;VALUE=DATE:20240304")
    assert str(ical.loads(text).summary) == (
        "1 entry: 1 read as 1 record, 0 rejected\nassumed: dates without a zone are days of Asia/Seoul"
    )
    assert ical.loads(text, zone="Asia/Seoul").summary.assumed == ()
    assert (
        ical.loads(ical.dumps(Dossier.of(Exercise(id="a", name="A", span="2024-03-04"))).text).summary.assumed
        == ()
    )
