"""Records and spans inside classes of your own: a cattrs converter with the strictness of our files.

Whoever keeps our records in classes of their own (a case with its exercises, a message with a span) structures and
unstructures these with cattrs and this converter. Inside our classes the rules of our files hold; around them plain
values are as strict: nothing becomes text, a number, a truth value or a list that is none.
"""

from collections.abc import Callable, Iterator
from typing import Any, get_origin

from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError
from cattrs.cols import homogenous_tuple_structure_factory, is_sequence, list_structure_factory
from cattrs.errors import AttributeValidationNote, IterableValidationNote

from korea_events.codecs.border import Reader, found, made_span
from korea_events.codecs.json import dossier_of, plain_dossier
from korea_events.codecs.places import shown, within
from korea_events.dossier import Dossier
from korea_events.errors import FileError, KoreaEventsError, Problem
from korea_events.model import Fact, plain, plain_span
from korea_events.temporal import Span


def converter() -> Converter:
    """A new cattrs converter for classes that hold our records, parts, spans or dossiers; add hooks of your own to it.

    Fields that your classes do not have are refused. What is wrong comes as cattrs' own exception group;
    :func:`problems_in` makes problems with paths of it.

    Example:
        >>> from attrs import frozen
        >>> from korea_events.model import Exercise
        >>> @frozen
        ... class Case:
        ...     number: int
        ...     window: Span
        ...     drills: list[Exercise]
        >>> ours = converter()
        >>> case = ours.structure(
        ...     {"number": 7, "window": "2024-03", "drills": [{"id": "fs-24", "name": "Freedom Shield 24"}]}, Case
        ... )
        >>> case.window.length, case.drills[0].name
        (Amount(least=1, most=31, unit='day'), 'Freedom Shield 24')
        >>> ours.unstructure(case)
        {'number': 7, 'window': '2024-03', 'drills': [{'id': 'fs-24', 'name': 'Freedom Shield 24'}]}
    """
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    made.register_structure_hook_factory(is_sequence, _list_hook)
    for kind, what in ((str, "text"), (int, "a whole number"), (float, "a number"), (bool, "true or false")):
        made.register_structure_hook(kind, _scalar_hook(kind, what))
    made.register_structure_hook_func(_is_fact, _structure_fact)
    made.register_unstructure_hook_func(_is_fact, plain)
    made.register_structure_hook(
        Span, lambda value, _kind: _checked(lambda reader: made_span(value, (), reader))
    )
    made.register_unstructure_hook(Span, plain_span)
    made.register_structure_hook(Dossier, lambda value, _kind: dossier_of(value))
    made.register_unstructure_hook(Dossier, plain_dossier)
    return made


def problems_in(error: BaseValidationError, path: str = "$") -> tuple[Problem, ...]:
    """Everything wrong that a converter found, each problem with its path below ``path``.

    Example:
        >>> from attrs import frozen
        >>> @frozen
        ... class Case:
        ...     number: int
        ...     windows: tuple[Span, ...]
        >>> try:
        ...     converter().structure({"number": "7", "windows": ["2024-03", "2024-02-30"], "colour": "red"}, Case)
        ... except BaseValidationError as error:
        ...     for problem in problems_in(error):
        ...         print(problem.path, problem.code)
        $.number field-type
        $.windows[1] edtf-impossible-day
        $.colour field-unknown
    """
    return tuple(_problems(error, path))


def _problems(error: BaseException, path: str) -> Iterator[Problem]:
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, path + _step(inner))
    elif isinstance(error, KoreaEventsError):
        yield from error.under(path).problems
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            yield Problem(within(path, name), "field-unknown", f"there is no field {shown(name)}")
    elif isinstance(error, KeyError):
        yield Problem(path, "field-required", "must be given")
    else:
        yield Problem(path, "field-type", str(error) or type(error).__name__)


def _step(error: BaseException) -> str:
    """Where an error lies below the one around it: cattrs says so in a note."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return within("", note.name)
        if isinstance(note, IterableValidationNote):
            return within("", note.index)
    return ""


def _checked(make: Callable[[Reader], Any]) -> Any:
    reader = Reader(foreign=True)
    value = make(reader)
    if reader.problems:
        raise FileError(reader.problems)
    return value


def _is_fact(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Fact)


def _structure_fact(value: Any, kind: type[Any]) -> Any:
    return _checked(lambda reader: reader.record(kind, value))


def _scalar_hook(kind: type[Any], what: str) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _kind: Any) -> Any:
        # Whole numbers are numbers; a truth value is none, although Python counts with it.
        if type(value) is kind or (kind is float and type(value) is int):
            return value
        raise FileError.of("field-type", f"{found(value)} where {what} belongs")

    return structure


def _list_hook(kind: Any, made: Converter) -> Callable[[Any, Any], Any]:
    make: Any = homogenous_tuple_structure_factory if get_origin(kind) is tuple else list_structure_factory
    hook: Callable[[Any, Any], Any] = make(kind, made)

    def structure(value: Any, wanted: Any) -> Any:
        if type(value) is not list:
            raise FileError.of("field-type", f"{found(value)} where a list belongs")
        return hook(value, wanted)

    return structure
