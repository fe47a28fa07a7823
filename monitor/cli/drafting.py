"""A digest as it would be, for whoever looks: composed over the stored articles, with nothing written anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from monitor.cli.common import Place, is_demo, say
from monitor.clock import Doorbell, SteppedClock, SystemClock
from monitor.errors import ConfigError, MonitorError
from monitor.model.message import Subscription
from monitor.setup import Setup, load

if TYPE_CHECKING:
    from monitor.pipeline.composing import Composing


def loaded(place: Place, *, for_looking: bool = False) -> Setup:
    """The rules as they stand; where they cannot be used, what that means for the reader is said first.

    `for_looking`: names that are worked out on the way are not kept in the state directory.
    """
    try:
        if not for_looking:
            return load(place.rules, place.cache)
        with TemporaryDirectory(prefix="monitor-") as folder:
            return load(place.rules, _copied(place.cache, Path(folder)))
    except ConfigError:
        say("no digest can be made by hand until this is mended; a running monitor goes on with its last good rules:")
        raise


def _copied(cache: Path, folder: Path) -> Path:
    """What is kept of names, elsewhere: loading may add to it."""
    copy = folder / cache.name
    if cache.is_dir():
        shutil.copytree(cache, copy, ignore=shutil.ignore_patterns(".*", "*.new"))
    return copy


def choose(setup: Setup, name: str | None) -> Subscription:
    """The subscription of this name, else the first. Raises click.BadParameter for a name that is none."""
    found = [chosen for chosen in setup.subscriptions if name in (None, chosen.id)]
    known = ", ".join(chosen.id for chosen in setup.subscriptions) or "none"
    if not found:
        raise click.BadParameter(f"no subscription {name!r} in digests.yaml; there are: {known}")
    if len(found) > 1:
        say(f"subscription {found[0].id}; there are: {known}")
    return found[0]


def moment_of(text: str, subscription: Subscription) -> int:
    """UTC seconds of a time as the reader's clock shows it. Raises click.BadParameter with the right form."""
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(f"{text!r} is no time; write it like 2024-05-20T12:00") from error
    zone = moment.tzinfo or ZoneInfo(subscription.zone)
    return int(moment.replace(tzinfo=zone).timestamp())


def period_of(subscription: Subscription, now: int) -> str:
    """Today's first slot: a digest sent by hand takes the place of the one that was due today."""
    day = datetime.fromtimestamp(now, ZoneInfo(subscription.zone)).date().isoformat()
    slot = subscription.slots[0].name if subscription.slots else "daily"
    return f"{day}/{slot}"


@contextmanager
def composing_at(place: Place, setup: Setup, subscription: Subscription, moment: int | None) -> Iterator[Composing]:
    """For drafts as of `moment`, else as of now; of a demo, as of the last thing that happened in its invented time."""
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
                f"a digest after that time was sent already ({last[0]}); 'monitor digest show {subscription.id}' lists "
                "them, and shows each as it was sent"
            )
        wires = Wires(Idle(), Idle(), Idle(), Doorbell())
        yield Composing(Bed(store, setup, wires, SteppedClock(now), "preview", Limits(), demo))
    finally:
        store.close()
