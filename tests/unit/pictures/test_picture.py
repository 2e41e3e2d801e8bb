"""Files without any extra: text and specifications; what is refused."""

from __future__ import annotations

import json

import pytest

import korea_events as ke

PICTURE = ke.timeline([ke.Span.of("2024-03-04", "2024-03-14")], title="Freedom Shield 24")


def test_text_and_specification_need_no_extra(tmp_path):
    PICTURE.save(tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text("utf-8") == f"{PICTURE}\n"
    PICTURE.save(tmp_path / "a.JSON", dark=True)
    assert json.loads((tmp_path / "a.JSON").read_text("utf-8")) == PICTURE.specification(dark=True)


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.html.bak"])
def test_other_endings_are_refused(tmp_path, name):
    with pytest.raises(ke.errors.FileError) as caught:
        PICTURE.save(tmp_path / name)
    assert [problem.code for problem in caught.value.problems] == ["picture-format"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "module,code,ask",
    [
        ("altair", "extra-plot", lambda: PICTURE.chart),
        ("vl_convert", "extra-plot", PICTURE.svg),
        ("vl_convert", "extra-plot", lambda: PICTURE.save("never.png")),
        ("rich.text", "extra-cli", PICTURE.rich_text),
    ],
    ids=["chart", "svg", "png", "colours"],
)
def test_without_the_extra_one_is_told_which(monkeypatch, module, code, ask):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(ke.errors.MissingExtraError) as caught:
        ask()
    assert [problem.code for problem in caught.value.problems] == [code]


def test_without_the_extra_notebooks_show_text(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    assert PICTURE._repr_mimebundle_() == {"text/plain": str(PICTURE)}


def test_pictures_are_values():
    again = ke.timeline([ke.Span.of("2024-03-04", "2024-03-14")], title="Freedom Shield 24")
    assert again == PICTURE
    assert hash(again) == hash(PICTURE)
    assert repr(PICTURE) == "<Timeline: 1 event, 2024-03-03 to 2024-03-15, days in Asia/Seoul>"
