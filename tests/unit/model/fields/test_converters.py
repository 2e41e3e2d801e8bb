"""Constructors take short forms where only one thing can be meant; files do not."""

from __future__ import annotations

import datetime as dt

import pytest

import korea_events as ke


@pytest.mark.parametrize("given", ["2024-03-04", dt.date(2024, 3, 4), ke.Span.on("2024-03-04")], ids=repr)
def test_text_and_dates_stand_for_spans(given):
    """In records, in parts and in lists; they are days in Seoul."""
    day = ke.Span.on("2024-03-04")
    assert ke.Exercise(id="fs-24", name="FS 24", span="2024", pauses=[given]).pauses == (day,)
    assert ke.Exercise(id="fs-24", name="FS 24", span=given).span == day
    assert ke.Plan(span=given, announced=given) == ke.Plan(span=day, announced=day)
    assert ke.Statement(id="vow", speakers=["mnd"], said=given).said == day


def test_text_that_is_not_a_date_is_refused_as_such():
    """With the words of the parser, beside all other problems."""
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Exercise(id="FS", name="FS 24", span="14/03/2024", pauses=["2024", "x"])
    codes = {problem.path: problem.code for problem in caught.value.problems}
    assert codes.keys() == {"$.id", "$.span", "$.pauses[1]"}
    assert codes["$.span"].startswith("edtf-")


@pytest.mark.parametrize("given", ["2024-03-04", dt.date(2024, 3, 4)], ids=repr)
def test_a_date_of_publication_needs_its_zone(given):
    """Text would leave open whether the zone is Seoul's or not known."""
    with pytest.raises(
        ke.errors.RecordError, match=r"write Span\.on\(…\) with zone='Asia/Seoul'.* else zone=None"
    ):
        ke.Document(id="wire", published=given)


def test_an_identifier_stands_for_a_citation_or_a_participant():
    """Where a part needs nothing else."""
    drill = ke.Exercise(
        id="fs-24",
        name="FS 24",
        participations=["usa", ke.Participation(actor="kor", role="host")],
        citations=["wire"],
        plans=[ke.Plan(span="2024-03", citations=["wire"])],
    )
    assert drill.participations[0] == ke.Participation(actor="usa", role="participant")
    assert drill.citations == drill.plans[0].citations == (ke.Citation(document="wire"),)


def test_what_is_not_an_identifier_is_refused_as_such():
    """And a single text never stands for a list."""
    with pytest.raises(ke.errors.RecordError) as caught:
        ke.Exercise(id="fs-24", name="FS 24", citations=["Wire 1"], participations="usa")
    assert {(problem.path, problem.code) for problem in caught.value.problems} == {
        ("$.citations[0]", "id-syntax"),
        ("$.participations", "field-type"),
    }


def test_files_have_no_short_forms():
    """One content is one text."""
    record = {"id": "fs-24", "name": "FS 24", "citations": ["wire"], "participations": ["usa"]}
    text = (
        ke.codecs.json.dumps(ke.Dossier.of())
        .replace("\n}", f',"exercises": [{record!r}]\n}}')
        .replace("'", '"')
    )
    with pytest.raises(ke.errors.FileError) as caught:
        ke.loads(text)
    assert {(problem.path, problem.code) for problem in caught.value.problems} == {
        ("$.exercises[0].citations[0]", "field-type"),
        ("$.exercises[0].participations[0]", "field-type"),
    }
