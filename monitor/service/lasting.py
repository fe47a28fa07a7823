"""What could end a service that is meant to run for months, and what becomes of it instead.

A turn that breaks is a fault of the program or of the machine: the next one is tried after a pause, from what the rows
say. Many in a row, or a thread that has died, end the process with a sentence, and its supervisor starts a fresh one:
it must never look alive and do nothing. A damaged store ends it with an exit code of its own, and leaves a mark, so
that no start writes to that file before it was looked at.
"""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

from monitor import log
from monitor.errors import BackupFailed, MonitorError, StoreDamaged
from monitor.store import FILE, open_store
from monitor.store.backup import listed

PAUSES = (1, 2, 4, 8, 15, 30)  # seconds after so many broken turns
TOO_MANY = 10  # in a row: some three minutes
LOOK = 5.0  # seconds between two looks at the threads
THREADS = {"background": "sends and fetches", "workers": "watches over the parsers", "APScheduler": "wakes the river"}
MARK = "damaged.txt"  # beside the store: what was found, for a person and for the next start


class Turns:
    """Counts turns that broke, and looks after the threads."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._broken = 0
        self._looked = float("-inf")

    def ended(self, failures: list[str]) -> None:
        """Waits after one that broke, unless we are told to stop. Raises MonitorError after too many in a row."""
        if not failures:
            if self._broken:
                log.warning("it works again", broken_turns=self._broken)
            self._broken = 0
            return
        self._broken += 1
        if self._broken >= TOO_MANY:
            raise MonitorError(
                f"{self._broken} turns in a row broke off, the last with {failures[0]}; the monitor ends, so that its "
                "supervisor starts it anew; nothing that is stored is lost. Please report it with the log"
            )
        self._stop.wait(PAUSES[min(self._broken, len(PAUSES)) - 1])

    def threads(self, stopwatch: float) -> None:
        """Raises MonitorError where a thread has died that the service cannot do without."""
        if stopwatch - self._looked < LOOK:
            return
        self._looked = stopwatch
        alive = {thread.name for thread in threading.enumerate()}
        for name, task in THREADS.items():
            if name not in alive:
                raise MonitorError(
                    f"the thread that {task} has died ('{name}'; the log says of what); the monitor ends, so that its "
                    "supervisor starts it anew; nothing that is stored is lost"
                )


def log_dying_threads() -> None:
    """A thread that ends with an exception says so as a line of the log, like everything else."""

    def said(dying: threading.ExceptHookArgs) -> None:
        name = dying.thread.name if dying.thread else ""
        log.error("a thread has died", thread=name, problem=f"{dying.exc_type.__name__}: {dying.exc_value}")

    threading.excepthook = said


def damage(state: Path, backups: Path, error: StoreDamaged) -> StoreDamaged:
    """The whole sentence, with the newest backup and what to do; also left beside the store for the next start."""
    try:
        newest = next(iter(listed(backups)), None)
    except BackupFailed:
        newest = None
    cure = (
        f"the newest backup is {newest.path}: 'monitor restore {newest.path.name}' puts it in place and keeps this file"
        if newest
        else f"there is no backup in {backups}; keep a copy of the file before anything is tried"
    )
    sentence = f"{error}; {cure}"
    try:
        (state / MARK).write_text(f"{sentence}\n", encoding="utf-8")
    except OSError as fault:  # the disk may be the cause of it all
        log.warning("no mark could be left", folder=str(state), problem=fault.strerror)
    return StoreDamaged(sentence)


def refuse_damaged(state: Path) -> None:
    """At a start, under the lock: a store that was found damaged is looked through, and refused unless it is sound now.

    Raises StoreDamaged.
    """
    mark = state / MARK
    if not mark.exists():
        return
    log.warning("the store was found damaged; it is looked through before anything is written", store=str(state / FILE))
    try:
        with closing(open_store(state, read_only=True)) as store:
            found = store.sound()
    except StoreDamaged as error:
        found = str(error)
    if found != "ok":
        raise StoreDamaged(f"{mark.read_text(encoding='utf-8', errors='replace').strip()} (found now: {found[:200]})")
    mark.unlink(missing_ok=True)
    log.warning("the store is sound now")
