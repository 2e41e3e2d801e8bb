"""From a dossier to its network and back: what enters, what stays out, and what a derived date rests on."""

from __future__ import annotations

import pytest

from korea_events.dossier import Dossier
from korea_events.errors import DossierError, SpanError
from korea_events.model import (
    Activity,
    Actor,
    Citation,
    Document,
    EventReport,
    Exercise,
    LeaderActivity,
    Link,
    Plan,
    StatedLength,
    Statement,
    Support,
    WeaponEvent,
)
from korea_events.temporal import SHARES_TIME, Span, Verdict

WIRE = Document(id="wire", published=Span.on("2024-03-14"))
DAILY = Document(id="daily", published=Span.on("2024-03-20"))
DRILLS = Exercise(id="fs-24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14"))


def exercise(id: str, **fields) -> Exercise:
    """An exercise of which little is said."""
    return Exercise(id=id, name=id, **fields)


def linked(kind: str, source: str, target: str, **fields) -> Link:
    """A temporal link."""
    return Link(
        id=f"{source}-{kind.replace('_', '-')}-{target}", kind=kind, source=source, target=target, **fields
    )


def eleven_days(counting: str = "inclusive") -> StatedLength:
    """A printed length."""
    return StatedLength(words="11-day", n=11, unit="day", counting=counting)


def possible(dossier: Dossier, id: str, **arguments) -> str:
    """The possible days of an event in the network."""
    return str(dossier.network(**arguments).tightened(id).possible)


# -- what enters ---------------------------------------------------------------------------------------------------


def test_events_of_every_sort_enter_in_the_order_of_the_dossier():
    """Exercises, weapon events, leader activities, activities; statements only where a temporal link names them."""
    prk = Actor(id="prk", name="North Korea", kind="state")
    said = [Statement(id=id, speakers=["prk"], said=Span.on("2024-03-05")) for id in ("vow", "warning")]
    dossier = Dossier.of(
        Activity(id="d", name="d"),
        LeaderActivity(id="c", name="c"),
        WeaponEvent(id="b", name="b"),
        exercise("a"),
        prk,
        *said,
        linked("follows", "b", "vow"),
    )
    net = dossier.network()
    assert net.ids == ("a", "b", "c", "d", "vow")
    assert str(net.tightened("b").possible) == "2024-03-05/.."


def test_an_event_enters_by_its_span_else_by_its_latest_plan():
    """Plans that were replaced say nothing any more, and a plan nothing once it is known what was held."""
    plans = [Plan(span=Span.parse("2024-03-01/2024-03-05")), Plan(span=Span.parse("2024-03-11/2024-03-15"))]
    dossier = Dossier.of(
        exercise("planned", plans=plans), exercise("held", plans=plans, span=Span.on("2024-03-18"))
    )
    assert possible(dossier, "planned") == "2024-03-11/2024-03-15"
    assert possible(dossier, "held") == "2024-03-18"
    net = dossier.network()
    assert [(assertion.field, assertion.note) for assertion in net.assertions] == [
        ("span", ""),
        ("plans[1].span", "as planned"),
    ]


@pytest.mark.parametrize(
    "counting, expected",
    [
        ("inclusive", "2024-03-04/2024-03-14"),
        ("elapsed", "2024-03-03/2024-03-14"),
        ("weekdays", "2024-02-29/2024-03-14"),
        ("unknown", "../2024-03-14"),
    ],
)
def test_a_length_constrains_if_somebody_says_how_it_counts(counting, expected):
    """Eleven days end on 14 March; elapsed they are 12, weekdays 15."""
    dossier = Dossier.of(
        exercise("x", plans=[Plan(span=Span.parse("/2024-03-14"))], length=eleven_days(counting))
    )
    assert possible(dossier, "x") == expected


def test_what_was_called_off_stays_out_unless_part_of_it_was_held():
    """It has no time that could bear on others: links with it say nothing."""
    plans = [Plan(span=Span.parse("2024-03-04/2024-03-08"))]
    dossier = Dossier.of(
        *(exercise(status, plans=plans, status=status) for status in ("cancelled", "postponed", "suspended")),
        exercise("broken-off", span=Span.of("2024-03-04", "2024-03-05"), status="suspended"),
        exercise("other"),
        linked("follows", "other", "cancelled"),
        linked("follows", "other", "broken-off"),
    )
    net = dossier.network()
    assert net.ids == ("broken-off", "other")
    assert str(net.tightened("other").possible) == "2024-03-05/.."


