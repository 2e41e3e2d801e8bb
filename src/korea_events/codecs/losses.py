"""What a format cannot say: every value that an export drops or coarsens, with its place in the dossier.

The paths are those of the JSON file of the same dossier, so that a loss can be looked up there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from attrs import define, field, frozen

from korea_events.codecs.json_text.paths import extend_path
from korea_events.dossier import Dossier
from korea_events.errors import FileError, LossError, Problem
from korea_events.model import COLLECTIONS, Record
from korea_events.model.engine import unstructure


@frozen
class Loss:
    """One thing that a format could not keep: where it stands in the dossier, and what became of it.

    Example:
        >>> print(Loss("$.exercises[0].components", "the table has no columns for it"))
        $.exercises[0].components: the table has no columns for it
    """

    path: str
    """The place in the dossier, as in its JSON file: collections in canonical order."""
    reason: str
    """What became of it, in words."""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class ExportResult(NamedTuple):
    """What an export made: the text of the file, and all that it does not say.

    Example:
        >>> from korea_events.codecs import geojson
        >>> text, losses = geojson.dumps(Dossier.of())
        >>> losses
        ()
    """

    text: str
    """What belongs into the file, to be encoded as UTF-8."""
    losses: tuple[Loss, ...]
    """Everything dropped or coarsened, in the order of the dossier."""


@frozen
class ImportResult:
    r"""What a reader of single records found: the good ones, and what is wrong with the others.

    Example:
        >>> from korea_events.codecs import csv
        >>> found = csv.loads("id,name\nfs-24,Freedom Shield 24\nUFS 24,Ulchi Freedom Shield 24\n")
        >>> [record.id for record in found.records], [problem.path for problem in found.problems]
        (['fs-24'], ['$.rows[3].id'])
    """

    records: tuple[Record, ...]
    """The records that are in order, as they follow each other in the file."""
    problems: tuple[Problem, ...]
    """What is wrong with the rest, each problem with its place in the file."""

    def all_or_nothing(self) -> tuple[Record, ...]:
        """The records, if nothing is wrong with any.

        Raises:
            FileError: with every problem, if there is one.

        Example:
            >>> ImportResult((), ()).all_or_nothing()
            ()
        """
        if self.problems:
            raise FileError(self.problems)
        return self.records


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
