"""``Records``: the store under a dossier. It holds records by collection and by id, and knows who refers to whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Self

from attrs import field, frozen

from korea_events.dossier.collection import Collection, count_records, describe_unknown_id, list_first_names
from korea_events.dossier.references import PathOf, check_references, list_references
from korea_events.dossier.remainder import Remainder
from korea_events.errors import DossierError, Problem, UnknownIdError
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
)
from korea_events.rendering import html_table
from korea_events.temporal.engine import check_type

_EMPTY_COLLECTION: Final[Collection[Any]] = Collection()
_EMPTY_REMAINDER: Final = Remainder()


@frozen(kw_only=True, repr=False)
class Records:
    """Records whose references are checked, as a store; :class:`Dossier` adds the questions.

    Example:
        >>> Records.of(Actor(id="usa", name="United States", kind="state"))
        <Records: 1 actor>
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
    remainder: Remainder = _EMPTY_REMAINDER
    """What the file says beside these records: unknown fields, and what only a newer version understands."""
    _by_id: Mapping[str, Record] = field(factory=dict[str, Record], eq=False, alias="by_id")
    _referrers: dict[str, tuple[Record, ...]] = field(
        factory=dict[str, tuple[Record, ...]], eq=False, init=False
    )
    """The records that refer to each id; filled by the first question."""

    @classmethod
    def of(cls, *records: Record, remainder: Remainder = _EMPTY_REMAINDER) -> Self:
        """The dossier with these records, given in any order.

        Raises:
            DossierError: all problems at once. ``id-duplicate`` for the second of two records with one id; ``id-kept``
                for an id that a record in ``remainder`` has; ``reference-dangling`` and ``reference-collection`` for a
                reference to a record that is missing or of the wrong type; ``reference-circular`` for a cycle of
                ``part_of`` or ``copy_of``; ``record-type`` for something else than a record. Paths count each
                collection in the order of ids.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> Dossier.of(Actor(id="usfk", name="United States Forces Korea", kind="command", part_of="usa"))
            Traceback (most recent call last):
                ...
            korea_events.errors.DossierError: $.actors[0].part_of: no record has the id 'usa' [reference-dangling]
        """
        _check_record_types(records)
        positions = sorted(range(len(records)), key=lambda i: (_TYPE_ORDER[type(records[i])], records[i].id))
        paths = [""] * len(records)
        counts: dict[str, int] = {}
        for position in positions:
            collection = records[position].collection
            number = counts[collection] = counts.get(collection, -1) + 1
            paths[position] = f"$.{collection}[{number}]"
        return cls.from_paths(records, paths.__getitem__, remainder)

    @classmethod
    def from_paths(
        cls, records: Iterable[Record], path_of: PathOf, remainder: Remainder = _EMPTY_REMAINDER
    ) -> Self:
        """Like :meth:`of`, for readers of files: ``path_of`` gives the path of the record at a position.

        Raises:
            DossierError: as :meth:`of`, with these paths.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> usa = Actor(id="usa", name="United States", kind="state")
            >>> Dossier.from_paths([usa], "line {}".format)
            <Dossier: 1 actor>
        """
        check_type("records", records, Iterable, "records")
        records = list(records)
        _check_record_types(records)
        check_type("remainder", remainder, Remainder, "a Remainder")
        problems = [*check_references(records, path_of), *remainder.find_taken_ids(records, path_of)]
        if problems:
            raise DossierError(problems)
        by_collection: dict[str, list[Any]] = {}
        for record in records:
            by_collection.setdefault(record.collection, []).append(record)
        collections: dict[str, Any] = {name: Collection(items) for name, items in by_collection.items()}
        return cls(**collections, remainder=remainder, by_id={record.id: record for record in records})

    # -- the records in it ---------------------------------------------------------------------------------------

    def records(self) -> Iterator[Record]:
        """Every record: by collection in the order of files, then by id.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> [record.id for record in Dossier.of(Actor(id="usa", name="United States", kind="state")).records()]
            ['usa']
        """
        for collection in COLLECTIONS:
            yield from getattr(self, collection)

    def __getitem__(self, identifier: str) -> Record:
        record = self.get(identifier)
        if record is None:
            raise UnknownIdError.of("id-unknown", describe_unknown_id(identifier, self._by_id))
        return record

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._by_id)

    def get(self, identifier: str) -> Record | None:
        """The record with this id, of any type, or None.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> Dossier.of().get("fs-24") is None
            True
        """
        check_type("identifier", identifier, str, "text")
        return self._by_id.get(identifier)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, Record):
            return self._by_id.get(item.id) == item
        return isinstance(item, str) and item in self._by_id

    def __iter__(self) -> Iterator[Record]:
        return self.records()

    def __len__(self) -> int:
        return len(self._by_id)

    def referring_to(self, identifier: str) -> tuple[Record, ...]:
        """The records that refer to a record with any of their fields: each once, in the order of :meth:`records`.

        Raises:
            UnknownIdError: ``id-unknown`` if no record has this id.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> from korea_events.model import Framing
            >>> dossier = Dossier.of(
            ...     Actor(id="prk", name="North Korea", kind="state"),
            ...     Actor(id="kor", name="South Korea", kind="state"),
            ...     Framing(id="dprk-on-drills", holder="prk", of="kor", frame="rehearsal for invasion"),
            ... )
            >>> [record.id for record in dossier.referring_to("kor")]
            ['dprk-on-drills']
        """
        _ = self[identifier]
        if not self._referrers:
            referrers: dict[str, dict[str, Record]] = {}
            for record in self.records():
                for reference in list_references(record):
                    referrers.setdefault(reference.target, {})[record.id] = record
            self._referrers.update({target: tuple(by_id.values()) for target, by_id in referrers.items()})
        return self._referrers.get(identifier, ())

    def with_(self, *records: Record) -> Self:
        """This dossier with more records; a record replaces the one that has its id.

        Raises:
            DossierError: as :meth:`of`; two of the records given must not have the same id.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> usa = Actor(id="usa", name="USA", kind="state")
            >>> Dossier.of(usa).with_(Actor(id="usa", name="United States", kind="state")).actors["usa"].name
            'United States'
        """
        replaced = {getattr(record, "id", None) for record in records}
        kept = (record for record in self.records() if record.id not in replaced)
        return self.of(*kept, *records, remainder=self.remainder)

    def without(self, *identifiers: str) -> Self:
        """This dossier without some records.

        Raises:
            UnknownIdError: ``id-unknown`` for every id that no record has.
            DossierError: ``reference-dangling`` when a record that stays refers to one that goes.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> Dossier.of(Actor(id="usa", name="United States", kind="state")).without("usa")
            <Dossier: empty>
        """
        unknown = [name for name in identifiers if self.get(name) is None]
        if unknown:
            raise UnknownIdError(
                Problem("$", "id-unknown", describe_unknown_id(name, self._by_id)) for name in unknown
            )
        kept = (record for record in self.records() if record.id not in identifiers)
        return self.of(*kept, remainder=self.remainder)

    def rebuild(self, records: Iterable[Record]) -> Self:
        """These records with the unknown fields of this dossier, but without the records that are not understood.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> Dossier.of().rebuild([Actor(id="usa", name="United States", kind="state")])
            <Dossier: 1 actor>
        """
        check_type("records", records, Iterable, "records")
        return self.of(*records, remainder=self.remainder.without_records())

    def __repr__(self) -> str:
        """How many records of each type there are."""
        parts = [count_records(collection) for name in COLLECTIONS if (collection := getattr(self, name))]
        if opaque := self.remainder.records:
            parts.append(f"{len(opaque)} of version {self.remainder.version} not understood")
        return f"<{type(self).__name__}: {', '.join(parts) or 'empty'}>"

    def __rich_repr__(self) -> Iterator[tuple[str, int]]:
        """The same for rich, which would show every record."""
        yield from ((name, count) for name in COLLECTIONS if (count := len(getattr(self, name))))

    def _repr_html_(self) -> str:
        """The table that a notebook shows: each collection, its length and its first names."""
        rows = [
            (name.replace("_", " "), str(len(collection)), list_first_names(collection))
            for name in COLLECTIONS
            if (collection := getattr(self, name))
        ]
        return html_table(rows, caption=type(self).__name__, head=("collection", "records", "names"))


_TYPE_ORDER: Final = {record: position for position, record in enumerate(RECORD_TYPES)}


def _check_record_types(records: Sequence[object]) -> None:
    problems = [
        Problem(
            f"$[{index}]",
            "record-type",
            f"{type(record).__name__} is not a record type"
            + ("; write Dossier.of(*records)" if isinstance(record, (list, tuple)) else ""),
        )
        for index, record in enumerate(records)
        if type(record) not in _TYPE_ORDER
    ]
    if problems:
        raise DossierError(problems)
