"""`monitor rules fmt|schema`."""

from __future__ import annotations

import difflib
import json
import os
import sys
from pathlib import Path

import click

from monitor.cli.common import Place, say, write_whole
from monitor.errors import ConfigError, MonitorError, Problem

NO_RULES = ("sources.yaml", "digests.yaml", "toponyms.yaml", "service.yaml")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if a file is not in the house style.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@click.pass_obj
def fmt(place: Place, files: tuple[Path, ...], *, check: bool, diff: bool) -> int:
    """Rewrite rule FILES, all of them if none is named, to the house style; remarks and meaning stay.

    A condition that YAML cannot read on the line of its key is moved under 'when: |'. A file with other faults is left
    as it is and its faults are said (exit code 3).
    """
    chosen = [_found(place, file) for file in files] or rule_files(place.rules)
    changed, faults = 0, list[Problem]()
    for path in chosen:
        try:
            old, new = _formatted(path)
        except ConfigError as fault:
            faults += fault.problems
            continue
        if old == new:
            continue
        changed += 1
        if diff:
            _print_diff(path, old, new)
        if check:
            say(f"{path} is not in the house style")
        elif not diff:
            write_whole(path, new)
            click.echo(str(path))
    _sum_up(len(chosen), changed, written=not (check or diff))
    if faults:
        raise ConfigError(*faults)
    return 1 if check and changed else 0


def _sum_up(files: int, changed: int, *, written: bool) -> None:
    did = "rewritten" if written else "not in the house style; nothing was written"
    rest = f"{changed} of {files} rule files {did}" if changed else f"nothing to do in {files} rule files"
    say(rest)


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a directory. Raises ConfigError if it is none."""
    if not folder.is_dir():
        raise ConfigError(Problem(str(folder), 0, 0, "there is no such directory of rules"))
    return sorted(path for path in folder.glob("*.yaml") if path.name not in NO_RULES and path.name[0] != ".")


def _found(place: Place, file: Path) -> Path:
    """The file as named, or of that name among the rules."""
    tries = [file, place.rules / file, place.rules / f"{file}.yaml"]
    path = next((path for path in tries if path.is_file()), None)
    if path is None:
        raise click.BadParameter(f"there is no file {str(file)!r}, and none of that name in {place.rules}")
    if path.name in NO_RULES or path.resolve().parent.name == "lexicon":
        raise click.BadParameter(f"{path} holds no rules; only rule files are rewritten")
    return path


def _formatted(path: Path) -> tuple[str, str]:
    from monitor.matching.editing import formatted
    from monitor.yamlfile import decoded

    try:
        data = path.read_bytes()
    except OSError as fault:
        raise MonitorError(f"{path} cannot be read: {fault.strerror}") from fault
    decoded(str(path), data)
    old = data.decode("utf-8")
    return old, formatted(old, str(path))


def _print_diff(path: Path, old: str, new: str) -> None:
    coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    colours = {"+": "green", "-": "red", "@": "cyan"}
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"{path} (now)", f"{path} (house style)"
    )
    for line in lines:
        text = line if line.endswith("\n") else line + "\n\\ no line end at the end of the file\n"
        head = line[:3] in ("+++", "---")
        colour = colours.get(line[0]) if coloured and not head else None
        click.echo(click.style(text, fg=colour, bold=head) if coloured else text, nl=False)


@click.command()
@click.argument(
    "kind", required=False, type=click.Choice(["rules", "lexicon", "sources", "digests", "toponyms", "service"])
)
@click.option("--write", is_flag=True, help="Write them into the folder .schema of the rules, where editors look.")
@click.pass_obj
def schema(place: Place, kind: str | None, *, write: bool) -> None:
    """Print the JSON Schema of one KIND of file (rules if none is named), for editors that complete and check."""
    from monitor.cli.schemas import KINDS, schema_of

    if not write:
        click.echo(_as_text(schema_of(kind or "rules")), nl=False)
        return
    if not place.rules.is_dir():
        raise ConfigError(Problem(str(place.rules), 0, 0, "there is no such directory of rules"))
    folder = place.rules / ".schema"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as fault:
        raise MonitorError(f"{folder} cannot be made: {fault.strerror}") from fault
    for each in [kind] if kind else KINDS:
        path = folder / f"{each}.json"
        write_whole(path, _as_text(schema_of(each)))
        click.echo(str(path))


def _as_text(found: dict[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
