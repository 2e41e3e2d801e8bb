"""Other words for codes: what a message leads to when a text is not a code. No field takes these words."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from korea_events.errors import simplify_name, suggest_name

_REVERSING: Final = ("un", "non", "non_", "dis", "in", "im", "de", "anti", "counter", "mis", "not_", "no_")

_ALIKE: Final = 0.8
"""How alike two spellings must be: a wrong guess is worse than none."""


def find_code(text: str, *vocabularies: type[StrEnum]) -> str | None:
    """The code that a text most likely means: by another word for it, or by its spelling.

    A word never leads to the one that it reverses: "confirmed" does not mean "unconfirmed".

    Example:
        >>> from korea_events.model import MeasureKind, Status
        >>> find_code("Launcher", MeasureKind), find_code("soldiers", MeasureKind), find_code("confirmed", Status)
        ('launchers', 'troops', None)
    """
    wanted = simplify_name(text)
    known = {
        simplify_name(word): code
        for vocabulary in vocabularies
        for code, words in read_code_words().get(vocabulary.__name__, {}).items()
        for word in words
    }
    codes = [str(code) for vocabulary in vocabularies for code in vocabulary]
    known |= {simplify_name(code): code for code in codes} | {code: code for code in codes}
    forms = (text, wanted, wanted.removesuffix("s"), f"{wanted}s")
    for word in forms:
        if word in known:
            return known[word]
    # A word that another list knows is not a misspelt one: a launcher is not a launch.
    if not _list_all_words().isdisjoint(forms):
        return None
    near = suggest_name(wanted, known, cutoff=_ALIKE)
    return None if near is None or _reverses(wanted, near) or _reverses(near, wanted) else known[near]


@cache
def read_code_words() -> Mapping[str, Mapping[str, list[str]]]:
    """By the name of a vocabulary and a code: other words for it."""
    # imported late: most programs misspell no code
    import tomllib
    from importlib.resources import files

    words, figures = (
        tomllib.loads(files("korea_events.model").joinpath(*path).read_text("utf-8"))
        for path in (("fields", "code_words.toml"), ("figure_words.toml",))
    )
    return words | {"Unit": figures["unit"], "Qualifier": figures["qualifier"]}


@cache
def _list_all_words() -> frozenset[str]:
    codes = [pair for listed in read_code_words().values() for pair in listed.items()]
    return frozenset(simplify_name(word) for code, words in codes for word in (code, *words))


def _reverses(word: str, other: str) -> bool:
    """Whether a word is another one, or nearly, after a prefix that turns its meaning round."""
    return any(
        word == f"{prefix}{other}"
        or (
            word.startswith(prefix)
            and not other.startswith(prefix)
            and suggest_name(word.removeprefix(prefix), [other], cutoff=_ALIKE)
        )
        for prefix in _REVERSING
    )
