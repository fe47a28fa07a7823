"""A measured process that makes a pass when told: processor time and peak memory of it and of all that descend from it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.soak.place import environment
from tests.soak.process import TICKS, descendants

ROOT = Path(__file__).parents[2]
SAMPLE_EVERY = 0.5  # seconds between two looks at the memory of children


@dataclass(frozen=True, slots=True)
class Spent:
    """One pass: processor and wall seconds; `said` is what the subject itself told of it; most memory so far, bytes."""

    cpu: float
    wall: float
    said: dict[str, Any]
    main: int = 0
    children: int = 0


@dataclass(slots=True)
class Subject:
    """A process that answers each line with a line of JSON. Memory in bytes, the most so far."""

    name: str
    process: subprocess.Popen[str]
    ready: dict[str, Any] = field(default_factory=dict)
    children: int = 0

    @property
    def main(self) -> int:
        """The most that the main process ever held, its start included."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        raise ProcessLookupError(self.process.pid)

    def go(self, *words: object) -> Spent:
        """One pass, measured; meanwhile the memory of children is sampled."""
        before, began, over = cpu(self.process.pid), time.monotonic(), threading.Event()
        sampler = threading.Thread(target=self._sample, args=(over,))
        sampler.start()
        try:
            said = self.tell(*words)
        finally:
            over.set()
            sampler.join()
        spent, wall = cpu(self.process.pid) - before, time.monotonic() - began
        return Spent(spent, wall, said, self.main, self.children)

    def tell(self, *words: object) -> dict[str, Any]:
        """What it answers."""
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> dict[str, Any]:
        """Its next line."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"{self.name} has ended with code {self.process.wait()}"
        said: dict[str, Any] = json.loads(line)
        return said

    def _sample(self, over: threading.Event) -> None:
        while True:
            self.children = max(self.children, sum(map(_share, descendants(self.process.pid))))
            if over.wait(SAMPLE_EVERY):
                return


def cpu(pid: int) -> float:
    """Processor seconds of a process and of all that descend from it, also of those that have ended.

    The kernel counts running ones to the nanosecond; ended ones, in their parents' entry, to the hundredth.
    """
    family = {pid, *descendants(pid)}
    return sum(map(_running, family)) + sum(map(_ended, family))


def _running(pid: int) -> float:
    try:
        return time.clock_gettime((~pid << 3) | 2)  # clock_getcpuclockid(3), which Python does not offer
    except OSError:
        return 0.0  # it has just left, and counts with its parent


def _ended(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[13]) + int(fields[14])) / TICKS


def _share(pid: int) -> int:
    """Bytes: its own pages and its part of shared ones."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


@contextmanager
def started(name: str, module: str, *arguments: object) -> Iterator[Subject]:
    """The subject, ready for its first pass; killed if anything goes wrong, else it ends by itself."""
    with _process(module, *map(str, arguments)) as process:
        subject = Subject(name, process)
        try:
            subject.ready = subject.hear()
            yield subject
        except BaseException:
            process.kill()
            raise
        finally:
            assert process.stdin is not None
            process.stdin.close()


@contextmanager
def site(feeds: int, entries: int) -> Iterator[tuple[int, Callable[..., Any]]]:
    """The server's port, and what tells it something and returns its answer."""
    with _process("tests.bench.server") as process:
        assert process.stdin is not None

        def tell(*words: object) -> Any:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(" ".join(map(str, words)) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        try:
            yield tell(feeds, entries), tell
        finally:
            process.stdin.close()


def _process(module: str, *arguments: str) -> subprocess.Popen[str]:
    command, pipe = [sys.executable, "-m", module, *arguments], subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment(), text=True, stdin=pipe, stdout=pipe)
