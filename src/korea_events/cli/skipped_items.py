"""What took no part in an answer, and why: below a table, and in JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from korea_events.analysis import Skipped, SkipReason
from korea_events.rendering import text_table

_REASON_WORDS = {
    SkipReason.CANCELLED: "cancelled",
    SkipReason.POSTPONED: "postponed",
    SkipReason.SUSPENDED: "suspended",
    SkipReason.NO_DATE: "without any date",
    SkipReason.ANNOUNCED: "only announced",
}


def format_skipped(skipped: Sequence[Skipped]) -> Iterator[str]:
    """How many were skipped for which reason, and each of them on a line; nothing when none was."""
    if not skipped:
        return
    reasons = Counter(one.reason for one in skipped)
    yield "skipped: " + ", ".join(f"{count} {_REASON_WORDS[reason]}" for reason, count in reasons.items())
    yield from text_table((f"  {one.item.name}", _REASON_WORDS[one.reason]) for one in skipped)


def export_skipped(skipped: Sequence[Skipped]) -> list[dict[str, str]]:
    """The same as plain data."""
    return [{"id": one.item.id, "name": one.item.name, "reason": one.reason.value} for one in skipped]
