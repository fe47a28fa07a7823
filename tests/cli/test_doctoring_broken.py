"""`monitor doctor` on setups as an operator meets them: each fault is a line, and the others are looked at."""

from __future__ import annotations

import io
import sqlite3
import time
from contextlib import closing, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
from click import unstyle

from monitor.cli.common import DEMO_MARK
from monitor.cli.doctoring.case import Finding
from monitor.cli.doctoring.registry import NAMES
from monitor.cli.doctoring.showing import Screen, show, summary
from monitor.config.sources import read_sources
from monitor.store import Store, open_store
from monitor.store.backup import make
from monitor.store.lock import state_lock
from tests.cli.conftest import Monitor, own_rules
from tests.cli.test_doctoring import asked, checks
from tests.store.samples import db
from tests.world import World

NOW = int(time.time())


@pytest.fixture
def store(state: Path) -> Store:
    return open_store(state)


def feed(store: Store, **values: object) -> None:
    """Of every feed; as one that was asked just now."""
    known = {"problem": "", "last_try": NOW, "last_ok": NOW, "next_due": NOW + 900} | values
    with store.tx():
        db(store).run(f"UPDATE feed SET {', '.join(f'{name} = :{name}' for name in known)}", known)  # type: ignore[arg-type]
    store.close()


def test_a_damaged_store_is_one_line_and_the_others_go_on(monitor: Monitor, state: Path) -> None:
    (state / "monitor.db").write_bytes(b"no database, though long enough to be looked at" * 100)
    ran = monitor("doctor", "--json")
    found = checks(ran)
    assert (ran.code, found["store"]["state"], found["integrity"]["state"]) == (1, "fail", "fail")
    assert "monitor restore" in found["store"]["sentence"] + found["store"]["cure"]
    assert {"rules", "versions", "operator", "disk", "writing"} <= set(found)


def test_a_page_that_is_damaged_is_found_by_the_check(monitor: Monitor, state: Path, store: Store) -> None:
    store.close()
    data = bytearray((state / "monitor.db").read_bytes())
    root = data.find(b"Rain expected in the capital")
    data[root - 200 : root + 200] = b"\xff" * 400
    (state / "monitor.db").write_bytes(data)
    ran = monitor("doctor", "--json", "--full")
    assert ran.code == 1
    assert checks(ran)["integrity"]["state"] == "fail"
    assert checks(ran)["rules"]["state"] == "ok"


def test_a_newer_and_an_older_store_are_said(monitor: Monitor, state: Path) -> None:
    with closing(sqlite3.connect(state / "monitor.db")) as raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('monitor', 'm999_x', '')")
        raw.commit()
    found = checks(monitor("doctor", "--json"))
    assert (found["store"]["state"], "newer version" in found["store"]["sentence"]) == ("fail", True)
    assert found["integrity"]["state"] == "ok"


def test_broken_sources_leave_readers_and_the_store_to_be_looked_at(
    monitor: Monitor, rules: Path, tmp_path: Path
) -> None:
    broken = own_rules(rules)
    (broken / "sources.yaml").write_text("version: 1\nsources: [\n", encoding="utf-8")
    ran = monitor("doctor", "--json", rules_dir=broken)
    found = checks(ran)
    assert ran.code == 3
    assert found["rules"]["state"] == "fail"
    assert {"digest", "operator", "feeds", "integrity", "secrets"} <= set(found)


@pytest.mark.parametrize("fault", ["no directory", "a folder for a store"])
def test_a_state_that_is_no_state(monitor: Monitor, tmp_path: Path, fault: str) -> None:
    state = tmp_path / "new"
    if fault == "no directory":
        state.write_text("hello")
    else:
        (state / "monitor.db").mkdir(parents=True)
    ran = monitor("doctor", "--json", state_dir=state)
    found = checks(ran)
    assert ran.code == 1
    assert found["writing" if fault == "no directory" else "store"]["state"] == "fail"
    assert "integrity" not in found


def test_no_rules_at_all(monitor: Monitor, tmp_path: Path) -> None:
    ran = monitor("doctor", rules_dir=tmp_path / "none", state_dir=tmp_path / "new")
    assert ran.code == 3
    assert "there is no such directory of rules" in ran.out


