"""How long after something the response to it came."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from korea_events.analysis.selection import FootingName, check_footing, select_items
from korea_events.answers import VALUE_PARTS, Answer, Skipped, SkipReason
from korea_events.dossier import Dossier
from korea_events.model import Link, LinkKind, Record
from korea_events.temporal import HasWhen, Lag, lag
from korea_events.temporal.engine import GrainOption, check_type


@frozen(repr=False)
class ResponseTime:
    """A response, what it responds to, and how long after that it began: negative if it came first.

    Example:
        >>> from korea_events.model import Statement
        >>> vow, drills = (Statement(id=name, speakers=["dprk-mnd"]) for name in ("vow", "drills"))
        >>> link = Link(id="why", kind="in_response_to", source="vow", target="drills")
        >>> ResponseTime(vow, drills, Lag(least=1, most=1), link)
        <ResponseTime vow to drills: 1 day>
    """

    response: Record
    to: Record
    lag: Lag
    link: Link
    """The link that says that it is a response."""

    def __repr__(self) -> str:
        return f"<ResponseTime {self.response.id} to {self.to.id}: {self.lag}>"


@frozen(repr=False)
class ResponseTimes(Answer[ResponseTime]):
    """The answer of :func:`response_times`: a row for each pair, in the order of the links.

    Example:
        >>> len(ResponseTimes((), ()))
        0
    """

    _columns: ClassVar = {"response": object, "to": object, "lag": Lag, "link": object}
    _parts: ClassVar = {**VALUE_PARTS, Lag: {"least": int, "most": int, "unit": str, "approximate": bool}}


def response_times(
    dossier: Dossier, *, footing: FootingName = "any", grain: GrainOption = None
) -> ResponseTimes:
    """How soon each response came: a row for every link ``in_response_to`` whose two ends have dates.

    The ends are events, statements or claims; an end without a date, or called off, is in ``skipped``. The time is that
    of :func:`korea_events.lag`, from beginning to beginning, in days of a zone that both have, unless ``grain`` says
    otherwise.

    Raises:
        QuestionError: ``argument-type`` for anything but a dossier, and as :func:`korea_events.lag`.

    Example:
        >>> from korea_events.model import Actor, Exercise, Statement
        >>> dossier = Dossier.of(
        ...     Actor(id="mnd", name="Ministry", kind="agency"),
        ...     Exercise(id="fs-24", name="Freedom Shield 24", span="2024-03-04/2024-03-14"),
        ...     Statement(id="vow", speakers=["mnd"], said="2024-03-05"),
        ...     Link(id="why", kind="in_response_to", source="vow", target="fs-24"),
        ... )
        >>> print(response_times(dossier))
        response  to                 lag    link
        vow       Freedom Shield 24  1 day  why
    """
    check_type("dossier", dossier, Dossier, "a dossier")
    check_footing(footing)
    skipped: list[Skipped] = []
    rows: list[ResponseTime] = []
    for link in dossier.links:
        if link.kind is not LinkKind.IN_RESPONSE_TO:
            continue
        response, to = dossier[link.source], dossier[link.target]
        spans = []
        for end in (response, to):
            if isinstance(end, HasWhen):
                spans += [span for _, span in select_items([end], footing, skipped)]
            else:
                skipped.append(Skipped(end, SkipReason.NO_DATE))
        if len(spans) == 2:
            rows.append(ResponseTime(response, to, lag(spans[1], spans[0], grain=grain), link))
    return ResponseTimes(tuple(rows), tuple(dict.fromkeys(skipped)))
