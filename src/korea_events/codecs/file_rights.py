"""Who may read and write a file: passed on to the file that replaces it, or narrowed, but never widened.

Where the owner, the group or the access list of the old file cannot be kept, the new file grants nothing that the old
one did not grant to everybody whom its permissions now concern.
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import Final

_ACCESS_LIST: Final = "system.posix_acl_access"
_NEVER_PASSED_ON: Final = frozenset([_ACCESS_LIST, "security.capability"])


def pass_on_rights(new: str, old: str, status: os.stat_result) -> None:
    """Give the file ``new``, which only its owner can open yet, the rights of ``old``, whose status is ``status``.

    Raises:
        OSError: if the system refuses to set the permissions.
    """
    mode = stat.S_IMODE(status.st_mode)
    has_group = _pass_on_owner(new, status)
    if not has_group:
        mode = _narrow_to_common(mode)
    if os.stat(new).st_uid != status.st_uid:
        mode &= ~stat.S_ISUID
    attributes = _read_attributes(old)
    if not _pass_on_access_list(new, attributes.get(_ACCESS_LIST) if has_group else None):
        mode &= stat.S_IRWXU
    elif _ACCESS_LIST in attributes and not has_group:
        # Without its list, the file would grant to everybody what the list withholds from some.
        mode &= stat.S_IRWXU
    for name, value in attributes.items():
        if name not in _NEVER_PASSED_ON:
            with contextlib.suppress(OSError):
                os.setxattr(new, name, value)
    os.chmod(new, mode)


def _pass_on_owner(new: str, status: os.stat_result) -> bool:
    """Whether the new file has the group of the old one; its owner is passed on where that is allowed."""
    if not hasattr(os, "chown"):
        return True
    # Only an administrator may give files away, but members of a group may give it a file of theirs.
    for owner in (status.st_uid, -1):
        current = os.stat(new)
        if current.st_gid != status.st_gid or owner not in (-1, current.st_uid):
            with contextlib.suppress(OSError):
                os.chown(new, owner, status.st_gid)
    return os.stat(new).st_gid == status.st_gid


def _narrow_to_common(mode: int) -> int:
    """Permissions for another group: who was in the old one is now anybody, and the other way round."""
    common = (mode >> 3) & mode & stat.S_IRWXO
    return (mode & stat.S_IRWXU) | common << 3 | common


def _read_attributes(path: str) -> dict[str, bytes]:
    """The extended attributes of a file, as far as the system has and shows them."""
    attributes: dict[str, bytes] = {}
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(path):
                with contextlib.suppress(OSError):
                    attributes[name] = os.getxattr(path, name)
    return attributes


def _pass_on_access_list(new: str, access_list: bytes | None) -> bool:
    """Whether the new file has this access list, or none; it may have inherited one from its folder."""
    if not hasattr(os, "setxattr"):
        return True
    if access_list is None and _ACCESS_LIST not in _read_attributes(new):
        return True
    try:
        if access_list is None:
            os.removexattr(new, _ACCESS_LIST)
        else:
            os.setxattr(new, _ACCESS_LIST, access_list)
    except OSError:
        return False
    return True
