"""Whatever the examples of the documentation make can be pickled and copied, and so can cross processes."""

from __future__ import annotations

import ast
import copy
import doctest
import inspect
import pickle
import sys
from collections.abc import Iterable, Iterator, Sized
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.architecture.test_public_objects import OBJECTS, VALUES, methods

CLASSES = {cls: name for name, cls in VALUES.items()}
# What reads from an open file, and what cannot be made for want of numpy.
NOT_COPIED = {"korea_events.codecs.jsonl.RecordStream"}
if find_spec("numpy") is None:
    NOT_COPIED |= {"korea_events.temporal.LazyOverlapPairs", "korea_events.temporal.OverlapPairs"}


class _RecordCalls(ast.NodeTransformer):
    """Hands the result of every call to ``__record__``."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """The call inside another one."""
        self.generic_visit(node)
        return ast.Call(ast.Name("__record__", ast.Load()), [node], [])


def run_examples(value: Any) -> list[object]:
    """The result of every call in the examples of a public object and of its methods."""
    results: list[object] = []

    def record(result: object) -> object:
        results.append(result)
        return result

    for documented in (value, *(methods(value).values() if inspect.isclass(value) else ())):
        scope = {**vars(sys.modules[getattr(value, "__module__", "korea_events")]), "__record__": record}
        for example in doctest.DocTestParser().get_examples(inspect.getdoc(documented) or ""):
            tree = ast.fix_missing_locations(_RecordCalls().visit(ast.parse(example.source)))
            try:
                exec(compile(tree, "<example>", "exec"), scope)  # the documentation tests run it too
            except Exception:  # an example of an error; the documentation tests look at it
                continue
    return results


def list_parts(values: list[object]) -> Iterator[object]:
    """Values with what they hold, some levels deep."""
    for _ in range(4):
        yield from values
        values = [part for value in values for part in _list_direct_parts(value)]


def _list_direct_parts(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, (list, tuple)) or type(value) in CLASSES:
        yield from value if isinstance(value, Sized) and isinstance(value, Iterable) else ()
    if attrs.has(type(value)):
        yield from (getattr(value, attribute.name) for attribute in attrs.fields(type(value)))


def test_public_values_pickle_and_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An equal object comes out, for every public class of values."""
    monkeypatch.chdir(tmp_path)
    copied: set[type] = set()
    for value in OBJECTS.values():
        for part in list_parts(run_examples(value)):
            kind = type(part)
            if kind in CLASSES and kind not in copied and CLASSES[kind] not in NOT_COPIED:
                for again in (pickle.loads(pickle.dumps(part)), copy.copy(part), copy.deepcopy(part)):
                    assert (type(again), repr(again)) == (kind, repr(part))
                copied.add(kind)
    bases = {base for kind in copied for base in kind.__mro__[1:]}
    assert {name for cls, name in CLASSES.items() if cls not in copied | bases} == NOT_COPIED
