"""What of the outbox follows an earlier message: the thread of a story's alerts, and what is sent again on purpose."""

from __future__ import annotations

from dataclasses import replace

from monitor.channels import message_key
from monitor.model.message import Letter, Permanent, Sent
from monitor.store import Store
from monitor.store.outbox import NewDigest
from tests.store.samples import CHANNELS, NOW, db, digest, freeze

DESK, DUTY, LATER = "desk@example.org", "дзяжурны@example.org", "later@example.org"


def alert(name: str, *recipients: str, thread: int | None = None) -> NewDigest:
    return replace(digest(f"alert/{name}", *recipients), kind="alert", thread=thread)


def claim(store: Store, now: int = NOW) -> list[Letter]:
    with store.tx():
        return store.outbox.claim("one", now, now + 960, 50, CHANNELS)


def answered(store: Store, *letters: Letter, refused: str = "") -> None:
    with store.tx():
        for letter in letters:
            outcome = Permanent("550 no such user") if letter.recipient == refused else Sent("250")
            store.outbox.record(letter, outcome, None, NOW + 1)


def resend(store: Store, *messages: int, to: str = "") -> list[int]:
    with store.tx():
        return store.outbox.resend(messages, NOW + 9, message_key, to)


def test_alerts_of_one_story_follow_each_recipients_first(store: Store) -> None:
    freeze(store, alert("1", DESK, DUTY))
    freeze(store, alert("2", DESK, DUTY, LATER, thread=1))
    freeze(store, alert("3", DUTY, LATER, thread=1))
    freeze(store, alert("other", DESK))
    threads = {(letter.period[6:], letter.recipient): letter.thread for letter in claim(store)}
    assert threads == {
        ("1", DESK): "", ("1", DUTY): "",
        ("2", DESK): f"<{DESK}.1@example.org>", ("2", DUTY): f"<{DUTY}.1@example.org>", ("2", LATER): "",
        ("3", DUTY): f"<{DUTY}.1@example.org>", ("3", LATER): f"<{LATER}.1@example.org>",
        ("other", DESK): "",
    }  # fmt: skip


def test_what_is_sent_again_has_the_same_bytes_and_another_id_each_time(store: Store) -> None:
    freeze(store, digest("2024-05-14/daily", DESK, parts=2))
    first = claim(store)
    answered(store, *first)
    assert resend(store, *(letter.message for letter in first)) == [3, 4]
    second = claim(store, NOW + 9)
    answered(store, *second)
    assert resend(store, 1) == [5]
    third = claim(store, NOW + 9)
    assert [each.payload for each in second] == [each.payload for each in first]
    assert len({each.message_id for each in (*first, *second, *third)}) == 5
    assert second[0].key == message_key("desk", "2024-05-14/daily", "mail", DESK, 1, 2, 1)
    assert second[0].message_id == f"<{second[0].key}@example.org>"
    assert third[0].key == message_key("desk", "2024-05-14/daily", "mail", DESK, 1, 2, 2)
    assert [row["state"] for row in store.outbox.state_of(1)] == ["sent"] * 4 + ["due"]


def test_a_message_that_still_waits_is_not_sent_beside_itself(store: Store) -> None:
    freeze(store, digest())
    assert resend(store, 1, 99) == []
    claim(store)
    assert resend(store, 1) == []


def test_a_message_given_up_can_go_to_a_corrected_address(store: Store) -> None:
    freeze(store, digest("2024-05-14/daily", DESK, DUTY))
    answered(store, *claim(store), refused=DUTY)
    assert resend(store, 2, to=LATER) == [3]
    (letter,) = claim(store, NOW + 9)
    assert (letter.recipient, letter.key) == (
        LATER, message_key("desk", "2024-05-14/daily", "mail", LATER, 1, 1, 0)
    )  # fmt: skip
    assert [row["state"] for row in store.outbox.state_of(1)] == ["sent", "dead", "due"]
    assert db(store).count("SELECT count(*) FROM body") == 1
