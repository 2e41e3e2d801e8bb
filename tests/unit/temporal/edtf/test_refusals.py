"""Texts in other people's shapes: refused, and told what to write."""

# ruff: noqa: RUF001  (look-alike signs are what is tested here)

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from korea_events.temporal.edtf.check import check_scanned, is_readable
from korea_events.temporal.edtf.scan import scan


def told(text: str) -> tuple[str, str]:
    """The code of the only problem, and what its message says to write (nothing if it is not sure)."""
    (problem,) = check_scanned(scan(text))
    return problem.code, problem.message.partition(": write ")[2]


@pytest.mark.parametrize(
    "text, code, instead",
    [
        # compact and foreign forms of ISO 8601
        ("20240304", "edtf-basic-format", "2024-03-04"),
        ("20241399", "edtf-basic-format", ""),
        ("20240307T1100", "edtf-basic-format", "2024-03-07T11:00"),
        ("20240307T110000+0900", "edtf-basic-format", "2024-03-07T11:00:00+09:00"),
        ("20240307110000", "edtf-basic-format", "2024-03-07T11:00:00"),
        ("2024-W10-1", "edtf-week-date", "2024-03-04"),
        ("2024W101", "edtf-week-date", "2024-03-04"),
        ("2024-w10-1", "edtf-week-date", "2024-03-04"),
        ("2024-W10", "edtf-week-date", "2024-03-04/2024-03-10"),
        ("2024-W53", "edtf-week-date", ""),
        ("2024-064", "edtf-ordinal-date", "2024-03-04"),
        ("2024-366", "edtf-ordinal-date", "2024-12-31"),
        ("2023-366", "edtf-ordinal-date", ""),
        ("2024-000", "edtf-ordinal-date", ""),
        # what people in Korea write
        ("2024.3.4.", "edtf-separator", "2024-03-04"),
        ("2024. 3. 4.", "edtf-separator", "2024-03-04"),
        ("2024.03.04", "edtf-separator", "2024-03-04"),
        ("2024.03", "edtf-separator", "2024-03"),
        ("2024.13.04", "edtf-separator", ""),
        ("2024/3/4", "edtf-separator", "2024-03-04"),
        ("2024년 3월 4일", "edtf-not-ascii", "2024-03-04"),
        ("2024년 3월", "edtf-not-ascii", "2024-03"),
        ("2024년", "edtf-not-ascii", "2024"),
        ("2024.3.4.~2024.3.14.", "edtf-range-sign", "2024-03-04/2024-03-14"),
        ("2024-03-04 ~ 2024-03-14", "edtf-range-sign", "2024-03-04/2024-03-14"),
        ("2024-03-04～2024-03-14", "edtf-not-ascii", "2024-03-04/2024-03-14"),
        ("2024-03-04 – 2024-03-14", "edtf-not-ascii", "2024-03-04/2024-03-14"),
        ("2024-03-04 to 2024-03-14", "edtf-range-sign", "2024-03-04/2024-03-14"),
        # what people elsewhere write
        ("03/04/2024", "edtf-day-order", "2024-03-04 or 2024-04-03"),
        ("14/03/2024", "edtf-day-order", "2024-03-14"),
        ("03/14/2024", "edtf-day-order", "2024-03-14"),
        ("4.3.2024", "edtf-day-order", "2024-03-04 or 2024-04-03"),
        ("04-03-2024", "edtf-day-order", "2024-03-04 or 2024-04-03"),
        ("05/05/2024", "edtf-day-order", "2024-05-05"),
        ("31/31/2024", "edtf-day-order", "YYYY-MM-DD"),
        ("4 March 2024", "edtf-words", "2024-03-04"),
        ("4th Mar. 2024", "edtf-words", "2024-03-04"),
        ("March 4, 2024", "edtf-words", "2024-03-04"),
        ("Sept 2024", "edtf-words", "2024-09"),
        ("March 4-14, 2024", "edtf-words", "2024-03-04/2024-03-14"),
        ("4–14 March 2024", "edtf-not-ascii", "2024-03-04/2024-03-14"),
        ("from 4 to 14 March 2024", "edtf-words", "2024-03-04/2024-03-14"),
        ("28 Feb. - 2 March 2024", "edtf-words", "2024-02-28/2024-03-02"),
        ("March 4th through April 2nd, 2024", "edtf-words", "2024-03-04/2024-04-02"),
        ("December 28 to January 3, 2024", "edtf-words", "2023-12-28/2024-01-03"),
        ("4-14 Marzo 2024", "edtf-words", "2024-03-04/2024-03-14"),
        ("4-14 Smarch 2024", "edtf-syntax", ""),
        ("spring 2024", "edtf-words", "2024-21"),
        ("in the Fall of 2024", "edtf-words", "2024-23"),
        ("winter 2024", "edtf-syntax", ""),
        ("2024-Q1", "edtf-words", "2024-33"),
        ("Q4 2024", "edtf-words", "2024-36"),
        ("second half of 2024", "edtf-words", "2024-41"),
        ("c. 2024-03", "edtf-words", "2024-03~"),
        ("around March 2024", "edtf-words", "2024-03~"),
        ("about 14 March 2024", "edtf-words", "2024-03-14~"),
        ("about a week ago", "edtf-syntax", ""),
        ("early March 2024", "edtf-words", ""),
        ("mid-March", "edtf-words", ""),
        ("30 February 2024", "edtf-words", ""),
        ("4 Marzipan 2024", "edtf-words", "2024-03-04"),
        ("4 Monday 2024", "edtf-syntax", ""),
        # almost right
        ("2024-3-4", "edtf-digits", "2024-03-04"),
        ("2024-3", "edtf-digits", "2024-03"),
        ("2024-03-4", "edtf-digits", "2024-03-04"),
        ("2024-xx", "edtf-mask-sign", "2024-XX"),
        ("198x", "edtf-mask-sign", "198X"),
        ("2024-03-05 ", "edtf-white-space", "2024-03-05"),
        ("\t2024", "edtf-white-space", "2024"),
        (" ", "edtf-white-space", ""),
        ("2024-03-07t11:00", "edtf-time-syntax", "2024-03-07T11:00"),
        ("2024-03-07 11:00:00", "edtf-time-syntax", "2024-03-07T11:00:00"),
        ("2024-03-07T11:00+0900", "edtf-time-syntax", "2024-03-07T11:00+09:00"),
        ("2024-03-07T11:00 KST", "edtf-time-syntax", "2024-03-07T11:00+09:00"),
        ("2024-03-07T11:00 UTC", "edtf-time-syntax", "2024-03-07T11:00Z"),
        ("2024-03-07T11:00z", "edtf-time-syntax", "2024-03-07T11:00Z"),
        ("2024-03-07T11:00:00,5Z", "edtf-time-syntax", "2024-03-07T11:00:00.5Z"),
        ("2024-03-07T11:00 PM", "edtf-time-syntax", ""),
        ("2024-03-07T11", "edtf-time-precision", ""),
        ("2024-03-07T11:00:00.1234567", "edtf-time-precision", ""),
        ("2024-03T11:00", "edtf-time-without-day", ""),
        ("2024-03-~07T11:00", "edtf-marked-time", ""),
        ("2024-03-07T~11:00", "edtf-marked-time", ""),
        # other scripts and hidden signs
        ("２０２４-０３-０４", "edtf-not-ascii", "2024-03-04"),
        ("2024‑03‑04", "edtf-not-ascii", "2024-03-04"),
        ("2024−03−04", "edtf-not-ascii", "2024-03-04"),
        ("٢٠٢٤-٠٣-٠٤", "edtf-not-ascii", "2024-03-04"),
        ("2024-03-04\u200b", "edtf-not-ascii", "2024-03-04"),
        ("\u202e2024-03-04", "edtf-not-ascii", "2024-03-04"),
        ("\ufeff2024", "edtf-not-ascii", "2024"),
        ("2024-03-0\u0664T\ud800", "edtf-not-ascii", ""),
        ("삼월", "edtf-not-ascii", ""),
        # numbers
        ("45355", "edtf-number", ""),
        ("45355.75", "edtf-number", ""),
        ("24", "edtf-number", ""),
        ("1709683200", "edtf-number", ""),
        ("10000", "edtf-unsupported-year", ""),
        ("Y2024", "edtf-unsupported-year", ""),
        ("+2024", "edtf-unsupported-year", ""),
        ("-198X", "edtf-unsupported-year", ""),
        ("1950S2", "edtf-unsupported-year", ""),
        # earlier drafts of EDTF
        ("2004?~", "edtf-two-marks", "2004%"),
        ("2004-06~~", "edtf-two-marks", "2004-06~"),
        ("19uu-12-uu", "edtf-mask-sign", "19XX-12-XX"),
        ("2004-06-(01)?", "edtf-parentheses", ""),
        ("2001-21^southernHemisphere", "edtf-syntax", ""),
        # nothing at all
        ("now", "edtf-syntax", ""),
        ("?", "edtf-syntax", ""),
        ("\x00", "edtf-syntax", ""),
        ("\x1b[31m2024", "edtf-syntax", ""),
    ],
)
def test_what_to_write_instead(text, code, instead):
    """What is certain is named, what has two readings is not chosen, and the rest is only refused."""
    assert told(text) == (code, instead)


