"""Comparison: what many reports of one event say together, by a named rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import ClassVar, Literal, overload

from attrs import frozen

from korea_events.answers import DEFAULT_QUESTION_LIMITS, Answer, QuestionLimits, Work
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.evidence.comparison.accounts import (
    STATUS_FIELD,
    RecordedAccount,
    compare_accounts,
    get_event,
    list_accounts,
)
from korea_events.evidence.comparison.agreement import Agreement
from korea_events.evidence.comparison.clashes import STEPS_OF_A_PAIR
from korea_events.evidence.comparison.revisions import discard_revised
from korea_events.evidence.figures.combining import (
    FieldValue,
    format_field_value,
    intersect_values,
    join_values,
)
from korea_events.evidence.lineages import Lineages
from korea_events.model import Event, EventAccount, EventReport, Exercise, Quantity, Role, Status
from korea_events.model.engine import Vocabulary
from korea_events.temporal import Span
from korea_events.temporal.engine import quote_value

RuleName = Literal["conservative", "consensus", "majority_of_origins"]

_LABEL_FIELDS = frozenset({"name", "edition", "series"})
_MULTI_VALUED_FIELDS = _LABEL_FIELDS | {"participants"}
"""Fields that may have several values side by side."""


class Rule(Vocabulary):
    """How the reports of one event are combined. Ours."""

    CONSERVATIVE = "conservative", "everything that any report allows, so that nothing true is lost"
    CONSENSUS = "consensus", "what all reports agree on; a contradiction if they agree on nothing"
    MAJORITY_OF_ORIGINS = (
        "majority_of_origins",
        "what more than half of the origins say, however many outlets repeat it",
    )


@frozen(kw_only=True)
class ResolvedField:
    """What the reports together say about one field.

    Example:
        >>> end = ResolvedField(
        ...     field="span", value=Span.of("2024-03-04", "2024-03-14"), contradiction=False, because="2 of 3 origins",
        ...     reports=("r1", "r2"), against=("r3",),
        ... )
        >>> print(end)
        span: 2024-03-04/2024-03-14 (2 of 3 origins) from r1, r2; against r3
    """

    field: str
    """``span`` (as held), ``plans`` (as last announced), ``status``, ``measures.troops``, ``participants`` …"""
    value: Span | Quantity | tuple[str, ...] | None
    """A span, a quantity, or words in order; None if the rule finds none."""
    contradiction: bool
    """Whether the reports exclude each other."""
    because: str
    """How the value came about, in words."""
    reports: tuple[str, ...]
    """The records behind the value."""
    against: tuple[str, ...]
    """The records that say something else."""

    @property
    def words(self) -> str:
        """The value in words."""
        return "no value" if self.value is None else format_field_value(self.value)

    def __str__(self) -> str:
        text = f"{self.field}: {self.words} ({self.because}) from {', '.join(self.reports) or 'no report'}"
        return text + (f"; against {', '.join(self.against)}" if self.against else "")


@frozen(repr=False)
class Aggregate(Answer[ResolvedField]):
    """The answer of :func:`aggregate`: a row per field, by name or by number; skipped are withdrawn reports.

    Example:
        >>> Aggregate((), (), event="fs-24", rule=Rule.CONSENSUS).rule
        Rule.CONSENSUS
    """

    event: str
    """The event."""
    rule: Rule
    """The rule that combined the reports."""

    _columns: ClassVar = {
        "field": str,
        "words": str,
        "contradiction": bool,
        "reports": str,
        "against": str,
        "because": str,
    }

    @overload
    def __getitem__(self, key: int | str) -> ResolvedField: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[ResolvedField]: ...
    def __getitem__(self, key: int | str | slice) -> ResolvedField | Sequence[ResolvedField]:
        """A row by its number, or by the name of its field.

        Raises:
            QuestionError: ``field-unknown`` if no report gives the field.
        """
        if not isinstance(key, str):
            return self.rows[key]
        for found in self.rows:
            if found.field == key:
                return found
        known = ", ".join(found.field for found in self.rows) or "nothing"
        raise QuestionError.of(
            "field-unknown", f"no report gives {quote_value(key)} for {self.event} (given: {known})"
        )

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows))

    @property
    def contradictions(self) -> tuple[ResolvedField, ...]:
        """The fields in which the reports exclude each other."""
        return tuple(found for found in self.rows if found.contradiction)


def aggregate(
    event: Event | str,
    dossier: Dossier,
    *,
    rule: Rule | RuleName = Rule.CONSERVATIVE,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Aggregate:
    """What the reports of an event together say, field by field, with the reports behind each value.

    Dates as held and dates as planned are different fields. A plan that a later plan revises does not count. The
    event's own record counts only for fields that no report gives. Reports that were corrected, superseded or retracted
    are left out. The order of the reports does not matter.

    Raises:
        QuestionError: ``rule-unknown`` if ``rule`` is not a rule, ``event-needed`` if the record is not an event,
            ``id-unknown`` if the dossier has no such record, ``question-limit`` if there is too much to compare.

    Example:
        >>> from korea_events.model import Document
        >>> dossier = Dossier.of(
        ...     Exercise(id="fs-24", name="Freedom Shield 24"), Document(id="usfk"), Document(id="atlas"),
        ...     EventReport(id="r1", event="fs-24", document="usfk", span=Span.of("2024-03-04", "2024-03-14")),
        ...     EventReport(id="r2", event="fs-24", document="atlas", span=Span.of("2024-03-04", "2024-03-15")),
        ... )
        >>> print(aggregate("fs-24", dossier)["span"].value.latest_end)
        2024-03-15
        >>> aggregate("fs-24", dossier, rule="consensus")["span"].contradiction
        True
    """
    try:
        parsed_rule = Rule(rule)
    except ValueError:
        message = f"rule must be one of {', '.join(map(repr, map(str, Rule)))}, not {quote_value(rule)}"
        raise QuestionError.of("rule-unknown", message) from None
    record = get_event(event, dossier)
    lineages = Lineages(dossier, work=Work(limits, len(dossier)))
    event_id = lineages.canonical(record.id)
    reports = [one for one in dossier.event_reports if lineages.canonical(one.event) == event_id]
    current = [report for report in reports if report not in lineages.withdrawals]
    by_field = _collect_reported_values(record, current)
    fields = [_resolve_field(field, by_field[field], parsed_rule, lineages) for field in sorted(by_field)]
    return Aggregate(tuple(fields), lineages.skip_withdrawn(reports), event=record.id, rule=parsed_rule)


# -- what the reports say ------------------------------------------------------------------------------------------


@frozen(eq=False)
class _ReportedValue(RecordedAccount):
    """What one record says about one field."""

    value: FieldValue


_ReportedValues = list[_ReportedValue]


def _collect_reported_values(event: Event, reports: Sequence[EventReport]) -> dict[str, _ReportedValues]:
    by_field: dict[str, _ReportedValues] = {}
    for record in (*reports, event):
        known = frozenset(by_field if record is event else ())
        for reported, field in _list_reported_values(record):
            if field not in known:
                by_field.setdefault(field, []).append(reported)
    return by_field


def _list_reported_values(record: EventAccount) -> Iterable[tuple[_ReportedValue, str]]:
    for account in list_accounts(record):
        if isinstance(account.value, (Span, Quantity)):
            yield _ReportedValue(record, account, account.value), account.field
        elif isinstance(account.value, Status):
            yield _ReportedValue(record, account, (str(account.value),)), account.field
    participants = tuple(sorted({p.actor for p in record.participations if p.role is Role.PARTICIPANT}))
    if participants:
        yield _ReportedValue(record, None, participants), "participants"
    if isinstance(record, (EventReport, Event)) and record.name is not None:
        yield _ReportedValue(record, None, (record.name,)), "name"
    if isinstance(record, (EventReport, Exercise)):
        for field in ("series", "edition"):
            text: str | None = getattr(record, field)
            if text is not None:
                yield _ReportedValue(record, None, (text,)), field


# -- the rules -----------------------------------------------------------------------------------------------------


def _resolve_field(field: str, reported: _ReportedValues, rule: Rule, lineages: Lineages) -> ResolvedField:
    current = discard_revised(reported, lineages)
    standing = set(map(id, current))
    revised = [one for one in reported if id(one) not in standing]
    values = [one.value for one in current]
    many = field in _MULTI_VALUED_FIELDS
    against: list[_ReportedValue] = []
    if rule is Rule.CONSERVATIVE:
        value, because, behind = join_values(values), "all that any of them allows", current
    elif rule is Rule.CONSENSUS:
        value, because, behind = intersect_values(values, many=many), "what all agree on", current
        if value is None:
            because = "they do not agree on anything"
    else:
        value, because, behind = _find_majority(current, lineages, many=many)
        backing = set(map(id, behind))
        against = [one for one in current if id(one) not in backing]
    if revised:
        because += f"; revised since: {', '.join(sorted(one.record.id for one in revised))}"
    return ResolvedField(
        field=field,
        value=value,
        contradiction=_is_contradictory(field, current),
        because=because,
        reports=tuple(sorted({one.record.id for one in behind})),
        against=tuple(sorted({one.record.id for one in against})),
    )


def _is_contradictory(field: str, reported: _ReportedValues) -> bool:
    """Whether the values exclude each other; several names or labels never do, and a status may follow another."""
    if field in _LABEL_FIELDS:
        return False
    if field == STATUS_FIELD:
        accounts = {one.value: one.account for one in reported if one.account is not None}.values()
        return any(
            compare_accounts(one, other).verdict is Agreement.CONTRADICTS
            for one, other in combinations(accounts, 2)
        )
    return intersect_values([one.value for one in reported], many=field in _MULTI_VALUED_FIELDS) is None


def _find_majority(
    reported: _ReportedValues, lineages: Lineages, *, many: bool
) -> tuple[FieldValue | None, str, _ReportedValues]:
    """One vote for each origin; unknown lineage has none, and an origin that contradicts itself abstains."""
    behind: dict[str, _ReportedValues] = {}
    origins = lineages.list_origins(*(one.record for one in reported))
    for one, actors in zip(reported, origins, strict=True):
        for actor in actors:
            behind.setdefault(actor, []).append(one)
    votes = {actor: _find_origin_vote(actor, behind[actor], lineages, many=many) for actor in sorted(behind)}
    cast = Counter(value for value in votes.values() if value is not None)
    lineages.work.add_steps(2 * STEPS_OF_A_PAIR * len(cast) ** 2)
    best: dict[FieldValue, None] = {}
    most = 0
    for vote in cast:
        agreeing = [other for other in cast if intersect_values([vote, other], many=many) is not None]
        meeting = intersect_values(agreeing, many=many)
        if meeting is None:
            continue
        number = sum(cast[other] for other in agreeing)
        if number > most:
            best, most = {}, number
        if number == most:
            best[meeting] = None
    if not votes:
        return None, "no origin is known", []
    if 2 * most <= len(votes):
        voters = "one origin, which contradicts itself" if len(votes) == 1 else f"{len(votes)} origins"
        return None, f"no majority among {voters}", []
    backs = {
        said: any(intersect_values([value, said], many=many) is not None for value in best)
        for said in {one.value for one in reported}
    }
    backing = [one for one in reported if backs[one.value]]
    return join_values(list(best)), f"{most} of {len(votes)} origins", backing


def _find_origin_vote(
    actor: str, reported: _ReportedValues, lineages: Lineages, *, many: bool
) -> FieldValue | None:
    """What an origin says: its own documents come before those that repeat it."""
    own = [
        one
        for one in reported
        if any(lineages.trail(c).publisher == actor for c in lineages.citations(one.record))
    ]
    return intersect_values([one.value for one in own or reported], many=many)
