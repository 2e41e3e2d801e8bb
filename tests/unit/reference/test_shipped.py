"""The shipped dossiers as files and as functions, and the rules by which the drills were coded."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest

import korea_events as ke
from korea_events import reference
from korea_events.evidence import contradictions, find_evidence_problems
from korea_events.model import Basis, Footing, Status
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.reference import shipped

DATA = Path(shipped.__file__).parent / "data"
FILES = sorted(DATA.glob("*"))
NOT_HELD_YET = {Status.ANNOUNCED, Status.POSTPONED, Status.CANCELLED, Status.SUSPENDED}


@pytest.fixture(scope="module")
def drills():
    return reference.drills()


@pytest.fixture(params=reference.names())
def dossier(request):
    return reference.get_dossier(request.param)


# -- files and functions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_files_are_what_dumps_writes(path):
    """Byte for byte, so that a change of a file is a change of what it says."""
    assert ke.dumps(ke.loads(path.read_bytes())).encode() == path.read_bytes()


def test_every_file_has_a_name_and_every_name_a_file():
    """Nothing ships that cannot be asked for."""
    assert [path.name for path in FILES] == [f"{name}.json" for name in reference.names()]


@pytest.mark.parametrize("name", reference.names())
def test_a_dossier_is_read_once(name):
    """The function of that name gives it too, and always the same object."""
    assert reference.get_dossier(name) is reference.get_dossier(name) is getattr(reference, name)()


def test_an_unknown_name_says_which_there_are():
    """``shipped-unknown``, with the names that there are."""
    with pytest.raises(
        ke.errors.QuestionError, match="capabilities, drills, freedom_shield_24, launches, seed"
    ) as caught:
        reference.get_dossier("all")
    assert [problem.code for problem in caught.value.problems] == ["shipped-unknown"]


def test_a_version_of_the_data_is_this_one_or_an_error():
    """``shipped-version`` names what ships; asked for its own version, a dossier is the same object."""
    assert reference.drills(version=reference.VERSION) is reference.drills()
    for version in ("2024.05", "", "latest"):
        with pytest.raises(ke.errors.QuestionError, match=re.escape(reference.VERSION)) as caught:
            reference.get_dossier("seed", version=version)
        assert [problem.code for problem in caught.value.problems] == ["shipped-version"]


def test_a_citation_names_the_dossier_and_both_versions():
    """And the day, if the answer rests on what was known then; what does not ship cannot be cited."""
    text = reference.cite("launches", as_of="2024-05-01")
    for part in ("launches", reference.VERSION, ke.__version__, "2024-05-01", "CC BY 4.0"):
        assert part in text
    assert "known" not in reference.cite("launches")
    with pytest.raises(ke.errors.QuestionError):
        reference.cite("weather")


# -- both dossiers -------------------------------------------------------------------------------------------------


def test_who_is_in_both_is_the_same_in_both(drills):
    """Actors with one identifier are one record, so that the dossiers can be put together."""
    both = set(reference.seed().actors.ids) & set(drills.actors.ids)
    assert both >= {"usa", "kor", "prk", "jpn", "kcna", "kim-jong-un"}
    assert [name for name in sorted(both) if reference.seed().actors[name] != drills.actors[name]] == []


def test_nothing_idles(dossier):
    """Every actor, place, system, series and document is referred to by another record, or says what is usual."""
    for collection in (
        dossier.actors,
        dossier.places,
        dossier.weapon_systems,
        dossier.series,
        dossier.documents,
    ):
        for record in collection:
            is_norm = getattr(record, "norm", None) is not None
            assert is_norm or {other.id for other in dossier.referring_to(record.id)} - {record.id}, record.id


def test_what_is_derived_names_what_it_follows_from(dossier):
    """No derived field without a citation."""
    bare = [
        (record.id, support.fields)
        for record in dossier
        for support in record.support
        if support.basis is Basis.DERIVED and not support.citations
    ]
    assert bare == []


def test_names_are_printable_on_one_line(dossier):
    """A name of an event fits a table: in full, without the abbreviations of the trade."""
    names = [event.name for event in (*dossier.exercises, *dossier.weapon_events, *dossier.activities)]
    assert max(map(len, names)) <= 72
    assert [name for name in names if re.search(r"\b(FS|UFS|FTX|CPX|KPA)\b", name)] == []


def test_nothing_speaks_against_the_evidence(dossier):
    """No document is older than what it reports, and no rating is wrong; conversions are the documents' own."""
    assert {problem.code for problem in find_evidence_problems(dossier)} <= {"conversion-wrong"}


# -- the drills ----------------------------------------------------------------------------------------------------


def list_dated(drills):
    return [exercise for exercise in drills.exercises if exercise.when is not None]


