"""Derivations: what follows from a comparison. "48, twice last year's number" makes last year's number 24."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar

from attrs import frozen

from korea_events.answers import Answer, Skipped, SkipReason
from korea_events.dossier import Dossier, Withdrawals
from korea_events.evidence.comparison.accounts import (
    get_claim_subject,
    get_event_id,
    list_accounts,
    list_claims,
    name_measure_field,
)
from korea_events.evidence.figures.extents import (
    Extent,
    build_quantity,
    extent,
    factor_extent,
    format_number_range,
)
from korea_events.model import (
    Citation,
    Claim,
    Comparison,
    EventAccount,
    Measure,
    Quantity,
    Record,
    Stance,
    Support,
    Unit,
)
from korea_events.model.engine import format_quantity


@frozen(kw_only=True)
class DerivedFigure:
    """A figure that no source states: it follows from a comparison and the figure compared.

    Example:
        >>> derived = DerivedFigure(
        ...     about="fs-23", measure="field_exercises", quantity=Quantity(value=24, unit="count"),
        ...     derived_from="fs-24", because="48 is 2 times 24", citations=(),
        ... )
        >>> derived.support("measures[0]").basis
        Basis.DERIVED
    """

    about: str
    """The record that the figure describes: the previous edition, another weapon system."""
    measure: str
    """What it measures: the ``what`` of a measure, or the attribute of a claim."""
    quantity: Quantity
    """The figure, or the range."""
    derived_from: str
    """The record that makes the comparison."""
    because: str
    """The calculation, in words."""
    citations: tuple[Citation, ...]
    """The citations of the comparison."""

    @property
    def figure(self) -> str:
        """The figure in words, with its unit and qualifier."""
        return format_quantity(self.quantity)

    def __str__(self) -> str:
        return f"{self.about}, {self.measure}: {self.because} [{self.derived_from}]"

    def support(self, *fields: str) -> Support:
        """The support for the fields that take the figure over: derived, with the calculation as a note."""
        return Support(fields=fields, basis="derived", citations=self.citations, note=self.because)


@frozen(repr=False)
class Derivations(Answer[DerivedFigure]):
    """The answer of :func:`derivations`; skipped are comparisons that were withdrawn, or have nothing to compare.

    Example:
        >>> len(Derivations((), ()))
        0
    """

    _columns: ClassVar = {"about": str, "measure": str, "figure": str, "derived_from": str, "because": str}


def derivations(dossier: Dossier) -> Derivations:
    """Every figure that follows from a comparison in a dossier.

    The figure compared is the one that the same record gives for the same measure, else the event's own. "Twice" is
    exactly two. "Nearly double" is anything from 1.5 to just below 2, so a range follows.

    Example:
        >>> from korea_events.model import Exercise, Measure
        >>> dossier = Dossier.of(
        ...     Exercise(id="fs-23", name="Freedom Shield 23"),
        ...     Exercise(id="fs-24", name="Freedom Shield 24", measures=[
        ...         Measure(what="field_exercises", quantity=Quantity(value=48, unit="count")),
        ...         Measure(
        ...             what="field_exercises", quantity=Comparison(factor=2, qualifier="nearly", baseline="fs-23"),
        ...         ),
        ...     ]),
        ... )
        >>> print(derivations(dossier)[0].because)
        48 is nearly 2 times (1.5 to just below 2) what fs-23 had: 25 to 32
    """
    withdrawals = Withdrawals(dossier)
    figures = [derived for derived, _ in derive_extents(dossier)]
    used = {derived.derived_from for derived in figures}
    skipped: list[Skipped] = []
    for record in dossier.records():
        if _makes_comparison(record) and record in withdrawals:
            skipped.append(Skipped(record, SkipReason.WITHDRAWN))
        elif _makes_comparison(record) and record.id not in used:
            skipped.append(Skipped(record, SkipReason.NO_FIGURE))
    standing = (one for one in figures if dossier[one.derived_from] not in withdrawals)
    return Derivations(tuple(standing), tuple(skipped))


def _makes_comparison(record: Record) -> bool:
    if isinstance(record, EventAccount):
        return any(isinstance(measure.quantity, Comparison) for measure in record.measures)
    return isinstance(record, Claim) and _is_stated(record) and isinstance(record.value, Comparison)


def _is_stated(claim: Claim) -> bool:
    return claim.stance is Stance.ASSERTS


def derive_extents(dossier: Dossier) -> Iterator[tuple[DerivedFigure, Extent]]:
    """The derived figures, each with the exact numbers it allows."""
    withdrawals = Withdrawals(dossier)
    for record in dossier.records():
        if isinstance(record, EventAccount):
            yield from _derive_from_measures(record, dossier, withdrawals)
        elif isinstance(record, Claim) and _is_stated(record) and isinstance(record.value, Comparison):
            for figure in _list_claimed_quantities(record, dossier, withdrawals):
                yield from _derive_figure(record, record.value, record.attribute, figure, record.citations)


def _derive_from_measures(
    record: EventAccount, dossier: Dossier, withdrawals: Withdrawals
) -> Iterator[tuple[DerivedFigure, Extent]]:
    for index, measure in enumerate(record.measures):
        if not isinstance(measure.quantity, Comparison):
            continue
        figures = _list_measured_quantities(record, measure)
        event = dossier.get(get_event_id(record))
        if not figures and isinstance(event, EventAccount) and event not in withdrawals:
            figures = _list_measured_quantities(event, measure)
        for figure in figures:
            cited = record.support_for(f"measures[{index}].quantity").citations
            yield from _derive_figure(record, measure.quantity, str(measure.what), figure, cited)


def _list_measured_quantities(record: EventAccount, measure: Measure) -> list[Quantity]:
    name = name_measure_field(measure)
    return [
        account.value
        for account in list_accounts(record)
        if account.field == name and isinstance(account.value, Quantity)
    ]


def _list_claimed_quantities(claim: Claim, dossier: Dossier, withdrawals: Withdrawals) -> list[Quantity]:
    """The figures that the same claimants give for the same attribute of the same thing; none withdrawn."""
    return [
        other.value
        for other in list_claims(dossier)
        if type(other) is type(claim)
        and other.attribute == claim.attribute
        and other.claimants == claim.claimants
        and get_claim_subject(other) == get_claim_subject(claim)
        and _is_stated(other)
        and isinstance(other.value, Quantity)
        and other not in withdrawals
    ]


def _derive_figure(
    record: Record, comparison: Comparison, measure: str, figure: Quantity, cited: tuple[Citation, ...]
) -> Iterator[tuple[DerivedFigure, Extent]]:
    known = extent(figure)
    if comparison.baseline is None or known is None:
        return
    factor = factor_extent(comparison)
    found = _divide_extent(known, factor)
    unit = figure.unit if figure.corrected is None else figure.corrected.unit
    if unit is Unit.COUNT:
        found = _round_to_whole(found)
    low = found.low or (None if found.high else found.low)
    allowed = format_number_range(low, found.high, above=found.above, below=found.below and not low)
    derived = DerivedFigure(
        about=comparison.baseline,
        measure=comparison.measure or measure,
        quantity=build_quantity(found, unit, f"derived from {figure.words or figure.value}"),
        derived_from=record.id,
        because=f"{known.words} is {factor.words} what {comparison.baseline} had: {allowed}",
        citations=cited,
    )
    yield derived, found._replace(words=f"derived: {allowed} ({known.words} is {factor.words} that)")


def _divide_extent(known: Extent, factor: Extent) -> Extent:
    low = None if known.low is None else Fraction(0) if factor.high is None else known.low / factor.high
    high = None if known.high is None or not factor.low else known.high / factor.low
    above = known.above or factor.below or factor.high is None
    below, loose = known.below or factor.above, known.loose or factor.loose
    return Extent(low, high, above, below, loose, known.dimension, "")


def _round_to_whole(found: Extent) -> Extent:
    low, high = found.low, found.high
    least = 0 if low is None else floor(low) + 1 if found.above and low else ceil(low)
    most = None if high is None else ceil(high) - 1 if found.below else floor(high)
    return found._replace(
        low=Fraction(least), high=None if most is None else Fraction(most), above=False, below=False
    )
