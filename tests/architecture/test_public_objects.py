"""House rules for every public object, asked by reflection, so that no reviewer need ask them."""

from __future__ import annotations

import enum
import inspect
import re
import sys
import typing
import warnings
from importlib import import_module
from importlib.util import find_spec

import attrs
import pendulum
import pytest

import korea_events as ke
from tests.architecture.package import MODULES, ROOT

HOMES = {name: home for name, home in ke._DOOR._find_homes().items() if name != "__version__"}

# Names that packages export for the floors above them; users need none of them. All else that `ke.model` has is in `ke`
# or in `ke.vocabularies`.
FOR_OTHER_FLOORS = {
    "analysis": {
        "By", "FootingName", "Items", "Progress", "SPAN_COLUMNS", "TICK_COLUMNS", "TimedItems", "VerdictName",
        "describe_spans", "find_disputed", "list_items",
        "prepare_day_items", "project_items_to_days", "select_items", "summarize_skipped",
    },
    "codecs": {"build_arrow_table"},
    "evidence": {"Lineages", "select_current_claims"},
    "dossier": {
        "RecordReference", "Records", "check_references", "date_reasons", "list_narrowed_events", "list_references",
        "narrow_dates", "read_days",
    },
}  # fmt: skip


def public_objects() -> dict[str, object]:
    """What users get: the names of the package itself, and those of ke.codecs, ke.evidence and the like."""
    modules = {name for name, home in HOMES.items() if home == "korea_events"}
    found = {f"korea_events.{name}": getattr(ke, name) for name in sorted(HOMES.keys() - modules)}
    for module in ("testing.strategies", "testing.laws"):
        home = import_module(f"korea_events.{module}")
        found |= {
            f"{home.__name__}.{name}": value
            for name, value in vars(home).items()
            if inspect.isfunction(value) and not name.startswith("_")
            if value.__module__.startswith("korea_events.testing")
        }
    for module in sorted(modules - {"model"}):
        home = import_module(f"korea_events.{module}")
        defined = [
            name
            for name, value in vars(home).items()
            if inspect.isclass(value) and value.__module__ == home.__name__
        ]
        for name in sorted(MODULES[home.__name__].shown) or defined:
            value = getattr(home, name)
            if inspect.ismodule(value):  # a format: ke.codecs.csv.dumps
                found |= {
                    f"{home.__name__}.{name}.{inner}": getattr(value, inner)
                    for inner in sorted(MODULES[value.__name__].shown)
                }
            elif name not in HOMES and name not in FOR_OTHER_FLOORS.get(module, ()):
                found[f"korea_events.{module}.{name}"] = value
    return found


LOADED_LATE: dict[str, object] = {"pendulum": pendulum}  # modules name its types without importing it
if find_spec("numpy"):
    LOADED_LATE |= {"np": import_module("numpy"), **vars(import_module("numpy.typing"))}
if find_spec("altair") and find_spec("rich"):
    LOADED_LATE |= {"alt": import_module("altair"), "rich": import_module("rich")}
    import_module("rich.text")
OBJECTS = public_objects()
CLASSES = {name: value for name, value in OBJECTS.items() if inspect.isclass(value)}
FUNCTIONS = {name: value for name, value in OBJECTS.items() if inspect.isroutine(value)}
VALUES = {
    name: value
    for name, value in CLASSES.items()
    if not issubclass(value, (enum.Enum, BaseException)) and not getattr(value, "_is_protocol", False)
}


def methods(cls: type) -> dict[str, object]:
    """The public functions that a class defines itself."""
    found = {}
    for name, value in vars(cls).items():
        if name.startswith("_"):
            continue
        inner = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if inspect.isfunction(inner):
            found[name] = inner
    return found


