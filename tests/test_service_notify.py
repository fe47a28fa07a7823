"""What systemd is told, on real datagram sockets: ready after real work, and a watchdog that only real work feeds."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.service.notify import Notifier
from monitor.store import FILE
from tests.test_service import PATIENCE, Place, place  # noqa: F401 (a fixture)


class Ear:
    """Systemd's end of the socket."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(f"\0{address[1:]}" if address.startswith("@") else address)

    def next(self, seconds: float = 5.0) -> str:
        """The next datagram; "" where none came in time."""
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(4096).decode()
        except TimeoutError:
            return ""

    def until(self, word: str) -> list[str]:
        """All that is said up to a datagram with this word."""
        said: list[str] = []
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            said += filter(None, [self.next()])
            if said and word in said[-1]:
                return said
        raise AssertionError(f"nobody said {word}: {said}")

    def drain(self) -> None:
        """Forget what lies there."""
        while self.next(0.001):
            pass

    def close(self) -> None:
        self._socket.close()


def shown(address: tuple[str, int], path: str) -> bytes:
    """What the service answers at its own address."""
    with socket.create_connection(address, timeout=PATIENCE) as way:
        way.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return b"".join(iter(lambda: way.recv(65536), b""))


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    opened = Ear(str(tmp_path / "notify"))
    yield opened
    opened.close()


def test_ready_comes_after_a_round_and_a_river_that_hangs_is_not_fed(place: Place, ear: Ear) -> None:  # noqa: F811
    """Whoever holds the store's write lock holds the river up: systemd must get to know it, and does, by silence."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = probe.getsockname()
    listen = f"127.0.0.1:{address[1]}"
    process = place.start(NOTIFY_SOCKET=ear.address, WATCHDOG_USEC="400000", MONITOR_LISTEN=listen)
    said = ear.until("READY=1")
    assert said[0] == "EXTEND_TIMEOUT_USEC=120000000\nSTATUS=Loading the rules"
    assert not any("WATCHDOG" in each for each in said)
    ear.until("WATCHDOG=1")
    lock = sqlite3.connect(place.state / FILE, isolation_level=None, timeout=PATIENCE)
    lock.execute("BEGIN IMMEDIATE")
    assert b"bilateral_store_readable 1.0" in shown(address, "/metrics"), "a figure waited for the river"
    assert b" 200 OK" in shown(address, "/healthz")
    ear.drain()
    assert "WATCHDOG" not in ear.next(2.5), "a hung river was fed"
    lock.execute("ROLLBACK")
    lock.close()
    ear.until("WATCHDOG=1")
    process.child.send_signal(signal.SIGHUP)
    ear.until("RELOADING=1")
    ear.until("READY=1")
    assert process.leave() == 0
    ear.until("STOPPING=1")


def test_an_abstract_socket_is_reached_and_a_status_is_one_line() -> None:
    ear = Ear(f"@monitor-test-{os.getpid()}")
    Notifier(lambda: 0.0, {"NOTIFY_SOCKET": ear.address}).status("a feed\nREADY=1\nis gone")
    assert ear.next() == "STATUS=a feed READY=1 is gone"
    ear.close()


def test_the_watchdog_is_fed_at_half_its_time_and_only_that_of_this_process(ear: Ear) -> None:
    ticks = iter([0.0, 1.0, 4.9, 5.0, 5.1])
    environment = {"NOTIFY_SOCKET": ear.address, "WATCHDOG_USEC": "10000000", "WATCHDOG_PID": str(os.getpid())}
    notifier = Notifier(lambda: next(ticks), environment)
    fed = []
    for _ in range(5):
        notifier.progress()
        fed.append(ear.next(0.001))
    assert fed == ["WATCHDOG=1", "", "", "WATCHDOG=1", ""]
    assert Notifier(lambda: 0.0, {**environment, "WATCHDOG_PID": "1"}).every == 0


def test_a_socket_that_is_gone_or_full_holds_nobody_up(ear: Ear, tmp_path: Path) -> None:
    notifier = Notifier(lambda: 0.0, {"NOTIFY_SOCKET": str(tmp_path / "nobody")})
    notifier.ready("Watching")
    full = Notifier(lambda: 0.0, {"NOTIFY_SOCKET": ear.address})
    for _ in range(2000):
        full.status("Watching")
    assert ear.next() == "STATUS=Watching"


def test_without_a_supervisor_nothing_is_said() -> None:
    Notifier(lambda: 0.0, {}).ready("Watching")
