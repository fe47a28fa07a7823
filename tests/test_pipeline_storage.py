"""The river on a disk that is full, may not be written or fails: it lives on, says so, loses and repeats nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from monitor.model.limits import HOUR
from monitor.model.message import Delivery
from tests.store.samples import db
from tests.world import Item, World, source, text_of

OPERATOR = "duty@example.org"
TITLES = [
    "Lukashenko arrives in Baku on a state visit to Azerbaijan",
    "Лукашенко и Алиев подписали в Баку документы о торговле Беларуси и Азербайджана",
    "Bakıda Azərbaycan-Belarus hökumətlərarası komissiyasının iclası keçirilib",
]
SELDOM = 12 * HOUR
ALL_ROOM, NO_ROOM, NEARLY = 5000, 40, 105  # MB


def a_world(path: Path, **more: Any) -> World:
    """One with an operator, on a disk with room."""
    made = World(path, lasting=True, **more)
    made.disk.has(ALL_ROOM)
    made.setup = replace(made.setup, operator=Delivery("mail", OPERATOR))
    made.river.use(made.setup)
    return made


def to(world: World, recipient: str) -> list[str]:
    return [" ".join(text_of(letter).split()) for letter in world.mail.inbox if letter.recipient == recipient]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return a_world(tmp_path)


# -- too little room


def test_below_the_limit_nothing_is_taken_in_and_what_is_there_is_told(world: World) -> None:
    world.feed("belta", Item(TITLES[0])).settle()
    world.disk.has(NO_ROOM)
    world.feed("belta", Item(TITLES[0]), Item(TITLES[1])).net.asked.clear()
    world.until("09:00")
    assert world.net.asked == []
    assert world.store.totals()["article"] == 1
    (text,) = to(world, "desk@example.org")
    assert TITLES[0] in text
    assert "Disk: too little room since 14 May 06:00 Baku" in text


def test_what_arrives_below_the_limit_is_let_go_with_its_validators(world: World) -> None:
    """A reply that was on its way when the disk filled: neither articles nor validators; the feed is due as before."""
    world.feed("belta", Item(TITLES[0])).river.round()
    assert world.net.in_flight
    before = world.store.feeds.get("belta")
    world.disk.has(NO_ROOM)
    world.settle()
    assert world.store.feeds.get("belta") == before
    assert world.store.totals()["article"] == 0
    world.disk.has(ALL_ROOM)
    world.until("06:01")
    assert world.store.totals()["article"] == 1


def test_it_goes_on_only_when_there_is_a_tenth_more(world: World) -> None:
    world.disk.has(NO_ROOM)
    world.settle()
    world.disk.has(NEARLY)
    world.until("06:30")
    assert world.net.asked == []
    world.disk.has(ALL_ROOM)
    world.until("06:40")
    assert len(world.net.asked) == 2


def test_the_operator_hears_of_it_each_day_and_when_it_is_over(world: World) -> None:
    world.disk.has(NO_ROOM)
    world.until("1 06:00")
    world.disk.has(ALL_ROOM)
    world.until("1 12:00")
    first, second, over = to(world, OPERATOR)
    assert "There is too little room on the disk: the disk of" in first
    assert "has 40 MB free (needed: 100 MB); nothing new is taken in since 14 May 2024 06:00" in first
    assert "since 14 May 2024 06:00" in second
    assert "The store is in order again: from 14 May 2024 06:00" in over
    assert "Nothing stored was lost, and 2 feeds were asked late" in over


def test_a_restart_remembers_since_when(world: World) -> None:
    world.disk.has(NO_ROOM)
    world.until("07:00").restart(clean=False).until("08:00")
    assert "too little room since 14 May 06:00 Baku" in to(world, "desk@example.org")[0]
    world.disk.has(ALL_ROOM)
    world.restart(clean=False).until("09:00")
    assert "from 14 May 2024 06:00" in to(world, OPERATOR)[-1]
    assert world.store.runs.trouble("disk") is None


# -- writes that fail


@dataclass
class Faulty:
    """Refuses statements that write: all while `down`, or the one with this number from now on."""

    down: bool = False
    left: int | None = None
    tried: list[str] = field(default_factory=list)
    error: Callable[[], sqlite3.Error] = field(default=lambda: broken(sqlite3.SQLITE_FULL, "database or disk is full"))

    def fail_at(self, n: int) -> None:
        """The n-th from now on."""
        self.left = n

    def pass_or_raise(self, sql: str) -> None:
        self.tried.append(sql)
        if self.left is not None:
            self.left -= 1
        if self.down or (self.left is not None and self.left < 0):
            self.left = None
            raise self.error()


def broken(code: int, words: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


class Raw:
    """sqlite3's own connection, with a fault before what writes: a statement, or the commit of what was written."""

    def __init__(self, raw: sqlite3.Connection, faulty: Faulty) -> None:
        self._raw, self._faulty = raw, faulty

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, sql: str, *args: Any) -> Any:
        if sql.split(None, 1)[0].upper() not in ("SELECT", "PRAGMA", "ROLLBACK", "SAVEPOINT", "RELEASE"):
            self._try(sql)
        return self._raw.execute(sql, *args)

    def executemany(self, sql: str, *args: Any) -> Any:
        self._try(sql)
        return self._raw.executemany(sql, *args)

    def _try(self, sql: str) -> None:
        try:
            self._faulty.pass_or_raise(sql)
        except sqlite3.Error:
            if self._raw.in_transaction:  # as SQLite itself does on a full disk
                self._raw.execute("ROLLBACK")
            raise


def faults(world: World) -> Faulty:
    faulty = Faulty()
    connection = db(world.store)
    connection._raw = Raw(connection._raw, faulty)  # type: ignore[assignment]
    return faulty


def a_day(world: World) -> None:
    world.feed("belta", Item(TITLES[0]), Item(TITLES[1], hours_old=2)).feed("azertac", Item(TITLES[2]))
    world.until("07:40")


def told_once(world: World, n: int) -> None:
    """Each title in exactly one message, sent once."""
    ids = [letter.message_id for letter in world.mail.inbox if letter.recipient != OPERATOR]
    assert len(ids) == len(set(ids)), n
    texts = to(world, "desk@example.org")
    assert [sum(title in text for text in texts) for title in TITLES] == [1, 1, 1], (n, texts)
    assert world.store.judgements.set_aside() == [], n


def seldom(path: Path) -> World:
    return a_world(path, sources=[source("belta", interval=SELDOM), source("azertac", interval=SELDOM)], start="07:20")


def test_a_write_that_fails_anywhere_loses_and_repeats_nothing(tmp_path: Path) -> None:
    """One statement fails, each in its turn; the river goes on by itself, in the same process."""
    whole = seldom(tmp_path / "whole")
    faulty = faults(whole)
    a_day(whole)
    writes = len(faulty.tried)
    assert writes > 60
    for n in range(0, writes, 7):
        world = seldom(tmp_path / str(n))
        faulty = faults(world)
        faulty.fail_at(n)
        a_day(world)
        assert faulty.left is None
        told_once(world, n)
        assert world.store.totals() == whole.store.totals(), n
        world.store.close()
