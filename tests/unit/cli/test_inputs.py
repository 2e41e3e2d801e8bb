"""Standard input is read like a file: within limits, in pieces, with errors of ours."""

from __future__ import annotations

import io
import os
import sys
import threading

import pytest

from korea_events.cli.inputs import read_standard_input
from korea_events.codecs import Limits
from korea_events.errors import FileAccessError


def give(monkeypatch, source):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))


class Endless(io.RawIOBase):
    """As /dev/zero; it counts what was asked for."""

    taken = 0
    largest = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.taken += len(buffer)
        self.largest = max(self.largest, len(buffer))
        return len(buffer)


def test_it_is_bounded_as_a_file_is(monkeypatch):
    """No more is taken than the limit and a byte, and never much at once."""
    endless = Endless()
    give(monkeypatch, endless)
    with pytest.raises(FileAccessError) as caught:
        read_standard_input(Limits(bytes=3_000_000))
    assert caught.value.problems[0].code == "file-too-large"
    assert endless.taken == 3_000_001
    assert endless.largest <= 1 << 20


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
def test_what_is_within_the_limit_is_read(size, monkeypatch):
    data = os.urandom(size)
    give(monkeypatch, io.BytesIO(data))
    assert read_standard_input(Limits(bytes=(1 << 20) + 1)) == data


def test_an_error_of_the_system_is_one_of_ours(monkeypatch, tmp_path):
    """As when the terminal has gone."""

    class Broken(Endless):
        def readinto(self, buffer):
            raise OSError(5, "Input/output error")

    give(monkeypatch, io.BufferedReader(Broken()))
    with pytest.raises(FileAccessError) as caught:
        read_standard_input()
    assert caught.value.problems[0].message == "standard input: Input/output error"


def test_a_pipe_that_does_not_wait_is_read_to_its_end(monkeypatch):
    reading, writing = os.pipe()
    os.set_blocking(reading, False)

    def write_late():
        with os.fdopen(writing, "wb") as pipe:
            for _ in range(3):
                pipe.write(b"x" * 300_000)
                pipe.flush()

    writer = threading.Timer(0.2, write_late)
    writer.start()
    with os.fdopen(reading, "rb") as pipe:
        give(monkeypatch, pipe)
        assert read_standard_input() == b"x" * 900_000
    writer.join()
