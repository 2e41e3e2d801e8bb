"""Tables: what stands in them, how forgivingly their form is read, and how strictly their content."""

from __future__ import annotations

import csv as standard

import pytest

from korea_events.codecs import csv
from korea_events.dossier import Dossier
from korea_events.errors import FileError, LossError, MisspeltFieldWarning, QuestionError
from korea_events.model import (
    RECORD_TYPES,
    Actor,
    Document,
    EventPlace,
    Exercise,
    Measure,
    Participation,
    Place,
    Plan,
    Quantity,
    StatedLength,
)
from korea_events.model.engine import Shape, list_fields, write_canonical_json
from korea_events.temporal import Span
from korea_events.testing.laws import only_our_errors

NOTE = "x" * 200_000


def drill(id="fs-24", name="Freedom Shield 24", **more):
    return Exercise(id=id, name=name, **more)


def rows(*exercises, **arguments):
    """The lines of the table of some exercises."""
    return csv.dumps(Dossier.of(*exercises), **arguments).text.split("\r\n")[:-1]


def codes(found):
    return [(problem.path, problem.code) for problem in found.problems]


# -- writing -----------------------------------------------------------------------------------------------------


def test_columns_are_paths_of_fields():
    full = drill(
        names=["프리덤 실드", "자유의 방패"],
        span=Span.bounded(latest_start="2024-03-04", min_days=11, zone="UTC"),
        length=StatedLength(words="11-day", n=11, unit="day"),
        measures=[Measure(what="field_exercises", quantity=Quantity(value=48))],
        kinds=["cpx", "ftx"],
    )
    length = "length.words,length.n,length.unit"
    measure = "measures[0].what,measures[0].quantity.type,measures[0].quantity.value"
    names = "프리덤 실드; 자유의 방패"
    assert rows(full) == [
        f"id,name,names,span.zone,span.latest_start,span.min_days,{length},{measure},kinds",
        f"fs-24,Freedom Shield 24,{names},UTC,2024-03-04,11,11-day,11,day,field_exercises,quantity,48,cpx; ftx",
    ]


def test_who_took_part_is_one_cell():
    usa, kor = (Actor(id=name, name=name, kind="state") for name in ("usa", "kor"))
    parts = [Participation(actor="usa", role="participant"), Participation(actor="kor", role="host")]
    text = csv.dumps(Dossier.of(usa, kor, drill(participations=parts))).text
    assert text.splitlines()[1] == "fs-24,Freedom Shield 24,usa: participant; kor: host"
    assert csv.loads(text).records[0].participations == tuple(parts)


def test_places_share_a_cell_with_or_without_their_roles():
    """As participations do; what a cell cannot say is written as JSON."""
    table = "id,name,places\nlaunch,launch,sunan: launch_site; east-sea\n"
    (launch,) = csv.loads(table, table="weapon_events").records
    assert launch.places == (EventPlace(place="sunan", role="launch_site"), EventPlace(place="east-sea"))
    kept = EventPlace(place="sunan", extra=(("x", "1"),))
    for one in (launch, launch.replace(places=[kept])):
        places = (Place(id=name, name=name) for name in ("sunan", "east-sea"))
        text = csv.dumps(Dossier.of(one, *places), table="weapon_events").text
        assert csv.loads(text, table="weapon_events").records == (one,)
        assert (text.replace("\r", "") == table) is (one is launch)


def test_an_empty_table_has_the_columns_that_must_be_given():
    assert rows(table="event_reports") == ["id,event,document"]


def test_columns_can_be_picked_and_the_rest_is_lost():
    planned = drill(status="announced", edition="24", plans=[Plan(span=Span.on("2024-03-04"))])
    text, losses = csv.dumps(Dossier.of(planned), columns=["name", "plans", "id", "kinds"])
    assert text.splitlines()[0] == "name,plans[0].span,id,kinds"
    assert {loss.path for loss in losses} == {"$.exercises[0].status", "$.exercises[0].edition"}


def test_other_collections_are_lost_and_strict_makes_that_an_error():
    dossier = Dossier.of(drill(), Actor(id="usa", name="USA", kind="state"))
    assert [str(loss) for loss in csv.dumps(dossier).losses] == [
        "$.actors: 1 record: a table holds one collection only"
    ]
    with pytest.raises(LossError) as caught:
        csv.dumps(dossier, strict=True)
    assert caught.value.problems[0].code == "export-loss"


