"""The objects of a STIX bundle: which record becomes which, how they hang together, and what is lost on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import uuid5

from korea_events.codecs.json_text.paths import extend_path
from korea_events.codecs.losses import LossCollector, walk_collections
from korea_events.codecs.stix.terms import (
    CONFIDENCE_SCORES,
    COUNTRY_CODES,
    CREATOR_ID,
    DEFAULT_STAMP,
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
    format_midnight,
    format_time_with_fidelity,
    format_timestamp,
    guess_status,
    write_note_lines,
)
from korea_events.dossier import Dossier
from korea_events.model import (
    Actor,
    Anonymity,
    Assessment,
    Claim,
    Document,
    Event,
    EventReport,
    ExerciseSeries,
    Framing,
    Link,
    Place,
    Rating,
    Record,
    Stance,
    Statement,
)
from korea_events.model.engine import EVENT_COLLECTIONS, unstructure

_OBJECT_COLLECTIONS: Final = ("actors", "places", *EVENT_COLLECTIONS)
_CLAIM_COLLECTIONS: Final = ("capability_claims", "event_claims")
_NOTE_COLLECTIONS: Final = ("event_reports", "statements", *_CLAIM_COLLECTIONS, "framings", "assessments")


class BundleBuilder:
    """One export: the objects of the records that have one, and what is lost on the way."""

    def __init__(self, dossier: Dossier, stamp: str) -> None:
        self.dossier = dossier
        self.stamp = stamp
        self.losses = LossCollector()
        self.made: dict[str, dict[str, Any]] = {}
        """By the identifier of the record: its object."""
        self.related: dict[str, dict[str, Any]] = {}
        """Relationships, opinions and markings, which belong to no record alone."""

    # -- objects -------------------------------------------------------------------------------------------------

    def objects(self) -> list[Any]:
        """Every object of the bundle, in an order that the dossier alone decides."""
        for path, record in walk_collections(self.dossier, _OBJECT_COLLECTIONS):
            self.one(record, path)
        for path, record in walk_collections(self.dossier, _NOTE_COLLECTIONS):
            self.one(record, path)
        for path, record in walk_collections(self.dossier, ("series", "documents")):
            self.one(record, path)
        for path, record in walk_collections(
            self.dossier, ("ratings", "links", *EVENT_COLLECTIONS, *_CLAIM_COLLECTIONS, "actors", "documents")
        ):
            self.relate(record, path)
        for path, _ in walk_collections(self.dossier, ("weapon_systems", "judgements")):
            self.losses.add(path, "STIX has no object for it")
        newer = () if self.dossier.newer is None else self.dossier.newer.records
        for name, _ in (*self.dossier.extra, *newer):
            self.losses.add(extend_path("$", name), NO_PROPERTY_REASON)
        dates = any(OWN_EXTENSION in made.get("extensions", {}) for made in self.made.values())
        return [
            build_creator(),
            *([build_extension_definition()] if dates else []),
            *self.made.values(),
            *self.related.values(),
        ]

    def start(self, kind: str, name: str) -> dict[str, Any]:
        """The properties that every object has."""
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{uuid5(NAMESPACE, name)}",
            "created_by_ref": CREATOR_ID,
            "created": self.stamp,
            "modified": self.stamp,
        }

    def add(self, record: Record, kind: str, **properties: Any) -> dict[str, Any]:
        """The object of a record; properties that are None or empty are left out."""
        made = self.start(kind, f"{record.collection}/{record.id}")
        made |= {name: value for name, value in properties.items() if value not in (None, [], {})}
        known = {"source_name": OWN_NAME, "external_id": f"{record.collection}/{record.id}"}
        made["external_references"] = [*made.get("external_references", []), known]
        self.made[record.id] = made
        return made

    def one(self, record: Record, path: str) -> None:
        """Make the object of one record, if it has one, and note what that does not say."""
        kept: Iterable[str] = ()
        reason = NO_PROPERTY_REASON
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
            kept, reason = self.note(record), WORDS_ONLY_REASON
        if record.id in self.made:
            # What a record cites becomes the report that refers to its object.
            self.losses.fields(record, path, {"id", *kept}, reason)

    def actor(self, actor: Actor, path: str) -> Iterable[str]:
        """Make an identity."""
        sector = SECTORS.get(actor.kind)
        unnamed = actor.anonymity is Anonymity.COLLECTIVE_UNNAMED
        self.add(
            actor,
            "identity",
            name=actor.name,
            identity_class="class" if unnamed else IDENTITY_CLASSES.get(actor.kind, "organization"),
            sectors=[sector] if sector else None,
        )
        self.losses.add(f"{path}.kind", "coarsened to a class of identities")
        return ("name", "part_of", "kind")

    def place(self, place: Place, path: str) -> Iterable[str]:
        """Make a location."""
        country = COUNTRY_CODES.get(place.country or "")
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
        """Make an event of the Incident extension suite."""
        kept = {"name", "span", "part_of", "status", "participations", "places", "series"}
        dates = extract_dates(event, ("span",))
        if event.plans:
            kept.add("plans")
            last = len(event.plans) - 1
            for index, plan in enumerate(event.plans):
                if index < last or event.span is not None:
                    self.losses.add(f"{path}.plans[{index}]", "only the dates that count are kept")
                else:
                    dates["plans"] = [{"span": unstructure(plan)["span"]}]
                    for name in unstructure(plan):
                        if name != "span":
                            self.losses.add(extend_path(f"{path}.plans[{index}]", name), NO_PROPERTY_REASON)
        status = EVENT_STATUS[event.status] if event.status is not None else guess_status(event)
        if event.status is not None:
            self.losses.add(f"{path}.status", f"coarsened to {status}")
        kinds = [str(kind) for kind in getattr(event, "kinds", ())]
        if "kinds" in unstructure(event):
            kept.add("kinds")
        self.add(
            event,
            "event",
            name=event.name,
            status=status,
            event_types=[event.type_tag.replace("_", "-"), *(kind.replace("_", "-") for kind in kinds)],
            **self.times(event, path),
            extensions={EVENT_EXTENSION: {"extension_type": "new-sdo"}, **build_dates_extension(dates)},
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
            time = format_time_with_fidelity(early, late)
            if time is None:
                self.losses.add(
                    f"{path}.{field}", f"its {name} is kept in the extension only: no year is sure"
                )
            else:
                found[f"{name}_time"], found[f"{name}_time_fidelity"] = time
        return found

    def document(self, document: Document, path: str) -> Iterable[str]:
        """Make a report on everything that cites the document."""
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
        when = format_midnight(first)
        exact = False
        if isinstance(first, dt.datetime):
            when = format_timestamp(first)
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
            extensions=build_dates_extension(extract_dates(document, ("published",))),
        )
        return ("publisher", "published", "title", "url", "archived_url", "language", "copy_of")

    def series(self, series: ExerciseSeries, path: str) -> Iterable[str]:
        """Make a grouping of the editions."""
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
            dates, kept = extract_dates(record, ("said",)), {"speaker", "about", "said"}
        elif isinstance(record, Claim):
            authors, about = (
                record.claimants,
                [getattr(record, name) for name in ("event",) if hasattr(record, name)],
            )
            dates, kept = (
                extract_dates(record, ("made",)),
                {"claimants", "event", "made", "attribute", "disputes"},
            )
        elif isinstance(record, Framing):
            authors, about, kept = (record.holder,), (record.of,), {"holder", "of", "frame"}
        elif isinstance(record, Assessment):
            authors, about = (record.holder,), record.about
            confidence = None if record.confidence is None else CONFIDENCE_SCORES[record.confidence]
            dates, kept = extract_dates(record, ("horizon",)), {"holder", "about", "proposition", "horizon"}
        elif isinstance(record, EventReport):
            publisher = self.dossier.documents[record.document].publisher
            authors, about = (publisher,) if publisher else (), (record.event,)
            dates, kept = extract_dates(record, ("span",)), {"event", "document", "words", "span"}
        named = [self.made[name]["id"] for name in (*about, *authors) if name in self.made]
        self.add(
            record,
            "note",
            abstract=record.type_tag.replace("_", " "),
            content="\n".join(write_note_lines(record)),
            authors=[self.dossier.actors[name].name for name in authors],
            confidence=confidence,
            object_refs=list(dict.fromkeys(named)) or [CREATOR_ID],
            extensions=build_dates_extension(dates),
        )
        return kept

    # -- what hangs together ---------------------------------------------------------------------------------------

    def relate(self, record: Record, path: str) -> None:
        """Put the object of a record in relation to others."""
        if isinstance(record, Rating):
            self.mark(record, path)
        elif isinstance(record, Link):
            kind = RELATIONSHIP_TYPES.get(record.kind, record.kind.replace("_", "-"))
            if not self.relationship(record, record.source, kind, record.target, record.reading):
                self.losses.add(path, "one of the two has no object in STIX")
                return
            self.losses.fields(
                record, path, {"id", "kind", "source", "target", "reading"}, NO_PROPERTY_REASON
            )
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
                "explanation": "\n".join(write_note_lines(record)),
                "authors": [self.dossier.actors[name].name for name in record.claimants],
                "object_refs": [self.made[name]["id"] for name in record.disputes],
            }
            self.related[opinion["id"]] = opinion

    def relate_event(self, event: Event, path: str) -> None:
        """Relate an event to its whole, to who took part, and to its places."""
        if event.part_of is not None:
            self.relationship(event, event.id, "part-of", event.part_of)
        for index, participation in enumerate(event.participations):
            role = f"{participation.role.replace('_', '-')}-of"
            self.relationship(event, participation.actor, role, event.id)
            for name, _ in participation.extra:
                self.losses.add(extend_path(f"{path}.participations[{index}]", name), NO_PROPERTY_REASON)
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
        self.related.setdefault(made["id"], made)  # said twice, it differs in unknown fields only
        return True

    def mark(self, rating: Rating, path: str) -> None:
        """Mark what is rated with the letter or digit of the rating."""
        unmarked: list[str] = []
        marked = False
        for target, axis, code in (
            (rating.of, "source reliability", rating.reliability),
            (rating.claim, "information credibility", rating.credibility),
        ):
            if code is None:
                continue
            if target is None or target not in self.made:
                unmarked.append(f"{path}.{axis.split()[1]}")
                continue
            marking = self.marking(axis, str(code), code.name)
            refs = self.made[target].setdefault("object_marking_refs", [])
            if marking not in refs:
                refs.append(marking)
            marked = True
        for place in unmarked if marked else [path]:
            self.losses.add(place, "what it rates has no object in STIX")
        if marked:
            kept = {"id", "of", "claim", "reliability", "credibility"}
            self.losses.fields(rating, path, kept, "a marking says neither who rated nor when")

    def marking(self, axis: str, letter: str, words: str) -> str:
        """The identifier of the marking for a letter or digit; made when first asked for."""
        name = f"marking-definition--{uuid5(NAMESPACE, f'admiralty/{axis}/{letter}')}"
        self.related[name] = {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": name,
            "created_by_ref": CREATOR_ID,
            "created": format_timestamp(DEFAULT_STAMP),
            "definition_type": "statement",
            "definition": {"statement": f"Admiralty {axis}: {letter} ({words.lower().replace('_', ' ')})"},
        }
        return name
