"""`monitor mute`: what is kept, who said so, and what cannot be muted."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import TOLD, Monitor, own_rules


def test_a_story_is_muted_listed_and_no_longer(monitor: Monitor) -> None:
    ran = monitor("mute", "story", "1", "--until", "2999-12-31", "--who", "Əli", "--because", "known")
    assert ran.code == 0
    assert ran.out == f"mute 1: story 1 ({TOLD.title}) until 31 Dec 2999 23:59 Asia/Baku, for all subscriptions\n"
    assert ran.err.splitlines() == [
        (
            "no alert of it comes, not an urgent one either, nor if the visit is called off; "
            "one line of it stays in each digest"
        ),
        "it is silenced for all readers; '--subscription ID' mutes it for one",
        "'monitor mute end 1' takes it back",
    ]
    listed = monitor("mute", "list").out.splitlines()
    assert listed[1].split() == [
        "1", "story", "1", "31", "Dec", "2999", "23:59", "Asia/Baku", "all", "Əli,", "known",
    ]  # fmt: skip
    assert monitor("mute", "end", "1").out == f"mute 1 is over: story 1 ({TOLD.title}), for all subscriptions\n"
    assert monitor("mute", "list").err == "nothing is muted\n"
    again = monitor("mute", "end", "1")
    assert (again.code, again.err) == (1, "mute 1 is over already\n")


def test_a_story_is_muted_for_a_week_where_no_day_is_said(monitor: Monitor) -> None:
    """As an alert's last line asks for it."""
    zone = ZoneInfo("Asia/Baku")
    row = json.loads(monitor("mute", "story", "1", "--json").out)
    last = datetime.fromtimestamp(row["until"], zone)
    assert (last.hour, last.minute) == (23, 59)
    assert timedelta(days=6) < last - datetime.now(zone) < timedelta(days=8)


def test_rules_and_kinds_of_events_are_muted_for_one_subscription(monitor: Monitor) -> None:
    ran = monitor("mute", "rule", "azerbaijan-belarus", "--until", "2999-01-31", "--subscription", "desk", "--json")
    row = json.loads(ran.out)
    assert (row["kind"], row["what"], row["subscription"], row["zone"]) == (
        "rule", "azerbaijan-belarus", "desk", "Asia/Baku",
    )  # fmt: skip
    assert row["who"]
    assert monitor("mute", "event", "phone-call", "--until", "2999-01-31").code == 0
    listed = [json.loads(line) for line in monitor("mute", "list", "--json").out.splitlines()]
    assert [(each["kind"], each["what"]) for each in listed] == [
        ("rule", "azerbaijan-belarus"), ("event", "phone_call"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("rule", "eaeu"), 2, "say until when: --until 2026-12-31"),
        (("story", "1", "--until", "soon"), 2, "'soon' is no day; write it like 2026-12-31"),
        (("story", "1", "--until", "2024-01-01"), 1, "2024-01-01 is over; a mute ends on a day to come"),
        (("story", "99", "--until", "2999-01-01"), 1, "there is no story 99"),
        (("rule", "azerbaijan-belorus", "--until", "2999-01-01"), 1, "did you mean 'azerbaijan-belarus'?"),
        (("event", "phone_cal", "--until", "2999-01-01"), 2, "did you mean 'phone_call'?"),
        (("story", "1", "--until", "2999-01-01", "--subscription", "dsk"), 1, "did you mean 'desk'?"),
        (("end", "7"), 1, "there is no mute 7; 'monitor mute list' shows them"),
    ],
)
def test_what_cannot_be_is_a_sentence(monitor: Monitor, arguments: tuple[str, ...], code: int, said: str) -> None:
    ran = monitor("mute", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_mute_of_digests_yaml_is_listed_too(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    folder = own_rules(rules)
    text = (folder / "digests.yaml").read_text(encoding="utf-8")
    mutes = '    at: "07:30"\n    mutes: [{event: visit, until: 2999-01-01}, {event: signing, until: 2024-01-01}]\n'
    (folder / "digests.yaml").write_text(text.replace('    at: "07:30"\n', mutes), encoding="utf-8")
    listed = [json.loads(line) for line in monitor("mute", "list", "--json", rules_dir=folder).out.splitlines()]
    assert [(each["number"], each["what"]) for each in listed] == [(None, "visit")]


WISHES = """    quiet: 22:00-07:00
    mutes:
      - {event: signing, until: 2024-01-01}
      - {rule: eaeu, until: 2999-01-01}
"""


def test_what_is_hardly_meant_is_a_note_and_a_warning(monitor: Monitor, rules: Path) -> None:
    folder = own_rules(rules)
    with (folder / "digests.yaml").open("a", encoding="utf-8") as file:
        file.write(WISHES)
    ran = monitor("rules", "check", rules_dir=folder)
    said = [line for line in ran.err.splitlines() if "desk" in line]
    assert (ran.code, said) == (0, [
        ("note: the mute of event signing of the subscription 'desk' is over since 1 Jan 2024 23:59 Asia/Baku; "
        "take it out of digests.yaml"),
        "note: the mute of rule eaeu of the subscription 'desk' mutes nothing: that rule is not among its rules",
        "note: 'quiet' of the subscription 'desk' changes nothing: it asks for no 'alerts'",
    ])  # fmt: skip
    assert all(line.removeprefix("note: ") in monitor("doctor", rules_dir=folder).out for line in said)
