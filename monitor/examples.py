"""The examples of a rule: each is judged as an article would be, before the rule may run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.errors import ConfigError, Problem
from monitor.judge import Trial, match, why_not
from monitor.lexicon import Lexicon
from monitor.matching.rulefile import Example
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.model.source import Source
from monitor.text.sentences import sentences
from monitor.yamlfile import closest

SHOWN = 80


@dataclass(frozen=True, slots=True)
class Proof:
    """One example tried: `sentence` says what it shows to be wrong with the rule, "" = nothing."""

    rule: str
    file: str
    example: Example
    sentence: str

    @property
    def problem(self) -> Problem:
        """The failure at its place in the rule's file."""
        return Problem(self.file, self.example.line, self.example.column, self.sentence)


def proved(rule: Rule, example: Example, lexicon: Lexicon, sources: Mapping[str, Source] | None) -> Proof:
    """Judge the example by its rule alone. Raises ConfigError for an example that cannot be read as an article.

    `sources` None = sources.yaml could not be read, so that an example's source is not checked.
    """
    article = example_article(example, rule.file, sources)
    return Proof(rule.id, rule.file, example, _failure(article, example, Trial(rule.version, lexicon, (rule,))))


def example_article(example: Example, file: str, sources: Mapping[str, Source] | None) -> Article:
    """The example as the river would hand it over: without a title, its first sentence stands as the title."""
    model = example.model
    known = sources or {}
    source = known.get(model.source)
    if model.source and source is None and sources is not None:
        sentence = f"the example's source '{model.source}' is not in sources.yaml"
        raise ConfigError(Problem(file, example.line, example.column, sentence, closest(model.source, known)))
    title, body = model.title, model.text
    if not title:
        title, body = headed(body)
    dated = None
    if model.date:
        try:
            dated = int(datetime.strptime(model.date, "%Y-%m-%d").replace(tzinfo=UTC).timestamp())
        except ValueError:
            sentence = f"the example's date '{model.date}' is no day"
            raise ConfigError(Problem(file, example.line, example.column, sentence, "as in 2024-05-16")) from None
    language = model.lang or (source.language if source else "")
    return Article("example", "", title, body, language, dated, dated or 0, source)


def headed(text: str) -> tuple[str, str]:
    """A text without a title: its first sentence stands as the title, the rest as the body."""
    start, end = (sentences(text) or [(0, len(text))])[0]
    return text[start:end], text[end:].lstrip()


def _failure(article: Article, example: Example, trial: Trial) -> str:
    """What the example shows to be wrong with the rule, "" if nothing."""
    (rule,) = trial.rules
    found = match(article, rule, trial)
    text = " ".join(f"{example.model.title} {example.model.text}".split())
    shown = f"the example '{text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'}'"
    if example.matches and not found:
        return f"{shown} should match '{rule.id}' but does not: {why_not(article, rule, trial)}"
    if found and not example.matches:
        words = ", ".join(dict.fromkeys(f"'{evidence.surface}'" for evidence in found.evidence))
        return f"{shown} should not match '{rule.id}' but does, through {words or 'nothing that must be there'}"
    wanted = example.model.priority
    if found and wanted and found.priority != wanted:
        return f"{shown} should have the priority {wanted} in '{rule.id}' but has {found.priority}"
    return ""
