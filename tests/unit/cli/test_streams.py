"""Outputs in this process: whatever a stream is, all of the result gets there or the exit code says so."""

from __future__ import annotations

import io
import os
import sys
import threading

import pytest

import korea_events.cli.overlaps
from korea_events.cli import main
from korea_events.cli.streams import Output, write_output


@pytest.mark.parametrize(
    "error, code",
    [
        (RuntimeError("two\nlines"), 70),
        (RecursionError(), 70),
        (OSError("raw"), 70),
        (MemoryError(), 70),
        (KeyboardInterrupt(), 130),
    ],
    ids=repr,
)
def test_whatever_is_raised_is_one_line(error, code, monkeypatch, capsys):
    """The last resort: an error of the program is neither a traceback nor a problem of the input."""

    def fail(_):
        raise error

    monkeypatch.setattr(korea_events.cli.overlaps, "read_dossier", fail)
    assert main(["overlaps"]) == code
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)


def test_a_slow_reader_gets_everything(monkeypatch):
    """A pipe that does not wait takes what it has room for; the rest waits for the reader."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    text = "전차" * 200_000
    received = []

    def read_all():
        with os.fdopen(reading, "rb") as pipe:
            received.append(pipe.read())

    reader = threading.Thread(target=read_all)
    reader.start()
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert write_output(Output(text=text)) == 0
    reader.join(timeout=60)
    assert received == [text.encode()]


@pytest.mark.parametrize(
    "stream", [io.StringIO(), io.TextIOWrapper(io.BytesIO(), encoding="utf-16")], ids=["text", "bytes"]
)
def test_lone_surrogates_of_file_names_are_escaped(stream, monkeypatch):
    """A name on the command line may hold bytes that are not text."""
    monkeypatch.setattr(sys, "stderr", stream)
    assert write_output(Output(messages=["no such file: \udcff"], code=1)) == 1
    written = (
        stream.getvalue() if isinstance(stream, io.StringIO) else stream.buffer.getvalue().decode("utf-16")
    )
    assert written.startswith("no such file: ")


def test_a_stream_closed_by_the_caller_counts_as_closed(monkeypatch, capsys):
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    assert main(["validate", "seed"]) == 74
    assert capsys.readouterr().err == "standard output: it is closed [output-failed]\n"
    monkeypatch.setattr(sys, "stderr", closed)
    assert main(["validate", "seed"]) == 74
