"""STIX bundles in: ours come back as they were, and of others every property and object is read, kept or listed."""

from __future__ import annotations

import datetime as dt
import json
import warnings
from pathlib import Path

import pytest
import stix2
from hypothesis import given, strategies as st

from korea_events.codecs import Limits, dumps as dumps_json, loads as loads_json, stix
from korea_events.codecs.stix.terms import OWN_EXTENSION
from korea_events.dossier import Dossier
from korea_events.errors import FileError, KoreaEventsWarning, NewerVersionWarning
from korea_events.model import COLLECTIONS, Actor, Exercise
from korea_events.model.engine import unstructure
from korea_events.reference import get_dossier
from korea_events.temporal import Span
from korea_events.testing.strategies import dossiers
from tests.foreign_bundle import (
    ANALYST,
    FOREIGN,
    INDICATOR,
    INSTITUTE,
    NAMELESS,
    OBSERVABLE,
    REPORT,
    REVOKED,
    SENSOR,
    SOHAE,
    TIMED,
    UNTOLD,
    build_bundle,
    build_object,
    name_object,
)
from tests.lost_paths import steps, without

NEWER = Path(__file__).parents[2] / "golden" / "newer"
STAMP = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
USA = Actor(id="usa", name="United States", kind="state")
KCNA = Actor(id="kcna", name="KCNA", kind="agency")
DRILL = Exercise(
    id="fs-24", name="Freedom Shield 24", span=Span.parse("2024-03-04~/2024-03-14"), extra=(("version", "7"),)
)


