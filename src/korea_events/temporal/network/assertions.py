"""``Assertion``: one thing that was said about when events took place, and on what it rests."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from math import inf
from typing import Any

import attrs
from attrs import Factory, evolve, frozen

from korea_events.errors import QuestionError
from korea_events.temporal import civil
from korea_events.temporal.bounds import Bounds, Grain
from korea_events.temporal.span import Span


def _collect_citations(value: Any) -> tuple[Hashable, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


@frozen(kw_only=True)
class Assertion:
    """One assertion about when an event took place: the record that makes it, its words, and what it rests on.

    A :class:`TemporalNetwork` reasons from assertions and names them in its answers. Two are equal if they say the same
    on the same grounds.

    Example:
        >>> print(Assertion(record="fs-24", field="length", words="lasts 11 days", citations=["wire-2024-03-14"]))
        fs-24 lasts 11 days [wire-2024-03-14]
        >>> print(Assertion(record="fs-24", words="is counted inclusively", basis="coder_supplied"))
        fs-24 is counted inclusively [coder]
    """

    record: str
    """The record that says it: the event itself, a link, a report."""
    words: str = ""
    """What it says, as a predicate: ``lasts 11 days``; if empty, a network puts in the words of its verb."""
    note: str = ""
    """How the words were read, or what else they could mean."""
    field: str = ""
    """The field of the record that says it: ``plans[0].span``, ``length.counting``."""
    subject: str = attrs.field(default=Factory(lambda self: self.record, takes_self=True))
    """The event it is about; by default the record itself."""
    basis: str | None = None
    """``stated``, ``derived`` or ``coder_supplied``; None when that is not known."""
    citations: tuple[Hashable, ...] = attrs.field(default=(), converter=_collect_citations)
    """What it rests on: any texts or citations."""

    @property
    def predicate(self) -> str:
        """The words with what they rest on, without the subject.

        Example:
            >>> Assertion(record="fs-24", words="ends on 2024-03-14", citations=["wire", "daily"]).predicate
            'ends on 2024-03-14 [wire; daily]'
        """
        words = f"{self.words} ({self.note})" if self.note else self.words
        cited = "; ".join(map(_describe_citation, self.citations))
        if self.basis == "derived":
            cited = f"derived from {cited}" if cited else "derived"
        elif self.basis == "coder_supplied":
            cited = f"{cited}, as the coder reads it" if cited else "coder"
        return f"{words} [{cited}]" if cited else words

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate}"


def _describe_citation(citation: object) -> str:
    """A citation for people: its text, or its document and the actors through whom the document has it."""
    document = getattr(citation, "document", None)
    if isinstance(citation, str) or document is None:
        return str(citation)
    actors = [hop.actor for hop in getattr(citation, "attribution", ()) if hop.actor is not None]
    return f"{document}, via {', '.join(actors)}" if actors else str(document)


def check_because(because: object) -> Hashable:
    """A reason for an assertion, with lists as tuples; None stays None.

    Raises:
        QuestionError: ``network-because`` for an empty text or list, or an unhashable object.
    """
    if because is None or (isinstance(because, str) and because):  # nearly always
        return because
    reasons = tuple(because) if isinstance(because, (list, tuple)) else (because,)
    with suppress(TypeError):  # which is refused like the others
        hash(reasons)
        if reasons and "" not in reasons:
            return reasons if isinstance(because, (list, tuple)) else because
    raise QuestionError.of(
        "network-because",
        f"because must be a text, a citation, an Assertion or a list of them, not {civil.quote_value(because)}",
    )


def as_assertions(because: Hashable, *, subject: str, field: str, words: str) -> tuple[Assertion, ...]:
    """The assertions behind one constraint, which needs all of them."""
    if isinstance(because, Assertion):
        return (because if because.words else evolve(because, words=words),)
    if because is None:
        return (Assertion(record=subject, field=field, words=words, basis="coder_supplied"),)
    if isinstance(because, tuple):
        each = (as_assertions(one, subject=subject, field=field, words=words) for one in because)
        return tuple(assertion for several in each for assertion in several)
    return (Assertion(record=subject, field=field, words=words, basis="stated", citations=(because,)),)


def describe_span(span: Span) -> str:
    """What a span says, as a predicate, leaving out whatever the rest of it implies.

    Example:
        >>> describe_span(Span.parse("/2024-03-14", duration="P11D"))
        'runs from 2024-03-04 to 2024-03-14'
        >>> describe_span(Span.bounded(latest_end="2024-03-14"))
        'ends by 2024-03-14'
    """
    if span.edtf is not None and (span.approximate or len(span.alternatives) > 1):
        return f"is dated {span.edtf}"
    about = "roughly " if span.approximate else ""
    return about + (
        _describe_fixed_dates(span.hull, span.grain)
        or " and ".join(_list_phrases(span.hull, span.grain))
        or "is not dated"
    )


def describe_length(least: float, most: float) -> str:
    """A length in days as a predicate.

    Example:
        >>> describe_length(9, 11), describe_length(11, 11)
        ('lasts 9 to 11 days', 'lasts 11 days')
    """
    return f"lasts {_describe_range(least, most, lambda days: f'{days:.0f}', ' days')}"


def _describe_range(least: float, most: float, show: Any, unit: str) -> str:
    if least == most:
        return f"{show(least)}{' day' if unit and least == 1 else unit}"
    if most == inf:
        return f"at least {show(least)}{unit}"
    if least <= 1:
        return f"at most {show(most)}{unit}"
    return f"{show(least)} to {show(most)}{unit}"


def _describe_fixed_dates(bounds: Bounds, grain: Grain) -> str:
    a, b, c, d, _, _ = bounds
    if a != b or c != d:
        return ""
    if grain is Grain.INSTANT:
        return f"runs from {civil.format_instant(a)} to {civil.format_instant(d)}"
    if d == a + 1:
        return f"is on {civil.format_day(a)}"
    return f"runs from {civil.format_day(a)} to {civil.format_day(d - 1)}"


def _list_phrases(bounds: Bounds, grain: Grain) -> list[str]:
    a, b, c, d, p, q = bounds
    days = grain is Grain.DAY
    at, on = (civil.format_day, "on") if days else (civil.format_instant, "at")
    end: Callable[[float], str] = (lambda tick: at(tick - 1)) if days else at
    # Of two bounds that imply each other (a known length) only that of the start is described.
    early_end, late_end = c != a + p, d != b + q
    early_start = a != c - q or not early_end
    late_start = b != d - p or not late_end
    phrases: list[str] = []
    if a == b:
        phrases.append(f"starts {on} {at(a)}")
    else:
        phrases += [f"starts {on} or after {at(a)}"] if early_start and a != -inf else []
        phrases += [f"starts by {at(b)}"] if late_start and b != inf else []
    if c == d:
        phrases.append(f"ends {on} {end(c)}")
    else:
        phrases += [f"ends {on} or after {end(c)}"] if early_end and c != -inf else []
        phrases += [f"ends by {end(d)}"] if late_end and d != inf else []
    least, most = p if p > max(1, c - b) else 1, q if q < d - a else inf
    if least > 1 or most != inf:
        show: Callable[[float], str] = lambda ticks: civil.format_instant_length(int(ticks))  # noqa: E731
        phrases.append(
            describe_length(least, most) if days else f"lasts {_describe_range(least, most, show, '')}"
        )
    return phrases
