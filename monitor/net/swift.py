"""The fast transport: one thread in which libcurl carries all requests at once, where pycurl is installed.

A request costs no task, no lock and no client. What may be reached, what is believed and what is said of a failure is
the same as in `careful`; both are tried by the same hostile servers.
"""

from __future__ import annotations

import select
import socket
import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pycurl

from monitor.clock import SystemClock
from monitor.errors import SecretMissing
from monitor.model.fetch import Reply, Request
from monitor.net.address import Address
from monitor.net.bundle import bundle
from monitor.net.curling import unfound
from monitor.net.faults import Fault
from monitor.net.guard import literal, refusal
from monitor.net.line import Line, Route
from monitor.net.lookups import Found, Lookups
from monitor.net.proxy import Proxy, proxy_of
from monitor.net.robots import Known, Robots
from monitor.net.trip import Terms, Trip, broken
from monitor.net.turns import Turns

_REMEMBERED = 15.0  # seconds for which an address that was checked serves the next request, as a connection would
_TRIED = 3  # addresses of a name
_LOOK = 0.25  # seconds between two looks at what takes long
_ROUTES = 256


class _Hop:
    """One request of a trip: to this address, by this proxy."""

    __slots__ = ("address", "began", "proxy", "trip", "where")

    def __init__(self, trip: Trip, address: Address, proxy: Proxy | None) -> None:
        self.trip = trip
        self.address = address
        self.where = address.where
        self.proxy = proxy
        self.began = 0.0


