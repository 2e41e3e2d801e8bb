"""Strategies for pairs of dossiers: what another coder might have made of the same reports."""

from hypothesis import strategies as st

from korea_events.dossier import Dossier, Remainder, list_references, set_aside
from korea_events.errors import DossierError
from korea_events.model import Record
from korea_events.testing.strategies.facts import dossiers, records


@st.composite
def variants(draw: st.DrawFn, dossier: Dossier) -> Dossier:
    """Dossiers that share some records with another one, change some, and have records of their own.

    Example:
        >>> from hypothesis import find
        >>> from korea_events.model import Actor
        >>> usa = Actor(id="usa", name="United States", kind="state")
        >>> find(variants(Dossier.of(usa)), lambda other: "usa" in other and usa not in other)
        <Dossier: 1 actor>
    """
    own = draw(dossiers(max_records=2))
    chosen: dict[str, Record] = {record.id: record for record in own.records() if record.id not in dossier}
    for record in dossier.records():
        if draw(st.integers(0, 4)):
            chosen[record.id] = record
    chosen = _select_closed(chosen)
    at_hand: dict[str, list[str]] = {}
    for record in chosen.values():
        at_hand.setdefault(record.collection, []).append(record.id)
    for name in draw(st.lists(st.sampled_from(sorted(chosen)), max_size=2, unique=True)) if chosen else []:
        old = chosen[name]
        try:
            new = draw(records(type(old), at_hand=at_hand, id=name))
            added = [new, set_aside(old)] if draw(st.booleans()) and new != old else [new]
            together = Dossier.of(*(chosen | {record.id: record for record in added}).values())
            chosen = {record.id: record for record in together}
        except DossierError:  # a cycle through existing records
            continue
    other = Remainder(extra=(("x_case", '{"number":13}'),))
    remainder = draw(st.sampled_from([dossier.remainder, own.remainder, other]))
    return Dossier.of(*chosen.values(), remainder=remainder)


def _select_closed(chosen: dict[str, Record]) -> dict[str, Record]:
    """As many of the records as refer only to each other."""
    while True:
        closed = {
            name: record
            for name, record in chosen.items()
            if all(mention.target in chosen for mention in list_references(record))
        }
        if len(closed) == len(chosen):
            return chosen
        chosen = closed
