"""The registry of formats: all have the same functions, and what is registered is documented and told apart."""

from __future__ import annotations

import gzip
import inspect
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from korea_events.codecs import Codec, ImportResult, find_codec, get_codec, list_codecs, register_codec
from korea_events.dossier import Dossier, Remainder
from korea_events.errors import FileError, Problem, QuestionError
from korea_events.model import Actor

ROOT = Path(__file__).parents[3]

USA = Actor(id="usa", name="United States", kind="state")
USFK = Actor(id="usfk", name="USFK", kind="command", part_of="us")
FREE = [codec for codec in list_codecs() if codec.extra is None]
"""The formats that need no extra."""


def name_of(codec: Codec) -> str:
    return codec.name


@pytest.mark.parametrize("codec", list_codecs(), ids=name_of)
def test_files_take_the_options_of_texts(codec: Codec) -> None:
    pairs: list[tuple[Callable[..., object], Callable[..., object]]] = [(codec.dumps, codec.save)]
    if codec.loads is not None:
        assert codec.load is not None
        pairs.append((codec.loads, codec.load))
    for text, file in pairs:
        ours, theirs = (inspect.signature(function).parameters.values() for function in (text, file))
        if not any(one.kind is one.VAR_KEYWORD for one in theirs):
            assert list(theirs)[-len(ours) + 1 :] == list(ours)[1:]
    assert "strict" in inspect.signature(codec.dumps).parameters


@pytest.mark.parametrize("codec", FREE, ids=name_of)
def test_a_file_holds_what_is_dumped_and_is_read_like_it(codec: Codec, tmp_path: Path) -> None:
    path = tmp_path / f"actors{codec.endings[0]}"
    written = codec.save(Dossier.of(USA), path)
    assert path.read_bytes() == written.data == codec.dumps(Dossier.of(USA)).data
    if codec.load is not None and codec.loads is not None:
        assert codec.load(path) == codec.loads(written.data)
        with pytest.raises(FileError):
            codec.load(tmp_path / "none")


@pytest.mark.parametrize("codec", FREE, ids=name_of)
def test_a_compressed_file_is_like_the_file(codec: Codec, tmp_path: Path) -> None:
    """The name says whether to compress, the content whether it is compressed; the same text gives the same bytes."""
    plain, packed, other = (tmp_path / f"actors{codec.endings[0]}{more}" for more in ("", ".gz", ".GZ"))
    assert codec.save(Dossier.of(USA), packed) == codec.save(Dossier.of(USA), plain)
    codec.save(Dossier.of(USA), other)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert other.read_bytes() == packed.read_bytes()
    assert packed.read_bytes()[4:8] == bytes(4), "the time of writing"
    assert find_codec(packed.name) is find_codec(other.name) is codec
    if codec.load is not None:
        (tmp_path / "unnamed").write_bytes(packed.read_bytes())
        assert codec.load(packed) == codec.load(tmp_path / "unnamed") == codec.load(plain)


@pytest.mark.parametrize("codec", [codec for codec in FREE if codec.load is not None], ids=name_of)
@pytest.mark.parametrize(
    "data, code",
    [
        (gzip.compress(b"id,name")[:12], "file-compressed"),
        (gzip.compress(b" " * 5_000_000), "file-too-large"),
    ],
    ids=["cut", "bomb"],
)
def test_a_damaged_or_hostile_compressed_file_is_refused(
    codec: Codec, data: bytes, code: str, tmp_path: Path
) -> None:
    (tmp_path / "a.gz").write_bytes(data)
    assert codec.load is not None
    with pytest.raises(FileError) as caught:
        codec.load(tmp_path / "a.gz").require_all()
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("codec", list_codecs(), ids=name_of)
def test_every_format_is_found_and_documented(codec: Codec) -> None:
    assert get_codec(codec.name) is codec
    for ending in codec.endings:
        assert find_codec(f"A{ending.upper()}") is codec
    assert f"[{codec.title}]" in (ROOT / "docs/reference/losses.md").read_text("utf-8")


def test_names_and_endings_belong_to_one_format() -> None:
    codec = get_codec("json")
    assert register_codec(codec) is codec
    for other in (evolve(codec, title="other"), evolve(codec, name="other")):
        with pytest.raises(ValueError, match="'json' is registered already"):
            register_codec(other)
    with pytest.raises(QuestionError, match="unknown format 'xml'"):
        get_codec("xml")


def test_a_result_is_a_dossier_if_nothing_is_wrong() -> None:
    assert ImportResult((USA,), remainder=Remainder(extra=(("x", "1"),))).to_dossier() == Dossier.of(
        USA, remainder=Remainder(extra=(("x", "1"),))
    )
    problem = Problem("$.rows[2].id", "id-syntax", "x")
    for result, path in (
        (ImportResult((USA,), (problem,)), problem.path),
        (ImportResult((USFK,)), "$.records[0].part_of"),
        (ImportResult((USFK,), path_of="$.rows[{}]".format), "$.rows[0].part_of"),
    ):
        with pytest.raises(FileError) as caught:
            result.to_dossier()
        assert [problem.path for problem in caught.value.problems] == [path]
