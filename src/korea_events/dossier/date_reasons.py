"""What the dates of an event rest on, as assertions: the same for one record and for a whole network."""

from math import inf
from typing import Final, Literal, NamedTuple

from attrs import evolve

from korea_events.model import Counting, EventAccount, Link, Plan, Statement
from korea_events.model.engine import begin_so_far
from korea_events.temporal import Assertion, EndKind, Grain, Span
from korea_events.temporal.engine import (
    INSTANTS,
    Axis,
    Bounds,
    build_hull,
    check_type,
    close,
    describe_span,
    get_approximate_ends,
    make_bounds_span,
    project,
)

AS_PLANNED: Final = "as planned"


def date_reasons(event: EventAccount) -> tuple[Assertion, ...]:
    """What the ``when`` of an event rests on: its span or latest plan, and its length if it is known how that counts.

    Empty when the event has neither a span nor a plan.

    Example:
        >>> from korea_events.model import Exercise, Plan, StatedLength
        >>> drill = Exercise(
        ...     id="fs24", name="Freedom Shield 24", plans=[Plan(span=Span.parse("/2024-03-14"))],
        ...     length=StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
        ... )
        >>> for reason in date_reasons(drill):
        ...     print(reason)
        fs24 ends on 2024-03-14 (as planned) [coder]
        fs24 is said to last “11-day” [coder]
        fs24 lasts 11 days (counted as inclusive) [coder]
    """
    check_type("event", event, EventAccount, "an event or a report of one")
    return tuple(
        evolve(reason, words=describe_span(part.span)) if not reason.words else reason
        for part in list_date_parts(event, event.id)
        for reason in part.reasons
    ) + (list_length_reasons(event, event.id) if is_length_counted(event) else ())


class DatePart(NamedTuple):
    """A part of the dates of an event, and the assertions that it rests on."""

    span: Span
    reasons: tuple[Assertion, ...]


Extent = Literal["all", "held", "length"]
"""Which dates of an account count: all, only what was held, or none but its length."""


def list_date_parts(account: EventAccount, event: str, extent: Extent = "all") -> list[DatePart]:
    """What the ``when`` of an account is made of, without a counted length: each part with its own reasons.

    What has begun has two parts, its reported start and its planned end.
    """
    when, _, plan = account.dates
    if extent == "length":
        return []
    if account.occurrences and when is not None:
        reasons = [assert_field(account, "occurrences", event, describe_span(when))]
        if account.span is not None:
            reasons.append(assert_field(account, "span", event, describe_span(account.span)))
        return [DatePart(when, tuple(reasons))]
    parts: list[DatePart] = []
    span, length = account.span, account.length
    if span is not None:
        reason = assert_field(account, "span", event)
        if length is not None and length.counting is Counting.SO_FAR:
            counted = (
                assert_field(account, "length.n", event, f"goes on “{length.words}”"),
                assert_field(account, "length.counting", event, "is counted up to the report"),
            )
            stated = evolve(reason, words=describe_span(span))
            parts.append(DatePart(begin_so_far(span, length), (stated, *counted)))
        else:
            parts.append(DatePart(span, (reason,)))
    if plan is not None and extent == "all":
        planned: Plan = account.plans[plan]
        end = planned.span if span is None else _keep_end(planned.span, span)
        parts.append(DatePart(end, (assert_field(account, f"plans[{plan}].span", event, note=AS_PLANNED),)))
    return parts


def is_length_counted(account: EventAccount) -> bool:
    """Whether the counted length of an account says how long the event was: not while it goes on, unless it ends so."""
    span = account.span
    if account.occurrences:
        return False
    return span is None or span.end_kind is not EndKind.OPEN or account.dates.footing == "begun"


def _keep_end(plan: Span, span: Span) -> Span:
    """Only the end of a plan, in the days or instants of what has begun."""
    axis = Axis(Grain.DAY, span.zone) if span.grain is Grain.DAY else INSTANTS
    hull = build_hull(project(plan, axis).alternatives)
    bounds = close(Bounds(-inf, inf, hull.end_min, hull.end_max))
    assert bounds is not None  # any end has a start before it
    flagged = get_approximate_ends(plan.alternatives) in ("end", True)
    return make_bounds_span(bounds, span.grain, span.zone, approximate="end" if flagged else False)


def get_stated_dates(account: EventAccount) -> tuple[str, Span] | None:
    """The span or latest plan of an account, with the path of its field; None if there is neither."""
    if account.span is not None:
        return "span", account.span
    return (f"plans[{len(account.plans) - 1}].span", account.plans[-1].span) if account.plans else None


def list_length_reasons(account: EventAccount, event: str) -> tuple[Assertion, ...]:
    """What an account says about the length of an event in days, and how it counts; empty if it does not say both."""
    length = account.length
    days = None if length is None else length.days
    if length is None or days is None:
        return ()
    least, most = days
    count = f"{least} day{'' if least == 1 else 's'}" if least == most else f"{least} to {most} days"
    return (
        assert_field(account, "length.n", event, f"is said to last “{length.words}”"),
        assert_field(
            account, "length.counting", event, f"lasts {count}", note=f"counted as {length.counting}"
        ),
    )


def assert_field(
    record: EventAccount | Statement | Link,
    path: str,
    subject: str | None = None,
    words: str = "",
    *,
    note: str = "",
) -> Assertion:
    """What a field of a record says about a subject, with its support."""
    support = record.support_for(path)
    return Assertion(
        record=record.id,
        subject=subject or record.id,
        field=path,
        words=words,
        note=note,
        basis=support.basis.value,
        citations=support.citations,
    )
