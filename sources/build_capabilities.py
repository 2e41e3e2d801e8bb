"""The shipped dossier of capabilities, from ``capabilities.csv`` and ``systems.csv``.

Every row is one claimant's value for one attribute of a weapon system, or of a flight or test that ``launches`` has:
what a missile *did* is said of the event, what it *can* do of the system.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from attrs import define

import korea_events as ke
from korea_events.codecs.csv.mapped_rows import make_id
from korea_events.dossier.references import list_references
from korea_events.model import Claim, Quote, Superlative
from sources.build_launches import LaunchBuilder
from sources.builder import FOLDER, Builder, Row, read_quantity, read_table

INFERRED = {"system": "The page does not name the type.", "event": "The page does not name the test."}
"""What the collector inferred of a row, and why."""


@define(slots=False)
class CapabilityBuilder(Builder):
    """Builds the records of all claims about weapon systems, each once."""

    @cached_property
    def launches(self) -> ke.Dossier:
        """The launches, for the events that claims are about."""
        return LaunchBuilder().build()

    def build(self) -> ke.Dossier:
        """The dossier of all claims."""
        for row in read_table(FOLDER / "capabilities.csv"):
            self.add(self.build_claim(row))
            if row["supersedes"]:
                link = f"{row['claim_id']}-revises"
                source, target = row["claim_id"], row["supersedes"]
                self.add(ke.Link(id=link, kind="supersedes", source=source, target=target))
        return ke.Dossier.of(*self.records.values())

    def build_claim(self, row: Row) -> Claim:
        """The claim of a row: of an event if it names one, else of a system."""
        claimants, citations = self.add_claimants(row)
        value = read_value(row)
        if row["term"]:  # the words of the source are then in the citation
            citations = [
                ke.Citation(
                    document=each.document, quote=Quote(exact=row["words"]), attribution=each.attribution
                )
                for each in citations
            ]
        subject = "event" if row["event"] else "system"
        is_inferred = row["confidence"] == f"seen; {subject} inferred"
        support = [ke.Support(fields=[subject], basis="coder_supplied", note=INFERRED[subject])]
        shared: dict[str, Any] = {
            "id": row["claim_id"],
            "attribute": row["attribute"],
            "value": value,
            "claimants": claimants,
            "stance": row["stance"],
            "disputes": row["disputes"].split(),
            "at": row["at"] or None,
            "citations": citations,
            "support": support if is_inferred else [],
        }
        if row["event"]:
            return ke.EventClaim(event=self.add_launch(row["event"]), **shared)
        return ke.CapabilityClaim(system=self.add_system(row["system"]), **shared)

    def add_document(self, row: Row) -> str:
        """Add the document of a row, as the launches have it if they do."""
        known = make_id(row["source"])
        return self.add_launch(known) if known in self.launches.documents.ids else super().add_document(row)

    def add_launch(self, identifier: str) -> str:
        """Add a record of the launches, and all to which it refers."""
        if identifier not in self.records:
            record = self.launches.get(identifier)
            assert record is not None, identifier
            self.add(record)
            for reference in list_references(record):
                self.add_launch(reference.target)
        return identifier


def read_value(row: Row) -> Any:
    """The value of a row: a figure, a superlative, or words; None for a stance without a value."""
    if row["scope"]:
        return Superlative(text=row["term"], scope=row["scope"])
    if row["term"] or not row["unit"]:
        return None if row["term"] == "-" else ke.Term(text=row["term"] or row["words"])
    figure = read_quantity(row["words"], row["low"], row["high"], row["unit"])
    if figure is not None and row["corrected"]:
        return ke.Quantity(
            value=figure.value, unit=figure.unit, words=figure.words, corrected=row["corrected"]
        )
    return figure
