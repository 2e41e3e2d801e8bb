"""STIX 2.1 for threat-intelligence platforms. Written only.

STIX was made for cyber threats, and has no claims, plans or doubts. What somebody says stays something that somebody
says: statements, claims, framings and assessments become notes and opinions with their authors, never facts. Events are
those of the Incident extension suite, whose times say how exact they are; a property extension of our own carries the
dates as they were said. Every identifier is derived from that of the record, in a namespace of our own.

Needs the extra ``stix`` (the library stix2), which reads and checks everything before it is given out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid5

from korea_events.codecs.border import plain
from korea_events.codecs.canonical import compact, indented
from korea_events.codecs.losses import Losses, Written, placed
from korea_events.codecs.places import shown
from korea_events.codecs.strict_json import read_text
from korea_events.dossier import Dossier
from korea_events.errors import FileError, MissingExtraError
from korea_events.model import (
    EVENT_COLLECTIONS,
    Actor,
    ActorKind,
    Anonymity,
    Assessment,
    Claim,
    Confidence,
    Document,
    Event,
    EventReport,
    ExerciseSeries,
    Footing,
    Framing,
    Link,
    LinkKind,
    Place,
    Rating,
    Record,
    Stance,
    Statement,
    Status,
)
from korea_events.temporal import EndKind

__all__ = ["dumps"]

NAMESPACE: Final = UUID("5f3c1d52-7a0e-4b7e-9c53-0f6a1e8f2b41")
"""The namespace of every identifier written here. Never changed: the same record is the same object for ever."""
EVENT_EXTENSION: Final = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e"
"""The Event object of the Incident extension suite (OASIS CTI, common objects)."""
OWN_EXTENSION: Final = f"extension-definition--{uuid5(NAMESPACE, 'extension/dates')}"
"""Our property extension, which carries the dates of a record as its JSON file has them."""
DEFAULT_STAMP: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

_OWN_NAME: Final = "korea_events"
_CREATOR: Final = f"identity--{uuid5(NAMESPACE, 'creator')}"
_CLASSES: Final = {ActorKind.PERSON: "individual", ActorKind.OFFICE: "individual", ActorKind.GROUP: "group"}
_SECTORS: Final = {
    ActorKind.STATE: "government-national",
    ActorKind.MINISTRY: "government-national",
    ActorKind.COMMAND: "defense",
    ActorKind.UNIT: "defense",
}
_EVENT_STATUS: Final = {
    Status.ANNOUNCED: "pending",
    Status.ONGOING: "ongoing",
    Status.HELD: "occurred",
    Status.POSTPONED: "pending",
    Status.SUSPENDED: "undetermined",
    Status.CANCELLED: "not-occurred",
    Status.UNCONFIRMED: "undetermined",
}
_CONFIDENCE: Final = {Confidence.LOW: 15, Confidence.MODERATE: 50, Confidence.HIGH: 85}
"""STIX 2.1, appendix A, the scale none/low/medium/high."""
_COUNTRIES: Final = {
    "prk": "KP", "kor": "KR", "usa": "US", "jpn": "JP", "chn": "CN", "rus": "RU", "gbr": "GB", "fra": "FR",
    "aus": "AU", "can": "CA", "deu": "DE", "ukr": "UA", "phl": "PH", "nzl": "NZ", "tha": "TH", "twn": "TW",
    "sgp": "SG", "ind": "IN", "tur": "TR", "col": "CO", "eth": "ET", "bel": "BE", "grc": "GR", "nld": "NL",
    "lux": "LU", "zaf": "ZA", "ita": "IT", "nor": "NO", "dnk": "DK", "swe": "SE", "che": "CH", "pol": "PL",
    "mng": "MN", "mys": "MY", "vnm": "VN", "idn": "ID",
}  # fmt: skip
"""ISO 3166-1 alpha-3 to alpha-2, for the states that reports on Korea are about."""
_RELATIONSHIPS: Final = {LinkKind.SAME_AS: "duplicate-of"}
_ONLY_WORDS: Final = "kept in the words of a note only"
_NOWHERE: Final = "nothing in STIX says it"


def _stix2() -> Any:
    try:
        import stix2
    except ImportError:
        raise MissingExtraError.of(
            "extra-stix", 'STIX needs stix2: pip install "korea-events[stix]"'
        ) from None
    return stix2


def dumps(dossier: Dossier, *, stamp: dt.datetime | None = None, strict: bool = False) -> Written:
    r"""The dossier as a STIX 2.1 bundle, and everything that the bundle drops or coarsens.

    ``stamp`` is written as the moment at which the objects were created and modified: a platform that has an object
    already takes a newer one only if its stamp is later. Without one it is a fixed moment, and the same dossier is the
    same text.

    Raises:
        MissingExtraError: ``extra-stix`` without stix2.
        FileError: ``stix-stamp`` for a stamp without a time zone; ``stix-refused`` if stix2 refuses what was made.
        LossError: ``export-loss`` for everything dropped or coarsened, when ``strict``.

    Example:
        >>> import json
        >>> text, losses = dumps(Dossier.of(Actor(id="kcna", name="KCNA", kind="agency", country="prk")))
        >>> [made["name"] for made in json.loads(text)["objects"]]
        ['korea_events', 'KCNA']
        >>> print(*losses, sep="\n")
        $.actors[0].kind: nothing in STIX says it
        $.actors[0].country: nothing in STIX says it
    """
    stix2 = _stix2()
    if stamp is None:
        stamp = DEFAULT_STAMP
    given: object = stamp
    if not isinstance(given, dt.datetime) or given.utcoffset() is None:
        raise FileError.of(
            "stix-stamp", f"{shown(str(stamp))} is no moment: give a datetime with a time zone"
        )
    bundle = _Bundle(dossier, _timestamp(stamp.astimezone(dt.UTC)))
    objects = bundle.objects()
    name = f"bundle--{uuid5(NAMESPACE, compact(objects))}"
    whole = {"type": "bundle", "id": name, "objects": objects}
    try:
        for made in objects:
            stix2.parse(_as_known(made), version="2.1")
    except Exception as error:  # noqa: BLE001  # stix2 raises errors of many kinds
        raise FileError.of("stix-refused", f"stix2 refuses an object: {shown(str(error), 200)}") from None
    return bundle.losses.written(indented(whole) + "\n", strict=strict)


def _as_known(made: Mapping[str, Any]) -> Any:
    """An object as stix2 can check it strictly: the event, which it does not know, as the incident that it is akin to.

    To make events known to stix2 would make them known to everybody else in the process, and only one may do so.
    """
    if made["type"] == "event":
        made = {name: value for name, value in made.items() if name not in _EVENT_ONLY} | {"type": "incident"}
    return read_text(compact(made).replace('"event--', '"incident--')).value


_EVENT_ONLY: Final = frozenset(
    {"status", "event_types", "start_time", "start_time_fidelity", "end_time", "end_time_fidelity"}
)


def _timestamp(moment: dt.datetime) -> str:
    """A moment in UTC as STIX writes it, to the millisecond."""
    return f"{moment:%m-%dT%H:%M:%S}".join((f"{moment.year:04d}-", f".{moment.microsecond // 1000:03d}Z"))


def _midnight(day: dt.date) -> str:
    """A day as the timestamp that reads as it: its midnight in UTC, to be read no closer than a day."""
    return f"{day.isoformat()}T00:00:00.000Z"


class _Bundle:
    """One export: the objects of the records that have one, and what is lost on the way."""

    def __init__(self, dossier: Dossier, stamp: str) -> None:
        self.dossier = dossier
        self.stamp = stamp
        self.losses = Losses()
        self.made: dict[str, dict[str, Any]] = {}
        """By the identifier of the record: its object."""
        self.related: list[dict[str, Any]] = []
        """Relationships, opinions and markings, which belong to no record alone."""

    # -- objects -------------------------------------------------------------------------------------------------

    def objects(self) -> list[Any]:
        for path, record in placed(self.dossier, _FIRST):
            self.one(record, path)
        for path, record in placed(self.dossier, _NOTED):
            self.one(record, path)
        for path, record in placed(self.dossier, ("series", "documents")):
            self.one(record, path)
        for path, record in placed(
            self.dossier, ("ratings", "links", *EVENT_COLLECTIONS, *_CLAIMS, "actors", "documents")
        ):
            self.relate(record, path)
        for path, _ in placed(self.dossier, ("weapon_systems", "judgements")):
            self.losses.add(path, "STIX has no object for it")
        for name, _ in self.dossier.extra:
            self.losses.add(f"$.{name}", _NOWHERE)
        dates = any(OWN_EXTENSION in made.get("extensions", {}) for made in self.made.values())
        return [self.creator(), *([self.extension()] if dates else []), *self.made.values(), *self.related]

    def creator(self) -> dict[str, Any]:
        return {
            "type": "identity",
            "spec_version": "2.1",
            "id": _CREATOR,
            "created": _timestamp(DEFAULT_STAMP),
            "modified": _timestamp(DEFAULT_STAMP),
            "name": _OWN_NAME,
            "identity_class": "system",
        }

    def extension(self) -> dict[str, Any]:
        return {
            "type": "extension-definition",
            "spec_version": "2.1",
            "id": OWN_EXTENSION,
            "created_by_ref": _CREATOR,
            "created": _timestamp(DEFAULT_STAMP),
            "modified": _timestamp(DEFAULT_STAMP),
            "name": "Dates as they were said",
            "description": "By field the dates of a record of korea_events: EDTF text, or the bounds that are known.",
            "schema": "An object 'dates': by field a span as in version 1 of the JSON files of korea_events.",
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        }

    def start(self, kind: str, name: str) -> dict[str, Any]:
        """The properties that every object has."""
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{uuid5(NAMESPACE, name)}",
            "created_by_ref": _CREATOR,
            "created": self.stamp,
            "modified": self.stamp,
        }

    def add(self, record: Record, kind: str, **properties: Any) -> dict[str, Any]:
        """The object of a record; properties that are None or empty are left out."""
        made = self.start(kind, f"{record.collection}/{record.id}")
        made |= {name: value for name, value in properties.items() if value not in (None, [], {})}
        known = {"source_name": _OWN_NAME, "external_id": f"{record.collection}/{record.id}"}
        made["external_references"] = [*made.get("external_references", []), known]
        self.made[record.id] = made
        return made

    def one(self, record: Record, path: str) -> None:
        kept: Iterable[str] = ()
        reason = _NOWHERE
        if isinstance(record, Actor):
            kept = self.actor(record, path)
        elif isinstance(record, Place):
            kept = self.place(record, path)
        elif isinstance(record, Event):
            kept = self.event(record, path)
        elif isinstance(record, Document):
            kept = self.document(record, path)
        elif isinstance(record, ExerciseSeries):
            kept = self.series(record, path)
        else:
            kept, reason = self.note(record), _ONLY_WORDS
        if record.id in self.made:
            # What a record cites becomes the report that refers to its object.
            self.losses.fields(record, path, {"id", *kept}, reason)

    def actor(self, actor: Actor, path: str) -> Iterable[str]:
        sector = _SECTORS.get(actor.kind)
        unnamed = actor.anonymity is Anonymity.COLLECTIVE_UNNAMED
        self.add(
            actor,
            "identity",
            name=actor.name,
            identity_class="class" if unnamed else _CLASSES.get(actor.kind, "organization"),
            sectors=[sector] if sector else None,
        )
        self.losses.add(f"{path}.kind", "coarsened to a class of identities")
        return ("name", "part_of", "kind")

    def place(self, place: Place, path: str) -> Iterable[str]:
        country = _COUNTRIES.get(place.country or "")
        kept = {"name", "latitude", "longitude", "radius_km"}
        if country is not None:
            kept.add("country")
        elif place.latitude is None:
            self.losses.add(
                path, "a location in STIX needs coordinates or a country with a code of two letters"
            )
            return ()
        metres = None if place.radius_km is None else place.radius_km * 1000.0
        if metres is not None and not metres < 1e12:
            metres = None
            kept.remove("radius_km")
        self.add(
            place,
            "location",
            name=place.name,
            latitude=None if place.latitude is None else float(place.latitude),
            longitude=None if place.longitude is None else float(place.longitude),
            precision=metres,
            country=country,
        )
        return kept

    def event(self, event: Event, path: str) -> Iterable[str]:
        kept = {"name", "span", "part_of", "status", "participations", "places", "series"}
        dates = _dates(event, ("span",))
        if event.plans:
            kept.add("plans")
            last = len(event.plans) - 1
            for index, plan in enumerate(event.plans):
                if index < last or event.span is not None:
                    self.losses.add(f"{path}.plans[{index}]", "only the dates that count are kept")
                else:
                    dates["plans"] = [{"span": plain(plan)["span"]}]
                    for name in ("announced", "citations", "extra"):
                        if getattr(plan, name):
                            self.losses.add(f"{path}.plans[{index}].{name}", _NOWHERE)
        status = _EVENT_STATUS[event.status] if event.status is not None else _likely_status(event)
        if event.status is not None:
            self.losses.add(f"{path}.status", f"coarsened to {status}")
        kinds = [str(kind) for kind in getattr(event, "kinds", ())]
        if "kinds" in plain(event):
            kept.add("kinds")
        self.add(
            event,
            "event",
            name=event.name,
            status=status,
            event_types=[event.type_tag.replace("_", "-"), *(kind.replace("_", "-") for kind in kinds)],
            **self.times(event, path),
            extensions={EVENT_EXTENSION: {"extension_type": "new-sdo"}, **_carried(dates)},
        )
        return kept

    def times(self, event: Event, path: str) -> dict[str, Any]:
        """Start and end with their fidelity; an end that no year is sure of is left out."""
        when = event.when
        if when is None:
            return {}
        found: dict[str, Any] = {}
        field = "span" if event.span is not None else f"plans[{len(event.plans) - 1}].span"
        for name, early, late in (
            ("start", when.earliest_start, when.latest_start),
            ("end", when.earliest_end, when.latest_end),
        ):
            time = _time(early, late)
            if time is None:
                self.losses.add(
                    f"{path}.{field}", f"its {name} is kept in the extension only: no year is sure"
                )
            else:
                found[f"{name}_time"], found[f"{name}_time_fidelity"] = time
        return found

    def document(self, document: Document, path: str) -> Iterable[str]:
        published = document.published
        first = None if published is None else published.earliest_start
        if published is None or first is None:
            self.losses.add(path, "a report in STIX needs the date of its publication")
            return ()
        refs = [
            self.made[record.id]["id"]
            for record in self.dossier.referring_to(document.id)
            if record.id in self.made and not isinstance(record, Document)
        ]
        if document.publisher in self.made:
            refs.append(self.made[document.publisher]["id"])
        if not refs:
            self.losses.add(
                path, "a report in STIX is about something: nothing that was written cites this one"
            )
            return ()
        when = _midnight(first)
        exact = False
        if isinstance(first, dt.datetime):
            when = _timestamp(first)
            exact = first == published.latest_start and first.microsecond % 1000 == 0
        if not exact:
            self.losses.add(f"{path}.published", f"coarsened to {when}, which the extension makes good")
        publisher = None if document.publisher is None else self.dossier.actors[document.publisher].name
        addresses = [url for url in (document.url, document.archived_url) if url is not None]
        self.add(
            document,
            "report",
            name=document.title or document.id,
            lang=document.language,
            published=when,
            object_refs=list(dict.fromkeys(refs)),
            external_references=[{"source_name": publisher or document.id, "url": url} for url in addresses],
            extensions=_carried(_dates(document, ("published",))),
        )
        return ("publisher", "published", "title", "url", "archived_url", "language", "copy_of")

    def series(self, series: ExerciseSeries, path: str) -> Iterable[str]:
        refs = [
            self.made[record.id]["id"]
            for record in self.dossier.referring_to(series.id)
            if record.id in self.made and isinstance(record, Event)
        ]
        if not refs:
            self.losses.add(path, "a grouping in STIX has members, and no event is of this series")
            return ()
        self.add(series, "grouping", name=series.name, context="unspecified", object_refs=refs)
        return ("name",)

    # -- what somebody says ----------------------------------------------------------------------------------------

    def note(self, record: Record) -> Iterable[str]:
        """What somebody says, as a note with its authors about something."""
        authors: Sequence[str] = ()
        about: Sequence[str] = ()
        confidence: int | None = None
        dates: dict[str, Any] = {}
        kept: set[str] = set()
        if isinstance(record, Statement):
            authors, about = (record.speaker,), record.about
            dates, kept = _dates(record, ("said",)), {"speaker", "about", "said"}
        elif isinstance(record, Claim):
            authors, about = (
                record.claimants,
                [getattr(record, name) for name in ("event",) if hasattr(record, name)],
            )
            dates, kept = _dates(record, ("made",)), {"claimants", "event", "made", "attribute", "disputes"}
        elif isinstance(record, Framing):
            authors, about, kept = (record.holder,), (record.of,), {"holder", "of", "frame"}
        elif isinstance(record, Assessment):
            authors, about = (record.holder,), record.about
            confidence = None if record.confidence is None else _CONFIDENCE[record.confidence]
            dates, kept = _dates(record, ("horizon",)), {"holder", "about", "proposition", "horizon"}
        elif isinstance(record, EventReport):
            publisher = self.dossier.documents[record.document].publisher
            authors, about = (publisher,) if publisher else (), (record.event,)
            dates, kept = _dates(record, ("span",)), {"event", "document", "words", "span"}
        named = [self.made[name]["id"] for name in (*about, *authors) if name in self.made]
        self.add(
            record,
            "note",
            abstract=record.type_tag.replace("_", " "),
            content="\n".join(_words(record)),
            authors=[self.dossier.actors[name].name for name in authors],
            confidence=confidence,
            object_refs=list(dict.fromkeys(named)) or [_CREATOR],
            extensions=_carried(dates),
        )
        return kept

    # -- what hangs together ---------------------------------------------------------------------------------------

    def relate(self, record: Record, path: str) -> None:
        if isinstance(record, Rating):
            self.mark(record, path)
        elif isinstance(record, Link):
            kind = _RELATIONSHIPS.get(record.kind, record.kind.replace("_", "-"))
            if not self.relationship(record, record.source, kind, record.target, record.reading):
                self.losses.add(path, "one of the two has no object in STIX")
                return
            self.losses.fields(record, path, {"id", "kind", "source", "target", "reading"}, _NOWHERE)
        elif record.id not in self.made:
            return
        elif isinstance(record, Event):
            self.relate_event(record, path)
        elif isinstance(record, Actor) and record.part_of is not None:
            self.relationship(record, record.id, "part-of", record.part_of)
        elif isinstance(record, Document) and record.copy_of is not None:
            if not self.relationship(record, record.id, "derived-from", record.copy_of):
                self.losses.add(f"{path}.copy_of", "the other document has no object in STIX")
        elif isinstance(record, Claim) and record.disputes:
            doubtful = record.stance in (Stance.DOUBTS, Stance.NO_EVIDENCE)
            opinion = self.start("opinion", f"disputes/{record.collection}/{record.id}")
            opinion |= {
                "opinion": "neutral" if doubtful else "disagree",
                "explanation": "\n".join(_words(record)),
                "authors": [self.dossier.actors[name].name for name in record.claimants],
                "object_refs": [self.made[name]["id"] for name in record.disputes],
            }
            self.related.append(opinion)

    def relate_event(self, event: Event, path: str) -> None:
        if event.part_of is not None:
            self.relationship(event, event.id, "part-of", event.part_of)
        for participation in event.participations:
            role = f"{participation.role.replace('_', '-')}-of"
            self.relationship(event, participation.actor, role, event.id)
            for name, _ in participation.extra:
                self.losses.add(f"{path}.participations", f"the unknown field {shown(name)} is dropped")
        for index, place in enumerate(event.places):
            if not self.relationship(event, event.id, "located-at", place):
                self.losses.add(f"{path}.places[{index}]", "the place has no object in STIX")

    def relationship(
        self, record: Record, source: str, kind: str, target: str, words: str | None = None
    ) -> bool:
        """Put one object in relation to another; False when one of them was not written.

        No relationship gets a start or a stop: STIX wants the stop later than the start, which a day is not.
        """
        if source not in self.made or target not in self.made:
            return False
        made = self.start("relationship", f"{record.collection}/{record.id}/{source}/{kind}/{target}")
        made |= {
            "relationship_type": kind,
            "source_ref": self.made[source]["id"],
            "target_ref": self.made[target]["id"],
        }
        if words is not None:
            made["description"] = words
        self.related.append(made)
        return True

    def mark(self, rating: Rating, path: str) -> None:
        """Mark what is rated with the letter or digit of the rating."""
        marked = False
        for target, axis, code in (
            (rating.of, "source reliability", rating.reliability),
            (rating.claim, "information credibility", rating.credibility),
        ):
            if code is None:
                continue
            if target is None or target not in self.made:
                self.losses.add(f"{path}.{axis.split()[1]}", "what it rates has no object in STIX")
                continue
            marking = self.marking(axis, str(code), code.name)
            refs = self.made[target].setdefault("object_marking_refs", [])
            if marking not in refs:
                refs.append(marking)
            marked = True
        if marked:
            kept = {"id", "of", "claim", "reliability", "credibility"}
            self.losses.fields(rating, path, kept, "a marking says neither who rated nor when")

    def marking(self, axis: str, code: str, words: str) -> str:
        name = f"marking-definition--{uuid5(NAMESPACE, f'admiralty/{axis}/{code}')}"
        if all(other["id"] != name for other in self.related):
            self.related.insert(
                0,
                {
                    "type": "marking-definition",
                    "spec_version": "2.1",
                    "id": name,
                    "created_by_ref": _CREATOR,
                    "created": _timestamp(DEFAULT_STAMP),
                    "definition_type": "statement",
                    "definition": {
                        "statement": f"Admiralty {axis}: {code} ({words.lower().replace('_', ' ')})"
                    },
                },
            )
        return name


_FIRST: Final = ("actors", "places", *EVENT_COLLECTIONS)
_CLAIMS: Final = ("capability_claims", "event_claims")
_NOTED: Final = ("event_reports", "statements", *_CLAIMS, "framings", "assessments")


def _dates(record: Record, fields: Iterable[str]) -> dict[str, Any]:
    """The spans of a record, as its JSON file has them."""
    said = plain(record)
    return {name: said[name] for name in fields if name in said}


def _carried(dates: Mapping[str, Any]) -> dict[str, Any]:
    return {OWN_EXTENSION: {"extension_type": "property-extension", "dates": dict(dates)}} if dates else {}


def _likely_status(event: Event) -> str:
    """What the dates alone say of an event whose status nobody has stated."""
    if event.footing is Footing.ANNOUNCED:
        return "pending"
    if event.span is None or event.span.end_kind is EndKind.UNKNOWN:
        return "undetermined"
    return "ongoing" if event.span.end_kind is EndKind.OPEN else "occurred"


def _time(early: dt.date | None, late: dt.date | None) -> tuple[str, str] | None:
    """A timestamp and how far it can be trusted; None when not even the year is sure."""
    if early is None or late is None:
        return None
    if isinstance(early, dt.datetime) and isinstance(late, dt.datetime):
        if early.replace(microsecond=0) == late.replace(microsecond=0):
            return _timestamp(early), "second"
        if early.date() == late.date():
            return _midnight(early.date()), "day"
    elif early == late:
        return _midnight(early), "day"
    if (early.year, early.month) == (late.year, late.month):
        return f"{early.year:04d}-{early.month:02d}-01T00:00:00.000Z", "month"
    return (f"{early.year:04d}-01-01T00:00:00.000Z", "year") if early.year == late.year else None


def _words(record: Record) -> Iterator[str]:
    """The content of a note: what is said, field by field, for people to read."""
    for name, value in plain(record).items():
        if name in _SPOKEN:
            yield f"{name.replace('_', ' ')}: {value if isinstance(value, str) else compact(value)}"


_SPOKEN: Final = frozenset(
    {
        "name", "words", "status", "measures", "quote", "acts", "form", "attribute", "value", "stance", "frame",
        "proposition", "hedge", "likelihood", "likelihood_mapped_by", "confidence", "resolution", "event", "document",
        "speaker", "claimants", "system", "of", "holder",
    }
)  # fmt: skip
