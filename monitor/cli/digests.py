"""`monitor digest preview|send`."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from monitor.cli.common import Place, say, set_up_log
from monitor.clock import Clock, Doorbell, SteppedClock, SystemClock
from monitor.errors import MonitorError
from monitor.model.message import Digest, Subscription
from monitor.setup import Setup, load

FORMATS = ("text", "html", "eml")


@click.group()
def digest() -> None:
    """Look at a digest before it goes, or send it now."""


@digest.command()
@click.argument("subscription", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="What to print.")
@click.option("--at", metavar="TIME", help="As if it were this time where the reader is: 2024-05-20T12:00.")
@click.pass_obj
def preview(place: Place, subscription: str | None, form: str, at: str | None) -> None:
    """Print what SUBSCRIPTION would be sent now. Sends nothing, remembers nothing."""
    setup = load(place.rules)
    chosen = _choose(setup, subscription)
    clock = SteppedClock(_moment(at, chosen)) if at else SystemClock()
    click.echo(_rendered(_draft(place, setup, chosen, clock), form), nl=False)


@digest.command()
@click.argument("subscription", required=False)
@click.pass_obj
def send(place: Place, subscription: str | None) -> int:
    """Compose today's digest of SUBSCRIPTION now and send it. Exit code 5 when it could not be delivered."""
    from monitor.service import river

    set_up_log(place)
    setup = load(place.rules)
    chosen = _choose(setup, subscription)
    clock = SystemClock()
    with river(setup, place.state, clock) as flowing:
        flowing.judge_waiting()
        period, now = _period(chosen, clock.now()), clock.now()
        number = flowing.composing.send_digest(chosen, period, now)
        if number is None:
            say(f"the digest {period} of {chosen.id} exists already; nothing was composed again")
            return 0
        flowing.deliver_due()
        messages = flowing.bed.store.outbox.state_of(number)
    for message in messages:
        say(f"{message['channel']} {message['recipient'] or '-'}: {message['state']} {message['problem']}".rstrip())
    return 0 if all(message["state"] == "sent" for message in messages) else 5


def _choose(setup: Setup, name: str | None) -> Subscription:
    found = [chosen for chosen in setup.subscriptions if name in (None, chosen.id)]
    if not found:
        known = ", ".join(chosen.id for chosen in setup.subscriptions) or "none"
        raise click.BadParameter(f"no subscription {name!r} in digests.yaml; there are: {known}")
    return found[0]


def _moment(text: str, subscription: Subscription) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no time; write it like 2024-05-20T12:00") from error
    zone = moment.tzinfo or ZoneInfo(subscription.zone)
    return int(moment.replace(tzinfo=zone).timestamp())


def _period(subscription: Subscription, now: int) -> str:
    """Today's first slot: a digest sent by hand takes the place of the one that was due today."""
    day = datetime.fromtimestamp(now, ZoneInfo(subscription.zone)).date().isoformat()
    slot = subscription.slots[0].name if subscription.slots else "daily"
    return f"{day}/{slot}"


def _draft(place: Place, setup: Setup, subscription: Subscription, clock: Clock) -> Digest:
    from monitor.model.limits import Limits
    from monitor.pipeline.bed import Bed, Idle, Wires
    from monitor.pipeline.composing import Composing
    from monitor.store import open_store

    store = open_store(place.state, read_only=True)
    try:
        wires = Wires(Idle(), Idle(), Idle(), Doorbell())
        composing = Composing(Bed(store, setup, wires, clock, "preview", Limits()))
        now = clock.now()
        return composing.draft(subscription, _period(subscription, now), now)
    finally:
        store.close()


def _rendered(content: Digest, form: str) -> str:
    from monitor import digest as pages
    from monitor.channels import CHANNELS
    from monitor.config import BUILT_IN_CHANNELS

    if form == "text":
        return pages.text(content)
    if form == "html":
        return pages.html(content)
    for payload in CHANNELS["file"].render(content, BUILT_IN_CHANNELS["file"]):
        if payload.content_type.startswith("message/"):
            return payload.body.decode("utf-8", "surrogateescape")
    raise MonitorError("the file channel writes no mail message")
