"""`monitor export --digest` and `--verify`: the audit pack of a digest, made and checked."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import click

from monitor.cli.auditing.checking import Verdict, checked, first
from monitor.cli.auditing.opening import opened
from monitor.cli.auditing.packing import pack
from monitor.cli.auditing.writing import zipped
from monitor.cli.common import Place, say
from monitor.cli.digestshowing import the_digest
from monitor.cli.finding import reading
from monitor.errors import MonitorError


def export_digest(place: Place, number: int, output: Path | None) -> None:
    """Write the pack of this digest. Raises MonitorError where it cannot be whole, or another file is in its place."""
    with reading(place) as store:
        files = pack(store, the_digest(store, str(number)))
    data = zipped(files)
    path = output or Path(f"digest-{number}.zip")
    try:
        if path.exists() and path.read_bytes() != data and output is None:
            raise MonitorError(f"{path} is there already and is another file; -o FILE writes elsewhere, or over it")
        draft = path.with_name(f".{path.name}.new")
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as fault:
        raise MonitorError(f"{path} cannot be written: {fault.strerror}") from fault
    click.echo(str(path))
    say(f"{len(files)} files, {len(data):,} bytes; addresses of recipients are in it")
    say(f"SHA-256 of its manifest: {hashlib.sha256(files['manifest.json']).hexdigest()}")
    say(f"'monitor export --verify {path}' checks it, on any machine")


def check_pack(path: Path, *, as_json: bool) -> int:
    """Print whether the pack holds; 1 where it does not, with a sentence for each thing."""
    with opened(path) as found:
        verdict = checked(found)
    if as_json:
        row = {
            "file": str(path), "holds": not verdict.problems, "digest": verdict.digest, "manifest": verdict.manifest,
            "counts": verdict.counts, "problems": verdict.problems, "notes": verdict.notes,
        }  # fmt: skip
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        _tell(path, verdict)
    return 1 if verdict.problems else 0


def _tell(path: Path, verdict: Verdict) -> None:
    looked = ", ".join(f"{what} {number:,}" for what, number in verdict.counts.items())
    for problem in first(verdict.problems):
        click.echo(f"does not hold: {problem}")
    if verdict.problems:
        count = len(verdict.problems)
        click.echo(f"{path}: {count} {'thing does' if count == 1 else 'things do'} not hold, {verdict.digest}")
    else:
        click.echo(f"{path} holds: {verdict.digest}")
    click.echo(f"looked at: {looked}")
    click.echo(f"SHA-256 of its manifest: {verdict.manifest}")
    for note in first(verdict.notes):
        say(f"note: {note}")
