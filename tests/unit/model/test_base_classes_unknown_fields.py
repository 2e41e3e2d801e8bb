"""Unknown fields never take the place of known ones: what is written could not be read back."""

from __future__ import annotations

from typing import Any

import pytest

from korea_events.dossier import Remainder
from korea_events.errors import DossierError, RecordError
from korea_events.model import Actor, Hop


@pytest.mark.parametrize("name", ["id", "name", "country", "extra", "type"])
def test_a_record_has_no_unknown_field_called_like_one_it_knows(name: str) -> None:
    with pytest.raises(RecordError) as caught:
        Actor(id="usa", name="United States", kind="state", extra=((name, "1"),))
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("$.extra[0]", "extra-known")
    ]


def test_where_no_type_is_written_it_is_a_name_like_any_other() -> None:
    assert Hop(actor="kcna", verb="reports", extra=(("type", "1"),)).extra == (("type", "1"),)


@pytest.mark.parametrize(
    "extra, code",
    [
        ((("actors", "[]"),), "extra-known"),
        ((("format", "1"),), "extra-known"),
        ((("version", "1"),), "extra-known"),
        ((("b", "1"), ("a", "1")), "extra-order"),
        ((("a", "{ }"),), "json-canonical"),
        ((("a", "{"),), "json-syntax"),
        ((("a", 1),), "field-type"),
        ([("a", "1")], "field-type"),
    ],
)
def test_a_dossier_holds_to_the_same(extra: Any, code: str) -> None:
    with pytest.raises(DossierError) as caught:
        Remainder(extra=extra)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].path.startswith("$.extra")
