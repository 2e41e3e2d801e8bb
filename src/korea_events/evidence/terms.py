"""Terms: what words mean in the vocabularies that the library knows, so that words can agree or exclude each other.

A meaning is a set of facets: a short-range ballistic missile is a missile, ballistic, and of short range. Words are
read part by part: "failed: broke up in mid-air" is a failure, and says how. A designation is a family, a number and
perhaps a variant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from korea_events.model import OCCURRENCE, WeaponKind

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


_MISSILE: Final = {"missile": "yes"}
_BALLISTIC: Final = _MISSILE | {"weapon": "ballistic missile"}
_FAILURE: Final = {"result": "failure"}
_TERMS: Final[tuple[tuple[Facets, str], ...]] = (
    ({"result": "success"}, "success, successful, succeeded, 성공"),
    (_FAILURE, "failure, failed, unsuccessful, 실패"),
    ({"result": "partial success"}, "partial success, partially successful, partial failure, 부분 성공"),
    (
        _FAILURE | {"exploded": "yes"},
        "exploded, blew up, exploded in mid-air, exploded in flight, exploded in the air, 폭발, 공중 폭발",
    ),
    (
        _FAILURE | {"broke up": "yes"},
        "broke up, broke up in mid-air, broke up in flight, disintegrated, 공중 분해",
    ),
    (
        _FAILURE | {"at launch": "yes"},
        "exploded on the pad, exploded at launch, exploded shortly after launch, failed at launch, 발사 직후 폭발",
    ),
    (_FAILURE | {"fell": "yes"}, "fell short, crashed, crashed into the sea, fell into the sea, 추락"),
    (_FAILURE | {"course": "left"}, "off course, veered off course, left its course, 경로 이탈"),
    (
        _FAILURE | {"stage": "failed"},
        "stage separation failed, stage failure, engine failure, 단 분리 실패, 엔진 고장",
    ),
    (_FAILURE | {"orbit": "not reached"}, "did not reach orbit, failed to reach orbit, 궤도 진입 실패"),
    ({"answer": "yes"}, "yes, true, 예"),
    ({"answer": "no"}, "no, false, 아니오"),
    (_MISSILE, "missile, 미사일"),
    (_BALLISTIC, "ballistic missile, 탄도미사일, 탄도탄"),
    (_BALLISTIC | {"range": "close"}, "crbm, close-range ballistic missile"),
    (_BALLISTIC | {"range": "short"}, "srbm, short-range ballistic missile, 단거리 탄도미사일"),
    (_BALLISTIC | {"range": "medium"}, "mrbm, medium-range ballistic missile, 준중거리 탄도미사일"),
    (_BALLISTIC | {"range": "intermediate"}, "irbm, intermediate-range ballistic missile, 중거리 탄도미사일"),
    (
        _BALLISTIC | {"range": "intercontinental"},
        "icbm, intercontinental ballistic missile, 대륙간 탄도미사일",
    ),
    (_BALLISTIC | {"base": "submarine"}, "slbm, submarine-launched ballistic missile, 잠수함발사 탄도미사일"),
    (_MISSILE | {"weapon": "cruise missile"}, "cruise missile, 순항미사일"),
    (_MISSILE | {"speed": "hypersonic"}, "hypersonic missile, 극초음속 미사일"),
    (_MISSILE | {"weapon": "anti-tank missile"}, "anti-tank missile, 대전차 미사일"),
    ({"payload": "satellite"}, "slv, space launch vehicle, satellite launch vehicle, 우주발사체"),
    ({"weapon": "rocket launcher"}, "rocket launcher, multiple rocket launcher, mlrs, 방사포"),
)
"""What is known of words; two codes exclude each other if they differ in a facet that both have."""
_OCCURRENCES: Final[tuple[tuple[Facets, str], ...]] = (
    (
        {"answer": "yes"},
        "took place, occurred, happened, held, launched, fired, conducted, tested, 실시, 발사",
    ),
    (
        {"answer": "no"},
        "did not take place, did not occur, did not happen, not held, not launched, not fired",
    ),
)
_FAMILIES: Final = {
    "hwasong": "hwasong, 화성",
    "pukguksong": "pukguksong, bukgeukseong, 북극성",
    "hwasal": "hwasal, 화살",
    "taepodong": "taepodong, 대포동",
    "rodong": "rodong, nodong, 로동, 노동",
    "unha": "unha, 은하",
    "chollima": "chollima, 천리마",
    "malligyong": "malligyong, 만리경",
    "kn": "kn",
}
_VARIANTS: Final = (
    ("a", "ga", "가"),
    ("b", "na", "나"),
    ("c", "da", "다"),
    ("d", "ra", "라"),
    ("e", "ma", "마"),
)
"""Variants go by the order of either alphabet: 11B, 11-Na and 11나 are one."""

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


def _index_terms(terms: tuple[tuple[Facets, str], ...]) -> dict[str, Facets]:
    return {make_key(word): facets for facets, words in terms for word in words.split(",")}


_KNOWN: Final = {make_key(kind): {"weapon": str(kind)} for kind in WeaponKind} | _index_terms(_TERMS)
_KNOWN_OCCURRENCES: Final = _KNOWN | _index_terms(_OCCURRENCES)
_FAMILY_OF: Final = {
    make_key(word): family for family, words in _FAMILIES.items() for word in words.split(",")
}
_VARIANT_OF: Final = {word: words[0] for words in _VARIANTS for word in words}
_DESIGNATION_PATTERN: Final = re.compile(
    rf"({'|'.join(_FAMILY_OF)})(?:pho|포)?(\d+)({'|'.join(sorted(_VARIANT_OF, reverse=True))})?(?:형|type)?"
)


@lru_cache(maxsize=4096)
def read_meaning(text: str, attribute: str) -> Meaning:
    """What words mean as the value of an attribute; outside ``occurrence``, "fired" is a word like any other."""
    known = _KNOWN_OCCURRENCES if attribute == OCCURRENCE else _KNOWN
    found = _look_up(text, known)
    if found is not None:
        return Meaning(found, complete=True)
    parts = [part for part in _BREAK_PATTERN.split(text) if part.strip()]
    meanings = [_look_up(part, known) for part in parts]
    facets = {name: value for meaning in meanings if meaning for name, value in meaning.items()}
    return Meaning(facets, complete=None not in meanings)


def _look_up(text: str, known: Mapping[str, Facets]) -> Facets | None:
    key = make_key(text)
    if (matched := _DESIGNATION_PATTERN.fullmatch(key)) is not None:
        family, number = _FAMILY_OF[matched[1]], str(int(matched[2]))
        variant = {f"variant of {family}-{number}": _VARIANT_OF[matched[3]]} if matched[3] else {}
        return {family: number} | variant
    found = known.get(key)
    return known.get(key.removesuffix("s")) if found is None else found


def make_name_key(name: str) -> str:
    """What two spellings of one name have in common: "Hwasong-15" and "화성-15형" are one.

    Example:
        >>> make_name_key("화성-15형"), make_name_key("Hwasong 15"), make_name_key("The KN-23")
        ('hwasong15', 'hwasong15', 'kn23')
    """
    matched = _DESIGNATION_PATTERN.fullmatch(make_key(name))
    if matched is None:
        return make_key(name)
    return f"{_FAMILY_OF[matched[1]]}{int(matched[2])}{_VARIANT_OF.get(matched[3], '')}"
