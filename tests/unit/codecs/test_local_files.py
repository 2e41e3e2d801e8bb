"""Files go in and out whole, or a FileError says why not."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from korea_events.codecs.json_text.limits import Limits
from korea_events.codecs.jsonl import append_records
from korea_events.codecs.local_files import fingerprint, read_bytes, replace_file
from korea_events.errors import FileError
from korea_events.model import Place
from korea_events.testing.laws import only_our_errors


def code_of(function: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(FileError) as caught:
        function(*arguments)
    (problem,) = caught.value.problems
    assert problem.path == "$"
    return problem.code


def neighbours(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


class TestReading:
    def test_gives_the_bytes_of_a_regular_file(self, tmp_path: Path) -> None:
        file = tmp_path / "a.json"
        file.write_bytes(b"{}\r\n\x00")
        assert read_bytes(file) == read_bytes(str(file)) == b"{}\r\n\x00"

    def test_follows_a_symbolic_link(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"x")
        (tmp_path / "link").symlink_to("a")
        assert read_bytes(tmp_path / "link") == b"x"

    def test_refuses_what_is_no_regular_file_without_waiting(self, tmp_path: Path) -> None:
        """A pipe without a writer would otherwise keep the reader waiting for ever."""
        os.mkfifo(tmp_path / "pipe")
        assert code_of(read_bytes, tmp_path / "pipe") == "file-irregular"
        assert code_of(read_bytes, tmp_path) == "file-directory"
        assert code_of(read_bytes, "/dev/zero") == "file-irregular"

    def test_names_what_is_missing(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        assert code_of(read_bytes, tmp_path / "none.json") == "file-missing"
        assert code_of(read_bytes, tmp_path / "file" / "below") == "file-missing"
        assert code_of(read_bytes, tmp_path / ("x" * 300)) == "file-name"
        (tmp_path / "loop").symlink_to("loop")
        assert code_of(read_bytes, tmp_path / "loop") == "file-name"

    @pytest.mark.parametrize("name", ["", "a\0b", "\ud800", None, 5, b"bytes", ["a"]])
    def test_refuses_what_is_no_path(self, name: Any) -> None:
        assert code_of(read_bytes, name) == "file-name"

    def test_refuses_a_file_over_the_limit(self, tmp_path: Path) -> None:
        file = tmp_path / "big"
        file.write_bytes(b"x" * 11)
        assert code_of(read_bytes, file, Limits(bytes=10)) == "file-too-large"
        assert read_bytes(file, Limits(bytes=11)) == b"x" * 11

    def test_refuses_a_sparse_giant_without_reading_it(self, tmp_path: Path) -> None:
        with (tmp_path / "sparse").open("wb") as file:
            file.truncate(2**40)
        assert code_of(read_bytes, tmp_path / "sparse") == "file-too-large"

    def test_names_missing_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Simulated, because an administrator may read everything."""
        monkeypatch.setattr(os, "open", _fails_with(errno.EACCES))
        assert code_of(read_bytes, tmp_path / "a") == "file-permission"
        monkeypatch.setattr(os, "open", _fails_with(errno.EIO))
        assert code_of(read_bytes, tmp_path / "a") == "file-failed"

    def test_takes_no_more_memory_than_the_file_needs(self, tmp_path: Path) -> None:
        """A small file is read where little memory is left, although far larger ones may be read."""
        file = tmp_path / "small.json"
        file.write_bytes(b'{"format":"korea-events","version":1}')
        program = (
            "import resource, sys\n"
            'import korea_events as ke\nke.loads(\'{"format":"korea-events","version":1}\')\n'
            "pages = int(open('/proc/self/statm').read().split()[0])\n"
            "most = pages * resource.getpagesize() + 2**26\n"
            "resource.setrlimit(resource.RLIMIT_AS, (most, most))\n"
            "print(len(ke.load(sys.argv[1])))\n"
        )
        assert _run_program(program, file) == ("0\n", "")

    def test_leaves_no_file_open(self, tmp_path: Path) -> None:
        before = len(list(Path("/proc/self/fd").iterdir()))
        for name in (tmp_path, "/dev/zero", tmp_path / "none"):
            code_of(read_bytes, name)
        assert len(list(Path("/proc/self/fd").iterdir())) == before


