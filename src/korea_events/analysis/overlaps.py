"""Which drills overlap: certainly or possibly, for how many days, and on what footing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations_with_replacement, islice, product
from typing import Any, Final, Generic, TypedDict, Unpack, overload

from attrs import evolve, field, frozen

from korea_events.analysis.disputed import find_disputed
from korea_events.analysis.pair_blocks import OtherT, PairBlock, group_by_axis
from korea_events.analysis.selection import (
    FootingName,
    Items,
    ItemT,
    PreparedItem,
    Progress,
    TimedItems,
    VerdictName,
    check_footing,
    group_alike,
    list_items,
    number_parts,
    prepare_items,
    select_items,
)
from korea_events.answers import (
    DEFAULT_QUESTION_LIMITS,
    Answer,
    QuestionLimits,
    Skipped,
    format_cell,
    identify_item,
)
from korea_events.bulk import make_rows
from korea_events.dossier import Dossier
from korea_events.model import Event, Footing
from korea_events.rendering import html_table
from korea_events.temporal import Amount, RelationSet, Verdict
from korea_events.temporal.engine import (
    Axis,
    GrainOption,
    Tolerance,
    check_at_least,
    check_grain,
    check_tolerance,
    choose_pair_axis,
    find_relations,
    judge_sharing,
    measure_shared_time,
)

_STEPS_OF_A_PAIR: Final = 4
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
        """The weaker footing of the two: announced if one of them is only announced."""
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


@frozen(repr=False)
class _LazyPairs(Sequence[Overlap[ItemT, OtherT]]):
    """The pairs among prepared items, made again each time that you iterate."""

    blocks: tuple[PairBlock[ItemT, OtherT], ...]
    at_least: Verdict
    progress: Progress | None = field(default=None, eq=False)

    def __iter__(self) -> Iterator[Overlap[ItemT, OtherT]]:
        return chain.from_iterable(chain.from_iterable(map(self._generate_chunks, self.blocks)))

    def __len__(self) -> int:
        return sum(map(self._count_pairs, self.blocks))

    def _count_pairs(self, block: PairBlock[ItemT, OtherT]) -> int:
        # where the columns alone decide about every pair, none is made
        if not block.is_plain():
            return self._count_kinds(block)
        count = block.count_certain() if self.at_least is Verdict.CERTAIN else len(block.find_candidates())
        return count - sum(self._is_kept(row, again) for row, again in block.list_same())

    def _count_kinds(self, block: PairBlock[ItemT, OtherT]) -> int:
        """The pairs of a block, of which those between the same two kinds of dates are judged once."""
        sides = [list(group_alike(side)) for side in (block.rows, block.others or ())]
        if len(sides[0]) + len(sides[1]) == len(block.rows) + len(block.others or ()):
            return sum(map(len, self._generate_chunks(block)))
        rows, others = (tuple(row for row, _ in side) for side in sides)
        kinds: PairBlock[ItemT, OtherT] = PairBlock(
            rows, None if block.others is None else others, block.ordered
        )
        first, second = sides[0], sides[0] if block.others is None else sides[1]
        total = 0
        for chunk in kinds.find_candidates().chunks():
            for i, j, certain in zip(*chunk, strict=True):
                (row, count), (other, times) = first[i], second[j]
                total += count * times * len(_judge_pairs([(row, other, certain)], False, self.at_least))
        if block.others is None:
            total += sum(self._is_kept(row, row) * many * (many - 1) // 2 for row, many in first if many > 1)
        return total - sum(self._is_kept(row, again) for row, again in block.list_same())

    def _is_kept(self, first: PreparedItem, second: PreparedItem) -> bool:
        return judge_sharing(first.active_time, second.active_time) >= self.at_least

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

    def _generate_chunks(self, block: PairBlock[ItemT, OtherT]) -> Iterator[list[Overlap[ItemT, OtherT]]]:
        """The overlaps of a block, chunk by chunk, from the pairs of positions that an engine finds."""
        candidates = block.find_candidates()
        plain = block.is_decided_by_columns()
        judged, total = 0, len(candidates) if self.progress is not None else 0
        for chunk in candidates.chunks():
            firsts, seconds = block.pair_up(chunk)
            if plain and self.at_least is Verdict.POSSIBLE:
                verdicts = [Verdict.CERTAIN if certain else Verdict.POSSIBLE for certain in chunk.certain]
                yield make_rows(Overlap, _first=firsts, _second=seconds, verdict=verdicts)
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
    limits: QuestionLimits


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
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Overlaps[Any, Any]:
    """The pairs that certainly or possibly share time, within one collection or between two.

    Within one collection each pair comes once, and ``first`` starts no later than ``second`` (by the earliest possible
    start; ties by position). Between two, ``first`` is from the first collection and ``second`` from the other, and an
    event (recognised by its id) never pairs with itself. Items are spans, events (by their ``when``) or anything with a
    ``.span``. :func:`korea_events.shared_time` and :func:`korea_events.relate` answer for one pair.

    Cancelled, postponed and suspended events, and events without any date, are left out and listed in ``skipped``.
    ``Span.unknown()`` is not left out: it possibly overlaps everything. An event and its own part (``part_of``, also
    through other events among the items) are not a pair unless ``with_parts``.

    Args:
        items: spans, events or anything else with a span; of a dossier all its events.
        others: the second collection; None compares the first with itself.
        at_least: ``certain`` leaves out what is only possible.
        footing: ``held`` leaves out what is only announced, and the planned ends of what has begun.
        grain: as in :func:`korea_events.relate`; without it each pair is compared on its own axis.
        tolerance: as in :func:`korea_events.relate`.
        with_parts: whether an event and its own part count as a pair.
        progress: called from time to time, while pairs are made, with two numbers: the candidate pairs judged so far,
            and all candidate pairs.
        limits: as in :func:`korea_events.concurrency`, for dates with many alternatives; the number of pairs has no
            limit, since they are made as you iterate.

    Raises:
        QuestionError: for an item that cannot have a span, or an unusable argument; ``question-limit``.

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

    groups = [group_by_axis([span for _, span in side], grain) for side in selected]
    numbered = len(groups[0]) > 1

    @cache
    def prepare(side: int, group: int, axis: Axis) -> tuple[PreparedItem, ...]:
        positions = groups[side][group].positions
        rows = prepare_items(
            PreparedItem, [selected[side][at] for at in positions], axis, tolerance, parts, disputed, limits
        )
        if not numbered:
            return rows
        return tuple(evolve(row, position=at) for row, at in zip(rows, positions, strict=True))

    blocks: list[PairBlock[Any, Any]] = []
    if others is None:
        for (i, group), (j, other) in combinations_with_replacement(enumerate(groups[0]), 2):
            axis = choose_pair_axis(group.sample, other.sample, grain)
            blocks.append(
                PairBlock(prepare(0, i, axis), None if i == j else prepare(0, j, axis), ordered=False)
            )
    else:
        for (i, group), (j, other) in product(*map(enumerate, groups)):
            axis = choose_pair_axis(group.sample, other.sample, grain)
            blocks.append(PairBlock(prepare(0, i, axis), prepare(1, j, axis), ordered=True))
    return Overlaps(_LazyPairs(tuple(blocks), weakest, progress), tuple(skipped))


def count_overlaps(
    items: TimedItems, others: TimedItems | None = None, **options: Unpack[OverlapOptions]
) -> int:
    """How many pairs :func:`find_overlaps` would give for the same arguments.

    Raises:
        QuestionError: as :func:`find_overlaps`; ``question-limit`` also for hundreds of thousands of pairs, one of
            which has alternatives, was paused, or is a part of something.

    Example:
        >>> from korea_events import Span
        >>> count_overlaps([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.on("2024-03-15")])
        1
    """
    found: Overlaps[Any, Any] = find_overlaps(items, others, **options)
    vague = sum(block.count_vague() for block in found.rows.blocks)  # type: ignore[attr-defined]  # as made above
    options.get("limits", DEFAULT_QUESTION_LIMITS).check("steps", _STEPS_OF_A_PAIR * vague)
    return len(found)


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
