"""Rules for text: identifiers, lines, notes and other text of the model.

Text is kept as given, byte for byte, without normalisation, so that a name stays as the report printed it (Hangul may
be composed or decomposed). Identifiers are ASCII, so that two that look alike are alike.
"""

import re
from typing import Final

from attrs import field, frozen

from korea_events.temporal.engine import quote_value

LONGEST_TEXT: Final = 1_000_000
"""The most characters that one text of a record may have."""
LONGEST_ID: Final = 200
"""The most characters that an identifier may have; it should also serve as a file name."""

_FIELD_PATH_STEP: Final = r"[a-z_]+(\[(0|[1-9][0-9]{0,8})\])?"
_ID_PATTERN: Final = re.compile("[a-z0-9][a-z0-9._-]*", re.ASCII)
# Control characters (C0 without tab and line feed, DEL, C1), the embeddings, overrides and isolates of bidirectional
# text, halves of surrogate pairs, and the two code points that are never characters. Marks of direction that only
# order neighbouring letters (U+200E, U+200F, U+061C) are ordinary parts of names and stay allowed.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_DIRECTION_CONTROLS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINE_BREAKS: Final = re.compile("[\t\n\u2028\u2029]")


def _compile_ascii(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


@frozen(kw_only=True)
class TextRule:
    """A rule for text: its name, whether it may have several lines, and the pattern it must match."""

    name: str
    """The name of such text in messages: ``an identifier``."""
    multiline: bool = False
    """Whether tabs and line feeds are allowed."""
    pattern: re.Pattern[str] | None = field(default=None, eq=False)
    """The pattern that the whole text must match."""
    code: str = ""
    """The code of the problem if it does not match the pattern."""
    advice: str = ""
    """What is allowed, in words."""
    longest: int = LONGEST_TEXT
    """The most characters."""

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def check(self, text: str) -> tuple[str, str, str] | None:
        """Why ``text`` is refused, as a fault (path, code, message); None if it is not.

        Example:
            >>> LINE.check("Freedom Shield 24") is None
            True
            >>> ID.check("FS 24")[1]
            'id-syntax'
        """
        if not text:
            return ("", "text-empty", f"{self.name} must not be empty: leave the field out if it is unknown")
        if len(text) > self.longest:
            message = f"{self.name} must have at most {self.longest} characters, not {len(text)}"
            return ("", "text-long", message)
        if self.pattern is not None:
            if self.pattern.fullmatch(text) is None:
                return ("", self.code, f"{quote_value(text)} is not {self.name}: write {self.advice}")
            return None
        if text.isprintable():  # the common case, decided in C
            return None if text[0] != " " or text.strip() else _report_blank(self.name)
        if not text.strip():
            return _report_blank(self.name)
        forbidden = _FORBIDDEN.search(text)
        if forbidden is None and not self.multiline:
            forbidden = _LINE_BREAKS.search(text)
        return None if forbidden is None else _report_forbidden(forbidden)


def _report_blank(name: str) -> tuple[str, str, str]:
    return ("", "text-empty", f"{name} must not be blank: leave the field out if it is unknown")


def _report_forbidden(forbidden: re.Match[str]) -> tuple[str, str, str]:
    character, position = forbidden[0], forbidden.start()
    where = f"U+{ord(character):04X} at character {position + 1}"
    if "\ud800" <= character <= "\udfff":
        message = f"must not have half of a surrogate pair ({where}): the text was decoded wrongly"
        return ("", "text-surrogate", message)
    if character in _DIRECTION_CONTROLS:
        message = (
            f"must not have controls of writing direction ({where}): they can make text look like other text"
        )
        return ("", "text-direction", message)
    what = "tabs or line breaks" if character in "\t\n\u2028\u2029" else "control characters"
    return ("", "text-control", f"must not have {what} ({where})")


ID: Final = TextRule(
    name="an identifier",
    pattern=_ID_PATTERN,
    code="id-syntax",
    advice="lower-case letters a-z, digits, '.', '_' and '-', a letter or digit first",
    longest=LONGEST_ID,
)
LINE: Final = TextRule(name="a line of text")
PROSE: Final = TextRule(name="a text", multiline=True)
TOKEN: Final = TextRule(
    name="an attribute",
    pattern=_compile_ascii("[a-z][a-z0-9_]*"),
    code="token-syntax",
    advice="lower-case ASCII words joined by '_', such as 'flight_distance'",
    longest=LONGEST_ID,
)
COUNTRY: Final = TextRule(
    name="a country code",
    pattern=_compile_ascii("[a-z]{3}"),
    code="country-syntax",
    advice="three lower-case letters of ISO 3166-1, such as 'prk' or 'kor'",
)
LANGUAGE: Final = TextRule(
    name="a language tag",
    pattern=_compile_ascii("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    code="language-syntax",
    advice="a BCP 47 tag, such as 'ko', 'en' or 'ko-KP'",
)
URL: Final = TextRule(
    name="a web address",
    pattern=re.compile(
        'https?://[^\\s\x00-\x20\x7f-\x9f"<>\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+'
    ),
    code="url-syntax",
    advice='text that starts with http:// or https://, without spaces and "<>',
)
FIELD_PATH: Final = TextRule(
    name="a field path",
    pattern=_compile_ascii(rf"{_FIELD_PATH_STEP}(\.{_FIELD_PATH_STEP})*"),
    code="support-path",
    advice="field names joined by '.', with an index where there are several, such as 'participations[0].role'",
)
KEPT_JSON: Final = TextRule(name="a canonical JSON text", multiline=True)
