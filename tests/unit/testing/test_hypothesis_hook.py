"""hypothesis draws valid values of our classes by their types alone."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings, strategies as st

import korea_events as ke
from korea_events.testing.hypothesis_hook import register_types
from tests.unit.model.every_record import FACTS

register_types()
PROJECT = Path(__file__).parents[3] / "pyproject.toml"


@attrs.frozen
class Sighting:
    """What a user of the library may build on it."""

    drill: ke.Exercise
    when: ke.Span
    sources: list[ke.Citation]
    status: ke.Status


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.builds(Sighting))
def test_classes_of_users_are_built_of_valid_values(sighting):
    """Every value can exist: made again from what it says, it is the same."""
    assert ke.Span.from_arguments(sighting.when.arguments()) == sighting.when
    assert sighting.drill.replace() == sighting.drill
    assert isinstance(sighting.status, ke.Status)


@pytest.mark.parametrize(
    "kind", [*map(type, FACTS), ke.Span, ke.Dossier, ke.RelationSet, ke.Footing, ke.Event, ke.Claim]
)
def test_every_class_has_its_strategy(kind):
    """Bases are drawn as one of their classes."""
    quick = settings(
        max_examples=5, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
    )
    assert isinstance(find(st.from_type(kind), lambda _: True, settings=quick), kind)


def test_the_entry_point_is_declared_and_loads(tmp_path):
    """A program that only imports hypothesis and the library gets valid spans."""
    declared = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["entry-points"]["hypothesis"]
    info = tmp_path / "probe-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: probe\nVersion: 0\n", "utf-8")
    lines = [f"{name} = {target}" for name, target in declared.items()]
    (info / "entry_points.txt").write_text("\n".join(["[hypothesis]", *lines]), "utf-8")
    program = (
        "import hypothesis, korea_events as ke; from hypothesis import strategies as st; "
        "print(hypothesis.find(st.from_type(ke.Exercise), lambda drill: drill.span is not None).id)"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": path},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout.strip(), ran.returncode) == ("a", 0), ran.stderr
