"""`monitor digest route`: who would get what, when and where, and who would not and why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import TOLD, UNTOLD, Monitor, Ran

DIGESTS = """version: 1
operator: {channel: file, recipient: duty}
subscriptions:
  - id: desk
    title: Azerbaijan – Belarus
    pairs: [[azerbaijan, belarus]]
    to: [{channel: file}, {channel: console}]
    zone: Asia/Baku
    at: "07:30"
    alerts: high
    window: 45m
    quiet: 22:00-07:00
  - id: awake
    title: Urgent by night
    rules: [azerbaijan-belarus]
    to: [{channel: console}]
    zone: Europe/Minsk
    at: "08:00"
    weekdays: [mon]
    alerts: urgent
    quiet: {from: "22:00", to: "07:00", urgent_rings: true}
  - id: choosy
    title: Without state media
    rules: [azerbaijan-belarus]
    to: [{channel: console}]
    zone: Europe/Minsk
    at: "08:00"
    without_kinds: [state]
    languages: [en]
    mutes: [{event: congratulation, until: 2999-01-01}]
  - id: union
    title: EAEU
    rules: [eaeu]
    to: [{channel: console}]
    zone: UTC
    at: "08:00"
"""


@pytest.fixture(scope="module")
def folder(rules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = shutil.copytree(rules, tmp_path_factory.mktemp("route") / "rules")
    (made / "digests.yaml").write_text(DIGESTS, encoding="utf-8")
    return made


def rows(ran: Ran) -> dict[str, dict[str, object]]:
    assert ran.code == 0, ran.err
    return {row["subscription"]: row for row in map(json.loads, ran.out.splitlines())}


def test_alone_it_lists_who_gets_a_digest_where_and_when(monitor: Monitor, folder: Path) -> None:
    ran = monitor("digest", "route", "--at", "2026-05-16T12:00", rules_dir=folder)
    taken, alarms = ran.err.splitlines()
    assert taken.startswith("taken as 16 May 2026 12:00 UTC; a zone may stand behind the time")  # they have several
    assert alarms == "alarms: file duty"
    lines = [line.split() for line in ran.out.splitlines()]
    assert lines[1] == ["desk", "file", "digests", "17", "May", "2026", "07:30", "Asia/Baku", "high"]
    assert lines[2][:3] == ["desk", "console", "-"]
    assert lines[3][3:7] == ["18", "May", "2026", "08:00"]  # the next Monday
    found = monitor("digest", "route", "--json", rules_dir=folder).out.splitlines()
    assert [json.loads(line)["subscription"] for line in found] == ["desk", "desk", "awake", "choosy", "union"]


def test_a_time_is_taken_by_the_readers_clock_as_preview_takes_it(monitor: Monitor, folder: Path) -> None:
    thought = ("digest", "route", "--rule", "azerbaijan-belarus", "--json", "--at")
    for typed in ("2024-05-16T23:30", "2024-05-16T22:30+03:00"):
        ran = monitor(*thought, typed)  # the readers of the common rules are in Baku
        assert ran.err.startswith("taken as 16 May 2024 23:30 Asia/Baku (16 May 2024 19:30 UTC)")
        assert rows(ran)["desk"]["at"] == 1715916600  # 07:30 in Baku


def test_by_night_an_urgent_thing_waits_or_rings_and_others_are_gathered(monitor: Monitor, folder: Path) -> None:
    thought = ("digest", "route", "--event", "state-visit", "--rule", "azerbaijan-belarus", "--json")
    night = ("--at", "2026-05-16T20:00")  # midnight in Baku, 23:00 in Minsk
    found = rows(monitor(*thought, *night, "--priority", "urgent", rules_dir=folder))
    assert (found["desk"]["way"], found["awake"]["way"], found["choosy"]["way"]) == ("alert", "alert", "digest")
    assert found["desk"]["at"] == 1778986800  # 07:00 in Baku
    assert found["awake"]["at"] == 1778961600 + 120
    assert found["union"]["why"] == "none of its rules matches: it asks for eaeu"
    assert found["desk"]["why"] == "if it is news of its story: after its quiet hours"
    day = rows(monitor(*thought, "--at", "2026-05-16T08:00", "--priority", "high", rules_dir=folder))
    assert (day["desk"]["at"], day["desk"]["why"]) == (
        1778918400 + 45 * 60, "if it is news of its story: gathered for 45 minutes",
    )  # fmt: skip
    assert (day["awake"]["way"], day["awake"]["why"]) == ("digest", "alerts begin with urgent")


def test_what_is_left_out_and_what_is_muted_is_said(monitor: Monitor, folder: Path) -> None:
    thought = ("digest", "route", "--rule", "azerbaijan-belarus", "--json")
    assert rows(monitor(*thought, "--kind", "state", rules_dir=folder))["choosy"]["why"] == (
        "leaves out outlets of the kind 'state'"
    )
    assert rows(monitor(*thought, "--lang", "az", rules_dir=folder))["choosy"]["why"] == "leaves out articles in 'az'"
    muted = rows(monitor(*thought, "--event", "congratulation", "--lang", "en", rules_dir=folder))["choosy"]
    assert (muted["way"], muted["why"]) == (
        "muted", "event congratulation is muted in digests.yaml: one line of the digest",
    )  # fmt: skip


def test_a_stored_article_goes_its_way_and_what_was_told_says_so(monitor: Monitor, folder: Path) -> None:
    told = monitor("digest", "route", "--test", TOLD.link, rules_dir=folder)
    assert told.out.splitlines()[0].endswith(TOLD.title)
    assert "told already, in 2024-05-14/daily" in " ".join(told.out.split())
    monitor("mute", "story", "1", "--until", "2999-01-01", "--subscription", "awake", "--who", "Əli", rules_dir=folder)
    found = rows(monitor("digest", "route", "--test", UNTOLD.link, "--json", rules_dir=folder))
    assert (found["awake"]["way"], found["awake"]["muted_by"]) == ("muted", "Əli")
    assert found["choosy"]["why"] == "leaves out outlets of the kind 'state'"
    assert found["desk"]["rules"] == ["azerbaijan-belarus"]


def test_a_text_in_a_file_is_judged_and_routed(monitor: Monitor, folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "draft.txt"
    text.write_text("Лукашенко прибыл в Азербайджан с государственным визитом\n\nЕго встретил İlham Əliyev.\n", "utf-8")
    ran = monitor("digest", "route", "--test", text, rules_dir=folder)
    assert ran.code == 0
    assert "matches azerbaijan-belarus (urgent)" in ran.out
    assert "alert: if it is news of its story" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--event", "phone_cal"), "'phone_cal' is no kind of event; did you mean 'phone_call'?"),
        (("--rule", "azerbaijan-belorus"), "did you mean 'azerbaijan-belarus'?"),
        (("--test", "1", "--source", "nobody"), "there is no feed 'nobody' in sources.yaml"),
        (("--at", "soon"), "'soon' is no time"),
    ],
)
def test_what_is_not_known_is_a_sentence(monitor: Monitor, arguments: tuple[str, ...], said: str) -> None:
    ran = monitor("digest", "route", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
