"""The objects of a STIX bundle: what each record becomes, and how objects are related."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import uuid5

from korea_events.codecs.jsonl.files import list_lines
from korea_events.codecs.losses import FIRST_STAMP
from korea_events.codecs.stix.terms import (
    ARCHIVED_COPY,
    CONFIDENCE_SCORES,
    COUNTRY_CODES,
    CREATOR_ID,
    EVENT_EXTENSION,
    IDENTITY_CLASSES,
    NAMESPACE,
    OWN_EXTENSION,
    OWN_NAME,
    RELATIONSHIP_TYPES,
    SECTORS,
    build_creator,
    build_extension_definition,
    fingerprint_object,
    format_timestamp,
)
from korea_events.codecs.stix.times import find_publication_time, get_status, list_event_times
from korea_events.dossier import Dossier, list_references
from korea_events.model import (
    Actor,
    Anonymity,
    Claim,
    Document,
    Event,
    EventReport,
    ExerciseSeries,
    Link,
    Place,
    Rating,
    Record,
    Stance,
)
from korea_events.model.engine import unstructure, write_canonical_json

_AUTHOR_FIELDS: Final = ("speakers", "claimants", "holder", "rater")
"""The fields that name whoever says something."""
_CREATED: Final = format_timestamp(FIRST_STAMP)
_HIERARCHY: Final = {"part_of": "part-of", "copy_of": "derived-from"}


class BundleBuilder:
    """One export: an object for each record, and objects that relate them."""

    def __init__(self, dossier: Dossier, stamp: str, *, core_only: bool) -> None:
        self.dossier = dossier
        self.stamp = stamp
        self.core_only = core_only
        self.ids = {
            record.id: f"{self.choose_type(record)}--{uuid5(NAMESPACE, _name_record(record))}"
            for record in dossier.records()
        }
        """The identifier of the object of each record."""
        self.objects: dict[str, dict[str, Any]] = {}
        """Every object by its identifier."""

    def build_objects(self) -> list[dict[str, Any]]:
        """Every object of the bundle, in an order that only the dossier decides."""
        creator = build_creator()
        lines: dict[str, Any] = {}
        for record, line in list_lines(self.dossier):
            lines.setdefault(CREATOR_ID if record is None else self.ids[record.id], []).append(line)
        for record in self.dossier.records():
            self.add_record(record)
        for record in self.dossier.records():
            self.relate(record)
        found = [creator, *self.objects.values()]
        if self.core_only:
            return found
        for one in found:
            own = {"lines": lines[one["id"]]} if one["id"] in lines else {}
            own |= {"extension_type": "property-extension", "fingerprint": fingerprint_object(one)}
            one["extensions"] = {**one.get("extensions", {}), OWN_EXTENSION: own}
        return [creator, build_extension_definition(), *found[1:]]

    def choose_type(self, record: Record) -> str:
        """The type of the object of a record: a note, which only says something, where no other is honest."""
        if isinstance(record, Actor):
            return "identity"
        if isinstance(record, Place) and (record.latitude is not None or record.country in COUNTRY_CODES):
            return "location"
        if isinstance(record, Event):
            if not self.core_only:
                return "event"
            return "incident" if get_status(record) in ("occurred", "ongoing") else "note"
        if isinstance(record, Document) and record.published and find_publication_time(record.published):
            return "report"
        if isinstance(record, ExerciseSeries) and self.list_editions(record):
            return "grouping"
        if isinstance(record, Link) and not any(
            isinstance(self.dossier[end], Link) for end in (record.source, record.target)
        ):
            return "relationship"
        return "note"

    def start_object(self, kind: str, name: str) -> dict[str, Any]:
        """The properties that every object has."""
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{uuid5(NAMESPACE, name)}",
            "created_by_ref": CREATOR_ID,
            "created": _CREATED,
            "modified": self.stamp,
        }

    def add_record(self, record: Record) -> None:
        """Add the object of a record, which says in words all that the record says."""
        kind = self.ids[record.id].partition("--")[0]
        words = "\n".join(
            f"{name.replace('_', ' ')}: {value if isinstance(value, str) else write_canonical_json(value)}"
            for name, value in unstructure(record).items()
            if name != "id"
        )
        properties: dict[str, Any] = getattr(self, f"describe_{kind}")(record)
        new = self.start_object(kind, _name_record(record))
        new["content" if kind == "note" else "description"] = words
        new |= {name: value for name, value in properties.items() if value not in (None, [], {})}
        own = {"source_name": OWN_NAME, "external_id": _name_record(record)}
        new["external_references"] = [*new.get("external_references", []), own]
        self.objects[new["id"]] = new

    # -- what each type of object says ------------------------------------------------------------------------------

    def describe_identity(self, actor: Actor) -> dict[str, Any]:
        """A person, a group, a class of people, or an organization."""
        unnamed = actor.anonymity is Anonymity.COLLECTIVE_UNNAMED
        return {
            "name": actor.name,
            "identity_class": "class" if unnamed else IDENTITY_CLASSES.get(actor.kind, "organization"),
            "sectors": [SECTORS[actor.kind]] if actor.kind in SECTORS else None,
        }

    def describe_location(self, place: Place) -> dict[str, Any]:
        """A point, how far off it may be, and a country."""
        radius = place.radius_km
        return {
            "name": place.name,
            "latitude": None if place.latitude is None else float(place.latitude),
            "longitude": None if place.longitude is None else float(place.longitude),
            "precision": None if radius is None or radius >= 1e9 else radius * 1000.0,
            "country": COUNTRY_CODES.get(place.country or ""),
        }

    def describe_event(self, event: Event) -> dict[str, Any]:
        """An event of the Incident extension suite."""
        kinds = (event.type_tag, *getattr(event, "kinds", ()))
        return {
            "name": event.name,
            "status": get_status(event),
            "event_types": [kind.replace("_", "-") for kind in kinds],
            **list_event_times(event),
            "extensions": {EVENT_EXTENSION: {"extension_type": "new-sdo"}},
        }

    def describe_incident(self, event: Event) -> dict[str, Any]:
        """The name of an event that took place: in the standard itself, an incident has nothing else."""
        return {"name": event.name}

    def describe_report(self, document: Document) -> dict[str, Any]:
        """A report on everything that cites the document."""
        assert document.published is not None
        citing = [one.id for one in self.dossier.referring_to(document.id) if not isinstance(one, Document)]
        source = document.id
        if document.publisher is not None:
            citing.append(document.publisher)
            source = self.dossier.actors[document.publisher].name
        return {
            "name": document.title or document.id,
            "lang": document.language,
            "published": find_publication_time(document.published),
            "object_refs": self.refer(citing),
            "external_references": [
                {"source_name": source, "url": url, **more}
                for url, more in ((document.url, {}), (document.archived_url, {"description": ARCHIVED_COPY}))
                if url is not None
            ],
        }

    def describe_grouping(self, series: ExerciseSeries) -> dict[str, Any]:
        """The editions of a series."""
        editions = self.refer(self.list_editions(series))
        return {"name": series.name, "context": "unspecified", "object_refs": editions}

    def describe_relationship(self, link: Link) -> dict[str, Any]:
        """How two records are connected.

        No relationship gets a start or a stop: STIX wants the stop later than the start, which one day cannot give.
        """
        return {
            "relationship_type": RELATIONSHIP_TYPES.get(link.kind, link.kind.replace("_", "-")),
            "source_ref": self.ids[link.source],
            "target_ref": self.ids[link.target],
        }

    def describe_note(self, record: Record) -> dict[str, Any]:
        """What somebody says, about everything that it mentions."""
        named = [getattr(record, name, None) or () for name in _AUTHOR_FIELDS]
        if isinstance(record, EventReport):
            named.append(self.dossier.documents[record.document].publisher or ())
        authors = [name for names in named for name in ((names,) if isinstance(names, str) else names)]
        score = getattr(record, "confidence", None)
        mentioned = [one.target for one in list_references(record) if not one.path.startswith(".citations")]
        return {
            "abstract": record.type_tag.replace("_", " "),
            "authors": [
                self.dossier.actors[name].name if name in self.dossier.actors else name for name in authors
            ],
            "confidence": None if score is None else CONFIDENCE_SCORES[score],
            "object_refs": self.refer([*mentioned, *authors]),
        }

    # -- how objects are related -------------------------------------------------------------------------------------

    def list_editions(self, series: ExerciseSeries) -> list[str]:
        """The events of a series."""
        return [one.id for one in self.dossier.referring_to(series.id) if isinstance(one, Event)]

    def refer(self, names: Iterable[str]) -> list[str]:
        """The objects of some records, each once; that of the library if there is none, since STIX wants one."""
        return list(dict.fromkeys(self.ids[name] for name in names if name in self.ids)) or [CREATOR_ID]

    def relate(self, record: Record) -> None:
        """Add the objects that relate that of a record to others."""
        for field, kind in _HIERARCHY.items():
            target = getattr(record, field, None)
            if target is not None:
                self.add_relationship(record, record.id, kind, target)
        if isinstance(record, Event):
            for participation in record.participations:
                role = f"{participation.role.replace('_', '-')}-of"
                self.add_relationship(record, participation.actor, role, record.id)
            for one in record.places:
                kind = "located-at" if one.role is None else f"has-{one.role.replace('_', '-')}"
                self.add_relationship(record, record.id, kind, one.place)
        elif isinstance(record, Claim) and record.disputes:
            self.add_opinion(record)
        elif isinstance(record, Rating):
            self.label(record.of, "source-reliability", record.reliability)
            self.label(record.claim, "information-credibility", record.credibility)

    def add_relationship(self, record: Record, source: str, kind: str, target: str) -> None:
        """Relate one object to another."""
        new = self.start_object("relationship", f"{_name_record(record)}/{source}/{kind}/{target}")
        new |= {"relationship_type": kind, "source_ref": self.ids[source], "target_ref": self.ids[target]}
        self.objects[new["id"]] = new

    def add_opinion(self, claim: Claim) -> None:
        """Add an opinion on the claims that a claim disputes."""
        doubtful = claim.stance in (Stance.DOUBTS, Stance.NO_EVIDENCE)
        said = self.objects[self.ids[claim.id]]
        opinion = self.start_object("opinion", f"disputes/{_name_record(claim)}")
        opinion |= {
            "opinion": "neutral" if doubtful else "disagree",
            "explanation": said["content"],
            **({"authors": said["authors"]} if "authors" in said else {}),
            "object_refs": [self.ids[name] for name in claim.disputes],
        }
        self.objects[opinion["id"]] = opinion

    def label(self, rated: str | None, axis: str, code: str | None) -> None:
        """Label the object of what is rated with the letter or digit of the rating, as MISP writes them."""
        if rated is not None and code is not None:
            labels = self.objects[self.ids[rated]].setdefault("labels", [])
            text = f'admiralty-scale:{axis}="{code.lower()}"'
            labels += [] if text in labels else [text]


def _name_record(record: Record) -> str:
    return f"{record.collection}/{record.id}"
