"""Strategies for records, parts and dossiers, made from the declarations of the classes.

A field added to a class is drawn from then on. Rules between fields, which declarations cannot express, are in
``rules``: for each class, how drawn values are made to fit.
"""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from attrs import define, evolve
from hypothesis import strategies as st

from korea_events.dossier import Dossier, Remainder
from korea_events.model import (
    RECORD_TYPES,
    Actor,
    Document,
    Exercise,
    Link,
    Part,
    Record,
    Support,
    WeaponSystem,
)
from korea_events.model.engine import (
    FRAME_FIELDS,
    LARGEST_INTEGER,
    FieldSpec,
    Shape,
    list_fields,
    write_canonical_json,
)
from korea_events.testing.strategies.rules import RULE_FIXES, AvailableIds
from korea_events.testing.strategies.texts import ids, texts_for
from korea_events.testing.strategies.times import ZONES, spans

_P = TypeVar("_P", bound=Part)
_R = TypeVar("_R", bound=Record)

_MAX_ITEMS = 2
_CHARACTERS = st.characters(exclude_categories=["Cs"])
_ACYCLIC_FIELDS = frozenset({"part_of", "copy_of"})


@cache  # here and below: hypothesis spends most of its time on building and checking new strategies
def json_values() -> st.SearchStrategy[Any]:
    """Any JSON value: what unknown fields may hold.

    Example:
        >>> from hypothesis import find
        >>> find(json_values(), lambda value: isinstance(value, dict) and len(value) == 1)
        {'': None}
    """
    numbers = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
    scalars = st.none() | st.booleans() | numbers | st.text(_CHARACTERS, max_size=8)
    keys = st.text(_CHARACTERS, max_size=4)
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=5,
    )


# -- any class, from its declaration -----------------------------------------------------------------------------


@define(eq=False)
class _RecordDrawer:
    """Draws records and parts whose references name only the available identifiers."""

    draw: st.DrawFn
    at_hand: AvailableIds | None
    own: str | None = None
    earlier: frozenset[str] | None = None
    """The records that may be named where a cycle would be refused; None for any."""

    def thing(
        self, kind: type[Any], *, inside: type[Any] | None = None, full: bool = False, **given: Any
    ) -> Any:
        """A record or part of a class; ``given`` fields stay as they are."""
        given_names = {"extra", *given}
        specs = [spec for spec in list_fields(kind) if spec.name not in given_names]
        optional = [spec.name for spec in specs if not spec.required and spec.name != "support"]
        chosen = set(optional)
        if optional and not full:
            chosen = self.draw(_choose_field_names(tuple(optional)))
        values = dict(given)
        for spec in specs:
            if (spec.required or spec.name in chosen) and not (spec.parts == (kind,) and inside is kind):
                value = self.field(spec, kind)
                if value is not None:
                    values[spec.name] = value
        if full or self.draw(st.integers(0, 7)) == 7:
            values["extra"] = self.unknown_fields(kind)
        for fixed, fix in RULE_FIXES.items():
            if issubclass(kind, fixed):
                fix(self, values)
        return kind(**values)

    def field(self, spec: FieldSpec, kind: type[Any]) -> Any:
        """A value of a field, or None if it cannot hold any."""
        one = self.item(spec, kind)
        if one is None or not spec.many:
            return None if one is None else one()
        items = [one() for _ in range(self.draw(st.integers(1, _MAX_ITEMS)))]
        return tuple(dict.fromkeys(items)) if spec.distinct else tuple(items)

    def item(self, spec: FieldSpec, kind: type[Any]) -> Callable[[], Any] | None:
        draw = self.draw
        match spec.shape:
            case Shape.REFERENCE:
                # A document may cite itself, but no record is part of itself or linked to itself.
                pool = self.pool(spec, but=self.own if issubclass(kind, Record) else None)
                return None if pool is None else lambda: draw(pool)
            case Shape.TEXT:
                assert spec.text_rule is not None  # every text field declares one
                if spec.name == "kept":
                    return lambda: write_canonical_json(draw(json_values()))
                texts = texts_for(spec.text_rule)
                return lambda: draw(texts)
            case Shape.CODE:
                codes = list(chain.from_iterable(spec.vocabularies))
                return lambda: draw(st.sampled_from(codes))
            case Shape.NUMBER | Shape.INTEGER:
                numbers = _choose_numbers(spec)
                return lambda: draw(numbers)
            case Shape.FLAG:
                return lambda: draw(st.booleans())
            case Shape.SPAN:
                zones = ZONES if not spec.unknown_zone_allowed else (*ZONES, None)
                return lambda: draw(spans(zones=zones))
            case _:
                parts = [part for part in spec.parts if _is_drawable(part, self.at_hand)]
                return (lambda: self.thing(draw(st.sampled_from(parts)), inside=kind)) if parts else None

    def pool(self, spec: FieldSpec, *, but: str | None) -> st.SearchStrategy[str] | None:
        """What a reference may name; None if there is nothing."""
        if self.at_hand is None:
            return ids().filter(lambda name: name != but)
        named = [
            name
            for collection in spec.collections or self.at_hand
            for name in self.at_hand.get(collection, ())
            if name != but
            and (self.earlier is None or name in self.earlier or spec.name not in _ACYCLIC_FIELDS)
        ]
        return st.sampled_from(named) if named else None

    def unknown_fields(self, kind: type[Any]) -> tuple[tuple[str, str], ...]:
        known = {spec.name for spec in list_fields(kind)} | {"type"}
        names = st.text(_CHARACTERS, max_size=6).filter(lambda name: name not in known)
        drawn = self.draw(st.dictionaries(names, json_values(), min_size=1, max_size=2))
        return tuple(sorted((name, write_canonical_json(value)) for name, value in drawn.items()))


