"""Cells with the words of a length, a quantity or the value of a claim."""

from __future__ import annotations

import pytest

import korea_events as ke
from korea_events.codecs import csv


def read(table: str, **cells: str) -> csv.TableRead:
    return csv.loads(
        "\n".join([",".join(cells), ",".join(f'"{cell}"' for cell in cells.values())]), table=table
    )


@pytest.mark.parametrize(
    "column,cell,make",
    [
        ("value", "about 7,000 km", lambda claim: claim.value == ke.Quantity.parse("about 7,000 km")),
        ("value", " success ", lambda claim: claim.value == ke.Term(text="success")),
        ("made", "2024-10-31", lambda claim: claim.value is None),
    ],
)
def test_the_value_of_a_claim_is_read_as_in_its_constructor(column, cell, make):
    """Spaces around it mean nothing."""
    found = read("event_claims", id="a", event="e", attribute="apogee", claimants="jcs", **{column: cell})
    assert found.problems == ()
    assert make(found.records[0])


def test_lengths_and_quantities_are_read_from_their_words():
    found = read(
        "exercises",
        **{
            "id": "a",
            "name": "a",
            "length": "11-day",
            "measures[0].what": "troops",
            "measures[0].quantity": "dozens",
        },
    )
    assert found.records == (
        ke.Exercise(
            id="a", name="a", length="11-day", measures=[ke.Measure(what="troops", quantity="dozens")]
        ),
    )


@pytest.mark.parametrize(
    "cells,problems",
    [
        ({"value": "5 kmz"}, [("$.rows[2].value", "quantity-words")]),
        ({"value": "4.600 km"}, [("$.rows[2].value", "quantity-ambiguous")]),
        ({"value": "5 km", "value.unit": "km"}, [("$.rows[2].value", "csv-words")]),
        ({"value.unit": "km", "value": "5 km"}, [("$.rows[2].value", "csv-words")]),
    ],
)
def test_what_cannot_be_read_is_refused_in_its_column(cells, problems):
    """So is a part that is given both in words and field by field, in whatever order."""
    found = read("event_claims", id="a", event="e", attribute="apogee", claimants="jcs", **cells)
    assert [(problem.path, problem.code) for problem in found.problems] == problems
    assert found.records == ()
