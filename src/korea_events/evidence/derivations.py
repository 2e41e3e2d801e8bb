"""What follows from a comparison: "48, twice last year's number" makes 24 of last year's."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from korea_events.dossier import Dossier
from korea_events.evidence.comparison.accounts import get_event_id, list_accounts, name_measure_field
from korea_events.evidence.comparison.values import factor_extent
from korea_events.evidence.figures.extents import Extent, extent, format_number
from korea_events.evidence.figures.units import convert_to_base
from korea_events.model import (
    CapabilityClaim,
    Citation,
    Claim,
    Comparison,
    EventAccount,
    EventClaim,
    MeasureKind,
    Qualifier,
    Quantity,
    Record,
    Support,
    Unit,
)


@frozen(kw_only=True)
class DerivedFigure:
    """A figure that nobody stated: it follows from a comparison and the figure that is compared.

    Fields:
        about: the record it is a figure of: the previous edition, another weapon system
        measure: what it is a figure of: the ``what`` of a measure, or the attribute of a claim
        quantity: the figure, or the range
        derived_from: the record that makes the comparison
        because: the calculation, in words
        citations: what it rests on

    Example:
        >>> derived = DerivedFigure(
        ...     about="fs-23", measure="field_exercises", quantity=Quantity(value=24, unit="count"),
        ...     derived_from="fs-24", because="48 is 2 times 24", citations=(),
        ... )
        >>> derived.support("measures[0]").basis
        Basis.DERIVED
    """

    about: str
    measure: str
    quantity: Quantity
    derived_from: str
    because: str
    citations: tuple[Citation, ...]

    def support(self, *fields: str) -> Support:
        """The support of the fields in which somebody writes the figure down: derived, with the calculation."""
        return Support(fields=fields, basis="derived", citations=self.citations, note=self.because)


def derivations(dossier: Dossier) -> tuple[DerivedFigure, ...]:
    """Every figure that follows from a comparison in the dossier.

    The figure that is compared is the one the same record gives of the same measure, else the event's own. "Twice" is
    exactly two; "nearly double" is anything from 1.5 to just below 2, so that a range follows, which says so.

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
    return tuple(derived for derived, _ in derive_extents(dossier))


def derive_extents(dossier: Dossier) -> Iterator[tuple[DerivedFigure, Extent]]:
    """The derived figures, each with exactly what it allows."""
    for record in dossier.records():
        if isinstance(record, EventAccount):
            yield from _derive_from_measures(record, dossier)
        elif isinstance(record, Claim) and isinstance(record.value, Comparison):
            for figure in _list_claimed_quantities(record, dossier):
                yield from _derive_figure(record, record.value, record.attribute, figure, record.citations)


def _derive_from_measures(record: EventAccount, dossier: Dossier) -> Iterator[tuple[DerivedFigure, Extent]]:
    for index, measure in enumerate(record.measures):
        if not isinstance(measure.quantity, Comparison):
            continue
        figures = _list_measured_quantities(record, measure.what, measure.of)
        event = dossier.get(get_event_id(record))
        if not figures and isinstance(event, EventAccount):
            figures = _list_measured_quantities(event, measure.what, measure.of)
        for figure in figures:
            cited = record.support_for(f"measures[{index}].quantity").citations
            yield from _derive_figure(record, measure.quantity, str(measure.what), figure, cited)


def _list_measured_quantities(record: EventAccount, what: MeasureKind, of: str | None) -> list[Quantity]:
    name = name_measure_field(what, of)
    return [
        account.value
        for account in list_accounts(record)
        if account.field == name and isinstance(account.value, Quantity)
    ]


def _list_claimed_quantities(claim: Claim, dossier: Dossier) -> list[Quantity]:
    """The figures that the same claimants give of the same attribute of the same thing."""
    others: tuple[Claim, ...] = (*dossier.capability_claims, *dossier.event_claims)
    return [
        other.value
        for other in others
        if type(other) is type(claim)
        and other.attribute == claim.attribute
        and other.claimants == claim.claimants
        and get_claim_subject(other) == get_claim_subject(claim)
        and isinstance(other.value, Quantity)
    ]


def get_claim_subject(claim: Claim) -> str:
    """The event or the weapon system that a claim is about."""
    if isinstance(claim, EventClaim):
        return claim.event
    assert isinstance(claim, CapabilityClaim)  # there are two kinds of claim
    return claim.system


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
    quantity = _build_derived_quantity(found, figure, unit)
    told = _describe_derived_range(found)
    because = f"{known.words} is {factor.words} what {comparison.baseline} had: {told}"
    words = f"derived: {told}"
    derived = DerivedFigure(
        about=comparison.baseline,
        measure=comparison.measure or measure,
        quantity=quantity,
        derived_from=record.id,
        because=because,
        citations=cited,
    )
    yield derived, found._replace(words=f"{words} ({known.words} is {factor.words} that)")


def _divide_extent(known: Extent, factor: Extent) -> Extent:
    low = None if known.low is None else Fraction(0) if factor.high is None else known.low / factor.high
    high = None if known.high is None or not factor.low else known.high / factor.low
    return Extent(
        low,
        high,
        known.above or factor.below or factor.high is None,
        known.below or factor.above,
        known.loose or factor.loose,
        known.dimension,
        "",
    )


def _round_to_whole(found: Extent) -> Extent:
    low, high = found.low, found.high
    least = 0 if low is None else floor(low) + 1 if found.above and low else ceil(low)
    most = None if high is None else ceil(high) - 1 if found.below else floor(high)
    return found._replace(
        low=Fraction(least), high=None if most is None else Fraction(most), above=False, below=False
    )


def _build_derived_quantity(found: Extent, figure: Quantity, unit: Unit | None) -> Quantity:
    """The figure in the unit of the one that it was derived from."""
    one = convert_to_base(Fraction(1), unit)
    low, high = (None if end is None else _as_derived_number(end / one) for end in (found.low, found.high))
    words = f"derived from {figure.words or figure.value}"
    if low is not None and low == high:
        return Quantity(value=low, unit=unit, words=words)
    if high is None:
        return Quantity(
            value=low,
            unit=unit,
            qualifier=Qualifier.MORE_THAN if found.above else Qualifier.AT_LEAST,
            words=words,
        )
    if not low:
        return Quantity(
            value=high,
            unit=unit,
            qualifier=Qualifier.LESS_THAN if found.below else Qualifier.AT_MOST,
            words=words,
        )
    return Quantity(low=low, high=high, unit=unit, words=words)


def _as_derived_number(exact: Fraction) -> float:
    return int(exact) if exact.denominator == 1 else float(exact)


def _describe_derived_range(found: Extent) -> str:
    if found.low == found.high and found.low is not None:
        return format_number(found.low)
    low = "any" if found.low is None else format_number(found.low)
    if found.high is None:
        return f"{'above ' if found.above else ''}{low}{'' if found.above else ' or more'}"
    if not found.low:
        return f"{'less than' if found.below else 'at most'} {format_number(found.high)}"
    return f"{low} to {format_number(found.high)}"
