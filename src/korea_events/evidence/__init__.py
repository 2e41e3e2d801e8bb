"""Evidence: who says so, how many origins there are, what contradicts what, and what follows (floor 4).

Pure functions over a dossier. They change nothing, and every answer gives its reasons.
"""

from korea_events.evidence.checks import find_evidence_problems
from korea_events.evidence.clocks import find_clock_problems
from korea_events.evidence.comparison.aggregation import Aggregate, ResolvedField, Rule, aggregate
from korea_events.evidence.comparison.agreement import Agreement, ComparisonResult
from korea_events.evidence.comparison.contradictions import Contradiction, Contradictions, contradictions
from korea_events.evidence.comparison.pairs import compare
from korea_events.evidence.comparison.viewpoints import Views, views
from korea_events.evidence.derivations import Derivations, DerivedFigure, derivations
from korea_events.evidence.figures.conversions import find_conversion_problems
from korea_events.evidence.figures.extents import Extent, extent
from korea_events.evidence.figures.units import convert, dimension
from korea_events.evidence.forecasts import ForecastScore, Score, score
from korea_events.evidence.groups import GroupFact, group_fact
from korea_events.evidence.lineage_proposals import LineageProposal, LineageProposals, propose_lineage
from korea_events.evidence.ordinals import CountedEvent, OrdinalCheck, check_ordinal
from korea_events.evidence.origins.corroboration import Finding, RelatedAccount, Standing, corroboration
from korea_events.evidence.origins.counting import (
    CitationCycle,
    CitationCycles,
    Origin,
    Origins,
    Reliance,
    circular_reporting,
    list_origins,
    origins,
    rests_on,
)
from korea_events.evidence.origins.lineage_tree import lineage
from korea_events.evidence.ratings import find_rating_problems

__all__ = [
    "Aggregate",
    "Agreement",
    "CitationCycle",
    "CitationCycles",
    "ComparisonResult",
    "Contradiction",
    "Contradictions",
    "CountedEvent",
    "Derivations",
    "DerivedFigure",
    "Extent",
    "Finding",
    "ForecastScore",
    "GroupFact",
    "LineageProposal",
    "LineageProposals",
    "OrdinalCheck",
    "Origin",
    "Origins",
    "RelatedAccount",
    "Reliance",
    "ResolvedField",
    "Rule",
    "Score",
    "Standing",
    "Views",
    "aggregate",
    "check_ordinal",
    "circular_reporting",
    "compare",
    "contradictions",
    "convert",
    "corroboration",
    "derivations",
    "dimension",
    "extent",
    "find_clock_problems",
    "find_conversion_problems",
    "find_evidence_problems",
    "find_rating_problems",
    "group_fact",
    "lineage",
    "list_origins",
    "origins",
    "propose_lineage",
    "rests_on",
    "score",
    "views",
]
