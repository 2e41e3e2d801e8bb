"""What a field of a record may hold: declared once, in its annotation.

To a type checker, ``ActorId | None`` is text or None. To checks, files, the schema and dossiers it is also the
identifier of a record in ``actors``. ``list_fields`` reads the declarations of a class.
"""

import ast
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache, wraps
from inspect import cleandoc, getsource
from itertools import pairwise
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from korea_events.model.fields import text_rules
from korea_events.model.fields.text_rules import TextRule
from korea_events.model.fields.vocabulary import Vocabulary
from korea_events.temporal import Span


@frozen
class ReferenceMarker:
    """The text is the identifier of a record in one of these collections, or in any if there are none."""

    collections: tuple[str, ...] = ()
    """The JSON names of the collections."""

    def __repr__(self) -> str:
        return f"<id in {self.collections[0] if len(self.collections) == 1 else 'several collections'}>"


@frozen(kw_only=True)
class NumberRange:
    """The number lies between two bounds, both inclusive; None means unbounded."""

    least: float | None = None
    most: float | None = None

    def __repr__(self) -> str:
        return f"<{self.least} to {self.most}>"


@frozen(kw_only=True)
class ZoneRule:
    """Whether a span may say that its zone is unknown (``zone=None``)."""

    unknown_allowed: bool

    def __repr__(self) -> str:
        return "<any zone or None>"


