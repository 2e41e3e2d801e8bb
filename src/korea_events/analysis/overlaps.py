"""Which drills overlap: certainly or possibly, for how many days, and on what footing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice, repeat
from math import inf
from typing import Any, Generic, TypeVar, overload

from attrs import frozen

from korea_events.analysis.selection import (
    Progress,
    Skipped,
    check_footing,
    collect_ancestors,
    get_footing,
    name_item,
    select_items,
)
from korea_events.errors import QuestionError
from korea_events.model import Footing
from korea_events.rendering import html_table
from korea_events.temporal import SHARES_TIME, Amount, Grain, RelationSet, Span, Verdict
from korea_events.temporal.engine import (
    Axis,
    Columns,
    GrainName,
    ProjectedSpan,
    Timed,
    build_hull,
    check_tolerance,
    choose_axis,
    find_least_outside_pauses,
    find_relations,
    find_sharing_pairs,
    measure_shared_time,
    project,
)

ItemT = TypeVar("ItemT", bound=Timed)
OtherT = TypeVar("OtherT", bound=Timed)

_OVERLAP_HEADINGS = ("first", "second", "verdict", "shared", "relations", "footing")
_MAX_HTML_ROWS = 100
_FOOTING_STRENGTH = {Footing.HELD: 2, Footing.ANNOUNCED: 1, Footing.NONE: 0}


@frozen(eq=False)
class PreparedItem:
    """An item prepared for a question: where it lies on the axis, and what an answer about it must mind."""

    item: Any
    projected: ProjectedSpan
    axis: Axis
    footing: Footing
    pauses: tuple[ProjectedSpan, ...]
    id: str | None
    ancestors: frozenset[str]
    """The ids of everything it is a part of, directly or not."""

    @property
    def plain(self) -> bool:
        """Whether the four end bounds alone decide about it."""
        return len(self.projected.alternatives) == 1 and not (
            self.projected.approximate or self.pauses or self.ancestors
        )


@frozen(repr=False, eq=False)
class Overlap(Generic[ItemT, OtherT]):
    """Two items that certainly or possibly share time: ``first``, ``second`` and the ``verdict``.

    What costs time, the relations and the shared time, is worked out when asked for.

    Example:
        >>> from korea_events import find_overlaps
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
        return min(self._first.footing, self._second.footing, key=_FOOTING_STRENGTH.__getitem__)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Overlap):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash(self._content())

    def _content(self) -> tuple[object, ...]:
        return (self.first, self.second, self.verdict, self.relations, self.shared, self.footing)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return html_table([_format_overlap_cells(self)], caption="Overlap", head=_OVERLAP_HEADINGS)

    def __repr__(self) -> str:
        return (
            f"<Overlap {name_item(self._first.item)} × {name_item(self._second.item)}: "
            f"{self.verdict}, {self.shared}, {self.footing}>"
        )

    def __rich_repr__(self) -> Iterator[tuple[str, str]]:
        """The same for rich, which would show all fields of both."""
        yield from zip(_OVERLAP_HEADINGS, _format_overlap_cells(self), strict=True)


def _format_overlap_cells(pair: Overlap[Any, Any]) -> tuple[str, ...]:
    """A pair as a row of a table, under the words of ``_OVERLAP_HEADINGS``."""
    names = (str(getattr(item, "name", item)) for item in (pair.first, pair.second))
    answers = map(str, (pair.verdict, pair.shared, pair.relations, pair.footing))
    return (*names, *answers)


class Overlaps(Generic[ItemT, OtherT]):
    """The answer of :func:`find_overlaps`: iterate over it as often as you like; pairs are made as you go.

    ``skipped`` holds what took no part, with the reason; ``len()`` counts the pairs without dressing them.

    Example:
        >>> from korea_events import find_overlaps
        >>> len(find_overlaps([Span.on("2024-03-13"), Span.on("2024-03-14")]))
        0
    """

    __slots__ = ("_count", "_pairs", "skipped")
    skipped: tuple[Skipped, ...]

    def __init__(
        self,
        pairs: Callable[[], Iterator[list[Overlap[ItemT, OtherT]]]],
        count: Callable[[], int],
        skipped: tuple[Skipped, ...],
    ) -> None:
        self._pairs = pairs
        self._count = count
        self.skipped = skipped

    def __iter__(self) -> Iterator[Overlap[ItemT, OtherT]]:
        return chain.from_iterable(self._pairs())

    def __len__(self) -> int:
        return self._count()

    def __repr__(self) -> str:
        count = len(self)
        return f"<Overlaps: {count} pair{'' if count == 1 else 's'}, {len(self.skipped)} skipped>"

    def _repr_html_(self) -> str:
        """What a notebook shows: a row a pair, as far as one looks."""
        pairs = list(islice(self, _MAX_HTML_ROWS + 1))
        rows = [_format_overlap_cells(pair) for pair in pairs[:_MAX_HTML_ROWS]]
        if len(pairs) > _MAX_HTML_ROWS:
            rows.append((f"… and {len(self) - _MAX_HTML_ROWS} more", *[""] * (len(_OVERLAP_HEADINGS) - 1)))
        return html_table(rows, caption="Overlaps", head=_OVERLAP_HEADINGS)


