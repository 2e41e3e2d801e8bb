"""The second door of ``model``: what the floors above use and guests do not need. It may change at any time."""

from korea_events.model.active_times import find_active_time
from korea_events.model.base_classes import (
    check_extra_names,
)
from korea_events.model.event_dates import (
    begin_so_far,
    check_event_dates,
    check_pauses,
    cut_occurrences,
)
from korea_events.model.fields.checks import (
    build_problem,
    build_unchecked,
    find_faults,
    find_problems,
)
from korea_events.model.fields.declarations import (
    CLAIM_COLLECTIONS,
    EVENT_COLLECTIONS,
    FRAME_FIELDS,
    LARGEST_INTEGER,
    FieldSpec,
    Shape,
    list_fields,
    map_fields,
    read_field_descriptions,
    remember_per_class,
)
from korea_events.model.fields.field_checks import (
    MISSING,
    UNUSABLE,
    Fault,
    Faults,
)
from korea_events.model.fields.field_paths import (
    SPAN_ASPECTS,
)
from korea_events.model.fields.kept_json import (
    check_canonical_json,
    read_kept_json,
    write_canonical_json,
)
from korea_events.model.fields.text_rules import (
    TextRule,
)
from korea_events.model.fields.to_plain import (
    TYPE_KEY,
    list_value_writers,
    unstructure,
    unstructure_extra,
    unstructure_span,
    unstructure_with_type,
    write_canonical_record,
)
from korea_events.model.fields.vocabulary import (
    OrderedVocabulary,
    Vocabulary,
)
from korea_events.model.fields.walk import (
    FoundValue,
    list_paths_to,
    walk,
)
from korea_events.model.notebook_html import (
    format_span_cell,
)
from korea_events.model.quantities import (
    format_quantity,
)

__all__ = [
    "CLAIM_COLLECTIONS",
    "EVENT_COLLECTIONS",
    "FRAME_FIELDS",
    "LARGEST_INTEGER",
    "MISSING",
    "SPAN_ASPECTS",
    "TYPE_KEY",
    "UNUSABLE",
    "Fault",
    "Faults",
    "FieldSpec",
    "FoundValue",
    "OrderedVocabulary",
    "Shape",
    "TextRule",
    "Vocabulary",
    "begin_so_far",
    "build_problem",
    "build_unchecked",
    "check_canonical_json",
    "check_event_dates",
    "check_extra_names",
    "check_pauses",
    "cut_occurrences",
    "find_active_time",
    "find_faults",
    "find_problems",
    "format_quantity",
    "format_span_cell",
    "list_fields",
    "list_paths_to",
    "list_value_writers",
    "map_fields",
    "read_field_descriptions",
    "read_kept_json",
    "remember_per_class",
    "unstructure",
    "unstructure_extra",
    "unstructure_span",
    "unstructure_with_type",
    "walk",
    "write_canonical_json",
    "write_canonical_record",
]
