"""Which events overlap when everything that is said about their dates is taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from korea_events.analysis.overlaps import Overlap, find_overlaps
from korea_events.analysis.selection import Progress, Skipped
from korea_events.dossier import Dossier
from korea_events.model import Event, Footing
from korea_events.temporal import (
    SHARES_TIME,
    Amount,
    Assertion,
    Conflict,
    RelationSet,
    TemporalNetwork,
    Verdict,
)


@frozen(kw_only=True)
class DerivedOverlap:
    """Two events that certainly or possibly share time, by their own dates and whatever else bears on them.

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
    because: tuple[Assertion, ...]
    """The assertions that alone make the pair certain; empty when it is only possible, or rests on its own dates."""

    def __repr__(self) -> str:
        return f"<DerivedOverlap {self.first.id} × {self.second.id}: {self.verdict}, {self.shared}, {self.footing}>"


@frozen(kw_only=True, repr=False)
class DerivedOverlaps:
    """The answer of :func:`derive_overlaps`; iterating gives its pairs.

    Example:
        >>> from korea_events import reference
        >>> derive_overlaps(reference.drills(), at_least="certain").conflicts
        ()
    """

    pairs: tuple[DerivedOverlap, ...]
    skipped: tuple[Skipped, ...]
    """What took no part, with the reason."""
    conflicts: tuple[Conflict, ...]
    """What cannot all hold; pairs of events that it concerns are judged by their own dates alone."""

    def __iter__(self) -> Iterator[DerivedOverlap]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def __repr__(self) -> str:
        return f"<DerivedOverlaps: {len(self.pairs)} pairs, {len(self.conflicts)} conflicts>"


def derive_overlaps(
    dossier: Dossier,
    among: Iterable[Event] | None = None,
    *,
    at_least: Verdict | str = Verdict.POSSIBLE,
    footing: str = "any",
    tolerance: int | None = None,
    with_parts: bool = False,
    progress: Progress | None = None,
) -> DerivedOverlaps:
    """The pairs of exercises that share time, by everything the dossier says about dates: links and lengths too.

    :func:`korea_events.find_overlaps` takes the two events of a pair as independent. Here the temporal network
    answers, which knows that "the training took place as the drills began". The arguments and the rules about what is
    skipped are the same. Events whose dates contradict each other are judged by their own dates alone.

    Args:
        dossier: where the events and the links between them stand.
        among: the events to pair; all exercises of the dossier if not given.
        at_least: as in ``find_overlaps``.
        footing: as in ``find_overlaps``.
        tolerance: as in ``find_overlaps``.
        with_parts: as in ``find_overlaps``.
        progress: called now and then with how many candidates are judged and how many there are.

    Raises:
        QuestionError: as ``find_overlaps`` and :meth:`Dossier.network`.

    Example:
        >>> from korea_events import reference
        >>> seed = reference.seed()
        >>> len(find_overlaps(seed.exercises, at_least="certain"))
        0
        >>> [(pair.first.id, pair.second.id) for pair in derive_overlaps(seed, at_least="certain")]
        [('kpa-tanks', 'fs-24'), ('fs-24', 'kpa-artillery')]
    """
    network = dossier.network(tolerance=tolerance)
    conflicts = network.conflicts()
    blocked = {event for conflict in conflicts for event in network.connected(conflict.events[0])}
    narrowed = dossier.tightened(tolerance=tolerance)
    ids = [event.id for event in (dossier.exercises if among is None else among)]
    candidates = find_overlaps(
        [event for id in ids if isinstance(event := narrowed[id], Event)],
        footing=footing,
        tolerance=tolerance,
        with_parts=with_parts,
        progress=progress,
    )
    wanted = Verdict(at_least)
    judged = (_derive_pair(pair, dossier, network, blocked) for pair in candidates)
    pairs = tuple(
        pair for pair in judged if pair.verdict is not Verdict.IMPOSSIBLE and pair.verdict >= wanted
    )
    return DerivedOverlaps(pairs=pairs, skipped=candidates.skipped, conflicts=conflicts)


def _derive_pair(
    pair: Overlap[Event, Event], dossier: Dossier, network: TemporalNetwork, blocked: set[str]
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
        because=(),
    )
    # The network knows no pauses, and of two events that nothing ties together it says what their dates say.
    paused = pair.first.pauses or pair.second.pauses
    if paused or blocked & set(ids) or ids[1] not in network.connected(ids[0]):
        return plain
    relations = network.relations(*ids)
    verdict = relations.verdict(SHARES_TIME)
    return DerivedOverlap(
        first=first,
        second=second,
        verdict=verdict,
        relations=relations,
        shared=network.shared_time(*ids),
        footing=pair.footing,
        because=network.why_relations(*ids) if verdict is Verdict.CERTAIN else (),
    )
