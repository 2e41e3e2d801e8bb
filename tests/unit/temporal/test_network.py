"""Networks: what can be said, how it is worded, and what the answers look like. That they are right: tests/laws."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import frozen

from korea_events import SHARES_TIME, Amount, Relation, RelationSet, Span, Verdict, relate, shared_time
from korea_events.errors import ContradictionError, QuestionError, SpanError
from korea_events.temporal import Assertion, Grain, TemporalNetwork, Verb
from korea_events.temporal.engine import Bounds

FIRST, LAST = "2024-03-04", "2024-03-14"


@frozen
class Hop:
    """As in the records: somebody through whom a document has what it says."""

    actor: str | None


@frozen
class Citation:
    """As in the records: a place in a document."""

    document: str
    attribution: tuple[Hop, ...] = ()


def network(**dates: str | Span | None) -> TemporalNetwork:
    """A network of events with dates as EDTF text; underscores in names stand for hyphens."""
    net = TemporalNetwork()
    for name, date in dates.items():
        net.add(
            name.replace("_", "-"), Span.parse(date) if isinstance(date, str) else date, because="calendar"
        )
    return net


def code_of(call) -> str:
    """The code of the one problem that a call raises."""
    with pytest.raises((QuestionError, SpanError)) as caught:
        call()
    [problem] = caught.value.problems
    return problem.code


# -- the verbs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "verb, bounds",
    [
        ("starts_before", (None, LAST, None, None)),
        ("starts_after", (FIRST, None, FIRST, None)),
        ("ends_before", (None, "2024-03-16", None, "2024-03-16")),
        ("ends_after", (None, None, "2024-03-14", None)),
        ("follows", ("2024-03-14", None, "2024-03-14", None)),
        ("meets", (None, "2024-03-13", "2024-03-03", "2024-03-13")),
        ("during", (FIRST, "2024-03-16", FIRST, "2024-03-16")),
        ("shares_time", (None, "2024-03-16", FIRST, None)),
        ("starts_with", (FIRST, LAST, FIRST, None)),
        ("same_day_as", (FIRST, LAST, FIRST, None)),
    ],
)
def test_verbs_tighten_an_undated_event(verb, bounds):
    """Beside an exercise that began on 4 to 14 March and ended on 14 to 16 March, and that is all that is known."""
    exercise = Span.bounded(
        earliest_start=FIRST, latest_start=LAST, earliest_end=LAST, latest_end="2024-03-16"
    )
    net = network(exercise=exercise, drill=None)
    net.add_link("drill", verb, "exercise", because="report")
    drill = net.tightened("drill")
    ends = (drill.earliest_start, drill.latest_start, drill.earliest_end, drill.latest_end)
    assert tuple(None if day is None else day.isoformat() for day in ends) == bounds


def test_what_follows_may_begin_on_the_same_day_but_not_in_a_cycle():
    """A launch that night follows a statement of that day. Two cannot follow each other, whatever their dates."""
    net = network(statement="2024-03-05", launch="2024-03-05")
    net.add_link("launch", "follows", "statement", because="“hours after”")
    assert net.relations("launch", "statement") == RelationSet.of("equals")
    net.add_link("statement", "during", "launch", because="a slip")
    assert [assertion.citations for assertion in net.conflict().assertions] == [
        ("“hours after”",),
        ("a slip",),
    ]


@pytest.mark.parametrize(
    "text, days", [("2024-03-05T10:00", "2024-03-05/2024-03-06"), ("2024-03-05", "2024-03-06/2024-03-06")]
)
def test_what_meets_a_time_of_day_may_begin_on_that_day(text, days):
    """What begins as a flight at ten is over begins that day, or the next one if it lasted until midnight."""
    net = network(flight=text, drill=Span.bounded(earliest_start="2024-01-01"))
    net.add_link("flight", "meets", "drill")
    drill = net.tightened("drill")
    assert f"{drill.earliest_start}/{drill.latest_start}".startswith(days)


def test_within_counts_days_between_starts():
    """Within three days: at most three days earlier or later; within no day: on the same one."""
    net = network(exercise="2024-03-04/2024-03-14", launch=None, flight=None)
    net.add_link("launch", "within", "exercise", days=3)
    net.add_link("flight", "within", "exercise", days=0)
    assert net.tightened("launch").earliest_start.isoformat() == "2024-03-01"
    assert net.tightened("launch").latest_start.isoformat() == "2024-03-07"
    assert net.tightened("flight").latest_start == net.tightened("flight").earliest_start


def test_a_verb_goes_by_its_name():
    """``add_link`` takes the members of ``Verb`` and their text."""
    for verb in Verb:
        days = {"days": 2} if verb is Verb.WITHIN else {}
        one, other = (network(a="2024-03", b="2024-03-10/2024-03-20") for _ in range(2))
        one.add_link("a", verb, "b", **days, because="x")
        other.add_link("a", verb.value, "b", **days, because="x")
        assert one.assertions == other.assertions
        assert one.bounds("a") == other.bounds("a")


def test_adding_again_is_adding_knowledge():
    """Both statements hold, and both are kept."""
    net = TemporalNetwork()
    net.add("drill", Span.parse("2024-03"), because="review")
    net.add("drill", Span.bounded(latest_end="2024-03-10"), because="witness")
    net.add("drill")
    assert str(net.tightened("drill").possible) == "2024-03-01/2024-03-10"
    assert [assertion.citations for assertion in net.assertions] == [("review",), ("witness",)]
    assert net.ids == ("drill",)


@pytest.mark.parametrize(
    "given, possible",
    [
        ({"days": 11}, "2024-03-04/2024-03-14"),
        ({"least": 9, "most": 11}, "2024-03-04/2024-03-14"),
        ({"most": 3}, "2024-03-12/2024-03-14"),
        ({"least": 3}, "../2024-03-14"),
        ({"least": 1}, "../2024-03-14"),
    ],
)
def test_lengths_are_inclusive_days(given, possible):
    """Eleven days that end on 14 March begin on the 4th."""
    net = network(drill="/2024-03-14")
    net.add_length("drill", **given)
    assert str(net.tightened("drill").possible) == possible


def test_lengths_beyond_the_calendar_bound_nothing():
    """However many days are said, they fit."""
    net = network(a="2024", b="9999")
    net.add_link("a", "within", "b", days=10**30)
    net.add_length("a", most=10**30)
    assert net.conflict() is None
    net.add_length("b", least=10**30)
    assert net.conflict() is not None


def test_an_event_without_dates_answers_as_unknown():
    """It lasted a day at least, and nothing names a reason for that."""
    net = TemporalNetwork()
    net.add("drill")
    assert net.tightened("drill") == Span.unknown()
    assert net.bounds("drill") == Bounds(*(float("inf") * sign for sign in (-1, 1, -1, 1)))
    assert all(
        net.why("drill", bound) == () for bound in ("earliest_start", "latest_end", "min_days", "max_days")
    )


# -- what is refused -----------------------------------------------------------------------------------------------


def test_misuse_is_refused_with_a_code():
    """Each mistake has a code of its own, and nothing of it is kept."""
    net = network(a="2024-03", b="2024-03")
    before = net.assertions
    refused = {
        "network-id": [lambda: net.add(""), lambda: net.add(7), lambda: net.add(["a"])],
        "network-span": [lambda: net.add("a", "2024-03-04"), lambda: net.add("new", 3)],
        "network-because": [
            lambda: net.add("a", Span.on("2024-03-04"), because=""),
            lambda: net.add_link("a", "follows", "b", because=[]),
            lambda: net.add_length("a", days=3, because={"doc": "x"}),
            lambda: net.add_link("a", "follows", "b", because=["x", ""]),
        ],
        "network-id-unknown": [
            lambda: net.add_link("a", "follows", "c"),
            lambda: net.add_link("c", "follows", "a"),
            lambda: net.add_link(["a"], "follows", "b"),
            lambda: net.add_length("c", days=2),
            lambda: net.tightened("c"),
            lambda: net.why("c", "earliest_start"),
            lambda: net.relations("a", "c"),
            lambda: net.shared_time("a", "b", "c"),
            lambda: net.connected(None),
        ],
        "network-same-event": [lambda: net.add_link("a", "shares_time", "a")],
        "network-verb": [lambda: net.add_link("a", "precedes", "b"), lambda: net.add_link("a", "lasts", "b")],
        "network-days": [
            lambda: net.add_link("a", "within", "b", days=-1),
            lambda: net.add_link("a", "within", "b", days=True),
            lambda: net.add_link("a", "within", "b", days=1.5),
            lambda: net.add_link("a", "within", "b"),
            lambda: net.add_link("a", "follows", "b", days=3),
        ],
        "network-length": [
            lambda: net.add_length("a"),
            lambda: net.add_length("a", days=3, least=2),
            lambda: net.add_length("a", days=0),
            lambda: net.add_length("a", days=True),
            lambda: net.add_length("a", least=5, most=4),
            lambda: net.add_length("a", most=-(10**9)),
        ],
        "network-bound": [lambda: net.why("a", "start")],
        "question-tolerance": [lambda: TemporalNetwork(tolerance=-1)],
        "zone-unknown": [lambda: TemporalNetwork(zone="KST")],
    }
    for code, calls in refused.items():
        assert [code_of(call) for call in calls] == [code] * len(calls)
    assert (net.assertions, net.ids) == (before, ("a", "b"))


def test_a_length_alone_belongs_to_no_zone():
    """A span of another zone that has no date says nothing about days of that zone."""
    net = TemporalNetwork()
    net.add("drill", Span.bounded(min_days=3, zone="Asia/Pyongyang"))
    assert net.tightened("drill").length.least == 3


# -- reasons -------------------------------------------------------------------------------------------------------


def test_texts_citations_and_assertions_are_reasons():
    """A text or a citation becomes what an assertion rests on; an assertion is taken as it is; a list means all."""
    via = Citation("wire", (Hop("kcna"), Hop(None)))
    stated = Assertion(record="fs-24", field="length", words="is an “11-day” exercise", citations=[via])
    counted = Assertion(
        record="fs-24", field="length.counting", words="is counted inclusively", basis="coder_supplied"
    )
    net = TemporalNetwork()
    net.add("fs-24", Span.parse("/2024-03-14"), because=via)
    net.add_length("fs-24", days=11, because=[stated, counted])
    net.add("tanks", Span.on("2024-03-13"))
    net.add_link("tanks", "shares_time", "fs-24", because=["article", "agency"])
    ends, *length, tanks, from_article, from_agency = net.assertions
    assert (ends.record, ends.field, ends.basis, ends.citations) == ("fs-24", "span", "stated", (via,))
    assert length == [stated, counted]
    assert (tanks.basis, tanks.citations) == ("coder_supplied", ())
    assert [str(assertion) for assertion in net.assertions] == [
        "fs-24 ends on 2024-03-14 [wire, via kcna]",
        "fs-24 is an “11-day” exercise [wire, via kcna]",
        "fs-24 is counted inclusively [coder]",
        "tanks is on 2024-03-13 [coder]",
        "tanks shares time with fs-24 [article]",
        "tanks shares time with fs-24 [agency]",
    ]
    assert (from_article.field, from_agency.field) == ("shares_time", "shares_time")


def test_each_bound_names_what_it_follows_from_in_order():
    """The start of an exercise follows from its planned end, the printed length and how that counts."""
    net = network(fs_24="/2024-03-14", tanks=None, review="2024-03")
    net.add_length("fs-24", days=11, because=["“11-day”", "inclusive"])
    net.add_link("tanks", "starts_after", "fs-24", because="“later”")
    net.add_link("tanks", "ends_before", "review", because="listed")
    said = {
        bound: [assertion.citations[0] for assertion in net.why("tanks", bound)]
        for bound in ("earliest_start", "latest_start", "earliest_end", "latest_end", "min_days", "max_days")
    }
    start = ["calendar", "“11-day”", "inclusive", "“later”"]
    end = ["calendar", "listed"]
    assert said == {
        "earliest_start": start,
        "latest_start": end,
        "earliest_end": start,
        "latest_end": end,
        "min_days": [],
        "max_days": ["“later”", "“11-day”", "inclusive", "calendar", *end],
    }


def test_relations_name_what_makes_them_certain_or_impossible():
    """Certain and impossible verdicts have reasons; a possible one has none."""
    net = network(tanks=Span.bounded(latest_end=LAST), fs_24="2024-03-04/2024-03-14", later="2024-04")
    assert net.why_relations("tanks", "fs-24") == ()
    assert [str(a) for a in net.why_relations("tanks", "later", SHARES_TIME)] == [
        "later starts on or after 2024-04-01 and ends by 2024-04-30 [calendar]",
        "tanks ends by 2024-03-14 [calendar]",
    ]
    net.add_link("tanks", "shares_time", "fs-24", because="article")
    assert [str(a) for a in net.why_relations("fs-24", "tanks")] == ["tanks shares time with fs-24 [article]"]
    assert len(net.why_relations("tanks", "later", Relation.BEFORE)) == 2
    assert net.why_relations("tanks", "later", "before") == net.why_relations("tanks", "later", ["before"])


@pytest.mark.parametrize(
    "span, words",
    [
        (Span.on("2024-03-13"), "is on 2024-03-13"),
        (Span.of(FIRST, LAST), "runs from 2024-03-04 to 2024-03-14"),
        (Span.parse("2024-03"), "starts on or after 2024-03-01 and ends by 2024-03-31"),
        (Span.parse("2024-03-04/"), "starts on 2024-03-04"),
        (Span.bounded(latest_start=FIRST), "starts by 2024-03-04"),
        (Span.bounded(earliest_end=LAST), "ends on or after 2024-03-14"),
        (Span.bounded(min_days=9, max_days=11), "lasts 9 to 11 days"),
        (Span.bounded(latest_end=LAST, max_days=3), "ends by 2024-03-14 and lasts at most 3 days"),
        (
            Span.bounded(earliest_start=FIRST, latest_end=LAST, min_days=3),
            "starts on or after 2024-03-04 and ends by 2024-03-14 and lasts at least 3 days",
        ),
        (
            Span.bounded(earliest_start=FIRST, latest_start=LAST, min_days=3, max_days=3),
            "starts on or after 2024-03-04 and starts by 2024-03-14 and lasts 3 days",
        ),
        (Span.parse("2024-03-04~"), "is dated 2024-03-04~"),
        (Span.bounded(latest_end=LAST, approximate=True), "roughly ends by 2024-03-14"),
        (Span.parse("[2024-03-04,2024-03-10]"), "is dated [2024-03-04,2024-03-10]"),
        (
            Span.parse("2024-03-07T11:00/2024-03-07T17:00"),
            "runs from 2024-03-07T02:00:00Z to 2024-03-07T08:00:00Z",
        ),
        (Span.bounded(min_length="PT2H"), "lasts at least PT2H"),
    ],
)
def test_dates_in_words(span, words):
    """What a span says as a predicate: without what the rest of it implies."""
    net = TemporalNetwork()
    net.add("x", span)
    assert net.assertions[0].words == words


# -- conflicts -----------------------------------------------------------------------------------------------------


def test_a_conflict_says_in_words_what_cannot_all_hold():
    """One subject is named once."""
    net = TemporalNetwork()
    net.add("FS24")
    net.add_length("FS24", days=11, because="doc A")
    net.add("FS24", Span.parse("/2024-03-14"), because="doc B")
    net.add("FS24", Span.parse("2024-03-01/"), because="doc C")
    net.add("FS24", Span.parse("2024"), because="doc D")
    conflict = net.conflict()
    assert str(conflict) == (
        "these cannot all hold: FS24 lasts 11 days [doc A], ends on 2024-03-14 [doc B], starts on 2024-03-01 [doc C]"
    )
    assert (conflict.events, conflict.approximate) == (("FS24",), False)
    assert net.conflict() == conflict
    assert hash(net.conflict()) == hash(conflict)


def test_a_conflict_blocks_only_what_hangs_together_with_it():
    """Asked about an event of that component, the network raises what contradicts itself there."""
    net = network(
        fs="2024-03-04/2024-03-14", tanks="2024-03-13", visit="2024-03-07", ufs="2024-08-19/2024-08-29"
    )
    net.add_link("tanks", "starts_with", "fs", because="strictly read")
    net.add_link("visit", "follows", "tanks")
    net.add_length("ufs", most=20)
    with pytest.raises(ContradictionError) as caught:
        net.tightened("visit")
    [problem] = caught.value.problems
    assert problem.code == "network-conflict"
    assert problem.message == str(net.conflict())
    assert "strictly read" in problem.message
    assert net.tightened("ufs").length == Amount(least=11, most=11)
    for ask in (net.relations, net.shared_time, net.why_relations):
        with pytest.raises(ContradictionError):
            ask("ufs", "fs")
    with pytest.raises(ContradictionError):
        net.why("fs", "earliest_start")
    assert net.connected("fs") == ("fs", "tanks", "visit")


def test_conflicts_of_two_components_are_both_raised():
    """A question about both names both."""
    net = network(a="2024-03", b="2024-04")
    net.add_length("a", days=40)
    net.add_length("b", days=40)
    with pytest.raises(ContradictionError) as caught:
        net.relations("a", "b")
    assert [problem.code for problem in caught.value.problems] == ["network-conflict", "network-conflict"]
    assert [conflict.events for conflict in net.conflicts()] == [("a",), ("b",)]


def test_events_without_any_date_can_contradict_each_other():
    """Each follows the other."""
    net = network(a=None, b=None, c="2024-03")
    net.add_link("a", "follows", "b", because="x")
    net.add_link("b", "follows", "a", because="y")
    assert [assertion.citations for assertion in net.conflict().assertions] == [("x",), ("y",)]
    assert str(net.tightened("c").possible) == "2024-03-01/2024-03-31"


def test_a_length_falls_if_its_words_or_its_counting_do():
    """Both are needed for the contradiction, so both are named."""
    net = network(fs="2024-03-01/2024-03-14")
    net.add_length("fs", days=11, because=["“11-day”", "inclusive"])
    assert [assertion.citations[0] for assertion in net.conflict().assertions] == [
        "calendar",
        "“11-day”",
        "inclusive",
    ]


# -- approximate dates, alternatives, instants ---------------------------------------------------------------------


def test_approximate_dates_make_their_component_approximate():
    """Nothing that rests on them is more than possible; all else stays certain, and so does what a link says."""
    net = network(fs="2024-03-04~/2024-03-14", tanks=None, ufs="2024-08-19/2024-08-29", visit="2024-08-20")
    net.add_link("tanks", "during", "fs")
    assert net.tightened("tanks").approximate
    assert net.tightened("tanks").certain is None
    assert net.relations("tanks", "fs").verdict(SHARES_TIME) is Verdict.CERTAIN
    assert [str(reason) for reason in net.why_relations("tanks", "fs")] == [
        "tanks takes place during fs [coder]"
    ]
    assert net.relations("fs", "visit") == RelationSet.of("before")
    assert net.shared_time("tanks", "fs").least == 1
    assert (net.tightened("fs").approximate, net.tightened("tanks").approximate) == ("start", True)
    assert str(net.tightened("fs").certain) == "2024-03-14"
    net.add("day", Span.on("2024-03-10"))
    assert net.relations("day", "fs").approximate
    assert net.relations("day", "fs").verdict(SHARES_TIME) is Verdict.POSSIBLE
    net.add("early", Span.on("2024-03-01"))
    assert net.relations("early", "fs").verdict(SHARES_TIME) is Verdict.IMPOSSIBLE
    assert not net.tightened("ufs").approximate
    assert net.relations("visit", "ufs") == RelationSet.of("during")
    net.add_link("fs", "meets", "tanks")
    assert str(net.conflict()).startswith("these cannot all hold as dated: ")


def test_a_tolerance_lifts_the_flag():
    """Two days either way."""
    net = TemporalNetwork(tolerance=2)
    net.add("fs", Span.parse("2024-03-04~"))
    assert not net.tightened("fs").approximate
    assert str(net.tightened("fs").possible) == "2024-03-02/2024-03-06"


def test_the_hull_stands_in_for_alternatives():
    """A network has no "either or": what it answers may be wider, is never wrong, and says that it is not exact."""
    net = network(drill="[2024-03-04,2024-03-10]", visit=None, other="2024-03-07")
    net.add_link("visit", "starts_with", "drill")
    assert str(net.tightened("drill").possible) == "2024-03-04/2024-03-10"
    assert not net.tightened("drill").exact
    assert not net.tightened("visit").exact
    assert net.tightened("other").exact
    assert net.relations("drill", "other").verdict(SHARES_TIME) is Verdict.POSSIBLE


def test_what_is_known_by_the_time_of_day_is_compared_so():
    """Two launches a quarter of an hour apart; an undated event beside them has instants too."""
    net = network(first="2024-09-12T07:10", second="2024-09-12T07:25", drill=None)
    net.add_link("drill", "meets", "first", because="JCS")
    assert net.tightened("drill").latest_end.isoformat() == "2024-09-11T22:10:00+00:00"
    assert net.relations("first", "second") == RelationSet.of("before")
    assert net.shared_time("first", "second").unit == "microsecond"
    assert net.why("first", "min_length") == net.why("first", "min_days") == ()


def test_a_day_does_not_dissolve_the_order_of_instants():
    """The launches keep theirs when a statement of that day is linked to both; beside it each is on its day."""
    net = network(first="2024-09-12T07:10", second="2024-09-12T07:25", vow="2024-09-12")
    for launch in ("first", "second"):
        net.add_link(launch, "same_day_as", "vow")
    assert net.relations("first", "second") == RelationSet.of("before")
    assert net.relations("first", "vow") == RelationSet.of("equals")
    assert (net.tightened("first").grain, net.tightened("vow").grain) == (Grain.INSTANT, Grain.DAY)
    net.add_link("first", "follows", "second", because="a slip")
    assert [assertion.subject for assertion in net.conflict().assertions] == ["first", "second", "first"]


def test_the_order_of_instants_reaches_through_undated_events():
    """Also through events that are known in days only, since what comes later comes later in the day as well."""
    day = Span.bounded(earliest_start="2024-09-12T00:00+09:00", latest_end="2024-09-13T00:00+09:00")
    net = network(first="2024-09-12T07:10", vow="2024-09-12", second=day)
    net.add_link("vow", "follows", "first")
    net.add_link("second", "starts_after", "vow")
    assert net.tightened("second").earliest_start.isoformat() == "2024-09-11T22:10:00.000001+00:00"


def test_lengths_in_days_go_with_times_of_day():
    """Two days from ten o'clock are more than a moment; a length in days bounds instants loosely."""
    net = network(drill="2024-03-05T10:00/")
    net.add_length("drill", days=2)
    span = net.tightened("drill")
    assert span.grain is Grain.INSTANT
    assert Span.parse("2024-03-05T10:00/2024-03-06T23:00").hull.end_max <= span.hull.end_max < float("inf")


