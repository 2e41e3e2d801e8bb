"""Table maps: what the columns of somebody else's table mean, as data in TOML; the reference lists all keys.

A map is read and checked once. What it makes of a row is a tree as in our files, whose leaves are templates such as
``{Missile Name}``; ``mapped_rows`` fills them in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import field, frozen

from korea_events.codecs.csv.columns import parse_column, read_text_cell
from korea_events.codecs.csv.days import BOUND_COLUMNS, DAY_COLUMNS, DateRules
from korea_events.codecs.csv.sheets import check_delimiter
from korea_events.codecs.flattening import find_part_class
from korea_events.codecs.json_text.limits import Limits
from korea_events.codecs.json_text.paths import extend_path
from korea_events.codecs.json_text.strict import decode_utf8
from korea_events.codecs.local_files import StrPath, read_bytes
from korea_events.codecs.structuring import RECORD_TYPES_BY_TAG
from korea_events.errors import FileError, Problem, QuestionError, suggest_name
from korea_events.model import Quantity, Record
from korea_events.model.engine import TYPE_KEY, FieldSpec, Shape, list_fields, map_fields
from korea_events.temporal import Span
from korea_events.temporal.engine import quote_value

_LONGEST_MAP: Final = 2**16
_SHIPPED: Final = files("korea_events.codecs.csv") / "maps"
_SLOT = re.compile(r"\{\s*([^{}|:\s][^{}|:]*)((?::[a-z0-9_]+)*)(?:\|([^{}]*))?\}", re.ASCII)

# What each key holds; "*" is any name, and what follows a "!" is why the key must be given.
_SHAPE: Final[Any] = {
    "name!what the map is for": str, "made_for!the version of the table that it was made for": str,
    "records!what a row becomes": [dict], "more_records": [dict], "shared_records": [dict],
    "documented": str, "sheet": str, "delimiter": str, "header": [str],
    "zone": str, "base_year": int, "day_formats": [str], "time_formats": [str], "unknown": [str], "kept": [str],
    "lost": [str], "optional": [str], "merge_rows": bool, "leave_out": {"*": [str]}, "best_first": {"*": [str]},
    "columns": {"*": {"split": str, "range": str, "unknown": [str]}},
    "codes": {"*": {"*": str}}, "contains": {"*": {"*": str}},
}  # fmt: skip
_NO_KEY: Final = object()
_NEEDS: Final = "only_if_known"
_NOUNS: Final[Any] = {str: "a text", int: "a number", bool: "true or false", dict: "a table", list: "a list"}


class Slot(NamedTuple):
    """The place of a column in a template: ``{Facility Name:id}``, ``{Type:kinds}``, ``{Country|unknown}``.

    Plain text between such places is a default without a column.
    """

    column: str
    filters: tuple[str, ...]
    default: str | None


_Convert: TypeAlias = Callable[[str, Limits], Any]


class Leaf(NamedTuple):
    """A value made of text: the first of several templates whose columns are all known."""

    templates: tuple[tuple[Slot, ...], ...]
    convert: _Convert
    columns: frozenset[str]


class Branch(NamedTuple):
    """A record, a part or a span: left out if no column in it is known, or one that it needs is not.

    Or a list: each item is made once, or once for each value of a column that holds several.
    """

    inner: Mapping[Any, Node]
    columns: frozenset[str]
    needs: tuple[str, ...]
    becomes: type[Any]
    """``dict``, ``list`` or ``Span``."""

    @classmethod
    def of(cls, inner: Mapping[Any, Node], needs: Iterable[str] = (), becomes: type[Any] = dict) -> Branch:
        """One of these nodes."""
        return cls(inner, frozenset().union(*(node.columns for node in inner.values())), (*needs,), becomes)


Node: TypeAlias = Leaf | Branch


class RecordMap(NamedTuple):
    """A record that is made of a row, if the row says what it needs."""

    kind: type[Record]
    tree: Branch
    only_if: Mapping[str, list[str]]
    is_main: bool
    """Whether it is what the row is about."""
    shared: bool
    """Whether other rows may make it too: an actor, a place, a document."""


@frozen
class TableMap:
    """What the columns of somebody else's table mean: read one with :meth:`load` or :meth:`loads`.

    Example:
        >>> TableMap.load("ucdp_ged").made_for
        '25.1'
    """

    name: str
    """The table that the map is for."""
    made_for: str
    """The version of the table that it was made for."""
    source: str = field(repr=False)
    """The TOML text of the map: two maps are equal if their texts are."""
    columns: Mapping[str, Mapping[str, Any]] = field(eq=False, repr=False)
    """The columns that the map knows, each with how its cells are written."""
    records: tuple[RecordMap, ...] = field(eq=False, repr=False)
    """The records that a row becomes, the main one first."""
    rules: DateRules = field(eq=False, repr=False)
    """How dates are written in the table."""
    options: Mapping[str, Any] = field(eq=False, repr=False)
    """All keys of the map; lists and tables that it leaves out are empty."""

    def __reduce__(self) -> tuple[Any, ...]:
        return TableMap.loads, (self.source,)

    @classmethod
    def loads(cls, text: str | bytes) -> TableMap:
        """Read a map from TOML text.

        Raises:
            FileError: with every problem: ``map-toml``, ``map-key``, ``map-value``, ``map-field``, ``map-template``,
                ``map-column``, and those of date formats and zones.

        Example:
            >>> TableMap.loads("name = 'Theirs'")
            Traceback (most recent call last):
                ...
            korea_events.errors.FileError: 2 problems:
              $.made_for: must be given: the version of the table that it was made for [map-key]
              $.records: must be given: what a row becomes [map-key]
        """
        source = decode_utf8(text, Limits(bytes=_LONGEST_MAP))
        try:
            raw = tomllib.loads(source)
        except (ValueError, RecursionError) as error:  # of TOML, or of a number that is too long
            raise FileError.of("map-toml", f"not TOML: {quote_value(str(error), 120)[1:-1]}") from None
        return _MapReader().read(raw, source)

    @classmethod
    def load(cls, source: StrPath) -> TableMap:
        """Read a shipped map by its name, or the map in a TOML file.

        Raises:
            FileError: if the file cannot be read, and as :meth:`loads`.
            QuestionError: ``map-unknown`` for a name that is neither that of a shipped map nor of a ``.toml`` file.

        Example:
            >>> print(TableMap.load("cns").name)
            CNS North Korea Missile Test Database
        """
        if isinstance(source, str) and source in list_table_maps():
            return cls.loads((_SHIPPED / f"{source}.toml").read_bytes())
        if not str(source).endswith(".toml"):
            known = ", ".join(list_table_maps())
            message = f"{quote_value(str(source))} is not a table map: write one of {known}, or the name of a TOML file"
            raise QuestionError.of("map-unknown", message)
        return cls.loads(read_bytes(Path(source), Limits(bytes=_LONGEST_MAP)))


def list_table_maps() -> tuple[str, ...]:
    """The names of the shipped maps.

    Example:
        >>> list_table_maps()[:3]
        ('acled', 'beyond_parallel', 'cns')
    """
    return tuple(sorted(file.name.removesuffix(".toml") for file in _SHIPPED.iterdir()))


def add_hint(message: str, name: str, known: Iterable[str]) -> str:
    """A message about an unknown name, with the known one that it resembles."""
    likely = suggest_name(name, known)
    return message if likely is None else f"{message}; did you mean {quote_value(likely)}?"


class _MapReader:
    """One reading of a map, with all its problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.filters: set[str] = {"id", "digest"}  # these make a text; all others are lists of codes
        self.named: set[str] = set()

    def report(self, path: str, code: str, message: str, name: str = "", known: Iterable[str] = ()) -> None:
        """Add a problem; of a name that is not known, with the known one that is likely meant."""
        self.problems.append(Problem(path, code, add_hint(message, name, known)))

    def read(self, raw: dict[str, Any], source: str) -> TableMap:
        """The map of a TOML document and its text.

        Raises:
            FileError: with every problem.
        """
        said = self.check_shape(raw, _SHAPE, "$")
        self.filters |= said["codes"].keys() | said["contains"].keys()
        records = [
            self.read_record(table, f"$.{key}[{n}]", key)
            for key in ("records", "more_records", "shared_records")
            for n, table in enumerate(said[key])
        ]
        ranges = {f"{name}.{end}": name for name in said["columns"] for end in ("first", "last")}
        used = {ranges.get(name, name) for name in self.named}
        used |= {*said["kept"], *said["lost"], *said["leave_out"], *said["best_first"]}
        for key in ("columns", "optional", "header"):
            for name in (name for name in said[key] if name not in used):
                message = f"the map does not use {quote_value(name)}: name it in records, kept or lost"
                self.report(f"$.{key}", "map-column", message, name, used)
        zone, base_year, rules = said.get("zone"), said.get("base_year"), DateRules()
        try:
            check_delimiter(said.get("delimiter", ","))
            times = said["time_formats"]
            rules = DateRules.of(said["day_formats"], times=times, zone=zone, base_year=base_year)
        except QuestionError as error:
            self.problems += error.problems
        if self.problems:
            raise FileError(self.problems)
        columns = {name: said["columns"].get(name, {}) for name in sorted(used)}
        for says in columns.values():
            says["marks"] = {"", *map(str.casefold, [*said["unknown"], *says.get("unknown", ())])}
        kept = tuple(filter(None, records))
        return TableMap(said["name"], said["made_for"], source, columns, kept, rules, said)

    def check_shape(self, value: Any, shape: Any, path: str) -> Any:
        """The value without what does not have its shape, which is reported."""
        kind = shape if isinstance(shape, type) else type(shape)
        if shape is not None and type(value) is not kind:
            self.report(path, "map-value", f"must be {_NOUNS[kind]}")
            return kind()
        if isinstance(shape, list):
            return [self.check_shape(one, shape[0], f"{path}[{n}]") for n, one in enumerate(value)]
        if not isinstance(shape, dict):
            return value
        shapes = {key.partition("!")[0]: inner for key, inner in shape.items()}
        for name, _, reason in (key.partition("!") for key in shape):
            if reason and not value.get(name):
                self.report(f"{path}.{name}", "map-key", f"must be given: {reason}")
        others = shapes.pop("*", _NO_KEY)
        checked = {name: type(inner)() for name, inner in shapes.items() if isinstance(inner, (list, dict))}
        for name, inner in value.items():
            inside, one = extend_path(path, name), shapes.get(name, others)
            if one is _NO_KEY:
                message = f"{quote_value(name)} is not a key here"
                self.report(inside, "map-key", message, name, shapes)
            else:
                checked[name] = self.check_shape(inner, one, inside)
        return checked

    def read_record(self, table: dict[str, Any], path: str, key: str) -> RecordMap | None:
        """The record that a table describes; None if its type is not one."""
        tag = str(table.get(TYPE_KEY))
        kind = RECORD_TYPES_BY_TAG.get(tag)
        if kind is None:
            message = f"must be one of {', '.join(RECORD_TYPES_BY_TAG)}"
            self.report(f"{path}.{TYPE_KEY}", "map-value", message, tag, RECORD_TYPES_BY_TAG)
            return None
        only_if = self.check_shape(table.pop("only_if", {}), {"*": [str]}, f"{path}.only_if")
        self.named |= {*only_if}
        for name in [one.name for one in list_fields(kind) if one.required and one.name not in table]:
            self.report(f"{path}.{name}", "map-field", "must be given")
        tree = self.read_branch(kind, table, path)
        return RecordMap(kind, tree, only_if, key == "records", key == "shared_records")

    def read_branch(self, kind: type[Any], table: dict[str, Any], path: str) -> Branch:
        """The record or part that a table describes."""
        fields: dict[str, Node] = {}
        specs, needs = map_fields(kind), self.check_shape(table.pop(_NEEDS, []), [str], f"{path}.{_NEEDS}")
        self.named |= {*needs}
        for name, value in table.items():
            inside, spec = extend_path(path, name), specs.get(name)
            if name == TYPE_KEY:
                fields[name] = self.read_leaf(value, read_text_cell, inside)
            elif spec is None or spec.shape is Shape.UNKNOWN_FIELDS:
                message = f"{kind.__name__} has no field {quote_value(name)}"
                self.report(inside, "map-field", message, name, specs)
            elif spec.many:
                values = enumerate(value if isinstance(value, list) else [value])
                items = {n: self.read_value(kind, spec, one, f"{inside}[{n}]") for n, one in values}
                fields[name] = Branch.of(items, becomes=list)
            else:
                fields[name] = self.read_value(kind, spec, value, inside)
        return Branch.of(fields, needs)

    def read_value(self, kind: type[Any], spec: FieldSpec, value: Any, path: str) -> Node:
        """What a field, or an item of one, is made of."""
        if isinstance(value, dict) and spec.shape is Shape.SPAN:
            self.check_shape(value, dict.fromkeys([*DAY_COLUMNS, *BOUND_COLUMNS]), path)
            leaves = {end: self.read_leaf(one, read_text_cell, f"{path}.{end}") for end, one in value.items()}
            return Branch.of(leaves, becomes=Span)
        if isinstance(value, dict) and spec.shape is Shape.PART:
            part = find_part_class(spec, value.get(TYPE_KEY))
            if part is not None:
                return self.read_branch(part, value, path)
            message = f"must have a type: {' or '.join(one.type_tag for one in spec.parts)}"
            self.report(path, "map-value", message)
            return Branch.of({})
        column = parse_column(spec.name, kind)
        convert = read_text_cell if column is None else column.convert
        if column is None:
            self.report(path, "map-value", "must be a table of fields")
        leaf = self.read_leaf(value, _keep_words(convert, spec) if Quantity in spec.parts else convert, path)
        codes = [code for vocabulary in spec.vocabularies for code in vocabulary]
        if codes and not leaf.columns and value not in codes:
            message = f"{quote_value(str(value))} is not a code of this field"
            self.report(path, "map-value", message, str(value), codes)
        return leaf

    def read_leaf(self, value: Any, convert: _Convert, path: str) -> Leaf:
        """The value that a template, or the first of several that can be filled, makes."""
        values = value if isinstance(value, list) else [value]
        templates = tuple(self.read_template(one, path) for one in values)
        columns = frozenset(slot.column for slot in chain(*templates) if slot.column)
        self.named |= columns
        return Leaf(templates, convert, columns)

    def read_template(self, value: Any, path: str) -> tuple[Slot, ...]:
        """The text and the columns of a template."""
        if not isinstance(value, (str, int, float)):
            self.report(path, "map-value", "must be a text, with columns in braces")
            return ()
        # plain text, then the column, the filters and the default of a slot, and so on
        parts = _SLOT.split(str(value).lower() if isinstance(value, bool) else str(value))
        if any("{" in piece or "}" in piece for piece in parts[::4]):
            message = f"{quote_value(str(value))} has a brace too many: write {{Column}}"
            self.report(path, "map-template", message)
        slots = [Slot("", (), parts[0])]
        for column, filters, default, plain in zip(*(parts[n::4] for n in range(1, 5)), strict=True):
            slots += [Slot(column.strip(), tuple(filters.split(":")[1:]), default), Slot("", (), plain)]
        for name in {name for slot in slots for name in slot.filters} - self.filters:
            message = f"{quote_value(name)} is not a list in codes or contains"
            self.report(path, "map-template", message, name, self.filters)
        return tuple(slot for slot in slots if slot.column or slot.default) or (*slots,)


def _keep_words(convert: _Convert, spec: FieldSpec) -> _Convert:
    """Keep the words of a figure that cannot be read, without a number."""
    tag = {TYPE_KEY: Quantity.type_tag} if len(spec.parts) > 1 else {}

    def read(text: str, limits: Limits) -> Any:
        value = convert(text, limits)
        return value if isinstance(value, dict) else {**tag, "words": text}

    return read
