"""What all records have: an identifier, citations, supports, coding, a note, and the answer to what rests on what."""

from typing import Any, ClassVar

from attrs import evolve, field, frozen

from korea_events.errors import QuestionError
from korea_events.model.base_classes import Fact
from korea_events.model.fields.checks import rule
from korea_events.model.fields.converters import TupleOf
from korea_events.model.fields.declarations import Id, Prose, Shape, list_fields, remember_per_class
from korea_events.model.fields.field_checks import Fault, Faults, is_tuple
from korea_events.model.fields.field_paths import (
    FieldPathError,
    build_plain_getters,
    find_cited_parts,
    is_path_prefix,
)
from korea_events.model.provenance import Basis, Citation, Coding, Support, as_citations
from korea_events.temporal.engine import check_type, quote_value


@remember_per_class
def _list_own_collection_fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(
        spec.name
        for spec in list_fields(kind)
        if spec.shape is Shape.REFERENCE and (not spec.collections or kind.collection in spec.collections)
    )


@frozen(kw_only=True, repr=False)
class Record(Fact):
    """A fact with an identifier: files keep it in a collection, and other records refer to it.

    Records are frozen, hashable and unordered; two are equal if their content is.

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
    """What the record rests on: its fields count as stated there."""
    support: tuple[Support, ...] = field(default=(), converter=TupleOf[Support])
    """What single fields rest on, where that differs."""
    coding: Coding | None = None
    """Who coded the record, and how."""
    note: Prose | None = None
    """Anything else a reader should know, in the words of the coder."""

    def support_for(self, path: str) -> Support:
        """What the field at ``path`` rests on: its basis, its citations and the note on them.

        The most specific of these counts: a ``support`` that names the field or what contains it, or the citations of
        the part it lies in. Failing both, the record's citations state it; without any, the coder supplied it.

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
        check_type("path", path, str, "the path of a field")
        try:
            parts = find_cited_parts(self, path)
        except FieldPathError as reason:
            raise QuestionError.of("field-unknown", str(reason)) from None
        stated = citations = self._get_own_citations()
        chosen: Support | None = None
        closest = -1
        for inside, cited in parts:
            if cited and len(inside) > closest:
                citations, closest = cited, len(inside)
        for support in self.support:
            for supported in support.fields:
                if is_path_prefix(supported, path) and len(supported) >= closest:
                    chosen, closest = support, len(supported)
                    citations = support.citations or (stated if support.basis is Basis.STATED else ())
        if chosen is not None:
            return evolve(chosen, fields=(path,), citations=citations, extra=())
        basis = Basis.STATED if citations else Basis.CODER_SUPPLIED
        return Support(fields=(path,), basis=basis, citations=citations)

    def _get_own_citations(self) -> tuple[Citation, ...]:
        """What the record as a whole rests on."""
        return self.citations

    def _rests_on_documents(self) -> bool:
        """Whether the record as a whole rests on any document; of citations with a problem that is assumed."""
        return bool(self.citations)

    @rule("support")
    def _check_supports(self) -> Faults:
        if not self.support:
            return ()
        getters = build_plain_getters(type(self))
        faults: list[Fault] = []
        first_uses: dict[str, int] = {}
        for i, support in enumerate(self.support):
            for j, path in enumerate(support.fields):
                try:
                    said = getters[path](self)
                except (KeyError, AttributeError):  # seldom: another path, or one to a missing part
                    said = None
                if not said:
                    try:
                        find_cited_parts(self, path)
                    except FieldPathError as reason:
                        faults.append((f".support[{i}].fields[{j}]", "support-path", str(reason)))
                        continue
                if path in first_uses:
                    message = f"{path!r} already has a support: support[{first_uses[path]}]"
                    faults.append((f".support[{i}].fields[{j}]", "support-twice", message))
                else:
                    first_uses[path] = i
            if support.basis is Basis.STATED and not support.citations and not self._rests_on_documents():
                message = "the basis is 'stated', but neither the support nor the record cites a document"
                faults.append((f".support[{i}]", "support-uncited", message))
        return faults

    @rule("id", about=_list_own_collection_fields)
    def _check_no_self_reference(self) -> Faults:
        faults: list[Fault] = []
        for name in _list_own_collection_fields(type(self)):
            value: Any = getattr(self, name)
            items = [(f".{name}[{i}]", item) for i, item in enumerate(value)] if is_tuple(value) else []
            for path, item in items or [(f".{name}", value)]:
                if type(item) is str and item == self.id:
                    faults.append((path, "reference-self", f"{quote_value(self.id)} refers to itself"))
        return faults