def test_links_that_are_not_temporal_say_nothing():
    """A response need not come later."""
    dossier = Dossier.of(DRILLS, exercise("x"), linked("in_response_to", "x", "fs-24"))
    assert possible(dossier, "x") == "../.."


def test_temporal_links_are_said_of_events_and_statements():
    """Of nothing else: a place has no time."""
    prk = Actor(id="prk", name="North Korea", kind="state")
    with pytest.raises(DossierError) as caught:
        Dossier.of(DRILLS, prk, linked("follows", "fs-24", "prk"))
    assert [problem.code for problem in caught.value.problems] == ["reference-collection"]


def test_a_link_records_how_it_was_read_and_what_was_read():
    """Where the coder supplied the kind, the words read so are cited all the same."""
    link = linked(
        "shares_time",
        "tanks",
        "fs-24",
        reading="“as … began”, read loosely",
        citations=[Citation(document="wire")],
        support=[Support(fields=["kind"], basis="coder_supplied")],
    )
    net = Dossier.of(WIRE, DRILLS, exercise("tanks"), link).network()
    [reason] = net.why_relations("tanks", "fs-24")
    assert (reason.record, reason.subject, reason.field, reason.basis) == (
        link.id,
        "tanks",
        "kind",
        "coder_supplied",
    )
    assert str(reason) == (
        "tanks shares time with fs-24 (“as … began”, read loosely) [wire, as the coder reads it]"
    )


# -- reports -------------------------------------------------------------------------------------------------------


def test_reports_enter_when_they_are_asked_for():
    """Each with its own record as the one that says it."""
    report = EventReport(id="daily-fs", event="fs-24", document="daily", span=Span.parse("/2024-03-15"))
    dossier = Dossier.of(DAILY, DRILLS, report)
    assert dossier.network().conflict() is None
    conflict = dossier.network(reports=True).conflict()
    assert [assertion.record for assertion in conflict.assertions] == ["fs-24", "daily-fs"]
    assert conflict.events == ("fs-24",)


def test_what_was_held_overrules_what_was_planned():
    """A plan of the event is no account of it once a report says when it was held; its length still counts."""
    planned = exercise("fs", plans=[Plan(span=Span.parse("2024-03-04/2024-03-14"))], length=eleven_days())
    held = EventReport(id="r1", event="fs", document="daily", span=Span.parse("/2024-03-15"))
    plan = EventReport(id="r2", event="fs", document="wire", plans=[Plan(span=Span.parse("/2024-03-14"))])
    dossier = Dossier.of(WIRE, DAILY, planned, held, plan)
    assert possible(dossier, "fs") == "2024-03-04/2024-03-14"
    assert possible(dossier, "fs", reports=True) == "2024-03-05/2024-03-15"


def test_reports_that_it_was_called_off_say_nothing_of_its_dates():
    """Neither does any report of an event that was."""
    off = EventReport(
        id="r", event="fs-24", document="wire", status="cancelled", plans=[Plan(span=Span.on("2024-04-01"))]
    )
    assert possible(Dossier.of(WIRE, DRILLS, off), "fs-24", reports=True) == "2024-03-04/2024-03-14"
    cancelled = exercise("x", status="cancelled")
    report = EventReport(id="r", event="x", document="wire", span=Span.on("2024-04-01"))
    assert list(Dossier.of(WIRE, cancelled, report).network(reports=True)) == []


# -- begun, so far, occurrences ------------------------------------------------------------------------------------


def test_what_has_begun_takes_its_start_from_the_span_and_its_end_from_the_plan():
    """Each with its own reason; the plan's start says nothing any more."""
    begun = exercise("edge", span="2024-06-27/..", plans=[Plan(span="2024-06-26/2024-06-29")])
    net = Dossier.of(begun).network()
    assert str(net.tightened("edge").certain) == "2024-06-27/2024-06-29"
    assert [str(reason) for reason in net.why("edge", "latest_end")] == [
        "edge ends on 2024-06-29 (as planned) [coder]"
    ]
    assert [reason.field for reason in net.why("edge", "earliest_start")] == ["span"]
    assert Dossier.of(begun).tightened().exercises["edge"] == begun


