"""Contradictions in a dossier."""

from korea_events import Comparison, Exercise, Link, Measure, Plan, Quantity, Span, StatedLength
from korea_events.evidence import contradictions
from tests.unit.evidence.cases import actor, document, figure, gather, report, via

FOUR_TO_14 = Span.of("2024-03-04", "2024-03-14")


def pairs(*records):
    """What contradicts what, and in which field."""
    return [(found.what, found.between) for found in contradictions(gather(*records))]


def counted(what, value, **more):
    """A measure."""
    return Measure(what=what, quantity=Quantity(value=value, unit="count", **more))


def test_reports_of_held_dates_contradict_with_their_documents_named():
    """Freedom Shield 24 ended on the 14th or on the 15th."""
    records = [document("usfk-x"), document("atlas"), report("a", "usfk-x", FOUR_TO_14)]
    [found] = contradictions(gather(*records, report("b", "atlas", Span.of("2024-03-04", "2024-03-15"))))
    assert found.about == "fs-24"
    assert found.documents == ("atlas", "usfk-x")
    assert str(found).startswith(
        "fs-24, span: a against b: 2024-03-04/2024-03-14 and 2024-03-04/2024-03-15: no dates"
    )


def test_plans_and_what_was_held_do_not_contradict():
    """Different footing, different field."""
    planned = report("a", "x", plans=[Plan(span=Span.of("2024-03-04", "2024-03-15"))])
    assert pairs(document("x"), document("y"), planned, report("b", "y", FOUR_TO_14)) == []


def test_running_totals_are_compared_up_to_one_day_and_of_one_side():
    """100 killed by the 19th and 300 by the 12th of the next month are two facts; so are those of two sides."""

    def killed(id, wire, value, until=None, actor="prk"):
        return report(
            id, wire, FOUR_TO_14, measures=[
                Measure(
                    what="killed", quantity=Quantity(value=value, unit="count"), actor=actor, cumulative=True,
                    until=until,
                )
            ],
        )  # fmt: skip

    documents = [document("x"), document("y"), actor("prk"), actor("ukr")]
    first = killed("a", "x", 100, "2024-12-19")
    for other, contradicts in (
        (killed("b", "y", 300, "2025-01-12"), False),
        (killed("b", "y", 300, "2024-12-19", actor="ukr"), False),
        (killed("b", "y", 300, "2024-12-19"), True),
    ):
        assert bool(pairs(*documents, first, other)) is contradicts
    assert pairs(*documents, killed("a", "x", 100), killed("b", "y", 300)) == []


def test_a_revised_plan_contradicts_nobody():
    """Once revised, it has no say against third parties either."""
    documents = [document("x", day="2020-08-11"), document("y", day="2020-08-16"), document("z")]
    old = report("old", "x", plans=[Plan(span=Span.of("2020-08-16", "2020-08-28"))])
    new = report("new", "y", plans=[Plan(span=Span.of("2020-08-18", "2020-08-28"))])
    undated = report("undated", "z", plans=[Plan(span=Span.parse("2020-08-18/"))])
    assert pairs(*documents, old, new, undated) == []


def test_a_counted_length_takes_part():
    """A drill from the 9th that lasts ten days does not end on the 19th."""
    ten = StatedLength(words="10-day", n=10, unit="day", counting="inclusive")
    one = report("a", "x", Span.parse("2026-03-09/"), length=ten)
    other = report("b", "y", Span.of("2026-03-09", "2026-03-19"))
    assert pairs(document("x"), document("y"), one, other) == [("span", ("a", "b"))]
    vague = report("a", "x", Span.parse("2026-03-09/"), length=StatedLength(words="10-day", n=10, unit="day"))
    assert pairs(document("x"), document("y"), vague, other) == []


TEN = StatedLength(words="10-day", n=10, unit="day", counting="inclusive")


