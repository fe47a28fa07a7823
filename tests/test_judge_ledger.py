"""Figures against what earlier articles said: only what had come out by then is compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from monitor.judge import judge, judged, why_not
from monitor.model.article import Article
from monitor.model.fact import Known
from monitor.setup import Setup, load_files
from monitor.store import open_store
from tests.store.samples import SOURCES, add, item, text

ROOT = Path(__file__).parents[1] / "rules"
DISPUTED = b"""version: 1
rules:
  - id: disputed
    when: |
      figure(turnover, azerbaijan, belarus, conflict=yes)
    examples:
      match:
        - title: "Trade turnover of Azerbaijan and Belarus was 48 million dollars in 2023"
          text: "Exports of Belarus were 43.4 million dollars, exports of Azerbaijan 14.9 million dollars."
      skip: ["Trade of Azerbaijan and Belarus grew"]
  - id: any-turnover
    when: |
      figure(turnover, azerbaijan, belarus)
    examples: {match: ["Trade turnover of Azerbaijan and Belarus was 48 million dollars in 2023"], skip: ["Rain"]}
"""
MAY = 1_715_659_200
SAID = "Trade turnover of Azerbaijan and Belarus was {} million dollars in 2023"


@cache
def setup() -> Setup:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (*ROOT.glob("lexicon/*.yaml"), ROOT / "sources.yaml")
    }
    return load_files(files | {"d.yaml": DISPUTED, "digests.yaml": b"version: 1\nsubscriptions: []\n"})


class Told:
    """A ledger of one figure."""

    def __init__(self, *known: Known) -> None:
        self.known = known
        self.asked: list[tuple[tuple[str, ...], int]] = []

    def earlier(self, pair: Sequence[str], before: int, article: int | str) -> Sequence[Known]:
        self.asked.append((tuple(pair), before))
        return [one for one in self.known if one.at <= before and one.article != article]


def article(number: int, amount: float, dated: int) -> Article:
    return Article(number, "", SAID.format(amount), "", "en", dated, dated + 60)


def known(amount: float, at: int) -> Known:
    facts = judged(article(1, amount, at), setup()).with_facts.facts
    assert facts is not None
    (figure,) = facts.figures
    return Known(figure, 1, "Another", at)


def matched(one: Article, ledger: Told | None) -> set[str]:
    return {match.rule for match in judge(one, setup(), ledger).matches}


def test_a_figure_that_an_earlier_article_contradicts_is_a_conflict() -> None:
    ledger = Told(known(48, MAY - 86400))
    assert matched(article(2, 350, MAY), ledger) == {"disputed", "any-turnover"}
    assert ledger.asked == [(("AZ", "BY"), MAY)]
    assert matched(article(2, 48, MAY), ledger) == {"any-turnover"}


def test_what_came_out_later_contradicts_nothing() -> None:
    assert matched(article(2, 350, MAY), Told(known(48, MAY + 86400))) == {"any-turnover"}


def test_without_a_ledger_an_article_contradicts_itself_at_most() -> None:
    assert matched(article(2, 350, MAY), None) == {"any-turnover"}
    rule = next(rule for rule in setup().rules if rule.id == "disputed")
    assert why_not(article(2, 350, MAY), rule, setup()) == (
        "figure turnover of Azerbaijan and Belarus: nothing contradicts it"
    )


def test_the_ledger_of_the_store_answers(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.feeds.sync(SOURCES.values(), MAY)
    for number, amount in ((1, 48), (2, 350)):
        title = SAID.format(amount)
        add(
            store,
            str(number),
            MAY + number,
            item=item(str(number), title),
            text=text(title, "", language="en", dated=MAY),
        )
    found = []
    for job in store.judgements.claim("one", MAY, MAY + 600, 10):
        one = article(job.article, (48, 350)[job.article - 1], MAY + job.article)
        judgement = judged(one, setup(), store.facts).with_facts
        with store.tx():
            store.judgements.record(job, judgement, MAY)
        found.append({match.rule for match in judgement.matches})
    store.close()
    assert found == [{"any-turnover"}, {"disputed", "any-turnover"}]
