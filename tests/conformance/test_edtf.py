"""Every row of edtf.toml, and the page that shows them."""

from __future__ import annotations

import datetime as dt
from math import inf

import pytest

from korea_events.errors import SpanError
from korea_events.temporal import Reading, Span
from korea_events.temporal.civil import day_ordinal, format_day
from korea_events.temporal.edtf import parse_text
from korea_events.temporal.edtf.check import is_readable
from tests.conformance.edtf_table import BEGIN, END, PAGE, ROWS, named, tables

FIELDS = {
    "accepted": {
        *(
            "text",
            "feature",
            "starts",
            "lasts",
            "ends",
            "length",
            "alternatives",
            "exact",
            "start",
            "end",
            "marks",
        ),
        *("reading", "zone", "duration", "as_of", "grain", "edtf", "validator"),
    },
    "refused": {"text", "code", "instead", "edtf", "validator"},
    "normalised": {"text", "kept", "note"},
    "silent": {"text", "question", "choice", "reason", "accepted"},
}
MARKS = {"": (False, False), "?": (True, False), "~": (False, True), "%": (True, True)}


def shown(tick: float, grain: str) -> str:
    """A day or an instant as the table has it."""
    if tick in {-inf, inf}:
        return ".."
    if grain == "day":
        return format_day(tick)
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=int(tick))
    return moment.isoformat().replace("+00:00", "Z")


def test_the_table_has_only_known_fields():
    """A misspelt field would check nothing."""
    assert set(ROWS) == set(FIELDS)
    assert [row for name, found in ROWS.items() for row in found if set(row) - FIELDS[name]] == []


@pytest.mark.parametrize("row", named("accepted"))
def test_accepted(row):
    """The start, the last day and the length lie exactly where the row says."""
    grain = row.get("grain", "day")
    as_of = day_ordinal(row["as_of"]) if "as_of" in row else None
    found = parse_text(
        row["text"],
        zone=row.get("zone", "Asia/Seoul"),
        duration=row.get("duration"),
        reading=Reading(row.get("reading", "within")),
        as_of=as_of,
    )
    a, b, c, d, p, q = zip(*(alternative.bounds for alternative in found.alternatives), strict=True)
    off = 1 if grain == "day" else 0  # inside, ends are the first tick after
    assert {
        "grain": found.grain.value,
        "starts": f"{shown(min(a), grain)}/{shown(max(b), grain)}",
        "ends": f"{shown(min(c) - off, grain)}/{shown(max(d) - off, grain)}",
        "length": "/".join(".." if length == inf else str(length) for length in (min(p), max(q))),
        "alternatives": len(found.alternatives),
        "exact": found.exact,
        "kinds": (found.start.value, found.end.value),
        "marks": (found.uncertain, found.approximate),
    } == {
        "grain": grain,
        "starts": row["starts"],
        "ends": row["lasts"] if grain == "day" else row["ends"],
        "length": row["length"],
        "alternatives": row.get("alternatives", 1),
        "exact": row.get("exact", True),
        "kinds": (row.get("start", "known"), row.get("end", "known")),
        "marks": MARKS[row.get("marks", "")],
    }


@pytest.mark.parametrize("row", named("accepted"))
def test_accepted_texts_are_kept(row):
    """Accepted texts of the table are in their normal form, and a span gives them back."""
    options = {name: row[name] for name in ("zone", "duration", "reading", "as_of") if name in row}
    span = Span.parse(row["text"], **options)
    kept = next((n["kept"] for n in ROWS["normalised"] if n["text"] == row["text"]), row["text"])
    assert str(span) == kept
    assert Span.parse(str(span), **options) == span


@pytest.mark.parametrize("row", named("refused"))
def test_refused(row):
    """The first problem has the row's code, and its message says what to write instead."""
    with pytest.raises(SpanError) as caught:
        Span.parse(row["text"])
    problem = caught.value.problems[0]
    assert problem.code == row["code"]
    assert row.get("instead", "") in problem.message


@pytest.mark.parametrize(
    "row", [row for row in ROWS["refused"] if "instead" in row], ids=lambda row: repr(row["text"])
)
def test_what_to_write_instead_is_accepted(row):
    """Whatever a message tells people to write can be written."""
    for text in row["instead"].split(" or "):
        assert text in {"Span.unknown()", "parse_spans"} or is_readable(text)


@pytest.mark.parametrize("row", named("normalised"))
def test_normalised(row):
    """Both spellings are the same span, and the kept one stays as it is."""
    span = Span.parse(row["text"])
    assert (str(span), span) == (row["kept"], Span.parse(row["kept"]))


@pytest.mark.parametrize("row", named("silent"))
def test_silent(row):
    """Where the standard says nothing, the row says what we do."""
    if row["accepted"]:
        Span.parse(row["text"])
    else:
        with pytest.raises(SpanError):
            Span.parse(row["text"])


def test_the_page_shows_the_table():
    """docs/reference/edtf.md is up to date; `python -m tests.conformance.edtf_table` writes it."""
    page = PAGE.read_text("utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0] == tables()
