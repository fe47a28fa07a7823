"""What `monitor judge` says of labelled articles against their labels: the pair, the kind of event, the figures.

A row of a corpus: {"id", "title", "text", "language", "date", and the labels "bilateral", "event_type_ok",
"trade_figures"}. Figures are compared as amount and currency, on articles that should match and do, as each corpus here
does; growth in percent and "times" are no figures.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from monitor.cli import cli
from monitor.proving.measures import Measures, Share, counted, measured, wilson

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"
_UNITS = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one corpus. `errors` are ids with what went wrong, for a corpus that may be looked at."""

    articles: int
    pair: Measures
    events_right: int
    events: int  # articles that should match and do
    figures_right: int
    figures_wrong: int
    figures_missed: int
    errors: tuple[str, ...]

    @property
    def pair_errors(self) -> int:
        """Articles on the wrong side."""
        return self.pair.counts.false_matches + self.pair.counts.missed

    @property
    def event_errors(self) -> int:
        """Articles whose kind of event is not among those accepted."""
        return self.events - self.events_right

    @property
    def figure_errors(self) -> int:
        """Amounts that were missed, and those that are none."""
        return self.figures_wrong + self.figures_missed

    def lines(self, name: str) -> list[str]:
        """The score as a person reads it, with intervals of 95 %."""
        counts = self.pair.counts
        found = wilson(self.figures_right, self.figures_right + self.figures_missed)
        sound = wilson(self.figures_right, self.figures_right + self.figures_wrong)
        pair = (
            f"  pair     {counts.true_matches} right, {counts.false_matches} false, {counts.missed} missed, "
            f"{counts.true_silences} rightly silent: F1 {_shown(self.pair.f1)}, "
            f"precision {_shown(self.pair.precision)}, recall {_shown(self.pair.recall)}"
        )
        event = (
            f"  event    {self.events_right} of {self.events} right: {_shown(wilson(self.events_right, self.events))}"
        )
        figures = (
            f"  figures  {self.figures_right} right, {self.figures_wrong} wrong, {self.figures_missed} missed: "
            f"precision {_shown(sound)}, recall {_shown(found)}"
        )
        return [f"{name}: {self.articles} articles", pair, event, figures]


def rows(file: Path) -> list[dict[str, Any]]:
    """The articles of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def predicted(articles: Iterable[Row], folder: Path) -> dict[str, Row]:
    """What `monitor judge` prints of each, by id; `folder` is for the file that it reads."""
    file = folder / "articles.jsonl"
    wanted = ("id", "title", "text", "language", "date", "url")
    lines = (json.dumps({key: row[key] for key in wanted if row.get(key)}, ensure_ascii=False) for row in articles)
    file.write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(cli, ["--rules", str(RULES), "--state", str(folder), "judge", str(file)])
    assert result.exit_code == 0, result.output
    found = (json.loads(line) for line in result.stdout.splitlines() if line.startswith("{"))
    return {str(row["id"]): row for row in found}


def scored(articles: Sequence[Row], said: Mapping[str, Row]) -> Score:
    """Labels against predictions; an article without one counts as not matched."""
    outcomes = [(bool(row["bilateral"]), bool(said.get(row["id"], {}).get("matched"))) for row in articles]
    errors = [
        f"{row['id']} {'MISSED' if wanted else 'FALSE MATCH'}: {row['title']}"
        for row, (wanted, got) in zip(articles, outcomes, strict=True)
        if wanted != got
    ]
    events = right = 0
    figures: Counter[str] = Counter()
    for row, (wanted, got) in zip(articles, outcomes, strict=True):
        if not (wanted and got):
            continue
        answer = said[row["id"]]
        events += 1
        accepted = row.get("event_type_ok") or [row["event_type"]]
        right += answer.get("event_type") in accepted
        if answer.get("event_type") not in accepted:
            errors.append(f"{row['id']} EVENT {answer.get('event_type')}, wanted {'/'.join(accepted)}: {row['title']}")
        gold, mine = _amounts(row.get("trade_figures")), _amounts(answer.get("trade_figures"))
        figures.update(right=(gold & mine).total(), wrong=(mine - gold).total(), missed=(gold - mine).total())
        if gold != mine:
            errors.append(f"{row['id']} FIGURES missing {dict(gold - mine)}, extra {dict(mine - gold)}")
    return Score(
        len(articles), measured(counted(outcomes)), right, events,
        figures["right"], figures["wrong"], figures["missed"], tuple(errors),
    )  # fmt: skip


def _amounts(figures: Iterable[Row] | None) -> Counter[tuple[float, str]]:
    """Whole amounts with their currency, so that 0.5 billion is 500 million."""
    found: Counter[tuple[float, str]] = Counter()
    for figure in figures or ():
        scale = _UNITS[str(figure.get("unit") or "").lower()]
        found[round(float(figure["value"]) * scale, 2), str(figure.get("currency") or "USD").upper()] += 1
    return found


def _shown(share: Share) -> str:
    if share.value is None:
        return "-"
    return f"{share.value:.3f}" + ("" if share.low is None else f" ({share.low:.2f}-{share.high:.2f})")
