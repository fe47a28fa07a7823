"""Mutes and alarms as rows: on a new store and on one of the first version."""

from __future__ import annotations

from pathlib import Path

from monitor.model.message import Mute
from monitor.store import Store, open_store
from tests.store.samples import NOW, db, digest, freeze
from tests.store.test_schema import old_file


def mute(store: Store, what: str, until: int, subscription: str = "") -> int:
    with store.tx():
        return store.mutes.put(Mute("story", what, until, "Əli", "köhnə xəbər"), subscription, NOW)


def test_a_store_of_the_first_version_keeps_mutes_and_alarms(tmp_path: Path) -> None:
    old_file(tmp_path / "state")
    store = open_store(tmp_path / "state")
    mute(store, "12", NOW + 100)
    (kept,) = store.mutes.since(NOW)
    assert (kept.mute.what, kept.mute.who, kept.mute.why, kept.mute.since) == ("12", "Əli", "köhnə xəbər", NOW)
    assert store.alarms.dead(0) == []
    assert store.judgements.set_aside() == []
    store.close()


def test_mutes_of_all_and_of_one_and_what_is_over(store: Store) -> None:
    for_all, early = mute(store, "1", NOW + 100), mute(store, "2", NOW + 100, "desk")
    mute(store, "3", NOW + 100, "press")
    mute(store, "4", NOW - 1)
    with store.tx():
        store.mutes.end(early, NOW + 50)
        store.mutes.end(early, NOW + 70)  # over already
    assert [kept.mute.what for kept in store.mutes.since(NOW, "desk")] == ["1", "2"]
    assert [kept.number for kept in store.mutes.since(NOW + 60, "desk")] == [for_all]
    found = store.mutes.get(early)
    assert found is not None
    assert found.mute.until == NOW + 50
    assert store.mutes.get(2**70) is None


def test_a_cause_is_told_once_a_day(store: Store) -> None:
    store.outbox.sync(["operator"], NOW)
    number = freeze(store, digest(subscription="operator", period="alarm/2024-05-14/aa"))
    assert number is not None
    with store.tx():
        store.alarms.keep([("rules", "2024-05-14"), ("rules", "2024-05-14")], "rules", number, NOW)
    assert store.alarms.last("rules") == (NOW, "2024-05-14")
    assert (store.alarms.told_on("rules", "2024-05-14"), store.alarms.told_on("rules", "2024-05-15")) == (True, False)
    assert (store.alarms.last_of("rules"), store.alarms.last_of("refused")) == (NOW, None)


def test_dead_letters_are_one_for_a_recipient_and_none_of_the_operators_own(store: Store) -> None:
    store.outbox.sync(["desk", "operator"], NOW)
    assert freeze(store, digest()) is not None
    assert freeze(store, digest(subscription="operator", period="alarm/2024-05-14/aa")) is not None
    with store.tx():
        db(store).run("UPDATE message SET state = 'dead', problem = '550'", {})
        db(store).run(
            "INSERT INTO attempt (message, started, ended, outcome) SELECT id, :now, :now, 'permanent' FROM message",
            {"now": NOW},
        )
    found = store.alarms.dead(NOW)
    assert {each.subscription for each in found} == {"desk"}
    assert len(found) == len({(each.digest, each.channel, each.recipient) for each in found})
    assert all(each.refused and each.problem == "550" for each in found)
    assert store.alarms.dead(NOW + 1) == []
