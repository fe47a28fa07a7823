"""`monitor digest`: what a digest would be, what one was, one sent now, one of a longer span."""

from __future__ import annotations

import click

from monitor.cli.common import Place, is_demo, say, set_up_log, when
from monitor.cli.drafting import choose, composing_at, loaded, moment_of, period_of
from monitor.cli.late import LateGroup
from monitor.cli.rendering import FORM, Form, print_as
from monitor.clock import SystemClock
from monitor.model.message import Subscription
from monitor.setup import Setup
from monitor.store.connection import Row

LATE = {
    "show": "monitor.cli.digestshowing:show",
    "catch-up": "monitor.cli.catchingup:catch_up",
    "route": "monitor.cli.routing:route",
}


@click.group(cls=LateGroup, late=LATE)
def digest() -> None:
    """Look at a digest before it goes and after it went; send it now; have one of the weeks you were away."""


@digest.command()
@click.argument("subscription", required=False)
@FORM
@click.option("--alerts", is_flag=True, help="The alerts that are due or wait for a moment, instead of the digest.")
@click.option("--at", metavar="TIME", help="As if it were this later time where the reader is: 2024-05-20T12:00.")
@click.option("--part", type=click.IntRange(min=1), default=1, help="Of one that is sent in parts: this one.")
@click.pass_obj
def preview(place: Place, subscription: str | None, form: Form, part: int, *, alerts: bool, at: str | None) -> None:
    """Print what SUBSCRIPTION (the first of digests.yaml if none is named) would be sent now.

    Sends nothing and changes nothing. The chat formats are the very bytes that would be sent, for a program; with a
    channel of that kind in digests.yaml they follow its options.
    """
    setup = loaded(place, for_looking=True)
    chosen = choose(setup, subscription)
    moment = moment_of(at, chosen) if at else None
    if alerts:
        _preview_alerts(place, setup, chosen, moment, form)
        return
    with composing_at(place, setup, chosen, moment) as composing:
        now = composing.now
        content = composing.draft(chosen, period_of(chosen, now), now)
    print_as(content, form, setup, chosen, part)


def _preview_alerts(place: Place, setup: Setup, chosen: Subscription, moment: int | None, form: Form) -> None:
    """Each alert, and from when on it goes; on stderr that there is none, and why that may be."""
    if chosen.alerts is None:
        say(f"{chosen.id} is told nothing at once: there is no 'alerts:' in its entry of digests.yaml")
        return
    with composing_at(place, setup, chosen, moment) as composing:
        found = [(alert.moment, composing.alert_draft(chosen, alert.stories)) for alert in composing.alerts(chosen)]
        now = composing.now
    if not found:
        say(f"no alert is due for {chosen.id}: nothing untold of {chosen.alerts} stories is new enough")
    for due, content in found:
        if due > now:
            say(f"waits until {when(due, chosen.zone)}")
        print_as(content, form, setup, chosen)
        click.echo()


@digest.command()
@click.argument("subscription", required=False)
@click.pass_obj
def send(place: Place, subscription: str | None) -> int:
    """Compose today's digest of SUBSCRIPTION (the first of digests.yaml if none is named) now and send it.

    What of it could not be delivered before is tried again. Exit code 5 when it could not be delivered.
    """
    from monitor.service import river

    set_up_log(place)
    setup = loaded(place)
    chosen = choose(setup, subscription)
    with river(setup, place.state, SystemClock(), demo=is_demo(place)) as flowing:
        flowing.judge_waiting()
        outbox, now = flowing.bed.store.outbox, flowing.bed.clock.now()
        period = period_of(chosen, now)
        number = flowing.composing.send_digest(chosen, period, now)
        if number is None:
            say(f"the digest {period} of {chosen.id} exists already; nothing was composed again")
            number = outbox.find_digest(chosen.id, period)
            assert number is not None
            outbox.hasten(number, now)
        flowing.deliver_due()
        messages = outbox.state_of(number)
    for line in dict.fromkeys(_told(message) for message in messages):
        say(line)
    return 0 if all(message["state"] == "sent" for message in messages) else 5


STATES = {"sent": "sent", "due": "not yet delivered, will be tried again", "dead": "given up"}


def _told(message: Row) -> str:
    """One line a recipient: a digest in parts, or in three files, is one thing to a person."""
    line = f"{message['channel']} {message['recipient'] or '-'}: {STATES[message['state']]}"
    return f"{line}: {message['problem']}" if message["problem"] else line
