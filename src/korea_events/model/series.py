"""Series of exercises: what recurs under one name."""

from typing import ClassVar

from attrs import field, frozen

from korea_events.model.fields.converters import TupleOf
from korea_events.model.fields.declarations import Line, Prose, SeriesId
from korea_events.model.record import Record


@frozen(kw_only=True, repr=False)
class ExerciseSeries(Record):
    """A recurring exercise, with its names and what came before it.

    Example:
        >>> ExerciseSeries(id="freedom-shield", name="Freedom Shield", predecessors=["ccpt"])
        ExerciseSeries(id='freedom-shield', name='Freedom Shield', predecessors=('ccpt',))
    """

    collection: ClassVar[str] = "series"
    type_tag: ClassVar[str] = "exercise_series"

    name: Line
    """The name used in the records."""
    names: tuple[Line, ...] = field(default=(), converter=TupleOf[str])
    """Other names, in any language."""
    predecessors: tuple[SeriesId, ...] = field(default=(), converter=TupleOf[str])
    """The series that it replaced."""
    norm: Prose | None = None
    """What is usual for it, in words: how often, at what time of year, for how long."""
