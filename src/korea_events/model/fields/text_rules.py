"""What text may be: the rules for identifiers, lines, notes and other text of the model.

Text is kept as it was given, byte for byte: nothing is normalised, so that a name stays what the report printed (Hangul
may come composed or decomposed). Identifiers are ASCII, so that two of them which look alike are alike.
"""

import re
from typing import Final

from attrs import field, frozen

LONGEST_TEXT: Final = 1_000_000
"""The most characters that one text of a record may have."""
LONGEST_ID: Final = 200
"""The most characters that an identifier may have: it should also do as a file name."""

_FIELD_PATH_STEP: Final = r"[a-z_]+(\[(0|[1-9][0-9]{0,8})\])?"
_LONGEST_QUOTED: Final = 60
_ID_PATTERN: Final = re.compile("[a-z0-9][a-z0-9._-]*", re.ASCII)
# Control characters (C0 without tab and line feed, DEL, C1), the embeddings, overrides and isolates of bidirectional
# text, halves of surrogate pairs, and the two code points that are never characters. Marks of direction that only
# order neighbouring letters (U+200E, U+200F, U+061C) are ordinary parts of names and stay allowed.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]",
)
_DIRECTION_CONTROLS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINE_BREAKS: Final = re.compile("[\t\n\u2028\u2029]")


def _compile_ascii(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


@frozen(kw_only=True)
class TextRule:
    """A rule for text: what it is called, whether it may have several lines, and the pattern it must match."""

    name: str
    """What such text is, for messages: ``an identifier``."""
    multiline: bool = False
    """Whether tabs and line feeds are allowed."""
    pattern: re.Pattern[str] | None = field(default=None, eq=False)
    """What the whole text must match."""
    code: str = ""
    """The code of the problem when it does not match the pattern."""
    advice: str = ""
    """What is allowed, in words."""
    longest: int = LONGEST_TEXT
    """The most characters."""

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def check(self, text: str) -> tuple[str, str, str] | None:
        """Why ``text`` is refused, as a fault (place, code, message); None when it is not.

        Example:
            >>> LINE.check("Freedom Shield 24") is None
            True
            >>> ID.check("FS 24")[1]
            'id-syntax'
        """
        if not text:
            return ("", "text-empty", f"{self.name} is empty: leave the field out where nothing is known")
        if len(text) > self.longest:
            return (
                "",
                "text-long",
                f"{self.name} of {len(text)} characters; at most {self.longest} are kept",
            )
        if self.pattern is not None:
            if self.pattern.fullmatch(text) is None:
                return ("", self.code, f"{quote_for_message(text)} is not {self.name}: {self.advice}")
            return None
        if text.isprintable():  # the common case, decided in C
            return None if text[0] != " " or text.strip() else _report_blank(self.name)
        if not text.strip():
            return _report_blank(self.name)
        found = _FORBIDDEN.search(text)
        if found is None and not self.multiline:
            found = _LINE_BREAKS.search(text)
        return None if found is None else _report_forbidden(self, found)


def _report_blank(name: str) -> tuple[str, str, str]:
    return ("", "text-empty", f"{name} is blank: leave the field out where nothing is known")


def _report_forbidden(rule: TextRule, found: re.Match[str]) -> tuple[str, str, str]:
    character, position = found[0], found.start()
    place = f"U+{ord(character):04X} at character {position + 1}"
    if "\ud800" <= character <= "\udfff":
        return ("", "text-surrogate", f"half of a surrogate pair ({place}): the text was decoded wrongly")
    if character in _DIRECTION_CONTROLS:
        message = f"a control of writing direction ({place}), which can make text look like other text"
        return ("", "text-direction", message)
    if character in "\t\n\u2028\u2029":
        return ("", "text-control", f"a tab or line break ({place}): {rule.name} is a single line")
    return ("", "text-control", f"a control character ({place})")


def quote_for_message(value: object) -> str:
    """A value as messages show it: its ``repr``, on one line and shortened.

    Example:
        >>> print(quote_for_message("한미"), quote_for_message("x" * 90))
        '한미' 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    """
    if isinstance(value, (str, bytes)):
        text = repr(value[: _LONGEST_QUOTED + 1])  # escapes whatever is not printable
    else:
        try:
            text = ascii(value)
        except Exception:  # noqa: BLE001  # a foreign repr may do anything; the message is written all the same
            text = f"a {type(value).__name__}"
    return text if len(text) <= _LONGEST_QUOTED else text[:_LONGEST_QUOTED] + "…"


ID: Final = TextRule(
    name="an identifier",
    pattern=_ID_PATTERN,
    code="id-syntax",
    advice="ASCII letters a-z, digits, '.', '_' and '-', a letter or digit first",
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
    advice="a tag of BCP 47, such as 'ko', 'en' or 'ko-KP'",
)
URL: Final = TextRule(
    name="a web address",
    pattern=re.compile(
        'https?://[^\\s\x00-\x20\x7f-\x9f"<>\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+'
    ),
    code="url-syntax",
    advice='it starts with http:// or https:// and has neither spaces nor any of "<>',
)
FIELD_PATH: Final = TextRule(
    name="a field path",
    pattern=_compile_ascii(rf"{_FIELD_PATH_STEP}(\.{_FIELD_PATH_STEP})*"),
    code="support-path",
    advice="field names joined by '.', with an index where there are several, such as 'participations[0].role'",
)
KEPT_JSON: Final = TextRule(name="a canonical JSON text", multiline=True)
