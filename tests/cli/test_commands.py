"""Every command: exit codes, data on stdout, talk on stderr, sentences instead of tracebacks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from monitor.cli import COMMANDS, cli
from monitor.store import open_store
from monitor.store.lock import state_lock
from tests.cli.conftest import DULL, SOURCES, TOLD, UNTOLD, Monitor, own_rules
from tests.hostile import Hostile, answer, raw
from tests.world import RULES

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Звязда</title>
<entry><id>urn:1</id><title>Міністр з Баку: «аб’яднаем намаганні»</title><link href="https://zviazda.example/1"/>
<updated>2024-05-16T10:00:00Z</updated></entry></feed>"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and subcommand by its full name."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            for sub in command.list_commands(context):
                each = command.get_command(context, sub)
                assert each is not None
                yield f"{name} {sub}", each


ALL = dict(commands())


@pytest.mark.parametrize("name", ALL)
def test_each_command_says_what_it_is_for(name: str, monitor: Monitor) -> None:
    ran = monitor(*name.split(), "--help")
    assert ran.code == 0
    assert (ALL[name].help or "").splitlines()[0].rstrip(".") in " ".join(ran.out.split())


@pytest.mark.parametrize("name", ALL)
def test_each_option_says_what_it_does(name: str) -> None:
    options = [each for each in ALL[name].params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []


def test_version(monitor: Monitor) -> None:
    assert monitor("version").out.startswith("monitor ")


@pytest.mark.parametrize("line", [["nonsense"], ["digest", "nonsense"], ["poll"], ["show", "nonsense"], ["judge"]])
def test_a_wrong_command_line_is_usage(line: list[str], monitor: Monitor) -> None:
    ran = monitor(*line)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage" in ran.err


# --- show ---


def test_show_alone_gives_the_totals(monitor: Monitor) -> None:
    ran = monitor("show")
    assert ran.code == 0
    assert dict(line.split() for line in ran.out.splitlines()[1:])["article"] == "3"


@pytest.mark.parametrize("reference", ["1", TOLD.link])
def test_show_an_article_with_its_whole_way(reference: str, monitor: Monitor, state: Path) -> None:
    store = open_store(state, read_only=True)
    number = store.articles.find(TOLD.link)
    store.close()
    assert number is not None
    ran = monitor("show", "article", str(number["id"]) if reference == "1" else reference)
    assert TOLD.title in ran.out
    assert "“Лукашенко”" in ran.out
    assert "told to desk in 2024-05-14/daily" in ran.out


def test_show_an_article_that_matches_nothing(monitor: Monitor) -> None:
    assert "matches no rule" in monitor("show", "article", DULL.link).out


def test_show_story_feed_and_digests(monitor: Monitor) -> None:
    assert TOLD.title in monitor("show", "story", "1").out
    feed = monitor("show", "feed", "belta").out
    assert "belta.example" in feed
    assert re.search(r" (?:same|none) .* \d+ polls since ", feed)  # those that brought nothing stand in one line
    assert "2024-05-14/daily" in monitor("show", "digest", "desk").out


@pytest.mark.parametrize(
    "asked",
    [
        ["article", "999"], ["article", "9" * 40], ["article", "https://няма.example/"], ["story", "999"],
        ["story", "9" * 40], ["story", "першая"], ["feed", "няма"], ["digest", "няма"],
    ],
)  # fmt: skip
def test_show_what_does_not_exist_is_a_sentence(asked: list[str], monitor: Monitor) -> None:
    ran = monitor("show", *asked)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1


def test_show_without_a_number_is_usage(monitor: Monitor) -> None:
    assert monitor("show", "article").code == 2


@pytest.mark.parametrize("line", [["show"], ["digest", "preview"]])
def test_before_the_first_run_there_is_a_sentence(line: list[str], monitor: Monitor, tmp_path: Path) -> None:
    ran = monitor(*line, state_dir=tmp_path / "new")
    assert (ran.code, ran.out) == (1, "")
    assert "monitor run" in ran.err
    assert not (tmp_path / "new").exists()


# --- digest ---


@pytest.mark.parametrize(("form", "begins"), [("text", ""), ("html", "<!"), ("eml", "")])
def test_a_preview_shows_the_untold_and_has_no_effect(form: str, begins: str, monitor: Monitor, state: Path) -> None:
    store = open_store(state, read_only=True)
    before = store.totals()
    ran = monitor("digest", "preview", "desk", "--format", form)
    assert store.totals() == before
    store.close()
    assert ran.code == 0
    assert ran.out.startswith(begins)
    assert ran.err == ""
    if form != "eml":  # its body is encoded
        assert "Лукашэнка правёў перамовы" in " ".join(ran.out.split())
    assert not [path for path in state.rglob("*") if path.suffix in (".eml", ".html", ".txt")]


def test_an_unknown_subscription_is_said_with_those_there_are(monitor: Monitor) -> None:
    for command in ("preview", "send"):
        ran = monitor("digest", command, "няма")
        assert (ran.code, ran.out) == (2, "")
        assert "there are: desk" in ran.err


def test_a_digest_is_sent_once(monitor: Monitor, state: Path) -> None:
    first = monitor("digest", "send", "desk")
    assert (first.code, first.out) == (0, "")
    assert first.err.count("file digests: sent") == 1
    written = [path for path in state.rglob("*.txt") if UNTOLD.title[:40] in path.read_text(encoding="utf-8")]
    assert len(written) == 1
    files = sorted(state.rglob("*"))
    again = monitor("digest", "send", "desk")
    assert again.code == 0
    assert "exists already" in again.err
    assert sorted(state.rglob("*")) == files


# --- poll ---


def test_poll_says_who_answered_and_leaves_with_four_where_one_did_not(monitor: Monitor, rules: Path) -> None:
    hostile = Hostile()
    good, bad = hostile.open(raw(answer(ATOM.encode()))), hostile.open(raw(answer(b"", status="403 Forbidden")))
    mine = own_rules(rules)
    allowed = f'version: 1\nnetwork:\n  allow: ["{good.host}:{good.port}", "{bad.host}:{bad.port}"]\n'
    text = SOURCES.replace("version: 1\n", allowed).replace("https://belta.example/rss", good.url("/rss"))
    (mine / "sources.yaml").write_text(text, encoding="utf-8")
    all_well = monitor("poll", "--once", "--all", rules_dir=mine)
    text = text.replace("https://azertac.example/rss", bad.url("/rss")).replace(", enabled: false", "")
    (mine / "sources.yaml").write_text(text, encoding="utf-8")
    one_failed = monitor("poll", "--once", "--all", rules_dir=mine)
    hostile.close()
    assert (all_well.code, one_failed.code) == (0, 4)
    assert "1 of 1 feeds asked, 0 failed" in all_well.err
    assert "2 of 2 feeds asked, 1 failed" in one_failed.err
    assert "403" in one_failed.out


@pytest.mark.parametrize("line", [["poll", "--once"], ["digest", "send"]])
def test_beside_a_running_river_there_is_no_second(line: list[str], monitor: Monitor, state: Path) -> None:
    with state_lock(state):
        ran = monitor(*line)
    assert (ran.code, ran.out) == (6, "")
    assert "already runs" in ran.err


# --- sources ---


def test_sources_list_shows_health_and_counts_what_it_left_out(monitor: Monitor) -> None:
    ran = monitor("sources", "list")
    assert "БелТА" in ran.out
    assert "AZƏRTAC" not in ran.out
    assert "1 of 2 feeds shown" in ran.err


def test_sources_list_as_json_keeps_every_letter(monitor: Monitor) -> None:
    rows = [json.loads(line) for line in monitor("sources", "list", "--all", "--json").out.splitlines()]
    assert [row["outlet"] for row in rows] == ["БелТА", "AZƏRTAC"]
    assert rows[0]["items"] == 3


def test_sources_parse_prints_entries_and_says_what_is_none(monitor: Monitor, tmp_path: Path) -> None:
    good, bad = tmp_path / "звязда.xml", tmp_path / "страница.html"
    good.write_text(ATOM, encoding="utf-8")
    bad.write_text("<!doctype html><html><body>Доступ закрыт</body></html>", encoding="utf-8")
    ran = monitor("sources", "parse", good, bad)
    assert ran.code == 4
    assert [json.loads(line)["title"] for line in ran.out.splitlines()] == ["Міністр з Баку: «аб’яднаем намаганні»"]
    assert "страница.html:" in ran.err
    assert monitor("sources", "parse", good).code == 0


@pytest.mark.parametrize(("body", "code", "said"), [("<!doctype html><html><p>Вход</p></html>", 4, "not usable"), (ATOM, 0, "Звязда")])  # fmt: skip
def test_sources_test_says_what_an_address_is(body: str, code: int, said: str, monitor: Monitor, rules: Path) -> None:
    hostile = Hostile()
    site = hostile.open(raw(answer(body.encode())))
    mine = own_rules(rules)
    allowed = f'version: 1\nnetwork:\n  allow: ["{site.host}:{site.port}"]\n'
    (mine / "sources.yaml").write_text(SOURCES.replace("version: 1\n", allowed), encoding="utf-8")
    ran = monitor("sources", "test", site.url("/rss"), rules_dir=mine)
    hostile.close()
    assert ran.code == code
    assert said in ran.err


def test_sources_test_of_an_unknown_id_is_a_sentence(monitor: Monitor) -> None:
    ran = monitor("sources", "test", "няма")
    assert ran.code == 2
    assert "neither an id" in ran.err


# --- rules ---


def test_rules_check_counts_what_it_read(monitor: Monitor) -> None:
    ran = monitor("rules", "check")
    assert ran.code == 0
    assert "all examples pass" in ran.out
    assert "1 of 2 feeds enabled; subscriptions: 1" in ran.out


def test_a_typo_is_said_with_its_place_and_the_word_meant(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    mine = own_rules(rules)
    rule = mine / "azerbaijan-belarus.yaml"
    text = rule.read_text(encoding="utf-8").replace("pair(azerbaijan, belarus)", "pair(azerbaijan, belrus)")
    rule.write_text(text, encoding="utf-8")
    ran = monitor("rules", "check", rules_dir=mine)
    assert (ran.code, ran.out) == (3, "")
    assert "azerbaijan-belarus.yaml:9:24" in ran.err
    assert "belarus" in ran.err.replace("azerbaijan-belarus", "")


def test_a_rules_directory_that_is_not_there_is_a_sentence(monitor: Monitor, tmp_path: Path) -> None:
    ran = monitor("rules", "check", rules_dir=tmp_path / "няма")
    assert (ran.code, ran.out) == (3, "")


# --- judge ---

LINES = (
    {"id": 1, "title": "Aliyev receives Lukashenko in Baku", "text": "Azerbaijan and Belarus signed documents.", "language": "en", "date": "2024-05-16"},
    {"id": "ru-2", "text": "Лукашенко прибыл в Азербайджан с визитом.", "language": "ru"},
    {"id": "az-3", "text": "Belarus Prezidenti Lukaşenko Azərbaycana səfərə gəlib, İlham Əliyevlə görüşüb.", "language": "az"},
    {"id": "be-4", "text": "Прэзідэнт Беларусі прыбыў у Азербайджан: пад'ём гандлю.", "language": "be"},
    {"id": "none", "text": "Rain is expected in Gomel.", "date": None},
)  # fmt: skip


def jsonl(path: Path, *rows: object, before: bytes = b"") -> Path:
    path.write_bytes(before + "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_judge_answers_each_line_in_its_own_letters(mark: bytes, monitor: Monitor, tmp_path: Path) -> None:
    ran = monitor("judge", jsonl(tmp_path / "articles.jsonl", *LINES, before=mark))
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (0, "")
    assert [row["id"] for row in rows] == [1, "ru-2", "az-3", "be-4", "none"]
    assert [row["matched"] for row in rows] == [True, True, True, True, False]
    assert "Лукашенко" in rows[1]["why"]
    assert "Lukaşenko" in rows[2]["why"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"{broken", "not a JSON object"), (b"[1]", "needs at least"), (b'{"text": "no id"}', "needs at least"),
        (b'{"id": 1, "date": "am Montag"}', "date"), (b'{"id": 1, "text": "\xff\xfe"}', "UTF-8"),
        (b"[" * 100_000, "not a JSON object"),
    ],
    ids=["json", "list", "id", "date", "bytes", "deep"],
)  # fmt: skip
def test_a_bad_line_is_said_with_its_number_and_the_others_are_judged(
    bad: bytes, said: str, monitor: Monitor, tmp_path: Path
) -> None:
    path = jsonl(tmp_path / "articles.jsonl", LINES[1])
    after = b'{"id": "month", "date": "2013-06", "text": "Rain"}\n'
    path.write_bytes(path.read_bytes() + b"\n\n" + bad + b"\n" + after)
    ran = monitor("judge", path)
    assert ran.code == 1
    assert said in ran.err
    assert ":3" in ran.err
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["ru-2", "month"]


def test_a_lone_surrogate_in_an_article_is_no_crash(monitor: Monitor, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"id": "\\ud83d", "text": "Rain \\ud83d"}\n')
    ran = monitor("judge", path)
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 1


def test_judge_of_an_unknown_rule_names_those_there_are(monitor: Monitor, tmp_path: Path) -> None:
    ran = monitor("judge", "--rule", "няма", jsonl(tmp_path / "a.jsonl", *LINES))
    assert ran.code == 2
    assert "azerbaijan-belarus" in ran.err


# --- the real process ---


def test_a_reader_that_leaves_early_is_no_trouble(rules: Path, tmp_path: Path) -> None:
    """As in `monitor sources list --all --json | head -0`: an exit code, and not a word."""
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        [sys.executable, "-m", "monitor", "--rules", rules, "--state", tmp_path, "sources", "list", "--all", "--json"],
        stdout=writer, stderr=subprocess.PIPE, text=True, timeout=60, check=False, cwd=RULES.parent,
    )  # fmt: skip
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (1, "")


# --- what a newcomer tripped over ---


def test_a_digest_that_did_not_arrive_is_sent_when_asked_again(monitor: Monitor, rules: Path, state: Path) -> None:
    folder = own_rules(rules)
    (state / "held").write_text("a file where the folder should be", encoding="utf-8")
    digests = (folder / "digests.yaml").read_text(encoding="utf-8")
    (folder / "digests.yaml").write_text(
        digests.replace("{channel: file}", "{channel: file, recipient: held}"), encoding="utf-8"
    )
    first = monitor("digest", "send", rules_dir=folder)
    assert (first.code, "not yet delivered" in first.err) == (5, True)
    (state / "held").unlink()
    again = monitor("digest", "send", rules_dir=folder)
    assert (again.code, "file held: sent" in again.err) == (0, True)
    assert len(list((state / "held").iterdir())) == 3


def test_a_rule_that_nobody_is_told_of_is_said(monitor: Monitor) -> None:
    ran = monitor("rules", "check")
    assert ran.code == 0
    assert "'eaeu' is in no subscription" in ran.err


def test_invented_news_stay_marked_whatever_shows_them(monitor: Monitor, state: Path) -> None:
    (state / "demo.txt").write_text("", encoding="utf-8")
    assert "DEMO" in monitor("digest", "preview").out
    assert "DEMO" in monitor("digest", "preview", "--format", "html").out


def test_a_preview_of_what_was_sent_already_points_to_it(monitor: Monitor) -> None:
    ran = monitor("digest", "preview", "--at", "2024-05-14T07:00")
    assert (ran.code, ran.out) == (1, "")
    assert "monitor digest show desk" in ran.err


def test_the_demo_leaves_a_folder_alone_that_a_running_one_holds(monitor: Monitor, state: Path) -> None:
    home = state / "demo"
    with state_lock(home):
        (home / "demo.txt").write_text("", encoding="utf-8")
        (home / "monitor.db").write_text("its store", encoding="utf-8")
        ran = monitor("demo")
        assert ran.code == 6
        assert (home / "monitor.db").read_text(encoding="utf-8") == "its store"


def test_the_demo_says_when_it_cannot_write(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = monitor("demo", state_dir=tmp_path / "file")
    assert ran.code == 1
    assert "cannot be written" in ran.err
