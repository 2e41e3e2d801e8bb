"""Which events somebody denies to have taken place."""

from __future__ import annotations

from collections import defaultdict

from korea_events.analysis.selection import TimedItems, find_dossier
from korea_events.dossier import Dossier
from korea_events.model import OCCURRENCE, EventClaim, Stance


def find_disputed(items: TimedItems) -> frozenset[str]:
    """The ids of the events that a claim denies to have taken place; known of a dossier only.

    A denial that was withdrawn, or that its own claimants have revised since, does not count.

    Example:
        >>> from korea_events import reference
        >>> find_disputed(reference.drills())
        frozenset()
    """
    dossier = find_dossier(items)
    said = [claim for claim in dossier.event_claims if claim.attribute == OCCURRENCE]
    denials = {claim.id: claim.event for claim in said if claim.stance is Stance.DENIES}
    if not denials or not isinstance(dossier, Dossier):
        return frozenset()
    from korea_events.evidence import Lineages, select_current_claims  # which few dossiers need

    lineages = Lineages(dossier)
    matters: dict[str, list[EventClaim]] = defaultdict(list)
    for claim in said:
        matters[lineages.canonical(claim.event)].append(claim)
    current = (claim.id for claims in matters.values() for claim in select_current_claims(claims, lineages))
    return frozenset(denials[id] for id in current if id in denials)
