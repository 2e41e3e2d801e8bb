"""Compressed files: what gzip packed is unpacked within limits, and a name that ends in ``.gz`` asks for packing."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from korea_events.codecs.json_text.limits import DEFAULT_LIMITS, Limits, build_size_error, limit_unpacked_size
from korea_events.codecs.local_files import StrPath, check_file_name, read_pieces
from korea_events.errors import FileError

GZIP_MAGIC: Final = b"\x1f\x8b"
_GZIP_ENDING: Final = ".gz"


def strip_compression(name: StrPath) -> str:
    """The name of the file that a compressed one holds.

    Example:
        >>> strip_compression("drills.CSV.GZ"), strip_compression("drills.csv")
        ('drills.CSV', 'drills.csv')
    """
    text = check_file_name(name)
    return text[: -len(_GZIP_ENDING)] if text.lower().endswith(_GZIP_ENDING) else text


def pack_bytes(data: bytes, name: StrPath) -> bytes:
    """The bytes to write to a file of that name: the same text always gives the same bytes.

    Example:
        >>> unpack_bytes(pack_bytes(b"id,name", "drills.csv.gz")), pack_bytes(b"id,name", "drills.csv")
        (b'id,name', b'id,name')
    """
    if strip_compression(name) == check_file_name(name):
        return data
    return gzip.compress(data, compresslevel=6, mtime=0)


def unpack_bytes(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """What gzip packed; other bytes as they are.

    Raises:
        FileError: ``file-compressed`` if it is damaged, ``file-too-large`` if it unpacks to more than the limits allow.
    """
    if not data.startswith(GZIP_MAGIC):
        return data
    most = limit_unpacked_size(len(data), limits)
    with report_damage(), gzip.GzipFile(fileobj=BytesIO(data)) as file:
        content = read_pieces(file.read, most)
    if content is None:
        raise build_size_error(most, limits)
    return content


@contextmanager
def report_damage() -> Generator[None]:
    """Turn the errors of a compressed file that is damaged into ours.

    Raises:
        FileError: ``file-compressed``.
    """
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise FileError.of("file-compressed", f"the compressed file is damaged: {error}") from error
