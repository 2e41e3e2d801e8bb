"""Hypothesis strategies for the values of the library: spans, texts, records, parts, dossiers.

They draw what is valid, not what is likely. ``pip install "korea-events[hypothesis]"`` brings what they need.
"""

from korea_events.testing.strategies.facts import dossiers, json_values, parts, records
from korea_events.testing.strategies.texts import ids, texts_for
from korea_events.testing.strategies.times import days, edtf_texts, spans, spans_related_to
from korea_events.testing.strategies.variants import variants

__all__ = [
    "days",
    "dossiers",
    "edtf_texts",
    "ids",
    "json_values",
    "parts",
    "records",
    "spans",
    "spans_related_to",
    "texts_for",
    "variants",
]
