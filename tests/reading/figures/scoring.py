"""How many labelled figures are read right: ../shared/domain/figures.jsonl, the seed articles, the small corpus.

The rows of figures.jsonl are single sentences cut out of articles. Their records name years and pairs that stood
elsewhere on the page, so each row is read as an article with what its page had, taken from its records and address and
never from what is to be found:
* a date: that of the address or of `stated` where one is written, else the day after the last period of the records
  that is over (in the year behind a full year), since news follow their figures; none where the record says so itself
  ("last year" as the period);
* a headline that names the pair of the records ("AZ, BY" in the row's language is not needed: country names in
  English are found in every text), and nothing else.
A record is right when one figure of the row has its amount within 0.5 %, its unit, and its period. Amounts: the value;
of ranges both ends; of differences the difference; of bare growth the factor or the percent; a base value and its time
stand for themselves too. Periods are compared as months, so that "2020-Q1" and "2020-01/2020-03" are one; a goal's is
its deadline. A period that a record leaves out is not asked for. A kind is asked of records that are not plain level.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from monitor.model.fact import Figure
from monitor.reading.figures import trade_figures
from monitor.text.conflicts import time_of
from tests.reading.figures.read import reading

SHARED = Path(__file__).parents[3] / ".." / "shared"
_NAMES = {
    "AZ": "Azerbaijan", "BY": "Belarus", "RU": "Russia", "TR": "Turkiye", "UA": "Ukraine", "EAEU": "the EAEU",
    "OTS": "the Organization of Turkic States", "world": "the world",
}  # fmt: skip
_KINDS = {"goal", "forecast", "growth", "delta", "from_to", "cumulative", "flow", "range"}


@dataclass
class Score:
    """Right of all, and what was wrong."""

    right: int = 0
    of: int = 0
    kinds_right: int = 0
    kinds: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, what: str, *, right: bool) -> None:
        self.right += right
        self.of += 1
        if not right:
            self.wrong.append(what)

    def __str__(self) -> str:
        kinds = f", kind right in {self.kinds_right} of {self.kinds} that are no plain level" if self.kinds else ""
        return f"{self.right} of {self.of} right in value, unit and period{kinds}"


def rows(name: str) -> list[dict[str, Any]]:
    """JSON lines beside the checkout, [] where they are not."""
    file = SHARED / name
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def published(row: dict[str, Any]) -> str:
    """The day a row's page came out, "" where nothing tells."""
    if any(record.get("period") == "last year" for record in row["records"]):
        return ""
    if written := re.search(r"(20\d\d)[-/](\d\d)[-/](\d\d)", row["src"]):
        return "-".join(written.groups())
    stated = [record["stated"] for record in row["records"] if "stated" in record]
    if stated:
        return f"{stated[0]}-28"[:10]
    ends = [end for record in row["records"] if (end := _end(record))]
    goals = [record["deadline"] for record in row["records"] if "deadline" in record]
    if goals and (not ends or int(goals[0][:4]) <= max(ends).year):
        return f"{goals[0][:4]}-06-01"
    return (max(ends) + timedelta(days=20)).isoformat() if ends else ""


