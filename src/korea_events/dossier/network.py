"""From a dossier to a temporal network and back: what its dates, lengths and temporal links say together.

An event enters with what ``when`` is made of: its span, else its latest plan, and a printed length if it is known how
that counts; and with what the dates of publication say of it, as reports follow events. Temporal links enter between
events, and statements that such a link names.
"""

from typing import Final, TypeVar, get_args

from attrs import evolve, frozen

from korea_events.dossier.date_reasons import (
    DatePart,
    Extent,
    assert_field,
    get_stated_dates,
    is_length_counted,
    list_date_parts,
    list_length_reasons,
)
from korea_events.dossier.publication import list_publication_bounds
from korea_events.dossier.records import Records
from korea_events.dossier.withdrawals import Withdrawals
from korea_events.errors import SpanError
from korea_events.model import Basis, Citation, Event, EventAccount, Link, Plan, Support
from korea_events.model.engine import EVENT_COLLECTIONS
from korea_events.temporal import Assertion, EndKind, Span, TemporalNetwork, Verb
from korea_events.temporal.engine import BoundName, Tolerance, check_type

R = TypeVar("R", bound=Records)


def build_network(
    dossier: Records,
    *,
    reports: bool = False,
    publication: bool = True,
    zone: str | None = None,
    tolerance: Tolerance = None,
) -> TemporalNetwork:
    """The network of a dossier's events and temporal links."""
    check_type("reports", reports, bool, "True or False")
    check_type("publication", publication, bool, "True or False")
    withdrawals = Withdrawals(dossier)
    accounts = _collect_dated_accounts(dossier, withdrawals, reports=reports)
    links = [link for link in dossier.links if link.kind.temporal and link not in withdrawals]
    linked = {end for link in links for end in (link.source, link.target)}
    statements = [statement for statement in dossier.statements if statement.id in linked]
    net = TemporalNetwork(zone=zone, tolerance=tolerance)
    for account in accounts:
        net.add(account.event)
        _add_account(net, account)
        if publication:
            implied = not account.parts
            for bound in list_publication_bounds(account.record, account.event, dossier, implied=implied):
                if bound.fits:
                    net.add_bound(account.event, bound.span, because=bound.reason)
    for statement in statements:
        because = None if statement.said is None else assert_field(statement, "said", statement.id)
        net.add(statement.id, statement.said, because=because)
    for link in links:
        if link.source in net and link.target in net:
            net.add_link(
                link.source, Verb(link.kind), link.target, days=link.days, because=_build_link_assertion(link)
            )
    return net


def list_events(dossier: Records) -> list[Event]:
    """The events of a dossier, in its order."""
    return [event for name in EVENT_COLLECTIONS for event in getattr(dossier, name)]


# -- into the network ----------------------------------------------------------------------------------------------


def _is_in_network(account: EventAccount) -> bool:
    """Whether an account was not called off, or part of the event was held all the same."""
    held = account.span is not None or bool(account.occurrences)
    return held or account.status is None or not account.status.called_off


@frozen
class _DatedAccount:
    """What one record says about an event, and the parts of its dates with which it enters."""

    event: str
    record: EventAccount
    parts: list[DatePart]


def _collect_dated_accounts(
    dossier: Records, withdrawals: Withdrawals, *, reports: bool
) -> list[_DatedAccount]:
    """The accounts that enter: the record of each event, and with ``reports`` the reports of it.

    Once any account says when an event was held, its plans are left out.
    """
    by_event: dict[str, list[EventAccount]] = {}
    if reports:
        for report in (one for one in dossier.event_reports if one not in withdrawals):
            by_event.setdefault(report.event, []).append(report)
    accounts: list[_DatedAccount] = []
    for event in list_events(dossier):
        if _is_in_network(event):
            records = [event, *filter(_is_in_network, by_event.get(event.id, ()))]
            held = [record for record in records if record.span is not None or record.occurrences]
            over = sum(record.dates.footing == "held" for record in held)
            for record in records:
                extent: Extent = "all"
                if held and record.dates.footing == "announced":
                    extent = "length"
                elif over and record.dates.footing == "begun":
                    extent = "held"
                accounts.append(_DatedAccount(event.id, record, list_date_parts(record, event.id, extent)))
    return accounts


