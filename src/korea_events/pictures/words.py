"""What a picture says about an item: its label, and the lines that appear when one points at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from korea_events.analysis import date_reasons
from korea_events.dossier import Dossier
from korea_events.evidence import origins
from korea_events.model import Event, Footing, Record, Statement, Status
from korea_events.pictures.days import Days, day_range
from korea_events.temporal import Span

_MOST: Final = 6
_LONGEST: Final = 200


def clean(text: str) -> str:
    """A text on one line that no terminal takes for a command: what cannot be printed becomes a replacement mark.

    Example:
        >>> clean("tank" + chr(27) + "[31m") == "tank" + chr(0xFFFD) + "[31m"
        True
    """
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def named(identifier: str, dossier: Dossier | None) -> str:
    """The name of a record, or its identifier if it is not there."""
    record = None if dossier is None else dossier.get(identifier)
    return clean(str(getattr(record, "name", identifier)))


def label_of(item: object, dossier: Dossier | None) -> str:
    """What an item is called in a picture.

    Example:
        >>> label_of(Span.on("2024-03-14"), None)
        '2024-03-14'
    """
    if isinstance(item, Statement):
        acts = ", ".join(act.kind.value.replace("_", " ") for act in item.acts)
        return f"{named(item.speaker, dossier)}: {acts or 'statement'}"
    name: Any = getattr(item, "name", None) or getattr(item, "id", None) or item
    return clean(str(name))


def facts_of(
    item: object,
    span: Span,
    days: Days,
    earlier_plans: Sequence[Days],
    partners: Sequence[str],
    dossier: Dossier | None,
) -> tuple[tuple[str, str], ...]:
    """The lines about an item, each with a heading: dates, footing, who took part, overlaps, what it rests on."""
    lines = [("Label", label_of(item, dossier)), *_lines(item, span, days, earlier_plans, partners, dossier)]
    return tuple((head, clean(_cut(text))) for head, text in lines[1:] if text)


def _lines(
    item: object,
    span: Span,
    days: Days,
    earlier_plans: Sequence[Days],
    partners: Sequence[str],
    dossier: Dossier | None,
) -> Iterator[tuple[str, str]]:
    yield "Also called", _some(getattr(item, "names", ()))
    yield "Certain days", _days(days.certain) or "none"
    if days.possible != days.certain:
        yield "Possible days", _days(days.possible)
    yield "Length", str(span.length)
    if span.approximate:
        yield "Dates", "approximate, so that no day is certain"
    yield "Earlier plans", "; ".join(_days(plan.possible) for plan in earlier_plans)
    if isinstance(item, Event):
        yield "Footing", footing_words(item)
        yield "Took part", _some(named(part.actor, dossier) for part in item.participations)
    if isinstance(item, Statement):
        yield "Said by", named(item.speaker, dossier)
        yield "About", _some(named(about, dossier) for about in item.about)
        yield "Words", item.quote.exact if item.quote else ""
    yield "Overlaps", _some(partners, "; ")
    if dossier is not None and isinstance(item, Record) and item in dossier:
        found = origins(item, dossier)
        yield "Origins", str(found) if found.documents else "no document is cited"
        if isinstance(item, Event):
            yield "Dates rest on", "; ".join(reason.text(dossier) for reason in date_reasons(item))


def footing_words(event: Event) -> str:
    """On what footing an event's dates stand, and what became of it.

    Example:
        >>> from korea_events.model import Exercise, Plan
        >>> plan = Plan(span=Span.on("2024-03-14"))
        >>> footing_words(Exercise(id="ftx", name="field training", plans=[plan], status="postponed"))
        'announced; postponed'
    """
    words = {Footing.HELD: "held", Footing.ANNOUNCED: "announced", Footing.NONE: ""}[event.footing]
    if event.status is None or event.status.value == words:
        return words
    if event.status is Status.ONGOING and event.footing is Footing.ANNOUNCED:
        return "announced; under way when reported"
    return f"{words}; {event.status.value}"


def _days(stretches: Iterable[tuple[float, float]]) -> str:
    return ", ".join(str(day_range(stretch)) for stretch in stretches)


def _some(texts: Iterable[str], between: str = ", ") -> str:
    texts = list(texts)
    more = [f"… and {len(texts) - _MOST} more"] if len(texts) > _MOST else []
    return between.join([*texts[:_MOST], *more])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