def test_a_length_so_far_bounds_the_start():
    """For the fifth day on 12 November: since the 8th. The end stays open."""
    length = StatedLength(words="for the fifth day", n=5, unit="day", counting="so_far")
    event = exercise("x", span=Span.parse("/..", as_of="2024-11-12"), length=length)
    net = Dossier.of(event).network()
    assert str(net.tightened("x").possible) == "2024-11-08/.."
    assert [reason.field for reason in net.why("x", "latest_start")] == [
        "span",
        "length.n",
        "length.counting",
    ]


def test_occurrences_enter_with_their_hull():
    """From the first to the last."""
    net = Dossier.of(exercise("x", occurrences=["2024-03-03", "2024-03-17"])).network()
    assert str(net.tightened("x").certain) == "2024-03-03/2024-03-17"
    assert [reason.field for reason in net.why("x", "latest_end")] == ["occurrences"]


@pytest.mark.parametrize(
    "fields",
    [
        {"span": Span.parse("2024-03-04/"), "plans": [Plan(span=Span.parse("/2024-03-14"))]},
        {"span": Span.parse("2024-03-04/.."), "length": eleven_days()},
        {"span": Span.parse("2024-03-04/"), "length": eleven_days()},
        {
            "span": Span.parse("2024-03-04/..", as_of="2024-03-20"),
            "plans": [Plan(span=Span.on("2024-03-14"))],
        },
        {"plans": [Plan(span=Span.parse("/2024-03-14"))], "length": eleven_days()},
        {
            "occurrences": [Span.parse("2024-03"), Span.on("2024-03-17")],
            "span": Span.parse("2024-03-02/2024-03-20"),
        },
        {"span": Span.parse("2024-03-04~/"), "plans": [Plan(span=Span.parse("/2024-03-14~"))]},
    ],
)
def test_an_event_alone_has_the_dates_of_its_when(fields):
    """Whatever they are made of."""
    event = exercise("x", **fields)
    found = Dossier.of(event).network().tightened("x")
    assert found.hull[:4] == event.when.hull[:4]
    assert found.approximate == event.when.approximate


# -- reports follow events -----------------------------------------------------------------------------------------


def reported(document="wire", **fields) -> Dossier:
    """An event that one document of 14 March supports."""
    return Dossier.of(WIRE, DAILY, exercise("x", citations=[document], **fields))


@pytest.mark.parametrize(
    "fields, possible_days, words",
    [
        ({"status": "held"}, "../2024-03-14", "was over by 2024-03-14, when wire says that it was held"),
        (
            {"status": "held", "span": "2024-03/.."},
            "2024-03-01/..",
            "had begun by 2024-03-14, when wire says that",
        ),
        ({"span": "2024-03/"}, "2024-03-01/..", "had begun by 2024-03-14, when wire reports it"),
        ({"status": "ongoing"}, "../..", "had begun by 2024-03-14, when wire says that it is under way"),
    ],
)
def test_a_document_bounds_what_it_reports(fields, possible_days, words):
    """With its date as the reason; nothing of that enters the event itself, and it can be switched off."""
    dossier = reported(**fields)
    net = dossier.network()
    assert str(net.tightened("x").possible) == possible_days
    [reason] = net.why("x", "latest_start")
    assert reason.words.startswith(words)
    assert (reason.basis, [cited.document for cited in reason.citations]) == ("derived", ["wire"])
    off = dossier.network(publication=False)
    assert "2024-03-14" not in f"{off.tightened('x').latest_start} {dossier.exercises['x'].when}"


def test_what_is_under_way_was_not_over_before_the_earliest_report():
    """Two documents: begun by the later, not over before the earlier."""
    dossier = Dossier.of(WIRE, DAILY, exercise("x", status="ongoing", citations=["wire", "daily"]))
    span = dossier.network().tightened("x")
    assert (span.latest_start.isoformat(), span.earliest_end.isoformat()) == ("2024-03-20", "2024-03-14")


