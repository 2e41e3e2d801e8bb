"""Records of what was reported, by whom, and through whom. Knows neither files nor dossiers (floor 2)."""

from korea_events.model.actors import (
    Actor,
    ActorKind,
    Place,
)
from korea_events.model.assessments import (
    Assessment,
    Outcome,
    Resolution,
)
from korea_events.model.base_classes import (
    Fact,
    Part,
)
from korea_events.model.claims import (
    OCCURRENCE,
    CapabilityClaim,
    Claim,
    EventClaim,
    Stance,
    claims,
)
from korea_events.model.documents import (
    Document,
    DocumentKind,
)
from korea_events.model.event_kinds import (
    ActivityKind,
    LeaderActivityKind,
    WeaponEventKind,
)
from korea_events.model.event_parts import (
    EventPlace,
    ExerciseComponent,
    Measure,
    MeasureKind,
    Participation,
    PlaceRole,
    Plan,
    PlanKind,
    Role,
)
from korea_events.model.events import (
    Activity,
    Event,
    EventAccount,
    Exercise,
    Footing,
    LeaderActivity,
    Status,
    WeaponEvent,
)
from korea_events.model.exercise_kinds import (
    ExerciseKind,
)
from korea_events.model.framings import (
    Framing,
)
from korea_events.model.judgements import (
    Judgement,
    JudgementVerdict,
    Rating,
)
from korea_events.model.lengths import (
    Counting,
    StatedLength,
)
from korea_events.model.links import (
    Link,
    LinkKind,
)
from korea_events.model.provenance import (
    Anonymity,
    Basis,
    Citation,
    Coding,
    Hop,
    HopVerb,
    Quote,
    Support,
)
from korea_events.model.quantities import (
    Comparison,
    Convention,
    Ordinal,
    Qualifier,
    Quantity,
    Ref,
    Superlative,
    Term,
    Unit,
)
from korea_events.model.record import (
    Record,
)
from korea_events.model.reports import (
    EventReport,
)
from korea_events.model.scales import (
    LIKELIHOOD_BANDS,
    Confidence,
    Credibility,
    Likelihood,
    Reliability,
)
from korea_events.model.series import (
    ExerciseSeries,
)
from korea_events.model.statements import (
    Act,
    ActKind,
    Audience,
    Statement,
    StatementForm,
)
from korea_events.model.weapons import (
    Designation,
    WeaponKind,
    WeaponSystem,
)

__all__ = [
    "COLLECTIONS",
    "LIKELIHOOD_BANDS",
    "OCCURRENCE",
    "RECORD_TYPES",
    "Act",
    "ActKind",
    "Activity",
    "ActivityKind",
    "Actor",
    "ActorKind",
    "Anonymity",
    "Assessment",
    "Audience",
    "Basis",
    "CapabilityClaim",
    "Citation",
    "Claim",
    "Coding",
    "Comparison",
    "Confidence",
    "Convention",
    "Counting",
    "Credibility",
    "Designation",
    "Document",
    "DocumentKind",
    "Event",
    "EventAccount",
    "EventClaim",
    "EventPlace",
    "EventReport",
    "Exercise",
    "ExerciseComponent",
    "ExerciseKind",
    "ExerciseSeries",
    "Fact",
    "Footing",
    "Framing",
    "Hop",
    "HopVerb",
    "Judgement",
    "JudgementVerdict",
    "LeaderActivity",
    "LeaderActivityKind",
    "Likelihood",
    "Link",
    "LinkKind",
    "Measure",
    "MeasureKind",
    "Ordinal",
    "Outcome",
    "Part",
    "Participation",
    "Place",
    "PlaceRole",
    "Plan",
    "PlanKind",
    "Qualifier",
    "Quantity",
    "Quote",
    "Rating",
    "Record",
    "Ref",
    "Reliability",
    "Resolution",
    "Role",
    "Stance",
    "StatedLength",
    "Statement",
    "StatementForm",
    "Status",
    "Superlative",
    "Support",
    "Term",
    "Unit",
    "WeaponEvent",
    "WeaponEventKind",
    "WeaponKind",
    "WeaponSystem",
    "claims",
]

RECORD_TYPES: tuple[type[Record], ...] = (
    Actor,
    Place,
    WeaponSystem,
    ExerciseSeries,
    Document,
    Exercise,
    WeaponEvent,
    LeaderActivity,
    Activity,
    EventReport,
    Statement,
    CapabilityClaim,
    EventClaim,
    Framing,
    Assessment,
    Rating,
    Judgement,
    Link,
)
"""The types of records, in the order of their collections in files."""

COLLECTIONS: dict[str, type[Record]] = {record.collection: record for record in RECORD_TYPES}
"""The type of record in each collection, by the name of the collection."""
