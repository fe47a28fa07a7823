"""Reading one article: each part is worked out when first asked for, and once."""

from __future__ import annotations

from functools import cached_property

from monitor.lexicon import Lexicon
from monitor.model.article import Article
from monitor.model.fact import Dealing, Event, Facts, Figure, Promise, Quote
from monitor.model.mention import Scan
from monitor.reading.events import events
from monitor.reading.figures import figures
from monitor.reading.ground import Ground
from monitor.reading.pair import PairResult, Sides
from monitor.reading.promises import promises
from monitor.reading.quotes import quotes


class Reading:
    """What the article says; nothing is read that nobody asks for."""

    def __init__(self, article: Article, scan: Scan, lexicon: Lexicon) -> None:
        self.ground = Ground(article, scan, lexicon)

    @cached_property
    def sides(self) -> Sides:
        """Who acts for which country."""
        return Sides(self.ground)

    def pair(self, a: str, b: str) -> PairResult:
        """Whether it tells of dealings between two countries, by dotted id or group."""
        return self.sides.pair(a, b)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """In reading order."""
        return events(self.ground)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """In reading order."""
        return figures(self.ground, self.quotes)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """In reading order."""
        return quotes(self.ground)

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """In reading order."""
        return promises(self.ground, self.figures, self.quotes)

    def facts(self, dealings: tuple[Dealing, ...] = ()) -> Facts:
        """Everything, for the store."""
        return Facts(dealings, self.events, self.figures, self.quotes, self.promises)
