"""Runs pure functions over hostile bytes in killable child processes.

Four rules, each paid for by a trial: after any failed job the worker is killed, never asked to leave; the processor
limit counts a whole life, so it is raised for each job; replies are bounded and plain; a job that takes long moves to
a slow lane together with its worker, and a replacement takes the queue.

Children come from a fork server, which imports the program's `__main__` again: that module must import nothing heavy
and start nothing unless `__name__ == "__main__"`. A child leaves when its pipe to this process is gone.
"""

from __future__ import annotations

import contextlib
import io
import math
import multiprocessing
import os
import pickle
import resource
import select
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, is_dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from monitor.errors import MonitorError
from monitor.model.limits import MB, Limits

# What most jobs need is imported once, in the fork server; a name that cannot be imported is passed over by it.
PRELOAD = ("__main__", "monitor.workers", "monitor.sources", "monitor.extract.page", "feedparser", "trafilatura")
_OK, _REFUSED, _MEMORY, _READY = "ok", "refused", "memory", "ready"
_SENTENCE = 500  # characters of an error that are kept


@dataclass(frozen=True, slots=True)
class Done:
    """One job that has ended: its value, or None and a sentence."""

    token: Hashable
    value: Any  # what the function returned: plain values and the dataclasses of monitor.model
    error: str


@dataclass(slots=True)
class _Job:
    token: Hashable
    call: bytes


@dataclass(slots=True)
class _Worker:
    process: ForkServerProcess
    pipe: Connection
    since: float  # when its job, or its own start, began
    job: _Job | None = None
    ready: bool = False
    slow: bool = False


