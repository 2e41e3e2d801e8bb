"""The JSON Schema of our files, built from what the classes declare: for editors, other languages and databases.

A schema checks less than the library: which fields there are, the kind of their values, the codes, the spelling of
identifiers. :func:`korea_events.load` also checks that references lead somewhere, that dates are possible and that
fields do not contradict each other. Every file that loads is valid; not every valid file loads.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from inspect import cleandoc, getdoc
from typing import Any, Final

from korea_events.codecs.json.versions import FORMAT, VERSION
from korea_events.codecs.json_text.canonical import format_json
from korea_events.errors import QuestionError
from korea_events.model import RECORD_TYPES, Record
from korea_events.model.engine import (
    LARGEST_INTEGER,
    TYPE_KEY,
    FieldSpec,
    Shape,
    Vocabulary,
    list_fields,
    read_field_descriptions,
)
from korea_events.temporal import Reading
from korea_events.temporal.engine import quote_value

__all__ = ["json_schema", "schema_text"]

SCHEMA_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FILE_NAME: Final = f"korea-events-{VERSION}.schema.json"
"""The name of the file with the schema, beside this module."""

Schema = dict[str, Any]


def json_schema(kind: type[Record] | None = None) -> Schema:
    """The JSON Schema (Draft 2020-12) of a file, or of the records of one class.

    Unknown fields are allowed everywhere except in spans, as in files.

    Raises:
        QuestionError: ``record-type`` if ``kind`` is not a class of records.

    Example:
        >>> from korea_events.model import Actor
        >>> json_schema()["properties"]["version"], json_schema(Actor)["required"]
        ({'const': 1}, ['id', 'name', 'kind'])
    """
    if kind is not None and not any(kind is one for one in RECORD_TYPES):
        raise QuestionError.of("record-type", f"kind must be a class of records, not {quote_value(kind)}")
    schemas = _SchemaDefinitions()
    if kind is None:
        name = "file"
        body: Schema = {
            "title": "A dossier of korea_events",
            "description": "Reported events on and around the Korean Peninsula, with what the reports rest on.",
            "type": "object",
            "required": ["format", "version"],
            "properties": {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                **{
                    record.collection: {"type": "array", "items": schemas.refer_to(record)}
                    for record in RECORD_TYPES
                },
            },
        }
    else:
        name = kind.type_tag
        schemas.refer_to(kind)
        body = schemas.definitions.pop(kind.__name__)
    return {
        "$schema": SCHEMA_DIALECT,
        "$id": f"urn:{FORMAT}:{VERSION}:{name}",
        **body,
        "$defs": dict(sorted(schemas.definitions.items())),
    }


def schema_text() -> str:
    """The schema of files as text, as shipped with the library.

    Example:
        >>> schema_text().splitlines()[1]
        '  "$schema": "https://json-schema.org/draft/2020-12/schema",'
    """
    return files("korea_events.codecs").joinpath(SCHEMA_FILE_NAME).read_text("utf-8")


def build_schema_text() -> str:
    """The text to ship: the schema of the classes as they are now."""
    return format_json(json_schema()) + "\n"


class _SchemaDefinitions:
    """The definitions that a schema refers to, each built once."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def refer_to(self, kind: type[Any]) -> Schema:
        """A reference to the definition of a class or of a list of codes."""
        if kind.__name__ not in self.definitions:
            self.definitions[kind.__name__] = {}  # parts may hold parts of their own kind
            build = _build_code_schema if issubclass(kind, StrEnum) else self.build_object
            self.definitions[kind.__name__] = build(kind)
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def build_object(self, kind: type[Any]) -> Schema:
        descriptions = read_field_descriptions(kind)
        specs = [spec for spec in list_fields(kind) if spec.shape is not Shape.UNKNOWN_FIELDS]
        tag = getattr(kind, "type_tag", "")
        properties: Schema = {TYPE_KEY: {"const": tag}} if tag else {}
        for spec in specs:
            properties[spec.name] = self.build_field(spec)
            texts = [descriptions[spec.name]] if spec.name in descriptions else []
            if spec.collections:
                texts.append(f"An id from {' or '.join(spec.collections)}.")
            if texts:
                properties[spec.name]["description"] = " ".join(texts)
        return {
            "title": kind.__name__,
            "description": _get_summary_line(kind),
            "type": "object",
            "required": [spec.name for spec in specs if spec.required],
            "properties": properties,
        }

    def build_field(self, spec: FieldSpec) -> Schema:
        one = self.build_value(spec)
        if spec.many:
            many: Schema = {"type": "array", "items": one}
            if spec.required:
                many["minItems"] = 1
            # JSON Schema takes 13 and 13.0 for equal, which the library does not, and parts may hold numbers.
            if spec.distinct and spec.shape is not Shape.PART:
                many["uniqueItems"] = True
            return many
        if not spec.nullable:
            return one
        if set(one) <= _NULLABLE_KEYWORDS and isinstance(one.get("type"), str):
            return {**one, "type": [one["type"], "null"]}
        return {"anyOf": [one, {"type": "null"}]}

    def build_value(self, spec: FieldSpec) -> Schema:
        match spec.shape:
            case Shape.TEXT | Shape.REFERENCE:
                return _build_text_schema(spec)
            case Shape.CODE:
                lists = [self.refer_to(vocabulary) for vocabulary in spec.vocabularies]
                return lists[0] if len(lists) == 1 else {"anyOf": lists}
            case Shape.NUMBER | Shape.INTEGER:
                return _build_number_schema(spec)
            case Shape.FLAG:
                return {"type": "boolean"}
            case Shape.SPAN:
                return self.refer_to_span(unknown_zone=spec.unknown_zone_allowed)
            case _:
                kinds = [self.refer_to(part) for part in spec.parts]
                if len(kinds) == 1:
                    return kinds[0]
                return {"oneOf": [{**each, "required": [TYPE_KEY]} for each in kinds]}

    def refer_to_span(self, *, unknown_zone: bool) -> Schema:
        name = "PublicationSpan" if unknown_zone else "Span"
        zone = _describe_text("a time zone; Asia/Seoul by default", minLength=1)
        if unknown_zone:
            zone = _describe_text("a time zone; null if it is unknown", minLength=1, type=["string", "null"])
        edtf = _describe_text("EDTF (ISO 8601-2) text", minLength=1)
        self.definitions[name] = {
            "title": name,
            "description": "When something was: EDTF text, alone or with details, or the known bounds.",
            "anyOf": [
                edtf,
                {
                    "type": "object",
                    "required": ["edtf"],
                    "properties": {
                        "edtf": edtf,
                        "duration": _describe_text("PnD, PnW or PT…, or least/most"),
                        "zone": zone,
                        "reading": {"enum": [str(reading) for reading in Reading]},
                        "as_of": _describe_text("a day on which a span with an open end was still under way"),
                    },
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {
                        **{name: _describe_text(words) for name, words in _BOUND_DESCRIPTIONS.items()},
                        "min_days": {"type": "integer", "minimum": 1},
                        "max_days": {"type": "integer", "minimum": 1},
                        "min_length": _describe_text("PT…, for instants"),
                        "max_length": _describe_text("PT…, for instants"),
                        "approximate": {"enum": [True, False, "start", "end"]},
                        "zone": zone,
                    },
                    "additionalProperties": False,
                },
            ],
        }
        return {"$ref": f"#/$defs/{name}"}


