"""The shipped dossiers are what their tables say: nothing is lost between a row and its records."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from urllib.parse import urlsplit

import pytest

import korea_events as ke
from korea_events.codecs.csv.mapped_rows import make_id
from korea_events.evidence import find_evidence_problems
from sources.build_capabilities import CapabilityBuilder
from sources.build_drills import DrillBuilder
from sources.build_launches import LaunchBuilder
from sources.builder import FOLDER, NO_CLAIMANT, Builder, read_quantity, read_table, read_tables, split_cell
from tests.architecture.package import SOURCES

PATHS = sorted((FOLDER / "launches").glob("*.csv"))


@cache
def list_rows():
    return read_tables("launches")


@cache
def group_claims():
    """The claims of each row."""
    claims = {}
    for claim in ke.reference.launches().event_claims:
        row, _, attribute = claim.id.rpartition(".")
        claims.setdefault(row, {})[attribute] = claim
    return claims


@pytest.mark.parametrize(
    "name, builder",
    [("drills", DrillBuilder), ("launches", LaunchBuilder), ("capabilities", CapabilityBuilder)],
    ids=lambda one: str(one),
)
def test_the_shipped_file_is_what_the_tables_make(name, builder):
    built = ke.dumps(builder().build())
    assert built.encode() == (SOURCES / "reference" / "data" / f"{name}.json").read_bytes(), (
        "run dev.py write"
    )


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_file_has_the_launches_of_its_year(path):
    assert {row["event_id"].removeprefix("launch-")[:4] for row in read_table(path)} == {path.stem}


@pytest.mark.parametrize("folder", ["drills", "launches"])
def test_every_row_has_a_name_of_its_own_and_an_address(folder):
    rows = read_tables(folder)
    assert [name for name, times in Counter(row["claim_id"] for row in rows).items() if times > 1] == []
    assert [row["claim_id"] for row in rows if not row["source"].startswith(("http://", "https://"))] == []


def test_every_label_of_a_claimant_is_a_known_actor():
    known = LaunchBuilder().actors.keys() | {"press", "unattributed", "rok-and-japan"}
    assert {row["claimant"] for row in list_rows()} - known == set()


def test_one_site_has_one_publisher():
    """Two labels of one outlet are grouped; of a broadcaster, services in several languages are parts of it."""
    publishers: dict[str, set[str]] = {}
    for dossier in (ke.reference.launches(), ke.reference.capabilities()):
        for document in dossier.documents:
            assert document.url is not None
            assert document.publisher is not None
            publisher = dossier.actors[document.publisher]
            host = re.sub(r"^(www|m|en)\.", "", urlsplit(document.url).netloc)
            publishers.setdefault(host, set()).add(
                "kbs-world" if publisher.part_of == "kbs-world" else publisher.id
            )
    assert {host: names for host, names in publishers.items() if len(names) > 1} == {}


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


def test_every_count_of_a_row_is_a_claim():
    """Unless it is one missile of a salvo: "second of three" counts no event."""
    one_of = re.compile(r"(one|first|second|third) of (at least )?\w+")
    left_out = set()
    for row in list_rows():
        claim = group_claims().get(row["claim_id"].replace("#", "."), {}).get("count")
        if row["count_as_stated"] and row["count_low"] != "0":
            assert (claim is None) == (
                row["count_high"] == "1" and one_of.fullmatch(row["count_as_stated"]) is not None
            )
            left_out |= {row["claim_id"]} if claim is None else set()
            assert claim is None or claim.value.words == row["count_as_stated"]
    assert len(left_out) == 13


@pytest.mark.parametrize(
    "words, qualifier",
    [
        ("約500キロ", "about"),
        ("sekitar 500 km", "about"),
        ("some 310 miles (500 km)", "about"),
        ("maximum around 500 km", "about"),
        ("possible altitude of 500 km", "about"),
        ("500 km; about 100 shells", None),
        ("maximum 500 km", None),
        ("somewhere 500 km away", None),
    ],
)
def test_words_before_a_figure_make_it_loose(words, qualifier):
    """In the languages of the pages; words about another figure do not."""
    assert read_quantity(words, "500", "500", "km").qualifier == qualifier


def test_a_figure_in_miles_alone_is_kept_in_miles():
    """Its row has no bounds in kilometres, and nothing is converted."""
    found = read_quantity("about 372 miles", "", "", "km")
    assert (found.value, found.unit, found.qualifier) == (372, "mi", "about")
    for row in list_rows():
        for column, attribute in (("range", "flight_distance"), ("apogee", "apogee")):
            words = row[f"{column}_as_stated"]
            if re.fullmatch(r"(about |roughly |some )?[\d,]+ miles", words):
                value = group_claims()[row["claim_id"].replace("#", ".")][attribute].value
                assert (str(value.unit), value.value) == ("mi", int(re.sub(r"\D", "", words)))


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


# -- capabilities --------------------------------------------------------------------------------------------------

CAPABILITIES = read_table(FOLDER / "capabilities.csv")


@pytest.mark.parametrize("row", CAPABILITIES, ids=lambda row: row["claim_id"])
def test_every_row_of_the_capabilities_is_a_claim(row):
    """Its subject, words, claimants and page, and its figures read without the library: all are in the claim."""
    dossier = ke.reference.capabilities()
    claim = dossier[row["claim_id"]]
    subject = claim.event if row["event"] else claim.system
    assert (subject, claim.attribute, str(claim.stance)) == (
        row["event"] or row["system"],
        row["attribute"],
        row["stance"],
    )
    assert claim.disputes == tuple(row["disputes"].split())
    assert (str(claim.at) if claim.at else "") == row["at"]
    value = claim.value
    words = {value.words} if isinstance(value, ke.Quantity) else {getattr(value, "text", None)}
    words |= {citation.quote.exact for citation in claim.citations if citation.quote is not None}
    assert row["words"] in words
    if row["unit"] and row["term"] != "-":
        numbers = {value.value} if value.low is None else {value.low, value.high}
        assert {float(each) for each in (row["low"], row["high"]) if each} == numbers
        assert str(value.unit) == row["unit"]
        exact = row["low"] == row["high"] or (row["low"] and row["high"])
        bounded = value.qualifier in ("at_least", "at_most", "more_than", "less_than", "nearly")
        assert bool(exact) != bounded
    else:
        assert row["low"] == row["high"] == ""
    corrected = value.corrected if isinstance(value, ke.Quantity) else None
    assert ("" if corrected is None else corrected.words) == row["corrected"]
    assert (getattr(value, "scope", None) or "") == row["scope"]
    replaced = [
        link.target for link in dossier.links if link.source == claim.id and link.kind == "supersedes"
    ]
    assert replaced == [row["supersedes"]] * bool(row["supersedes"])
    assert bool(claim.support) == ("inferred" in row["confidence"])
    assert {dossier.documents[citation.document].url for citation in claim.citations} == {row["source"]}
    for citation in claim.citations:
        agencies = [hop.actor for hop in citation.attribution][: len(split_cell(row["agency"]))]
        assert agencies == [make_label_id(label) for label in split_cell(row["agency"])]
    labels = Builder().actors
    for actor, label in zip(claim.claimants, split_cell(row["claimant"]), strict=True):
        if label not in NO_CLAIMANT and not label.startswith("analysts of "):
            assert actor == labels[label]["id"]


def make_label_id(label):
    row = Builder().actors.get(label)
    return make_id(label) if row is None else row["id"]


def test_the_capabilities_have_each_row_once():
    dossier = ke.reference.capabilities()
    claims = [claim.id for claim in (*dossier.capability_claims, *dossier.event_claims)]
    assert sorted(claims) == sorted(row["claim_id"] for row in CAPABILITIES)
    assert len(claims) == 174


def test_an_event_or_a_system_is_the_same_in_all_dossiers():
    """So that dossiers can be put together: launches, what is claimed of them, and Freedom Shield 24."""
    launches, capabilities = ke.reference.launches(), ke.reference.capabilities()
    assert all(launches.weapon_events[event.id] == event for event in capabilities.weapon_events)
    known: dict[str, object] = {}
    for dossier in (launches, capabilities, ke.reference.freedom_shield_24()):
        for system in dossier.weapon_systems:
            assert known.setdefault(system.id, system) == system
    assert len(known) > 25
    decisions = launches.merge(capabilities).decisions
    assert [one.id for one in decisions if one.verdict == "conflict"] == []


def test_every_designation_leads_to_one_system():
    """Who says KN-23 and who says 화성포-11가형 means one system, and no other goes by that name."""
    builder = Builder()
    owners: dict[str, set[str]] = {}
    for row in builder.systems.values():
        for each in split_cell(row["designations"]):
            name, _, actor = each.partition("@")
            assert not actor or actor in {"prk", "kor", "usa"}
            owners.setdefault(name.casefold(), set()).add(row["id"])
            assert row["id"] in builder.find_systems(name)
    assert [name for name, systems in owners.items() if len(systems) > 1] == []


@pytest.mark.parametrize(
    "words, systems",
    [
        ("KN24", {"hwasong-11b"}),
        ("two Hwasal-1 and two Hwasal-2", {"hwasal-1", "hwasal-2"}),
        ("Hwasong 14", {"hwasong-14"}),
        ("super-large multiple rocket launchers, 600 mm", {"kn-25"}),
        ("Haeil-2", {"haeil-2"}),
        ("Pukguksong-2", {"pukguksong-2"}),
        ("Malligyong-1-1", {"malligyong-1-1"}),
        ("short-range ballistic missiles", set()),
    ],
)
def test_systems_are_found_by_their_names_in_words(words, systems):
    assert Builder().find_systems(words) == systems


@pytest.mark.parametrize("row", read_table(FOLDER / "venues.csv"), ids=lambda row: row["event"])
def test_a_drill_is_where_a_page_of_its_own_says(row):
    """The place of every row of the venues, on the word of a page that reports the drill."""
    drills = ke.reference.drills()
    event = drills[row["event"]]
    (place,) = event.places
    assert (place.place, "" if place.role is None else place.role) == (row["place"], row["role"])
    said = event.support_for("places")
    assert said.basis == "stated"
    (document,) = {citation.document for citation in said.citations}
    assert row["source"] in (drills.documents[document].url, drills.documents[document].archived_url)
    assert document in {report.document for report in drills.event_reports if report.event == event.id}


@pytest.mark.parametrize(
    "texts, at_sea, place",
    [
        (["near Sunan", "Sunan, Pyongyang"], False, "sunan"),
        (["near Sunan", "Wonsan"], False, None),
        (["East Sea", "Sea of Japan, outside EEZ"], True, "sea-of-japan"),
        (["East Sea and West Sea"], True, None),
        (["East Sea", "Yellow Sea"], True, None),
        (["East Sea off Sinpo"], False, "sinpo"),
        (["outside EEZ", ""], True, None),
    ],
)
def test_an_event_is_at_a_place_that_nobody_contradicts(texts, at_sea, place):
    found = Builder().find_only_place(texts, at_sea=at_sea)
    assert (found and found.id) == place


def test_a_launch_has_a_system_only_if_nobody_names_another():
    """That of 24 March 2022 was a Hwasong-17 to Pyongyang and a Hwasong-15 to Seoul; doubtful names do not count."""
    events = ke.reference.launches().weapon_events
    assert events["launch-2022-03-24"].weapon_systems == ()
    assert events["launch-2022-11-03-a"].weapon_systems == ()  # "believed", "presumed", "likely"
    assert events["launch-2023-03-16"].weapon_systems == (
        "hwasong-17",
    )  # KCNA says so, the press thinks it likely
    assert events["launch-2023-11-21"].weapon_systems == ("chollima-1", "malligyong-1")


# -- what SOURCES.md says of them ----------------------------------------------------------------------------------


def test_sources_say_how_far_the_tables_go():
    """The last day of each table, and what it says of years and claimants, are those of the tables."""
    page = (FOLDER.parent / "SOURCES.md").read_text("utf-8")
    last = dict(re.findall(r"^\| `sources/(\w+).*\| (\d{4}-\d\d-\d\d) \|$", page, re.MULTILINE))
    assert last["launches"] == max(row["event_id"] for row in list_rows())[7:17]
    assert last["capabilities"] == max(row["at"] or row["event"][7:17] for row in CAPABILITIES)
    assert last["drills"] == max(row["end_latest"] or row["start_latest"] for row in read_tables("drills"))
    exercises = ke.reference.drills().events(records="exercises")
    dates = [str(event.when.possible.first) for event in exercises if event.when is not None]
    text = f"Of {len(exercises)} editions and parts, {sum(date >= '2020' for date in dates)} are of 2020 and later"
    assert f"{text} and {sum(date < '2010' for date in dates)} of before 2010" in page
    assert (
        f"{len(ke.reference.drills().events(records='exercises', actor='prk'))} are North Korea's own" in page
    )
    launches = ke.reference.launches()
    recent = [event for event in launches.weapon_events if event.id[7:11] in ("2022", "2023", "2024")]
    assert f"Of {len(launches.weapon_events)} launches, {len(recent)} are of 2022 to 2024" in page
    countries = Counter(
        launches.actors[actor].country for claim in launches.event_claims for actor in claim.claimants
    )
    assert 0.6 < (countries["kor"] + countries["jpn"]) / countries.total() < 0.7
    assert (countries["rus"], countries["chn"]) == (5, 0)


# -- the drills ----------------------------------------------------------------------------------------------------


@cache
def pair_rows():
    """Each row with its report: the reports of one document about one event are in the order of the rows."""
    drills = ke.reference.drills()
    reports = {}
    for report in drills.event_reports:
        document = drills.documents[report.document]
        reports.setdefault((report.event, document.url or document.archived_url), []).append(report)
    rows = [row for row in read_tables("drills") if row["status"] != "recurring"]
    pairs = [(row, reports[row["event_id"], row["source"]].pop(0)) for row in rows]
    return pairs, [report.id for rest in reports.values() for report in rest]


def test_every_row_is_a_report_and_every_report_a_row():
    """Two pages that only count field exercises are kept by hand, without a row."""
    pairs, rest = pair_rows()
    assert len(pairs) == len({report.id for _, report in pairs}) > 500
    assert sorted(rest) == ["fs-24.joongang-2024-03-05", "fs-24.theartistree-fs-24"]


ENDS = ["earliest_start", "latest_start", "earliest_end", "latest_end"]
COLUMNS_OF_ENDS = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
NOT_OF_THE_ROW = {"kpa-2024-03-07#199", "tri-2024-01#205", "vs-22#113"}
"""Hours of a day, a length that a coder counts, and two plans in one row; all are kept by hand."""


def test_the_days_of_a_row_are_those_of_its_report():
    """What was planned, else what happened, has exactly the bounds of the row."""
    dated = 0
    for row, report in pair_rows()[0]:
        if row["claim_id"] in NOT_OF_THE_ROW:
            continue
        given = [row[name] for name in COLUMNS_OF_ENDS]
        account = report.plans[-1].span if report.plans else report.span
        if account is None:
            assert not any(given), row["claim_id"]
            continue
        found = [str(getattr(account, name) or "") for name in ENDS]
        assert [one for one, said in zip(found, given, strict=True) if said] == list(filter(None, given)), row
        assert (found[3] == "") == (given[3] == ""), row["claim_id"]
        dated += 1
    assert dated > 450


def test_a_plan_is_a_plan():
    """What a row announces, or puts off, is nowhere a day on which something happened."""
    for row, report in pair_rows()[0]:
        if row["status"] in ("announced", "postponed", "cancelled", "suspended"):
            assert report.span is None, row["claim_id"]
        elif row["status"] == "held" and row["start_latest"]:
            assert report.span is not None, row["claim_id"]
            assert not report.plans, row["claim_id"]


def test_the_words_and_the_names_of_a_row_are_in_its_report():
    by_hand = {report.id for report in DrillBuilder().coded.event_reports}
    for row, report in pair_rows()[0]:
        assert str(report.status or "") == row["status"], row["claim_id"]
        if report.id in by_hand:
            continue
        words = [row["start_as_stated"], row["end_as_stated"]]
        assert report.words == (" … ".join(filter(None, words)) or None), row["claim_id"]
        assert (report.name or "", report.note or "") == (row["name"], row["note"])
        assert (report.length.words if report.length else "") == row["duration_as_stated"]
        assert (report.status_as_stated or "") == row["status_as_stated"]


def test_a_report_is_that_of_its_claimant_and_of_its_states():
    drills = ke.reference.drills()
    builder = DrillBuilder()
    by_hand = {report.id for report in builder.coded.event_reports}
    states = {"US": "usa", "ROK": "kor", "DPRK": "prk", "JPN": "jpn", "CHN": "chn", "RUS": "rus"}
    for row, report in pair_rows()[0]:
        if report.id in by_hand:
            continue
        named = [states.get(each, each.lower()) for each in row["participants"].split("|")]
        assert [each.actor for each in report.participations] == named
        ends = {citation.attribution[-1].actor for citation in report.citations if citation.attribution}
        said = split_cell(row["agency"])[-1:] if row["claimant"] == "press" else split_cell(row["claimant"])
        assert ends == {builder.add_actor(label) for label in said}, row["claim_id"]
        assert drills.documents[report.document].publisher == builder.add_actor(row["publisher"])


def test_what_was_inferred_is_marked():
    """A year, a date or an event that the page does not give is nowhere stated."""
    for row, report in pair_rows()[0]:
        if set(row["inferred"].split("|")) & {"year", "date", "event"} and (report.plans or report.span):
            assert {str(each.basis) for each in report.support} & {"coder_supplied", "derived"}, row[
                "claim_id"
            ]


def test_every_edition_is_an_exercise_with_its_name_series_and_whole():
    drills = ke.reference.drills()
    rows = read_table(FOLDER / "editions.csv")
    assert {row["id"] for row in rows} == set(drills.events().ids)
    for row in rows:
        event = drills[row["id"]]
        assert (event.name, event.part_of or "") == (row["name"], row["part_of"])
        if row["series"]:
            assert (event.series, event.edition) == (row["series"], row["edition"])


def test_the_dates_of_an_exercise_say_by_which_rule_they_are_found():
    """Of several accounts: the rule, what it found and the accounts behind it; else the coder says why."""
    drills = ke.reference.drills()
    rules = Counter()
    for exercise in drills.exercises:
        accounts = [each for each in drills.event_reports if each.event == exercise.id]
        if len(accounts) < 2 or exercise.when is None:
            continue
        notes = [
            each.note or ""
            for each in exercise.support
            if each.fields[0].startswith(("span", "plans")) and each.basis != "stated"
        ]
        by_rule = [
            note.split(":")[0] for note in notes if note.startswith(("majority_of_origins:", "conservative:"))
        ]
        rules.update(by_rule[:1] or ["by hand"])
    assert rules["majority_of_origins"] > 90
    assert rules["conservative"] + rules["by hand"] < 25
