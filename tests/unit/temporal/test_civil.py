"""Days, zones and instants, against an independent library for every day from 1900 to 2030."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pendulum
import pytest
from hypothesis import given, strategies as st
from whenever import Instant, PlainDateTime

from korea_events.errors import SpanError
from korea_events.temporal import civil

FIRST, LAST = dt.date(1900, 1, 1).toordinal(), dt.date(2030, 12, 31).toordinal()


def instant(text: str) -> int:
    return Instant.parse_iso(text).timestamp(unit="nanosecond") // 1000


@pytest.mark.parametrize("zone", ["Asia/Seoul", "Asia/Pyongyang"])
def test_each_day_from_1900_to_2030_begins_where_an_independent_library_says(zone: str) -> None:
    for ordinal in range(FIRST, LAST + 1):
        day = dt.date.fromordinal(ordinal)
        noon = PlainDateTime(day.year, day.month, day.day, 12).assume_tz(zone)
        expected = noon.start_of("day")
        assert civil.find_first_instant(zone, ordinal) == expected.timestamp(unit="nanosecond") // 1000, (
            zone,
            day,
        )


@pytest.mark.parametrize("zone", ["Asia/Seoul", "Asia/Pyongyang", "America/New_York", "Pacific/Apia", "UTC"])
def test_days_follow_each_other_without_gap_and_hold_their_instants(zone: str) -> None:
    for ordinal in range(dt.date(1985, 1, 1).toordinal(), dt.date(1990, 1, 1).toordinal()):
        start, end = civil.find_first_instant(zone, ordinal), civil.find_first_instant(zone, ordinal + 1)
        assert start < end
        assert civil.find_ordinal(zone, start) == ordinal
        assert civil.find_ordinal(zone, end - 1) == ordinal


@pytest.mark.parametrize(
    "day",
    [
        *("1948-06-01", "1949-04-03", "1950-04-01", "1951-05-06", "1955-05-05", "1956-05-20"),
        *("1957-05-05", "1958-05-04", "1959-05-03", "1960-05-01", "1961-08-10"),
    ],
)
def test_days_of_seoul_that_have_no_midnight_begin_at_the_jump(day: str) -> None:
    ordinal = civil.day_ordinal(day)
    assert civil.resolve_wall_time("Asia/Seoul", civil.count_wall_ticks(ordinal)) == ()
    start = civil.find_first_instant("Asia/Seoul", ordinal)
    assert civil.find_ordinal("Asia/Seoul", start - 1) == ordinal - 1
    assert civil.find_ordinal("Asia/Seoul", start) == ordinal


@pytest.mark.parametrize(
    "zone, day, hours",
    [
        ("Asia/Pyongyang", "2015-08-14", 24.5),
        ("Asia/Pyongyang", "2018-05-04", 23.5),
        ("Asia/Seoul", "1988-05-08", 23),
        ("Asia/Seoul", "1988-10-09", 25),
        ("Asia/Seoul", "2024-03-14", 24),
    ],
)
def test_days_have_the_length_that_the_clocks_gave_them(zone: str, day: str, hours: float) -> None:
    ordinal = civil.day_ordinal(day)
    length = civil.find_first_instant(zone, ordinal + 1) - civil.find_first_instant(zone, ordinal)
    assert length == hours * 3_600_000_000


def test_a_day_that_a_zone_skipped_begins_with_the_next_one() -> None:
    skipped = civil.day_ordinal("2011-12-30")
    assert civil.find_first_instant("Pacific/Apia", skipped) == civil.find_first_instant(
        "Pacific/Apia", skipped + 1
    )


def test_a_reading_of_the_clock_names_one_instant_two_or_none() -> None:
    def readings(day: str, hour: int, minute: int) -> int:
        return len(
            civil.resolve_wall_time(
                "Asia/Seoul", civil.count_wall_ticks(civil.day_ordinal(day), dt.time(hour, minute))
            )
        )

    assert readings("2024-03-14", 2, 30) == 1
    assert readings("1988-05-08", 2, 30) == 0
    assert readings("1988-10-09", 2, 30) == 2


@given(st.integers(FIRST, LAST), st.times())
def test_readings_agree_with_an_independent_library(ordinal: int, time: dt.time) -> None:
    day = dt.date.fromordinal(ordinal)
    wall = PlainDateTime(dt.datetime.combine(day, time))
    for zone in ("Asia/Seoul", "Asia/Pyongyang", "America/New_York"):
        possible = (wall.assume_tz(zone, disambiguation=which) for which in ("earlier", "later"))
        expected = {at.timestamp(unit="nanosecond") // 1000 for at in possible if at.to_plain() == wall}
        assert set(civil.resolve_wall_time(zone, civil.count_wall_ticks(ordinal, time))) == expected


@pytest.mark.parametrize(
    "day, code",
    [
        ("2024-02-30", "day-impossible"),
        ("0000-01-01", "day-impossible"),
        ("20240304", "day-syntax"),
        ("2024-W10-1", "day-syntax"),
        ("2024-3-4", "day-syntax"),
        ("\N{FULLWIDTH DIGIT TWO}024-03-04", "day-syntax"),
        ("2024\N{NON-BREAKING HYPHEN}03\N{NON-BREAKING HYPHEN}04", "day-syntax"),
        ("2024-03-04T00:00", "day-syntax"),
        ("", "day-syntax"),
        (20240304, "day-type"),
        (None, "day-type"),
        (True, "day-type"),
        (dt.datetime(2024, 3, 4), "day-type"),
        (pendulum.datetime(2024, 3, 4), "day-type"),
    ],
)
def test_what_is_no_day_is_refused_by_name(day: str, code: str) -> None:
    with pytest.raises(SpanError) as caught:
        civil.day_ordinal(day)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_days_come_in_three_forms_and_go_out_as_pendulum_dates() -> None:
    forms = ["2024-03-04", dt.date(2024, 3, 4), pendulum.date(2024, 3, 4)]
    assert {civil.day_ordinal(day) for day in forms} == {dt.date(2024, 3, 4).toordinal()}
    assert type(civil.as_date(civil.day_ordinal("2024-03-04"))) is pendulum.Date


@pytest.mark.parametrize("name", ["Asia/Seoul", "Asia/Pyongyang", "America/New_York", "UTC", "Etc/GMT+9"])
def test_zones_are_known_by_their_full_names(name: str) -> None:
    assert civil.check_zone(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "KST",
            "+09:00",
            "asia/seoul",
            "Factory",
            "posixrules",
            "../../etc/passwd",
            "Asia",
            "",
            " Asia/Seoul",
        ),
        *(
            "Asia/Seoul\n",
            "Asia/Seoul\0",
            "Asia/Atlantis",
            "posix/Asia/Seoul",
            "Asia/" + "S" * 5000,
            "localtime",
        ),
    ],
)
def test_other_names_are_no_zones(name: str) -> None:
    with pytest.raises(SpanError) as caught:
        civil.check_zone(name)
    (problem,) = caught.value.problems
    assert problem.code == "zone-unknown"
    assert len(problem.message) < 200


@pytest.mark.parametrize("name", [None, 10**5_000, [], {}, b"UTC"], ids=type)
def test_what_is_no_text_is_no_zone(name: object) -> None:
    with pytest.raises(SpanError) as caught:
        civil.check_zone(name)
    assert caught.value.problems[0].code == "zone-unknown"


def test_a_near_miss_of_a_zone_is_told_what_was_meant() -> None:
    for name in ("KST", "asia/seoul", "ASIA/SEOUL"):
        with pytest.raises(SpanError, match="did you mean Asia/Seoul"):
            civil.check_zone(name)


@given(st.integers(civil.FIRST_INSTANT, civil.LAST_INSTANT))
def test_instants_come_back_from_datetimes_and_text(tick: int) -> None:
    assert civil.as_instant(civil.as_datetime(tick)) == tick
    assert instant(civil.format_instant(tick)) == tick


@given(st.integers(1, 10**15))
def test_clock_lengths_come_back_from_their_text(microseconds: int) -> None:
    assert civil.parse_instant_length(civil.format_instant_length(microseconds)) == microseconds


@pytest.mark.parametrize(
    "text", ["P1D", "PT", "PT0S", "PT1.0000001S", "pt6h", "6h", "", None, 6, "PT" + "9" * 5000 + "S"]
)
def test_what_is_no_clock_length_is_refused(text: str) -> None:
    with pytest.raises(SpanError) as caught:
        civil.parse_instant_length(text)
    assert caught.value.problems[0].code == "span-duration"


def test_zones_are_found_where_the_locale_cannot_encode_the_name_of_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "한글"
    folder.mkdir()
    (folder / "pendulum").symlink_to(Path(pendulum.__file__).parent)
    program = "from korea_events import Span; print(Span.on('2024-03-04', zone='Asia/Tokyo').earliest_start)"
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}
    # -S: Python itself cannot read the links of an editable installation in such a folder
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], env=environment, capture_output=True, check=True
    )
    assert done.stdout.split() == [b"2024-03-04"]
