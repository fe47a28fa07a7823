"""`monitor import`: every kind of file, bad ones named while the others go on, nothing doubled, nobody told."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.asking import Asking
from monitor.cli.common import Place
from monitor.model.request import Offered
from monitor.pipeline.requesting import import_payload, taken_of
from monitor.store import Store, open_store
from monitor.store.lock import state_lock
from tests.cli.conftest import TOLD, Monitor, Ran, own_rules
from tests.world import World

VISIT = "Lukashenko visits Azerbaijan"
PAGE = """<html lang="en"><head><title>Aliyev in Minsk</title><link rel="canonical" href="https://page.example/2">
<meta property="article:published_time" content="2012-02-03T10:00:00+04:00"></head>
<body><article><h1>Aliyev in Minsk</h1><p>{}</p></article></body></html>"""
WORDS = "Ilham Aliyev of Azerbaijan met Lukashenko of Belarus in Minsk and spoke of trade. " * 6
MHTML = """From: <Saved by a browser>
Snapshot-Content-Location: https://mhtml.example/7
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--=_x"

----=_x
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://mhtml.example/7

{}
----=_x--
"""


def day(moment: Any) -> str:
    from datetime import UTC, datetime

    return "" if moment is None else datetime.fromtimestamp(moment, UTC).date().isoformat()


def kept(state: Path) -> dict[str, Any]:
    """Imported articles by title."""
    store = open_store(state, read_only=True)
    rows = [store.articles.find(str(n)) for n in range(1, store.totals()["article"] + 1)]
    store.close()
    return {row["title"]: row for row in rows if row and row["imported"]}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def outcomes(ran: Ran) -> list[str]:
    return [json.loads(line)["outcome"] for line in ran.out.splitlines()]


def test_a_folder_of_all_kinds_with_true_dates(monitor: Monitor, state: Path, tmp_path: Path) -> None:
    archive = written(
        tmp_path / "архив",
        {
            "a.txt": f"Title: {VISIT}\nDate: 13.03.2011\nURL: https://text.example/1\n\nHe arrived in Baku.",
            "sub/2014-05-03 rain.txt": "Дождь в Минске\nЗонты.",
            "p.html": PAGE.format(WORDS),
            "p_files/frame.html": PAGE.format("a frame of that page " * 20),
            "m.mhtml": MHTML.format(f"<html><title>Баку</title><body><h1>Talks</h1><p>{WORDS}</p></body></html>"),
            "l.jsonl": f'{{"title": "Turnover", "text": "{WORDS}", "date": "2018-05", "lang": "en"}}\n\n',
            "picture.png": "",
        },
    )
    ran = monitor("import", archive)
    assert ran.code == 0
    found = kept(state)
    assert {title: day(row["dated"]) for title, row in found.items()} == {
        VISIT: "2011-03-13", "Дождь в Минске": "2014-05-03", "Aliyev in Minsk": "2012-02-03", "Talks": "",
        "Turnover": "2018-05-01",
    }  # fmt: skip
    assert [row["url"] for row in found.values() if row["url"]] != []
    assert {found["Aliyev in Minsk"]["url"], found["Talks"]["url"]} == {
        "https://page.example/2",
        "https://mhtml.example/7",
    }
    assert "5 imported" in ran.out
    assert "azerbaijan-belarus: 4 match" in ran.out
    assert "m.mhtml" in ran.err  # it has no date, and is named
    assert "1 .png" in ran.err
    assert all(row["fresh"] == 0 and row["judged_by"] for row in found.values())


def test_each_bad_file_and_line_has_its_sentence_and_the_others_go_on(
    monitor: Monitor, state: Path, tmp_path: Path
) -> None:
    folder = written(
        tmp_path / "in",
        {
            "l.jsonl": '{"title": "One"}\n{bad\n[1]\n{"text": {"a": 1}}\n{"title": "y", "date": "31 foo"}\n{"title": "  "}\n',
            "empty.html": "<html></html>", "no.mht": "just words", "empty.txt": "",
        },
    )  # fmt: skip
    with (folder / "l.jsonl").open("ab") as added:
        added.write(b'{"title": "\xff"}\n')
    (folder / "binary.html").write_bytes(b"%PDF-1.4")
    ran = monitor("import", folder, folder / "none.txt", Path(__file__))
    assert ran.code == 1
    assert list(kept(state)) == ["One"]
    lines = {line.partition(": ")[0].removeprefix(f"{folder}/"): line for line in ran.err.splitlines()}
    assert {f"l.jsonl:{n}" for n in range(2, 8)} < set(lines)
    assert "31 foo" in lines["l.jsonl:5"]
    assert {"empty.html", "no.mht", "empty.txt", "none.txt", "binary.html", str(Path(__file__))} < set(lines)
    assert "1 imported, 0 already there, 12 could not be" in ran.out


def test_what_is_there_is_not_doubled_and_gets_its_date(monitor: Monitor, state: Path, tmp_path: Path) -> None:
    folder = written(tmp_path, {"in/a.txt": f"{VISIT}\n{WORDS}", "in/b.txt": f"URL: {TOLD.link}\n{TOLD.title}\n"})
    assert outcomes(monitor("import", "--json", folder / "in")) == ["new", "there"]
    again = monitor("import", "--json", "--date", "2018", folder / "in")
    assert outcomes(again) == ["there", "there"]
    assert day(kept(state)[VISIT]["dated"]) == "2018-01-01"


def test_an_outlet_of_ours_gives_its_language_and_zone(monitor: Monitor, state: Path, tmp_path: Path) -> None:
    file = written(tmp_path, {"a.txt": f"Date: 2018-05-16\n{VISIT}\nIn Baku."}) / "a.txt"
    assert monitor("import", file, "--source", "belta", "--lang", "en").code == 0
    row = kept(state)[VISIT]
    assert (row["feed"], row["language"]) == ("belta", "en")
    ran = monitor("import", file, "--source", "beltа")  # a Cyrillic letter
    assert ran.code == 2
    assert "belta" in ran.err


@pytest.mark.parametrize("wrong", [["--lang", "english"], ["--date", "31 foo"], ["--date", "2999-01-01"]])
def test_a_wrong_option_is_usage(wrong: list[str], monitor: Monitor, tmp_path: Path) -> None:
    assert monitor("import", tmp_path, *wrong).code == 2


def test_a_dry_run_says_what_would_come_and_keeps_nothing(monitor: Monitor, state: Path, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a.txt": VISIT, "b.txt": VISIT, "c.txt": f"URL: {TOLD.link}\n{TOLD.title}"})
    ran = monitor("import", "--dry-run", folder)
    assert "1 would be imported, 2 already there" in ran.out
    assert kept(state) == {}
    assert monitor("import", "--dry-run", folder, state_dir=tmp_path / "new").code == 0
    assert not (tmp_path / "new").exists()


def test_the_first_day_begins_with_an_archive(monitor: Monitor, tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a.txt": VISIT})
    assert monitor("import", folder, state_dir=tmp_path / "new").code == 0
    assert list(kept(tmp_path / "new")) == [VISIT]


def test_beside_a_running_river_the_articles_are_left_with_it(monitor: Monitor, tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    folder = written(tmp_path / "in", {"a.txt": f"URL: https://a.example/1\n{VISIT}"})
    with state_lock(world.path):
        ran = monitor("import", "--no-wait", folder, state_dir=world.path)
    assert ran.code == 0
    assert "left with the running monitor: 1" in ran.out
    assert world.store.totals()["article"] == 0
    world.until("09:00")
    state = world.store.requests.look(1)
    assert state is not None
    assert [taken.outcome for taken in taken_of(state.result)] == ["new"]
    assert VISIT not in world.inbox[0]


def test_a_river_that_ends_is_stood_in_for(monitor: Monitor, tmp_path: Path) -> None:
    """What was left with it is done by the next command, or the next start; nothing waits for ever."""
    world = World(tmp_path / "world")
    folder = written(tmp_path / "in", {"a.txt": f"URL: https://a.example/1\n{VISIT}"})
    with state_lock(world.path):
        monitor("import", "--no-wait", folder, state_dir=world.path)
    world.river.stop()
    world.store.close()
    assert outcomes(monitor("import", "--json", folder, state_dir=world.path)) == ["there"]


def test_broken_rules_stop_an_import_that_would_have_to_judge(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    broken = own_rules(rules)
    (broken / "eaeu.yaml").write_text("version: 1\nrules: [", encoding="utf-8")
    file = written(tmp_path, {"a.txt": VISIT}) / "a.txt"
    assert monitor("import", file, rules_dir=broken).code == 3


def test_hostile_pages_cost_only_themselves(monitor: Monitor, state: Path, tmp_path: Path) -> None:
    folder = written(
        tmp_path / "in",
        {"deep.html": "<div>" * 200_000 + "x", "a.html": PAGE.format(WORDS), "wide.txt": "\x00\u202e" + "ж" * 300_000},
    )
    ran = monitor("import", folder)
    found = kept(state)
    assert "Aliyev in Minsk" in found
    store: Store = open_store(state, read_only=True)
    long = [store.articles.current_text(row["id"]) for row in found.values() if row["imported"].endswith("wide.txt")]
    store.close()
    assert len(long[0].title.encode()) <= 1024
    assert ran.code in (0, 1)


def test_a_line_without_end_is_named_and_the_next_is_read(monitor: Monitor, state: Path, tmp_path: Path) -> None:
    file = tmp_path / "l.jsonl"
    file.write_bytes(b'{"title": "' + b"x" * (17 << 20) + b'"}\n{"title": "Next"}\n')
    ran = monitor("import", file)
    assert ran.code == 1
    assert f"{file}:1: a line of more than 16 MB" in ran.err
    assert list(kept(state)) == ["Next"]


@pytest.mark.usefixtures("monitor")
def test_what_a_running_river_does_is_waited_for(rules: Path, tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    with state_lock(world.path), Asking(Place(world.path, rules, "text")) as asking:
        request = asking.put("import", import_payload([Offered("a:1", VISIT, WORDS)]))
        assert not asking.here
        world.settle()
        state = asking.wait(request)
    assert (state.judged, state.rules) == (1, (("azerbaijan-belarus", 1, 0),))


@pytest.mark.usefixtures("monitor")
def test_a_river_that_ends_while_it_is_waited_for_is_stood_in_for(rules: Path, tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    running = ExitStack()
    running.enter_context(state_lock(world.path))
    with Asking(Place(world.path, rules, "text")) as asking:
        request = asking.put("import", import_payload([Offered("a:1", VISIT, WORDS)]))
        world.store.close()
        running.close()
        state = asking.wait(request)
        assert asking.here
    assert (state.finished, state.judged) == (True, 1)
