"""What a person asks of stories: that several are one, that some articles of one are another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from monitor import log
from monitor.errors import MonitorError
from monitor.model.request import Merged, SplitOff
from monitor.pipeline.bed import Bed
from monitor.store.merges import BY_HAND


def merge_payload(stories: Sequence[int], because: str = "") -> str:
    """The payload of a request to put all further stories into the first."""
    return json.dumps({"stories": list(stories), "because": because})


def split_payload(story: int, articles: Sequence[int]) -> str:
    """The payload of a request to make these articles of a story a story of their own."""
    return json.dumps({"story": story, "articles": list(articles)})


def merged_of(result: str) -> Merged:
    """What became of a request to merge."""
    row = json.loads(result)
    return Merged(**{**row, "merged": tuple(row["merged"]), "already": tuple(row["already"])})


def split_of(result: str) -> SplitOff:
    """What became of a request to split."""
    row = json.loads(result)
    return SplitOff(**{**row, "articles": tuple(row["articles"])})


class Merging:
    """All of a request or, where a part of it cannot be, nothing and a sentence (MonitorError). Inside `tx()`."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed

    def merge(self, payload: str, now: int) -> str:
        """The result as JSON."""
        asked = json.loads(payload)
        numbers: list[int] = asked["stories"]
        first, rest = numbers[0], numbers[1:]
        if first in rest:
            raise MonitorError(f"story {first} cannot be merged into itself; nothing was merged")
        target, *others = (self._current(number, "merged") for number in (first, *rest))
        merges = self._bed.store.merges
        merged, already = [], []
        for number in dict.fromkeys(rest):
            other = others[rest.index(number)]
            if other == target or other in merged:
                already.append(number)
                continue
            merges.reunite(other, target)
            merges.merge(other, target, now, who=BY_HAND, reason=asked["because"])
            merged.append(other)
        log.info("stories merged by hand", target=target, merged=merged)
        headline, articles = self._look(target)
        return json.dumps(asdict(Merged(target, headline, articles, tuple(merged), tuple(already))))

    def split(self, payload: str, now: int) -> str:
        """The result as JSON."""
        asked = json.loads(payload)
        story = self._current(asked["story"], "split")
        articles = list(dict.fromkeys(int(article) for article in asked["articles"]))
        titles = [self._member(article, story) for article in articles]
        store = self._bed.store
        left = store.stories.size(story) - len(articles)
        if not left:
            raise MonitorError(f"story {story} has no other articles; leave at least one where it is")
        number = store.merges.split(story, articles, titles[0], now, who=BY_HAND)
        log.info("story split by hand", story=story, made=number, articles=articles)
        return json.dumps(asdict(SplitOff(story, number, titles[0], tuple(articles), left)))

    def _current(self, number: int, done: str) -> int:
        current = self._bed.store.merges.current(number)
        if current is None:
            raise MonitorError(f"there is no story {number}; nothing was {done}")
        return current

    def _look(self, story: int) -> tuple[str, int]:
        return self._bed.store.reports.headline(story)[0], self._bed.store.stories.size(story)

    def _member(self, article: int, story: int) -> str:
        """Its title."""
        place = self._bed.store.merges.place(article)
        if place is None:
            raise MonitorError(f"there is no article {article}; nothing was split")
        if place.story != story:
            where = f"in story {place.story}" if place.story else "in no story"
            raise MonitorError(f"article {article} stands {where}, not in story {story}; nothing was split")
        return place.title
