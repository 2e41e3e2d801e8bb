"""The objects of a STIX bundle: what each record becomes, how objects are related, and what is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import uuid5

from korea_events.codecs.losses import FIRST_STAMP, LossCollector, walk_collections
from korea_events.codecs.stix.terms import (
    CONFIDENCE_SCORES,
    COUNTRY_CODES,
    CREATOR_ID,
    EVENT_EXTENSION,
    EVENT_STATUS,
    IDENTITY_CLASSES,
    NAMESPACE,
    NO_PROPERTY_REASON,
    OWN_EXTENSION,
    OWN_NAME,
    RELATIONSHIP_TYPES,
    SECTORS,
    WORDS_ONLY_REASON,
    build_creator,
    build_dates_extension,
    build_extension_definition,
    extract_dates,
    extract_note_fields,
    format_midnight,
    format_time_with_fidelity,
    format_timestamp,
    guess_status,
    write_note_lines,
)
from korea_events.dossier import Dossier
from korea_events.model import (
    COLLECTIONS,
    Actor,
    Anonymity,
    Assessment,
    Claim,
    Document,
    Event,
    EventReport,
    ExerciseSeries,
    Footing,
    Framing,
    Link,
    Place,
    Rating,
    Record,
    Stance,
    Statement,
)


class _NoteFields(NamedTuple):
    """The fields of a record that a note has properties for; ``kept`` are those that its words repeat in full."""

    authors: str
    about: str
    kept: tuple[str, ...] = ()


_NOTE_FIELDS: Final[Mapping[type[Record], _NoteFields]] = {
    EventReport: _NoteFields("document", "event", ("words",)),
    Statement: _NoteFields("speakers", "about"),
    Claim: _NoteFields("claimants", "event", ("attribute", "disputes")),
    Framing: _NoteFields("holder", "of", ("frame",)),
    Assessment: _NoteFields("holder", "about", ("proposition",)),
}


class BundleBuilder:
    """One export: the objects of the records that have one, and what is lost."""

    def __init__(self, dossier: Dossier, stamp: str) -> None:
        self.dossier = dossier
        self.stamp = stamp
        self.losses = LossCollector()
        self.by_record: dict[str, dict[str, Any]] = {}
        """The object of each record, by the identifier of the record."""
        self.related: dict[str, dict[str, Any]] = {}
        """Relationships, opinions and markings, which stand for no single record."""

    # -- objects -------------------------------------------------------------------------------------------------

    def build_objects(self) -> list[Any]:
        """Every object of the bundle, in an order that only the dossier decides."""
        steps = self.list_steps()
        covered = tuple(kind for step in steps for kind in step)
        for step in steps:
            for path, record in walk_collections(self.dossier, COLLECTIONS):
                for kind, add in step.items():
                    if isinstance(record, kind):
                        add(record, path)
        # A record of another type is a loss.
        for path, record in walk_collections(self.dossier, COLLECTIONS):
            if not isinstance(record, covered):
                self.losses.add(path, "STIX has no object for it")
        self.losses.add_collections(self.dossier, COLLECTIONS, NO_PROPERTY_REASON)
        dates = any(OWN_EXTENSION in each.get("extensions", {}) for each in self.by_record.values())
        return [
            build_creator(),
            *([build_extension_definition()] if dates else []),
            *self.by_record.values(),
            *self.related.values(),
        ]

    def list_steps(self) -> list[Mapping[type[Any], Callable[[Any, str], object]]]:
        """What to do with each type of record. A step refers to objects of the steps before it."""
        return [
            {Actor: self.add_actor, Place: self.add_place, Event: self.add_event},
            dict.fromkeys(_NOTE_FIELDS, self.add_note),
            {ExerciseSeries: self.add_series, Document: self.add_document},
            {
                Rating: self.add_markings,
                Link: self.relate_link,
                Event: self.relate_event,
                Claim: self.relate_claim,
                Actor: self.relate_actor,
                Document: self.relate_document,
            },
        ]

    def start_object(self, kind: str, name: str) -> dict[str, Any]:
        """The properties that every object has."""
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{uuid5(NAMESPACE, name)}",
            "created_by_ref": CREATOR_ID,
            "created": format_timestamp(FIRST_STAMP),
            "modified": self.stamp,
        }

    def add_object(
        self, record: Record, path: str, kind: str, kept: Collection[str], **properties: Any
    ) -> None:
        """Add the object of a record, without properties that are None or empty, and what it leaves out."""
        name = f"{record.collection}/{record.id}"
        new = self.start_object(kind, name)
        new |= {name: value for name, value in properties.items() if value not in (None, [], {})}
        own = {"source_name": OWN_NAME, "external_id": name}
        new["external_references"] = [*new.get("external_references", []), own]
        self.by_record[record.id] = new
        self.losses.add_fields(record, path, {"id", *kept}, NO_PROPERTY_REASON)

    def add_actor(self, actor: Actor, path: str) -> None:
        """Add an identity."""
        sector = SECTORS.get(actor.kind)
        unnamed = actor.anonymity is Anonymity.COLLECTIVE_UNNAMED
        self.losses.add(f"{path}.kind", "coarsened to a class of identities")
        self.add_object(
            actor,
            path,
            "identity",
            ("name", "part_of", "kind"),
            name=actor.name,
            identity_class="class" if unnamed else IDENTITY_CLASSES.get(actor.kind, "organization"),
            sectors=[sector] if sector else None,
        )

    def add_place(self, place: Place, path: str) -> None:
        """Add a location."""
        country = COUNTRY_CODES.get(place.country or "")
        kept = {"name", "latitude", "longitude", "radius_km"}
        if country is not None:
            kept.add("country")
        elif place.latitude is None:
            self.losses.add(path, "a location in STIX needs coordinates or a country with a two-letter code")
            return
        metres = None if place.radius_km is None else place.radius_km * 1000.0
        if metres is not None and not metres < 1e12:
            metres = None
            kept.remove("radius_km")
        self.add_object(
            place,
            path,
            "location",
            kept,
            name=place.name,
            latitude=None if place.latitude is None else float(place.latitude),
            longitude=None if place.longitude is None else float(place.longitude),
            precision=metres,
            country=country,
        )

    def add_event(self, event: Event, path: str) -> None:
        """Add an event of the Incident extension suite."""
        dates = extract_dates(event)
        plan = self.losses.add_plans(event, path, NO_PROPERTY_REASON)
        if plan is not None:
            dates["plans"] = [extract_dates(plan)]
        status = EVENT_STATUS[event.status] if event.status is not None else guess_status(event)
        if event.status is not None:
            self.losses.add(f"{path}.status", f"coarsened to {status}")
        kinds = [str(kind) for kind in getattr(event, "kinds", ())]
        kept = {"name", "plans", "part_of", "status", "participations", "places", "series", *dates}
        self.add_object(
            event,
            path,
            "event",
            kept | {"kinds"} if kinds else kept,
            name=event.name,
            status=status,
            event_types=[kind.replace("_", "-") for kind in (event.type_tag, *kinds)],
            **self.describe_times(event, path),
            extensions={EVENT_EXTENSION: {"extension_type": "new-sdo"}, **build_dates_extension(dates)},
        )

    def describe_times(self, event: Event, path: str) -> dict[str, Any]:
        """Start and end with their fidelity; without one whose year is not certain."""
        when = event.when
        if when is None:
            return {}
        found: dict[str, Any] = {}
        field = "span" if event.span is not None else "occurrences"
        if event.footing is Footing.ANNOUNCED:
            field = f"plans[{len(event.plans) - 1}].span"
        for name, early, late in (
            ("start", when.earliest_start, when.latest_start),
            ("end", when.earliest_end, when.latest_end),
        ):
            time = format_time_with_fidelity(early, late)
            if time is None:
                self.losses.add(
                    f"{path}.{field}", f"its {name} is kept in the extension only: the year is not certain"
                )
            else:
                found[f"{name}_time"], found[f"{name}_time_fidelity"] = time
        return found

    def add_document(self, document: Document, path: str) -> None:
        """Add a report on everything that cites the document."""
        published = document.published
        first = None if published is None else published.earliest_start
        if published is None or first is None:
            self.losses.add(path, "a report in STIX needs the date of its publication")
            return
        refs = [
            self.by_record[record.id]["id"]
            for record in self.dossier.referring_to(document.id)
            if record.id in self.by_record and not isinstance(record, Document)
        ]
        if document.publisher in self.by_record:
            refs.append(self.by_record[document.publisher]["id"])
        if not refs:
            self.losses.add(path, "a report in STIX needs an object, and none of them cites this document")
            return
        when = format_midnight(first)
        exact = False
        if isinstance(first, dt.datetime):
            when = format_timestamp(first)
            exact = first == published.latest_start and first.microsecond % 1000 == 0
        if not exact:
            self.losses.add(f"{path}.published", f"coarsened to {when}; exact in the extension only")
        publisher = None if document.publisher is None else self.dossier.actors[document.publisher].name
        addresses = [url for url in (document.url, document.archived_url) if url is not None]
        self.add_object(
            document,
            path,
            "report",
            ("publisher", "published", "title", "url", "archived_url", "language", "copy_of"),
            name=document.title or document.id,
            lang=document.language,
            published=when,
            object_refs=list(dict.fromkeys(refs)),
            external_references=[{"source_name": publisher or document.id, "url": url} for url in addresses],
            extensions=build_dates_extension(extract_dates(document)),
        )

    def add_series(self, series: ExerciseSeries, path: str) -> None:
        """Add a grouping of the editions."""
        refs = [
            self.by_record[record.id]["id"]
            for record in self.dossier.referring_to(series.id)
            if record.id in self.by_record and isinstance(record, Event)
        ]
        if not refs:
            self.losses.add(path, "a grouping in STIX needs members, and this series has no event")
            return
        self.add_object(
            series, path, "grouping", ("name",), name=series.name, context="unspecified", object_refs=refs
        )

    # -- what somebody says ----------------------------------------------------------------------------------------

    def add_note(self, record: Record, path: str) -> None:
        """Add what somebody says: a note, with its authors, about something."""
        fields = next(fields for kind, fields in _NOTE_FIELDS.items() if isinstance(record, kind))
        authors = _list_ids(getattr(record, fields.authors))
        if isinstance(record, EventReport):
            authors = _list_ids(self.dossier.documents[record.document].publisher)
        about = _list_ids(getattr(record, fields.about, None))
        dates = extract_dates(record)
        kept = {*fields.kept, fields.authors, fields.about, *dates}
        score = getattr(record, "confidence", None)
        for name in extract_note_fields(record).keys() - kept:
            self.losses.add(f"{path}.{name}", WORDS_ONLY_REASON)
        self.add_object(
            record,
            path,
            "note",
            kept | extract_note_fields(record).keys(),
            abstract=record.type_tag.replace("_", " "),
            content="\n".join(write_note_lines(record)),
            authors=[self.dossier.actors[name].name for name in authors],
            confidence=None if score is None else CONFIDENCE_SCORES[score],
            object_refs=list(
                dict.fromkeys(
                    self.by_record[name]["id"] for name in (*about, *authors) if name in self.by_record
                )
            )
            or [CREATOR_ID],
            extensions=build_dates_extension(dates),
        )

    # -- how objects are related -------------------------------------------------------------------------------------

    def relate_link(self, link: Link, path: str) -> None:
        """Relate the objects of the two records that a link connects."""
        kind = RELATIONSHIP_TYPES.get(link.kind, link.kind.replace("_", "-"))
        if self.add_relationship(link, link.source, kind, link.target, link.reading):
            kept = {"id", "kind", "source", "target", "reading"}
            self.losses.add_fields(link, path, kept, NO_PROPERTY_REASON)
        else:
            self.losses.add(path, "one of the two records has no object in STIX")

    def relate_actor(self, actor: Actor, _path: str) -> None:
        """Relate an actor to the one it is part of."""
        if actor.part_of is not None:
            self.add_relationship(actor, actor.id, "part-of", actor.part_of)

    def relate_document(self, document: Document, path: str) -> None:
        """Relate a document to the one that it copies."""
        if document.copy_of is None or document.id not in self.by_record:
            return
        if not self.add_relationship(document, document.id, "derived-from", document.copy_of):
            self.losses.add(f"{path}.copy_of", "the other document has no object in STIX")

    def relate_claim(self, claim: Claim, _path: str) -> None:
        """Add an opinion on the claims that a claim disputes."""
        if claim.disputes:
            doubtful = claim.stance in (Stance.DOUBTS, Stance.NO_EVIDENCE)
            opinion = self.start_object("opinion", f"disputes/{claim.collection}/{claim.id}")
            opinion |= {
                "opinion": "neutral" if doubtful else "disagree",
                "explanation": "\n".join(write_note_lines(claim)),
                "authors": [self.dossier.actors[name].name for name in claim.claimants],
                "object_refs": [self.by_record[name]["id"] for name in claim.disputes],
            }
            self.related[opinion["id"]] = opinion

    def relate_event(self, event: Event, path: str) -> None:
        """Relate an event to the one it is part of, to those who took part, and to its places."""
        if event.part_of is not None:
            self.add_relationship(event, event.id, "part-of", event.part_of)
        for index, participation in enumerate(event.participations):
            role = f"{participation.role.replace('_', '-')}-of"
            self.add_relationship(event, participation.actor, role, event.id)
            self.losses.add_fields(
                participation, f"{path}.participations[{index}]", {"actor", "role"}, NO_PROPERTY_REASON
            )
        for index, one in enumerate(event.places):
            kind = "located-at" if one.role is None else f"has-{one.role.replace('_', '-')}"
            if not self.add_relationship(event, event.id, kind, one.place):
                self.losses.add(f"{path}.places[{index}]", "the place has no object in STIX")
            self.losses.add_fields(one, f"{path}.places[{index}]", {"place", "role"}, NO_PROPERTY_REASON)

    def add_relationship(
        self, record: Record, source: str, kind: str, target: str, words: str | None = None
    ) -> bool:
        """Relate one object to another; False when one of the two records has no object.

        No relationship gets a start or a stop: STIX wants the stop later than the start, which one day cannot give.
        """
        if source not in self.by_record or target not in self.by_record:
            return False
        name = f"{record.collection}/{record.id}/{source}/{kind}/{target}"
        new = self.start_object("relationship", name)
        new |= {
            "relationship_type": kind,
            "source_ref": self.by_record[source]["id"],
            "target_ref": self.by_record[target]["id"],
        }
        if words is not None:
            new["description"] = words
        # A second one with this identifier differs in unknown fields only.
        self.related.setdefault(new["id"], new)
        return True

    def add_markings(self, rating: Rating, path: str) -> None:
        """Mark the objects of what is rated with the letter or digit of the rating."""
        unmarked: list[str] = []
        marked = False
        for target, axis, code in (
            (rating.of, "source reliability", rating.reliability),
            (rating.claim, "information credibility", rating.credibility),
        ):
            if code is None:
                continue
            if target is None or target not in self.by_record:
                unmarked.append(f"{path}.{axis.split()[1]}")
                continue
            marking = self.define_marking(axis, str(code), code.name)
            refs = self.by_record[target].setdefault("object_marking_refs", [])
            if marking not in refs:
                refs.append(marking)
            marked = True
        for lost in unmarked if marked else [path]:
            self.losses.add(lost, "the rated record has no object in STIX")
        if marked:
            kept = {"id", "of", "claim", "reliability", "credibility"}
            self.losses.add_fields(rating, path, kept, "a marking does not say who rated, or when")

    def define_marking(self, axis: str, letter: str, words: str) -> str:
        """The identifier of the marking for a letter or digit, which is defined at first use."""
        name = f"marking-definition--{uuid5(NAMESPACE, f'admiralty/{axis}/{letter}')}"
        self.related[name] = {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": name,
            "created_by_ref": CREATOR_ID,
            "created": format_timestamp(FIRST_STAMP),
            "definition_type": "statement",
            "definition": {"statement": f"Admiralty {axis}: {letter} ({words.lower().replace('_', ' ')})"},
        }
        return name


def _list_ids(value: str | Sequence[str] | None) -> Sequence[str]:
    return () if value is None else (value,) if isinstance(value, str) else value
