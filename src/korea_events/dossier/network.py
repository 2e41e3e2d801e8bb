"""From a dossier to a temporal network and back: what its dates and temporal links say together.

An event enters by what ``when`` is made of: its span, else its latest plan, and a printed length if somebody has said
how it counts. Temporal links enter between whatever has its time: events, and statements that such a link names.
"""

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from korea_events.errors import QuestionError, SpanError
from korea_events.model import (
    EVENT_COLLECTIONS,
    Basis,
    Citation,
    Event,
    EventAccount,
    Link,
    Plan,
    Statement,
    Support,
)
from korea_events.temporal import Assertion, EndKind, Grain, Span, TemporalNetwork, Verb
from korea_events.temporal.engine import DEFAULT_ZONE, check_zone, choose_axis

if TYPE_CHECKING:
    from korea_events.dossier.dossier import Dossier


def build_network(
    dossier: "Dossier", *, reports: bool = False, zone: str | None = None, tolerance: int | None = None
) -> TemporalNetwork:
    """The network of a dossier's events and temporal links."""
    accounts = _collect_dated_accounts(dossier, reports=reports)
    links = [link for link in dossier.links if link.kind.temporal]
    linked = {end for link in links for end in (link.source, link.target)}
    said = [statement for statement in dossier.statements if statement.id in linked]
    spans = [account.dates[1] for account in accounts if account.dates is not None]
    spans += [statement.said for statement in said if statement.said is not None]
    net = _make_empty_network(spans, zone, tolerance)
    for account in accounts:
        net.add(account.event)
        _add_account(net, account)
    for statement in said:
        _add_statement(net, statement)
    for number, link in enumerate(dossier.links):
        if link.kind.temporal and link.source in net and link.target in net:
            try:
                net.add_link(
                    link.source,
                    Verb(link.kind),
                    link.target,
                    days=link.days,
                    because=_build_link_assertion(link),
                )
            except QuestionError as error:  # only that it speaks of days, in a network of instants
                raise error.under(f"$.links[{number}]") from None
    return net


def list_events(dossier: "Dossier") -> list[Event]:
    """The events of a dossier, in its order."""
    return [event for name in EVENT_COLLECTIONS for event in getattr(dossier, name)]


def get_network_dates(account: EventAccount) -> tuple[str, Span] | None:
    """The span by which an account enters, and the path of its field."""
    if account.span is not None:
        return "span", account.span
    if account.plans:
        return f"plans[{len(account.plans) - 1}].span", account.plans[-1].span
    return None


# -- into the network ----------------------------------------------------------------------------------------------


def _is_in_network(account: EventAccount) -> bool:
    """What was called off has no time that could bear on others, unless part of it was held."""
    return account.span is not None or account.status is None or not account.status.called_off


@frozen
class _DatedAccount:
    """What one record says of an event, and by which dates it enters."""

    event: str
    record: EventAccount
    dates: tuple[str, Span] | None


def _collect_dated_accounts(dossier: "Dossier", *, reports: bool) -> list[_DatedAccount]:
    """The accounts of each event that enter: its own record, and reports of it if they are asked for.

    A plan says nothing of what was held: where anybody says when it was held, plans are left out.
    """
    of_event: dict[str, list[EventAccount]] = {}
    if reports:
        for report in dossier.event_reports:
            of_event.setdefault(report.event, []).append(report)
    chosen: list[_DatedAccount] = []
    for event in list_events(dossier):
        if _is_in_network(event):
            records = [event, *filter(_is_in_network, of_event.get(event.id, ()))]
            held = any(record.span is not None for record in records)
            chosen += [
                _DatedAccount(
                    event.id, record, None if held and record.span is None else get_network_dates(record)
                )
                for record in records
            ]
    return chosen


def _make_empty_network(spans: list[Span], zone: str | None, tolerance: int | None) -> TemporalNetwork:
    if zone is not None:
        return TemporalNetwork(zone=check_zone(zone), tolerance=tolerance)
    axis = choose_axis(spans)
    return TemporalNetwork(zone=axis.zone or DEFAULT_ZONE, grain=axis.grain, tolerance=tolerance)


def _move_to_network_zone(net: TemporalNetwork, span: Span) -> Span:
    """The span in the days of the network's zone, where it was asked for by name."""
    if net.grain is Grain.DAY and span.grain is Grain.DAY and span.zone not in (net.zone, None):
        return span.in_zone(net.zone)
    return span