def test_a_feed_that_fails_has_a_line_with_its_next_try(monitor: Monitor, state: Path, store: Store) -> None:
    with store.tx():
        db(store).run("UPDATE feed SET enabled = 1, last_try = :now", {"now": NOW})
        db(store).run(
            "UPDATE feed SET problem = 'the server answered 404 Not Found: nothing is at this address', errors = 3,"
            " problem_since = 1700000000 WHERE id = 'azertac'"
        )
    store.close()
    found = asked(monitor, state)
    assert found["feed"]["sentence"].startswith("AZƏRTAC (azertac): the server answered 404 Not Found")
    assert "since 14 Nov 2023" in found["feed"]["sentence"]
    assert "sources test azertac" in found["feed"]["cure"]
    assert found["feed"]["feed"] == "azertac"


def test_when_no_feed_answers_it_is_this_machine(monitor: Monitor, state: Path, store: Store) -> None:
    feed(store, problem="the name of belta.example could not be found", problem_since=NOW - 100, enabled=1)
    found = asked(monitor, state)
    assert (found["feeds"]["state"], "none of 2 feeds answers" in found["feeds"]["sentence"]) == ("fail", True)


def test_a_list_without_a_feed_that_is_switched_on_is_said_also_before_the_first_run(
    monitor: Monitor, rules: Path, tmp_path: Path
) -> None:
    mine = own_rules(rules)
    (mine / "sources.yaml").write_text("version: 1\nsources: []\n", "utf-8")
    found = checks(monitor("doctor", "--offline", "--json", rules_dir=mine, state_dir=tmp_path / "new"))
    assert (found["no-feeds"]["state"], "sources add" in found["no-feeds"]["cure"]) == ("warn", True)
    assert "no-feeds" not in checks(monitor("doctor", "--offline", "--json"))


def test_a_feed_that_is_read_by_repair_is_named_and_shown_as_such(monitor: Monitor, state: Path, store: Store) -> None:
    with store.tx():
        db(store).run("UPDATE feed SET enabled = 1, read_by = 'careful'")
    assert asked(monitor, state)["repaired"]["sentence"] == "no feed has to be repaired to be read"
    with store.tx():
        db(store).run("UPDATE feed SET read_by = 'repair', answer = 'items', last_try = 1")
    found = asked(monitor, state)["repaired"]
    assert found["sentence"] == "feeds that are broken and read by repair: 2"
    assert "sources test" in found["cure"]
    store.close()
    listed = monitor("sources", "list", state_dir=state)
    assert "repaired" in listed.out
    assert "read by repair" in listed.err


def test_an_address_that_was_edited_and_is_not_in_force_has_not_moved(
    monitor: Monitor, state: Path, store: Store, rules: Path
) -> None:
    """Only what a publisher says is a move: one that answers elsewhere is named, an own edit is not."""
    with store.tx():
        db(store).run("UPDATE feed SET enabled = 1")
        sources = read_sources("sources.yaml", (rules / "sources.yaml").read_bytes()).sources
        for id_ in store.feeds.addresses():
            url = sources[id_].url
            db(store).run(
                f"UPDATE feed SET configured_url = '{url}', url = 'https://moved.example/' WHERE id = '{id_}'"
            )
    assert "feeds that have moved: 2" in asked(monitor, state)["moved"]["sentence"]
    with store.tx():
        db(store).run("UPDATE feed SET configured_url = 'https://before-the-edit.example/rss'")
    store.close()
    assert asked(monitor, state)["moved"]["sentence"] == "every feed is where sources.yaml says"


def test_a_monitor_that_asks_nobody_hangs(monitor: Monitor, state: Path, store: Store) -> None:
    with store.tx():
        db(store).run("UPDATE feed SET next_due = :then, last_try = :then, last_ok = :then", {"then": NOW - 7200})
        db(store).run("UPDATE run SET started = :then, ended = NULL", {"then": NOW - 9000})
    store.close()
    assert "the monitor hangs" in asked(monitor, state)["last-poll"]["sentence"]
    assert checks(monitor("doctor", "--json"))["last-poll"]["state"] != "fail"  # none runs: that is said elsewhere


def test_the_clock_is_held_against_that_of_the_servers(monitor: Monitor, state: Path, store: Store) -> None:
    with store.tx():
        for number in range(6):
            db(store).run(
                "INSERT INTO feed (id, url, host, outlet, enabled, next_due, configured_url, skew)"
                " VALUES (:id, 'https://a.example', 'a.example', 'A', 1, :now, '', 1200)",
                {"id": f"f{number}", "now": NOW},
            )
    store.close()
    found = asked(monitor, state)
    assert (found["clock"]["state"], "20 min behind" in found["clock"]["sentence"]) == ("fail", True)


def test_what_is_dated_in_the_future_is_said(monitor: Monitor, state: Path, store: Store) -> None:
    feed(store, last_try=NOW + 86400)
    assert asked(monitor, state)["clock-jump"]["state"] == "warn"


