"""The lines of a file of JSON Lines: valid records, and problems."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import IOBase
from typing import Any, Final, Literal, NamedTuple

from attrs import define, field

from korea_events.codecs.codec import ImportResult
from korea_events.codecs.compression import report_damage
from korea_events.codecs.json.files import DossierReader
from korea_events.codecs.json.opaque_records import UNTYPED_COLLECTION, OpaqueRecords
from korea_events.codecs.json.versions import FORMAT
from korea_events.codecs.json_text.limits import Limits, Problems, build_size_error, limit_problems
from korea_events.codecs.json_text.strict import BYTE_ORDER_MARK, FLAWED, diagnose_json, parse_flawless_json
from korea_events.codecs.structuring import RECORD_TYPES_BY_TAG, Reader, structure_tagged_record
from korea_events.dossier import Remainder
from korea_events.errors import FileError, Problem
from korea_events.model import Record
from korea_events.model.engine import TYPE_KEY

OnError = Literal["collect", "raise"] | Callable[[Problem], object]
"""What to do with a problem: collect it, raise it, or pass it to a function."""

ENCODED_MARK: Final = BYTE_ORDER_MARK.encode()
_OBJECT_START: Final = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*\{")
"""How every line with an object begins: any other has one problem."""
_MOST_SHARED: Final = 1_000
"""How many parts of one kind are remembered to be shared: memory must not grow with the stream."""


class LongLinePiece(NamedTuple):
    """A piece of a line that is longer than the limit; the line ends with the last piece."""

    piece: bytes


def read_bounded_lines(source: IOBase, limits: Limits, most: int | None) -> Iterator[bytes | LongLinePiece]:
    """The lines of a file, none longer than the limit; ``most`` bytes in all, if that is bounded."""
    total = 0
    inside = False
    longest, readline = min(limits.line, sys.maxsize - 1), source.readline
    with report_damage():
        while piece := readline(longest + 1):
            total += len(piece)
            if most is not None and total > most:
                raise build_size_error(most, limits)
            if inside or (len(piece) > longest and piece[-1:] != b"\n"):
                yield LongLinePiece(piece)
                inside = piece[-1:] != b"\n"
            else:
                yield piece


@define(eq=False)
class LineReader:
    """Reads lines, gives their records and reports their problems."""

    opaque: OpaqueRecords
    on_error: OnError = "collect"
    write_reject: Callable[[bytes], object] | None = None
    numbers: list[int] | None = None
    """The line number of each record, if they are wanted."""
    limits: Limits = field(init=False)
    reader: Reader = field(init=False)
    problems: Problems = field(init=False)
    is_listing: bool = field(init=False, default=True)
    """Whether the problems of the next line are listed; if not, they need only be counted."""
    rejected: int = 0
    unknown_fields: dict[str, str] = field(factory=dict[str, str])
    number: int = 0

    def __attrs_post_init__(self) -> None:
        self.limits = self.opaque.limits
        self.reader = Reader(self.limits, most_shared=_MOST_SHARED)
        self.problems = Problems(self.limits)

    @property
    def remainder(self) -> Remainder:
        """The rest that a dossier of the records keeps, as far as lines have been read."""
        return self.opaque.build_remainder(tuple(sorted(self.unknown_fields.items())))

    def collect(self, records: Sequence[Record], path: str = "$.lines[{}]") -> ImportResult:
        """The result of reading all lines; the numbers of the lines stand in the paths of their records."""
        numbers = self.numbers or []

        def path_of(position: int) -> str:
            return path.format(numbers[position])

        path_of_record: Callable[[int], str] = path_of
        if self.opaque.is_newer and not self.problems:
            records, path_of_record = self.opaque.keep_consistent(records, path_of)
        problems = tuple(limit_problems(self.problems, self.limits))
        return ImportResult(tuple(records), problems, self.remainder, path_of_record, self.limits)

    def read(self, lines: Iterable[bytes | LongLinePiece]) -> Iterator[Record]:
        """The records of some lines, one by one; lines with problems are left out and reported."""
        inside = False
        reader = self.reader
        for line in lines:
            if isinstance(line, LongLinePiece):
                self.number += not inside
                self.reject_long_line(line.piece, first=not inside)
                inside = not line.piece.endswith(b"\n")
                continue
            self.number += 1
            if line.isspace() or not line or (self.number == 1 and line.strip() == ENCODED_MARK):
                continue
            reader.line = self.number
            records = self.parse_line(line)
            if reader.problems.total:
                self.reject(reader.problems, line)
                reader.problems.cut(0)
            else:
                if self.numbers is not None:
                    self.numbers.extend([self.number] * len(records))
                yield from records

    def parse_line(self, line: bytes) -> Sequence[Record]:
        """The records of a line: one, or those of a small file. The reader collects what is wrong."""
        reader = self.reader
        value = FLAWED
        if self.is_listing or _OBJECT_START.match(line) is not None:
            value = parse_flawless_json(line, self.limits)
        if value is not FLAWED:
            try:
                return self.structure_line(value)
            except RecursionError:
                reader.problems.cut(0)
        elif not self.is_listing:  # all problems of a text, or of its depth, count as one
            reader.problems.count()
            return ()
        parsed = diagnose_json(line, self.limits)
        if parsed.problems:
            reader.problems.extend(parsed.problems, under=reader.origin)
            return ()
        return self.structure_line(parsed.value)

    def structure_line(self, value: Any) -> Sequence[Record]:
        """The records of the value of a line."""
        reader = self.reader
        if type(value) is not dict:
            reader.report((), "field-type", "a line must be an object: a record with its type")
            return ()
        if "format" in value:
            return self.structure_file_line(value)
        if "version" in value:
            opaque = self.opaque.renew()
            heading = opaque.check_heading({"format": FORMAT, "version": value.pop("version")})
            if opaque.is_newer:
                return self.structure_line_of_later_version(value, opaque)
            reader.problems.extend(heading, under=reader.origin)
        return self.structure_tagged(value)

    def structure_tagged(self, value: dict[str, Any]) -> Sequence[Record]:
        """The record of an object with its type, in a sequence; an empty one if it is not in order."""
        record = structure_tagged_record(value, self.reader)
        return () if record is None else (record,)

    def structure_line_of_later_version(
        self, value: dict[str, Any], opaque: OpaqueRecords
    ) -> Sequence[Record]:
        """The record of a line of a later version; one that is not understood is kept, or left out of a stream."""
        reader = self.reader
        kind = RECORD_TYPES_BY_TAG.get(str(value.get(TYPE_KEY)))
        records = self.structure_tagged(value)
        if not records:
            reasons = reader.problems.cut(0)
            content = {name: item for name, item in value.items() if kind is None or name != TYPE_KEY}
            collection = UNTYPED_COLLECTION if kind is None else kind.collection
            too_deep = opaque.add(collection, content, reasons, reader.origin)
            reader.problems.extend([] if too_deep is None else [too_deep])
        self.keep(opaque)
        return records

    def structure_file_line(self, value: dict[str, Any]) -> Sequence[Record]:
        """The records of a line that is a small file; its unknown fields are kept."""
        reader = self.reader
        file = DossierReader(reader, self.opaque.renew())
        extra = file.structure_file(value)
        self.keep(file.opaque)
        for name, text in extra if not reader.problems else ():
            if self.unknown_fields.get(name, text) != text:
                reader.report((name, ()), "jsonl-twice", "an earlier line gives this field another value")
        if not reader.problems:
            self.unknown_fields.update(extra)
        return file.records

    def keep(self, opaque: OpaqueRecords) -> None:
        """Keep what a line of a later version holds; a stream has nowhere to keep it and leaves the line out."""
        if self.numbers is None:
            self.reader.problems.extend(opaque.problems)
        elif not self.reader.problems:
            self.opaque.records += opaque.records
            self.opaque.problems.extend(opaque.problems)
        if not self.reader.problems:
            self.opaque.version = max(self.opaque.version, opaque.version)

    def reject_long_line(self, piece: bytes, *, first: bool) -> None:
        """Leave out a line that is too long; its pieces go to the rejects one by one."""
        if first:
            message = f"a line of more than {self.limits.line:,} bytes; raise Limits(line=…) to read it"
            problems = Problems(self.limits)
            problems.append(Problem(f"$.lines[{self.number}]", "jsonl-line", message))
            self.reject(problems, piece)
        elif self.write_reject is not None:
            self.write_reject(piece)

    def reject(self, problems: Problems, line: bytes) -> None:
        """Leave out a line and report its problems."""
        self.rejected += 1
        if self.write_reject is not None:
            self.write_reject(line)
        if self.on_error == "raise":
            raise FileError(limit_problems(problems, self.limits))
        if callable(self.on_error):
            for problem in limit_problems(problems, self.limits):
                self.on_error(problem)
        else:
            self.problems.extend(problems)
            if self.is_listing and not self.problems.has_room:
                self.is_listing = False
                if self.opaque.policy == "refuse":  # otherwise problems are also the reasons to keep a record
                    self.reader.problems = Problems(self.limits, counted_only=True)
