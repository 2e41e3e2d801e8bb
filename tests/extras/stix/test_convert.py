"""``korea-events convert`` with STIX bundles: out, back, and those of other producers in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import stix2

import korea_events as ke
from korea_events.cli import main
from korea_events.reference import get_dossier
from tests.foreign_bundle import FOREIGN, build_bundle


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(capsys, *words):
    code = main(["convert", *words])
    printed = capsys.readouterr()
    return code, printed.err.splitlines()


def test_a_dossier_goes_out_and_comes_back(capsys):
    assert run(capsys, "drills", "drills.stix", "--strict") == (0, [])
    code, messages = run(capsys, "drills.stix", "back.json", "--strict")
    assert code == 0
    assert messages[0].endswith(" records, 0 rejected")
    assert ke.load("back.json") == get_dossier("drills")


def test_core_objects_only(capsys):
    stamp = ["--stamp", "2024-05-01T09:00:00+09:00"]
    code, messages = run(capsys, "seed", "seed.stix.json", "--core-only", *stamp)
    assert (code, messages[0]) == (0, "lost: $.actors[0].kind: only the words of its identity say it")
    made = stix2.parse(Path("seed.stix.json").read_text("utf-8")).objects
    assert {one["type"] for one in made} >= {"incident", "note", "identity"}
    assert {one["modified"].isoformat() for one in made[1:]} == {"2024-05-01T00:00:00+00:00"}
    assert run(capsys, "seed", "seed.csv", "--core-only")[0] == 2


def test_a_bundle_of_another_producer_becomes_a_dossier(capsys):
    Path("theirs.json").write_text(build_bundle(*FOREIGN), "utf-8")
    code, messages = run(capsys, "theirs.json", "theirs.dossier.json", "--from", "stix")
    assert code == 0
    assert messages[-4:] == [
        "11 objects: 6 read as 6 records, 0 rejected, 5 left out",
        "assumed: a midnight is a day of UTC",
        "assumed: an organization is a group",
        "assumed: the only address to which a report refers is its own",
    ]
    assert [line.split(":")[0] for line in messages[:-4]] == ["not read"] * 5
    dossier = ke.load("theirs.dossier.json")
    assert [len(getattr(dossier, name)) for name in ("actors", "places", "documents")] == [2, 2, 2]
    assert json.loads(dict(dossier.documents[FOREIGN[0]["id"]].extra)["stix"])["labels"] == ["missiles"]
