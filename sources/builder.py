"""What the scripts of this folder share: tables, and the records that several dossiers have, each made once."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

import korea_events as ke
from korea_events.codecs.csv.mapped_rows import make_id
from korea_events.model import Designation, Place

FOLDER = Path(__file__).parent
Row = dict[str, str]

NO_CLAIMANT = {"press", "unattributed", "rok-and-japan"}
"""Rows whose figure is the reporter's own, or a band that the reporter made of several claims."""

_ABOUT = "about|approximately|around|circa|ok\\.|perhaps|possible|potentially|roughly|sekitar|some"
LOOSE = rf"(?:~|約|약|\b(?:{_ABOUT})(?!\w))"
"""Words before a figure that make it "about", in the languages of the pages."""


def read_table(path: Path) -> list[Row]:
    """The rows of a table of this folder."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_tables(folder: str) -> list[Row]:
    """The rows of all tables of a folder, in the order of their names."""
    return [row for path in sorted((FOLDER / folder).glob("*.csv")) for row in read_table(path)]


def split_cell(cell: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [part for part in cell.split("|") if part]


def plain_name(text: str) -> str:
    """A text in which names of weapon systems are spelled in one way: KN-24 and KN24, Hwasong-14 and Hwasong 14."""
    return re.sub(r"(?<=[a-z])[ -]?(?=\d)", "-", text.casefold())


@define(slots=False)
class Builder:
    """Builds the records of one dossier; an actor, a place, a document or a weapon system is the same in all."""

    records: dict[str, Any] = field(factory=dict[str, Any])

    @cached_property
    def actors(self) -> dict[str, Row]:
        """The actors that are known by a label."""
        return {row["label"]: row for row in read_table(FOLDER / "actors.csv")}

    @cached_property
    def names(self) -> dict[str, Row]:
        """The other names of actors, by identifier."""
        return {row["id"]: row for row in read_table(FOLDER / "names.csv")}

    @cached_property
    def shipped(self) -> dict[str, ke.Actor]:
        """The actors of the dossiers that are kept by hand: who is in several is the same in all."""
        dossiers = (ke.reference.drills(), ke.reference.freedom_shield_24())
        return {actor.id: actor for dossier in dossiers for actor in dossier.actors}

    @cached_property
    def published(self) -> dict[str, str]:
        """When pages were published, as the claims about capabilities have it: other tables may not."""
        rows = read_table(FOLDER / "capabilities.csv")
        return {row["source"]: row["published"] for row in sorted(rows, key=lambda row: row["published"])}

    @cached_property
    def places(self) -> list[Row]:
        """The places with the words by which reports name them, the narrower ones first."""
        return read_table(FOLDER / "places.csv")

    @cached_property
    def systems(self) -> dict[str, Row]:
        """The weapon systems, by identifier."""
        return {row["id"]: row for row in read_table(FOLDER / "systems.csv")}

    def add(self, record: Any) -> str:
        """Add a record once; return its identifier."""
        self.records.setdefault(record.id, record)
        return str(record.id)

    def add_actor(self, label: str, kind: str = "outlet") -> str:
        """Add an actor by its label, with the one it is part of."""
        row = self.actors.get(label, {"id": make_id(label), "name": label, "kind": kind})
        if label.startswith("analysts of "):  # those whom one outlet cites without their names
            row |= {"kind": "group", "anonymity": "collective_unnamed"}
        known: dict[str, Any] = {
            name: row[name]
            for name in ("id", "name", "kind", "country", "part_of", "anonymity")
            if row.get(name)
        }
        actor = self.add_names(self.shipped.get(row["id"]) or ke.Actor(**known))
        if actor.part_of is not None:
            self.add_actor(actor.part_of)
        return self.add(actor)

    def add_names(self, actor: ke.Actor) -> ke.Actor:
        """The actor with the names of the table, and its item in Wikidata."""
        row = self.names.get(actor.id)
        if row is None:
            return actor
        item: tuple[tuple[str, str], ...] = (
            (("x_wikidata", f'"{row["wikidata"]}"'),) if row["wikidata"] else ()
        )
        return evolve(
            actor,
            names=[*dict.fromkeys((*split_cell(row["names"]), *actor.names))],
            anonymity=row["anonymity"] or actor.anonymity,
            extra=item or actor.extra,
        )

    def add_document(self, row: Row) -> str:
        """Add the document of a row; the day of its publication has no zone."""
        day = row["published"] or self.published.get(row["source"])
        published = ke.Span.parse(day, zone=None) if day else None
        publisher = self.add_actor(row["publisher"])
        return self.add(
            ke.Document(
                id=make_id(row["source"]), publisher=publisher, published=published, url=row["source"]
            )
        )

    def add_claimants(self, row: Row) -> tuple[list[str], list[ke.Citation]]:
        """Add those who make the claims of a row, and how its document knows of each."""
        outlets = [
            self.add_actor(row["publisher"]),
            *(self.add_actor(label, "agency") for label in split_cell(row["agency"])),
        ]
        passing = [ke.Hop(actor=actor, verb="reports") for actor in outlets[1:]]
        document = self.add_document(row)
        if row["claimant"] in NO_CLAIMANT:
            return [outlets[-1]], [ke.Citation(document=document, attribution=passing)]
        claimants = [self.add_actor(label) for label in split_cell(row["claimant"])]
        chains = [[*passing, *self.build_last_hop(claimant, outlets)] for claimant in claimants]
        return claimants, [ke.Citation(document=document, attribution=chain) for chain in chains]

    def build_last_hop(self, claimant: str, outlets: list[str]) -> list[ke.Hop]:
        """What a claimant does, unless it is one of those who pass the claim on."""
        speaks = "reports" if self.records[claimant].kind in ("agency", "outlet") else "says"
        return [] if claimant in outlets else [ke.Hop(actor=claimant, verb=speaks)]

    def find_only_place(self, texts: Iterable[str], *, at_sea: bool = False) -> Place | None:
        """The place that texts name, if it is one that we know, and they name no other.

        Of several sites in a text the narrowest counts, which comes first; seas have no country.
        """
        rows = [row for row in self.places if bool(row["country"]) != at_sea]
        found: dict[str, Row] = {}
        for text in texts:
            named = [row for row in rows if any(word in text for word in split_cell(row["words"]))]
            found |= {row["id"]: row for row in (named if at_sea else named[:1])}
        return build_place(found.popitem()[1]) if len(found) == 1 else None

    @cached_property
    def system_patterns(self) -> dict[str, re.Pattern[str]]:
        """What finds the names of each weapon system in words: Hwasong-1 is not found in Hwasong-12."""
        patterns: dict[str, re.Pattern[str]] = {}
        for identifier, row in self.systems.items():
            names = [row["name"], *(each.partition("@")[0] for each in split_cell(row["designations"]))]
            options = "|".join(re.escape(plain_name(name)) for name in names)
            patterns[identifier] = re.compile(rf"(?<!\w)(?:{options})s?(?![\w]|[-.]\d)")
        return patterns

    def find_systems(self, words: str) -> set[str]:
        """The weapon systems that words name."""
        plain = plain_name(words)
        return {name for name, pattern in self.system_patterns.items() if pattern.search(plain)}

    def add_system(self, identifier: str) -> str:
        """Add a weapon system with what different sides call it."""
        row = self.systems[identifier]
        designations: list[Designation] = []
        for each in split_cell(row["designations"]):
            text, actor, since = (*each.split("@"), "", "")[:3]
            used_by = self.add_actor(actor) if actor else None
            designations.append(
                Designation(text=text, used_by=used_by, since=ke.Span.parse(since) if since else None)
            )
        return self.add(
            ke.WeaponSystem(
                id=identifier,
                name=row["name"],
                kind=row["kind"] or None,
                designations=designations,
                note=row["note"] or None,
            )
        )


def build_place(row: Row) -> Place:
    """A place with our approximate coordinates, and what it is known for."""
    numbers: dict[str, Any] = {name: float(row[name]) for name in ("latitude", "longitude", "radius_km")}
    return Place(id=row["id"], name=row["name"], country=row["country"] or None, note=row["note"], **numbers)


def read_quantity(words: str, low: str, high: str, unit: str) -> ke.Quantity | None:
    """The figure that a source's words say; where they are not plain, with the bounds of the row."""
    if not words:
        return None
    for named in (unit, None):  # a figure in miles alone has no bounds in kilometres
        try:
            found = ke.Quantity.parse(words, unit=named)
        except ke.KoreaEventsError:
            continue
        if agrees(found, low, high) if found.unit == unit else not (low or high):
            return found
    bounds: dict[str, Any] = {}
    if low and low == high:
        bounds = {"value": read_number(low), "qualifier": "about" if is_loose(words, low) else None}
    elif low and high:
        bounds = {"low": read_number(low), "high": read_number(high)}
    elif low or high:
        bounds = {"value": read_number(low or high), "qualifier": "at_least" if low else "at_most"}
    return ke.Quantity(words=words, unit=unit if bounds else None, **bounds)


def is_loose(words: str, figure: str) -> bool:
    """Whether words such as "about" or "perhaps" stand before a figure, which may be spelled out at the beginning."""
    plain = words.casefold().replace(",", "")
    return re.match(LOOSE, plain) is not None or re.search(rf"{LOOSE}\D{{0,20}}{figure}", plain) is not None


def agrees(found: ke.Quantity, low: str, high: str) -> bool:
    """Whether a figure read from words is the one in the columns of its row."""
    numbers = {found.value} if found.value is not None else {found.low, found.high}
    return {read_number(each) for each in (low, high) if each} == numbers - {None}


def read_number(text: str) -> int | float:
    """A number as it is printed."""
    return float(text) if re.search("[.]", text) else int(text)
