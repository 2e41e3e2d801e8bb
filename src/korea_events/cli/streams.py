"""The one way out of a command: results to standard output, messages to standard error, and the exit code.

A command returns an :class:`Output` and prints nothing itself. By then its files are written, so no stream can keep
them from being written. Data are UTF-8 whatever the locale; text for people takes the encoding of the stream, and
degrades where that lacks a letter.
"""

from __future__ import annotations

import errno
import os
import select
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, TextIO

DONE: Final = 0
PROBLEMS_FOUND: Final = 1
USAGE: Final = 2
CRASHED: Final = 70
NOT_WRITTEN: Final = 74
INTERRUPTED: Final = 130

_PLAIN_SIGNS: Final = {
    "×": "x", "…": "...", "→": "->", "←": "<-", "·": ";", "∞": "inf", "−": "-", "\u2044": "/", "\u03bc": "u",
    "±": "+/-", "≈": "~", "≤": "<=", "≥": ">=", "•": "*", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "「": '"', "」": '"', "‘": "'", "’": "'", "\u201a": "'", "\u2032": "'", "″": '"', "、": ",", "。": ".", "├": "|",
    "└": "`", "─": "-", "│": "|",
}  # fmt: skip


class Output(NamedTuple):
    r"""What a command has to say.

    Example:
        >>> Output(text="no conflicts\n").code
        0
    """

    text: str | bytes = ""
    """The result; bytes are written as they are."""
    is_data: bool = False
    """Whether the result is for programs: JSON, a table of values, a calendar."""
    messages: Sequence[str] = ()
    """Lines about the result."""
    code: int = DONE
    """The exit code if all of it can be written."""

    @classmethod
    def of_lines(cls, lines: Iterable[object], *, messages: Iterable[str] = (), code: int = DONE) -> Output:
        r"""Lines for people.

        Example:
            >>> Output.of_lines(["one", "two"]).text
            'one\ntwo\n'
        """
        return cls(text="".join(f"{line}\n" for line in lines), messages=tuple(messages), code=code)

    @classmethod
    def of_json(cls, value: Any, *, messages: Iterable[str] = (), code: int = DONE) -> Output:
        """A value as JSON.

        Example:
            >>> Output.of_json({"zone": "Asia/Seoul"}).is_data
            True
        """
        import json

        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        return cls(text=text, is_data=True, messages=tuple(messages), code=code)


def occupy_closed_descriptors() -> None:
    """Open the null device in place of a standard stream that is closed, or the next file would get its number."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number, which is this one


def write_output(output: Output) -> int:
    r"""Write a result and its messages, and return the exit code.

    A reader that has gone away never decides about the code. A result that could not be written makes it 74;
    so do messages that could not, unless there was something to report anyway. Who closes standard error wants none.

    Example:
        >>> write_output(Output(text="drills: no problems\n", code=1))
        drills: no problems
        1
    """
    code, messages = output.code, list(output.messages)
    problem = _write_text(sys.stdout, output.text, is_data=output.is_data)
    if problem is not None:
        from korea_events.errors import Problem

        code = NOT_WRITTEN
        messages.append(str(Problem("$", "output-failed", f"standard output: {problem}")))
    if sys.stderr is not None and not sys.stderr.closed:
        problem = _write_text(sys.stderr, "".join(f"{message}\n" for message in messages))
        if problem is not None:
            code = code or NOT_WRITTEN
    return code


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is open, and a person sits at it.

    Example:
        >>> is_terminal(None)
        False
    """
    return stream is not None and not stream.closed and stream.isatty()


def can_show(stream: TextIO | None, signs: str) -> bool:
    """Whether the encoding of a stream has some signs.

    Example:
        >>> can_show(None, "▓")
        False
    """
    return stream is not None and _has_letters(stream.encoding or "ascii", signs)


def _write_text(stream: TextIO | None, text: str | bytes, *, is_data: bool = False) -> str | None:
    """Write all of a text; return what prevented it, if anything but a reader that has gone away did."""
    if not text:
        return None
    if stream is None or stream.closed:
        return "it is closed"
    try:
        stream.flush()
        buffer = getattr(stream, "buffer", None)
        encoding = "utf-8" if is_data else stream.encoding or "utf-8"
        data = simplify_text(text, encoding).encode(encoding) if isinstance(text, str) else text
        if buffer is None:
            stream.write(text if isinstance(text, str) else text.decode("utf-8", "replace"))
        else:
            # what a raw file does not take stays nowhere, so that nothing fails again when the program ends
            _write_bytes(getattr(buffer, "raw", buffer), data)
        stream.flush()
    except ConnectionError:
        return None
    except OSError as error:
        if os.name == "nt" and error.errno == errno.EINVAL:  # what Windows says of a pipe without a reader
            return None
        return "no space left on the disk" if error.errno == errno.ENOSPC else str(error.strerror or error)
    return None


def _write_bytes(raw: Any, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        count = raw.write(rest)
        if count is None:  # a pipe that does not wait, and is full
            select.select([], [raw], [])
        else:
            rest = rest[count:]


def simplify_text(text: str, encoding: str) -> str:
    r"""A text for people in the letters of an encoding: what it lacks becomes something plain that can be read.

    Signs and dashes become those of ASCII, letters lose their marks and their width, any other becomes its number.

    Example:
        >>> simplify_text("P\u2019y\u014fngyang – 전차 × 2", "ascii")
        "P'yongyang - \\uc804\\ucc28 x 2"
    """
    if _has_letters(encoding, text):
        return text
    import unicodedata

    plain: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if _has_letters(encoding, letter):
            plain.append(letter)
            continue
        category = unicodedata.category(letter)
        bases = [one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one)]
        simple = {"Pd": "-", "Zs": " "}.get(category) or "".join(_PLAIN_SIGNS.get(one, one) for one in bases)
        known = _has_letters(encoding, simple)
        plain.append(simple if known else letter.encode(encoding, "backslashreplace").decode(encoding))
    return "".join(plain)


def _has_letters(encoding: str, letters: str) -> bool:
    try:
        letters.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
