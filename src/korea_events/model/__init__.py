"""Records of what was reported, by whom, and through whom. Knows neither files nor dossiers (floor 2)."""

from korea_events.model.actors import Actor as Actor, ActorKind as ActorKind, Place as Place
from korea_events.model.assessments import (
    Assessment as Assessment,
    Outcome as Outcome,
    Resolution as Resolution,
)
from korea_events.model.base_classes import Fact as Fact, Part as Part
from korea_events.model.claims import (
    OCCURRENCE as OCCURRENCE,
    CapabilityClaim as CapabilityClaim,
    Claim as Claim,
    EventClaim as EventClaim,
    Stance as Stance,
    claims as claims,
)
from korea_events.model.documents import Document as Document, DocumentKind as DocumentKind
from korea_events.model.event_kinds import (
    ActivityKind as ActivityKind,
    LeaderActivityKind as LeaderActivityKind,
    WeaponEventKind as WeaponEventKind,
)
from korea_events.model.event_parts import (
    EventPlace as EventPlace,
    ExerciseComponent as ExerciseComponent,
    Measure as Measure,
    MeasureKind as MeasureKind,
    Participation as Participation,
    PlaceRole as PlaceRole,
    Plan as Plan,
    PlanKind as PlanKind,
    Role as Role,
)
from korea_events.model.events import (
    Activity as Activity,
    Event as Event,
    EventAccount as EventAccount,
    Exercise as Exercise,
    Footing as Footing,
    LeaderActivity as LeaderActivity,
    Status as Status,
    WeaponEvent as WeaponEvent,
)
from korea_events.model.exercise_kinds import ExerciseKind as ExerciseKind
from korea_events.model.framings import Framing as Framing
from korea_events.model.judgements import (
    Judgement as Judgement,
    JudgementVerdict as JudgementVerdict,
    Rating as Rating,
)
from korea_events.model.lengths import Counting as Counting, StatedLength as StatedLength
from korea_events.model.links import Link as Link, LinkKind as LinkKind
from korea_events.model.provenance import (
    Anonymity as Anonymity,
    Basis as Basis,
    Citation as Citation,
    Coding as Coding,
    Hop as Hop,
    HopVerb as HopVerb,
    Quote as Quote,
    Support as Support,
)
from korea_events.model.quantities import (
    Comparison as Comparison,
    Convention as Convention,
    Ordinal as Ordinal,
    Qualifier as Qualifier,
    Quantity as Quantity,
    Ref as Ref,
    Superlative as Superlative,
    Term as Term,
    Unit as Unit,
)
from korea_events.model.record import Record as Record
from korea_events.model.reports import EventReport as EventReport
from korea_events.model.scales import (
    LIKELIHOOD_BANDS as LIKELIHOOD_BANDS,
    Confidence as Confidence,
    Credibility as Credibility,
    Likelihood as Likelihood,
    Reliability as Reliability,
)
from korea_events.model.series import ExerciseSeries as ExerciseSeries
from korea_events.model.statements import (
    Act as Act,
    ActKind as ActKind,
    Audience as Audience,
    Statement as Statement,
    StatementForm as StatementForm,
)
from korea_events.model.weapons import (
    Designation as Designation,
    WeaponKind as WeaponKind,
    WeaponSystem as WeaponSystem,
)

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
