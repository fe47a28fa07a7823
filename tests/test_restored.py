"""A store put back from a backup, under the real river: nothing is lost, what may repeat says so, no number twice."""

from __future__ import annotations

from pathlib import Path

from monitor.model.limits import Limits
from monitor.pipeline.resending import resend, resend_payload
from monitor.store.backup import Backup, make
from monitor.store.restoring import Done, restore
from tests.store.samples import db
from tests.world import Item, World, source, subscription

VISIT = "Lukashenko arrives in Baku on a state visit to Azerbaijan"
TRADE = "Belarus and Azerbaijan sign an agreement on trade in Baku"
CALL = "Aliyev and Lukashenko discuss cooperation of Azerbaijan and Belarus by phone"
SPRING = Item("Belarus and Azerbaijan: trade turnover grows", hours_old=3)


def backed_up(world: World) -> Backup:
    return make(world.path, world.path / "backups", world.clock.now())


def put_back(world: World, backup: Backup, *, lose_old: bool = True) -> Done:
    """The service stops, the disk is lost or not, and the backup takes the store's place."""
    world.river.stop()
    world.store.close()
    if lose_old:
        (world.path / "monitor.db").unlink()
    done = restore(world.path, backup.path, world.clock.now())
    world.net.done()
    world.mail.done()
    world.open()
    return done


def a_world(path: Path) -> World:
    return World(path, sources=[source("belta"), source("azertac")])


