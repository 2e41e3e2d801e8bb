"""Dossiers as JSON Lines: one record a line, read one by one, however long the file.

A line is a record's object with its ``type``: ``{"type": "actor", "id": "usa", …}``. Unknown fields of the dossier
itself, and a record whose unknown fields would be mistaken for those of the line, are written as a line that is a
small file, with ``format`` and ``version``; so nothing is lost here either.

Only line feeds separate lines: U+2028 and U+0085 are ordinary characters. Blank lines are ignored.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from io import BytesIO, IOBase
from typing import IO, Any, Final, Self

from korea_events.bulk import pause_garbage_collection
from korea_events.codecs.codec import (
    ENDINGS,
    Codec,
    ExportResult,
    ImportResult,
    register_codec,
)
from korea_events.codecs.compression import GZIP_MAGIC, pack_bytes
from korea_events.codecs.json.files import issue_warnings
from korea_events.codecs.json.opaque_records import UNTYPED_COLLECTION, NewerPolicy, OpaqueRecords
from korea_events.codecs.json.versions import FORMAT, VERSION
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, limit_problems, limit_unpacked_size
from korea_events.codecs.json_text.strict import check_size, parse_json
from korea_events.codecs.jsonl.lines import (
    ENCODED_MARK,
    LineReader,
    LongLinePiece,
    OnError,
    read_bounded_lines,
)
from korea_events.codecs.local_files import (
    StrPath,
    append_to_file,
    check_distinct_file,
    check_file_name,
    convert_system_errors,
    open_regular_file,
    open_replacement,
    replace_file,
)
from korea_events.codecs.losses import LossCollector
from korea_events.dossier import Dossier, Remainder
from korea_events.errors import FileError, Problem
from korea_events.model import Record
from korea_events.model.engine import TYPE_KEY, read_kept_json, unstructure, unstructure_extra
from korea_events.temporal.engine import check_type, quote_value

_LINE_KEYS: Final = frozenset(["format", "version", TYPE_KEY])


# -- writing -----------------------------------------------------------------------------------------------------


def dumps(dossier: Dossier, *, strict: bool = False) -> ExportResult:
    """A dossier as JSON Lines: records in canonical order, the same dossier the same text. Nothing is lost.

    Example:
        >>> from korea_events.model import Actor
        >>> print(dumps(Dossier.of(Actor(id="usa", name="United States", kind="state"))).text, end="")
        {"type":"actor","id":"usa","name":"United States","kind":"state"}
    """
    text = "".join(_dump_line(value) for _, value in list_lines(dossier))
    return LossCollector().finish(text, strict=strict)


def save(dossier: Dossier, path: StrPath, *, strict: bool = False) -> ExportResult:
    """Write a dossier to a file of JSON Lines, whole or not at all; a name that ends in ``.gz`` is compressed.

    Raises:
        FileError: as :func:`korea_events.save` does.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from korea_events.model import Actor
        >>> with TemporaryDirectory() as folder:
        ...     _ = save(Dossier.of(Actor(id="usa", name="United States", kind="state")), f"{folder}/usa.jsonl")
        ...     print([record.id for record in read_records(f"{folder}/usa.jsonl")])
        ['usa']
    """
    result = dumps(dossier, strict=strict)
    replace_file(path, pack_bytes(result.text.encode("utf-8"), path))
    return result


def append_records(records: Iterable[Record], path: StrPath) -> None:
    """Add records to the end of a file of JSON Lines, which is created if it does not exist.

    They are written at once and flushed to the disk. If the last line of the file is unfinished, the new records begin
    on a line of their own. Their references are not checked.

    Raises:
        FileError: if the file cannot be written; ``jsonl-compressed`` if it is compressed; ``jsonl-append`` if it is
            something else than JSON Lines, such as a dossier in JSON.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from korea_events.model import Actor
        >>> with TemporaryDirectory() as folder:
        ...     for name in ("usa", "kor"):
        ...         append_records([Actor(id=name, name=name, kind="state")], f"{folder}/actors.jsonl")
        ...     print([record.id for record in read_records(f"{folder}/actors.jsonl")])
        ['usa', 'kor']
    """
    check_type("records", records, Iterable, "records")
    data = "".join(_dump_line(_build_record_line(record)) for record in records).encode("utf-8")

    append_to_file(path, data, check=partial(_check_extensible, path=path))


def _check_extensible(beginning: bytes, path: StrPath) -> None:
    """Refuse to add lines to a file whose beginning is not that of JSON Lines."""
    if beginning.startswith(GZIP_MAGIC):
        message = "a compressed file cannot be extended: write it anew with save"
        raise FileError.of("jsonl-compressed", message)
    lines = [line for line in beginning.removeprefix(ENCODED_MARK).split(b"\n") if line.strip()]
    # A line may be damaged or unfinished, but each is an object. In JSON of several lines, the second is not.
    other = any(not line.lstrip().startswith(b"{") for line in lines)
    if len(lines) == 1 and not check_file_name(path).lower().endswith(".jsonl"):
        # A dossier in a single line is also the line that is a small file; then the name of the file decides.
        value = parse_json(lines[0]).value
        other = other or (type(value) is dict and "format" in value)
    if other:
        raise FileError.of("jsonl-append", "the file is not JSON Lines: lines cannot be added to it")


def list_lines(dossier: Dossier) -> Iterator[tuple[Record | None, dict[str, Any]]]:
    """The value of each line of a dossier, with the record that it holds, if it holds one that is understood."""
    check_type("dossier", dossier, Dossier, "a dossier")
    remainder = dossier.remainder
    version = remainder.version or VERSION
    if remainder.extra or remainder.version:
        yield None, _build_file_line(version, unstructure_extra(remainder.extra))
    for record in dossier.records():
        yield record, _build_record_line(record, version)
    for collection, text in remainder.records:
        kept = read_kept_json(text)
        is_line = collection == UNTYPED_COLLECTION and type(kept) is dict
        if is_line and kept.keys().isdisjoint(("format", "version")):
            yield None, {"version": version, **kept}
        else:
            yield None, _build_file_line(version, {collection: [kept]})


def _build_record_line(record: Record, version: int = VERSION) -> dict[str, Any]:
    check_type("record", record, Record, "a record")
    if any(name in _LINE_KEYS for name, _ in record.extra):
        return _build_file_line(version, {record.collection: [unstructure(record)]})
    later = {} if version == VERSION else {"version": version}
    return {TYPE_KEY: record.type_tag, **later, **unstructure(record)}


def _build_file_line(version: int, content: dict[str, Any]) -> dict[str, Any]:
    """A line that is a small file."""
    return {"format": FORMAT, "version": version, **content}


def _dump_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


# -- reading -----------------------------------------------------------------------------------------------------


def loads(
    data: str | bytes, *, limits: Limits = DEFAULT_LIMITS, newer: NewerPolicy = "refuse"
) -> ImportResult:
    """The valid records in a text of JSON Lines, and what is wrong with the other lines.

    Lines of a newer version are refused, or kept as :func:`korea_events.loads` keeps what it does not understand.

    Raises:
        FileError: ``text-type`` or ``file-too-large`` if the text as a whole cannot be read; ``newer-choice``.

    Example:
        >>> found = loads('{"type": "actor", "id": "usa", "name": "United States"}')
        >>> print(found.problems[0])
        $.lines[1].kind: must be given [field-required]
    """
    check_size(data, limits)
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
    lines = LineReader(OpaqueRecords(limits, newer), numbers=[])
    with pause_garbage_collection():
        found = lines.collect(list(lines.read(read_bounded_lines(BytesIO(raw), limits, None))))
    issue_warnings(lines.reader, lines.opaque, stacklevel=3)
    return found


def load(path: StrPath, *, limits: Limits = DEFAULT_LIMITS, newer: NewerPolicy = "refuse") -> ImportResult:
    """The records in a file of JSON Lines, compressed or not; otherwise as :func:`loads`.

    :func:`read_records` gives the records one by one.

    Raises:
        FileError: if the file as a whole cannot be read.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     _ = save(Dossier.of(), f"{folder}/empty.jsonl.gz")
        ...     print(load(f"{folder}/empty.jsonl.gz").to_dossier())
        <Dossier: empty>
    """
    with (
        RecordStream(path, "collect", None, limits, newer=newer, whole=True) as stream,
        pause_garbage_collection(),
    ):
        lines = stream.lines
        found = lines.collect(list(lines.read(stream.source_lines)))
    issue_warnings(lines.reader, lines.opaque, stacklevel=3)
    return found


def read_records(
    path: StrPath,
    *,
    on_error: OnError = "collect",
    rejects: StrPath | None = None,
    limits: Limits = DEFAULT_LIMITS,
    newer: NewerPolicy = "refuse",
) -> RecordStream:
    r"""The valid records of a file of JSON Lines, one by one, in memory that does not grow with the file.

    A line with a problem is left out, and reading continues. Its problems are collected in the stream's ``problems``
    (up to ``limits.problems``), passed one by one to ``on_error`` if that is a function, or raised at once with
    ``on_error="raise"``. The line itself is written to the file ``rejects``, byte for byte; an old file of that name
    is replaced when the stream is closed. Compressed files are recognised by their content; ``limits.bytes`` and
    ``limits.ratio`` bound what they unpack to, and ``limits.line`` the length of a line.

    References are not checked until you build a ``Dossier`` of the records. With ``newer="keep"``, lines of a newer
    version are read as far as they are understood; the others are left out like lines with problems.

    Raises:
        FileError: if the file cannot be read; later, by the stream, if it turns out to be damaged.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     _ = Path(f"{folder}/a.jsonl").write_text('{"type":"place","id":"sohae","name":"Sohae"}\n{"type":"pla')
        ...     with read_records(f"{folder}/a.jsonl") as stream:
        ...         print([record.id for record in stream], [problem.path for problem in stream.problems])
        ['sohae'] ['$.lines[2].type']
    """
    choice: object = on_error
    if not callable(choice) and (not isinstance(choice, str) or choice not in ("collect", "raise")):
        message = f"on_error must be 'collect', 'raise' or a function, not {quote_value(on_error)}"
        raise FileError.of("jsonl-on-error", message)
    return RecordStream(path, on_error, rejects, limits, newer=newer)


class RecordStream(Iterator[Record]):
    """The records of a file of JSON Lines, as :func:`read_records` gives them; close it, or use it in a ``with``.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     _ = Path(f"{folder}/a.jsonl").write_text("not JSON")
        ...     with read_records(f"{folder}/a.jsonl") as stream:
        ...         print(list(stream), stream.rejected, stream.problems[0].code)
        [] 1 json-syntax
    """

    __slots__ = ("_files", "_records", "lines", "source_lines")

    def __init__(
        self,
        path: StrPath,
        on_error: OnError,
        rejects: StrPath | None,
        limits: Limits,
        *,
        newer: NewerPolicy = "refuse",
        whole: bool = False,
    ) -> None:
        opaque = OpaqueRecords(limits, newer)
        self._files = ExitStack()
        write_reject: Callable[[bytes], object] | None = None
        with self._files as files:
            file = files.enter_context(open_regular_file(path))
            most = limits.bytes if whole else None
            source: IOBase = file
            with convert_system_errors(path):
                if file.peek(2)[:2] == GZIP_MAGIC:
                    most = limit_unpacked_size(os.fstat(file.fileno()).st_size, limits)
                    source = gzip.GzipFile(fileobj=file)
            if rejects is not None:
                check_distinct_file(rejects, file)
                write_reject = _write_to(files.enter_context(open_replacement(rejects)), rejects)
            self._files = files.pop_all()
        self.lines = LineReader(opaque, on_error, write_reject, numbers=[] if whole else None)
        self.source_lines = _read_lines(path, source, limits, most)
        self._records = self.lines.read(self.source_lines)

    @property
    def problems(self) -> list[Problem]:
        """The problems of lines so far, if they are collected, as far as ``limits.problems`` lists them."""
        return limit_problems(self.lines.problems, self.lines.limits)

    @property
    def rejected(self) -> int:
        """How many lines were left out so far."""
        return self.lines.rejected

    @property
    def remainder(self) -> Remainder:
        """The rest that a dossier of the records keeps: unknown fields, and the version of the lines so far."""
        return self.lines.remainder

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Record:
        try:
            return next(self._records)
        except StopIteration:
            self.close()
            issue_warnings(self.lines.reader, self.lines.opaque, stacklevel=3)
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
        """Close the file, and put that of the rejects in its place."""
        self._files.close()


def _write_to(file: IO[bytes], path: StrPath) -> Callable[[bytes], object]:
    def write(data: bytes) -> None:
        with convert_system_errors(path):
            file.write(data)

    return write


def _read_lines(
    path: StrPath, source: IOBase, limits: Limits, most: int | None
) -> Iterator[bytes | LongLinePiece]:
    with convert_system_errors(path):
        yield from read_bounded_lines(source, limits, most)


register_codec(
    Codec(name="jsonl", title="JSON Lines", endings=ENDINGS["jsonl"], loads=loads, load=load, dumps=dumps, save=save),
)  # fmt: skip
