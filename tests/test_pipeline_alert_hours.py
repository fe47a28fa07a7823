"""When alerts ring in a simulated day: windows, nights, telegrams, threads, and readers of one language."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.model.message import Quiet, Subscription
from monitor.pipeline.merging import merge_payload, split_payload
from tests.world import Item, World, source, subscription

VISIT = "Lukashenko to pay a state visit to Azerbaijan next week"
SUMMONED = "Azerbaijan's ambassador summoned to the Belarusian foreign ministry"
TELEGRAM = Item(
    "Aliyev congratulates Lukashenko on his birthday",
    "Dear Alexander Grigoryevich, I congratulate you on your birthday. I recall our meetings during your state visit "
    "to Azerbaijan and the documents that were signed then.",
)
CALL = "Presidents of Azerbaijan and Belarus talk by phone"
TRADE = "Belarus and Azerbaijan want to double their trade turnover by 2030"
NIGHT = Quiet(22 * 60, 7 * 60)


def a_world(path: Path, start: str, *readers: Subscription, feeds: tuple[str, ...] = ("belta", "azertac")) -> World:
    return World(path, sources=[source(name) for name in feeds], subscriptions=readers, start=start)


def kinds(world: World) -> list[str]:
    """What arrived: "alert" or the day of a digest."""
    return [letter.period.partition("/")[0] for letter in world.mail.inbox]


def test_a_birthday_telegram_at_three_in_the_night_wakes_nobody(tmp_path: Path) -> None:
    """Though it recalls a state visit, which the rules call urgent; the digest tells it."""
    world = a_world(tmp_path, "02:50", subscription(alerts="high"))
    world.feed("belta", TELEGRAM).until("07:29")
    assert world.inbox == []
    world.until("08:00")
    assert kinds(world) == ["2024-05-14"]
    assert TELEGRAM.title in " ".join(world.inbox[0].split())


def test_an_urgent_story_of_the_night_rings_at_its_end_once_with_everything_of_it(tmp_path: Path) -> None:
    """Nothing rings between, and the moment at which the river means to wake is that of the end."""
    world = a_world(tmp_path, "23:00", subscription(alerts="urgent", quiet=NIGHT, slots=()))
    world.feed("belta", Item(VISIT)).until("23:30")
    assert world.river.composing.next_moment() == world.moment("1 07:00")
    off = Item("Lukashenko's state visit to Azerbaijan cancelled", hours_old=0.1)
    world.until("1 02:00").feed("belta", off, Item(VISIT, hours_old=3)).until("1 06:59")
    assert world.inbox == []
    world.until("1 09:00")
    assert ["STATE VISIT, CANCELLED" in text for text in world.inbox] == [True]
    assert world.mail.inbox[0].composed == world.moment("1 07:00")
    assert world.store.totals()["told"] == 2


def test_whoever_is_to_be_woken_for_what_is_urgent_is_woken(tmp_path: Path) -> None:
    awake = Quiet(22 * 60, 7 * 60, urgent_rings=True)
    world = a_world(tmp_path, "23:00", subscription(alerts="high", quiet=awake))
    world.feed("belta", Item(VISIT), Item(TRADE)).until("1 06:00")
    assert ["STATE VISIT, PLANNED" in text for text in world.inbox] == [True]
    assert TRADE not in " ".join(world.inbox[0].split())


def test_what_the_digest_of_the_morning_has_told_does_not_ring_after_it(tmp_path: Path) -> None:
    late = Quiet(22 * 60, 9 * 60)
    world = a_world(tmp_path, "23:00", subscription(alerts="urgent", quiet=late))
    world.feed("belta", Item(VISIT)).until("1 12:00")
    assert kinds(world) == ["2024-05-15"]


def test_high_stories_of_half_an_hour_are_one_message_and_an_urgent_one_goes_before_it(tmp_path: Path) -> None:
    world = a_world(tmp_path, "10:00", subscription(alerts="high"))
    world.feed("belta", Item(TRADE, hours_old=0.1)).until("10:10")
    world.feed("azertac", Item(CALL, hours_old=0.1), Item(SUMMONED, hours_old=0.1)).until("10:20")
    assert len(world.inbox) == 1
    assert "ambassador" in world.inbox[0]
    world.until("12:00")
    assert kinds(world) == ["alert", "alert"]
    gathered = " ".join(world.inbox[1].split())
    assert len(world.inbox[1].splitlines()) <= 8
    assert len(world.inbox[1]) <= 600
    assert TRADE in gathered
    assert world.store.totals()["told"] == 3
    world.until("1 08:00")
    digest = " ".join(world.inbox[2].split())
    for title in (TRADE, SUMMONED):
        assert digest.count(title) == 1
    assert "ALERTED" in digest


def test_alerts_of_one_story_are_one_thread_and_after_a_merge_the_older_one(tmp_path: Path) -> None:
    world = a_world(tmp_path, "10:00", subscription(alerts="urgent"))
    world.feed("belta", Item(VISIT, hours_old=0.1)).until("10:30")
    world.feed("azertac", Item(SUMMONED, hours_old=0.1)).until("11:30")
    first, second = world.mail.inbox
    assert (first.thread, second.thread) == ("", "")
    stories = [world.store.outbox.stories(digest)[0] for digest in (1, 2)]
    world.store.requests.put("merge", merge_payload(stories[::-1]), world.clock.now())
    off = Item("Lukashenko's state visit to Azerbaijan cancelled", hours_old=0.1)
    world.until("12:00").feed("belta", off, Item(VISIT, hours_old=2)).until("14:00")
    assert [letter.thread for letter in world.mail.inbox[2:]] == [first.message_id]


def test_who_does_not_read_the_original_is_alerted_by_its_edition(tmp_path: Path) -> None:
    """And who reads both hears of it once."""
    english = subscription(alerts="urgent", languages=frozenset({"en"}))
    both = subscription("both", alerts="urgent")
    sources = [source("belta", language="ru"), source("belta-en", language="en", outlet="BelTA")]
    world = World(tmp_path, sources=sources, subscriptions=[english, both], start="10:00")
    world.feed("belta", Item("Лукашенко посетит Азербайджан с государственным визитом 15 мая", hours_old=0.3))
    world.feed("belta-en", Item("Lukashenko to pay a state visit to Azerbaijan on 15 May", hours_old=0.1))
    world.until("12:00")
    assert sorted(letter.subscription for letter in world.mail.inbox) == ["both", "desk"]
    assert {
        letter.subscription: "https://belta-en.example/" in text
        for letter, text in zip(world.mail.inbox, world.inbox, strict=True)
    } == {"desk": True, "both": False}


@pytest.mark.parametrize("moved", [
    "Lukashenko moves state visit to Azerbaijan to January", "Лукашенко переносит визит в Азербайджан на январь",
    "Lukaşenkonun Azərbaycana dövlət səfəri yanvara keçirilib", "Візіт Лукашэнкі ў Азербайджан перанесены на студзень",
    "Lukashenko cancels state visit to Azerbaijan",
])  # fmt: skip
def test_a_visit_that_was_announced_rings_again_when_it_is_moved_or_called_off(tmp_path: Path, moved: str) -> None:
    """At once: a change of plans waits for no hour to pass."""
    world = a_world(tmp_path, "10:00", subscription(alerts="urgent"))
    world.feed("belta", Item(VISIT, hours_old=0.1)).until("10:30")
    world.feed("azertac", Item(moved, hours_old=0.1)).until("10:50")
    assert len(world.inbox) == 2
    assert world.mail.inbox[1].thread == world.mail.inbox[0].message_id
    line = world.inbox[1].splitlines()[1]
    assert ("CANCELLED" if "cancels" in moved else "POSTPONED") in line


def test_merging_and_splitting_what_was_alerted_neither_rings_again_nor_doubles_its_line(tmp_path: Path) -> None:
    """Merged, it is one line of the digest that names both; split again, nothing of it is untold."""
    world = a_world(tmp_path, "10:00", subscription(alerts="urgent"))
    world.feed("belta", Item(VISIT, hours_old=0.1)).until("10:30")
    world.feed("azertac", Item(SUMMONED, hours_old=0.1)).until("11:30")
    assert kinds(world) == ["alert", "alert"]
    first, second = (world.store.outbox.stories(digest)[0] for digest in (1, 2))
    world.store.requests.put("merge", merge_payload([first, second]), world.clock.now())
    world.until("16:00")
    assert len(world.inbox) == 2
    world.until("1 08:00")
    digest = " ".join(world.inbox[2].split())
    assert digest.count(" alerted 14 May") == 1
    assert "and 1 earlier alert" in digest

    world.store.requests.put("split", split_payload(first, [2]), world.clock.now())
    world.until("2 08:00")
    assert kinds(world) == ["alert", "alert", "2024-05-15", "2024-05-16"]
    assert "alerted" not in world.inbox[3]
    assert world.store.totals()["told"] == 2
