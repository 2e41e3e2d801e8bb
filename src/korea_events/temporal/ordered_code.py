"""``OrderedCode``: a closed list of codes that compare by strength, never by the alphabet."""

from __future__ import annotations

from enum import StrEnum


class OrderedCode(StrEnum):
    """A code that is weaker or stronger than the others of its class: ``<``, ``max`` and ``sorted`` go by that.

    List the members from the weakest to the strongest, or override ``strength``. A code whose strength is None stands
    outside the order. A code still equals its own text.

    Raises:
        TypeError: when a code is compared with anything but a code of its class, or has no strength.

    Example:
        >>> class Confidence(OrderedCode):
        ...     LOW = "low"
        ...     HIGH = "high"
        >>> Confidence.HIGH > Confidence.LOW, max(Confidence).value
        (True, 'high')
    """

    @property
    def strength(self) -> int | None:
        """How many codes of its class are weaker; None when it has no place in their order."""
        return type(self)._member_names_.index(self.name)

    def _measure_lead(self, other: object) -> int:
        kind = type(self)
        if not isinstance(other, kind):
            # NotImplemented would not do: text would then compare the two by the alphabet
            raise TypeError(
                f"cannot compare {self!r} with {other!r}: both must be members of {kind.__name__}"
            )
        own, others = self.strength, other.strength
        if own is None or others is None:
            unknown = self if own is None else other
            raise TypeError(
                f"{unknown!r} is neither weaker nor stronger than other codes: leave it out first"
            )
        return own - others

    def __lt__(self, other: object) -> bool:
        return self._measure_lead(other) < 0

    def __le__(self, other: object) -> bool:
        return self._measure_lead(other) <= 0

    def __gt__(self, other: object) -> bool:
        return self._measure_lead(other) > 0

    def __ge__(self, other: object) -> bool:
        return self._measure_lead(other) >= 0