def _end(record: dict[str, Any]) -> date | None:
    """The last day of a record's period; of a forecast the middle of its year."""
    time = time_of(record.get("period", ""))
    if time is None:
        return None
    if record["kind"] == "forecast" or time.open:
        return date(time.first // 12, 6, 1)
    year, month = divmod(time.last + 1, 12)
    return date(year, month + 1, 1)


def headline(row: dict[str, Any]) -> str:
    """The names of the row's pair."""
    pair = next((record["pair"] for record in row["records"] if record.get("pair")), "")
    names = [_NAMES[code] for code in pair.split("-")] if pair else []
    return " and ".join(names)


def score_sentences() -> Score:
    """figures.jsonl."""
    score = Score()
    for row in rows("domain/figures.jsonl"):
        figures = reading(row["text"], row["lang"], published(row), headline(row)).figures
        for record in row["records"]:
            fitting = [figure for figure in figures if _fits(record, figure)]
            score.add(right=bool(fitting), what=f"{row['id']}: {record} not in {[_short(f) for f in figures]}")
            if record["kind"] in _KINDS:
                score.kinds += 1
                near = [figure for figure in figures if _amount_fits(record, figure)]
                right = any(figure.kind == record["kind"] for figure in near)
                score.kinds_right += right
                if not right:
                    score.wrong.append(f"{row['id']}: kind {record['kind']}, read {[f.kind for f in near]}")
    return score


def _short(figure: Figure) -> str:
    return f"{figure.kind} {figure.metric} {figure.said_value} @{figure.period or figure.deadline}"


def _amounts(figure: Figure) -> Iterator[tuple[float, str, str]]:
    """Each amount of a figure with its unit and period."""
    when = figure.deadline if figure.kind == "goal" else figure.period
    yield from ((n, figure.unit, when) for n in (figure.value, figure.low, figure.high, figure.delta) if n is not None)
    if figure.base_value is not None:
        yield figure.base_value, figure.unit, figure.base_period
    yield from ((n, "change", when) for n in (figure.factor, figure.growth, figure.index) if n is not None)


def _asked(record: dict[str, Any]) -> list[tuple[float, str]]:
    """The amounts that a record asks for, with their unit."""
    unit = record.get("unit", "")
    asked = [(float(record[key]), unit) for key in ("value", "low", "high", "delta") if key in record]
    if not asked:
        asked = [(float(record[key]), "change") for key in ("factor", "growth_pct") if key in record]
    return asked


def _amount_fits(record: dict[str, Any], figure: Figure) -> bool:
    got = [(amount, unit) for amount, unit, _ in _amounts(figure)]
    return all(any(_close(n, m) and unit == u for m, u in got) for n, unit in _asked(record))


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 0.005 * abs(one)


def _fits(record: dict[str, Any], figure: Figure) -> bool:
    wanted = record.get("deadline") if record["kind"] == "goal" else record.get("period")
    got = list(_amounts(figure))
    return all(
        any(_close(n, m) and unit == u and _same_time(wanted, when) for m, u, when in got) for n, unit in _asked(record)
    )


def _same_time(wanted: str | None, got: str) -> bool:
    if wanted is None:
        return True
    if wanted == "unspecified":
        return time_of(got) is None
    return wanted == got or (time_of(wanted) is not None and time_of(wanted) == time_of(got))


def score_amounts(labels: str, texts: dict[str, tuple[str, str, str, str]]) -> Score:
    """Labelled amounts of articles (id -> title, text, language, date): value, unit, currency and period as printed.

    An amount that is printed and not labelled counts as wrong too.
    """
    score = Score()
    for label in rows(labels):
        if label["id"] not in texts:
            continue
        title, text, language, day = texts[label["id"]]
        read = reading(text, language, day, title)
        got = trade_figures(read.figures, read.ground.published)
        for wanted in label["trade_figures"]:
            same = [
                row for row in got if all(row[key] == wanted[key] for key in ("value", "unit", "currency", "period"))
            ]
            score.add(right=bool(same), what=f"{label['id']}: {wanted} not in {got}")
            score.kinds += 1
            score.kinds_right += any(row["kind"] == wanted["kind"] for row in same)
            got = [row for row in got if row not in same[:1]]
        for extra in got:
            if not any(extra["value"] == w["value"] and extra["unit"] == w["unit"] for w in label["trade_figures"]):
                score.add(right=False, what=f"{label['id']}: {extra} is not labelled")
    return score


def corpus_texts() -> dict[str, tuple[str, str, str, str]]:
    """Articles of the small corpus; a date without a day is the middle of its month."""
    found = {}
    for row in rows("corpus/articles.jsonl"):
        day = (row["date"] or "")[:10]
        found[row["id"]] = (row["title"], row["text"], row["language"], f"{day}-15" if len(day) == 7 else day)
    return found


def seed_texts() -> dict[str, tuple[str, str, str, str]]:
    """The five full articles."""
    found = {}
    for row in rows("corpus/seeds_labels.jsonl"):
        text = (SHARED / "seeds" / row["file"]).read_text(encoding="utf-8")
        found[row["id"]] = (row["title"] or "", text, row["language"], row["date"])
    return found


if __name__ == "__main__":
    for result in (
        score_sentences(),
        score_amounts("corpus/labels.jsonl", corpus_texts()),
        score_amounts("corpus/seeds_labels.jsonl", seed_texts()),
    ):
        print(result, *result.wrong, sep="\n  ")
