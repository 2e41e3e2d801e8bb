"""Figures: conversions that a document prints beside a figure, checked against it."""

from __future__ import annotations

from collections.abc import Iterator

from korea_events.dossier import Dossier
from korea_events.errors import Problem
from korea_events.evidence.figures.extents import format_number, last_place
from korea_events.evidence.figures.units import as_printed, convert, dimension
from korea_events.model import Quantity
from korea_events.model.engine import format_quantity, walk


def find_conversion_problems(dossier: Dossier) -> tuple[Problem, ...]:
    """Every figure that contradicts the conversion which the document prints beside it.

    Outlets round, and some truncate: the figure may be off by half a unit of its last nonzero digit, its conversion by
    a whole unit. The two ends of a range are checked separately.

    Example:
        >>> from korea_events.model import Actor, EventClaim, WeaponEvent
        >>> dossier = Dossier.of(
        ...     Actor(id="csis", name="CSIS", kind="group"), WeaponEvent(id="test", name="Hwasong-14 test"),
        ...     EventClaim(id="range", event="test", attribute="range", claimants=["csis"], value=Quantity(
        ...         value=6000, unit="km", qualifier="more_than", restated=Quantity(value=3278, unit="mi"),
        ...     )),
        ... )
        >>> print(*find_conversion_problems(dossier))
        $.event_claims[0].value.restated: more than 6000 km is 3728.2272 mi, printed as 3278 mi [conversion-wrong]
    """
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    for record in dossier.records():
        index = counts[record.collection] = counts.get(record.collection, -1) + 1
        for path, _, part in walk(record, path=f"$.{record.collection}[{index}]"):
            if isinstance(part, Quantity):
                problems.extend(
                    Problem(f"{path}.restated", "conversion-wrong", message)
                    for message in _find_wrong_conversions(part)
                )
    return tuple(problems)


def _find_wrong_conversions(printed: Quantity) -> Iterator[str]:
    restated = printed.restated
    if restated is None or printed.unit is None or restated.unit is None:
        return
    if dimension(printed.unit) != dimension(restated.unit):
        yield (
            f"{format_quantity(printed)} measures {dimension(printed.unit)}, "
            f"but {format_quantity(restated)} measures {dimension(restated.unit)}"
        )
        return
    for figure, conversion in zip(_list_printed_ends(printed), _list_printed_ends(restated), strict=False):
        exact = convert(figure, printed.unit, restated.unit)
        slack = convert(last_place(figure, significant=True), printed.unit, restated.unit) / 2
        slack += last_place(conversion, significant=True)
        if abs(exact - as_printed(conversion)) > slack:
            is_end = "" if printed.value is not None else f" ({figure} {printed.unit})"
            yield (
                f"{format_quantity(printed)}{is_end} is {format_number(exact)} {restated.unit}, "
                f"printed as {format_quantity(restated)}"
            )


def _list_printed_ends(quantity: Quantity) -> tuple[float, ...]:
    if quantity.value is not None:
        return (quantity.value,)
    return () if quantity.low is None or quantity.high is None else (quantity.low, quantity.high)
