"""The outbox: a digest is frozen once, each message sent under one id, every attempt on record."""

from __future__ import annotations

import pytest

from monitor.model.limits import DAY
from monitor.model.message import Letter, Outcome, Permanent, Sent, Told, Transient, Unknown
from monitor.store import Store
from monitor.store.connection import Row
from tests.store.samples import CHANNELS, NOW, db, digest, freeze, reported

TWO = ("бюро@example.org", "desk@example.org")


def claim(store: Store, owner: str = "one", now: int = NOW, limit: int = 50) -> list[Letter]:
    with store.tx():
        return store.outbox.claim(owner, now, now + 960, limit, CHANNELS)


def record(store: Store, letter: Letter, outcome: Outcome, again: int | None = None, now: int = NOW) -> None:
    with store.tx():
        store.outbox.record(letter, outcome, again, now)


def message(store: Store) -> Row:
    (row,) = store.outbox.state_of(1)
    return row


def attempts(store: Store) -> list[tuple[str, int | None]]:
    return [(row["outcome"], row["ended"]) for row in db(store).rows("SELECT * FROM attempt ORDER BY id")]


def test_a_period_is_frozen_once_per_subscription(store: Store) -> None:
    store.outbox.sync(["desk", "press"], NOW)
    assert freeze(store, digest()) == 1
    assert freeze(store, digest()) is None
    assert freeze(store, digest(subscription="press")) == 2
    assert freeze(store, digest("2024-05-15/daily")) == 3
    assert store.totals()["message"] == 3


def test_a_frozen_period_is_known(store: Store) -> None:
    assert not store.outbox.has_digest("desk", "2024-05-14/daily")
    freeze(store, digest())
    assert store.outbox.has_digest("desk", "2024-05-14/daily")
    assert store.outbox.last_digest("desk") == ("2024-05-14/daily", NOW)
    assert store.outbox.last_digest("press") is None


def test_the_last_digest_is_the_one_that_ends_last(store: Store) -> None:
    freeze(store, digest("2024-05-15/daily", stop=NOW + 86400))
    freeze(store, digest("2024-05-14/extra", stop=NOW))
    assert store.outbox.last_digest("desk") == ("2024-05-15/daily", NOW + 86400)
    assert [row["period"] for row in store.outbox.digests("desk", 1)] == ["2024-05-14/extra"]


def test_a_digest_that_cannot_be_frozen_leaves_nothing(store: Store) -> None:
    import sqlite3

    article = reported(store, "1")
    twice = [Told(article, 1, 1), Told(article, 1, 1)]
    with pytest.raises(sqlite3.IntegrityError):
        freeze(store, digest(told=twice))
    assert {store.totals()[name] for name in ("digest", "message", "told")} == {0}


def test_every_recipient_and_part_is_a_letter_with_the_same_bytes(store: Store) -> None:
    freeze(store, digest("2024-05-14/daily", *TWO, parts=2))
    letters = claim(store)
    assert [(each.recipient, each.payload.part, each.payload.body.decode()) for each in letters] == [
        (TWO[0], 1, "часть 1"), (TWO[0], 2, "часть 2"), (TWO[1], 1, "часть 1"), (TWO[1], 2, "часть 2"),
    ]  # fmt: skip
    assert (letters[0].payload.parts, letters[0].period, letters[0].subscription) == (2, "2024-05-14/daily", "desk")
    assert db(store).count("SELECT count(*) FROM body") == 2


def test_two_owners_never_get_the_same_message(store: Store) -> None:
    freeze(store, digest("2024-05-14/daily", *TWO))
    assert [each.recipient for each in claim(store, "one", limit=1)] == [TWO[0]]
    assert [each.recipient for each in claim(store, "two")] == [TWO[1]]
    assert claim(store, "three", NOW + 959) == []
    assert len(claim(store, "three", NOW + 960)) == 2


def test_the_attempt_is_written_before_anything_is_sent(store: Store) -> None:
    freeze(store, digest())
    claim(store)
    assert attempts(store) == [("", None)]
    assert store.outbox.tries(1) == (1, NOW)


def test_a_message_whose_channel_is_gone_comes_with_a_channel_of_no_kind(store: Store) -> None:
    freeze(store, digest())
    with store.tx():
        (letter,) = store.outbox.claim("one", NOW, NOW + 9, 9, {})
    assert letter.channel.kind == ""


def test_messages_of_one_channel_are_claimed_and_none_that_is_being_sent(store: Store) -> None:
    freeze(store, digest())
    assert store.outbox.waiting(NOW) == ["mail"]
    with store.tx():
        assert store.outbox.claim("one", NOW, NOW + 9, 9, CHANNELS, only="chat") == []
        assert store.outbox.claim("one", NOW, NOW + 9, 9, CHANNELS, out=[1]) == []
    assert attempts(store) == []
    with store.tx():
        assert len(store.outbox.claim("one", NOW, NOW + 9, 9, CHANNELS, only="mail")) == 1
    assert store.outbox.waiting(NOW) == []


def test_a_clock_set_back_holds_up_no_message(store: Store) -> None:
    """What was composed or tried in a future that never came is tried now, and from then on as usual."""
    freeze(store, digest(), NOW + DAY)
    (first,) = claim(store)
    record(store, first, Transient("421"), NOW + DAY + 60, NOW + DAY)
    assert store.outbox.waiting(NOW + 1) == ["mail"]
    (second,) = claim(store, now=NOW + 1)
    record(store, second, Transient("421"), NOW + 120, NOW + 1)
    assert claim(store, now=NOW + 119) == []
    assert len(claim(store, now=NOW + 120)) == 1


