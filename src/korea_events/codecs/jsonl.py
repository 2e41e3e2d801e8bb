"""Dossiers as JSON Lines: one record a line, read one by one, however long the file.

A line is the record's object with its ``type``: ``{"type": "actor", "id": "usa", …}``. What no record says (unknown
fields of the dossier itself), and a record whose unknown fields would be mistaken for those of the line, stands in a
line that is a small file of its own, with ``format`` and ``version``; so nothing is lost here either.

Lines are divided by line feeds alone: U+2028 and U+0085 are characters like any other. Blank lines say nothing.
"""

from __future__ import annotations

import gzip
import json
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import IOBase
from typing import IO, Any, Final, Literal, NamedTuple, Self

from korea_events.codecs.border import Reader, tagged_kind
from korea_events.codecs.json import FileReading, collection_paused, listed, read_slowly, value_in
from korea_events.codecs.limits import DEFAULT_LIMITS, Limits
from korea_events.codecs.local_files import (
    StrPath,
    append_to_file,
    create_beside,
    open_regular,
    replace_file,
)
from korea_events.codecs.strict_json import read_text
from korea_events.codecs.versions import FORMAT, VERSION, heading_problems
from korea_events.dossier import Dossier
from korea_events.errors import DossierError, FileError, MisspeltFieldWarning, Problem
from korea_events.model import RECORD_TYPES, TYPE_KEY, Record, plain

__all__ = ["RecordStream", "append_jsonl", "dumps", "load_jsonl", "loads", "read_jsonl", "write_jsonl"]

OnError = Literal["collect", "raise"] | Callable[[Problem], object]
"""What becomes of a problem: it is collected, it ends the reading, or it is handed over."""

_BY_TAG: Final = {kind.type_tag: kind for kind in RECORD_TYPES}
_OF_THE_LINE: Final = frozenset(["format", "version", TYPE_KEY])
_GZIP: Final = b"\x1f\x8b"
_MOST_SHARED: Final = 1_000
"""How many equal parts of one sort are remembered while reading: a stream must not grow with its length."""


# -- writing -----------------------------------------------------------------------------------------------------


def dumps(dossier: Dossier) -> str:
    """A dossier as JSON Lines: records in canonical order, the same dossier the same text.

    Example:
        >>> from korea_events.model import Actor
        >>> print(dumps(Dossier.of(Actor(id="usa", name="United States", kind="state"))), end="")
        {"type":"actor","id":"usa","name":"United States","kind":"state"}
    """
    return "".join(_lines(dossier))


def write_jsonl(dossier: Dossier, path: StrPath) -> None:
    """Write a dossier to a file of JSON Lines, whole or not at all; a name that ends in ``.gz`` is compressed.

    Raises:
        FileError: as :func:`korea_events.save` does.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from korea_events.model import Actor
        >>> with TemporaryDirectory() as folder:
        ...     write_jsonl(Dossier.of(Actor(id="usa", name="United States", kind="state")), f"{folder}/usa.jsonl")
        ...     print([record.id for record in read_jsonl(f"{folder}/usa.jsonl")])
        ['usa']
    """
    data = dumps(dossier).encode("utf-8")
    if str(path).endswith(".gz"):
        data = gzip.compress(data, compresslevel=6, mtime=0)
    replace_file(path, data)


def append_jsonl(records: Iterable[Record], path: StrPath) -> None:
    """Add records to the end of a file of JSON Lines, which is made if it is not there.

    They are written at once and flushed to the disk. Where somebody was stopped in the middle of the last line, the
    new records begin on a line of their own. Whether their references are in the file is not looked at.

    Raises:
        FileError: when the file cannot be written, or ``jsonl-compressed`` when it is compressed.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from korea_events.model import Actor
        >>> with TemporaryDirectory() as folder:
        ...     for name in ("usa", "kor"):
        ...         append_jsonl([Actor(id=name, name=name, kind="state")], f"{folder}/actors.jsonl")
        ...     print([record.id for record in read_jsonl(f"{folder}/actors.jsonl")])
        ['usa', 'kor']
    """
    data = "".join(_line(record) for record in records).encode("utf-8")

    def checked(beginning: bytes) -> None:
        if beginning.startswith(_GZIP):
            raise FileError.of("jsonl-compressed", "a compressed file cannot be added to: write it anew")

    append_to_file(path, data, check=checked)


def _lines(dossier: Dossier) -> Iterator[str]:
    if dossier.extra:
        yield _text(
            {"format": FORMAT, "version": VERSION, **{name: _value(text) for name, text in dossier.extra}}
        )
    for record in dossier.records():
        yield _line(record)


def _line(record: Record) -> str:
    if any(name in _OF_THE_LINE for name, _ in record.extra):
        return _text({"format": FORMAT, "version": VERSION, record.collection: [plain(record)]})
    return _text({TYPE_KEY: record.type_tag, **plain(record)})


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def _value(text: str) -> Any:
    return read_text(text).value


