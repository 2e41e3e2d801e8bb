"""Hypothesis strategies for the values of the library: spans, texts, records, parts, dossiers.

They draw what is valid, not what is likely. ``pip install "korea-events[hypothesis]"`` brings what they need.
"""

from korea_events.testing.strategies.facts import (
    dossiers as dossiers,
    json_values as json_values,
    parts as parts,
    records as records,
)
from korea_events.testing.strategies.texts import ids as ids, texts_for as texts_for
from korea_events.testing.strategies.times import (
    days as days,
    edtf_texts as edtf_texts,
    spans as spans,
    spans_related_to as spans_related_to,
)
from korea_events.testing.strategies.variants import variants as variants
