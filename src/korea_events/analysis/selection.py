"""Which items take part in a question, on what footing, and why the others do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any, TypeAlias

from attrs import frozen

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.model import Footing
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Span
from korea_events.temporal.engine import Timed, get_span

Progress: TypeAlias = Callable[[int, int], object]
"""What is told how long work comes along: how much is done, and how much there is."""


class SkipReason(StrEnum):
    """Why an item took no part in a question.

    Example:
        >>> SkipReason("cancelled")
        <SkipReason.CANCELLED: 'cancelled'>
    """

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    SUSPENDED = "suspended"
    NO_DATE = "no_date"
    ANNOUNCED = "announced"


_SKIP_REASONS = {
    "cancelled": SkipReason.CANCELLED,
    "postponed": SkipReason.POSTPONED,
    "suspended": SkipReason.SUSPENDED,
}


@frozen
class Skipped:
    """An item that took no part in a question, and why.

    Example:
        >>> Skipped(Span.on("2024-03-14"), SkipReason.NO_DATE)
        <Skipped 2024-03-14: no_date>
    """

    item: Any
    reason: SkipReason

    def __repr__(self) -> str:
        return f"<Skipped {name_item(self.item)}: {self.reason}>"


def name_item(item: object) -> str:
    """What to call an item where a record with all its fields would hide the answer: its id, else its text."""
    identifier = getattr(item, "id", None)
    return identifier if isinstance(identifier, str) else str(item)


def check_footing(footing: str) -> None:
    """Refuses a footing that cannot be asked for."""
    if footing not in ("any", "held"):
        raise QuestionError.of("question-footing", f"{footing!r} is no footing to ask for: any or held")


def list_items(items: Iterable[Timed] | Dossier) -> Iterable[Timed]:
    """The items themselves; of a dossier its events, collection by collection."""
    if not isinstance(items, Dossier):
        return items
    return [event for collection in EVENT_COLLECTIONS for event in getattr(items, collection)]


def select_items(
    items: Iterable[Timed] | Dossier, footing: str, skipped: list[Skipped]
) -> Iterator[tuple[Timed, Span]]:
    """The items that take part in a question, with the span that counts; the others go to ``skipped``."""
    for item in list_items(items):
        span = get_span(item)
        reason = _SKIP_REASONS.get(str(getattr(item, "status", None)))
        if reason is None and span is None:
            reason = SkipReason.NO_DATE
        if reason is None and footing == "held" and get_footing(item) is not Footing.HELD:
            reason = SkipReason.ANNOUNCED
        if reason is not None:
            skipped.append(Skipped(item, reason))
        elif span is not None:
            yield item, span


def get_footing(item: Timed) -> Footing:
    """What stands behind the dates of an item; a bare span counts as held."""
    return Footing(getattr(item, "footing", Footing.HELD))


def collect_ancestors(items: Iterable[Timed]) -> dict[str, frozenset[str]]:
    """The ids of everything that each item is a part of, directly or not, as far as the items say."""
    parents = {str(item.id): str(item.part_of) for item in items if getattr(item, "part_of", None)}  # type: ignore[union-attr]  # guarded by getattr
    found: dict[str, frozenset[str]] = {}
    for item, parent in parents.items():
        ancestors: set[str] = set()
        above: str | None = parent
        while (
            above is not None and above not in ancestors
        ):  # a list of items is no dossier: it may hold a circle
            ancestors.add(above)
            above = parents.get(above)
        found[item] = frozenset(ancestors)
    return found
