"""`python -m tests.soak.hostile [--short] [--quick] [--careful] [WORD ...]`: a part of the hostile run, chosen by words."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from tests.soak.hostile import hold
from tests.soak.hostile.scene import Fault


def main(arguments: list[str] | None = None) -> int:
    """The faults whose group or name holds one of the words; all of them without any. 1 where anything was violated."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.hostile", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few of each group, with shorter deadlines")
    parser.add_argument("--quick", action="store_true", help="shorter deadlines for all")
    parser.add_argument("--careful", action="store_true", help="over httpx instead of the fast transport")
    parser.add_argument("words", nargs="*")
    asked = parser.parse_args(arguments)

    def only(fault: Fault) -> bool:
        chosen = fault.short or not asked.short
        return chosen and (not asked.words or any(word in f"{fault.group}/{fault.name}" for word in asked.words))

    result = hold(only, partial(print, flush=True), quick=asked.short or asked.quick, fast=not asked.careful)
    for violation in result.violations:
        print(f"VIOLATION  {violation}")
    print(result.line)
    return 1 if result.violations else 0


if __name__ == "__main__":
    sys.exit(main())
