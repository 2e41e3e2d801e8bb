"""``Axes``: whether the components of a network are known in days or by the time of day, and in which zone."""

from __future__ import annotations

from attrs import define, field

from korea_events.temporal.network.components import Components
from korea_events.temporal.network.constraints import Constraints
from korea_events.temporal.network.verbs import DATES_STATED, LENGTH_STATED
from korea_events.temporal.span_arguments import DEFAULT_ZONE

_TIMED, _IN_DAYS = "timed", "in days"


@define(eq=False)
class Axes:
    """The axis of each component. Where all events have days of one zone, nothing needs to be noted."""

    constraints: Constraints
    components: Components = field(init=False)
    _noted: tuple[int, int] = field(default=(0, 0), init=False)
    """How many events were known in days, and how many by the time of day."""

    def __attrs_post_init__(self) -> None:
        self.components = self.constraints.find_components()
        if self.constraints.mixed:
            for event in range(len(self.constraints.ids)):
                self._note(event)
        self._noted = len(self.constraints.days), len(self.constraints.times)

    def is_timed(self, event: int) -> bool:
        """Whether an event or one connected with it has a time of day."""
        return self.components.is_marked(_TIMED, event)

    def is_dayless(self, event: int) -> bool:
        """Whether that is so, and nothing is said in days."""
        return self.is_timed(event) and not self.components.is_marked(_IN_DAYS, event)

    def get_zone(self, event: int) -> str:
        """The zone in whose days an event is meant: of the network, or the one that its component shares."""
        constraints = self.constraints
        if constraints.zone is not None or not constraints.mixed:
            return constraints.zone or DEFAULT_ZONE
        found = [zone for zone in constraints.zones if self.components.is_marked(zone, event)]
        return found[0] if len(found) == 1 else DEFAULT_ZONE

    def grow(self, events: int, rows: int) -> bool:
        """Takes in what comes after so many events and constraints; False if that changes the axis of earlier ones."""
        constraints, components = self.constraints, self.components
        components.grow(len(constraints.ids))
        new = range(events, len(constraints.ids))
        said = [len(some) - sum(one in some for one in new) for some in (constraints.days, constraints.times)]
        for event in new if constraints.mixed else ():
            self._note(event)
        for definition, event, other, _, _ in constraints.rows[rows:]:
            both = (event, other) if constraints.mixed else ()
            earlier = [one for one in both if components[one] < events]
            before = [(self.is_timed(one), self.get_zone(one)) for one in earlier]
            for one in earlier:
                self._note(one)
            components.connect(event, other)
            if any(axis != (self.is_timed(event), self.get_zone(event)) for axis in before):
                return False
            # what is newly known in days, or no longer only in days, is read anew between instants
            in_days = definition in (DATES_STATED, LENGTH_STATED) or definition.days_only
            if in_days and tuple(said) != self._noted and any(map(self.is_timed, earlier)):
                return False
        self._noted = len(constraints.days), len(constraints.times)
        return True

    def _note(self, event: int) -> None:
        known = self.constraints
        for name, events in ((_TIMED, known.times), (_IN_DAYS, known.days), *known.zones.items()):
            if event in events:
                self.components.mark(name, event)
