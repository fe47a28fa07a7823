"""The river on a disk that is full, may not be written or fails: it lives on, says so, loses and repeats nothing."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from monitor.errors import StoreDamaged, StoreUnwritable
from monitor.model.message import Letter
from tests.faultydisk import (
    ALL_ROOM,
    NEARLY,
    NO_ROOM,
    OPERATOR,
    TITLES,
    a_day,
    a_world,
    broken,
    damage,
    faults,
    seldom,
    to,
    told_once,
)
from tests.world import Item, World


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


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (sqlite3.SQLITE_FULL, "database or disk is full", "the disk is full"),
        (sqlite3.SQLITE_READONLY, "attempt to write a readonly database", "may only be read"),
        (sqlite3.SQLITE_IOERR | 3 << 8, "disk I/O error", "did not take or give"),
        (sqlite3.SQLITE_BUSY, "database is locked", "another program holds it locked"),
    ],
)
def test_hours_without_a_write_are_said_to_the_operator_once_and_nothing_is_lost(
    world: World, code: int, words: str, said: str
) -> None:
    faulty = faults(world)
    faulty.error = lambda: broken(code, words)
    world.feed("belta", Item(TITLES[0]))
    faulty.down = True
    world.until("07:00")
    (alarm,) = to(world, OPERATOR)
    assert "The store cannot be written: the store" in alarm
    assert said in alarm
    assert said in world.river.storage.degraded
    assert len(faulty.tried) < 80  # one small write a minute, no more
    assert len(world.net.asked) <= 2
    faulty.down = False
    world.feed("belta", Item(TITLES[0]), Item(TITLES[1])).feed("azertac", Item(TITLES[2])).until("08:30")
    told_once(world, code)
    over = to(world, OPERATOR)[-1]
    assert "The store is in order again: from 14 May 2024 06:00" in over


def test_an_alarm_without_a_write_has_the_same_id_after_a_restart(world: World) -> None:
    faulty = faults(world)
    faulty.down = True
    world.until("06:30").restart(clean=False)
    faults(world).down = True
    world.until("07:00")
    first, second = (letter.message_id for letter in world.mail.inbox)
    assert first == second
    assert "There" not in to(world, OPERATOR)[0]


def test_what_went_out_and_could_not_be_recorded_is_recorded_later_and_sent_once(world: World) -> None:
    world.feed("belta", Item(TITLES[0])).until("07:29")
    faulty, submit = faults(world), world.mail.submit

    def sent(letter: Letter) -> bool:
        faulty.down = letter.recipient != OPERATOR  # the disk fills while the letter is on its way
        return submit(letter)

    world.mail.submit = sent  # type: ignore[method-assign]
    world.until("08:29")
    world.mail.submit = submit  # type: ignore[method-assign]
    faulty.down = False
    world.until("12:00")
    assert len(to(world, "desk@example.org")) == 1
    (message,) = world.store.outbox.state_of(world.store.outbox.digests("desk", 1)[0]["id"])
    assert message["state"] == "sent"


def test_a_real_file_system_that_is_full_loses_and_repeats_nothing(small_disk: Path) -> None:
    """A tmpfs of a few MB, filled to the last byte while there is news, and emptied an hour later."""
    world = seldom(small_disk / "state")
    ballast = small_disk / "ballast"
    fill(ballast)
    world.feed("belta", Item(TITLES[0]), Item(TITLES[1], hours_old=2)).feed("azertac", Item(TITLES[2]))
    world.until("08:20")
    assert "the disk is full" in world.river.storage.degraded
    assert to(world, "desk@example.org") == []
    ballast.unlink()
    world.until("09:40")
    told_once(world, 0)
    assert "Storage: nothing could be taken in from 14 May 07:2" in to(world, "desk@example.org")[0]
    assert world.store.sound() == "ok"


def test_a_store_that_turns_out_damaged_ends_the_river_with_a_word_to_the_operator(world: World) -> None:
    faulty = faults(world)
    faulty.error = damage
    faulty.down = True
    with pytest.raises(StoreDamaged, match="is damaged") as raised:
        world.until("07:00")
    world.river.damaged(raised.value)
    (text,) = to(world, OPERATOR)
    assert "The store is damaged, and the monitor has ended" in text


def test_a_command_that_is_the_river_is_ended_by_a_full_disk_with_its_sentence(tmp_path: Path) -> None:
    world = World(tmp_path)
    faults(world).down = True
    with pytest.raises(StoreUnwritable, match="the disk is full"):
        world.until("07:00")


def fill(path: Path) -> None:
    """To the last byte."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB of its own, where this machine lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_what_was_to_be_said_while_nothing_could_be_written_is_said_later(world: World) -> None:
    world.river.backed_up("no room for a backup")
    faulty = faults(world)
    faulty.down = True
    world.river.round()
    world.river.backed_up("")
    world.river.waits_for_start("'network:' takes effect at the next start")
    world.river.use(world.setup)
    world.river.trouble("rules/az-by.yaml:3 is broken")
    faulty.down = False
    world.until("06:10")
    runs = world.store.runs
    assert runs.trouble("backup") is None
    assert all(runs.trouble(kind) for kind in ("restart", "rules"))
    assert world.river.bed.rules_trouble
    faulty.down = True
    world.river.round()
    world.river.trouble("rules/az-by.yaml:4 is broken")
    world.river.use(world.setup)  # mended: in this order the trouble is over
    faulty.down = False
    world.until("06:20")
    assert runs.trouble("rules") is None
    assert not world.river.bed.rules_trouble
