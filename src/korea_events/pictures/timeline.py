"""``timeline``: events and statements on one axis, with their certain and possible days."""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen

from korea_events.answers import DEFAULT_QUESTION_LIMITS, QuestionLimits
from korea_events.dossier import Dossier
from korea_events.pictures.lanes import Lanes
from korea_events.pictures.page import fold_table
from korea_events.pictures.palette import Palette
from korea_events.pictures.picture import Picture
from korea_events.pictures.scene import Items, Scene, build_scene
from korea_events.pictures.terminal import TextLine, render_text_lines
from korea_events.pictures.timeline_spec import build_timeline_spec, describe_scene
from korea_events.pictures.vega import Json
from korea_events.rendering import html_lines, html_table
from korea_events.temporal.engine import Tolerance


@frozen(kw_only=True, repr=False)
class Timeline(Picture):
    """The picture of :func:`timeline`: print it, save it, show it in a notebook, or take its ``chart``.

    Example:
        >>> from korea_events import reference
        >>> timeline(reference.drills(), since="2024-01-01", until="2024-12-31")
        <Timeline: 24 events, 265 not shown, 2024-01-01 to 2024-12-31, days in Asia/Seoul>
    """

    _scene: Scene = field(alias="scene")

    @property
    def lanes(self) -> tuple[str, ...]:
        """The names of the lanes, from top to bottom."""
        return tuple(lane.name for lane in self._scene.lanes)

    def _spec(self, palette: Palette, *, still: bool) -> Json:
        return build_timeline_spec(self._scene, palette, title=self.title, width=self.width, still=still)

    def _lines(self, width: int, *, ascii_only: bool = False) -> list[TextLine]:
        return render_text_lines(self._scene, width=width, ascii_only=ascii_only)

    def _subtitle(self) -> str:
        return describe_scene(self._scene)

    def _details(self) -> str:
        """Tables of everything that the picture shows, and of what it leaves out."""
        rows = [
            (
                mark.title,
                ", ".join(mark.lanes),
                *(dict(mark.facts).get(head, "") for head in ("Certain days", "Possible days")),
                html_lines(f"{head}: {text}" for head, text in mark.facts if "days" not in head),
            )
            for mark in self._scene.marks
        ]
        head = ("event", "lane", "certain days", "possible days", "details")
        everything = html_table(rows, caption="In the order of the picture", head=head)
        tables = [fold_table("Everything as a table", everything)]
        if self._scene.left_out:
            left_out = [(one.label, one.why) for one in self._scene.left_out]
            table = html_table(left_out, caption="Not in the picture", head=("event", "why"))
            tables.append(fold_table(f"Not shown: {len(left_out)}", table))
        return "\n".join(tables)


def timeline(
    items: Items,
    *,
    lanes: Lanes = "series",
    group: Lanes | None = None,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    zone: str | None = None,
    tolerance: Tolerance = None,
    title: str = "Timeline",
    width: int = 900,
    dossier: Dossier | None = None,
    limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
) -> Timeline:
    """Draw a timeline of events and statements: certain days solid, possible ones faded, announced ones hatched.

    An end that was still open at the time of the report is an arrow; an unknown end fades away. Statements, launches
    and activities of a leader are points on their day, hollow if the day is not known. Days on which two events were
    under way at once are shaded. An event that was called off is an empty outline. Of one that has begun, the days
    that only a plan gives are hatched. A pause parts a bar. In a window of at most three days times of day are drawn,
    if an item has any. Items that cannot be shown are listed.

    Args:
        items: a dossier (its events and statements), or events, statements, spans and other objects with a ``span``.
        lanes: what shares a lane: ``series``, ``participant``, ``kind``, ``item`` (a lane for each), or a function that
            gives the name of an item's lane, or several names.
        group: what keeps lanes together and gives them one colour, with the same choices. None colours by type.
        since: the first day to show, or a moment; None starts at the first known day.
        until: the last day to show, or a moment; None ends at the last known day.
        zone: the time zone of the days; None takes the zone that all items share, or Seoul's.
        tolerance: how far an approximate date may be off: a number of days, or a length such as ``PT30M``.
        title: the title above the picture.
        width: the width of the picture in pixels, without lane names.
        dossier: the dossier with names and documents, if ``items`` is not one.
        limits: how much work the picture may be.

    Raises:
        QuestionError: ``lanes-unknown``, ``window-reversed`` if ``until`` is before ``since``, ``question-no-span`` for
            an object without a ``span``, or ``question-limit`` if hundreds of thousands of pairs share time.
        SpanError: for an invalid day or an unknown zone.

    Example:
        >>> from korea_events import reference
        >>> march = timeline(reference.drills().exercises, lanes="item", since="2024-03-01", until="2024-03-19")
        >>> print(march.text(width=80))
                                                 2024-03-04       2024-03-11
                                                 │                │
        Freedom Shield 24                        ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓
        North Korean field training, 6 …              ▓▓
        North Korean artillery firing, …                ▓▓
        North Korean tank crews' match,…                               ▓▓
        North Korean rocket launcher dr…                                           ▓▓
        <BLANKLINE>
        two or more at once                           ▓▓▓▓             ▓▓
        <BLANKLINE>
        ▓ certainly under way
        not shown, ...
    """
    scene = build_scene(
        items,
        lanes=lanes,
        group=group,
        since=since,
        until=until,
        zone=zone,
        tolerance=tolerance,
        dossier=dossier,
        limits=limits,
    )
    return Timeline(title=title, width=width, scene=scene)
