"""Which drills overlap: certainly or possibly, for how many days, and on what footing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations_with_replacement, islice, product, repeat
from math import isinf
from typing import Any, Final, Generic, TypedDict, TypeVar, Unpack, overload

from attrs import evolve, field, frozen

from korea_events.analysis.selection import (
    FootingName,
    Items,
    ItemT,
    PreparedItem,
    Progress,
    TimedItems,
    VerdictName,
    check_footing,
    find_disputed,
    list_items,
    number_parts,
    prepare_items,
    select_items,
)
from korea_events.answers import Answer, Skipped, format_cell, identify_item
from korea_events.dossier import Dossier
from korea_events.model import Event, Footing
from korea_events.rendering import html_table
from korea_events.temporal import Amount, Grain, RelationSet, Span, Verdict
from korea_events.temporal.engine import (
    Axis,
    Columns,
    GrainOption,
    PairChunk,
    Pairs,
    Timed,
    Tolerance,
    check_at_least,
    check_grain,
    check_tolerance,
    choose_pair_axis,
    find_relations,
    find_sharing_pairs,
    have_same_days,
    judge_sharing,
    measure_shared_time,
)

OtherT = TypeVar("OtherT", bound=Timed)

OVERLAP_COLUMNS: Final[Mapping[str, type]] = {
    "first": object,
    "second": object,
    "verdict": str,
    "shared": Amount,
    "relations": str,
    "footing": str,
    "disputed": bool,
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
        """The possible relations of the first to the second, from the beginning of each to its end."""
        return find_relations(self._first.projected, self._second.projected)

    @property
    def shared(self) -> Amount:
        """How much time they share: only time when both were under way counts."""
        first, second = self._first, self._second
        return Amount.of(*measure_shared_time(first.active_time, second.active_time), first.axis.grain)

    @property
    def footing(self) -> Footing:
        """The weaker footing of the two: announced when one of them is only announced."""
        return min(self._first.footing, self._second.footing)

    @property
    def disputed(self) -> bool:
        """Whether somebody denies that one of the two took place, as far as the dossier that was asked about says."""
        return self._first.disputed or self._second.disputed

    def _list_cells(self) -> list[str]:
        return [format_cell(getattr(self, name)) for name in OVERLAP_COLUMNS]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return html_table([self._list_cells()], caption="Overlap", head=tuple(OVERLAP_COLUMNS))

    def __repr__(self) -> str:
        return (
            f"<Overlap {identify_item(self._first.item)} × {identify_item(self._second.item)}: "
            f"{self.verdict}, {self.shared}, {self.footing}{', disputed' if self.disputed else ''}>"
        )

    def __rich_repr__(self) -> Iterator[tuple[str, str]]:
        """The same for rich, which would show all fields of both."""
        yield from zip(OVERLAP_COLUMNS, self._list_cells(), strict=True)


@frozen
class _Block(Generic[ItemT, OtherT]):
    """Items that are compared on one axis: with each other (``others`` None), or with those of another block.

    ``ordered`` says that the first of a pair is always one of ``rows``, since these come from another collection.
    """

    rows: tuple[PreparedItem, ...]
    others: tuple[PreparedItem, ...] | None
    ordered: bool

    def find_candidates(self) -> Pairs:
        """The pairs of positions that may share time, as an engine finds them."""
        sides = (self.rows,) if self.others is None else (self.rows, self.others)
        return find_sharing_pairs(*map(_build_columns, sides))

    def is_decided_by_columns(self) -> bool:
        """Whether the columns alone decide about every pair."""
        return self.is_plain() and not self.list_same()

    def is_plain(self) -> bool:
        """Whether the columns alone decide about every pair, but for an event and itself."""
        return all(row.plain for row in (*self.rows, *(self.others or ())))

    def list_same(self) -> list[tuple[PreparedItem, PreparedItem]]:
        """The events that are on both sides: none of them is a partner of itself."""
        by_id: dict[str | None, list[PreparedItem]] = {}
        for row in self.rows if self.ordered else ():
            by_id.setdefault(row.id, []).append(row)
        others = (other for other in self.others or () if other.id is not None)
        return [(row, other) for other in others for row in by_id.get(other.id, ())]

    def pair_up(self, chunk: PairChunk) -> tuple[list[PreparedItem], list[PreparedItem]]:
        """The first and the second item of each pair."""
        partners = self.rows if self.others is None else self.others
        firsts, seconds = [self.rows[i] for i in chunk.i], [partners[j] for j in chunk.j]
        if self.others is not None and not self.ordered:
            for at, (first, second) in enumerate(zip(firsts, seconds, strict=True)):
                if (second.hull.start_min, second.position) < (first.hull.start_min, first.position):
                    firsts[at], seconds[at] = second, first
        return firsts, seconds


@frozen(repr=False)
class _LazyPairs(Sequence[Overlap[ItemT, OtherT]]):
    """The pairs among prepared items, made again each time that you iterate."""

    blocks: tuple[_Block[ItemT, OtherT], ...]
    at_least: Verdict
    progress: Progress | None = field(default=None, eq=False)

    def __iter__(self) -> Iterator[Overlap[ItemT, OtherT]]:
        return chain.from_iterable(chain.from_iterable(map(self._generate_chunks, self.blocks)))

    def __len__(self) -> int:
        return sum(map(self._count_pairs, self.blocks))

    def _count_pairs(self, block: _Block[ItemT, OtherT]) -> int:
        # where the columns alone decide about every pair, none is made
        if not block.is_plain():
            return sum(map(len, self._generate_chunks(block)))
        candidates, same = block.find_candidates(), block.list_same()
        if self.at_least is Verdict.POSSIBLE:
            return len(candidates) - sum(
                one.start_min < other.end_max and other.start_min < one.end_max
                for one, other in ((row.ends, again.ends) for row, again in same)
            )
        return sum(sum(chunk.certain) for chunk in candidates.chunks()) - sum(
            one.start_max < other.end_min and other.start_max < one.end_min
            for one, other in ((row.ends, again.ends) for row, again in same)
        )

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
        return type(self), (self.blocks, self.at_least)

    def _generate_chunks(self, block: _Block[ItemT, OtherT]) -> Iterator[list[Overlap[ItemT, OtherT]]]:
        """The overlaps of a block, chunk by chunk, from the pairs of positions that an engine finds."""
        candidates = block.find_candidates()
        plain = block.is_decided_by_columns()
        judged, total = 0, len(candidates) if self.progress is not None else 0
        for chunk in candidates.chunks():
            firsts, seconds = block.pair_up(chunk)
            if plain and self.at_least is Verdict.POSSIBLE:
                verdicts = [Verdict.CERTAIN if certain else Verdict.POSSIBLE for certain in chunk.certain]
                yield _make_overlaps(firsts, seconds, verdicts)
            else:
                yield _judge_pairs(
                    zip(firsts, seconds, chunk.certain, strict=True), block.ordered, self.at_least
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
    grain: GrainOption
    tolerance: Tolerance
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
    grain: GrainOption = None,
    tolerance: Tolerance = None,
    with_parts: bool = False,
    progress: Progress | None = None,
) -> Overlaps[Any, Any]:
    """The pairs that certainly or possibly share time, within one collection or between two.

    Within one collection each pair comes once, and ``first`` starts no later than ``second`` (by the earliest possible
    start; ties by position). Between two, ``first`` is from the first collection and ``second`` from the other, and an
    event (recognised by its id) never pairs with itself. Items are spans, events (by their ``when``) or anything with a
    ``.span``. :func:`korea_events.shared_time` and :func:`korea_events.relate` answer for one pair.

    Cancelled, postponed and suspended events, and events without any date, are left out and listed in ``skipped``.
    ``Span.unknown()`` is not left out: it possibly overlaps everything. An event and its own part (``part_of``, through
    any number of steps among the items) are not a pair unless ``with_parts``.

    Args:
        items: spans, events or anything else with a span; of a dossier all its events.
        others: the second collection; None compares the first with itself.
        at_least: ``certain`` leaves out what is only possible.
        footing: ``held`` leaves out what is only announced.
        grain: as in :func:`korea_events.relate`; without it each pair is compared on its own axis.
        tolerance: as in :func:`korea_events.relate`.
        with_parts: whether an event and its own part count as a pair.
        progress: called from time to time, while pairs are made, with two numbers: the candidate pairs judged so far,
            and all candidate pairs.

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
    if grain is not None:
        check_grain(grain)
    skipped: list[Skipped] = []
    sides = [list(list_items(side)) for side in (items, *(() if others is None else (others,)))]
    # what is left out still says what is a part of what
    parts = {} if with_parts else number_parts(chain.from_iterable(sides))
    disputed = find_disputed(items) | (frozenset() if others is None else find_disputed(others))
    selected = [list(select_items(side, footing, skipped)) for side in sides]

    groups = [_group_by_axis([span for _, span in side], grain) for side in selected]
    numbered = len(groups[0]) > 1

    @cache
    def prepare(side: int, group: int, axis: Axis) -> tuple[PreparedItem, ...]:
        positions = groups[side][group].positions
        rows = prepare_items(
            PreparedItem, [selected[side][at] for at in positions], axis, tolerance, parts, disputed
        )
        if not numbered:
            return rows
        return tuple(evolve(row, position=at) for row, at in zip(rows, positions, strict=True))

    blocks: list[_Block[Any, Any]] = []
    if others is None:
        for (i, group), (j, other) in combinations_with_replacement(enumerate(groups[0]), 2):
            axis = choose_pair_axis(group.sample, other.sample, grain)
            blocks.append(_Block(prepare(0, i, axis), None if i == j else prepare(0, j, axis), ordered=False))
    else:
        for (i, group), (j, other) in product(*map(enumerate, groups)):
            axis = choose_pair_axis(group.sample, other.sample, grain)
            blocks.append(_Block(prepare(0, i, axis), prepare(1, j, axis), ordered=True))
    return Overlaps(_LazyPairs(tuple(blocks), weakest, progress), tuple(skipped))


