"""Quotes of a text, as the tests look at them."""

from monitor.lexicon import Lexicon
from monitor.model.article import Article
from monitor.model.fact import Quote
from monitor.reading.ground import Ground
from monitor.reading.quotes import persons, quotes
from tests.lexicon.shipped import shipped
from tests.reading.quotes.invented import invented


def ground(body: str, title: str = "", language: str = "", lexicon: Lexicon | None = None) -> Ground:
    """A text on the shipped names, or on others."""
    lexicon = lexicon or shipped()
    article = Article("test", "https://example.org/", title, body, language)
    return Ground(article, lexicon.scan(title, body, language), lexicon)


def read(body: str, title: str = "", language: str = "") -> tuple[Quote, ...]:
    """Its quotes, on the shipped names."""
    return quotes(ground(body, title, language))


def said(body: str, title: str = "", language: str = "") -> list[tuple[str, str]]:
    """Words with the last part of the speaker's id, "" where nobody is certain; on invented names."""
    found = quotes(ground(body, title, language, invented()))
    return [(quote.words, quote.speaker.partition(".")[2]) for quote in found]


def acting(body: str, title: str = "", language: str = "") -> tuple[str, ...]:
    """Names of the people who act in it, on the shipped names."""
    return persons(ground(body, title, language))
