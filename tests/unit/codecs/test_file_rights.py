"""A file that replaces another one grants nothing that the old one did not."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from korea_events.codecs import replace_file

ACCESS_LIST = "system.posix_acl_access"


def refuse(number: int) -> Callable[..., None]:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    "old, new",
    [
        (0o600, 0o600),
        (0o640, 0o600),
        (0o660, 0o600),
        (0o664, 0o644),
        (0o604, 0o600),  # the group was kept out; its members now count as others
        (0o646, 0o644),
        (0o2775, 0o755),
        (0o4755, 0o755),
    ],
)
def test_in_another_group_it_grants_what_group_and_others_had_in_common(
    old: int, new: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The group of the old file, or its owner, cannot be kept: the file falls to those of the user."""
    file = tmp_path / "a.json"
    file.write_bytes(b"old")
    file.chmod(old)
    status = os.stat

    def tell_another_group(path: Any, **options: Any) -> os.stat_result:
        found = status(path, **options)
        if Path(path).name != file.name:
            return found
        return os.stat_result([*found[:5], found.st_gid + 1, *found[6:]])

    monkeypatch.setattr(os, "stat", tell_another_group)
    monkeypatch.setattr(os, "chown", refuse(errno.EPERM))
    replace_file(file, b"new")
    monkeypatch.undo()
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", new)


def test_for_another_owner_it_runs_for_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of another user's that runs with the rights of its owner would run with those of the user."""
    file = tmp_path / "a.json"
    file.write_bytes(b"old")
    file.chmod(0o4755)
    status = os.stat
    monkeypatch.setattr(os, "chown", refuse(errno.EPERM))
    monkeypatch.setattr(
        os,
        "stat",
        lambda path, **options: (
            os.stat_result([*(found := status(path, **options))[:4], found.st_uid + 1, *found[5:]])
            if Path(path).name == file.name
            else status(path, **options)
        ),
    )
    replace_file(file, b"new")
    monkeypatch.undo()
    assert stat.S_IMODE(file.stat().st_mode) == 0o755


class Attributes:
    """The extended attributes of the old file and of the new one, which may inherit some."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, old: dict[str, bytes], inherited: dict[str, bytes]
    ) -> None:
        self.old, self.new = old, inherited
        self.refused: set[str] = set()
        monkeypatch.setattr(os, "listxattr", lambda path: list(self.of(path)), raising=False)
        monkeypatch.setattr(os, "getxattr", lambda path, name: self.of(path)[name], raising=False)
        monkeypatch.setattr(os, "setxattr", self.set, raising=False)
        monkeypatch.setattr(os, "removexattr", self.remove, raising=False)

    def of(self, path: str) -> dict[str, bytes]:
        return self.new if path.endswith(".tmp") else self.old

    def set(self, path: str, name: str, value: bytes) -> None:
        if name in self.refused:
            raise OSError(errno.ENOTSUP, "not supported")
        self.of(path)[name] = value

    def remove(self, path: str, name: str) -> None:
        if name in self.refused:
            raise OSError(errno.EPERM, "not permitted")
        del self.of(path)[name]


@pytest.mark.parametrize(
    "old, inherited, refused, left, mode",
    [
        ({}, {}, [], {}, 0o664),
        ({"user.desk": b"east"}, {}, [], {"user.desk": b"east"}, 0o664),
        ({"user.desk": b"east"}, {}, ["user.desk"], {}, 0o664),
        ({"security.capability": b"x"}, {}, [], {}, 0o664),
        ({ACCESS_LIST: b"list"}, {}, [], {ACCESS_LIST: b"list"}, 0o664),
        (
            {ACCESS_LIST: b"list"},
            {},
            [ACCESS_LIST],
            {},
            0o600,
        ),  # else its mask would become the rights of the group
        ({}, {ACCESS_LIST: b"default"}, [], {}, 0o664),
        ({}, {ACCESS_LIST: b"default"}, [ACCESS_LIST], {ACCESS_LIST: b"default"}, 0o600),
        ({ACCESS_LIST: b"list"}, {ACCESS_LIST: b"default"}, [], {ACCESS_LIST: b"list"}, 0o664),
    ],
)
def test_attributes_and_access_lists_are_kept_where_that_is_possible(
    old: dict[str, bytes],
    inherited: dict[str, bytes],
    refused: list[str],
    left: dict[str, bytes],
    mode: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the access list of the old file, or with one of its folder, the file is its owner's alone."""
    file = tmp_path / "a.json"
    file.write_bytes(b"old")
    file.chmod(0o664)
    attributes = Attributes(monkeypatch, dict(old), dict(inherited))
    attributes.refused.update(refused)
    replace_file(file, b"new")
    assert attributes.new == left
    assert stat.S_IMODE(file.stat().st_mode) == mode