EVENT_COLLECTIONS: Final = ("exercises", "weapon_events", "leader_activities", "activities")
"""The collections whose records are events."""
CLAIM_COLLECTIONS: Final = ("capability_claims", "event_claims")
"""The collections whose records are claims."""
LARGEST_INTEGER: Final = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly; its negative is the smallest."""

Id = Annotated[str, text_rules.ID]
Line = Annotated[str, text_rules.LINE]
Prose = Annotated[str, text_rules.PROSE]
Token = Annotated[str, text_rules.TOKEN]
Country = Annotated[str, text_rules.COUNTRY]
Language = Annotated[str, text_rules.LANGUAGE]
Url = Annotated[str, text_rules.URL]
FieldPath = Annotated[str, text_rules.FIELD_PATH]
KeptJson = Annotated[str, text_rules.KEPT_JSON]

AnyId = Annotated[str, ReferenceMarker()]
ActorId = Annotated[str, ReferenceMarker(("actors",))]
PlaceId = Annotated[str, ReferenceMarker(("places",))]
SystemId = Annotated[str, ReferenceMarker(("weapon_systems",))]
SeriesId = Annotated[str, ReferenceMarker(("series",))]
DocumentId = Annotated[str, ReferenceMarker(("documents",))]
EventId = Annotated[str, ReferenceMarker(EVENT_COLLECTIONS)]
StatementId = Annotated[str, ReferenceMarker(("statements",))]
FramedId = Annotated[str, ReferenceMarker((*EVENT_COLLECTIONS, "series", "actors"))]
RatedId = Annotated[str, ReferenceMarker(("documents", "actors"))]
ClaimId = Annotated[str, ReferenceMarker(CLAIM_COLLECTIONS)]

Number = Annotated[float, NumberRange()]
NonNegative = Annotated[float, NumberRange(least=0)]
Latitude = Annotated[float, NumberRange(least=-90, most=90)]
Longitude = Annotated[float, NumberRange(least=-180, most=180)]
Count = Annotated[int, NumberRange(least=1)]
DayCount = Annotated[int, NumberRange(least=0)]

PublicationSpan = Annotated[Span, ZoneRule(unknown_allowed=True)]


class Shape(StrEnum):
    """The sort of value that a field holds."""

    TEXT = "text"
    REFERENCE = "reference"
    CODE = "code"
    NUMBER = "number"
    INTEGER = "integer"
    FLAG = "flag"
    SPAN = "span"
    PART = "part"
    UNKNOWN_FIELDS = "unknown_fields"


@frozen(kw_only=True)
class FieldSpec:
    """One field of a record or of a part of one, as its class declares it.

    Example:
        >>> from korea_events.model import Document
        >>> {spec.name: spec.collections for spec in list_fields(Document) if spec.shape == "reference"}
        {'publisher': ('actors',), 'copy_of': ('documents',), 'provider': ('actors',)}
    """

    name: str
    shape: Shape
    many: bool
    """Whether the field holds a tuple of such values."""
    required: bool
    """Whether the field must be given (and, where it holds several values, at least one)."""
    nullable: bool
    """Whether the field may be None: unknown, or not said."""
    default: Any
    """The value if none is given; ``attrs.NOTHING`` for a required field."""
    text_rule: TextRule | None = None
    """The rule for text."""
    collections: tuple[str, ...] = ()
    """For a reference: the collections it may point into; empty for any."""
    vocabularies: tuple[type[Vocabulary] | type[StrEnum], ...] = ()
    """For a code: its closed list, or several lists that share no code."""
    parts: tuple[type[Any], ...] = ()
    """For a part: its class, or several classes, which ``type_tag`` distinguishes."""
    least: float | None = None
    most: float | None = None
    unknown_zone_allowed: bool = False
    distinct: bool = True
    """Whether equal values in a tuple are refused."""
    converter: Callable[[Any], Any] | None = None
    """What the constructor does to an argument before the check: lists become tuples, text becomes codes."""


_T = TypeVar("_T")


def remember_per_class(prepare: Callable[[type[Any]], _T]) -> Callable[[type[Any]], _T]:
    """A function of a class that remembers its result for each."""
    prepared: dict[type[Any], _T] = {}

    @wraps(prepare)
    def remembered(kind: type[Any]) -> _T:
        try:
            return prepared[kind]
        except KeyError:
            return prepared.setdefault(kind, prepare(kind))

    return remembered


def compile_function(source: list[str], names: dict[str, Any]) -> Callable[..., Any]:
    """The function of a source that is generated for the class ``KIND``, with what its names refer to.

    Fields that stand in the code are read and set much sooner than fields by name.
    """
    found: dict[str, Any] = {}
    code = compile("\n".join(source), f"<generated for {names['KIND'].__name__}>", "exec")
    exec(code, names, found)  # noqa: S102  # written from declarations of this library
    (function,) = found.values()
    return cast("Callable[..., Any]", function)


REPEATABLE: Final = "repeatable"
"""Metadata key of a tuple field that may hold equal items."""
_LAST_FIELDS: Final = ("citations", "support", "coding", "note", "extra")
FRAME_FIELDS: Final = frozenset({"id", *_LAST_FIELDS})
"""The fields that every record has: its id and its provenance."""


@remember_per_class
def list_fields(record: type[Any]) -> tuple[FieldSpec, ...]:
    """The fields of a record class or of a part's class, in the order in which files keep them.

    Example:
        >>> from korea_events.model import Hop
        >>> [spec.name for spec in list_fields(Hop)]
        ['actor', 'verb', 'anonymity', 'extra']
    """
    hints = get_type_hints(record, include_extras=True)
    specs = {each.name: _read_field_spec(each, hints[each.name]) for each in attrs.fields(record)}
    # First the id and the required fields, the most specific first; last the provenance that every record has.
    inherited = {attribute.name for attribute in attrs.fields(record) if attribute.inherited}
    required = [name for name, spec in specs.items() if spec.required and "id" in specs]
    first = sorted(required, key=inherited.__contains__)
    others = [name for name in specs if name not in _LAST_FIELDS]
    names = dict.fromkeys(["id", *first, *others, *_LAST_FIELDS])
    return tuple(specs[name] for name in names if name in specs)


@remember_per_class
def map_fields(record: type[Any]) -> Mapping[str, FieldSpec]:
    """The fields of a class by name."""
    return MappingProxyType({spec.name: spec for spec in list_fields(record)})


@remember_per_class
def read_field_descriptions(record: type[Any]) -> Mapping[str, str]:
    """What each field of a class is for: the string under its attribute, in the class or a base.

    Python does not keep these strings, so they are read from the source. ``python -OO`` changes nothing; in a frozen
    program, which has no source, the result is empty.

    Example:
        >>> from korea_events.model import Hop
        >>> read_field_descriptions(Hop)["verb"]
        'What it did with the report.'
    """
    texts: dict[str, str] = {}
    for base in reversed(record.__mro__):
        if attrs.has(base):
            texts |= _read_attribute_strings(base.__module__).get(base.__name__, {})
    return MappingProxyType({name: texts[name] for name in map_fields(record) if name in texts})


@lru_cache
def _read_attribute_strings(module: str) -> dict[str, dict[str, str]]:
    """By class and attribute: the strings under the attributes of a module's classes."""
    try:
        tree = ast.parse(getsource(sys.modules[module]))
    except (OSError, TypeError):
        return {}
    return {
        node.name: {
            attribute.target.id: cleandoc(text)
            for attribute, below in pairwise(node.body)
            if isinstance(attribute, ast.AnnAssign) and isinstance(attribute.target, ast.Name)
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            if isinstance(text := below.value.value, str)
        }
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def _read_field_spec(attribute: "attrs.Attribute[Any]", hint: Any) -> FieldSpec:
    required = attribute.default is attrs.NOTHING
    common: dict[str, Any] = {
        "name": attribute.name,
        "required": required,
        "default": attribute.default,
        "converter": cast("Any", attribute).converter,
    }
    if attribute.name == "extra":
        return FieldSpec(shape=Shape.UNKNOWN_FIELDS, many=True, nullable=False, **common)
    hint, nullable = _strip_none(hint)
    many = get_origin(hint) is tuple
    if many:
        hint = get_args(hint)[0]
        common["distinct"] = REPEATABLE not in attribute.metadata
    return FieldSpec(many=many, nullable=nullable, **common, **_read_value_hint(hint))


def _strip_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    members = tuple(member for member in get_args(hint) if member is not NoneType)
    only = members[0] if len(members) == 1 else Union[members]  # noqa: UP007  # the members are known only now
    return only, len(members) < len(get_args(hint))


def _read_value_hint(hint: Any) -> dict[str, Any]:
    """What the annotation of a single value declares, as arguments of ``FieldSpec``."""
    marker = None
    if get_origin(hint) is Annotated:
        hint, marker = get_args(hint)
    if isinstance(marker, ReferenceMarker):
        return {"shape": Shape.REFERENCE, "collections": marker.collections, "text_rule": text_rules.ID}
    if isinstance(marker, TextRule):
        return {"shape": Shape.TEXT, "text_rule": marker}
    if isinstance(marker, NumberRange):
        shape = Shape.INTEGER if hint is int else Shape.NUMBER
        return {"shape": shape, "least": marker.least, "most": marker.most}
    if hint is Span:
        unknown = isinstance(marker, ZoneRule) and marker.unknown_allowed
        return {"shape": Shape.SPAN, "unknown_zone_allowed": unknown}
    if hint is bool:
        return {"shape": Shape.FLAG}
    parts: tuple[Any, ...] = (hint,) if isinstance(hint, type) else get_args(hint)
    if all(issubclass(part, StrEnum) for part in parts):
        return {"shape": Shape.CODE, "vocabularies": parts}
    return {"shape": Shape.PART, "parts": parts}