@pytest.fixture(autouse=True)
def _quiet():
    """Drawn names of unknown fields may resemble known ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        yield


def read(*objects, **properties):
    return stix.loads(build_bundle(*objects, **properties))


def read_one(one):
    (record,) = read(one).records
    return record


def list_problems(found):
    assert all(problem.message for problem in found.problems)
    return [(problem.path, problem.code) for problem in found.problems]


def list_losses(found):
    return {loss.path: loss.reason for loss in found.losses}


# -- bundles of ours ---------------------------------------------------------------------------------------------------


@given(dossiers())
def test_what_is_written_is_read_as_it_was(dossier):
    text, losses = stix.dumps(dossier, stamp=STAMP)
    found = stix.loads(text)
    assert (losses, found.problems, found.losses) == ((), (), ())
    assert found.to_dossier() == dossier
    assert stix.dumps(found.to_dossier(), stamp=STAMP).text == text


@given(dossiers())
def test_of_core_objects_all_but_the_losses_comes_back(dossier):
    """Nothing that is not listed is missing, nothing comes back that was not there, each object is accounted for."""
    text, losses = stix.dumps(dossier, core_only=True)
    found = stix.loads(text)
    assert found.problems == ()
    left = without(dossier, losses)
    back = {record.id: unstructure(record) for record in found.records}
    lost = {steps(loss.path)[2] for loss in losses if len(steps(loss.path)) > 2}
    for name in COLLECTIONS:
        for record in left.get(name, ()):
            again = back.pop(record["id"]) if "id" in record else None
            assert again is not None
            assert {field: again.get(field) for field in record} == record
            assert again.keys() - record.keys() <= lost
    assert back == {}
    assert left.keys() <= {"format", "version", *COLLECTIONS}
    assert found.summary.rows == len(json.loads(text)["objects"])
    assert found.summary.left_out == len(found.losses)


@pytest.mark.parametrize("name", ["seed", "drills"])
def test_a_bundle_that_another_program_has_rewritten_is_read_as_it_was(name):
    """stix2 orders properties anew and writes numbers and stamps in its own way."""
    dossier = get_dossier(name)
    text = stix2.parse(stix.dumps(dossier).text, allow_custom=True).serialize(pretty=False)
    found = stix.loads(text)
    assert (found.problems, found.losses) == ((), ())
    assert found.to_dossier() == dossier


@pytest.mark.parametrize("path", sorted(NEWER.glob("*.json")), ids=lambda path: path.name)
def test_records_of_a_newer_version_are_kept(path):
    dossier = loads_json(path.read_bytes(), newer="keep")
    text, losses = stix.dumps(dossier)
    assert losses == ()
    with pytest.warns(NewerVersionWarning) if dossier.remainder.records else warnings.catch_warnings():
        assert stix.loads(text, newer="keep").to_dossier() == dossier
    assert {problem.code for problem in stix.loads(text).problems} >= {"version-newer"}


def test_writing_warns_of_nothing():
    dossier = loads_json(next(iter(sorted(NEWER.glob("*.json")))).read_bytes(), newer="keep")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stix.dumps(dossier)


def change_object(kind, **changes):
    """The bundle of a drill with one object changed."""
    bundle = json.loads(stix.dumps(Dossier.of(USA, KCNA, DRILL), stamp=STAMP).text)
    (position,) = [
        n for n, one in enumerate(bundle["objects"]) if one["type"] == kind and one.get("name") != "korea_events"
        and one.get("name") != "KCNA"
    ]  # fmt: skip
    bundle["objects"][position] |= changes
    return stix.loads(json.dumps(bundle)), f"$.objects[{position}]"


@pytest.mark.parametrize(
    "changes",
    [{"name": "USA"}, {"labels": ["ours"]}, {"description": "another"}, {"revoked": True}],
    ids=repr,
)
def test_a_change_to_an_object_of_ours_is_listed(changes):
    found, path = change_object("identity", **changes)
    assert list_losses(found) == {
        path: "it was changed after this library wrote it: only the record in its extension is read"
    }
    assert found.to_dossier() == Dossier.of(USA, KCNA, DRILL)


def test_a_new_stamp_is_no_change():
    found, _ = change_object("event", modified="2025-01-01T00:00:00Z")
    assert found.losses == ()


def test_an_extension_that_another_program_has_added_is_listed():
    bundle = json.loads(stix.dumps(Dossier.of(USA, KCNA, DRILL), stamp=STAMP).text)
    event = next(one for one in bundle["objects"] if one["type"] == "event")
    other = {name_object("extension-definition", 1): {"extension_type": "property-extension", "score": 7}}
    found, path = change_object("event", extensions=event["extensions"] | other)
    assert list(list_losses(found)) == [path]


@pytest.mark.parametrize(
    "own, problems",
    [
        ("x", [("", "stix-extension")]),
        ({"lines": {}}, [("", "stix-extension")]),
        ({"lines": [5]}, [(".lines[0]", "field-type")]),
        ({"lines": [{"type": "planet"}]}, [(".lines[0].type", "type-unknown")]),
        (
            {"lines": [{"type": "actor", "id": "X", "kind": "state"}, {"type": "actor", "id": "usa", "name": "U"}]},
            [(".lines[0].id", "id-syntax"), (".lines[0].name", "field-required"), (".lines[1].kind", "field-required")],
        ),
        (
            {"lines": [{"type": "actor", "version": 9, "id": "a", "name": "A", "kind": "unit"}]},
            [(".lines[0].version", "version-newer")],
        ),
    ],
    ids=repr,
)  # fmt: skip
def test_problems_of_an_extension_say_where(own, problems):
    found = read(build_object("event", 1, extensions={OWN_EXTENSION: own}))
    where = f"$.objects[0].extensions['{OWN_EXTENSION}']"
    assert list_problems(found) == [(where + path, code) for path, code in problems]
    assert found.summary.rejected == 1


# -- objects of others -------------------------------------------------------------------------------------------------


def test_an_identity_is_an_actor_of_a_kind_that_claims_no_more():
    found = read(INSTITUTE, ANALYST)
    assert [(one.id, one.name, str(one.kind)) for one in found.records] == [
        (INSTITUTE["id"], "Institute for Imagery", "group"),
        (ANALYST["id"], "A. Analyst", "person"),
    ]
    assert unstructure(found.records[0])["stix"] == {
        "contact_information": "press@example.org",
        "created": "2024-03-20T08:00:00.000Z",
        "identity_class": "organization",
        "modified": "2024-03-20T08:00:00.000Z",
        "sectors": ["non-profit"],
    }
    assert found.summary.assumed == ("an organization is a group",)


def test_a_location_is_a_place_with_its_precision_in_kilometres():
    assert unstructure(read_one(SOHAE)) == {
        "id": SOHAE["id"],
        "name": "Sohae",
        "country": "prk",
        "latitude": 39.66,
        "longitude": 124.71,
        "radius_km": 2.5,
        "stix": {"created": SOHAE["created"], "modified": SOHAE["modified"], "region": "eastern-asia"},
    }
    nameless = unstructure(read_one(NAMELESS))
    assert (nameless["name"], nameless.get("country"), nameless["stix"]["country"]) == ("Seoul", None, "AQ")


def test_a_report_is_a_document_with_its_publisher():
    found = read(REPORT, INSTITUTE)
    document = unstructure(found.records[0])
    assert document.pop("stix").keys() == {
        "created",
        "modified",
        "report_types",
        "object_refs",
        "labels",
        "external_references",
    }
    assert document == {
        "id": REPORT["id"],
        "publisher": INSTITUTE["id"],
        "published": {"edtf": "2024-03-20", "zone": "UTC"},
        "title": "Launches in March",
        "url": "https://example.org/march",
        "language": "en",
    }
    assert found.summary.assumed == (
        "a midnight is a day of UTC",
        "an organization is a group",
        "the only address to which a report refers is its own",
    )
    assert found.to_dossier().documents[REPORT["id"]].publisher == INSTITUTE["id"]


def test_a_time_of_publication_is_a_moment_and_of_two_addresses_neither_is_chosen():
    document = read_one(TIMED)
    assert (str(document.published), document.url) == ("2024-03-18T22:44:30.5Z", None)
    kept = unstructure(document)["stix"]
    assert len(kept["external_references"]) == 3
    assert kept["created_by_ref"] == SENSOR["id"]  # not in the bundle: the dossier could not refer to it


def test_everything_is_read_kept_or_listed():
    """Of each object, every property is in the record, in its field ``stix``, or else the object is listed."""
    found = read(*FOREIGN)
    assert found.problems == ()
    by_id = {record.id: unstructure(record) for record in found.records}
    assert {FOREIGN[int(path[10:-1])]["id"] for path in list_losses(found)} == {
        one["id"] for one in (SENSOR, UNTOLD, INDICATOR, REVOKED, OBSERVABLE)
    }
    for one in FOREIGN:
        if one["id"] in by_id:
            text = json.dumps(by_id[one["id"]], sort_keys=True)
            for name, value in one.items():
                shown = {"precision": 2.5, "country": "prk" if value == "KP" else value}.get(name, value)
                shown = shown[:10] if name == "published" and "T00:00:00" in value else shown
                assert name in ("type", "spec_version") or json.dumps(shown, sort_keys=True)[1:-1] in text, (
                    name
                )


def test_the_dates_of_an_indicator_are_left_alone():
    found = read(INDICATOR)
    assert found.records == ()
    assert list_losses(found) == {"$.objects[0]": "'indicator' is not a report, an identity or a location"}
    assert str(found.summary) == "1 object: 0 read as 0 records, 0 rejected, 1 left out"


def test_the_newest_version_of_an_object_is_read():
    stamps = ("2024-03-20T08:00:00Z", "2024-03-20T08:00:00.5Z", "2024-03-19T23:00:00.999Z")
    versions = [INSTITUTE | {"modified": stamp, "name": stamp} for stamp in stamps]
    found = read(*versions, versions[1])
    assert [record.name for record in found.records] == [stamps[1]]
    assert list_losses(found) == {
        "$.objects[0]": "objects[1] is a newer version of it",
        "$.objects[2]": "objects[1] has the same id and is not older",
        "$.objects[3]": "objects[1] has the same id and is not older",
    }


def test_a_newer_version_of_a_record_of_ours_is_read():
    old = json.loads(stix.dumps(Dossier.of(USA), stamp=STAMP).text)
    new = json.loads(stix.dumps(Dossier.of(USA.replace(name="USA")), stamp=STAMP + dt.timedelta(1)).text)
    found = stix.loads(json.dumps(old | {"objects": [*new["objects"], *old["objects"]]}))
    assert found.to_dossier() == Dossier.of(USA.replace(name="USA"))


def test_objects_of_the_older_standard_are_read():
    """A bundle of STIX 2.0 says its version once."""
    old = {name: value for name, value in INSTITUTE.items() if name != "spec_version"}
    assert [one.name for one in read(old, spec_version="2.0").records] == ["Institute for Imagery"]


# -- bad bundles -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, problem",
    [
        ('{"type": "report"}', ("$", "stix-bundle")),
        ("[]", ("$", "stix-bundle")),
        ('{"objects": []}', ("$", "stix-bundle")),
        ('{"type": "bundle", "objects": {}}', ("$", "stix-bundle")),
        ('{"type": "bundle", "objects": [', ("$.objects[0]", "json-truncated")),
    ],
)
def test_what_is_no_bundle_is_a_problem(text, problem):
    found = stix.loads(text)
    assert (list_problems(found), found.records) == ([problem], ())


def test_a_bundle_may_be_empty():
    found = stix.loads('{"type": "bundle", "id": "bundle--1"}')
    assert (found.records, found.problems, found.losses) == ((), (), ())


@pytest.mark.parametrize(
    "one, path, code",
    [
        (5, "", "stix-object"),
        ({"type": "report"}, ".id", "stix-object"),
        (REPORT | {"id": "report--1"}, ".id", "stix-object"),
        (REPORT | {"id": REPORT["id"].upper()}, ".id", "stix-object"),
        (REPORT | {"type": "identity"}, ".id", "stix-object"),
        (REPORT | {"type": ["report"]}, ".id", "stix-object"),
        (REPORT | {"spec_version": "3.0"}, ".spec_version", "stix-version"),
        (REPORT | {"spec_version": []}, ".spec_version", "stix-version"),
        (REPORT | {"published": "2024-03-14"}, ".published", "stix-time"),
        (REPORT | {"published": "2024-03-14T09:00:00+09:00"}, ".published", "stix-time"),
        (REPORT | {"published": {"edtf": "2024-03-14"}}, ".published", "stix-time"),
        (REPORT | {"published": "2024-02-30T09:00:00Z"}, ".published", "edtf-impossible-day"),
        (REPORT | {"published": None}, ".published", "stix-time"),
        (REPORT | {"name": ""}, ".name", "text-empty"),
        (REPORT | {"name": 5}, ".name", "field-type"),
        (REPORT | {"lang": "English!"}, ".lang", "language-syntax"),
        (REPORT | {"external_references": [{"url": 5}]}, ".external_references", "field-type"),
        (INSTITUTE | {"name": "a\nb"}, ".name", "text-control"),
        (INSTITUTE | {"name": None}, ".name", "field-required"),
        (SOHAE | {"latitude": 100}, ".latitude", "number-range"),
        (SOHAE | {"latitude": "39"}, ".latitude", "field-type"),
        (SOHAE | {"precision": -1}, ".precision", "number-range"),
        (
            {name: value for name, value in SOHAE.items() if name != "longitude"},
            ".longitude",
            "place-half-point",
        ),
        ({name: value for name, value in INSTITUTE.items() if name != "name"}, ".name", "field-required"),
        (build_object("location", 1), ".name", "field-type"),
    ],
    ids=repr,
)
def test_a_bad_object_between_two_good_ones_is_a_problem_with_its_place(one, path, code):
    found = read(ANALYST, one, NAMELESS)
    assert list_problems(found) == [(f"$.objects[1]{path}", code)]
    assert [record.id for record in found.records] == [ANALYST["id"], NAMELESS["id"]]
    assert found.summary.rejected == 1


@pytest.mark.parametrize(
    "value", [[], {}, 5, None, "x" * 500, 10**400, 1e308, True, [[[]]]], ids=lambda v: repr(v)[:20]
)
@pytest.mark.parametrize("name", sorted({name for one in FOREIGN for name in one}))
def test_no_value_of_a_property_raises_anything_but_problems(name, value):
    found = read(*(one | {name: value} for one in FOREIGN))
    assert all(problem.path.startswith("$") for problem in found.problems)
    read(*(one | {"extensions": {OWN_EXTENSION: {"lines": [value], name: value}}} for one in FOREIGN))


def test_all_problems_are_found_at_once():
    text = build_bundle(REPORT | {"name": ""}, 7, SOHAE | {"latitude": 91}).replace(
        '"objects"', '"x": NaN, "objects"'
    )
    assert {code for _, code in list_problems(stix.loads(text))} == {
        "json-number",
        "text-empty",
        "stix-object",
        "number-range",
    }


def test_all_problems_of_one_object_are_found_at_once():
    found = read(REPORT | {"name": "", "published": "yesterday", "lang": 5})
    assert set(list_problems(found)) == {
        ("$.objects[0].name", "text-empty"),
        ("$.objects[0].published", "stix-time"),
        ("$.objects[0].lang", "field-type"),
    }
    assert found.records == ()


def test_an_object_that_contradicts_itself_is_not_read():
    text = build_bundle(ANALYST, SOHAE).replace('"region"', '"name": "Tongchang-ri", "region"')
    found = stix.loads(text)
    assert list_problems(found) == [("$.objects[1].name", "json-duplicate-key")]
    assert [record.id for record in found.records] == [ANALYST["id"]]


def test_limits_are_kept():
    text = build_bundle(INSTITUTE | {"x": json.loads("[" * 70 + "]" * 70)})
    assert {problem.code for problem in stix.loads(text).problems} == {"json-nesting"}
    with pytest.raises(FileError) as caught:
        stix.loads(text, limits=Limits(bytes=10)).require_all()
    assert caught.value.problems[0].code == "file-too-large"
    many = stix.loads(build_bundle(*range(50)), limits=Limits(problems=5)).problems
    assert [problem.code for problem in many] == ["stix-object"] * 5 + ["problems-many"]


@pytest.mark.parametrize("depth", range(57, 66))
def test_what_is_kept_of_a_report_fits_into_every_file(depth):
    """What is nested too deep for a JSON file is a problem of the report, not of the dossier that is saved."""
    found = read({**REPORT, "x_deep": json.loads("[" * depth + "]" * depth)})
    if depth > 60:
        assert {problem.code for problem in found.problems} == {"json-nesting"}
        return
    dossier = found.to_dossier()
    assert loads_json(dumps_json(dossier)) == dossier
    assert stix.loads(stix.dumps(dossier).text).to_dossier() == dossier


def test_a_record_that_fits_into_a_file_fits_into_a_bundle():
    """An extension lies deeper than a collection."""
    deep = "[" * 61 + "]" * 61
    dossier = loads_json(
        '{"format":"korea-events","version":1,"actors":[{"id":"a","name":"A","kind":"state","x":'
        + deep
        + "}]}"
    )
    found = stix.loads(stix.dumps(dossier).text)
    assert found.to_dossier() == dossier


@given(st.data())
def test_any_object_with_any_value_is_read_or_a_problem(data):
    one = data.draw(st.sampled_from(FOREIGN))
    name = data.draw(st.sampled_from(sorted(one)))
    value = data.draw(st.sampled_from([2, "", [], {}, "2024-13-01T00:00:00Z", "identity", "\u202e", -0.0]))
    found = read(one | {name: value}, SOHAE)
    assert found.summary.rows == 2
    assert len(found.records) + found.summary.rejected + found.summary.left_out == 2


def test_references_between_objects_are_checked():
    bundle = json.loads(stix.dumps(Dossier.of(USA, DRILL.replace(participations=["usa"]))).text)
    bundle["objects"] = [one for one in bundle["objects"] if one.get("name") != "United States"]
    with pytest.raises(FileError) as caught:
        stix.loads(json.dumps(bundle)).to_dossier()
    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == ("$.objects[2].participations[0].actor", "reference-dangling")
