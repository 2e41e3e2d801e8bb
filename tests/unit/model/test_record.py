"""What rests on what: ``support_for``, and the paths that supports name."""

from __future__ import annotations

import pytest

import korea_events as ke

WIRE = ke.Citation(document="wire")
NOTICE = ke.Citation(document="notice")


def support(*fields, basis="derived", **others):
    return ke.Support(fields=list(fields), basis=basis, **others)


def drills(**changed):
    return ke.Exercise(
        **{
            "id": "fs-24",
            "name": "Freedom Shield 24",
            "plans": [
                ke.Plan(span=ke.Span.parse("/2024-03-14"), citations=[NOTICE]),
                ke.Plan(span=ke.Span.parse("/2024-03-15")),
            ],
            "length": ke.StatedLength(words="11-day", n=11, unit="day"),
            "participations": [ke.Participation(actor="usa", role="participant")],
            "citations": [WIRE],
            **changed,
        }
    )


def test_a_field_rests_on_the_records_citations():
    """And counts as stated there."""
    assert drills().support_for("name") == support("name", basis="stated", citations=[WIRE])


def test_without_citations_everything_is_the_coders():
    """Nobody else is there to have said it."""
    assert drills(citations=[]).support_for("name").basis is ke.Basis.CODER_SUPPLIED


def test_a_support_overrides_the_record():
    """For the fields it names, with its note."""
    made = drills(support=[support("name", basis="coder_supplied", note="the article does not name it")])
    assert made.support_for("name").basis is ke.Basis.CODER_SUPPLIED
    assert made.support_for("name").note == "the article does not name it"
    assert made.support_for("names" if made.names else "length").basis is ke.Basis.STATED


def test_the_most_specific_support_counts():
    """Whatever the order in which they are given."""
    wide, narrow = support("length", citations=[NOTICE]), support("length.counting", basis="coder_supplied")
    for supports in ([wide, narrow], [narrow, wide]):
        made = drills(support=supports)
        assert made.support_for("length.counting").basis is ke.Basis.CODER_SUPPLIED
        assert made.support_for("length.words") == support("length.words", citations=[NOTICE])
        assert made.support_for("name").basis is ke.Basis.STATED


def test_a_field_inside_a_part_rests_on_the_parts_citations():
    """Unless a support says something more specific, or as specific."""
    made = drills()
    assert made.support_for("plans[0].span").citations == (NOTICE,)
    assert made.support_for("plans[0].span.end").citations == (NOTICE,)
    assert made.support_for("plans[1].span").citations == (WIRE,)
    for path in ("plans[0]", "plans[0].span"):
        assert drills(support=[support(path)]).support_for("plans[0].span").basis is ke.Basis.DERIVED
    assert drills(support=[support("plans")]).support_for("plans[0].span").basis is ke.Basis.STATED


def test_stated_without_citations_means_the_records_own():
    """A support may only say that something is stated after all."""
    made = drills(
        support=[support("length", basis="coder_supplied"), support("length.words", basis="stated")]
    )
    assert made.support_for("length.words").citations == (WIRE,)


def test_an_event_report_rests_on_its_document():
    """It says which one; citations may say where in it."""
    report = ke.EventReport(id="r", event="fs-24", document="wire", name="Freedom Shield")
    assert report.support_for("name") == support("name", basis="stated", citations=[WIRE])
    cited = ke.EventReport(id="r", event="fs-24", document="wire", name="x", citations=[NOTICE])
    assert cited.support_for("name").citations == (NOTICE,)


ABSENT = [
    "nam",
    "edition",
    "names",
    "length.count",
    "length.counting.x",
    "participations[1]",
    "participations[1].role",
    "participations.role",
    "participations[0].rank",
    "name[0]",
    "name.first",
    "plans[0].span.middle",
    "plans[0].span.start.x",
    "plans[0].span[0]",
    "plans[0].citations",
    "plans[0].extra",
    "id",
    "citations",
    "citations[0].document",
    "support",
    "coding",
    "note",
    "extra",
    "when",
    "footing",
    "collection",
]


@pytest.mark.parametrize("path", ABSENT)
def test_there_must_be_such_a_field(path):
    """With something in it, and it must be a fact."""
    with pytest.raises(ke.errors.QuestionError) as question:
        drills().support_for(path)
    assert question.value.problems[0].code == "field-unknown"
    with pytest.raises(ke.errors.RecordError) as record:
        drills(support=[support(path)])
    assert [(problem.path, problem.code) for problem in record.value.problems] == [
        ("$.support[0].fields[0]", "support-path")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "Name",
        "length counting",
        ".name",
        "name.",
        "plans[]",
        "plans[-1]",
        "plans[00]",
        "plans[0]]",
        "a" * 5000 + "!",
    ],
    ids=lambda path: path[:12] or "empty",
)
def test_a_path_has_a_syntax(path):
    """Names, dots, and indices without leading zeros."""
    with pytest.raises(ke.errors.RecordError):
        support(path)
    with pytest.raises(ke.errors.QuestionError):
        drills().support_for(path)


@pytest.mark.parametrize(
    "path",
    [
        "name",
        "length",
        "length.counting",
        "plans",
        "plans[1]",
        "plans[1].span",
        "plans[1].span.start",
        "participations[0].role",
    ],
)
def test_paths_reach_inside(path):
    """Fields, items, fields of parts, ends of spans."""
    assert drills(support=[support(path)]).support_for(path).basis is ke.Basis.DERIVED


def test_no_field_has_two_supports():
    """Neither in one support nor in two."""
    for supports in ([support("name", "length"), support("name")],):
        with pytest.raises(ke.errors.RecordError) as caught:
            drills(support=supports)
        assert [(problem.path, problem.code) for problem in caught.value.problems] == [
            ("$.support[1].fields[0]", "support-twice")
        ]
    with pytest.raises(ke.errors.RecordError) as caught:
        support("name", "name")
    assert [problem.code for problem in caught.value.problems] == ["list-duplicate"]


def test_stated_needs_a_document_somewhere():
    """What nobody is cited for is not stated."""
    with pytest.raises(ke.errors.RecordError) as caught:
        drills(citations=[], support=[support("name", basis="stated")])
    assert [problem.code for problem in caught.value.problems] == ["support-uncited"]


def test_what_the_coder_supplies_cites_nothing():
    """Otherwise it would be stated or derived."""
    with pytest.raises(ke.errors.RecordError) as caught:
        support("name", basis="coder_supplied", citations=[WIRE])
    assert [problem.code for problem in caught.value.problems] == ["support-cited"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: ke.Actor(id="a", name="a", kind="unit", part_of="a"),
        lambda: ke.Document(id="a", copy_of="a"),
        lambda: ke.Exercise(id="a", name="a", part_of="a"),
        lambda: ke.ExerciseSeries(id="a", name="a", predecessors=["b", "a"]),
        lambda: ke.EventClaim(id="a", event="e", attribute="x", claimants=["c"], disputes=["a"]),
        lambda: ke.Link(id="a", kind="restates", source="a", target="b"),
    ],
    ids=["part", "copy", "event", "series", "claim", "link"],
)
def test_no_record_refers_to_itself(make):
    """Where it would be part, copy, predecessor or opponent of itself."""
    with pytest.raises(ke.errors.RecordError) as caught:
        make()
    assert [problem.code for problem in caught.value.problems] == ["reference-self"]


def test_a_document_may_cite_itself():
    """Its dateline is its own witness."""
    assert ke.Document(id="wire", citations=[ke.Citation(document="wire", locator="dateline")]).citations
