"""What only the fast transport promises, and that it reads what the other one reads."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.model.fetch import Request
from monitor.model.limits import Limits
from monitor.net import guard, guarded
from monitor.net.address import Address, _joined, plain, where
from monitor.net.answer import STOP, Incoming
from monitor.net.fetch import Fetcher, fast_one_there
from tests import hostile as fault
from tests.hostile import FEED, Hostile
from tests.net.conftest import SMALL, Connect

WORDS = st.one_of(
    st.sampled_from(["", ".", "..", "a/../b", "a/./b", "a/..", ".a/b..c", "%41", "a//b", "a;b=c"]),
    st.text(alphabet="abcXYZ019-_~./&=+;,:", max_size=12),
    st.text(alphabet="abZ09-_~.%/?&=+;,:@#[]йə \\'\"*!$()|^`{}<>", max_size=8),
)
HOSTS = st.sampled_from(
    ["belta.by", "xn--80a.by", "127.0.0.1", "1.2.3.400", "0x7f.1", "a_b.by", "BELTA.by", "a.b-", "x.1"]
)
PORTS = st.sampled_from(["", ":80", ":443", ":8080", ":99999", ":0", ":"])


@example("http", "belta.by", "", ".", "q=1")
@example("http", "belta.by", ":8080", "a/../b", "q=1")
@example("https", "belta.by", ":80", "a", "q=1")
@example("http", "belta.by", ":80", "a", "q=1")
@given(st.sampled_from(["http", "https", "HTTP"]), HOSTS, PORTS, WORDS, WORDS)
def test_an_address_that_is_read_cheaply_is_read_as_httpx_reads_it(
    scheme: str, host: str, port: str, path: str, query: str
) -> None:
    url = f"{scheme}://{host}{port}/{path}?{query}"
    address = plain(url)
    if address is not None:
        same = httpx.URL(url)
        number = where(same)[1]
        assert address == Address(
            str(same), same.scheme, same.host, number, same.raw_path.decode(), same.netloc.decode(), same.host
        )


@example("http://belta.by/", "//other.by/x")
@example("https://belta.by:8443/a/b?c", "/d/../e")
@given(
    st.sampled_from(["http://belta.by/", "https://belta.by:8443/a/b?c", "http://127.0.0.1/x/"]),
    st.text(alphabet="/.:?=#&abzA0-_~%ə ", max_size=12) | st.builds("https://{}{}/{}".format, HOSTS, PORTS, WORDS),
)
def test_a_redirect_leads_where_httpx_would_go(base: str, location: str) -> None:
    address = plain(base)
    assert address is not None
    try:
        there = str(httpx.URL(base).join(location).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError):
        return
    assert _joined(address, location) == there


def test_the_usual_address_is_read_cheaply() -> None:
    assert plain("https://eng.belta.by/rss/all_news.xml?lang=en&n=20") is not None
    assert plain("http://127.0.0.1:8080/feed") is not None


@given(
    st.lists(
        st.sampled_from([b"X: 1", b"Date: a", b"ETag: \x00", b" fold", b"no colon", b"A : b", b"E:", b"Z:\t y "]),
        max_size=4,
    )
)
def test_a_head_is_right_or_wrong_as_for_h11(lines: list[bytes]) -> None:
    import h11

    head = [b"HTTP/1.1 304 Not Modified", *lines, b""]
    other = h11.Connection(h11.CLIENT)
    other.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    other.receive_data(b"\r\n".join([*head, b""]))
    try:
        event = other.next_event()
        right = isinstance(event, h11.Response)
    except h11.RemoteProtocolError:
        right = False
    answer = Incoming(Limits())
    said = [answer.line(line + b"\r\n") for line in head]
    assert (STOP not in said) == right


def test_libcurl_is_let_to_no_address_that_was_not_checked(
    hostile: Hostile, connect: Connect, monkeypatch: pytest.MonkeyPatch, *, fast: bool
) -> None:
    """A name is looked up once, by us; whatever else it may mean, the connection goes where we have looked."""
    site, other = hostile.open(fault.good), hostile.open(fault.good)
    asked: list[str] = []

    def look_up(host: str, port: int) -> list[str]:
        asked.append(host)
        return [site.host]

    monkeypatch.setattr(guarded, "look_up", look_up)
    monkeypatch.setattr("monitor.net.lookups.look_up", look_up)
    named = replace(site, host="news.example")
    client = connect(named)
    assert client.get(named.url()).body == FEED
    assert asked == ["news.example"]
    assert not client.get(f"http://news.example:{other.port}/").body
    assert other.connections == 0


@pytest.mark.parametrize("fast", [True], ids=["swift"])
def test_a_second_try_on_a_new_connection_looks_nothing_up(
    hostile: Hostile, connect: Connect, monkeypatch: pytest.MonkeyPatch, *, fast: bool
) -> None:
    """Also where a request to an address in numbers has ended meanwhile: libcurl knows nothing but what we told it."""
    ended = threading.Event()

    async def once_in_vain(asked: fault.Asked, writer: asyncio.StreamWriter) -> None:
        if asked.path == "/again" and site.connections == 1:
            await asyncio.to_thread(ended.wait, 5)
            raise OSError
        writer.write(fault.answer(FEED))

    site, other = hostile.open(once_in_vain, keep=True), hostile.open(fault.good)
    monkeypatch.setattr("monitor.net.lookups.look_up", lambda host, port: [site.host])
    named = replace(site, host="news.example")
    client = connect(named, other)
    assert client.get(named.url()).body == FEED
    assert client.fetcher.submit(Request(("feed", "news"), named.url("/again")))
    assert client.get(other.url()).body == FEED
    ended.set()
    (reply,) = client.take(1)
    assert (reply.error, reply.body, site.connections) == ("", FEED, 2)


@pytest.mark.parametrize("found", [["93.184.216.34", "10.0.0.7"], ["127.0.0.1"], ["::ffff:10.0.0.7"]])
def test_one_inner_answer_refuses_the_name(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, found: list[str], *, fast: bool
) -> None:
    monkeypatch.setattr(guarded, "look_up", lambda host, port: found)
    monkeypatch.setattr("monitor.net.lookups.look_up", lambda host, port: found)
    reply = connect().get("http://belta.example/rss")
    assert reply.error == f"the address leads to {found[-1]}, which is not public (belta.example)"
    assert reply.refused


def test_whoever_audits_connections_is_told_of_libcurls_too(hostile: Hostile, connect: Connect) -> None:
    seen: list[Any] = []
    watching = [True]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event == "socket.connect":
            seen.append(tuple(arguments[1][:2]))

    sys.addaudithook(watch)  # for good: Python takes none away
    site = hostile.open(fault.good)
    assert connect(site).get(site.url()).error == ""
    watching.clear()
    assert site.pair in seen


@pytest.mark.parametrize("fast", [True], indirect=True)
def test_hosts_that_hang_hold_nobody_up(hostile: Hostile, connect: Connect) -> None:
    """More of them than there are places: after a while each gives its place to another."""
    slow = [hostile.open(fault.never) for _ in range(4)]
    quick = [hostile.open(fault.good) for _ in range(4)]
    limits = replace(SMALL, fetch_at_once=2, fetch_deadline=8.0, fetch_slow_after=0.2, fetch_slow=4)
    client = connect(*slow, *quick, limits=limits)
    for site in (*slow, *quick):
        assert client.fetcher.submit(Request(("feed", site.host), site.url()))
    assert {reply.token[1] for reply in client.take(4, seconds=6)} == {site.host for site in quick}


@pytest.mark.parametrize("fast", [True], indirect=True)
def test_a_flood_that_is_no_answer_ends_before_the_deadline(hostile: Hostile, connect: Connect) -> None:
    """A chunk's line without end: libcurl would read it for ever."""

    async def flood(_: fault.Asked, out: Any) -> None:
        out.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=")
        while not out.is_closing():
            out.write(b"y" * 65536)
            await out.drain()

    site = hostile.open(flood)
    reply = connect(site, limits=replace(SMALL, fetch_deadline=20.0)).get(site.url())
    assert reply.error == f"the answer of {site.host} is not correct HTTP"


