"""Many reports, one event."""

import pytest

from korea_events import Exercise, Link, Measure, Participation, Plan, Quantity, Span, StatedLength
from korea_events.errors import QuestionError
from korea_events.evidence import aggregate
from tests.unit.evidence.cases import document, gather, report, via

FOUR_TO_14, FOUR_TO_15 = Span.of("2024-03-04", "2024-03-14"), Span.of("2024-03-04", "2024-03-15")
PAPERS = [document(name) for name in ("p", "q", "r", "s")]


def resolved(field, rule, *records):
    """One field of Freedom Shield 24 under a rule."""
    return aggregate("fs-24", gather(*PAPERS, *records), rule=rule)[field]


def test_conservative_keeps_everything_that_is_allowed():
    """The union of what the reports allow, as bounds."""
    found = resolved("span", "conservative", report("a", "p", FOUR_TO_14), report("b", "q", FOUR_TO_15))
    assert found.value == Span.bounded(
        earliest_start="2024-03-04", latest_start="2024-03-04", earliest_end="2024-03-14", latest_end="2024-03-15",
        min_days=11, max_days=12,
    )  # fmt: skip
    assert (found.reports, found.against, found.contradiction) == (("a", "b"), (), True)


def test_consensus_is_what_all_agree_on():
    """A start from one and an end from another give the whole; a contradiction gives no value."""
    found = resolved(
        "span",
        "consensus",
        report("a", "p", Span.parse("2024-03-04/")),
        report("b", "q", Span.parse("/2024-03-14")),
    )
    assert (found.value, found.contradiction) == (FOUR_TO_14, False)
    clash = resolved("span", "consensus", report("a", "p", FOUR_TO_14), report("b", "q", FOUR_TO_15))
    assert (clash.value, clash.contradiction) == (None, True)


def test_a_length_without_dates_has_a_say():
    """With a start from elsewhere it gives the whole; against another length there is no consensus."""
    eleven = StatedLength(words="11-day", n=11, unit="day", counting="inclusive")
    alone = report("a", "p", status="held", length=eleven)
    assert resolved("span", "consensus", alone).value == Span.bounded(min_days=11, max_days=11)
    start = report("b", "q", Span.parse("2024-03-04/"))
    assert resolved("span", "consensus", alone, start).value == FOUR_TO_14
    clash = resolved("span", "consensus", alone, report("b", "q", FOUR_TO_15))
    assert (clash.value, clash.contradiction) == (None, True)


def test_origins_vote_not_outlets():
    """Three outlets through one agency have one vote against two commands."""
    outlets = [
        report(n, d, FOUR_TO_15, citations=[via(d, "kcna reports")])
        for n, d in zip("abc", "pqr", strict=True)
    ]
    commands = [
        report("d", "s", FOUR_TO_14, citations=[via("s", "jcs says")]),
        report("e", "s", FOUR_TO_14, citations=[via("s", "usfk says")]),
    ]
    found = resolved("span", "majority_of_origins", *outlets, *commands)
    assert (found.value, found.reports, found.against) == (FOUR_TO_14, ("d", "e"), ("a", "b", "c"))
    assert found.because == "2 of 3 origins"
    tie = resolved("span", "majority_of_origins", *outlets, commands[0])
    assert (tie.value, tie.because) == (None, "no majority among 2 origins")


def test_an_origins_own_document_speaks_for_it():
    """An outlet that gets the agency's day wrong does not change the agency's vote."""
    own = document("own", "kcna")
    reports = [
        report("own-words", "own", FOUR_TO_14),
        report("wrong", "p", FOUR_TO_15, citations=[via("p", "kcna reports")]),
    ]
    assert resolved("span", "majority_of_origins", own, *reports).value == FOUR_TO_14
    two = [
        report(n, d, s, citations=[via(d, "kcna reports")])
        for n, d, s in (("a", "p", FOUR_TO_14), ("b", "q", FOUR_TO_15))
    ]
    assert resolved("span", "majority_of_origins", *two).because == (
        "no majority among one origin, which contradicts itself"
    )
    dark = report("a", "p", FOUR_TO_14, citations=[via("p", "? says")])
    assert resolved("span", "majority_of_origins", dark).because == "no origin is known"


def test_the_latest_plan_counts():
    """A plan announced later replaces the earlier one, under every rule."""
    dated = [document("old", day="2020-08-11"), document("new", day="2020-08-16")]
    first, second = Span.of("2020-08-16", "2020-08-28"), Span.of("2020-08-18", "2020-08-28")
    reports = [report("a", "old", plans=[Plan(span=first)]), report("b", "new", plans=[Plan(span=second)])]
    found = resolved("plans", "conservative", *dated, *reports)
    assert (found.value, found.reports, found.contradiction) == (second, ("b",), False)
    assert found.because.endswith("revised since: a")


