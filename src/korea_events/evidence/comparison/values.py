"""Comparison: the values of two claims, that is figures, words, records, superlatives or multiples."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from korea_events.evidence.comparison.agreement import (
    Agreement,
    ComparisonResult,
    judge_compatible,
    judge_contradicting,
    judge_corroborating,
    judge_not_comparable,
)
from korea_events.evidence.figures.extents import (
    Extent,
    extent,
    factor_extent,
    have_common_number,
    measure_gap,
    round_extent,
)
from korea_events.evidence.figures.units import as_printed
from korea_events.evidence.terms import read_meaning
from korea_events.model import Comparison, Ordinal, Quantity, Ref, Superlative, Term
from korea_events.model.engine import format_quantity

ClaimValue = Quantity | Term | Ref | Superlative | Comparison | Ordinal | None

# "one of the most powerful", "among the most powerful": first among some became one of some.
_ONE_OF_PATTERN: Final = re.compile(r"^(?:one of|among(?:st)?)\s+(?:the\s+)?(?:world'?s\s+)?(.+)$")
_ARTICLE_PATTERN: Final = re.compile(r"^(?:the|a|an)\s+")


def compare_values(
    a: ClaimValue, b: ClaimValue, attribute: str = "", tolerance: float = 0
) -> ComparisonResult:
    """How two values of one attribute agree."""
    match a, b:
        case (None, _) | (_, None):
            return judge_not_comparable("one of them gives no value")
        case Quantity(), Quantity():
            return compare_quantities(a, b, tolerance)
        case Term(), Term():
            return _compare_words(a.text, b.text, attribute)
        case Ref(), Ref():
            return _compare_records(a.record, b.record)
        case Superlative(), Superlative():
            return _compare_superlatives(a, b)
        case Ordinal(), Ordinal():
            return _compare_ordinals(a, b)
        case Comparison(), Comparison():
            return _compare_multiples(a, b, tolerance)
        case _:
            return judge_not_comparable(
                f"{_describe_value_kind(a)} and {_describe_value_kind(b)} are different kinds of value"
            )


def compare_quantities(a: Quantity, b: Quantity, tolerance: float = 0) -> ComparisonResult:
    """How two figures agree: they do if both allow some number."""
    x, y = extent(a), extent(b)
    if x is None or y is None:
        return judge_not_comparable(f"{format_quantity(a if x is None else b)!r} is not a figure")
    return compare_extents(x, y, tolerance)


def compare_extents(x: Extent, y: Extent, tolerance: float = 0) -> ComparisonResult:
    """How two extents agree; a relative ``tolerance`` forgives the gap between them, measured by the larger number."""
    both = f"{x.words} and {y.words}"
    if x.dimension != y.dimension:
        kinds = " and ".join(e.dimension or "something without a unit" for e in (x, y))
        return judge_not_comparable(f"{both}: they measure {kinds}")
    if not have_common_number(x, y):
        first, second = round_extent(x), round_extent(y)
        if have_common_number(first, second):
            both = f"{first.words} and {second.words}"
            return judge_compatible(f"if rounded, {both}: some number is allowed by both")
        gap = measure_gap(x, y)
        if 0 < gap <= as_printed(tolerance):
            return judge_compatible(
                f"{both}: they differ by {float(gap * 100):.2g} %, which the tolerance allows"
            )
        return judge_contradicting(f"{both}: no number is allowed by both")
    if x.loose or y.loose:
        return judge_compatible(f"{both}: some numbers are allowed by both, but one figure is loose")
    return judge_corroborating(f"{both}: some number is allowed by both")


@lru_cache(maxsize=4096)
def normalize_words(text: str) -> str:
    """Words as they are compared: regardless of case, articles, kinds of hyphen, and runs of white space.

    Example:
        >>> normalize_words("The  Hwasong\u201117")
        'hwasong-17'
    """
    plain = " ".join(re.sub("[\u2010-\u2015\u2212]", "-", text.casefold().replace("\u2019", "'")).split())
    return _ARTICLE_PATTERN.sub("", plain)


def _compare_words(a: str, b: str, attribute: str) -> ComparisonResult:
    """Words agree or exclude each other where a vocabulary says so; of others, only equal ones are comparable."""
    if normalize_words(a) == normalize_words(b):
        return judge_corroborating(f"both say {a!r}")
    x, y = read_meaning(a, attribute), read_meaning(b, attribute)
    shared = x.facets.keys() & y.facets.keys()
    if not shared:
        return judge_not_comparable(f"{a!r} and {b!r} are different words")
    if any(x.facets[name] != y.facets[name] for name in shared):
        return judge_contradicting(f"{a!r} is not {b!r}")
    if x == y and x.complete:
        return judge_corroborating(f"{a!r} and {b!r} mean the same")
    return judge_compatible(f"{a!r} and {b!r} may both be true, but they do not say the same")


def _compare_records(a: str, b: str) -> ComparisonResult:
    return judge_corroborating(f"both say {a}") if a == b else judge_contradicting(f"{a} is not {b}")


def _compare_ordinals(a: Ordinal, b: Ordinal) -> ComparisonResult:
    both = f"{a.n} and {b.n} in a row"
    if (a.within, a.after, a.of and normalize_words(a.of)) != (
        b.within,
        b.after,
        b.of and normalize_words(b.of),
    ):
        return judge_not_comparable(f"{both}: they count different things, or from different times")
    return judge_corroborating(both) if a.n == b.n else judge_contradicting(both)


def _compare_superlatives(a: Superlative, b: Superlative) -> ComparisonResult:
    both = f"{_format_superlative(a)!r} and {_format_superlative(b)!r}"
    x, y = normalize_words(a.text), normalize_words(b.text)
    one_of_x, one_of_y = _ONE_OF_PATTERN.match(x), _ONE_OF_PATTERN.match(y)
    if a.scope is not None and b.scope is not None and normalize_words(a.scope) != normalize_words(b.scope):
        return judge_compatible(f"{both}: the scopes differ")
    if x == y:
        if (a.scope is None) == (b.scope is None):
            return judge_corroborating(f"both say {_format_superlative(a)!r}")
        return judge_compatible(f"{both}: only one gives a scope")
    if one_of_x and one_of_x[1] == y:
        return ComparisonResult(
            Agreement.WEAKENS, f"{both}: one of several in the first, the only one in the second"
        )
    if one_of_y and one_of_y[1] == x:
        return judge_compatible(f"{both}: the only one is also one of several")
    return judge_not_comparable(f"{both}: superlatives of different things")


def _format_superlative(value: Superlative) -> str:
    return value.text if value.scope is None else f"{value.text} ({value.scope})"


def _compare_multiples(a: Comparison, b: Comparison, tolerance: float) -> ComparisonResult:
    if a.baseline != b.baseline or a.measure != b.measure:
        return judge_not_comparable("they are multiples of different things")
    return compare_extents(factor_extent(a), factor_extent(b), tolerance)


def _describe_value_kind(value: Quantity | Term | Ref | Superlative | Comparison | Ordinal) -> str:
    return {
        Quantity: "a figure",
        Term: "a word",
        Ref: "a record",
        Superlative: "a superlative",
        Comparison: "a multiple",
        Ordinal: "an ordinal",
    }[type(value)]
