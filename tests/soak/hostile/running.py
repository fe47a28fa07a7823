"""The whole run: server, river, faults, and what came of each."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from monitor import log
from monitor.model.limits import Limits
from monitor.setup import load
from monitor.text.clean import clean
from tests.soak.hostile.acting import Run, Stage, stage
from tests.soak.hostile.catalogue import catalogue
from tests.soak.hostile.naming import Eye, Names
from tests.soak.hostile.scene import HERE, INTERVAL, MB, Expect, Fault, Ground, Stored
from tests.soak.verdict import Verdict

HOME = Path(__file__).parents[3]
HELD = 2.0  # seconds that one round may take
WAITS = 3.0  # seconds that a bystander may take from its request to its commit
GROWTH = 150 * MB
_AT_ONCE = 10  # faults that hang, beside each other: less than may be asked at once


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    fault: Fault
    run: Run
    outcome: str  # kind and sentence, as stored
    wrong: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """All rows, and what holds for the whole run."""

    rows: list[Row] = field(default_factory=list)
    seconds: float = 0.0
    canary: int = 0
    strangers: list[str] = field(default_factory=list)  # addresses connected to that nobody has allowed
    unclean: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The run in half a line."""
        wrong = sum(bool(row.wrong) for row in self.rows)
        held = max(row.run.held for row in self.rows)
        grown = max(row.run.grown for row in self.rows) / MB
        return f"{len(self.rows)} faults, {wrong} wrong; river held {held:.1f} s, main +{grown:.0f} MB"

    def verdict(self) -> Verdict:
        """The figures, and each violation in words."""
        verdict = Verdict()
        runs = [row.run for row in self.rows]
        worst = {name: max(self.rows, key=lambda row, name=name: getattr(row.run, name)) for name in Run.__slots__}  # type: ignore[misc]
        wrong = [row for row in self.rows if row.wrong]
        verdict.rows = [
            ("faults; with another outcome than stated", f"{len(runs)}; {len(wrong)}"),
            ("bystanders polled meanwhile", f"{sum(run.polls for run in runs)} times"),
            *((f"longest {said}", f"{getattr(worst[name].run, name):.2f} s ({worst[name].fault.name})")
              for name, said in (("bystander", "wait of a bystander"), ("held", "hold of the river"))),
            *((said, f"{getattr(worst[name].run, name) / MB:.0f} MB ({worst[name].fault.name})")
              for name, said in (("grown", "peak growth of the main process"), ("worker", "peak of all children"))),
            ("connections to canaries; to what nobody allowed", f"{self.canary}; {len(self.strangers)}"),
            ("seconds", f"{self.seconds:.0f}"),
        ]  # fmt: skip
        verdict.faults = [f"{row.fault.name}: {why}" for row in wrong for why in row.wrong]
        verdict.faults += [f"a canary was called {self.canary} times"] if self.canary else []
        verdict.faults += [f"connected to {one}, which nobody has allowed" for one in self.strangers]
        verdict.faults += self.unclean
        if worst["grown"].run.grown > GROWTH:
            verdict.faults.append(f"the main process grew by more than {GROWTH // MB} MB")
        return verdict


