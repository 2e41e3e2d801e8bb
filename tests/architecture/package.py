"""The package as text: its files, their syntax trees and what they import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from attrs import define, frozen

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "korea_events"


@frozen
class Import:
    """One imported module, wherever in a file it is imported: at the top, in a function, for type checkers."""

    by: str
    line: int
    module: str
    name: str | None = None
    only_for_types: bool = False

    def __str__(self) -> str:
        what = self.module if self.name is None else f"{self.name} from {self.module}"
        return f"{self.by}:{self.line} imports {what}"


@define(slots=False)
class SourceFile:
    """A file of the package."""

    path: Path

    @property
    def name(self) -> str:
        """Its path in the package: ``temporal/civil.py``."""
        return self.path.relative_to(SOURCES).as_posix()

    @property
    def module(self) -> str:
        """Its dotted name: ``korea_events.temporal.civil``."""
        parts = self.path.relative_to(SOURCES.parent).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @cached_property
    def text(self) -> str:
        """What is written in it; of a package whose names load late, the stub that lists them."""
        stub = self.path.with_suffix(".pyi")
        return (stub if stub.exists() else self.path).read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> list[Import]:
        """All its imports; a submodule imported from its package counts as that submodule."""
        return list(self._imports())

    def _imports(self) -> Iterator[Import]:
        for node in ast.walk(self.tree):
            only_for_types = node in self._seen_by_checkers
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(self.name, node.lineno, alias.name, None, only_for_types)
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{self.name}:{node.lineno}: imports are absolute"
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    # A package that imports from itself can only mean its files, and the front page shows whole rooms.
                    is_module = whole in MODULES and (
                        node.module in {self.module, "korea_events"}
                        or alias.name not in MODULES[str(node.module)].shown
                    )
                    module, name = (whole, None) if is_module else (str(node.module), alias.name)
                    yield Import(self.name, node.lineno, module, name, only_for_types)

    @cached_property
    def shown(self) -> set[str]:
        """What it re-exports as ``X as X``, or lists in ``__all__``; a function may be called like its file."""
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                return set(ast.literal_eval(node.value))
        imports = (node for node in self.tree.body if isinstance(node, ast.ImportFrom))
        return {alias.name for node in imports for alias in node.names if alias.asname == alias.name}

    @cached_property
    def _seen_by_checkers(self) -> set[ast.AST]:
        """Everything under ``if TYPE_CHECKING:``."""
        return {
            inner
            for node in ast.walk(self.tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for statement in node.body
            for inner in ast.walk(statement)
        }


FILES = [SourceFile(path) for path in sorted(SOURCES.rglob("*.py"))]
MODULES = {file.module: file for file in FILES}
