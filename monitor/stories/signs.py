"""What an article tells of, as signs that other reports on the same dealing share."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.model.fact import Event
from monitor.model.story import EventSign, Material, Signs
from monitor.text.fold import folded

STEM = 5  # letters kept of a word: enough to tell words apart, short enough for Slavic and Turkic endings
SHORTEST_WORD = 4
LEAD_SENTENCE = 2  # title is sentence 0, the lead ends with the body's second
LEAD_CHARS = 600
_SURE = ("said", "relative", "weekday")


def signs(material: Material) -> Signs:
    """The signs of one judged article."""
    early = [mention for mention in material.mentions if mention.sentence <= LEAD_SENTENCE]
    named = {word for mention in early for word in _words(mention.surface)}
    return Signs(
        title=_stems(material.title, named),
        lead=_stems(material.body[:LEAD_CHARS], named),
        names=frozenset(mention.name for mention in early),
        all_names=frozenset(mention.name for mention in material.mentions),
        events=tuple(_sign(event) for event in material.facts.events),
    )


def _stems(text: str, named: Iterable[str]) -> frozenset[str]:
    """Beginnings of the words that are no names: on one beat every item holds the same names."""
    words = set(_words(text)) - set(named)
    return frozenset(word[:STEM] for word in words if len(word) >= SHORTEST_WORD or word.isdigit())


def _words(text: str) -> list[str]:
    cleaned = (word.strip(".,:;!?()[]\"'«»“”„…") for word in folded(text).replace("-", " ").split())
    return [word for word in cleaned if word]


def _sign(event: Event) -> EventSign:
    return EventSign(
        kind=event.kind, sides=event.sides, level=event.level, host=event.host, guest=event.guest,
        actors=(*event.actors, *event.recipients), place=event.place, day=event.day, until=event.until,
        sure=event.day_from in _SURE, status=event.status, news=not (event.background or event.aside),
    )  # fmt: skip
