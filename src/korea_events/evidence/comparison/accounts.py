"""Comparison: what events and reports say about an event, field by field, and how two accounts of one field agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import isinf
from typing import Final, NamedTuple

from attrs import frozen

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.evidence.comparison.agreement import (
    Agreement,
    ComparisonResult,
    judge_compatible,
    judge_contradicting,
    judge_corroborating,
    judge_not_comparable,
)
from korea_events.evidence.comparison.values import ClaimValue, compare_values, normalize_words
from korea_events.evidence.figures.extents import as_count
from korea_events.evidence.lineages import get_record
from korea_events.model import (
    CapabilityClaim,
    Claim,
    Comparison,
    Event,
    EventAccount,
    EventClaim,
    EventReport,
    Measure,
    MeasureKind,
    Plan,
    Quantity,
    Stance,
    Status,
)
from korea_events.temporal import Span
from korea_events.temporal.engine import Bounds, choose_pair_axis, intersect, project

SPAN_FIELD = "span"
PLANS_FIELD = "plans"
STATUS_FIELD = "status"

IN_ALL: Final = " in all"
"""The end of the names of running totals."""

_MEASURES: Final = frozenset(map(str, MeasureKind))
_NOT_COUNTED: Final = frozenset({"hours", "other"})
"""Measures that need not be whole numbers."""
_COUNTS: Final = (_MEASURES | {"count"}) - _NOT_COUNTED


class FieldAccount(NamedTuple):
    """What one record says about one field of an event."""

    field: str
    """``span``, ``plans``, ``status``, or a measure: ``measures.troops``."""
    value: Span | Quantity | Comparison | Status
    plan: Plan | None = None
    until: Span | None = None
    """For a running total, the day up to which it counts."""

    @property
    def topic(self) -> str:
        """What it is compared with: its field, and for a running total the same up to any day."""
        return self.field if self.until is None else self.field.removesuffix(f" until {self.until}")

    def is_about(self, other: FieldAccount) -> bool:
        """Whether both are accounts of one thing; a claim says nothing of whether its figure is a running total."""
        return self.topic.removesuffix(IN_ALL) == other.topic.removesuffix(IN_ALL)


@frozen(eq=False)
class RecordedAccount:
    """An account of a field, if there is one, with the record that it comes from."""

    record: EventAccount | Claim
    account: FieldAccount | None


def get_event(event: Event | str, dossier: Dossier) -> Event:
    """The given event, or the one with the given identifier.

    Raises:
        QuestionError: ``event-needed`` if the record is not an event, ``id-unknown`` if the dossier has no such record.
    """
    record = get_record(event, dossier)
    if not isinstance(record, Event):
        raise QuestionError.of("event-needed", f"{record.id!r} is not an event")
    return record


def get_event_id(record: EventAccount) -> str:
    """The event that a record gives an account of: the one it reports, or itself."""
    return record.event if isinstance(record, EventReport) else record.id


def get_claim_subject(claim: Claim) -> str:
    """The event or the weapon system that a claim is about."""
    if isinstance(claim, EventClaim):
        return claim.event
    assert isinstance(claim, CapabilityClaim)  # there are two kinds of claim
    return claim.system


def list_claims(dossier: Dossier) -> list[Claim]:
    """All claims in a dossier."""
    return [record for record in dossier.records() if isinstance(record, Claim)]


def list_accounts(record: EventAccount) -> Iterator[FieldAccount]:
    """Every comparable thing that an event or a report says.

    Held and announced dates are different fields: only accounts on one footing contradict each other. Of several plans
    in one record the last counts. A counted length is applied to the dates. Without dates it is itself an account of
    them, if the status says whether it describes what took place or what was planned.

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
    when = record.when
    if when is None:
        yield from _list_length_accounts(record)
    elif record.held is not None:
        yield FieldAccount(SPAN_FIELD, record.held)
    else:
        yield FieldAccount(PLANS_FIELD, when, record.plans[-1])
    if record.held is not None and record.plans:
        yield FieldAccount(PLANS_FIELD, record.plans[-1].span, record.plans[-1])
    if record.status is not None:
        yield FieldAccount(STATUS_FIELD, record.status)
    for measure in record.measures:
        # Running totals up to unknown days may differ without contradicting each other.
        if measure.quantity is not None and (measure.until is not None or not measure.cumulative):
            value = as_count(measure.quantity) if measure.what not in _NOT_COUNTED else measure.quantity
            yield FieldAccount(name_measure_field(measure), value, until=measure.until)


def _list_length_accounts(record: EventAccount) -> Iterator[FieldAccount]:
    days = None if record.length is None else record.length.days
    status = record.status
    # If the event was suspended, or is doubted, the status does not say which of the two the printed length describes.
    if days is None or status is None or not (status.took_place or status.only_planned):
        return
    span = Span.bounded(min_days=days[0], max_days=days[1])
    if status.took_place:
        yield FieldAccount(SPAN_FIELD, span)
    else:
        yield FieldAccount(PLANS_FIELD, span, Plan(span=span))


