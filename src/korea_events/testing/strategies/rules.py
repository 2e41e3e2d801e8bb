"""Rules between fields: for each class, how values that were drawn one by one are made to fit each other."""

from collections.abc import Callable, Mapping, Sequence
from math import isinf
from typing import Any, Final, Protocol

from attrs import evolve
from hypothesis import strategies as st

from korea_events.model import (
    Assessment,
    Basis,
    Citation,
    Comparison,
    Counting,
    Document,
    DocumentKind,
    EventAccount,
    Hop,
    HopVerb,
    Judgement,
    JudgementVerdict,
    Link,
    LinkKind,
    Measure,
    Ordinal,
    Place,
    Qualifier,
    Quantity,
    Rating,
    StatedLength,
    Support,
    Unit,
)
from korea_events.model.engine import (
    EVENT_COLLECTIONS,
    FieldSpec,
    check_event_dates,
    check_pauses,
    map_fields,
)

AvailableIds = Mapping[str, Sequence[str]]
"""By collection: the identifiers that references may name."""

FieldValues = dict[str, Any]


class Drawer(Protocol):
    """What a rule may ask of the drawer whose values it fixes."""

    draw: st.DrawFn
    at_hand: AvailableIds | None
    own: str | None

    def pool(self, spec: FieldSpec, *, but: str | None) -> st.SearchStrategy[str] | None:
        """What a reference may name; None if there is nothing."""
        ...


def _fix_hop(drawing: Drawer, values: FieldValues) -> None:
    if "actor" not in values:
        unnamed = st.sampled_from(["collective_unnamed", "unattributed", "titled_unnamed"])
        values["anonymity"] = drawing.draw(unnamed)


def _fix_citation(_drawing: Drawer, values: FieldValues) -> None:
    hops = values.get("attribution", ())
    last = next(
        (n for n, hop in enumerate(hops) if hop.verb in (HopVerb.OBSERVES, HopVerb.CITES_UNNAMED)), None
    )
    if last is not None:
        values["attribution"] = hops[: last + 1]


def _fix_quantity(drawing: Drawer, values: FieldValues) -> None:
    draw = drawing.draw
    for name in ("value", "low", "high"):
        values.pop(name, None)
    number = st.integers(0, 10**6) | st.floats(0, 1e6) | st.sampled_from([0, 0.0, 13, 13.0, 1e22, 2**53 - 1])
    form = draw(st.sampled_from(["value", "range", "words"]))
    if form == "value":
        values["value"] = draw(number)
    elif form == "range":
        values["low"], values["high"] = sorted(draw(st.tuples(number, number)))
    else:
        values.setdefault("words", "several")
    if draw(st.integers(0, 9)) == 9:
        values.update({"value": -0.8, "unit": Unit.MB})
        values.pop("low", None)
        values.pop("high", None)


def _fix_comparison(drawing: Drawer, values: FieldValues) -> None:
    values["factor"] = drawing.draw(st.integers(1, 50) | st.floats(0.01, 50))


def _fix_ordinal(_drawing: Drawer, values: FieldValues) -> None:
    if "within" in values and isinf(values["within"].hull.start_min):
        del values["within"]
    if "after" in values and ("within" in values or isinf(values["after"].hull.end_max)):
        del values["after"]


def _fix_measure(_drawing: Drawer, values: FieldValues) -> None:
    if "quantity" not in values:
        values.setdefault("words", "a great many")
    if not values.get("cumulative"):
        values.pop("until", None)


def _fix_document(drawing: Drawer, values: FieldValues) -> None:
    of_images = not values.keys().isdisjoint(("acquired", "provider"))
    if of_images and drawing.draw(st.booleans()):
        values["kind"] = DocumentKind.IMAGERY
    if values.get("kind") is not DocumentKind.IMAGERY:
        for name in ("acquired", "provider"):
            values.pop(name, None)


def _fix_place(_drawing: Drawer, values: FieldValues) -> None:
    if "latitude" not in values or "longitude" not in values:
        for name in ("latitude", "longitude", "radius_km"):
            values.pop(name, None)


