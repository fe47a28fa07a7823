"""`monitor doctor`: each check well and not well, with what to do; exit codes."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import pytest

from monitor.cli.common import DEMO_MARK
from monitor.cli.doctoring.registry import NAMES
from monitor.store import Store, open_store
from monitor.store.lock import holder, state_lock
from tests.cli.conftest import Monitor, Ran, own_rules
from tests.store.samples import db

NOW = int(time.time())


def checks(ran: Ran) -> dict[str, dict[str, str]]:
    return {row["check"]: row for row in map(json.loads, ran.out.splitlines())}


@pytest.fixture
def store(state: Path) -> Store:
    """Opened for a test that puts something wrong into it."""
    return open_store(state)


def asked(monitor: Monitor, state: Path, **more: Path) -> dict[str, dict[str, str]]:
    with state_lock(state):  # a monitor runs
        return checks(monitor("doctor", "--json", **more))


def test_a_sound_state_has_no_failures(monitor: Monitor, state: Path) -> None:
    (state / DEMO_MARK).touch()  # its time is that of its articles
    with state_lock(state):
        ran = monitor("doctor")
    assert ran.code == 0
    assert not re.search(r"^fail", ran.out, re.MULTILINE)
    assert re.search(r"^ok +the rules can be used: ", ran.out, re.MULTILINE)
    assert re.search(r"^0 fail, \d+ warn, \d+ ok$", ran.out, re.MULTILINE)


def test_broken_rules_fail_with_their_places(monitor: Monitor, rules: Path, state: Path, tmp_path: Path) -> None:
    broken = own_rules(rules)
    text = (broken / "eaeu.yaml").read_text(encoding="utf-8")
    (broken / "eaeu.yaml").write_text(text.replace("azerbaijan", "azerbajan"), encoding="utf-8")
    ran = monitor("doctor", rules_dir=broken)
    assert ran.code == 3
    assert "'azerbajan' is no name" in ran.out
    opened = open_store(state)
    opened.runs.say_trouble("rules", "eaeu.yaml:1:1 broken", 1_700_000_000)
    opened.close()
    found = asked(monitor, state, rules_dir=broken)
    assert found["edit"]["state"] == "fail"
    assert "14 Nov 2023" in found["edit"]["sentence"]
    assert "eaeu.yaml:1:1 broken" in found["edit"]["details"]


def test_alerts_that_no_rule_can_reach_are_a_warning(
    monitor: Monitor, rules: Path, state: Path, tmp_path: Path
) -> None:
    assert asked(monitor, state)["alerts"]["sentence"] == "no subscription asks for alerts"
    for ids, word, found in (("azerbaijan-belarus", "urgent", "ok"), ("trade-turnover", "urgent", "warn")):
        folder = shutil.copytree(rules, tmp_path / ids)
        text = (folder / "digests.yaml").read_text(encoding="utf-8")
        entry = f"    rules: [{ids}]\n    alerts: {word}\n"
        (folder / "digests.yaml").write_text(re.sub(r" +rules: .*\n", entry, text), encoding="utf-8")
        assert asked(monitor, state, rules_dir=folder)["alerts"]["state"] == found


def test_an_edit_mended_and_not_yet_taken_over_is_a_warning(monitor: Monitor, store: Store, state: Path) -> None:
    store.runs.say_trouble("rules", "broken", 1_700_000_000)
    store.close()
    assert asked(monitor, state)["edit"]["state"] == "warn"


def test_rules_in_force_that_are_not_those_of_the_files(monitor: Monitor, store: Store, state: Path) -> None:
    store.judgements.use_rules("other", {}, {"az-by": "v"}, NOW, 0)
    store.close()
    found = asked(monitor, state)["in-force"]
    assert found["state"] == "warn"
    assert "are not those of the files" in found["sentence"]


def test_rules_nobody_is_told_of_and_rules_that_never_match(monitor: Monitor, store: Store, state: Path) -> None:
    with store.tx():
        db(store).run("UPDATE article SET first_seen = :then", {"then": NOW - 40 * 86400})
    store.close()
    found = asked(monitor, state)
    assert "eaeu" in found["subscriptions"]["sentence"]
    assert (found["matches"]["state"], "azerbaijan-belarus" in found["matches"]["sentence"]) == ("warn", True)


def test_a_young_store_says_nothing_of_rules_that_never_match(monitor: Monitor, store: Store, state: Path) -> None:
    with store.tx():
        db(store).run("UPDATE article SET first_seen = :then", {"then": NOW - 86400})
    store.close()
    assert "too early" in asked(monitor, state)["matches"]["sentence"]


def test_what_was_set_aside_is_named_with_its_reason(monitor: Monitor, store: Store, state: Path) -> None:
    with store.tx():
        db(store).run("UPDATE article SET set_aside = 'ValueError: няма' WHERE id = 1")
        db(store).run("UPDATE article SET judge_due = 1 WHERE id = 2")
    store.requests.put("reapply", '{"since": 0}', NOW)
    store.close()
    ran = monitor("doctor")
    assert "ValueError: няма" in ran.out
    found = checks(monitor("doctor", "--json"))
    assert [found[name]["state"] for name in ("set-aside", "waiting", "requests", "running")] == ["warn"] * 4
    assert "judged: 1" in found["waiting"]["sentence"]


def test_near_misses_of_the_week(monitor: Monitor, store: Store, state: Path) -> None:
    with store.tx():
        db(store).run("UPDATE article SET first_seen = :now", {"now": NOW})
        db(store).run("INSERT INTO miss (article, rule, reason) VALUES (2, 'eaeu', 'too far apart')")
    store.close()
    assert "eaeu 1" in asked(monitor, state)["near"]["sentence"]


def test_before_the_first_run(monitor: Monitor, tmp_path: Path) -> None:
    ran = monitor("doctor", state_dir=tmp_path / "new")
    assert ran.code == 0
    assert "nothing has run" in ran.out
    assert not (tmp_path / "new").exists()


def test_who_holds_the_lock_is_known_without_taking_it(tmp_path: Path) -> None:
    assert holder(tmp_path / "none") == ""
    with state_lock(tmp_path):
        assert holder(tmp_path).isdecimal()
    assert holder(tmp_path) == ""


def test_names_that_are_not_declined_yet_are_a_warning_and_shipped_ones_are_not(
    monitor: Monitor, rules: Path, state: Path, tmp_path: Path
) -> None:
    assert asked(monitor, state)["names"]["state"] == "ok"
    more = own_rules(rules)
    new = "version: 1\nnames:\n  place.example: {ru: [Примеровск], be: [Прыкладаўск]}\n"
    (more / "lexicon" / "example.yaml").write_text(new, encoding="utf-8")
    assert asked(monitor, state, rules_dir=more)["names"]["state"] == "warn"


def test_what_was_given_up_is_listed_and_that_nobody_is_told_of_it(monitor: Monitor, store: Store) -> None:
    assert "ok    no message was given up in 7 days" in monitor("doctor").out
    with store.tx():
        db(store).run("UPDATE message SET state = 'dead', problem = '550 no such user' WHERE part = 1", {})
        db(store).run("UPDATE attempt SET ended = :now, outcome = 'permanent'", {"now": NOW})
    out = monitor("doctor").out
    assert "messages given up in 7 days: 1\n" in out
    assert "        desk@example.org on mail, 2024-05-14/daily of desk: 550 no such user\n" in out
    assert "warn  nobody is told of what goes wrong: there is no 'operator:'" in out


def test_a_channel_that_fails_every_time_is_named_with_what_to_do(monitor: Monitor, store: Store) -> None:
    """Not given up yet, so no dead letter; a message that waits for its first try is no trouble."""
    with store.tx():
        db(store).run("UPDATE message SET state = 'due', first_try = :now, problem = 'no'", {"now": NOW})
        db(store).run(
            "UPDATE attempt SET ended = :now, outcome = 'transient', detail = 'h failed while connecting: no'",
            {"now": NOW},
        )
    ran = monitor("doctor")
    assert ran.code == 0
    assert "warn  mail: 1 waits since " in ran.out
    assert ", 1 try failed, last: h failed while connecting: no\n      -> check host, port and security" in ran.out
    with store.tx():
        db(store).run("UPDATE message SET problem = ''")
    assert "mail: 1 waits" not in monitor("doctor").out


@pytest.mark.parametrize(
    ("state_of", "age", "said"), [("sent", 9, False), ("due", 0, False), ("due", 2, True), ("dead", 0, True)]
)
def test_an_alarm_that_reached_nobody_is_said(
    monitor: Monitor, store: Store, state_of: str, age: int, *, said: bool
) -> None:
    with store.tx():
        db(store).run("INSERT INTO subscription (id, created) VALUES ('operator', 1)")
        db(store).run(
            "UPDATE digest SET subscription = 'operator', composed = :then", {"then": int(time.time()) - age * 3600}
        )
        db(store).run("UPDATE message SET state = :state, problem = '421 later'", {"state": state_of})
    sentence = "could not be delivered to desk@example.org on mail: 421 later"
    assert (sentence in monitor("doctor").out) == said


def test_every_check_stands_in_the_operators_guide() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "operators.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]*) \| [^|]+ \| [^|]+ \|$", guide.partition("## Is all well?")[2], re.MULTILINE)
    documented = [name for row in rows for name in re.findall(r"`([a-z0-9-]+)`", row)]
    assert [name for name in NAMES if name not in documented] == []
    assert len(NAMES) == len(set(NAMES))
