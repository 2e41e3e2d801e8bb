"""Runs command lines with faulty streams, each in a process of its own: ``python stream_faults.py < CASES``.

CASES is a list, in JSON, of the words of each command line, the faults of its streams, and the folder to run in.
The program is imported once; each case is a copy of this process (the start of Python takes twenty times as long).
The streams of the copy are opened as Python opens them when it starts, and flushed as it does when it ends.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile


def read_back(descriptor):
    os.lseek(descriptor, 0, os.SEEK_SET)
    return open(descriptor, "rb", closefd=False).read()


def open_stream(descriptor, encoding, errors):
    """As the interpreter does: None for a closed descriptor."""
    try:
        os.fstat(descriptor)
    except OSError:
        return None
    return open(descriptor, "w", encoding=encoding, errors=errors, closefd=False)


def apply_fault(descriptor, fault):
    """Put a faulty file in place of a stream."""
    if fault == "closed":
        os.close(descriptor)
    elif fault == "full":
        os.dup2(os.open("/dev/full", os.O_WRONLY), descriptor)
    elif fault == "gone":
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, descriptor)
        os.close(writing)
    elif fault == "read-only":
        os.dup2(os.open(os.devnull, os.O_RDONLY), descriptor)


def run_copy(main, words, faults, folder, encoding):
    os.chdir(folder)
    for descriptor, fault in faults.items():
        apply_fault(int(descriptor), fault)
    sys.stdout = sys.__stdout__ = open_stream(1, encoding, "strict")
    sys.stderr = sys.__stderr__ = open_stream(2, encoding, "backslashreplace")
    code = main(words)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            code = 120
    os._exit(code)


def run_case(main, words, faults, folder, encoding="utf-8"):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = os.fork()
        if not process:
            try:
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                run_copy(main, words, faults, folder, encoding)
            finally:
                os._exit(99)  # anything raised
        _, status = os.waitpid(process, 0)
        results = [read_back(file.fileno()).decode("latin-1") for file in (out, err)]
        return [os.waitstatus_to_exitcode(status), *results]


if __name__ == "__main__":
    signal.alarm(300)
    cases = json.load(sys.stdin)
    from korea_events.cli import main
    from korea_events.cli.commands import COMMANDS
    from korea_events.cli.program import load_command
    from korea_events.reference import get_dossier

    for name in COMMANDS:
        load_command(name)
    get_dossier("seed")
    print(json.dumps([run_case(main, *case) for case in cases]))