def _fix_length(drawing: Drawer, values: FieldValues) -> None:
    draw = drawing.draw
    for name in ("n", "unit", "qualifier", "counting"):
        values.pop(name, None)
    if draw(st.booleans()):
        values["n"] = draw(st.integers(1, 60))
        values["unit"] = draw(st.sampled_from([Unit.DAY, Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.H]))
        if values["unit"] is not Unit.H:
            ways = [Counting.INCLUSIVE, Counting.ELAPSED, Counting.SO_FAR, Counting.UNKNOWN]
            ways += [Counting.WEEKDAYS] if values["unit"] is Unit.DAY else []
            values["counting"] = draw(st.sampled_from(ways))
        if values.get("counting", Counting.UNKNOWN) is Counting.UNKNOWN and draw(st.booleans()):
            values["qualifier"] = draw(st.sampled_from(Qualifier))


def _fix_account(drawing: Drawer, values: FieldValues) -> None:
    if "span" in values and "status" in values and values["status"].only_planned:
        del values["status"]
    ways = [name for name in ("occurrences", "intermittent", "pauses") if values.get(name)]
    kept = drawing.draw(st.sampled_from(ways)) if ways else None
    for name in ways:
        if name != kept:
            del values[name]
    if "span" in values:
        faults = check_pauses(values["span"], values.get("pauses", ()))
        bad = {path for path, _, _ in faults}
        values["pauses"] = tuple(
            pause for index, pause in enumerate(values.get("pauses", ())) if f".pauses[{index}]" not in bad
        )
    if values.get("occurrences") and "status" in values and values["status"].only_planned:
        del values["status"]
    plans = values.get("plans", ())
    values["plans"] = tuple(
        dict.fromkeys([*plans[:1], *(evolve(plan, announced=None) for plan in plans[1:])])
    )
    length: StatedLength | None = values.get("length")
    planned = values["plans"][-1].span if plans else None
    # these dates do not allow that length, so how it counts stays unknown
    if length is not None and check_event_dates(
        values.get("span"), planned, length, values.get("occurrences", ())
    ):
        values["length"] = evolve(length, counting=Counting.UNKNOWN)


def _fix_assessment(_drawing: Drawer, values: FieldValues) -> None:
    if "likelihood" not in values:
        values.pop("likelihood_mapped_by", None)
    if "horizon" not in values:
        values.pop("resolution", None)


def _fix_rating(_drawing: Drawer, values: FieldValues) -> None:
    if "reliability" not in values:
        values.setdefault("credibility", "6")


def _fix_judgement(_drawing: Drawer, values: FieldValues) -> None:
    if values["left"] == values["right"]:
        values["verdict"] = JudgementVerdict.CONFLICT
        values.setdefault("kept", "{}")
    elif values["verdict"] is JudgementVerdict.CONFLICT:
        values["verdict"] = JudgementVerdict.UNSURE


def _fix_link(drawing: Drawer, values: FieldValues) -> None:
    if values["source"] == values["target"]:
        pool = drawing.pool(map_fields(Link)["target"], but=drawing.own)
        assert pool is not None  # a target was drawn from it
        values["target"] = drawing.draw(pool.filter(lambda name: name != values["source"]))
    if "days" in values:
        values["kind"] = LinkKind.WITHIN
    if drawing.at_hand is not None and values["kind"].temporal:
        events = {name for collection in EVENT_COLLECTIONS for name in drawing.at_hand.get(collection, ())}
        if not {values["source"], values["target"]} <= events:
            values["kind"] = LinkKind.IN_RESPONSE_TO
    if values["kind"] is LinkKind.WITHIN:
        values.setdefault("days", drawing.draw(st.integers(0, 30)))
    else:
        values.pop("days", None)


def _fix_support(drawing: Drawer, values: FieldValues) -> None:
    if "citations" not in values:
        values["basis"] = drawing.draw(st.sampled_from([Basis.DERIVED, Basis.CODER_SUPPLIED]))
    elif values["basis"] is Basis.CODER_SUPPLIED:
        del values["citations"]


RULE_FIXES: Final[Mapping[type[Any], Callable[[Drawer, FieldValues], None]]] = {
    Hop: _fix_hop,
    Citation: _fix_citation,
    Quantity: _fix_quantity,
    Comparison: _fix_comparison,
    Ordinal: _fix_ordinal,
    Measure: _fix_measure,
    Document: _fix_document,
    Place: _fix_place,
    StatedLength: _fix_length,
    EventAccount: _fix_account,
    Assessment: _fix_assessment,
    Rating: _fix_rating,
    Judgement: _fix_judgement,
    Link: _fix_link,
    Support: _fix_support,
}
"""For each class, how drawn values are made to fit the rules between its fields."""
