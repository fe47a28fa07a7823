"""Who said what, in the article's own words."""

from __future__ import annotations

from monitor.model.fact import Quote
from monitor.reading.ground import Ground


def quotes(_ground: Ground) -> tuple[Quote, ...]:
    """The quotes of an article in reading order."""
    return ()
