"""`monitor judge --reapply`: the rules of now over what is stored, and what that changed."""

from __future__ import annotations

import json
import logging
import sys
from typing import Self

import click

from monitor.cli.asking import Asking
from monitor.cli.common import Place, say, set_up_log, since, table
from monitor.cli.finding import day, present
from monitor.clock import SystemClock
from monitor.model.request import RequestState
from monitor.pipeline.requesting import reapply_payload


def reapply(place: Place, start: str, *, wait: bool, as_json: bool) -> int:
    """Judge again what came out from `start` on; says how many were judged, and gained and lost by rule."""
    set_up_log(place, logging.WARNING)
    since(start, SystemClock().now())  # a slip of the pen is said before anything is opened
    with Asking(place) as asking:
        moment = since(start, present(place, asking.store))
        request = asking.put("reapply", reapply_payload(moment))
        if not (asking.here or wait):
            say(f"the running monitor has been asked (request {request}); 'monitor rules log' shows what ran when")
            return 0
        with _Bar() as bar:
            state = asking.wait(request, bar.show)
    _say(state, moment, as_json=as_json)
    return 0


def _say(state: RequestState, moment: int, *, as_json: bool) -> None:
    changes = [{"rule": rule, "gained": gained, "lost": lost} for rule, gained, lost in state.rules]
    if as_json:
        row = {"articles": state.total, "judged": state.judged, "waiting": state.waiting, "rules": changes}
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    if changes:
        table(("rule", "gained", "lost"), [(rule, str(gained), str(lost)) for rule, gained, lost in state.rules])
    else:
        click.echo("no rule gained or lost an article")
    say(f"{state.judged} articles judged, those since {day(moment)}; nobody is told of what was found")
    if state.waiting:
        say(f"{state.waiting} more wait for their page, and are judged when it has come")
    if aside := state.total - state.judged - state.waiting:
        say(f"{aside} could not be judged; 'monitor doctor' says why")


class _Bar:
    """Progress on a terminal: the length is known only once all articles are marked."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._drawn = Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)
        self._task = self._drawn.add_task("judging", total=None)

    def __enter__(self) -> Self:
        self._drawn.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._drawn.stop()

    def show(self, state: RequestState) -> None:
        """How far it is."""
        total = state.total if state.state == "done" else None
        self._drawn.update(self._task, total=total, completed=state.judged)
