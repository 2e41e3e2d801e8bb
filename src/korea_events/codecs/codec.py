"""What a format is to the library, what comes back from it, and the registry of all formats.

To add a format, give it a line in ``ENDINGS`` and register it once at the end of its module, which is imported when the
format is first asked for::

    load, save = build_load(loads), build_save(dumps)
    register_codec(
        Codec(name="csv", title="CSV", endings=ENDINGS["csv"], loads=loads, dumps=dumps, load=load, save=save,
              losses="all collections but one"),
    )

Commands, conformance tests, fuzzing and the table of formats in the documentation go over the registry.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec, TypeAlias, TypeVar

from attrs import field, frozen

from korea_events.bulk import pause_garbage_collection
from korea_events.codecs.compression import pack_bytes, unpack_bytes
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, limit_problems
from korea_events.codecs.local_files import StrPath, read_bytes, replace_file
from korea_events.dossier import Dossier, Remainder
from korea_events.errors import DossierError, FileError, Problem, QuestionError, suggest_name
from korea_events.model import Record
from korea_events.temporal.engine import DEFAULT_ZONE, check_type, quote_value

_P = ParamSpec("_P")
_F = TypeVar("_F", bound=Callable[..., Any])

ZONE_ASSUMED: Final = f"dates without a zone are days of {DEFAULT_ZONE}"


# -- what comes back ---------------------------------------------------------------------------------------------


@frozen
class Loss:
    """One thing that a format could not keep: its path in the dossier, and what became of it.

    Example:
        >>> print(Loss("$.exercises[0].components", "the table has no columns for it"))
        $.exercises[0].components: the table has no columns for it
    """

    path: str
    """The path in the JSON file of the same dossier, with collections in canonical order."""
    reason: str
    """What became of it, in words."""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class ExportResult(NamedTuple):
    """What an export made: the text of the file, and everything that the text leaves out.

    Example:
        >>> from korea_events.codecs import geojson
        >>> text, losses = geojson.dumps(Dossier.of())
        >>> losses
        ()
    """

    text: str
    """The content of the file, to be encoded as UTF-8."""
    losses: tuple[Loss, ...] = ()
    """Everything dropped or coarsened, in the order of the dossier."""

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode("utf-8")


class BinaryExportResult(NamedTuple):
    """What an export to a format made that is not text: the bytes of the file, and everything that they leave out.

    Example:
        >>> from korea_events.codecs import sqlite
        >>> data, losses = sqlite.dumps(Dossier.of())
        >>> data[:15], losses
        (b'SQLite format 3', ())
    """

    data: bytes
    """The bytes of the file."""
    losses: tuple[Loss, ...] = ()
    """Everything dropped or coarsened, in the order of the dossier."""


AnyExportResult: TypeAlias = ExportResult | BinaryExportResult
_ResultT = TypeVar("_ResultT", bound=AnyExportResult)


@frozen(kw_only=True)
class ImportSummary:
    r"""What became of a table: each row was read, left out or rejected, and each column is accounted for.

    Example:
        >>> from korea_events.codecs import csv
        >>> print(csv.loads("id,name,day,Remarks\nfs-24,Freedom Shield 24,2024-03-14,annual\n").summary)
        1 row: 1 read as 1 record, 0 rejected
        assumed: dates without a zone are days of Asia/Seoul
        kept as unknown fields: Remarks (1)
    """

    rows: int
    """How many rows the table has, without its header and empty rows, or how many entries the calendar has."""
    records: int
    """How many records were made of them."""
    rejected: int = 0
    """How many rows were rejected because of a problem."""
    left_out: int = 0
    """How many rows a table map leaves out, or how many entries are older versions of others."""
    assumed: tuple[str, ...] = ()
    """What the table does not say and the reader supplied."""
    unknown: tuple[tuple[str, int], ...] = ()
    """The columns with cells that say that something is unknown, and how many cells; these are not used."""
    kept: tuple[tuple[str, int], ...] = ()
    """The columns kept as unknown fields, and how many cells."""
    lost: tuple[tuple[str, int], ...] = ()
    """What is not in the records: a column or a contradiction, and how many cells."""

    noun: tuple[str, str] = ("row", "rows")
    """What is counted: one, and several."""

    def __str__(self) -> str:
        read = self.rows - self.rejected - self.left_out
        records = "record" if self.records == 1 else "records"
        text = f"{self.rows:,} {self.noun[self.rows != 1]}: {read} read as {self.records:,} {records}, "
        text += f"{self.rejected} rejected" + (f", {self.left_out} left out" if self.left_out else "")
        named = {"unknown": self.unknown, "kept as unknown fields": self.kept, "lost": self.lost}
        lists = {title: ", ".join(f"{name} ({n})" for name, n in columns) for title, columns in named.items()}
        lines = [f"assumed: {one}" for one in self.assumed]
        return "\n".join([text, *lines, *(f"{title}: {names}" for title, names in lists.items() if names)])


def _number_record(position: int) -> str:
    return f"$.records[{position}]"


@frozen
class ImportResult:
    r"""What a reader found: the valid records, and what is wrong with the others.

    Example:
        >>> from korea_events.codecs import csv
        >>> found = csv.loads("id,name\nfs-24,Freedom Shield 24\nUFS 24,Ulchi Freedom Shield 24\n")
        >>> [record.id for record in found.records], [problem.path for problem in found.problems]
        (['fs-24'], ['$.rows[3].id'])
    """

    records: tuple[Record, ...] = ()
    """The valid records, in the order of the file."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the rest, each problem with its path in the file."""
    remainder: Remainder = field(factory=Remainder)
    """The rest of the file that a dossier keeps: unknown fields, and what only a newer version understands."""
    path_of: Callable[[int], str] = field(default=_number_record, eq=False, repr=False)
    """The path in the file of the record at a position in ``records``."""
    limits: Limits = field(default=DEFAULT_LIMITS, eq=False, repr=False)
    """The limits that the reader kept to."""
    losses: tuple[Loss, ...] = ()
    """Valid content that was not read, each with its path in the file: to-dos in a calendar, for example."""
    summary: ImportSummary | None = field(default=None, eq=False, repr=False)
    """For a table or a calendar: what became of its rows or entries, and what was assumed."""
    shared: frozenset[str] = field(default=frozenset(), eq=False, repr=False)
    """For a table with a map: the identifiers of records that rows only refer to, such as actors and documents."""

    def require_all(self) -> tuple[Record, ...]:
        """The records, if all of them are valid.

        Raises:
            FileError: with every problem, if there is one.

        Example:
            >>> ImportResult().require_all()
            ()
        """
        if self.problems:
            raise FileError(self.problems)
        return self.records

    def to_dossier(self) -> Dossier:
        """A dossier of the records, if all of them are valid.

        Raises:
            FileError: with every problem of the records, or else with every problem of the references between them.

        Example:
            >>> ImportResult().to_dossier()
            <Dossier: empty>
        """
        records = self.require_all()
        try:
            with pause_garbage_collection():
                return Dossier.from_paths(records, self.path_of, self.remainder)
        except DossierError as error:
            raise FileError(limit_problems([*error.problems], self.limits)) from None