@pytest.mark.parametrize(
    "rule, value",
    [
        (
            "conservative",
            Quantity(low=13100, high=14000, unit="count", words="resolved from several reports"),
        ),
        ("consensus", None),
    ],
)
def test_numbers(rule, value):
    """From the least to the most, or nothing when they exclude each other."""
    reports = [
        report(n, d, measures=[Measure(what="troops", quantity=Quantity(value=v, unit="count"))])
        for n, d, v in (("a", "p", 14000), ("b", "q", 13100))
    ]
    assert resolved("measures.troops", rule, *reports).value == value


def test_numbers_that_narrow_each_other():
    """At least 20 and fewer than 30 are 20 to 29; units are converted."""

    def measured(n, d, **quantity):
        return report(n, d, measures=[Measure(what="other", of="range", quantity=Quantity(**quantity))])

    pair = (
        measured("a", "p", value=20, unit="count", qualifier="at_least"),
        measured("b", "q", value=30, unit="count", qualifier="less_than"),
    )
    found = resolved("measures.other of range", "consensus", *pair).value
    assert (found.low, found.high) == (20, 29)
    pair = (
        measured("a", "p", value=2, unit="km", qualifier="at_least"),
        measured("b", "q", value=2500, unit="m", qualifier="at_most"),
    )
    found = resolved("measures.other of range", "consensus", *pair).value
    assert (found.low, found.high, found.unit) == (2000, 2500, "m")
    found = resolved(
        "measures.other of range", "conservative", pair[0], measured("b", "q", value=1, unit="m")
    ).value
    assert (found.value, found.unit, found.qualifier) == (0.5, "m", "at_least")


def test_words_and_participants():
    """A status needs agreement, participants are joined or met one by one, names are kept side by side."""

    def who(*actors):
        return [Participation(actor=actor, role="participant") for actor in actors]

    reports = [
        report("a", "p", name="Freedom Shield", status="held", participations=who("jcs", "usfk")),
        report("b", "q", name="FS 24", status="announced", participations=who("jcs", "japan-mod")),
    ]
    assert resolved("participants", "conservative", *reports).value == ("japan-mod", "jcs", "usfk")
    assert resolved("participants", "consensus", *reports).value == ("jcs",)
    assert resolved("name", "conservative", *reports).value == ("FS 24", "Freedom Shield")
    assert not resolved("name", "consensus", *reports).contradiction
    status = resolved("status", "consensus", *reports)
    assert (status.value, status.contradiction) == (None, False)
    called_off = report("c", "r", status="cancelled")
    assert resolved("status", "consensus", *reports, called_off).contradiction


def test_the_event_itself_speaks_where_no_report_does():
    """Its dates are the coder's summary of the reports."""
    event = Exercise(id="fs-24", name="Freedom Shield 24", span=FOUR_TO_15, status="held", edition="24")
    found = aggregate(event, gather(event, *PAPERS, report("a", "p", FOUR_TO_14)))
    assert (found["span"].value, found["span"].reports) == (FOUR_TO_14, ("a",))
    assert (found["edition"].value, found["edition"].reports) == (("24",), ("fs-24",))


def test_withdrawn_reports_are_skipped():
    """A corrected report does not count, and the answer lists it."""
    link = Link(id="l", kind="corrects", source="a", target="b")
    reports = [report("a", "p", FOUR_TO_14), report("b", "q", FOUR_TO_15)]
    found = aggregate("fs-24", gather(*PAPERS, *reports, link), rule="consensus")
    assert (found["span"].value, str(*found.skipped)) == (FOUR_TO_14, "<Skipped b: withdrawn>")


def test_dates_of_other_zones_and_hours_are_put_on_days_of_one_zone():
    """Hours of a day are that day; a day over there is two here."""
    day = report("a", "p", Span.on("2024-03-07"))
    hours = report("b", "q", Span.parse("2024-03-07T11:00+09:00/2024-03-07T17:00+09:00"))
    assert resolved("span", "consensus", day, hours).value == Span.on("2024-03-07")
    there = report("b", "q", Span.on("2024-03-06", zone="America/New_York"))
    assert resolved("span", "consensus", day, there).value == Span.on("2024-03-07")


def test_questions_without_an_answer_are_refused():
    """A rule that does not exist, a record that is not an event, a field that no report gives."""
    with pytest.raises(QuestionError, match="rule-unknown"):
        aggregate("fs-24", gather(), rule="median")
    with pytest.raises(QuestionError, match="event-needed"):
        aggregate("kim", gather())
    with pytest.raises(QuestionError, match="field-unknown"):
        resolved("span", "consensus")
