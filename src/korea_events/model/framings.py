"""Framings: what somebody calls an event, a series of exercises, or all exercises of an actor."""

from typing import ClassVar

from attrs import frozen

from korea_events.model.fields.declarations import ActorId, FramedId, Line, StatementId
from korea_events.model.record import Record


@frozen(kw_only=True, repr=False)
class Framing(Record):
    """What somebody calls an event, a series, or all exercises of an actor: a rehearsal, defensive, a satellite launch.

    Of an actor, a framing concerns the whole class of that actor's exercises, not one edition. An outlet that adopts
    somebody's framing as its own is a second holder, in a record of its own.

    Example:
        >>> Framing(id="dprk-on-drills", holder="prk", of="kor", frame="rehearsal for invasion").frame
        'rehearsal for invasion'
    """

    collection: ClassVar[str] = "framings"
    type_tag: ClassVar[str] = "framing"

    holder: ActorId
    """Whose view it is."""
    of: FramedId
    """The event, the series or the actor whose exercises are meant."""
    frame: Line
    """What they are called."""
    stated_in: StatementId | None = None
    """The statement in which the view was put."""
