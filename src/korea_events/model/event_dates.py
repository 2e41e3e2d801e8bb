"""The dates of an event: what was held, what was planned, and what follows where only the start has been reported.

An event that kicked off on Thursday, to run through Saturday, has *begun*: its start is held, its end is planned. A
drill that goes on "for the fifth day" began four days before that day.
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from math import inf, isinf
from typing import Literal, NamedTuple, TypeAlias

from korea_events.errors import SpanError
from korea_events.model.fields.field_checks import Fault, Faults
from korea_events.model.lengths import LAST_DAY, Counting, StatedLength, check_length, narrow_by_length
from korea_events.temporal import EndKind, Grain, Span
from korea_events.temporal.engine import (
    APPROXIMATE_END,
    APPROXIMATE_START,
    FLAGGED_ENDS,
    INSTANTS,
    ApproximateEnds,
    Axis,
    Bounds,
    ProjectedSpan,
    build_hull,
    choose_pair_axis,
    close,
    make_bounds_span,
    project,
    project_pause,
)

DateFooting: TypeAlias = Literal["held", "begun", "announced", "none"]


class EventDates(NamedTuple):
    """When an event was or is to be under way, what that rests on, and the plan that it takes dates from."""

    when: Span | None
    footing: DateFooting
    plan: int | None = None


@lru_cache(maxsize=4096)
def find_event_dates(
    span: Span | None,
    plans: tuple[Span, ...],
    length: StatedLength | None,
    occurrences: tuple[Span, ...],
    called_off: bool,
) -> EventDates:
    """The dates that count.

    Occurrences are what happened, else the span is; without either the latest plan counts. A span that says when the
    event began and nothing of its end takes the end from the latest plan that states one, unless the event was called
    off or the two do not fit, as when it ran over. Its length is then that of the span and a counted one, never the
    plan's.
    """
    if occurrences:
        return EventDates(cover_occurrences(occurrences, span), "held")
    if span is None:
        if not plans:
            return EventDates(None, "none")
        return EventDates(narrow_by_length(plans[-1], length), "announced", len(plans) - 1)
    if length is not None and length.counting is Counting.SO_FAR:
        span, length = begin_so_far(span, length), None
    if called_off or not isinf(span.hull.end_max) or isinf(span.hull.start_max):
        return EventDates(_narrow_if_closed(span, length), "held")
    for index in range(len(plans) - 1, -1, -1):
        if plans[index].end_kind is EndKind.KNOWN:
            begun = _end_as_planned(span, plans[index], length)
            if begun is not None:
                return EventDates(begun, "begun", index)
            break
    if span.end_kind is EndKind.OPEN and length is not None and length.days is not None:
        begun = _end_as_planned(span, None, length)
        if begun is not None:
            return EventDates(begun, "begun")
    return EventDates(_narrow_if_closed(span, length), "held")


def begin_so_far(span: Span, length: StatedLength) -> Span:
    """The span of something that goes on for the nth day (or week) on the day of the report.

    Raises:
        SpanError: ``span-so-far`` unless the end is open as of a day, ``span-contradiction`` when the start that
            follows is not one that the span allows.

    Example:
        >>> fifth = StatedLength(words="for the fifth day", n=5, unit="day", counting="so_far")
        >>> print(begin_so_far(Span.parse("/..", as_of="2024-11-12"), fifth))
        2024-11-08/..
    """
    as_of, n = span.as_of, length.n
    past = None if n is None else length.bound_days(n - 1)
    whole = None if n is None else length.bound_days(n)
    if as_of is None or past is None or whole is None or span.grain is not Grain.DAY:
        raise SpanError.of(
            "span-so-far",
            f"{length.words!r} counts up to a day: give the span an open end as of that day, "
            "as in Span.parse('/..', as_of='2024-11-12')",
        )
    last = as_of.toordinal()
    latest, earliest = last - past[0], last - whole[1] + 1
    hull = span.hull
    low, high = max(hull.start_min, earliest), min(hull.start_max, latest)
    if low > high:
        started = _format_days(earliest, latest)
        message = f"{length.words!r} on {as_of.isoformat()} means a start on {started}, not {span}"
        raise SpanError.of("span-contradiction", message)
    if low == high:
        start = dt.date.fromordinal(int(low)).isoformat()
        return Span.parse(f"{start}/..", zone=span.zone, as_of=as_of)
    bounds = close(Bounds(low, high, last + 1, inf))
    assert bounds is not None  # an open end can lie anywhere after
    return make_bounds_span(bounds, Grain.DAY, span.zone)


def cover_occurrences(occurrences: Sequence[Span], span: Span | None) -> Span:
    """A span from the first of several occurrences to the last; not exact, as nothing need have gone on between."""
    axis = choose_occurrence_axis(occurrences)
    cut = cut_occurrences(occurrences, span, axis)
    a, b, c, d = zip(*(build_hull(each.alternatives)[:4] for each in cut), strict=True)
    bounds = close(Bounds(min(a), min(b), max(c), max(d)))
    assert bounds is not None  # the first starts before the last ends
    zone = axis.zone or occurrences[0].zone
    flagged: ApproximateEnds = any(each.approximate for each in cut)
    return make_bounds_span(bounds, axis.grain, zone, approximate=flagged, exact=False)


def choose_occurrence_axis(occurrences: Sequence[Span]) -> Axis:
    """The axis on which all occurrences lie: days if one of them is a day, else instants."""
    first = occurrences[0]
    axis = Axis(Grain.DAY, first.zone) if first.grain is Grain.DAY else INSTANTS
    for other in occurrences[1:]:
        if other.grain is not axis.grain or other.zone != first.zone:
            axis = choose_pair_axis(first, other, "day" if Grain.DAY in (first.grain, other.grain) else None)
            if axis.grain is Grain.DAY:
                return axis if axis.zone is not None else Axis(Grain.DAY, first.zone)
    return axis


def cut_occurrences(
    occurrences: Sequence[Span], span: Span | None, axis: Axis, tolerance: int | str | None = None
) -> tuple[ProjectedSpan, ...]:
    """The occurrences on an axis, each cut to the span that contains them all."""
    found = tuple(project(each, axis, tolerance) for each in occurrences)
    if span is None:
        return found
    whole = project(span, axis, tolerance)
    dated, freed = build_hull(whole.alternatives), build_hull(whole.freed)
    return tuple(
        ProjectedSpan(
            tuple(_cut(bounds, dated) for bounds in each.alternatives),
            tuple(_cut(bounds, freed) for bounds in each.freed),
            exact=each.exact,
        )
        for each in found
    )


def _cut(bounds: Bounds, whole: Bounds) -> Bounds:
    inside = bounds._replace(
        start_min=max(bounds.start_min, whole.start_min), end_max=min(bounds.end_max, whole.end_max)
    )
    return close(inside) or bounds


def _end_as_planned(span: Span, plan: Span | None, length: StatedLength | None) -> Span | None:
    """A span from a reported start to a planned end, or of a counted length; None where these do not fit."""
    axis = Axis(Grain.DAY, span.zone) if span.grain is Grain.DAY else INSTANTS
    own, least, most = span.hull, span.hull.length_min, span.hull.length_max
    if length is not None and length.days is not None and span.grain is Grain.DAY:
        least, most = max(least, length.days[0]), min(most, length.days[1])
    flags = APPROXIMATE_START if any(flags & APPROXIMATE_START for _, flags in span.alternatives) else 0
    end_min, end_max = own.end_min, own.end_max
    if plan is not None:
        planned = project(plan, axis)
        hull = build_hull(planned.alternatives)
        end_min, end_max = max(end_min, hull.end_min), hull.end_max
        if planned.approximate and any(flags & APPROXIMATE_END for _, flags in plan.alternatives):
            flags |= APPROXIMATE_END
    bounds = close(Bounds(own.start_min, own.start_max, end_min, end_max, least, most))
    if bounds is None:
        return None
    known = bounds.start_min == bounds.start_max and bounds.end_min == bounds.end_max
    if known and not flags and span.grain is Grain.DAY and bounds.end_min <= LAST_DAY + 1:
        first, last = (dt.date.fromordinal(int(day)) for day in (bounds.start_min, bounds.end_min - 1))
        return Span.of(first, last, zone=span.zone)
    try:
        return make_bounds_span(
            bounds, span.grain, span.zone, approximate=FLAGGED_ENDS[flags], exact=span.exact
        )
    except SpanError:  # beyond the calendar
        return None


def check_event_dates(
    span: Span | None, planned: Span | None, length: StatedLength, occurrences: tuple[Span, ...]
) -> Faults:
    """Why a counted length does not go with the dates of an event; nothing when it does."""
    if occurrences or length.counting is Counting.UNKNOWN:
        return ()
    if length.counting is Counting.SO_FAR:
        try:
            begin_so_far(span or Span.unknown(), length)
        except SpanError as error:
            (problem,) = error.problems
            if problem.code == "span-so-far":
                return ((".length", "length-so-far", problem.message),)
            return ((".length", "length-contradicts", problem.message),)
        return ()
    if span is not None and span.end_kind is EndKind.OPEN and not isinf(span.hull.start_max):
        if length.days is None or span.grain is not Grain.DAY or _end_as_planned(span, None, length):
            return ()
        message = f"{length.words!r} counted as {length.counting} would have been over before {span.as_of}"
        return ((".length", "length-contradicts", message),)
    return check_length(span or planned, length)


def check_pauses(span: Span | None, pauses: tuple[Span, ...]) -> Faults:
    """Which pauses certainly cover the first or the last day (or instant) of the span: then the span is wrong."""
    if span is None:
        return ()
    faults: list[Fault] = []
    for index, pause in enumerate(pauses):
        axis = choose_pair_axis(span, pause)
        projected = project_pause(pause, axis)
        if projected is None:
            continue
        whole, taken = build_hull(project(span, axis).freed), build_hull(projected.freed)
        covers_start = taken.start_max <= whole.start_min and whole.start_max < taken.end_min
        covers_end = taken.start_max < whole.end_min and whole.end_max <= taken.end_min
        if covers_start or covers_end:
            end = "first" if covers_start else "last"
            message = f"the pause {pause} covers the {end} day of {span}: an event does not begin or end with a pause"
            faults.append((f".pauses[{index}]", "pause-at-end", message))
    return faults


def _narrow_if_closed(span: Span, length: StatedLength | None) -> Span:
    """The span with a counted length, which an open end cannot have."""
    return span if span.end_kind is EndKind.OPEN else narrow_by_length(span, length)


def _format_days(first: int, last: int) -> str:
    return " to ".join(dt.date.fromordinal(day).isoformat() for day in dict.fromkeys((first, last)))