@pytest.mark.parametrize("fields", [{"status": "announced"}, {"plans": [Plan(span=Span.parse("2024"))]}, {}])
def test_announcements_bound_nothing(fields):
    """Nor does a document that says nothing about whether it took place."""
    assert reported(**fields).network().assertions == reported(**fields).network(publication=False).assertions


@pytest.mark.parametrize("published", [None, Span.parse("2024-03-14~"), Span.unknown()])
def test_documents_without_a_sure_date_bound_nothing(published):
    """An undated document may be the latest."""
    dossier = Dossier.of(
        WIRE,
        Document(id="leaflet", published=published),
        exercise("x", status="held", citations=["wire", "leaflet"]),
    )
    assert dossier.network().tightened("x").latest_end is None


def test_a_document_of_unknown_zone_covers_its_hours():
    """In Seoul a day more; in New York the same day and the next."""
    page = Document(id="page", published=Span.on("2024-03-14", zone=None))
    here = exercise("here", status="held", citations=["page"])
    there = exercise(
        "there", status="held", citations=["page"], span=Span.parse("2024-03/", zone="America/New_York")
    )
    assert str(Dossier.of(page, here).network().tightened("here").latest_end) == "2024-03-15"
    assert str(Dossier.of(page, there).network().tightened("there").latest_end) == "2024-03-15"


def test_a_bound_that_the_record_contradicts_is_left_out():
    """Until the 18th, on a page of the 14th: the review lists it."""
    dossier = reported(status="held", span="2024-03-04/2024-03-18")
    assert dossier.network().conflict() is None
    assert str(dossier.network().tightened("x").possible) == "2024-03-04/2024-03-18"


def test_the_document_of_a_report_counts_with_the_reports():
    """It says that it was held."""
    report = EventReport(id="r", event="x", document="wire", status="held")
    dossier = Dossier.of(WIRE, exercise("x"), report)
    assert dossier.network().tightened("x").latest_end is None
    assert str(dossier.network(reports=True).tightened("x").latest_end) == "2024-03-14"


# -- axes ----------------------------------------------------------------------------------------------------------


def test_days_of_several_zones_are_moved_to_one():
    """To Seoul, or to the one that is asked for; events that nothing connects keep their own."""
    there = "America/New_York"
    dossier = Dossier.of(
        exercise("here", span=Span.parse("/2024-03-14"), length=eleven_days()),
        exercise("there", span=Span.on("2024-03-13", zone=there)),
        exercise("alone", span=Span.on("2024-03-13", zone=there)),
        linked("during", "there", "here"),
        linked("within", "there", "here", days=30),
    )
    net = dossier.network()
    assert net.tightened("alone").zone == there
    assert net.relations("there", "here").verdict(SHARES_TIME) is Verdict.CERTAIN
    assert str(net.tightened("there").possible) == "2024-03-13/2024-03-14"
    assert str(net.tightened("here").possible) == "2024-03-04/2024-03-14"
    assert dossier.network(zone=there).tightened("here").zone == there
    with pytest.raises(SpanError):
        dossier.network(zone="KST")


def test_the_zone_of_a_document_does_not_move_an_event():
    """What has no days of its own has those of what it is connected with, else of Seoul."""
    page = Document(id="page", published=Span.on("2024-03-14", zone="UTC"))
    there = exercise("there", span=Span.on("2024-03-01", zone="America/New_York"))
    free = exercise("free", status="held", citations=["page"])
    assert Dossier.of(page, free).network().tightened("free").zone == "Asia/Seoul"
    net = Dossier.of(page, free, there, linked("starts_after", "free", "there")).network()
    assert (net.tightened("free").zone, str(net.tightened("free").latest_end)) == (
        "America/New_York",
        "2024-03-15",
    )


def test_a_tolerance_lifts_approximate_dates():
    """In days, either way."""
    dossier = Dossier.of(exercise("x", span=Span.parse("2024-03-14~")))
    assert dossier.network().tightened("x").approximate
    assert possible(dossier, "x", tolerance=1) == "2024-03-13/2024-03-15"


# -- and back ------------------------------------------------------------------------------------------------------


