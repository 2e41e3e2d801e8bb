"""The editions of an exercise series side by side, as they were stated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from korea_events.answers import Answer
from korea_events.dossier import Dossier
from korea_events.model import Exercise, ExerciseComponent, Footing, Measure, MeasureKind, StatedLength
from korea_events.temporal import Amount, Span, chronological


@frozen(kw_only=True)
class Edition:
    """One edition of a series: its dates, length, parts and troops, each as stated.

    ``days`` follows from the dates, ``stated_length`` is what was printed; they need not agree. ``parts`` are
    exercises with dates of their own, ``components`` are parts without.

    Example:
        >>> from korea_events import Span
        >>> march = Span.of("2024-03-04", "2024-03-14")
        >>> drill = Exercise(id="fs24", name="Freedom Shield 24", edition="24", span=march)
        >>> [edition] = compare_editions([drill])
        >>> edition
        <Edition fs24: 2024-03-04/2024-03-14, held>
        >>> print(edition.label, edition.days)
        24 11 days
    """

    exercise: Exercise
    label: str | None
    when: Span | None
    footing: Footing
    days: Amount | None
    stated_length: StatedLength | None
    parts: tuple[Exercise, ...]
    components: tuple[ExerciseComponent, ...]
    troops: tuple[Measure, ...]

    def __repr__(self) -> str:
        return f"<Edition {self.exercise.id}: {self.when or 'no date'}, {self.footing}>"


@frozen(repr=False)
class Editions(Answer[Edition]):
    """The answer of :func:`compare_editions`: the editions, the earliest first. None is skipped.

    Example:
        >>> Editions((), ())
        <Editions: 0 rows, 0 skipped>
    """

    _columns: ClassVar = {"exercise": object, "label": str, "when": str, "footing": str, "days": Amount}


def compare_editions(exercises: Iterable[Exercise] | Dossier, *series: str) -> Editions:
    """The editions of one or more series next to each other, the earliest first.

    Nothing is added up or converted: a number of troops that a document gives only in words stays in words, and two
    numbers that contradict each other both appear. Cancelled editions appear with their plans. Parts that have records
    of their own are listed with their whole, not as editions.

    Args:
        exercises: exercises of any series; of a dossier all of them.
        series: the ids of the series; without any, every exercise that is not part of another.

    Raises:
        UnknownIdError: if the dossier has no such series.

    Example:
        >>> from korea_events import Quantity, Span
        >>> fs23 = Exercise(id="fs23", name="Freedom Shield 23", series="freedom-shield", edition="23",
        ...                 span=Span.of("2023-03-13", "2023-03-23"),
        ...                 components=[ExerciseComponent(kind="ftx", words="more than 20 field exercises")])
        >>> fs24 = Exercise(id="fs24", name="Freedom Shield 24", series="freedom-shield", edition="24",
        ...                 span=Span.of("2024-03-04", "2024-03-14"),
        ...                 components=[ExerciseComponent(kind="ftx", count=48)])
        >>> for edition in compare_editions([fs24, fs23], "freedom-shield"):
        ...     print(edition.label, edition.days, [part.count or part.words for part in edition.components])
        23 11 days ['more than 20 field exercises']
        24 11 days [48]
    """
    if isinstance(exercises, Dossier):
        for name in series:
            _ = exercises.series[name]  # it names those that there are
        exercises = exercises.exercises
    everything = list(exercises)
    parts: dict[str, list[Exercise]] = {}
    for exercise in everything:
        if exercise.part_of is not None:
            parts.setdefault(exercise.part_of, []).append(exercise)
    ids = {exercise.id for exercise in everything}
    compared = [
        exercise
        for exercise in everything
        if (exercise.series in series if series else exercise.part_of not in ids)
    ]
    rows = (
        Edition(
            exercise=exercise,
            label=exercise.edition,
            when=exercise.when,
            footing=exercise.footing,
            days=None if exercise.when is None else exercise.when.length,
            stated_length=exercise.length,
            parts=tuple(sorted(parts.get(exercise.id, ()), key=chronological)),
            components=exercise.components,
            troops=tuple(measure for measure in exercise.measures if measure.what is MeasureKind.TROOPS),
        )
        for exercise in sorted(compared, key=chronological)
    )
    return Editions(tuple(rows), ())