def test_a_counted_length_without_dates_takes_part():
    """One page says 10-day and no date; another gives 11 days; the reader says that both count inclusively."""
    alone = report("a", "x", status="held", length=TEN)
    dates = report("b", "y", Span.of("2025-08-18", "2025-08-28"))
    [found] = contradictions(gather(document("x"), document("y"), alone, dates))
    assert (found.what, found.between, found.documents) == ("span", ("a", "b"), ("x", "y"))
    assert found.because == "10 days and 2025-08-18/2025-08-28: no dates are allowed by both"
    shorter = report("b", "y", Span.of("2025-08-18", "2025-08-27"))
    assert pairs(document("x"), document("y"), alone, shorter) == []


def test_two_lengths_without_dates_contradict_each_other():
    """Neither says when; eleven days are not ten, while nine weekdays may be eleven."""
    eleven = StatedLength(words="11 days", n=11, unit="day", counting="inclusive")
    weekdays = StatedLength(words="nine weekdays", n=9, unit="day", counting="weekdays")
    lengths = {"a": TEN, "b": eleven, "c": weekdays}
    reports = [report(name, f"doc-{name}", status="held", length=length) for name, length in lengths.items()]
    found = pairs(*(document(f"doc-{name}") for name in lengths), *reports)
    assert found == [("span", ("a", "b")), ("span", ("a", "c"))]


def test_a_length_without_dates_stands_on_the_footing_of_its_status():
    """An announced length of 10 days does not contradict 11 days held; without a status it is not comparable."""
    held = report("b", "y", Span.of("2025-08-18", "2025-08-28"))
    planned = report("c", "z", plans=[Plan(span=Span.of("2025-08-18", "2025-08-28"))])
    papers = [document(name) for name in "xyz"]
    for status, contradicted in (
        ("held", [("span", ("a", "b"))]),
        ("ongoing", [("span", ("a", "b"))]),
        ("announced", [("plans", ("a", "c"))]),
        ("suspended", []),
        (None, []),
    ):
        alone = report("a", "x", status=status, length=TEN)
        assert pairs(*papers, alone, held, planned) == contradicted, status


def test_a_later_plan_revises_a_length_without_dates():
    """Announced as 10 days in July, as 11 in August."""
    papers = [document("x", day="2025-07-01"), document("y", day="2025-08-07")]
    plan = report("b", "y", plans=[Plan(span=Span.of("2025-08-18", "2025-08-28"))])
    assert pairs(*papers, report("a", "x", status="announced", length=TEN), plan) == []


def test_a_length_of_unknown_counting_is_no_account_of_the_dates():
    """10-day is often printed for 11."""
    vague = report("a", "x", status="held", length=StatedLength(words="10-day", n=10, unit="day"))
    dates = report("b", "y", Span.of("2025-08-18", "2025-08-28"))
    assert pairs(document("x"), document("y"), vague, dates) == []


def test_one_article_may_contradict_itself():
    """The headline says Thursday, the text Wednesday: two reports of one document."""
    found = pairs(
        document("x"), report("a", "x", Span.on("2024-03-06")), report("b", "x", Span.on("2024-03-07"))
    )
    assert found == [("span", ("a", "b"))]


def test_the_summary_of_an_event_speaks_only_where_no_report_does():
    """Otherwise every wrong report would contradict twice."""
    event = Exercise(id="fs-24", name="Freedom Shield 24", span=FOUR_TO_14, measures=[counted("troops", 5)])
    other = report("b", "y", Span.of("2024-03-04", "2024-03-15"), measures=[counted("troops", 6)])
    assert pairs(event, document("y"), other) == []


def test_withdrawn_records_are_skipped():
    """Corrected, superseded and retracted records contradict no other record; the answer lists them."""
    records = [figure("a", "kcna", value=6, unit="count"), figure("b", "jcs", value=3, unit="count")]
    assert pairs(*records) == [("apogee", ("a", "b"))]
    for kind in ("corrects", "supersedes", "retracts"):
        link = Link(id="l", kind=kind, source="c", target="a")
        found = contradictions(gather(*records, figure("c", "kcna", value=3, unit="count"), link))
        assert (len(found), [str(one) for one in found.skipped]) == (0, ["<Skipped a: withdrawn>"])


