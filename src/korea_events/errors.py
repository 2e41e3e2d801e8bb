"""What can go wrong, said in one way: problems, exceptions and warnings (floor 0).

Everything wrong with an input is reported at once, each problem with a place, a stable code and a message.
Only exceptions of this file leave the library on bad input.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Self

from attrs import frozen


@frozen
class Problem:
    """One thing wrong with an input: where, a stable code, and why in words.

    ``path`` starts at ``$``, the whole input, and continues like ``$.exercises[1].span``.

    Example:
        >>> print(Problem("$.exercises[1].span", "span-reversed", "ends 2025-03-10, before it starts on 2025-03-20"))
        $.exercises[1].span: ends 2025-03-10, before it starts on 2025-03-20 [span-reversed]
    """

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message} [{self.code}]"

    def under(self, prefix: str) -> Problem:
        """The same problem seen from further out: its ``$`` replaced by ``prefix``.

        Example:
            >>> Problem("$.edtf", "edtf-syntax", "not a date").under("$.exercises[1].span").path
            '$.exercises[1].span.edtf'
        """
        return Problem(prefix + self.path.removeprefix("$"), self.code, self.message)


class KoreaEventsError(Exception):
    """The root of every exception of this library; ``problems`` holds all that is wrong.

    Example:
        >>> error = RecordError.of("id-syntax", "'FS 24' is not an id", path="$.id")
        >>> [problem.code for problem in error.problems]
        ['id-syntax']
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    @classmethod
    def of(cls, code: str, message: str, *, path: str = "$") -> Self:
        """An error of this class with a single problem."""
        return cls([Problem(path, code, message)])

    def under(self, prefix: str) -> Self:
        """The same error with every path continued below ``prefix``."""
        return type(self)(problem.under(prefix) for problem in self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        return "\n".join([f"{len(self.problems)} problems:", *(f"  {problem}" for problem in self.problems)])


class SpanError(KoreaEventsError, ValueError):
    """A time span, its text, its zone or its length is unusable or contradicts itself."""


class RecordError(KoreaEventsError, ValueError):
    """A record's fields are of the wrong type, out of range, or contradict each other."""


class DossierError(KoreaEventsError, ValueError):
    """The records of a dossier do not fit together: dangling, duplicate or circular references."""


class FileError(KoreaEventsError, ValueError):
    """A file or text could not be read or written as what it claims to be."""


class QuestionError(KoreaEventsError, ValueError):
    """A question was put with arguments that have no answer (an unknown id, a negative tolerance)."""


class ContradictionError(KoreaEventsError):
    """An answer was asked of facts that cannot all hold; the problems name the assertions."""


class LossError(KoreaEventsError, ValueError):
    """A strict export would have dropped or coarsened something; the problems say what."""


class MissingExtraError(KoreaEventsError, ImportError):
    """A feature needs an optional dependency that is not installed; the message says which extra to install."""


def import_extra(module: str, code: str, message: str) -> Any:
    """Import an optional module.

    Raises:
        MissingExtraError: with that code and message, if the module is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError.of(code, message) from None


class KoreaEventsWarning(UserWarning):
    """The root of every warning of this library, so that one filter can silence or escalate them all.

    Example:
        >>> import warnings
        >>> with warnings.catch_warnings():
        ...     warnings.simplefilter("error", KoreaEventsWarning)  # warnings of this library become exceptions
    """


class NewerVersionWarning(KoreaEventsWarning):
    """Records of a file of a newer version are kept without being understood.

    When it occurs: a file of a newer version is read with ``newer="keep"``, and some of its records say what this
    version has no words for, or refer to one that does.
    How to fix: upgrade the library.
    How to silence: ``warnings.simplefilter("ignore", NewerVersionWarning)``.
    """


class MisspeltFieldWarning(KoreaEventsWarning):
    """An unknown field looks like a known one.

    When it occurs: a record in a file has a field the library does not know and whose name is close to one it does.
    How to fix: correct the name in the file; the field was kept as it stands, under its unknown name.
    How to silence: ``warnings.simplefilter("ignore", MisspeltFieldWarning)``.
    """
