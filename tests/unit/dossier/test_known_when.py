"""What was known by a day: only what certainly was published by then, and what rests on it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import attrs
import pytest

import korea_events as ke

USA = ke.Actor(id="usa", name="United States", kind="state")


def document(name, published=None, zone="Asia/Seoul", **fields):
    span = None if published is None else ke.Span.parse(published, zone=zone)
    return ke.Document(id=name, published=span, **fields)


def cite(*documents, **fields):
    return [ke.Citation(document=name, **fields) for name in documents]


def support(*fields, basis="derived", **others):
    return ke.Support(fields=list(fields), basis=basis, **others)


def drill(**fields):
    return ke.Exercise(**{"id": "fs-24", "name": "Freedom Shield 24", **fields})


EARLY, LATE = document("early", "2024-02-28"), document("late", "2024-03-11")
DAY = "2024-03-10"


def known(*records, day=DAY, **options):
    return ke.Dossier.of(EARLY, LATE, USA, *records).as_of(day, **options)


@pytest.mark.parametrize(
    "published,zone,first_known",
    [
        ("2024-03-10", "Asia/Seoul", "2024-03-10"),
        ("2024-03-10", None, "2024-03-11"),  # it may have been the 11th in Seoul
        ("2024-03-10", "America/New_York", "2024-03-11"),
        ("2024-03-10", "Pacific/Auckland", "2024-03-10"),
        ("2024-03", "Asia/Seoul", "2024-03-31"),
        ("2024-03-08/2024-03-10", "Asia/Seoul", "2024-03-10"),
        ("/2024-03-10", "Asia/Seoul", "2024-03-10"),
        ("2024-03-09T16:00:00Z", "UTC", "2024-03-10"),
        ("2024-03-10T14:59:59Z", "UTC", "2024-03-10"),
        ("2024-03-10T15:00:00Z", "UTC", "2024-03-11"),
        ("2024-03-10?", "Asia/Seoul", "2024-03-10"),
    ],
)
def test_published_by_then(published, zone, first_known):
    """By the end of the day in Seoul, for certain: zones and vague dates are taken at their latest."""
    dossier = ke.Dossier.of(document("wire", published, zone))
    first = ke.Span.on(first_known).earliest_start
    assert "wire" in dossier.as_of(first)
    assert "wire" not in dossier.as_of(first.subtract(days=1))


@pytest.mark.parametrize(
    "published,zone,unknown,known",
    [
        ("2024-03-18T07:44", "Asia/Seoul", "2024-03-18T07:43", "2024-03-18T07:44"),
        ("2024-03-18T07:44", "Asia/Seoul", "2024-03-17T22:43Z", "2024-03-17T22:44Z"),
        ("2024-03-17T22:44Z", "UTC", "2024-03-18T07:43:59", "2024-03-18T07:44:00"),
        # of the day only its end is sure
        ("2024-03-18", "Asia/Seoul", "2024-03-18T23:59", "2024-03-19T00:00"),
        ("2024-03-18", "Asia/Seoul", "2024-03-17", "2024-03-18T24:00:00"),
        ("2024-03-18", "America/New_York", "2024-03-19T12:59", "2024-03-19T13:00"),
        ("2024-03-18", None, "2024-03-19T20:59", "2024-03-19T21:00"),
        ("2024-03-18T07:44/2024-03-18T09:00", "Asia/Seoul", "2024-03-18T08:59", "2024-03-18T09:00"),
    ],
)
def test_published_by_a_moment(published, zone, unknown, known):
    """What came out later that day is not known yet; a moment without an offset is in the zone of the question."""
    dossier = ke.Dossier.of(document("wire", published, zone))
    assert "wire" not in dossier.as_of(unknown)
    assert "wire" in dossier.as_of(known)
    assert [record.id for record in dossier.changes(unknown, known).added] == ["wire"]


def test_a_moment_can_be_a_datetime():
    dossier = ke.Dossier.of(document("wire", "2024-03-17T22:44Z", "UTC"))
    seoul = dt.timezone(dt.timedelta(hours=9))
    assert "wire" in dossier.as_of(dt.datetime(2024, 3, 18, 7, 44, tzinfo=seoul))
    assert "wire" not in dossier.as_of(dt.datetime(2024, 3, 18, 7, 43, tzinfo=seoul))
    assert "wire" in dossier.as_of("2024-03-17T18:44", zone="America/New_York")
    for value in (
        dt.datetime(2024, 3, 18, 7, 44),
        "2024-03-18T07:44~",
        "2024-03-18T07:44/2024-03-18T08:00",
    ):  # that is the point
        with pytest.raises(ke.errors.SpanError):
            dossier.as_of(value)


def test_changes_between_two_moments_of_a_day():
    dossier = ke.Dossier.of(document("wire", "2024-03-18T07:44"), document("correction", "2024-03-18T11:00"))
    assert [record.id for record in dossier.changes("2024-03-18T08:00", "2024-03-18").added] == ["correction"]
    with pytest.raises(ke.errors.QuestionError):
        dossier.changes("2024-03-18", "2024-03-18T23:00")


def test_the_day_can_be_one_elsewhere():
    """The end of 10 March in New York is the 11th, 13 o'clock, in Seoul."""
    made = ke.Dossier.of(document("wire", "2024-03-11T02:00:00Z", "UTC"))
    assert "wire" in made.as_of("2024-03-10", zone="America/New_York")
    assert "wire" not in made.as_of("2024-03-10")