@pytest.mark.parametrize(
    "arguments, code",
    [
        ({"table": "drills"}, "table-unknown"),
        ({"columns": ["nmae"]}, "column-unknown"),
        ({"delimiter": ",,"}, "csv-delimiter"),
        ({"delimiter": '"'}, "csv-delimiter"),
        ({"delimiter": "="}, "csv-delimiter"),
    ],
)
def test_arguments_that_make_no_table(arguments, code):
    with pytest.raises(QuestionError) as caught:
        csv.dumps(Dossier.of(), **arguments)
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start):
    name = f'{start}HYPERLINK("http://example.org")'
    text = csv.dumps(Dossier.of(drill(name=name))).text
    assert f"\"'{start}HYPERLINK" in text
    assert csv.loads(text).records[0].name == name


@pytest.mark.parametrize("name", ["'=1", "''-x", "'quoted'", "-5", "-5.0", "−5", "'"])
def test_apostrophes_and_numbers_come_back_as_they_were(name):
    assert csv.loads(csv.dumps(Dossier.of(drill(name=name))).text).records[0].name == name


def test_numbers_stay_numbers_for_spreadsheets():
    place = csv.loads("id,name,latitude,longitude\nx,X,-33.9,-70\n", table="places").records[0]
    assert (place.latitude, place.longitude) == (-33.9, -70)
    assert csv.dumps(Dossier.of(place), table="places").text.splitlines()[1] == "x,X,-33.9,-70"


# -- the form of a table -----------------------------------------------------------------------------------------

GOOD = (drill("a", "A", span=Span.on("2024-03-04")), drill("b", "B; or not"))
PLAIN = 'id,name,span\na,A,2024-03-04\nb,"B; or not",\n'


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.encode(),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.rstrip("\n"),
        "\ufeff" + PLAIN,
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", "|"),
        "sep=;\r\n" + PLAIN.replace(",", ";"),
        "\n\n" + PLAIN.replace("\n", "\n\n"),
        PLAIN.replace("\n", ",,\n"),
        "name,span,id\nA,2024-03-04,a\nB; or not,,b\n",
        " id , name,span \n a ,A, 2024-03-04 \nb,B; or not,\n",
        '"id","name","span"\n"a","A","2024-03-04"\n"b","B; or not",""\n',
    ],
    ids=lambda data: ascii(data)[:40] + str(len(data)),
)
def test_forms_that_say_the_same(data):
    found = csv.loads(data)
    assert found.problems == ()
    assert found.records == GOOD


@pytest.mark.parametrize("encoding", ["mac_roman", "MacRoman", "cp1252", "latin-1"])
def test_an_encoding_is_taken_when_given(encoding):
    data = "id,name\na,Opération Fraternité\n".encode(encoding)
    assert csv.loads(data, encoding=encoding).records[0].name == "Opération Fraternité"


def test_korean_encodings():
    assert (
        csv.loads("id,name\na,을지프리덤실드\n".encode("cp949"), encoding="cp949").records[0].name
        == "을지프리덤실드"
    )


def test_bytes_in_another_encoding_are_refused_with_advice():
    """A guess would turn names into other names."""
    with pytest.raises(FileError, match="cp949") as caught:
        csv.loads("id,name\na,을지\n".encode("cp949"))
    assert [problem.code for problem in caught.value.problems] == ["text-not-utf8"]


@pytest.mark.parametrize(
    "data, encoding, code",
    [
        (b"id,name\na,\xff\n", "cp949", "csv-encoding"),
        (b"id,name\n", "rot13", "csv-encoding"),
        (b"id,name\n", "zlib", "csv-encoding"),
        (b"id,name\n", "unicode_escape", "csv-encoding"),
        (b"id,name\n", "no such", "csv-encoding"),
        (b"id,name\n", "\0", "csv-encoding"),
        (b"id,name\n", "x" * 5000, "csv-encoding"),
        (b"\xff\xfei\0d", "utf-8", "csv-encoding"),
        (b" \n,,\n", None, "csv-empty"),
        (b"Exercise,Begin\nx,y\n", None, "csv-header"),
        (b"id,name,span.zon\na,b,c\n", None, "csv-header"),
        (b"id,name,plans\na,b,c\n", None, "csv-header"),
        (b"id,name,participations[0].actor\na,b,c\n", None, "csv-header"),
    ],
)
def test_tables_that_cannot_be_read_as_a_whole(data, encoding, code):
    with pytest.raises(FileError) as caught:
        csv.loads(data, encoding=encoding)
    assert code in [problem.code for problem in caught.value.problems]


