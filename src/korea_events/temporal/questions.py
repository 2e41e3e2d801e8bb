"""Questions about two spans: in which relations they may stand, and how long after one the other began."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from operator import or_
from typing import Protocol, runtime_checkable

from korea_events.errors import QuestionError
from korea_events.temporal import civil
from korea_events.temporal.amounts import Lag
from korea_events.temporal.axis import Axis, GrainOption, ProjectedSpan, Tolerance, choose_pair_axis, project
from korea_events.temporal.bounds import Bounds, find_relation_mask
from korea_events.temporal.folding import fold_pairs
from korea_events.temporal.relations import RelationSet
from korea_events.temporal.span import Span


@runtime_checkable
class HasSpan(Protocol):
    """Anything with a ``span``: questions about it use that.

    Example:
        >>> import korea_events as ke
        >>> isinstance(ke.Plan(span=ke.Span.on("2024-03-14")), HasSpan)
        True
    """

    @property
    def span(self) -> Span | None:
        """When it happened or was planned; None when nothing is known to have happened."""
        ...


@runtime_checkable
class HasWhen(Protocol):
    """Anything that knows which of its dates count (an event): questions about it use ``when``.

    Example:
        >>> import korea_events as ke
        >>> isinstance(ke.Exercise(id="fs24", name="Freedom Shield 24"), HasWhen)
        True
    """

    @property
    def when(self) -> Span | None:
        """The span to use in questions; None when there is none."""
        ...


Timed = Span | HasWhen | HasSpan
"""What questions about time accept: a span, an event, or anything else with a ``.span``."""


def get_span(item: Timed) -> Span | None:
    """The span to use for an item: an event's ``when``, else its ``span``, or itself.

    Raises:
        QuestionError: ``question-no-span`` for something that cannot have a span.

    Example:
        >>> get_span(Span.on("2024-03-14"))
        Span.parse('2024-03-14')
    """
    if isinstance(item, Span):
        return item
    found: object = getattr(item, "when", _NO_ATTRIBUTE)
    if found is _NO_ATTRIBUTE:
        found = getattr(item, "span", _NO_ATTRIBUTE)
    if found is None or isinstance(found, Span):
        return found
    what = "is not a span and does not have one: " + (
        "write Span.parse(…)" if isinstance(item, str) else "give spans or events, such as dossier.exercises"
    )
    if found is not _NO_ATTRIBUTE:
        what = f"has a span that is not a Span: {civil.quote_value(found)}"
    raise QuestionError.of("question-no-span", f"{civil.quote_value(item)} {what}")


_NO_ATTRIBUTE = object()


def require_span(item: Timed) -> Span:
    """The span of an item that has one.

    Raises:
        QuestionError: ``question-no-span`` when it has none (only plans unknown, or it did not take place).
    """
    span = get_span(item)
    if span is None:
        raise QuestionError.of(
            "question-no-span",
            f"{civil.quote_value(item)} has neither a span nor a plan; "
            "if it happened on an unknown date, write span=Span.unknown()",
        )
    return span


def project_pair(
    a: Timed, b: Timed, grain: GrainOption, tolerance: Tolerance
) -> tuple[Axis, ProjectedSpan, ProjectedSpan]:
    """Two items on their common axis."""
    spans = require_span(a), require_span(b)
    axis = choose_pair_axis(*spans, grain)
    first, second = (project(span, axis, tolerance) for span in spans)
    return axis, first, second


def find_relations(first: ProjectedSpan, second: ProjectedSpan) -> RelationSet:
    """The possible relations of two independent projected spans."""
    mask = _find_mask(first.alternatives, second.alternatives)
    if not (first.approximate or second.approximate):
        return RelationSet(mask)
    return RelationSet(mask, freed=_find_mask(first.freed, second.freed))


def _find_mask(first: tuple[Bounds, ...], second: tuple[Bounds, ...]) -> int:
    if len(first) == len(second) == 1:  # nearly always
        return find_relation_mask(first[0], second[0])
    return _fold_masks(first, second)


@lru_cache(maxsize=1_024)  # reports repeat the same few vague dates
def _fold_masks(first: tuple[Bounds, ...], second: tuple[Bounds, ...]) -> int:
    found: int = fold_pairs(first, second, find_relation_mask, or_)
    return found


def relate(a: Timed, b: Timed, *, grain: GrainOption = None, tolerance: Tolerance = None) -> RelationSet:
    """The relations in which two spans or events may stand, taken as independent of each other.

    Args:
        a: the first span or event (by its ``when`` alone: ``shares_time`` counts pauses and occurrences too).
        b: the second one.
        grain: days or instants; with None, as :class:`Grain` describes. Days of different zones are compared as
            instants, unless days are asked for: then as written.
        tolerance: how far a date qualified with ``~`` or ``%`` may be off: a number of days, or a length such as
            ``PT30M``. With None, such an end may lie anywhere that the other end and a stated length allow.

    Raises:
        QuestionError: when an item has no span, or grain or tolerance is unusable.

    Example:
        >>> drill = Span.of("2024-03-04", "2024-03-14")
        >>> print(relate(Span.on("2024-03-13"), drill))
        during
        >>> print(relate(drill, Span.of("2024-03-15", "2024-03-20")))
        meets
    """
    _, first, second = project_pair(a, b, grain, tolerance)
    return find_relations(first, second)


def lag(a: Timed, b: Timed, *, grain: GrainOption = None) -> Lag:
    """How long after ``a`` began ``b`` began: whole days from day to day, or the time from moment to moment.

    Negative when ``b`` began first; the same day is 0, the next day 1, "three days later" 3. Approximate dates count as
    dated; the answer is then marked ``approximate`` and never exact. ``grain`` and errors are those of :func:`relate`.

    Example:
        >>> print(lag(Span.of("2024-11-21", "2024-11-22"), Span.on("2024-11-24")))
        3 days
        >>> print(lag(Span.parse("2024-09-12T07:40"), Span.parse("2024-09-12T21:35")))
        13 h 55 min
    """
    axis, first, second = project_pair(a, b, grain, None)
    starts = [
        (min(x.start_min for x in one.alternatives), max(x.start_max for x in one.alternatives))
        for one in (first, second)
    ]
    (early, late), (soonest, latest) = starts
    approximate = first.approximate or second.approximate
    return Lag.of(soonest - late, latest - early, axis.grain, approximate=approximate)


def chronological(item: Timed) -> tuple[float, float, str]:
    """A sort key: first possible day, last possible day, then the text; unbounded starts first, unbounded ends last.

    Items without a span come last. Spans themselves have no order, since equality is about what was said.

    Example:
        >>> spans = [Span.parse("2024-03"), Span.unknown(), Span.on("2024-03-04")]
        >>> [str(span) for span in sorted(spans, key=chronological)]
        ['bounds()', '2024-03', '2024-03-04']
    """
    span = get_span(item)
    if span is None:
        return (inf, inf, "")
    days = span.possible
    first = -inf if days.first is None else days.first.toordinal()
    last = inf if days.last is None else days.last.toordinal()
    return (first, last, str(span))
