"""What the file system under the state directory has room for, and which directory it is."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

FEW_FILES = 100  # names the file system can still take; below, SQLite may find none for its own


@dataclass(frozen=True, slots=True)
class Room:
    """What is free for us: bytes, and how many more files; None = this file system does not count them."""

    bytes: int
    files: int | None = None


def free(path: Path) -> Room | None:
    """The room that the file system of `path` has for a user without privileges; None where it cannot be asked."""
    try:
        found = os.statvfs(path)
    except OSError:
        return None
    return Room(found.f_bavail * found.f_frsize, found.f_favail if found.f_files else None)


def free_bytes(path: Path) -> int | None:
    """Bytes alone; None where the file system cannot be asked."""
    room = free(path)
    return None if room is None else room.bytes


class Disk:
    """The window to the file system under one directory; `whose` tells this directory from every other one.

    `whose` is 16 hex digits, the same at every start on this machine, and needs no writing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.whose = _identity(path)

    def room(self) -> Room | None:
        """What is free now; None where it cannot be asked."""
        return free(self.path)


def _identity(path: Path) -> str:
    resolved = path.resolve()
    try:
        place: tuple[object, ...] = (resolved.stat().st_dev, resolved.stat().st_ino)
    except OSError:
        place = ()
    named = repr((os.uname().nodename, str(resolved), *place))
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:16]