@frozen
class _AxisGroup:
    """Positions of items that are compared with any other item on the same axis, and one span of theirs."""

    sample: Span
    positions: list[int]


def _group_by_axis(spans: Sequence[Span], grain: GrainOption) -> list[_AxisGroup]:
    """Spans by all that decides the axis of a pair: grain and zone, whether they are dated, whose days are the same."""
    keys: list[object] = [(span.grain, span.zone if span.grain is Grain.DAY else None) for span in spans]
    if grain is None and len(set(keys)) > 1:
        zones = {span.zone for span in spans if span.grain is Grain.DAY and span.zone is not None}
        keys = [
            (
                key,
                all(map(isinf, span.hull[:4])),
                frozenset(zone for zone in zones if have_same_days(span, zone)),
            )
            for key, span in zip(keys, spans, strict=True)
        ]
    groups: dict[object, _AxisGroup] = {}
    for position, key in enumerate(keys):
        if key not in groups:
            groups[key] = _AxisGroup(spans[position], [])
        groups[key].positions.append(position)
    return list(groups.values())


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


def _build_columns(rows: Sequence[PreparedItem]) -> Columns:
    """The ends of rows as columns."""
    return Columns(*islice(zip(*[row.ends for row in rows], strict=True), 4))


def _judge_pairs(
    pairs: Iterable[tuple[PreparedItem, PreparedItem, bool]], between: bool, at_least: Verdict
) -> list[Overlap[Any, Any]]:
    """The overlaps among pairs; the columns call no pair certain that needs a closer look."""
    kept: list[Overlap[Any, Any]] = []
    for first, second, is_certain in pairs:
        if between and first.id is not None and first.id == second.id:
            continue  # an event is not a partner of itself
        verdict = Verdict.CERTAIN
        if not is_certain:
            if first.plain and second.plain:
                verdict = Verdict.POSSIBLE
            elif first.part_range.contains(second.part_range) or second.part_range.contains(first.part_range):
                continue
            else:
                verdict = judge_sharing(first.active_time, second.active_time)
        if verdict is Verdict.CERTAIN or verdict is at_least:
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