# -- the registry ------------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Codec:
    """One format: its name, the endings of its files, its four functions, and what it cannot hold.

    Example:
        >>> codec = find_codec("drills.tsv")
        >>> codec.name, codec.endings
        ('csv', ('.csv', '.tsv', '.xlsx'))
    """

    name: str
    """The name on the command line."""
    title: str
    """The name in prose."""
    endings: tuple[str, ...]
    """How the names of its files end, the usual ending first."""
    dumps: Callable[..., AnyExportResult]
    """Writes a dossier to text or bytes: ``dumps(dossier, **options)``."""
    save: Callable[..., AnyExportResult]
    """Writes a dossier to a file: ``save(dossier, path, **options)``."""
    loads: Callable[..., ImportResult] | None = None
    """Reads text or bytes: ``loads(data, **options)``; None if the format is written only."""
    load: Callable[..., ImportResult] | None = None
    """Reads a file: ``load(path, **options)``; None if the format is written only."""
    extra: str | None = None
    """The extra of the package that it needs."""
    losses: str = ""
    """What the format cannot hold, in words; empty if it holds everything."""


ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "csv": (".csv", ".tsv", ".xlsx"), "ftm": (".ftm.json", ".ftm.jsonl"), "geojson": (".geojson",), "ical": (".ics",),
    "json": (".json",), "jsonl": (".jsonl",), "parquet": (".parquet.zip",), "sqlite": (".db", ".sqlite", ".sqlite3"),
    "stix": (".stix", ".stix.json"), "timelinejs": (".timeline.json",),
}  # fmt: skip
"""How the names of files end, for each format of the library, by the name of its module."""

_CODECS: Final[dict[str, Codec]] = {}
"""The formats whose modules have been imported."""


def _list_endings() -> dict[str, tuple[str, ...]]:
    return {**ENDINGS, **{name: codec.endings for name, codec in _CODECS.items()}}


