"""Front doors of packages: a public name loads its module when it is first used (floor 0).

The names of such a package are listed once, in ``__init__.pyi`` beside its ``__init__.py``, which type checkers and
editors read too. None of its files is called like one of its functions: loaded, the file would take the name.
"""

import sys


class FrontDoor:
    """What gives a package its ``__getattr__`` and ``__dir__``."""

    def __init__(self, package: str) -> None:
        self._package = sys.modules[package]
        self._homes: dict[str, str] = {}

    def get_name(self, name: str) -> object:
        """What a public name stands for."""
        if name == "__all__":
            return sorted(name for name in self._find_homes() if not name.startswith("_"))
        home = None if name.startswith("_") and name != "__version__" else self._find_homes().get(name)
        if home is None:
            raise AttributeError(f"module {self._package.__name__!r} has no attribute {name!r}")
        from importlib import import_module

        is_file = home == self._package.__name__
        value = import_module(f"{home}.{name}") if is_file else getattr(import_module(home), name)
        setattr(self._package, name, value)
        return value

    def list_names(self) -> list[str]:
        """Every name, for completion in a shell."""
        return [*self._find_homes(), "__all__", "__doc__", "__name__", "__file__", "__path__"]

    def _find_homes(self) -> dict[str, str]:
        """The module of each name. Below its first comments a stub is ``from MODULE import (X as X, …)`` throughout."""
        if not self._homes:
            own = vars(self._package)
            stub = (
                own["__loader__"].get_data(f"{own['__path__'][0]}/__init__.pyi").decode()
            )  # in a zip file too
            words = stub[stub.index("\nfrom ") :].replace(",", " ").split()
            module = ""
            for position, word in enumerate(words):
                if word == "from":
                    module = words[position + 1]
                elif word == "as":
                    self._homes[words[position + 1]] = module
        return self._homes