def test_without_pycurl_the_other_transport_is_used(monkeypatch: pytest.MonkeyPatch, hostile: Hostile) -> None:
    from monitor.net import Background

    monkeypatch.setitem(sys.modules, "pycurl", None)
    for name in ("line", "swift", "curling"):
        monkeypatch.delitem(sys.modules, f"monitor.net.{name}", raising=False)
    fast_one_there.cache_clear()
    assert not fast_one_there()
    background = Background(lambda: None)
    fetcher = Fetcher(background, SMALL, "x")
    assert type(fetcher._engine).__name__ == "Careful"
    fetcher.close()
    background.close()
    fast_one_there.cache_clear()


def test_an_address_in_numbers_needs_no_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shortcuts of `literal` say what the C library says."""
    for host in ("127.0.0.1", "belta.by", "1.2.3.4.by", "0x7f.1", "127.1", "2130706433", "1.2.3.4.", "::1", "a.b.c1"):
        try:
            told = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)[0][4][0]
        except OSError:
            told = ""
        assert guard.literal(host) == told


@pytest.mark.parametrize("fast", [True], indirect=True)
def test_a_fault_that_nobody_foresaw_ends_each_request_once_and_the_next_is_carried(
    hostile: Hostile, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, site = hostile.open(fault.never), hostile.open(fault.good)
    client = connect(slow, site, limits=replace(SMALL, fetch_deadline=20.0))
    engine, waiting = client.fetcher._engine, [Request(("feed", n), slow.url()) for n in range(3)]
    look = engine._look  # type: ignore[attr-defined]
    faults = [KeyError("first")]

    def looks() -> None:
        if faults and engine._lines:  # type: ignore[attr-defined]
            raise faults.pop()
        look()

    monkeypatch.setattr(engine, "_look", looks)
    assert client.fetcher.submit_all(waiting) == 3
    ended = client.take(3)
    assert {reply.token for reply in ended} == {request.token for request in waiting}
    assert {reply.error for reply in ended} == {"a fault of this program: KeyError"}
    assert client.get(site.url()).body == FEED
    assert client.fetcher.in_flight == 0


@pytest.mark.parametrize("fast", [True], indirect=True)
def test_what_one_host_leaves_on_the_way_of_a_proxy_is_not_the_next_ones(hostile: Hostile, connect: Connect) -> None:
    proxy = hostile.open(fault.good)
    client = connect(proxy=f"http://{proxy.host}:{proxy.port}")
    assert client.get("http://one.example/").body == client.get("http://other.example/").body == FEED
    assert proxy.connections == 2


def test_a_login_at_the_proxy_may_have_any_letters(hostile: Hostile, connect: Connect) -> None:
    proxy = hostile.open(fault.good)
    assert connect(proxy=f"http://%D0%B9:p@{proxy.host}:{proxy.port}").get("http://one.example/").body == FEED
    assert proxy.asked[0].headers["proxy-authorization"] == "Basic 0Lk6cA=="
