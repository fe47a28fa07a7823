"""What an article says: whether it tells of a pair of countries, what happened, which figures, who said what."""

from monitor.reading.about import about
from monitor.reading.pair import PairResult, Sides, pair
from monitor.reading.read import Reading

__all__ = ["PairResult", "Reading", "Sides", "about", "pair"]
