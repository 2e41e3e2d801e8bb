"""Evidence: who says so, how many origins stand behind it, what contradicts what, what follows (floor 4).

Pure functions over a dossier: nothing is changed, and every answer says why.
"""

from korea_events.evidence.aggregation import Aggregate, Resolved, Rule, aggregate
from korea_events.evidence.agreement import Agreement, Compared
from korea_events.evidence.checks import evidence_problems
from korea_events.evidence.clocks import clock_problems
from korea_events.evidence.comparing import compare
from korea_events.evidence.conversions import conversion_problems
from korea_events.evidence.corroborating import Finding, Standing, corroboration
from korea_events.evidence.derivations import Derived, derivations
from korea_events.evidence.disagreement import Contradiction, contradictions
from korea_events.evidence.forecasts import Score, score
from korea_events.evidence.groups import GroupFact, group_fact
from korea_events.evidence.lineage_tree import lineage
from korea_events.evidence.ratings import rating_problems
from korea_events.evidence.tracing import (
    Circle,
    Origin,
    Origins,
    Reliance,
    circular_reporting,
    origins,
    rests_on,
)
from korea_events.evidence.units import convert, dimension
from korea_events.evidence.viewpoints import views

__all__ = [
    "Aggregate",
    "Agreement",
    "Circle",
    "Compared",
    "Contradiction",
    "Derived",
    "Finding",
    "GroupFact",
    "Origin",
    "Origins",
    "Reliance",
    "Resolved",
    "Rule",
    "Score",
    "Standing",
    "aggregate",
    "circular_reporting",
    "clock_problems",
    "compare",
    "contradictions",
    "conversion_problems",
    "convert",
    "corroboration",
    "derivations",
    "dimension",
    "evidence_problems",
    "group_fact",
    "lineage",
    "origins",
    "rating_problems",
    "rests_on",
    "score",
    "views",
]