@pytest.mark.parametrize(
    "zone, expected", [("America/New_York", "2024-03-13"), ("Asia/Pyongyang", "2024-03-13")]
)
def test_a_component_has_the_days_of_its_zone(zone, expected):
    """Of the one that its dated days share, whatever zone others have; of Seoul when they share none."""
    net = network(fs="2024-03-04/2024-03-14", other=None)
    net.add("there", Span.on("2024-03-13", zone=zone))
    net.add("visit")
    net.add_link("visit", "starts_with", "there")
    assert (net.tightened("visit").zone, str(net.tightened("visit").earliest_start)) == (zone, expected)
    assert net.tightened("other").zone == net.tightened("fs").zone == "Asia/Seoul"
    net.add_link("visit", "during", "fs")
    assert net.tightened("visit").zone == "Asia/Seoul"


@pytest.mark.parametrize(
    "one, other",
    [
        (Span.on("2024-03-13", zone="America/New_York"), Span.on("2024-03-14")),
        (Span.on("2024-03-13", zone="America/New_York"), Span.parse("2024-03-14T06:00")),
        (Span.on("2024-03-13", zone="America/New_York"), Span.parse("2024-03-14~/2024-03-15")),
        (Span.parse("2024-03-14T06:00"), Span.on("2024-03-14")),
        (Span.unknown(), Span.parse("2024-03-14T06:00")),
        (Span.on("2024-03-13", zone="Asia/Pyongyang"), Span.on("2024-03-13")),
    ],
)
def test_unconnected_events_are_compared_as_elsewhere(one, other):
    """As if there were no network, and whatever else is in it."""
    net = network(one=one, other=other, third=Span.on("2016-08-16", zone="Asia/Pyongyang"))
    assert net.relations("one", "other") == relate(one, other)
    assert net.shared_time("one", "other") == shared_time(one, other)
    if net.relations("one", "other").verdict(SHARES_TIME) is not Verdict.POSSIBLE:
        assert len(net.why_relations("one", "other")) == 2


