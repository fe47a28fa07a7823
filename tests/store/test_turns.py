"""The cheap ways of a poll give what the plain ones gave: whose turn it is, and what a poll leaves that brought nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from monitor import poll
from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR
from monitor.model.source import FeedState
from monitor.pipeline.settling import outcome
from monitor.store import Store
from tests.store.samples import LIMITS, NOW, SOURCES, db, source

# Whose turn it is, said over all feeds at once: the statement that `claim` walks an index instead of.
PLAINLY = """SELECT id FROM (
    SELECT f.id, f.next_due, row_number() OVER (PARTITION BY f.host ORDER BY f.next_due, f.id)
           + (SELECT count(*) FROM feed h WHERE h.host = f.host AND h.until > :now) AS turn
    FROM feed f
    WHERE f.enabled = 1 AND f.stopped = 0 AND (f.owner IS NULL OR f.until <= :now)
      AND CASE WHEN f.last_try > :now + 60 THEN :now ELSE f.next_due END <= :now
  ) WHERE turn <= :per_host ORDER BY next_due, id LIMIT :limit"""
NEXT = """SELECT min(CASE WHEN last_try > :now + 60 THEN :now ELSE next_due END) AS due FROM feed
          WHERE enabled = 1 AND stopped = 0 AND owner IS NULL"""

MOMENTS = st.integers(NOW - 3, NOW + 3)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "host": st.sampled_from(["a.az", "b.by", "ў.by"]),
            "next_due": MOMENTS,
            "last_try": st.none() | st.sampled_from([NOW - 5, NOW + 60, NOW + 61, NOW + DAY]),
            "until": st.none() | MOMENTS,
            "enabled": st.sampled_from([1, 1, 1, 0]),
            "stopped": st.sampled_from([0, 0, 0, 1]),
        }
    ),
    max_size=14,
)
PER_STORE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


@PER_STORE
@given(ROWS, st.integers(1, 6), st.integers(1, 3))
def test_a_claim_is_what_a_look_at_every_feed_would_give(
    store: Store, rows: list[dict[str, int | None]], limit: int, per_host: int
) -> None:
    with store.tx():
        db(store).run("DELETE FROM feed")
        for number, row in enumerate(rows):
            db(store).run(
                """INSERT INTO feed (id, host, next_due, last_try, until, enabled, stopped, owner)
                   VALUES (:id, :host, :next_due, :last_try, :until, :enabled, :stopped, :owner)""",
                {**row, "id": f"f{number:02}", "owner": None if row["until"] is None else "one"},
            )
    wanted = [row["id"] for row in db(store).rows(PLAINLY, {"now": NOW, "limit": limit, "per_host": per_host})]
    (moment,) = db(store).rows(NEXT, {"now": NOW})
    assert store.feeds.next_due(NOW) == moment["due"]
    claimed = store.feeds.claim("two", NOW, NOW + 600, limit, per_host)
    assert [state.id for state in claimed] == wanted
    held = db(store).rows("SELECT id FROM feed WHERE owner = 'two' AND until = :until", {"until": NOW + 600})
    assert {row["id"] for row in held} == set(wanted)


STATES = st.builds(
    FeedState,
    id=st.just("belta"), url=st.just("http://b.example/rss"), next_due=MOMENTS, etag=st.sampled_from(["", '"é"']),
    last_modified=st.sampled_from(["", "учора"]), body_hash=st.just("ff"), last_try=st.none() | MOMENTS,
    last_ok=st.none() | MOMENTS, errors=st.integers(0, 3), problem=st.sampled_from(["", "няма адказу"]),
    problem_since=st.none() | MOMENTS, items=st.integers(0, 9), wish=st.sampled_from([0, HOUR]),
    skip_hours=st.frozensets(st.integers(0, 23), max_size=3), depth=st.none() | st.integers(0, DAY),
    last_full=st.none() | MOMENTS, polls_since_full=st.integers(0, 60),
    moved_to=st.sampled_from(["", "", "https://new.example/"]), moved_since=st.none() | MOMENTS,
    answer=st.sampled_from(["", "new", "same", "busy"]), skew=st.none() | st.integers(-9, 9),
    weekdays=st.sampled_from([(), (1, 0, 2, 3, 4, 5, 6)]), read_by=st.sampled_from(["", "fast"]),
)  # fmt: skip
REPLIES = st.builds(
    Reply,
    token=st.just(("feed", "belta")), url=st.just("http://b.example/rss"), final_url=st.just("http://b.example/rss"),
    status=st.sampled_from([304, 200]), etag=st.sampled_from(["", '"b"']),
    last_modified=st.sampled_from(["", "сёння"]), max_age=st.none() | st.integers(0, DAY),
    retry_after=st.none() | st.integers(0, DAY), date=st.none() | st.integers(NOW - 9, NOW + 9),
    moved_to=st.sampled_from(["", "", "http://b.example/rss", "https://b.example/rss", "https://new.example/"]),
    wire_bytes=st.integers(0, 9), milliseconds=st.integers(0, 9),
)  # fmt: skip


@PER_STORE
@given(STATES, REPLIES)
@example(
    FeedState("belta", "http://b.example/rss", NOW), Reply(("feed", "belta"), "http://b.example/rss", "", 304)
)  # that one at least is plain
def test_a_quiet_poll_leaves_what_the_whole_state_recorded_would(store: Store, state: FeedState, reply: Reply) -> None:
    row = outcome(reply, NOW, "same", "belta", items=state.items)
    after = poll.unchanged(state, SOURCES["belta"], reply, NOW, LIMITS)
    same = poll.same(state, SOURCES["belta"], reply, NOW, LIMITS)
    if same is None:
        assert state.moved_to or state.moved_since is not None or reply.moved_to
        return
    left = []
    with store.tx():
        for way in ("whole", "lean"):
            store.feeds.record(state, row)
            db(store).run(
                "UPDATE feed SET owner = 'one', until = :until, quiet_polls = 0, quiet_since = NULL, quiet_bytes = 0,"
                " quiet_ms = 0 WHERE id = 'belta'",
                {"until": NOW + 600},
            )
            if way == "whole":
                store.feeds.record(after, row)
            else:
                store.feeds.record_same([(same, row)])
            (feed,) = db(store).rows("SELECT * FROM feed WHERE id = 'belta'")
            (last,) = store.feeds.outcomes("belta", 1)
            left.append([tuple(feed), tuple(last)[1:]])
    assert left[0] == left[1]
    assert store.feeds.get("belta") == after


def test_what_put_a_feed_off_while_it_was_asked_holds_though_nothing_is_new(store: Store) -> None:
    (asked, *_) = (each for each in store.feeds.claim("one", NOW, NOW + 600, 64, 4) if each.id == "belta")
    store.feeds.hold_host(asked.url, NOW + DAY)
    reply = Reply(("feed", "belta"), asked.url, asked.url, 304)
    same = poll.same(asked, SOURCES["belta"], reply, NOW, LIMITS)
    assert same is not None
    with store.tx():
        store.feeds.record_same([(same, outcome(reply, NOW, "same", "belta"))])
    found = store.feeds.get("belta")
    assert found is not None
    assert found.next_due == NOW + DAY


def test_a_claim_looks_at_no_feed_that_is_not_due(store: Store) -> None:
    """By the steps SQLite makes: with a thousand feeds more that are not due they are the same."""
    spent = []
    for count in (10, 1000):
        store.feeds.sync([source(f"f{n}", url=f"https://h{n}.example/") for n in range(count)], NOW)
        with store.tx():
            db(store).run("UPDATE feed SET next_due = :later, last_try = :now, until = NULL, owner = NULL",
                          {"later": NOW + DAY, "now": NOW})  # fmt: skip
            db(store).run("UPDATE feed SET next_due = :now WHERE id = 'f3'", {"now": NOW})
        steps = [0]

        def step(steps: list[int] = steps) -> int:
            steps[0] += 1
            return 0

        raw = db(store)._raw
        raw.set_progress_handler(step, 10)
        claimed = store.feeds.claim("one", NOW, NOW + 600, 64, 4)
        assert store.feeds.next_due(NOW) == NOW + DAY
        assert store.feeds.unasked(NOW, NOW) == 0
        raw.set_progress_handler(None, 10)
        assert [state.id for state in claimed] == ["f3"]
        spent.append(steps[0])
    assert spent[1] <= spent[0] + 5, spent


def test_a_state_of_every_field_comes_back(store: Store) -> None:
    """Its columns are read in the order of its fields: none may be taken for another."""
    for number, field in enumerate(FeedState.__slots__):
        if isinstance(getattr(FeedState("belta", "", 0), field), str) and field not in ("id", "answer", "read_by"):
            told = replace(FeedState("belta", "u", NOW), **{field: f"ў{number}"})  # type: ignore[arg-type]  # text fields
            with store.tx():
                store.feeds.record(told, outcome(Reply(("feed", "belta"), "", "", 304), NOW, "same", "belta"))
            assert store.feeds.get("belta") == told


def test_a_claim_that_found_no_more_looks_again_after_any_write_and_in_the_next_second(store: Store) -> None:
    assert len(store.feeds.claim("one", NOW, NOW + 600, 64, 4)) == len(SOURCES)
    assert store.feeds.claim("one", NOW, NOW + 600, 64, 4) == []
    store.feeds.release(["belta"])
    assert [state.id for state in store.feeds.claim("one", NOW, NOW + 600, 64, 4)] == ["belta"]
    with store.tx():
        db(store).run("UPDATE feed SET owner = NULL, until = NULL, next_due = :next", {"next": NOW + 1})
    assert store.feeds.claim("one", NOW, NOW + 600, 64, 4) == []
    assert len(store.feeds.claim("one", NOW + 1, NOW + 601, 64, 4)) == len(SOURCES)
