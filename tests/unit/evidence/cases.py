"""Small cases for the tests of evidence: claims, documents and reports in a line each."""

from __future__ import annotations

from korea_events import (
    Actor,
    CapabilityClaim,
    Citation,
    Document,
    Dossier,
    EventClaim,
    EventReport,
    Exercise,
    Hop,
    Quantity,
    Span,
    WeaponEvent,
    WeaponSystem,
)

KINDS = {
    "kcna": "agency",
    "yonhap": "agency",
    "kim": "person",
    "jcs": "command",
    "usfk": "command",
    "japan-mod": "ministry",
    "experts": "group",
}


def actor(name: str, **more) -> Actor:
    """An actor, of the kind that its name is known for, else an outlet."""
    return Actor(
        id=name, name=more.pop("name", name.upper()), kind=more.pop("kind", KINDS.get(name, "outlet")), **more
    )


def document(name: str, publisher: str | None = None, day: str | None = None, **more) -> Document:
    """A document; ``day`` is the day of publication in Korea."""
    published = None if day is None else Span.on(day)
    return Document(id=name, publisher=publisher, published=published, **more)


def via(document: str, *hops: str) -> Citation:
    """A citation with a chain written like ``kcna quotes``, ``kim says``; ``? says`` is somebody unnamed."""
    chain = []
    for hop in hops:
        who, verb = hop.split()
        if who == "?":
            chain.append(Hop(verb=verb, anonymity="collective_unnamed"))
        else:
            chain.append(Hop(actor=who, verb=verb))
    return Citation(document=document, attribution=chain)


def figure(
    name: str, claimant: str | list[str], attribute: str = "apogee", *, of: str = "test", **more
) -> EventClaim:
    """What somebody claims of a test: a quantity, unless ``value`` is no number."""
    said = {key: more.pop(key) for key in ("made", "stance", "disputes", "citations") if key in more}
    quantity = Quantity(**more) if more and "worth" not in more else None
    value = more.get("worth", quantity)
    claimants = [claimant] if isinstance(claimant, str) else claimant
    return EventClaim(id=name, event=of, attribute=attribute, claimants=claimants, value=value, **said)


def quality(name: str, claimant: str, value, *, attribute: str = "power", **more) -> CapabilityClaim:
    """What somebody claims of the tank."""
    return CapabilityClaim(
        id=name, system="tank", attribute=attribute, claimants=[claimant], value=value, **more
    )


def report(id: str, document: str, span: Span | None = None, **more) -> EventReport:
    """A document's report of Freedom Shield 24."""
    return EventReport(id=id, event=more.pop("event", "fs-24"), document=document, span=span, **more)


def gather(*records) -> Dossier:
    """A dossier of these records, with the actors of ``KINDS``, a test, a tank and Freedom Shield 24 around them."""
    given = {record.id for record in records}
    around = [
        *(actor(name) for name in KINDS),
        WeaponEvent(id="test", name="missile test"),
        WeaponSystem(id="tank", name="new-type main battle tank"),
        Exercise(id="fs-24", name="Freedom Shield 24"),
        Exercise(id="fs-23", name="Freedom Shield 23"),
    ]
    return Dossier.of(*records, *(record for record in around if record.id not in given))
