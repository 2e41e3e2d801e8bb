"""Laws of figures in words: what is written is read again, and bounds are those of a brute count."""

from __future__ import annotations

from hypothesis import given, strategies as st

from korea_events.errors import KoreaEventsError
from korea_events.evidence.figures.extents import extent
from korea_events.model import Convention, Quantity, StatedLength
from korea_events.testing.laws import only_our_errors
from korea_events.testing.strategies import parts
from tests.corpus.figure_table import FIGURES, WORDS

UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
PHRASES = sorted({phrase for table in WORDS.values() for words in table.values() for phrase in words})


def spell(number: int) -> str:
    """A number below a million in English words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    for scale, word in ((1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            joined = "" if not rest else f" and {spell(rest)}" if rest < 100 else f" {spell(rest)}"
            return f"{spell(number // scale)} {word}{joined}"
    raise AssertionError(number)


def spell_in_korean(number: int) -> str:
    """A number below a hundred million with digits and 만, as newspapers write it."""
    high, low = divmod(number, 10_000)
    return " ".join(
        text for text in (f"{high}만" if high else "", f"{low:,}" if low or not high else "") if text
    )


@given(st.integers(0, 999_999))
def test_every_number_in_words_is_read(number: int) -> None:
    """In English words, in digits with commas or spaces, and in Korean."""
    for text in (spell(number), f"{number:,}", f"{number:,}".replace(",", " "), spell_in_korean(number)):
        assert Quantity.parse(text).value == number, text


def is_true(code: str, number: int, stated: int) -> bool:
    """Whether a whole number is one of which a figure with a qualifier may be said."""
    place = next(10**zeros for zeros in (2, 1, 0) if stated % 10**zeros == 0)
    return {
        # What is rounded to the stated number, half up.
        "about": (2 * number + place) // (2 * place) * place == stated,
        "nearly": 2 * stated - place <= 2 * number < 2 * stated,
        "at_least": number >= stated,
        "at_most": number <= stated,
        "more_than": number > stated,
        "less_than": number < stated,
    }[code]


@given(
    st.sampled_from([(code, word) for code, words in WORDS["qualifier"].items() for word in words]), st.data()
)
def test_bounds_are_those_of_a_brute_count(qualifier: tuple[str, str], data: st.DataObject) -> None:
    """Whichever word is used and wherever it stands, those whole numbers are allowed of which it may be said."""
    code, word = qualifier
    stated = data.draw(st.integers(2, 120))
    orders = (f"{word} {stated} missiles", f"{stated} {word} missiles", f"{stated} missiles {word}")
    # The stop of "c." at the end of a text would be that of a sentence.
    text = data.draw(st.sampled_from(orders[:2] if word.endswith(".") else orders))
    allowed = extent(Quantity.parse(text))
    for number in range(300):
        inside = allowed is not None and allowed.low is not None and allowed.low <= number
        inside = inside and (allowed.high is None or number <= allowed.high)
        assert inside == is_true(code, number, stated), (text, number)


def has_number(quantity: Quantity) -> bool:
    return quantity.value is not None or quantity.low is not None


@given(parts(Quantity))
def test_what_is_written_is_read_as_the_same(quantity: Quantity) -> None:
    """But for the words, a correction, unknown fields, and numbers that its words do not say."""
    plain = quantity.replace(convention=None, corrected=None, words="several", extra=())
    if not has_number(plain):
        return
    if plain.restated is not None:
        conversion = (
            plain.restated.replace(words=None, convention=None, extra=())
            if has_number(plain.restated)
            else None
        )
        units = {plain.unit, None if conversion is None else conversion.unit}
        plain = plain.replace(restated=None if units & {None, "count"} or len(units) == 1 else conversion)
    again = Quantity.parse(str(plain), unit=plain.unit)
    assert again.replace(words="several") == plain, str(plain)


@given(
    st.lists(
        st.sampled_from([*PHRASES, "7,000", "1.2", "10-15", "(", ")", "kms", "1e9", "~", "-"]), max_size=6
    )
)
def test_words_in_any_order_are_read_or_refused(words: list[str]) -> None:
    """With every problem, and nothing but our errors; an indefinite number is never bounded from above."""
    text = " ".join(words)
    read = only_our_errors(Quantity.parse, text)
    only_our_errors(StatedLength.parse, text)
    if isinstance(read, KoreaEventsError):
        assert read.problems
    elif read.convention is Convention.PLURAL:
        assert extent(read).high is None


SAYINGS = st.sampled_from([row["says"] for row in FIGURES])
ENDS = st.text(max_size=3)


@given(st.text(max_size=40) | st.builds("{}{}{}".format, ENDS, SAYINGS, ENDS))
def test_any_text_is_read_or_refused(text: str) -> None:
    read = only_our_errors(Quantity.parse, text)
    assert isinstance(read, KoreaEventsError) or read.words == text
