"""A day on a disk that fails: statements that are refused, and what must be true of the day all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

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


@dataclass
class Faulty:
    """Refuses statements that write: all while `down`, the one with this number from now on, the first of its kind."""

    down: bool = False
    left: int | None = None
    first: str = ""  # words of the statement
    tried: list[str] = field(default_factory=list)
    error: Callable[[], sqlite3.Error] = field(default=lambda: broken(sqlite3.SQLITE_FULL, "database or disk is full"))

    def fail_at(self, n: int) -> None:
        """The n-th from now on."""
        self.left = n

    def fail_at_first(self, words: str) -> None:
        """The next one that has these words, once."""
        self.first = words

    def pass_or_raise(self, sql: str) -> None:
        self.tried.append(sql)
        if self.first and self.first in sql:
            self.first = ""
            raise self.error()
        if self.left is not None:
            self.left -= 1
        if self.down or (self.left is not None and self.left < 0):
            self.left = None
            raise self.error()


def broken(code: int, words: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


def damage() -> sqlite3.DatabaseError:
    """What SQLite says of a page of rubbish."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
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
