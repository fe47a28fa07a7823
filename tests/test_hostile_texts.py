"""Texts made to hurt cost what their length says, whatever they are made of; `make bench` prints the times."""

from __future__ import annotations

import time

import pytest

from monitor.judge import MAX_EVIDENCE, Trial, judge
from monitor.lexicon import build
from monitor.lexicon.territories import territories
from monitor.matching.compile import Names, compile_condition
from monitor.matching.rules import Rule
from monitor.model.article import Article
from tests.bench.matching import PATHOLOGICAL, pathological
from tests.test_judge import shipped

LENGTH = 50_000
SECONDS = 4.0  # of processor time: ten times what the dearest takes; anything that grows with the square takes more


def spent(article: Article, rules: object) -> float:
    began = time.process_time()
    judge(article, rules)  # type: ignore[arg-type]  # a setup or a trial
    return time.process_time() - began


@pytest.mark.parametrize("text", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_no_text_makes_the_shipped_rules_slow(text: str) -> None:
    shipped()
    assert spent(pathological(text, LENGTH), shipped()) < SECONDS


def test_no_title_does_either() -> None:
    shipped()
    assert spent(Article(1, "", "Belarus, Azerbaijan, Aliyev! " * 2000, "", ""), shipped()) < SECONDS


def test_every_country_in_every_sentence_under_rules_that_ask_for_any() -> None:
    lexicon = build([])
    names = Names(lexicon)
    asked = ("pair(BY, any)", "sentence(2 of (belarus, russia, azerbaijan))", "belarus near/500 azerbaijan")
    whens = [compile_condition(text, "a.yaml", 1, 1, names) for text in asked]
    rules = Trial("v", lexicon, tuple(Rule(f"r{n}", "", "v", None, None, "", 1, when) for n, when in enumerate(whens)))
    listed = ". ".join(form.text.strip("=~") for name in territories() for _, form in name.strong[:1])
    article = pathological(f"{listed}. Belarus and Azerbaijan met. ", LENGTH)
    # Whether such a roll call is dealings of anybody is for pair() to say, not for this test.
    assert {"r1", "r2"} <= {match.rule for match in judge(article, rules).matches}
    assert all(len(match.evidence) <= MAX_EVIDENCE for match in judge(article, rules).matches)
    assert spent(article, rules) < SECONDS
