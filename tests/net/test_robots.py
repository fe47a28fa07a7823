"""Pages are taken only where the host's robots.txt lets us."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from monitor.model.fetch import Request
from tests.hostile import FEED, Asked, Handler, Hostile, Site, answer, raw
from tests.net.conftest import SMALL, Connect


def with_robots(robots: bytes) -> Handler:
    async def serve(asked: Asked, out: asyncio.StreamWriter) -> None:
        out.write(robots if asked.path == "/robots.txt" else answer(FEED))

    return serve


def page(site: Site, path: str = "/az/xeber") -> Request:
    return Request(("page", 1), site.url(path), ask_robots=True)


RUBBISH = answer(
    b"\xef\xbb\xbf<!DOCTYPE html>\0\xff\xfe: Disallow\n%zz: /\nUser-agent\nDisallow: /\nUser-agent: *\nDisallow: //[\n"
    b"User-agent: x\nCrawl-delay: \xc2\xb2\nRequest-rate: 1/"
    + b"1" * 5000
    + b"\nUser-agent: BilateralMonitor\nDisallow: /closed\n"
)
RULES = answer(b"User-agent: *\nDisallow: /private/\n\nUser-agent: BilateralMonitor\nDisallow: /closed/\n")


def test_a_forbidden_page_is_refused_and_not_asked(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(with_robots(RULES))
    reply = connect(site).get(page(site, "/closed/1"))
    assert (reply.error, reply.refused) == (f"robots.txt of {site.host} forbids this page", True)
    assert [asked.path for asked in site.asked] == ["/robots.txt"]


def test_rules_are_asked_once_and_kept(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(with_robots(RULES))
    client = connect(site)
    for number in range(3):
        assert client.fetcher.submit(page(site, f"/private/{number}"))
    assert [reply.body for reply in client.take(3)] == [FEED] * 3
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1


def test_rules_are_asked_again_when_they_are_old(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(with_robots(RULES))
    client = connect(site, limits=replace(SMALL, robots_kept=0))
    assert [client.get(page(site)).error for _ in range(2)] == ["", ""]
    assert [asked.path for asked in site.asked].count("/robots.txt") == 2


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_no_rules_forbid_nothing(hostile: Hostile, connect: Connect, status: str) -> None:
    site = hostile.open(with_robots(answer(b"", status=status)))
    assert connect(site).get(page(site)).body == FEED


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        (lambda: answer(b"", status="503 Busy"), "the server answered 503 Service Unavailable"),
        (lambda: b"", "closed the connection without an answer"),
    ],
)
def test_rules_that_cannot_be_had_close_the_door_for_now(
    hostile: Hostile, connect: Connect, robots: Callable[[], bytes], reason: str
) -> None:
    site = hostile.open(with_robots(robots()))
    client = connect(site)
    reply = client.get(page(site))
    assert reply.error.startswith("robots.txt cannot be read, so no page is taken: ")
    assert reason in reply.error
    assert not reply.refused
    assert client.get(page(site)).error == reply.error
    assert len(site.asked) == 1


def test_a_redirect_asks_the_other_hosts_rules(hostile: Hostile, connect: Connect) -> None:
    other = hostile.open(with_robots(answer(b"User-agent: *\nDisallow: /\n")))

    async def open_door(asked: Asked, out: asyncio.StreamWriter) -> None:
        out.write(
            answer(b"", status="404 No")
            if asked.path == "/robots.txt"
            else answer(b"", f"Location: {other.url('/x')}", status="302 F")
        )

    site = hostile.open(open_door)
    reply = connect(site, other).get(page(site))
    assert (reply.error, reply.refused) == (f"robots.txt of {other.host} forbids this page", True)


def test_rules_in_rubbish_are_survived(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(with_robots(RUBBISH))
    client = connect(site)
    assert client.get(page(site)).body == FEED
    assert client.get(page(site, "/closed/1")).refused


def test_feeds_do_not_ask(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(raw(answer(FEED)))
    connect(site).get(site.url("/closed/feed"))
    assert [asked.path for asked in site.asked] == ["/closed/feed"]
