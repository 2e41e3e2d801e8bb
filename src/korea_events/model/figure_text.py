"""Figures in words: "about 7,000 km", "10 to 15", "dozens", "1,000 km (620 miles)", "60여 발".

One scan finds the phrases of ``figure_words.toml``, one pattern says in what order they may stand, and the numbers are
put together. What is read claims no more than the words, and what could mean two things is refused.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from math import inf
from typing import Any, Final, NamedTuple

from korea_events.errors import Problem, RecordError, suggest_name
from korea_events.model.word_tables import load_words
from korea_events.temporal.engine import quote_value

LONGEST_FIGURE: Final = 200
"""The most characters of a text that is read as a figure."""
_LONGEST_NUMBER: Final = 40
_LONG_WORD: Final = 4
_TENS: Final = range(20, 100, 10)
_DOZEN: Final = 12


class _Token(NamedTuple):
    """A piece of a text: its kind, what it stands for, and its words."""

    kind: str
    """The first letter of its list in ``figure_words.toml``; 0 for digits, ? for what is not known."""
    value: Any
    words: str


_ONE: Final = "[qf]*u?[qf]*(?:[a0nspi]|(?<=s)w(?=n))+[uqf]*"
_ORDER: Final = f"{_ONE}(?:t{_ONE})?|[qf]*b{_ONE}w{_ONE}"
_NUMBER: Final = "[0nspi]|a[su]"
_BEGINS_AS_FIGURE: Final = "[qfbd]*u?[qfd]*(?:[0nspi]|a[su])"
_OF: Final = "(?: of(?![a-z]))?"
_DIGITS: Final = r"(?P<digits>(?<![\d.,])-?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?)"
_PLAIN_NUMBER: Final = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?"
_RESTATED: Final = r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]"


class _Lexicon(NamedTuple):
    phrases: Mapping[str, _Token]
    token: re.Pattern[str]
    rewritten: Mapping[str, str]
    rewritten_phrase: re.Pattern[str]


@cache
def _load_lexicon() -> _Lexicon:
    """The phrases, and the patterns that find them; loaded when the first figure is read."""
    lists = load_words("korea_events.model", "figure_words.toml")
    rewritten = lists.pop("rewritten")
    tokens = [
        _Token(name[0], int(value) if value.isdigit() else value, phrase)
        for name, table in lists.items()
        for value, phrases in table.items()
        for phrase in phrases
    ]
    patterns = [_match_phrase(token.words) + _OF * (token.kind in "spi") for token in tokens]
    # As printed first: kN is not kn.
    phrases = {token.words.lower(): token for token in tokens} | {token.words: token for token in tokens}
    return _Lexicon(
        phrases, _match_any([_DIGITS, *patterns]), rewritten, _match_any(map(_match_phrase, rewritten))
    )


def _match_phrase(phrase: str) -> str:
    """The pattern of a phrase: words of Latin letters end where the letters end."""
    first, last = (letter.isascii() and letter.isalpha() for letter in (phrase[0], phrase[-1]))
    return "(?<![a-z])" * first + re.escape(phrase) + "(?![a-z])" * last


def _match_any(patterns: Iterable[str]) -> re.Pattern[str]:
    """A pattern of all patterns, the longest first."""
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)), re.IGNORECASE)


# -- the text ----------------------------------------------------------------------------------------------------


def _normalize(text: str) -> str:
    """The text with one kind of space and of hyphen, "to" between the ends of a range, and rewritten words."""
    # Superscripts would become digits of the number before them.
    plain = unicodedata.normalize("NFKC", re.sub("(?=[\u00b2\u00b3\u00b9\u2070-\u209c])", "^", text))
    plain = " ".join(re.sub("[\u2010-\u2015\u2212]", "-", plain).replace("\u301c", "~").split()).strip(
        " .,;:"
    )
    plain = re.sub(r"(?<=\S)~ ?(?=\d)|(?<=\w)(?<!\d[eE])(?:-| - )(?=\d)", " to ", plain)
    plain = " ".join(re.sub(r"-(?!\d)", " ", plain).split())
    plain = re.sub(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d,])", lambda match: match[0].replace(" ", ","), plain)
    *_, rewritten, phrase = _load_lexicon()
    return " ".join(phrase.sub(lambda match: f" {rewritten[match[0].lower()]} ", plain).split())


def _scan(text: str) -> Iterator[_Token]:
    """The pieces of a normalized text."""
    phrases, pattern, *_ = _load_lexicon()
    position = 0
    for match in pattern.finditer(text):
        if between := text[position : match.start()].strip():
            yield _Token("?", None, between)
        position = match.end()
        word = match[0].lower()
        token = (
            phrases.get(match[0])
            or phrases.get(word)
            or phrases.get(word.removesuffix(" of"))
            or _Token("0", None, word)
        )
        # "5 M" is not metres, and "5 KN" neither knots nor kilonewtons.
        is_other = token.kind == "u" and match[0] != token.words and (len(word) == 1 or word == "kn")
        yield token._replace(kind="?" if is_other else token.kind, words=match[0])
    if rest := text[position:].strip():
        yield _Token("?", None, rest)


def is_ambiguous_number(text: str) -> bool:
    """Whether a point in a number could divide thousands as well as begin the decimals.

    Example:
        >>> is_ambiguous_number("4.600"), is_ambiguous_number("4.60")
        (True, False)
    """
    return re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) is not None


def begins_as_figure(text: str) -> bool:
    """Whether a text begins with a number, or with a word such as "about" and a number: then a figure is meant.

    Example:
        >>> [begins_as_figure(text) for text in ("about 7,000 km", "dozens", "success", "Hwasong-17")]
        [True, True, False, False]
    """
    kinds = "".join(token.kind for token in _scan(_normalize(text[:LONGEST_FIGURE])))
    return re.match(_BEGINS_AS_FIGURE, kinds) is not None


def read_figure(text: str) -> dict[str, Any]:
    """The fields of the quantity that a text says, as plain values; ``restated`` holds those of a conversion.

    Raises:
        RecordError: every problem of the text; see ``Quantity.parse``.

    Example:
        >>> read_figure("about 7,000 km")
        {'value': 7000, 'unit': 'km', 'qualifier': 'about'}
    """
    if type(text) is not str:
        raise RecordError.of("field-type", f"must be text, not {quote_value(text)}")
    if not text.strip():
        raise RecordError.of("text-empty", "must not be blank: write a figure, such as 'about 7,000 km'")
    if len(text) > LONGEST_FIGURE:
        message = f"a figure has at most {LONGEST_FIGURE} characters, not {len(text)}"
        raise RecordError.of("text-long", message)
    main, conversion = _split_conversion(_normalize(text))
    problems: list[tuple[str, str, str]] = []
    fields = _read_one(main, problems)
    if conversion is not None:
        fields["restated"] = _read_one(conversion, problems)
        units = {fields.get("unit"), fields["restated"].get("unit")}
        if not problems and (None in units or len(units) == 1):
            message = f"{quote_value(conversion)} is not the same in another unit: give each figure alone"
            problems.append(("", "quantity-units", message))
    if problems:
        raise RecordError(Problem(f"${path}", code, message) for path, code, message in problems)
    return fields


def _split_conversion(text: str) -> tuple[str, str | None]:
    """A text and the conversion beside it: in brackets, or after "or" if both have units, and different ones."""
    if bracketed := re.fullmatch(_RESTATED, text):
        return bracketed[1].strip(" ,"), bracketed[2]
    left, _, right = text.partition(" or ")
    here, there = ({token.value for token in _scan(half) if token.kind == "u"} for half in (left, right))
    return (left.strip(" ,"), right) if here and there and here != there else (text, None)


# -- one figure --------------------------------------------------------------------------------------------------


def _read_one(text: str, problems: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The fields of a figure without a conversion; adds what is wrong with it to the problems."""
    tokens = list(_scan(text))
    found = list(_find_bad_words(tokens)) or list(_find_wrong_order(text, tokens))
    problems += found
    if found:
        return {}
    ends = _assemble_ends(tokens)
    (first, is_said, scales), (last, is_last_said, last_scales) = ends[0], ends[-1]
    fields: dict[str, Any] = {"value": first} if len(ends) == 1 else {"low": first, "high": last}
    values = {token.kind: token.value for token in tokens}
    qualifier = values.get("q")
    if len(ends) > 1 and not (is_said and is_last_said and len(last_scales) <= len(scales)):
        message = f"{quote_value(text)} is ambiguous: write both ends in digits, as in '10,000 to 15,000'"
        problems.append(("", "quantity-ambiguous", message))
    elif not is_said:
        if qualifier in ("at_most", "less_than", "nearly"):
            message = f"{quote_value(text)} bounds a number that is not said: give Quantity(words=…)"
            problems.append(("", "quantity-ambiguous", message))
        fields["convention"], qualifier = "plural", "at_least"
    elif _DOZEN in scales | last_scales:
        fields["convention"], qualifier = "dozen", qualifier or "about"
    fields |= {"unit": values["u"]} if "u" in values else {}
    return fields | ({"qualifier": qualifier} if qualifier else {})