def _add_account(net: TemporalNetwork, account: _DatedAccount) -> None:
    """What one record says of an event's dates and length."""
    event, record = account.event, account.record
    length = record.length
    days = None if length is None else length.days
    why_so_long: tuple[Assertion, ...] = ()
    if length is not None and days is not None:
        counted = f"{days[0]} days" if days[0] == days[1] else f"{days[0]} to {days[1]} days"
        why_so_long = (
            _build_field_assertion(record, "length.n", event, f"is said to last “{length.words}”"),
            _build_field_assertion(
                record, "length.counting", event, f"has that counted as {length.counting}: {counted}"
            ),
        )
    if account.dates is not None:
        path, span = account.dates
        because = _build_field_assertion(record, path, event, note="" if path == "span" else "as planned")
        net.add(event, _move_to_network_zone(net, span), because=because)
        if days is not None and net.grain is Grain.INSTANT and span.grain is Grain.DAY:
            net.add(event, span.lasting(*days), because=[because, *why_so_long])
    if days is not None and net.grain is Grain.DAY:
        net.add_length(event, least=days[0], most=days[1], because=why_so_long)


def _add_statement(net: TemporalNetwork, statement: Statement) -> None:
    because = _build_field_assertion(statement, "said", statement.id) if statement.said is not None else None
    net.add(
        statement.id,
        None if statement.said is None else _move_to_network_zone(net, statement.said),
        because=because,
    )


def _build_field_assertion(
    record: EventAccount | Statement | Link, path: str, subject: str, words: str = "", *, note: str = ""
) -> Assertion:
    """What a field of a record says, with what it rests on."""
    support = record.support_for(path)
    return Assertion(
        record=record.id,
        subject=subject,
        field=path,
        words=words,
        note=note,
        basis=support.basis.value,
        citations=support.citations,
    )


def _build_link_assertion(link: Link) -> Assertion:
    """What a link says. Where the coder supplied the kind, the words that were read so are cited all the same."""
    said = _build_field_assertion(link, "kind", link.source, note=link.reading or "")
    return said if said.citations else evolve(said, citations=link.citations)


# -- and back ------------------------------------------------------------------------------------------------------

_DERIVED_BOUNDS: Final = (
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
    "min_days",
    "max_days",
)


def tighten_dates(
    dossier: "Dossier", *, reports: bool = False, zone: str | None = None, tolerance: int | None = None
) -> "Dossier":
    """The dossier with each derived span in place of the one it came from."""
    return narrow_dates(dossier, build_network(dossier, reports=reports, zone=zone, tolerance=tolerance))


def narrow_dates(dossier: "Dossier", net: TemporalNetwork) -> "Dossier":
    """The same by a network of this dossier."""
    blocked = {id for conflict in net.conflicts() for id in net.connected(conflict.events[0])}
    changed: list[Event] = []
    for event in list_events(dossier):
        dates = get_network_dates(event)
        if event.id in net and event.id not in blocked and dates is not None:
            path, said = dates
            derived = _find_narrower_span(said, net, event.id)
            if derived is not None:
                changed.append(_put_derived_span(event, path, derived, net))
    return dossier.with_(*changed)


def _find_narrower_span(said: Span, net: TemporalNetwork, event: str) -> Span | None:
    """An event's derived span, if it says more than what was said and loses nothing of it."""
    says_more_than_bounds = (
        len(said.alternatives) > 1
        or said.uncertain
        or EndKind.OPEN in (said.start_kind, said.end_kind)
        or (said.grain, said.zone) != (net.grain, net.zone)
    )
    if says_more_than_bounds or said.hull == net.bounds(event):
        return None
    try:
        derived = net.tightened(event)
    except SpanError:  # it lies beyond the calendar
        return None
    return None if derived.approximate and not said.approximate else derived


def _put_derived_span(event: Event, path: str, derived: Span, net: TemporalNetwork) -> Event:
    """The event with a derived span, supported by the reasons of each of its bounds."""
    reasons = {bound: net.why(event.id, bound) for bound in _DERIVED_BOUNDS}
    named = dict.fromkeys(reason for several in reasons.values() for reason in several)
    cited = dict.fromkeys(
        cited for reason in named for cited in reason.citations if isinstance(cited, Citation)
    )
    support = Support(
        fields=(path,),
        basis=Basis.DERIVED,
        citations=tuple(cited),
        note=f"Follows from: {'; '.join(map(str, named))}.",
    )
    # What rested on the field as it was said goes; what rests on a part of it, as its year, stays.
    others = [(one, tuple(field for field in one.fields if field != path)) for one in event.support]
    supports = (*(evolve(one, fields=fields) for one, fields in others if fields), support)
    if path == "span":
        return evolve(event, span=derived, support=supports)
    *earlier, last = event.plans
    plans: tuple[Plan, ...] = (*earlier, evolve(last, span=derived))
    return evolve(event, plans=plans, support=supports)
