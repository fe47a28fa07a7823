"""What judging has read is kept for weighing: bounded, never of another text, and lost without harm."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from monitor import judge
from monitor.judge import Trial, judged
from monitor.model.article import Article
from monitor.model.limits import Limits
from monitor.model.story import StoryFacts
from monitor.pipeline.lately import Lately
from tests.test_judge_stories import MINISTER, rule, shipped


def article(number: int, body: str = "") -> Article:
    return Article(number, "", "Lukashenko arrives in Baku", body, "en", 1_715_688_000)


def test_the_last_few_are_kept_and_no_more_letters_than_allowed() -> None:
    limits = replace(Limits(), lately_judged=3, lately_chars=250)
    lately, setup = Lately(limits), shipped()
    for number in range(5):
        lately.keep(number, judged(article(number), setup))
    assert [number for number in range(5) if lately.of(number)] == [2, 3, 4]
    lately.keep(2, judged(article(2), setup))  # judged again: no article twice
    assert len(lately) == 3
    lately.keep(5, judged(article(5, "Long. " * 25), setup))
    assert [number for number in range(6) if lately.of(number)] == [2, 4, 5]
    lately.keep(6, judged(article(6, "Longer. " * 50), setup))
    assert len(lately) == 0
    lately.keep(7, judged(article(7), setup))
    lately.clear()
    assert lately.of(7) is None


def test_only_the_very_article_read_by_the_same_names_is_asked_again() -> None:
    setup = shipped()
    found = judged(MINISTER, setup)
    assert found.again(MINISTER, setup, None) is not None
    assert found.again(replace(MINISTER, body=f"{MINISTER.body} More."), setup, None) is None
    assert found.again(replace(MINISTER, dated=0), setup, None) is None
    trial = Trial("", copy(setup.lexicon), ())  # names read anew may be others
    assert found.again(MINISTER, trial, None) is None


def test_weighing_says_the_same_with_and_without_what_was_kept() -> None:
    setup, facts = shipped(), StoryFacts((), rule().pair, 1_715_688_000)
    other = judged(replace(MINISTER, title="Rain in Minsk", body="Rain."), setup)
    alone = judge.raised(MINISTER, rule(), setup, None, facts)
    for lately in (judged(MINISTER, setup), other):
        assert judge.raised(MINISTER, rule(), setup, None, facts, lately) == alone
