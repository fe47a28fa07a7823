"""The hostile run: the real river, store, wires and workers against a server that does everything wrong.

Each fault is a row of one catalogue: what the other side does, and the outcome that is right, stated beforehand. A
fault whose outcome differs is a violation, and so is a bystander that waits, a river that is held up, a main process
that grows, and any connection to an address that nobody has allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from tests.soak.runs import Result, Say, Wish

if TYPE_CHECKING:
    from tests.soak.hostile.scene import Fault

SHOWS = "every fault has its stated outcome and holds up nobody"


_HANDFUL = 8  # one of so many of the short form's faults is played over the other transport as well


def soak(wish: Wish, say: Say) -> Result:
    """All faults over the fast transport, one or two of each kind over the other as well.

    In the short form one or two of each kind over the fast one, a handful over the other, with shorter deadlines.
    """
    first = hold(lambda fault: fault.short or not wish.short, say, quick=wish.short)
    numbers = count()
    every = _HANDFUL if wish.short else 1
    second = hold(lambda fault: fault.short and next(numbers) % every == 0, say, quick=wish.short, fast=False)
    return Result(f"{first.line}; over httpx: {second.line}", [*first.violations, *second.violations])


def hold(only: Callable[[Fault], bool], say: Say, *, quick: bool, fast: bool | None = None) -> Result:
    """The chosen faults over one transport (None = the fast one where it is installed), their table and figures."""
    from monitor.net.fetch import fast_one_there
    from tests.soak.hostile.running import limits_of, run
    from tests.soak.hostile.table import print_table

    fast = fast_one_there() if fast is None else fast
    say(f"over {'pycurl' if fast else 'httpx'}:")
    report = run(limits_of(short=quick), only, say, fast=fast)
    print_table(report)
    verdict = report.verdict()
    width = max(len(name) for name, _ in verdict.rows)
    for name, value in verdict.rows:
        say(f"  {name:<{width}}  {value}")
    return Result(report.line(), verdict.faults)
