"""Many rules over many articles: ours beside one `re` of all terms and one `re` a rule, in the same run.

Costs are processor time in this process, the best of several rounds. The regular expressions are too slow for all
articles: they run over a sample, and what is printed is scaled to one article.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from monitor.judge import Trial, judge
from monitor.lexicon import Lexicon, build
from monitor.matching.compile import Names, compile_parsed
from monitor.matching.rules import Rule
from monitor.matching.syntax import Parsed, parse
from monitor.matching.typed import Place
from monitor.model.article import Article
from monitor.setup import Setup, load
from monitor.setup.loading import without_collecting
from tests.bench.corpus import LANGUAGES, Corpus, alternatives

RULES = Path(__file__).parents[2] / "rules"
SIZES = (10, 100, 1000, 10000)
Say = Callable[[str], None]


def measure(say: Say, *, short: bool) -> None:
    """All tables on matching."""
    corpus = Corpus(SIZES[-1])
    articles = _articles(corpus, 300 if short else 5000, 1000)
    rounds = 2 if short else 3
    sizes = SIZES[:-1] if short else SIZES
    lexicons = {size: build([term.definition() for term in corpus.terms[:size]]) for size in sizes}
    say(f"this machine, now: {plain_loop():.1f} ms for a plain loop of 300,000")
    terms = {size: _trial(lexicons[size], [f"n{number}" for number in range(size)]) for size in sizes}
    _table("rules of one name each", articles, terms, corpus, rounds, say)
    rules = {size: _trial(lexicons[size], corpus.conditions(size)) for size in sizes}
    _table("boolean rules", articles, rules, corpus, rounds, say)
    _long_article(corpus, rules[100], rounds, say)
    _building(corpus, sizes[-1], say)
    _pathological(load(RULES), 1 if short else 2, say)


def plain_loop() -> float:
    """Milliseconds; whatever is measured beside much other work is dearer by as much as this."""
    began, total = time.process_time(), 0
    for number in range(300_000):
        total += number * number
    return 1000 * (time.process_time() - began)


def _articles(corpus: Corpus, count: int, characters: int) -> list[Article]:
    texts = [corpus.article(characters) for _ in range(count)]
    return [Article(n, "", text.title, text.body, text.language) for n, text in enumerate(texts)]


# -- tables


def _table(what: str, articles: list[Article], trials: dict[int, Trial], corpus: Corpus, rounds: int, say: Say) -> None:
    characters = sum(len(article.title) + len(article.body) for article in articles) / len(articles)
    say(f"matching {what}, {len(articles)} articles of {characters:.0f} characters; microseconds an article")
    head = ("rules", "matches", "ours", "x of 10", "articles/s", "one re", "ratio", "re a rule", "ratio")
    say("  {:>6} {:>8} {:>7} {:>8} {:>11} {:>9} {:>7} {:>10} {:>8}".format(*head))
    least = 0.0
    for size, trial in trials.items():
        texts = [f"{article.title} {article.body}".lower() for article in articles]
        matches = sum(len(judge(article, trial).matches) for article in articles) / len(articles)
        ours = _each(articles, lambda article, trial=trial: judge(article, trial), rounds)
        one, many = _alternation(corpus, size), _one_each(corpus, size)
        theirs = _each(texts[: max(4, 2000 // size)], one.findall, 1)
        worst = _each(texts[: max(2, 1000 // size)], lambda text, many=many: _searched(many, text), 1)
        least = least or ours
        say(
            f"  {size:6} {matches:8.2f} {ours:7.0f} {ours / least:8.1f} {1e6 / ours:11.0f} "
            f"{theirs:9.0f} {theirs / ours:7.1f} {worst:10.0f} {worst / ours:8.1f}"
        )
    say("  the two of re ran over a sample; they find terms alone: no endings of names in other spellings, no rules")


def _each(items: Sequence[object], work: Callable[..., object], rounds: int) -> float:
    """Microseconds of processor time an item, the best of some rounds."""
    spent = []
    gc.collect()
    for _ in range(rounds):
        began = time.process_time()
        for item in items:
            work(item)
        spent.append(1e6 * (time.process_time() - began) / len(items))
    return min(spent)


def _alternation(corpus: Corpus, size: int) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives(corpus.terms[:size]))})\b")


def _one_each(corpus: Corpus, size: int) -> list[re.Pattern[str]]:
    return [re.compile(rf"\b{term}\b") for term in alternatives(corpus.terms[:size])]


def _searched(patterns: list[re.Pattern[str]], text: str) -> int:
    return sum(pattern.search(text) is not None for pattern in patterns)


# -- one article, and building


def _long_article(corpus: Corpus, trial: Trial, rounds: int, say: Say) -> None:
    say("one article of 3,000 characters through 100 boolean rules; milliseconds")
    articles = _articles(corpus, 200, 3000)
    for code in LANGUAGES:
        own = [article for article in articles if article.language == code]
        cost = _each(own, lambda article: judge(article, trial), rounds + 1)
        say(f"  {code:<6} {cost / 1000:7.2f}")


def _building(corpus: Corpus, count: int, say: Say) -> None:
    conditions = corpus.conditions(count)
    gc.collect()
    gc.disable()  # as setup does while it loads
    began = time.process_time()
    parsed = [parse(Place("bench.yaml", number, 1, text)) for number, text in enumerate(conditions, 1)]
    read = time.process_time()
    lexicon = build([term.definition() for term in corpus.terms[:count]])
    named = time.process_time()
    rules = _compiled(parsed, lexicon)
    compiled = time.process_time()
    Trial("bench", lexicon, rules)
    filed = time.process_time()
    gc.enable()
    say(f"building {count} boolean rules over {count} names and all states; seconds")
    say(f"  conditions parsed     {read - began:7.2f}")
    say(f"  names compiled        {named - read:7.2f}")
    say(f"  conditions compiled   {compiled - named:7.2f}")
    say(f"  rules put in an index {filed - compiled:7.2f}")
    say(f"  built, once parsed    {filed - read:7.2f}")


def _compiled(parsed: Sequence[Parsed], lexicon: Lexicon) -> tuple[Rule, ...]:
    names = Names(lexicon)
    whens = [compile_parsed(each, names) for each in parsed]
    return tuple(Rule(f"r{n}", "", "bench", None, None, "bench.yaml", n, when) for n, when in enumerate(whens, 1))


def _trial(lexicon: Lexicon, conditions: Sequence[str]) -> Trial:
    parsed = [parse(Place("bench.yaml", number, 1, text)) for number, text in enumerate(conditions, 1)]
    return Trial("bench", lexicon, _compiled(parsed, lexicon))


# -- texts made to hurt

LENGTH = 200_000
_NAMES = ("Azerbaijan", "Belarus", "Russia", "Лукашенко", "Алиев", "Minsk", "Баку", "EAEU", "товарооборот", "Aliyev")
PATHOLOGICAL = {
    "nothing but names": " ".join(_NAMES) + " ",
    "a name a sentence": ". ".join(_NAMES) + ". ",
    "a name a line": "\n".join(_NAMES) + "\n",
    "one name": "Belarus ",
    "one name, soft hyphens": "Лука\u00adшенко ",
    "one name, hyphens only": "Belarus-",
    "a weak name": "Алиев президент ",
    "the pair in each sentence": "Azerbaijan and Belarus: trade turnover, football. ",
    "one endless word": "a",
    "two alphabets": "aя",
    "full stops": ".",
    "full stops and spaces": ". ",
    "combining marks": "е\u0306\u0301",
    "joiners": "\u200b",
    "longer when folded": "ﬁ…№",
    "quotation marks": '."',
}


def pathological(text: str, length: int = LENGTH) -> Article:
    """The text over and over, to so many characters."""
    return Article(1, "", "News", (text * (length // len(text) + 1))[:length], "")


def _pathological(setup: Setup, rounds: int, say: Say) -> None:
    say(f"{LENGTH} characters made to hurt, through the {len(setup.rules)} shipped rules; seconds")
    for name, text in PATHOLOGICAL.items():
        article = pathological(text)
        with without_collecting():  # as the river judges
            cost = _each([article], lambda article: judge(article, setup), rounds)
        say(f"  {name:<26} {cost / 1e6:7.2f}")
