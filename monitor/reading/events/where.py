"""Where an event takes place: said > venue > where the visit goes > dateline."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.model.fact import Span
from monitor.model.mention import Mention
from monitor.reading.cues import Cue
from monitor.reading.events.units import Unit, is_posting
from monitor.reading.events.words import Words
from monitor.reading.ground import Ground
from monitor.text.fold import folded

VENUES = {
    "evt_in_baku": ("place.baku", "AZ"),
    "evt_in_minsk": ("place.minsk", "BY"),
    "evt_in_moscow": ("country.russia", "RU"),
    "evt_in_astana": ("country.kazakhstan", "KZ"),
    "evt_in_ankara": ("country.turkey", "TR"),
}
_DATELINE = re.compile(r"\A\W*[^\W\d_]{3,20}(?: [^\W\d_]{3,20})?\s?,?\s*(?:\d|/|\(|[-–—]|[^\W\d_]+ \d)")
_IN = re.compile(
    r"(?<!\w)(?:in|at|в|во|у|ў|w|we|im|à|en)[ \u00a0]+(?:г\.[ \u00a0]*)?(?:the )?(?:city of )?\Z", re.IGNORECASE
)
_LOCAL = re.compile(r"(?:d[ae]|t[ae])(?:dir|yd[iu])?\Z")
_TO_WORD_END = re.compile(r"[\w'’]*")


_DISCUSS = re.compile(r"discuss|обсуд|обсужд|абмярк|абмерк|müzakirə|müzakere")
_BESIDE = 12  # letters to a town in which something is discussed


class Place(NamedTuple):
    """`name`: dotted id; `side`: ISO code of its country, "" if unknown; `rank`: how sure, 3 said ... 0 nothing."""

    name: str = ""
    said: str = ""
    side: str = ""
    span: Span | None = None
    rank: int = 0


class Places:
    """Places of an article's sentences."""

    def __init__(self, ground: Ground, words: Words) -> None:
        self._ground, self._words = ground, words
        self._turkic = ground.language in ("az", "tr", "kk")
        self._said: dict[int, tuple[tuple[Mention, str, str], ...]] = {}

    def of(self, cue: Cue) -> Place:
        """The place said next to the trigger, else the venue in its sentence."""
        said = [each for each in self._said_in(cue.sentence) if not self._is_talked_of(cue, each[0])]
        if said:
            mention, name, side = min(said, key=lambda each: max(each[0].start - cue.end, cue.start - each[0].end, 0))
            return Place(name, mention.surface, side, Span(mention.field, mention.start, mention.end), 3)
        for venue in self._words.of(cue.sentence, *VENUES):
            name, side = VENUES[venue.name]
            known = name if name in self._ground.lexicon.names else self._ground.lexicon.resolve(side) or ""
            return Place(known, venue.surface, side, Span(venue.field, venue.start, venue.end), 2)
        return Place()

    @staticmethod
    def _is_talked_of(cue: Cue, mention: Mention) -> bool:
        """Whether a town stands among what is discussed: "discussed the assembly of machines in Ganja"."""
        town = mention.name.startswith("place.") and mention.start - cue.end > _BESIDE
        return town and bool(_DISCUSS.match(cue.surface.lower()))

    def dateline(self) -> Place:
        """The place that the body begins with ("MINSK, 11 November"): the agency's desk, hence the weakest."""
        body = self._ground.scan.body[:80]
        if not _DATELINE.match(body):
            return Place()
        for mention in self._ground.mentions_in(1):
            if mention.start <= 3 and mention.part == "metonym":
                return self._of_mention(mention, 0)
        return Place()

    def _said_in(self, sentence: int) -> tuple[tuple[Mention, str, str], ...]:
        """Cities and countries of a sentence in which something happens."""
        if sentence not in self._said:
            mentions = self._ground.mentions_in(sentence)[:80]
            self._said[sentence] = tuple(
                (mention, place.name, place.side)
                for mention in mentions
                if mention.name.startswith(("place.", "country.")) and self._is_in(mention)
                for place in (self._of_mention(mention, 3),)
            )
        return self._said[sentence]

    def _is_in(self, mention: Mention) -> bool:
        if mention.name.startswith("country.") and mention.part == "adjective":
            return False
        text = self._ground.scan.title if mention.field == "title" else self._ground.scan.body
        if _IN.search(text[max(0, mention.start - 24) : mention.start]):
            return not is_posting(self._ground, self._words, mention)
        end = _TO_WORD_END.match(text, mention.end).end()  # type: ignore[union-attr]  # matches the empty string too
        return self._turkic and bool(_LOCAL.search(folded(text[mention.start : end])))

    def _of_mention(self, mention: Mention, rank: int) -> Place:
        """A city where the lexicon knows it as one, else the country whose capital it is."""
        same = [m for m in self._ground.mentions_in(mention.sentence) if m.start == mention.start]
        city = next((m.name for m in same if m.name.startswith("place.")), "")
        side = next((s for m in same if (s := self._ground.lexicon.side(m.name))), "")
        return Place(city or mention.name, mention.surface, side, Span(mention.field, mention.start, mention.end), rank)


def of_visit(host: str, units: tuple[Unit, ...], ground: Ground, cue: Cue) -> Place:
    """Where a visit goes: the city named as its aim, else the host's country."""
    for unit in units:
        if unit.into and unit.side == host:
            field = cue.field
            text = ground.scan.title if field == "title" else ground.scan.body
            cities = [m.name for m in ground.mentions_in(cue.sentence) if m.start == unit.start]
            city = next((name for name in cities if name.startswith("place.")), unit.name)
            return Place(city, text[unit.start : unit.end], host, Span(field, unit.start, unit.end), 1)
    return Place(ground.lexicon.resolve(host) or "", "", host, None, 1) if host else Place()
