"""A pack from anywhere, taken in with bounded memory: what is not plainly one of ours is refused with a sentence."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import MonitorError
from monitor.model.limits import KB, MB

LARGEST_PACK = 512 * MB
LARGEST_FILE = 16 * MB
LARGEST_TEXT = 4 * MB  # of an article
MOST_FILES = 20_000
DIRECTORY = 8 * MB  # of the list of files at the end
_PATH = re.compile(r"(?:[a-z]+/)?[A-Za-z0-9._-]{1,120}")
_END, _END_BYTES = b"PK\x05\x06", 22
_ZIP64 = b"PK\x06\x07"
_ZIP64_BYTES = 20


class Pack:
    """An opened pack: its paths, and one file at a time."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {entry.filename: entry for entry in archive.infolist()}

    @property
    def paths(self) -> list[str]:
        """In alphabetical order."""
        return sorted(self._entries)

    def read(self, path: str) -> bytes:
        """One file. Raises MonitorError where it is not there, is damaged, or holds more than it says."""
        entry = self._entries.get(path)
        if entry is None:
            raise MonitorError(f"{path} is missing")
        try:
            with self._archive.open(entry) as file:
                data = file.read(entry.file_size + 1)
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
            raise MonitorError(f"{path} is damaged: {fault}") from fault
        if len(data) != entry.file_size:
            raise MonitorError(f"{path} holds other than the {entry.file_size:,} bytes that the list of files says")
        return data


@contextmanager
def opened(path: Path) -> Iterator[Pack]:
    """Raises MonitorError for a file that is no ZIP file, or one that this program would never have written."""
    _look_at_the_end(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse(archive.infolist())
            yield Pack(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise MonitorError(f"{path} cannot be read as a ZIP file: {fault}") from fault


def _look_at_the_end(path: Path) -> None:
    """Before the library reads the whole list of files into memory: how long that list is."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _END_BYTES - _ZIP64_BYTES))
            tail = file.read()
    except OSError as fault:
        raise MonitorError(f"{path} cannot be read: {fault.strerror}") from fault
    end = tail[-_END_BYTES:]
    if size > LARGEST_PACK:
        raise MonitorError(f"{path} has {size // MB:,} MB; a pack has at most {LARGEST_PACK // MB:,}")
    if not end.startswith(_END) or end[-2:] != b"\0\0" or _ZIP64 in tail:
        raise MonitorError(f"{path} is no audit pack, or it was cut off: it does not end as one")
    if int.from_bytes(end[12:16], "little") > DIRECTORY:
        raise MonitorError(f"{path} has a list of files of more than {DIRECTORY // KB:,} KB; that is no audit pack")


def _refuse(entries: list[zipfile.ZipInfo]) -> None:
    """What could lead out of a folder, hide a second file, or unpack to more than it says."""
    if len(entries) > MOST_FILES:
        raise MonitorError(f"it holds {len(entries):,} files; a pack has at most {MOST_FILES:,}")
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if not _PATH.fullmatch(name) or name != entry.filename or name.rpartition("/")[2].startswith("."):
            raise MonitorError(f"it holds a file named {name[:80]!r}, which no pack has; nothing of it was unpacked")
        if name in seen:
            raise MonitorError(f"it holds {name} twice")
        seen.add(name)
        if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise MonitorError(f"{name} is encrypted or packed in a way that no pack is")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            raise MonitorError(f"{name} is no plain file but a link or a device")
        if name.endswith(".txt") and name.startswith("articles/") and entry.file_size > LARGEST_TEXT:
            raise MonitorError(f"{name} says that it holds {entry.file_size // MB:,} MB; no article is as long")
        if entry.file_size > LARGEST_FILE:
            raise MonitorError(
                f"{name} says that it holds {entry.file_size // MB:,} MB; more than {LARGEST_FILE // MB}"
            )
    if sum(entry.file_size for entry in entries) > LARGEST_PACK:
        raise MonitorError(f"its files say that they hold more than {LARGEST_PACK // MB:,} MB together")
