"""The file itself: made, migrated, refused; never harmed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor.errors import StoreDamaged, StoreError, StoreTooNew, StoreUnwritable
from monitor.model.source import Source
from monitor.store import FILE, open_store
from monitor.store.feedrows import Outcome
from monitor.store.schema import m001_river, m002_rules, migrations
from monitor.store.steps import STEPS
from tests.store.samples import NOW, SOURCES, add, db, judge, judged, match

FIRST = Path(__file__).with_name("first_schema.sql")


TABLES = ("feed", "article", "revision", "text_version", "rule_match", "ruleset", "story", "story_article", "told")
A_DAY = f"""
INSERT INTO feed (id, url, configured_url) VALUES ('belta', 'https://b.example/', 'https://b.example/');
INSERT INTO article (id, feed, title, dated, first_seen, fresh, judged_by) VALUES (1, 'belta', 'Прэм’ер', 5, 6, 1, 'r1');
INSERT INTO revision (article, n, at, change) VALUES (1, 1, 6, 'new');
INSERT INTO text_version (article, n, at, how, title, body) VALUES (1, 1, 6, 'feed', 'Прэм’ер', 'Bakıda şəhər');
INSERT INTO rule_match (article, rule, rule_version, at) VALUES (1, 'az-by', 'v1', 7);
INSERT INTO ruleset (version, first_used, rules) VALUES ('r1', {NOW - 60}, '{{"az-by": "v1"}}');
INSERT INTO ruleset (version, first_used, rules) VALUES ('r2', {NOW}, '{{"az-by": "v2"}}');
INSERT INTO story (id, opened, last) VALUES (1, 6, 6);
INSERT INTO story_article (article, story, at) VALUES (1, 1, 6);
INSERT INTO subscription (id, created) VALUES ('desk', 1);
INSERT INTO digest (id, subscription, period) VALUES (1, 'desk', '1970-01-01/daily');
INSERT INTO told (subscription, article, revision, story, story_revision, digest) VALUES ('desk', 1, 1, 1, 1, 1);
"""


def dump(file: sqlite3.Connection) -> str:
    """Every table and index, as SQL, in an order of its own."""
    rows = file.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%migrations%'")
    return "\n".join(sorted(f"{row[0]};" for row in rows)) + "\n"


def made_by(script: str) -> str:
    db = sqlite3.connect(":memory:")
    db.executescript(script)
    text = dump(db)
    db.close()
    return text


def old_file(state: Path) -> Path:
    """A store as the first version left it."""
    state.mkdir()
    db = sqlite3.connect(state / FILE)
    db.executescript(FIRST.read_text(encoding="utf-8"))
    db.close()
    return state / FILE


def test_the_steps_a_start_asks_for_are_those_of_the_schema() -> None:
    """A step that `steps.py` does not know would make each file one of a newer version."""
    with closing(Database(memory=True)) as empty:
        assert tuple(step.name for step in migrations.pending(empty)) == STEPS


def test_the_first_migration_still_makes_the_first_schema() -> None:
    """Whoever edits m001 changes new stores only: write another migration instead."""
    memory = sqlite3.connect(":memory:")
    m001_river(Database(memory))
    assert dump(memory) == made_by(FIRST.read_text(encoding="utf-8"))
    memory.close()


def test_a_store_of_the_first_version_opens_with_what_it_held(tmp_path: Path) -> None:
    path = old_file(tmp_path / "state")
    before = sqlite3.connect(path)
    before.execute(
        "INSERT INTO feed (id, url, configured_url) VALUES ('belta', 'https://b.example/', 'https://b.example/')"
    )
    before.execute("INSERT INTO article (id, feed, title) VALUES (1, 'belta', 'Прэм’ер у Баку')")
    before.commit()
    before.close()
    store = open_store(tmp_path / "state")
    found = store.articles.find("1")
    assert found is not None
    assert found["title"] == "Прэм’ер у Баку"
    store.close()


def test_rows_of_the_first_version_are_all_there_after_the_migration(tmp_path: Path) -> None:
    """A day of the first version: an article judged, told and in a story; nothing of it changes but for new columns.

    But that it is judged again for the ledger, of which nobody is told (below).
    """
    path = old_file(tmp_path / "state")
    before = sqlite3.connect(path)
    before.executescript(A_DAY)
    columns = {table: [row[1] for row in before.execute(f"PRAGMA table_info({table})")] for table in TABLES}
    columns["article"].remove("judge_due")
    kept = {table: before.execute(f"SELECT {', '.join(columns[table])} FROM {table}").fetchall() for table in TABLES}
    before.close()
    store = open_store(tmp_path / "state")
    for table, rows in kept.items():
        found = db(store).rows(f"SELECT {', '.join(columns[table])} FROM {table}")
        assert [tuple(row) for row in found] == rows
    assert [(run.version, run.at) for run in store.runs.history(5)] == [("r2", NOW), ("r1", NOW - 60)]
    row = store.articles.find("1")
    assert row is not None
    assert (row["imported"], row["asked_by"]) == ("", None)
    assert store.sound() == "ok"
    store.close()


def test_a_feed_of_an_old_store_has_no_habit_yet(tmp_path: Path) -> None:
    path = old_file(tmp_path / "state")
    before = sqlite3.connect(path)
    before.executescript(A_DAY)
    before.close()
    store = open_store(tmp_path / "state")
    feed = store.feeds.get("belta")
    assert feed is not None
    assert (feed.answer, feed.rhythm, feed.pause, feed.weekdays, feed.missed, feed.skip_days) == (
        "", None, None, (), "", frozenset(),
    )  # fmt: skip
    store.feeds.sync([Source("belta", "БелТА", "https://b.example/")], NOW)
    learned = replace(feed, rhythm=900, pause=3600, weekdays=(1, 0, 2, 3, 4, 5, 6), answer="new", skew=-3,
                      missed="x", missed_at=NOW, skip_days=frozenset({5, 6}))  # fmt: skip
    with store.tx():
        store.feeds.record(learned, Outcome("belta", NOW, "new", 200, 1, 1, 1, 1, ""))
    assert store.feeds.get("belta") == learned
    store.close()


def test_an_old_store_becomes_what_a_new_one_is(tmp_path: Path) -> None:
    old_file(tmp_path / "old")
    schemas = []
    for name in ("old", "new"):
        open_store(tmp_path / name).close()
        db = sqlite3.connect(tmp_path / name / FILE)
        schemas.append(dump(db))
        db.close()
    assert schemas[0] == schemas[1]


def test_a_migrated_old_store_carries_the_whole_river(tmp_path: Path) -> None:
    old_file(tmp_path / "state")
    store = open_store(tmp_path / "state")
    store.feeds.sync(SOURCES.values(), NOW)
    article = add(store, "1")
    assert judge(store, judged(match())) == [article]
    store.close()


def test_keys_of_addresses_take_the_form_of_today(tmp_path: Path) -> None:
    """Else every article with two parameters in its address would come back as new."""
    before = sqlite3.connect(old_file(tmp_path / "state"))
    before.executescript("INSERT INTO article (id) VALUES (1), (2), (3)")
    keys = [
        ("url:https://a.az/x?b=2&a=1", 2, 9), ("url:https://a.az/x?a=1&b=2", 1, 8), ("url:https://a.az/1", 3, 7),
        ("guid:belta:http://www.a.az/?p=5", 3, 7), ("guid:belta:5", 2, 9), ("text:belta:abc", 1, 8),
    ]  # fmt: skip
    before.executemany("INSERT INTO article_key (key, article, last_listed) VALUES (?, ?, ?)", keys)
    before.commit()
    before.close()
    store = open_store(tmp_path / "state")
    assert {tuple(row) for row in db(store).rows("SELECT key, article, last_listed FROM article_key")} == {
        ("url:https://a.az/x?a=1&b=2", 1, 9), ("url:https://a.az/1", 3, 7),
        ("guid:belta:https://a.az/?p=5", 3, 7), ("guid:belta:5", 2, 9), ("text:belta:abc", 1, 8),
    }  # fmt: skip
    store.close()


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    first = (tmp_path / FILE).read_bytes()
    open_store(tmp_path).close()
    assert (tmp_path / FILE).read_bytes() == first


def test_a_missing_state_directory_is_made(tmp_path: Path) -> None:
    open_store(tmp_path / "var" / "вести").close()
    assert (tmp_path / "var" / "вести" / FILE).is_file()


def newer(state: Path) -> bytes:
    open_store(state).close()
    db = sqlite3.connect(state / FILE)
    with db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('monitor', 'm999_peace')")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return (state / FILE).read_bytes()


def test_a_newer_store_is_refused_and_untouched(tmp_path: Path) -> None:
    before = newer(tmp_path)
    with pytest.raises(StoreTooNew, match="m999_peace"):
        open_store(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_newer_store_is_refused_to_readers_too(tmp_path: Path) -> None:
    newer(tmp_path)
    with pytest.raises(StoreTooNew, match="m999_peace"):
        open_store(tmp_path, read_only=True)


def test_a_reader_of_a_file_without_tables_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with pytest.raises(StoreError, match="monitor run"):
        open_store(tmp_path, read_only=True)


def not_sqlite(path: Path) -> None:
    path.write_bytes("это не база данных ".encode() * 400)


def torn_head(path: Path) -> None:
    """The page that lists all tables is overwritten, the file's first words are not."""
    open_store(path.parent).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)


