"""The shipped launches are what their tables say: nothing is lost between a row and its claims."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

import korea_events as ke
from korea_events.evidence import find_evidence_problems
from sources.build_launches import LaunchBuilder
from sources.builder import FOLDER, Builder, read_table, split_cell
from tests.architecture.package import SOURCES

PATHS = sorted((FOLDER / "launches").glob("*.csv"))


@cache
def list_rows():
    return [row for path in PATHS for row in read_table(path)]


@cache
def group_claims():
    """The claims of each row."""
    claims = {}
    for claim in ke.reference.launches().event_claims:
        row, _, attribute = claim.id.rpartition(".")
        claims.setdefault(row, {})[attribute] = claim
    return claims


def test_the_shipped_file_is_what_the_tables_make():
    built = ke.dumps(LaunchBuilder().build())
    assert built.encode() == (SOURCES / "reference" / "data" / "launches.json").read_bytes(), (
        "run dev.py write"
    )


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_file_has_the_launches_of_its_year(path):
    assert {row["event_id"].removeprefix("launch-")[:4] for row in read_table(path)} == {path.stem}


def test_every_row_has_a_name_of_its_own_and_an_address():
    assert [
        name for name, times in Counter(row["claim_id"] for row in list_rows()).items() if times > 1
    ] == []
    assert [
        row["claim_id"] for row in list_rows() if not row["source"].startswith(("http://", "https://"))
    ] == []


def test_every_label_of_a_claimant_is_a_known_actor():
    known = LaunchBuilder().actors.keys() | {"press", "unattributed", "rok-and-japan"}
    assert {row["claimant"] for row in list_rows()} - known == set()


COLUMNS = {
    "flight_distance": "range", "apogee": "apogee", "identity": "system", "launch_site": "site",
    "impact_area": "impact", "outcome": "outcome",
}  # fmt: skip


def test_every_word_of_a_row_is_the_word_of_a_claim():
    for row in list_rows():
        claims = group_claims().get(row["claim_id"].replace("#", "."), {})
        if "occurrence" in claims:
            assert row["count_low"] == "0"
            continue
        for attribute, column in COLUMNS.items():
            words = row[f"{column}_as_stated"]
            assert (attribute in claims) == bool(words), row["claim_id"]
            if words:
                value = claims[attribute].value
                assert words == (value.text if isinstance(value, ke.Term) else value.words)


@pytest.mark.parametrize(
    "attribute, column", [("count", "count"), ("flight_distance", "range_km"), ("apogee", "apogee_km")]
)
def test_every_figure_of_a_row_is_that_of_its_claim(attribute, column):
    """The bounds of a row, read without the library, are the figures of the claim."""
    found = 0
    for row in list_rows():
        claim = group_claims().get(row["claim_id"].replace("#", "."), {}).get(attribute)
        if claim is None:
            continue
        low, high = row[f"{column}_low"], row[f"{column}_high"]
        value = claim.value
        numbers = {value.value} if value.low is None else {value.low, value.high}
        assert not (low or high) or {float(each) for each in (low, high) if each} == numbers, row["claim_id"]
        found += bool(low or high)
    assert found > 100


def test_claims_of_a_row_are_those_of_its_claimant_in_its_document():
    launches = ke.reference.launches()
    for row in list_rows():
        for claim in group_claims().get(row["claim_id"].replace("#", "."), {}).values():
            (citation,) = claim.citations
            assert launches.documents[citation.document].url == row["source"]
            hops = [hop.actor for hop in citation.attribution]
            publisher = launches.documents[citation.document].publisher
            assert set(claim.claimants) <= {publisher, *hops}
            assert not hops or hops[-1] == claim.claimants[0]


def test_the_slips_of_sources_are_found_and_no_others():
    """Two pages print a conversion that does not hold; their words stay."""
    problems = find_evidence_problems(ke.reference.launches())
    assert [problem.code for problem in problems] == ["conversion-wrong"] * 2


@pytest.mark.parametrize("name", ke.reference.names())
def test_actors_go_by_the_names_of_the_table(name):
    """In every dossier, by hand or by script: an actor is the same in all."""
    builder = Builder()
    actors = ke.reference.get_dossier(name).actors
    assert [actor.id for actor in actors if builder.add_names(actor) != actor] == []


def test_names_are_those_of_actors_that_ship():
    """Hangul and romanisations belong to somebody, and no name to two; an item of Wikidata is one actor."""
    rows = read_table(FOLDER / "names.csv")
    shipped = {actor.id for name in ke.reference.names() for actor in ke.reference.get_dossier(name).actors}
    assert {row["id"] for row in rows} <= shipped
    for texts in (
        [row["id"] for row in rows],
        [row["wikidata"] for row in rows if row["wikidata"]],
        [name.casefold() for row in rows for name in split_cell(row["names"])],
    ):
        assert [text for text, times in Counter(texts).items() if times > 1] == []
    assert all(re.fullmatch(r"Q[1-9]\d*", row["wikidata"]) for row in rows if row["wikidata"])
