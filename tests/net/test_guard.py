"""Nothing inside our own networks is reached, however it is spelled."""

from __future__ import annotations

import asyncio
import ipaddress

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.fetch import Request
from monitor.model.limits import Limits
from monitor.net.guard import is_public, refusal
from monitor.net.guarded import Guard, Refused
from tests import hostile as fault
from tests.hostile import Hostile
from tests.net.conftest import Connect

INSIDE = [
    "127.0.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0.0.0.0",  # the whole machine, here as a destination
    "224.0.0.1",
    "239.1.1.1",
    "ff02::1",
    "fe80::1",
    "fc00::1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001::1",
    "192.88.99.1",
    "::7f00:1",  # ::127.0.0.1, and the three below: outside 2000::/3 nothing is public, whatever Python says
    "::ffff:0:7f00:1",
    "fec0::1",
    "5f00::1",
    "3fff::1",
    "255.255.255.255",
    "240.0.0.1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2a00:1450:4010::1", "::ffff:93.184.216.34", "8.8.8.8"])
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_alike_in_both_spellings(address: ipaddress.IPv4Address) -> None:
    assert is_public(str(address)) == is_public(f"::ffff:{address}")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "news.localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
        "localhost.",
        "127.0.0.1.",
        "[::127.0.0.1]",
        "0x7f.1",
        "2130706433",
        "127.1",
        "[64:ff9b::7f00:1]",
        "224.0.0.1",
        "0",
    ],
)
def test_a_url_that_spells_an_inner_address_is_refused(connect: Connect, host: str) -> None:
    reply = connect().get(f"http://{host}/")
    assert reply.refused
    assert reply.error.startswith("the address leads to ")
    assert "not public" in reply.error


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::ffff:127.0.0.1", "0x7f.1", "2130706433", "224.0.0.1"])
def test_the_guard_itself_refuses_at_connect_time(host: str) -> None:
    with pytest.raises(Refused, match="not public"):
        asyncio.run(Guard(Limits()).connect_tcp(host, 80, 1.0))


def test_one_inner_answer_among_public_ones_refuses_the_name() -> None:
    """A name that also points inside is an attack or a fault; it is asked for only once."""
    asked: list[str] = []

    async def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34", "10.0.0.7"]

    with pytest.raises(Refused, match=r"the address leads to 10\.0\.0\.7, which is not public \(belta\.example\)"):
        asyncio.run(Guard(Limits(), resolver=resolver).connect_tcp("belta.example", 443, 1.0))
    assert asked == ["belta.example"]


def test_the_connection_goes_to_the_address_that_was_checked(hostile: Hostile) -> None:
    site = hostile.open(fault.good)

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.254", site.host]  # nobody listens on the first

    async def visit() -> tuple[str, int]:
        guard = Guard(Limits(), frozenset({("news.example", site.port)}), resolver)
        stream = await guard.connect_tcp("news.example", site.port, 2.0)
        peer = stream.get_extra_info("server_addr")
        await stream.aclose()
        return str(peer[0]), int(peer[1])

    assert asyncio.run(visit()) == site.pair


def test_a_slow_name_service_ends_at_the_connect_limit() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    with pytest.raises(httpcore.ConnectTimeout):
        asyncio.run(Guard(Limits(), resolver=resolver).connect_tcp("slow.example", 80, 0.05))


def test_the_exception_is_one_exact_pair(hostile: Hostile, connect: Connect) -> None:
    """Another port of an allowed host is as closed as any."""
    allowed, other = hostile.open(fault.good), hostile.open(fault.good)
    client = connect(allowed)
    assert client.get(allowed.url()).error == ""
    assert client.get(f"http://{allowed.host}:{other.port}/").refused
    assert client.get(other.url()).refused
    assert other.connections == 0


def test_a_redirect_inside_is_not_followed(hostile: Hostile, connect: Connect) -> None:
    canary = hostile.open(fault.good)
    site = hostile.open(fault.redirect(canary.url("/secret")))
    reply = connect(site).get(Request(("page", 1), site.url()))
    assert reply.error == f"redirected, and the address leads to {canary.host}, which is not public"
    assert reply.refused
    assert canary.connections == 0


def test_the_zone_of_a_link_local_address_hides_nothing() -> None:
    assert refusal("x", ["fe80::1%eth0"]) == "the address leads to fe80::1%eth0, which is not public (x)"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.org/", "the address begins with ftp, and only http and https are fetched"),
        ("belta.by/rss", "the address begins with no scheme, and only http and https are fetched"),
        ("http://", "the address names no host"),
        ("http://u:p@example.org/", "the address carries a user name or password, which is not sent"),
        ("http://example.org/" + "x" * 5000, "the address is longer than 4 kB"),
        ("http://exa mple.org/", "the address is not a correct URL"),
        ("http://example.org:99999/", "the address is not a correct URL"),
    ],
)
def test_addresses_that_are_not_asked_at_all(connect: Connect, url: str, sentence: str) -> None:
    reply = connect().get(url)
    assert (reply.error, reply.refused, reply.status) == (sentence, True, 0)