def cut_short(path: Path) -> None:
    open_store(path.parent).close()
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize("harm", [not_sqlite, torn_head, cut_short])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_store_is_said_and_left_as_it_is(harm: object, tmp_path: Path, *, read_only: bool) -> None:
    assert callable(harm)
    harm(tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(StoreDamaged, match="is damaged"):
        open_store(tmp_path, read_only=read_only)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_directory_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnwritable, match="state directory"):
        open_store(tmp_path / "file" / "state")


def test_a_state_path_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreUnwritable, match="file"):
        open_store(tmp_path / "file")


def test_a_directory_in_the_stores_place_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(StoreUnwritable, match="cannot be opened"):
        open_store(tmp_path)


def test_a_sound_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert store.sound() == "ok"
    store.close()


def second_file(state: Path) -> Path:
    """A store as the version before the ledger left it: two articles that match, one that does not."""
    path = old_file(state)
    db = sqlite3.connect(path)
    m002_rules(Database(db))
    db.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('monitor', 'm002_rules')")
    db.executescript(A_DAY)
    db.executescript(
        """INSERT INTO article (id, feed, title, first_seen, judged_by) VALUES (2, 'belta', 'Ціха', 6, 'r1');
           INSERT INTO article (id, title, first_seen, set_aside) VALUES (3, 'Сламаны', 6, 'it broke');
           INSERT INTO article (id, title, first_seen, judge_due, judged_by) VALUES (4, 'Навіна', 6, 1, 'r1');
           INSERT INTO rule_match (article, rule, rule_version, at, quiet) VALUES (3, 'az-by', 'v1', 7, 1);
           INSERT INTO rule_match (article, rule, rule_version, at) VALUES (4, 'az-by', 'v1', 7);
           INSERT INTO text_version (article, n, at, how) SELECT id, 1, 6, 'feed' FROM article WHERE id > 1;
           UPDATE article SET judged_version = 1, text_version = 1, revision = 1"""
    )
    db.commit()
    db.close()
    return path


