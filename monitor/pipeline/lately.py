"""Articles that match, as they were judged a moment ago: kept until they are grouped and weighed.

In memory alone, bounded, and only ever to save work: whoever finds nothing here, or something of another text, reads
the article again and comes to the same.
"""

from __future__ import annotations

from monitor.judge import Judged
from monitor.model.limits import Limits


class Lately:
    """The last that were judged; the oldest go first where they are too many, or too long together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._judged: dict[int, Judged] = {}
        self._chars = 0

    def __len__(self) -> int:
        return len(self._judged)

    def keep(self, article: int, judged: Judged) -> None:
        """`article` was judged so."""
        self._drop(article)
        self._judged[article] = judged
        self._chars += _size(judged)
        limits = self._limits
        while len(self._judged) > limits.lately_judged or self._chars > limits.lately_chars:
            self._drop(next(iter(self._judged)))

    def of(self, article: int) -> Judged | None:
        """How it was judged, if that is still here. Whether that was on the text of now, the caller must see."""
        return self._judged.get(article)

    def clear(self) -> None:
        """Nobody will ask."""
        self._judged.clear()
        self._chars = 0

    def _drop(self, article: int) -> None:
        if gone := self._judged.pop(article, None):
            self._chars -= _size(gone)


def _size(judged: Judged) -> int:
    article = judged.behind.article
    return len(article.title) + len(article.body)
