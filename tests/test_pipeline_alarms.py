"""Alarms in a simulated day: what goes wrong reaches the operator, once a cause and day, and makes no loop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR, Limits
from monitor.model.message import Delivery, Letter, Outcome, Permanent, Sent, Subscription, Transient
from tests.world import Item, World, source, subscription, text_of

OPERATOR = "duty@example.org"
TALKS = Item("Azerbaijan and Belarus sign a customs protocol")


def world(path: Path, *subscriptions: Subscription, limits: Limits | None = None) -> World:
    """One with an operator."""
    made = World(path, subscriptions=subscriptions or (subscription(),), limits=limits, start="06:00")
    made.setup = replace(made.setup, operator=Delivery("mail", OPERATOR))
    made.river.use(made.setup)
    made.feed("belta", TALKS).feed("azertac", TALKS)
    return made


def alarms(world: World) -> list[str]:
    """Texts that reached the operator."""
    return [" ".join(text_of(letter).split()) for letter in world.mail.inbox if letter.recipient == OPERATOR]


def test_a_refused_recipient_stops_nobody_and_is_told_once_a_day(tmp_path: Path) -> None:
    made = world(tmp_path, subscription("desk", "gone@example.org", "here@example.org"))
    made.mail.refuses("gone@example.org")
    made.until("23:00")
    (alarm,) = alarms(made)
    assert "ALARM · Bilateral Monitor · Tue 14 May 2024, 07:30 Baku (UTC+4)" in alarm
    assert "A recipient is refused: gone@example.org on mail, the digest 2024-05-14/daily of desk: 550 no such" in alarm
    assert "What to do: correct or remove the recipient in digests.yaml" in alarm
    assert [letter.recipient for letter in made.mail.inbox][:1] == ["here@example.org"]
    made.restart(clean=False).until("1 08:00")
    assert len(alarms(made)) == 2
    assert made.mail.inbox[-1].subscription == "operator"


def test_a_dead_message_of_the_operator_makes_no_loop(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.mail.outcome = lambda _: Permanent("550 no such user")
    made.until("1 12:00")
    sent = made.store.outbox.digests("operator", 10)
    assert len(sent) == 2  # one a day for the reader's digest, none for the operator's own
    assert all(row["kind"] == "alarm" for row in sent)


def test_a_message_given_up_is_told_when_the_channel_works_again(tmp_path: Path) -> None:
    made = world(tmp_path, limits=Limits(retry_steps=(60,), retry_for=1800))

    def outcome(letter: Letter) -> Outcome:
        return Sent() if letter.recipient == OPERATOR else Transient("connecting to smtp.example.org: refused")

    made.mail.outcome = outcome
    made.until("12:00")
    (alarm,) = alarms(made)
    assert "A message was given up: desk@example.org on mail" in alarm
    assert "given up after" in alarm


def test_many_recipients_are_one_alarm_and_the_rest_waits_an_hour(tmp_path: Path) -> None:
    wrong = [f"no{number}@example.org" for number in range(30)]
    made = world(tmp_path, subscription("desk", *wrong))
    made.mail.outcome = lambda letter: Sent() if letter.recipient == OPERATOR else Permanent("550 no such user")
    made.until("12:00")
    found = alarms(made)
    assert len(found) <= 2
    assert sum(int(text.partition("refused: ")[2].split()[0]) for text in found) == 30
    assert "more; 'monitor doctor' names them" in found[0]


def test_a_feed_that_is_gone_is_told_once_and_a_silent_one_after_a_while(tmp_path: Path) -> None:
    made = world(tmp_path, limits=Limits(feed_dead=6 * HOUR, alarm_again=DAY))
    made.until("06:30")
    made.net.broken["belta"] = Reply(("feed", "belta"), "", "", 410, error="the server answered 410 Gone")
    made.until("10:00")
    (gone,) = alarms(made)
    assert "A feed is gone: Belta (belta):" in gone
    assert "last good answer 14 May 2024" in gone
    made.net.broken["azertac"] = Reply(("feed", "azertac"), "", "", 0, error="no answer within 30 s")
    made.until("15:00")
    assert len(alarms(made)) == 1
    made.until("17:00")
    assert len(alarms(made)) == 2
    assert "A feed does not answer: Azertac (azertac): no answer within 30 s" in alarms(made)[1]
    made.until("1 20:00")
    assert ["does not answer" in text for text in alarms(made)] == [False, True, True]


def test_a_broken_edit_is_told_after_ten_minutes_and_a_mended_one_is_not(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.until("10:00")
    made.river.trouble("rules/az-by.yaml:6:8 unknown key 'anny'; did you mean 'any'?")
    made.until("10:09")
    assert alarms(made) == []
    made.until("10:11")
    (alarm,) = alarms(made)
    assert (
        "The last edit of the rules is not in force: since 14 May 2024 10:00 Asia/Baku: rules/az-by.yaml:6:8" in alarm
    )
    made.until("20:00")
    assert len(alarms(made)) == 1
    made.river.use(made.setup)
    made.until("1 09:00")
    made.river.trouble("rules/az-by.yaml:1:1 something else")
    made.until("1 09:05")
    made.river.use(made.setup)
    made.until("1 12:00")
    assert len(alarms(made)) == 1


def test_a_digest_that_cannot_be_composed_is_told_and_nothing_else_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = world(tmp_path, subscription("desk"), subscription("other", "other@example.org"))
    whole = made.river.composing.draft
    broken = {"desk"}

    def draft(wanted: Subscription, period: str, stop: int) -> object:
        if wanted.id in broken:
            raise ValueError("this digest breaks")
        return whole(wanted, period, stop)

    monkeypatch.setattr(made.river.composing, "draft", draft)
    made.until("08:30")
    (alarm,) = alarms(made)
    assert "A digest could not be composed: the daily digest of desk: ValueError: this digest breaks" in alarm
    assert [letter.recipient for letter in made.mail.inbox if letter.recipient != OPERATOR] == ["other@example.org"]
    broken.clear()
    made.until("09:00")
    assert [letter.recipient for letter in made.mail.inbox if letter.recipient != OPERATOR][1:] == ["desk@example.org"]
    assert len(alarms(made)) == 1


def test_an_article_set_aside_is_told_once(tmp_path: Path) -> None:
    made = world(tmp_path)
    made.until("06:30")
    with made.store.tx():
        made.store._connection.run("UPDATE article SET set_aside = 'TypeError: broken' WHERE id = 1", {})
    made.until("1 01:00")
    (alarm,) = alarms(made)
    assert f"An article could not be worked on: article 1, {TALKS.title}: TypeError: broken" in alarm


def test_without_an_operator_nothing_is_raised(tmp_path: Path) -> None:
    made = World(tmp_path, sources=[source("belta")], subscriptions=[subscription()])
    made.feed("belta", TALKS)
    made.mail.outcome = lambda _: Permanent("550 no such user")
    made.until("12:00")
    assert made.store.outbox.digests("operator", 10) == []