def test_an_overdue_digest_fails_while_a_monitor_runs(monitor: Monitor, state: Path, store: Store) -> None:
    store.close()
    found = asked(monitor, state)
    assert (found["digest"]["state"], "has not been composed" in found["digest"]["sentence"]) == ("fail", True)
    assert checks(monitor("doctor", "--json"))["digest"]["state"] == "warn"


def test_what_waits_for_somebody_who_was_taken_out(monitor: Monitor, state: Path, store: Store) -> None:
    with store.tx():
        db(store).run("UPDATE message SET state = 'due', recipient = 'gone@example.org'")
    store.close()
    found = asked(monitor, state)
    assert found["unsent"]["state"] == "warn"
    assert "gone@example.org on mail" in found["removed"]["details"][0]


def test_an_edit_that_waits_for_a_restart_is_said_while_a_monitor_runs(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.river.waits_for_start("'network:' of sources.yaml was edited")
    trouble = world.store.runs.trouble("restart")
    assert trouble is not None
    assert trouble.sentence == "'network:' of sources.yaml was edited"
    assert world.restart().store.runs.trouble("restart") is None


@pytest.mark.parametrize("kind", ["restart", "disk", "heartbeat"])
def test_what_the_service_says_of_itself(monitor: Monitor, state: Path, store: Store, kind: str) -> None:
    store.runs.say_trouble(kind, "выдуманая перашкода", 1_700_000_000)
    store.close()
    ran = monitor("doctor")
    assert "перашкода" not in ran.out  # of a service that does not run any more
    (state / DEMO_MARK).touch()
    with state_lock(state):
        ran = monitor("doctor")
    assert ("выдуманая перашкода" in ran.out) == (kind != "heartbeat")  # no heartbeat is asked for


def test_backups_are_looked_into(monitor: Monitor, state: Path, store: Store) -> None:
    with store.tx():
        db(store).run("UPDATE article SET first_seen = :then", {"then": NOW - 5 * 86400})
    store.close()
    assert checks(monitor("doctor", "--json"))["backup"]["state"] == "warn"
    made = make(state, state / "backups", NOW, spare=0)
    assert checks(monitor("doctor", "--json"))["backup"]["state"] == "ok"
    made.path.write_bytes(b"x" * 5000)
    found = checks(monitor("doctor", "--json"))["backup"]
    assert (found["state"], "it is damaged" in found["sentence"]) == ("fail", True)


def test_missing_secrets_and_files_that_others_read(
    monitor: Monitor, rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = own_rules(rules)
    text = (folder / "sources.yaml").read_text(encoding="utf-8")
    text += '  - {id: own, outlet: X, url: "https://x.example/", headers: {X-Key: "${ONE}", X-More: "${TWO}"}}\n'
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    (tmp_path / ".env").write_text("ONE=tajna\n")
    (tmp_path / ".env").chmod(0o644)
    found = checks(monitor("doctor", "--json", rules_dir=folder, state_dir=tmp_path / "new"))
    assert found["secrets"]["state"] == "fail"
    assert found["secrets"]["details"][0].startswith("source own: header X-More: the secret TWO is missing")
    assert found["secret-files"]["state"] == "warn"
    assert list(found["secret-files"]["details"]) == [".env"]
    (tmp_path / ".env").chmod(0o600)
    again = checks(monitor("doctor", "--json", rules_dir=folder, state_dir=tmp_path / "new"))
    assert again["secret-files"]["state"] == "ok"


def test_nothing_is_written(monitor: Monitor, state: Path) -> None:
    before = {path: path.read_bytes() for path in state.rglob("*") if path.is_file()}
    monitor("doctor", "--full")
    after = {path: path.read_bytes() for path in state.rglob("*") if path.is_file()}
    assert after == before


def test_every_finding_bears_a_name_of_the_registry(monitor: Monitor, state: Path) -> None:
    assert set(asked(monitor, state)) <= set(NAMES)


def test_a_line_fits_the_screen_and_keeps_its_words() -> None:
    long = "няма ўваходу " * 20
    finding = Finding("x", "fail", long, "do that " * 20, (long,))
    out = io.StringIO()
    with redirect_stdout(out):
        show("Store", [finding], Screen(80, colour=True))
    lines = unstyle(out.getvalue()).splitlines()
    assert max(map(len, lines)) < 80
    assert "".join(lines).count("ўваходу") == 40
    assert summary([finding, replace(finding, state="ok")], Screen(80, colour=False)) == [
        "1 fail, 0 warn, 1 ok",
        "fail: x",
    ]
