"""Memory of this process's children, from /proc: on a system without it nothing is known, and nothing said."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")
MOST = 64  # children that are looked at


def children(of: int) -> list[int]:
    """The process ids of all that `of` has started, and of what these have, as the kernel lists them now."""
    found: list[int] = []
    waiting = [of]
    while waiting and len(found) < MOST:
        parent = waiting.pop()
        for task in _entries(PROC / str(parent) / "task"):
            begun = [int(word) for word in _text(task / "children").split()]
            found += begun
            waiting += begun
    return found[:MOST]


def resident(process: int) -> int:
    """Bytes in memory; 0 where it has ended."""
    words = _text(PROC / str(process) / "statm").split()
    return int(words[1]) * PAGE if len(words) > 1 else 0


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
