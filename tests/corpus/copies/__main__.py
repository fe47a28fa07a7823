"""`python -m tests.corpus.copies [FILE ...]`: copies found by kind of edit, siblings and others merged by mistake.

Without FILE the half that may be looked at (made by program) and, if it is there, the unseen one, of which only counts
are printed, or it would be unseen no longer.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus.copies.making import HERE, seen
from tests.corpus.copies.scoring import rows, said, scored


def run(names: list[str]) -> int:
    """Each file with its figures."""
    files = [(Path(name).name, rows(Path(name))) for name in names]
    if not files:
        files = [("seen", seen()), *((file.name, rows(file)) for file in sorted(HERE.glob("*.jsonl")))]
    for name, articles in files:
        score = scored(articles, said(articles))
        print("\n".join(score.lines(name)))
        if "unseen" not in name:
            print("".join(f"    {error}\n" for error in score.errors), end="")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
