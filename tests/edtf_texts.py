"""Strategies for EDTF texts, drawn from the grammar of the standard and not from what the library accepts.

Months and days are mostly, not always, those of the calendar; masks and marks stand anywhere the grammar has them.
"""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = ("", "", "", "?", "~", "%")
CODES = tuple(str(code) for code in range(21, 42))


def masked(digits: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Digits, some of which are masked."""
    return st.tuples(digits, st.lists(st.booleans(), min_size=4, max_size=4)).map(
        lambda drawn: "".join("X" if mask else digit for digit, mask in zip(*drawn, strict=False))
    )


def years(first: int = 1900, last: int = 2035) -> st.SearchStrategy[str]:
    """Four digits."""
    return st.integers(first, last).map(lambda year: f"{year:04d}")


MONTHS = st.integers(1, 12).map(lambda month: f"{month:02d}")
DAYS = st.one_of(st.integers(1, 28), st.integers(1, 31)).map(lambda day: f"{day:02d}")


@st.composite
def dates(
    draw: st.DrawFn,
    *,
    masks: bool = True,
    marks: bool = True,
    groups: bool = True,
    first: int = 1900,
    last: int = 2035,
) -> str:
    """A single date: a year, a month, a day, or a season or other group of months."""
    plain = st.booleans() if masks else st.just(True)
    year = draw(years(first, last) if draw(plain) else masked(years(first, last)))
    parts = [year]
    kind = draw(st.sampled_from(["year", "month", "day", "day", "group" if groups else "day"]))
    if kind == "group":
        parts.append(draw(st.sampled_from(CODES)))
    elif kind != "year":
        parts.append(draw(MONTHS if draw(plain) else masked(MONTHS)))
        if kind == "day":
            parts.append(draw(DAYS if draw(plain) else masked(DAYS)))
    if not marks or draw(st.booleans()):
        return "-".join(parts)
    if draw(st.booleans()):
        return "-".join(parts) + draw(st.sampled_from(MARKS))
    mark = st.sampled_from(MARKS)
    return "-".join(draw(mark) + part + draw(mark) for part in parts)


@st.composite
def times(draw: st.DrawFn) -> str:
    """A date with a time of day."""
    day = draw(dates(masks=False, marks=False, groups=False).filter(lambda text: len(text) == 10))
    hour, minute = draw(st.integers(0, 24)), draw(st.integers(0, 59))
    second = draw(st.sampled_from(["", ":00", ":30", ":59.5", ":00.000001"]))
    offset = draw(st.sampled_from(["", "", "Z", "+09", "+09:00", "+08:30", "-05:00", "+00:00"]))
    return f"{day}T{hour:02d}:{minute:02d}{second}{offset}{draw(st.sampled_from(MARKS))}"


def intervals(ends: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Two ends, of which one may be unknown or open."""
    limited = st.one_of(ends, ends, ends, st.sampled_from(["", ".."]))
    return st.tuples(limited, limited).map("/".join)


@st.composite
def sets(draw: st.DrawFn, members: st.SearchStrategy[str], ends: st.SearchStrategy[str]) -> str:
    """One of several dates and ranges of dates; the first range may have no beginning, the last no end."""
    found = draw(st.lists(members | st.tuples(ends, ends).map("..".join), min_size=1, max_size=4))
    if draw(st.integers(0, 4)) == 0:
        found.insert(0, ".." + draw(ends))
    if draw(st.integers(0, 4)) == 0:
        found.append(draw(ends) + "..")
    return f"[{draw(st.sampled_from([',', ', '])).join(found)}]"


PLAIN = dates(masks=False, marks=False)
ANYTHING = st.one_of(
    dates(),
    times(),
    intervals(dates()),
    intervals(dates() | times()),
    sets(dates(), PLAIN),
    sets(dates() | times(), PLAIN),
)
"""Every form of EDTF that the library knows, legal or not."""
