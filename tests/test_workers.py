"""Hostile jobs cost one answer each; nobody else waits."""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.clock import Doorbell
from monitor.extract import extract
from monitor.model.limits import MB, Limits
from monitor.model.source import ParsedFeed
from monitor.sources import parse_file
from monitor.workers import Done, Workers
from tests import jobs

SMALL = replace(Limits(), job_cpu=1, job_wall=8.0, slow_after=5.0, job_memory=64 * MB, job_reply_bytes=MB)
Open = Callable[..., "Bench"]


class Bench:
    """Workers with a bell that is waited on."""

    def __init__(self, limits: Limits, queue: int = 64) -> None:
        self.bell = Doorbell()
        self.workers = Workers(limits, self.bell.ring, queue)

    def wait(self, count: int, seconds: float = 30.0) -> list[Done]:
        ended: list[Done] = []
        until = time.monotonic() + seconds
        while len(ended) < count and time.monotonic() < until:
            self.bell.wait(until - time.monotonic())
            ended += self.workers.done()
        assert len(ended) == count
        return ended

    def one(self, function: Callable[..., object], *args: object) -> Done:
        assert self.workers.submit("job", function, *args)
        return self.wait(1)[0]


@pytest.fixture
def bench() -> Iterator[Open]:
    opened: list[Bench] = []

    def open_bench(limits: Limits = SMALL, queue: int = 64) -> Bench:
        opened.append(Bench(limits, queue))
        return opened[-1]

    yield open_bench
    for each in opened:
        each.workers.close()


def test_good_job_answers_and_its_worker_serves_the_next(bench: Open) -> None:
    one = bench(replace(SMALL, workers=1))
    assert one.one(jobs.greet, "Bakı") == Done("job", "salam, Bakı", "")
    assert one.one(jobs.pid).value == one.one(jobs.pid).value
    assert one.workers.in_flight == 0


def test_a_parsed_feed_travels_whole(bench: Open) -> None:
    value = bench().one(jobs.feed, 50).value
    assert isinstance(value, ParsedFeed)
    assert value == jobs.feed(50)


@pytest.mark.parametrize(
    ("function", "args", "sentence"),
    [
        (jobs.refuse, (), "this is an HTML page, not a feed"),
        (jobs.fault, (), "parser fault: ValueError: кривой документ"),
        (jobs.spin, (), "the parser used more than 1 s of processor time"),
        (jobs.eat, (2000,), "the parser needed more than 64 MB"),
        (jobs.crash, (), "the parser died (signal 11)"),
        (jobs.leave, (), "the parser left without an answer (exit code 3)"),
        (jobs.huge, (2,), "the parser's answer is larger than 1 MB"),
        (jobs.smuggle, (), "the parser's answer could not be read: UnpicklingError"),
    ],
)
def test_a_failed_job_gets_its_sentence_and_the_next_a_new_worker(
    bench: Open, function: Callable[..., object], args: tuple[object, ...], sentence: str
) -> None:
    one = bench(replace(SMALL, workers=1))
    before = one.one(jobs.pid).value
    assert one.one(function, *args) == Done("job", None, sentence)
    after = one.one(jobs.pid)
    assert after.error == ""
    assert after.value != before


def test_a_hang_ends_at_the_wall(bench: Open) -> None:
    done = bench(replace(SMALL, job_wall=0.5)).one(jobs.hang)
    assert done.error == "the parser did not finish within 0.5 s"


def test_the_memory_limit_leaves_room_for_what_fits(bench: Open) -> None:
    assert bench().one(jobs.eat, 40).value == 40 * MB


def test_the_processor_limit_counts_one_job_not_a_life(bench: Open) -> None:
    one = bench(replace(SMALL, workers=1, job_cpu=2))
    pids = {one.one(jobs.pid).value}
    for _ in range(3):
        assert one.one(burn, 0.8).error == ""
        pids.add(one.one(jobs.pid).value)
    assert len(pids) == 1


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_slow_jobs_move_aside_and_delay_nobody(bench: Open) -> None:
    one = bench(replace(SMALL, workers=1, slow_workers=2, slow_after=0.05))
    for number in range(2):
        assert one.workers.submit(f"slow {number}", jobs.hang)
    for number in range(20):
        assert one.workers.submit(number, jobs.greet, "Мінск")
    ended = one.wait(20, seconds=6.0)
    assert {done.token for done in ended} == set(range(20))
    assert one.workers.in_flight == 2