def test_there_are_editions_of_six_decades(drills):
    """By the year in which they took place or were planned."""
    decades = Counter(str(exercise.when.possible.first)[:3] for exercise in list_dated(drills))
    assert len(list_dated(drills)) > 250
    assert sorted(decades) == ["196", "197", "198", "199", "200", "201", "202"]
    assert decades["202"] > 100
    assert decades["201"] > 80


def test_every_exercise_has_an_account_and_rests_on_one(drills):
    """Each has reports, or parts that have; and what it cites is among the documents of these."""
    for exercise in drills.exercises:
        parts = {part.id for part in drills.exercises if part.part_of == exercise.id}
        own = {report.document for report in drills.event_reports if report.event == exercise.id}
        documents = own or {report.document for report in drills.event_reports if report.event in parts}
        assert {citation.document for citation in exercise.citations} <= documents, exercise.id
        assert documents, exercise.id


def test_a_report_is_called_after_event_and_document(drills):
    """``fs-24.kbs-2024-02-28``, with a suffix where a document has two accounts of one event."""
    for report in drills.event_reports:
        stem = f"{report.event}.{report.document}"
        assert report.id == stem or report.id.startswith(f"{stem}."), report.id


def test_a_part_is_called_after_its_whole_where_it_has_no_series_name(drills):
    """The dot in an identifier stands for: a part of."""
    for exercise in drills.exercises:
        whole, dot, _ = exercise.id.rpartition(".")
        above = exercise.part_of
        if above is not None and above != whole:  # a part of a part
            above = drills.exercises[above].part_of
        assert not dot or above == whole, exercise.id


def test_no_document_reports_an_end_that_was_still_ahead_of_it(drills):
    """What was ahead is a plan: a span says nothing of days after the report, which may be dated in America."""
    for report in drills.event_reports:
        published = drills.documents[report.document].published
        if report.span is None or published is None or report.span.earliest_end is None:
            continue
        last = published.latest_end if published.zone else published.latest_end + dt.timedelta(days=1)
        assert str(report.span.earliest_end)[:10] <= str(last)[:10], report.id


def test_what_was_only_announced_has_no_span(drills):
    """Nor do exercises called off: their dates are plans, and questions about what was held leave them out."""
    for account in (*drills.exercises, *drills.event_reports):
        if account.status in NOT_HELD_YET:
            assert account.span is None, account.id


def test_no_account_has_an_open_end(drills):
    """What a document leaves out is unknown, never open."""
    texts = [str(plan.span) for account in drills.event_reports for plan in account.plans]
    texts += [str(account.span) for account in drills.event_reports if account.span is not None]
    assert len(texts) >= 500
    assert [text for text in texts if "/.." in text or "../" in text] == []


def test_the_accounts_contradict_each_other(drills):
    """All accounts are kept, right or wrong."""

    def starts(event):
        return {
            str(report.span.earliest_start)
            for report in drills.event_reports
            if report.event == event and report.span is not None and report.span.earliest_start is not None
        }

    assert starts("fs-24") == {"2024-03-03", "2024-03-04"}
    assert starts("fs-23") == {"2023-03-14"}
    assert starts("ufs-23") == {"2023-08-21", "2023-08-22"}
    assert starts("edge-24-1") == {"2024-06-26", "2024-06-27"}
    assert starts("kpa-2024-03-06") == {"2024-03-06", "2024-03-07"}
    ends = {
        str(report.when.latest_end)
        for report in drills.event_reports
        if report.event == "tri-2024-01" and report.when is not None
    }
    assert ends == {"2024-01-17", "2024-01-18"}


def test_only_accounts_of_the_same_footing_contradict(drills):
    """These exercises, as far as one can tell; a plan revised (Hoguk 25, Foal Eagle 18) is no contradiction."""
    assert sorted({contradiction.about for contradiction in contradictions(drills)}) == [
        "ccpt-2019-2", "ccpt-2020-2.p1", "dm-19-1", "edge-24-1", "fe-11", "ff-25-1", "fs-23", "fs-24", "fs-25", "im-24",
        "im-25", "js-25", "kpa-2024-03-06", "kr-11", "kr-13", "mt-17", "mt-18", "rsoi-97", "sy-16", "tmw-2016-11",
        "tri-2024-01", "ts-86", "ufg-16", "ufs-23", "vs-22",
    ]  # fmt: skip


def test_contradictions_name_both_accounts(drills):
    """The days that two documents give for one end stand side by side: nothing is averaged away."""
    found = {str(each) for each in contradictions(drills) if each.about == "mt-18"}
    assert any("2018-05-11" in text and "2018-05-14" in text for text in found)
    assert str(drills.exercises["mt-18"].when.earliest_start) == "2018-05-11"
    assert str(drills.exercises["mt-18"].when.latest_start) == "2018-05-14"