class Workers:
    """A bounded queue before a few killable children. Thread-safe; `ring` is called whenever a job has ended.

    Each function must be importable by its module and name, and answer with plain values or dataclasses of
    `monitor.model`. Every job that was taken comes back exactly once through `done`, unless `close` comes first.
    """

    def __init__(self, limits: Limits, ring: Callable[[], None], queue: int = 64) -> None:
        self._limits = limits
        self._ring = ring
        self._bound = queue
        self._lock = threading.Lock()
        self._queue: deque[_Job] = deque()
        self._done: deque[Done] = deque()
        self._untaken = 0
        self._closing = False
        self._crew: list[_Worker] = []
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(PRELOAD))
        self._bell, self._knock = self._context.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._manage, name="workers", daemon=True)
        self._thread.start()

    @property
    def in_flight(self) -> int:
        """Jobs submitted whose answer has not been taken by `done` yet."""
        with self._lock:
            return self._untaken

    def submit(self, token: Hashable, function: Callable[..., object], *args: object) -> bool:
        """Queue `function(*args)`; False means that the queue is full, or closed, and nothing was taken.

        Raises pickle.PicklingError or the like when function or args cannot travel: a fault of the caller.
        """
        call = pickle.dumps((function, args), protocol=5)
        with self._lock:
            if self._closing or self._untaken >= self._bound:
                return False
            self._untaken += 1
            self._queue.append(_Job(token, call))
            self._knock.send_bytes(b"")
        return True

    def done(self) -> list[Done]:
        """What has ended since the last call; never waits."""
        with self._lock:
            ended = list(self._done)
            self._done.clear()
            self._untaken -= len(ended)
        return ended

    def close(self) -> None:
        """Kill every child, whatever it does. Twice is harmless."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
        self._knock.send_bytes(b"")
        self._thread.join()
        self._knock.close()
        self._bell.close()

    # -- everything below runs in the managing thread alone

    def _manage(self) -> None:
        while not self._closing:
            self._assign()
            ready = wait([self._bell, *(worker.pipe for worker in self._crew)], self._patience())
            while self._bell.poll():
                self._bell.recv_bytes()
            for worker in [w for w in self._crew if w.pipe in ready]:
                self._hear(worker)
            self._judge_time()
        for worker in list(self._crew):
            self._dismiss(worker)

    def _assign(self) -> None:
        """Give jobs to free workers; start workers while jobs wait and the fast lane has room."""
        for worker in [w for w in self._crew if w.ready and w.job is None]:
            with self._lock:
                job = self._queue.popleft() if self._queue else None
            if job is None:
                return
            worker.job, worker.since = job, time.monotonic()
            with contextlib.suppress(OSError):  # a dead worker is heard of by the end of its pipe
                worker.pipe.send_bytes(job.call)
        coming = sum(not w.ready for w in self._crew)
        while len(self._queue) > coming and self._fast() < self._limits.workers:
            if not self._hire():
                return
            coming += 1

    def _fast(self) -> int:
        return sum(not w.slow for w in self._crew)

    def _hire(self) -> bool:
        try:
            ours, theirs = self._context.Pipe()
        except OSError as error:  # too many open files: the thread must outlive that, or nothing is ever parsed again
            self._not_hired(error)
            return False
        process = self._context.Process(
            target=_serve, args=(theirs, self._limits.job_memory, self._limits.job_cpu), name="parser", daemon=True
        )
        try:
            process.start()
        except (OSError, EOFError) as error:  # no memory, no process numbers, or the fork server itself is gone
            ours.close()
            self._not_hired(error)
            return False
        finally:
            theirs.close()
        self._crew.append(_Worker(process, ours, time.monotonic()))
        return True

    def _not_hired(self, error: Exception) -> None:
        with self._lock:
            job = self._queue.popleft()
        self._answer(job, None, f"no parser process could be started: {type(error).__name__}: {error}")

    def _patience(self) -> float | None:
        """Seconds until the next deadline of a busy worker; None = nothing is under way."""
        deadlines = [w.since + self._limits.job_wall for w in self._crew if w.job or not w.ready]
        if self._slow_room():
            deadlines += [w.since + self._limits.slow_after for w in self._crew if w.job and not w.slow]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _slow_room(self) -> bool:
        return sum(w.slow for w in self._crew) < self._limits.slow_workers

    def _hear(self, worker: _Worker) -> None:
        try:
            status, value, worn = _unpickle(worker.pipe.recv_bytes(self._limits.job_reply_bytes))
        except (EOFError, ConnectionError):
            self._fail(worker, self._obituary(worker))
        except OSError:  # what Connection raises for a message beyond the length allowed
            self._fail(worker, f"the parser's answer is larger than {self._limits.job_reply_bytes / MB:g} MB")
        except (pickle.UnpicklingError, TypeError, ValueError, AttributeError, ImportError) as error:
            self._fail(worker, f"the parser's answer could not be read: {type(error).__name__}")
        else:
            self._accept(worker, status, value, worn=worn)

    def _accept(self, worker: _Worker, status: str, value: Any, *, worn: bool) -> None:
        if status == _READY:
            worker.ready = True
        elif status == _OK and worker.job is not None:
            self._answer(worker.job, value, "")
            worker.job = None
            if worn or (worker.slow and self._fast() >= self._limits.workers):
                self._dismiss(worker)
            worker.slow = False
        elif status == _MEMORY:
            self._fail(worker, f"the parser needed more than {self._limits.job_memory / MB:g} MB")
        else:
            self._fail(worker, str(value))

    def _judge_time(self) -> None:
        now = time.monotonic()
        for worker in list(self._crew):
            if not worker.job and worker.ready:
                continue
            if now - worker.since >= self._limits.job_wall:
                self._fail(worker, f"the parser did not finish within {self._limits.job_wall:g} s")
            elif worker.job and not worker.slow and now - worker.since >= self._limits.slow_after:
                worker.slow = self._slow_room()

    def _obituary(self, worker: _Worker) -> str:
        worker.process.join(1.0)
        code = worker.process.exitcode
        if code == -signal.SIGXCPU:
            return f"the parser used more than {self._limits.job_cpu} s of processor time"
        if code is not None and code < 0:
            return f"the parser died (signal {-code})"
        return "the parser closed its pipe" if code is None else f"the parser left without an answer (exit code {code})"

    def _fail(self, worker: _Worker, sentence: str) -> None:
        self._dismiss(worker)
        job = worker.job
        if not worker.ready:  # it could not even start: one waiting job pays, so that no start is tried for ever
            with self._lock:
                job = self._queue.popleft() if self._queue else None
        if job is not None:
            self._answer(job, None, sentence)

    def _dismiss(self, worker: _Worker) -> None:
        self._crew.remove(worker)
        worker.process.kill()
        worker.pipe.close()
        worker.process.join()
        worker.process.close()

    def _answer(self, job: _Job, value: Any, error: str) -> None:
        with self._lock:
            self._done.append(Done(job.token, value, error))
        self._ring()


def answers(limits: Limits, function: Callable[..., object], calls: Iterable[tuple[Any, ...]]) -> Iterator[Done]:
    """`function(*call)` for one call after the other in a killable child, which ends with them; waits for each.

    For whoever may wait: never the river.
    """
    ended = threading.Event()
    child = Workers(replace(limits, workers=1, slow_workers=0), ended.set)
    try:
        for number, call in enumerate(calls):
            child.submit(number, function, *call)
            patience = 3 * limits.job_wall  # the child has its own, kept by a thread that could have died
            while not (found := child.done()) and ended.wait(patience):
                ended.clear()
            yield found[0] if found else Done(number, None, "the parser did not answer")
    finally:
        child.close()


class _Plain(pickle.Unpickler):
    """Reads plain values and dataclasses of monitor.model, and calls nothing else a broken child may name."""

    def find_class(self, module: str, name: str) -> type:
        if module.startswith("monitor.model."):
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} may not travel")


def _unpickle(answer: bytes) -> tuple[str, Any, bool]:
    status, value, worn = _Plain(io.BytesIO(answer)).load()
    return status, value, worn


# -- the child


def _serve(pipe: Connection, memory: int, cpu: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then finishes its work
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    threading.Thread(target=_leave_with_parent, args=(pipe.fileno(),), daemon=True).start()
    pipe.send_bytes(pickle.dumps((_READY, None, False)))
    worn = _mapped() + memory // 2
    while True:
        try:
            call = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        _limit(memory, cpu)
        answer = _run(call, worn)
        with contextlib.suppress(OSError):
            pipe.send_bytes(answer)


def _run(call: bytes, worn: int) -> bytes:
    """The answer: status, value, and whether the heap has grown beyond `worn`: such a process is left behind."""
    try:
        function, args = pickle.loads(call)  # noqa: S301 - from our own parent, over an unnamed pipe
        return pickle.dumps((_OK, function(*args), _mapped() > worn), protocol=5)
    except MonitorError as error:
        refusal = str(error)
    except MemoryError:
        return pickle.dumps((_MEMORY, None, True))
    except Exception as error:  # noqa: BLE001 - the fence round a foreign parser: whatever it raises is its answer
        refusal = f"parser fault: {type(error).__name__}: {error}"
    return pickle.dumps((_REFUSED, refusal[:_SENTENCE], True))


def _limit(memory: int, cpu: int) -> None:
    """Both limits count from what this life has used already: imports are mapped, earlier jobs have burnt time."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(usage.ru_utime + usage.ru_stime + cpu)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (_mapped() + memory, resource.RLIM_INFINITY))


def _mapped() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def _leave_with_parent(pipe: int) -> None:
    """A child in the middle of a job does not read its pipe; this thread sees the other end go."""
    watch = select.poll()
    watch.register(pipe, 0)  # asked for nothing, poll still reports a hang-up
    watch.poll()
    os.kill(os.getpid(), signal.SIGKILL)