def test_three_unconnected_events_share_the_days_of_one_zone():
    """Days of several zones count as days of Seoul."""
    net = network(
        here="2024-03-14", there=Span.on("2024-03-13", zone="America/New_York"), then="2024-03-14T06:00"
    )
    assert net.shared_time("here", "there", "then") == Amount(least=0, most=1)


def test_instants_in_a_network_of_days_count_as_their_day():
    """11:00 to 17:00 on 7 March in Seoul is 7 March."""
    net = network(flight="2024-03-07T11:00/2024-03-07T17:00", day="2024-03-07")
    assert net.relations("flight", "day") == RelationSet.of("equals")


def test_what_lies_beyond_the_calendar_is_refused():
    """A span cannot say what lies after the year 9999 or before the year 1."""
    net = network(a="9999-12-31", b=None)
    net.add_link("a", "meets", "b")
    net.add_length("b", days=5)
    assert code_of(lambda: net.tightened("b")) == "span-out-of-range"
    assert net.bounds("b").start_min == net.bounds("a").end_max
    net = network(a="0001-01-01", b=None)
    net.add_link("b", "meets", "a")
    assert code_of(lambda: net.tightened("b")) == "span-out-of-range"


@pytest.mark.parametrize("day", ["0001-01-03", "9999-12-30"])
def test_bounds_beyond_the_calendar_are_left_out(day):
    """Within a month of it, at most a week long: only what can be said is."""
    net = network(a=day, b=None)
    net.add_link("b", "within", "a", days=30)
    net.add_length("b", most=7)
    found = net.tightened("b")
    early = day < "2000"
    assert (found.earliest_start is None, found.latest_end is None) == (early, not early)
    assert (found.latest_start is None, found.earliest_end is None) == (not early, early)
    assert not found.exact