@pytest.mark.parametrize(
    ("outcome", "again", "state", "due", "word", "problem"),
    [
        (Sent("250 ok"), None, "sent", NOW, "sent", ""),
        (Transient("421 later"), NOW + 60, "due", NOW + 60, "transient", "421 later"),
        (Transient("421 later"), None, "dead", NOW, "transient", "421 later"),
        (Permanent("550 адреса няма"), None, "dead", NOW, "permanent", "550 адреса няма"),
        (Unknown("broke after DATA"), NOW + 60, "due", NOW + 60, "unknown", "broke after DATA"),
    ],
)
def test_each_outcome_has_its_record(
    store: Store, outcome: Outcome, again: int | None, state: str, due: int, word: str, problem: str
) -> None:
    freeze(store, digest())
    (letter,) = claim(store)
    record(store, letter, outcome, again, NOW + 5)
    row = message(store)
    assert (row["state"], row["due"], row["problem"], row["owner"]) == (state, due, problem, None)
    assert attempts(store) == [(word, NOW + 5)]


def test_a_retry_is_the_same_message_under_the_same_id(store: Store) -> None:
    freeze(store, digest())
    (first,) = claim(store)
    record(store, first, Transient("421"), NOW + 60)
    assert claim(store, now=NOW + 59) == []
    (second,) = claim(store, now=NOW + 60)
    assert (second.key, second.message_id, second.payload) == (first.key, first.message_id, first.payload)
    assert second.attempt != first.attempt
    assert store.outbox.tries(1) == (2, NOW)


@pytest.mark.parametrize("outcome", [Sent(), Permanent("550")])
def test_what_is_sent_or_dead_is_never_claimed_again(store: Store, outcome: Outcome) -> None:
    freeze(store, digest())
    (letter,) = claim(store)
    record(store, letter, outcome)
    store.begin("two", NOW + 9)
    assert claim(store, "two", NOW + 10**6) == []
    assert store.outbox.next_due() is None


def test_a_letter_not_begun_leaves_no_trace(store: Store) -> None:
    freeze(store, digest())
    before = dict(message(store))
    (letter,) = claim(store)
    with store.tx():
        store.outbox.not_begun(letter)
    assert dict(message(store)) == before
    assert attempts(store) == []


def test_a_second_try_not_begun_keeps_the_first(store: Store) -> None:
    freeze(store, digest())
    (letter,) = claim(store)
    record(store, letter, Transient("421"), NOW + 60)
    (again,) = claim(store, now=NOW + 60)
    with store.tx():
        store.outbox.not_begun(again)
    assert store.outbox.tries(1) == (1, NOW)
    assert attempts(store) == [("transient", NOW)]


@pytest.mark.parametrize("clean", [False, True])
def test_an_attempt_left_open_is_unknown_and_its_message_due_again(store: Store, *, clean: bool) -> None:
    """Also after a clean end: what was being sent when the service left may have arrived."""
    store.begin("one", NOW)
    freeze(store, digest())
    (lost,) = claim(store)
    if clean:
        store.end("one", NOW + 3)
    store.begin("two", NOW + 5)
    assert attempts(store) == [("unknown", NOW + 5)]
    (again,) = claim(store, "two", NOW + 5)
    assert (again.key, again.message_id) == (lost.key, lost.message_id)
    assert store.outbox.tries(1) == (2, NOW)


def test_a_start_touches_nothing_that_was_answered(store: Store) -> None:
    store.begin("one", NOW)
    freeze(store, digest("2024-05-14/daily", *TWO))
    first, second = claim(store)
    record(store, first, Sent("250"))
    record(store, second, Transient("421"), NOW + 900)
    store.begin("two", NOW + 5)
    assert attempts(store) == [("sent", NOW), ("transient", NOW)]
    assert store.outbox.next_due() == NOW + 900


def test_the_next_due_moment_is_that_of_a_message_nobody_holds(store: Store) -> None:
    freeze(store, digest("2024-05-14/daily", *TWO))
    assert store.outbox.next_due() == NOW
    letters = claim(store)
    assert store.outbox.next_due() is None
    record(store, letters[0], Transient("421"), NOW + 60)
    assert store.outbox.next_due() == NOW + 60


def test_a_subscription_begins_once_survives_a_slip_and_begins_anew_after_an_absence(store: Store) -> None:
    assert store.outbox.created("desk") == NOW - 10
    store.outbox.sync(["desk"], NOW)
    assert store.outbox.created("desk") == NOW - 10
    store.outbox.sync([], NOW + 1)
    assert store.outbox.created("desk") is None
    store.outbox.sync(["desk"], NOW + 9)
    assert store.outbox.created("desk") == NOW - 10
    store.outbox.sync([], NOW + 10)
    store.outbox.sync(["desk"], NOW + 8 * DAY)
    assert store.outbox.created("desk") == NOW + 8 * DAY
    assert store.outbox.created("press") is None


def test_a_frozen_body_can_be_read_again(store: Store) -> None:
    freeze(store, digest(parts=2))
    body = store.outbox.body(1, "mail", 2)
    assert body is not None
    assert (body.body.decode(), body.content_type, body.subject) == ("часть 2", "message/rfc822", "Сводка")
    assert store.outbox.body(1, "mail", 3) is None


def test_a_message_given_up_after_long_retries_counts_where_it_died(store: Store) -> None:
    """It fell due days before; the digest that follows its end must name it."""
    freeze(store, digest(), NOW - 3 * 86400)
    (letter,) = claim(store)
    record(store, letter, Transient("421"), None, NOW)
    assert store.outbox.dead_since(NOW - 3600, "desk") == 1
    assert store.outbox.dead_since(NOW - 3600, "press") == 0
