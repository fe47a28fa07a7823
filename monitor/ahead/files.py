"""The files under rules/ as bytes: what a start reads, and the mark by which it knows that none has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from monitor.errors import ConfigError, Problem
from monitor.model.limits import SOURCES_BYTES, YAML_BYTES

SOURCES = "sources.yaml"


def contents(rules_dir: Path) -> dict[str, bytes]:
    """Path below the directory -> bytes, in order, of all that may be a file of rules, hidden ones aside.

    Raises ConfigError where there is no such directory, and for every file that cannot be read.
    """
    if not rules_dir.is_dir():
        raise ConfigError(Problem(str(rules_dir), 0, 0, "there is no such directory of rules"))
    found = {path.relative_to(rules_dir).as_posix(): path for path in sorted(rules_dir.rglob("*.y*ml"))}
    files = {name: path for name, path in found.items() if not name.startswith(".") and "/." not in name}
    read: dict[str, bytes] = {}
    unreadable = []
    for name, path in files.items():
        try:
            read[name] = _read(path, SOURCES_BYTES if name == SOURCES else YAML_BYTES)
        except OSError as fault:
            unreadable.append(Problem(str(path), 0, 0, f"the file cannot be read: {fault.strerror or fault}"))
    if unreadable:
        raise ConfigError(*unreadable)
    return read


def _read(path: Path, most: int) -> bytes:
    """A file's bytes, one more than may be at most. Raises OSError, also for what is no file and may never answer."""
    if not path.is_file():
        raise OSError("it is no ordinary file")
    with path.open("rb") as file:
        return file.read(most + 1)


def fingerprint(files: Mapping[str, bytes]) -> str:
    """The same for the same names and bytes, and for no others."""
    marks = (f"{hashlib.sha256(data).hexdigest()} {name}" for name, data in sorted(files.items()))
    return hashlib.sha256("\n".join(marks).encode("utf-8", "surrogateescape")).hexdigest()
