"""Sound values to records without a detour: two functions that are generated for each class from its declared fields.

They only ever say yes. Whatever they do not take at once is looked at by the check of the class, which finds what is
wrong with it, if anything: so what is refused, and why, is written once, in ``checks``.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from korea_events.model.fields.checks import build_unchecked, prepare_class_checks
from korea_events.model.fields.declarations import (
    compile_function,
    list_fields,
    map_fields,
    remember_per_class,
)
from korea_events.model.fields.field_checks import write_quick_test

_ABSENT: Final = object()


@remember_per_class
def build_quick_maker(kind: type[Any]) -> Callable[[Mapping[str, Any]], Any]:
    """The function that makes a record or part of sound values by the names of fields; of all others it makes None.

    Example:
        >>> from korea_events.model import Place
        >>> make = build_quick_maker(Place)
        >>> make({"id": "sohae", "name": "Sohae"}), make({"id": "sohae", "name": ""})
        (Place(id='sohae', name='Sohae'), None)
    """
    read = build_quick_reader(kind, dict.fromkeys(map_fields(kind)), None)

    def make(values: Mapping[str, Any]) -> Any:
        try:
            return read(values, None, None)
        except Declined:
            return None

    return make


class Declined(Exception):
    """A quick reader does not take a value; whatever is wrong with it is for others to say."""


def build_quick_reader(
    kind: type[Any], hooks: Mapping[str, Callable[..., Any] | dict[Any, Any] | None], tag: str | None
) -> Callable[[Mapping[str, Any], Any, Any], Any]:
    """The function that makes a record or part of a sound JSON object with known fields; else it raises ``Declined``.

    ``hooks`` are those of the reader of files: what makes the value of a field of the JSON value, the codes by their
    text, or None if it is the value. ``tag`` is what the object's ``type`` is, if it has one.
    """
    names = _collect_source_names(kind)
    known = frozenset([*hooks, *(["type"] if tag else [])])
    names |= {"KNOWS_ALL": known.issuperset, "TAG": tag, "DECLINED": Declined}
    source = [
        "def read(VALUE, PATH, READER):",
        " if type(VALUE) is not dict or not KNOWS_ALL(VALUE)"
        + (" or VALUE.get('type', TAG) != TAG:" if tag else ":"),
        "  raise DECLINED",
        " GET = VALUE.get",
    ]
    for spec in list_fields(kind):
        name, hook = spec.name, hooks.get(spec.name)
        if name not in hooks:
            source.append(f" {name} = DEFAULT_{name}")
            continue
        source.append(f" {name} = GET('{name}', DEFAULT_{name})")
        if hook is not None:
            names[f"HOOK_{name}"] = hook.get if isinstance(hook, dict) else hook
            given, read = f"{name} is not DEFAULT_{name}", f"HOOK_{name}({name}, PATH, READER)"
            if isinstance(hook, dict):
                given, read = f"type({name}) is str", f"HOOK_{name}({name}, {name})"
            source += [f" if {given}:", f"  {name} = {read}"]
    variables = {spec.name: spec.name for spec in list_fields(kind)}
    source += _write_filling(kind, variables, names, " ", "self = NEW(WRITABLE)", "return self")
    return compile_function([*source, " raise DECLINED"], names)


def build_quick_constructor(kind: type[Any], construct: Callable[..., None]) -> Callable[..., None]:
    """An ``__init__`` that does what ``construct`` does, sooner where all arguments are sound."""
    specs = list_fields(kind)

    def decline(self: Any, given: dict[str, Any]) -> None:
        named = {spec.name: given[spec.name] for spec in specs if given[spec.name] is not _ABSENT}
        construct(self, **named, **given["UNKNOWN"])

    # The arguments keep their names, for ``construct``.
    variables = {spec.name: f"{spec.name}_" if spec.converter else spec.name for spec in specs}
    names = _collect_source_names(kind) | {"DECLINE": decline}
    source = [
        f"def __init__(self, /, *, {', '.join(f'{name}=DEFAULT_{name}' for name in variables)}, **UNKNOWN):",
        " if not UNKNOWN and type(self) is KIND:",
        *(
            f"  {spec.name}_ = {spec.name} if {spec.name} is DEFAULT_{spec.name} "
            f"else CONVERT_{spec.name}({spec.name})"
            for spec in specs
            if spec.converter
        ),
        *_write_filling(kind, variables, names, "  ", "TURN(self, WRITABLE)", "return"),
        " DECLINE(self, locals())",
    ]
    return wraps(construct)(compile_function(source, names))


def _collect_source_names(kind: type[Any]) -> dict[str, Any]:
    """What the functions of a class refer to, in capitals: fields have other names."""
    # Setting the slots of a frozen object takes as long as all the tests, and those of another one a fifth of that. So
    # the object is for that moment one of a class that differs in nothing else; nobody else has it yet.
    open_slots = {
        "__slots__": vars(kind)["__slots__"],
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    names = {
        "KIND": kind,
        "WRITABLE": type(kind.__name__, kind.__bases__, open_slots),
        "NEW": object.__new__,
        "TURN": vars(object)["__class__"].__set__,
    }
    for spec in list_fields(kind):
        names[f"DEFAULT_{spec.name}"] = _ABSENT if spec.required else spec.default
        names[f"CONVERT_{spec.name}"] = spec.converter
    return names


def _write_filling(
    kind: type[Any], variables: Mapping[str, str], names: dict[str, Any], indent: str, begin: str, end: str
) -> list[str]:
    """If the variables pass all tests, begin, set the slots, and if the rules find nothing, end."""
    prepared = prepare_class_checks(kind)
    tests = []
    for spec in list_fields(kind):
        variable = variables[spec.name]
        names[f"CHECK_{spec.name}"] = prepared.fields[spec.name][1]
        quick = write_quick_test(spec, variable, names)
        left_out = "" if spec.required else f"{variable} is DEFAULT_{spec.name} or "
        tests.append(f"({left_out}{quick} or not CHECK_{spec.name}({variable}))")
    blank = build_unchecked(kind, {})
    rules = []
    for number, (needs, method) in enumerate(prepared.rules):
        names[f"RULE_{number}"] = method
        rules.append(f"not RULE_{number}(self)")
        about = getattr(method, "__rule_about__", None)
        silent = needs.isdisjoint(prepared.required) and not tuple(method(blank))
        if about is not None or silent:
            unused = [
                f"{variables[name]} is DEFAULT_{name}" for name in (about(kind) if about else sorted(needs))
            ]
            rules[-1] = f"({' and '.join(unused) or 'True'} or {rules[-1]})"
    return [
        f"{indent}if {' and '.join(tests)}:",
        f"{indent} {begin}",
        *(f"{indent} self.{name} = {variable}" for name, variable in variables.items()),
        f"{indent} self.__class__ = KIND",
        f"{indent} if {' and '.join(rules)}:",
        f"{indent}  {end}",
    ]
