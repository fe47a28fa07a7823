"""Polls that brought nothing are kept as one sum a day, in which nothing that a person asks for is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import poll
from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR, Limits
from monitor.store import Store
from monitor.store.feedrows import Outcome
from tests.store.samples import NOW, SOURCES, db
from tests.store.test_turns import PER_STORE

MORNING = NOW // DAY * DAY
KINDS = ("same", "lean", "none", "new", "error", "told")
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from((1, HOUR, 5 * HOUR, DAY))), min_size=1, max_size=25)


def made(kind: str, at: int) -> Outcome:
    """What such a poll leaves: `told` is one without news of which something is to be said."""
    sentence = {"error": "няма адказу", "told": "адзін запіс без даты"}.get(kind, "")
    kinds = {"lean": "same", "told": "none"}
    status = {"same": 304, "lean": 304, "error": 0}.get(kind, 200)
    return Outcome("belta", at, kinds.get(kind, kind), status, 10, 3, 5, int(kind == "new"), sentence)


def keep(store: Store, kind: str, at: int) -> Outcome:
    """One poll, as the river records it."""
    row = made(kind, at)
    state = store.feeds.get("belta")
    assert state is not None
    with store.tx():
        if kind != "lean":
            store.feeds.record(replace(state, last_try=at, items=5), row)
            return row
        same = poll.same(state, SOURCES["belta"], Reply(("feed", "belta"), state.url, state.url, 304), at, Limits())
        assert same is not None
        store.feeds.record_same([(same, row)])
    return row


@PER_STORE
@given(STEPS)
def test_nothing_but_the_moments_between_is_lost(store: Store, steps: list[tuple[str, int]]) -> None:
    """Counts, bytes and milliseconds of each day, its first and last quiet poll, and each other poll whole."""
    wanted, at = list[Outcome](), MORNING
    for sql in ("DELETE FROM fetch_outcome", "DELETE FROM poll_count", "UPDATE feed SET quiet_polls = 0"):
        db(store).run(sql)
    db(store).run("UPDATE feed SET quiet_read = 0, quiet_bytes = 0, quiet_ms = 0, quiet_since = NULL")
    for kind, later in steps:
        at += later
        wanted.append(keep(store, kind, at))
    rows = store.feeds.outcomes("belta", 99)
    _same(rows, wanted)
    counted = {row["kind"]: row["polls"] for row in db(store).rows("SELECT * FROM poll_count")}
    assert counted == {kind: sum(row.kind == kind for row in wanted) for kind in {row.kind for row in wanted}}
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)


def _same(rows: list, wanted: list[Outcome]) -> None:  # type: ignore[type-arg]
    quiet = [row for row in wanted if row.kind in ("same", "none") and not row.sentence]
    alone = sorted((row.at, row.kind, row.status, row.new, row.sentence) for row in wanted if row not in quiet)
    sums = [row for row in rows if row["since"] is not None]
    others = [row for row in rows if row["since"] is None]
    assert sorted((row["at"], row["kind"], row["status"], row["new"], row["sentence"]) for row in others) == alone
    assert {row["polls"] for row in others} <= {1}
    days = sorted({row.at // DAY for row in quiet})
    assert sorted(row["at"] // DAY for row in sums) == days
    for row in sums:
        of_day = [each for each in quiet if each.at // DAY == row["at"] // DAY]
        assert (row["since"], row["at"], row["polls"]) == (of_day[0].at, of_day[-1].at, len(of_day))
        assert (row["bytes"], row["milliseconds"]) == (10 * len(of_day), 3 * len(of_day))
        assert (row["kind"], row["status"]) == (
            "none" if any(each.kind == "none" for each in of_day) else "same", of_day[-1].status
        )  # fmt: skip


def test_a_clock_set_back_within_the_day_ends_no_sum_before_it_began(store: Store) -> None:
    for kind, at in (("lean", MORNING + 5 * HOUR), ("lean", MORNING + 2 * HOUR), ("none", MORNING + 3 * HOUR)):
        keep(store, kind, at)
    (row,) = store.feeds.outcomes("belta", 9)
    assert (row["since"], row["at"], row["polls"]) == (MORNING + 2 * HOUR, MORNING + 5 * HOUR, 3)


def test_it_is_remembered_which_feeds_were_polled_until_somebody_asks(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store.feeds.polls.polled() == []
    keep(store, "same", NOW)
    keep(store, "lean", NOW + 9)
    assert store.feeds.polls.polled() == ["belta"]
    assert store.feeds.polls.polled() == []
    monkeypatch.setattr("monitor.store.polls.REMEMBERED", 0)
    keep(store, "new", NOW + 10)
    assert store.feeds.polls.polled() is None
    assert store.feeds.polls.polled() == []
