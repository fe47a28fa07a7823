"""`monitor digest preview|send`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from monitor.cli.common import Place, is_demo, say, set_up_log, when
from monitor.clock import Doorbell, SteppedClock, SystemClock
from monitor.errors import ConfigError, MonitorError
from monitor.model.message import Digest, Subscription
from monitor.setup import Setup, load
from monitor.store.connection import Row

if TYPE_CHECKING:
    from monitor.pipeline.composing import Composing

FORMATS = ("text", "html", "eml")


@click.group()
def digest() -> None:
    """Look at a digest before it goes, or send it now."""


@digest.command()
@click.argument("subscription", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="What to print.")
@click.option("--alerts", is_flag=True, help="The alerts that are due or wait for a moment, instead of the digest.")
@click.option("--at", metavar="TIME", help="As if it were this later time where the reader is: 2024-05-20T12:00.")
@click.pass_obj
def preview(place: Place, subscription: str | None, form: str, *, alerts: bool, at: str | None) -> None:
    """Print what SUBSCRIPTION (the first of digests.yaml if none is named) would be sent now. Sends nothing."""
    setup = _loaded(place)
    chosen = _choose(setup, subscription)
    moment = _moment(at, chosen) if at else None
    if alerts:
        _preview_alerts(place, setup, chosen, moment, form)
        return
    with _composing(place, setup, chosen, moment) as composing:
        now = composing.now
        content = composing.draft(chosen, _period(chosen, now), now)
    click.echo(_rendered(content, form), nl=False)


def _preview_alerts(place: Place, setup: Setup, chosen: Subscription, moment: int | None, form: str) -> None:
    """Each alert, and from when on it goes; on stderr that there is none, and why that may be."""
    if chosen.alerts is None:
        say(f"{chosen.id} is told nothing at once: there is no 'alerts:' in its entry of digests.yaml")
        return
    with _composing(place, setup, chosen, moment) as composing:
        found = [(alert.moment, composing.alert_draft(chosen, alert.stories)) for alert in composing.alerts(chosen)]
        now = composing.now
    if not found:
        say(f"no alert is due for {chosen.id}: nothing untold of {chosen.alerts} stories is new enough")
    for due, content in found:
        if due > now:
            say(f"waits until {when(due, chosen.zone)}")
        click.echo(_rendered(content, form))


@digest.command()
@click.argument("subscription", required=False)
@click.pass_obj
def send(place: Place, subscription: str | None) -> int:
    """Compose today's digest of SUBSCRIPTION (the first of digests.yaml if none is named) now and send it.

    What of it could not be delivered before is tried again. Exit code 5 when it could not be delivered.
    """
    from monitor.service import river

    set_up_log(place)
    setup = _loaded(place)
    chosen = _choose(setup, subscription)
    with river(setup, place.state, SystemClock(), demo=is_demo(place)) as flowing:
        flowing.judge_waiting()
        outbox, now = flowing.bed.store.outbox, flowing.bed.clock.now()
        period = _period(chosen, now)
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


def _loaded(place: Place) -> Setup:
    """The rules as they stand; where they cannot be used, what that means for the reader is said first."""
    try:
        return load(place.rules, place.cache)
    except ConfigError:
        say("no digest can be made by hand until this is mended; a running monitor goes on with its last good rules:")
        raise


def _choose(setup: Setup, name: str | None) -> Subscription:
    found = [chosen for chosen in setup.subscriptions if name in (None, chosen.id)]
    known = ", ".join(chosen.id for chosen in setup.subscriptions) or "none"
    if not found:
        raise click.BadParameter(f"no subscription {name!r} in digests.yaml; there are: {known}")
    if len(found) > 1:
        say(f"subscription {found[0].id}; there are: {known}")
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


@contextmanager
def _composing(place: Place, setup: Setup, subscription: Subscription, moment: int | None) -> Iterator[Composing]:
    """As of `moment`, else as of now; of a demo, as of the last thing that happened in its invented time."""
    from monitor.model.limits import Limits
    from monitor.pipeline.bed import Bed, Idle, Wires
    from monitor.pipeline.composing import Composing
    from monitor.store import open_store

    demo = is_demo(place)
    store = open_store(place.state, read_only=True)
    try:
        last = store.outbox.last_digest(subscription.id)
        told = max(store.feeds.last_try() or 0, last[1] if last else 0)
        now = moment or (told if demo else 0) or SystemClock().now()
        if moment and last and moment < last[1]:
            raise MonitorError(
                f"a digest after that time was sent already ({last[0]}); 'monitor show digest {subscription.id}' lists "
                "them, and a file channel keeps them under the state directory"
            )
        wires = Wires(Idle(), Idle(), Idle(), Doorbell())
        yield Composing(Bed(store, setup, wires, SteppedClock(now), "preview", Limits(), demo))
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