# -- reading -----------------------------------------------------------------------------------------------------


def loads(text: str | bytes, *, limits: Limits = DEFAULT_LIMITS) -> Dossier:
    """The dossier in a text of JSON Lines: all or nothing.

    Raises:
        FileError: with every problem, each with the number of its line: ``$.lines[3].span``.

    Example:
        >>> loads('{"type": "actor", "id": "usa", "name": "United States"}')
        Traceback (most recent call last):
            ...
        korea_events.errors.FileError: $.lines[1].kind: must be given [field-required]
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    lines = _Lines(limits)
    lines.numbers = []
    with collection_paused():
        return _dossier(lines, list(lines.read(raw.split(b"\n"))))


def load_jsonl(path: StrPath, *, limits: Limits = DEFAULT_LIMITS) -> Dossier:
    """The dossier in a file of JSON Lines: all or nothing. :func:`read_jsonl` gives the good records one by one.

    Raises:
        FileError: with everything that is wrong with it.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_jsonl(Dossier.of(), f"{folder}/empty.jsonl.gz")
        ...     print(load_jsonl(f"{folder}/empty.jsonl.gz"))
        <Dossier: empty>
    """
    with RecordStream(path, "collect", None, limits, whole=True) as stream, collection_paused():
        return _dossier(stream.lines, list(stream))


def _dossier(lines: _Lines, records: list[Record]) -> Dossier:
    if not lines.problems:
        numbers = lines.numbers or []
        try:
            return Dossier.from_paths(records, lambda at: f"$.lines[{numbers[at]}]", extra=lines.extra)
        except DossierError as error:
            lines.problems.extend(error.problems)
    raise FileError(listed(lines.problems, lines.limits))


def read_jsonl(
    path: StrPath,
    *,
    on_error: OnError = "collect",
    rejects: StrPath | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> RecordStream:
    r"""The good records of a file of JSON Lines, one by one, in memory that does not grow with the file.

    A line with a problem is left out and the rest goes on: its problems are collected in the stream's ``problems`` (as
    many as ``limits.problems``), handed to ``on_error`` one by one if that can be called, or raised at once with
    ``on_error="raise"``. The line itself is added to the file ``rejects``, byte for byte. Compressed files are known
    by their content; ``limits.bytes`` bounds what they unpack to, and how long a line may be.

    References are not looked at: a ``Dossier`` made of the records does that.

    Raises:
        FileError: when the file cannot be read; later, by the stream, when it turns out to be broken.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     _ = Path(f"{folder}/a.jsonl").write_text('{"type":"place","id":"sohae","name":"Sohae"}\n{"type":"pla')
        ...     with read_jsonl(f"{folder}/a.jsonl") as stream:
        ...         print([record.id for record in stream], [problem.path for problem in stream.problems])
        ['sohae'] ['$.lines[2].type']
    """
    if on_error not in ("collect", "raise") and not callable(on_error):
        raise FileError.of(
            "jsonl-on-error", 'say "collect" or "raise", or give something to call with each problem'
        )
    return RecordStream(path, on_error, rejects, limits)


class RecordStream(Iterator[Record]):
    """The records of a file of JSON Lines, as :func:`read_jsonl` gives them; close it, or use it in a ``with``.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     _ = Path(f"{folder}/a.jsonl").write_text("not JSON")
        ...     with read_jsonl(f"{folder}/a.jsonl") as stream:
        ...         print(list(stream), stream.rejected, stream.problems[0].code)
        [] 1 json-syntax
    """

    __slots__ = ("_input", "_records", "_rejects", "lines")

    def __init__(
        self,
        path: StrPath,
        on_error: OnError,
        rejects: StrPath | None,
        limits: Limits,
        *,
        whole: bool = False,
    ) -> None:
        self._input = open_regular(path)
        self._rejects: IO[bytes] | None = None
        try:
            if rejects is not None:
                self._rejects = create_beside(rejects, self._input)
            compressed = self._input.peek(2)[:2] == _GZIP
        except BaseException:
            self._input.close()
            raise
        source: IOBase = gzip.GzipFile(fileobj=self._input) if compressed else self._input
        self.lines = _Lines(limits, on_error, self._rejects)
        most = limits.bytes if compressed or whole else None
        self.lines.numbers = [] if whole else None
        self._records = self.lines.read(_bounded(source, limits, most))

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with lines so far, if it is collected; at most ``limits.problems``."""
        return self.lines.problems

    @property
    def rejected(self) -> int:
        """How many lines were left out so far."""
        return self.lines.rejected

    @property
    def extra(self) -> tuple[tuple[str, str], ...]:
        """What lines have said so far besides records: the unknown fields of a dossier."""
        return self.lines.extra

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Record:
        try:
            return next(self._records)
        except StopIteration:
            self.close()
            for message in self.lines.reader.warnings():
                warnings.warn(message, MisspeltFieldWarning, stacklevel=2)
            self.lines.reader.misspelt.clear()
            raise
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, and that of the rejects."""
        self._input.close()
        if self._rejects is not None:
            self._rejects.close()


class _TooLong(NamedTuple):
    """A piece of a line that is longer than is read; the line ends with the last piece."""

    piece: bytes


def _bounded(source: IOBase, limits: Limits, most: int | None) -> Iterator[bytes | _TooLong]:
    """The lines of a file, none longer than the limit; ``most`` bytes in all, if that is bounded."""
    total = 0
    inside = False
    longest, readline = limits.line, source.readline
    try:
        while piece := readline(longest + 1):
            if most is not None:
                total += len(piece)
                if total > most:
                    message = f"more than {most:,} bytes; raise Limits(bytes=…) to read it"
                    raise FileError.of("file-too-large", message)
            if inside or (len(piece) > longest and piece[-1:] != b"\n"):
                yield _TooLong(piece)
                inside = piece[-1:] != b"\n"
            else:
                yield piece
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise FileError.of("jsonl-compressed", f"the compressed file is broken: {error}") from error


class _Lines:
    """Reads lines, keeps what is good and tells what is not."""

    def __init__(
        self, limits: Limits, on_error: OnError = "collect", rejects: IO[bytes] | None = None
    ) -> None:
        self.limits = limits
        self.on_error = on_error
        self.rejects = rejects
        self.reader = Reader(limits, most_shared=_MOST_SHARED)
        self.problems: list[Problem] = []
        self.rejected = 0
        self.extra: tuple[tuple[str, str], ...] = ()
        self.number = 0
        self.numbers: list[int] | None = None
        """The number of the line of each record, where somebody asks for them."""

    def read(self, lines: Iterable[bytes | _TooLong]) -> Iterator[Record]:
        inside = False
        reader = self.reader
        for line in lines:
            if isinstance(line, _TooLong):
                self.number += not inside
                self.too_long(line.piece, first=not inside)
                inside = not line.piece.endswith(b"\n")
                continue
            self.number += 1
            if line.isspace() or not line:
                continue
            reader.line = self.number
            records = self.records_in(line)
            if reader.problems:
                problems, reader.problems = reader.problems, []
                self.reject(problems, line)
            else:
                if self.numbers is not None:
                    self.numbers.extend([self.number] * len(records))
                yield from records

    def records_in(self, line: bytes) -> Sequence[Record]:
        """The records of a line: one, or those of a small file. What is wrong is left with the reader."""
        reader = self.reader
        reading = value_in(line, self.limits)
        if reading.problems:
            reader.problems.extend(problem.under(reader.origin) for problem in reading.problems)
            return ()
        try:
            return self.records_of(reading.value)
        except RecursionError:
            reading = read_slowly(line, self.limits)
            if not reading.problems:
                raise
            reader.problems[:] = [problem.under(reader.origin) for problem in reading.problems]
            return ()

    def records_of(self, value: Any) -> Sequence[Record]:
        reader = self.reader
        if type(value) is not dict:
            reader.report((), "field-type", "a line is an object: a record with its type")
            return ()
        if "format" in value:
            return self.records_of_file(value)
        if "version" in value:
            heading = heading_problems({"format": FORMAT, "version": value.pop("version")})
            reader.problems.extend(problem.under(reader.origin) for problem in heading)
        kind = tagged_kind(value, _BY_TAG, (), reader)
        if kind is None:
            return ()
        del value[TYPE_KEY]
        record = reader.record(kind, value)
        return () if record is None else (record,)

    def records_of_file(self, value: dict[str, Any]) -> Sequence[Record]:
        file = FileReading(self.limits, self.reader)
        extra = file.take_file(value)
        if not self.reader.problems:
            self.extra = tuple(sorted({**dict(self.extra), **dict(extra)}.items()))
        return file.records

    def too_long(self, piece: bytes, *, first: bool) -> None:
        if first:
            message = f"a line of more than {self.limits.line:,} bytes; raise Limits(line=…) to read it"
            self.reject([Problem(f"$.lines[{self.number}]", "jsonl-line", message)], piece)
        elif self.rejects is not None:
            self.rejects.write(piece)

    def reject(self, problems: list[Problem], line: bytes) -> None:
        self.rejected += 1
        if self.rejects is not None:
            self.rejects.write(line)
        if self.on_error == "raise":
            raise FileError(problems)
        if callable(self.on_error):
            for problem in problems:
                self.on_error(problem)
        else:
            self.problems.extend(problems[: max(0, self.limits.problems + 1 - len(self.problems))])
