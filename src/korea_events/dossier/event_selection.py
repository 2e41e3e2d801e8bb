"""Which events of a dossier: by type, kind, actor, place, series, weapon system, status and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Self, TypeAlias, overload

from attrs import Factory, evolve, field, frozen

from korea_events.dossier.collection import Collection
from korea_events.dossier.records import Records
from korea_events.errors import Problem, QuestionError, UnknownIdError, suggest_name
from korea_events.model import (
    RECORD_TYPES,
    Actor,
    ActorKind,
    Event,
    Exercise,
    Participation,
    Place,
    PlaceRole,
    Role,
    Status,
    WeaponKind,
)
from korea_events.model.engine import EVENT_COLLECTIONS, Vocabulary, find_active_time, map_fields
from korea_events.temporal import DayRange, Grain, Verdict
from korea_events.temporal.engine import (
    DEFAULT_ZONE,
    ActiveTime,
    Axis,
    check_at_least,
    check_type,
    check_zone,
    judge_active,
    make_stretch,
    project,
    quote_value,
)

OneOrMore: TypeAlias = str | Iterable[str]
"""One value or several, any of which will do."""


@frozen(repr=False)
class EventSelection(Sequence[Event]):
    """The events that :meth:`Dossier.events` selects, by their ids; it knows its dossier, and what each filter left.

    Example:
        >>> from korea_events import reference
        >>> found = reference.drills().events(records="exercises", kinds="cyber", actor="usa")
        >>> len(found), found.explain()
        (0, '287 events; records=exercises leaves 286; kinds=cyber leaves 0')
    """

    events: Collection[Event] = field(factory=Collection[Event])
    dossier: Records = field(factory=Records, eq=False)
    """Where they come from."""
    steps: tuple[tuple[str, int], ...] = field(default=(), eq=False)
    """Each filter in turn, and how many events it left, until none were left."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return self.events.ids

    def narrow(self, words: str, passes: Callable[[Event], object]) -> Self:
        """Those of them that pass one more filter, which ``words`` describe.

        Example:
            >>> from korea_events import reference
            >>> reference.drills().events().narrow("named so", lambda event: "Hoguk" in event.name).explain()
            '287 events; named so leaves 16'
        """
        if not self.events and self.steps:
            return self
        left = Collection(filter(passes, self.events))
        return evolve(self, events=left, steps=(*self.steps, (words, len(left))))

    def explain(self) -> str:
        """How many events there were, and how many each filter left, in one line."""
        total = sum(len(getattr(self.dossier, name)) for name in EVENT_COLLECTIONS)
        left = [f"{words} leaves {count}" for words, count in self.steps]
        return "; ".join([f"{total} event{'' if total == 1 else 's'}", *left])

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __contains__(self, item: object) -> bool:
        return item in self.events

    @overload
    def __getitem__(self, key: int | str) -> Event: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Event | tuple[Event, ...]:
        return self.events[key]

    def __repr__(self) -> str:
        return repr(self.events).replace("Collection", "EventSelection", 1)

    def _repr_html_(self) -> str:
        return self.events._repr_html_()


# -- what an event has of each filter ------------------------------------------------------------------------------


