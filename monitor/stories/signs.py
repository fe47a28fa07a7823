"""What an article tells of, as signs that other reports on the same dealing share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.model.fact import Event, Facts, Figure
from monitor.model.kinds import FIGURE_FAMILIES
from monitor.model.story import EventSign, Material, Signs
from monitor.text.fold import folded

STEM = 5  # letters kept of a word: enough to tell words apart, short enough for Slavic and Turkic endings
SHORTEST_WORD = 4
LEAD_CHARS = 400  # of the body; what the news is stands there, whatever is recalled below
BODY_CHARS = 4000
_SURE = ("said", "relative", "weekday")
_TRADE = frozenset(FIGURE_FAMILIES["trade"])
_NEWS_ENDS = 3  # sentences of the body
_LITERAL = "text:"  # a rule's quoted text, and rules play no part in what is one story
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def signs(material: Material) -> Signs:
    """The signs of one judged article that are of its language or read already; `language_free` adds the others."""
    names = [mention for mention in material.mentions if not mention.name.startswith(_LITERAL)]
    named = {word for surface in {mention.surface for mention in names} for word in _words(surface)}
    lead, rest = _parted(material.body)
    return Signs(
        title=_stems(material.title, named),
        lead=_stems(lead, named),
        body=_stems(rest, named),
        names=frozenset(each.name for each in names if each.field == "title" or each.start < len(lead)),
        all_names=frozenset(each.name for each in names),
        events=_events(material.facts),
    )


def _parted(body: str) -> tuple[str, str]:
    """The lead and what follows it, both cut between words."""
    end = len(body) if len(body) <= LEAD_CHARS else body.find(" ", LEAD_CHARS)
    end = len(body) if end < 0 else end
    return body[:end], body[end:BODY_CHARS]


def _stems(text: str, named: Iterable[str]) -> frozenset[str]:
    """Beginnings of the words that are no names: on one beat every item holds the same names."""
    words = _words(text) - set(named)
    return frozenset(word[:STEM] for word in words if len(word) >= SHORTEST_WORD and not word[0].isdigit())


def _words(text: str) -> set[str]:
    return set(_WORD.findall(folded(text)))


def _events(facts: Facts) -> tuple[EventSign, ...]:
    """What happened; where nothing did before a figure of trade is told, that figure is the news."""
    found = tuple(map(_sign, facts.events))
    release = _release(facts.figures)
    if release is None or any(event.news and event.sentence <= release.sentence for event in found):
        return found
    return (release, *found)


def _release(figures: Iterable[Figure]) -> EventSign | None:
    """The statistics that an article opens with: whose trade, `place` = who reports it, `day` = the period."""
    early = [each for each in figures if each.sentence <= _NEWS_ENDS and not each.background and each.metric in _TRADE]
    pair = next((each.pair for each in early if each.pair), ())
    if not pair:
        return None
    return EventSign(
        "trade_figures", pair, place=next((each.reporter for each in early if each.reporter), ""),
        day=next((each.period for each in early if each.period), ""), sentence=early[0].sentence,
    )  # fmt: skip


def _sign(event: Event) -> EventSign:
    return EventSign(
        kind=event.kind, sides=event.sides, level=event.level, host=event.host, guest=event.guest,
        actors=(*event.actors, *event.recipients), place=event.place, day=event.day, until=event.until,
        sure=event.day_from in _SURE, status=event.status, news=not (event.background or event.aside),
        sentence=event.sentence,
    )  # fmt: skip
