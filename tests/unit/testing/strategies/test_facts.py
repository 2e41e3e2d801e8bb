"""What the strategies draw covers what the classes declare."""

from __future__ import annotations

from inspect import get_annotations
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from korea_events.dossier import Dossier
from korea_events.model import RECORD_TYPES
from korea_events.model.engine import Shape, list_fields
from korea_events.testing.strategies import dossiers, records


def test_every_field_of_every_record_is_drawn() -> None:
    """A field that no strategy ever fills would be outside every law."""
    drawn: set[str] = set()
    declared: set[str] = set()

    @settings(
        max_examples=150,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(RECORD_TYPES).flatmap(lambda kind: records(kind, full=True)))
    def look(record: Any) -> None:
        for spec in list_fields(type(record)):
            # Fields that several classes inherit are counted once, under the class that declares them.
            owner = next(
                base for base in reversed(type(record).__mro__) if spec.name in get_annotations(base)
            )
            declared.add(f"{owner.__name__}.{spec.name}")
            if getattr(record, spec.name) not in (None, ()):
                drawn.add(f"{owner.__name__}.{spec.name}")

    look()
    assert sorted(declared - drawn) == []


def test_dossiers_have_every_type_of_record_with_references_in_order() -> None:
    """Whatever is drawn is a dossier, since making one checks it; together they have everything."""
    found: set[str] = set()

    @settings(
        max_examples=60,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(dossiers(max_records=8))
    def look(dossier: Dossier) -> None:
        assert len(dossier) <= 8
        found.update(record.collection for record in dossier.records())

    look()
    assert len(found) > len(RECORD_TYPES) // 2


def test_unknown_fields_are_drawn_too() -> None:
    assert any(spec.shape is Shape.UNKNOWN_FIELDS for spec in list_fields(RECORD_TYPES[0]))