@pytest.mark.parametrize(
    "text, code, instead",
    [
        ("2024-03-04/14", "edtf-short-end", "2024-03-04/2024-03-14"),
        ("2024-03-04/5", "edtf-short-end", "2024-03-04/2024-03-05"),
        ("2024-03-04/04-02", "edtf-short-end", "2024-03-04/2024-04-02"),
        ("2024-03-04/44", "edtf-short-end", ""),
        ("2024/03", "edtf-separator", ""),
        ("03/2024", "edtf-separator", ""),
        ("2004/open", "edtf-old-words", "2004/.."),
        ("unknown/2006", "edtf-old-words", "/2006"),
        ("2004/Present", "edtf-old-words", "2004/.."),
        ("2024-03-04/P11D", "edtf-duration-end", "2024-03-04/ with duration='P11D'"),
        ("P11D/2024-03-14", "edtf-duration-end", "/2024-03-14 with duration='P11D'"),
        ("2024-03-04/x", "edtf-syntax", ""),
    ],
)
def test_ends_of_intervals(text, code, instead):
    """Where the other end helps to understand one."""
    assert told(text) == (code, instead)


def test_a_month_with_a_slash_is_named_but_not_chosen():
    """2024/03 may be a month; it is not an interval."""
    (problem,) = check_scanned(scan("2024/03"))
    assert problem.message == "'2024/03' is not an interval: if you mean the month, write 2024-03"


ADVICE_IN_WORDS = {
    "edtf-day-order",
    "edtf-duration-end",
    "edtf-season-southern",
    "edtf-set-in-interval",
    "edtf-time-precision",
}
"""These messages do not end in the text to write."""


@settings(max_examples=300)
@given(
    st.text(st.sampled_from("0123456789-/.,~?% TWXxuZ:+[]{}년월일～２"), max_size=24)
    | st.from_regex(r"[0-9]{4}[-./ ]{1,2}[0-9]{1,2}[-./ ]{1,2}[0-9]{1,2}[.~ 0-9/-]{0,12}", fullmatch=True)
)
def test_no_advice_leads_into_another_refusal(text):
    """Whatever a message says to write, where it claims to know, can be read."""
    for problem in check_scanned(scan(text)):
        instead = problem.message.partition(": write ")[2]
        if instead and problem.code not in ADVICE_IN_WORDS:
            assert is_readable(instead)


@given(st.text(max_size=80))
def test_messages_show_no_control_signs(text):
    """What came in is quoted in a form that no terminal obeys, and shortened."""
    for problem in check_scanned(scan(text)):
        assert problem.message.isprintable()
        assert len(problem.message) < 400
