"""The hostile run: the real river, store, wires and workers against a server that does everything wrong.

Each fault is a row of one catalogue: what the other side does, and the outcome that is right, stated beforehand. A
fault whose outcome differs is a violation, and so is a bystander that waits, a river that is held up, a main process
that grows, and any connection to an address that nobody has allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.soak.runs import Result, Say, Wish

if TYPE_CHECKING:
    from tests.soak.hostile.scene import Fault

SHOWS = "every fault has its stated outcome and holds up nobody"


def soak(wish: Wish, say: Say) -> Result:
    """All faults; in the short form one or two of each kind, with shorter deadlines."""
    return hold(lambda fault: fault.short or not wish.short, say, quick=wish.short)


def hold(only: Callable[[Fault], bool], say: Say, *, quick: bool) -> Result:
    """The chosen faults, their table and figures."""
    from tests.soak.hostile.running import limits_of, run
    from tests.soak.hostile.table import print_table

    report = run(limits_of(short=quick), only, say)
    print_table(report)
    verdict = report.verdict()
    width = max(len(name) for name, _ in verdict.rows)
    for name, value in verdict.rows:
        say(f"  {name:<{width}}  {value}")
    return Result(report.line(), verdict.faults)
