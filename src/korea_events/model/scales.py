"""Scales: reliability, credibility, likelihood, confidence. Terms stay terms and never become numbers."""

from typing import Final

from korea_events.model.fields.vocabulary import OrderedVocabulary


class Reliability(OrderedVocabulary):
    """How reliable a document or actor is, whatever it says now.

    The letters of the NATO system (AJP-2.1; US Army FM 2-22.3, appendix B), often called the Admiralty code. F is
    unknown, neither the worst nor the middle: it refuses to be compared.
    """

    COMPLETELY_RELIABLE = "A", "no doubt about its authenticity, competence and record"
    USUALLY_RELIABLE = "B", "minor doubts; right most of the time"
    FAIRLY_RELIABLE = "C", "doubts, but right at times"
    NOT_USUALLY_RELIABLE = "D", "serious doubts, though right at times"
    UNRELIABLE = "E", "not authentic, not competent, or usually wrong"
    CANNOT_BE_JUDGED = "F", "not enough is known to judge it"

    @property
    def strength(self) -> int | None:
        """A is the strongest; F has no place in the order."""
        return None if self is Reliability.CANNOT_BE_JUDGED else -ord(self.value)


class Credibility(OrderedVocabulary):
    """How credible one piece of information is, whoever gave it.

    The numbers of the NATO system (AJP-2.1; US Army FM 2-22.3, appendix B); they are codes, not quantities. 6 is
    unknown and refuses to be compared. 1 needs independent origins.
    """

    CONFIRMED = "1", "confirmed by independent origins, logical, and in agreement with what else is known"
    PROBABLY_TRUE = "2", "unconfirmed, but logical and in agreement with what else is known"
    POSSIBLY_TRUE = "3", "unconfirmed, reasonable, and in agreement with some of what else is known"
    DOUBTFUL = "4", "unconfirmed and possible, but not logical; nothing else is known about it"
    IMPROBABLE = "5", "unconfirmed, not logical, and contradicted by what else is known"
    CANNOT_BE_JUDGED = "6", "not enough is known to judge it"

    @property
    def strength(self) -> int | None:
        """1 is the strongest; 6 has no place in the order."""
        return None if self is Credibility.CANNOT_BE_JUDGED else -int(self.value)


class Likelihood(OrderedVocabulary):
    """How likely something is: the terms of ICD 203 (Office of the Director of National Intelligence, 2015).

    The directive gives each term a band of probability; ``LIKELIHOOD_BANDS`` holds them in percent. A likelihood says
    nothing about how sure the judgement is; that is ``Confidence``.
    """

    ALMOST_NO_CHANCE = "almost_no_chance", "almost no chance, remote: 1 to 5 percent"
    VERY_UNLIKELY = "very_unlikely", "very unlikely, highly improbable: 5 to 20 percent"
    UNLIKELY = "unlikely", "unlikely, improbable: 20 to 45 percent"
    ROUGHLY_EVEN_CHANCE = "roughly_even_chance", "roughly even chance, roughly even odds: 45 to 55 percent"
    LIKELY = "likely", "likely, probable: 55 to 80 percent"
    VERY_LIKELY = "very_likely", "very likely, highly probable: 80 to 95 percent"
    ALMOST_CERTAIN = "almost_certain", "almost certain, nearly certain: 95 to 99 percent"


LIKELIHOOD_BANDS: Final = {
    Likelihood.ALMOST_NO_CHANCE: (1, 5),
    Likelihood.VERY_UNLIKELY: (5, 20),
    Likelihood.UNLIKELY: (20, 45),
    Likelihood.ROUGHLY_EVEN_CHANCE: (45, 55),
    Likelihood.LIKELY: (55, 80),
    Likelihood.VERY_LIKELY: (80, 95),
    Likelihood.ALMOST_CERTAIN: (95, 99),
}
"""The band of probability of each term, in percent, as ICD 203 prints it. Neighbouring bands share an edge."""


class Confidence(OrderedVocabulary):
    """How sure a judgement is, given its evidence: analytic confidence (US Joint Publication 2-0)."""

    LOW = "low", "little corroboration, many assumptions, weak inference"
    MODERATE = "moderate", "some corroboration, several assumptions"
    HIGH = "high", "well corroborated, proven sources of information, few assumptions"
