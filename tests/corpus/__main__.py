"""`python -m tests.corpus [FILE ...]`: scores with intervals. Errors are listed for the half that may be looked at."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.corpus.scoring import HERE, predicted, rows, scored

UNSEEN = "unseen.jsonl"


def run(names: list[str]) -> int:
    """Each corpus with its counts; of the unseen half the counts alone, or it would be unseen no longer."""
    for name in names or sorted(file.name for file in HERE.glob("*.jsonl")):
        file = Path(name) if "/" in name else HERE / name
        articles = rows(file)
        with TemporaryDirectory() as folder:
            score = scored(articles, predicted(articles, Path(folder)))
        print("\n".join(score.lines(file.name)))
        if file.name != UNSEEN:
            print("".join(f"    {error}\n" for error in score.errors), end="")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
