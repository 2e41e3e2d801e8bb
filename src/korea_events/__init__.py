"""Event modelling for reports about military activity on and around the Korean Peninsula.

``import korea_events as ke`` gives every public name, and costs next to nothing: a name loads its module when it is
first used. The names are listed once, in ``__init__.pyi`` beside this file, which type checkers and editors read too.
"""

_HOMES: dict[str, str] = {}
"""The module of each public name, when it has been read from the stub."""


def _find_homes() -> dict[str, str]:
    """Read the stub once: below its first comments it is ``from MODULE import (NAME as NAME, …)`` throughout."""
    if not _HOMES:
        stub = globals()["__loader__"].get_data(f"{__path__[0]}/__init__.pyi").decode()  # in a zip file too
        words = stub[stub.index("\nfrom ") :].replace(",", " ").split()
        module = ""
        for position, word in enumerate(words):
            if word == "from":
                module = words[position + 1]
            elif word == "as":
                _HOMES[words[position + 1]] = module
    return _HOMES


def __getattr__(name: str) -> object:
    if name == "__all__":
        return sorted(_find_homes())
    from importlib import import_module

    value: object
    if name == "__version__":
        value = import_module("korea_events.version").__version__
    elif name.startswith("_") or name not in _find_homes():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    elif _HOMES[name] == __name__:
        value = import_module(f"{__name__}.{name}")
    else:
        value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*_find_homes(), "__all__", "__version__", "__doc__", "__name__", "__file__", "__path__"]
