"""What `monitor search` looks through: the newest text of each article, folded, brought up to date behind the news."""

from __future__ import annotations

from monitor import log
from monitor.pipeline.bed import Bed, fence
from monitor.store.search import Stale
from monitor.text.fold import folded

AT_ONCE = 100  # articles in one commit, some 50 ms


class Indexing:
    """Nothing is kept in memory: which article waits stands in its row."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed

    def round(self) -> bool:
        """Some articles whose newest text is not in the index yet; False where there is none."""
        waiting = self._bed.store.search.stale(AT_ONCE)
        if not waiting:
            return False
        with self._bed.store.tx():
            for each in waiting:
                self._take(each)
        return True

    def _take(self, each: Stale) -> None:
        search, failures = self._bed.store.search, list[str]()
        with fence(failures), self._bed.store.tx():
            search.put(each.article, folded(each.title), folded(each.body))
        if failures:  # it is found by nobody's search, and all else goes on
            log.error("text not searchable", article=each.article, problem=failures[0])
        search.done(each.article, each.version)
