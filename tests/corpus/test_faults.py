"""Faults found by using the library on real reports: each answer was decided before the question was asked."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.errors import QuestionError

Span = ke.Span
CERTAIN, POSSIBLE, IMPOSSIBLE = ke.Verdict.CERTAIN, ke.Verdict.POSSIBLE, ke.Verdict.IMPOSSIBLE


def drill(name: str, **fields: object) -> ke.Exercise:
    return ke.Exercise(id=name, name=name, **fields)


def judge(*items: object, **options: object) -> dict[tuple[str, str], ke.Verdict]:
    """The verdict on each pair that shares time, by the texts or ids of the two."""

    def label(item: object) -> str:
        return str(getattr(item, "id", item))

    return {
        (label(pair.first), label(pair.second)): pair.verdict
        for pair in ke.find_overlaps(list(items), **options)
    }


class TestDoubtAboutOnePart:
    """Doubt about one part of a date leaves the others alone."""

    LAUNCH = drill("launch", span="2024-09-12T07:10~")

    def test_a_launch_around_seven_counts_in_its_month(self) -> None:
        (september,) = ke.count_by([self.LAUNCH], "month")
        assert (september.group, september.least, september.most) == ("2024-09", 1, 1)

    def test_it_certainly_falls_within_an_exercise(self) -> None:
        assert judge(drill("ex", span="2024-09-04/2024-09-20"), self.LAUNCH) == {("ex", "launch"): CERTAIN}

    def test_its_day_is_certain_and_a_timeline_shows_it(self) -> None:
        assert str(self.LAUNCH.when.certain) == "2024-09-12"
        text = ke.timeline([self.LAUNCH, drill("ex", span="2024-09-04/2024-09-20")]).text(width=80)
        assert "not shown" not in text
        assert "not known" not in text

    def test_where_the_day_is_in_doubt_the_month_is_too(self) -> None:
        (march,) = ke.count_by([drill("d", span="2024-03-04~")], "month")
        assert (march.least, march.most) == (0, 1)

    @pytest.mark.parametrize(
        "day, verdict", [("2024-08-29", CERTAIN), ("2024-08-28", POSSIBLE), ("2024-08-30", None)]
    )
    def test_an_approximate_start_leaves_the_last_day_certain(self, day: str, verdict: object) -> None:
        found = ke.under_way([Span.parse("2024-08-19~/2024-08-29")], day)
        assert [row.verdict for row in found] == ([] if verdict is None else [verdict])

    def test_an_approximate_end_leaves_the_first_day_certain(self) -> None:
        (row,) = ke.under_way([Span.parse("2024-08-19/2024-08-29~")], "2024-08-19")
        assert row.verdict is CERTAIN


class TestBegun:
    """What has begun ends as planned: what is known twice is used twice."""

    FREEDOM_EDGE = drill("fe-1", span="2024-06-27/..", plans=[ke.Plan(span="2024-06-27/2024-06-29")])

    def test_it_lasts_three_days(self) -> None:
        assert (str(self.FREEDOM_EDGE.footing), str(self.FREEDOM_EDGE.when.length)) == ("begun", "3 days")

    def test_it_was_over_by_christmas(self) -> None:
        assert list(ke.under_way([self.FREEDOM_EDGE], "2024-12-25")) == []

    def test_it_does_not_meet_the_november_edition(self) -> None:
        assert judge(self.FREEDOM_EDGE, drill("fe-2", span="2024-11-13/2024-11-15")) == {}

    def test_what_happened_alone_is_its_start(self) -> None:
        (row,) = ke.under_way([self.FREEDOM_EDGE], "2024-06-28", footing="held")
        assert row.verdict is POSSIBLE

    def test_a_plan_that_it_outlasted_is_void(self) -> None:
        over = drill(
            "over",
            span=Span.parse("2024-06-27/..", as_of="2024-07-02"),
            plans=[ke.Plan(span="2024-06-27/2024-06-29")],
        )
        assert (str(over.footing), str(over.when)) == ("held", "2024-06-27/..")


class TestExactPause:
    """The days of an exact pause are not days of the exercise."""

    PAUSED = drill("ufs", span="2024-08-22/2024-09-01", pauses=["2024-08-27/2024-08-28"])

    def test_nine_days(self) -> None:
        assert str(ke.coverage([self.PAUSED])) == "9 days"

    def test_a_launch_in_the_pause_does_not_meet_it(self) -> None:
        assert judge(self.PAUSED, drill("launch", span="2024-08-28")) == {}

    def test_the_pause_is_the_longest_gap(self) -> None:
        assert str(ke.longest_gap([self.PAUSED])) == "2 days"
        assert [str(days) for days in ke.gaps([self.PAUSED])] == ["2024-08-27/2024-08-28"]

    def test_a_launch_in_the_pause_is_not_during_it(self) -> None:
        (row,) = ke.windows([drill("launch", span="2024-08-28")], around=[self.PAUSED])
        assert (row.during.least, row.during.most, str(row.during.days)) == (0, 0, "9 days")

    def test_shared_days_leave_the_pause_out(self) -> None:
        (pair,) = ke.find_overlaps([self.PAUSED, drill("other", span="2024-08-26/2024-08-30")])
        assert str(pair.shared) == "3 days"


class TestPauseOfOneOfTwoDays:
    """A pause on the 3rd or on the 8th leaves the 5th alone."""

    PAUSED = drill("d", span="2024-03-01/2024-03-10", pauses=["[2024-03-03,2024-03-08]"])

    def test_every_question_says_so(self) -> None:
        other = drill("o", span="2024-03-05")
        step = ke.concurrency([self.PAUSED]).on("2024-03-05")
        assert (step.certain, step.possible) == (1, 1)
        assert ke.common([self.PAUSED, other]).verdict is CERTAIN
        assert [row.verdict for row in ke.under_way([self.PAUSED], "2024-03-05")] == [CERTAIN]
        assert judge(self.PAUSED, other) == {("d", "o"): CERTAIN}

    def test_the_days_of_the_pause_are_possible(self) -> None:
        for day in ("2024-03-03", "2024-03-08"):
            assert [row.verdict for row in ke.under_way([self.PAUSED], day)] == [POSSIBLE]


class TestGoingOn:
    """What goes on for the fifth day, or from time to time."""

    def test_the_fifth_day_is_the_12th(self) -> None:
        balloons = drill(
            "gps",
            span=Span.parse("/..", as_of="2024-11-12"),
            length=ke.StatedLength(words="for the fifth day", n=5, unit="day", counting="so_far"),
        )
        assert str(balloons.when) == "2024-11-08/.."
        assert str(balloons.when.certain) == "2024-11-08/2024-11-12"
        assert balloons.when.end_kind is ke.temporal.EndKind.OPEN

    def test_sporadic_fire_is_possible_on_any_one_day(self) -> None:
        fire = drill("fire", span=Span.parse("2024-10-01/..", as_of="2024-10-31"), intermittent=True)
        assert [row.verdict for row in ke.under_way([fire], "2024-10-20")] == [POSSIBLE]
        assert [row.verdict for row in ke.under_way([fire], "2024-10-01")] == [CERTAIN]


class TestZones:
    """The pair alone decides about the pair, and days that are the same are the same."""

    A, B = drill("a", span="2024-08-16"), drill("b", span="2024-08-16")
    FAR = Span.on("2020-10-10", zone="Asia/Pyongyang")

    @pytest.mark.parametrize("others", [[], [FAR], [Span.on("2016-08-16", zone="America/New_York")]])
    def test_a_third_item_changes_nothing(self, others: list[Span]) -> None:
        items = [self.A, self.B, *others]
        (pair,) = ke.find_overlaps(items)
        assert (pair.verdict, str(pair.shared)) == (CERTAIN, "1 day")
        assert ke.count_overlaps(items, at_least="certain") == 1

    def test_a_day_of_seoul_is_a_day_of_pyongyang(self) -> None:
        north = Span.on("2024-03-13", zone="Asia/Pyongyang")
        assert ke.shares_time(Span.on("2024-03-13"), north) is CERTAIN

    def test_but_not_in_2016(self) -> None:
        north = Span.on("2016-08-16", zone="Asia/Pyongyang")
        assert ke.shares_time(Span.on("2016-08-16"), north) is POSSIBLE

    def test_a_day_of_unknown_zone_can_be_two_days_off_in_kiritimati(self) -> None:
        page, far = Span.on("2024-03-14", zone=None), Span.on("2024-03-16", zone="Pacific/Kiritimati")
        assert ke.shares_time(page, far) is not IMPOSSIBLE

    def test_in_seoul_it_is_one_day_off_at_most(self) -> None:
        page = Span.on("2024-03-14", zone=None)
        assert ke.shares_time(page, Span.on("2024-03-15")) is POSSIBLE
        assert ke.shares_time(page, Span.on("2024-03-16")) is IMPOSSIBLE


class TestAllAndEach:
    """A question about all leaves no member out, and what is certain is possible."""

    HELD = drill("held", span="2024-03-04/2024-03-14")

    @pytest.mark.parametrize(
        "other, footing, verdict",
        [
            (drill("o", status="cancelled", plans=[ke.Plan(span="2024-03-05")]), "any", IMPOSSIBLE),
            (drill("o"), "any", POSSIBLE),
            (drill("o", span=Span.unknown()), "any", POSSIBLE),
            (drill("o", plans=[ke.Plan(span="2024-03-05")]), "any", CERTAIN),
            (drill("o", plans=[ke.Plan(span="2024-03-05")]), "held", POSSIBLE),
        ],
        ids=["cancelled", "undated", "unknown", "announced", "announced, held wanted"],
    )
    def test_common(self, other: ke.Exercise, footing: str, verdict: ke.Verdict) -> None:
        assert ke.common([self.HELD, other], footing=footing).verdict is verdict

    def test_three_that_meet_in_pairs_need_not_meet(self) -> None:
        spans = [Span.parse(f"[2024-03-0{x},2024-03-0{y}]") for x, y in ((1, 3), (1, 2), (2, 3))]
        assert ke.common(spans).verdict is IMPOSSIBLE

    def test_possible_gaps_contain_the_certain_ones(self) -> None:
        early = Span.parse("[2024-03-01..2024-03-03]")
        late = Span.parse("[2024-03-10..2024-03-12]")
        assert [str(days) for days in ke.gaps([early, late])] == ["2024-03-04/2024-03-09"]
        assert [str(days) for days in ke.gaps([early, late], at_least="possible")] == [
            "2024-03-02/2024-03-11"
        ]

    def test_approximate_dates_of_others_make_the_nearest_only_possible(self) -> None:
        rows = ke.nearest(Span.on("2024-03-10"), [Span.on("2024-03-14"), Span.parse("2024-03-15~")])
        verdicts = {str(row.item): row.verdict for row in rows}
        assert verdicts["2024-03-14"] is POSSIBLE

    def test_approximate_dates_bound_no_gap(self) -> None:
        gap = ke.longest_gap([Span.on("2024-03-01"), Span.parse("2024-03-10~")])
        assert (gap.least, gap.most) == (0, 8)

    def test_what_is_skipped_stays_in_the_family_tree(self) -> None:
        whole = drill("whole", span="2024-03-04/2024-03-14")
        middle = drill("middle", part_of="whole", status="suspended", span="2024-03-05/2024-03-07")
        leaf = drill("leaf", part_of="middle", span="2024-03-06")
        assert judge(whole, middle, leaf) == {}
        assert judge(whole, middle, leaf, with_parts=True) == {("whole", "leaf"): CERTAIN}


class TestLag:
    """How much later: whole days, and moments without the tick that they last."""

    def test_three_days_later(self) -> None:
        assert str(ke.lag(Span.on("2024-11-21"), Span.on("2024-11-24"))) == "3 days"
        assert str(ke.lag(Span.on("2024-11-24"), Span.on("2024-11-21"))) == "-3 days"
        assert str(ke.lag(Span.on("2024-11-21"), Span.on("2024-11-21"))) == "0 days"

    def test_from_moment_to_moment(self) -> None:
        early, late = Span.parse("2024-09-12T07:40"), Span.parse("2024-09-12T21:35")
        assert str(ke.lag(early, late)) == "13 h 55 min"

    def test_no_answer_shows_the_tick(self) -> None:
        early, late = Span.parse("2024-09-12T07:40"), Span.parse("2024-09-12T21:35")
        (near,) = ke.nearest(early, [late], grain="instant")
        assert "µs" not in str(near.distance)


class TestDoubtful:
    """What is unconfirmed counts in the most only; what is denied is shown as disputed."""

    UNCONFIRMED = drill("launch", span="2024-03-13", status="unconfirmed")
    DRILLS = drill("drills", span="2024-03-04/2024-03-14")
    DENIAL = ke.EventClaim(
        id="denial", event="launch", attribute="occurrence", stance="denies", claimants=["prk"]
    )
    NORTH = ke.Actor(id="prk", name="North Korea", kind="state")

    def test_it_may_overlap(self) -> None:
        assert judge(self.DRILLS, self.UNCONFIRMED) == {("drills", "launch"): POSSIBLE}

    def test_it_may_count(self) -> None:
        (march,) = ke.count_by([self.UNCONFIRMED], "month")
        assert (march.least, march.most) == (0, 1)

    def test_who_denies_it_makes_it_disputed_and_no_less_certain(self) -> None:
        launch = drill("launch", span="2024-03-13")
        dossier = ke.Dossier.of(self.DRILLS, launch, self.DENIAL, self.NORTH)
        (pair,) = ke.find_overlaps(dossier)
        assert (pair.verdict, pair.disputed) == (CERTAIN, True)


class TestAnswersAndArguments:
    """Verdicts have an order, wrong arguments one family of errors, and a dossier is taken everywhere."""

    def test_verdicts_compare_by_strength(self) -> None:
        assert CERTAIN > POSSIBLE > IMPOSSIBLE
        assert max([POSSIBLE, CERTAIN, IMPOSSIBLE]) is CERTAIN

    def test_confidences_sort_by_strength(self) -> None:
        assert [str(one) for one in sorted(ke.vocabularies.Confidence)] == ["low", "moderate", "high"]

    @pytest.mark.parametrize("at_least", ["foo", "impossible"])
    def test_an_unusable_verdict_is_refused(self, at_least: str) -> None:
        dossier = ke.reference.drills()
        for ask in (ke.derive_overlaps, ke.find_overlaps, ke.count_overlaps, ke.gaps):
            with pytest.raises(QuestionError):
                ask(dossier, at_least=at_least)

    def test_an_unusable_footing_is_refused(self) -> None:
        dossier = ke.reference.drills()
        for ask in (ke.derive_overlaps, ke.find_overlaps, ke.count_overlaps, ke.concurrency, ke.common):
            with pytest.raises(QuestionError):
                ask(dossier, footing="helld")

    def test_a_dossier_is_a_collection_of_its_events(self) -> None:
        dossier = ke.Dossier.of(drill("one", span="2024-03-13"), TestDoubtAboutOnePart.LAUNCH)
        assert len(ke.find_overlaps(dossier, [Span.on("2024-09-12")])) == 1
