"""The shipped dossiers, each read once from its JSON file in ``data``. The docs say how they were coded."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pkgutil import get_data
from types import NoneType
from typing import Final

from korea_events.codecs import loads
from korea_events.dossier import Dossier
from korea_events.errors import QuestionError
from korea_events.temporal.engine import check_type, quote_value
from korea_events.version import __version__

VERSION: Final = "2026.12"
"""The version of the data, by the month of its release."""


def seed(*, version: str | None = None) -> Dossier:
    """The seed case: everything that one news article of 14 March 2024 says, and nothing else.

    Example:
        >>> from korea_events import find_overlaps
        >>> training, exercise = (seed().exercises[name] for name in ("kpa-tanks", "fs-24"))
        >>> print(exercise.when.possible)  # the article gives the end and the length, the coder the counting
        2024-03-04/2024-03-14
        >>> [overlap] = find_overlaps([training, exercise])
        >>> print(overlap.verdict, overlap.shared, sep="; ")
        possible; 0–11 days
    """
    return get_dossier("seed", version=version)


def drills(*, version: str | None = None) -> Dossier:
    """Exercises on and around the peninsula since 1968, with the accounts of them in documents.

    Documents contradict each other: ``event_reports`` has all their accounts, and each exercise says on which of them
    its dates rest, and by which rule.

    Example:
        >>> from korea_events import find_overlaps
        >>> for overlap in find_overlaps(drills().exercises, footing="held", at_least="certain"):
        ...     if overlap.first.id == "fs-24":
        ...         print(overlap.first.name, "×", overlap.second.name)
        Freedom Shield 24 × North Korean field training, 6 March 2024
        Freedom Shield 24 × North Korean artillery firing, 7 March 2024
        Freedom Shield 24 × North Korean tank crews' match, 13 March 2024
    """
    return get_dossier("drills", version=version)


def freedom_shield_24(*, version: str | None = None) -> Dossier:
    """Statements around Freedom Shield 24, from 27 February to 24 April 2024, and their repetitions.

    Announcements, statements, North Korea's own training in those days, and the claim that its tank is the most
    powerful. Every document that carries one of these is cited, with the chain of its sources.

    Example:
        >>> from korea_events.evidence import origins
        >>> print(origins("tank-most-powerful", freedom_shield_24()))
        1 origin (Korean Central News Agency) behind 3 documents
    """
    return get_dossier("freedom_shield_24", version=version)


def capabilities(*, version: str | None = None) -> Dossier:
    """Claims about the weapon systems of North Korea, from missiles to a tank, and about their flights and tests.

    What a system can do is a capability claim; what it did on a day is an event claim about an event of
    :func:`launches`. Systems have the designations that different sides use.

    Example:
        >>> for claim in capabilities().capability_claims:
        ...     if claim.system == "pukguksong-3":
        ...         print(claim.attribute, *claim.claimants, claim.value)
        range analysts-of-graphic-news about 1900 km
        range kono-taro about 2500 km
    """
    return get_dossier("capabilities", version=version)


def launches(*, version: str | None = None) -> Dossier:
    """Launches, firings and tests of North Korea since 1998, with what each claimant says of them.

    Counts, distances, apogees, outcomes and names are event claims, one for each source's words; each event has the day
    in Korea, the kind that most claimants give, and how many missiles there were, from the fewest to the most that a
    claimant counts.

    Example:
        >>> launch = launches().weapon_events["launch-2024-01-14"]
        >>> for claim in launches().event_claims:
        ...     if claim.event == launch.id and claim.attribute == "flight_distance":
        ...         print(*claim.claimants, claim.value)
        rok-jcs about 1000 km
        japan-mod at least 500 km
        rok-jcs about 1000 km
    """
    return get_dossier("launches", version=version)


def names() -> tuple[str, ...]:
    """The names of the shipped dossiers, in alphabetical order, without reading them.

    Example:
        >>> names()
        ('capabilities', 'drills', 'freedom_shield_24', 'launches', 'seed')
    """
    return ("capabilities", "drills", "freedom_shield_24", "launches", "seed")


def get_dossier(name: str, *, version: str | None = None) -> Dossier:
    """The shipped dossier with a name. A ``version`` makes sure that the data are those of that version.

    Raises:
        QuestionError: ``shipped-unknown`` for any other name, ``shipped-version`` for a version that does not ship.

    Example:
        >>> get_dossier("seed") is seed()
        True
        >>> get_dossier("drills", version="2024.05")
        Traceback (most recent call last):
        ...
        korea_events.errors.QuestionError: this release ships version 2026.12 of the data, not '2024.05': ...
    """
    check_type("name", name, str, "the name of a shipped dossier")
    if name not in names():
        known = ", ".join(names())
        message = f"unknown shipped dossier {quote_value(name)}: write one of {known}"
        raise QuestionError.of("shipped-unknown", message)
    check_type("version", version, (str, NoneType), "a version of the data, such as '2026.12'")
    if version not in (None, VERSION):
        raise QuestionError.of(
            "shipped-version",
            f"this release ships version {VERSION} of the data, not {quote_value(version)}: install the release that "
            "ships it, or ask what was known on a day with as_of",
        )
    return _read_shipped(name)


def cite(name: str, *, as_of: str | dt.date | None = None) -> str:
    """How to cite a shipped dossier: its name, and the versions of the data and of the library.

    With them and with one time-zone database, every answer is the same to the last byte. ``as_of`` is the day on whose
    knowledge the answer rests, if it does not rest on everything.

    Raises:
        QuestionError: ``shipped-unknown`` if no such dossier ships.

    Example:
        >>> print(cite("drills", as_of="2024-05-01"))
        korea_events: drills, data version 2026.12, as known on 2024-05-01 (CC BY 4.0); read with korea_events 0.1.0
    """
    get_dossier(name)
    known = "" if as_of is None else f", as known on {as_of}"
    return f"korea_events: {name}, data version {VERSION}{known} (CC BY 4.0); read with korea_events {__version__}"


@cache
def _read_shipped(name: str) -> Dossier:
    return loads(get_data("korea_events.reference", f"data/{name}.json") or b"")  # from a zip file too