@frozen
class EventTraits:
    """What the events of a dossier can be selected and counted by; see :meth:`Dossier.events`.

    Example:
        >>> usa = Actor(id="us", name="United States", kind="state", country="usa")
        >>> carrier = Actor(id="cvn-70", name="USS Carl Vinson", kind="unit", country="usa")
        >>> patrol = Exercise(id="patrol", name="patrol", participations=["cvn-70"], kinds=["fleetex"])
        >>> traits = EventTraits(Records.of(usa, carrier, patrol))
        >>> [sorted(values) for values in traits.list_values("actor", patrol)]
        [['cvn-70', 'us', 'usa']]
    """

    dossier: Records
    _states: dict[str, set[str]] = field(
        default=Factory(lambda self: _map_states(self.dossier), takes_self=True),
        init=False,
        eq=False,
        repr=False,
    )
    _next_wholes: dict[str, set[str]] = field(factory=dict[str, set[str]], init=False, eq=False, repr=False)
    _wholes: dict[str, frozenset[str]] = field(
        factory=dict[str, frozenset[str]], init=False, eq=False, repr=False
    )

    def list_values(self, name: str, event: Event, roles: Iterable[str] = ()) -> tuple[frozenset[str], ...]:
        """The values that an event has of a filter, each with all that it stands for.

        A unit stands for the command and the state that it is part of, a country for its code, a site for the places
        that contain it, a kind for those that include it, a weapon system for its kind.

        Among ``roles`` are those that count for actors, else those in which they act, and those that count for places,
        else all; an empty text stands for a place without a role.
        """
        found: list[frozenset[str]] = []
        for value in dict.fromkeys(_FILTERS[name].list_values(event, frozenset(roles))):
            if name in ("actor", "place"):
                found.append(self.list_wholes(value))
                continue
            system = self.dossier.weapon_systems.get(value) if name == "system" else None
            found.append(frozenset([value, *_list_broader(value if system is None else system.kind)]))
        return tuple(found)

    def list_wholes(self, identifier: str) -> frozenset[str]:
        """An actor or place and everything that it belongs to: what it is part of, its country, the state of that."""
        if identifier not in self._wholes:
            found: set[str] = set()
            waiting = [identifier]
            while waiting:
                name = waiting.pop()
                found.add(name)
                waiting += [whole for whole in self._list_next_wholes(name) if whole not in found]
            self._wholes[identifier] = frozenset(found)
        return self._wholes[identifier]

    def is_within(self, identifier: str, wholes: frozenset[str], known: dict[str, bool]) -> bool:
        """Whether an actor or place is one of some, or belongs to one; ``known`` keeps what was found out."""
        trail: dict[str, str | None] = {identifier: None}
        waiting = [identifier]
        while waiting:
            name: str | None = waiting.pop()
            if name in wholes or known.get(name or ""):
                while name is not None:
                    known[name] = True
                    name = trail[name]
                return True
            fresh = [whole for whole in self._list_next_wholes(name or "") if whole not in trail]
            trail |= dict.fromkeys(fresh, name)
            waiting += [whole for whole in fresh if known.get(whole) is not False]
        known |= dict.fromkeys(trail, False)
        return False

    def _list_next_wholes(self, name: str) -> set[str]:
        """What an actor or a place is directly part of, its country, and the state of that."""
        if name not in self._next_wholes:
            record = self.dossier.get(name)
            above = {record.part_of, record.country} if isinstance(record, (Actor, Place)) else set[str]()
            states = (
                self._states.get(record.country or "", set()) if isinstance(record, Actor) else set[str]()
            )
            self._next_wholes[name] = {whole for whole in above | states if whole is not None}
        return self._next_wholes[name]


def _list_broader(code: object) -> Iterator[str]:
    """A code of a vocabulary and all codes that include it; nothing for other text."""
    while isinstance(code, Vocabulary):
        yield code
        code = type(code)(code.broader) if code.broader else None


def _map_states(dossier: Records) -> dict[str, set[str]]:
    """The ids of the states with each code of a country."""
    states: dict[str, set[str]] = {}
    for actor in dossier.actors:
        if actor.kind is ActorKind.STATE and actor.country:
            states.setdefault(actor.country, set()).add(actor.id)
    return states


# -- the filters ---------------------------------------------------------------------------------------------------


class _Filter(NamedTuple):
    """One way to select events: what can be asked for, and what an event has of it."""

    list_known: Callable[[Records], Iterable[str]]
    list_values: Callable[[Event, frozenset[str]], Iterable[str]]
    of_ids: bool


