"""Two spans or events: whether they share time, and how much."""

from korea_events.model.engine import find_active_time
from korea_events.temporal import Amount, Verdict
from korea_events.temporal.engine import (
    ActiveTime,
    Axis,
    GrainOption,
    Timed,
    Tolerance,
    judge_sharing,
    measure_shared_time,
    project_pair,
)


def shares_time(a: Timed, b: Timed, *, grain: GrainOption = None, tolerance: Tolerance = None) -> Verdict:
    """Whether two spans or events were under way on one day (or at one instant): certainly, possibly, or not at all.

    Pauses, occurrences, ``intermittent`` and an unconfirmed status count, as in :func:`find_overlaps`. Arguments and
    errors are those of :func:`relate`.

    Example:
        >>> import korea_events as ke
        >>> drill = ke.Span.of("2024-03-04", "2024-03-14")
        >>> shares_time(drill, ke.Span.on("2024-03-14")), shares_time(drill, ke.Span.parse("2024-03"))
        (<Verdict.CERTAIN: 'certain'>, <Verdict.POSSIBLE: 'possible'>)
        >>> over_the_weekend = ke.Span.of("2024-03-09", "2024-03-10")
        >>> paused = ke.Exercise(id="fs24", name="Freedom Shield 24", span=drill, pauses=[over_the_weekend])
        >>> shares_time(paused, over_the_weekend)
        <Verdict.IMPOSSIBLE: 'impossible'>
    """
    _, first, second = _prepare_pair(a, b, grain, tolerance)
    return judge_sharing(first, second)


def shared_time(a: Timed, b: Timed, *, grain: GrainOption = None, tolerance: Tolerance = None) -> Amount:
    """The least and the most time in which two spans or events were both under way.

    Both can be reached if the spans are independent; if pauses, occurrences or gaps count, they are safe bounds, as in
    :func:`find_overlaps`. Arguments and errors are those of :func:`relate`. The unit of the answer says on which axis
    it was found.

    Example:
        >>> import korea_events as ke
        >>> drill = ke.Span.of("2024-03-04", "2024-03-14")
        >>> print(shared_time(ke.Span.bounded(latest_end="2024-03-14"), drill))
        0–11 days
    """
    axis, first, second = _prepare_pair(a, b, grain, tolerance)
    return Amount.of(*measure_shared_time(first, second), axis.grain)


def _prepare_pair(
    a: Timed, b: Timed, grain: GrainOption, tolerance: Tolerance
) -> tuple[Axis, ActiveTime, ActiveTime]:
    axis, *projected = project_pair(a, b, grain, tolerance)
    first, second = (
        find_active_time(item, span, axis, tolerance) or ActiveTime(span)
        for item, span in zip((a, b), projected, strict=True)
    )
    return axis, first, second
