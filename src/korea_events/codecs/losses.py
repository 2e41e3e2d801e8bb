"""What a format cannot say: every value that an export drops or coarsens, with its place in the dossier.

The paths are those of the JSON file of the same dossier, so that a loss can be looked up there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from attrs import define, field

from korea_events.codecs.codec import ExportResult, Loss
from korea_events.codecs.json_text.paths import extend_path
from korea_events.dossier import Dossier
from korea_events.errors import LossError, Problem
from korea_events.model import COLLECTIONS, Record, unstructure


@define
class LossCollector:
    """Collects what one export loses."""

    found: list[Loss] = field(factory=list[Loss])

    def add(self, path: str, reason: str) -> None:
        """Note one loss."""
        self.found.append(Loss(path, reason))

    def fields(self, record: Record, path: str, kept: Collection[str], reason: str) -> None:
        """Note every field of a record that says something and is not among the kept ones."""
        for name in unstructure(record):
            if name not in kept:
                self.add(extend_path(path, name), reason)

    def add_collections(self, dossier: Dossier, kept: Collection[str], reason: str) -> None:
        """Note every collection of a dossier that is not among the kept ones, and what it says besides records."""
        for name in COLLECTIONS:
            count = len(getattr(dossier, name))
            if count and name not in kept:
                self.add(f"$.{name}", f"{count} record{'s' if count > 1 else ''}: {reason}")
        for name, _ in (*dossier.extra, *(dossier.newer.records if dossier.newer is not None else ())):
            self.add(extend_path("$", name), reason)

    def finish(self, text: str, *, strict: bool) -> ExportResult:
        """The finished export.

        Raises:
            LossError: ``export-loss`` for each loss, when ``strict``.
        """
        if strict and self.found:
            raise LossError(Problem(loss.path, "export-loss", loss.reason) for loss in self.found)
        return ExportResult(text, tuple(self.found))


def walk_collections(dossier: Dossier, collections: Iterable[str]) -> Iterator[tuple[str, Record]]:
    """The records of some collections, each with its path in the dossier.

    Example:
        >>> from korea_events.model import Actor
        >>> dossier = Dossier.of(Actor(id="usa", name="United States", kind="state"))
        >>> [path for path, _ in walk_collections(dossier, ["actors"])]
        ['$.actors[0]']
    """
    for name in collections:
        for index, record in enumerate(getattr(dossier, name)):
            yield f"$.{name}[{index}]", record
