"""The bounds of an event's dates by everything that bears on them, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import frozen

from korea_events.errors import ContradictionError, SpanError
from korea_events.temporal import Assertion, Span, TemporalNetwork
from korea_events.temporal.engine import BoundName

# The bounds of a pair are one line when they agree.
_END_BOUNDS: Final[tuple[tuple[str, tuple[BoundName, BoundName]], ...]] = (
    ("starts", ("earliest_start", "latest_start")),
    ("ends", ("earliest_end", "latest_end")),
)
_BOUND_WORDS: Final = {
    "earliest_start": "starts on or after",
    "latest_start": "starts by",
    "earliest_end": "ends on or after",
    "latest_end": "ends by",
}


@frozen
class BoundReasons:
    """A bound, or two that agree, and the assertions that it follows from."""

    bounds: tuple[BoundName, ...]
    value: str
    words: str
    """``starts on 2024-03-04``."""
    reasons: tuple[Assertion, ...]
    """Empty if it follows from the calendar alone."""


def find_bound_reasons(event: str, span: Span, network: TemporalNetwork) -> list[BoundReasons]:
    """The bounds of an event, of which ``span`` is the tightened one, with their reasons."""
    found: list[BoundReasons] = []
    for verb, (first, last) in _END_BOUNDS:
        values: dict[BoundName, Any] = {name: getattr(span, name) for name in (first, last)}
        if values[first] is not None and values[first] == values[last]:
            words = f"{verb} on" if span.grain == "day" else f"{verb} at"
            found.append(_explain_bound((first, last), words, values[first], event, network))
        else:
            found += [
                _explain_bound((name,), _BOUND_WORDS[name], value, event, network)
                for name, value in values.items()
                if value is not None
            ]
    return found


def explain_event(
    event: str, span: Span | None, bounds: Iterable[BoundReasons], reasons: Iterable[Assertion] = ()
) -> Iterator[str]:
    """The dates of an event and what they rest on, a line for each bound; ``reasons`` are those of all of them.

    Bounds that rest on the same share a line. Reasons leave out the event that they are about if it is this one.
    """
    head = f"{event} ({'no dates' if span is None else span.possible})"
    groups: dict[tuple[Assertion, ...], list[str]] = {}
    for bound in bounds:
        groups.setdefault(bound.reasons, []).append(bound.words)
    if len(groups) < 2:
        yield f"{head}: {_join_reasons(next(iter(groups), reasons), event)}"
        return
    yield head
    for rests_on, words in groups.items():
        yield f"    {', '.join(words)}: {_join_reasons(rests_on, event)}"


def _join_reasons(reasons: Iterable[Assertion], event: str) -> str:
    each = (reason.predicate if reason.subject == event else str(reason) for reason in reasons)
    return " · ".join(each) or "it follows from the calendar alone"


def find_tightened_span(event: str, network: TemporalNetwork) -> Span | None:
    """The tightened span of an event; None if it is not in the network, or only with a contradiction."""
    try:
        return network.tightened(event) if event in network else None
    except (ContradictionError, SpanError):
        return None


def _explain_bound(
    names: tuple[BoundName, ...], words: str, value: Any, event: str, network: TemporalNetwork
) -> BoundReasons:
    day = value.isoformat()
    reasons = dict.fromkeys(reason for name in names for reason in network.why(event, name))
    return BoundReasons(names, day, f"{words} {day}", tuple(reasons))
