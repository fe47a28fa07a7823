"""Edits under rules/ while the service runs: found by themselves, loaded off the river."""

from __future__ import annotations

import hashlib
import stat
import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from monitor.clock import Doorbell
from monitor.errors import ConfigError
from monitor.pipeline.bed import fence
from monitor.setup import Setup, forget, load


@dataclass(slots=True)
class RulesWatch:
    """Looks at the files under rules/ and loads them anew, off the river, when one has changed."""

    folder: Path
    ring: Doorbell
    cache: Path | None = None  # where spellings of names are kept
    seen: str = ""
    _thread: threading.Thread | None = None
    _results: deque[Setup | str] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.seen = self.signature()

    def signature(self) -> str:
        """Names, sizes and times of all files, as one string; the fault where the folder cannot be gone through.

        A folder inside it may vanish under our eyes, too: loading then says so, and another look finds it settled.
        """
        try:
            marks = [mark for path in sorted(self.folder.rglob("*.yaml")) if (mark := _mark(path))]
        except OSError as fault:
            return str(fault)
        return hashlib.sha256("\n".join(marks).encode()).hexdigest()

    def look(self, *, always: bool = False) -> bool:
        """Start loading where something changed, or `always`, and nothing is being loaded; True if it was started."""
        if self._thread is not None and self._thread.is_alive():
            return False
        now = self.signature()
        if now == self.seen and not always:
            return False
        thread = threading.Thread(target=self._load, name="rules", daemon=True)
        thread.start()  # raises where the machine has no thread left: then it is still to be looked at
        self.seen, self._thread = now, thread
        return True

    def _load(self) -> None:
        failures: list[str] = []
        with fence(failures):  # a thread that ends without a word would leave an edit neither taken over nor refused
            try:
                self._results.append(load(self.folder, self.cache))
            except (ConfigError, OSError) as error:
                failures.append(str(error))
        forget()
        self._results.extend(failures)
        self.ring.ring()

    def taken(self) -> Setup | str | None:
        """The newest result since the last call: a setup, or the sentence why there is none."""
        newest = None
        while self._results:
            newest = self._results.popleft()
        return newest


def _mark(path: Path) -> str:
    """What changes with every edit; "" for what is no file, or no longer: an editor replaces a file under our eyes."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{path}:{found.st_size}:{found.st_mtime_ns}" if stat.S_ISREG(found.st_mode) else ""
