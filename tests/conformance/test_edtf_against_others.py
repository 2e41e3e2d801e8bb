"""Ours beside two other readers of EDTF: edtf 5.0.2 (strict bounds) and edtf-validate 2.0.0 (verdicts).

Every generated text must come out alike, or fall under one of the deviations that stand here by name with the reason
for each. A deviation names a text that shows it; if that text ever comes out alike, the deviation has gone and its
entry must go too.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import warnings
from collections.abc import Callable
from math import inf
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from korea_events.errors import SpanError
from korea_events.temporal.edtf import EndKind, ParsedText, parse_text
from tests.conformance.edtf_table import named
from tests.edtf_texts import PLAIN, dates, intervals, sets

with warnings.catch_warnings():  # their use of pyparsing is out of date
    warnings.simplefilter("ignore")
    from edtf import parse_edtf
    from edtf_validate.valid_edtf import is_valid

# Groups of months stand in sets of ours, but in none of the standard's.
UNGROUPED = dates(masks=False, marks=False, groups=False)
TEXTS = dates() | intervals(dates()) | sets(dates(groups=False), UNGROUPED)
SIMPLE = PLAIN | intervals(UNGROUPED) | sets(UNGROUPED, UNGROUPED)


class Deviation(NamedTuple):
    """Texts on which another reader comes to something else, why ours stands, and one such text."""

    why: str
    covers: Callable[[str, ParsedText | str], bool]
    example: str


def refused_as(code: str) -> Callable[[str, ParsedText | str], bool]:
    """Whether we refuse with a code."""
    return lambda _, ours: ours == code


def accepted_and(pattern: str) -> Callable[[str, ParsedText | str], bool]:
    """Whether we accept, and the text looks like this."""
    return lambda text, ours: isinstance(ours, ParsedText) and re.search(pattern, text) is not None


def has_end(kind: EndKind) -> Callable[[str, ParsedText | str], bool]:
    """Whether one end is unknown, or open."""
    return lambda _, ours: isinstance(ours, ParsedText) and kind in {ours.start, ours.end}


MARK = "[?~%]"
WRONG_ORDER = "what ends before it begins cannot have taken place; a typing error must not become a fact"
NO_DATE = "it names no date; an unknown time has a form of its own, Span.unknown()"
SOUTHERN = "no report about Korea means a season of the other hemisphere: more likely a mistyped month"
NO_SUCH_DAY = "the day does not exist"
CRASH = "legal, and the other reader stops with an error of its own"

STRICT_BOUNDS = [
    Deviation(
        "an unknown end is not known; padding it by ten years invents a date",
        has_end(EndKind.UNKNOWN),
        "1985/",
    ),
    Deviation("a winter runs on into February", accepted_and("-(24|28)"), "2001-24"),
    Deviation(WRONG_ORDER, refused_as("span-reversed"), "2005/2004"),
    Deviation(WRONG_ORDER, refused_as("edtf-set-reversed"), "[1672..1670]"),
    Deviation(NO_DATE, refused_as("edtf-no-date"), "../.."),
    Deviation(SOUTHERN, refused_as("edtf-season-southern"), "2001-29"),
    Deviation(NO_SUCH_DAY, refused_as("edtf-impossible-day"), "2001-02-29"),
    Deviation(
        "year 0 and 29 February of common years are no days: they do not bound a mask",
        accepted_and("X"),
        "19XX-02-29",
    ),
]
VERDICTS = [
    Deviation(WRONG_ORDER, refused_as("edtf-set-reversed"), "[1672..1670]"),
    Deviation(NO_DATE, refused_as("edtf-no-date"), "../.."),
    Deviation(SOUTHERN, refused_as("edtf-season-southern"), "2001-29"),
    Deviation(NO_SUCH_DAY, refused_as("edtf-impossible-day"), "2001-02-29"),
    Deviation(
        "its grammar has no date with a mask and a mark", accepted_and(f"X.*{MARK}|{MARK}.*X"), "201X?"
    ),
    Deviation(
        "nor an unknown or open end beside a mask", accepted_and(r"^(\.\.)?/.*X|X.*/(\.\.)?$"), "201X/"
    ),
    Deviation(
        "nor a masked year with a season or quarter", accepted_and("X.*-(2[1-9]|3[0-9]|4[01])"), "199X-21"
    ),
    Deviation("nor a mark on both sides of one component", accepted_and(rf"{MARK}[0-9]+{MARK}"), "~2004~"),
    Deviation(
        "nor a mark inside one end beside an unknown or open one",
        accepted_and(rf"^(\.\.)?/.*{MARK}|{MARK}.*/(\.\.)?$"),
        "?1966/",
    ),
    Deviation(
        "nor groups of months as ends, or with marks inside",
        accepted_and(r"-.?(2[1-9]|3[0-9]|4[01])(?=[?~%/]|$)"),
        "2011-33/",
    ),
    Deviation("nor a set of one", accepted_and(r"^\[[^,]*\]$"), "[2024]"),
    Deviation(
        "nor a range of a set after one without beginning",
        accepted_and(r"^\[\.\..*\.\."),
        "[..1900,1905..1910]",
    ),
    Deviation(
        "nor a set with spaces, which the standard itself prints",
        accepted_and(r"^\[.* "),
        "[1901, 1909-09..]",
    ),
    Deviation(
        "it takes the first day of an end for the whole of it", accepted_and("/"), "2004-06-15/2004-06"
    ),
]


def ours(text: str) -> ParsedText | str:
    """The meaning of a text, or the code of its refusal."""
    try:
        return parse_text(text)
    except SpanError as error:
        return error.problems[0].code


def strict_bounds(text: str) -> str:
    """First and last day in the sense of the edtf library, or the name of the exception it stops with."""

    def shown(moment: object) -> str:
        if isinstance(moment, float):
            return ".."
        year, month, day, *_ = moment  # type: ignore[misc]  # their struct_time has no stub here
        return f"{year:04d}-{month:02d}-{day:02d}"

    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it stumbles over
            parsed = parse_edtf(text)
            return f"{shown(parsed.lower_strict())}/{shown(parsed.upper_strict())}"
    except Exception as error:
        return type(error).__name__


def verdict(text: str) -> str:
    """Whether edtf-validate accepts a text, or the name of the exception it stops with."""
    try:
        return "accepts" if is_valid(text) else "refuses"
    except Exception as error:
        return type(error).__name__


def hull(found: ParsedText) -> str:
    """The first and the last day a text allows, as ``strict_bounds`` writes them."""

    def shown(day: float) -> str:
        return ".." if abs(day) == inf else dt.date.fromordinal(int(day)).isoformat()

    first = min(alternative.bounds.start_min for alternative in found.alternatives)
    last = max(alternative.bounds.end_max for alternative in found.alternatives) - 1
    return f"{shown(first)}/{shown(last)}"


def failed(said: str) -> bool:
    """Whether the edtf library stopped with an exception."""
    return "/" not in said


def bounds_agree(text: str) -> bool:
    """Whether the edtf library has our bounds, or refuses what we refuse."""
    found, theirs = ours(text), strict_bounds(text)
    return failed(theirs) if isinstance(found, str) else theirs == hull(found)


def verdicts_agree(text: str) -> bool:
    """Whether edtf-validate accepts what we accept."""
    return (verdict(text) == "accepts") == isinstance(ours(text), ParsedText)


def covered(text: str, deviations: list[Deviation]) -> bool:
    """Whether a deviation is among those that have a name."""
    found = ours(text)
    return any(deviation.covers(text, found) for deviation in deviations)


@settings(max_examples=40)  # the edtf library takes a twentieth of a second for some texts
@given(TEXTS)
def test_strict_bounds_are_ours_or_deviate_by_name(text):
    """Whenever the edtf library has an answer, it is ours; where it stops with an error, ours may go on."""
    theirs = strict_bounds(text)
    assert (
        bounds_agree(text)
        or covered(text, STRICT_BOUNDS)
        or (failed(theirs) and isinstance(ours(text), ParsedText))
    )


@settings(max_examples=40)
@given(SIMPLE)
def test_strict_bounds_of_simple_texts_are_never_missing(text):
    """Without masks and marks the edtf library stops with an error only on sets of one, which its grammar lacks."""
    alone = re.fullmatch(r"\[[^,]*\]", text) is not None
    assert bounds_agree(text) or covered(text, STRICT_BOUNDS) or alone


@given(TEXTS)
def test_verdicts_are_ours_or_deviate_by_name(text):
    """The validator accepts what we accept and refuses what we refuse, up to the named deviations."""
    assert verdicts_agree(text) or covered(text, VERDICTS)


@given(PLAIN)
def test_verdicts_on_plain_dates_are_ours_but_for_southern_seasons_and_leap_days(text):
    """On dates without masks and marks only two deviations are left."""
    if ours(text) not in {"edtf-season-southern", "edtf-impossible-day"}:
        assert verdicts_agree(text)


@pytest.mark.parametrize("deviation", STRICT_BOUNDS, ids=lambda deviation: deviation.example)
def test_deviations_from_strict_bounds_are_real(deviation):
    """Each named deviation from the edtf library still shows in its example."""
    assert deviation.covers(deviation.example, ours(deviation.example))
    assert not bounds_agree(deviation.example)


@pytest.mark.parametrize("deviation", VERDICTS, ids=lambda deviation: deviation.example)
def test_deviations_from_verdicts_are_real(deviation):
    """Each named deviation from the validator still shows in its example."""
    assert deviation.covers(deviation.example, ours(deviation.example))
    assert not verdicts_agree(deviation.example)


@pytest.mark.parametrize("row", named("accepted"))
def test_rows_accepted_say_what_others_do(row):
    """A row names what the two libraries come to exactly where that is something else."""
    said = strict_bounds(row["text"])
    if row.get("grain", "day") == "day":
        expected = f"{row['starts'].split('/')[0]}/{row['lasts'].split('/')[1]}"
    else:
        expected = row.get("edtf", said)  # of moments it keeps no more than the day
    compared = not {"duration", "as_of"} & set(row)  # which it has no word for
    assert not compared or said == row.get("edtf", expected)
    assert verdict(row["text"]) == row.get("validator", "accepts")


@pytest.mark.parametrize("row", named("refused"))
def test_rows_refused_say_what_others_do(row):
    """A row names what the two libraries come to exactly where they do not refuse."""
    said = strict_bounds(row["text"])
    assert said == row["edtf"] if "edtf" in row else failed(said)
    assert verdict(row["text"]) == row.get("validator", "refuses")
