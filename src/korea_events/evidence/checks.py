"""Checks: every problem that evidence finds in a dossier."""

from __future__ import annotations

from korea_events.dossier import Dossier
from korea_events.errors import Problem
from korea_events.evidence.clocks import find_clock_problems
from korea_events.evidence.figures.conversions import find_conversion_problems
from korea_events.evidence.ratings import find_rating_problems


def find_evidence_problems(dossier: Dossier) -> tuple[Problem, ...]:
    """Ratings that lack origins, wrong conversions, and reports older than what they report.

    Contradictions are not problems: a dossier exists to hold them.

    Example:
        >>> find_evidence_problems(Dossier.of())
        ()
    """
    return (*find_rating_problems(dossier), *find_conversion_problems(dossier), *find_clock_problems(dossier))