def name_measure_field(measure: Measure) -> str:
    """The name of a measure as a field: what is counted, of which sort, whose; and up to when, for running totals."""
    of = "" if measure.of is None else f" of {normalize_words(measure.of)}"
    actor = "" if measure.actor is None else f" of {measure.actor}"
    total = "" if not measure.cumulative else f"{IN_ALL} until {measure.until}"
    return f"measures.{measure.what}{of}{actor}{total}"


def get_claim_account(claim: Claim) -> FieldAccount | None:
    """The measure that a claim states: it is compared with the measures of that name; None for any other claim."""
    is_stated = claim.attribute in _MEASURES and claim.stance is Stance.ASSERTS
    if not isinstance(claim, EventClaim) or not is_stated:
        return None
    value = count_if_named(claim.value, claim.attribute)
    return FieldAccount(f"measures.{claim.attribute}", value) if isinstance(value, Quantity) else None


def count_if_named(value: ClaimValue, attribute: str) -> ClaimValue:
    """A claimed figure, as a whole number if the attribute is what measures count."""
    return as_count(value) if isinstance(value, Quantity) and attribute in _COUNTS else value


def compare_accounts(a: FieldAccount, b: FieldAccount, tolerance: float = 0) -> ComparisonResult:
    """How two accounts of one field of one event agree."""
    match a.value, b.value:
        case Span(), Span():
            return compare_spans(a.value, b.value)
        case Status(), Status():
            return _compare_status(a.value, b.value)
        case ((Quantity() | Comparison()), (Quantity() | Comparison())):
            return compare_values(a.value, b.value, a.field, tolerance)
        case _:
            return judge_not_comparable("they are different kinds of value")


def do_accounts_clash(a: FieldAccount, b: FieldAccount) -> bool:
    """Whether two accounts of one field contradict each other; of plain dates, without saying why."""
    x, y = a.value, b.value
    if isinstance(x, Span) and isinstance(y, Span) and (x.grain, x.zone) == (y.grain, y.zone):
        plain = len(x.alternatives) == len(y.alternatives) == 1 and not (x.approximate or y.approximate)
        if plain and x.zone is not None:
            return intersect(x.alternatives[0].bounds, y.alternatives[0].bounds) is None
    return compare_accounts(a, b).verdict is Agreement.CONTRADICTS


@lru_cache(maxsize=16_384)  # reports repeat the same few dates
def compare_spans(a: Span, b: Span) -> ComparisonResult:
    """How two accounts of the dates agree: they do if both allow some stretch of time.

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
        return judge_corroborating(f"{both}: they allow the same length, and neither gives dates")
    if loose or not (_is_two_sided(x.alternatives) and _is_two_sided(y.alternatives)):
        return judge_compatible(
            f"{both}: some dates are allowed by both, but not both say when it began and ended"
        )
    return judge_corroborating(f"{both}: some dates are allowed by both")


def _is_two_sided(alternatives: tuple[Bounds, ...]) -> bool:
    return not any(isinf(bound) for bounds in alternatives for bound in bounds[:4])


def _is_length_only(alternatives: tuple[Bounds, ...]) -> bool:
    """Whether only the length is known."""
    return all(all(map(isinf, bounds[:4])) and not isinf(bounds.length_max) for bounds in alternatives)


def _describe_dates(span: Span) -> str:
    """A span in words, for reasons: its text, else the bounds as stated, without what follows from them."""
    if span.edtf is not None:
        return str(span) if span.duration is None else f"{span} ({span.duration})"
    stated = span.arguments()
    start = _describe_date_limits(stated.get("earliest_start"), stated.get("latest_start"))
    end = _describe_date_limits(stated.get("earliest_end"), stated.get("latest_end"))
    parts = [f"starting {start}"] if start else []
    parts += [f"ending {end}"] if end else []
    if "min_days" in stated or "max_days" in stated:
        parts.append(str(span.length))
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})" if parts else "no dates"


def _describe_date_limits(first: str | None, last: str | None) -> str | None:
    if first is None:
        return last and f"by {last}"
    if last is None:
        return f"{first} or later"
    return first if first == last else f"{first} to {last}"


def _compare_status(a: Status, b: Status) -> ComparisonResult:
    """Only "took place" and "cancelled" exclude each other; the others may follow one another."""
    if a is b:
        return judge_corroborating(f"both say that it was {a}")
    if (a.took_place and b is Status.CANCELLED) or (b.took_place and a is Status.CANCELLED):
        return judge_contradicting(f"{a} and {b}: it took place or it did not")
    return judge_compatible(f"{a} and {b} may both have been true, at different times")
