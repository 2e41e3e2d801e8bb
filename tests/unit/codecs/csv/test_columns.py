"""Records as rows and back: which columns there are, what stands in a cell, and that nothing is lost between."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.codecs import Limits
from korea_events.codecs.csv.columns import (
    SPAN_COLUMNS,
    CellError,
    Column,
    build_record_value,
    flatten_record,
    is_own_column,
    join_cell_texts,
    parse_column,
)
from korea_events.codecs.structuring import Reader
from korea_events.model import (
    RECORD_TYPES,
    Actor,
    CapabilityClaim,
    Exercise,
    Participation,
    Plan,
    Quantity,
    Record,
    StatedLength,
)
from korea_events.temporal import Span
from korea_events.testing.strategies import records


def drill(**more: Any) -> Exercise:
    return Exercise(id="fs-24", name="Freedom Shield 24", **more)


def texts(record: Record) -> dict[str, str]:
    return {name: cell.text for name, cell in flatten_record(record).items()}


def plain_of(kind: type[Record], **cells: str) -> dict[str, Any]:
    """What cells come to; `__` stands for a dot in the name of a column."""
    known: list[tuple[Column, str]] = []
    for name, cell in cells.items():
        column = parse_column(name.replace("__", "."), kind)
        assert column is not None, name
        known.append((column, cell))
    return build_record_value(known)


# -- the way there and back ----------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.sampled_from(RECORD_TYPES).flatmap(records))
def test_a_record_comes_back_from_its_cells(record: Record) -> None:
    known: list[tuple[Column, str]] = []
    own: dict[str, str] = {}
    for name, cell in flatten_record(record).items():
        assert cell.text.strip()
        column = parse_column(name, type(record))
        if column is None:
            assert is_own_column(name, type(record))
            own[name] = cell.text
        else:
            known.append((column, cell.text))
    reader = Reader()
    assert reader.structure(type(record), build_record_value(known) | own) == record, reader.problems


@settings(max_examples=50)
@given(st.sampled_from(RECORD_TYPES).flatmap(records))
def test_no_two_columns_of_a_record_stand_in_one_place(record: Record) -> None:
    orders = [cell.order for name, cell in flatten_record(record).items() if parse_column(name, type(record))]
    assert len(set(orders)) == len(orders)


# -- columns -------------------------------------------------------------------------------------------------------


def test_columns_stand_in_the_order_of_fields_and_items_count_as_numbers() -> None:
    planned = drill(
        plans=[Plan(span=Span.on(f"2024-03-{day:02}", zone="UTC")) for day in range(1, 12)],
        edition="24",
        extra=(("seen by", '"mk"'), ("tags", '["x"]')),
    )
    cells = flatten_record(planned)
    names = sorted(cells, key=lambda name: cells[name].order)
    spans = [f"plans[{n}].span{end}" for n in range(11) for end in ("", ".zone")]
    assert names == ["id", "name", *spans, "edition", "extra", "seen by"]


@pytest.mark.parametrize(
    "name, steps",
    [
        ("name", ("name",)),
        ("names", ("names",)),
        ("span", ("span", "edtf")),
        ("span.latest_end", ("span", "latest_end")),
        ("span.unknown", ("span", "unknown")),
        ("plans[12].announced", ("plans", 12, "announced", "edtf")),
        ("pauses[0]", ("pauses", 0, "edtf")),
        ("length.n", ("length", "n")),
        ("measures[0].quantity.value", ("measures", 0, "quantity", "value")),
        ("measures[0].quantity.type", ("measures", 0, "quantity", "type")),
        ("citations[0].attribution[1].actor", ("citations", 0, "attribution", 1, "actor")),
        ("participations", ("participations",)),
        ("extra", ("extra",)),
        ("plans[0].extra", ("plans", 0, "extra")),
        ("", None),
        ("Name", None),
        ("remarks", None),
        ("name.x", None),
        ("name[0]", None),
        ("names[0]", None),
        ("span[0]", None),
        ("span.edtf", None),
        ("span.latest_end.x", None),
        ("plans", None),
        ("plans[0]", None),
        ("plans[01].span", None),
        ("plans[-1].span", None),
        ("plans[100000].span", None),
        ("length", ("length", "")),
        ("participations[0].actor", None),
        ("extra.x", None),
        ("type", None),
        ("plans[0].span.", None),
        (".".join(["plans[0]"] * 100), None),
    ],
)
def test_a_column_is_the_path_of_a_field(name: str, steps: tuple[str | int, ...] | None) -> None:
    column = parse_column(name, Exercise)
    assert (None if column is None else column.steps) == steps


@pytest.mark.parametrize("argument", SPAN_COLUMNS)
def test_all_that_can_be_said_of_a_span_has_a_column(argument: str) -> None:
    assert parse_column(f"span.{argument}", Exercise) is not None


@pytest.mark.parametrize(
    "name, own",
    [
        ("Remarks", True), ("비고", True), ("seen by", True), ("span of command", True), ("x" * 500, True),
        ("x" * 501, False), ("", False), (" x", False), ("x ", False), ("two\nlines", False), ("name", False),
        ("names[0]", False), ("span.colour", False), ("first_day", False), ("last_day.x", False), ("type", False),
    ],
)  # fmt: skip
def test_an_unknown_field_has_a_column_only_if_no_other_could_be_meant(name: str, own: bool) -> None:
    assert is_own_column(name, Exercise) is own


def test_an_unknown_field_that_is_no_plain_text_stands_in_extra() -> None:
    extra = (("blank", '" "'), ("days", "11"), ("name.of", '"x"'), ("who", '"mk"'))
    assert texts(drill(extra=extra)) == {
        "id": "fs-24", "name": "Freedom Shield 24", "who": "mk", "extra": '{"blank":" ","days":11,"name.of":"x"}',
    }  # fmt: skip


# -- cells ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "items, cell",
    [
        (["cpx"], "cpx"),
        (["cpx", "ftx"], "cpx; ftx"),
        (["a;b"], '["a;b"]'),
        ([" a", "b"], '[" a", "b"]'),
        (["a\n", "b"], '["a\\n", "b"]'),
        (["[a]"], '["[a]"]'),
        (["a", "[b]"], "a; [b]"),
        (["합동", "연합"], "합동; 연합"),
    ],
)
def test_several_texts_share_a_cell(items: list[str], cell: str) -> None:
    assert join_cell_texts(items) == cell
    assert plain_of(Actor, names=cell) == {"names": items}


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1))
def test_any_texts_come_back_from_their_cell(items: list[str]) -> None:
    assert plain_of(Actor, names=join_cell_texts(items)) == {"names": items}


def test_who_took_part_is_a_cell_unless_more_is_said_of_somebody() -> None:
    usa = Participation(actor="usa", role="participant")
    assert texts(drill(participations=[usa]))["participations"] == "usa: participant"
    more = Participation(actor="kor", role="host", extra=(("words", '"led"'),))
    assert texts(drill(participations=[usa, more]))["participations"] == (
        '[{"actor":"usa","role":"participant"},{"actor":"kor","role":"host","words":"led"}]'
    )


@pytest.mark.parametrize(
    "cell, said",
    [
        (
            "usa: participant; kor : host ;",
            [{"actor": "usa", "role": "participant"}, {"actor": "kor", "role": "host"}],
        ),
        ("usa", [{"actor": "usa"}]),
        ("USA: participant", [{"actor": "USA: participant"}]),
        ("[1]", [1]),
        ("[usa", "[usa"),
    ],
)
def test_who_took_part_as_people_write_it(cell: str, said: Any) -> None:
    """What is not written so is left for the check to refuse."""
    assert plain_of(Exercise, participations=cell) == {"participations": said}


@pytest.mark.parametrize(
    "column, cell, value",
    [
        ("length__n", " 11 ", 11),
        ("length__n", "11.0", "11.0"),
        ("length__n", "011", "011"),
        ("length__n", "1" * 1_001, "1" * 1_001),
        ("span__min_days", "-3", -3),
        ("span__approximate", " TRUE ", True),
        ("span__approximate", "yes", "yes"),
        ("span__zone", " UTC ", "UTC"),
        ("span__zone", "null", None),
        ("measures[0]__quantity__value", "48", 48),
        ("measures[0]__quantity__value", "48.50", 48.5),
        ("measures[0]__quantity__value", "1e400", "1e400"),
        ("measures[0]__quantity__value", "NaN", "NaN"),
        ("measures[0]__quantity__value", "\uff14\uff18", "\uff14\uff18"),
        ("note", " kept as it is ", " kept as it is "),
        ("series", " freedom-shield ", "freedom-shield"),
        ("status", " held ", "held"),
        ("span", " 2024-03 ", "2024-03"),
    ],
)
def test_a_cell_is_what_its_field_holds_or_text_for_the_check_to_refuse(
    column: str, cell: str, value: Any
) -> None:
    made: Any = plain_of(Exercise, **{column: cell})
    while isinstance(made, dict | list):
        made = made[0] if isinstance(made, list) else next(iter(made.values()))
    assert (made, type(made)) == (value, type(value))


def test_limits_hold_in_cells_too() -> None:
    column = parse_column("length.n", Exercise)
    assert column is not None
    assert column.convert("12345", Limits(digits=4)) == "12345"


def test_a_span_of_which_nothing_is_known_has_a_column_that_says_so() -> None:
    assert texts(drill(span=Span.unknown()))["span.unknown"] == "true"
    assert plain_of(Exercise, span__unknown="true") == {"span": {}}
    assert plain_of(Exercise, span__unknown="true", span__zone="UTC") == {"span": {"zone": "UTC"}}
    # Beside anything else it is one word too many, which the check refuses.
    assert plain_of(Exercise, span__unknown="true", span="2024") == {
        "span": {"unknown": True, "edtf": "2024"}
    }


def test_parts_of_several_types_say_which_one_they_are() -> None:
    claim = CapabilityClaim(
        id="c",
        system="h-18",
        attribute="range",
        claimants=["kcna"],
        stance="asserts",
        value=Quantity(value=1, unit="km"),
    )
    cells = texts(claim)
    assert {name: cells[name] for name in cells if name.startswith("value")} == {
        "value.type": "quantity", "value.value": "1", "value.unit": "km",
    }  # fmt: skip


def test_a_part_is_spread_over_columns() -> None:
    length = StatedLength(words="11-day", n=11, unit="day", extra=(("said", '"twice"'),))
    assert texts(drill(length=length)) == {
        "id": "fs-24", "name": "Freedom Shield 24", "length.words": "11-day", "length.n": "11", "length.unit": "day",
        "length.extra": '{"said":"twice"}',
    }  # fmt: skip


# -- what fits nowhere ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells, column, code",
    [
        ({"plans[1]__span": "2024"}, "plans[0]", "csv-gap"),
        ({"plans[0]__span": "2024", "plans[2]__span": "2024"}, "plans[1]", "csv-gap"),
        ({"citations[0]__attribution[1]__actor": "kcna"}, "citations[0].attribution[0]", "csv-gap"),
        ({"extra": "no JSON"}, "extra", "csv-extra"),
        ({"extra": "[]"}, "extra", "csv-extra"),
        ({"extra": '{"name":"x"}', "name": "y"}, "extra", "csv-extra"),
        ({"length__extra": "11", "length__words": "x"}, "length.extra", "csv-extra"),
    ],
)
def test_a_cell_that_fits_nowhere_is_told_of(cells: dict[str, str], column: str, code: str) -> None:
    with pytest.raises(CellError) as caught:
        plain_of(Exercise, **cells)
    assert (caught.value.problem.path, caught.value.problem.code) == (f"$.{column}", code)


def test_an_item_far_out_costs_no_more_than_what_is_given() -> None:
    """Nothing is made for the 99,998 items before it: the first gap ends it."""
    with pytest.raises(CellError, match=r"plans\[1\]"):
        plain_of(Exercise, **{"plans[0]__span": "2024", "plans[99999]__span": "2024"})