def test_articles_that_match_are_read_for_the_ledger_behind_the_news(tmp_path: Path) -> None:
    """What matches is judged again on demand; what matched nothing or was set aside is left, news stay news."""
    second_file(tmp_path / "state")
    store = open_store(tmp_path / "state")
    due = db(store).rows("SELECT id, judge_due FROM article ORDER BY id")
    assert [tuple(row) for row in due] == [(1, 2), (2, 0), (3, 0), (4, 1)]
    assert store.facts.events() == []
    assert store.sound() == "ok"
    store.close()


def test_filling_the_ledger_tells_nobody_anything(tmp_path: Path) -> None:
    """An article told before, judged again after the migration and matching one rule more, is in no digest."""
    second_file(tmp_path / "state")
    store = open_store(tmp_path / "state")
    judge(store, judged(match(), match("another")))
    rules = {
        row["rule"]: row["quiet"] for row in db(store).rows("SELECT rule, quiet FROM rule_match WHERE article = 1")
    }
    assert rules == {"az-by": 0, "another": 1}
    for candidate in store.stories.ungrouped(10):
        if candidate.story is not None:
            with store.tx():
                store.stories.keep(candidate.material.article, candidate.story, candidate.change, NOW)
    untold = store.reports.untold("desk", ["az-by", "another"], SOURCES)
    assert 1 not in [report.article for report in untold]
    revisions = db(store).count("SELECT count(*) FROM revision WHERE article = 1")
    assert revisions == 1
    store.close()


def test_what_was_about_to_be_told_as_an_update_is_owed_as_a_correction(tmp_path: Path) -> None:
    """Tellings and revisions of an older store rest on the text that stood then; nothing pending is lost."""
    path = second_file(tmp_path / "state")
    db_ = sqlite3.connect(path)
    db_.executescript(
        """INSERT INTO revision (article, n, at, change, what, title) VALUES (1, 2, 90, 'update', 'title was: А', 'Б');
           INSERT INTO text_version (article, n, at, how, title) VALUES (1, 2, 90, 'feed', 'Б');
           UPDATE article SET revision = 2, text_version = 2 WHERE id = 1;
           UPDATE digest SET composed = 80"""
    )
    db_.commit()
    db_.close()
    store = open_store(tmp_path / "state")
    assert store.revisions.told(1) == {1: 1}
    assert [each.sentence for each in store.revisions.owed(1, 1, ())] == ["title was: А"]
    assert store.sound() == "ok"
    store.close()
