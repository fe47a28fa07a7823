"""`monitor doctor`: what is well, what is not, and what to do about it. Each topic has its file; it only reads."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

import click

from monitor.cli.common import Place, say, set_up_log
from monitor.cli.doctoring.case import Case, Check, Finding
from monitor.errors import ConfigError, MonitorError

TELL_EVERY = 3.0  # seconds between two words on long work
Read = TypeVar("Read")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each check.")
@click.option("--offline", is_flag=True, help="Ask nobody outside: no channel is logged in to.")
@click.option(
    "--full", is_flag=True, help="Read the whole store: each index and each reference, which may take minutes."
)
@click.pass_obj
def doctor(place: Place, *, as_json: bool, offline: bool, full: bool) -> int:
    """Say whether all is well, line by line, and if not, what to do. Nothing is written, nothing is sent.

    Exit code 3 where the rules under rules/ cannot be used, 1 where something else fails; warnings alone leave with 0.
    """
    from monitor.cli.doctoring.registry import GROUPS
    from monitor.cli.doctoring.showing import screen, show, summary

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a name still shows the line
    set_up_log(place, logging.CRITICAL)  # what breaks is a finding
    found: list[Finding] = []
    on = screen()
    with opened(place, offline=offline, full=full) as (case, heads):
        for title, checks in GROUPS:
            group = [*heads.get(title, ()), *_looked(case, checks)]
            found += group
            if as_json:
                for finding in group:
                    click.echo(row_of(finding))
            else:
                show(title, group, on)
    if not as_json:
        for line in summary(found, on):
            click.echo(line)
    failed = {finding.check for finding in found if finding.state == "fail"}
    return 3 if "rules" in failed else 1 if failed else 0


def row_of(finding: Finding) -> str:
    """A finding as one JSON object: check, state, sentence, cure, details where there are any, and its data."""
    row = {"check": finding.check, "state": finding.state, "sentence": finding.sentence, "cure": finding.cure}
    details = {"details": finding.details} if finding.details else {}
    return json.dumps({**finding.data, **row, **details}, ensure_ascii=False)


def _looked(case: Case, checks: tuple[Check, ...]) -> Iterator[Finding]:
    """Every finding of every check that has what it needs; a check that breaks says so, and the others go on."""
    from monitor.pipeline.bed import fence

    for check in checks:
        if not case.has(check.needs):
            continue
        failures: list[str] = []
        try:
            with fence(failures):
                yield from check.look(case)
        except MonitorError as fault:  # the fence lets pass what a store says of itself
            failures.append(str(fault))
        for failure in failures:
            cure = "the lines on the store may say why; if not, please report it"
            yield Finding(check.names[0], "fail", f"{check.names[0]} could not be looked at: {failure}", cure)


@contextmanager
def opened(
    place: Place, *, offline: bool = False, full: bool = False
) -> Iterator[tuple[Case, dict[str, list[Finding]]]]:
    """All that can be read, and by group what was found on the way; what cannot be read is None in the case."""
    from monitor.cli.doctoring.registry import FIRST
    from monitor.cli.doctoring.rules import loaded
    from monitor.cli.doctoring.storing import opened as opened_store
    from monitor.cli.finding import present
    from monitor.clock import SystemClock
    from monitor.config.digests import Digests, read_digests
    from monitor.config.service import ServiceSettings, read_service
    from monitor.config.sources import Sources, read_sources
    from monitor.setup.loading import DIGESTS, SERVICE, SOURCES
    from monitor.store.lock import holder

    case = Case(place, SystemClock().now(), holder(place.state), offline=offline, full=full, tell=_teller())
    rules, setup = loaded(case)
    store_found, store = opened_store(place)
    heads: dict[str, list[Finding]] = {}
    for finding in (rules, store_found):
        heads.setdefault(FIRST[finding.check], []).append(finding)
    sources: Sources | None
    digests: Digests | None
    if setup is not None:
        sources = Sources(setup.network, setup.sources)
        digests = Digests(setup.operator, setup.channels, setup.subscriptions)
    else:
        sources = _alone(place, SOURCES, read_sources)
        digests = _alone(place, DIGESTS, read_digests)
    service = setup.service if setup else _alone(place, SERVICE, read_service) or ServiceSettings()
    try:
        now = present(place, store) if store else case.now
        read = replace(case, now=now, setup=setup, sources=sources, digests=digests, service=service, store=store)
        yield read, heads
    finally:
        if store:
            store.close()


def _alone(place: Place, name: str, read: Callable[[str, bytes], Read]) -> Read | None:
    """One file without the others; None where it is what is broken, which the line on the rules says."""
    path = place.rules / name
    try:
        return read(str(path), path.read_bytes())
    except (ConfigError, OSError):
        return None


def _teller() -> Callable[[], None]:
    """A word on stderr now and then, where a person looks on."""
    from monitor.clock import SystemClock

    if not sys.stderr.isatty():
        return lambda: None
    clock = SystemClock()
    began = last = clock.stopwatch()

    def tell() -> None:
        nonlocal last
        if clock.stopwatch() - last >= TELL_EVERY:
            last = clock.stopwatch()
            say(f"... reading the store, {last - began:.0f} s")

    return tell
