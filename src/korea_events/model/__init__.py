"""Facts: frozen records of what was reported, by whom, and through whom (floor 2). Knows no file and no collection."""

from korea_events.model.actors import Actor, ActorKind, Place
from korea_events.model.checking import faults_of, problems_of, without_check
from korea_events.model.claims import CapabilityClaim, Claim, EventClaim, Stance
from korea_events.model.documents import Document
from korea_events.model.event_parts import (
    ExerciseComponent,
    Measure,
    MeasureKind,
    Participation,
    Plan,
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
from korea_events.model.exercise_kinds import ExerciseKind
from korea_events.model.facts import Fact, Part, extra_faults
from korea_events.model.field_checks import MISSING, UNUSABLE, Faults
from korea_events.model.field_paths import SPAN_ASPECTS
from korea_events.model.json_text import canonical_json, json_fault
from korea_events.model.judgements import Judgement, JudgementVerdict, Rating
from korea_events.model.lengths import Counting, StatedLength
from korea_events.model.links import Link, LinkKind
from korea_events.model.plain_values import (
    TYPE_KEY,
    canonical_text,
    plain,
    plain_extra,
    plain_span,
    tagged,
    writers_of,
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
from korea_events.model.quantities import Comparison, Qualifier, Quantity, Ref, Superlative, Term, Unit
from korea_events.model.record import Record
from korea_events.model.reports import EventReport
from korea_events.model.scales import LIKELIHOOD_BANDS, Confidence, Credibility, Likelihood, Reliability
from korea_events.model.series import ExerciseSeries
from korea_events.model.shapes import (
    CLAIM_COLLECTIONS,
    EVENT_COLLECTIONS,
    LARGEST_INTEGER,
    FieldSpec,
    Shape,
    field_descriptions,
    field_table,
    fields_of,
    once_per_class,
)
from korea_events.model.showing import span_text
from korea_events.model.statements import Act, ActKind, Audience, Statement, StatementForm
from korea_events.model.views import Assessment, Framing, Outcome, Resolution
from korea_events.model.vocabulary import Vocabulary
from korea_events.model.weapons import Designation, WeaponKind, WeaponSystem
from korea_events.model.wording import Wording

__all__ = [
    "CLAIM_COLLECTIONS",
    "COLLECTIONS",
    "EVENT_COLLECTIONS",
    "LARGEST_INTEGER",
    "LIKELIHOOD_BANDS",
    "MISSING",
    "RECORD_TYPES",
    "SPAN_ASPECTS",
    "TYPE_KEY",
    "UNUSABLE",
    "Act",
    "ActKind",
    "Activity",
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
    "Counting",
    "Credibility",
    "Designation",
    "Document",
    "Event",
    "EventAccount",
    "EventClaim",
    "EventReport",
    "Exercise",
    "ExerciseComponent",
    "ExerciseKind",
    "ExerciseSeries",
    "Fact",
    "Faults",
    "FieldSpec",
    "Footing",
    "Framing",
    "Hop",
    "HopVerb",
    "Judgement",
    "JudgementVerdict",
    "LeaderActivity",
    "Likelihood",
    "Link",
    "LinkKind",
    "Measure",
    "MeasureKind",
    "Outcome",
    "Part",
    "Participation",
    "Place",
    "Plan",
    "Qualifier",
    "Quantity",
    "Quote",
    "Rating",
    "Record",
    "Ref",
    "Reliability",
    "Resolution",
    "Role",
    "Shape",
    "Stance",
    "StatedLength",
    "Statement",
    "StatementForm",
    "Status",
    "Superlative",
    "Support",
    "Term",
    "Unit",
    "Vocabulary",
    "WeaponEvent",
    "WeaponKind",
    "WeaponSystem",
    "Wording",
    "canonical_json",
    "canonical_text",
    "extra_faults",
    "faults_of",
    "field_descriptions",
    "field_table",
    "fields_of",
    "json_fault",
    "once_per_class",
    "plain",
    "plain_extra",
    "plain_span",
    "problems_of",
    "span_text",
    "tagged",
    "without_check",
    "writers_of",
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