_NULLABLE_KEYWORDS: Final = {"type", "minLength", "maxLength", "pattern", "minimum", "maximum", "description"}
_BOUND_DESCRIPTIONS: Final = {
    "earliest_start": "the earliest possible first day or instant",
    "latest_start": "the latest possible first day or instant",
    "earliest_end": "the earliest possible last day or instant",
    "latest_end": "the latest possible last day or instant",
}


def _describe_text(words: str, **keywords: Any) -> Schema:
    return {"type": "string", **keywords, "description": words}


def _build_code_schema(kind: type[StrEnum]) -> Schema:
    return {
        "title": kind.__name__,
        "description": _get_summary_line(kind),
        "oneOf": [
            {"const": str(member), "description": member.definition}
            if isinstance(member, Vocabulary)
            else {"const": str(member)}
            for member in kind
        ],
    }


def _build_text_schema(spec: FieldSpec) -> Schema:
    rule = spec.text_rule
    assert rule is not None  # every text field declares one
    text: Schema = {"type": "string", "minLength": 1, "maxLength": rule.longest}
    # The pattern of web addresses lists characters in a way that only Python understands.
    if rule.pattern is not None and rule.pattern.pattern.isascii() and "\\s" not in rule.pattern.pattern:
        text["pattern"] = f"^(?:{rule.pattern.pattern})$"
    return text


def _build_number_schema(spec: FieldSpec) -> Schema:
    whole = spec.shape is Shape.INTEGER
    number: Schema = {"type": "integer" if whole else "number"}
    least = -LARGEST_INTEGER if whole and spec.least is None else spec.least
    most = LARGEST_INTEGER if whole and spec.most is None else spec.most
    if least is not None:
        number["minimum"] = least
    if most is not None:
        number["maximum"] = most
    return number


def _get_summary_line(kind: type[Any]) -> str:
    return cleandoc(getdoc(kind) or "").split("\n", 1)[0]
