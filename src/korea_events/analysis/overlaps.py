"""Which drills overlap: certainly or possibly, for how many days, and on what footing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from math import inf
from typing import Any, Final, Generic, TypedDict, TypeVar, Unpack, overload

from attrs import field, frozen

from korea_events.analysis.selection import (
    FootingName,
    Items,
    ItemT,
    PreparedItem,
    Progress,
    TimedItems,
    VerdictName,
    check_at_least,
    check_footing,
    collect_ancestors,
    prepare_items,
    select_items,
)
from korea_events.answers import Answer, Skipped, format_cell, identify_item
from korea_events.dossier import Dossier
from korea_events.model import Event, Footing
from korea_events.rendering import html_table
from korea_events.temporal import SHARES_TIME, Amount, Grain, RelationSet, Verdict
from korea_events.temporal.engine import (
    Columns,
    GrainName,
    Pairs,
    Timed,
    check_tolerance,
    choose_axis,
    find_least_outside_pauses,
    find_relations,
    find_sharing_pairs,
    measure_shared_time,
    project,
)

OtherT = TypeVar("OtherT", bound=Timed)

OVERLAP_COLUMNS: Final[Mapping[str, type]] = {
    "first": object,
    "second": object,
    "verdict": str,
    "shared": Amount,
    "relations": str,
    "footing": str,
}


@frozen(repr=False)
class Overlap(Generic[ItemT, OtherT]):
    """Two items that certainly or possibly share time: ``first``, ``second`` and the ``verdict``.

    The relations and the shared time cost time, so they are worked out when you ask for them.

    Example:
        >>> from korea_events import Span, find_overlaps
        >>> drills = [Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13")]
        >>> [overlap] = find_overlaps(drills)
        >>> print(overlap.verdict, overlap.shared, overlap.relations, overlap.footing, sep="; ")
        certain; 1 day; contains; held
    """

    _first: PreparedItem
    _second: PreparedItem
    verdict: Verdict

    @property
    def first(self) -> ItemT:
        """The item that starts first (between two collections: the one of the first collection)."""
        return self._first.item  # type: ignore[no-any-return]  # rows hold what they were made of

    @property
    def second(self) -> OtherT:
        """The other item."""
        return self._second.item  # type: ignore[no-any-return]  # rows hold what they were made of

    @property
    def relations(self) -> RelationSet:
        """The possible relations of the first to the second; pauses are ignored."""
        return find_relations(self._first.projected, self._second.projected)

    @property
    def shared(self) -> Amount:
        """How much time they share, pauses taken off the least."""
        amount = measure_shared_time(self._first.projected, self._second.projected, self._first.axis)
        least = _exclude_pauses(self._first, self._second, amount.least)
        return Amount(least=least, most=amount.most, unit=amount.unit)

    @property
    def footing(self) -> Footing:
        """The weaker footing of the two: announced when one of them is only announced."""
        return min(self._first.footing, self._second.footing)

    def _list_cells(self) -> list[str]:
        return [format_cell(getattr(self, name)) for name in OVERLAP_COLUMNS]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return html_table([self._list_cells()], caption="Overlap", head=tuple(OVERLAP_COLUMNS))

    def __repr__(self) -> str:
        return (
            f"<Overlap {identify_item(self._first.item)} × {identify_item(self._second.item)}: "
            f"{self.verdict}, {self.shared}, {self.footing}>"
        )

    def __rich_repr__(self) -> Iterator[tuple[str, str]]:
        """The same for rich, which would show all fields of both."""
        yield from zip(OVERLAP_COLUMNS, self._list_cells(), strict=True)


@frozen(repr=False)
class _LazyPairs(Sequence[Overlap[ItemT, OtherT]]):
    """The pairs among prepared items, made again each time that you iterate."""

    rows: tuple[PreparedItem, ...]
    others: tuple[PreparedItem, ...] | None
    at_least: Verdict
    progress: Progress | None = field(default=None, eq=False)

    def __iter__(self) -> Iterator[Overlap[ItemT, OtherT]]:
        return chain.from_iterable(self._generate_chunks())

    def __len__(self) -> int:
        # where the columns alone decide about every pair, none is made
        if self.at_least is Verdict.POSSIBLE and self._is_decided_by_columns():
            return len(self._find_candidates())
        return sum(map(len, self._generate_chunks()))

    def __getitem__(self, key: Any) -> Any:
        """A pair or some; only the pairs up to there are made, unless one counts from the end."""
        limits = (key.start, key.stop, key.step) if isinstance(key, slice) else (key, None, None)
        if any(limit is not None and limit < 0 for limit in limits):
            return tuple(self)[key]
        pairs = islice(self, *limits)
        if isinstance(key, slice):
            return tuple(pairs)
        for pair in pairs:
            return pair
        raise IndexError(f"there are fewer than {key + 1} pairs")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """How it is pickled: without the function that hears of progress."""
        return type(self), (self.rows, self.others, self.at_least)

    def _find_candidates(self) -> Pairs:
        """The pairs of positions that may share time, as an engine finds them."""
        return find_sharing_pairs(
            _build_hull_columns(self.rows), None if self.others is None else _build_hull_columns(self.others)
        )

    def _is_decided_by_columns(self) -> bool:
        """Whether the columns alone decide about every pair."""
        if self.others is None:
            return all(row.plain for row in self.rows)
        ids = {row.id for row in self.rows if row.id is not None}
        return all(row.plain for row in self.rows) and all(
            row.plain and row.id not in ids for row in self.others
        )

    def _generate_chunks(self) -> Iterator[list[Overlap[ItemT, OtherT]]]:
        """The overlaps, chunk by chunk, from the pairs of positions that an engine finds."""
        partners = self.rows if self.others is None else self.others
        candidates = self._find_candidates()
        plain = self._is_decided_by_columns()
        judged, total = 0, len(candidates) if self.progress is not None else 0
        for chunk in candidates.chunks():
            firsts, seconds = [self.rows[i] for i in chunk.i], [partners[j] for j in chunk.j]
            if plain and self.at_least is Verdict.POSSIBLE:
                verdicts = [Verdict.CERTAIN if certain else Verdict.POSSIBLE for certain in chunk.certain]
                yield _make_overlaps(firsts, seconds, verdicts)
            else:
                yield _judge_pairs(
                    zip(firsts, seconds, chunk.certain, strict=True), self.others is not None, self.at_least
                )
            if self.progress is not None:
                judged += len(chunk.i)
                self.progress(judged, total)


@frozen(repr=False)
class Overlaps(Answer[Overlap[ItemT, OtherT]]):
    """The answer of :func:`find_overlaps`; its pairs are made as you go, each time that you iterate.

    ``len()`` counts the pairs, where possible without making them; ``found[:10]`` makes ten. An index into the middle
    makes all pairs before it, so take ``list(found)`` to jump back and forth.

    Example:
        >>> from korea_events import Span, find_overlaps
        >>> len(find_overlaps([Span.on("2024-03-13"), Span.on("2024-03-14")]))
        0
    """

    _columns = OVERLAP_COLUMNS


class OverlapOptions(TypedDict, total=False):
    """The options of :func:`find_overlaps` and :func:`count_overlaps`."""

    at_least: Verdict | VerdictName
    footing: FootingName
    grain: Grain | GrainName | None
    tolerance: int | None
    with_parts: bool
    progress: Progress | None


@overload
def find_overlaps(
    items: Dossier, others: None = None, **options: Unpack[OverlapOptions]
) -> Overlaps[Event, Event]: ...
@overload
def find_overlaps(
    items: Iterable[ItemT], others: None = None, **options: Unpack[OverlapOptions]
) -> Overlaps[ItemT, ItemT]: ...
@overload
def find_overlaps(
    items: Dossier, others: Dossier, **options: Unpack[OverlapOptions]
) -> Overlaps[Event, Event]: ...
@overload
def find_overlaps(
    items: Dossier, others: Iterable[OtherT], **options: Unpack[OverlapOptions]
) -> Overlaps[Event, OtherT]: ...
@overload
def find_overlaps(
    items: Iterable[ItemT], others: Dossier, **options: Unpack[OverlapOptions]
) -> Overlaps[ItemT, Event]: ...
@overload
def find_overlaps(
    items: Iterable[ItemT], others: Iterable[OtherT], **options: Unpack[OverlapOptions]
) -> Overlaps[ItemT, OtherT]: ...
def find_overlaps(
    items: Items[Any],
    others: Items[Any] | None = None,
    *,
    at_least: Verdict | VerdictName = "possible",
    footing: FootingName = "any",
    grain: Grain | GrainName | None = None,
    tolerance: int | None = None,
    with_parts: bool = False,
    progress: Progress | None = None,
) -> Overlaps[Any, Any]:
    """The pairs that certainly or possibly share time, within one collection or between two.

    Within one collection each pair comes once and ``first`` starts no later than ``second`` (by the earliest possible
    start; ties by position). Between two, ``first`` is of the first collection and ``second`` of the other, and an
    event (known by its id) never pairs with itself. Items are spans, events (by their ``when``) or anything with a
    ``.span``. :func:`korea_events.shared_time` and :func:`korea_events.relate` answer for one pair.

    Cancelled, postponed and suspended events and those without any date take no part and are listed in ``skipped``.
    ``Span.unknown()`` does take part: it possibly overlaps everything. An event and its own part (``part_of``, through
    any number of steps among the items) are not a pair unless ``with_parts``.

    Args:
        items: spans, events or anything else with a span; of a dossier all its events.
        others: the second collection; None compares the first with itself.
        at_least: ``certain`` leaves out what is only possible.
        footing: ``held`` leaves out what is only announced.
        grain: as in :func:`korea_events.relate`; one axis for the whole question.
        tolerance: as in :func:`korea_events.relate`.
        with_parts: whether an event and its own part count as a pair.
        progress: called from time to time, while pairs are made, with the number of candidates that are judged, and of
            all candidates.

    Raises:
        QuestionError: for an item that cannot have a span, or an unusable argument.

    Example:
        >>> import korea_events as ke
        >>> drills = ke.Exercise(id="fs24", name="Freedom Shield 24", span=ke.Span.of("2024-03-04", "2024-03-14"))
        >>> tanks = ke.Exercise(id="tanks", name="tank match", span=ke.Span.bounded(latest_end="2024-03-14"))
        >>> for pair in find_overlaps([drills, tanks]):
        ...     print(pair.first.name, "×", pair.second.name, pair.verdict, pair.shared)
        tank match × Freedom Shield 24 possible 0–11 days
    """
    weakest = check_at_least(at_least)
    check_footing(footing)
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    first = list(select_items(items, footing, skipped))
    second = None if others is None else list(select_items(others, footing, skipped))
    axis = choose_axis((span for _, span in [*first, *(second or [])]), grain)
    ancestors = {} if with_parts else collect_ancestors(item for item, _ in [*first, *(second or [])])
    rows, other_rows = (
        None
        if selected is None
        else prepare_items(
            PreparedItem, selected, axis, lambda span: project(span, axis, tolerance), ancestors
        )
        for selected in (first, second)
    )
    return Overlaps(_LazyPairs(rows or (), other_rows, weakest, progress), tuple(skipped))


def count_overlaps(
    items: TimedItems, others: TimedItems | None = None, **options: Unpack[OverlapOptions]
) -> int:
    """How many pairs :func:`find_overlaps` would give for the same arguments.

    Example:
        >>> from korea_events import Span
        >>> count_overlaps([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.on("2024-03-15")])
        1
    """
    found: Overlaps[Any, Any] = find_overlaps(items, others, **options)
    return len(found)


def _build_hull_columns(rows: Sequence[PreparedItem]) -> Columns:
    """The hulls of rows as columns. Of a row that needs a closer look they leave every pair merely possible."""
    hulls, plain = [row.hull for row in rows], [row.plain for row in rows]
    return Columns(
        [hull.start_min for hull in hulls],
        [hull.start_max if known else inf for hull, known in zip(hulls, plain, strict=True)],
        [hull.end_min if known else -inf for hull, known in zip(hulls, plain, strict=True)],
        [hull.end_max for hull in hulls],
    )


def _judge_pairs(
    pairs: Iterable[tuple[PreparedItem, PreparedItem, bool]], between: bool, at_least: Verdict
) -> list[Overlap[Any, Any]]:
    """The overlaps among pairs; the columns call no pair certain that needs a closer look."""
    kept: list[Overlap[Any, Any]] = []
    for first, second, is_certain in pairs:
        if between and first.id is not None and first.id == second.id:
            continue  # an event is not a partner of itself
        verdict: Verdict | None = Verdict.CERTAIN
        if not is_certain:
            verdict = Verdict.POSSIBLE if first.plain and second.plain else _judge_closely(first, second)
        if verdict is not None and (verdict is Verdict.CERTAIN or verdict is at_least):
            kept.append(Overlap(first, second, verdict))
    return kept


def _make_overlaps(
    firsts: list[PreparedItem], seconds: list[PreparedItem], verdicts: list[Verdict]
) -> list[Overlap[Any, Any]]:
    """Many overlaps at once, slot by slot: their constructor would take most of the time of a large answer."""
    made = list(map(Overlap.__new__, repeat(Overlap, len(firsts))))
    for slot, column in (("_first", firsts), ("_second", seconds), ("verdict", verdicts)):
        deque(map(vars(Overlap)[slot].__set__, made, column), maxlen=0)
    return made


def _judge_closely(first: PreparedItem, second: PreparedItem) -> Verdict | None:
    """The verdict on a pair that needs a closer look, or None where the two are not a pair."""
    if first.id is not None and (first.id in second.ancestors or second.id in first.ancestors):
        return None
    verdict = find_relations(first.projected, second.projected).verdict(SHARES_TIME)
    if verdict is Verdict.IMPOSSIBLE:
        return None
    if verdict is Verdict.CERTAIN and (first.pauses or second.pauses):
        least = measure_shared_time(first.projected, second.projected, first.axis).least
        if _exclude_pauses(first, second, least) == 0:
            return Verdict.POSSIBLE
    return verdict


def _exclude_pauses(first: PreparedItem, second: PreparedItem, least: int) -> int:
    """The least shared time when neither is paused."""
    pauses = [*first.pauses, *second.pauses]
    if not pauses or least == 0:
        return least
    return find_least_outside_pauses(first.projected, second.projected, pauses, least)
