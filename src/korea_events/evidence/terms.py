"""Terms: what words mean in the vocabularies that the library knows, so that words can agree or exclude each other.

A meaning is a set of facets: a short-range ballistic missile is a missile, ballistic, and of short range. Words are
read part by part: "failed: broke up in mid-air" is a failure, and says how. A designation is a family, a number and
perhaps a variant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from korea_events.model import OCCURRENCE, WeaponKind
from korea_events.model.engine import load_words

Facets = Mapping[str, str]


class Meaning(NamedTuple):
    """What words mean, as far as the library knows them.

    Example:
        >>> read_meaning("failed: broke up in mid-air", "outcome")
        Meaning(facets={'result': 'failure', 'broke up': 'yes'}, complete=True)
        >>> read_meaning("화성-15형", "identity").facets
        {'hwasong': '15'}
    """

    facets: Facets
    """What is said of each aspect; empty for words that are not known."""
    complete: bool
    """Whether every part of the words is known."""


_BREAK_PATTERN: Final = re.compile(r"[:;,()/]|\s[\u2010-\u2015-]+\s|\s(?:and|by|after)\s")
_DROPPED_PATTERN: Final = re.compile(r"[\s_\u2010-\u2015\u2212'\u2019\"\u201c\u201d.-]+")
_ARTICLE_PATTERN: Final = re.compile(r"^(?:the|an?)\s+")


def make_key(text: str) -> str:
    """Words without case, articles, spaces, hyphens and dots, to look them up.

    Example:
        >>> make_key("The  Hwasong\u201117"), make_key("Hwasong 17")
        ('hwasong17', 'hwasong17')
    """
    return _DROPPED_PATTERN.sub("", _ARTICLE_PATTERN.sub("", text.casefold().strip()))


class _Lexicon(NamedTuple):
    """What is known of words and designations, by their keys."""

    terms: Mapping[str, Facets]
    occurrences: Mapping[str, Facets]
    """The terms, and those that mean something as the value of ``occurrence`` only."""
    families: Mapping[str, str]
    variants: Mapping[str, str]
    designation: re.Pattern[str]


@cache
def _load_lexicon() -> _Lexicon:
    """The lists of ``term_words.toml``; loaded when the first words are compared."""
    lists = load_words("korea_events.evidence", "term_words.toml")
    terms, occurrences = (
        {make_key(word): term["facets"] for term in lists[name] for word in term["words"]}
        for name in ("terms", "occurrences")
    )
    terms = {make_key(kind): {"weapon": str(kind)} for kind in WeaponKind} | terms
    families = {make_key(word): family for family, words in lists["families"].items() for word in words}
    variants = {word: letter for letter, words in lists["variants"].items() for word in (letter, *words)}
    family, variant = "|".join(families), "|".join(sorted(variants, reverse=True))
    designation = re.compile(rf"({family})(?:pho|포)?(\d+)({variant})?(?:형|type)?")
    return _Lexicon(terms, terms | occurrences, families, variants, designation)


@lru_cache(maxsize=4096)
def read_meaning(text: str, attribute: str) -> Meaning:
    """What words mean as the value of an attribute; outside ``occurrence``, "fired" is a word like any other."""
    lexicon = _load_lexicon()
    known = lexicon.occurrences if attribute == OCCURRENCE else lexicon.terms
    found = _look_up(text, known)
    if found is not None:
        return Meaning(found, complete=True)
    parts = [part for part in _BREAK_PATTERN.split(text) if part.strip()]
    meanings = [_look_up(part, known) for part in parts]
    facets = {name: value for meaning in meanings if meaning for name, value in meaning.items()}
    return Meaning(facets, complete=None not in meanings)


def _look_up(text: str, known: Mapping[str, Facets]) -> Facets | None:
    key, lexicon = make_key(text), _load_lexicon()
    if (matched := lexicon.designation.fullmatch(key)) is not None:
        family, number = lexicon.families[matched[1]], str(int(matched[2]))
        variant = {f"variant of {family}-{number}": lexicon.variants[matched[3]]} if matched[3] else {}
        return {family: number} | variant
    found = known.get(key)
    return known.get(key.removesuffix("s")) if found is None else found


@lru_cache(maxsize=4096)
def make_name_key(name: str) -> str:
    """What two spellings of one name have in common: "Hwasong-15" and "화성-15형" are one.

    Example:
        >>> make_name_key("화성-15형"), make_name_key("Hwasong 15"), make_name_key("The KN-23")
        ('hwasong15', 'hwasong15', 'kn23')
    """
    lexicon = _load_lexicon()
    matched = lexicon.designation.fullmatch(make_key(name))
    if matched is None:
        return make_key(name)
    return f"{lexicon.families[matched[1]]}{int(matched[2])}{lexicon.variants.get(matched[3], '')}"
