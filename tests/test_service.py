"""The real process on real sockets: starts, refuses, takes over edited rules, leaves when told to."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.clock import Doorbell
from monitor.net import user_agent
from monitor.service import RulesWatch, step_until, until_idle
from monitor.service.edits import _mark
from monitor.setup import Setup
from monitor.store import open_store
from tests.hostile import Hostile, Site, answer, raw
from tests.world import RULES, World
from tests.world import Item as NewsItem

PATIENCE = 25.0  # seconds, for a machine that is busy
VISIT = NewsItem(
    "Лукашенко прибыл в Азербайджан с государственным визитом", "Президента Беларуси встретил İlham Əliyev."
)
DIGESTS = """version: 1
subscriptions:
  - id: desk
    title: Azerbaijan – Belarus
    rules: [azerbaijan-belarus]
    to: [{channel: file}]
    zone: Asia/Baku
    at: "07:30"
"""


def rules_for(folder: Path, site: Site) -> Path:
    """The shipped rules with one feed, which is ours."""
    shutil.copytree(RULES, folder)
    (folder / "digests.yaml").write_text(DIGESTS, encoding="utf-8")
    (folder / "sources.yaml").write_text(
        f"""version: 1
network:
  allow: ["{site.host}:{site.port}"]
sources:
  - {{id: belta, outlet: БелТА, url: "{site.url("/rss")}", kind: state, side: BY, country: BY, page: never, enabled: true}}
""",
        encoding="utf-8",
    )
    return folder


class Process:
    """`monitor run` as a child, its log read line by line; `wait_for` a word in it instead of a while."""

    def __init__(self, state: Path, rules: Path, *options: str, **environment: str) -> None:
        self.lines: list[str] = []
        self._news: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.child = subprocess.Popen(
            [sys.executable, "-m", "monitor", "--state", state, "--rules", rules, "--log-format", "json", "run", *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(RULES.parent), **environment},
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.child.stderr is not None
        for line in self.child.stderr:
            self._news.put(line)
        self._news.put("")  # the end

    def wait_for(self, words: str) -> str:
        until = time.monotonic() + PATIENCE
        while line := self._news.get(timeout=max(0.0, until - time.monotonic())):
            self.lines.append(line)
            if words in line:
                return line
        raise AssertionError(f"it ended without saying {words!r}:\n{''.join(self.lines)}")

    def leave(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.child.send_signal(number)
        return self.ended(10)

    def ended(self, seconds: float = PATIENCE) -> int:
        """Its exit code; the rest of its log is in `lines` afterwards."""
        code = self.child.wait(seconds)
        self._reader.join(PATIENCE)
        while not self._news.empty():
            self.lines += filter(None, [self._news.get()])
        return code

    def close(self) -> None:
        if self.child.poll() is None:
            self.child.kill()
        self.ended()
        assert self.child.stderr is not None
        self.child.stderr.close()


class Place:
    """A state directory, rules and a feed; processes started on them are ended with the test."""

    def __init__(self, path: Path, site: Site) -> None:
        self.state = path / "state"
        self.rules = rules_for(path / "rules", site)
        self.site = site
        self._started: list[Process] = []

    def start(self, *options: str, **environment: str) -> Process:
        self._started.append(Process(self.state, self.rules, *options, **environment))
        return self._started[-1]

    def close(self) -> None:
        for process in self._started:
            process.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    hostile = Hostile()
    feed = f"<rss version='2.0'><channel><title>БелТА</title>{VISIT.xml(int(time.time()), 'belta')}</channel></rss>"
    opened = Place(tmp_path, hostile.open(raw(answer(feed.encode()))))
    yield opened
    opened.close()
    hostile.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_reads_its_feed_and_leaves_within_ten_seconds(place: Place, number: signal.Signals) -> None:
    process = place.start()
    process.wait_for('"new articles"')
    assert process.leave(number) == 0
    assert "stopped" in process.lines[-1]
    assert {"event", "level", "time"} <= set.intersection(*(set(json.loads(line)) for line in process.lines))
    store = open_store(place.state)
    row = store.articles.find("1")
    assert row is not None
    assert row["title"] == VISIT.title
    assert store.begin("next", int(time.time())), "the end was not a clean one"
    store.close()


def test_a_second_one_on_the_same_state_leaves_with_six_and_a_sentence(place: Place) -> None:
    first = place.start()
    first.wait_for('"running"')
    second = place.start()
    assert second.ended() == 6
    said = "".join(second.lines)
    assert "already runs" in said
    assert str(first.child.pid) in said
    assert "Traceback" not in said
    assert first.leave() == 0


def test_wrong_rules_at_the_start_are_said_with_their_place(place: Place) -> None:
    (place.rules / "digests.yaml").write_text(DIGESTS.replace("zone:", "zoned:"), encoding="utf-8")
    process = place.start()
    assert process.ended() == 3
    said = "".join(process.lines)
    assert "digests.yaml:7:5" in said
    assert "zone" in said
    assert "Traceback" not in said


def test_a_broken_edit_is_said_and_a_mended_one_taken_over(place: Place) -> None:
    """The old rules run on in between; SIGHUP only saves the wait for the next look."""
    process = place.start()
    process.wait_for('"running"')
    process.wait_for('"new articles"')
    digests = place.rules / "digests.yaml"
    digests.write_text(DIGESTS.replace("azerbaijan-belarus]", "azerbajan-belarus]"), encoding="utf-8")
    process.child.send_signal(signal.SIGHUP)
    line = process.wait_for("not taken over")
    assert "digests.yaml:5" in line
    assert "azerbaijan-belarus" in json.loads(line)["problem"]
    rule = place.rules / "azerbaijan-belarus.yaml"
    rule.write_text(rule.read_text(encoding="utf-8") + "\n# запіс аналітыка\n", encoding="utf-8")
    digests.write_text(DIGESTS.replace("id: desk", "id: press"), encoding="utf-8")
    process.child.send_signal(signal.SIGHUP)
    process.wait_for('"rules taken over"')
    process.child.send_signal(signal.SIGHUP)  # loads once more though nothing has changed: a load may fail in passing
    process.wait_for('"rules taken over"')
    assert process.leave() == 0
    store = open_store(place.state, read_only=True)
    assert (store.outbox.created("desk") is None, store.outbox.created("press") is None) == (True, False)
    store.close()


# --- the watch alone, in this process ---


def seen(watch: RulesWatch, bell: Doorbell) -> Setup | str | None:
    """What a look brought, asked for as often as the river would."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        bell.wait(0.01)
        if (found := watch.taken()) is not None:
            return found
    return None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(RULES, tmp_path / "rules")


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_look_at_files_unchanged_loads_nothing(folder: Path) -> None:
    bell = Doorbell()
    watch = RulesWatch(folder, bell)
    watch.look()
    assert watch._thread is None
    assert watch.taken() is None


