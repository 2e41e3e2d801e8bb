"""What all answers have in common: they are sequences, show themselves, become plain values and can be pickled."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

import attrs
import pytest

import korea_events as ke
from korea_events import Span, analysis
from korea_events.analysis import Answer

TROOPS = [ke.Measure(what="troops", quantity="at least 19,000")]
FS24 = ke.Exercise(
    id="fs-24",
    name="Freedom Shield 24",
    series="fs",
    span=Span.of("2024-03-04", "2024-03-14"),
    measures=TROOPS,
)
TANKS = ke.Exercise(
    id="tanks", name="전차병 경기", span=Span.bounded(latest_end="2024-03-14"), measures=TROOPS
)
LATER = ke.Exercise(id="later", name="artillery", span=Span.on("2024-04-01"), measures=TROOPS)
CALLED_OFF = ke.Exercise(
    id="off", name="Key Resolve", status="cancelled", plans=[ke.Plan(span=Span.on("2024-03-05"))]
)
UNDATED = ke.Exercise(id="undated", name="an exercise")
DOSSIER = ke.Dossier.of(ke.ExerciseSeries(id="fs", name="Freedom Shield"), FS24, TANKS, LATER, CALLED_OFF)
RESPONSES = [
    ke.Link(id=f"to-{target}", kind="in_response_to", source="tanks", target=target)
    for target in ("fs-24", "off")
]
ASKED = {
    "find_overlaps": lambda: ke.find_overlaps(DOSSIER),
    "derive_overlaps": lambda: ke.derive_overlaps(DOSSIER),
    "concurrency": lambda: ke.concurrency(DOSSIER),
    "busiest": lambda: ke.busiest(DOSSIER),
    "gaps": lambda: ke.gaps([FS24, LATER, CALLED_OFF]),
    "under_way": lambda: ke.under_way(DOSSIER, "2024-03-05"),
    "common": lambda: ke.common([FS24, TANKS, UNDATED]),
    "nearest": lambda: ke.nearest(Span.on("2024-03-20"), DOSSIER),
    "nearest_pairs": lambda: ke.nearest([FS24], DOSSIER),
    "count_by": lambda: ke.count_by(DOSSIER, "month"),
    "response_times": lambda: ke.response_times(ke.Dossier.of(*DOSSIER.records(), *RESPONSES)),
    "total": lambda: ke.total(DOSSIER, "troops", "month"),
    "windows": lambda: ke.windows(DOSSIER, [FS24]),
    "compare_editions": lambda: ke.compare_editions(DOSSIER, "fs"),
}
every = pytest.mark.parametrize("name", ASKED)


def test_each_class_of_answers_is_asked():
    classes = {
        value
        for value in (getattr(analysis, name) for name in analysis.__all__)
        if isinstance(value, type) and issubclass(value, Answer) and value is not Answer
    }
    assert {type(ask()) for ask in ASKED.values()} == classes


@every
def test_an_answer_is_a_sequence_of_its_rows(name):
    found = ASKED[name]()
    rows = list(found)
    assert len(found) == len(rows) > 0
    assert [found[index] for index in range(len(rows))] == rows
    assert found[-1] == rows[-1]
    assert tuple(found[:1]) == tuple(rows[:1])
    assert tuple(found[::-1]) == tuple(rows[::-1])
    assert list(reversed(found)) == rows[::-1]
    assert rows[0] in found
    assert found.index(rows[-1]) == rows.index(rows[-1])
    with pytest.raises(IndexError):
        found[len(rows)]


@every
def test_what_took_no_part_is_listed(name):
    if name == "compare_editions":
        assert ASKED[name]().skipped == ()
    else:
        expected = (UNDATED, "no_date") if name == "common" else (CALLED_OFF, "cancelled")
        assert [(one.item, one.reason.value) for one in ASKED[name]().skipped] == [expected]


@pytest.mark.parametrize("ask", [ke.coverage, ke.longest_gap])
def test_a_number_of_days_knows_what_took_no_part(ask):
    assert [one.item for one in ask(DOSSIER).skipped] == [CALLED_OFF]
    assert pickle.loads(pickle.dumps(ask(DOSSIER))) == ask(DOSSIER)


@every
def test_answers_pickle_and_copy(name):
    found = ASKED[name]()
    for same in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert same == found
        assert hash(same) == hash(found)
        assert list(same) == list(found)


def test_a_function_that_hears_of_progress_is_not_pickled():
    found = ke.find_overlaps(DOSSIER, progress=lambda done, total: None)
    assert pickle.loads(pickle.dumps(found)) == found


@every
def test_plain_values_stand_under_the_names_of_the_columns(name):
    found = ASKED[name]()
    columns = found.list_columns()
    assert set(columns.values()) <= {str, int, float, bool, dt.date}
    rows = list(found.as_data())
    assert len(rows) == len(found)
    for row in rows:
        assert list(row) == list(columns)
        for column, value in row.items():
            kinds = (int, float) if columns[column] is float else columns[column]
            assert value is None or isinstance(value, kinds)


@every
def test_text_and_html_have_a_line_for_each_row_and_name_what_was_skipped(name):
    found = ASKED[name]()
    lines = str(found).splitlines()
    why = "without any date" if name == "common" else "cancelled"
    skipped = [f"skipped: 1 {why}"] * bool(found.skipped)
    assert len(lines) == 1 + len(found) + len(skipped)
    assert lines[1 + len(found) :] == skipped
    assert found._repr_html_().count("<tr>") == 1 + len(found)
    assert (f"1 {why}" in found._repr_html_()) is bool(skipped)


def test_items_are_shown_by_name_and_known_by_id():
    [pair] = ke.find_overlaps([FS24, TANKS])
    assert (
        str(ke.find_overlaps([FS24, TANKS]))
        .splitlines()[1]
        .startswith("전차병 경기  Freedom Shield 24  possible")
    )
    row = next(ke.find_overlaps([FS24, TANKS]).as_data())
    assert (row["first"], row["first_name"], row["shared_most"]) == ("tanks", "전차병 경기", pair.shared.most)


def test_long_answers_are_cut_and_say_so():
    found = ke.under_way([Span.on("2024-03-04")] * 105, "2024-03-04")
    assert str(found).splitlines()[-1] == "… and 5 more"
    assert "… and 5 more" in found._repr_html_()


def test_answers_with_different_rows_differ():
    assert ke.find_overlaps([FS24, TANKS]) != ke.find_overlaps([FS24, TANKS], at_least="certain")
    assert attrs.evolve(ke.gaps(DOSSIER), skipped=()) != ke.gaps(DOSSIER)