@cache
def _choose_field_names(names: tuple[str, ...]) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(names), max_size=5)


@cache
def _choose_numbers(spec: FieldSpec) -> st.SearchStrategy[Any]:
    least = -LARGEST_INTEGER if spec.least is None else int(spec.least)
    most = LARGEST_INTEGER if spec.most is None else int(spec.most)
    whole = st.integers(least, most)
    if spec.shape is Shape.INTEGER:
        return whole
    return whole | st.floats(spec.least, spec.most, allow_nan=False, allow_infinity=False)


# -- what users draw ---------------------------------------------------------------------------------------------


@st.composite
def parts(draw: st.DrawFn, kind: type[_P], *, at_hand: AvailableIds | None = None) -> _P:
    """Parts of records of one class: citations with their chains, quantities, participations.

    ``at_hand`` lists the identifiers that references may name, by collection; without it they name any.

    Example:
        >>> from hypothesis import find
        >>> from korea_events.model import Citation
        >>> find(parts(Citation), lambda citation: len(citation.attribution) == 1).attribution[0].verb
        HopVerb.REPORTS
    """
    drawn: _P = _RecordDrawer(draw, at_hand).thing(kind)
    return drawn


@st.composite
def records(
    draw: st.DrawFn,
    kind: type[_R],
    *,
    at_hand: AvailableIds | None = None,
    id: str | None = None,
    full: bool = False,
) -> _R:
    """Records of one class, in which any field may be set.

    ``at_hand`` lists the identifiers that references may name, by collection; without it they name any. In a ``full``
    record every field is set that fits the others.

    Example:
        >>> from hypothesis import find
        >>> from korea_events.model import Actor
        >>> find(records(Actor), lambda actor: actor.country is not None).country
        'aaa'
    """
    own = draw(ids()) if id is None else id
    return draw(_draw_record(kind, own, at_hand, None, full))


@st.composite
def _draw_record(
    draw: st.DrawFn,
    kind: type[_R],
    own: str,
    at_hand: AvailableIds | None,
    earlier: frozenset[str] | None,
    full: bool,
) -> _R:
    drawing = _RecordDrawer(draw, at_hand, own, earlier)
    record: _R = drawing.thing(kind, id=own, full=full)
    given = [
        spec.name
        for spec in list_fields(kind)
        if spec.name not in FRAME_FIELDS and getattr(record, spec.name) not in (None, ())
    ]
    if not given or (not full and draw(st.integers(0, 2)) == 0):
        return record
    supported = draw(st.lists(st.sampled_from(given), min_size=1, max_size=3, unique=True))
    return evolve(record, support=[drawing.thing(Support, fields=tuple(supported))])


@st.composite
def dossiers(draw: st.DrawFn, *, max_records: int = 6) -> Dossier:
    """Dossiers of up to ``max_records`` records of any types, without dangling references.

    Example:
        >>> from hypothesis import find
        >>> find(dossiers(), lambda dossier: len(dossier.actors) > 0)
        <Dossier: 1 actor>
    """
    # Most records name an actor or a document: without some of these, few of the others could be made.
    everything: tuple[type[Record], ...] = (Actor, Document, WeaponSystem, Exercise)
    ground = everything[: draw(st.sampled_from([n for n in (0, 1, 2, 4) if n <= max_records]))]
    others = draw(st.lists(st.sampled_from(RECORD_TYPES), max_size=max_records - len(ground)))
    kinds = [*ground, *others]
    names = draw(st.lists(ids(), min_size=len(kinds), max_size=len(kinds), unique=True))
    at_hand, makeable = _select_drawable(dict(zip(names, kinds, strict=True)))
    made: list[Record] = []
    for name, kind in makeable.items():
        earlier = frozenset(record.id for record in made)
        made.append(draw(_draw_record(kind, name, at_hand, earlier, full=False)))
    extra = draw(st.sampled_from([(), (), (), (("x_case", '{"number":12}'),)]))
    return Dossier.of(*made, remainder=Remainder(extra=extra))


def _select_drawable(planned: Mapping[str, type[Record]]) -> tuple[AvailableIds, dict[str, type[Record]]]:
    """As many of the planned records as can all be built, with their identifiers by collection."""
    remaining = dict(planned)
    while True:
        at_hand: dict[str, list[str]] = {}
        for name, kind in remaining.items():
            at_hand.setdefault(kind.collection, []).append(name)
        drawable = {name: kind for name, kind in remaining.items() if _is_drawable(kind, at_hand, name)}
        if len(drawable) == len(remaining):
            return at_hand, remaining
        remaining = drawable


def _is_drawable(kind: type[Any], at_hand: AvailableIds | None, own: str | None = None) -> bool:
    """Whether every record that an object of this class must name is available."""
    if at_hand is None:
        return True
    for spec in list_fields(kind):
        if spec.required and spec.shape is Shape.REFERENCE:
            pools = (at_hand.get(collection, ()) for collection in spec.collections or at_hand)
            if len(set(chain.from_iterable(pools)) - {own}) < (2 if kind is Link else 1):
                return False
    return True
