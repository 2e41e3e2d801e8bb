"""Help for testing code that uses the library: hypothesis strategies, and the laws that the library keeps.

``korea_events.testing.strategies`` needs the extra ``hypothesis``, ``korea_events.testing.laws`` needs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from korea_events.testing import laws, strategies
else:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["laws", "strategies"]
