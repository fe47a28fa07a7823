"""An invented article as its events."""

from datetime import UTC, datetime

from monitor.model.article import Article
from monitor.model.fact import Event
from monitor.reading.events import news
from monitor.reading.read import Reading
from tests.lexicon.shipped import shipped

PAIR = frozenset({"AZ", "BY"})
DAY = "2024-05-17"  # a Friday


def reading(title: str, body: str = "", language: str = "", day: str = DAY) -> Reading:
    """Of an article of that day; "" = undated."""
    dated = int(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC).timestamp()) if day else None
    lexicon = shipped()
    article = Article("1", "", title, body, language, dated, dated or 0)
    return Reading(article, lexicon.scan(title, body, language), lexicon)


def told(title: str, body: str = "", language: str = "", day: str = DAY) -> tuple[Event, ...]:
    """All events, history too."""
    return reading(title, body, language, day).events


def main(title: str, body: str = "", language: str = "", day: str = DAY) -> Event:
    """The news between Azerbaijan and Belarus."""
    found = news(told(title, body, language, day), PAIR)
    assert found is not None, f"no event in {title!r}"
    return found
