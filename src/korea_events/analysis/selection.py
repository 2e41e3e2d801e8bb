"""Who takes part in a question and why the others do not; the items that do, on the axis of the question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import inf, isinf
from typing import Any, Literal, TypeAlias, TypedDict, TypeVar

from attrs import field, frozen

from korea_events.answers import Skipped, SkipReason
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.model import EVENT_COLLECTIONS, Footing, Status
from korea_events.temporal import DayRange, Grain, Span, Verdict
from korea_events.temporal.engine import (
    DEFAULT_ZONE,
    Axis,
    Bounds,
    ProjectedSpan,
    Tick,
    Timed,
    build_hull,
    check_tolerance,
    check_zone,
    choose_axis,
    get_span,
    project,
)

ItemT = TypeVar("ItemT", bound=Timed)
PreparedT = TypeVar("PreparedT", bound="PreparedItem")

Items: TypeAlias = Iterable[ItemT] | Dossier
"""What a question is about: a collection or any other iterable of items, or all events of a dossier."""
TimedItems: TypeAlias = Items[Timed]
Progress: TypeAlias = Callable[[int, int], object]
"""A function that hears, while work goes on, how much is done and how much there is."""
FootingName: TypeAlias = Literal["any", "held"]
VerdictName: TypeAlias = Literal["certain", "possible"]
Stretch: TypeAlias = tuple[Tick, Tick]
"""Half-open days."""

_CALLED_OFF = frozenset(status.value for status in Status if status.called_off)


class DayOptions(TypedDict, total=False):
    """The options of every question about days."""

    footing: FootingName
    zone: str | None
    tolerance: int | None


# -- who takes part ------------------------------------------------------------------------------------------------


def check_footing(footing: str) -> None:
    """Refuse a footing that a question does not know."""
    if footing not in ("any", "held"):
        raise QuestionError.of("question-footing", f"footing must be 'any' or 'held', not {footing!r}")


def check_at_least(at_least: Verdict | str) -> Verdict:
    """The verdict for ``at_least``; anything but certain and possible is refused."""
    if at_least not in (Verdict.CERTAIN, Verdict.POSSIBLE):
        raise QuestionError.of(
            "question-at-least", f"at_least must be 'certain' or 'possible', not {str(at_least)!r}"
        )
    return Verdict(at_least)


def list_items(items: TimedItems) -> Iterable[Timed]:
    """The items themselves; of a dossier its events, collection by collection."""
    if not isinstance(items, Dossier):
        return items
    return [event for collection in EVENT_COLLECTIONS for event in getattr(items, collection)]


def select_items(items: TimedItems, footing: str, skipped: list[Skipped]) -> Iterator[tuple[Timed, Span]]:
    """The items that take part in a question, with the span that counts; the others go to ``skipped``."""
    for item in list_items(items):
        span = get_span(item)
        status = str(getattr(item, "status", None))
        if status in _CALLED_OFF:
            skipped.append(Skipped(item, SkipReason(status)))
        elif span is None:
            skipped.append(Skipped(item, SkipReason.NO_DATE))
        elif footing == "held" and get_footing(item) is not Footing.HELD:
            skipped.append(Skipped(item, SkipReason.ANNOUNCED))
        else:
            yield item, span


def get_footing(item: Timed) -> Footing:
    """What the dates of an item rest on; a bare span counts as held."""
    return Footing(getattr(item, "footing", Footing.HELD))


def collect_ancestors(items: Iterable[Timed]) -> dict[str, frozenset[str]]:
    """The ids of everything that each item is a part of, directly or not, as far as the items say."""
    parents = {str(item.id): str(item.part_of) for item in items if getattr(item, "part_of", None)}  # type: ignore[union-attr]  # guarded by getattr
    found: dict[str, frozenset[str]] = {}
    for item, parent in parents.items():
        ancestors: set[str] = set()
        above: str | None = parent
        # a list of items may hold a cycle, unlike a dossier
        while above is not None and above not in ancestors:
            ancestors.add(above)
            above = parents.get(above)
        found[item] = frozenset(ancestors)
    return found


# -- on the axis ---------------------------------------------------------------------------------------------------


@frozen
class PreparedItem:
    """An item prepared for a question: where it lies on the axis, and what an answer about it depends on."""

    item: Any
    projected: ProjectedSpan
    pauses: tuple[ProjectedSpan, ...]
    axis: Axis
    footing: Footing
    id: str | None
    ancestors: frozenset[str] = field(eq=False)
    """The ids of everything it is a part of, directly or not."""

    @property
    def hull(self) -> Bounds:
        """Single bounds around every alternative."""
        alternatives = self.projected.alternatives
        return alternatives[0] if len(alternatives) == 1 else build_hull(alternatives)

    @property
    def plain(self) -> bool:
        """Whether the four end bounds alone decide about it."""
        return len(self.projected.alternatives) == 1 and not (
            self.projected.approximate or self.pauses or self.ancestors
        )


def prepare_items(
    kind: type[PreparedT],
    selected: Iterable[tuple[Timed, Span]],
    axis: Axis,
    project_span: Callable[[Span], ProjectedSpan],
    ancestors: Mapping[str, frozenset[str]],
) -> tuple[PreparedT, ...]:
    """The selected items on an axis, with their pauses and what they are parts of."""
    rows: list[PreparedT] = []
    for item, span in selected:
        item_id: str | None = getattr(item, "id", None)
        rows.append(
            kind(
                item,
                project_span(span),
                tuple(map(project_span, getattr(item, "pauses", ()))),
                axis,
                get_footing(item),
                item_id,
                frozenset() if item_id is None else ancestors.get(item_id, frozenset()),
            )
        )
    return tuple(rows)


# -- on the axis of days -------------------------------------------------------------------------------------------


@frozen
class DayItem(PreparedItem):
    """An item on the axis of days: on which days it is certainly, and on which possibly under way."""

    def possible(self) -> list[Stretch]:
        """The days on which it may be under way, as separate stretches; pauses are not taken off."""
        return merge_stretches((bounds.start_min, bounds.end_max) for bounds in self.projected.alternatives)

    def certain(self) -> list[Stretch]:
        """The days on which it certainly is under way: within every alternative, and in no possible pause."""
        # how far an approximate date or pause may be off is not known
        if self.projected.approximate or any(pause.approximate for pause in self.pauses):
            return []
        start = max(bounds.start_max for bounds in self.projected.alternatives)
        end = min(bounds.end_min for bounds in self.projected.alternatives)
        stretches = [(start, end)] if start < end else []
        for pause in self.pauses:
            hull = build_hull(pause.alternatives)
            outside = [(-inf, hull.start_min), (hull.end_max, inf)]
            stretches = intersect_stretches(stretches, outside)
        return stretches

    def least(self) -> Tick:
        """A number of days on which it certainly was under way, at whatever dates."""
        if self.projected.approximate:
            return 0
        paused = sum(
            inf if pause.approximate else max(bounds.length_max for bounds in pause.alternatives)
            for pause in self.pauses
        )
        return max(0, self.hull.length_min - paused)


@frozen
class DayItems:
    """The items that take part in a question about days."""

    rows: tuple[DayItem, ...]
    skipped: tuple[Skipped, ...]
    zone: str


def project_items_to_days(
    items: TimedItems, *, footing: str = "any", zone: str | None = None, tolerance: int | None = None
) -> DayItems:
    """Items on the axis of days: of ``zone``, else of the one zone that all their days have, else of Seoul."""
    check_footing(footing)
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    selected = list(select_items(items, footing, skipped))
    if zone is None:
        zone = choose_axis((span for _, span in selected), Grain.DAY).zone or DEFAULT_ZONE
    check_zone(zone)
    axis = Axis(Grain.DAY, zone)

    def project_to_zone(span: Span) -> ProjectedSpan:
        elsewhere = span.zone not in (zone, None) and not all(map(isinf, span.hull[:4]))
        return project(span.in_zone(zone) if elsewhere else span, axis, tolerance)

    return DayItems(prepare_items(DayItem, selected, axis, project_to_zone, {}), tuple(skipped), zone)


# -- stretches of days ---------------------------------------------------------------------------------------------


def merge_stretches(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days as separate stretches in order."""
    result: list[Stretch] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def intersect_stretches(some: Iterable[Stretch], others: Iterable[Stretch]) -> list[Stretch]:
    """The days that lie in both.

    Example:
        >>> intersect_stretches([(1, 5), (8, 9)], [(4, 12)])
        [(4, 5), (8, 9)]
    """
    others = list(others)
    shared = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(start, end) for start, end in shared if start < end]


def make_stretch(days: DayRange) -> Stretch:
    """A range of days as half-open days, infinite where nothing bounds it.

    Example:
        >>> make_stretch(DayRange("2024-03-04", None))
        (738949, inf)
    """
    return (
        -inf if days.first is None else days.first.toordinal(),
        inf if days.last is None else days.last.toordinal() + 1,
    )


def make_day_range(stretch: Stretch) -> DayRange:
    """Half-open days as a range that includes its last day.

    Example:
        >>> print(make_day_range((738949, 738960)))
        2024-03-04/2024-03-14
    """
    start, end = stretch
    return DayRange(
        None if isinf(start) else dt.date.fromordinal(int(start)),
        None if isinf(end) else dt.date.fromordinal(int(end) - 1),
    )
