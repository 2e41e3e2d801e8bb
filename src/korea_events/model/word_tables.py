"""Tables of words that the package ships as TOML, each read when it is first needed."""

from typing import Any


def load_words(package: str, name: str) -> dict[str, Any]:
    """The lists of a table of a package.

    Example:
        >>> load_words("korea_events.model", "figure_words.toml")["rewritten"]["a pair"]
        '2'
    """
    # imported late: most programs read no words
    import tomllib
    from pkgutil import get_data

    data = get_data(package, name)
    assert data is not None  # it is part of the package
    return tomllib.loads(data.decode())
