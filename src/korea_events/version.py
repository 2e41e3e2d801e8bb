"""The version of the library: the one place where it is written (floor 0)."""

__version__ = "0.1.0"
