"""The temporal network: many events, what was asserted about their dates, and what follows from all of it.

A simple temporal network over starts and ends of events (Dechter, Meiri and Pearl, "Temporal constraint networks",
Artificial Intelligence 49, 1991), in which every inequality knows the assertions it comes from. ``verbs`` says what
can be asserted, ``labels`` and ``paths`` find out what follows, ``joint`` answers about several events, ``cycles`` and
``conflict`` find what cannot all hold.
"""

from korea_events.temporal.network.assertions import Assertion, describe_span
from korea_events.temporal.network.conflict import Conflict
from korea_events.temporal.network.network import TemporalNetwork
from korea_events.temporal.network.verbs import Verb

__all__ = ["Assertion", "Conflict", "TemporalNetwork", "Verb", "describe_span"]
