"""What an index shows: links that follow from one setting."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import SimpleNamespace

import pytest

from tests.architecture.package import ROOT


@pytest.fixture
def hatch_build(monkeypatch):
    """The hook of the build, without the tool that calls it."""
    name = "hatchling.metadata.plugin.interface"
    monkeypatch.setitem(sys.modules, name, SimpleNamespace(MetadataHookInterface=SimpleNamespace))
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_metadata(hatch_build, address):
    metadata = {"version": "1.2.3"}
    hatch_build.AddressHook(root=ROOT, config={"address": address}).update(metadata)
    return metadata


def test_all_links_begin_with_the_address(hatch_build):
    """On an index there is no folder beside the README, so each of its links and pictures is absolute."""
    metadata = read_metadata(hatch_build, "https://host.example/owner/korea_events/")
    text = metadata["readme"]["text"]
    links = re.findall(r'\]\(([^)]+)\)|src(?:set)?="([^"]+)"', text)
    assert len(links) >= 7
    assert [link for pair in links for link in pair if link and "://" not in link] == []
    assert 'src="https://host.example/owner/korea_events/raw/v1.2.3/docs/_static/drills-of-2024.svg"' in text
    assert set(metadata["urls"]) == {"Source", "Documentation", "Changes", "Issues"}


def test_without_an_address_there_are_no_links(hatch_build):
    """The README is then as it is in the repository."""
    metadata = read_metadata(hatch_build, "")
    assert "urls" not in metadata
    assert metadata["readme"]["text"] == (ROOT / "README.md").read_text("utf-8")
