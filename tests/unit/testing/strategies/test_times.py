"""What the strategies draw covers every way to say when."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from korea_events.errors import QuestionError
from korea_events.temporal import EndKind, Grain, Reading, Relation, Span, Verdict, relate
from korea_events.testing.strategies import days, spans, spans_related_to


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


@given(st.data(), days(), st.integers(0, 5), st.sets(st.sampled_from(Relation), min_size=1))
def test_drawn_spans_stand_in_the_relation_asked_for(
    data: st.DataObject, first: dt.date, more: int, wanted: set[Relation]
) -> None:
    span = Span.of(first, first + dt.timedelta(days=more), zone="UTC")
    try:
        drawn = data.draw(spans_related_to(span, wanted))
    except QuestionError as error:
        assert error.problems[0].code == "related-nothing"  # noqa: PT017
        # Within one day there is nothing, and nothing lies in the middle of two.
        assert wanted <= {
            Relation.OVERLAPS, Relation.STARTS, Relation.DURING, Relation.FINISHES, Relation.OVERLAPPED_BY,
        }  # fmt: skip
        assert more == 0 or (more == 1 and wanted == {Relation.DURING})
    else:
        assert relate(drawn, span).verdict(wanted) is Verdict.CERTAIN
        assert drawn.zone == "UTC"
        assert drawn.certain == drawn.possible


@pytest.mark.parametrize("relation", Relation)
def test_every_relation_can_be_drawn(relation: Relation) -> None:
    span = Span.of("2024-03-04", "2024-03-06")
    found: set[Span] = set()

    @settings(max_examples=30, phases=[Phase.generate], database=None, derandomize=True)
    @given(spans_related_to(span, [relation]))
    def look(drawn: Span) -> None:
        found.add(drawn)
        assert set(relate(drawn, span)) == {relation}

    look()
    assert found


@pytest.mark.parametrize(
    "text", ["2024-03", "2024-03-04/", "2024-03-04/..", "2024-03-04~", "2024-03-04T10:00:00Z"]
)
def test_days_that_are_not_known_have_no_certain_relations(text: str) -> None:
    with pytest.raises(QuestionError) as caught:
        spans_related_to(Span.parse(text), [Relation.MEETS])
    assert caught.value.problems[0].code == "related-exact"
