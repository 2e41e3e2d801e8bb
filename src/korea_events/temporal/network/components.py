"""``Components``: which events of a network are connected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Components:
    """Sets of events that links connect, each called by its first event, with marks that they keep as they grow."""

    __slots__ = ("_first", "_next", "marks")

    def __init__(self, events: int, links: Iterable[tuple[int, int]] = ()) -> None:
        self._first: list[int] = []
        """An event that leads to the first one of its component, in a few steps."""
        self._next: list[int] = []
        """For each event another one of its component: all of them come round in turn."""
        self.marks: defaultdict[str, set[int]] = defaultdict(set)
        """The components that have each mark."""
        self.grow(events)
        for one, other in links:
            self.connect(one, other)

    def __getitem__(self, event: int) -> int:
        first = self._first
        while first[event] != event:
            first[event] = event = first[first[event]]
        return event

    def grow(self, events: int) -> None:
        """Has so many events from now on."""
        for column in (self._first, self._next):
            column.extend(range(len(column), events))

    def connect(self, one: int, other: int) -> None:
        """Makes one component of those of two events."""
        one, other = self[one], self[other]
        if one == other:
            return
        first, last = (one, other) if one < other else (other, one)
        self._first[last] = first
        self._next[first], self._next[last] = self._next[last], self._next[first]
        for marked in self.marks.values():
            if last in marked:
                marked.remove(last)
                marked.add(first)

    def mark(self, name: str, event: int) -> None:
        """Puts a mark on the component of an event."""
        self.marks[name].add(self[event])

    def is_marked(self, name: str, event: int) -> bool:
        """Whether the component of an event has a mark."""
        return name in self.marks and self[event] in self.marks[name]

    def list_members(self, event: int) -> list[int]:
        """The events of the component of an event, in order."""
        members = [event]
        while (event := self._next[event]) != members[0]:
            members.append(event)
        return sorted(members)
