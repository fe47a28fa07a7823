"""What is asked of digests that were sent, and what readers answered to their lines."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from monitor.channels import message_key
from monitor.model.message import DigestLine, Permanent, Sent, Told
from monitor.model.reason import Reason, packed, unpacked
from monitor.store import FILE, Store, open_store
from monitor.store.marks import Mark
from tests.store.samples import NOW, db, digest, freeze, reported
from tests.store.test_outbox import claim, record
from tests.store.test_schema import old_file

TWO = ("desk@example.org", "gone@example.org")


def sent_digest(store: Store) -> int:
    """Two messages of a digest: the first sent, the second given up."""
    number = freeze(store, digest("2024-05-17/daily", *TWO))
    assert number is not None
    first, second = claim(store)
    record(store, first, Sent("250 ok"), now=NOW + 1)
    record(store, second, Permanent("550 no such user"), now=NOW + 2)
    return number


def test_digests_come_newest_first_with_what_became_of_their_messages(store: Store) -> None:
    number = sent_digest(store)
    later = freeze(store, digest("2024-05-18/daily", *TWO))
    rows = [(row["id"], row["messages"], row["sent"], row["due"], row["dead"]) for row in store.sendings.newest(10)]
    assert rows == [(later, 2, 0, 2, 0), (number, 2, 1, 0, 1)]
    assert store.sendings.newest(10, "other") == []
    assert store.sendings.digest(99) is None


def test_a_channel_is_known_by_its_last_sending_and_its_last_problem(store: Store) -> None:
    sent_digest(store)
    freeze(store, digest("2024-05-18/daily", *TWO))
    (use,) = store.sendings.by_channel().values()
    assert (use.waiting, use.dead, use.sent) == (2, 1, NOW + 1)
    assert (use.problem_at, use.problem) == (NOW + 2, "550 no such user")


def test_what_was_given_up_counts_no_more_once_it_was_sent_again(store: Store) -> None:
    def given_up() -> tuple[int, int, int]:
        (use,) = store.sendings.by_channel().values()
        return use.dead, store.outbox.dead_since(NOW, "desk"), len(store.alarms.dead(NOW))

    sent_digest(store)
    assert given_up() == (1, 1, 1)
    with store.tx():
        store.outbox.resend([2], NOW + 3, message_key, "new@example.org")
        store.outbox.resend([2], NOW + 3, message_key)
    other, again = claim(store)
    record(store, other, Sent("250 ok"), now=NOW + 4)
    record(store, again, Permanent("550 no such user"), now=NOW + 4)
    assert given_up() == (1, 1, 1)
    with store.tx():
        store.outbox.resend([again.message], NOW + 5, message_key)
    (last,) = claim(store)
    record(store, last, Sent("250 ok"), now=NOW + 6)
    assert given_up() == (0, 0, 0)


def test_a_number_means_the_line_of_the_newest_digest_that_has_it(store: Store) -> None:
    old, new = sent_digest(store), freeze(store, digest("2024-05-18/daily", *TWO))
    db(store).run("INSERT INTO article (id, title) VALUES (7, 'Прэм’ер у Баку')")
    for number, line in ((old, "12.1"), (new, "12.1"), (old, "12.10"), (old, "12.9")):
        db(store).run(
            "INSERT INTO digest_line (digest, number, story, article, text) VALUES (:d, :n, 12, 7, 'Прэм’ер у Баку')",
            {"d": number, "n": line},
        )
    found = store.sendings.numbered("12.1")
    assert found is not None
    assert found["digest"] == new
    assert [row["number"] for row in store.sendings.lines(old)] == ["12.1", "12.9", "12.10"]
    assert store.sendings.numbered("12.9", new) is None


def test_marks_are_kept_newest_first(store: Store) -> None:
    number = sent_digest(store)
    db(store).run("INSERT INTO article (id, title) VALUES (7, 'Прэм’ер у Баку')")
    for verdict in ("wrong", "useful"):
        store.marks.put(Mark(verdict, number, "12.1", 12, 7, "Прэм’ер у Баку"), NOW)
    assert [(row["verdict"], row["subscription"]) for row in store.marks.newest(5)] == [
        ("useful", "desk"), ("wrong", "desk"),
    ]  # fmt: skip


def test_a_store_of_the_first_version_has_a_place_for_marks(tmp_path: Path) -> None:
    path = old_file(tmp_path / "state")
    assert path.name == FILE
    store = open_store(tmp_path / "state")
    assert store.marks.newest(1) == []
    store.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM mark").fetchone() == (0,)
    raw.close()


def test_lines_and_reasons_are_frozen_with_the_digest(store: Store) -> None:
    article = reported(store, "a")
    told = Told(article, 1, 1, why=packed(Reason((("az-by", "v1"),), ("Лукашэнка", "пад'ём"))))
    lines = (DigestLine("1.1", 1, article, "Прэм’ер у Баку"), DigestLine("1.2", 1, article, "USD 48 mln", "7f1"))
    number = freeze(store, replace(digest("2024-05-17/daily", *TWO, told=[told]), lines=lines))
    assert number is not None
    (row,) = store.sendings.told(number)
    assert unpacked(row["why"]) == Reason((("az-by", "v1"),), ("Лукашэнка", "пад'ём"))
    assert [(line["number"], line["fact"]) for line in store.sendings.lines(number)] == [("1.1", ""), ("1.2", "7f1")]
    first = store.sendings.first_of("1")
    assert first is not None
    assert first["number"] == "1.1"
    assert store.sendings.first_of("99") is None


def test_what_was_told_before_reasons_were_kept_has_none() -> None:
    assert unpacked("") == Reason()