def _list_kinds(_dossier: Records) -> Iterator[str]:
    for record in RECORD_TYPES:
        if issubclass(record, Event) and (spec := map_fields(record).get("kinds")) is not None:
            yield from (code for vocabulary in spec.vocabularies for code in vocabulary)


def _list_with_countries(records: Sequence[Actor | Place]) -> Iterator[str]:
    yield from (record.id for record in records)
    yield from (record.country for record in records if record.country)


def _list_acting(event: Event, roles: frozenset[str]) -> Iterator[str]:
    """The actors that have one of the roles in an event or in a component of it."""
    wanted = roles & _ROLES or _ACTING
    return (part.actor for part in _list_participations(event) if part.role in wanted)


def _list_sites(event: Event, roles: frozenset[str]) -> Iterator[str]:
    wanted = roles & _PLACE_ROLES
    return (part.place for part in event.places if not wanted or (part.role or "") in wanted)


def _list_roles(event: Event, _roles: frozenset[str]) -> Iterator[str]:
    yield from (part.role for part in _list_participations(event))
    yield from (part.role for part in event.places if part.role)


def _list_participations(event: Event) -> Iterator[Participation]:
    yield from event.participations
    if isinstance(event, Exercise):
        yield from (part for component in event.components for part in component.participations)


_ROLES: Final = frozenset(Role)
_ACTING: Final = frozenset(role for role in Role if role.acts)
_PLACE_ROLES: Final = frozenset(["", *PlaceRole])
_FILTERS: Final[Mapping[str, _Filter]] = {
    "records": _Filter(lambda _: EVENT_COLLECTIONS, lambda event, _: (event.collection,), of_ids=False),
    "kinds": _Filter(_list_kinds, lambda event, _: getattr(event, "kinds", ()), of_ids=False),
    "actor": _Filter(lambda dossier: _list_with_countries(dossier.actors), _list_acting, of_ids=True),
    "role": _Filter(lambda _: (*Role, *PlaceRole), _list_roles, of_ids=False),
    "place": _Filter(lambda dossier: _list_with_countries(dossier.places), _list_sites, of_ids=True),
    "series": _Filter(
        lambda dossier: dossier.series.ids,
        lambda event, _: filter(None, [getattr(event, "series", None)]),
        of_ids=True,
    ),
    "system": _Filter(
        lambda dossier: (*dossier.weapon_systems.ids, *WeaponKind),
        lambda event, _: event.weapon_systems,
        of_ids=True,
    ),
    "status": _Filter(lambda _: Status, lambda event, _: filter(None, [event.status]), of_ids=False),
}
"""The filters, in the order in which they are applied."""


def select_events(
    dossier: Records,
    wanted: Mapping[str, OneOrMore | None],
    *,
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    at_least: Verdict | str = "possible",
    zone: str = DEFAULT_ZONE,
) -> EventSelection:
    """The events that pass every filter; ``wanted`` gives the values of each by its name.

    Example:
        >>> from korea_events import reference
        >>> select_events(reference.get_dossier("drills"), {"series": "freedom-shield"}).ids
        ('fs-23', 'fs-24', 'fs-25', 'fs-26')
    """
    given: dict[str, tuple[str, ...]] = {}
    for name, values in wanted.items():
        if values is not None:
            check_type(name, values, Iterable, "one text, or several")
            given[name] = (values,) if isinstance(values, str) else tuple(values)
    _check_values(dossier, given)
    given = {name: tuple(dict.fromkeys(values)) for name, values in given.items()}
    weakest = check_at_least(at_least)
    traits = EventTraits(dossier)
    roles = frozenset(given.get("role", ()))
    found = EventSelection(
        Collection(event for name in EVENT_COLLECTIONS for event in getattr(dossier, name)), dossier
    )
    for name in _FILTERS:
        if name in given:
            passes = _build_test(name, frozenset(given[name]), traits, roles)
            found = found.narrow(f"{name}={','.join(given[name])}", passes)
    if since is not None or until is not None:
        days, axis = read_days(since, until), Axis(Grain.DAY, check_zone(zone))
        found = found.narrow(f"{days} ({weakest})", lambda event: judge_days(event, days, axis) >= weakest)
    return found


