"""What /proc says of a process and all that descend from it; Linux only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """Resident bytes of the main process and of its descendants together; processor seconds of all, ended ones too."""

    main: int
    children: int
    processes: int
    cpu: float


def usage(pid: int) -> Usage:
    """Now. Raises ProcessLookupError where the process is gone."""
    stats = _stats()
    if pid not in stats:
        raise ProcessLookupError(pid)
    family = _family(pid, stats)
    resident = {each: stats[each][1] for each in family}
    cpu = sum(stats[each][2] for each in family)
    return Usage(resident[pid], sum(resident.values()) - resident[pid], len(family), cpu)


def descendants(pid: int) -> set[int]:
    """Children, their children, and so on."""
    return _family(pid, _stats()) - {pid}


def alive(pid: int) -> bool:
    """False for a zombie too."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
        )
    except OSError:
        return False


def _stats() -> dict[int, tuple[int, int, float]]:
    """pid -> (parent, resident bytes, processor seconds with those of its reaped children)."""
    found = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                text = Path(entry.path, "stat").read_text(encoding="ascii", errors="replace")
            except OSError:
                continue  # it has just left
            fields = text.rpartition(")")[2].split()
            found[int(entry.name)] = (int(fields[1]), int(fields[21]) * PAGE, sum(map(int, fields[11:15])) / TICKS)
    return found


def _family(pid: int, stats: dict[int, tuple[int, int, float]]) -> set[int]:
    family, grown = {pid}, True
    while grown:
        more = {each for each, (parent, _, _) in stats.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return family
