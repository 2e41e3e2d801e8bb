"""Comparison: views, that is who calls an event what."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from korea_events.answers import Answer, Skipped, SkipReason
from korea_events.dossier import Dossier, Withdrawals
from korea_events.evidence.comparison.accounts import get_event
from korea_events.model import Event, Exercise, Framing, Role


@frozen(repr=False)
class Views(Answer[Framing]):
    """The answer of :func:`views`: framings, sorted by holder and frame; skipped are withdrawn ones.

    Example:
        >>> len(Views((), ()))
        0
    """

    _columns: ClassVar = {"holder": str, "frame": str, "of": str}


def views(event: Event | str, dossier: Dossier) -> Views:
    """Who calls an event what: framings of the event, of its series, and of the actors who take part in it.

    A framing of an actor also covers the actors that are part of it: whoever calls South Korea's exercises a rehearsal
    means those of its navy too. Sorted by holder, then by frame.

    Raises:
        QuestionError: ``event-needed`` if the record is not an event, ``id-unknown`` if the dossier has no such record.

    Example:
        >>> from korea_events.model import Actor, Participation
        >>> dossier = Dossier.of(
        ...     Actor(id="prk", name="North Korea", kind="state"), Actor(id="kor", name="South Korea", kind="state"),
        ...     Exercise(
        ...         id="fs-24", name="Freedom Shield 24",
        ...         participations=[Participation(actor="kor", role="participant")],
        ...     ),
        ...     Framing(id="f", holder="prk", of="kor", frame="rehearsal for invasion"),
        ... )
        >>> [(framing.holder, framing.frame) for framing in views("fs-24", dossier)]
        [('prk', 'rehearsal for invasion')]
    """
    record = get_event(event, dossier)
    framed = {record.id}
    if isinstance(record, Exercise) and record.series is not None:
        framed.add(record.series)
    for participation in record.participations:
        # those whose event it is, as opposed to adversaries, observers and critics
        if participation.role.acts or participation.role is Role.VENUE_STATE:
            actor: str | None = participation.actor
            while actor is not None and actor not in framed:
                framed.add(actor)
                known = dossier.actors.get(actor)
                actor = None if known is None else known.part_of
    withdrawals = Withdrawals(dossier)
    found = sorted(
        (framing for framing in dossier.framings if framing.of in framed),
        key=lambda framing: (framing.holder, framing.frame, framing.id),
    )
    return Views(
        tuple(framing for framing in found if framing not in withdrawals),
        tuple(Skipped(framing, SkipReason.WITHDRAWN) for framing in found if framing in withdrawals),
    )
