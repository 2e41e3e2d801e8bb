"""Constructors take short forms where only one thing can be meant; files do not."""

from __future__ import annotations

import datetime as dt
import inspect
import pickle

import attrs
import pytest

import korea_events as ke
from korea_events.model import COLLECTIONS, RECORD_TYPES
from tests.unit.model.every_record import FACTS, RECORDS, parts_of


@pytest.mark.parametrize("given", ["2024-03-04", dt.date(2024, 3, 4), ke.Span.on("2024-03-04")], ids=repr)
def test_text_and_dates_stand_for_spans(given):
    """In records, in parts and in lists; they are days in Seoul."""
    day = ke.Span.on("2024-03-04")
    assert ke.Exercise(id="fs-24", name="FS 24", span="2024", pauses=[given]).pauses == (day,)
    assert ke.Exercise(id="fs-24", name="FS 24", span=given).span == day
    assert ke.Plan(span=given, announced=given) == ke.Plan(span=day, announced=day)
    assert ke.Statement(id="vow", speaker="mnd", said=given).said == day


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


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_facts_are_ordinary_python_values(fact):
    """They pickle, and attrs makes mappings of them in which spans are values."""
    assert pickle.loads(pickle.dumps(fact)) == fact
    data = attrs.asdict(fact)
    assert [*data] == [attribute.name for attribute in attrs.fields(type(fact))]
    spans = [name for name in data if isinstance(getattr(fact, name), ke.Span)]
    assert all(data[name] is getattr(fact, name) for name in spans)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_replace_changes_one_field_and_checks(fact):
    """It returns the same type, and refuses fields that there are not and values that cannot be."""
    changed = fact.replace(extra=())
    assert type(changed) is type(fact)
    assert changed.replace(extra=fact.extra) == fact
    with pytest.raises(
        ke.errors.QuestionError, match=f"{type(fact).__name__} has no field 'extar': write one of extra"
    ):
        fact.replace(extar=())
    with pytest.raises(ke.errors.RecordError):
        fact.replace(extra=1)


@pytest.mark.parametrize(
    "kind", [*RECORD_TYPES, *dict.fromkeys(type(part) for record in RECORDS for part in parts_of(record))]
)
def test_a_signature_fits_a_screen(kind):
    """25 lines of 100 characters."""
    assert len(str(inspect.signature(kind))) <= 2_500


def test_scales_compare_by_strength():
    """What cannot be judged has no place in the order."""
    assert ke.vocabularies.Reliability("A") > ke.vocabularies.Reliability("E")
    assert ke.vocabularies.Credibility("1") > ke.vocabularies.Credibility("5")
    assert max(ke.vocabularies.Confidence) is ke.vocabularies.Confidence.HIGH
    assert max(ke.vocabularies.Likelihood) is ke.vocabularies.Likelihood.ALMOST_CERTAIN
    assert sorted(["held", "none", "announced"], key=ke.Footing) == ["none", "announced", "held"]
    for unknown, known in (
        (ke.vocabularies.Reliability("F"), ke.vocabularies.Reliability("A")),
        (ke.vocabularies.Credibility("6"), ke.vocabularies.Credibility("5")),
    ):
        with pytest.raises(TypeError, match="leave it out"):
            assert unknown < known


def test_groups_of_codes():
    """Each stands on its vocabulary."""
    assert [str(code) for code in ke.Status if code.took_place] == ["ongoing", "held"]
    assert [str(code) for code in ke.Status if code.called_off] == ["postponed", "suspended", "cancelled"]
    assert [str(code) for code in ke.Status if code.only_planned] == ["announced", "postponed", "cancelled"]
    assert [str(code) for code in ke.vocabularies.Role if code.takes_part] == ["participant", "host", "lead"]
    assert [str(code) for code in ke.vocabularies.LinkKind if code.withdraws] == [
        "corrects",
        "supersedes",
        "retracts",
    ]


def test_walk_finds_every_part_with_its_path():
    """In parts of parts too."""
    from korea_events.model import walk

    for record in RECORDS:
        assert [found.value for found in walk(record)] == parts_of(record)
        for path, _, value in walk(record, path="record"):
            assert eval(path, {"record": record}) is value
    assert len(RECORDS) == len(COLLECTIONS)
