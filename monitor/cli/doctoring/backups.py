"""Whether there are backups, how old the newest is, and whether it could be put back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from monitor.cli.common import when
from monitor.cli.doctoring.case import Case, Check, Finding, ago, count, size_of
from monitor.errors import BackupFailed
from monitor.model.limits import DAY, HOUR

LATE = DAY + 6 * HOUR  # a daily one may take its time
OLD = 3 * DAY
NOW = "'monitor backup' makes one now"
PATIENCE = 3.0  # seconds for looking into the newest


def folder_of(case: Case) -> Path:
    """Where backups are put."""
    from monitor.store.backup import folder_in

    plan = case.service.backup
    return folder_in(case.place.state, plan.folder if plan else "")


def copies(case: Case) -> int:
    """How many copies of the store will lie on its own disk, as backups."""
    plan, folder = case.service.backup, folder_of(case)
    if plan is None:
        return 0
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    same = folder.stat().st_dev == case.place.state.stat().st_dev
    return plan.daily + plan.weekly if same else 0


def _backup(case: Case) -> Iterator[Finding]:
    """The age of the newest, and whether it is sound."""
    from monitor.store.backup import listed, newest
    from monitor.store.checkup import soundness

    folder, plan = folder_of(case), case.service.backup
    try:
        made = listed(folder)
    except BackupFailed as fault:
        yield Finding("backup", "fail", str(fault), "give the service's user the right to read and write there")
        return
    if case.running and (trouble := case.opened.runs.trouble("backup")):
        sentence = f"the service could make no backup since {when(trouble.since)}: {trouble.sentence}"
        yield Finding("backup", "fail", sentence, f"mend that; {NOW}")
    last = newest(made)
    if last is None:
        yield _none(case, folder)
        return
    age = case.now - last.at
    sentence = (
        f"the newest of {count(len(made), 'backup')} is {ago(age)} old, of {when(last.at)}, {size_of(last.bytes)}"
    )
    data = {"path": str(last.path), "at": last.at, "bytes": last.bytes, "backups": len(made)}
    found = soundness(last.path, full=case.full, patience=PATIENCE, tell=case.tell, fixed=True)
    if found.faults:
        cure = "make one now ('monitor backup') and restore only an older one; look at the disk, it may be failing"
        yield Finding("backup", "fail", f"{sentence}; it is damaged", cure, found.faults, data)
    elif age > OLD or (plan is not None and case.running and age > LATE):
        cure = f"{NOW}; the service's log says why it made none" if case.running and plan else NOW
        yield Finding("backup", "warn", sentence, cure, data=data)
    else:
        yield Finding("backup", "ok", f"{sentence}; it can be read", data=data)


def _none(case: Case, folder: Path) -> Finding:
    """A store of the last day has none yet."""
    started = case.store.runs.first_article() if case.store else None
    if started is None or case.now - started < LATE:
        return Finding("backup", "ok", f"no backup yet in {folder}: the store is younger than a day")
    sentence = f"there is no backup in {folder}"
    if case.service.backup is None:
        return Finding("backup", "warn", f"{sentence}; service.yaml says 'backup: off'", NOW)
    return Finding("backup", "warn", sentence, f"{NOW}; a running monitor makes one a day")


def _folder(case: Case) -> Iterator[Finding]:
    """Whether backups can be written there."""
    folder = folder_of(case)
    if case.service.backup is None:
        yield Finding("backup-folder", "ok", "backups are off in service.yaml")
        return
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    if os.access(there, os.W_OK | os.X_OK):
        yield Finding("backup-folder", "ok", f"backups can be written to {folder}")
    else:
        cure = "give it to the service's user, or name another under backup: folder: of service.yaml"
        yield Finding(
            "backup-folder", "fail", f"backups cannot be written to {folder}: no right to write in {there}", cure
        )


CHECKS = (
    Check(("backup",), _backup, ("store",)),
    Check(("backup-folder",), _folder),
)