@pytest.mark.parametrize("published", [None, "2024-03-01~", "2024-03-01/", "2024-03-01/.."])
def test_undated_documents_are_left_out_and_listed(published):
    """Without a date, with an approximate one, or with none by which it was out."""
    answer = ke.Dossier.of(EARLY, document("leaflet", published)).known_on(DAY)
    assert answer.undated == ("leaflet",)
    assert answer.dossier.documents.ids == ("early",)


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "", "2024", "0000-01-01", 5, None])
def test_a_day_is_a_day(day):
    """Anything else is refused as everywhere."""
    with pytest.raises(ke.errors.SpanError):
        ke.Dossier.of().as_of(day)


def test_the_last_day_of_the_calendar():
    """There is no day after it."""
    assert "early" in ke.Dossier.of(EARLY).as_of("9999-12-31")


def test_records_whose_citations_all_came_later_are_gone():
    """Some early citation keeps them, the late ones fall away; what cites nothing stays."""
    early, both, late, none = (
        ke.Place(id=name, name=name, citations=cite(*documents))
        for name, documents in [("e", ["early"]), ("b", ["early", "late"]), ("l", ["late"]), ("n", [])]
    )
    answer = known(early, both, late, none)
    assert answer.places.ids == ("b", "e", "n")
    assert answer.places["b"].citations == tuple(cite("early"))
    assert answer.places["e"] is early


def test_an_extended_exercise_ends_as_first_planned():
    """Extended on the 11th, it still ends on the 14th the day before."""
    plans = [
        ke.Plan(span=ke.Span.parse("/2024-03-14"), citations=cite("early")),
        ke.Plan(span=ke.Span.parse("/2024-03-16"), citations=cite("late")),
    ]
    answer = known(drill(plans=plans, citations=cite("early")))
    assert str(answer.exercises["fs-24"].when) == "/2024-03-14"
    assert known(drill(plans=plans, citations=cite("early")), day="2024-03-11").exercises[0].plans == tuple(
        plans
    )


def test_single_fields_go_by_their_own_support():
    """A status known later, supported by the later document, is gone; required fields stay."""
    made = drill(
        status="held",
        edition="24",
        series="freedom-shield",
        citations=cite("early"),
        support=[
            support("status", citations=cite("late")),
            support("name", citations=cite("late")),
            support("edition", basis="coder_supplied"),
            support("series", citations=cite("early", "late")),
        ],
    )
    left = known(made, ke.ExerciseSeries(id="freedom-shield", name="Freedom Shield")).exercises["fs-24"]
    assert (left.status, left.edition, left.series) == (None, "24", "freedom-shield")
    assert left.name == "Freedom Shield 24"
    assert left.support_for("name").basis is ke.Basis.CODER_SUPPLIED
    assert left.support_for("series").citations == tuple(cite("early"))
    assert [each.fields for each in left.support] == [("name",), ("edition",), ("series",)]


def test_fields_that_rest_on_the_record_go_with_its_citations():
    """Kept alive by the citation of a plan, it loses what only the later document says."""
    made = drill(
        status="held",
        span=ke.Span.of("2024-03-04", "2024-03-14"),
        kinds=["ftx"],
        edition="24",
        plans=[ke.Plan(span=ke.Span.parse("2024-03-04/2024-03-14"), citations=cite("early"))],
        citations=cite("late"),
        support=[support("edition", basis="coder_supplied")],
    )
    left = known(made).exercises["fs-24"]
    assert (left.status, left.span, left.kinds, left.citations) == (None, None, (), ())
    assert (left.edition, left.footing) == ("24", ke.Footing.ANNOUNCED)


