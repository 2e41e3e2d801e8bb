"""Time and memory grow in proportion to a text, however faulty it is, and the process stays as it was."""

from __future__ import annotations

import gc
import json
import locale
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from korea_events import errors
from korea_events.codecs import jsonl, load, loads, make_converter, save
from korea_events.dossier import Dossier, Remainder
from korea_events.errors import FileError, KoreaEventsError, MisspeltFieldWarning
from korea_events.model import Place
from korea_events.testing.laws import only_our_errors

START = '{"format":"korea-events","version":1,'
SMALL, LARGE = 30_000, 240_000


def repeat(piece: str, size: int) -> str:
    """A piece again and again, numbered where it has a place for that."""
    count = size // len(piece.replace("{n}", "12345"))
    return ",".join(piece.replace("{n}", str(number)) for number in range(count))


def records(collection: str, piece: str) -> Callable[[int], str]:
    return lambda size: f'{START}"{collection}":[{repeat(piece, size)}]}}'


def within(before: str, piece: str) -> Callable[[int], str]:
    """An exercise with one long list or text."""
    return lambda size: f'{START}"exercises":[{{"id":"a","name":"A",{before}{repeat(piece, size)}]}}]}}'


FILES: dict[str, Callable[[int], str]] = {
    "control characters": records("extra", '"\x01"'),
    "control characters in lines": lambda size: "[" + ",\n".join(['"\x01"'] * (size // 5)) + "]",
    "lone surrogates": lambda size: f'{START}"a":"{chr(92) + "ud800"}' + "\\ud800" * (size // 6) + '"}',
    "a key again and again": lambda size: '{"a":1' + ',"a":1' * (size // 6) + "}",
    "not a number": records("extra", "NaN"),
    "unknown codes": within('"kinds":[', '"k{n}"'),
    "numbers for codes": within('"kinds":[', "1"),
    "one name again and again": within('"names":[', '"a"'),
    "unreadable dates": within('"pauses":[', '"x{n}"'),
    "empty parts": within('"citations":[', "{}"),
    "parts with unknown fields": within('"citations":[', '{"dokument":"a{n}"}'),
    "empty records": records("exercises", "{}"),
    "numbers for records": records("exercises", "0"),
    "records without a name": records("exercises", '{"id":"a{n}"}'),
    "records of an unknown kind": records("actors", '{"id":"a{n}","name":"A","kind":"s{n}"}'),
    "dates of empty members": records(
        "exercises", '{"id":"a{n}","name":"A","span":"[' + "," * 4_000 + '2024]"}'
    ),
    "misspelt fields": records("places", '{"id":"a{n}","name":"A","nam{n}":1}'),
    "references to nothing": within('"places":[', '"k{n}"'),
    "nesting": lambda size: "[" * size,
    "nesting of objects": lambda size: '{"a":' * (size // 5),
    "nesting in an unknown field": lambda size: f'{START}"a":' + "[" * (size // 2) + "]" * (size // 2) + "}",
}
LINES: dict[str, Callable[[int], str]] = {
    "unknown fields of the dossier": lambda size: "\n".join(
        f'{{"format":"korea-events","version":1,"a{number}":1}}' for number in range(size // 47)
    ),
    "empty lines": lambda size: "{}\n" * (size // 3),
    "lines that are not JSON": lambda size: "[\n" * (size // 2),
    "lines nested too deep": lambda size: ("[" * 5_000 + "\n") * (size // 5_001),
    "one line nested too deep": lambda size: "[" * size,
    "lines of unknown types": lambda size: "\n".join(f'{{"type":"ac{n}"}}' for n in range(size // 18)),
}
CASES: list[Any] = [
    pytest.param(read, make, id=name)
    for read, cases in ((loads, FILES), (lambda text: jsonl.loads(text).require_all(), LINES))
    for name, make in cases.items()
]


def measure_seconds(read: Callable[[str], object], text: str) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MisspeltFieldWarning)
        start = time.process_time()
        only_our_errors(read, text)
        return time.process_time() - start


@pytest.mark.parametrize("read, make", CASES)
def test_time_and_memory_grow_with_the_text(
    read: Callable[[str], object], make: Callable[[int], str]
) -> None:
    """Eight times as long a text takes less than twenty times as long; in square time it would take 64 times."""
    small, large = make(SMALL), make(LARGE)
    measure_seconds(read, small)  # what is prepared once does not count
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    quotients = (measure_seconds(read, large) / max(measure_seconds(read, small), 0.003) for _ in range(3))
    assert any(quotient < 20 for quotient in quotients)
    grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    assert grown < 2**26 + 20 * len(large)


@pytest.mark.parametrize(
    "read, make", [case for case in CASES if case.id in ("empty records", "empty lines")]
)
def test_an_error_says_how_many_more_problems_there_are(read: Any, make: Any) -> None:
    with pytest.raises(FileError) as caught:
        read(make(60_000))
    *listed, last = caught.value.problems
    assert len(listed) == 1_000
    # an empty record lacks two fields, an empty line its type
    found = 2 * (60_000 // 2) if read is loads else 60_000 // 3
    assert (last.code, last.message.split(" ")[0]) == ("problems-many", f"{found - 1_000:,}")


def test_names_are_compared_for_listed_problems_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing them is slow, and a file can have a million unknown codes."""
    compared: list[object] = []

    class Matcher(SequenceMatcher[str]):
        def set_seq2(self, name: Any) -> None:
            compared.extend([name] if name else [])
            super().set_seq2(name)

    monkeypatch.setattr("difflib.SequenceMatcher", Matcher)
    assert isinstance(only_our_errors(loads, FILES["unknown codes"](LARGE)), KoreaEventsError)
    assert 0 < len(compared) <= 1_000
    assert errors.suggest_name("agncy", ["agency"]) == "agency"


# -- the state of the process --------------------------------------------------------------------------------------


@pytest.fixture
def few_digits() -> Iterator[None]:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    yield
    sys.set_int_max_str_digits(before)


LONG: dict[str, Any] = {"id": "a", "name": "A", "x_number": 7 * 10**700}


def write_long() -> tuple[str, str, Place]:
    """A record with a number of 701 digits, as a file, as a line, and as it is read where that is allowed."""
    file = json.dumps({"format": "korea-events", "version": 1, "places": [LONG]})
    line = json.dumps({"type": "place", **LONG})
    return file, line, loads(file).places[0]


FILE, LINE, LONG_PLACE = write_long()


@pytest.mark.usefixtures("few_digits")
def test_the_limit_of_the_process_on_digits_is_kept(tmp_path: Path) -> None:
    """A longer number is a problem of its path where it is read, and of its record where it is written."""
    assert isinstance(error := only_our_errors(loads, FILE), KoreaEventsError)
    assert [(problem.path, problem.code) for problem in error.problems] == [
        ("$.places[0].x_number", "json-number-digits")
    ]
    (problem,) = jsonl.loads(LINE).problems
    assert (problem.path, problem.code) == ("$.lines[1].x_number", "json-number-digits")
    writers: list[Callable[[], object]] = [
        lambda: save(Dossier.of(LONG_PLACE), tmp_path / "a.json"),
        lambda: jsonl.save(Dossier.of(LONG_PLACE), tmp_path / "a.jsonl"),
        lambda: jsonl.append_records([LONG_PLACE], tmp_path / "a.jsonl"),
        lambda: make_converter().unstructure(LONG_PLACE),
        lambda: make_converter().structure(LONG, Place),
    ]
    for write in writers:
        assert isinstance(only_our_errors(write), KoreaEventsError)
    assert list(tmp_path.iterdir()) == []
    assert sys.get_int_max_str_digits() == 640


def test_long_numbers_are_never_lost() -> None:
    """Also those that need a higher limit than the usual one to be read."""
    assert loads(FILE) == Dossier.of(LONG_PLACE)
    extra = (("x_number", "7" * 3_000),)
    assert json.loads(jsonl.dumps(Dossier.of(remainder=Remainder(extra=extra))).text)["x_number"] == int(
        "7" * 3_000
    )


def test_nothing_changes_the_state_of_the_process(tmp_path: Path) -> None:
    """Neither one call nor many at once."""

    def get_state() -> tuple[object, ...]:
        return (
            list(warnings.filters),
            sys.get_int_max_str_digits(),
            sys.getrecursionlimit(),
            locale.setlocale(locale.LC_ALL),
            gc.isenabled(),
        )

    save(Dossier.of(LONG_PLACE), tmp_path / "a.json")
    jsonl.save(Dossier.of(LONG_PLACE), tmp_path / "a.jsonl")
    calls: list[Callable[[], object]] = [
        lambda: load(tmp_path / "a.json"),
        lambda: jsonl.load(tmp_path / "a.jsonl"),
        lambda: list(jsonl.read_records(tmp_path / "a.jsonl")),
        lambda: loads("{}"),
        lambda: make_converter().structure(LONG, Place),
    ]
    before = get_state()
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(only_our_errors, call) for call in calls * 20]:
            done.result()
    assert get_state() == before
