"""The questions of the seed case that need the network: did the two overlap, when did it start, and why?"""

from __future__ import annotations

import attrs
import pytest

import korea_events as ke
from korea_events import reference
from korea_events.model import Citation, Document, EventReport, Link

TANKS, EXERCISE = "kpa-tanks", "fs-24"


@pytest.fixture(scope="module")
def seed():
    return reference.seed()


@pytest.fixture(scope="module")
def agency_report():
    """KCNA itself dates the training to 13 March."""
    agency = Document(id="kcna-2024-03-14", publisher="kcna", published=ke.Span.on("2024-03-14"))
    report = EventReport(id="kcna-on-tanks", event=TANKS, document=agency.id, span=ke.Span.on("2024-03-13"))
    return agency, report


@pytest.fixture(scope="module")
def strictly(seed):
    """The same words, read strictly: the training began when the exercise began."""
    [loose] = [link for link in seed.links if link.kind == "shares_time"]
    return attrs.evolve(
        loose, kind="starts_with", reading="'as … began', read strictly: it began with the exercise"
    )


def overlap(net: ke.TemporalNetwork) -> ke.Verdict:
    return net.relations(TANKS, EXERCISE).verdict(ke.SHARES_TIME)


# -- 1: did the tank training overlap the exercise? ----------------------------------------------------------------


def test_from_the_date_of_the_report_alone_possibly(seed):
    """Without the article's "as … began" the training was over by 14 March, and that is all."""
    dated_only = seed.without("training-as-drills-began").network()
    assert overlap(dated_only) is ke.Verdict.POSSIBLE
    assert dated_only.shared_time(TANKS, EXERCISE) == ke.Amount(least=0, most=11)
    assert dated_only.why_relations(TANKS, EXERCISE) == ()


def test_with_the_words_read_loosely_certainly_and_the_answer_names_them(seed):
    """Certain because the article says so: one assertion, from the link, with how it was read."""
    net = seed.network()
    assert overlap(net) is ke.Verdict.CERTAIN
    assert net.shared_time(TANKS, EXERCISE) == ke.Amount(least=1, most=11)
    [reason] = net.why_relations(TANKS, EXERCISE)
    assert (reason.record, reason.words) == ("training-as-drills-began", "shares time with fs-24")
    assert "loosely" in reason.note
    assert [citation.document for citation in reason.citations] == ["wire-2024-03-14"]


def test_with_a_second_report_certainly_one_day_during_the_exercise(seed, agency_report):
    """13 March lies within 4 to 14 March, whatever the words mean: the report is named, not the words."""
    net = seed.with_(*agency_report).network(reports=True)
    assert net.relations(TANKS, EXERCISE) == ke.RelationSet.of("during")
    assert net.shared_time(TANKS, EXERCISE) == ke.Amount(least=1, most=1)
    without_words = seed.without("training-as-drills-began").with_(*agency_report).network(reports=True)
    assert without_words.relations(TANKS, EXERCISE) == ke.RelationSet.of("during")
    assert {reason.record for reason in without_words.why_relations(TANKS, EXERCISE)} == {
        "kcna-on-tanks",
        EXERCISE,
    }


def test_reports_count_only_when_asked_for(seed, agency_report):
    """Reports that contradict each other are evidence: the network of the records themselves ignores them."""
    assert seed.with_(*agency_report).network().shared_time(TANKS, EXERCISE).most == 11


def test_read_strictly_the_second_report_contradicts_the_words(seed, agency_report, strictly):
    """A conflict that names both, and the three things from which the start of the exercise follows."""
    known = seed.with_(*agency_report, strictly)
    assert known.network().conflict() is None
    conflict = known.network(reports=True).conflict()
    assert {(assertion.record, assertion.field) for assertion in conflict.assertions} == {
        (strictly.id, "kind"),
        ("kcna-on-tanks", "span"),
        (EXERCISE, "plans[0].span"),
        (EXERCISE, "length.n"),
        (EXERCISE, "length.counting"),
    }
    assert "starts together with fs-24 ('as … began', read strictly" in str(conflict)
    assert "is on 2024-03-13 [kcna-2024-03-14]" in str(conflict)


def test_the_conflict_leaves_everything_else_answerable(seed, agency_report, strictly):
    """Only what hangs together with the two is blocked."""
    net = seed.with_(*agency_report, strictly).network(reports=True)
    with pytest.raises(ke.errors.ContradictionError):
        net.tightened(TANKS)
    assert net.connected(TANKS) == (EXERCISE, "kpa-artillery", TANKS)
    assert str(net.tightened("fs-23").possible) == "2023-01-01/2023-12-31"