def test_a_slow_job_still_gives_its_answer(bench: Open) -> None:
    one = bench(replace(SMALL, workers=1, slow_after=0.05))
    assert one.one(jobs.hang, 0.3) == Done("job", "awake", "")
    assert one.one(jobs.greet, "Vaquif").value == "salam, Vaquif"


def test_a_full_queue_takes_nothing(bench: Open) -> None:
    one = bench(SMALL, 2)
    assert one.workers.submit(1, jobs.hang)
    assert one.workers.submit(2, jobs.hang)
    assert not one.workers.submit(3, jobs.greet, "x")
    assert one.workers.in_flight == 2


def test_real_parsers_fit_into_the_real_limits(bench: Open) -> None:
    """Imports are mapped before the limit counts; the page extractor is the largest of them."""
    one = bench(Limits())
    rss = "<rss version='2.0'><channel><title>Лента</title><item><title>Bakı – Мінск</title></item></channel></rss>"
    feed = one.one(parse_file, "лента.xml", rss.encode(), 1793602800, Limits())
    assert (feed.error, feed.value.entries[0].title) == ("", "Bakı – Мінск")
    said = "".join(
        f"<p>Президент прибыл в Баку с {n}-м рабочим визитом и провел там переговоры.</p>" for n in range(20)
    )
    page = f"<html><body><article>{said}</article></body></html>"
    text = one.one(
        extract, page.encode(), "https://belta.example/1", "text/html; charset=utf-8", "UTC", 1793602800, Limits()
    )
    assert (text.error, text.value.body.count("Баку")) == ("", 20)


def test_what_cannot_travel_is_the_callers_fault(bench: Open) -> None:
    one = bench()
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        one.workers.submit("job", lambda: 1)
    assert one.workers.in_flight == 0


def test_close_kills_what_runs(tmp_path: Path) -> None:
    """Twice closed is closed; nothing is taken afterwards."""
    fifo = tmp_path / "pids"
    os.mkfifo(fifo)
    workers = Workers(SMALL, lambda: None)
    assert workers.submit("job", jobs.tell_and, str(fifo), "hang")
    pid = int(fifo.read_text())
    handle = os.pidfd_open(pid)
    workers.close()
    workers.close()
    assert gone(handle)
    assert not workers.submit("job", jobs.greet, "x")


PARENT = """
import sys, threading
from monitor.workers import Workers
from monitor.extract import extract
from monitor.model.limits import Limits
from tests import jobs
if __name__ == "__main__":
    workers = Workers(Limits(), lambda: None)
    workers.submit(1, jobs.tell_and, sys.argv[1], "hang")
    workers.submit(2, jobs.tell_and, sys.argv[2], "spin")
    threading.Event().wait()
"""


def test_a_killed_parent_leaves_no_child(tmp_path: Path) -> None:
    """kill -9 of the service: the child that sleeps and the child that spins both go."""
    fifos = [tmp_path / "hang", tmp_path / "spin"]
    for fifo in fifos:
        os.mkfifo(fifo)
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = Path(__file__).parents[1]
    env = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, str(script), *map(str, fifos)], cwd=root, env=env) as parent:
        handles = [os.pidfd_open(int(fifo.read_text())) for fifo in fifos]
        parent.kill()
        parent.wait()
    assert [gone(handle) for handle in handles] == [True, True]


def gone(handle: int) -> bool:
    """Whether the process ends within five seconds."""
    watch = select.poll()
    watch.register(handle, select.POLLIN)
    ended = bool(watch.poll(5000))
    os.close(handle)
    return ended


def test_an_idle_worker_that_is_killed_costs_no_job(bench: Open) -> None:
    """The kernel may take a worker for its memory at any time; with nothing in its hands nothing is lost."""
    one = bench(replace(SMALL, workers=1))
    pid = one.one(jobs.pid).value
    handle = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    assert gone(handle)
    for _ in range(2):  # one of them may have been handed to the dead worker before its end was noticed
        after = one.one(jobs.greet, "Gəncə")
    assert after == Done("job", "salam, Gəncə", "")
