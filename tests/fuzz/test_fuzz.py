"""The search for bad input: every reader keeps its laws on the seeds and near them, and what is found is kept."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from korea_events.codecs import Codec, csv, list_codecs
from korea_events.errors import KoreaEventsError
from tests.conformance.importers import IMPORTERS
from tests.fuzz.fuzz import Found
from tests.fuzz.readers import READERS, try_reader

CHANGES = 100


@pytest.mark.parametrize("name", [name for name, reader in READERS.items() if reader.extra is None])
def test_every_reader_keeps_its_laws(name: str) -> None:
    """Those that need an extra are tried in its folder."""
    keep_laws(name)


def keep_laws(name: str) -> None:
    reader = READERS[name]
    seeds = reader.seeds()
    change = reader.mutation(seeds)
    random = Random(name)
    for data in [*seeds, *(change(random.choice(seeds), random) for _ in range(CHANGES))]:
        try_reader(name, data)


@pytest.mark.parametrize(
    "codec", [codec for codec in list_codecs() if codec.loads], ids=lambda codec: codec.name
)
def test_every_format_that_reads_is_tried(codec: Codec) -> None:
    """Add a new one to READERS here and to the importers of tests/conformance."""
    assert READERS[codec.name].extra == codec.extra
    assert codec.name in IMPORTERS


@pytest.mark.parametrize("name", ["csv", "json", "jsonl"])
def test_changes_are_the_same_every_time(name: str) -> None:
    """An input that was found can be found again: of texts, of values, and of values in lines."""
    seeds = READERS[name].seeds()[:20]
    once, again = (
        [READERS[name].mutation(seeds)(seed, Random(number)) for number, seed in enumerate(seeds)]
        for _ in range(2)
    )
    assert once == again
    assert once != seeds


def test_a_law_that_is_broken_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that lets another error out, and one that reads what it wrote as something else."""
    seed = READERS["csv"].seeds()[0]
    monkeypatch.setattr(csv.tables, "decode_table", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        try_reader("csv", seed)
    monkeypatch.undo()
    monkeypatch.setattr(csv.tables, "escape_cell", lambda text: text.upper())
    with pytest.raises(KoreaEventsError, match="csv-header"):
        try_reader("csv", seed)


def test_of_inputs_with_one_reason_the_shortest_is_kept(tmp_path: Path) -> None:
    found = Found(tmp_path)

    def fail(data: bytes, kind: type[Exception]) -> None:
        try:
            raise kind("why")
        except kind as error:
            found.add(data, error)

    for data in (b"long", b"longest", b"x"):
        fail(data, ValueError)
    fail(b"other", KeyError)
    kept = {path.name.partition("-")[0]: path.read_bytes() for path in tmp_path.iterdir() if not path.suffix}
    assert kept == {"ValueError": b"x", "KeyError": b"other"}
    assert all("why" in path.read_text() for path in tmp_path.glob("*.why"))
