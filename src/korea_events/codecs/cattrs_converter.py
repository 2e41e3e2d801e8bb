"""Plain values to records and back, also inside classes of your own: a cattrs converter as strict as our files.

If you keep our records in classes of your own (a case with its exercises, a message with a span), structure and
unstructure these with this converter. Our classes follow the rules of our files, and the plain values around them are
checked as strictly: only text becomes text, and only a list becomes a list.
"""

from collections.abc import Callable, Iterator
from typing import Any, get_origin

from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError
from cattrs.cols import homogenous_tuple_structure_factory, is_sequence, list_structure_factory
from cattrs.errors import AttributeValidationNote, IterableValidationNote

from korea_events.codecs.json.files import structure_dossier, unstructure_dossier
from korea_events.codecs.json_text.limits import limit_problems
from korea_events.codecs.json_text.paths import describe_value, extend_path
from korea_events.codecs.structuring import Reader, structure_span, structure_tagged_record
from korea_events.dossier import Dossier
from korea_events.errors import FileError, KoreaEventsError, Problem
from korea_events.model import Fact, Record
from korea_events.model.engine import unstructure, unstructure_span, unstructure_with_type
from korea_events.temporal import Span
from korea_events.temporal.engine import check_type, quote_value


def make_converter() -> Converter:
    """A new cattrs converter for records, parts, spans and dossiers, and for classes that hold them.

    It is yours: add hooks to it. A ``Record`` without a closer type is read and written with its ``type``. Unknown
    fields of your classes are refused. Errors come in cattrs' own exception group, which :func:`extract_problems` turns
    into problems with paths.

    Example:
        >>> from attrs import frozen
        >>> from korea_events.model import Exercise
        >>> @frozen
        ... class Case:
        ...     number: int
        ...     window: Span
        ...     drills: list[Exercise]
        >>> ours = make_converter()
        >>> case = ours.structure(
        ...     {"number": 7, "window": "2024-03", "drills": [{"id": "fs-24", "name": "Freedom Shield 24"}]}, Case
        ... )
        >>> case.window.length, case.drills[0].name
        (Amount(least=1, most=31, unit='day'), 'Freedom Shield 24')
        >>> ours.unstructure(case)
        {'number': 7, 'window': '2024-03', 'drills': [{'id': 'fs-24', 'name': 'Freedom Shield 24'}]}
        >>> from korea_events.model import Record
        >>> ours.structure({"type": "place", "id": "sohae", "name": "Sohae"}, Record)
        Place(id='sohae', name='Sohae')
    """
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(is_sequence, _build_list_hook)
    for kind, what in ((str, "text"), (int, "a whole number"), (float, "a number"), (bool, "true or false")):
        converter.register_structure_hook(kind, _build_scalar_hook(kind, what))
    converter.register_structure_hook_func(_is_fact, _structure_fact)
    converter.register_unstructure_hook_func(_is_fact, unstructure)
    converter.register_unstructure_hook_func(lambda kind: kind is Record, unstructure_with_type)
    converter.register_structure_hook(
        Span, lambda value, _kind: _structure_or_raise(lambda reader: structure_span(value, (), reader))
    )
    converter.register_unstructure_hook(Span, unstructure_span)
    converter.register_structure_hook(Dossier, lambda value, _kind: structure_dossier(value))
    converter.register_unstructure_hook(Dossier, unstructure_dossier)
    return converter


def extract_problems(error: BaseValidationError, path: str = "$") -> tuple[Problem, ...]:
    """Everything that a converter found wrong, each problem with its path below ``path``.

    Example:
        >>> from attrs import frozen
        >>> @frozen
        ... class Case:
        ...     number: int
        ...     windows: tuple[Span, ...]
        >>> try:
        ...     make_converter().structure({"number": "7", "windows": ["2024-03", "2024-02-30"], "colour": "red"}, Case)
        ... except BaseValidationError as error:
        ...     for problem in extract_problems(error):
        ...         print(problem.path, problem.code)
        $.number field-type
        $.windows[1] edtf-impossible-day
        $.colour field-unknown
    """
    check_type("error", error, BaseException, "an exception")
    return tuple(_walk_converter_errors(error, path))


def _walk_converter_errors(error: BaseException, path: str) -> Iterator[Problem]:
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _walk_converter_errors(inner, path + _find_error_step(inner))
    elif isinstance(error, KoreaEventsError):
        yield from error.under(path).problems
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            yield Problem(extend_path(path, name), "field-unknown", f"unknown field {quote_value(name)}")
    elif isinstance(error, KeyError):
        yield Problem(path, "field-required", "must be given")
    else:
        yield Problem(path, "field-type", str(error) or type(error).__name__)


def _find_error_step(error: BaseException) -> str:
    """The step from the outer error to an inner one, which cattrs writes in a note."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return extend_path("", note.name)
        if isinstance(note, IterableValidationNote):
            return extend_path("", note.index)
    return ""


def _structure_or_raise(make: Callable[[Reader], Any]) -> Any:
    reader = Reader(foreign=True)
    value = make(reader)
    if reader.problems:
        raise FileError(limit_problems(reader.problems, reader.limits))
    return value


def _is_fact(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Fact)


def _structure_fact(value: Any, kind: type[Any]) -> Any:
    if kind is Record and type(value) is dict:
        return _structure_or_raise(lambda reader: structure_tagged_record(dict(value), reader))
    return _structure_or_raise(lambda reader: reader.structure(kind, value))


def _build_scalar_hook(kind: type[Any], what: str) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _kind: Any) -> Any:
        # A whole number is a number; a truth value is not, although Python counts with it.
        if type(value) is kind or (kind is float and type(value) is int):
            return value
        raise FileError.of("field-type", f"{describe_value(value)} where {what} belongs")

    return structure


def _build_list_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    make: Any = homogenous_tuple_structure_factory if get_origin(kind) is tuple else list_structure_factory
    hook: Callable[[Any, Any], Any] = make(kind, converter)

    def structure(value: Any, wanted: Any) -> Any:
        if type(value) is not list:
            raise FileError.of("field-type", f"{describe_value(value)} where a list belongs")
        return hook(value, wanted)

    return structure
