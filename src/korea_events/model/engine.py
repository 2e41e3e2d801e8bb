"""The second door of ``model``: what the floors above use and guests do not need. It may change at any time."""

from korea_events.model.active_times import find_active_time as find_active_time
from korea_events.model.base_classes import check_extra_names as check_extra_names
from korea_events.model.event_dates import (
    begin_so_far as begin_so_far,
    check_event_dates as check_event_dates,
    check_pauses as check_pauses,
    cut_occurrences as cut_occurrences,
)
from korea_events.model.fields.checks import (
    build_problem as build_problem,
    build_unchecked as build_unchecked,
    find_faults as find_faults,
    find_problems as find_problems,
)
from korea_events.model.fields.declarations import (
    CLAIM_COLLECTIONS as CLAIM_COLLECTIONS,
    EVENT_COLLECTIONS as EVENT_COLLECTIONS,
    FRAME_FIELDS as FRAME_FIELDS,
    LARGEST_INTEGER as LARGEST_INTEGER,
    FieldSpec as FieldSpec,
    Shape as Shape,
    compile_function as compile_function,
    list_fields as list_fields,
    map_fields as map_fields,
    read_field_descriptions as read_field_descriptions,
    remember_per_class as remember_per_class,
)
from korea_events.model.fields.field_checks import (
    MISSING as MISSING,
    UNUSABLE as UNUSABLE,
    Fault as Fault,
    Faults as Faults,
)
from korea_events.model.fields.field_paths import SPAN_ASPECTS as SPAN_ASPECTS
from korea_events.model.fields.kept_json import (
    check_canonical_json as check_canonical_json,
    read_kept_json as read_kept_json,
    write_canonical_json as write_canonical_json,
)
from korea_events.model.fields.quick_makers import (
    Declined as Declined,
    build_quick_maker as build_quick_maker,
    build_quick_reader as build_quick_reader,
)
from korea_events.model.fields.text_rules import TextRule as TextRule
from korea_events.model.fields.to_plain import (
    TYPE_KEY as TYPE_KEY,
    list_value_writers as list_value_writers,
    unstructure as unstructure,
    unstructure_extra as unstructure_extra,
    unstructure_span as unstructure_span,
    unstructure_with_type as unstructure_with_type,
    write_canonical_record as write_canonical_record,
)
from korea_events.model.fields.vocabulary import (
    OrderedVocabulary as OrderedVocabulary,
    Vocabulary as Vocabulary,
)
from korea_events.model.fields.walk import (
    FoundValue as FoundValue,
    list_paths_to as list_paths_to,
    walk as walk,
)
from korea_events.model.notebook_html import format_span_cell as format_span_cell
from korea_events.model.quantities import format_quantity as format_quantity
from korea_events.model.word_tables import load_words as load_words