class Server:
    """The hostile server, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.ground = Ground(_free_port(), _free_port())
        command = [sys.executable, "-m", "tests.soak.hostile.serving", str(self.ground.port), str(self.ground.canary),
                   str(folder)]  # fmt: skip
        env = {**os.environ, "PYTHONPATH": str(HOME)}
        self._log = (folder / "server.log").open("wb")
        self.process = subprocess.Popen(
            command, cwd=HOME, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        assert self._line() == "ready", (folder / "server.log").read_text()[-2000:]

    def seen(self) -> Any:
        """As Serving.seen."""
        assert self.process.stdin
        self.process.stdin.write("seen\n")
        self.process.stdin.flush()
        return json.loads(self._line())

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.communicate()
        self._log.close()

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


def run(limits: Limits, only: Callable[[Fault], bool], say: Callable[[str], None], *, fast: bool) -> Report:
    """All chosen faults, over one of the two transports. The folder stays where something went wrong, and is named."""
    began = time.monotonic()
    log.to(None, "critical")
    folder = Path(tempfile.mkdtemp(prefix="soak-hostile-"))
    server, eye, report = Server(folder), Eye(), Report()
    HERE.ground = server.ground
    everything = catalogue()
    numbers = {fault.name: number for number, fault in enumerate(everything)}
    chosen = [fault for fault in everything if only(fault)]
    setup = load(HOME / "rules", folder / "cache")
    state = folder / "state"
    state.mkdir()
    try:
        with Names(), stage(state, setup, limits, server.ground, numbers, str(folder / "ca.pem"),
                            server.process.pid, fast=fast) as acting:  # fmt: skip
            for wave in _waves(chosen):
                runs = acting.play(wave)
                seen = server.seen()
                report.rows += [_judged(fault, runs[fault.name], acting, seen) for fault in wave]
                for row in report.rows[-len(wave) :]:
                    if row.wrong:
                        say(f"  WRONG {row.fault.group}/{row.fault.name}: {'; '.join(row.wrong)}")
            report.canary = server.seen()["canary"]
            report.strangers = _strangers(eye, acting)
            report.unclean = _unclean(acting)
    finally:
        eye.close()
        server.close()
    report.seconds = time.monotonic() - began
    if report.verdict().faults:
        say(f"the folder of this run stays: {folder}")
    else:
        shutil.rmtree(folder)
    return report


def _waves(faults: Sequence[Fault]) -> list[list[Fault]]:
    """One after the other, but those that hang beside each other; last those that need days, so that others need none."""
    hanging = [fault for fault in faults if fault.together]
    waves = [[fault] for fault in faults if not fault.together and not fault.lasts]
    for primed in (False, True):
        same = [fault for fault in hanging if fault.primed == primed]
        waves += [same[start : start + _AT_ONCE] for start in range(0, len(same), _AT_ONCE)]
    return waves + [[fault] for fault in faults if fault.lasts]


_POLLS = """SELECT kind, sentence, at FROM (
              SELECT id, feed, kind, sentence, at FROM fetch_outcome
              UNION ALL SELECT NULL, id, CASE WHEN quiet_read THEN 'none' ELSE 'same' END, '', quiet_until
                        FROM feed WHERE quiet_polls > 0)
            WHERE feed = ? ORDER BY at, id IS NULL, id"""


def _judged(fault: Fault, run_: Run, acting: Stage, seen: Mapping[str, Any]) -> Row:
    feed, expect, wrong = acting.feed(fault), fault.expect, []
    db = acting.db
    rows = db.execute(_POLLS, (feed,)).fetchall()
    kind, sentence, at = rows[-1 if fault.lasts else min(int(fault.primed), len(rows) - 1)]
    etag, due = db.execute("SELECT etag, next_due FROM feed WHERE id = ?", (feed,)).fetchone()
    host = acting.ground.host(acting.numbers[fault.name])
    ended = expect.or_ended and kind == "error" and sentence.startswith("the parser ")
    if ended:
        expect = replace(expect, kind="error", says=(), articles=0, due=(300, INTERVAL), holds=None)
    if kind != expect.kind:
        wrong.append(f"is {kind}, stated {expect.kind} ({sentence})")
    said = [acting.ground.fill(text, host) for text in expect.says]
    wrong += [f"does not say '{text}' but '{sentence}'" for text in said if text not in sentence]
    wrong += [f"says '{text}'" for text in expect.never if text in sentence]
    articles = db.execute("SELECT count(*) FROM article WHERE feed = ?", (feed,)).fetchone()[0]
    if articles != expect.articles:
        wrong.append(f"stored {articles} articles, stated {expect.articles}")
    if expect.etag is not None and etag != expect.etag:
        wrong.append(f"remembers ETag {etag!r}, stated {expect.etag!r}")
    if (fault.lasts or len(rows) == 1 + fault.primed) and not expect.due[0] <= due - at <= expect.due[1]:
        wrong.append(f"next poll after {due - at} s, stated {expect.due[0]} to {expect.due[1]}")
    requests = [one for one in seen["requests"].get(fault.name, ()) if one[":path"] != "/robots.txt"]
    count = len(requests) or seen["connections"].get(fault.name, 0)
    if fault.answer and not fault.tls and not expect.asked[0] <= count <= expect.asked[1]:
        wrong.append(f"asked {count} times, stated {expect.asked[0]} to {expect.asked[1]}")
    stored = Stored(db, feed, tuple(requests), tuple(seen["requests"].get(f"{fault.name}:other", ())))
    if expect.page is not None:
        wrong += _page(stored, expect)
    if expect.holds and (why := expect.holds(stored)):
        wrong.append(why)
    wrong += _bounds(run_)
    return Row(fault, run_, f"{kind}: {sentence}" if sentence else kind, tuple(wrong))


def _page(stored: Stored, expect: Expect) -> list[str]:
    says = expect.page or ""
    state = stored.one("SELECT page FROM article WHERE feed = :feed") or ""
    problem = stored.one("SELECT page_problem FROM article WHERE feed = :feed") or ""
    if expect.or_ended and problem.startswith("the parser "):
        return []
    if says == "":
        return [] if state == "done" else [f"its page was not read: {problem or state}"]
    return [] if says in problem else [f"of its page it does not say '{says}' but '{problem or state}'"]


def _bounds(run_: Run) -> list[str]:
    wrong = []
    if run_.held > HELD:
        wrong.append(f"held the river for {run_.held:.1f} s")
    if run_.bystander > WAITS:
        wrong.append(f"a bystander waited {run_.bystander:.1f} s")
    return wrong


def _strangers(eye: Eye, acting: Stage) -> list[str]:
    """The addresses that the names of the run give publicly are tried, and never reached."""
    public = {"93.184.216.34"}
    allowed = {host for host, _ in acting.setup.network.allow}
    return [f"{host}:{port}" for host, port in eye.seen if host not in allowed | public]


def _unclean(acting: Stage) -> list[str]:
    """Nothing that is stored holds a character that hides, reorders or breaks, or what only this machine knows."""
    found = []
    for table, column in (("article", "title"), ("text_version", "body"), ("fetch_outcome", "sentence"),
                          ("feed", "problem"), ("article", "author"), ("text_version", "notes")):  # fmt: skip
        for (text,) in acting.db.execute(f"SELECT DISTINCT {column} FROM {table}"):
            if clean(text) != text or "root:x:0" in text or "geheim" in text:
                found.append(f"{table}.{column} holds {text[:60]!r}")
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def limits_of(*, short: bool) -> Limits:
    """As shipped; for the short run with less patience."""
    if not short:
        return Limits()
    return replace(Limits(), fetch_deadline=2.0, connect=1.0, job_cpu=2, job_wall=4.0, slow_after=0.7)
