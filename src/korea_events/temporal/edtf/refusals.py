"""What is wrong with a text whose shape is no date's, and what to write instead."""

from __future__ import annotations

from korea_events.errors import Problem
from korea_events.temporal.civil import shown


def explain(text: str) -> Problem:
    """The problem of a text that is not shaped like EDTF."""
    return Problem("$", "edtf-syntax", f"{shown(text)} is not a date such as 2024-03-05, 2024-03 or 2024-03-04/2024-03-14")
