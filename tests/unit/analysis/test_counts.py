"""Counts by month and year: against every world that the dates allow."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import korea_events as ke
from korea_events import Span, count_by
from korea_events.errors import QuestionError

texts = st.sampled_from(
    [
        *(
            "2024-02-28",
            "2024-03-01",
            "2024-02",
            "2024-02-28/2024-03-02",
            "2024-01/2024-03",
            "2023-12-31/2024",
        ),
        *(
            "[2024-01-31,2024-02-01]",
            "[2023-12-31,2024-03-05]",
            "2024-0X-01",
            "2024",
            "2024-02-28~",
            "2023-12-XX",
        ),
    ]
)


@given(st.lists(texts, min_size=1, max_size=5), st.sampled_from(["month", "year"]))
def test_least_and_most_are_those_of_the_possible_start_days(given_texts, period):
    """An item counts in the least where it must have begun, in the most where it can have begun."""
    spans = [Span.parse(text) for text in given_texts]
    begun = [
        {
            day
            for alternative in span.alternatives
            for day in range(int(alternative.bounds.start_min), int(alternative.bounds.start_max) + 1)
        }
        for span in spans
    ]
    rows = count_by(spans, period)
    for row in rows:
        days = {day.toordinal() for day in row.days}
        assert row.most == sum(bool(start & days) for start in begun)
        assert row.least == sum(
            start <= days and not span.approximate for start, span in zip(begun, spans, strict=True)
        )
    listed = {day.toordinal() for row in rows for day in row.days}
    assert set().union(*begun) <= listed
    assert sum(row.least for row in rows) <= len(spans)


def test_periods_follow_each_other_without_a_gap():
    rows = count_by([Span.on("2023-11-30"), Span.on("2024-03-01")], "month")
    assert [row.group for row in rows] == ["2023-11", "2023-12", "2024-01", "2024-02", "2024-03"]
    assert [row.least for row in rows] == [1, 0, 0, 0, 1]
    assert [str(row) for row in count_by([Span.parse("2023-12/2024")], "year")] == ["2023: 1"]


def test_a_start_that_is_bounded_on_one_side_counts_wherever_the_list_reaches():
    over = Span.bounded(latest_end="2024-02-10")
    rows = count_by([over, Span.on("2024-01-05"), Span.on("2024-03-05")], "month")
    assert [(row.least, row.most) for row in rows] == [(1, 2), (0, 1), (1, 1)]
    assert len(count_by([Span.unknown()], "year")) == 0


def test_the_last_month_of_the_calendar_ends_it():
    (row,) = count_by([Span.on("9999-12-31")], "month")
    assert str(row.days) == "9999-12-01/9999-12-31"
    (row,) = count_by([Span.on("9999-12-31")], "year")
    assert row.days.days == 365


@pytest.mark.parametrize(
    "by, first, last",
    [
        ("day", "2024-12-31", "2025-01-02"),
        ("week", "2025-W01", "2025-W01"),
        ("month", "2024-12", "2025-01"),
        ("quarter", "2024-Q4", "2025-Q1"),
        ("year", "2024", "2025"),
    ],
)
def test_periods_are_named_as_in_iso_8601(by, first, last):
    """The 31st of December 2024 is a Tuesday: its week has its Thursday in 2025."""
    rows = count_by([Span.on("2024-12-31"), Span.on("2025-01-02")], by)
    assert (rows[0].group, rows[-1].group) == (first, last)
    assert sum(row.least for row in rows) == 2


@given(st.dates(), st.sampled_from(["day", "week", "month", "quarter", "year"]))
def test_a_day_lies_in_the_one_period_that_counts_it(day, by):
    (row,) = count_by([Span.on(day)], by)
    assert (day in row.days, row.least, row.most) == (True, 1, 1)


def test_the_window_is_listed_in_full_and_nothing_outside_counts():
    """A start on the last of January or the first of February counts in the most, within the window only."""
    launches = [Span.parse("[2024-01-31,2024-02-01]"), Span.on("2024-02-20"), Span.on("2024-06-01")]
    rows = count_by(launches, "month", since="2024-02-01", until="2024-04-10")
    assert [str(row) for row in rows] == ["2024-02: 1–2", "2024-03: 0", "2024-04: 0"]
    assert str(rows[-1].days) == "2024-04-01/2024-04-10"
    (row,) = count_by(launches, since="2024-02-01", until="2024-04-10")
    assert str(row) == "(all): 1–2"
    assert [str(row) for row in count_by([], "year", since="2024-01-01", until="2025-01-01")] == [
        "2024: 0",
        "2025: 0",
    ]


# -- by what they are ----------------------------------------------------------------------------------------------

DOSSIER = ke.Dossier.of(
    ke.Actor(id="usa", name="United States", kind="state"),
    ke.Actor(id="usfk", name="USFK", kind="command", part_of="usa"),
    ke.Actor(id="cvn-70", name="USS Carl Vinson", kind="unit", country="usa"),
    ke.Actor(id="prk", name="North Korea", kind="state"),
    ke.Place(id="pyongan", name="Pyongan", country="prk"),
    ke.Place(id="sohae", name="Sohae", part_of="pyongan"),
    ke.Place(id="east-sea", name="East Sea"),
    ke.WeaponSystem(id="kn-23", name="KN-23", kind="srbm"),
    ke.ExerciseSeries(id="shield", name="Shield"),
    ke.Exercise(
        id="shield-1", name="Shield 1", series="shield", span="2031-03-03/2031-03-13", kinds=["cpx", "ftx"],
        participations=["usfk", ke.Participation(actor="prk", role="notional_adversary")],
    ),
    ke.Exercise(id="phase", name="phase", span="2031-03-10/2031-03-13", part_of="shield-1", kinds=["ftx"]),
    ke.Exercise(id="patrol", name="patrol", span="2031-04-02", participations=["cvn-70"]),
    ke.WeaponEvent(
        id="launch-a", name="launch", span="2031-03-18", kinds=["ballistic_missile_launch"], weapon_systems=["kn-23"],
        participations=[ke.Participation(actor="prk", role="operator")],
        places=[
            ke.EventPlace(place="sohae", role="launch_site"), ke.EventPlace(place="east-sea", role="impact_area")
        ],
    ),
    ke.WeaponEvent(id="launch-b", name="launch", span="2031-03", part_of="launch-c"),
    ke.WeaponEvent(id="launch-c", name="launch", span="2031-04-01", status="unconfirmed"),
    ke.WeaponEvent(id="launch-d", name="launch", span="[2031-03-17,2031-03-18]"),
    ke.WeaponEvent(id="paper", name="paper", status="held"),
    ke.WeaponEvent(id="rumour", name="rumour"),
    ke.WeaponEvent(id="off", name="off", status="cancelled", plans=[ke.Plan(span="2031-03-20")]),
    ke.Judgement(id="same", left="launch-a", right="launch-d", verdict="same", by="mk"),
)  # fmt: skip


def tell(rows):
    return {str(getattr(row.group, "id", row.group)): row.number for row in rows}


def reasons(answer):
    return {one.item.id: str(one.reason) for one in answer.skipped}


def test_a_part_does_not_count_beside_its_whole_and_the_same_count_once():
    """March: the exercise without its phase, and one launch with two records, of which one knows the day.

    The launch of April is unconfirmed: if it was not, its part of March counts. The other record rules the 17th out.
    """
    rows = count_by(DOSSIER, "month")
    assert tell(rows) == {"2031-03": "2–3", "2031-04": "1–2"}
    assert reasons(rows) == {
        "phase": "part", "launch-b": "part", "launch-d": "same", "paper": "no_date", "rumour": "no_date",
        "off": "cancelled",
    }  # fmt: skip
    assert tell(
        count_by(DOSSIER.events(records="weapon_events"), "day", since="2031-03-17", until="2031-03-18")
    ) == {
        "2031-03-17": "0–1",
        "2031-03-18": "1–2",
    }


def test_all_together():
    """The exercise, the patrol, the launch, and what is held without a date; the rumour and what is unconfirmed may
    not have been, but of the unconfirmed one and its part at least the part was."""
    assert tell(count_by(DOSSIER)) == {"(all)": "5–6"}
    assert tell(count_by(DOSSIER, footing="held")) == {"(all)": "5–6"}


@pytest.mark.parametrize(
    "by, numbers",
    [
        ("kind", {"ballistic_missile_launch": "1", "cpx": "1", "ftx": "1", "launch": "1", "(none)": "3–4"}),
        ("actor", {"usa": "2", "cvn-70": "1", "prk": "1", "usfk": "1", "(none)": "2–3"}),
        ("site", {"pyongan": "1", "sohae": "1", "(none)": "4–5"}),
        ("system", {"kn-23": "1", "(none)": "4–5"}),
        ("series", {"shield": "1", "(none)": "4–5"}),
    ],
)
def test_an_event_counts_in_every_group_to_which_it_belongs(by, numbers):
    """Units with their states, sites with their provinces; not an adversary on paper, nor where the missile fell."""
    assert tell(count_by(DOSSIER, by)) == numbers


@pytest.mark.parametrize(
    "by, name", [("kind", "kinds"), ("actor", "actor"), ("series", "series"), ("system", "system")]
)
def test_a_group_counts_what_its_filter_selects(by, name):
    drills = ke.reference.freedom_shield_24()
    for row in count_by(drills, by):
        if row.group != "(none)":
            value = str(getattr(row.group, "id", row.group))
            assert tell(count_by(drills.events(**{name: value}))) == {"(all)": row.number}, row


def test_a_list_knows_only_what_its_events_say_unless_it_is_told_the_dossier():
    patrol = [DOSSIER["patrol"], DOSSIER["launch-a"], DOSSIER["launch-d"]]
    assert tell(count_by(patrol, "actor")) == {"cvn-70": "1", "prk": "1", "(none)": "1"}
    assert tell(count_by(patrol, "actor", dossier=DOSSIER)) == {"cvn-70": "1", "prk": "1", "usa": "1"}


def test_parts_in_a_circle_all_count():
    circle = [ke.Exercise(id=a, name=a, part_of=b, span="2031-03-03") for a, b in ("ab", "bc", "ca")]
    part = ke.Exercise(id="d", name="d", part_of="a", span="2031-03-03")
    assert tell(count_by([*circle, part])) == {"(all)": "3"}


def test_a_long_chain_of_parts_is_one():
    chain = [
        ke.Exercise(id=f"e{n}", name="x", part_of=f"e{n - 1}" if n else None, span="2031-03-03")
        for n in range(3_000)
    ]
    assert tell(count_by(chain, "month")) == {"2031-03": "1"}


@pytest.mark.parametrize(
    "asked, code, message",
    [
        (
            {"by": "fortnight"},
            "question-by",
            "by must be one of 'day', 'week', 'month', 'quarter', 'year', 'kind'",
        ),
        (
            {"by": "day", "since": "0001-01-01", "until": "2024-01-01"},
            "question-rows",
            "more than 100,000 rows",
        ),
        ({"since": "2024-01-02", "until": "2024-01-01"}, "window-reversed", "is before"),
    ],
)
def test_what_cannot_be_counted_is_refused(asked, code, message):
    with pytest.raises(QuestionError) as caught:
        count_by([], **asked)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert message in str(caught.value)


def test_statements_and_claims_count_under_who_said_so():
    """And under what that belongs to; what no one is named for is in no group."""
    said = ke.Dossier.of(
        ke.Actor(id="prk", name="North Korea", kind="state", country="prk"),
        ke.Actor(id="dprk-mnd", name="Ministry of National Defence", kind="ministry", country="prk"),
        ke.Actor(id="kcna", name="KCNA", kind="agency", country="prk"),
        ke.Actor(id="rok-jcs", name="Joint Chiefs of Staff", kind="command"),
        ke.Statement(id="vow", speakers=["dprk-mnd"], said="2024-03-05"),
        ke.Statement(id="joint", speakers=["kcna", "rok-jcs"], said="2024-03-06"),
        ke.WeaponEvent(id="shot", name="launch", span="2024-03-18"),
        ke.EventClaim(
            id="count", event="shot", attribute="count", claimants=["rok-jcs"], value="3", made="2024-03-18"
        ),
    )
    assert tell(count_by(said.statements, "actor", dossier=said)) == {
        "dprk-mnd": "1", "kcna": "1", "prk": "2", "rok-jcs": "1",
    }  # fmt: skip
    assert tell(count_by(said.event_claims, "actor", dossier=said)) == {"rok-jcs": "1"}
