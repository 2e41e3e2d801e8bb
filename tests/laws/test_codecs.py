"""Laws of files: nothing is lost, the same dossier is the same bytes, and no input raises anything but our errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.codecs import dumps, load, loads, save
from korea_events.dossier import Dossier
from korea_events.errors import KoreaEventsError, KoreaEventsWarning
from korea_events.model import COLLECTIONS, RECORD_TYPES
from korea_events.model.engine import FieldSpec, Shape, list_fields
from korea_events.temporal import Span
from korea_events.testing.laws import (
    codec_round_trips,
    only_our_errors,
    record_repr_evaluates,
    relations_are_mirrored,
    span_arguments_round_trip,
)
from korea_events.testing.strategies import dossiers, json_values, records, spans
from tests.json_places import places, replaced

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Drawn names of unknown fields may resemble known ones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KoreaEventsWarning)
        yield


@given(dossiers())
def test_json_gives_back_what_it_was_given(dossier: Dossier) -> None:
    codec_round_trips(dossier, dumps=dumps, loads=loads)


@given(dossiers())
def test_bytes_are_as_good_as_text(dossier: Dossier) -> None:
    codec_round_trips(dossier, dumps=lambda given: dumps(given).encode(), loads=loads)


@settings(max_examples=20)
@given(dossiers())
def test_files_give_back_what_they_were_given(
    tmp_path_factory: pytest.TempPathFactory, dossier: Dossier
) -> None:
    path = tmp_path_factory.mktemp("law") / "dossier.json"
    save(dossier, path)
    assert load(path) == dossier
    assert path.read_text("utf-8") == dumps(dossier)


@given(dossiers(), st.randoms())
def test_the_order_in_which_records_are_given_leaves_no_trace(dossier: Dossier, random: Any) -> None:
    shuffled = list(dossier.records())
    random.shuffle(shuffled)
    assert dumps(Dossier.of(*shuffled, remainder=dossier.remainder)) == dumps(dossier)


@given(dossiers())
def test_the_text_is_what_any_other_json_writer_makes_of_it(dossier: Dossier) -> None:
    """The layout is that of two spaces of indentation, unescaped, and a final line feed."""
    text = dumps(dossier)
    assert json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n" == text


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_the_repr_of_every_record_makes_it_again(kind: type[Any]) -> None:
    @settings(max_examples=20)
    @given(records(kind))
    def check(record: Any) -> None:
        record_repr_evaluates(record)

    check()


@given(spans(zones=("Asia/Seoul", "Asia/Pyongyang", "UTC", None)))
def test_what_a_span_says_of_itself_makes_it_again(span: Span) -> None:
    span_arguments_round_trip(span)


@given(spans(), spans())
def test_relations_are_the_same_from_either_side(one: Span, other: Span) -> None:
    relations_are_mirrored(one, other)


# -- anything may come in ----------------------------------------------------------------------------------------


@given(json_values())
def test_any_json_value_is_a_dossier_or_a_list_of_problems(value: Any) -> None:
    only_our_errors(loads, json.dumps(value))


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_text_is_a_dossier_or_a_list_of_problems(data: bytes | str) -> None:
    only_our_errors(loads, data)


EXAMPLE = json.loads((GOLDEN / "v1" / "march-2024.json").read_text("utf-8"))
PLACES = list(places(EXAMPLE))

odd_values = json_values() | st.sampled_from(
    [
        "2024-02-30",
        "usa",
        "FS 24",
        "\x00",
        "\u202e",
        "",
        "x" * 300,
        10**30,
        -0.0,
        True,
        [],
        {},
        [[]],
        {"type": "term"},
        {"id": "x"},
    ]
)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(PLACES), odd_values), min_size=1, max_size=3))
def test_a_valid_file_with_wrong_values_in_it_is_refused_in_order_or_read(
    changes: list[tuple[Any, Any]],
) -> None:
    """Whatever stands in place of a value, a key or a record: problems with paths, or a dossier that round-trips."""
    value = EXAMPLE
    for place, replacement in changes:
        try:
            value = replaced(value, place, replacement)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took that place away
    result = only_our_errors(loads, json.dumps(value))
    if not isinstance(result, KoreaEventsError):
        codec_round_trips(result, dumps=dumps, loads=loads)


@settings(max_examples=100)
@given(st.data())
def test_a_valid_file_with_wrong_bytes_in_it_is_refused_in_order_or_read(data: st.DataObject) -> None:
    raw = (GOLDEN / "v1" / "march-2024.json").read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = min(len(raw), start + data.draw(st.integers(0, 5)))
    only_our_errors(loads, raw[:start] + data.draw(st.binary(max_size=5)) + raw[end:])


@given(dossiers(), json_values(), st.data())
def test_an_unknown_field_survives_wherever_it_is_put(
    dossier: Dossier, value: Any, data: st.DataObject
) -> None:
    """At every level but inside spans, where it is refused."""
    file = json.loads(dumps(dossier))
    objects = [
        place
        for place in places(file)
        if isinstance(_at(file, place), dict) and not _is_foreign(file, place) and not _is_span(place)
    ]
    place = data.draw(st.sampled_from(objects))
    changed = replaced(file, place, {**_at(file, place), "x_unknown": value})
    back = loads(json.dumps(changed))
    again = json.loads(dumps(back))
    assert dumps(loads(json.dumps(again))) == dumps(back)
    assert list(_unknown(again)) == list(_unknown(changed))


def _at(value: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        value = value[step]
    return value


def _is_span(place: tuple[Any, ...]) -> bool:
    spans = {spec.name for spec in _list_known_fields() if spec.shape is Shape.SPAN}
    return any(step in spans for step in place[2:])


def _is_foreign(file: Any, place: tuple[Any, ...]) -> bool:
    """Whether a place lies inside a field that the library does not know."""
    known = {"type", *COLLECTIONS, *(spec.name for spec in _list_known_fields())}
    return any(isinstance(step, str) and step not in known for step in place)


@cache
def _list_known_fields() -> list[FieldSpec]:
    found: list[FieldSpec] = []
    todo: list[Any] = list(RECORD_TYPES)
    seen: set[Any] = set()
    while todo:
        kind = todo.pop()
        if kind not in seen:
            seen.add(kind)
            for spec in list_fields(kind):
                found.append(spec)
                todo.extend(spec.parts)
    return found


def _unknown(value: Any) -> Iterator[str]:
    for place in places(value):
        if place and place[-1] == "x_unknown":
            yield json.dumps(_at(value, place), sort_keys=True)


# -- the same on every machine -----------------------------------------------------------------------------------

_PROGRAM = """
import sys
from pathlib import Path
from korea_events.codecs import dumps, loads
sys.stdout.buffer.write(dumps(loads(Path(sys.argv[1]).read_bytes())).encode())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_hash_seed_leaves_no_trace(seed: str) -> None:
    path = GOLDEN / "v1" / "march-2024.json"
    # not PYTHONUTF8=0: Python cannot read the link of an editable installation in a folder with Hangul
    environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C", "PYTHONIOENCODING": "cp949"}
    strict = [sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning"]
    done = subprocess.run(
        [*strict, "-c", _PROGRAM, str(path)], env=environment, capture_output=True, check=True
    )
    assert done.stdout == path.read_bytes()
