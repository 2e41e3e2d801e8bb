"""Lists {…}: several spans in one text."""

from __future__ import annotations

import pytest

from korea_events.errors import SpanError
from korea_events.temporal.edtf import MAX_MEMBERS, MAX_TEXT_LENGTH, list_members, parse_text


@pytest.mark.parametrize(
    "text, expected",
    [
        ("{1667,1668,1670..1672}", ("1667", "1668", "1670", "1671", "1672")),
        ("{1667, 1668, 1670..1672}", ("1667", "1668", "1670", "1671", "1672")),
        ("{1960,1961-12}", ("1960", "1961-12")),
        ("{2023-11..2024-02}", ("2023-11", "2023-12", "2024-01", "2024-02")),
        ("{2024-02-28..2024-03-01}", ("2024-02-28", "2024-02-29", "2024-03-01")),
        ("{2023-36..2024-34}", ("2023-36", "2024-33", "2024-34")),
        ("{2023-23..2024-21}", ("2023-23", "2023-24", "2024-21")),
        ("{2023-39..2024-37}", ("2023-39", "2024-37")),
        ("{2024-03-04~..2024-03-06~}", ("2024-03-04~", "2024-03-05~", "2024-03-06~")),
        ("{?2024-?03-?04,199X}", ("2024-03-04?", "199X")),
        ("{2024-03-07T11:00,2024-03-07T24:00}", ("2024-03-07T11:00", "2024-03-08T00:00")),
        ("{2024}", ("2024",)),
    ],
)
def test_members(text, expected):
    """Ranges are written out, each member in its normal form."""
    assert list_members(text) == expected
    assert [parse_text(member).text for member in expected] == list(expected)


@pytest.mark.parametrize("text", ["2024-03-04", "2024/2025", "[2024,2025]", "", "nonsense", "{2024", "2024}"])
def test_any_other_text_is_its_own_only_member(text):
    """Whether it can be read is for the reader of spans to say."""
    assert list_members(text) == (text,)


@pytest.mark.parametrize(
    "text, code",
    [
        ("{}", "edtf-empty"),
        ("{2024,}", "edtf-empty"),
        ("{2024,2024-02-30}", "edtf-impossible-day"),
        ("{2001/2002,2003}", "edtf-set-member"),
        ("{{2024}}", "edtf-set-of-many"),
        ("{..1983}", "edtf-list-endless"),
        ("{1983..}", "edtf-list-endless"),
        ("{..}", "edtf-no-date"),
        ("{1672..1670}", "edtf-set-reversed"),
        ("{2024..2024-03}", "edtf-set-range"),
        ("{2024-21..2024-34}", "edtf-set-range"),
        ("{2024-03-04~..2024-03-06}", "edtf-list-range"),
        ("{2024-03-07T11:00..2024-03-07T12:00}", "edtf-list-range"),
        ("{0001..9999}", "edtf-list-too-long"),
        ("{1900-01-01..2024-12-31}", "edtf-list-too-long"),
        ("{1900-01..2024-12}", "edtf-list-too-long"),
        ("{" + "2024," * MAX_TEXT_LENGTH + "2024}", "edtf-too-long"),
    ],
)
def test_refused_lists(text, code):
    """What cannot be counted, or has a member that cannot be read."""
    with pytest.raises(SpanError) as caught:
        list_members(text)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_every_bad_member_is_told():
    """All problems at once."""
    with pytest.raises(SpanError) as caught:
        list_members("{2024-13,2024-02-30,x}")
    assert [problem.code for problem in caught.value.problems] == [
        "edtf-impossible-month",
        "edtf-impossible-day",
        "edtf-syntax",
    ]


def test_the_longest_list():
    """As many members as are allowed, and one more."""
    assert len(list_members(f"{{0001..{MAX_MEMBERS:04d}}}")) == MAX_MEMBERS
    with pytest.raises(SpanError):
        list_members(f"{{0001..{MAX_MEMBERS + 1:04d}}}")


@pytest.mark.parametrize(
    "value", [None, 2024, 2024.5, b"2024", ["2024"], {"2024"}], ids=lambda value: type(value).__name__
)
def test_only_text_is_read(value):
    """A year is written '2024'."""
    with pytest.raises(SpanError) as caught:
        list_members(value)
    assert [problem.code for problem in caught.value.problems] == ["edtf-not-text"]