@overload
def find_overlaps(
    items: Iterable[ItemT],
    others: None = None,
    *,
    at_least: Verdict | str = ...,
    footing: str = ...,
    grain: Grain | GrainName | None = ...,
    tolerance: int | None = ...,
    with_parts: bool = ...,
    progress: Progress | None = ...,
) -> Overlaps[ItemT, ItemT]: ...
@overload
def find_overlaps(
    items: Iterable[ItemT],
    others: Iterable[OtherT],
    *,
    at_least: Verdict | str = ...,
    footing: str = ...,
    grain: Grain | GrainName | None = ...,
    tolerance: int | None = ...,
    with_parts: bool = ...,
    progress: Progress | None = ...,
) -> Overlaps[ItemT, OtherT]: ...
def find_overlaps(
    items: Iterable[Any],
    others: Iterable[Any] | None = None,
    *,
    at_least: Verdict | str = Verdict.POSSIBLE,
    footing: str = "any",
    grain: Grain | GrainName | None = None,
    tolerance: int | None = None,
    with_parts: bool = False,
    progress: Progress | None = None,
) -> Overlaps[Any, Any]:
    """The pairs that certainly or possibly share time, within one collection or between two.

    Within one collection each pair comes once and ``first`` starts no later than ``second`` (by the earliest possible
    start; ties by position). Between two, ``first`` is of the first collection and ``second`` of the other, and an
    event (known by its id) never pairs with itself. Items are spans, events (by their ``when``) or anything with a
    ``.span``.

    Cancelled, postponed and suspended events and those without any date take no part and are listed in ``skipped``.
    ``Span.unknown()`` does take part: it possibly overlaps everything. An event and its own part (``part_of``, through
    any number of steps among the items) are not a pair unless ``with_parts``.

    Args:
        items: what to compare; each at most once with each.
        others: the second collection; None compares the first with itself.
        at_least: ``certain`` leaves out what is only possible.
        footing: ``held`` leaves out what is only announced.
        grain: as in :func:`korea_events.relate`; one axis for the whole question.
        tolerance: as in :func:`korea_events.relate`.
        with_parts: whether an event and its own part count as a pair.
        progress: called now and then, while pairs are made, with how many candidates are judged and how many there
            are.

    Raises:
        QuestionError: for an item that can have no span or an unusable argument, all at once where possible.

    Example:
        >>> import korea_events as ke
        >>> drills = ke.Exercise(id="fs24", name="Freedom Shield 24", span=ke.Span.of("2024-03-04", "2024-03-14"))
        >>> tanks = ke.Exercise(id="tanks", name="tank match", span=ke.Span.bounded(latest_end="2024-03-14"))
        >>> for pair in find_overlaps([drills, tanks]):
        ...     print(pair.first.name, "×", pair.second.name, pair.verdict, pair.shared)
        tank match × Freedom Shield 24 possible 0–11 days
    """
    wanted = _check_at_least(at_least)
    check_footing(footing)
    check_tolerance(tolerance)
    skipped: list[Skipped] = []
    first = list(select_items(items, footing, skipped))
    second = None if others is None else list(select_items(others, footing, skipped))
    axis = choose_axis((span for _, span in [*first, *(second or [])]), grain)
    ancestors = {} if with_parts else collect_ancestors(item for item, _ in [*first, *(second or [])])
    rows = [_prepare_item(item, span, axis, tolerance, ancestors) for item, span in first]
    other_rows = (
        None
        if second is None
        else [_prepare_item(item, span, axis, tolerance, ancestors) for item, span in second]
    )
    return Overlaps(
        partial(_generate_overlaps, rows, other_rows, wanted, progress),
        partial(_count_wanted_pairs, rows, other_rows, wanted, progress),
        tuple(skipped),
    )


def count_overlaps(
    items: Iterable[Timed],
    others: Iterable[Timed] | None = None,
    *,
    at_least: Verdict | str = Verdict.POSSIBLE,
    footing: str = "any",
    grain: Grain | GrainName | None = None,
    tolerance: int | None = None,
    with_parts: bool = False,
    progress: Progress | None = None,
) -> int:
    """How many pairs :func:`find_overlaps` would give for the same arguments.

    Example:
        >>> count_overlaps([Span.of("2024-03-04", "2024-03-14"), Span.on("2024-03-13"), Span.on("2024-03-15")])
        1
    """
    return len(
        find_overlaps(
            items,
            others,
            at_least=at_least,
            footing=footing,
            grain=grain,
            tolerance=tolerance,
            with_parts=with_parts,
            progress=progress,
        )
    )