def _find_bad_words(tokens: Sequence[_Token]) -> Iterator[tuple[str, str, str]]:
    if unknown := [token.words for token in tokens if token.kind == "?"]:
        near = suggest_name(unknown[0], (one for one in _load_lexicon().phrases if len(one) >= _LONG_WORD))
        hint = f"did you mean {near!r}?" if near else "write the figure alone, as in 'about 7,000 km'"
        message = f"a figure is not read from {', '.join(map(quote_value, unknown))}: {hint}"
        yield "", "quantity-words", message
    for kind, advice, word in tokens:
        if kind == "d":
            yield "", "quantity-ambiguous", f"{quote_value(word)} could mean two things: {advice}"
        elif kind == "0" and (
            not re.fullmatch(_PLAIN_NUMBER, word, re.IGNORECASE) or len(word) > _LONGEST_NUMBER
        ):
            message = f"{quote_value(word)} is not a number: write 1,200 for a thousand or 1.2 for a fraction"
            yield "", "quantity-ambiguous", message
        elif kind == "0" and is_ambiguous_number(word):
            message = f"{word!r} is ambiguous: write {word.replace('.', ',')} or {word}0"
            yield "", "quantity-ambiguous", message


def _find_wrong_order(text: str, tokens: Sequence[_Token]) -> Iterator[tuple[str, str, str]]:
    kinds = "".join(token.kind for token in tokens)
    if not re.search(_NUMBER, kinds):
        message = f"{quote_value(text)} has no number: write one, as in 'about 7,000 km', or give only words"
        yield "", "quantity-figures", message
    elif not re.fullmatch(_ORDER, kinds) or None in _assemble_ends(tokens):
        message = f"{quote_value(text)} is not one figure: write one, as in 'about 7,000 km' or '10 to 15'"
        yield "", "quantity-figures", message
    if len({token.value for token in tokens if token.kind == "u"}) > 1:
        message = f"{quote_value(text)} has two units: write '7,000 km (4,350 miles)' for a conversion"
        yield "", "quantity-units", message
    if len({token.value for token in tokens if token.kind == "q"}) > 1:
        both = " and ".join(quote_value(token.words) for token in tokens if token.kind == "q")
        yield "", "quantity-qualifiers", f"{both} bound one number: write one of them"


