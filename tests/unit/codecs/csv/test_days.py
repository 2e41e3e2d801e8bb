"""Dates of foreign tables: what a format says is kept, what it does not say is not supplied."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from korea_events.codecs import csv
from korea_events.codecs.csv.days import DateRules, DayFormat
from korea_events.errors import QuestionError
from korea_events.temporal import Span


def read(header, cells, **options):
    """The only row of a table, with its problems."""
    return csv.loads(f"id;name;{header}\na;A;{cells}\n", delimiter=";", **options)


def span_of(header, cells, **options):
    found = read(header, cells, **options)
    assert found.problems == ()
    return found.records[0].span


def problems_of(header, cells, **options):
    return [(problem.path, problem.code) for problem in read(header, cells, **options).problems]


@pytest.mark.parametrize(
    "cell, day_format, text",
    [
        ("March 2024", "%B %Y", "2024-03"),
        ("Mar 2024", "%b %Y", "2024-03"),
        ("2024", "%Y", "2024"),
        ("04.03.2024", "%d.%m.%Y", "2024-03-04"),
        ("4.3.2024", "%d.%m.%Y", "2024-03-04"),
        ("74/2024", "%j/%Y", "2024-03-14"),
        ("2024년 3월 4일", "%Y년 %m월 %d일", "2024-03-04"),
        ("Thu 14 Mar 2024", "%a %d %b %Y", "2024-03-14"),
        ("14.03.2024 07:10", "%d.%m.%Y %H:%M", "2024-03-14T07:10"),
        ("14.03.2024 7:10 PM", "%d.%m.%Y %I:%M %p", "2024-03-14T19:10"),
        ("14.03.2024 07:10:05", "%d.%m.%Y %H:%M:%S", "2024-03-14T07:10:05"),
        ("14.03.2024 07:10 +0900", "%d.%m.%Y %H:%M %z", "2024-03-14T07:10+09:00"),
        ("2024-03-14T07:10Z", "%Y-%m-%dT%H:%M%z", "2024-03-14T07:10Z"),
    ],
)
def test_only_what_the_format_says_is_kept(cell, day_format, text):
    assert span_of("day", cell, day_format=day_format) == Span.parse(text)
    assert span_of("first_day", cell, day_format=day_format) == Span.parse(f"{text}/")


@pytest.mark.parametrize(
    "cell, day_format",
    [
        ("31.02.2024", "%d.%m.%Y"),
        ("04.03.24", "%d.%m.%Y"),
        ("Fri 14 Mar 2024", "%a %d %b %Y"),  # it was a Thursday
        ("\uff11\uff14.03.2024", "%d.%m.%Y"),
        ("14.03.2024 24:30", "%d.%m.%Y %H:%M"),
        ("soon", "%Y"),
    ],
)
def test_a_cell_in_another_format_costs_its_row(cell, day_format):
    assert problems_of("day", cell, day_format=day_format) == [("$.rows[2].day", "csv-day")]


@pytest.mark.parametrize(
    "day_format, reason",
    [
        ("%d %b", "the year"),
        ("%m", "the year"),
        ("", "no directives"),
        ("%d %Y", "the month"),
        ("%H:%M %Y-%m", "the day"),
        ("%Y-%m-%d %H", "the minute"),
        ("%Y-%m-%d %I:%M", "%p"),
        ("%Y-%m-%d %z", "the hour"),
        ("%Y %Y", "twice"),
        ("%d.%m.%y", "base_year"),
        ("%Y-%m-%d %Z", "%Z"),
        ("%Y %U", "%U"),
        ("%x", "%x"),
        ("%Q", "%Q"),
        ("%Y %", "means different things"),
        ("DD.MM.YYYY", "no directives: write days as in %d.%m.%Y"),
    ],
)
def test_a_format_that_would_have_to_guess_is_refused(day_format, reason):
    with pytest.raises(QuestionError, match=reason) as refused:
        read("day", "2024", day_format=day_format)
    assert [problem.code for problem in refused.value.problems] == ["csv-day-format"]


@given(st.dates(), st.integers(1, 9900))
def test_two_digits_are_a_year_of_the_hundred_from_the_base(day, base):
    found = DayFormat("%d.%m.%y", base).read(day.strftime("%d.%m.") + f"{day.year % 100:02}")
    if found is not None:  # 29 February of another century
        assert found[4:] == day.isoformat()[4:]
        assert base <= int(found[:4]) < base + 100
        assert int(found[:4]) % 100 == day.year % 100


@pytest.mark.parametrize("base", [0, 9901, "1950", True, 1950.0])
def test_a_base_year_is_a_year(base):
    with pytest.raises(QuestionError) as refused:
        read("day", "2024", day_format="%y", base_year=base)
    assert [problem.code for problem in refused.value.problems] == ["csv-base-year"]


@given(st.dates(), st.times())
def test_a_moment_comes_back_from_the_way_it_was_written(day, time):
    time = time.replace(microsecond=0)
    written = f"{day.day:02}/{day.month:02}/{day.year:04} {time.isoformat()}"
    assert DayFormat("%d/%m/%Y %H:%M:%S").read(written) == f"{day.isoformat()}T{time.isoformat()}"


# -- columns of dates ----------------------------------------------------------------------------------------------


def test_a_one_day_column_holds_one_day_and_nothing_overlaps():
    days = "".join(f"l{n},launch,2024-01-{n:02}\n" for n in range(1, 21))
    found = csv.loads("id,name,day\n" + days, table="weapon_events")
    assert [str(record.span.length) for record in found.records] == ["1 day"] * 20
    from korea_events import find_overlaps

    assert len(find_overlaps(found.records)) == 0


@pytest.mark.parametrize(
    "header, cells, arguments",
    [
        ("day;zone", "2024-03-14;UTC", {"edtf": "2024-03-14", "zone": "UTC"}),
        ("day;time;zone", "2024-03-14;7:10;UTC", {"edtf": "2024-03-14T07:10", "zone": "UTC"}),
        ("day;time", "2024-03-14;22:10Z", {"edtf": "2024-03-14T22:10Z"}),
        ("day;time", "2024-03-14;22:10:30-05:00", {"edtf": "2024-03-14T22:10:30-05:00"}),
        ("day;time", "2024-03-14;07:10~", {"edtf": "2024-03-14T07:10~"}),
        ("day;precision", "2024-03-01;month", {"edtf": "2024-03"}),
        ("day;precision", "2024-01-01;year", {"edtf": "2024"}),
        ("day;precision", "2024-01-01;decade", {"edtf": "202X"}),
        ("day;precision", "2024-03-14;about", {"edtf": "2024-03-14~"}),
        ("first_day;last_day", "2024-03;2024-03", {"edtf": "2024-03"}),
        ("day;time;precision", "2024-03-14;00:00;day", {"edtf": "2024-03-14"}),
        ("first_day;last_day;zone", "2024-03-04;2024-03-14;UTC", {"edtf": "2024-03-04/2024-03-14", "zone": "UTC"}),
        ("first_day;last_day;span.zone", "2024-03-04;;UTC", {"edtf": "2024-03-04/", "zone": "UTC"}),
        ("first_day;first_time;last_day", "2024-03-04;07:10;2024-03-05", {"edtf": "2024-03-04T07:10/2024-03-05"}),
        ("first_day;last_day;last_precision", "2024-03-04;2024-04-01;month", {"edtf": "2024-03-04/2024-04"}),
        ("first_day;last_day;precision", "2024-03-04;2024-03-14;within",
         {"earliest_start": "2024-03-04", "latest_end": "2024-03-14"}),
        ("day;precision", "1950;century", {"edtf": "[1901..2000]"}),
        ("first_day;last_day;precision", "1950;2024;century",
         {"earliest_start": "1901-01-01", "latest_start": "2000-12-31",
          "earliest_end": "2001-01-01", "latest_end": "2100-12-31"}),
        ("first_day;span.duration", "2024-03-04;P11D", {"edtf": "2024-03-04/", "duration": "P11D"}),
        ("span;zone", "2024-03-04/2024-03-14;UTC", {"edtf": "2024-03-04/2024-03-14", "zone": "UTC"}),
        ("span.latest_end;zone", "2024-03-14;UTC", {"latest_end": "2024-03-14", "zone": "UTC"}),
    ],
)  # fmt: skip
def test_columns_of_dates(header, cells, arguments):
    assert span_of(header, cells) == Span.from_arguments(arguments)


@pytest.mark.parametrize(
    "header, cells, path",
    [
        ("day;first_day", "2024-03-14;2024-03-14", "day"),
        ("day;time", "2024-03;07:10", "time"),
        ("day;time", "2024-03-14;ten past seven", "time"),
        ("day;time", ";07:10", "time"),
        ("day;precision", "2024-03-14;2", "precision"),
        ("day", "2024-03-14/2024-03-15", "day"),
        ("day;zone;span.zone", "2024-03-14;UTC;UTC", "day"),
        ("zone;span.zone;span", "UTC;UTC;2024-03-14", "zone"),
        ("first_day;span", "2024-03-14;2024-03-14", "first_day"),
    ],
)
def test_columns_of_dates_that_contradict_each_other(header, cells, path):
    assert problems_of(header, cells) == [(f"$.rows[2].{path}", "csv-day")]


def test_a_bad_zone_or_day_is_a_problem_of_its_row():
    assert problems_of("day;zone", "2024-03-14;KST") == [("$.rows[2].span.zone", "zone-unknown")]
    assert problems_of("day", "14.03.2024") == [("$.rows[2].span", "edtf-day-order")]


# -- the zone ------------------------------------------------------------------------------------------------------

ASSUMED = ("dates without a zone are days of Asia/Seoul",)


def test_the_zone_of_a_table_is_that_of_every_date_without_one():
    found = csv.loads(
        "id,name,span,span.zone,plans[0].span,plans[0].announced\n"
        "a,A,2024-03-14,,2024-03-15,2024-03-01\n"
        "b,B,2024-03-14,Asia/Tokyo,2024-03-15,\n",
        zone="UTC",
    )
    assert [record.span.zone for record in found.records] == ["UTC", "Asia/Tokyo"]
    assert {plan.span.zone for record in found.records for plan in record.plans} == {"UTC"}
    assert found.records[0].plans[0].announced.zone == "UTC"
    assert found.summary.assumed == ()


def test_an_unknown_zone_is_said_so():
    found = csv.loads("id,day\nd,2024-03-14\n", table="documents", zone="null")
    assert found.records[0].published == Span.on("2024-03-14", zone=None)


@pytest.mark.parametrize("zone", ["KST", "+09:00", "", 9, "asia/seoul"])
def test_a_zone_that_is_none_is_refused(zone):
    with pytest.raises(QuestionError) as refused:
        read("day", "2024-03-14", zone=zone)
    assert [problem.code for problem in refused.value.problems] == ["zone-unknown"]


def test_a_zone_that_nobody_gave_is_told():
    assert read("day", "2024-03-14").summary.assumed == ASSUMED
    assert read("Date", "2024-03-14", columns={"Date": "span"}).summary.assumed == ASSUMED
    assert read("day;zone", "2024-03-14;UTC").summary.assumed == ()
    assert read("Date;span.zone", "2024-03-14;UTC", columns={"Date": "span"}).summary.assumed == ()
    assert read("day", "2024-03-14", zone="Asia/Seoul").summary.assumed == ()
    assert read("day", "").summary.assumed == ()
    assert read("span", "2024-03-14").summary.assumed == ()  # a table of ours says what it means


def test_every_row_is_counted_once():
    found = csv.loads('id,name,Remarks\na,A,x\nb\na,B,\n\nc,C,y\nd,"D\n')
    assert (found.summary.rows, found.summary.records, found.summary.rejected) == (5, 2, 3)
    assert found.summary.kept == (("Remarks", 2),)


def test_rules_of_dates_have_no_dates_without_cells():
    assert DateRules.of(zone="UTC").read_span({}) == {"zone": "UTC"}
