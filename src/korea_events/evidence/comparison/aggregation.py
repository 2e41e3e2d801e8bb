"""Many reports, one event: what they say together, by a named rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from attrs import frozen

from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.evidence.comparison.accounts import (
    STATUS_FIELD,
    FieldAccount,
    compare_accounts,
    list_accounts,
)
from korea_events.evidence.comparison.agreement import Agreement
from korea_events.evidence.comparison.pairs import mark_unrevised
from korea_events.evidence.figures.combining import (
    FieldValue,
    format_field_value,
    intersect_values,
    join_values,
)
from korea_events.evidence.lineages import Lineages, follow_trails
from korea_events.model import Event, EventAccount, EventReport, Exercise, Quantity, Role, Status
from korea_events.model.engine import Vocabulary
from korea_events.temporal import Span

_LABEL_FIELDS = frozenset({"name", "edition", "series"})
_MULTI_VALUED_FIELDS = _LABEL_FIELDS | {"participants"}
"""Fields in which several values may stand side by side."""


class Rule(Vocabulary):
    """How reports of one event are put together. Ours."""

    CONSERVATIVE = (
        "conservative",
        "everything that any report allows; nothing that somebody may rightly say is lost",
    )
    CONSENSUS = "consensus", "what all reports agree on; a contradiction where there is nothing"
    MAJORITY_OF_ORIGINS = (
        "majority_of_origins",
        "what more than half of the origins say, however many outlets repeat it",
    )


@frozen(kw_only=True)
class ResolvedField:
    """What the reports say of one field together.

    Fields:
        field: ``span`` (as held), ``plans`` (as last announced), ``status``, ``measures.troops``, ``participants`` …
        value: a span, a quantity, or words in order; None when the rule finds none
        contradiction: whether the reports exclude each other, so that a consensus or a majority does not exist
        because: how the value came about, in words
        reports: the records behind the value
        against: the records that say something else

    Example:
        >>> end = ResolvedField(
        ...     field="span", value=Span.of("2024-03-04", "2024-03-14"), contradiction=False, because="2 of 3 origins",
        ...     reports=("r1", "r2"), against=("r3",),
        ... )
        >>> print(end)
        span: 2024-03-04/2024-03-14 (2 of 3 origins) from r1, r2; against r3
    """

    field: str
    value: Span | Quantity | tuple[str, ...] | None
    contradiction: bool
    because: str
    reports: tuple[str, ...]
    against: tuple[str, ...]

    def __str__(self) -> str:
        told = "no value" if self.value is None else format_field_value(self.value)
        text = f"{self.field}: {told} ({self.because}) from {', '.join(self.reports) or 'nobody'}"
        return text + (f"; against {', '.join(self.against)}" if self.against else "")


@frozen(kw_only=True)
class Aggregate:
    """What the reports of one event say together, field by field.

    Fields:
        event: the event
        rule: the rule by which they were put together
        fields: the fields that somebody gives, in order

    Example:
        >>> Aggregate(event="fs-24", rule=Rule.CONSENSUS, fields=()).rule
        Rule.CONSENSUS
    """

    event: str
    rule: Rule
    fields: tuple[ResolvedField, ...]

    def __getitem__(self, field: str) -> ResolvedField:
        """One field.

        Raises:
            QuestionError: ``field-unknown`` when nobody says anything about it.
        """
        for found in self.fields:
            if found.field == field:
                return found
        known = ", ".join(found.field for found in self.fields) or "nothing"
        raise QuestionError.of("field-unknown", f"no report gives {field!r} of {self.event} (given: {known})")

    @property
    def contradictions(self) -> tuple[ResolvedField, ...]:
        """The fields in which the reports exclude each other."""
        return tuple(found for found in self.fields if found.contradiction)


def aggregate(event: Event | str, *, dossier: Dossier, rule: Rule | str = Rule.CONSERVATIVE) -> Aggregate:
    """What the reports of an event say together, field by field, with the reports behind each value.

    Dates as held and as planned are different fields; of plans the latest counts, and one that it revises has no say.
    The record of the event itself counts only where no report says anything. Reports that were corrected, superseded
    or retracted are left out. The order of the reports does not matter.

    Raises:
        QuestionError: ``rule-unknown``; ``event-needed`` when the record is no event; ``id-unknown``.

    Example:
        >>> from korea_events.model import Document
        >>> dossier = Dossier.of(
        ...     Exercise(id="fs-24", name="Freedom Shield 24"), Document(id="usfk"), Document(id="atlas"),
        ...     EventReport(id="r1", event="fs-24", document="usfk", span=Span.of("2024-03-04", "2024-03-14")),
        ...     EventReport(id="r2", event="fs-24", document="atlas", span=Span.of("2024-03-04", "2024-03-15")),
        ... )
        >>> print(aggregate("fs-24", dossier=dossier)["span"].value.latest_end)
        2024-03-15
        >>> aggregate("fs-24", dossier=dossier, rule="consensus")["span"].contradiction
        True
    """
    try:
        chosen = Rule(rule)
    except ValueError:
        raise QuestionError.of("rule-unknown", f"{rule!r} is no rule (allowed: {', '.join(Rule)})") from None
    record = dossier[event] if isinstance(event, str) else event
    if not isinstance(record, Event):
        raise QuestionError.of("event-needed", f"{record.id!r} is no event")
    lineages = Lineages(dossier)
    reports = [
        report
        for report in dossier.event_reports
        if lineages.one(report.event) == lineages.one(record.id) and report.id not in lineages.withdrawn
    ]
    told = _collect_reported_values(record, reports)
    fields = [_resolve_field(field, voices, chosen, lineages) for field, voices in told.items()]
    return Aggregate(event=record.id, rule=chosen, fields=tuple(sorted(fields, key=lambda one: one.field)))


# -- what is said --------------------------------------------------------------------------------------------------


@frozen(eq=False)
class _ReportedValue:
    """What one record says of one field."""

    record: EventAccount
    value: FieldValue
    account: FieldAccount | None = None


_ReportedValues = list[_ReportedValue]


def _collect_reported_values(event: Event, reports: Sequence[EventReport]) -> dict[str, _ReportedValues]:
    told: dict[str, _ReportedValues] = {}
    for report in reports:
        for voice, field in _list_reported_values(report):
            told.setdefault(field, []).append(voice)
    known = set(told)
    for voice, field in _list_reported_values(event):
        if field not in known:
            told.setdefault(field, []).append(voice)
    return told


def _list_reported_values(record: EventAccount) -> Iterable[tuple[_ReportedValue, str]]:
    for account in list_accounts(record):
        if isinstance(account.value, (Span, Quantity)):
            yield _ReportedValue(record, account.value, account), account.field
        elif isinstance(account.value, Status):
            yield _ReportedValue(record, (str(account.value),), account), account.field
    participants = tuple(sorted({p.actor for p in record.participations if p.role is Role.PARTICIPANT}))
    if participants:
        yield _ReportedValue(record, participants), "participants"
    if isinstance(record, (EventReport, Event)) and record.name is not None:
        yield _ReportedValue(record, (record.name,)), "name"
    if isinstance(record, (EventReport, Exercise)):
        for field in ("series", "edition"):
            text: str | None = getattr(record, field)
            if text is not None:
                yield _ReportedValue(record, (text,)), field


# -- the rules -----------------------------------------------------------------------------------------------------


def _resolve_field(field: str, voices: _ReportedValues, rule: Rule, lineages: Lineages) -> ResolvedField:
    heard = _discard_revised_values(voices, lineages)
    revised = [voice for voice in voices if voice not in heard]
    values = [voice.value for voice in heard]
    many = field in _MULTI_VALUED_FIELDS
    against: list[_ReportedValue] = []
    if rule is Rule.CONSERVATIVE:
        value, because, behind = join_values(values), "all that any of them allows", heard
    elif rule is Rule.CONSENSUS:
        value, because, behind = intersect_values(values, many=many), "what all agree on", heard
        if value is None:
            because = "they do not agree on anything"
    else:
        value, because, behind = _find_majority(heard, lineages, many=many)
        against = [voice for voice in heard if voice not in behind]
    if revised:
        because += f"; revised since: {', '.join(sorted(voice.record.id for voice in revised))}"
    return ResolvedField(
        field=field,
        value=value,
        contradiction=_is_contradictory(field, heard),
        because=because,
        reports=tuple(sorted({voice.record.id for voice in behind})),
        against=tuple(sorted({voice.record.id for voice in against})),
    )


def _is_contradictory(field: str, voices: _ReportedValues) -> bool:
    """Whether the voices exclude each other; several names or labels never do, and a status may follow another."""
    if field in _LABEL_FIELDS:
        return False
    if field == STATUS_FIELD:
        accounts = [voice.account for voice in voices if voice.account is not None]
        return any(
            compare_accounts(one, other).verdict is Agreement.CONTRADICTS
            for one, other in combinations(accounts, 2)
        )
    return intersect_values([voice.value for voice in voices], many=field in _MULTI_VALUED_FIELDS) is None


def _discard_revised_values(voices: _ReportedValues, lineages: Lineages) -> _ReportedValues:
    """Without the plans that a later plan revises."""
    planned = [voice for voice in voices if voice.account is not None and voice.account.plan is not None]
    accounts = [(voice.account, voice.record) for voice in planned if voice.account is not None]
    revised = [
        voice for voice, stands in zip(planned, mark_unrevised(accounts, lineages), strict=True) if not stands
    ]
    return [voice for voice in voices if not any(voice is old for old in revised)]


def _find_majority(
    voices: _ReportedValues, lineages: Lineages, *, many: bool
) -> tuple[FieldValue | None, str, _ReportedValues]:
    """One vote for each origin; unknown lineage has none, and an origin that differs with itself abstains."""
    behind: dict[str, _ReportedValues] = {}
    for voice in voices:
        trails = [lineages.trail(citation) for citation in lineages.citations(voice.record)]
        for actor in follow_trails(trails).behind:
            behind.setdefault(actor, []).append(voice)
    votes = {
        actor: _find_origin_vote(actor, said, lineages, many=many) for actor, said in sorted(behind.items())
    }
    cast = [value for value in votes.values() if value is not None]
    best: list[FieldValue] = []
    most = 0
    for vote in cast:
        with_it = [other for other in cast if intersect_values([vote, other], many=many) is not None]
        meeting = intersect_values(with_it, many=many)
        if meeting is None:
            continue
        if len(with_it) > most:
            best, most = [], len(with_it)
        if len(with_it) == most and meeting not in best:
            best.append(meeting)
    if not votes:
        return None, "no origin is known", []
    if 2 * most <= len(votes):
        many_origins = "one origin, which differs with itself" if len(votes) == 1 else f"{len(votes)} origins"
        return None, f"no majority among {many_origins}", []
    value: FieldValue | None = best[0] if len(best) == 1 else join_values(best)
    backing = [
        voice
        for voice in voices
        if any(intersect_values([one, voice.value], many=many) is not None for one in best)
    ]
    return value, f"{most} of {len(votes)} origins", backing


def _find_origin_vote(
    actor: str, said: _ReportedValues, lineages: Lineages, *, many: bool
) -> FieldValue | None:
    """What an origin says: its own documents come before those that repeat it."""
    own = [
        voice
        for voice in said
        if any(lineages.trail(c).publisher == actor for c in lineages.citations(voice.record))
    ]
    return intersect_values([voice.value for voice in own or said], many=many)