def test_supports_follow_the_items_they_name():
    """Indices shift when items before them are gone."""
    made = drill(
        participations=[
            ke.Participation(actor="usa", role="host"),
            ke.Participation(actor="usa", role="participant"),
        ],
        citations=cite("early"),
        support=[
            support("participations[0]", citations=cite("late")),
            support("participations[1].role", citations=cite("early"), note="by its uniform"),
        ],
    )
    left = known(made).exercises["fs-24"]
    assert [each.role for each in left.participations] == [ke.vocabularies.Role.PARTICIPANT]
    assert left.support_for("participations[0].role").note == "by its uniform"


def test_part_of_a_part():
    """An optional field inside goes alone, a required one takes the part along."""
    length = ke.StatedLength(words="11-day", n=11, unit="day")
    measure = ke.Measure(what="troops", quantity=ke.Quantity(value=19000), words="19,000")
    made = drill(
        length=length,
        measures=[measure],
        citations=cite("early"),
        support=[
            support("length.words", citations=cite("late")),
            support("measures[0].quantity", citations=cite("late")),
        ],
    )
    left = known(made).exercises["fs-24"]
    assert left.length is None
    assert left.measures == (ke.Measure(what="troops", words="19,000"),)


def test_half_a_span_is_not_kept():
    """A span whose start was known later is gone as a whole: another span would say something else."""
    made = drill(
        span=ke.Span.of("2024-03-04", "2024-03-14"),
        citations=cite("early"),
        support=[support("span.start", citations=cite("late"))],
    )
    assert known(made).exercises["fs-24"].span is None


def test_references_to_what_is_gone_go_too():
    """An optional one is emptied, an item left out, a required one takes its record along, and so on."""
    jpn = ke.Actor(id="jpn", name="Japan", kind="state", citations=cite("late"))
    msdf = ke.Actor(id="msdf", name="JMSDF", kind="command", part_of="jpn")
    view = ke.Framing(id="view", holder="jpn", of="usa", frame="defensive")
    rating = ke.Rating(id="rating", of="jpn", reliability="C", rater="mk")
    statement = ke.Statement(id="statement", speakers=["jpn"])
    claim = ke.EventClaim(
        id="claim", event="fs-24", attribute="count", claimants=["jpn", "usa"], stated_in="statement"
    )
    lone = ke.EventClaim(id="lone", event="fs-24", attribute="count", claimants=["jpn"], disputes=["claim"])
    link = ke.Link(id="link", kind="contradicts", source="lone", target="claim")
    drills = drill(
        participations=[ke.Participation(actor=name, role="participant") for name in ("jpn", "usa")]
    )
    answer = known(jpn, msdf, view, rating, statement, claim, lone, link, drills)
    assert answer.actors.ids == ("msdf", "usa")
    assert answer.actors["msdf"].part_of is None
    assert [each.actor for each in answer.exercises["fs-24"].participations] == ["usa"]
    assert answer.event_claims.ids == ("claim",)
    assert answer.event_claims["claim"].claimants == ("usa",)
    assert answer.event_claims["claim"].stated_in is None
    assert not answer.framings
    assert not answer.ratings
    assert not answer.statements
    assert not answer.links


def test_a_chain_through_somebody_known_later_stands():
    """The early page names the agency, which comes as a stub: leaving out a hop would make somebody else the origin."""
    kcna = ke.Actor(id="kcna", name="KCNA", kind="agency", citations=cite("late"))
    through = cite("early", attribution=[ke.Hop(actor="kcna", verb="reports")])
    answer = known(kcna, drill(citations=through))
    assert answer.exercises["fs-24"].citations == tuple(through)
    assert answer.actors["kcna"] == ke.Actor(id="kcna", name="KCNA", kind="agency")


def launch(**fields):
    """An event that a page of 11 March reports in full."""
    return ke.WeaponEvent(
        **{
            "id": "launch",
            "name": "launch",
            "span": "2024-02-27",
            "status": "held",
            "citations": cite("late"),
            **fields,
        }
    )


