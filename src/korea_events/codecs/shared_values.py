"""Equal values of a file, built once in a reading: they are the same objects in all records."""

from collections.abc import Callable
from marshal import dumps
from typing import Any, Final

from korea_events.codecs.json_text.paths import LazyPath
from korea_events.errors import SpanError
from korea_events.temporal import Span

StructureHook = Callable[[Any, LazyPath, Any], Any]
"""What builds a value from its JSON value, its path and the reader."""

_SHARED_TABLES: Final[dict[Any, int]] = {}
"""The number of the table for each kind of value that is shared."""
_LONGEST_SHARED: Final = 500
_FIRST_SHARED: Final = 1_000
"""How many values of a kind are looked for before it is seen whether that pays."""
_SELDOM: Final = 8
"""It does not if so many are new for each that recurs."""
_ORDINARY: Final = 12  # alternatives of a date that count for nothing: large files have many such dates


class SharedValues(dict[bytes, Any]):
    """Values of one kind by their marshalled bytes, how often one recurred, and whether looking for them pays."""

    __slots__ = ("hits", "misses", "pays")

    def __init__(self) -> None:
        self.hits, self.misses, self.pays = 0, 0, True


def number_table(what: Any) -> int:
    """The number of the table for a kind of values, which a reader has in ``shared``."""
    return _SHARED_TABLES.setdefault(what, len(_SHARED_TABLES))


def share_equal_values(table: int, make: StructureHook) -> StructureHook:
    """Build equal values once in a reading: reports name the same participants and documents again and again."""

    def shared(value: Any, path: LazyPath, reader: Any) -> Any:
        known = reader.shared[table]
        if not known.pays or type(value) not in (dict, list):
            return make(value, path, reader)
        try:
            # Only the same values of the same types, in the same order, have the same marshalled bytes. As dictionary
            # keys, True, 1 and 1.0 would be one.
            key = dumps(value, 2)
        except ValueError:  # nested too deep for marshal; the problem is reported elsewhere
            return make(value, path, reader)
        if key in known:
            known.hits += 1
            return known[key]
        known.misses += 1
        known.pays = known.misses < _FIRST_SHARED or known.hits > known.misses // _SELDOM
        before = reader.problems.total
        result = make(value, path, reader)
        # A faulty value is built again, since its second occurrence is a second problem. Long values seldom recur.
        if (
            len(key) <= _LONGEST_SHARED
            and len(known) < reader.most_shared
            and reader.problems.total == before
        ):
            known[key] = result
        return result

    return shared


def find_span(value: Any, _path: LazyPath, reader: Any) -> Any:
    """The span of an EDTF text, remembered, or of an object with arguments; of nothing else, which stays as it is.

    Raises:
        SpanError: if the text or object does not describe a span.
    """
    if type(value) is not str:
        return _limit_alternatives(value, Span.from_arguments, reader) if type(value) is dict else value
    span = reader.spans.get(value)
    if span is None:
        span = _limit_alternatives(value, Span.parse, reader)
        if len(reader.spans) < reader.most_shared:
            reader.spans[value] = span
    return span


def _limit_alternatives(value: Any, parse: Callable[[Any], Span], reader: Any) -> Span:
    """The span of a text or of arguments, unless dates with unknown digits have had more alternatives than they may."""
    allowed = reader.limits.alternatives
    if reader.alternatives > allowed and "X" in str(value if isinstance(value, str) else value.get("edtf")):
        message = f"the dates before have more than {allowed:,} alternatives; raise Limits(alternatives=…)"
        raise SpanError.of("span-alternatives", message)
    span = parse(value)
    reader.alternatives += max(0, len(span.alternatives) - _ORDINARY)
    return span
