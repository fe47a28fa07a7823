"""A look for alarms about feeds asks for what changed, and finds what a look at every feed finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.digest.causes import Cause
from monitor.model.limits import DAY, HOUR, MINUTE
from monitor.model.source import FeedState
from monitor.pipeline import feedhealth
from monitor.pipeline.bed import Bed
from monitor.store.feedrows import Outcome
from tests.store.samples import db
from tests.world import World, source

ZONE = "Asia/Baku"
FEEDS = ("a1", "a2", "b1")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(FEEDS),
        st.sampled_from(("same", "new", "error", "gone", "missed", "set", "nothing")),
        st.sampled_from((MINUTE, 5 * HOUR, DAY, 2 * DAY - MINUTE, 3 * DAY, 8 * DAY)),
        st.booleans(),  # whether what was found is told
    ),
    min_size=4,
    max_size=14,
)


def every(bed: Bed) -> list[Cause]:
    """All causes there are, by looking at every feed."""
    now, found = bed.clock.now(), []
    for state in bed.store.feeds.all():
        asked = (bed, state, f"{bed.setup.sources[state.id].outlet} ({state.id})", ZONE, now)
        found += [*feedhealth._dead(*asked), *feedhealth._silent(*asked), *feedhealth._gap(*asked)]
    return found


def poll(world: World, state: FeedState, what: str) -> None:
    """A poll that ended so."""
    now = world.clock.now()
    state = replace(state, first_polled=state.first_polled or now, last_try=now, next_due=now + 9000 * DAY)
    if what in ("error", "gone"):
        since = state.problem_since or now
        state = replace(state, problem="away", problem_since=since, stopped=what == "gone")
    else:
        state = replace(state, problem="", problem_since=None, stopped=False, last_ok=now)
    if what in ("new", "missed"):
        state = replace(state, last_new=now, newest=now, rhythm=HOUR, pause=HOUR)
    if what == "missed":
        state = replace(state, missed="turned over", missed_at=now)
    with world.store.tx():
        world.store.feeds.record(state, Outcome(state.id, now, "error" if state.problem else what, 0, 0, 0, 0, 0, ""))


@settings(max_examples=10)
@given(STEPS)
def test_what_changed_is_all_that_a_look_needs(steps: list[tuple[str, str, int, bool]]) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder), sources=[source(name) for name in FEEDS])
        db(world.store).run("PRAGMA foreign_keys = OFF")  # no digests are made here
        bed, asked = world.river.bed, feedhealth.Ailing(world.river.bed)
        for feed, what, later, told in steps:
            state = world.store.feeds.get(feed)
            assert state is not None
            if what == "set":
                asked.renewed()
            elif what != "nothing":
                poll(world, state, what)
            found = asked.causes(ZONE, lambda _kind: 0)
            assert sorted(found, key=str) == sorted(every(bed), key=str)
            if told:
                with world.store.tx():
                    for cause in found:
                        world.store.alarms.keep([(cause.key, cause.day)], cause.kind, 1, world.clock.now())
            world.clock.jump(world.clock.now() + later)
        world.store.close()


def test_a_look_costs_as_many_questions_as_feeds_changed(tmp_path: Path) -> None:
    """Of two hundred feeds one was polled: its row is read, if any."""
    world = World(tmp_path, sources=[source(f"a{n}") for n in range(200)])
    asked, read = feedhealth.Ailing(world.river.bed), list[str]()
    asked.causes(ZONE, lambda _kind: 0)
    state = world.store.feeds.get("a7")
    assert state is not None
    poll(world, state, "error")
    get = world.store.feeds.get

    def noted(feed: str) -> FeedState | None:
        read.append(feed)
        return get(feed)

    world.store.feeds.get = noted  # type: ignore[method-assign]
    assert asked.causes(ZONE, lambda _kind: 0) == []
    assert read == []
    world.clock.jump(world.clock.now() + world.limits.feed_dead)
    assert [cause.kind for cause in asked.causes(ZONE, lambda _kind: 0)] == ["feed-dead"]
    assert read == ["a7"]