def test_every_problem_of_a_header_at_once():
    with pytest.raises(FileError) as caught:
        csv.loads("id,name,name,,span.zon\n", columns={"Begin": "first_day"})
    assert [problem.path for problem in caught.value.problems] == [
        "$.rows[1][2]", "$.rows[1][3]", "$.rows[1][4]", "$.rows[1]",
    ]  # fmt: skip


def test_fields_longer_than_the_standard_reader_takes():
    """Its limit is 128 KiB, and one for the whole process: it is as it was afterwards."""
    before = standard.field_size_limit()
    text = csv.dumps(Dossier.of(drill(note=NOTE), drill("b"))).text
    assert csv.loads(text).records[1].note == NOTE
    assert standard.field_size_limit() == before


# -- rows --------------------------------------------------------------------------------------------------------


# Bad rows are rows of tests/conformance/bad_inputs.py.


def test_surplus_cells_without_anything_in_them_say_nothing():
    found = csv.loads("id,name,span\na,A,2024-03-04,,\nb,B; or not,,\n")
    assert (found.records, found.problems) == (GOOD, ())


def test_every_problem_of_a_row_at_once():
    found = csv.loads("id,name,span,length.words,length.n\nX,,2024-13,short,many\n")
    assert sorted(codes(found)) == [
        ("$.rows[2].id", "id-syntax"),
        ("$.rows[2].length.n", "field-type"),
        ("$.rows[2].name", "field-required"),
        ("$.rows[2].span", "edtf-impossible-month"),
    ]


@pytest.mark.parametrize(
    "column, cell, code",
    [
        ("plans[1].span", "2024", "csv-gap"),
        ("extra", "[1]", "csv-extra"),
        ("extra", '{"name": "B"}', "csv-extra"),
        ("extra", "{", "csv-extra"),
        ("kinds", "cpx; spam", "code-unknown"),
        ("kinds", '["cpx", 5]', "field-type"),
        ("participations", "usa", "field-required"),
        ("participations", "usa: spam", "code-unknown"),
        ("participations", "[5]", "field-type"),
        ("first_day", "2024-03-04/2024-03-05", None),
        ("span.min_days", "11.0", None),
        ("span.min_days", "11", None),
        ("span.approximate", "yes", None),
        ("span.unknown", "false", None),
        ("components[0].simulated", "perhaps", None),
        ("components[99999].kind", "cpx", "csv-gap"),
    ],
)  # fmt: skip
def test_cells_that_fit_nowhere(column, cell, code):
    sheet = f'id,name,span,{column}\na,A,2024-03-04,"{cell.replace(chr(34), chr(34) * 2)}"\nb,B; or not,,\n'
    found = csv.loads(sheet)
    assert [record.id for record in found.records] == ["b"]
    assert code is None or {problem.code for problem in found.problems} == {code}
    assert all(problem.path.startswith("$.rows[2].") for problem in found.problems)


def test_flags_as_spreadsheets_write_them():
    sheet = "id,name,components[0].kind,components[0].simulated\na,A,cpx,TRUE\n"
    assert csv.loads(sheet).records[0].components[0].simulated is True


def test_a_date_without_a_known_zone_comes_back():
    document = Document(id="wire", published=Span.on("2024-03-14", zone=None))
    text = csv.dumps(Dossier.of(document), table="documents").text
    assert text == "id,published,published.zone\r\nwire,2024-03-14,null\r\n"
    assert csv.loads(text, table="documents").records == (document,)


def test_a_span_of_which_nothing_is_known_is_not_left_out():
    text = csv.dumps(Dossier.of(drill(span=Span.unknown()))).text
    assert text.splitlines() == ["id,name,span.unknown", "fs-24,Freedom Shield 24,true"]
    assert csv.loads(text).records[0].span == Span.unknown()


# -- a stranger's table ------------------------------------------------------------------------------------------


def test_columns_nobody_knows_are_kept_and_come_back():
    sheet = 'id,name,Remarks\na,A,"see ""annex"""\n'
    (record,) = csv.loads(sheet).records
    assert record.extra == (("Remarks", '"see \\"annex\\""'),)
    assert csv.dumps(Dossier.of(record)).text == sheet.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "value", [{"edtf": "2024-03"}, {"unknown": True}, {"zone": "UTC", "unknown": True}, {"a": {"edtf": "x"}}]
)
def test_unknown_fields_that_look_like_spans_come_back(value):
    """What nobody knows stays as it is, in the record and in its parts."""
    own = drill(
        extra=(("remark", write_canonical_json(value)),),
        length=StatedLength(words="short", extra=_kept(value)),
    )
    text = csv.dumps(Dossier.of(own)).text
    found = csv.loads(text)
    assert (found.records, found.problems) == ((own,), ())


