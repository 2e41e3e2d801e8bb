"""Facts: frozen records of what was reported, by whom, and through whom (floor 2). Knows no file and no collection."""

from korea_events.model.actors import Actor, ActorKind, Place
from korea_events.model.assessments import Assessment, Framing, Outcome, Resolution
from korea_events.model.base_classes import Fact, Part, check_extra_names
from korea_events.model.claims import OCCURRENCE, CapabilityClaim, Claim, EventClaim, Stance
from korea_events.model.documents import Document
from korea_events.model.event_dates import cut_occurrences
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
from korea_events.model.fields.checks import build_unchecked, find_faults, find_problems
from korea_events.model.fields.declarations import (
    CLAIM_COLLECTIONS,
    EVENT_COLLECTIONS,
    LARGEST_INTEGER,
    FieldSpec,
    Shape,
    list_fields,
    map_fields,
    read_field_descriptions,
    remember_per_class,
)
from korea_events.model.fields.field_checks import MISSING, UNUSABLE, Faults
from korea_events.model.fields.field_paths import SPAN_ASPECTS
from korea_events.model.fields.kept_json import check_canonical_json, write_canonical_json
from korea_events.model.fields.text_rules import TextRule
from korea_events.model.fields.to_plain import (
    TYPE_KEY,
    list_value_writers,
    unstructure,
    unstructure_extra,
    unstructure_span,
    unstructure_with_type,
    write_canonical_record,
)
from korea_events.model.fields.vocabulary import Vocabulary
from korea_events.model.fields.walk import FoundValue, list_paths_to, walk
from korea_events.model.judgements import Judgement, JudgementVerdict, Rating
from korea_events.model.lengths import Counting, StatedLength
from korea_events.model.links import Link, LinkKind
from korea_events.model.notebook_html import format_span_cell
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
from korea_events.model.statements import Act, ActKind, Audience, Statement, StatementForm
from korea_events.model.weapons import Designation, WeaponKind, WeaponSystem

__all__ = [
    "CLAIM_COLLECTIONS",
    "COLLECTIONS",
    "EVENT_COLLECTIONS",
    "LARGEST_INTEGER",
    "LIKELIHOOD_BANDS",
    "MISSING",
    "OCCURRENCE",
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
    "FoundValue",
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
    "TextRule",
    "Unit",
    "Vocabulary",
    "WeaponEvent",
    "WeaponKind",
    "WeaponSystem",
    "build_unchecked",
    "check_canonical_json",
    "check_extra_names",
    "cut_occurrences",
    "find_faults",
    "find_problems",
    "format_span_cell",
    "list_fields",
    "list_paths_to",
    "list_value_writers",
    "map_fields",
    "read_field_descriptions",
    "remember_per_class",
    "unstructure",
    "unstructure_extra",
    "unstructure_span",
    "unstructure_with_type",
    "walk",
    "write_canonical_json",
    "write_canonical_record",
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
