"""`monitor run` and `monitor poll --once`."""

from __future__ import annotations

import click

from monitor.cli.common import Place, is_demo, say, set_up_log, table, when
from monitor.clock import SystemClock


@click.command()
@click.pass_obj
def run(place: Place) -> None:
    """Watch the feeds until told to stop: poll, judge, compose and deliver."""
    from monitor.ahead.asking import asked_ahead
    from monitor.model.limits import Limits

    clock, limits = SystemClock(), Limits()
    with asked_ahead(place.rules, place.state, clock, limits) as ahead:  # before the imports that take seconds
        from monitor.service import Service

        set_up_log(place)
        Service(place.rules, place.state, limits, clock=clock, demo=is_demo(place), ahead=ahead).run()


@click.command()
@click.option("--once", is_flag=True, required=True, help="One cycle, then leave; for a timer instead of a service.")
@click.option("--all", "everything", is_flag=True, help="Ask every feed, also those not due yet.")
@click.pass_obj
def poll(place: Place, *, once: bool, everything: bool) -> int:  # noqa: ARG001 (the flag is required, and says it all)
    """Poll what is due, judge it, send what must go, and leave. Exit code 4 when some feeds failed."""
    from monitor.service import river, until_idle
    from monitor.setup import load

    set_up_log(place)
    clock = SystemClock()
    with river(load(place.rules, place.cache), place.state, clock, demo=is_demo(place)) as flowing:
        began = clock.now()
        if everything:
            flowing.bed.store.feeds.all_due(began)
        until_idle(flowing)
        states = flowing.bed.store.feeds.all()
    asked = [state for state in states if state.last_try is not None and state.last_try >= began]
    failed = [state for state in asked if state.problem]
    rows = [
        (state.id, "failed" if state.problem else "ok", str(state.items), when(state.next_due), state.problem)
        for state in asked
    ]
    table(("feed", "answer", "items", "next try", "trouble"), rows)
    say(f"{len(asked)} of {len(states)} feeds asked, {len(failed)} failed")
    return 4 if failed else 0
