"""Which articles of the ledger a reader may hear of, and from whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from monitor import digest
from monitor.model.fact import Event, Figure, Promise
from monitor.model.message import Brought, Subscription
from monitor.model.phrase import LEFT_OUT, Phrase
from monitor.model.story import News
from monitor.pipeline.bed import Bed
from monitor.store.facts import Line, Where

F = TypeVar("F", Event, Figure, Promise)
_OUTLETS = ("outlet", "other")  # slots of a phrase in which an outlet is named
IMPORTED = "imported"  # what an article from a file is called of which no outlet is known


def without_names(brought: Iterable[Brought], names: Collection[str]) -> tuple[Brought, ...]:
    """What was brought, saying "another outlet" where it would name one of these, which a reader leaves out."""
    return tuple(replace(each, news=_without_names(each.news, names)) for each in brought)


def _without_names(news: News, names: Collection[str]) -> News:
    sentence = news.sentence
    for name in sorted(filter(None, names), key=len, reverse=True):
        named = any(value == name for each in news.phrases for key, value in each.slots if key in _OUTLETS)
        if named or not news.phrases:  # of the time before there were phrases
            sentence = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "another outlet", sentence)
    phrases = tuple(
        Phrase(each.key, tuple((key, LEFT_OUT if key in _OUTLETS and value in names else value)
                               for key, value in each.slots))
        for each in news.phrases
    )  # fmt: skip
    return replace(news, sentence=sentence, phrases=phrases)


class Heard:
    """The outlets and languages that a reader leaves out never speak to him, not even through the ledger."""

    def __init__(self, bed: Bed, subscription: Subscription) -> None:
        self._bed = bed
        self._subscription = subscription

    def outlets(self, places: Iterable[Where]) -> dict[int, str]:
        """By article the outlet that may be named; an article that he may not hear of is not in it."""
        languages = {where.article: where.language for where in places}
        wanted = [one for one, language in languages.items() if digest.reads(language, self._subscription)]
        heard = self._bed.store.reports.heard(wanted, self._bed.setup.sources, self._subscription.without_kinds)
        return {article: outlet or IMPORTED for article, outlet in heard.items()}

    def of(self, lines: Sequence[Line[F]]) -> tuple[list[Line[F]], dict[int, str]]:
        """Those of these lines that he may hear, and their outlets by article."""
        outlets = self.outlets(line.where for line in lines)
        return [line for line in lines if line.where.article in outlets], outlets
