"""`python -m tests.soak.hostile [--short] [WORD ...]`: the hostile run; exit code 1 where anything was violated."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from tests.soak.hostile.running import limits_of, run
from tests.soak.hostile.scene import Fault
from tests.soak.hostile.table import print_report


def main(arguments: list[str] | None = None) -> int:
    """The faults whose group or name holds one of the words; all of them without any."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.hostile", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few of each group, with shorter deadlines")
    parser.add_argument("--quick", action="store_true", help="shorter deadlines for all")
    parser.add_argument("words", nargs="*")
    asked = parser.parse_args(arguments)

    def only(fault: Fault) -> bool:
        chosen = fault.short or not asked.short
        return chosen and (not asked.words or any(word in f"{fault.group}/{fault.name}" for word in asked.words))

    report = run(limits_of(short=asked.short or asked.quick), only, partial(print, flush=True))
    return print_report(report)


if __name__ == "__main__":
    sys.exit(main())
