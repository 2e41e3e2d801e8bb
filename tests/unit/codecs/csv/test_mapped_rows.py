"""Rows by a map: what is said is kept, what is unknown is absent, and every cell is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from korea_events.codecs import csv
from korea_events.codecs.csv import TableMap
from korea_events.codecs.csv.mapped_rows import make_digest, make_id
from korea_events.errors import FileError
from korea_events.model.fields.text_rules import ID
from korea_events.temporal import Span

EVENT = '[[records]]\ntype = "activity"\nid = "{n:id}"\nname = ["{what}", "an event"]\n'


def build(more="", top=""):
    return TableMap.loads(f'name = "Theirs"\nmade_for = "1"\n{top}\n{EVENT}{more}')


def read(text, more="", top="", **options):
    return csv.loads(text, table_map=build(more, top), **options)


def codes(found):
    return [(problem.path, problem.code) for problem in found.problems]


# -- unknown -------------------------------------------------------------------------------------------------------


@given(st.sampled_from(["", " ", "-9", "Unknown", "UNKNOWN", "xx"]))
def test_what_is_unknown_is_absent_wherever_it_stands(mark):
    found = read(
        f"n,what,day,count,who,url\n1,{mark},{mark},{mark},{mark},{mark}\n",
        "span = { day = '{day}', zone = 'UTC' }\nmeasures = { what = 'troops', quantity = '{count}' }\n"
        "participations = { actor = '{who:id}', role = 'participant' }\ncitations = { document = '{url:id}' }\n"
        "[[shared_records]]\ntype = 'actor'\nid = '{who:id}'\nname = '{who}'\nkind = 'group'\n",
        "unknown = ['-9', 'unknown', 'xx']",
    )
    assert found.problems == ()
    [event] = found.records
    assert (event.name, event.span, event.measures, event.participations, event.citations) == (
        "an event", None, (), (), (),
    )  # fmt: skip
    assert dict(found.summary.unknown) == dict.fromkeys(["what", "day", "count", "who", "url"], 1)


def test_zero_is_a_number():
    found = read("n,what,count\n1,a,0\n", "measures = { what = 'troops', quantity = '{count}' }\n")
    assert found.records[0].measures[0].quantity.value == 0


@pytest.mark.parametrize(
    "cell, fields",
    [
        ("550 km", {"value": 550, "unit": "km"}),
        ("1,000 km", {"value": 1000, "unit": "km"}),
        ("12.50", {"value": 12.5}),
        ("about 1,200 km", {"value": 1200, "unit": "km", "qualifier": "about"}),
        ("1.500 km", {}),
        ("far", {}),
        ("5 leagues", {}),
    ],
)
def test_a_figure_that_cannot_be_read_keeps_its_words_and_gets_no_number(cell, fields):
    found = read(f'n,what,count\n1,a,"{cell}"\n', "measures = { what = 'other', quantity = '{count}' }\n")
    quantity = found.records[0].measures[0].quantity
    assert quantity.words == cell
    assert {name: getattr(quantity, name) for name in fields} == fields
    assert bool(fields) == (quantity.value is not None)


# -- columns -------------------------------------------------------------------------------------------------------


def test_columns_that_the_map_does_not_know_are_refused_all_at_once():
    with pytest.raises(FileError) as refused:
        read("n,waht,n,extra\n1,a,1,b\n")
    said = [problem.message for problem in refused.value.problems]
    assert {problem.code for problem in refused.value.problems} == {"map-header"}
    assert len(said) == 4
    assert "which was made for 1; did you mean 'what'?" in said[0]
    assert [message.rsplit(" ", 2)[-2:] for message in said[2:]] == [["is", "missing"], ["there", "twice"]]


def test_columns_may_be_absent_if_the_map_says_so():
    assert read("n\n1\n", top="optional = ['what']").records[0].name == "an event"


def test_a_table_without_a_header_and_with_tabs():
    found = read("1\ta\n2\tb\n", top="header = ['n', 'what']\ndelimiter = \"\\t\"")
    assert [record.name for record in found.records] == ["a", "b"]
    assert codes(read("1\n2\ta\n", top="header = ['n', 'what']\ndelimiter = \"\\t\"")) == [
        ("$.rows[1]", "csv-ragged")
    ]
    assert codes(read("1\ta\n2\n", top="header = ['n', 'what']\ndelimiter = \"\\t\"")) == [
        ("$.rows[2]", "csv-ragged")
    ]


def test_what_nothing_is_made_of_is_listed():
    found = read(
        "n,what,a,b,c,d\n1,x,A,B,C,D\n",
        "places = '{c:places}'\n",
        "kept = ['a']\nlost = ['b']\noptional = ['d']\ncodes = { places = { '*' = '' } }\nleave_out = { d = ['z'] }",
    )
    assert found.problems == ()
    assert found.summary.kept == (("a", 1),)
    assert dict(found.summary.lost) == {"b": 1, "c": 1, "d": 1}
    assert found.records[0].extra == (("a", '"A"'),)


# -- codes ---------------------------------------------------------------------------------------------------------


def test_a_code_that_the_map_does_not_know_costs_its_row():
    found = read(
        "n,what,kind\n1,a,F\n2,b,X\n3,c,-\n",
        "kinds = '{kind:kinds}'\n",
        "codes = { kinds = { F = 'hostile_fire', '-' = '' } }",
    )
    assert codes(found) == [("$.rows[3].activity.kinds", "map-code")]
    assert [[*record.kinds] for record in found.records] == [["hostile_fire"], []]
    assert found.summary.lost == ()


def test_words_that_a_text_contains():
    found = read(
        "n,what,day\n1,the exact day is unknown,2031-07-01\n2,on the 1st,2031-07-01\n",
        "span = { day = '{day}', precision = '{what:precision}', zone = 'UTC' }\n",
        "contains = { precision = { 'Exact day' = 'month' } }",
    )
    assert [str(record.span) for record in found.records] == ["2031-07", "2031-07-01"]


# -- several values, several rows ----------------------------------------------------------------------------------


def test_a_cell_with_several_values_makes_several_records():
    found = read(
        "n,what,urls,titles\n1,a,http://a; http://b ;,A; B\n2,b,http://a,A\n3,c,http://a; http://b,A\n",
        "citations = { document = '{urls:id}' }\n"
        "[[shared_records]]\ntype = 'document'\nid = '{urls:id}'\nurl = '{urls}'\ntitle = '{titles}'\n",
        "columns = { urls = { split = ';' }, titles = { split = ';' } }",
    )
    first, second = found.records[1:3]
    assert [(one.url, one.title) for one in (first, second)] == [("http://a", "A"), ("http://b", "B")]
    assert codes(found) == [("$.rows[4]", "map-split")]


def test_values_that_do_not_pair_are_refused():
    found = read(
        "n,what,urls,titles\n1,a,x; y,A\n",
        "[[shared_records]]\ntype = 'document'\nid = '{urls:id}-{titles:id}'\n",
        "columns = { urls = { split = ';' }, titles = { split = ';' } }",
    )
    assert codes(found) == [("$.rows[2]", "map-split")]


def test_what_two_rows_say_of_one_place_is_joined_and_a_contradiction_counted():
    place = (
        "[[shared_records]]\ntype = 'place'\nid = '{place:id}'\nname = '{place}'\n"
        "latitude = '{lat}'\nlongitude = '{lon}'\n"
    )
    found = read("n,what,place,lat,lon\n1,a,Hill,,\n2,b,Hill,40,125\n3,c,Hill,41,125\n", place)
    assert found.problems == ()
    [hill] = [record for record in found.records if record.id == "hill"]
    assert (hill.latitude, hill.longitude) == (40, 125)
    assert found.summary.lost == (("place.latitude unlike that of an earlier row", 1),)
    assert found.shared == {"hill"}


def test_an_id_that_was_used_costs_the_later_row_unless_rows_are_merged():
    text = "n,what,kind\n1,a,F\n1,a,W\n"
    more, top = "kinds = '{kind:k}'\n", "codes = { k = { F = 'hostile_fire', W = 'warning_shots' } }"
    assert codes(read(text, more, top)) == [("$.rows[3].id", "id-duplicate")]
    merged = read(text, more, f"merge_rows = true\n{top}")
    assert [[*record.kinds] for record in merged.records] == [["hostile_fire", "warning_shots"]]


def test_the_best_row_counts_first_and_what_is_left_out_is_counted():
    found = read(
        "n,what,rank\n1,old,normal\n1,wrong,deprecated\n1,good,preferred\n",
        top="merge_rows = true\nbest_first = { rank = ['preferred', 'normal'] }\nleave_out = { rank = ['deprecated'] }",
    )
    assert [record.name for record in found.records] == ["good"]
    assert (found.summary.rows, found.summary.left_out, found.summary.rejected) == (3, 1, 0)


def test_a_bad_row_costs_itself_and_leaves_nothing_behind():
    found = read(
        "n,what,lat\n1,a,40\n2,b,400\n3,c,41\n,d,42\n",
        "[[shared_records]]\ntype = 'place'\nid = 'p-{n:id}'\nname = 'P'\nlatitude = '{lat}'\nlongitude = '125'\n",
    )
    assert [record.id for record in found.records] == ["1", "p-1", "3", "p-3"]
    assert codes(found) == [("$.rows[3].place.latitude", "number-range"), ("$.rows[5]", "map-row")]


# -- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell, span",
    [
        ("2031-03-7    -    2031-03-18", Span.of("2031-03-07", "2031-03-18")),
        ("2031-03-7", Span.on("2031-03-07")),
        ("March 2031", Span.parse("2031-03")),
    ],
)
def test_a_cell_that_holds_one_day_or_two(cell, span):
    found = read(
        f"n,what,date\n1,a,{cell}\n",
        "span = { first_day = '{date.first}', last_day = '{date.last}' }\n",
        "columns = { date = { range = ' - ' } }\nday_formats = ['%Y-%m-%d', '%B %Y']",
    )
    assert found.records[0].span == span
    assert len(found.summary.assumed) == 1


def test_two_formats_that_read_a_cell_differently_are_not_decided_between():
    more, top = "span = { day = '{day}' }\n", "day_formats = ['%d/%m/%Y', '%m/%d/%Y']"
    found = read("n,what,day\n1,a,03/04/2031\n2,b,13/04/2031\n3,c,05/05/2031\n", more, top)
    assert codes(found) == [("$.rows[2].activity.span.day", "csv-day")]
    assert "2031-03-04 or 2031-04-03" in found.problems[0].message
    assert [str(record.span) for record in found.records] == ["2031-04-13", "2031-05-05"]


def test_the_zone_of_the_map_and_that_of_the_caller():
    text, more = "n,what,day\n1,a,2031-03-04\n", "span = { day = '{day}' }\n"
    assert read(text, more, "zone = 'UTC'").records[0].span.zone == "UTC"
    assert read(text, more, "zone = 'UTC'", zone="Asia/Tokyo").records[0].span.zone == "Asia/Tokyo"
    assert read(text, more).summary.assumed == ("dates without a zone are days of Asia/Seoul",)


# -- identifiers ---------------------------------------------------------------------------------------------------


@given(st.text(min_size=1))
def test_an_id_of_any_text_is_an_id(text):
    assert ID.check(make_id(text)) is None
    assert make_id(text) == make_id(text)


@given(st.text(min_size=1), st.text(min_size=1))
def test_addresses_that_differ_have_ids_that_differ(one, other):
    pair = [f"https://example.org/{text}?" for text in (one, other)]
    assert (make_id(pair[0]) == make_id(pair[1])) == (one == other)


def test_names_that_differ_in_case_and_marks_only_are_one():
    assert make_id("Sohae Satellite Launching Station") == make_id("SOHAE satellite-launching station")
    assert make_id("서해") != make_id("동해")
    assert len(make_digest("x")) == 8
