"""Many at once, one at a time for each host, a bounded queue, and a clean end."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from monitor.model.fetch import Request
from tests import hostile as fault
from tests.hostile import FEED, Asked, Hostile, answer
from tests.net.conftest import SMALL, Connect


class Counting:
    """A handler that knows how many requests it held at once."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.now = self.most = 0

    async def __call__(self, _: Asked, out: asyncio.StreamWriter) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self.seconds)
        self.now -= 1
        out.write(answer(FEED))


def test_a_host_is_asked_once_at_a_time(hostile: Hostile, connect: Connect) -> None:
    counting = Counting(0.02)
    site = hostile.open(counting)
    client = connect(site)
    for number in range(8):
        assert client.fetcher.submit(Request(("feed", number), site.url(f"/{number}")))
    replies = client.take(8)
    assert [reply.error for reply in replies] == [""] * 8
    assert [reply.token[1] for reply in replies] == list(range(8))
    assert counting.most == 1


def test_waiting_for_a_slow_host_holds_no_slot(hostile: Hostile, connect: Connect) -> None:
    """Two slots, ten requests to a host that never answers: the others still get through at once."""
    slow = hostile.open(fault.never)
    quick = [hostile.open(fault.good) for _ in range(6)]
    client = connect(slow, *quick, limits=replace(SMALL, fetch_at_once=2, fetch_deadline=2.0))
    for number in range(10):
        assert client.fetcher.submit(Request(("feed", f"slow {number}"), slow.url()))
    for number, site in enumerate(quick):
        assert client.fetcher.submit(Request(("feed", number), site.url()))
    replies = client.take(6, seconds=1.5)
    assert {reply.token[1] for reply in replies} == set(range(6))


def test_waiting_for_a_turn_costs_no_deadline(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(Counting(0.35))
    client = connect(site)
    for number in range(4):
        assert client.fetcher.submit(Request(("feed", number), site.url()))
    assert [reply.error for reply in client.take(4)] == [""] * 4


def test_so_many_at_once_in_all(hostile: Hostile, connect: Connect) -> None:
    counting = Counting(0.05)
    sites = [hostile.open(counting) for _ in range(9)]
    client = connect(*sites, limits=replace(SMALL, fetch_at_once=3))
    for site in sites:
        assert client.fetcher.submit(Request(("feed", site.host), site.url()))
    assert [reply.error for reply in client.take(9)] == [""] * 9
    assert counting.most == 3


def test_two_hosts_that_send_to_each_other_do_not_lock(hostile: Hostile, connect: Connect) -> None:
    async def cross(asked: Asked, out: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        other = sites[1] if asked.headers["host"].startswith(sites[0].host) else sites[0]
        out.write(
            answer(FEED) if asked.path == "/end" else answer(b"", f"Location: {other.url('/end')}", status="302 F")
        )

    sites = [hostile.open(cross), hostile.open(cross)]
    client = connect(*sites)
    for site in sites:
        assert client.fetcher.submit(Request(("feed", site.host), site.url()))
    assert [reply.error for reply in client.take(2)] == ["", ""]


def test_a_full_queue_takes_nothing_until_replies_are_taken(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.good)
    client = connect(site, limits=replace(SMALL, fetch_queue=2))
    request = Request(("feed", 1), site.url())
    assert client.fetcher.submit(request)
    assert client.fetcher.submit(request)
    assert not client.fetcher.submit(request)
    assert client.fetcher.in_flight == 2
    client.take(2)
    assert client.fetcher.in_flight == 0
    assert client.get(request).error == ""


def test_of_a_batch_as_many_of_the_first_are_taken_as_there_is_room_for(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.good)
    client = connect(site, limits=replace(SMALL, fetch_queue=3))
    requests = [Request(("feed", number), site.url(f"/{number}")) for number in range(5)]
    assert client.fetcher.submit_all(requests) == 3
    assert client.fetcher.submit_all(requests[3:]) == 0
    assert {reply.token[1] for reply in client.take(3)} == {0, 1, 2}
    assert client.fetcher.submit_all(requests[3:]) == 2
    client.take(2)


def test_close_breaks_off_what_runs(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.never)
    client = connect(site, limits=replace(SMALL, fetch_deadline=60.0))
    assert client.fetcher.submit(Request(("feed", 1), site.url()))
    client.close()
    client.close()
    assert client.fetcher.done() == []
    assert not client.fetcher.submit(Request(("feed", 2), site.url()))