def test_read_strictly_alone_the_training_began_on_4_march(seed, strictly):
    """And the answer has four reasons: the three for the start of the exercise, and the words."""
    net = seed.with_(strictly).network()
    assert net.tightened(TANKS).earliest_start.isoformat() == "2024-03-04"
    assert [reason.record for reason in net.why(TANKS, "earliest_start")] == [EXERCISE] * 3 + [strictly.id]


# -- 2: when did the exercise start? -------------------------------------------------------------------------------


def test_the_start_has_exactly_three_reasons(seed):
    """The planned end, the stated length, and the coder's inclusive counting."""
    net = seed.network()
    exercise = net.tightened(EXERCISE)
    assert exercise.earliest_start == exercise.latest_start
    assert exercise.earliest_start.isoformat() == "2024-03-04"
    for bound in ("earliest_start", "latest_start"):
        reasons = net.why(EXERCISE, bound)
        assert [(reason.record, reason.field, reason.basis) for reason in reasons] == [
            (EXERCISE, "plans[0].span", "stated"),
            (EXERCISE, "length.n", "stated"),
            (EXERCISE, "length.counting", "coder_supplied"),
        ]
    assert [str(reason) for reason in reasons] == [
        "fs-24 ends on 2024-03-14 (as planned) [wire-2024-03-14]",
        "fs-24 is said to last “11-day” [wire-2024-03-14]",
        "fs-24 lasts 11 days (counted as inclusive) [coder]",
    ]


def test_counted_otherwise_it_starts_otherwise(seed):
    """As elapsed days it begins on the 3rd; counted in no known way it has no start at all."""
    exercise = seed.exercises[EXERCISE]
    for counting, start in (("elapsed", "2024-03-03"), ("unknown", None)):
        length = attrs.evolve(exercise.length, counting=counting)
        net = seed.with_(attrs.evolve(exercise, length=length)).network()
        found = net.tightened(EXERCISE).earliest_start
        assert (found and found.isoformat()) == start


# -- fact 10: "later" ----------------------------------------------------------------------------------------------


def test_later_than_the_promise_tightens_the_artillery_drill(seed):
    """The promise came when the exercise had begun, so the drill that was later began on 4 March at the earliest."""
    assert seed.exercises["kpa-artillery"].when.earliest_start is None
    later = Link(
        id="artillery-later",
        kind="starts_after",
        source="kpa-artillery",
        target="dprk-mnd-vow",
        reading="later than the promise",
        citations=[Citation(document="wire-2024-03-14")],
    )
    net = seed.with_(later).network()
    assert str(net.tightened("kpa-artillery").possible) == "2024-03-04/2024-03-14"
    assert [reason.record for reason in net.why("kpa-artillery", "earliest_start")] == [
        "dprk-mnd-vow",
        later.id,
    ]


def test_as_shipped_later_is_read_as_after_the_start_of_the_exercise(seed):
    """With the same result for four reasons: the three for that start, and the word."""
    net = seed.network()
    assert str(net.tightened("kpa-artillery").possible) == "2024-03-04/2024-03-14"
    assert [reason.field for reason in net.why("kpa-artillery", "earliest_start")] == [
        "plans[0].span",
        "length.n",
        "length.counting",
        "kind",
    ]


# -- the dossier with what was derived -----------------------------------------------------------------------------


def test_the_tightened_dossier_overlaps_for_certain(seed):
    """Overlaps are found in it as in any other; what was derived says so and gives its reasons."""
    tight = seed.tightened()
    exercise, artillery = tight.exercises[EXERCISE], tight.exercises["kpa-artillery"]
    assert exercise.footing is seed.exercises[EXERCISE].footing is ke.Footing.ANNOUNCED
    assert exercise.span is None
    assert str(exercise.plans[0].span.possible) == "2024-03-04/2024-03-14"
    support = exercise.support_for("plans[0].span")
    assert (support.basis, [cited.document for cited in support.citations]) == (
        "derived",
        ["wire-2024-03-14"],
    )
    assert "lasts 11 days (counted as inclusive) [coder]" in support.note
    assert exercise.support_for("length.counting") == seed.exercises[EXERCISE].support_for("length.counting")
    [found] = ke.find_overlaps([exercise], [artillery], at_least="certain")
    assert found.shared.least == 1
    assert ke.loads(ke.dumps(tight)) == tight
