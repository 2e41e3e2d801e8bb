"""What the strategies draw covers every way to say when."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from korea_events.temporal import EndKind, Grain, Reading, Span
from korea_events.testing.strategies import spans


def test_spans_of_every_kind_are_drawn() -> None:
    seen: set[str] = set()

    @settings(
        max_examples=600,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(spans())
    def look(span: Span) -> None:
        seen.add("text" if span.edtf is not None else "bounds")
        seen.add(span.grain.value)
        seen.update(
            name
            for name, holds in {
                "duration": span.duration is not None,
                "as of": span.as_of is not None,
                "throughout": span.reading is Reading.THROUGHOUT,
                "approximate": span.approximate,
                "uncertain": span.uncertain,
                "open": span.end_kind is EndKind.OPEN,
                "several": len(span.alternatives) > 1,
                "unknown": span == Span.unknown(zone=span.zone),
                "elsewhere": span.zone != "Asia/Seoul",
            }.items()
            if holds
        )

    look()
    assert seen == {
        "text", "bounds", "day", "instant", "duration", "as of", "throughout", "approximate", "uncertain", "open",
        "several", "unknown", "elsewhere",
    }  # fmt: skip


@settings(max_examples=30)
@given(spans(grain=Grain.INSTANT, zones=["UTC"]))
def test_grain_and_zones_are_kept_to(span: Span) -> None:
    assert span == Span.unknown(zone="UTC") or span.grain is Grain.INSTANT
    assert span.zone == "UTC"