def test_an_unknown_field_called_type_comes_back():
    """In a part whose class has no tag it is a field like any other."""
    own = drill(length=StatedLength(words="short", extra=(("type", '"rough"'),)))
    found = csv.loads(csv.dumps(Dossier.of(own)).text)
    assert (found.records, found.problems) == ((own,), ())


def _kept(value):
    return tuple(sorted((name, write_canonical_json(inner)) for name, inner in value.items()))


def test_a_column_that_looks_misspelt_is_warned_of():
    with pytest.warns(MisspeltFieldWarning, match="did you mean"):
        csv.loads("id,name,editions\na,A,24\n")


@pytest.mark.parametrize(
    "begin, end, span",
    [
        ("2024-03-04", "2024-03-14", Span.of("2024-03-04", "2024-03-14")),
        ("2024-03-04", "2024-03-04", Span.on("2024-03-04")),
        ("2024-03-04", "", Span.parse("2024-03-04/")),
        ("", "2024-03-14", Span.parse("/2024-03-14")),
        ("2024-03", "2024-04~", Span.parse("2024-03/2024-04~")),
        ("2024-03-04", "..", Span.parse("2024-03-04/..")),
        ("", "", None),
    ],
)
def test_days_in_columns_of_their_own(begin, end, span):
    sheet = f"id,name,Begin,End\na,A,{begin},{end}\n"
    assert csv.loads(sheet, columns={"Begin": "first_day", "End": "last_day"}).records[0].span == span


def test_days_beside_a_span_are_one_too_many():
    assert codes(csv.loads("id,name,span,first_day\na,A,2024,2024\n")) == [("$.rows[2].first_day", "csv-day")]
    assert codes(csv.loads("id,name,kind,first_day\na,A,state,2024\n", table="actors")) == [
        ("$.rows[2].first_day", "csv-day")
    ]


def test_rows_without_an_identifier_get_one_when_asked():
    found = csv.loads("name\nA\n\nB\n", new_ids="drill")
    assert [record.id for record in found.records] == ["drill-2", "drill-4"]


def test_all_or_nothing():
    found = csv.loads("id,name\na,A\nB,B\n")
    with pytest.raises(FileError) as caught:
        found.require_all()
    assert caught.value.problems == found.problems


@pytest.mark.parametrize("data", [None, 5, ["id"], object()])
def test_what_is_no_text_at_all(data):
    assert only_our_errors(csv.loads, data).problems[0].code == "text-type"


def test_limits_are_arguments():
    from korea_events.codecs import Limits

    assert (
        only_our_errors(csv.loads, b"id,name\na,A\n", limits=Limits(bytes=5)).problems[0].code
        == "file-too-large"
    )
    assert (
        only_our_errors(csv.loads, b"id,name\na,A\n", encoding="ascii", limits=Limits(bytes=5))
        .problems[0]
        .code
        == "file-too-large"
    )
    many = csv.loads("id,name\n" + "A,A\n" * 50, limits=Limits(problems=3))
    assert [problem.code for problem in many.problems][-1] == "problems-many"
    assert len(many.problems) == 4


def test_the_ending_of_a_name_decides_what_separates_cells(tmp_path):
    dossier = Dossier.of(drill())
    assert csv.save(dossier, tmp_path / "drills.tsv") == csv.dumps(dossier, delimiter="\t")
    assert csv.save(dossier, tmp_path / "drills.csv").text == (tmp_path / "drills.csv").read_bytes().decode()
    for name in ("drills.csv", "drills.tsv"):
        assert csv.load(tmp_path / name).records == (drill(),)


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.collection)
def test_days_are_those_of_the_first_span_of_any_type_of_record(kind):
    spans = [spec.name for spec in list_fields(kind) if spec.shape is Shape.SPAN and not spec.many]
    found = csv.loads("id,first_day\na,2024-3-4\n", table=kind.collection)
    if spans:
        assert f"$.rows[2].{spans[0]}" in [problem.path for problem in found.problems]
    else:
        assert ("$.rows[2].first_day", "csv-day") in codes(found)
