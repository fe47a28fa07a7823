"""Rule files to a setup in this process: all read anew, built of files already read, and after an edit of one file.

Where a name has changed, no rule is used again: all are compiled and proved. Where a rule has, those of other files are.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from monitor.setup import load_files

RULES = Path(__file__).parents[2] / "rules"
A_FILE = 200  # rules


def measure(say: Callable[[str], None], *, short: bool) -> None:
    """Processor seconds for 200 and 10,000 rules (1,000 in the short form), two examples each."""
    shipped = {path.relative_to(RULES).as_posix(): path.read_bytes() for path in RULES.rglob("*.yaml")}
    load_files(shipped)  # the names are known, the grammar is there
    say("building a setup of rules with two examples each; seconds of processor time, best of three for the last two")
    say(f"  {'rules':<10} {'files':>6} {'all read':>9} {'a name':>9} {'one rule':>9}")
    for count in (A_FILE, 1_000 if short else 10_000):
        files = {f"part{n:03}.yaml": _file(n, "first") for n in range(count // A_FILE)}
        cold = _cost(shipped | files)
        built = min(_cost(shipped | files | _name(n)) for n in range(3))
        edits = (files | {"part000.yaml": _file(0, f"edit{n}")} for n in range(3))
        edit = min(_cost(shipped | edited | _name(2)) for edited in edits)
        say(f"  {count:<10,} {len(files):6} {cold:9.2f} {built:9.2f} {edit:9.2f}")


def _cost(files: dict[str, bytes]) -> float:
    began = time.process_time()
    load_files(files)
    return time.process_time() - began


def _name(number: int) -> dict[str, bytes]:
    """A lexicon file with one name, another one for each number."""
    return {"lexicon/bench.yaml": f"version: 1\nnames:\n  topic.bench: {{en: [bench mark {number}]}}\n".encode()}


def _file(number: int, word: str) -> bytes:
    """200 rules, a third of them of one pair, each with a word of its own."""
    return ("version: 1\nrules:\n" + "".join(_rule(number * A_FILE + n, word) for n in range(A_FILE))).encode()


def _rule(number: int, word: str) -> str:
    own = f"{word}{number}"
    when = (
        f'pair(azerbaijan, belarus) and "{own}"' if number % 3 == 0 else f'("{own}" or karabakh) and eaeu and not oil'
    )
    return f"""  - id: r{number}
    when: |
      {when}
    examples:
      match: ["Azerbaijan and Belarus sign a contract on {own} under the rules of the EAEU"]
      skip: ["Weather is fine on the {number}th day"]
"""
