"""One digest to a thousand readers: from its composition to the last 250, over a real SMTP server on loopback."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from monitor import log
from monitor.channels import Post
from monitor.model.message import ChannelConfig, Delivery
from monitor.net import Background
from monitor.pipeline import Wires
from tests.soak.news import Newsroom
from tests.store.samples import db
from tests.world import Item, World, subscription

STORIES = 30
SERVER = Path(__file__).with_name("mailserver.py")


def measure(say: Callable[[str], None], *, short: bool) -> None:
    """Seconds by the clock and of processor time; each reader's own message, one stored body."""
    readers = 100 if short else 1000
    log.to(None, "error")
    with tempfile.TemporaryDirectory() as folder, _server() as (server, port):
        world = _world(Path(folder), port, readers)
        bed = world.river.bed
        background = Background(world.bell.ring)
        post = Post(background, world.limits, Path(folder))
        bed.wires = world.river.bed.wires = Wires(bed.wires.net, bed.wires.workers, post, world.bell)
        began, worked = time.perf_counter(), time.process_time()
        number = world.river.composing.send_digest(bed.setup.subscriptions[0], "2024-05-14/bench", world.clock.now())
        composed = time.perf_counter() - began
        while world.river.round() or post.in_flight:
            if post.in_flight:
                world.bell.wait(world.limits.round_wait)
        took, cost = time.perf_counter() - began, time.process_time() - worked
        background.close()
        assert number is not None
        (body,) = db(world.store).rows("SELECT length(bytes) AS size FROM body")
        sent = db(world.store).count("SELECT count(*) FROM message WHERE state = 'sent'")
        attempts = db(world.store).count("SELECT count(*) FROM attempt")
        world.store.close()
        assert server.stdin is not None
        server.stdin.close()
        assert server.stdout is not None
        arrived = server.stdout.read().decode().split()
    say(f"one digest of {body['size'] / 1024:.0f} KB to {readers} readers by mail")
    say(f"  composed, frozen and stored once in {composed:.2f} s; all sent {took:.1f} s after its hour")
    say(
        f"  {sent / took:.0f} messages/s, {1000 * cost / readers:.1f} ms of processor time each (the server's own aside)"
    )
    say(f"  sent {sent}, attempts {attempts}; arrived {arrived[0]}, ids {arrived[1]}, connections {arrived[2]}")


def _world(folder: Path, port: int, readers: int) -> World:
    """A day of many stories, and one subscription of so many readers."""
    options = (("host", "127.0.0.1"), ("port", port), ("security", "none"), ("sender", "monitor@example.org"))
    to = tuple(Delivery("mail", f"Чытач {n} <reader{n}@example.org>") for n in range(readers))
    desk = replace(subscription("daily", slots=()), to=to)
    world = World(folder / "state", subscriptions=[desk])
    world.setup = replace(
        world.setup, channels={**world.setup.channels, "mail": ChannelConfig("mail", "email", options)}
    )
    world.restart()
    room = Newsroom(1)
    news = [room.write("belta.example", ("en", "ru", "az")[n % 3], 0, matching=True) for n in range(STORIES)]
    return world.feed("belta", *(Item(each.title, each.summary) for each in news)).until("06:30")


@contextmanager
def _server() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A mail server in a process of its own."""
    process = subprocess.Popen([sys.executable, str(SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield process, int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()
