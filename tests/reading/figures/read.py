"""Read a text as an article: its figures, and the same as rows."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.model.article import Article
from monitor.model.fact import Figure
from monitor.model.source import Source
from monitor.reading.read import Reading
from tests.lexicon.shipped import shipped


def reading(text: str, language: str, day: str = "", title: str = "", source: Source | None = None) -> Reading:
    """The article's reading; `day` is its date, "" = it has none."""
    at = int(datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC).timestamp()) if day else None
    article = Article(1, "", title, text, language, at, 0, source)
    return Reading(article, shipped().scan(title, text, language), shipped())


def read(text: str, language: str, day: str = "", title: str = "") -> tuple[Figure, ...]:
    """Its figures."""
    return reading(text, language, day, title).figures


def said(figure: Figure) -> str:
    """A figure in one line: kind metric value unit @period, then what else is set."""
    amount = figure.value if figure.value is not None else figure.delta
    if figure.low is not None:
        number = f"{figure.low:g}-{figure.high:g}"
    elif amount is not None:
        number = f"{amount:.10g}"
    elif figure.factor is not None:
        number = f"x{figure.factor:g}"
    elif figure.index is not None:
        number = f"i{figure.index:g}"
    else:
        number = f"{figure.growth:+g}%"
    unit = figure.unit if figure.unit != "%" else "pct"
    return " ".join(filter(None, (figure.kind, figure.metric, number, unit, figure.period and f"@{figure.period}")))