def _build_test(
    name: str, keep: frozenset[str], traits: EventTraits, roles: frozenset[str]
) -> Callable[[Event], bool]:
    if name in ("actor", "place"):  # without a list of all wholes of each: a chain of them may be long
        known: dict[str, bool] = {}
        list_values = _FILTERS[name].list_values
        return lambda event: any(traits.is_within(value, keep, known) for value in list_values(event, roles))
    return lambda event: not all(keep.isdisjoint(values) for values in traits.list_values(name, event, roles))


def _check_values(dossier: Records, given: Mapping[str, tuple[Any, ...]]) -> None:
    """Refuse every value that no event can have, with the one that was probably meant."""
    problems: list[Problem] = []
    for name, values in given.items():
        known = dict.fromkeys(_FILTERS[name].list_known(dossier))
        for value in values:
            if isinstance(value, str) and value in known:
                continue
            guess = suggest_name(value, known) if isinstance(value, str) else None
            other = dossier.get(value) if isinstance(value, str) else None
            hint = f"; did you mean {str(guess)!r}?" if guess else ""
            if other is not None and not guess:
                hint = f", which is one of the {other.collection}"
            elif isinstance(value, str) and not guess:
                others = [one for one, each in _FILTERS.items() if value in {*each.list_known(dossier)}]
                hint = f"; did you mean {others[0]}={value!r}?" if others else ""
            if _FILTERS[name].of_ids:
                message = f"{name}: nothing there has the id {quote_value(value)}{hint}"
                problems.append(Problem("$", "id-unknown", message))
            else:
                message = f"{name}: {quote_value(value)} is not a code{hint}"
                problems.append(Problem("$", "filter-unknown", message))
    if problems:
        only_ids = all(problem.code == "id-unknown" for problem in problems)
        raise (UnknownIdError if only_ids else QuestionError)(dict.fromkeys(problems))


def read_days(since: str | dt.date | None, until: str | dt.date | None) -> DayRange:
    """The days from one to another; None leaves an end open.

    Raises:
        QuestionError: ``window-reversed`` when ``until`` is before ``since``.
        SpanError: for an invalid day.

    Example:
        >>> print(read_days("2024-03-04", None))
        2024-03-04/..
    """
    days = DayRange(since, until)
    first, end = make_stretch(days)
    if end <= first:
        raise QuestionError.of("window-reversed", f"until {days.last} is before since {days.first}")
    return days


def judge_days(event: Event, days: DayRange, axis: Axis) -> Verdict:
    """Whether an event was under way on at least one of some days, by the dates that count.

    What is called off or unconfirmed is never certain. An event without any date may have been at any time.

    Example:
        >>> drills = Exercise(id="ufs-24", name="Ulchi Freedom Shield 24", span="2024-08")
        >>> print(judge_days(drills, DayRange("2024-08-15", None), Axis(Grain.DAY, "Asia/Seoul")))
        possible
    """
    when = event.when
    if when is None:
        return Verdict.POSSIBLE
    projected = project(when, axis, None)
    active = find_active_time(event, projected, axis, None) or ActiveTime(projected)
    stretch = make_stretch(days)
    is_away = projected.free_hull.end_max <= stretch[0] or stretch[1] <= projected.free_hull.start_min
    if active.unbroken and is_away:  # soon known, however many alternatives a date has
        return Verdict.IMPOSSIBLE
    reach = active.free().possible
    is_inside = not reach or (stretch[0] <= reach[0][0] and reach[-1][1] <= stretch[1])
    verdict = Verdict.CERTAIN if is_inside else judge_active(active, stretch)
    unsure = active.doubtful or (event.status is not None and event.status.called_off)
    return min(verdict, Verdict.POSSIBLE) if unsure else verdict
