"""Evidence: who says so, how many origins there are, what contradicts what, and what follows (floor 4).

Pure functions over a dossier. They change nothing, and every answer gives its reasons.
"""

from korea_events.evidence.checks import find_evidence_problems as find_evidence_problems
from korea_events.evidence.clocks import find_clock_problems as find_clock_problems
from korea_events.evidence.comparison.aggregation import (
    Aggregate as Aggregate,
    ResolvedField as ResolvedField,
    Rule as Rule,
    aggregate as aggregate,
)
from korea_events.evidence.comparison.agreement import (
    Agreement as Agreement,
    ComparisonResult as ComparisonResult,
)
from korea_events.evidence.comparison.contradictions import (
    Contradiction as Contradiction,
    Contradictions as Contradictions,
    contradictions as contradictions,
    select_current_claims as select_current_claims,
)
from korea_events.evidence.comparison.pairs import compare as compare
from korea_events.evidence.comparison.viewpoints import Views as Views, views as views
from korea_events.evidence.derivations import (
    Derivations as Derivations,
    DerivedFigure as DerivedFigure,
    derivations as derivations,
)
from korea_events.evidence.figures.conversions import find_conversion_problems as find_conversion_problems
from korea_events.evidence.figures.extents import Extent as Extent, extent as extent
from korea_events.evidence.figures.units import convert as convert, dimension as dimension
from korea_events.evidence.forecasts import ForecastScore as ForecastScore, Score as Score, score as score
from korea_events.evidence.groups import GroupFact as GroupFact, group_fact as group_fact
from korea_events.evidence.lineage_proposals import (
    LineageProposal as LineageProposal,
    LineageProposals as LineageProposals,
    propose_lineage as propose_lineage,
)
from korea_events.evidence.lineages import Lineages as Lineages
from korea_events.evidence.ordinals import (
    CountedEvent as CountedEvent,
    OrdinalCheck as OrdinalCheck,
    check_ordinal as check_ordinal,
)
from korea_events.evidence.origins.corroboration import (
    Finding as Finding,
    RelatedAccount as RelatedAccount,
    Standing as Standing,
    corroboration as corroboration,
)
from korea_events.evidence.origins.counting import (
    CitationCycle as CitationCycle,
    CitationCycles as CitationCycles,
    Origin as Origin,
    Origins as Origins,
    Reliance as Reliance,
    circular_reporting as circular_reporting,
    list_origins as list_origins,
    origins as origins,
    rests_on as rests_on,
)
from korea_events.evidence.origins.lineage_tree import lineage as lineage
from korea_events.evidence.ratings import find_rating_problems as find_rating_problems
