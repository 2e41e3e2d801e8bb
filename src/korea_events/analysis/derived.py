"""Which events overlap, by everything that is said about their dates: links and lengths too."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from korea_events.analysis.disputed import find_disputed
from korea_events.analysis.overlaps import OVERLAP_COLUMNS, Overlap, find_overlaps
from korea_events.analysis.selection import FootingName, Progress, VerdictName
from korea_events.answers import Answer
from korea_events.dossier import Dossier, list_narrowed_events
from korea_events.model import Event, Footing, Status
from korea_events.temporal import (
    SHARES_TIME,
    Amount,
    Assertion,
    Conflict,
    RelationSet,
    TemporalNetwork,
    Verdict,
)
from korea_events.temporal.engine import Tolerance, check_at_least, check_type


@frozen(kw_only=True)
class DerivedOverlap:
    """Two events that certainly or possibly share time, by their own dates and everything else that limits these.

    Example:
        >>> from korea_events import reference
        >>> pairs = {(pair.first.id, pair.second.id): pair for pair in derive_overlaps(reference.seed())}
        >>> training = pairs["kpa-tanks", "fs-24"]
        >>> print(training.verdict, "|", training.shared)
        certain | 1–11 days
        >>> [assertion.record for assertion in training.because]
        ['training-as-drills-began']
    """

    first: Event
    second: Event
    verdict: Verdict
    relations: RelationSet
    shared: Amount
    footing: Footing
    disputed: bool
    because: tuple[Assertion, ...]
    """The assertions that alone make the pair certain; empty when it is only possible, or rests on its own dates."""

    def __repr__(self) -> str:
        return f"<DerivedOverlap {self.first.id} × {self.second.id}: {self.verdict}, {self.shared}, {self.footing}>"


@frozen(repr=False)
class DerivedOverlaps(Answer[DerivedOverlap]):
    """The answer of :func:`derive_overlaps`: its pairs, and the conflicts among the assertions.

    Example:
        >>> from korea_events import reference
        >>> derive_overlaps(reference.drills(), at_least="certain").conflicts
        ()
    """

    conflicts: tuple[Conflict, ...] = field(kw_only=True)
    """Assertions that cannot all hold; pairs of events that they concern are judged by their own dates alone."""

    _columns = OVERLAP_COLUMNS


def derive_overlaps(
    dossier: Dossier,
    among: Iterable[Event] | None = None,
    *,
    at_least: Verdict | VerdictName = "possible",
    footing: FootingName = "any",
    tolerance: Tolerance = None,
    with_parts: bool = False,
    publication: bool = True,
    progress: Progress | None = None,
) -> DerivedOverlaps:
    """The pairs of exercises that share time, given everything the dossier says about dates, lengths and links.

    :func:`korea_events.find_overlaps` treats the two events of a pair as independent. Here the temporal network
    answers, which knows that "the training took place as the drills began". The arguments are the same, and so are the
    rules about what is left out. Events whose dates contradict each other are judged by their own dates alone. If
    pauses, occurrences or gaps matter, or an event is unconfirmed, a pair is judged by when both were under way within
    the narrowed dates; the network can then only rule the pair out.

    Args:
        dossier: the events and the links between them.
        among: the events to pair; all exercises of the dossier if not given.
        at_least: as in ``find_overlaps``.
        footing: as in ``find_overlaps``.
        tolerance: as in ``find_overlaps``.
        with_parts: as in ``find_overlaps``.
        publication: whether the dates of publication count, as in :meth:`Dossier.network`.
        progress: as in ``find_overlaps``.

    Raises:
        QuestionError: ``argument-type`` for anything but a dossier, and as ``find_overlaps`` and
            :meth:`Dossier.network`.

    Example:
        >>> from korea_events import reference
        >>> seed = reference.seed()
        >>> len(find_overlaps(seed.exercises, at_least="certain"))
        0
        >>> [(pair.first.id, pair.second.id) for pair in derive_overlaps(seed, at_least="certain")]
        [('kpa-tanks', 'fs-24'), ('fs-24', 'kpa-artillery')]
    """
    check_type("dossier", dossier, Dossier, "a dossier")
    weakest = check_at_least(at_least)
    network = dossier.network(tolerance=tolerance, publication=publication)
    disputed = find_disputed(dossier)
    conflicts = network.conflicts()
    blocked = {event for conflict in conflicts for event in network.connected(conflict.events[0])}
    narrowed = {event.id: event for event in list_narrowed_events(dossier, network)}
    ids = [event.id for event in (dossier.exercises if among is None else among)]
    candidates = find_overlaps(
        [event for id in ids if isinstance(event := narrowed.get(id, dossier[id]), Event)],
        footing=footing,
        tolerance=tolerance,
        with_parts=with_parts,
        progress=progress,
    )
    pairs = (_derive_pair(pair, dossier, network, blocked, disputed) for pair in candidates)
    return DerivedOverlaps(
        tuple(pair for pair in pairs if pair.verdict >= weakest), candidates.skipped, conflicts=conflicts
    )


def _derive_pair(
    pair: Overlap[Event, Event],
    dossier: Dossier,
    network: TemporalNetwork,
    blocked: set[str],
    disputed: frozenset[str],
) -> DerivedOverlap:
    """A pair of narrowed events as the network sees it, or as it stands where the network has nothing to add."""
    ids = pair.first.id, pair.second.id
    first, second = (event for id in ids if isinstance(event := dossier[id], Event))
    plain = DerivedOverlap(
        first=first,
        second=second,
        verdict=pair.verdict,
        relations=pair.relations,
        shared=pair.shared,
        footing=pair.footing,
        disputed=not disputed.isdisjoint(ids),
        because=(),
    )
    # the network has nothing to add about two events that nothing connects
    if blocked & set(ids) or ids[1] not in network.connected(ids[0]):
        return plain
    relations = network.relations(*ids)
    verdict = relations.verdict(SHARES_TIME)
    # it speaks of whole spans, and not of when something was under way within its own
    if verdict is not Verdict.IMPOSSIBLE and any(map(_has_own_active_time, (pair.first, pair.second))):
        return plain
    return DerivedOverlap(
        first=first,
        second=second,
        verdict=verdict,
        relations=relations,
        shared=network.shared_time(*ids),
        footing=pair.footing,
        disputed=plain.disputed,
        because=network.why_relations(*ids) if verdict is Verdict.CERTAIN else (),
    )


def _has_own_active_time(event: Event) -> bool:
    """Whether the span of an event does not say when it was under way, or whether it was at all."""
    return bool(event.pauses or event.occurrences or event.intermittent or event.status is Status.UNCONFIRMED)
