"""Images are packed better, and stay the same images."""

from __future__ import annotations

import struct
import zlib

from korea_events.pictures.png import pack_png

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def image(*pixels):
    """A red square, its pixels in as many chunks as are given, with a density before and a text after them."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0))
    body = b"".join(chunk(b"IDAT", part) for part in pixels)
    return SIGNATURE + head + chunk(b"pHYs", bytes(9)) + body + chunk(b"tEXt", b"a\0b") + chunk(b"IEND", b"")


ROWS = (b"\0" + b"\xff\0\0" * 100) * 100


def test_pixels_in_one_well_packed_chunk():
    """Loosely packed and in two pieces before; one piece after, and everything around it as it was."""
    loose = zlib.compress(ROWS, 0)
    assert pack_png(image(loose[:999], loose[999:])) == image(zlib.compress(ROWS))
    assert len(image(zlib.compress(ROWS))) < len(image(loose)) / 50


def test_packing_again_changes_nothing():
    once = pack_png(image(zlib.compress(ROWS, 1)))
    assert pack_png(once) == once