# -- being an object -----------------------------------------------------------------------------------------------


def test_a_network_can_be_added_to_after_it_was_asked():
    """An answer is about what has been said so far."""
    net = network(fs="/2024-03-14")
    assert net.tightened("fs").earliest_start is None
    net.add_length("fs", days=11)
    assert net.tightened("fs").earliest_start.isoformat() == FIRST
    net.add("tanks", Span.on("2024-03-13"))
    assert net.shared_time("fs", "tanks") == Amount(least=1, most=1)


def test_a_copy_goes_its_own_way():
    """What is said to one is not said to the other."""
    net = network(fs="2024-03-04/2024-03-14~")
    copy = net.copy()
    copy.add("tanks", Span.on("2024-03-13"))
    copy.add_length("fs", days=3)
    assert (net.ids, copy.ids) == (("fs",), ("fs", "tanks"))
    assert (len(net.assertions), len(copy.assertions)) == (1, 3)
    assert net.tightened("fs").approximate
    assert copy.conflict().approximate


def test_it_is_a_collection_of_ids():
    """In the order in which they were added."""
    net = network(b="2024", a="2024")
    assert (list(net), len(net), "a" in net, "c" in net, 3 in net) == (["b", "a"], 2, True, False, False)
    assert repr(net) == "<TemporalNetwork: 2 events, 2 constraints>"
    assert (net.zone, TemporalNetwork(zone="UTC").zone) == (None, "UTC")


def test_an_event_equals_itself():
    """And shares all of its time with itself."""
    net = network(fs="2024-03")
    assert net.relations("fs", "fs") == RelationSet.of("equals")
    assert net.shared_time("fs", "fs") == Amount(least=1, most=31)


def test_many_threads_may_ask_at_once():
    """They all get the same answers, though the first question works everything out."""
    for _ in range(20):
        net = network(**{f"e{number}": "2024" for number in range(40)})
        for number in range(39):
            net.add_link(f"e{number + 1}", "follows", f"e{number}")
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(lambda number, net=net: net.tightened(f"e{number}"), [20] * 16))
        assert len(found) == 1
