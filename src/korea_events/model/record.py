"""What every record has: an identifier, what it rests on, who coded it, a note, and a way to ask what rests on what."""

from typing import Any, ClassVar

from attrs import field, frozen

from korea_events.errors import QuestionError
from korea_events.model.base_classes import Fact
from korea_events.model.fields.checks import rule
from korea_events.model.fields.declarations import Id, Prose, Shape, list_fields, remember_per_class
from korea_events.model.fields.field_checks import Fault, Faults, is_tuple
from korea_events.model.fields.field_paths import (
    FieldPathError,
    find_cited_parts,
    get_supportable_fields,
    is_path_prefix,
)
from korea_events.model.fields.text_rules import quote_for_message
from korea_events.model.provenance import (
    Basis,
    Citation,
    Coding,
    Support,
    as_citations,
    as_supports,
)


@frozen(kw_only=True, repr=False)
class Record(Fact):
    """A fact with an identifier: what files keep in a collection and other records refer to.

    Records are frozen, hashable and have no order; two are equal when their content is.

    Example:
        >>> from korea_events.model import Actor
        >>> isinstance(Actor(id="usa", name="United States", kind="state"), Record)
        True
    """

    collection: ClassVar[str] = ""
    """The name of the collection in dossiers and files."""
    type_tag: ClassVar[str] = ""
    """The name of the type where records of several types are mixed."""

    id: Id
    """The identifier, unique in a dossier and never reused: lower-case ASCII letters, digits, '.', '_', '-'."""
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    """What the record rests on; its fields count as stated there."""
    support: tuple[Support, ...] = field(default=(), converter=as_supports)
    """What single fields rest on, where that differs."""
    coding: Coding | None = None
    """Who wrote it down and how."""
    note: Prose | None = None
    """Anything a reader should know, in the coder's words."""

    def support_for(self, path: str) -> Support:
        """What the field at ``path`` rests on: its basis, its citations and the note on it.

        The most specific ``support`` counts, or the citations of the part in which the field lies; otherwise the
        record's citations, which state it, or nothing, so that the coder supplied it.

        Raises:
            QuestionError: ``field-unknown`` if the record has no such field.

        Example:
            >>> from korea_events.model import Exercise, StatedLength
            >>> drills = Exercise(
            ...     id="fs-24", name="Freedom Shield 24",
            ...     length=StatedLength(words="11-day", n=11, unit="day", counting="inclusive"),
            ...     citations=[Citation(document="wire-2024-03-14")],
            ...     support=[Support(fields=["name", "length.counting"], basis="coder_supplied")],
            ... )
            >>> drills.support_for("length.words").basis, drills.support_for("length.counting").basis
            (Basis.STATED, Basis.CODER_SUPPLIED)
        """
        try:
            parts = find_cited_parts(self, path)
        except FieldPathError as reason:
            raise QuestionError.of("field-unknown", str(reason)) from None
        stated = self._get_own_citations()
        chosen = Support(
            fields=(path,), basis=Basis.STATED if stated else Basis.CODER_SUPPLIED, citations=stated
        )
        closest = -1
        for place, citations in parts:
            if citations and len(place) > closest:
                chosen = Support(fields=(path,), basis=Basis.STATED, citations=citations)
                closest = len(place)
        for support in self.support:
            for named in support.fields:
                if is_path_prefix(named, path) and len(named) >= closest:
                    closest = len(named)
                    citations = support.citations
                    if not citations and support.basis is Basis.STATED:
                        citations = stated
                    chosen = Support(
                        fields=(path,), basis=support.basis, citations=citations, note=support.note
                    )
        return chosen

    def _get_own_citations(self) -> tuple[Citation, ...]:
        """What the record as a whole rests on."""
        return self.citations

    @rule("support")
    def _check_supports(self) -> Faults:
        if not self.support:
            return ()
        facts = get_supportable_fields(type(self))
        faults: list[Fault] = []
        first: dict[str, int] = {}
        for i, support in enumerate(self.support):
            for j, path in enumerate(support.fields):
                # Most paths are the name of a field in which something is said.
                value: object = getattr(self, path) if path in facts else None
                if value is None or (type(value) is tuple and not value):
                    try:
                        find_cited_parts(self, path)
                    except FieldPathError as reason:
                        faults.append((f".support[{i}].fields[{j}]", "support-path", str(reason)))
                        continue
                if path in first:
                    message = f"{path!r} has a support already, at $.support[{first[path]}]"
                    faults.append((f".support[{i}].fields[{j}]", "support-twice", message))
                else:
                    first[path] = i
            if support.basis is Basis.STATED and not support.citations and not self._get_own_citations():
                message = "stated, but neither here nor on the record is a document cited"
                faults.append((f".support[{i}]", "support-uncited", message))
        return faults

    @rule("id")
    def _check_no_self_reference(self) -> Faults:
        faults: list[Fault] = []
        for name in _list_own_collection_fields(type(self)):
            value: Any = getattr(self, name)
            if type(value) is str and value == self.id:
                faults.append(
                    (f".{name}", "reference-self", f"{quote_for_message(self.id)} refers to itself")
                )
            elif is_tuple(value) and all(type(one) is str for one in value) and self.id in value:
                place = f".{name}[{value.index(self.id)}]"
                faults.append((place, "reference-self", f"{quote_for_message(self.id)} refers to itself"))
        return faults


@remember_per_class
def _list_own_collection_fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(
        spec.name
        for spec in list_fields(kind)
        if spec.shape is Shape.REFERENCE and (not spec.collections or kind.collection in spec.collections)
    )
