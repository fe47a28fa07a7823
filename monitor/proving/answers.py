"""The part of an article that answers a rule: what decided, for `skip`; what should have been enough, for `match`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.lexicon import Lexicon
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.model.judgement import Evidence
from monitor.model.mention import Mention
from monitor.proving.words import passages
from monitor.text.fold import folded
from monitor.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text taken from an article, as an example holds it: `title` is "" where one sentence is enough."""

    title: str
    text: str

    def example(self, article: Article) -> dict[str, str]:
        """The example with what is known of the article; only keys that say something."""
        day = "" if article.dated is None else datetime.fromtimestamp(article.dated, UTC).date().isoformat()
        source = article.source.id if article.source else ""
        known = {"title": self.title, "text": self.text, "source": source, "lang": article.language, "date": day}
        return {key: value for key, value in known.items() if value}


def decided(
    article: Article, evidence: Iterable[Evidence | Mention], matches: Callable[[Excerpt], bool]
) -> Excerpt:  # fmt: skip
    """The shortest excerpt that still matches: the title, one sentence, title and sentences, else the whole article."""
    spans = tuple(evidence)
    return next((part for part in _excerpts(article, spans) if matches(part)), Excerpt(article.title, article.body))


def _excerpts(article: Article, spans: tuple[Evidence | Mention, ...]) -> Iterator[Excerpt]:
    ends = passages(article.body, spans)
    said = [_one_line(article.body[start:end]) for start, end in ends]
    if article.title:
        yield Excerpt("", _one_line(article.title))
    yield from (Excerpt("", sentence) for sentence in said)
    if article.title and said:
        yield Excerpt(_one_line(article.title), " ".join(said))
        yield Excerpt(_one_line(article.title), _one_line(article.body[: ends[-1][1]]))


def promising(article: Article, rule: Rule, mentions: Iterable[Mention], lexicon: Lexicon) -> Excerpt:
    """The fewest sentences that hold all that the rule asks for and the article names; one of them, if one does."""
    asked = [(key, mention) for mention in mentions for key in [_asked(rule, mention, lexicon)] if key]
    missing = {key for key, _ in asked}
    parts = [("title", 0, len(article.title))] if article.title else []
    parts += [("body", start, end) for start, end in sentences(article.body)]
    held = [{key for key, m in asked if m.field == field and start <= m.start < end} for field, start, end in parts]
    chosen: list[int] = []
    while missing:
        best = max(range(len(parts)), key=lambda at: (len(held[at] & missing), -at))
        chosen.append(best)
        missing -= held[best]
    if len(chosen) == 1:
        field, start, end = parts[chosen[0]]
        return Excerpt("", _one_line((article.title if field == "title" else article.body)[start:end]))
    body = [parts[at] for at in sorted(chosen) if parts[at][0] == "body"]
    return Excerpt(_one_line(article.title), " ".join(_one_line(article.body[start:end]) for _, start, end in body))


def _asked(rule: Rule, mention: Mention, lexicon: Lexicon) -> str:
    """The name or the side for which the rule asks and the mention stands, "" if for none."""
    if mention.name in rule.when.names:
        return mention.name
    side = lexicon.side(mention.name)
    wanted = {lexicon.side(name) for name in rule.when.sides}
    return side if side in wanted else ""


def stands_in(article: Article, sentence: str) -> bool:
    """True if these words stand in the article; case, line ends and the like do not matter."""
    wanted = " ".join(folded(sentence).split())
    whole = " ".join(folded(f"{article.title}\n{article.body}").split())
    return bool(wanted) and wanted in whole


def _one_line(text: str) -> str:
    return " ".join(text.split())
