"""Strategies for spans, in every form that files keep."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from korea_events.errors import QuestionError
from korea_events.temporal import Grain, Reading, Relation, Span
from korea_events.temporal.engine import DEFAULT_ZONE

ZONES = (DEFAULT_ZONE, "Asia/Pyongyang", "UTC", "America/New_York")
"""The time zones that are drawn by default."""

_FIRST = dt.date(1945, 8, 15)
_LAST = dt.date(2035, 12, 31)
_LONGEST = 400
_QUALIFIERS = ("", "", "", "?", "~", "%")


def days(first: dt.date = _FIRST, last: dt.date = _LAST) -> st.SearchStrategy[dt.date]:
    """Days, both ends included; by default from 1945 to 2035.

    Example:
        >>> from hypothesis import find
        >>> find(days(), lambda day: day.year >= 2024)
        datetime.date(2024, 1, 1)
    """
    return st.dates(first, last)


@st.composite
def edtf_texts(draw: st.DrawFn, *, first: dt.date | None = None, last: dt.date | None = None) -> str:
    """EDTF texts of days, months and years, with masked digits and qualifiers, single, as intervals and as sets.

    Given ``first`` and ``last``, every text allows an event that lasted from the first to the last day.

    Example:
        >>> from hypothesis import find
        >>> find(edtf_texts(), lambda text: "/.." in text)
        '2000/..'
    """
    start = draw(days()) if first is None else first
    end = start + dt.timedelta(days=draw(st.integers(0, _LONGEST))) if last is None else last
    forms: list[Callable[[], str]] = [
        lambda: f"{_draw_date_text(draw, start)}/{_draw_date_text(draw, end)}",
        lambda: f"{_draw_date_text(draw, start)}/",
        lambda: f"/{_draw_date_text(draw, end)}",
        lambda: f"{_draw_date_text(draw, start)}/..",
    ]
    if first is None:
        forms = [lambda: _draw_date_text(draw, start), lambda: _draw_set_text(draw, start), *forms]
    return draw(st.sampled_from(forms))()


def _draw_date_text(draw: st.DrawFn, day: dt.date) -> str:
    """A date that the day is one of, at some precision, with digits masked and a qualifier."""
    year, month, number = day.isoformat().split("-")
    text = draw(st.sampled_from([year, f"{year}-{month}", *[f"{year}-{month}-{number}"] * 3]))
    hidden = f"{text[:-1]}X" if len(text) == 4 else f"{text[:-2]}XX"
    return draw(st.sampled_from([*[text] * 5, hidden])) + draw(st.sampled_from(_QUALIFIERS))


def _draw_set_text(draw: st.DrawFn, day: dt.date) -> str:
    later = sorted(draw(st.sets(st.integers(1, 60), min_size=1, max_size=3)))
    return f"[{','.join([day.isoformat(), *[(day + dt.timedelta(days=n)).isoformat() for n in later]])}]"


@st.composite
def spans(draw: st.DrawFn, *, zones: Sequence[str | None] = ZONES, grain: Grain | None = None) -> Span:
    """Spans of every kind: texts and stated bounds, days and instants, with durations, readings and open ends.

    ``zones`` are the zones to choose from; ``grain`` limits them to days or to instants.

    Example:
        >>> from hypothesis import find
        >>> find(spans(zones=["Asia/Seoul"], grain=Grain.DAY), lambda span: span.duration is not None).duration
        'P1D'
    """
    zone = draw(st.sampled_from(list(zones)))
    kinds: list[Callable[[], Span]] = []
    if grain is not Grain.INSTANT:
        kinds += [lambda: _draw_text_span(draw, zone)] * 3
        kinds += [lambda: _draw_bounded_days(draw, zone), lambda: Span.unknown(zone=zone)]
    if grain is not Grain.DAY:
        kinds += [lambda: _draw_timed_span(draw, zone)]
        if zone is not None:
            kinds += [lambda: _draw_bounded_instants(draw, zone)]
    return draw(st.sampled_from(kinds))()


def _draw_text_span(draw: st.DrawFn, zone: str | None) -> Span:
    reading = draw(st.sampled_from(Reading))
    if draw(st.booleans()):
        return Span.parse(draw(edtf_texts()), zone=zone, reading=reading)
    start = draw(days())
    length = draw(st.integers(1, _LONGEST))
    end = start + dt.timedelta(days=length - 1)
    text = draw(edtf_texts(first=start, last=end))
    if text.endswith(".."):
        as_of = draw(st.none() | days(end, dt.date(2040, 1, 1)))
        return Span.parse(text, zone=zone, reading=reading, as_of=as_of)
    # A year read throughout runs from its first day: only stated days go with a length that was drawn beside them.
    if len(text.strip("/").rstrip("?~%")) < 10 or "X" in text:
        reading = Reading.WITHIN
    duration = draw(_choose_durations(length)) if reading is Reading.WITHIN else None
    return Span.parse(text, zone=zone, reading=reading, duration=duration)


def _choose_durations(length: int) -> st.SearchStrategy[str | None]:
    stated = [f"P{length}D", f"P{max(1, length - 2)}D/P{length + 3}D"]
    if length % 7 == 0:
        stated.append(f"P{length // 7}W")
    return st.sampled_from([None, *stated])


def _draw_bounded_days(draw: st.DrawFn, zone: str | None) -> Span:
    start = draw(days())
    length = draw(st.integers(1, _LONGEST))
    end = start + dt.timedelta(days=length - 1)
    slack = st.integers(0, 40)
    around: dict[str, Any] = {
        "earliest_start": start - dt.timedelta(days=draw(slack)),
        "latest_start": start + dt.timedelta(days=draw(slack)),
        "earliest_end": end - dt.timedelta(days=draw(slack)),
        "latest_end": end + dt.timedelta(days=draw(slack)),
        "min_days": max(1, length - draw(slack)),
        "max_days": length + draw(slack),
    }
    return Span.bounded(
        **_draw_some_arguments(draw, around),
        zone=zone,
        approximate=draw(st.sampled_from((False, True, "start", "end"))),
    )


def _choose_instants() -> st.SearchStrategy[dt.datetime]:
    return st.datetimes(
        dt.datetime(1945, 8, 15),  # noqa: DTZ001  # the zone is the strategy's
        dt.datetime(2035, 12, 31),  # noqa: DTZ001
        timezones=st.just(dt.UTC),
    )


def _draw_timed_span(draw: st.DrawFn, zone: str | None) -> Span:
    start = draw(_choose_instants()).replace(microsecond=0)
    seconds = draw(st.integers(1, 200_000))
    end = start + dt.timedelta(seconds=seconds)
    text = f"{start:%Y-%m-%dT%H:%M:%SZ}/{f'{end:%Y-%m-%dT%H:%M:%SZ}' if draw(st.booleans()) else ''}"
    duration = draw(st.sampled_from([None, f"PT{seconds}S"]))
    return Span.parse(text, zone=zone, duration=duration)


def _draw_bounded_instants(draw: st.DrawFn, zone: str) -> Span:
    start = draw(_choose_instants())
    end = start + draw(st.timedeltas(dt.timedelta(microseconds=1), dt.timedelta(days=30)))
    slack = st.timedeltas(dt.timedelta(0), dt.timedelta(days=5))
    around: dict[str, Any] = {
        "earliest_start": start - draw(slack),
        "latest_start": start + draw(slack),
        "earliest_end": end - draw(slack),
        "latest_end": end + draw(slack),
    }
    some = _draw_some_arguments(draw, around)
    if not some:
        return Span.unknown(zone=zone)
    return Span.bounded(**some, zone=zone, approximate=draw(st.sampled_from((False, True, "start", "end"))))


def _draw_some_arguments(draw: st.DrawFn, arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if draw(st.booleans())}


def spans_related_to(span: Span, relations: Iterable[Relation]) -> st.SearchStrategy[Span]:
    """Spans of exact days that certainly stand in one of the relations to a span: ``relate(drawn, span)``.

    Raises:
        QuestionError: ``related-exact`` unless the span's first and last day are known; ``related-nothing`` if nothing
            can stand in any of the relations to it: nothing lies within a single day.

    Example:
        >>> from hypothesis import find
        >>> drills = Span.of("2024-03-04", "2024-03-14")
        >>> print(find(spans_related_to(drills, [Relation.FINISHES]), lambda drawn: True))
        2024-03-05/2024-03-14
    """
    first, last = span.possible.first, span.possible.last
    if span.grain is Grain.INSTANT or span.certain != span.possible or first is None or last is None:
        raise QuestionError.of("related-exact", f"{span} is not known to the day")
    start, end = first.toordinal(), last.toordinal() + 1
    places = {
        "before": range(max(1, start - _LONGEST), start),
        "start": range(start, start + 1),
        "inside": range(start + 1, end),
        "end": range(end, end + 1),
        "after": range(end + 1, min(end + 1 + _LONGEST, dt.date.max.toordinal())),
    }
    pairs = (_END_POSITIONS[relation] for relation in Relation if relation in {*relations})
    possible = [
        (places[ours], places[theirs])
        for ours, theirs in pairs
        if places[ours] and places[theirs] and places[ours][0] < places[theirs][-1]
    ]
    if not possible:
        raise QuestionError.of("related-nothing", f"nothing can stand in such a relation to {span}")
    return st.sampled_from(possible).flatmap(lambda pair: _draw_days_between(*pair, span.zone))


_END_POSITIONS: Final = {
    Relation.BEFORE: ("before", "before"),
    Relation.MEETS: ("before", "start"),
    Relation.OVERLAPS: ("before", "inside"),
    Relation.STARTS: ("start", "inside"),
    Relation.DURING: ("inside", "inside"),
    Relation.FINISHES: ("inside", "end"),
    Relation.EQUALS: ("start", "end"),
    Relation.AFTER: ("after", "after"),
    Relation.MET_BY: ("end", "after"),
    Relation.OVERLAPPED_BY: ("inside", "after"),
    Relation.STARTED_BY: ("start", "after"),
    Relation.CONTAINS: ("before", "after"),
    Relation.FINISHED_BY: ("before", "end"),
}
"""Where something begins and ends, as seen from the ends of another, by its relation to that."""


@st.composite
def _draw_days_between(draw: st.DrawFn, starts: range, ends: range, zone: str | None) -> Span:
    """A span that begins at one of some moments and ends before one of others."""
    start = draw(st.integers(starts[0], min(starts[-1], ends[-1] - 1)))
    end = draw(st.integers(max(ends[0], start + 1), ends[-1]))
    return Span.of(dt.date.fromordinal(start), dt.date.fromordinal(end - 1), zone=zone)
