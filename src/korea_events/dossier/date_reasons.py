"""What the dates of an event rest on, as assertions: the same for one record and for a whole network."""

from typing import Final

from korea_events.model import EventAccount, Link, Statement
from korea_events.temporal import Assertion, Span
from korea_events.temporal.engine import check_type, describe_span

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
    dates = get_stated_dates(event)
    if dates is None:
        return ()
    path, span = dates
    stated = assert_field(event, path, words=describe_span(span), note="" if path == "span" else AS_PLANNED)
    return (stated, *list_length_reasons(event, event.id))


def get_stated_dates(account: EventAccount) -> tuple[str, Span] | None:
    """The span or latest plan of an account, with the path of its field; None if there is neither."""
    if account.span is not None:
        return "span", account.span
    if account.plans:
        return f"plans[{len(account.plans) - 1}].span", account.plans[-1].span
    return None


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