def register_codec(codec: Codec) -> Codec:
    """Add a format to those that :func:`list_codecs` lists.

    Raises:
        ValueError: if another format has its name or one of its endings.

    Example:
        >>> register_codec(find_codec("drills.json")).name
        'json'
    """
    check_type("codec", codec, Codec, "a Codec")
    for name, endings in _list_endings().items():
        same = name == codec.name and endings == codec.endings and _CODECS.get(name, codec) == codec
        if not same and (name == codec.name or {*endings} & {*codec.endings}):
            raise ValueError(f"{name!r} is registered already, with the endings {endings}")
    return _CODECS.setdefault(codec.name, codec)


def list_codecs() -> tuple[Codec, ...]:
    """All formats, in the order of their names.

    Example:
        >>> [codec.name for codec in list_codecs() if codec.loads is None]
        ['ftm', 'geojson', 'parquet', 'timelinejs']
    """
    return tuple(get_codec(name) for name in sorted(_list_endings()))


def get_codec(name: str) -> Codec:
    """The format of a name.

    Raises:
        QuestionError: ``format-unknown-name`` for any other name.

    Example:
        >>> get_codec("ical").extra
        'ical'
    """
    check_type("name", name, str, "the name of a format")
    if name not in _CODECS and name in ENDINGS:
        import_module(f"korea_events.codecs.{name}")
    if name not in _CODECS:
        known = sorted(_list_endings())
        near = suggest_name(name, known)
        hint = f"did you mean {near!r}?" if near else f"known are {', '.join(known)}"
        raise QuestionError.of("format-unknown-name", f"unknown format {quote_value(name)}; {hint}")
    return _CODECS[name]


def find_codec(filename: str) -> Codec | None:
    """The format that the ending of a file's name stands for, in either case, before ``.gz`` if it is compressed.

    None if it stands for none.

    Example:
        >>> find_codec("REPORTS.JSONL.GZ").name, find_codec("notes.txt")
        ('jsonl', None)
    """
    check_type("filename", filename, str, "text")
    formats = {ending: format_ for format_, endings in _list_endings().items() for ending in endings}
    name = filename.lower().removesuffix(".gz")
    fitting = [ending for ending in formats if name.endswith(ending)]
    return get_codec(formats[max(fitting, key=len)]) if fitting else None


# -- files of formats that are read and written whole ---------------------------------------------------------------


def build_load(
    loads: Callable[Concatenate[str | bytes, _P], ImportResult],
) -> Callable[Concatenate[StrPath, _P], ImportResult]:
    """The ``load`` of a format that is read as a whole, with the options of its ``loads``."""

    def load(path: StrPath, /, *args: _P.args, **options: _P.kwargs) -> ImportResult:
        limits: Any = options.get("limits", DEFAULT_LIMITS)
        return loads(unpack_bytes(read_bytes(path, limits), limits), *args, **options)

    load.__doc__ = """Read a file, compressed by gzip or not; otherwise as ``loads``.

    Raises:
        FileError: if the file cannot be read, and as ``loads`` does.

    Example:
        >>> _ = save(Dossier.of(), "empty")
        >>> load("empty").records
        ()
    """
    return _adopt_options(load, loads)


def build_save(
    dumps: Callable[Concatenate[Dossier, _P], _ResultT],
) -> Callable[Concatenate[Dossier, StrPath, _P], _ResultT]:
    """The ``save`` of a format that is written as a whole, with the options of its ``dumps``."""

    def save(dossier: Dossier, path: StrPath, /, *args: _P.args, **options: _P.kwargs) -> _ResultT:
        result = dumps(dossier, *args, **options)
        replace_file(path, pack_bytes(result.data, path))
        return result

    save.__doc__ = """Write a file, whole or not at all, compressed if it is a ``.gz``; gives what ``dumps`` gives.

    Raises:
        FileError: if the file cannot be written, and as ``dumps`` does.

    Example:
        >>> save(Dossier.of(), "empty").losses
        ()
    """
    return _adopt_options(save, dumps)


def _adopt_options(function: _F, model: Callable[..., Any]) -> _F:
    """Let editors and documentation see the options of another function."""
    own = inspect.signature(function)
    first = [one for one in own.parameters.values() if one.kind is one.POSITIONAL_ONLY]
    theirs = inspect.signature(model)
    parameters = [*first, *list(theirs.parameters.values())[1:]]
    signature = own.replace(parameters=parameters, return_annotation=theirs.return_annotation)
    function.__signature__ = signature  # type: ignore[attr-defined]
    function.__annotations__ = {}  # the signature has them
    function.__module__ = model.__module__
    function.__qualname__ = function.__name__
    return function
