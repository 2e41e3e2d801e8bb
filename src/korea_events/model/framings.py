"""Framings: what a holder calls an event, a series of exercises, or all exercises of an actor."""

from typing import ClassVar

from attrs import frozen

from korea_events.model.fields.declarations import ActorId, FramedId, Line, StatementId
from korea_events.model.record import Record


@frozen(kw_only=True, repr=False)
class Framing(Record):
    """A view of an event, a series, or all exercises of an actor: a rehearsal, defensive, a satellite launch.

    A framing of an actor concerns all exercises of that actor, not one edition. An outlet that adopts a framing as its
    own is another holder and gets a record of its own.

    Example:
        >>> Framing(id="dprk-on-drills", holder="prk", of="kor", frame="rehearsal for invasion").frame
        'rehearsal for invasion'
    """

    collection: ClassVar[str] = "framings"
    type_tag: ClassVar[str] = "framing"

    holder: ActorId
    """Whose view it is."""
    of: FramedId
    """The event or series, or the actor whose exercises are meant."""
    frame: Line
    """What the holder calls it."""
    stated_in: StatementId | None = None
    """The statement that expressed the view."""
