"""The shipped dossier of launches, from the tables of this folder.

Every row is one source's words about one launch, firing or test. A row becomes claims by its claimant; the rows of one
document become its report; the rows of one event become the event, by the rules that the functions here name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import define

import korea_events as ke
from korea_events.codecs.csv.mapped_rows import make_id
from korea_events.model import EventPlace, WeaponEventKind
from korea_events.model.claims import OCCURRENCE
from sources.builder import FOLDER, Builder, Row, read_quantity, read_table, read_tables

KINDS = {
    "artillery_firing": "artillery_fire", "rocket_firing": "rocket_fire", "air_defence_firing": "air_defence_fire",
    "other": None,
}  # fmt: skip
"""The kinds of the tables that we call otherwise."""
NAMES = {
    "ballistic_missile_launch": "Ballistic missile launch", "cruise_missile_launch": "Cruise missile launch",
    "satellite_launch": "Satellite launch", "nuclear_test": "Nuclear test", "engine_test": "Engine test",
    "artillery_fire": "Artillery fire", "rocket_fire": "Rocket fire", "air_defence_fire": "Air defence fire",
    "underwater_test": "Underwater test", "launch": "Launch",
}  # fmt: skip


HEDGE = re.compile(
    r"\b(appears?|apparent|assumed|believed|estimated|experts|highly|initial|like|likely|may|maybe|not|or|per|possibl[ey]"
    r"|presum(ed|ably)|resembl(e|ing)|similar|suspected|thought|variant)\b"
)
"""Words that name a weapon system with a doubt, or name another."""


@define(slots=False)
class LaunchBuilder(Builder):
    """Builds the records of all launches, each once."""

    def build(self) -> ke.Dossier:
        """The dossier of all launches."""
        events: dict[str, list[Row]] = {}
        for row in read_tables("launches"):
            events.setdefault(row["event_id"], []).append(row)
        for name, rows in events.items():
            self.add_event(name, rows)
        return ke.Dossier.of(*self.records.values())

    def add_event(self, name: str, rows: list[Row]) -> None:
        """Add an event with the reports and claims of its rows."""
        claims = [claim for row in rows for claim in self.build_claims(row)]
        for claim in claims:
            self.add(claim)
        for document in dict.fromkeys(row["source"] for row in rows):
            self.add_report(name, [row for row in rows if row["source"] == document])
        day = name.removeprefix("launch-")[:10]
        kinds = resolve_kinds(rows)
        title = NAMES[kinds[0]] if kinds else "Launch or firing"
        date = dt.date.fromisoformat(day)
        cited = list(dict.fromkeys(make_id(row["source"]) for row in rows))
        support = [
            ke.Support(
                fields=["name", "kinds"] if kinds else ["name"], basis="derived", citations=cited,
                note="The kind that most claimants give; the reports have the others.",
            ),
            ke.Support(
                fields=["span"], basis="coder_supplied", note="The day in Korea; reports that give another are kept."
            ),
        ]  # fmt: skip
        missiles = resolve_count([claim for claim in claims if claim.attribute == "count"])
        measures = []
        if missiles is not None and kinds and kinds[0].endswith("missile_launch"):
            measures = [ke.Measure(what="missiles", quantity=missiles)]
            support.append(
                ke.Support(
                    fields=["measures"],
                    basis="derived",
                    citations=cited,
                    note="From the fewest to the most that a claimant counts.",
                )
            )
        systems = self.resolve_systems(name, rows)
        if systems:
            support.append(
                ke.Support(
                    fields=["weapon_systems"],
                    basis="derived",
                    citations=cited,
                    note="What claimants name without a doubt, if nobody names another.",
                )
            )
        site = self.find_only_place(row["site_as_stated"] for row in rows)
        sea = self.find_only_place((row["impact_as_stated"] for row in rows), at_sea=True)
        places = {"launch_site": site, "impact_area": sea}
        self.add(
            ke.WeaponEvent(
                id=name,
                name=f"{title}, {date.day} {date:%B %Y}",
                kinds=kinds,
                span=day,
                status="held",
                participations=[ke.Participation(actor=self.add_actor("prk"), role="operator")],
                places=[
                    EventPlace(place=self.add(place), role=role) for role, place in places.items() if place
                ],
                measures=measures,
                weapon_systems=[self.add_system(system) for system in systems],
                citations=cited,
                support=support,
            )
        )

    @cached_property
    def identities(self) -> list[Row]:
        """What the claims about capabilities say of which system it was."""
        rows = read_table(FOLDER / "capabilities.csv")
        return [row for row in rows if row["attribute"] == "identity"]

    def resolve_systems(self, event: str, rows: list[Row]) -> list[str]:
        """What was fired: the systems that claimants name without a doubt, if no claimant names another."""
        words = [row["system_as_stated"] for row in rows]
        words += [row["term"] or row["words"] for row in self.identities if row["event"] == event]
        found = [(self.find_systems(each), HEDGE.search(each) is not None) for each in words]
        widest = max((systems for systems, hedged in found if not hedged), key=len, default=set[str]())
        return sorted(widest) if all(systems <= widest for systems, _ in found) else []

    def add_report(self, event: str, rows: list[Row]) -> None:
        """Add the report of one document: the kinds and the days that it gives."""
        document = self.add_document(rows[0])
        kinds = list(dict.fromkeys(kind for row in rows if (kind := read_kind(row)) is not None))
        for number, day in enumerate(dict.fromkeys(row["date_kst"] for row in rows)):
            same = [row for row in rows if row["date_kst"] == day]
            words = dict.fromkeys(
                " ".join(filter(None, (row["date_as_stated"], row["time_as_stated"]))) for row in same
            )
            self.add(
                ke.EventReport(
                    id=f"{event}.{document}{f'.{number}' if number else ''}",
                    event=event,
                    document=document,
                    kinds=kinds,
                    span=day or None,
                    words=" … ".join(filter(None, words)) or None,
                    note="Inferred, not read."
                    if all(row["confidence"] == "inferred" for row in same)
                    else None,
                )
            )

    def build_claims(self, row: Row) -> Iterator[ke.EventClaim]:
        """The claims of a row: how many, how far, how high, with what, from where, to where, and how it went."""
        values: dict[str, Any] = {
            "count": None if is_one_of_several(row) else read_figure(row, "count", "count", ""),
            "flight_distance": read_figure(row, "range", "km", "_km"),
            "apogee": read_figure(row, "apogee", "km", "_km"),
        }
        terms = {"identity": "system", "launch_site": "site", "impact_area": "impact", "outcome": "outcome"}
        for attribute, column in terms.items():
            text = row[f"{column}_as_stated"]
            values[attribute] = ke.Term(text=text) if text else None
        is_denied = row["count_low"] == row["count_high"] == "0"  # "none detected"
        if not is_denied and not any(values.values()):
            return
        claimants, citations = self.add_claimants(row)
        shared: dict[str, Any] = {
            "event": row["event_id"],
            "claimants": claimants,
            "citations": citations,
            "note": "Inferred, not read." if row["confidence"] == "inferred" else None,
        }
        identifier = row["claim_id"].replace("#", ".")
        if is_denied:
            yield ke.EventClaim(
                id=f"{identifier}.occurrence", attribute=OCCURRENCE, stance="denies", **shared
            )
            return
        for attribute, value in values.items():
            if value is not None:
                yield ke.EventClaim(
                    id=f"{identifier}.{attribute}", attribute=attribute, value=value, **shared
                )


def read_kind(row: Row) -> str | None:
    """The kind that a row gives, as we call it."""
    return KINDS.get(row["kind"], row["kind"])


def resolve_kinds(rows: list[Row]) -> list[str]:
    """The kind of an event: the one that most claimants give, else the broader one of all; else none."""
    given = {(row["claimant"], kind) for row in rows if (kind := read_kind(row)) is not None}
    votes = Counter(kind for _, kind in given).most_common()
    if len(votes) < 2 or votes[0][1] > votes[1][1]:
        return [kind for kind, _ in votes[:1]]
    broader = {str(kind) for kind in WeaponEventKind if kind == "launch" or kind.broader == "launch"}
    return ["launch"] if {kind for kind, _ in votes} <= broader else []


def is_one_of_several(row: Row) -> bool:
    """Whether a row is about one missile of a salvo, "second of three", so that its count is not that of the event."""
    return " of " in row["count_as_stated"] and row["count_high"] == "1"


def read_figure(row: Row, column: str, unit: str, suffix: str) -> ke.Quantity | None:
    """The figure of a row in the words of its source."""
    low, high = (row[f"{column}{suffix}_{end}"] for end in ("low", "high"))
    return read_quantity(row[f"{column}_as_stated"], low, high, unit)


def resolve_count(claims: list[ke.EventClaim]) -> ke.Quantity | None:
    """How many were launched: from the fewest to the most that a claimant counts."""
    least: list[float] = []
    most: list[float] = []
    for claim in claims:
        value = claim.value
        assert isinstance(value, ke.Quantity)
        low, high = (value.value, value.value) if value.low is None else (value.low, value.high)
        if low is None or high is None:
            continue
        least.append(low)
        if value.qualifier not in ("at_least", "more_than") and value.convention is None:
            most.append(high)
    if not least:
        return None
    low = int(min(least))
    if not most:
        return ke.Quantity(value=low, unit="count", qualifier="at_least")
    high = int(max(*most, *least))
    return (
        ke.Quantity(value=low, unit="count") if low == high else ke.Quantity(low=low, high=high, unit="count")
    )
