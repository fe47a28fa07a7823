"""What `monitor.stories.Copies` says of edited texts and template siblings, counted by kind of edit.

A row: {"id", "date", "outlet", "language", "title", "text", "copy_of", "edit"}; `edit` is "" for an article of its own,
the kind of edit for a copy, "sibling:<group>" for an issue of template news. Rows stand in order of time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from monitor.model.story import Material
from monitor.proving.measures import Share, wilson
from monitor.setup import load
from monitor.stories import footprint
from monitor.stories.copies import Copies

RULES = Path(__file__).parents[3] / "rules"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts. `edits`: by kind, found and in all. `errors` for a file that may be looked at."""

    rows: int
    edits: Mapping[str, tuple[int, int]]
    merged: int
    siblings: int
    false_pairs: int
    other_pairs: int
    errors: tuple[str, ...]

    @property
    def recall(self) -> Share:
        """Copies that were put under their text, whichever of its articles counts as the original."""
        return wilson(sum(found for found, _ in self.edits.values()), sum(count for _, count in self.edits.values()))

    def lines(self, name: str) -> list[str]:
        """As a person reads it, with intervals of 95 %."""
        return [
            f"{name}: {self.rows} rows, {len(self.edits)} kinds of edit",
            f"  copies found           {_shown(self.recall)}",
            *(f"    {kind:<20} {_shown(wilson(*counts))}" for kind, counts in sorted(self.edits.items())),
            f"  siblings merged        {_shown(wilson(self.merged, self.siblings))}",
            f"  other pairs merged     {_shown(wilson(self.false_pairs, self.other_pairs))}",
        ]


def rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def said(articles: Sequence[Row]) -> dict[str, str]:
    """By id the article that each one is said to be a copy of, itself if of none."""
    copies, originals = Copies(), {}
    for number, row in enumerate(articles):
        made = footprint(_material(number, row))
        found = copies.find(made)
        own = found is None or found.original == number
        copies.add(made, None if own or found is None else found.original, found.originals if found else ())
        originals[number] = number if own or found is None else found.original
        for copy in found.originals if found else ():
            originals[copy] = number
    return {str(row["id"]): str(articles[originals[number]]["id"]) for number, row in enumerate(articles)}


def scored(articles: Sequence[Row], originals: Mapping[str, str]) -> Score:
    """Labels against what was said. A sibling is merged if it stands under one text with a sibling before it."""
    label = {str(row["id"]): str(row["copy_of"] or row["id"]) for row in articles}
    found: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    errors: list[str] = []
    siblings = merged = 0
    held: dict[tuple[str, str], str] = {}
    for row in articles:
        name, edit = str(row["id"]), str(row["edit"])
        group = originals[name]
        if edit.startswith("sibling:"):
            siblings += 1
            if (edit, group) in held:
                merged += 1
                errors.append(f"{name} SIBLING MERGED with {held[edit, group]} under {group}")
            held.setdefault((edit, group), name)
        elif row["copy_of"]:
            kinds[edit] += 1
            right = group == originals[label[name]]
            found[edit] += right
            if not right:
                errors.append(f"{name} COPY MISSED ({edit})" + (f", put under {group}" if group != name else ""))
    pairs, others, wrong = _other_pairs(articles, label, originals)
    return Score(
        len(articles), {kind: (found[kind], count) for kind, count in kinds.items()}, merged, siblings, pairs, others,
        (*errors, *wrong),
    )  # fmt: skip


def _other_pairs(
    articles: Sequence[Row], label: Mapping[str, str], originals: Mapping[str, str]
) -> tuple[int, int, list[str]]:
    """Pairs of one language that are neither of one text nor siblings: how many were merged, how many there are."""
    groups = _pairs([(originals[str(row["id"])], row) for row in articles])
    wrong = [
        (one, other)
        for one, other in groups
        if label[str(one["id"])] != label[str(other["id"])]
        and not (str(one["edit"]).startswith("sibling:") and one["edit"] == other["edit"])
    ]
    languages = Counter(str(row["language"]) for row in articles)
    texts = Counter(label.values())
    sibling_groups = Counter(str(row["edit"]) for row in articles if str(row["edit"]).startswith("sibling:"))
    count = (
        sum(map(_two, languages.values())) - sum(map(_two, texts.values())) - sum(map(_two, sibling_groups.values()))
    )
    return len(wrong), count, [f"{other['id']} FALSE COPY beside {one['id']}" for one, other in wrong]


def _pairs(placed: Sequence[tuple[str, Row]]) -> Iterator[tuple[Row, Row]]:
    groups: dict[str, list[Row]] = {}
    for group, row in placed:
        for other in groups.setdefault(group, []):
            yield other, row
        groups[group].append(row)


def _two(count: int) -> int:
    return count * (count - 1) // 2


@cache
def _setup() -> Any:
    return load(RULES)


def _material(number: int, row: Row) -> Material:
    when = datetime.fromisoformat(str(row["date"]))
    names = _setup().lexicon.scan(row["title"], row["text"], row["language"])
    return Material(
        number, row["title"], row["text"], row["language"], row["outlet"], int(when.timestamp()), names.mentions
    )


def _shown(share: Share) -> str:
    if share.value is None:
        return "-"
    return f"{share.value:.3f}" + ("" if share.low is None else f" ({share.low:.3f}-{share.high:.3f})")
