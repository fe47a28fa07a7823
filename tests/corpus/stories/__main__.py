"""`python -m tests.corpus.stories [FILE ...]`: how well a labelled stream is grouped, with intervals of 95 %."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.corpus.stories.scoring import HERE, grouped, rows, scored


def run(names: list[str]) -> int:
    """Each stream with its figures; of an unseen one the figures alone, or it would be unseen no longer."""
    for name in names or sorted(file.name for file in HERE.glob("*.jsonl")):
        file = Path(name) if "/" in name else HERE / name
        articles = rows(file)
        with TemporaryDirectory() as folder:
            score = scored(articles, grouped(articles, Path(folder)))
        print("\n".join(score.lines(file.name)))
        if "unseen" not in file.name:
            print("".join(f"    {error}\n" for error in score.errors), end="")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
