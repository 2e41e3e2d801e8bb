"""The description of an item: its label, and the lines that appear when you point at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from korea_events.dossier import Dossier, date_reasons
from korea_events.evidence import Origins
from korea_events.model import Event, EventPlace, Footing, Statement, Status
from korea_events.pictures.mark_days import MarkDays, format_stretch
from korea_events.temporal import Span
from korea_events.temporal.engine import Stretch, Timed

_MAX_LISTED: Final = 6
_MAX_LETTERS: Final = 200


def clean_text(text: str) -> str:
    """A text on one line that is safe in terminals: unprintable characters become replacement characters.

    Example:
        >>> clean_text("tank" + chr(27) + "[31m") == "tank" + chr(0xFFFD) + "[31m"
        True
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def name_record(identifier: str, dossier: Dossier | None) -> str:
    """The name of a record; its identifier if the dossier lacks the record."""
    record = None if dossier is None else dossier.get(identifier)
    return clean_text(str(getattr(record, "name", identifier)))


def label_item(item: object, dossier: Dossier | None) -> str:
    """The label of an item.

    Example:
        >>> label_item(Span.on("2024-03-14"), None)
        '2024-03-14'
    """
    if isinstance(item, Statement):
        acts = ", ".join(act.kind.value.replace("_", " ") for act in item.acts)
        return f"{_name_speakers(item, dossier)}: {acts or 'statement'}"
    name: Any = getattr(item, "name", None) or getattr(item, "id", None) or item
    return clean_text(str(name))


@frozen
class PlacedItem:
    """An item with its days."""

    item: Timed | Statement
    span: Span
    days: MarkDays
    earlier_plans: tuple[MarkDays, ...]


def describe_item(
    placed: PlacedItem, partners: Sequence[str], dossier: Dossier | None, origins: Origins | None
) -> tuple[tuple[str, str], ...]:
    """The lines about an item, each with a heading: dates, footing, participants, overlaps, sources."""
    lines = _list_fact_lines(placed, partners, dossier, origins)
    return tuple((head, clean_text(_cut_text(text))) for head, text in lines if text)


def _list_fact_lines(
    placed: PlacedItem, partners: Sequence[str], dossier: Dossier | None, origins: Origins | None
) -> Iterator[tuple[str, str]]:
    item, days = placed.item, placed.days
    yield "Also called", _join_some(getattr(item, "names", ()))
    yield "Certain days", _format_stretches(days.certain) or "none"
    if days.possible != days.certain:
        yield "Possible days", _format_stretches(days.possible)
    yield "Length", str(placed.span.length)
    if placed.span.approximate:
        yield "Dates", "approximate: no day is certain"
    yield "Earlier plans", "; ".join(_format_stretches(plan.possible) for plan in placed.earlier_plans)
    if isinstance(item, Event):
        yield "Footing", describe_footing(item)
        yield (
            "Where" if item.places else "Planned where",
            _join_some(_name_place(one, dossier) for one in item.where),
        )
        yield "Took part", _join_some(name_record(part.actor, dossier) for part in item.participations)
    if isinstance(item, Statement):
        yield "Said by", _name_speakers(item, dossier)
        yield "About", _join_some(name_record(about, dossier) for about in item.about)
        yield "Words", item.quote.exact if item.quote else ""
    yield "Overlaps", _join_some(partners, "; ")
    if origins is not None:
        yield "Origins", str(origins) if origins.documents else "no cited document"
        if isinstance(item, Event):
            yield "Dates rest on", "; ".join(reason.predicate for reason in date_reasons(item))


def _name_speakers(statement: Statement, dossier: Dossier | None) -> str:
    return _join_some(name_record(speaker, dossier) for speaker in statement.speakers)


def _name_place(one: EventPlace, dossier: Dossier | None) -> str:
    role = "" if one.role is None else f" ({one.role.replace('_', ' ')})"
    return name_record(one.place, dossier) + role


def describe_footing(event: Event) -> str:
    """The footing of the dates of an event, and its status.

    Example:
        >>> from korea_events.model import Exercise, Plan
        >>> plan = Plan(span=Span.on("2024-03-14"))
        >>> describe_footing(Exercise(id="ftx", name="field training", plans=[plan], status="postponed"))
        'announced; postponed'
    """
    words = "" if event.footing is Footing.NONE else event.footing.value
    if event.status is None or event.status.value == words:
        return words
    if event.status is Status.ONGOING and event.footing is Footing.ANNOUNCED:
        return "announced; under way when reported"
    return f"{words}; {event.status.value}"


def _format_stretches(stretches: Iterable[Stretch]) -> str:
    return ", ".join(map(format_stretch, stretches))


def _join_some(texts: Iterable[str], between: str = ", ") -> str:
    texts = list(texts)
    more = [f"… and {len(texts) - _MAX_LISTED} more"] if len(texts) > _MAX_LISTED else []
    return between.join([*texts[:_MAX_LISTED], *more])


def _cut_text(text: str) -> str:
    return text if len(text) <= _MAX_LETTERS else text[: _MAX_LETTERS - 1] + "…"
