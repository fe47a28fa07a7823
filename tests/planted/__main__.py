"""`python -m tests.planted` prints where secrets were planted, how they were given, and how often any was found."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from monitor.cli.common import table
from tests.planted.day import day
from tests.planted.places import wanted
from tests.planted.search import found

TURNS = 2


def main() -> int:
    """The table; 1 where anything was found, or a place has nothing planted in it."""
    counted: Counter[tuple[str, str]] = Counter()
    ways: dict[str, list[str]] = {}
    seen: dict[str, str] = {}
    reached: set[str] = set()
    for turn in range(TURNS):
        with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            planted, how, heard, used = day(Path(folder), turn, patch)
            for key, hits in found(heard, planted).items():
                counted[key] += hits
            for place in planted:
                ways.setdefault(place.name, []).append(how[place.name])
                seen[place.name] = place.where
                if used & set(place.marks):
                    reached.add(place.name)
            patch.chdir("/")
    searched = sorted({where for _, where in counted})
    table(
        ("place", "secret", "given as", "told to a server", "searched in", "found"),
        [
            (
                seen[name], name, ", ".join(dict.fromkeys(ways[name])), "yes" if name in reached else "no",
                f"{len(searched)} places", str(sum(counted[name, where] for where in searched)),
            )
            for name in seen
        ],
    )  # fmt: skip
    print()
    table(("searched in", "found"), [(where, str(sum(counted[name, where] for name in seen))) for where in searched])
    missing = sorted(wanted() - set(seen.values()))
    total = sum(counted.values())
    print(f"\n{len(seen)} secrets in {len(set(seen.values()))} kinds of places; found: {total}; not planted: {missing}")
    for (name, where), hits in sorted(counted.items()):
        if hits:
            print(f"LEAK {seen[name]} ({name}) in {where}: {hits}")
    return int(bool(total or missing))


if __name__ == "__main__":
    sys.exit(main())