def claimed(name="claim", document="early", **fields):
    return ke.EventClaim(
        id=name, event="launch", attribute="count", claimants=["usa"], citations=cite(document), **fields
    )


def reasons(*records, day=DAY):
    """What was left out, as text."""
    return [str(one) for one in ke.Dossier.of(EARLY, LATE, USA, *records).known_on(day).left_out]


LATER = "it rests on late, not certainly published by then"


def test_a_claim_is_known_before_its_event_is():
    """The event comes as a stub: its name, which it must have, and nothing that only the later page says."""
    answer = known(launch(), claimed())
    assert answer.event_claims["claim"] == claimed()
    assert answer.weapon_events["launch"] == ke.WeaponEvent(id="launch", name="launch")
    assert reasons(launch(), claimed()) == [
        "late: it was published on 2024-03-11, not certainly by then",
        f"launch, span: {LATER}",
        f"launch, status: {LATER}",
    ]


def test_a_stub_keeps_what_rests_on_nothing_later():
    """What the coder or an earlier page supplied; what is derived goes with what it follows from."""
    made = launch(
        span=None,
        status=None,
        places=["range"],
        weapon_systems=["h-15"],
        names=["shot"],
        support=[
            support("places", basis="coder_supplied"),
            support("names", basis="derived", note="from the page"),
            support("weapon_systems", citations=cite("early")),
        ],
    )
    range_, system = ke.Place(id="range", name="range"), ke.WeaponSystem(id="h-15", name="Hwasong-15")
    left = known(made, claimed(), range_, system).weapon_events["launch"]
    assert (left.names, [place.place if hasattr(place, "place") else place for place in left.places]) == (
        (),
        ["range"],
    )
    assert left.weapon_systems == ("h-15",)


def test_what_somebody_said_later_is_no_stub():
    """A claim that was not made yet is not known at all; nor is a document."""
    late = claimed("reply", "late")
    disputing = claimed(disputes=["reply"])
    answer = known(launch(citations=()), disputing, late)
    assert (answer.event_claims.ids, answer.event_claims["claim"].disputes) == (("claim",), ())
    assert reasons(launch(citations=()), disputing, late)[0] == "claim, disputes[0]: reply was not known yet"


def test_what_cites_nothing_brings_no_stub():
    """Since it is not known when it became known; where a known record brings the stub, it stays."""
    view = ke.Framing(id="view", holder="usa", of="launch", frame="defensive")
    assert not known(launch(), view).framings
    assert "view, of: launch was not known yet" not in reasons(launch(), view)
    assert "view: launch was not known yet" in reasons(launch(), view)
    assert known(launch(), view, claimed()).framings.ids == ("view",)


def test_a_retraction_without_citations_waits_for_its_source():
    """Else it would withdraw a claim before anybody did."""
    link = ke.Link(id="link", kind="retracts", source="reply", target="claim")
    records = [launch(citations=()), claimed(), claimed("reply", "late"), link]
    assert "link" not in known(*records)
    assert "link" in known(*records, day="2024-03-11")


@pytest.mark.parametrize(
    "day, span, status",
    [
        ("2024-11-01", None, None),
        ("2024-11-02", "2024-10-31", None),
        ("2024-11-04", "2024-10-31", None),
        ("2024-11-05", "2024-10-31", "held"),
    ],
)
def test_no_document_knows_what_lies_ahead(day, span, status):
    """Held until the 5th, says a page of the 2nd: before the 5th, only the start counts as known."""
    page = document("page", "2024-11-02")
    held = drill(status="held", span="2024-10-31/2024-11-05", citations=cite("page"))
    dossier = ke.Dossier.of(page, held)
    answer = dossier.as_of(day)
    if span is None:
        assert "fs-24" not in answer
        return
    left = answer.exercises["fs-24"]
    assert (str(left.span.earliest_start), left.status) == (span, status)
    assert str(left.span.latest_end) == ("2024-11-05" if status else "None")
    paths = [one.path for one in dossier.known_on(day).left_out]
    assert paths == ([] if status else ["span", "status"])


def test_what_had_not_begun_has_no_dates():
    """Nor have occurrences that lay ahead."""
    ahead = drill(span="2024-12-01", status="held", citations=cite("early"))
    assert known(ahead).exercises["fs-24"] == drill(citations=cite("early"))
    twice = drill(occurrences=["2024-03-01", "2024-12-01"], citations=cite("early"))
    assert [str(one) for one in known(twice).exercises["fs-24"].occurrences] == ["2024-03-01"]


