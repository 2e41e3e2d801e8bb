"""Ratings: a claim rated "confirmed by other sources" must have other sources."""

from __future__ import annotations

from korea_events.dossier import Dossier
from korea_events.errors import Problem
from korea_events.evidence.lineages import Lineages
from korea_events.evidence.origins.corroboration import weigh_claim
from korea_events.model import Credibility


def find_rating_problems(dossier: Dossier) -> tuple[Problem, ...]:
    """Every rating of credibility 1, "confirmed", for a claim without two independent origins.

    The origins are those of the claim and of every claim that corroborates it. Origins are independent if a link
    ``independent_of`` says so. F and 6 mean unknown and are never a problem.

    Example:
        >>> from korea_events.model import Actor, EventClaim, Rating, WeaponEvent
        >>> dossier = Dossier.of(
        ...     Actor(id="kcna", name="KCNA", kind="agency"), WeaponEvent(id="test", name="test"),
        ...     EventClaim(id="success", event="test", attribute="outcome", claimants=["kcna"]),
        ...     Rating(id="r", of="kcna", claim="success", credibility="1", rater="mk"),
        ... )
        >>> print(*find_rating_problems(dossier))
        $.ratings[0].credibility: rated as confirmed, but success has 0 origins behind 0 documents [rating-unconfirmed]
    """
    lineages = Lineages(dossier)
    problems: list[Problem] = []
    for index, rating in enumerate(dossier.ratings):
        if rating.credibility is not Credibility.CONFIRMED:
            continue
        path = f"$.ratings[{index}].credibility"
        if rating.claim is None:
            message = "rated as confirmed, but the rating does not say which claim"
            problems.append(Problem(path, "rating-unconfirmed", message))
            continue
        found = weigh_claim(rating.claim, lineages).origins
        if found.independent < 2:
            message = f"rated as confirmed, but {rating.claim} has {found}"
            problems.append(Problem(path, "rating-unconfirmed", message))
    return tuple(problems)
