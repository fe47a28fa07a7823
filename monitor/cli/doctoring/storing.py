"""The state directory and the store in it: whether it may be written and is sound, and how long there is room."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from monitor.cli.common import Place
from monitor.cli.doctoring import backups
from monitor.cli.doctoring.case import Case, Check, Finding, count, size_of
from monitor.errors import StoreDamaged, StoreError, StoreTooNew, StoreUnwritable
from monitor.model.limits import DAY, KB, MB
from monitor.store import FILE as STORE
from monitor.store import Store, open_store
from monitor.store.disk import free_bytes

PATIENCE = 5.0  # seconds for the short check of a large store
LARGE_WAL = 256 * MB
SOON, VERY_SOON = 30, 7  # days until the disk is full
BACKLOG = 2 * DAY
ST_RDONLY = 1  # of statvfs
AS_ITS_USER = "look at owner and rights; run this as the service's user, as 'sudo bilateral-monitor doctor' does"
RESTORE = "stop the monitor, keep a copy of the file, then 'monitor restore' puts the newest sound backup in its place"


def opened(place: Place) -> tuple[Finding, Store | None]:
    """The store for reading alone, or why it cannot be read. It is for the caller to close."""
    path = place.state / STORE
    try:
        if not path.exists():
            cure = "'monitor run' begins; 'monitor import' may bring an archive first"
            return Finding("store", "warn", f"nothing has run on {place.state} yet", cure), None
        store, size = open_store(place.state, read_only=True), path.stat().st_size
    except StoreError as fault:
        older = "older version" in str(fault)
        return Finding("store", "warn" if older else "fail", str(fault), _cure_of(fault)), None
    except OSError as fault:
        return Finding("store", "fail", f"{path} cannot be looked at: {fault.strerror}", AS_ITS_USER), None
    return Finding("store", "ok", f"the store can be read: {path}, {size_of(size)}", data={"bytes": size}), store


def _cure_of(fault: StoreError) -> str:
    if isinstance(fault, StoreTooNew):
        return "this version leaves it as it is"
    if isinstance(fault, StoreDamaged):
        return "keep a copy of the file before anything else" if "'monitor restore" in str(fault) else RESTORE
    return AS_ITS_USER if isinstance(fault, StoreUnwritable) else "nothing is lost by it"


def _writable(case: Case) -> Iterator[Finding]:
    """Whether this user could write; asked of the system, nothing is written."""
    state = case.place.state
    if not state.exists():
        parent = _existing(state)
        if not os.access(parent, os.W_OK | os.X_OK):
            sentence = f"the state directory {state} is not there and cannot be made in {parent}"
            yield Finding(
                "writing", "fail", sentence, "make it, and give it to the service's user; or name another: --state"
            )
        else:
            yield Finding("writing", "ok", f"the state directory {state} will be made at the first run")
        return
    if not state.is_dir():
        yield Finding(
            "writing", "fail", f"{state} is no directory, so nothing can be kept there", "name another: --state"
        )
        return
    closed = [
        path.name if path != state else str(state)
        for path in (state, state / STORE, state / f"{STORE}-wal", state / "lock", state / "public")
        if path.exists() and not os.access(path, os.W_OK)
    ]
    if os.statvfs(state).f_flag & ST_RDONLY:
        cure = "mount it for writing again; a disk with faults is often mounted read-only by the system: see its log"
        yield Finding("writing", "fail", f"the disk of {state} is mounted read-only", cure)
    elif closed:
        cure = "give it to the service's user ('chown -R monitor'), or run this command as that user"
        yield Finding("writing", "fail", f"this user may not write: {', '.join(closed)}", cure)
    else:
        yield Finding("writing", "ok", f"{state} may be written")


def _existing(path: Path) -> Path:
    """The nearest folder above that is there."""
    path = path.absolute()
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _disk(case: Case) -> Iterator[Finding]:
    """Room on the disk of the state directory, and for how long it lasts."""
    place = _existing(case.place.state)
    free = free_bytes(place)
    if free is None:
        return
    least = case.service.free_space
    growth = case.store.checkup.bytes_a_day(case.now) * (1 + backups.copies(case)) if case.store else 0
    days = max(0, free - least) // growth if growth else None
    data = {"free": free, "least": least, "bytes_a_day": growth, "days": days}
    grows = f"; the store and its backups grow by about {size_of(growth)} a day" if growth >= KB else ""
    lasts = f": full in about {count(days, 'day')}" if days is not None and days < 3650 else ""
    sentence = f"{size_of(free)} free on the disk of {case.place.state}{grows}{lasts}"
    room = "make room, or move the state directory to a larger disk; older backups may go"
    if free < least:
        sentence = f"only {sentence}; below {size_of(least)} nothing new is taken in"
        yield Finding("disk", "fail", sentence, room, data=data)
    elif days is not None and days < VERY_SOON:
        yield Finding("disk", "fail", sentence, room, data=data)
    elif days is not None and days < SOON:
        yield Finding("disk", "warn", sentence, room, data=data)
    else:
        yield Finding("disk", "ok", sentence, data=data)


def _wal(case: Case) -> Iterator[Finding]:
    """The log beside the store: it is folded in all the time, unless a reader never lets go."""
    path = case.place.state / f"{STORE}-wal"
    if case.store is None:
        return
    size = path.stat().st_size if path.exists() else 0
    sentence = f"the log beside the store (monitor.db-wal) holds {size_of(size)}"
    if size > LARGE_WAL:
        cure = (
            "a program keeps the store open for reading; end it ('fuser monitor.db' names it), then restart the monitor"
        )
        yield Finding("wal", "warn", sentence, cure, data={"bytes": size})
    else:
        yield Finding("wal", "ok", sentence, data={"bytes": size})


def _integrity(case: Case) -> Iterator[Finding]:
    from monitor.store.checkup import soundness

    path = case.place.state / STORE
    try:
        if not path.is_file():
            return
    except OSError:
        return  # the finding on the store says so
    found = soundness(path, full=case.full, patience=PATIENCE, tell=case.tell)
    if found.faults:
        yield Finding("integrity", "fail", "the store is damaged", RESTORE, found.faults)
    elif case.full:
        yield Finding("integrity", "ok", "the store is sound: every row, index and reference")
    elif not found.whole:
        sentence = f"the store is sound as far as it could be read in {PATIENCE:g} s"
        yield Finding("integrity", "ok", f"{sentence}; 'monitor doctor --full' reads all of it")
    else:
        yield Finding(
            "integrity", "ok", "the store is sound; 'monitor doctor --full' also holds indexes against tables"
        )


def _retention(case: Case) -> Iterator[Finding]:
    late = case.opened.checkup.polls_before(case.now - case.service.keep.polls - BACKLOG)
    if late:
        cure = "a running monitor does it every hour" if not case.running else "see the log; restart the monitor"
        yield Finding("retention", "warn", f"records of polls that should be gone by now: {late:,}", cure)
    else:
        yield Finding("retention", "ok", "what nobody asks for any more is taken out in time")


CHECKS = (
    Check(("writing",), _writable),
    Check(("integrity",), _integrity),
    Check(("disk",), _disk),
    Check(("wal",), _wal),
    Check(("retention",), _retention, ("store",)),
)
