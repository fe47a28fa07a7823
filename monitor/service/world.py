"""The river over the real world: sockets, worker processes, channels and the store, under the state lock."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from monitor.ahead.asking import Ahead
from monitor.channels import Post
from monitor.clock import Clock, Doorbell, SteppedClock
from monitor.model.limits import Limits
from monitor.net import Background, Fetcher, Outside, opened, user_agent
from monitor.net.outgoing import ready
from monitor.pipeline import River, Wires
from monitor.service.heap import keep_little
from monitor.setup import Setup, forget
from monitor.store import open_store
from monitor.store.disk import Disk
from monitor.store.lock import state_lock
from monitor.workers import Workers

_CALLED = frozenset({"webhook", "slack", "telegram", "discord", "matrix"})  # channels that are called over HTTP
PUBLIC = "public"  # below the state directory: files for readers of other tools


def get_ready(setup: Setup) -> None:
    """Imports what sending by these channels needs, now and not in the round that sends first. Raises ImportError.

    A round has two seconds, and what lies on the disk by then may be another version of the program.
    """
    if setup.service.heartbeat or any(channel.kind in _CALLED for channel in setup.channels.values()):
        ready()


@contextmanager
def wires(
    setup: Setup,
    state: Path,
    limits: Limits,
    bell: Doorbell,
    ahead: Ahead | None = None,
    *,
    fast: bool | None = None,
) -> Iterator[Wires]:
    """The real world: sockets, worker processes, channels; all closed at the end.

    `ahead`: what fetches already, closed by whoever made it; used if it was made for this network. `fast` chooses the
    transport, as of a Fetcher.
    """
    get_ready(setup)
    with ExitStack() as stack:
        network = setup.network
        background: Background
        net: Ahead | Fetcher
        if ahead is not None and ahead.network == network:
            background, net = ahead.background, ahead
        else:
            background, net = stack.enter_context(opened(network, limits, bell.ring, fast=fast))
        workers = Workers(limits, bell.ring)
        stack.callback(workers.close)
        name = network.user_agent or user_agent(network.contact)
        outside = Outside(network.proxy, network.ca_file, network.allow, name)
        post = Post(background, limits, state, outside=outside)
        stack.callback(post.close)
        del setup
        yield Wires(net, workers, post, bell)


@contextmanager
def river(
    setup: Setup,
    state: Path,
    clock: Clock,
    *,
    limits: Limits | None = None,
    bell: Doorbell | None = None,
    demo: bool = False,
    lasting: bool = False,
    ahead: Ahead | None = None,
) -> Iterator[River]:
    """A started river over the real world, under the state lock; ends cleanly unless an exception passes.

    A `lasting` one outlives a store that cannot be written.
    """
    limits = limits or Limits()
    bell = bell or Doorbell()
    forget()
    keep_little()  # the rules have been read: most of what that took is free
    with state_lock(state), ExitStack() as stack:
        store = open_store(state)
        stack.callback(store.close)
        real = stack.enter_context(wires(setup, state, limits, bell, ahead))
        owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        flowing = River(
            store, setup, real, clock, owner=owner, limits=limits, demo=demo, public=state / PUBLIC, disk=Disk(state),
            lasting=lasting,
        )  # fmt: skip
        flowing.start()
        del setup  # the next one would stand beside it as long as this one runs
        yield flowing
        flowing.stop()


def until_idle(flowing: River) -> None:
    """Rounds until nothing is due, under way or waiting; waits for the world, never for the clock."""
    bed = flowing.bed
    while flowing.round() or flowing.busy:
        if flowing.busy:
            bed.clock.wait(bed.wires.bell, bed.limits.round_wait)


def step_until(flowing: River, clock: SteppedClock, moment: int) -> None:
    """A stepped day: run until idle, jump to the next due moment, until `moment` has come and is done."""
    while True:
        until_idle(flowing)
        now, due = clock.now(), flowing.next_due()
        if now >= moment:
            return
        # Work that is due and yet not taken (its turn is somebody else's) must not stop time.
        clock.jump(min(moment, max(due, now + 1)) if due is not None else moment)
