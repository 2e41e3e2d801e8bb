"""What events and reports say of an event, field by field, and how two accounts of one field agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import isinf
from typing import NamedTuple

from korea_events.evidence.comparison.agreement import (
    DetailAgreement,
    judge_compatible,
    judge_contradicting,
    judge_corroborating,
    judge_not_comparable,
)
from korea_events.evidence.comparison.values import compare_values, normalize_words
from korea_events.model import (
    Citation,
    Comparison,
    EventAccount,
    EventReport,
    Footing,
    MeasureKind,
    Plan,
    Quantity,
    Status,
)
from korea_events.temporal import Span
from korea_events.temporal.engine import Bounds, choose_pair_axis, intersect, project

SPAN_FIELD = "span"
PLANS_FIELD = "plans"
STATUS_FIELD = "status"

# On which footing a length without dates stands. Of one that was broken off, or is doubted, the status does not say
# whether the printed length is what took place or what was planned.


class FieldAccount(NamedTuple):
    """What one record says of one field of an event."""

    event: str
    record: str
    field: str
    """``span``, ``plans``, ``status``, or a measure: ``measures.troops``."""
    value: Span | Quantity | Comparison | Status
    citations: tuple[Citation, ...]
    plan: Plan | None = None


def get_event_id(record: EventAccount) -> str:
    """The event of which a record gives an account: the one it reports, or itself."""
    return record.event if isinstance(record, EventReport) else record.id


def list_accounts(record: EventAccount) -> Iterator[FieldAccount]:
    """Everything comparable that an event or a report says.

    Held and announced dates are different fields: only accounts of one footing contradict each other. Of several
    plans in one record the last one counts. A counted length is applied to the dates; without dates it is an account
    of them itself, if the status says whether it is of what took place or of what was planned.

    Example:
        >>> report = EventReport(id="r", event="fs-24", document="wire", span=Span.parse("/2024-03-14"))
        >>> [(account.field, str(account.value)) for account in list_accounts(report)]
        [('span', '/2024-03-14')]
        >>> from korea_events.model import StatedLength
        >>> ten = StatedLength(words="10-day", n=10, unit="day", counting="inclusive")
        >>> report = EventReport(id="r", event="ufs-25", document="radio", status="held", length=ten)
        >>> [(account.field, str(account.value)) for account in list_accounts(report)]
        [('span', 'bounds(min_days=10, max_days=10)'), ('status', 'held')]
    """
    event = get_event_id(record)
    when = record.when
    if when is not None:
        held = record.footing is Footing.HELD
        plan = None if held else record.plans[-1]
        cited = _get_field_citations(record, "span" if held else "plans")
        if plan is not None and plan.citations:
            cited = plan.citations
        yield FieldAccount(event, record.id, SPAN_FIELD if held else PLANS_FIELD, when, cited, plan)
    else:
        yield from _list_length_accounts(record, event)
    if record.span is not None and record.plans:
        plan = record.plans[-1]
        cited = plan.citations or _get_field_citations(record, "plans")
        yield FieldAccount(event, record.id, PLANS_FIELD, plan.span, cited, plan)
    if record.status is not None:
        yield FieldAccount(
            event, record.id, STATUS_FIELD, record.status, _get_field_citations(record, STATUS_FIELD)
        )
    for index, measure in enumerate(record.measures):
        if measure.quantity is not None:
            name = name_measure_field(measure.what, measure.of)
            cited = _get_field_citations(record, f"measures[{index}].quantity")
            yield FieldAccount(event, record.id, name, measure.quantity, cited)


def _list_length_accounts(record: EventAccount, event: str) -> Iterator[FieldAccount]:
    days = None if record.length is None else record.length.days
    status = record.status
    if days is None or status is None or not (status.took_place or status.only_planned):
        return
    span = Span.bounded(min_days=days[0], max_days=days[1])
    cited = _get_field_citations(record, "length")
    if status.took_place:
        yield FieldAccount(event, record.id, SPAN_FIELD, span, cited)
    else:
        yield FieldAccount(event, record.id, PLANS_FIELD, span, cited, Plan(span=span))


def name_measure_field(what: MeasureKind | str, of: str | None) -> str:
    """The name of a measure as a field: what is counted, and of whom."""
    return f"measures.{what}" if of is None else f"measures.{what} of {normalize_words(of)}"


def _get_field_citations(record: EventAccount, path: str) -> tuple[Citation, ...]:
    return record.support_for(path).citations


def compare_accounts(a: FieldAccount, b: FieldAccount) -> DetailAgreement:
    """How two accounts of one field of one event agree."""
    match a.value, b.value:
        case Span(), Span():
            return compare_spans(a.value, b.value)
        case Status(), Status():
            return _compare_status(a.value, b.value)
        case ((Quantity() | Comparison()), (Quantity() | Comparison())):
            return compare_values(a.value, b.value)
        case _:
            return judge_not_comparable("they say different sorts of things")


@lru_cache(maxsize=16_384)  # reports repeat the same few dates
def compare_spans(a: Span, b: Span) -> DetailAgreement:
    """How two accounts of the dates agree: by whether some stretch of time is allowed by both.

    Example:
        >>> compare_spans(Span.of("2024-03-04", "2024-03-14"), Span.of("2024-03-04", "2024-03-15")).verdict
        Agreement.CONTRADICTS
        >>> print(compare_spans(Span.of("2025-08-18", "2025-08-28"), Span.bounded(min_days=10, max_days=10)).because)
        2025-08-18/2025-08-28 and 10 days: no dates are allowed by both
    """
    both = f"{_describe_dates(a)} and {_describe_dates(b)}"
    axis = choose_pair_axis(a, b)
    x, y = project(a, axis), project(b, axis)
    loose = x.approximate or y.approximate
    if not any(intersect(one, other) for one in x.alternatives for other in y.alternatives):
        if loose:
            return judge_compatible(f"{both}: not the same days, but they are approximate")
        return judge_contradicting(f"{both}: no dates are allowed by both")
    if _is_length_only(x.alternatives) and _is_length_only(y.alternatives):
        return judge_corroborating(f"{both}: they allow the same length, and neither says when")
    if loose or not (_is_two_sided(x.alternatives) and _is_two_sided(y.alternatives)):
        return judge_compatible(
            f"{both}: some dates are allowed by both, but not both say when it began and ended"
        )
    return judge_corroborating(f"{both}: some dates are allowed by both")


def _is_two_sided(alternatives: tuple[Bounds, ...]) -> bool:
    return not any(isinf(bound) for bounds in alternatives for bound in bounds[:4])


def _is_length_only(alternatives: tuple[Bounds, ...]) -> bool:
    """Whether nothing is said but how long it lasted."""
    return all(all(map(isinf, bounds[:4])) and not isinf(bounds.length_max) for bounds in alternatives)


def _describe_dates(span: Span) -> str:
    """What a span says, for reasons: its text, else the bounds that somebody stated and not what follows from them."""
    if span.edtf is not None:
        return str(span) if span.duration is None else f"{span} ({span.duration})"
    said = span.arguments()
    start = _describe_date_limits(said.get("earliest_start"), said.get("latest_start"))
    end = _describe_date_limits(said.get("earliest_end"), said.get("latest_end"))
    parts = [f"starting {start}"] if start else []
    parts += [f"ending {end}"] if end else []
    if "min_days" in said or "max_days" in said:
        parts.append(str(span.length))
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})" if parts else "no dates"


def _describe_date_limits(first: str | None, last: str | None) -> str | None:
    if first is None:
        return last and f"by {last}"
    if last is None:
        return f"{first} or later"
    return first if first == last else f"{first} to {last}"


def _compare_status(a: Status, b: Status) -> DetailAgreement:
    """Only what took place and what was called off exclude each other; the rest may follow one another."""
    if a is b:
        return judge_corroborating(f"both say that it was {a}")
    if (a.took_place and b is Status.CANCELLED) or (b.took_place and a is Status.CANCELLED):
        return judge_contradicting(f"{a} and {b}: it took place or it did not")
    return judge_compatible(f"{a} and {b} may both have been true, at different times")
