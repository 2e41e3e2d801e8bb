"""Local files, read and written whole: regular files only, replaced so that there is always a whole file.

A save writes a new file beside the old one, flushes it to the disk and renames it over the old one, which the file
system does in one step. If anything stops it before that, the old file is unchanged.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Generator
from io import BufferedReader
from types import NoneType
from typing import IO, TypeAlias

from korea_events.codecs.file_rights import pass_on_rights
from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, build_size_error
from korea_events.errors import FileAccessError, FileError, Problem
from korea_events.temporal.engine import check_type, quote_value

StrPath: TypeAlias = str | os.PathLike[str]

_SYSTEM_PROBLEMS = {
    errno.ENOENT: Problem("$", "file-missing", "no such file or folder"),
    errno.ENOTDIR: Problem("$", "file-missing", "a part of the path is not a folder"),
    errno.EISDIR: Problem("$", "file-directory", "a folder, not a file"),
    errno.EACCES: Problem("$", "file-permission", "permission denied"),
    errno.EPERM: Problem("$", "file-permission", "permission denied"),
    errno.EROFS: Problem("$", "file-permission", "the file system is read-only"),
    errno.ENXIO: Problem("$", "file-irregular", "not a regular file"),
    errno.ENOSPC: Problem("$", "file-disk-full", "no space left on the disk"),
    getattr(errno, "EDQUOT", errno.ENOSPC): Problem(
        "$", "file-disk-full", "no space left on the disk or in the quota"
    ),
    errno.EFBIG: Problem("$", "file-disk-full", "the file would be larger than the system allows"),
    errno.ENAMETOOLONG: Problem("$", "file-name", "the name is too long"),
    errno.EINVAL: Problem("$", "file-name", "not a valid file name"),
    errno.ELOOP: Problem("$", "file-name", "its symbolic links form a cycle"),
}

_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""The errors of a system that cannot flush such a file to the disk."""
_PIECE = 2**16
_BINARY = getattr(os, "O_BINARY", 0)


