"""Where the main process's memory is: what it holds after each step of its first day, and of a start after it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from tests.bench.place import prepare
from tests.bench.subject import site, started
from tests.soak.process import MB

FEEDS, ENTRIES, SHORT = 2_000, 2, 50


def measure(say: Callable[[str], None], *, short: bool) -> None:
    """A row for each step. The first start pays for making the store; the second shows what every later one holds."""
    feeds = SHORT if short else FEEDS
    say(
        f"memory of the main process, {feeds} feeds of {ENTRIES} entries, MB: its own and what it adds, files, the most so far"
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, site(feeds, ENTRIES) as (port, _tell):
        root = Path(folder)
        prepare(root / "rules", feeds, port)
        for label in ("bytecode", "a first start", "a start over what is stored"):
            state = root / ("warm" if label == "bytecode" else "state")
            with started("memory", "tests.bench.held", root / "rules", state, port) as subject:
                steps = cast("list[tuple[str, dict[str, int]]]", cast("Any", subject.ready))
            if label == "bytecode":  # an installed program finds it there
                continue
            say(f"  {label:<40} {'own':>6} {'added':>6} {'files':>6} {'peak':>6}")
            before = 0
            for name, held in steps:
                own = held["own"]
                say(
                    f"    {name:<38} {own / MB:6.1f} {(own - before) / MB:6.1f} {held['files'] / MB:6.1f} "
                    f"{held['peak'] / MB:6.1f}"
                )
                before = own