def test_a_link_may_assert_a_contradiction():
    """Its reading and who asserts it are the reason."""
    link = Link(
        id="l", kind="contradicts", source="fs-24", target="fs-23", asserted_by="kcna", reading="they say so"
    )
    [found] = contradictions(gather(link))
    assert (found.what, found.between, found.because) == (
        "link",
        ("fs-23", "fs-24"),
        "KCNA says so: they say so",
    )


def test_a_link_is_about_the_event_of_its_records_and_cites_its_own_documents():
    """Two reports of one event that only a reader can compare; the link is from a review."""
    records = [document(name) for name in "xyz"]
    records += [report("a", "x", words="in the west"), report("b", "y", words="in the east")]
    link = Link(id="l", kind="contradicts", source="b", target="a", citations=[via("z")])
    [found] = contradictions(gather(*records, link))
    assert (found.about, found.what, found.between) == ("fs-24", "link", ("a", "b"))
    assert (found.because, found.documents) == ("the coder says so", ("x", "y", "z"))


def test_a_link_against_a_claim_that_its_claimant_revised_names_the_revision():
    """The link stays, as the word of whoever asserts it; a revised claim contradicts nothing else."""
    records = [
        document("d1", "jcs", "2024-06-26"),
        document("d2", "jcs", "2024-06-27"),
        document("d3", "kcna"),
    ]
    first = figure("first", "jcs", value=250, unit="km", citations=[via("d1")])
    second = figure("second", "jcs", value=210, unit="km", citations=[via("d2")])
    other = figure("other", "kcna", value=210, unit="km", citations=[via("d3")])
    link = Link(id="l", kind="contradicts", source="other", target="first", asserted_by="kcna")
    [found] = contradictions(gather(*records, first, second, other, link))
    assert (found.what, found.between) == ("link", ("first", "other"))
    assert found.because.endswith("; first is revised by its claimant: second")
    assert pairs(*records, first, second, other) == []
    [alone] = contradictions(gather(*records, first, other, link))[:1]
    assert "revised" not in alone.because


def test_a_link_does_not_count_once_it_or_a_record_it_joins_is_withdrawn():
    """Retracted itself, or one of the two records."""
    records = [document("x"), document("y"), report("a", "x"), report("b", "y")]
    link = Link(id="l", kind="contradicts", source="b", target="a")
    assert len(contradictions(gather(*records, link))) == 1
    for target in ("l", "a", "b"):
        withdrawal = Link(id="m", kind="retracts", source="fs-24", target=target)
        assert pairs(*records, link, withdrawal) == [], target


def test_derived_figures_are_compared_too():
    """48 is twice last year's number: a report of 51 for last year contradicts that, one of 24 does not."""
    twice = Exercise(
        id="fs-24",
        name="Freedom Shield 24",
        measures=[
            counted("field_exercises", 48),
            Measure(what="field_exercises", quantity=Comparison(factor=2, baseline="fs-23")),
        ],
        citations=[via("article")],
    )
    documents = [document("article"), document("other")]
    wrong = report("b", "other", event="fs-23", measures=[counted("field_exercises", 51)])
    [found] = contradictions(gather(twice, *documents, wrong))
    assert (found.about, found.what, found.between) == ("fs-23", "measures.field_exercises", ("b", "fs-24"))
    assert "derived: 24 (48 is 2 times that)" in found.because
    assert found.documents == ("article", "other")
    right = report("b", "other", event="fs-23", measures=[counted("field_exercises", 24)])
    assert pairs(twice, *documents, right) == []


def test_twice_nearly_double_and_more_than_double_contradict_each_other():
    """Three outlets, one comparison: each reads it differently."""
    reports = [
        report(
            name,
            f"doc-{name}",
            measures=[
                Measure(what="field_exercises", quantity=Comparison(factor=2, qualifier=q, baseline="fs-23"))
            ],
        )
        for name, q in (("a", None), ("b", "nearly"), ("c", "more_than"))
    ]
    found = pairs(*reports, *(document(f"doc-{name}") for name in "abc"))
    assert found == [("measures.field_exercises", pair) for pair in (("a", "b"), ("a", "c"), ("b", "c"))]
