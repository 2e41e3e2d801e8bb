"""Events in March 2024 with no more than questions need."""

from __future__ import annotations

from attrs import frozen

from korea_events import Span


@frozen(kw_only=True)
class Drill:
    """The least that an event has to offer to be asked about."""

    id: str
    when: Span | None
    footing: str = "held"
    status: str | None = None
    part_of: str | None = None
    pauses: tuple[Span, ...] = ()


def march(first: int, last: int | None = None) -> Span:
    return (
        Span.on(f"2024-03-{first:02}")
        if last is None
        else Span.of(f"2024-03-{first:02}", f"2024-03-{last:02}")
    )
