"""Which articles tell of the same dealing: a pure decision over one article and the stories still open."""

from monitor.stories.assign import assign, key, news

__all__ = ["assign", "key", "news"]