@pytest.mark.parametrize("name", VALUES)
def test_value_classes_are_frozen_slotted_and_hashable(name):
    """A public class is a frozen attrs class (or a tuple) without __dict__, and can be put into a set.

    A collection has a __dict__ for what questions derive from it, since a tuple cannot have slots; nothing can be set.
    """
    cls = VALUES[name]
    assert cls.__hash__ is not None, "unhashable"
    slots = {slot for base in cls.__mro__ for slot in vars(base)}
    if cls is ke.dossier.Collection:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            cls().name = "drills"
    else:
        assert "__dict__" not in slots, "has a __dict__: a base without slots?"
    if attrs.has(cls):
        assert cls.__setattr__ is not object.__setattr__, "not frozen"
    else:
        assert issubclass(cls, tuple) or "__slots__" in vars(cls), "neither attrs, nor a tuple, nor slotted"


@pytest.mark.parametrize("name", VALUES)
def test_value_classes_have_no_order(name):
    """Sorting takes a key: a span, a verdict or a record is not less than another."""
    cls = VALUES[name]
    assert issubclass(cls, tuple) or all(
        getattr(cls, op) is getattr(object, op) for op in ("__lt__", "__le__")
    )


@pytest.mark.parametrize("name", [*CLASSES, *FUNCTIONS])
def test_public_things_are_explained(name):
    """A docstring whose first paragraph is one line."""
    doc = inspect.cleandoc(OBJECTS[name].__doc__ or "")
    first = doc.split("\n\n")[0]
    assert first, "no docstring"
    assert "\n" not in first, f"its first sentence runs over the line: {first!r}"


@pytest.mark.parametrize("name", [*VALUES, *FUNCTIONS])
def test_public_things_show_an_example(name):
    """Classes and functions have an example in their docstring, which the documentation tests run."""
    assert ">>>" in (OBJECTS[name].__doc__ or "")


def signatures() -> dict[str, object]:
    """Public functions, and public methods of public classes."""
    found = dict(FUNCTIONS)
    for name, cls in CLASSES.items():
        found |= {f"{name}.{method}": function for method, function in methods(cls).items()}
    return found


SIGNATURES = signatures()


@pytest.mark.parametrize("name", SIGNATURES)
def test_signatures_are_annotated_and_resolve(name):
    """Every parameter and the result have a type, and the type can be found at run time."""
    function = SIGNATURES[name]
    signature = inspect.signature(function)
    bare = [
        parameter.name
        for position, parameter in enumerate(signature.parameters.values())
        if parameter.annotation is parameter.empty
        and not (position == 0 and parameter.name in {"self", "cls"})
    ]
    assert bare == []
    assert signature.return_annotation is not signature.empty, "no return type"
    home = vars(sys.modules[function.__module__])  # hypothesis wraps strategies in modules of its own
    typing.get_type_hints(function, localns={**home, **LOADED_LATE})


@pytest.mark.parametrize("name", SIGNATURES)
def test_switches_are_keywords(name):
    """A True among the arguments says nothing to a reader: parameters that take one are keyword-only."""
    positional = [
        parameter.name
        for parameter in inspect.signature(SIGNATURES[name]).parameters.values()
        if isinstance(parameter.default, bool) and parameter.kind is not parameter.KEYWORD_ONLY
    ]
    assert positional == []


@pytest.mark.parametrize("name", [name for name, cls in VALUES.items() if attrs.has(cls)])
def test_fields_resolve(name):
    """Types of fields can be found at run time, as files and generated examples need them."""
    cls = VALUES[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hints = typing.get_type_hints(cls, localns=LOADED_LATE)
    assert {field.name for field in attrs.fields(cls)} <= hints.keys()


def test_every_public_name_has_its_place_in_the_reference():
    """docs/reference lists each public object once, by an autodoc directive."""
    pages = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs" / "reference").rglob("*.md")))
    listed = re.findall(r"^\s*\.\. auto(?:class|function|data|exception)::\s+(\S+)", pages, re.MULTILINE)
    assert sorted(set(OBJECTS) - set(listed)) == [], "not in docs/reference"
    assert sorted(name for name in set(listed) if listed.count(name) > 1) == [], "listed twice"
    assert sorted(set(listed) - set(OBJECTS)) == [], "listed, but not public"