def _assemble_ends(tokens: Sequence[_Token]) -> list[Any]:
    """The number, or both ends of the range, each as from :func:`_assemble`."""
    joins = "tw" if any(token.kind == "b" for token in tokens) else "t"
    ends: list[list[_Token]] = [[]]
    for token in tokens:
        if token.kind in joins:
            ends.append([])
        elif token.kind in "a0nspi":
            ends[-1].append(token)
    return [_assemble(end) for end in ends]


def _assemble(tokens: Sequence[_Token]) -> tuple[Any, bool, set[int]] | None:
    """The number of "two hundred and five", "1.5 million" or "1만 2천", whether it is said, and the scales in it.

    None for words that do not make a number.
    """
    if len(tokens) > 1 and any(token.kind == "0" and "e" in token.words.lower() for token in tokens):
        return None
    total: Any = 0
    group: Any = None  # what the next scale multiplies
    above: Any = inf  # the last scale from a thousand on: the next must be smaller
    scale = 0  # the scale in the group
    is_said = True
    for kind, given, word in tokens:
        value: Any = _read_digits(word) if kind == "0" else given
        if group is None and total and kind in "pi":
            return None
        if kind in "sp":
            if group is None:
                is_said, group = is_said and kind == "s", 2 if kind == "p" else 1
            if (scale and value < 1_000) or value >= above or group >= above:
                return None
            group, scale = group * value, value
            if value >= 1_000:
                total, above, group, scale = total + group, value, None, 0
        elif group is None:
            is_said, group = is_said and kind != "i", value
        elif type(group) is type(value) is int and (
            (0 < value < scale and group % scale == 0)
            or (kind == "n" and value < 10 and group % 100 in _TENS)
        ):
            group += value
        else:
            return None
    number = total + (0 if group is None else group)
    if group is not None and group >= above:
        return None
    if isinstance(number, Decimal):
        number = int(number) if len(tokens) > 1 and number == int(number) else float(number)
    return number, is_said, {token.value for token in tokens if token.kind in "sp"}


def _read_digits(text: str) -> int | float | Decimal:
    digits = text.replace(",", "").lower()
    return float(digits) if "e" in digits else Decimal(digits) if "." in digits else int(digits)
