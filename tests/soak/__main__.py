"""`make soak`: every long run, or those named by `--only`; exit code 1 where anything was violated."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table

from tests.soak.runs import RUNS, Result, Say, Wish, run_of


def main(arguments: list[str] | None = None) -> int:
    """The runs one after another, then a table of how they ended."""
    names, wish = _asked(arguments)
    console = Console()
    began = time.monotonic()
    ends: list[tuple[str, str, Result, float]] = []
    for number, name in enumerate(names, 1):
        run = run_of(name)
        started = time.monotonic()
        with _progress(console, f"{name} ({number} of {len(names)}): {run.SHOWS}") as say:
            ends.append((name, run.SHOWS, run.soak(wish, say), time.monotonic() - started))
    violations = [(name, one) for name, _, result, _ in ends for one in result.violations]
    console.print(_table(ends))
    for name, violation in violations:
        print(f"VIOLATION  {name}: {violation}")
    print(f"{len(violations)} violations in {time.monotonic() - began:.0f} s; repeat with --seed {wish.seed}")
    return 1 if violations else 0


@contextmanager
def _progress(console: Console, title: str) -> Iterator[Say]:
    """Lines as they come; on a terminal with a line below them that says what runs and for how long."""
    if not console.is_terminal:
        yield lambda line: print(line, flush=True)
        return
    with console.status(title):
        yield lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True)


def _table(ends: list[tuple[str, str, Result, float]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("run", "shows", "outcome", "time"):
        table.add_column(head, justify="right" if head == "time" else "left")
    for name, shows, result, seconds in ends:
        bad = len(result.violations)
        table.add_row(name, shows, f"{bad} VIOLATIONS; {result.line}" if bad else result.line, f"{seconds:.0f} s")
    return table


def _asked(arguments: list[str] | None) -> tuple[list[str], Wish]:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--only", type=_names, metavar="NAME[,NAME]", help=f"these runs only: {', '.join(RUNS)}")
    parser.add_argument("--short", action="store_true", help="a form of each run that a build server has time for")
    parser.add_argument("--seed", type=int, help="of kills, news and mail moods")
    parser.add_argument("--kills", type=int, help="kill -9 so many times (100)")
    parser.add_argument("--most", type=float, default=0.0, help="no more kills after so many seconds (0 = all of them)")
    parser.add_argument("--minutes", type=float, help="polling: for so long after the first round (1)")
    parser.add_argument("--feeds", type=int, help="polling: how many feeds are polled (500)")
    parser.add_argument("--interval", type=int, help="polling: seconds between two polls of a feed (20)")
    parser.add_argument("--days", type=int, help="month, rhythm: simulated days (30)")
    parser.add_argument("--scale", type=float, help="month: articles as a share of what the starter set brings (1)")
    given = vars(parser.parse_args(arguments))
    seed = given.pop("seed")
    repeat, drawn = seed is not None, int(time.time()) % 100_000
    return given.pop("only") or list(RUNS), Wish(seed=seed if repeat else drawn, repeat=repeat, **given)


def _names(text: str) -> list[str]:
    names = text.split(",")
    if strange := [name for name in names if name not in RUNS]:
        raise argparse.ArgumentTypeError(f"no run is called {', '.join(strange)}; there are {', '.join(RUNS)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
