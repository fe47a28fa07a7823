"""What `monitor group` says of a labelled stream against its labels, counted by BCubed.

A row: {"id", "date", "outlet", "country", "kind", "language", "title", "text", and the labels "story", "copy_of"}.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner

from monitor.cli import cli
from monitor.proving.measures import Share, wilson

HERE = Path(__file__).parent
RULES = HERE.parents[2] / "rules"
GIVEN = ("id", "date", "outlet", "language", "title", "text")  # never the labels
SAMPLES = 1000
SEED = 20240516
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One article's precision or recall, None where there is nothing to take a share of, and its labelled story."""

    story: str
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class BCubed:
    """Means over articles; the interval of F1 comes from drawing labelled stories, whose articles go right together."""

    articles: int
    precision: float
    recall: float
    f1: Share


@dataclass(frozen=True, slots=True)
class Score:
    """A stream's figures; `errors` for a stream that may be looked at."""

    articles: int
    stories: int
    said_stories: int
    whole: BCubed
    same: BCubed
    across: BCubed
    languages: Mapping[str, BCubed]
    copies_right: int
    copies_wrong: int
    copies_missed: int
    errors: tuple[str, ...]

    def lines(self, name: str) -> list[str]:
        """As a person reads it, with intervals of 95 %."""
        found = wilson(self.copies_right, self.copies_right + self.copies_missed)
        sound = wilson(self.copies_right, self.copies_right + self.copies_wrong)
        copies = f"{self.copies_right} right, {self.copies_wrong} wrong, {self.copies_missed} missed"
        return [
            f"{name}: {self.articles} articles, {self.stories} stories labelled, {self.said_stories} said",
            f"  all articles     {_shown(self.whole)}",
            f"  same language    {_shown(self.same)}",
            *(f"    {language}             {_shown(part)}" for language, part in self.languages.items()),
            f"  across languages {_shown(self.across)}",
            f"  copies           {copies}: precision {_share(sound)}, recall {_share(found)}",
        ]


def rows(file: Path) -> list[dict[str, Any]]:
    """The articles of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def grouped(articles: Iterable[Row], folder: Path) -> dict[str, Row]:
    """What `monitor group --reason` prints of each, by id; `folder` is for the file that it reads."""
    file = folder / "stream.jsonl"
    lines = (json.dumps({key: row[key] for key in GIVEN if key in row}, ensure_ascii=False) for row in articles)
    file.write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(cli, ["--rules", str(RULES), "--state", str(folder), "group", "--reason", str(file)])
    assert result.exit_code == 0, result.output
    return {str(row["id"]): row for row in map(json.loads, result.stdout.splitlines())}


def scored(articles: Sequence[Row], said: Mapping[str, Row]) -> Score:
    """Labels against what was said; every article must have been given a story."""
    assert {str(row["id"]) for row in articles} == set(said), "not every article came back once"
    told = [str(said[str(row["id"])]["story"]) for row in articles]
    same = _parts(articles, told, lambda one, other: one["language"] == other["language"])
    languages = sorted({str(row["language"]) for row in articles})
    right, wrong, missed, copy_errors = _copies(articles, said)
    return Score(
        len(articles), len({row["story"] for row in articles}), len(set(told)),
        _bcubed(_parts(articles, told, lambda _one, _other: True)),
        _bcubed(same),
        _bcubed(_parts(articles, told, lambda one, other: one["language"] != other["language"])),
        {each: _bcubed([part for row, part in zip(articles, same, strict=True) if row["language"] == each])
         for each in languages},
        right, wrong, missed, (*_story_errors(articles, told, said), *copy_errors),
    )  # fmt: skip


def _parts(articles: Sequence[Row], told: Sequence[str], pair: Callable[[Row, Row], bool]) -> list[Part]:
    """Each article's share over those `pair` sets beside it; it stands beside itself unless languages must differ."""
    parts = []
    for one, mine in zip(articles, told, strict=True):
        beside = [(other, theirs) for other, theirs in zip(articles, told, strict=True) if pair(one, other)]
        said = [other["story"] == one["story"] for other, theirs in beside if theirs == mine]
        labelled = [theirs == mine for other, theirs in beside if other["story"] == one["story"]]
        parts.append(Part(one["story"], _mean(said), _mean(labelled)))
    return parts


def _bcubed(parts: Sequence[Part]) -> BCubed:
    by_story: dict[str, list[Part]] = {}
    for part in parts:
        by_story.setdefault(part.story, []).append(part)
    stories, draw = list(by_story.values()), Random(SEED)
    drawn = sorted(
        _f1([part for _ in stories for part in draw.choice(stories)]) for _ in range(SAMPLES if len(stories) > 1 else 0)
    )
    low, high = (drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn))]) if drawn else (None, None)
    precision, recall = _mean([part.precision for part in parts]), _mean([part.recall for part in parts])
    return BCubed(len(parts), precision or 0.0, recall or 0.0, Share(_f1(parts), low, high))


def _f1(parts: Sequence[Part]) -> float:
    precision, recall = _mean([part.precision for part in parts]), _mean([part.recall for part in parts])
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _copies(articles: Sequence[Row], said: Mapping[str, Row]) -> tuple[int, int, int, list[str]]:
    """Copies that were put under their text, whichever of its articles counts as the original; wrong ones; missed."""
    text = {str(row["id"]): str(row["copy_of"] or row["id"]) for row in articles}
    wanted = Counter(text.values())
    right: Counter[str] = Counter()
    wrong = []
    for name, mine in text.items():
        given = said[name]["copy_of"]
        if given is not None and text[str(given)] == mine:
            right[mine] += 1
        elif given is not None:
            wrong.append(f"{name} WRONG COPY of {given}")
    short = {each: wanted[each] - 1 - right[each] for each in wanted if wanted[each] - 1 > right[each]}
    errors = [*wrong, *(f"{each} COPIES MISSED: {count}" for each, count in short.items())]
    return right.total(), len(wrong), sum(short.values()), errors


def _story_errors(articles: Sequence[Row], told: Sequence[str], said: Mapping[str, Row]) -> list[str]:
    """Labelled stories that fell apart, and said ones that hold several."""
    pieces: dict[str, dict[str, list[Row]]] = {}
    for row, mine in zip(articles, told, strict=True):
        pieces.setdefault(row["story"], {}).setdefault(mine, []).append(row)
    errors = []
    for story, parts in pieces.items():
        if len(parts) > 1:
            listed = "; ".join(f"{name}: {' '.join(_short(row) for row in rows)}" for name, rows in parts.items())
            errors.append(f"{story} APART in {len(parts)}: {listed}")
    for name in dict.fromkeys(told):
        inside = [row for row, mine in zip(articles, told, strict=True) if mine == name]
        counts = Counter(row["story"] for row in inside)
        if len(counts) > 1:
            main = counts.most_common(1)[0][0]
            errors.append(f"{name} holds {dict(counts)}")
            errors += [
                f"  {_short(row)} of {row['story']}: {said[str(row['id'])]['reason']} | {row['title']}"
                for row in inside
                if row["story"] != main
            ]
    return errors


def _short(row: Row) -> str:
    return f"{row['id']}{row['language']}"


def _shown(part: BCubed) -> str:
    return f"F1 {_share(part.f1)}, precision {part.precision:.3f}, recall {part.recall:.3f} ({part.articles} articles)"


def _share(share: Share) -> str:
    if share.value is None:
        return "-"
    return f"{share.value:.3f}" + ("" if share.low is None else f" ({share.low:.2f}-{share.high:.2f})")