def read_bytes(path: StrPath, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a regular file, at most ``limits.bytes`` of them.

    Raises:
        FileError: ``file-missing``, ``file-directory``, ``file-irregular`` (a pipe, a device, a socket),
            ``file-permission``, ``file-too-large``, ``file-name``, ``file-failed`` (anything else the system reports).

    Example:
        >>> try:
        ...     read_bytes("no such folder/drills.csv")
        ... except FileError as error:
        ...     print(error.problems[0].code)
        file-missing
    """
    check_type("limits", limits, Limits, "Limits")
    with open_regular_file(path) as file, convert_system_errors(path):
        # The size is checked first only to refuse early; a file may still grow while it is read.
        early = os.fstat(file.fileno()).st_size > limits.bytes
        data = None if early else read_pieces(file.read, limits.bytes)
    if data is None:
        message = build_size_error(limits.bytes, limits).problems[0].message
        raise _build_file_error(check_file_name(path), "file-too-large", message)
    return data


def read_pieces(read: Callable[[int], bytes], most: int) -> bytes | None:
    """All that a function reads, piece by piece; None if that is more than ``most`` bytes."""
    pieces: list[bytes] = []
    # Python allocates at once as much as it is asked to read.
    while most >= 0 and (piece := read(min(most + 1, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces) if most >= 0 else None


def open_regular_file(path: StrPath) -> BufferedReader:
    """A regular file, open for reading.

    Raises:
        FileError: as :func:`read_bytes` does.
    """
    with convert_system_errors(path) as name:
        # Opening a named pipe would wait for a writer, perhaps for ever.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY
        descriptor = os.open(name, flags)
        try:
            _refuse_irregular(name, os.fstat(descriptor))
        except BaseException:
            os.close(descriptor)
            raise
        return open(descriptor, "rb")


def check_distinct_file(path: StrPath, other: BufferedReader) -> None:
    """Refuse to write a file that is the ``other`` file, open for reading.

    Raises:
        FileError: ``file-same`` if it is that file, and as :func:`replace_file` does.
    """
    with convert_system_errors(path) as name:
        old = _get_file_status(name)
        if old is not None and os.path.samestat(old, os.fstat(other.fileno())):
            raise _build_file_error(name, "file-same", "the same file as the one being read")


def append_to_file(path: StrPath, data: bytes, *, check: Callable[[bytes], None]) -> None:
    """Add whole lines to the end of a file, all or none; the file is created if it does not exist.

    An unfinished last line gets its line feed first. ``check`` gets the beginning of the file and may raise.
    Others who add lines in this way at the same time wait for their turn, if the system has file locks.

    Raises:
        FileError: as :func:`replace_file` does.
    """
    with convert_system_errors(path) as name:
        old = _get_file_status(name)
        if old is not None:
            _refuse_irregular(name, old)
        with open(name, "a+b", buffering=0) as file:
            _take_lock(file.fileno())
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            check(file.read(_PIECE) or b"")
            if size:
                file.seek(size - 1)
                data = data if file.read(1) == b"\n" else b"\n" + data
            try:
                while data:
                    data = data[file.write(data) or 0 :]
                _flush_to_disk(file.fileno())
            except BaseException:
                file.truncate(size)
                raise


def _take_lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        return
    # Some file systems have no locks either. The lock ends when the file is closed.
    with contextlib.suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def fingerprint(path: StrPath) -> str:
    """The SHA-256 of a file's content in hexadecimal; empty text if it does not exist.

    Raises:
        FileError: as :func:`read_bytes` does.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     before = fingerprint(f"{folder}/notes.txt")
        ...     replace_file(f"{folder}/notes.txt", b"Freedom Shield 24")
        ...     before, fingerprint(f"{folder}/notes.txt")[:8]
        ('', '4a755267')
    """
    import hashlib

    with convert_system_errors(path) as name:
        if _get_file_status(name) is None:
            return ""
    with open_regular_file(path) as file, convert_system_errors(path):
        return hashlib.file_digest(file, "sha256").hexdigest()


def replace_file(path: StrPath, data: bytes, *, replacing: str | None = None) -> None:
    """Write a file whole or not at all; an old file keeps its owner, its permissions and its attributes.

    Where the system does not allow that, the new file grants nothing that the old one did not.

    A symbolic link stays, and the file that it points to is replaced. A write-protected file is not replaced, even if
    its folder would allow it.

    Set ``replacing`` to the :func:`fingerprint` that the file had when you read it, and a file that somebody else has
    written in the meantime is not replaced: the second of two writers gets an error.

    Raises:
        FileError: ``file-changed``, ``file-missing`` (the folder), ``file-directory``, ``file-irregular``,
            ``file-permission``, ``file-disk-full``, ``file-name``, ``file-failed``. The old file is then unchanged,
            and nothing is left beside it.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "drills.csv")
    ...     replace_file(path, b"Freedom Shield 24,2024-03-04")
    ...     as_read = fingerprint(path)
    ...     replace_file(path, b"Freedom Shield 24,2024-03-04/2024-03-14", replacing=as_read)
    ...     path.read_bytes()
    b'Freedom Shield 24,2024-03-04/2024-03-14'
    """
    check_type("data", data, (bytes, bytearray, memoryview), "bytes")
    check_type("replacing", replacing, (str, NoneType), "a fingerprint or None")
    with open_replacement(path, replacing=replacing) as file, convert_system_errors(path):
        file.write(data)


@contextlib.contextmanager
def open_replacement(path: StrPath, *, replacing: str | None = None) -> Generator[IO[bytes]]:
    """A new file that takes the place of ``path`` at the end of the ``with``, unless that ends with an error.

    Raises:
        FileError: as :func:`replace_file` does.
    """
    name = check_file_name(path)
    if os.path.basename(name) in ("", os.curdir, os.pardir):
        raise _build_file_error(name, "file-directory", "names a folder: add the name of a file")
    with convert_system_errors(path):
        target = os.path.realpath(name)
        old = _get_file_status(target)
        if old is not None:
            _refuse_irregular(name, old)
            if not os.access(target, os.W_OK):
                raise _build_file_error(name, "file-permission", "the file is write-protected")
        folder = os.path.dirname(target)
        # The new file has a name of its own, because the old name may already have the greatest possible length.
        beside = os.path.join(folder, f".korea-events-{os.urandom(8).hex()}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(beside, flags, 0o666 if old is None else 0o600)
        file = os.fdopen(descriptor, "wb")
    try:
        yield file
        with convert_system_errors(path):
            file.flush()
            if old is not None:
                pass_on_rights(beside, target, old)
            _flush_to_disk(file.fileno())
            file.close()
            with _check_not_replaced(name, target, replacing):
                os.replace(beside, target)
            _flush_folder(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            file.close()
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


@contextlib.contextmanager
def _check_not_replaced(name: str, target: str, replacing: str | None) -> Generator[None]:
    """Make others who replace the same file in this way wait, and check that the file has not changed."""
    if replacing is None:
        yield
        return
    # The lock is on the folder, which stays while files in it are replaced.
    with _hold_folder_lock(os.path.dirname(target)):
        if fingerprint(target) != replacing:
            message = "the file has changed since it was read; it was not replaced"
            raise _build_file_error(name, "file-changed", message)
        yield


@contextlib.contextmanager
def _hold_folder_lock(folder: str) -> Generator[None]:
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # not every system opens folders
            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            _take_lock(descriptor)
        yield


def _flush_to_disk(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise


def _flush_folder(folder: str) -> None:
    # The rename itself is on the disk only when the folder is; not every system lets a folder be flushed.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _get_file_status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _refuse_irregular(name: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _build_file_error(name, "file-directory", "a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise _build_file_error(name, "file-irregular", "a pipe, a device or a socket, not a regular file")


def check_file_name(path: object) -> str:
    """The name of a file as text.

    Raises:
        FileError: ``file-name`` if it cannot be one.
    """
    name: object = os.fspath(path) if isinstance(path, os.PathLike) else path
    if not isinstance(name, str) or not name or "\0" in name:
        raise FileError.of("file-name", f"path must be text or an os.PathLike, not {quote_value(path)}")
    return name


def _build_file_error(name: str, code: str, message: str) -> FileAccessError:
    return FileAccessError.of(code, f"{quote_value(name, 200)}: {message}")


@contextlib.contextmanager
def convert_system_errors(path: StrPath) -> Generator[str]:
    """Turn errors of the system into errors that name the file; gives its name."""
    name = check_file_name(path)
    try:
        yield name
    except FileAccessError:
        raise
    except OSError as error:
        other = Problem("$", "file-failed", error.strerror or type(error).__name__)
        problem = _SYSTEM_PROBLEMS.get(error.errno or 0, other)
        raise _build_file_error(name, problem.code, problem.message) from error
    except UnicodeEncodeError as error:
        raise _build_file_error(name, "file-name", "the system cannot write this name") from error
