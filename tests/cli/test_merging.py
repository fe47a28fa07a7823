"""`monitor stories merge` and `split`; what `show story` says of a number that went elsewhere."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from monitor.clock import Doorbell, SystemClock
from monitor.pipeline import River, Wires
from monitor.pipeline.bed import Idle
from monitor.setup import Setup
from monitor.store import open_store
from monitor.store.lock import state_lock
from tests.cli.conftest import TOLD, UNTOLD, Monitor, Ran


@pytest.fixture(autouse=True)
def _two_stories(monitor: Monitor) -> None:
    """The program takes both articles for one visit; here they are the stories 1 and 2."""
    assert monitor("stories", "split", "1", "3").code == 0


def test_stories_merged_and_split_again(monitor: Monitor) -> None:
    ran = monitor("stories", "merge", "1", "2", "--because", "one visit")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == ["story 2 went into story 1", f"1  {TOLD.title} (2 articles)"]
    shown = monitor("show", "story", "2").out.splitlines()
    assert shown[0].startswith("story 2 became story 1, ")
    assert shown[0].endswith(", by hand: one visit")
    assert shown[1] == f"1  {TOLD.title}"
    ran = monitor("stories", "split", "1", "3")
    assert ran.out.splitlines() == [f"3  {UNTOLD.title} (1 article)", "story 1 keeps 1 article"]
    assert UNTOLD.title.split()[0] in monitor("show", "story", "3").out


def test_both_answer_as_json(monitor: Monitor) -> None:
    ran = monitor("stories", "merge", "1", "2", "--json")
    assert json.loads(ran.out) == {
        "target": 1, "headline": TOLD.title, "articles": 2, "merged": [2], "already": [],
    }  # fmt: skip
    ran = monitor("stories", "split", "2", "3", "--json")  # a merged number means the story of today
    assert json.loads(ran.out) == {
        "story": 1, "made": 3, "headline": UNTOLD.title, "articles": [3], "left": 1,
    }  # fmt: skip


def test_what_is_so_already_is_said_and_is_no_error(monitor: Monitor) -> None:
    monitor("stories", "merge", "1", "2")
    ran = monitor("stories", "merge", "1", "2")
    assert (ran.code, ran.err) == (0, "story 2 is part of story 1 already; nothing to do\n")
    ran = monitor("stories", "merge", "2", "1")
    assert ran.code == 0
    assert ran.err.splitlines() == ["story 2 went into story 1 before", "that is story 1; nothing to do"]


def test_what_cannot_be_is_a_sentence(monitor: Monitor) -> None:
    for arguments, sentence in (
        (("merge", "1", "1"), "story 1 cannot be merged into itself; nothing was merged\n"),
        (("merge", "1", "44"), "there is no story 44; nothing was merged\n"),
        (("split", "1", "44"), "there is no article 44; nothing was split\n"),
    ):
        ran = monitor("stories", *arguments)
        assert (ran.code, ran.out, ran.err) == (1, "", sentence)
    assert monitor("stories", "merge", "1").code == 2
    assert monitor("stories", "merge", "1", "two").code == 2


def test_beside_a_running_monitor_it_does_the_work(monitor: Monitor, state: Path, setup: Setup) -> None:
    ran: list[Ran] = []
    with state_lock(state), closing(open_store(state)) as store:
        river = River(store, setup, Wires(Idle(), Idle(), Idle(), Doorbell()), SystemClock(), owner="running")
        river.start()
        command = Thread(target=lambda: ran.append(monitor("stories", "merge", "1", "2")))
        command.start()
        while command.is_alive():
            river.serve_requests()
            command.join(0.05)
        assert store.merges.current(2) == 1
    assert [(each.code, each.out.splitlines()[0]) for each in ran] == [(0, "story 2 went into story 1")]
    assert ran[0].err == "the monitor is running: it does the work between its own\n"