def test_a_derived_date_takes_the_place_of_the_one_it_came_from():
    """With the documents it rests on and the reasons; what rested on parts of it still does."""
    tanks = exercise(
        "tanks",
        span=Span.bounded(latest_end="2024-03-14"),
        citations=[Citation(document="wire")],
        support=[
            Support(
                fields=["span", "name"],
                basis="derived",
                citations=[Citation(document="wire")],
                note="over by then",
            ),
            Support(fields=["span.year"], basis="coder_supplied"),
        ],
    )
    later = linked("starts_after", "tanks", "fs-24", citations=[Citation(document="daily")])
    dossier = Dossier.of(WIRE, DAILY, DRILLS, tanks, later)
    tight = dossier.tightened()
    derived = tight.exercises["tanks"]
    assert str(derived.span.possible) == "2024-03-04/2024-03-14"
    support = derived.support_for("span")
    assert (support.basis, [cited.document for cited in support.citations]) == ("derived", ["daily", "wire"])
    assert support.note == (
        "Follows from: fs-24 runs from 2024-03-04 to 2024-03-14 [coder]; "
        "tanks starts no earlier than fs-24 [daily]; tanks ends by 2024-03-14 [derived from wire]."
    )
    assert derived.support_for("name").note == "over by then"
    assert derived.support_for("span.year").basis == "coder_supplied"
    assert tight.without("tanks", later.id) == dossier.without("tanks", later.id)


@pytest.mark.parametrize(
    "span",
    [
        Span.parse("[2024-03-01,2024-03-06,2024-03-20]"),
        Span.parse("2024-03?"),
        Span.parse("2024-02/..", as_of="2024-03-14"),
        Span.parse("2024-03", zone="Asia/Pyongyang"),
        Span.parse("2024-03-07T11:00/2024-03-31T12:00"),
    ],
    ids=["alternatives", "doubt", "open", "zone", "instants"],
)
def test_dates_that_say_more_than_bounds_stay(span):
    """Alternatives, doubt, an open end, days of another zone and times of day would be lost."""
    dossier = Dossier.of(
        DRILLS,
        exercise("x", span=span),
        linked("ends_after", "x", "fs-24"),
        linked("starts_after", "x", "fs-24"),
    )
    assert dossier.tightened(zone="Asia/Seoul").exercises["x"] == dossier.exercises["x"]


def test_an_exact_date_is_not_made_approximate():
    """It could only be narrowed by what is not certain."""
    dossier = Dossier.of(
        exercise("about", span=Span.parse("2024-03-10~")),
        exercise("x", span=Span.bounded(latest_end="2024-03-14")),
        exercise("also-about", span=Span.bounded(latest_end="2024-03-14", approximate=True)),
        linked("follows", "x", "about"),
        linked("follows", "also-about", "about"),
    )
    tight = dossier.tightened()
    assert tight.exercises["x"] == dossier.exercises["x"]
    assert str(tight.exercises["also-about"].span.possible) == "2024-03-10/2024-03-14"
    assert tight.exercises["also-about"].span.approximate


def test_events_that_contradict_each_other_stay_as_they_are():
    """The others are tightened all the same."""
    dossier = Dossier.of(
        DRILLS,
        exercise("early", span=Span.on("2024-02-01")),
        exercise("tanks", span=Span.bounded(latest_end="2024-03-14")),
        exercise("a", span=Span.parse("2024")),
        exercise("b", span=Span.on("2024-05-01")),
        linked("follows", "early", "fs-24"),
        linked("starts_after", "tanks", "fs-24"),
        linked("follows", "a", "b"),
    )
    tight = dossier.tightened()
    changed = {one.id for one, other in zip(dossier.exercises, tight.exercises, strict=True) if one != other}
    assert changed == {"a"}


def test_an_event_without_dates_gets_none():
    """A span would say that it was held, a plan that it was announced."""
    dossier = Dossier.of(DRILLS, exercise("x"), linked("during", "x", "fs-24"))
    assert dossier.tightened() == dossier


def test_what_lies_beyond_the_calendar_stays_as_it_is():
    """The year 10000 cannot be written."""
    dossier = Dossier.of(
        exercise("last", span=Span.on("9999-12-31")),
        exercise("x", span=Span.unknown()),
        linked("meets", "last", "x"),
    )
    assert dossier.tightened() == dossier
