"""Objects of other producers: reports, identities and locations as records."""

from __future__ import annotations

import re
from typing import Any, Final

from korea_events.codecs.json_text.paths import describe_value
from korea_events.codecs.json_text.strict import is_too_deep
from korea_events.codecs.stix.terms import ACTOR_KINDS, ARCHIVED_COPY, COUNTRY_CODES, CREATOR_ID, OWN_NAME
from korea_events.codecs.structuring import Reader
from korea_events.errors import Problem
from korea_events.model import Actor, Document, Place, Record

TIMESTAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", re.ASCII)
RECORD_KINDS: Final[dict[str, type[Record]]] = {"identity": Actor, "location": Place, "report": Document}
"""What becomes of each type of object."""

_MIDNIGHT: Final = re.compile(r"T00:00:00(?:\.0+)?Z")
_COUNTRIES: Final = {short: name for name, short in COUNTRY_CODES.items()}
_FIELDS: Final = {
    "identity": {"name": "name", "kind": "identity_class"},
    "location": {
        "name": "name", "latitude": "latitude", "longitude": "longitude", "radius_km": "precision",
        "country": "country",
    },
    "report": {"title": "name", "language": "lang", "publisher": "created_by_ref"},
}  # fmt: skip
"""The property of each field."""
_PLACE_NAMES: Final = ("city", "administrative_area", "region", "country")
"""What a location without a name is called by."""
_DEPTH_OF_FIELDS: Final = 3
"""The levels above a field in a JSON file: the file, a collection, a record."""
_DERIVED: Final = frozenset({
    "created", "modified", "created_by_ref", "description", "sectors", "identity_class", "object_refs",
    "external_references", "labels",
})  # fmt: skip
"""What this library writes into an object without being asked to read it again."""


def read_foreign_record(
    one: dict[str, Any], reader: Reader, actors: dict[str, str], assumed: set[str]
) -> Record | None:
    """The record of an object, or None, with the problems reported; what else the object says is kept in ``stix``."""
    kind = RECORD_KINDS[one["type"]]
    value: dict[str, Any] = {}
    read = {"type", "spec_version", "id"}
    for field, name in _FIELDS[one["type"]].items():
        converted = _convert_property(name, one[name], actors, assumed) if name in one else None
        if converted is not None:
            value[field] = converted
            read.add(name)
    own = one.get("created_by_ref") == CREATOR_ID
    if kind is Actor:
        read.discard("identity_class")  # an actor has a finer kind
    elif kind is Place:
        value.setdefault("name", next((one[name] for name in _PLACE_NAMES if name in one), None))
    else:
        stamp = one.get("published")
        read.add("published")
        if type(stamp) is str and TIMESTAMP.fullmatch(stamp):
            value["published"] = {"edtf": _MIDNIGHT.sub("", stamp), "zone": "UTC"}
            assumed |= {"a midnight is a day of UTC"} if _MIDNIGHT.search(stamp) else set()
        else:
            message = f"must be a timestamp such as 2024-03-14T09:00:00Z, not {describe_value(stamp)}"
            reader.report(("published", ()), "stix-time", message)
    kept = one.keys() - read - (_DERIVED if own else set())
    if kept:
        value["stix"] = {name: one[name] for name in sorted(kept)}
        if is_too_deep(value["stix"], reader.limits.nesting - _DEPTH_OF_FIELDS):
            message = f"nested too deep for a file of {reader.limits.nesting} levels"
            reader.report(("stix", ()), "json-nesting", message)
    references = _read_references(one, kind.collection, own)
    wanted = ("id", "url", "archived_url") if kind is Document else ("id",)
    value |= {"id": one["id"], **{name: references[name] for name in wanted if name in references}}
    if own and value.get("title") == value["id"]:
        del value["title"]  # STIX wants a name, and the document has no title
    if "url" in value and not own:
        assumed.add("the only address to which a report refers is its own")
    record = reader.structure(kind, value)
    return None if reader.problems else record


def _convert_property(name: str, value: Any, actors: dict[str, str], assumed: set[str]) -> Any:
    """The value of a field; None if the field cannot hold it."""
    is_text = type(value) is str
    if name == "identity_class":
        if value == "organization":
            assumed.add("an organization is a group")
        return ACTOR_KINDS[value]
    if name == "precision":
        return value / 1000 if type(value) in (int, float) and abs(value) < 1e12 else None
    if name == "country":
        return _COUNTRIES.get(value.upper()) if is_text else None
    if name == "created_by_ref":
        return actors.get(value) if is_text else None
    return value


def _read_references(one: dict[str, Any], collection: str, own: bool) -> dict[str, Any]:
    """The only address to which an object refers; of an object of this library, the identifier of its record too."""
    found: dict[str, list[Any]] = {"url": [], "archived_url": [], "id": []}
    references = one.get("external_references")
    for each in references if type(references) is list else ():
        if type(each) is dict and "url" in each:
            archived = own and each.get("description") == ARCHIVED_COPY
            found["archived_url" if archived else "url"].append(each["url"])
        elif type(each) is dict and own and each.get("source_name") == OWN_NAME:
            found["id"].append(str(each.get("external_id")).removeprefix(f"{collection}/"))
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def name_property(problem: Problem) -> Problem:
    """The same problem at the property from which a field was read."""
    start, dot, rest = problem.path.partition("].")
    field = re.split(r"[.\[]", rest)[0]
    name = rest.removeprefix("stix").lstrip(".") if field == "stix" else _PROPERTIES.get(field, field)
    return Problem(start + dot + name, problem.code, problem.message)


_PROPERTIES: Final = {
    "url": "external_references",
    "archived_url": "external_references",
    **{field: name for fields in _FIELDS.values() for field, name in fields.items()},
}
