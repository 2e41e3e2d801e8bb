"""The declarations that checks, files, the schema and the dossier read."""

from __future__ import annotations

import inspect
import re

import pytest

import korea_events as ke
from korea_events.model import COLLECTIONS, RECORD_TYPES, Fact
from korea_events.model.engine import Shape, list_fields, map_fields, read_field_descriptions
from tests.unit.model.every_record import FACTS

CLASSES = {type(fact).__name__: type(fact) for fact in FACTS}
VOCABULARIES = dict(inspect.getmembers(ke.vocabularies, inspect.isclass))


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_is_described(name):
    """Each once, in the docstring of the class that declares it or of one it inherits from; and nothing else is."""
    assert sorted(read_field_descriptions(CLASSES[name])) == sorted(map_fields(CLASSES[name]))


PLOVER = {
    "AGREE": [""],
    "CONSULT": ["", "visit", "third-party", "multilateral", "phone"],
    "SUPPORT": [""],
    "CONCEDE": [""],
    "COOPERATE": [""],
    "AID": [""],
    "RETREAT": ["", "withdraw", "release", "disarm", "ceasefire", "access", "resign"],
    "REQUEST": ["", "assist", "change", "yield", "meet"],
    "ACCUSE": ["", "disapprove", "investigate", "allege"],
    "REJECT": ["", "assist", "change", "yield", "meet"],
    "THREATEN": ["", "restrict", "arrest", "relations", "expel", "territory", "violence"],
    "SANCTION": ["", "convict", "expel", "withdraw", "discontinue"],
    "MOBILIZE": ["", "troops", "weapons", "police", "militia"],
    "COERCE": ["", "seize", "restrict", "censor", "withhold", "misinformation", "cyber"],
    "ASSAULT": ["", "aerial", "drone", "heavy-weapons"],
}
ACLED = {"Battles", "Explosions/Remote violence", "Strategic developments"}


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_says_what_it_holds(name):
    """References name collections that exist, codes a vocabulary, parts their classes, text a rule."""
    for spec in list_fields(CLASSES[name]):
        assert set(spec.collections) <= set(COLLECTIONS)
        assert bool(spec.vocabularies) is (spec.shape is Shape.CODE)
        assert bool(spec.parts) is (spec.shape is Shape.PART)
        assert (spec.text_rule is not None) is (spec.shape in (Shape.TEXT, Shape.REFERENCE))
        assert all(issubclass(part, Fact) for part in spec.parts)
        if len(spec.parts) > 1:
            assert len({part.type_tag for part in spec.parts}) == len(spec.parts)
        if spec.many:
            assert spec.default == () or spec.required


@pytest.mark.parametrize("record", RECORD_TYPES)
def test_order_of_fields(record):
    """The identifier first, then what must be given, then the rest; what it rests on comes last."""
    names = [spec.name for spec in list_fields(record)]
    assert names[0] == "id"
    assert names[-5:] == ["citations", "support", "coding", "note", "extra"]
    required = [spec.required for spec in list_fields(record)[1:-5]]
    assert required == sorted(required, reverse=True)


def test_required_fields_are_those_of_the_design():
    """The table of records, in one place."""
    assert {
        record.collection: [spec.name for spec in list_fields(record) if spec.required]
        for record in RECORD_TYPES
    } == {
        "actors": ["id", "name", "kind"],
        "places": ["id", "name"],
        "weapon_systems": ["id", "name"],
        "series": ["id", "name"],
        "documents": ["id"],
        "exercises": ["id", "name"],
        "weapon_events": ["id", "name"],
        "leader_activities": ["id", "name"],
        "activities": ["id", "name"],
        "event_reports": ["id", "event", "document"],
        "statements": ["id", "speakers"],
        "capability_claims": ["id", "system", "attribute", "claimants"],
        "event_claims": ["id", "event", "attribute", "claimants"],
        "framings": ["id", "holder", "of", "frame"],
        "assessments": ["id", "holder", "proposition"],
        "ratings": ["id", "of", "rater"],
        "judgements": ["id", "left", "right", "verdict"],
        "links": ["id", "kind", "source", "target"],
    }


@pytest.mark.parametrize("name", VOCABULARIES)
def test_codes(name):
    """Each is defined; slugs, except where a scale or a unit of measurement has codes of its own."""
    vocabulary = VOCABULARIES[name]
    assert vocabulary.__doc__
    definitions = [member.definition for member in vocabulary]
    assert all(definitions)
    assert len(set(definitions)) == len(definitions)
    if name not in {"Unit", "Reliability", "Credibility"}:
        assert all(re.fullmatch("[a-z][a-z0-9_]*", member) for member in vocabulary)
    for member in vocabulary:
        assert vocabulary(str(member)) is member
        assert eval(repr(member), {name: vocabulary}) is member


def test_lists_that_share_a_field_share_no_code():
    """So that the text of a code says which list it is from."""
    for cls in CLASSES.values():
        for spec in list_fields(cls):
            codes = [str(code) for one in spec.vocabularies for code in one]
            assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_broader_codes_are_in_the_list_and_lead_upwards(name):
    """From any code a few steps lead to one without a broader code."""
    vocabulary = VOCABULARIES[name]
    for member in vocabulary:
        steps = [str(member)]
        while broader := vocabulary(steps[-1]).broader:
            assert broader not in steps
            steps.append(broader)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_what_corresponds_elsewhere_exists_there(name):
    """The categories and modes of PLOVER 2.0, codes of CAMEO 1.1b3 by their pattern, the event types of ACLED."""
    for member in VOCABULARIES[name]:
        assert set(member.elsewhere) <= {"PLOVER", "CAMEO", "ACLED"}
        category, _, mode = member.elsewhere.get("PLOVER", "AGREE").partition(" ")
        assert mode in PLOVER[category]
        assert re.fullmatch("(0[1-9]|1[0-9]|20)[0-9]{0,2}", member.elsewhere.get("CAMEO", "01"))
        assert member.elsewhere.get("ACLED", "Battles").split(":")[0].split(",")[0] in ACLED


def test_every_vocabulary_is_public():
    """As is every class of the model that users meet."""
    used = {one for cls in CLASSES.values() for spec in list_fields(cls) for one in spec.vocabularies}
    assert used | {ke.Footing} == set(VOCABULARIES.values())


def test_bands_of_likelihood_join():
    """From 1 to 99 percent without gap; nothing is certain."""
    from korea_events.model import LIKELIHOOD_BANDS

    bands = list(LIKELIHOOD_BANDS.values())
    assert list(LIKELIHOOD_BANDS) == list(ke.vocabularies.Likelihood)
    assert [high for _, high in bands[:-1]] == [low for low, _ in bands[1:]]
    assert (bands[0][0], bands[-1][1]) == (1, 99)
