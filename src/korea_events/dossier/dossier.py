"""The dossier: records that fit together, by collection and by identifier.

This file is long because every question to a dossier is a method of it, with its edge cases and an example; what the
methods do stands in files of their own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Self, cast

from attrs import field, frozen

from korea_events.dossier.changes import Changes, find_changes
from korea_events.dossier.collection import Collection, describe_unknown_id, list_first_names
from korea_events.dossier.known_when import limit_to_day
from korea_events.dossier.merging import describe_decisions, format_record_path, merge_records
from korea_events.dossier.network import build_network, tighten_dates
from korea_events.dossier.newer import Newer, merge_newer
from korea_events.dossier.references import PathOf, check_references, list_references
from korea_events.errors import DossierError, Problem, QuestionError
from korea_events.model import (
    COLLECTIONS,
    RECORD_TYPES,
    Activity,
    Actor,
    Assessment,
    CapabilityClaim,
    Document,
    EventClaim,
    EventReport,
    Exercise,
    ExerciseSeries,
    Framing,
    Judgement,
    LeaderActivity,
    Link,
    Place,
    Rating,
    Record,
    Statement,
    WeaponEvent,
    WeaponSystem,
    check_extra_names,
)
from korea_events.rendering import html_table
from korea_events.temporal import TemporalNetwork
from korea_events.temporal.engine import DEFAULT_ZONE

_EMPTY_COLLECTION: Final[Collection[Any]] = Collection()


@frozen(kw_only=True, repr=False)
class Dossier:
    """Records that fit together: each identifier once, every reference to a record that is there.

    Make one with :meth:`of`; the constructor itself is not for use. A dossier never changes: :meth:`with_` and
    :meth:`without` make a new one. Two are equal when they hold equal records.

    Each collection is a sequence sorted by identifier: ``dossier.exercises["fs-24"]``; ``dossier["fs-24"]`` finds a
    record of any type.

    Example:
        >>> usa = Actor(id="usa", name="United States", kind="state")
        >>> usfk = Actor(id="usfk", name="United States Forces Korea", kind="command", part_of="usa")
        >>> dossier = Dossier.of(usfk, usa)
        >>> dossier
        <Dossier: 2 actors>
        >>> dossier.actors["usfk"].part_of, dossier["usa"] is usa
        ('usa', True)
    """

    actors: Collection[Actor] = field(default=_EMPTY_COLLECTION)
    places: Collection[Place] = field(default=_EMPTY_COLLECTION)
    weapon_systems: Collection[WeaponSystem] = field(default=_EMPTY_COLLECTION)
    series: Collection[ExerciseSeries] = field(default=_EMPTY_COLLECTION)
    documents: Collection[Document] = field(default=_EMPTY_COLLECTION)
    exercises: Collection[Exercise] = field(default=_EMPTY_COLLECTION)
    weapon_events: Collection[WeaponEvent] = field(default=_EMPTY_COLLECTION)
    leader_activities: Collection[LeaderActivity] = field(default=_EMPTY_COLLECTION)
    activities: Collection[Activity] = field(default=_EMPTY_COLLECTION)
    event_reports: Collection[EventReport] = field(default=_EMPTY_COLLECTION)
    statements: Collection[Statement] = field(default=_EMPTY_COLLECTION)
    capability_claims: Collection[CapabilityClaim] = field(default=_EMPTY_COLLECTION)
    event_claims: Collection[EventClaim] = field(default=_EMPTY_COLLECTION)
    framings: Collection[Framing] = field(default=_EMPTY_COLLECTION)
    assessments: Collection[Assessment] = field(default=_EMPTY_COLLECTION)
    ratings: Collection[Rating] = field(default=_EMPTY_COLLECTION)
    judgements: Collection[Judgement] = field(default=_EMPTY_COLLECTION)
    links: Collection[Link] = field(default=_EMPTY_COLLECTION)
    extra: tuple[tuple[str, str], ...] = ()
    """What a file said besides records and this class has no field for: pairs of name and canonical JSON text."""
    newer: Newer | None = None
    """What files of a newer version said that is kept without being understood; None: there was no such file."""
    _by_id: Mapping[str, Record] = field(factory=dict[str, Record], eq=False, alias="by_id")
    _referring: dict[str, tuple[Record, ...]] = field(
        factory=dict[str, tuple[Record, ...]], eq=False, init=False
    )
    """Who refers to whom; worked out when first asked."""

    @classmethod
    def of(
        cls, *records: Record, extra: tuple[tuple[str, str], ...] = (), newer: Newer | None = None
    ) -> Self:
        """The dossier that holds these records, in any order.

        Raises:
            DossierError: every problem at once: ``id-duplicate``; ``id-kept`` for the identifier of a record in
                ``newer``; ``reference-dangling`` and ``reference-collection`` for references that lead nowhere or to
                a record of the wrong sort; ``reference-circular`` for circles of ``part_of`` or ``copy_of``;
                ``record-type`` for what is no record. Paths count each collection in its canonical order.

        Example:
            >>> Dossier.of(Actor(id="usfk", name="United States Forces Korea", kind="command", part_of="usa"))
            Traceback (most recent call last):
                ...
            korea_events.errors.DossierError: $.actors[0].part_of: no record is called 'usa' [reference-dangling]
        """
        strangers = [
            Problem(
                f"$[{index}]",
                "record-type",
                f"{type(record).__name__} is not a type of record"
                + ("; write Dossier.of(*records)" if isinstance(record, (list, tuple)) else ""),
            )
            for index, record in enumerate(records)
            if type(record) not in _KNOWN_TYPES
        ]
        if strangers:
            raise DossierError(strangers)
        ordered = sorted(records, key=_get_record_order)
        counts: dict[str, int] = {}
        paths: list[tuple[str, int]] = []
        for record in ordered:
            number = counts[record.collection] = counts.get(record.collection, -1) + 1
            paths.append((record.collection, number))

        def path_of(position: int) -> str:
            collection, number = paths[position]
            return f"$.{collection}[{number}]"

        return cls.from_paths(ordered, path_of, extra=extra, newer=newer)

    @classmethod
    def from_paths(
        cls,
        records: Iterable[Record],
        path_of: PathOf,
        *,
        extra: tuple[tuple[str, str], ...] = (),
        newer: Newer | None = None,
    ) -> Self:
        """Like :meth:`of`, for readers of files: ``format_path`` gives the path of the record at a position.

        Raises:
            DossierError: as :meth:`of` does, with these paths.

        Example:
            >>> usa = Actor(id="usa", name="United States", kind="state")
            >>> Dossier.from_paths([usa], "line {}".format)
            <Dossier: 1 actor>
        """
        records = list(records)
        problems = check_references(records, path_of)
        taken = _RESERVED_NAMES
        if newer is not None:
            taken |= {collection for collection, _ in newer.records}
            problems += _find_taken_identifiers(records, newer, path_of)
        if extra:
            problems += [
                Problem(f"${place}", code, message)
                for place, code, message in check_extra_names(extra, taken)
            ]
        if problems:
            raise DossierError(problems)
        return cls._fitting(records, extra, newer)

    @classmethod
    def _fitting(
        cls, records: Iterable[Record], extra: tuple[tuple[str, str], ...], newer: Newer | None
    ) -> Self:
        """The dossier of records that are known to fit together."""
        sorted_out: dict[str, list[Any]] = {}
        by_id: dict[str, Record] = {}
        for record in records:
            sorted_out.setdefault(record.collection, []).append(record)
            by_id[record.id] = record
        collections: dict[str, Any] = {name: Collection(found) for name, found in sorted_out.items()}
        return cls(**collections, extra=extra, newer=newer, by_id=by_id)

    # -- the records in it ---------------------------------------------------------------------------------------

    def records(self) -> Iterator[Record]:
        """Every record: collection by collection in the order of files, sorted by identifier in each.

        Example:
            >>> [record.id for record in Dossier.of(Actor(id="usa", name="United States", kind="state")).records()]
            ['usa']
        """
        for collection in COLLECTIONS:
            yield from getattr(self, collection)

    def __getitem__(self, identifier: str) -> Record:
        found = self._by_id.get(identifier)
        if found is None:
            raise QuestionError.of("id-unknown", describe_unknown_id(identifier, self._by_id))
        return found

    def get(self, identifier: str) -> Record | None:
        """The record with this identifier, of whatever type; None if there is none.

        Example:
            >>> Dossier.of().get("fs-24") is None
            True
        """
        return self._by_id.get(identifier)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, Record):
            return self._by_id.get(item.id) == item
        return item in self._by_id

    def __iter__(self) -> Iterator[Record]:
        return self.records()

    def __len__(self) -> int:
        return len(self._by_id)

    def referring_to(self, identifier: str) -> tuple[Record, ...]:
        """The records that refer to one, anywhere in them: in the order of :meth:`records`, each once.

        Raises:
            QuestionError: ``id-unknown`` if no record has this identifier.

        Example:
            >>> from korea_events.model import Framing
            >>> dossier = Dossier.of(
            ...     Actor(id="prk", name="North Korea", kind="state"),
            ...     Actor(id="kor", name="South Korea", kind="state"),
            ...     Framing(id="dprk-on-drills", holder="prk", of="kor", frame="rehearsal for invasion"),
            ... )
            >>> [record.id for record in dossier.referring_to("kor")]
            ['dprk-on-drills']
        """
        if identifier not in self._by_id:
            raise QuestionError.of("id-unknown", describe_unknown_id(identifier, self._by_id))
        if not self._referring:
            referring: dict[str, dict[str, Record]] = {}
            for record in self.records():
                for mention in list_references(record):
                    referring.setdefault(mention.target, {})[record.id] = record
            self._referring.update({name: tuple(found.values()) for name, found in referring.items()})
        return self._referring.get(identifier, ())

    # -- other dossiers from this one ----------------------------------------------------------------------------

    def with_(self, *records: Record) -> Self:
        """This dossier with more records; one whose identifier is there already takes the place of that one.

        Raises:
            DossierError: as :meth:`of` does; two of the records given may not have one identifier.

        Example:
            >>> usa = Actor(id="usa", name="USA", kind="state")
            >>> Dossier.of(usa).with_(Actor(id="usa", name="United States", kind="state")).actors["usa"].name
            'United States'
        """
        replaced = {getattr(record, "id", None) for record in records}
        kept = (record for record in self.records() if record.id not in replaced)
        return self.of(*kept, *records, extra=self.extra, newer=self.newer)

    def without(self, *identifiers: str) -> Self:
        """This dossier without some records.

        Raises:
            QuestionError: ``id-unknown`` for every identifier that nobody has.
            DossierError: ``reference-dangling`` when a record that stays refers to one that goes.

        Example:
            >>> Dossier.of(Actor(id="usa", name="United States", kind="state")).without("usa")
            <Dossier: empty>
        """
        unknown = [name for name in identifiers if name not in self._by_id]
        if unknown:
            raise QuestionError(
                Problem("$", "id-unknown", describe_unknown_id(name, self._by_id)) for name in unknown
            )
        gone = set(identifiers)
        left = (record for record in self.records() if record.id not in gone)
        return self.of(*left, extra=self.extra, newer=self.newer)

    def merge(self, other: "Dossier") -> "MergeResult":
        """This dossier and another one together; which of them is asked makes no difference.

        Records are matched by identifier. Where two contents have one, that with the smaller canonical text stays,
        and the other is kept whole in a judgement (verdict conflict); a content that either dossier has set aside
        before stays aside. Exercises that only one of them has, and that look like one only the other has, are
        proposed as one in a judgement (verdict unsure) without a judge. All this happens once: merging the result
        with either dossier again gives it back. An answer to a proposal, and a signed conflict, take the place of
        what was written by rule.

        Raises:
            DossierError: ``merge-types`` for identifiers of records of two types; ``reference-circular`` when
                ``part_of`` or ``copy_of`` go round in a circle only in both together; ``text-long`` for a record that
                is too long to be kept in a judgement; ``merge-newer`` and ``id-kept`` for identifiers of two
                contents of which one or both are of a newer version and not understood.

        Example:
            >>> mine = Dossier.of(Actor(id="usa", name="USA", kind="state"))
            >>> hers = Dossier.of(Actor(id="usa", name="United States", kind="state", country="usa"))
            >>> merged = mine.merge(hers)
            >>> print(merged)
            usa: two contents differ in name, country; one is kept in conflict-usa-94ad9a859dcd
            >>> merged.dossier.actors["usa"].name
            'United States'
        """
        found = merge_records(self, other)
        dossier = self.from_paths(
            found.records,
            lambda position: format_record_path(found.records[position]),
            extra=found.extra,
            newer=merge_newer(self.newer, other.newer),
        )
        return MergeResult(dossier=dossier, decisions=found.decisions, fields=found.fields)

    def as_of(self, day: str | dt.date, *, zone: str = DEFAULT_ZONE) -> Self:
        """What was known by the end of a day: this dossier as far as it certainly was published by then.

        Documents published later, undated or only approximately dated are left out, and with them the records and
        single fields whose citations are all among them; what cites nothing stays. References to what is left out go
        too, and where such a reference is required, its record; so do records that are not understood (``newer``).
        :meth:`known_on` also lists the undated documents.

        Raises:
            SpanError: when ``day`` is no day or ``zone`` no zone.

        Example:
            >>> from korea_events.model import Citation, Plan
            >>> from korea_events.temporal import Span
            >>> first = Plan(span=Span.parse("/2024-03-14"), citations=[Citation(document="notice")])
            >>> later = Plan(span=Span.parse("/2024-03-15"), citations=[Citation(document="correction")])
            >>> dossier = Dossier.of(
            ...     Document(id="notice", published=Span.on("2024-02-28")),
            ...     Document(id="correction", published=Span.on("2024-03-07")),
            ...     Exercise(id="fs-24", name="Freedom Shield 24", plans=[first, later]),
            ... )
            >>> print(dossier.as_of("2024-03-06").exercises["fs-24"].when, dossier.exercises["fs-24"].when)
            /2024-03-14 /2024-03-15
        """
        return cast("Self", limit_to_day(self, day, zone)[0])

    def known_on(self, day: str | dt.date, *, zone: str = DEFAULT_ZONE) -> "Snapshot":
        """Like :meth:`as_of`, with the documents that were left out because they are not certainly dated.

        Raises:
            SpanError: when ``day`` is no day or ``zone`` no zone.

        Example:
            >>> Dossier.of(Document(id="leaflet")).known_on("2024-03-10").undated
            ('leaflet',)
        """
        dossier, undated = limit_to_day(self, day, zone)
        return Snapshot(dossier=dossier, undated=undated)

    def changes(self, since: str | dt.date, until: str | dt.date, *, zone: str = DEFAULT_ZONE) -> Changes:
        """What became known after one day, by the end of another: new records, changed fields, what was taken back.

        Nothing that was known is ever forgotten: what was corrected, superseded or retracted stays on record, and the
        link that says so is among the new records.

        Raises:
            QuestionError: ``changes-reversed`` when ``until`` is before ``since``.
            SpanError: when a day is none or ``zone`` no zone.

        Example:
            >>> from korea_events.model import Citation
            >>> from korea_events.temporal import Span
            >>> dossier = Dossier.of(
            ...     Document(id="dispatch", published=Span.on("2024-03-14")),
            ...     Exercise(id="tanks", name="tank training", citations=[Citation(document="dispatch")]),
            ... )
            >>> print(dossier.changes("2024-03-10", "2024-03-14"))
            + dispatch
            + tanks
        """
        return find_changes(self, since, until, zone)

    # -- what the dates say together -----------------------------------------------------------------------------

    def network(
        self, *, reports: bool = False, zone: str | None = None, tolerance: int | None = None
    ) -> TemporalNetwork:
        """The temporal network of the events: their dates, their counted lengths and the temporal links together.

        An event enters by its span, else by its latest plan, and by its length if somebody said how that counts; what
        was cancelled, postponed or suspended stays out unless part of it was held. Statements enter where a temporal
        link names them. ``reports`` adds what the event reports say: reports that contradict each other are evidence,
        and the network then says so. Beside what anybody says was held, plans do not count.

        The network is one of days if all dates are days of one zone, else one of instants; with ``zone`` it is one of
        days there, and dates in the days of other zones are as uncertain as that makes them. ``tolerance`` is in days,
        how far approximate dates may be off.

        Raises:
            SpanError: ``zone-unknown``.
            QuestionError: ``network-days-only`` when a link speaks of days, while the dates are days of several zones
                or instants and no ``zone`` is given; ``question-tolerance``.

        Example:
            >>> from korea_events.model import Plan, StatedLength
            >>> from korea_events.temporal import Span
            >>> drills = Exercise(
            ...     id="fs-24", name="Freedom Shield 24", plans=[Plan(span=Span.parse("/2024-03-14"))],
            ...     length=StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
            ... )
            >>> net = Dossier.of(drills).network()
            >>> print(net.tightened("fs-24").certain)
            2024-03-04/2024-03-14
            >>> [reason.field for reason in net.why("fs-24", "earliest_start")]
            ['plans[0].span', 'length.n', 'length.counting']
        """
        return build_network(self, reports=reports, zone=zone, tolerance=tolerance)

    def tightened(
        self, *, reports: bool = False, zone: str | None = None, tolerance: int | None = None
    ) -> Self:
        """This dossier with the dates of its events as narrow as everything together makes them.

        A derived span takes the place of the span or latest plan it came from, so that the footing stays, and is
        supported as derived: with the documents it rests on and, as a note, the reasons. Dates that nothing narrows
        stay as they are; so do those that say more than bounds can (alternatives, doubt, an open end), those of events
        whose dates contradict each other, and those in days of another zone than the network's. An event without
        any date gets none.

        Arguments and errors are those of :meth:`network`.

        Example:
            >>> from korea_events.temporal import Span
            >>> dossier = Dossier.of(
            ...     Exercise(id="fs-24", name="Freedom Shield 24", span=Span.of("2024-03-04", "2024-03-14")),
            ...     Exercise(id="tanks", name="Tank training", span=Span.bounded(latest_end="2024-03-14")),
            ...     Link(id="later", kind="starts_after", source="tanks", target="fs-24"),
            ... )
            >>> tanks = dossier.tightened().exercises["tanks"]
            >>> print(tanks.span.possible, tanks.support_for("span").basis)
            2024-03-04/2024-03-14 derived
        """
        return cast("Self", tighten_dates(self, reports=reports, zone=zone, tolerance=tolerance))

    def __repr__(self) -> str:
        """How many records of each type there are."""
        counts = {name: len(getattr(self, name)) for name in COLLECTIONS}
        said = [
            f"{count} {name.replace('_', ' ') if count != 1 else _SINGULAR_NAMES[name]}"
            for name, count in counts.items()
            if count
        ]
        if self.newer is not None and self.newer.records:
            said.append(f"{len(self.newer.records)} of version {self.newer.version} not understood")
        return f"<Dossier: {', '.join(said) or 'empty'}>"

    def __rich_repr__(self) -> Iterator[tuple[str, int]]:
        """The same for rich, which would show every record."""
        yield from ((name, count) for name in COLLECTIONS if (count := len(getattr(self, name))))

    def _repr_html_(self) -> str:
        """What a notebook shows: the collections, how much is in each, and what comes first."""
        rows = [
            (name.replace("_", " "), str(len(collection)), list_first_names(collection))
            for name in COLLECTIONS
            if (collection := getattr(self, name))
        ]
        return html_table(rows, caption="Dossier", head=("collection", "records", "which"))


@frozen(kw_only=True)
class Snapshot:
    """What was known by the end of a day, and which documents could not be placed before or after it.

    Example:
        >>> Dossier.of(Document(id="leaflet")).known_on("2024-03-10")
        Snapshot(dossier=<Dossier: empty>, undated=('leaflet',))
    """

    dossier: Dossier
    """The records and fields that were known."""
    undated: tuple[str, ...]
    """The identifiers of the documents left out because they have no date, an approximate one or one without end."""


@frozen(kw_only=True)
class MergeResult:
    """Two dossiers in one, and what had to be decided for that; as text, a line a decision.

    Example:
        >>> print(Dossier.of().merge(Dossier.of()))
        no decisions
    """

    dossier: Dossier
    """Everything that either dossier says."""
    decisions: tuple[Judgement, ...]
    """The judgements that were added: each can be answered, or taken back."""
    fields: tuple[str, ...]
    """The names under which values were set aside that stand beside the records in the files."""

    def __str__(self) -> str:
        return describe_decisions(self.decisions, self.fields, self.dossier)


_KNOWN_TYPES: Final = frozenset(RECORD_TYPES)
_RESERVED_NAMES: Final = frozenset(["format", "version", *COLLECTIONS])
"""What means something in a file, and so is no unknown field of it."""
_TYPE_ORDER: Final = {record: position for position, record in enumerate(RECORD_TYPES)}
_SINGULAR_NAMES: Final = {record.collection: record.type_tag.replace("_", " ") for record in RECORD_TYPES}


def _find_taken_identifiers(records: list[Record], newer: Newer, path_of: PathOf) -> Iterator[Problem]:
    taken = newer.identifiers
    for position, record in enumerate(records):
        if record.id in taken:
            message = (
                f"{record.id!r} is the identifier of a record of version {newer.version} that is only kept"
            )
            yield Problem(f"{path_of(position)}.id", "id-kept", message)


def _get_record_order(record: Record) -> tuple[int, str]:
    """Where a record stands among all: its collection, then its identifier."""
    return _TYPE_ORDER[type(record)], record.id
