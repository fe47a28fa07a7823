"""What goes, what stays, and that it goes in small steps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor.model.judgement import Miss
from monitor.model.limits import DAY, HOUR, Limits
from monitor.model.message import Told
from monitor.store import Store, open_store
from monitor.store.retention import STAGES, Bounds
from tests.store.samples import NOW, add, db, digest, freeze, item, judge, judged, match, reported, swept
from tests.world import Item, World, source

LATER = NOW + 500 * DAY
RAIN = Item("Rain on the coast", "Umbrellas are advised.", guid="1", hours_old=None)


def rows_of(store: Store, article: int) -> dict[str, int]:
    """How many rows each table has of it, those with none left out."""
    tables = ("article", "article_key", "sighting", "revision", "text_version", "mention", "miss", "folded")
    counts = {
        table: db(store).count(
            f"SELECT count(*) FROM {table} WHERE {'id' if table == 'article' else 'article'} = :id", {"id": article}
        )
        for table in tables
    }
    return {table: count for table, count in counts.items() if count}


def test_an_article_nobody_asks_for_goes_whole(store: Store) -> None:
    dull = add(store, "1")
    judge(store, judged(misses=[Miss("az-by", "no dealing")]))
    told = reported(store, "2")
    assert rows_of(store, dull)["miss"] == 1
    with store.tx():
        store.search.put(dull, "лукашенко", "прэзідэнт")
        store.search.done(dull, 1)
    swept(store, NOW + 1, NOW)  # the text's time is over, the keys' is not
    assert rows_of(store, dull) == {
        "article": 1,
        "article_key": 2,
        "sighting": 1,
        "revision": 1,
        "text_version": 1,
        "folded": 1,
    }
    swept(store, NOW + 1, NOW + 1)
    assert rows_of(store, dull) == {}
    assert rows_of(store, told)["text_version"] == 1
    assert store.sound() == "ok"
    assert db(store).rows("PRAGMA foreign_key_check") == []


def test_what_is_named_anywhere_stays(store: Store) -> None:
    """Told, in a story, judged later: whatever still points at an article keeps it."""
    told, waiting = reported(store, "1"), add(store, "2")
    freeze(store, digest(told=[Told(told, 1, 1)]))
    with store.tx():
        db(store).run("DELETE FROM rule_match")  # a rule edit: it matches no more
    swept(store, LATER, LATER)
    assert [db(store).count("SELECT count(*) FROM article WHERE id = :id", {"id": n}) for n in (told, waiting)] == [
        1,
        1,
    ]
    assert db(store).count("SELECT count(*) FROM text_version WHERE article = :id AND body <> ''", {"id": told}) == 1


def test_an_item_that_a_feed_still_lists_is_never_forgotten(store: Store) -> None:
    article = add(store, "1")
    judge(store, judged())
    with store.tx():
        store.articles.list_items([(article, item("1"))], "azertac", LATER)
    swept(store, LATER, LATER)
    assert set(store.articles.known(item("1").keys).values()) == {article}


def test_a_pass_is_made_of_slices_and_goes_on_where_a_kill_left_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    from tests.store.samples import SOURCES

    store.feeds.sync(SOURCES.values(), NOW)
    for n in range(25):
        add(store, str(n))
    judge(store, judged())
    bounds = Bounds(LATER, LATER, LATER)
    with store.tx():
        store.retention.begin(LATER)
    seen = []
    for _ in range(len(STAGES) + 2):
        with store.tx():
            seen.append(store.retention.step(bounds, LATER, 10))
        store.close()
        store = open_store(tmp_path)
    left = db(store).count("SELECT count(*) FROM article")
    assert left == 0
    assert [at.stage for at in seen] == ["requests", "runs", "rechecks", "articles", "articles", "articles", ""]
    assert seen[-1].ended == LATER
    store.close()


def test_the_river_sweeps_once_a_day_and_only_when_it_rests(tmp_path: Path) -> None:
    limits = Limits(unmatched_text_kept=DAY, seen_kept=3 * DAY)
    world = World(tmp_path, sources=[source("belta")], limits=limits, subscriptions=[])
    world.feed("belta", RAIN).until("07:00")
    world.feed("belta", replace(RAIN, title="Snow", guid="2", link="https://belta.example/snow")).until("+2 08:00")
    bodies = [row["body"] for row in db(world.store).rows("SELECT body FROM text_version ORDER BY article")]
    assert (bodies[0], len(bodies)) == ("", 2)
    ended = world.store.retention.state().ended
    world.until("+2 20:00")
    assert world.store.retention.state().ended - ended in (0, 23 * HOUR)
    world.until("+6 08:00")
    assert [row["title"] for row in db(world.store).rows("SELECT title FROM article")] == ["Snow"]
    world.feed("belta", replace(RAIN, hours_old=24 * 20)).until("+6 12:00")
    row = world.store.articles.find("https://belta.example/rain-on-the-coast")
    assert row is not None
    assert row["fresh"] == 0  # it came back after its keys had gone, and is no news
    assert world.store.sound() == "ok"


def test_a_matching_article_keeps_its_text_for_ever(store: Store) -> None:
    article = add(store, "1")
    judge(store, judged(match()))
    swept(store, LATER, LATER)
    assert store.articles.current_text(article).body != ""


def test_after_a_long_time_off_cycles_of_a_timer_sweep_again_after_a_day(tmp_path: Path) -> None:
    """Each is a process of its own: that the clock was watched for a day is in the row, not in memory."""
    world = World(tmp_path, sources=[source("belta")], subscriptions=[])
    world.feed("belta", RAIN).until("07:00")
    ended = []
    for days in (40, 1, 1):
        ended.append(world.store.retention.state().ended)
        world.next_day(days).clock.jump(world.moment("08:00"))
        world.restart().settle()
    assert ended[0] > 0
    assert ended[1] == ended[0]
    assert world.store.retention.state().ended > ended[0]
