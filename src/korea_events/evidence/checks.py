"""Everything that evidence finds wrong with a dossier, at once: what ``validate`` reports besides bad references."""

from __future__ import annotations

from korea_events.dossier import Dossier
from korea_events.errors import Problem
from korea_events.evidence.clocks import clock_problems
from korea_events.evidence.conversions import conversion_problems
from korea_events.evidence.ratings import rating_problems


def evidence_problems(dossier: Dossier) -> tuple[Problem, ...]:
    """Ratings without the origins they claim, wrong conversions, and reports older than what they report.

    Contradictions are no problems of a dossier: holding them is what it is for.

    Example:
        >>> evidence_problems(Dossier.of())
        ()
    """
    return (*rating_problems(dossier), *conversion_problems(dossier), *clock_problems(dossier))