def test_a_good_edit_becomes_a_setup_however_often_it_is_asked_for(folder: Path) -> None:
    bell = Doorbell()
    watch = RulesWatch(folder, bell)
    edit(folder / "digests.yaml", "title: Azerbaijan – Belarus", "title: Азербайджан – Беларусь")
    watch.look()
    found = seen(watch, bell)
    assert isinstance(found, Setup)
    assert found.subscriptions[0].title == "Азербайджан – Беларусь"
    assert watch.taken() is None


def test_a_bad_edit_becomes_a_sentence_with_its_place(folder: Path) -> None:
    bell = Doorbell()
    watch = RulesWatch(folder, bell)
    edit(folder / "digests.yaml", "zone:", "zoned:")
    watch.look()
    found = seen(watch, bell)
    assert isinstance(found, str)
    assert "digests.yaml" in found


def test_a_file_added_or_removed_is_an_edit(folder: Path) -> None:
    watch = RulesWatch(folder, Doorbell())
    marks = [watch.signature()]
    (folder / "новае.yaml").write_text("version: 1\n", encoding="utf-8")
    marks.append(watch.signature())
    (folder / "новае.yaml").rename(folder / "другое.yaml")
    marks.append(watch.signature())
    assert len(set(marks)) == 3


def test_an_editors_lock_that_points_nowhere_harms_nothing(folder: Path) -> None:
    watch = RulesWatch(folder, Doorbell())
    before = watch.signature()
    (folder / ".#azerbaijan-belarus.yaml").symlink_to(folder / "nobody@nowhere")
    assert watch.signature() == before


def test_a_folder_that_vanishes_under_our_eyes_is_no_crash(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = RulesWatch(folder, Doorbell())
    (folder / "old").mkdir()
    scandir = os.scandir

    def vanishing(path: Path) -> object:
        if path.name == "old":
            path.rmdir()
        return scandir(path)

    monkeypatch.setattr(os, "scandir", vanishing)
    assert "No such file or directory" in watch.signature()
    assert watch.signature() == watch.seen


def test_a_file_replaced_under_our_eyes_is_no_crash(folder: Path) -> None:
    assert _mark(folder / "gone.yaml") == ""
    assert _mark(folder) == ""


def test_a_rules_folder_that_vanishes_is_said(folder: Path) -> None:
    bell = Doorbell()
    watch = RulesWatch(folder, bell)
    folder.rename(folder.with_name("elsewhere"))
    watch.look()
    assert isinstance(seen(watch, bell), str)


# --- stepped time ---


def test_a_stepped_day_stops_at_the_moment_asked_for(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.feed("belta", NewsItem("Aliyev and Lukashenko speak by phone"))
    moment = world.moment("07:12")
    step_until(world.river, world.clock, moment)
    assert world.clock.now() == moment
    asked = len(world.net.asked)
    step_until(world.river, world.clock, moment)
    assert len(world.net.asked) == asked
    world.store.close()


def test_a_stepped_day_without_anything_to_do_ends(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[], subscriptions=[])
    assert world.river.next_due() is None
    step_until(world.river, world.clock, world.moment("+1 07:00"))
    assert world.clock.now() == world.moment("+1 07:00")
    world.store.close()


def test_until_idle_leaves_nothing_under_way(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.feed("belta", NewsItem("Aliyev and Lukashenko speak by phone"))
    until_idle(world.river)
    assert not world.river.busy
    assert world.store.totals()["article"] == 1
    world.store.close()


def test_the_user_agent_names_who_can_be_asked() -> None:
    assert user_agent("mailto:desk@example.org").endswith("(+mailto:desk@example.org)")
    assert "(" not in user_agent("")