class TestReplacing:
    def test_writes_a_new_file_with_ordinary_permissions(self, tmp_path: Path) -> None:
        file = tmp_path / "new.json"
        mask = os.umask(0o027)
        try:
            replace_file(file, b"{}\n")
        finally:
            os.umask(mask)
        assert file.read_bytes() == b"{}\n"
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert neighbours(file) == ["new.json"]

    @pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
    def test_keeps_the_permissions_of_the_old_file(self, tmp_path: Path, mode: int) -> None:
        file = tmp_path / "old.json"
        file.write_bytes(b"old")
        file.chmod(mode)
        replace_file(str(file), b"new")
        assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", mode)

    def test_replaces_what_a_symbolic_link_points_to(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "real").write_bytes(b"old")
        (tmp_path / "link").symlink_to("elsewhere/real")
        replace_file(tmp_path / "link", b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "elsewhere" / "real").read_bytes() == b"new"

    def test_a_relative_path_is_of_the_working_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        replace_file("a.json", b"1")
        assert (tmp_path / "a.json").read_bytes() == b"1"

    def test_a_name_as_long_as_names_can_be_is_no_obstacle(self, tmp_path: Path) -> None:
        file = tmp_path / ("x" * 255)
        replace_file(file, b"1")
        assert file.read_bytes() == b"1"

    def test_refuses_what_it_could_not_replace_whole(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert code_of(replace_file, tmp_path / "pipe", b"") == "file-irregular"
        assert code_of(replace_file, tmp_path, b"") == "file-directory"
        assert code_of(replace_file, "/dev/null", b"") == "file-irregular"
        assert code_of(replace_file, tmp_path / "none" / "a", b"") == "file-missing"
        assert code_of(replace_file, tmp_path / ("x" * 256), b"") == "file-name"
        assert neighbours(tmp_path / "pipe") == ["pipe"]

    @pytest.mark.parametrize("name", ["new/", "new/.", "new/..", ".", "..", "file/"])
    def test_a_folder_is_not_the_name_of_a_file(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("file").write_bytes(b"old")
        assert code_of(replace_file, name, b"new") == "file-directory"
        assert neighbours(tmp_path / "file") == ["file"]
        assert Path("file").read_bytes() == b"old"

    @pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
    def test_a_system_that_cannot_flush_is_no_obstacle(
        self, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "fsync", _fails_with(number))
        replace_file(tmp_path / "a", b"new")
        append_records([Place(id="sohae", name="Sohae")], tmp_path / "b.jsonl")
        assert (tmp_path / "a").read_bytes() == b"new"
        assert (tmp_path / "b.jsonl").read_bytes().endswith(b"}\n")

    def test_respects_a_write_protected_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "a"
        file.write_bytes(b"old")
        monkeypatch.setattr(os, "access", lambda *_: False)
        assert code_of(replace_file, file, b"new") == "file-permission"
        assert file.read_bytes() == b"old"

    @pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
    @pytest.mark.parametrize("number, code", [(errno.ENOSPC, "file-disk-full"), (errno.EIO, "file-failed")])
    def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_beside_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
    ) -> None:
        file = tmp_path / "a.json"
        file.write_bytes(b"old")
        monkeypatch.setattr(os, step, _fails_with(number))
        assert code_of(replace_file, file, b"new") == code
        assert file.read_bytes() == b"old"
        assert neighbours(file) == ["a.json"]

    def test_an_interruption_cleans_up_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: Any) -> NoReturn:
            raise KeyboardInterrupt

        file = tmp_path / "a.json"
        file.write_bytes(b"old")
        monkeypatch.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_file(file, b"new")
        assert (file.read_bytes(), neighbours(file)) == (b"old", ["a.json"])

    def test_of_two_who_write_the_later_one_is_told(self, tmp_path: Path) -> None:
        file = tmp_path / "a.json"
        assert fingerprint(file) == ""
        replace_file(file, b"first", replacing="")
        mine = theirs = fingerprint(file)
        replace_file(file, b"theirs", replacing=theirs)
        assert code_of(partial(replace_file, replacing=mine), file, b"mine") == "file-changed"
        assert code_of(partial(replace_file, replacing=""), file, b"new") == "file-changed"
        assert (file.read_bytes(), neighbours(file)) == (b"theirs", ["a.json"])
        file.unlink()
        assert code_of(partial(replace_file, replacing=mine), file, b"mine") == "file-changed"
        assert neighbours(file) == []

    def test_of_many_who_write_at_once_only_one_succeeds(self, tmp_path: Path) -> None:
        file = tmp_path / "a.json"
        replace_file(file, b"old")
        before = fingerprint(file)

        def write(number: int) -> bool:
            told = only_our_errors(replace_file, file, b"%d" % number, replacing=before)
            return told is None

        with ThreadPoolExecutor(8) as pool:
            written = list(pool.map(write, range(40)))
        assert written.count(True) == 1
        assert file.read_bytes() == b"%d" % written.index(True)

    def test_a_process_killed_while_saving_leaves_the_old_or_the_new_file(self, tmp_path: Path) -> None:
        """Killed many times, at moments of its own choosing: what it leaves beside the file is no part of it."""
        file = tmp_path / "a.json"
        contents = [bytes([letter]) * 3_000_000 for letter in b"ab"]
        file.write_bytes(contents[0])
        program = (
            "import sys\nfrom korea_events.codecs.local_files import replace_file\nprint(1, flush=True)\n"
            "while True:\n    for letter in b'ab':\n        replace_file(sys.argv[1], bytes([letter]) * 3_000_000)\n"
        )
        for delay in range(12):
            with subprocess.Popen(
                [sys.executable, "-c", program, str(file)], stdout=subprocess.PIPE
            ) as saving:
                assert saving.stdout is not None
                saving.stdout.readline()
                time.sleep(0.003 * delay)
                saving.kill()
            assert file.read_bytes() in contents

    def test_a_file_that_no_longer_fits_is_reported(self, tmp_path: Path) -> None:
        """Really written past a limit of the system, in a process of its own."""
        file = tmp_path / "a.json"
        file.write_bytes(b"old")
        program = (
            "import resource, sys\n"
            "from korea_events.codecs.local_files import replace_file\n"
            "from korea_events.errors import FileError\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
            "try:\n    replace_file(sys.argv[1], b'x' * 100_000)\n"
            "except FileError as error:\n    print(error.problems[0].code)\n"
        )
        assert _run_program(program, file) == ("file-disk-full\n", "")
        assert (file.read_bytes(), neighbours(file)) == (b"old", ["a.json"])


def _run_program(program: str, file: Path) -> tuple[str, str]:
    """What a program prints in a process of its own, and what it says of its errors."""
    line = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def _fails_with(number: int) -> Callable[..., NoReturn]:
    def fails(*_: Any, **__: Any) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fails
