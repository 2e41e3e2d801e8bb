"""``Records``: the store under a dossier. It holds records by collection and by id, and knows who refers to whom."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Self

from attrs import field, frozen

from korea_events.dossier.collection import Collection, count_records, describe_unknown_id, list_first_names
from korea_events.dossier.newer import Newer, PathOf
from korea_events.dossier.references import check_references, list_references
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
from korea_events.model.engine import check_extra_names, unstructure_extra
from korea_events.rendering import html_table

_EMPTY_COLLECTION: Final[Collection[Any]] = Collection()


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
    extra: tuple[tuple[str, str], ...] = ()
    """Unknown fields of the file beside the records: pairs of name and canonical JSON text."""
    newer: Newer | None = None
    """What is kept, not understood, from files of a newer version; None if there was no such file."""
    _by_id: Mapping[str, Record] = field(factory=dict[str, Record], eq=False, alias="by_id")
    _referrers: dict[str, tuple[Record, ...]] = field(
        factory=dict[str, tuple[Record, ...]], eq=False, init=False
    )
    """The records that refer to each id; filled by the first question."""

    @classmethod
    def of(
        cls, *records: Record, extra: tuple[tuple[str, str], ...] = (), newer: Newer | None = None
    ) -> Self:
        """The dossier with these records, given in any order.

        Raises:
            DossierError: all problems at once. ``id-duplicate`` for the second of two records with one id; ``id-kept``
                for an id that a record in ``newer`` has; ``reference-dangling`` and ``reference-collection`` for a
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
        problems: list[Problem] = []
        for index, record in enumerate(records):
            if type(record) not in _TYPE_ORDER:
                advice = "; write Dossier.of(*records)" if isinstance(record, (list, tuple)) else ""
                message = f"{type(record).__name__} is not a record type{advice}"
                problems.append(Problem(f"$[{index}]", "record-type", message))
        if problems:
            raise DossierError(problems)
        positions = sorted(range(len(records)), key=lambda position: _get_record_order(records[position]))
        paths = [""] * len(records)
        counts: dict[str, int] = {}
        for position in positions:
            collection = records[position].collection
            number = counts[collection] = counts.get(collection, -1) + 1
            paths[position] = f"$.{collection}[{number}]"
        return cls.from_paths(records, paths.__getitem__, extra=extra, newer=newer)

    @classmethod
    def from_paths(
        cls,
        records: Iterable[Record],
        path_of: PathOf,
        *,
        extra: tuple[tuple[str, str], ...] = (),
        newer: Newer | None = None,
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
        records = list(records)
        problems = check_references(records, path_of)
        taken = _RESERVED_NAMES
        if newer is not None:
            taken |= newer.collections().keys()
            problems += newer.find_taken_ids(records, path_of)
        if extra:
            problems += [
                Problem(f"${path}", code, message) for path, code, message in check_extra_names(extra, taken)
            ]
        if problems:
            raise DossierError(problems)
        by_collection: dict[str, list[Any]] = {}
        for record in records:
            by_collection.setdefault(record.collection, []).append(record)
        collections: dict[str, Any] = {name: Collection(items) for name, items in by_collection.items()}
        by_id = {record.id: record for record in records}
        return cls(**collections, extra=extra, newer=newer, by_id=by_id)

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
        record = self._by_id.get(identifier)
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
        return self.of(*kept, *records, extra=self.extra, newer=self.newer)

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
        unknown = [name for name in identifiers if name not in self._by_id]
        if unknown:
            raise UnknownIdError(
                Problem("$", "id-unknown", describe_unknown_id(name, self._by_id)) for name in unknown
            )
        kept = (record for record in self.records() if record.id not in identifiers)
        return self.of(*kept, extra=self.extra, newer=self.newer)

    def rebuild(self, records: Iterable[Record]) -> Self:
        """These records with the unknown fields of this dossier, but without the records that are not understood.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> Dossier.of().rebuild([Actor(id="usa", name="United States", kind="state")])
            <Dossier: 1 actor>
        """
        return self.of(*records, extra=self.extra, newer=self.newer and self.newer.without_records())

    def unstructure_rest(self) -> dict[str, Any]:
        """What a file of this dossier has beside the records that are understood, as plain JSON values.

        Example:
            >>> from korea_events.dossier import Dossier
            >>> Dossier.of(extra=(("x_desk", '"east"'),)).unstructure_rest()
            {'x_desk': 'east'}
        """
        return unstructure_extra(self.extra) | (self.newer.as_plain() if self.newer else {})

    def __repr__(self) -> str:
        """How many records of each type there are."""
        parts = [count_records(collection) for name in COLLECTIONS if (collection := getattr(self, name))]
        if self.newer is not None and self.newer.records:
            parts.append(f"{len(self.newer.records)} of version {self.newer.version} not understood")
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


_RESERVED_NAMES: Final = frozenset(["format", "version", *COLLECTIONS])
"""Names with a meaning in a file, which unknown fields cannot have."""
_TYPE_ORDER: Final = {record: position for position, record in enumerate(RECORD_TYPES)}


def _get_record_order(record: Record) -> tuple[int, str]:
    """The position of a record among all: by its collection, then by its id."""
    return _TYPE_ORDER[type(record)], record.id
