"""What an article says, read from its mentions: whether it tells of a pair of countries, what it is about."""

from monitor.reading.about import about
from monitor.reading.pair import PairResult, pair

__all__ = ["PairResult", "about", "pair"]