class Swift:
    """Sends requests and delivers their replies, in batches; `ring` is called once for each batch."""

    def __init__(self, terms: Terms, deliver: Callable[[Sequence[Reply]], None], ring: Callable[[], None]) -> None:
        self._terms = terms
        self._deliver = deliver
        self._ring = ring
        self._clock = SystemClock().stopwatch
        self._inbox: deque[Request] = deque()
        self._robots = Robots(terms.limits, terms.user_agent)
        self._trips: set[Trip] = set()  # that have not ended yet
        self._asking: dict[Trip, Known] = {}  # fetches of a robots.txt
        self._turns: Turns[_Hop] = Turns(terms.limits)
        self._lookups = Lookups(self._wake)
        self._looking: dict[_Hop, Route] = {}  # whose names are being looked up; the route is without addresses yet
        self._routes: dict[tuple[str, int], tuple[float, Route]] = {}
        self._lines: dict[Any, tuple[Line, _Hop]] = {}  # under way, by their handles
        self._named: Counter[tuple[str, int]] = Counter()  # of these, how many lead to a name
        self._over: list[tuple[str, int]] = []  # names that libcurl still has addresses of, and none leads to
        self._free: list[Line] = []
        self._replies: list[Reply] = []
        self._looked = 0.0
        self._closing = False
        self._rung = False
        self._multi = self._opened()
        self._bell, self._door = socket.socketpair()
        self._bell.setblocking(False)
        self._thread: threading.Thread | None = None

    def begin(self, requests: Sequence[Request]) -> None:
        """Start them all; each is answered by one reply, whatever happens."""
        self._inbox.extend(requests)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="fetching", daemon=True)
            self._thread.start()
        self._wake()

    def close(self) -> None:
        """Break off what runs and close every connection."""
        self._closing = True
        self._rung = False
        self._wake()
        if self._thread is not None:
            self._thread.join(5)
        else:
            self._let_go()
            self._bell.close()
            self._door.close()

    def _wake(self) -> None:
        if not self._rung:
            self._rung = True
            with suppress(OSError):  # closed, or so full that it wakes anyway
                self._bell.send(b"!")

    def _run(self) -> None:
        while not self._closing:
            try:
                self._take()
                self._turn()
                self._hand_over()
                self._wait()
                self._look()
            except Exception as fault:  # noqa: BLE001 - nobody else carries requests: all would stay claimed for ever
                self._start_anew(fault)
                threading.Event().wait(_LOOK)  # it may come at once again
        try:
            self._let_go()
        finally:
            self._bell.close()
            self._door.close()

    def _hand_over(self) -> None:
        if self._replies:
            replies, self._replies = self._replies, []
            self._deliver(replies)
            self._ring()

    def _start_anew(self, fault: Exception) -> None:
        """What nobody foresaw ends all that is under way, each with a reply; nothing of it is carried on."""
        self._let_go()
        for trip in [each for each in self._trips if each not in self._asking]:
            self._end(trip, broken(trip.request, fault))
        self._trips.clear()
        self._asking.clear()
        self._robots = Robots(self._terms.limits, self._terms.user_agent)
        self._turns = Turns(self._terms.limits)
        self._multi = self._opened()
        self._hand_over()

    def _let_go(self) -> None:
        for line, _ in self._lines.values():
            with suppress(pycurl.error):
                self._multi.remove_handle(line.curl)
            line.rest()
        self._lines.clear()
        self._named.clear()
        self._over.clear()
        self._looking.clear()
        self._free.clear()
        self._multi.close()

    def _opened(self) -> Any:
        multi = pycurl.CurlMulti()
        multi.setopt(pycurl.M_MAXCONNECTS, max(1, self._terms.limits.idle_connections))
        return multi

    def _turn(self) -> None:
        """Start what may start and carry on what is under way, until nothing moves without the world."""
        moved = True
        while moved:
            moved = False
            while self._turns.waiting and self._room():
                hop = self._turns.next()
                self._fenced(hop.trip, self._set_out, hop)
                moved = True
            self._multi.perform()  # also where nothing is under way: connections that end want to be seen off
            moved = self._collect() or moved

    def _wait(self) -> None:
        """Until something can be read or written, somebody is at the door, or somebody's time is over."""
        reading, writing, _ = self._multi.fdset()
        within = self._multi.timeout()
        patience = _LOOK if self._lines or self._looking or within >= 0 else None
        if within >= 0:
            patience = min(_LOOK, within / 1000)
        watched = select.poll()  # not select: it knows no descriptor above 1,023
        for each in (*reading, *writing):
            watched.register(each, select.POLLIN * (each in reading) | select.POLLOUT * (each in writing))
        door = self._door.fileno()
        watched.register(door, select.POLLIN)
        ready = watched.poll(None if patience is None else patience * 1000)
        if any(each == door for each, _ in ready):
            self._door.recv(64)
            self._rung = False

    def _take(self) -> None:
        while self._inbox:
            trip = Trip(self._inbox.popleft(), self._terms)
            self._trips.add(trip)
            self._fenced(trip, self._depart, trip)
        while self._lookups.answers:
            hop, found = self._lookups.answers.popleft()
            if hop in self._looking:  # nobody waits any more for what came too late
                self._fenced(hop.trip, self._found, hop, found)

    def _fenced(self, trip: Trip, step: Callable[..., None], *about: Any) -> None:
        """Whatever goes wrong in a step of a trip is the end of that trip alone."""
        refused = False
        try:
            step(*about)
        except TimeoutError:
            error = trip.late()
        except Fault as fault:
            error, refused = str(fault), fault.refused
        except SecretMissing as missing:
            error = str(missing)
        except (OSError, ValueError) as fault:
            error = f"the request failed: {type(fault).__name__}"
        except Exception as fault:  # noqa: BLE001 - a request without a reply would stay claimed for ever
            self._end(trip, broken(trip.request, fault))
            return
        else:
            return
        self._end(trip, trip.failed(error, refused=refused))

    def _end(self, trip: Trip, reply: Reply) -> None:
        if trip not in self._trips:  # a second fault on its way: it has had its reply
            return
        self._trips.remove(trip)
        known = self._asking.pop(trip, None)
        if known is None:
            self._replies.append(reply)
        else:
            self._robots.learn(known, reply, self._clock())

    def _depart(self, trip: Trip) -> None:
        self._approach(trip, trip.depart())

    def _approach(self, trip: Trip, address: Address) -> None:
        """On the way to an address: first its robots.txt where that is asked, then the turn at its host."""
        if not trip.request.ask_robots:
            self._queue(trip, address)
            return
        known = self._robots.of(address.origin, self._clock())
        if known.waiting is None:
            self._queue(trip, address, known)
            return
        known.waiting.append(partial(self._fenced, trip, self._queue, trip, address, known))
        if not known.asked:
            known.asked = True
            asking = trip.robots(address.origin)
            self._asking[asking] = known
            self._trips.add(asking)
            self._fenced(asking, self._depart, asking)

    def _queue(self, trip: Trip, address: Address, known: Known | None = None) -> None:
        if known is not None:
            self._robots.check(address, known.verdict)
        if address.scheme == "https":
            bundle(trip.way[1])  # a file that is none is said before anybody is called
        hop = _Hop(trip, address, proxy_of(trip.way[0]) if trip.way[0] else None)
        self._turns.enter(hop.where, hop)

    def _room(self) -> bool:
        """Whether one more may be under way; those that hang and hold nothing give their places to others."""
        limits = self._terms.limits
        busy = len(self._lines) + len(self._looking)
        if busy < limits.fetch_at_once:
            return True
        since = self._clock() - limits.fetch_slow_after
        slow = 0
        for line, hop in self._lines.values():  # the oldest come first
            if hop.began > since:
                break
            slow += not line.heavy
        for hop in self._looking:
            if hop.began > since:
                break
            slow += 1
        return busy - min(slow, limits.fetch_slow) < limits.fetch_at_once

    def _set_out(self, hop: _Hop) -> None:
        """Its turn has come: to a checked address at once, or when its name has been looked up."""
        hop.began = self._clock()
        host, port = (hop.proxy.host, hop.proxy.port) if hop.proxy else hop.where
        until, route = self._routes.get((host, port), (0.0, None))
        if route is not None and hop.began < until:
            self._send(hop, route)
        elif spelt := literal(host):
            self._send(hop, Route(host, port, (spelt,), named=False))
        else:
            self._routes.pop((host, port), None)  # it is old
            self._looking[hop] = Route(host, port, ())
            try:
                self._lookups.ask(hop, host, port)
            except RuntimeError as fault:  # no more threads
                self._lookups.answers.append((hop, OSError(str(fault))))

    def _found(self, hop: _Hop, found: Found) -> None:
        asked = self._looking.pop(hop)
        try:
            if isinstance(found, Exception):
                raise unfound(found, hop.address, self._terms.limits, proxied=hop.proxy is not None)
            route = Route(asked.host, asked.port, tuple(found))
        except Fault:
            self._leave(hop)
            raise
        self._send(hop, route)

    def _send(self, hop: _Hop, route: Route) -> None:
        """Hand it to libcurl, to no other than these addresses, of which none may be inside."""
        line = self._free.pop() if self._free else Line(self._terms.limits)
        try:
            self._check(hop, route)
            if route.named:
                route = replace(route, addresses=route.addresses[:_TRIED])
                self._remember(route)
                line.forget = self._forgotten()
            line.send(hop.trip, hop.address, route, hop.proxy, hop.began)
            self._multi.add_handle(line.curl)
        except BaseException:
            self._free.append(line)
            self._leave(hop)
            raise
        self._lines[line.curl] = (line, hop)
        if route.named:
            self._named[route.host, route.port] += 1

    def _forgotten(self) -> list[str]:
        """What libcurl is to drop: it keeps the addresses of a name as long as a request to it is under way."""
        over, self._over = self._over, []
        return [f"-{host}:{port}" for host, port in over if not self._named[host, port]]

    def _check(self, hop: _Hop, route: Route) -> None:
        if hop.proxy is None and hop.where not in self._terms.allowed:
            inner = refusal(route.host, route.addresses)
            if inner:
                raise Fault(inner, refused=True)

    def _remember(self, route: Route) -> None:
        while len(self._routes) >= _ROUTES:
            del self._routes[next(iter(self._routes))]
        self._routes.setdefault((route.host, route.port), (self._clock() + _REMEMBERED, route))

    def _leave(self, hop: _Hop) -> None:
        """Its turn is over; the time that it took is its trip's."""
        hop.trip.left -= self._clock() - hop.began
        self._turns.leave(hop.where)

    def _collect(self) -> bool:
        """Take what has ended; whether there was any."""
        some = False
        while True:
            left, good, bad = self._multi.info_read()
            for curl, code, text in (*((each, 0, "") for each in good), *bad):
                line, hop = self._lines.pop(curl)
                self._fenced(hop.trip, self._ended, line, hop, code, text)
                some = True
            if not left:
                return some

    def _ended(self, line: Line, hop: _Hop, code: int, text: str) -> None:
        try:
            head, body = line.result(code, text, self._clock())
        except Fault:
            self._routes.pop((line.route.host, line.route.port), None)
            raise
        finally:
            self._give_back(line, hop)
        target = hop.trip.follow(hop.address, head)
        if target is None:
            self._end(hop.trip, hop.trip.arrived(head, body))
        else:
            self._approach(hop.trip, target)

    def _give_back(self, line: Line, hop: _Hop) -> None:
        self._multi.remove_handle(line.curl)
        line.rest()
        self._free.append(line)
        self._leave(hop)
        way = line.route.host, line.route.port
        if line.route.named:
            self._named[way] -= 1
            if not self._named[way]:
                del self._named[way]
                self._over.append(way)

    def _look(self) -> None:
        """Now and then: names that are looked up for too long, and floods that are no answer."""
        now = self._clock()
        if now - self._looked < _LOOK:
            return
        self._looked = now
        patience = self._terms.limits.connect
        for hop in [each for each in self._looking if now - each.began >= min(patience, each.trip.left)]:
            self._fenced(hop.trip, self._found, hop, TimeoutError())
        for line, hop in [each for each in self._lines.values() if now - each[1].began > 1]:
            if line.flooded():
                del self._lines[line.curl]
                self._fenced(hop.trip, self._drown, line, hop)

    def _drown(self, line: Line, hop: _Hop) -> None:
        self._give_back(line, hop)
        raise Fault(f"the answer of {hop.address.shown} is not correct HTTP")
