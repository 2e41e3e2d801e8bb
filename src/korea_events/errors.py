"""Problems, exceptions and warnings: one tree for the whole library (floor 0).

An exception reports every problem of an input at once, each with a path, a stable code and a message. On bad input the
library raises exceptions of this file only.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from itertools import islice
from typing import Any, Final, Self

from attrs import frozen


@frozen
class Problem:
    """One problem of an input, with its path, its code and a message.

    As text, a problem of the whole input has no path.

    Example:
        >>> print(Problem("$", "text-empty", "name must not be empty"))
        name must not be empty [text-empty]
        >>> print(Problem("$.exercises[1].span", "span-reversed", "ends 2025-03-10, before it starts on 2025-03-20"))
        $.exercises[1].span: ends 2025-03-10, before it starts on 2025-03-20 [span-reversed]
    """

    path: str
    """The place in the input: ``$`` for the whole of it, ``$.exercises[1].span`` for a part."""
    code: str
    """What programs compare with: a code keeps its meaning when the message changes."""
    message: str
    """What is wrong, then what to write."""

    def __str__(self) -> str:
        where = "" if self.path == "$" else f"{self.path}: "
        return f"{where}{self.message} [{self.code}]"

    def under(self, prefix: str) -> Problem:
        """The same problem with ``prefix`` in place of the ``$`` of its path.

        Example:
            >>> Problem("$.edtf", "edtf-syntax", "not a date").under("$.exercises[1].span").path
            '$.exercises[1].span.edtf'
        """
        return Problem(prefix + self.path.removeprefix("$"), self.code, self.message)


class KoreaEventsError(Exception):
    """The base of every exception of this library.

    Example:
        >>> error = RecordError.of("id-syntax", "'FS 24' is not an id", path="$.id")
        >>> [problem.code for problem in error.problems]
        ['id-syntax']
    """

    problems: tuple[Problem, ...]
    """All problems of the input, in its order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    @classmethod
    def of(cls, code: str, message: str, *, path: str = "$") -> Self:
        """An error of this class with one problem."""
        return cls([Problem(path, code, message)])

    def under(self, prefix: str) -> Self:
        """The same error with ``prefix`` in place of the ``$`` of every path."""
        return type(self)(problem.under(prefix) for problem in self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        return "\n".join([f"{len(self.problems)} problems:", *(f"  {problem}" for problem in self.problems)])


class SpanError(KoreaEventsError, ValueError):
    """A time span, or its text, zone or length, cannot be used or contradicts itself."""


class RecordError(KoreaEventsError, ValueError):
    """Fields of a record have the wrong type, are out of range or contradict each other."""


class DossierError(KoreaEventsError, ValueError):
    """The records of a dossier do not fit together: a missing or repeated id, or a cycle."""


class FileError(KoreaEventsError, ValueError):
    """A file or text is not what it claims to be, or cannot be written."""


class FileAccessError(FileError, OSError):
    """The system does not let a file be read or written: it is missing, a directory, protected, too large for the disk.

    Example:
        >>> isinstance(FileAccessError.of("file-missing", "'drills.json': no such file"), OSError)
        True
    """


class QuestionError(KoreaEventsError, ValueError):
    """A question has an argument that it cannot answer: an unknown id, an unknown option, a negative tolerance."""


class UnknownIdError(QuestionError, KeyError):
    """A dossier, collection or network does not have the id that was asked for.

    Example:
        >>> try:
        ...     raise UnknownIdError.of("id-unknown", "no record has the id 'fs-24'")
        ... except KeyError as error:
        ...     print(error)
        no record has the id 'fs-24' [id-unknown]
    """


class ContradictionError(KoreaEventsError):
    """A question was put to assertions that cannot all be true; the problems name them."""


class LossError(KoreaEventsError, ValueError):
    """A strict export or import would lose or coarsen something; the problems say what."""


class MissingExtraError(KoreaEventsError, ImportError):
    """A feature needs an optional dependency that is not installed; the message names the extra to install."""


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
    """The base of every warning of this library, so that one filter covers them all.

    Example:
        >>> import warnings
        >>> with warnings.catch_warnings():
        ...     warnings.simplefilter("error", KoreaEventsWarning)  # warnings of this library become exceptions
    """


class NewerVersionWarning(KoreaEventsWarning):
    """Records of a newer version are kept, but not understood.

    When it occurs: a file of a newer version is read with ``newer="keep"``, and some of its records have content that
    this version does not know, or refer to such a record.
    How to fix: upgrade the library.
    How to silence: ``warnings.simplefilter("ignore", NewerVersionWarning)``.
    """


class MisspeltFieldWarning(KoreaEventsWarning):
    """An unknown field has nearly the name of a known one.

    When it occurs: a record in a file has an unknown field whose name is close to that of a known field.
    How to fix: correct the name in the file. Until then the field is kept under its unknown name.
    How to silence: ``warnings.simplefilter("ignore", MisspeltFieldWarning)``.
    """


# -- did you mean -------------------------------------------------------------------------------------------------

_MOST_CANDIDATES: Final = 5_000
_LONGEST_CANDIDATE: Final = 60


def suggest_name(name: str, known: Iterable[str], *, cutoff: float = 0.7) -> str | None:
    """The known name that a misspelt one most likely means, or None.

    Case does not matter, nor whether words are joined by hyphens, underscores or spaces. The comparison takes time, and
    input may be hostile: long names and more than 5,000 candidates are not compared.

    Example:
        >>> suggest_name("Part-Of", ["part_of", "name"]), suggest_name("colour", ["part_of", "name"])
        ('part_of', None)
    """
    # imported late: most programs never need it
    from difflib import get_close_matches

    if not 0 < len(name) <= _LONGEST_CANDIDATE:
        return None
    candidates = list(islice(known, _MOST_CANDIDATES + 1))
    if len(candidates) > _MOST_CANDIDATES:
        return None
    by_plain = {simplify_name(one): one for one in candidates if len(one) <= _LONGEST_CANDIDATE}
    near = get_close_matches(simplify_name(name), by_plain, n=1, cutoff=cutoff)
    return by_plain[near[0]] if near else None


def simplify_name(name: str) -> str:
    """A name in small letters, its words joined by underscores."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")
