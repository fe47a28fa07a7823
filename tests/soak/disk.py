"""A day in which the disk refuses one write, each in its turn: the river goes on by itself, and everything is told once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor import log
from tests.faultydisk import a_day, broken, faults, seldom, told_once
from tests.soak.runs import Result, Say, Wish

SHOWS = "a full, failing or locked disk at any write loses and repeats nothing"
FAULTS: dict[str, Callable[[], sqlite3.Error]] = {
    "full": lambda: broken(sqlite3.SQLITE_FULL, "database or disk is full"),
    "failing": lambda: broken(sqlite3.SQLITE_IOERR | 3 << 8, "disk I/O error"),
    "locked": lambda: broken(sqlite3.SQLITE_BUSY, "database is locked"),
}
SHORT = 31  # each so manieth write alone


def soak(wish: Wish, say: Say) -> Result:
    """Every write of the day with every fault; in the short form some of them."""
    log.to(lambda _level, _event, _fields: None)
    result, days = Result(""), 0
    step = wish.of(None, SHORT, 1)
    for fault, error in FAULTS.items():
        with TemporaryDirectory() as folder:
            writes = _writes(Path(folder))
        broken_days = 0
        for n in range(wish.seed % step, writes, step):
            days += 1
            if problem := _day(n, error):
                broken_days += 1
                result.violations.append(f"{fault}, write {n}: {problem}")
        say(f"{fault}: {writes} writes, {len(range(wish.seed % step, writes, step))} tried, {broken_days} went wrong")
    log.to(None)
    result.line = f"{days} days, each with one write refused"
    return result


def _writes(folder: Path) -> int:
    world = seldom(folder / "whole")
    faulty = faults(world)
    a_day(world)
    world.store.close()
    return len(faulty.tried)


def _day(n: int, error: Callable[[], sqlite3.Error]) -> str:
    """What went wrong, "" where nothing did."""
    with TemporaryDirectory() as folder:
        world = seldom(Path(folder) / "state")
        faulty = faults(world)
        faulty.error = error
        faulty.fail_at(n)
        a_day(world)
        try:
            told_once(world, n)
            assert world.store.sound() == "ok"
        except AssertionError as violation:
            return str(violation).replace("\n", " ")[:200]
        finally:
            world.store.close()
    return ""
