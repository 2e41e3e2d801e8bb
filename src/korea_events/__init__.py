"""Event modelling for reports about military activity on and around the Korean Peninsula.

``import korea_events as ke`` gives every public name, and costs next to nothing: a name loads its module when it is
first used. To publish a name, write it twice: in the imports that type checkers read, and in ``_NAMES`` below them.
"""

# Named as type checkers expect it, but not imported: `typing` alone would cost more than everything else here.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from korea_events import errors as errors
    from korea_events.errors import (
        ContradictionError as ContradictionError,
        DossierError as DossierError,
        FileError as FileError,
        KoreaEventsError as KoreaEventsError,
        KoreaEventsWarning as KoreaEventsWarning,
        LossError as LossError,
        MissingExtraError as MissingExtraError,
        MisspeltFieldWarning as MisspeltFieldWarning,
        Problem as Problem,
        QuestionError as QuestionError,
        RecordError as RecordError,
        SpanError as SpanError,
    )

    __version__: str
else:
    # Where each public name lives. Kept equal to the imports above by tests/architecture/test_public_names.py.
    _NAMES = {
        "errors": (
            "ContradictionError",
            "DossierError",
            "FileError",
            "KoreaEventsError",
            "KoreaEventsWarning",
            "LossError",
            "MisspeltFieldWarning",
            "MissingExtraError",
            "Problem",
            "QuestionError",
            "RecordError",
            "SpanError",
        ),
    }
    # Folders and files that are public under their own name: ke.codecs, ke.evidence, …
    _MODULES = ("errors",)

    _HOME = {name: module for module, names in _NAMES.items() for name in names}
    __all__ = sorted([*_HOME, *_MODULES])

    def __getattr__(name):
        from importlib import import_module

        if name in _HOME:
            value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        elif name in _MODULES:
            value = import_module(f"{__name__}.{name}")
        elif name == "__version__":
            from importlib.metadata import version

            value = version("korea-events")
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__():
        return [*__all__, "__version__", "__doc__", "__name__", "__file__", "__path__"]