def _add_account(net: TemporalNetwork, account: _DatedAccount) -> None:
    """Add what one record says about the dates and the length of an event."""
    event, record = account.event, account.record
    days = None if record.length is None else record.length.days
    for span, reasons in account.parts:
        net.add(event, span, because=reasons[0] if len(reasons) == 1 else list(reasons))
    if days is not None and is_length_counted(record):
        net.add_length(event, least=days[0], most=days[1], because=list_length_reasons(record, event))


def _build_link_assertion(link: Link) -> Assertion:
    """What a link says; where the coder supplied its kind, the words that were read that way are cited."""
    assertion = assert_field(link, "kind", link.source, note=link.reading or "")
    return assertion if assertion.citations else evolve(assertion, citations=link.citations)


# -- and back ------------------------------------------------------------------------------------------------------

_DERIVED_BOUNDS: Final[tuple[BoundName, ...]] = get_args(BoundName)[:6]


def narrow_dates(dossier: R, net: TemporalNetwork) -> R:
    """The dossier with each derived span, by a network of it, in place of the span that it came from."""
    check_type("dossier", dossier, Records, "a dossier")
    return dossier.with_(*list_narrowed_events(dossier, net))


def list_narrowed_events(dossier: Records, net: TemporalNetwork) -> list[Event]:
    """The events of a dossier that change by that."""
    check_type("net", net, TemporalNetwork, "a network")
    blocked = {name for conflict in net.conflicts() for name in net.connected(conflict.events[0])}
    changed: list[Event] = []
    for event in list_events(dossier):
        dates = get_stated_dates(event)
        # a span from which something has begun must not take over a planned end
        plain = not event.occurrences and event.dates.footing in ("held", "announced")
        if plain and event.id in net and event.id not in blocked and dates is not None:
            path, stated = dates
            derived = _find_narrower_span(stated, net, event.id)
            if derived is not None:
                changed.append(_put_derived_span(event, path, derived, net))
    return changed


def _find_narrower_span(stated: Span, net: TemporalNetwork, event: str) -> Span | None:
    """The derived span of an event if it is narrower than the stated one and loses nothing; else None."""
    says_more_than_bounds = (
        len(stated.alternatives) > 1
        or stated.uncertain
        or EndKind.OPEN in (stated.start_kind, stated.end_kind)
    )
    if says_more_than_bounds or stated.hull == net.bounds(event):
        return None
    try:
        derived = net.tightened(event)
    except SpanError:
        # it lies beyond the calendar
        return None
    same_axis = (stated.grain, stated.zone) == (derived.grain, derived.zone)
    return derived if same_axis and (stated.approximate or not derived.approximate) else None


def _put_derived_span(event: Event, path: str, derived: Span, net: TemporalNetwork) -> Event:
    """The event with a derived span, supported by the reasons for each of its bounds."""
    reasons = dict.fromkeys(reason for bound in _DERIVED_BOUNDS for reason in net.why(event.id, bound))
    citations = dict.fromkeys(
        citation for reason in reasons for citation in reason.citations if isinstance(citation, Citation)
    )
    support = Support(
        fields=(path,),
        basis=Basis.DERIVED,
        citations=tuple(citations),
        note=f"Follows from: {'; '.join(map(str, reasons))}.",
    )
    # The support of the whole field goes; that of an aspect of it, as its year, stays.
    others = [(one, tuple(field for field in one.fields if field != path)) for one in event.support]
    supports = (*(evolve(one, fields=fields) for one, fields in others if fields), support)
    if path == "span":
        return evolve(event, span=derived, support=supports)
    *earlier, last = event.plans
    plans: tuple[Plan, ...] = (*earlier, evolve(last, span=derived))
    return evolve(event, plans=plans, support=supports)