def test_the_reasons_are_complete():
    """Undated, later, unread, resting on such, referring to such, not fitting what is left."""
    forecast = ke.Assessment(
        id="forecast",
        holder="usa",
        proposition="more tests",
        likelihood="likely",
        likelihood_mapped_by="mk",
        citations=cite("early"),
        support=[support("likelihood", citations=cite("late"))],
    )
    rating = ke.Rating(id="rating", of="late", reliability="C", rater="mk")
    place = ke.Place(id="place", name="place", citations=cite("late"))
    assert reasons(forecast, rating, place, document("leaflet", None)) == [
        f"forecast, likelihood: {LATER}",
        "forecast, likelihood_mapped_by: it does not fit what is left",
        "late: it was published on 2024-03-11, not certainly by then",
        "leaflet: it is not certain when it was published",
        "place: it rests on late, not certainly published by then",
        "rating: late was not known yet",
    ]


def test_reports_go_with_their_document():
    """Which they must have."""
    reports = [ke.EventReport(id=f"by-{name}", event="fs-24", document=name) for name in ("early", "late")]
    assert known(drill(), *reports).event_reports.ids == ("by-early",)


def test_a_copy_of_a_later_document_stands_alone():
    """A dispatch dated after its copy is only no longer known to be copied."""
    copy = document("copy", "2024-03-01", copy_of="late")
    assert known(copy).documents["copy"].copy_of is None


def test_a_documents_date_counts_whatever_it_was_found_out_from():
    """That the page was from February may be learnt in March; published it was in February."""
    dated = document("dated", "2024-02-01", support=[support("published", citations=cite("late"))])
    answer = known(dated).documents["dated"]
    assert answer.published == dated.published
    assert answer.support_for("published").basis is ke.Basis.CODER_SUPPLIED


def test_what_makes_no_sense_alone_goes_too():
    """Who mapped a likelihood that is not known yet."""
    forecast = ke.Assessment(
        id="forecast",
        holder="usa",
        proposition="more tests",
        likelihood="likely",
        likelihood_mapped_by="mk",
        citations=cite("early"),
        support=[
            support("likelihood", citations=cite("late")),
            support("likelihood_mapped_by", basis="coder_supplied"),
        ],
    )
    left = known(forecast).assessments["forecast"]
    assert (left.likelihood, left.likelihood_mapped_by, left.support) == (None, None, ())


def test_a_retraction_leaves_both_on_record():
    """From its own day on."""
    claims = [
        ke.EventClaim(id=name, event="fs-24", attribute="count", claimants=["usa"], citations=cite(name))
        for name in ("early", "late")
    ]
    claims = [attrs.evolve(claim, id=f"claim-{claim.id}") for claim in claims]
    retracts = ke.Link(
        id="retracts", kind="retracts", source="claim-late", target="claim-early", citations=cite("late")
    )
    assert known(drill(), *claims, retracts).event_claims.ids == ("claim-early",)
    after = known(drill(), *claims, retracts, day="2024-03-11")
    assert len(after.event_claims) == 2
    assert len(after.links) == 1


def test_later_shows_at_least_as_much():
    """Records and fields only ever come, and in the end everything is there; what was asked once stays as answered."""
    records = [
        drill(
            status="held",
            plans=[ke.Plan(span=ke.Span.on("2024-03-04"), citations=cite("early"))],
            places=["range"],
            citations=cite("early", "late"),
            support=[support("status", citations=cite("late"))],
        ),
        ke.Place(id="range", name="range", citations=cite("late")),
        ke.Framing(id="view", holder="usa", of="fs-24", frame="defensive", citations=cite("late")),
    ]
    whole = ke.Dossier.of(EARLY, LATE, USA, *records)
    answers = [whole.as_of(f"2024-{month:02}-{day:02}") for month in (2, 3) for day in range(1, 29)]
    for before, after in pairwise(answers):
        for record in before:
            later = after.get(record.id)
            assert later is not None
            for field in attrs.fields(type(record)):
                if field.name not in ("support", "extra"):
                    said = getattr(record, field.name)
                    assert said in (None, ()) or set(said if isinstance(said, tuple) else [said]) <= set(
                        now if isinstance(now := getattr(later, field.name), tuple) else [now]
                    )
        assert before.as_of("2024-03-28") == before
    assert answers[-1] == whole
