"""Every error code is a literal where it is raised, and docs/reference/errors.md says what it means."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.package import FILES, ROOT, SourceFile

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


def places_of_code() -> dict[str, set[int]]:
    """What takes an error code as a parameter called ``code``, with its positions at the call.

    Functions, and exceptions by their name; in an enumeration ``code`` means something else.
    """
    places = {"Problem": {1}}
    for file in FILES:
        for parent in ast.walk(file.tree):
            for node in ast.iter_child_nodes(parent):
                if not isinstance(node, ast.FunctionDef) or node.name == "__new__":
                    continue
                names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
                strings = [
                    argument.arg
                    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
                    if argument.annotation is not None and ast.unparse(argument.annotation) == "str"
                ]
                if "code" in strings:
                    name = (
                        parent.name
                        if node.name == "__init__" and isinstance(parent, ast.ClassDef)
                        else node.name
                    )
                    bound = names[:1] in (["self"], ["cls"])
                    position = names.index("code") - bound if "code" in names else KEYWORD
                    places.setdefault(name, set()).add(
                        position
                    )  # methods of different classes may share a name
    return places


KEYWORD = 1000
PLACES = places_of_code()


def called(node: ast.Call) -> str | None:
    """The bare name of what is called; ``of`` only of an exception."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    if isinstance(node.func, ast.Attribute):
        if node.func.attr == "of" and not ast.unparse(node.func.value).endswith("Error"):
            return None
        return node.func.attr
    return None


def codes_in(value: ast.expr) -> Iterator[str | None]:
    """The codes an argument can be; None for what cannot be read off the text."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from codes_in(value.body)
        yield from codes_in(value.orelse)
    elif not (isinstance(value, (ast.Name, ast.Attribute)) and ast.unparse(value).split(".")[-1] == "code"):
        yield None  # a variable or field called code passes one on; anything else hides it


def used(file: SourceFile) -> Iterator[tuple[str | None, int]]:
    """Each code used in a file, with its line: in a call, or as the middle of a fault ``(place, code, message)``."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and (name := called(node)) in PLACES:
            given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            given += [node.args[place] for place in sorted(PLACES[name]) if place < len(node.args)]
            codes = [code for value in given for code in codes_in(value)]
            known = [code for code in codes if code and SLUG.fullmatch(code)]
            for code in known or codes:
                yield code, node.lineno
        elif isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                    yield keyword.value.value, node.lineno
        elif isinstance(node, ast.Tuple) and len(node.elts) == 3:
            code = node.elts[1]
            if isinstance(code, ast.Constant) and isinstance(code.value, str) and SLUG.fullmatch(code.value):
                yield code.value, node.lineno


USED = [(file.name, line, code) for file in FILES for code, line in used(file)]


def test_codes_are_literals():
    """A code can be found by searching for its text."""
    assert len(USED) > 50, "the search itself has come apart"
    assert [f"{name}:{line}" for name, line, code in USED if code is None] == []


def test_codes_are_slugs():
    """A code is two or more lower-case words with hyphens."""
    assert [f"{name}:{line} {code!r}" for name, line, code in USED if code and not SLUG.fullmatch(code)] == []


def test_every_code_is_documented():
    """The table in docs/reference/errors.md has exactly the codes that can occur, in order."""
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    documented = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    codes = {code for _, _, code in USED if code}
    assert sorted(codes - set(documented)) == [], "used, but not documented"
    assert sorted(set(documented) - codes) == [], "documented, but never used"
    assert documented == sorted(set(documented)), "not in order, or twice"
