"""A small lexicon and articles under it, for tests of conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from monitor.lexicon import Lexicon, build, load_names
from monitor.matching.compile import Condition, Names, compile_condition
from monitor.matching.conditions import Found, Sides, by_name
from monitor.matching.expressions import Expression, search
from monitor.model.article import Article
from monitor.model.fact import Dealing, Event, Figure, Quote
from monitor.model.mention import Scan
from monitor.model.source import Source
from monitor.model.story import StoryFacts

NAMES = """
version: 1
names:
  country.azerbaijan: {iso: AZ, en: [Azerbaijan, Baku], ru: [Азербайджан~c, Баку], az: [Azərbaycan~tb, Bakı~tb]}
  country.belarus: {iso: BY, en: [Belarus, Minsk], ru: [Беларус~i, Минск~c], be: [Мінск]}
  country.armenia: {iso: AM, en: [Armenia], ru: [Армени~ia]}
  person.alexander_lukashenko: {side: BY, alias: [lukashenko], en: [Lukashenko~s], ru: [Лукашенко]}
  org.eaeu: {en: [EAEU], ru: [ЕАЭС]}
  topic.trade_turnover: {en: [trade turnover], ru: [товарооборот~c]}
  topic.sport: {en: [football]}
groups:
  south-caucasus: {members: [AZ, AM]}
"""
STATE = Source("x", "BelTA", "https://x.example/", kind="state", side="BY", country="BY", language="en")
LITERALS = ("tractor*", "голосовал* против", "“so-called” accord")


@cache
def lexicon() -> Lexicon:
    return build(load_names("names.yaml", NAMES.encode()), LITERALS)


@dataclass
class Facts:
    """An article with dealings and topics said to be there."""

    article: Article
    scan: Scan
    mentions: Mapping[str, Found]
    pairs: frozenset[frozenset[str]] = frozenset()
    topics: frozenset[str] = frozenset()
    asked: list[tuple[Sides, Sides]] = field(default_factory=list)
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    published: date | None = None
    contradicted: tuple[Figure, ...] = ()
    scored: Dealing | None = None
    story: StoryFacts | None = None

    def pair(self, a: Sides, b: Sides) -> Found | None:
        self.asked.append((a, b))
        every = ("country.azerbaijan", "country.belarus", "country.armenia")
        held = [(x, y) for x in a or every for y in b or every if frozenset({x, y}) in self.pairs]
        return tuple(m for couple in held for name in couple for m in self.mentions.get(name, ())) if held else None

    def pair_reason(self, a: Sides, b: Sides) -> str:
        every = ("country.azerbaijan", "country.belarus", "country.armenia")
        named = [(x, y) for x in a or every for y in b or every if x != y and {x, y} <= self.mentions.keys()]
        return "never in one sentence" if named and self.pair(a, b) is None else ""

    def dealing(self, a: Sides, b: Sides) -> Dealing | None:  # the shape of Facts
        return self.scored

    def conflicts(self, figure: Figure) -> bool:
        return bool(figure.note) or figure in self.contradicted

    def side(self, name: str) -> str:
        return lexicon().side(name)

    def called(self, name: str) -> str:
        return (lexicon().resolve(name) or name).rpartition(".")[2].replace("_", " ").title()

    def searched(self, wanted: Expression) -> Found:
        return search(wanted, self.scan)

    def about(self, name: str) -> Found:
        return self.mentions.get(name, ()) if name in self.topics else ()


def facts(title: str, body: str = "", language: str = "en", source: Source | None = None) -> Facts:
    article = Article(1, "", title, body, language, source=source)
    scan = lexicon().scan(title, body, language)
    return Facts(article, scan, by_name(scan.mentions))


def condition(text: str, outlets: frozenset[str] = frozenset()) -> Condition:
    return compile_condition(text, "x.yaml", 6, 5, Names(lexicon(), {"by-firms": "org.eaeu"}, frozenset(), outlets))
