"""`monitor run` and `monitor poll --once`."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from monitor.cli.common import Place, is_demo, say, set_up_log, table, when
from monitor.clock import SystemClock
from monitor.errors import ConfigError, Problem

if TYPE_CHECKING:
    from monitor.config import Address
    from monitor.service import Pulse
    from monitor.setup import Setup

OFF = "off"  # for --listen: nowhere, whatever service.yaml says


@click.command()
@click.option(
    "--listen", metavar="HOST:PORT", envvar="MONITOR_LISTEN",
    help="Where /healthz, /readyz and /metrics answer, or off [MONITOR_LISTEN, service.yaml, nowhere].",
)  # fmt: skip
@click.option(
    "--listen-anywhere", is_flag=True, envvar="MONITOR_LISTEN_ANYWHERE",
    help="The address may be one that other machines reach.",
)  # fmt: skip
@click.pass_obj
def run(place: Place, *, listen: str | None, listen_anywhere: bool) -> None:
    """Watch the feeds until told to stop: poll, judge, compose and deliver."""
    from monitor.ahead.asking import asked_ahead
    from monitor.model.limits import Limits

    clock, limits = SystemClock(), Limits()
    with asked_ahead(place.rules, place.state, clock, limits) as ahead:  # before the imports that take seconds
        from monitor.service import Service

        set_up_log(place, service=True)
        beside = _Beside(place, _address(listen), off=_is_off(listen), anywhere=listen_anywhere)
        Service(
            place.rules, place.state, limits, clock=clock, demo=is_demo(place), ahead=ahead, beside=beside.open
        ).run()


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a person typed of where to listen, to be joined with what service.yaml says."""

    place: Place
    address: Address | None
    off: bool
    anywhere: bool

    def open(self, setup: Setup, pulse: Pulse) -> AbstractContextManager[object]:
        """The server, or nothing. Raises ConfigError where an address is wider than was asked for."""
        settings = setup.service
        wanted = None if self.off else self.address or settings.listen
        if wanted is None:
            return nullcontext()
        if not (wanted.loopback or self.anywhere or settings.listen_anywhere):
            cure = "listen at 127.0.0.1, or say --listen-anywhere as well"
            raise ConfigError(Problem("", 0, 0, f"{wanted} can be reached from other machines", cure))
        from monitor.serve import serving

        return serving(wanted, setup, self.place.state, pulse, SystemClock())


def _is_off(text: str | None) -> bool:
    return text is not None and text.strip().lower() == OFF


def _address(text: str | None) -> Address | None:
    """The address that was typed; None where none was, or `off`. Raises click.BadParameter with a sentence."""
    if text is None or _is_off(text):
        return None
    from monitor.config import address_of

    try:
        return address_of(text)
    except ValueError as fault:
        message = f"{fault}; as in 127.0.0.1:8321"
        raise click.BadParameter(message, param_hint="--listen") from fault


@click.command()
@click.option("--once", is_flag=True, required=True, help="One cycle, then leave; for a timer instead of a service.")
@click.option("--all", "everything", is_flag=True, help="Ask every feed, also those not due yet.")
@click.pass_obj
def poll(place: Place, *, once: bool, everything: bool) -> int:  # noqa: ARG001 (the flag is required, and says it all)
    """Poll what is due, judge it, send what must go, and leave. Exit code 4 when some feeds failed."""
    from monitor.model.limits import Limits
    from monitor.service import beat_once, river, until_idle
    from monitor.setup import load

    set_up_log(place, service=True)
    clock = SystemClock()
    with river(load(place.rules, place.cache), place.state, clock, demo=is_demo(place)) as flowing:
        began = clock.now()
        if everything:
            flowing.bed.store.feeds.all_due(began)
        until_idle(flowing)
        beat_once(flowing, began, Limits())
        states, held_up = flowing.bed.store.feeds.all(), flowing.storage.degraded
    asked = [state for state in states if state.last_try is not None and state.last_try >= began]
    failed = [state for state in asked if state.problem]
    rows = [
        (state.id, "failed" if state.problem else "ok", str(state.items), when(state.next_due), state.problem)
        for state in asked
    ]
    if rows:
        table(("feed", "answer", "items", "next try", "trouble"), rows)
    _sum_up(place, len(asked), len(states), len(failed))
    if held_up:
        say(held_up)
        return 1
    return 4 if failed else 0


def _sum_up(place: Place, asked: int, feeds: int, failed: int) -> None:
    """To a person, or as a line of the log."""
    if place.log_format == "json":
        from monitor import log

        log.info("the cycle has ended", asked=asked, feeds=feeds, failed=failed)
    else:
        say(f"{asked} of {feeds} feeds asked, {failed} failed")