def test_an_exercise_claims_no_day_that_all_its_accounts_deny(drills):
    """Each day on which an exercise certainly was is possible by the account of at least one document."""
    for exercise in list_dated(drills):
        certain = exercise.when.certain
        if certain is None:
            continue
        accounts = [
            account
            for report in drills.event_reports
            if report.event == exercise.id
            for account in (report.span, *(plan.span for plan in report.plans))
            if account is not None
        ]
        assert any(
            ke.relate(ke.Span.of(certain.first, certain.last), account, grain="day").verdict(ke.SHARES_TIME)
            is not ke.Verdict.IMPOSSIBLE
            for account in accounts
        ), exercise.id


def test_a_web_page_is_one_document(drills):
    """No address twice; only dispatches known from a reprint have none."""
    addresses = [document.url or document.archived_url for document in drills.documents]
    known = [address for address in addresses if address is not None]
    assert len(known) == len(set(known))
    for document in drills.documents:
        if document.url is None and document.archived_url is None:
            assert any(other.copy_of == document.id for other in drills.documents), document.id


def test_the_drills_offer_every_sort_of_answer(drills):
    """Certain and possible, held and announced, parts left out, and two that were put off or broken off."""
    overlaps = ke.find_overlaps(drills.exercises)
    found = {(str(pair.verdict), pair.footing) for pair in overlaps}
    assert found == {
        (verdict, footing)
        for verdict in ("certain", "possible")
        for footing in (Footing.HELD, Footing.BEGUN, Footing.ANNOUNCED)
    }
    reasons = {skipped.reason.value for skipped in overlaps.skipped}
    assert reasons == {"postponed", "suspended", "cancelled", "no_date"}
    pairs = {frozenset((pair.first.id, pair.second.id)) for pair in overlaps}
    with_parts = {
        frozenset((pair.first.id, pair.second.id))
        for pair in ke.find_overlaps(drills.exercises, with_parts=True)
    }
    assert with_parts - pairs >= {
        frozenset(pair)
        for pair in [
            ("fs-23", "sy-23"),
            ("ufs-23", "ufs-23.ulchi"),
            ("ufs-24", "ufs-24.air"),
            ("ufs-24", "sy-24"),
        ]
    }
    for one, other in with_parts - pairs:
        assert drills.exercises[one].part_of or drills.exercises[other].part_of


def test_parts_may_outlast_their_wholes(drills):
    """Ssangyong ended after the exercise whose part it was called, in both years, and others start before theirs."""
    outlasting = {
        part.id: part.part_of
        for part in list_dated(drills)
        if part.part_of is not None
        and (whole := drills.exercises[part.part_of]).when is not None
        and part.when.earliest_end is not None
        and part.when.earliest_end > whole.when.latest_end
    }
    assert outlasting == {"sy-23": "fs-23", "sy-24": "ufs-24", "ufs-25.ftx": "ufs-25"}
    whole, part = drills.exercises["fe-15"], drills.exercises["fe-15.navy"]
    assert part.when.latest_start < whole.when.earliest_start


def test_lengths_that_count_agree_with_the_dates(drills):
    """Of the accounts with both, each length whose counting is said is the length of its dates."""
    counted = [
        account
        for account in (*drills.exercises, *drills.event_reports)
        if account.length is not None and account.length.days is not None
    ]
    assert len(counted) >= 10
    for account in counted:
        least, most = account.length.days
        length = account.when.length
        if length.most is not None:
            assert least <= length.least <= length.most <= most, account.id


def test_words_of_documents_are_a_few_words(drills):
    """What is kept of a document's wording is a phrase, never a sentence."""
    phrases = [report.words for report in drills.event_reports if report.words is not None]
    assert len(phrases) >= 450
    assert [phrase for phrase in phrases if len(phrase.split()) > 14] == []


# -- on a map ------------------------------------------------------------------------------------------------------


def test_every_dossier_shows_on_a_map(dossier):
    """Each event at a place with coordinates is a feature; each other event is listed as left out."""
    text, losses = ke.codecs.geojson.dumps(dossier)
    features = json.loads(text)["features"]
    assert features
    shown = {feature["properties"]["event"] for feature in features}
    lost = {loss.path for loss in losses}
    for collection in EVENT_COLLECTIONS:
        for index, event in enumerate(getattr(dossier, collection)):
            assert (event.id in shown) != (f"$.{collection}[{index}]" in lost), event.id


def test_every_place_has_a_point_of_ours_and_a_fact(dossier):
    """Approximate coordinates with a radius that says so, in the region, and what the place is known for."""
    for place in dossier.places:
        assert place.note, place.id
        assert place.radius_km >= 5, place.id
        if place.id not in ("ukraine", "hawaii"):
            assert 26 < place.latitude < 43, place.id
            assert 120 < place.longitude < 160, place.id
