"""What an article says, read from its mentions: whether it tells of a pair of countries, what it is about."""

from monitor.reading.about import about
from monitor.reading.pair import PairResult, Sides, pair

__all__ = ["PairResult", "Sides", "about", "pair"]
