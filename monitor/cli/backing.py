"""`monitor backup` and `monitor restore`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.common import Place, say, table, when
from monitor.clock import SystemClock
from monitor.errors import MonitorError

if TYPE_CHECKING:
    from monitor.config.service import ServiceSettings
    from monitor.store.backup import Backup, Progress
    from monitor.store.restoring import Done

ALL = {"article": "articles", "rule_match": "matches", "story": "stories", "digest": "digests", "told": "told"}


@click.command()
@click.option("--to", "target", type=click.Path(path_type=Path), metavar="DIR|FILE", help="Write it there instead.")
@click.option("--list", "listing", is_flag=True, help="Only show which backups there are.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def backup(place: Place, target: Path | None, *, listing: bool, as_json: bool) -> int | None:
    """Make a backup of the store now, also beside a running service; the folder keeps 7 days and 4 weeks."""
    from monitor.store.backup import listed, make, tidy

    settings = _settings(place)
    folder = folder_of(place, settings)
    if listing:
        _list(listed(folder), folder, as_json=as_json)
        return None
    now = SystemClock().now()
    spare = settings.free_space
    with _progress() as progress:
        if target is None:
            made = make(place.state, folder, now, spare=spare, progress=progress)
        elif target.is_dir() or str(target).endswith("/"):
            made = make(place.state, target, now, spare=spare, progress=progress)
        else:
            made = make(place.state, target.parent, now, name=target.name, spare=spare, progress=progress)
    gone: tuple[Path, ...] = ()
    if target is None and (plan := settings.backup):
        gone = tidy(folder, now, daily=plan.daily, weekly=plan.weekly, sound=made.path)
    if as_json:
        click.echo(json.dumps({**_row(made), "removed": [str(path) for path in gone]}, ensure_ascii=False))
    else:
        click.echo(made.path)
    say(f"{_size(made.bytes)}, checked and sound" + (f"; {len(gone)} old ones removed" if gone else ""))
    return None


def _settings(place: Place) -> ServiceSettings:
    """service.yaml, or its defaults where there is no such file. Raises ConfigError."""
    from monitor.config.service import ServiceSettings, read_service

    path = place.rules / "service.yaml"
    try:
        return read_service(str(path), path.read_bytes()) if path.exists() else ServiceSettings()
    except OSError as error:
        raise MonitorError(f"{path} cannot be read: {error.strerror}") from error


def folder_of(place: Place, settings: ServiceSettings) -> Path:
    """Where backups lie."""
    from monitor.store.backup import folder_in

    return folder_in(place.state, settings.backup.folder if settings.backup else "")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A line that says how far it is, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def seen(step: str, part: float) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=None if step == "checking" else 1.0)
            bar.update(tasks[step], completed=part)  # type: ignore[arg-type]  # the library's own name of an int

        yield seen


def _list(found: tuple[Backup, ...], folder: Path, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "backups": [_row(each) for each in found]}, ensure_ascii=False))
        return
    if not found:
        say(f"there is no backup in {folder}; 'monitor backup' makes one")
        return
    table(("backup", "made", "size"), [(each.path.name, when(each.at), _size(each.bytes)) for each in found])
    say(f"in {folder}; 'monitor restore NAME' puts one back")


def _row(made: Backup) -> dict[str, object]:
    at = datetime.fromtimestamp(made.at, UTC).isoformat().replace("+00:00", "Z")
    return {"path": str(made.path), "at": at, "bytes": made.bytes}


def _size(number: int) -> str:
    return f"{number / 1_000_000:,.1f} MB"


@click.command()
@click.argument("file", metavar="FILE|newest", default="newest")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def restore(place: Place, file: str, *, yes: bool, as_json: bool) -> None:
    """Put a backup in the store's place; the old store is kept beside it. The monitor must be stopped."""
    from monitor.store.lock import state_lock
    from monitor.store.restoring import check, complete
    from monitor.store.restoring import restore as put_back

    with state_lock(place.state):
        if complete(place.state):
            say("a restore that was broken off is completed")
        path = _chosen(place, file)
        found = check(path)
        rows = ", ".join(f"{found.rows[each]:,} {name}" for each, name in ALL.items())
        say(f"{path}: sound; {rows}; newest article first seen {when(found.newest or None)}")
        if found.pending:
            say(f"it is of an older version; its copy is brought up to date ({len(found.pending)} steps)")
        if not yes and not click.confirm("Put it in the store's place? The old store is kept", err=True):
            raise click.Abort
        done = put_back(place.state, path, SystemClock().now())
    _tell(done, as_json=as_json)


def _chosen(place: Place, file: str) -> Path:
    """A path, a name in the backup folder, or the newest one there that is sound."""
    from monitor.errors import BackupFailed
    from monitor.store.backup import listed
    from monitor.store.restoring import check

    if file != "newest":
        path = Path(file)
        return path if path.exists() or "/" in file else folder_of(place, _settings(place)) / file
    folder = folder_of(place, _settings(place))
    for each in listed(folder):
        try:
            check(each.path)
        except BackupFailed as error:
            say(f"passed over: {error}")
            continue
        return each.path
    raise BackupFailed(f"there is no sound backup in {folder}; name a file")


def _tell(done: Done, *, as_json: bool) -> None:
    if as_json:
        said = {
            "restored": str(done.source.path), "holds_until": done.restored.until, "at": done.restored.at,
            "old_store": str(done.aside) if done.aside else None, "rows": dict(done.source.rows),
        }  # fmt: skip
        click.echo(json.dumps(said, ensure_ascii=False))
    if not done.restored.until:
        say("restored: the store is empty. Start the monitor again.")
        return
    until = when(done.restored.until)
    say(f"restored: the store knows everything until {until}, and nothing of what came after it.")
    if done.aside:
        say(f"The old store is {done.aside}; nothing removes it but you.")
    say(
        f"What was told after {until} is not known to have been told. Messages that were waiting then are sent again "
        "under the same id, unless the old store says that they went out; those older than three days are given up and "
        "listed. What feeds still list comes again once, in the next digest of each subscription, which says so in its "
        "head; alerts ring only for what comes out from now on. Start the monitor again."
    )
