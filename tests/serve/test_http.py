"""The HTTP server on real sockets: three addresses, and nothing that dawdles, lies or shouts gets in its way."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.clock import SteppedClock
from monitor.config import Address
from monitor.serve import http
from monitor.serve.health import Health
from monitor.serve.http import PLACES, Refused, Server, known_host, understood
from monitor.serve.metrics import Metrics
from monitor.service import Pulse
from monitor.store import open_store

NOW = 1_715_700_000


@dataclass
class Served:
    server: Server
    pulse: Pulse

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=10)

    def send(self, *pieces: bytes) -> bytes:
        """All that comes back until the other side hangs up; b"" where it only cuts."""
        with self.connect() as way:
            try:
                for piece in pieces:
                    way.sendall(piece)
                return b"".join(iter(lambda: way.recv(65536), b""))
            except OSError:
                return b""

    def status(self, *pieces: bytes) -> int:
        return int((self.send(*pieces) or b"HTTP/1.1 000").split()[1])

    def get(self, path: str, method: str = "GET", host: str = "127.0.0.1") -> tuple[int, str]:
        answer = self.send(f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), body.decode()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    state = tmp_path_factory.mktemp("serve")
    open_store(state).close()
    clock = SteppedClock(NOW)
    pulse = Pulse(clock.stopwatch, NOW)
    metrics = Metrics(state, None, pulse, clock)
    server = Server(free_address(), ("monitor.example.org",), Health(state, pulse, clock), metrics)
    assert server.listening.wait(10)
    yield Served(server, pulse)
    server.close()
    metrics.close()


def free_address() -> Address:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Address("127.0.0.1", probe.getsockname()[1])


def test_three_addresses_answer_and_a_head_alone_has_no_body(served: Served) -> None:
    assert served.get("/healthz")[1].startswith("ok: 0 rounds, the last one ended ")
    assert served.get("/healthz?verbose", "HEAD") == (200, "")
    assert served.get("/metrics")[1].startswith("# HELP bilateral_build_info ")
    assert served.get("/readyz")[0] == 200
    answer = served.send(b"GET /metrics HTTP/1.0\r\n\r\n")
    for header in (b"Connection: close", b"Cache-Control: no-store", b"nosniff", b"Date: ", b"version=0.0.4"):
        assert header in answer.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /secret HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 404),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 404),
        (b"GET //healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 404),
        (b"POST /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 405),
        (b"POST /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\nhello", 400),
        (b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: x\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\nHost: evil.example.com\r\n\r\n", 421),
        (b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1.evil.example.com\r\n\r\n", 421),
        (b"GET /metrics HTTP/1.1\r\nHost: monitor.example.org:80\r\n\r\n", 200),
        (b"GET http://127.0.0.1/metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\nHost:\t 127.0.0.1 \t\r\nX:\r\n\r\n", 200),
        (b"GET /metrics HTTP/2\r\nHost: 127.0.0.1\r\n\r\n", 400),
        (b"get /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\nHost: 127.0.0.1\n\n\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"\r\n\r\n", 400),
        (b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 70 + b"\r\n", 431),
        (b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * 30_000 + b"\r\n\r\n", 431),
    ],
)
def test_what_is_not_exactly_a_request_of_ours_is_refused(served: Served, request_: bytes, status: int) -> None:
    """A head too long may also be cut while it is being sent: then nothing of the answer arrives."""
    assert served.status(request_) in ((status, 0) if len(request_) > 20_000 else (status,))


def test_a_request_in_single_bytes_and_one_with_a_second_behind_it(served: Served) -> None:
    whole = b"GET /healthz HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"
    assert served.status(*(whole[at : at + 1] for at in range(len(whole)))) == 200
    assert served.send(whole + whole).count(b"HTTP/1.1 200") <= 1, "one request a connection"


def test_a_head_that_never_ends_is_cut_in_time(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "ASKING", 0.05)
    assert served.status(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n") == 408


def test_those_who_dawdle_keep_nobody_out(served: Served) -> None:
    """More slow ones than there are places: whoever asks is answered, and the oldest of them were let go."""
    slow = [served.connect() for _ in range(3 * PLACES)]
    for way in slow:
        way.sendall(b"GET /healthz HT")
    assert served.get("/healthz")[0] == 200
    first, last = slow[0], slow[-1]
    first.settimeout(5)
    with suppress(ConnectionResetError):
        assert first.recv(10) == b""
    last.sendall(b"TP/1.1\r\nHost: localhost\r\n\r\n")
    assert last.recv(100).startswith(b"HTTP/1.1 200")
    for way in slow:
        way.close()


def test_many_at_once_are_served_or_cut_and_it_goes_on(served: Served) -> None:
    results: list[int] = []

    def ask() -> None:
        results.extend(served.status(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") for _ in range(3))

    threads = [threading.Thread(target=ask) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(results) <= {200, 503, 0}
    assert results.count(200) >= PLACES // 2
    assert served.get("/healthz")[0] == 200


def test_an_address_that_is_taken_is_said_and_had_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "AGAIN", 0.05)
    taken = socket.create_server(("127.0.0.1", 0))
    address = Address("127.0.0.1", taken.getsockname()[1])
    clock = SteppedClock(NOW)
    pulse = Pulse(clock.stopwatch, NOW)
    server = Server(address, (), Health(tmp_path, pulse, clock), Metrics(tmp_path, None, pulse, clock))
    assert not server.listening.wait(0.2)
    taken.close()
    assert server.listening.wait(10)
    server.close()


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1", True), ("127.0.0.1:8321", True), ("[::1]:8321", True), ("[::1]", True), ("localhost", True),
        ("monitor:8321", True), ("monitor.example.org", True), ("Monitor.Example.org.", True), ("evil.org", False),
        ("localhost.evil.org", False), ("[::1", False), ("::1", False), ("127.0.0.1:80:80", False), ("", False),
        ("a b", False), ("127.1.evil", False), ("monitor:x", False), ("[::1]x", False),
    ],
)  # fmt: skip
def test_names_that_lead_here(host: str, known: bool) -> None:  # noqa: FBT001 (a table of cases)
    assert known_host(host, ("monitor.example.org",)) is known


@given(st.binary(max_size=300))
def test_any_bytes_are_a_request_or_refused(head: bytes) -> None:
    try:
        outcome: object = understood(head + b"\r\n\r\n").path[:1]
    except Refused as refused:
        outcome = refused.status
    assert outcome in ("/", 400, 421, 431)