def _check_at_least(at_least: Verdict | str) -> Verdict:
    if at_least in (Verdict.CERTAIN, Verdict.POSSIBLE):
        return Verdict(at_least)
    raise QuestionError.of("question-at-least", f"{at_least!r} is no verdict to ask for: certain or possible")


def _prepare_item(
    item: Timed, span: Span, axis: Axis, tolerance: int | None, ancestors: Mapping[str, frozenset[str]]
) -> PreparedItem:
    item_id: str | None = getattr(item, "id", None)
    return PreparedItem(
        item,
        project(span, axis, tolerance),
        axis,
        get_footing(item),
        tuple(project(pause, axis, tolerance) for pause in getattr(item, "pauses", ())),
        item_id,
        frozenset() if item_id is None else ancestors.get(item_id, frozenset()),
    )


def _build_hull_columns(rows: list[PreparedItem]) -> Columns:
    """The hulls of rows as columns. Of a row that needs a closer look they leave every pair merely possible."""
    hulls = [
        row.projected.alternatives[0]
        if len(row.projected.alternatives) == 1
        else build_hull(row.projected.alternatives)
        for row in rows
    ]
    return Columns(
        [hull.start_min for hull in hulls],
        [hull.start_max if row.plain else inf for row, hull in zip(rows, hulls, strict=True)],
        [hull.end_min if row.plain else -inf for row, hull in zip(rows, hulls, strict=True)],
        [hull.end_max for hull in hulls],
    )


def _generate_overlaps(
    rows: list[PreparedItem], others: list[PreparedItem] | None, wanted: Verdict, progress: Progress | None
) -> Iterator[list[Overlap[Any, Any]]]:
    """The overlaps of rows, bit by bit, from the pairs of positions that an engine finds."""
    partners = rows if others is None else others
    found = find_sharing_pairs(
        _build_hull_columns(rows), None if others is None else _build_hull_columns(others)
    )
    plain = _is_decided_by_columns(rows, others)
    judged, total = 0, len(found) if progress is not None else 0
    for chunk in found.chunks():
        firsts, seconds = [rows[i] for i in chunk.i], [partners[j] for j in chunk.j]
        if plain and wanted is Verdict.POSSIBLE:
            verdicts = [Verdict.CERTAIN if certain else Verdict.POSSIBLE for certain in chunk.certain]
            yield _make_overlaps(firsts, seconds, verdicts)
        else:
            yield _judge_pairs(zip(firsts, seconds, chunk.certain, strict=True), others is not None, wanted)
        if progress is not None:
            judged += len(chunk.i)
            progress(judged, total)


def _is_decided_by_columns(rows: list[PreparedItem], others: list[PreparedItem] | None) -> bool:
    """Whether the columns alone decide about every pair."""
    if others is None:
        return all(row.plain for row in rows)
    ids = {row.id for row in rows if row.id is not None}
    return all(row.plain for row in rows) and all(row.plain and row.id not in ids for row in others)


def _judge_pairs(
    pairs: Iterable[tuple[PreparedItem, PreparedItem, bool]], between: bool, wanted: Verdict
) -> list[Overlap[Any, Any]]:
    """The overlaps among pairs; the columns call no pair certain that needs a closer look."""
    kept: list[Overlap[Any, Any]] = []
    for first, second, is_certain in pairs:
        if between and first.id is not None and first.id == second.id:
            continue  # an event is no partner of itself
        verdict: Verdict | None = Verdict.CERTAIN
        if not is_certain:
            verdict = Verdict.POSSIBLE if first.plain and second.plain else _judge_closely(first, second)
        if verdict is not None and (verdict is Verdict.CERTAIN or verdict is wanted):
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


def _count_wanted_pairs(
    rows: list[PreparedItem], others: list[PreparedItem] | None, wanted: Verdict, progress: Progress | None
) -> int:
    """How many pairs there are; where the columns alone decide about every pair, without making one."""
    if wanted is Verdict.POSSIBLE and _is_decided_by_columns(rows, others):
        return len(
            find_sharing_pairs(
                _build_hull_columns(rows), None if others is None else _build_hull_columns(others)
            )
        )
    return sum(map(len, _generate_overlaps(rows, others, wanted, progress)))


def _judge_closely(first: PreparedItem, second: PreparedItem) -> Verdict | None:
    """The verdict on a pair that needs a closer look, or None when it is no pair."""
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