def test_what_was_told_after_the_backup_comes_once_more_and_says_so(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    backup = backed_up(world)
    world.feed("belta", Item(VISIT)).until("07:40")
    assert VISIT in world.inbox[0]
    put_back(world.at("09:00"), backup)
    world.feed("azertac", Item(TRADE)).until("12:00")
    assert len(world.inbox) == 1  # today's digest was due before: it may have been sent, and is not sent again
    world.until("+1 08:00")
    assert len(world.inbox) == 2
    assert VISIT in world.inbox[1]
    assert TRADE in world.inbox[1]
    assert "Memory: put back on" in world.inbox[1]
    world.feed("belta", Item(VISIT), Item(CALL)).until("+2 08:00")
    last = " ".join(world.inbox[2].split())
    assert (CALL in last, VISIT in last) == (True, False)
    assert "Memory:" not in world.inbox[2]


def test_a_message_that_waited_goes_out_under_its_own_id(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.mail.loses_answers()
    world.feed("belta", Item(VISIT)).until("07:40")
    backup = backed_up(world)
    sent = len(world.mail.inbox)
    world.mail.up()
    world.until("08:00")
    put_back(world, backup)
    world.until("08:30")
    again = world.mail.inbox[sent:]
    assert len(again) == 2  # before the restore and after it
    assert {letter.message_id for letter in world.mail.inbox} == {world.mail.inbox[0].message_id}
    assert {letter.payload.body for letter in world.mail.inbox} == {world.mail.inbox[0].payload.body}


def test_what_the_old_store_says_it_sent_is_not_sent_again(tmp_path: Path) -> None:
    """Its file is still readable: somebody went back on purpose."""
    world = a_world(tmp_path)
    world.mail.down()
    world.feed("belta", Item(VISIT)).until("07:40")
    backup = backed_up(world)
    world.mail.up()
    world.until("09:00")
    assert len(world.mail.inbox) == 1
    done = put_back(world, backup, lose_old=False)
    world.until("12:00")
    assert len(world.mail.inbox) == 1
    assert done.aside is not None
    assert done.aside.exists()


def test_what_waited_in_an_old_backup_is_left_to_a_person(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.mail.down()
    world.feed("belta", Item(VISIT)).until("07:40")
    backup = backed_up(world)
    world.mail.up()
    world.until("08:30")
    world.next_day(5).until("09:00")
    before = len(world.mail.inbox)
    put_back(world, backup)
    world.settle()
    assert len(world.mail.inbox) == before
    states = [row["state"] for row in db(world.store).rows("SELECT state FROM message")]
    assert states == ["dead"]


def test_no_number_is_given_twice_and_no_alert_swallowed(tmp_path: Path) -> None:
    """An alert's id is made of the numbers of its articles: reused ones would make mail servers drop a new alert."""
    world = World(tmp_path, sources=[source("belta")], subscriptions=[subscription(alerts="normal")])
    world.feed("belta", SPRING).until("08:00")
    backup = backed_up(world)
    world.feed("belta", SPRING, Item(VISIT, hours_old=0)).until("09:00")
    before = {row["id"] for row in db(world.store).rows("SELECT id FROM article UNION SELECT id FROM story")}
    rung = [letter for letter in world.mail.inbox if letter.period.startswith("alert/")]
    assert len(rung) >= 1
    put_back(world, backup)
    known = {row["id"] for row in db(world.store).rows("SELECT id FROM article UNION SELECT id FROM story")}
    count = len(world.mail.inbox)
    world.feed("belta", SPRING, Item(VISIT, hours_old=1)).until("10:00")
    assert len(world.mail.inbox) == count  # it came out before: it may have rung, and waits for the digest
    world.feed("belta", SPRING, Item(VISIT, hours_old=2), Item(TRADE, hours_old=0)).until("12:00")
    new = world.mail.inbox[count:]
    assert ["sign-an-agreement-on-trade" in text for text in world.inbox[count:]] == [True]
    assert {letter.message_id for letter in new}.isdisjoint(letter.message_id for letter in rung)
    given = {row["id"] for row in db(world.store).rows("SELECT id FROM article UNION SELECT id FROM story")} - known
    assert given
    assert given.isdisjoint(before)


def test_a_digest_sent_by_hand_after_a_restore_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Mail servers drop a Message-ID they have seen: the second digest of a day would vanish in silence."""
    world = a_world(tmp_path)
    backup = backed_up(world)
    world.feed("belta", Item(VISIT)).until("07:40")
    put_back(world.at("09:00"), backup)
    world.feed("azertac", Item(TRADE)).until("10:00")
    desk = world.setup.subscriptions[0]
    assert world.river.composing.send_digest(desk, f"{world.day}/daily", world.clock.now()) is not None
    world.settle()
    first, second = world.mail.inbox
    assert first.period == second.period
    assert first.message_id != second.message_id


def test_what_is_sent_again_before_and_after_a_restore_has_two_ids(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.feed("belta", Item(VISIT)).until("07:40")
    backup = backed_up(world)

    def again() -> str:
        message = db(world.store).count("SELECT min(id) FROM message")
        with world.store.tx():
            resend(world.store, resend_payload([message]), world.clock.now())
        world.settle()
        return world.mail.inbox[-1].message_id

    before = again()
    put_back(world.at("09:00"), backup)
    assert again() not in {before, world.mail.inbox[0].message_id}


def test_a_restore_of_today_loses_no_article_of_the_feeds(tmp_path: Path) -> None:
    """Articles of three days that the feeds still list are all in the next digest."""
    world = World(tmp_path, sources=[source("belta")], limits=Limits(catch_up=86400))
    backup = backed_up(world)
    items = [Item(f"Belarus and Azerbaijan sign agreement number {n} in Baku", hours_old=2) for n in range(3)]
    world.feed("belta", *items).until("08:00")
    put_back(world, backup)
    world.until("+1 08:00")
    assert all(item.title in " ".join(world.inbox[-1].split()) for item in items)


def test_no_number_is_given_twice_where_a_store_is_put_back_twice(tmp_path: Path) -> None:
    """The first restore knew of numbers whose rows are gone; the second must learn of them."""
    world = World(tmp_path, sources=[source("belta")], subscriptions=[])
    world.feed("belta", SPRING).settle()
    backup = backed_up(world)
    items = [Item(f"Rain expected on day {n}") for n in range(20)]
    world.feed("belta", *items).until("06:40")
    given = db(world.store).count("SELECT max(id) FROM article")
    assert given > len(items)
    world.net.feeds.clear()
    for _ in range(2):
        put_back(world, backup, lose_old=False)
        world.clock.jump(world.clock.now() + 5)
    world.feed("belta", *items).until("07:20")
    new = [row["id"] for row in db(world.store).rows("SELECT id FROM article WHERE id > 1")]
    assert len(new) == len(items)
    assert min(new) > given
