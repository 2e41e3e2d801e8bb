"""Table maps: what is wrong with one is said all at once, with the path of its key."""

from __future__ import annotations

import copy
import pickle

import pytest

from korea_events.codecs import csv
from korea_events.codecs.csv import TableMap
from korea_events.errors import FileError, QuestionError
from korea_events.testing.laws import only_our_errors

HEAD = 'name = "Theirs"\nmade_for = "1"\n'
EVENT = '[[records]]\ntype = "activity"\nid = "{n:id}"\nname = "{what}"\n'


def problems_of(text):
    with pytest.raises(FileError) as refused:
        TableMap.loads(text)
    return [(problem.path, problem.code) for problem in refused.value.problems]


def messages_of(text):
    with pytest.raises(FileError) as refused:
        TableMap.loads(text)
    return "\n".join(map(str, refused.value.problems))


@pytest.mark.parametrize(
    "text, path, code",
    [
        (HEAD, "$.records", "map-key"),
        (EVENT, "$.name", "map-key"),
        (HEAD + "day_format = '%Y'\n" + EVENT, "$.day_format", "map-key"),
        (HEAD + "day_formats = '%Y'\n" + EVENT, "$.day_formats", "map-value"),
        (HEAD + "unknown = [-9]\n" + EVENT, "$.unknown[0]", "map-value"),
        (HEAD + "codes = { kind = { a = 1 } }\n" + EVENT, "$.codes.kind.a", "map-value"),
        (HEAD + "day_formats = ['%d %b']\n" + EVENT, "$", "csv-day-format"),
        (HEAD + "zone = 'KST'\n" + EVENT, "$", "zone-unknown"),
        (HEAD + "delimiter = '||'\n" + EVENT, "$", "csv-delimiter"),
        (HEAD + "base_year = " + "9" * 5_000 + EVENT, "$", "map-toml"),
        (HEAD + "columns = { other = { split = ';' } }\n" + EVENT, "$.columns", "map-column"),
        (HEAD + "columns = { n = { spilt = ';' } }\n" + EVENT, "$.columns.n.spilt", "map-key"),
        (HEAD + "optional = ['other']\n" + EVENT, "$.optional", "map-column"),
        (HEAD + "header = ['n', 'what', 'other']\n" + EVENT, "$.header", "map-column"),
        (HEAD + EVENT.replace("activity", "activty"), "$.records[0].type", "map-value"),
        (HEAD + EVENT.replace("name", "nam"), "$.records[0].nam", "map-field"),
        (HEAD + EVENT.replace("{what}", "{what"), "$.records[0].name", "map-template"),
        (HEAD + EVENT.replace("{what}", "what}"), "$.records[0].name", "map-template"),
        (HEAD + EVENT.replace("{what}", "{ }"), "$.records[0].name", "map-template"),
        (HEAD + EVENT.replace("{what}", "{what:nowhere}"), "$.records[0].name", "map-template"),
        (HEAD + EVENT + "kinds = ['hostile_fir']\n", "$.records[0].kinds[0]", "map-value"),
        (HEAD + EVENT + "coding = 'me'\n", "$.records[0].coding", "map-value"),
        (HEAD + EVENT + "span = { dya = '{day}' }\n", "$.records[0].span.dya", "map-key"),
        (HEAD + EVENT + "span = { day = 5.5, time = { a = 1 } }\n", "$.records[0].span.time", "map-value"),
        (HEAD + EVENT + "measures = { what = 'other', quantity = { value = 1 } }\n",
         "$.records[0].measures[0].quantity", "map-value"),
        (HEAD + EVENT + "only_if = ['n']\n", "$.records[0].only_if", "map-value"),
        (HEAD + EVENT + "extra = 'x'\n", "$.records[0].extra", "map-field"),
        ("name = ", "$", "map-toml"),
        ("name = 1\nname = 2", "$", "map-toml"),
        ("a = " + "[" * 5_000, "$", "map-toml"),
        (b"name = '\xff'", "$", "text-not-utf8"),
        ("#" * 70_000, "$", "file-too-large"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_map(text, path, code):
    assert (path, code) in problems_of(text)


def test_all_of_it_at_once_and_with_the_name_that_is_meant():
    said = messages_of(
        "nane = 'x'\n" + EVENT.replace("activity", "weapon_evnt") + "[columns]\nwhta = { split = ',' }\n"
    )
    for part in ("did you mean 'name'", "did you mean 'weapon_event'", "made_for", "'whta'"):
        assert part in said


def test_a_syntax_error_says_where():
    assert "line 2" in messages_of("name = 'x'\nmade_for = \n")


@pytest.mark.parametrize("source", ["nowhere", "theirs.csv", 7, None])
def test_what_is_no_map_is_refused(source):
    with pytest.raises(QuestionError) as refused:
        TableMap.load(source)
    assert [problem.code for problem in refused.value.problems] == ["map-unknown"]


def test_a_map_can_be_copied_and_sent_to_another_process():
    cns = TableMap.load("cns")
    for other in (copy.deepcopy(cns), pickle.loads(pickle.dumps(cns))):
        assert other == cns
        assert hash(other) == hash(cns)
    assert cns != TableMap.load("acled")


def test_a_map_is_read_from_a_file(tmp_path):
    path = tmp_path / "theirs.toml"
    path.write_text(HEAD + EVENT, "utf-8")
    assert TableMap.load(path) == TableMap.load(str(path))
    found = csv.loads("n,what\n1,a test\n", table_map=path)
    assert [(record.id, record.name) for record in found.records] == [("1", "a test")]
    with pytest.raises(FileError, match="no such file"):
        TableMap.load(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    "option", [{"columns": {}}, {"new_ids": "x"}, {"day_format": "%Y"}, {"base_year": 1950}]
)
def test_options_that_a_map_decides_are_refused_beside_it(option):
    with pytest.raises(QuestionError) as refused:
        csv.loads("n,what\n", table_map="cns", **option)
    assert [problem.code for problem in refused.value.problems] == ["map-options"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + EVENT * 500,
        HEAD + EVENT.replace("{what}", "{a}" * 5_000),
        HEAD + EVENT.replace("{what}", "{" * 20_000),
        HEAD + EVENT.replace("{what}", "{a:" + "b:" * 20_000),
        HEAD + "codes = {" + ",".join(f"c{n} = {{}}" for n in range(3_000)) + "}\n" + EVENT,
        ".".join("a" * 5_000) + " = 1",
    ],
)
def test_hostile_maps_end_with_our_errors(text):
    only_our_errors(TableMap.loads, text)
