"""Revisions: later words that take the place of earlier ones, and totals that grow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import TypeVar

from korea_events.evidence.comparison.accounts import RecordedAccount, compare_accounts
from korea_events.evidence.comparison.agreement import (
    AGREEING_VERDICTS,
    Agreement,
    ComparisonResult,
    judge_compatible,
    judge_not_comparable,
)
from korea_events.evidence.comparison.clashes import STEPS_OF_A_PAIR
from korea_events.evidence.dating import get_account_dates, get_announcement_dates, is_each_earlier
from korea_events.evidence.figures.extents import extent
from korea_events.evidence.lineages import Lineages
from korea_events.model import Activity, EventClaim, EventReport, Quantity, Record
from korea_events.temporal import Span

RecordedT = TypeVar("RecordedT", bound=RecordedAccount)

_CASUALTIES = frozenset({"casualties", "killed", "wounded", "captured", "missing"})
"""What is counted up to a day, of whatever event."""
_ADDING_UP = frozenset(
    {
        "balloons",
        "containers",
        "defectors",
        "events",
        "flights_affected",
        "missiles",
        "rounds",
        "ships_affected",
    }
)
"""What adds up while an activity goes on."""


def describe_revising_link(a: Record, b: Record, lineages: Lineages) -> str | None:
    """The link that corrects, supersedes or retracts one of two records by the other, in words; None without one."""
    for link in lineages.links_between(a.id, b.id):
        if link.kind.withdraws:
            return f"{link.source} {link.kind} {link.target}"
    return None


def allow_for_growth(
    step: ComparisonResult, one: RecordedAccount, other: RecordedAccount, lineages: Lineages
) -> ComparisonResult:
    """A verdict on two figures; compatible if they contradict, but are running totals and the later one is larger."""
    if step.verdict is not Agreement.CONTRADICTS or one.account is None or other.account is None:
        return step
    if not _is_running_total(one, lineages) and not _is_running_total(other, lineages):
        return step
    figures = [
        (found, _get_total_dates(recorded, lineages))
        for recorded, value in ((one, one.account.value), (other, other.account.value))
        if isinstance(value, Quantity) and (found := extent(value)) is not None
    ]
    (small, before), (large, after) = sorted(figures, key=lambda figure: figure[0].start)
    if is_each_earlier(before, after):
        return judge_compatible(f"{small.words}, later {large.words}: a running total may grow")
    if before and after and before != after and not is_each_earlier(after, before):
        return judge_compatible(
            f"{small.words} and {large.words}: it is not certain which total is the later one"
        )
    return step


def _get_total_dates(item: RecordedAccount, lineages: Lineages) -> tuple[Span, ...]:
    """The days up to which a running total counts: as stated, else when it was given."""
    if item.account is not None and item.account.until is not None:
        return (item.account.until,)
    return get_account_dates(item.record, lineages.dossier)


def _is_running_total(item: RecordedAccount, lineages: Lineages) -> bool:
    if item.account is None or not isinstance(item.account.value, Quantity):
        return False
    kind = item.account.field.removeprefix("measures.").split(" ")[0]
    if item.account.until is not None or kind in _CASUALTIES:
        return True
    event = item.record.event if isinstance(item.record, (EventClaim, EventReport)) else item.record.id
    return kind in _ADDING_UP and isinstance(lineages.dossier.get(event), Activity)


def allow_for_revision(
    step: ComparisonResult, one: RecordedAccount, other: RecordedAccount, lineages: Lineages
) -> ComparisonResult:
    """A verdict on two accounts of one field; not comparable if they contradict and one revises the other."""
    if step.verdict is not Agreement.CONTRADICTS:
        return step
    revised = describe_revising_link(one.record, other.record, lineages)
    if revised is not None:
        return judge_not_comparable(revised)
    first, second = (_get_plan_dates(each, lineages) for each in (one, other))
    for old, new, later in ((first, second, other), (second, first, one)):
        if is_each_earlier(old, new):
            return judge_not_comparable(
                f"{step.because}; but {later.record.id} is the later plan and revises the other"
            )
    return step


def _get_plan_dates(item: RecordedAccount, lineages: Lineages) -> tuple[Span, ...]:
    """When a plan was announced; empty for an account of what was held."""
    plan = None if item.account is None else item.account.plan
    return () if plan is None else get_announcement_dates(plan, item.record, lineages.dossier)


def discard_revised(items: Sequence[RecordedT], lineages: Lineages) -> list[RecordedT]:
    """Accounts of one field without the plans that a later plan revises.

    A plan is revised if another one, certainly announced later, contradicts it and no later report still gives it: an
    outlet that gets a date wrong does not revise the plan that others go on giving.
    """
    said: dict[tuple[object, tuple[Span, ...]], list[int]] = {}
    for number, item in enumerate(items):
        if item.account is not None and item.account.plan is not None:
            dates = get_announcement_dates(item.account.plan, item.record, lineages.dossier)
            said.setdefault((item.account.value, dates), []).append(number)
    plans = [(dates, items[numbers[0]].account) for (_, dates), numbers in said.items()]
    lineages.work.add_steps(2 * STEPS_OF_A_PAIR * len(plans) ** 2)
    # bits for the plans that agree with each one, and for those that still exclude it when it was announced
    agreeing, standing, revisers = ([0] * len(plans) for _ in range(3))
    for (i, (before, old)), (j, (after, new)) in permutations(enumerate(plans), 2):
        assert old is not None  # those without an account are no plans
        assert new is not None
        verdict = compare_accounts(old, new).verdict
        if verdict in AGREEING_VERDICTS:
            agreeing[i] |= 1 << j
        elif verdict is Agreement.CONTRADICTS and is_each_earlier(before, after):
            revisers[i] |= 1 << j
        elif verdict is Agreement.CONTRADICTS:
            standing[j] |= 1 << i
    revised = {
        number
        for i, numbers in enumerate(said.values())
        for number in numbers
        if any(revisers[i] >> j & 1 and not agreeing[i] & standing[j] for j in range(len(plans)))
    }
    return [item for number, item in enumerate(items) if number not in revised]
