"""How each name stands in its sentence: whether it is a side that may deal there, or only a place, a voice, an item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from monitor.model.mention import Mention
from monitor.reading.cues import Cue
from monitor.reading.ground import Ground
from monitor.reading.lists import enumerated
from monitor.reading.places import is_place

LISTED = "named only in a list of countries"
PLACE = "named only as the place where others meet"
VOICE = "named only as the voice that reports or comments"
MAKE = "named only as a make or a house of that name"
REASONS = (LISTED, PLACE, VOICE, MAKE)

_MANY = 8  # a sentence that names more countries than these is a list, however it is written
_DATELINE_REACH = 60  # a dateline stands within so many characters of the text's beginning
_VOICE_REACH = 25  # "Azerbaijani political expert": so many characters at most between the nationality and its noun
_SHORT_SENTENCE = 15  # "Минск. 5 мая. БЕЛТА." are no sentences of the lead

# What stands round the place of a dateline: MINSK, 11 November (BelTA) - | Bakı, 5 may, AZƏRTAC | Минск /БЕЛТА/ |
# BAKU, Azerbaijan, May 5 | 5 May, Minsk
_BEFORE_DATELINE = re.compile(r"[\s\d,./|]*(?:[^\W\d_]{3,10}[\s,./]+)?\d*[\s,./]*")
_COUNTRY = r"(?:,\s[^\W\d_]{3,20})?"
_AFTER_DATELINE = re.compile(
    rf"{_COUNTRY}[\s,.]*(?:\([^)\n]{{2,40}}\)|/[^/\n]{{2,30}}/|[-–—]\s|\d{{1,2}}[\s.]|[^\W\d_]{{3,12}}\s\d{{1,2}}\b)"
)
_CITY_BEFORE = re.compile(r"\s*[^\W\d_]{3,20},\s")
_OPENING, _CLOSING = "«\"“„‟‘'", "»\"”“’'"  # round a bare name: tractor «Belarus», hotel "Azerbaijan"
_CLAUSE_END = re.compile(r"[,;:.()–—]")
_FROM = re.compile(r"\s(?:from|of|in|из|з|в|aus|de)\s")


class Named(NamedTuple):
    """A mention that is or acts for a country."""

    mention: Mention
    side: str  # ISO code
    place: bool = False  # a place or a road: "in Ankara", "via Georgia"
    run: int = 0  # the same for names of two countries that stand side by side: "Baku and Minsk"


class Standing:
    """The names of an article by what they do in it.

    `free`: those that may deal, by sentence. `aside`: why the others may not, by side.
    """

    def __init__(self, ground: Ground, acting: Sequence[tuple[Mention, str]]) -> None:
        self._ground = ground
        self.aside: dict[str, set[str]] = {}
        self.free: dict[int, list[Named]] = {}
        for number, named in self._outside_lists(acting).items():
            places = self._venues(number, named)
            free = [each for each in named if each.side not in places]
            if len({each.side for each in free}) > _MANY:
                self._put_aside(LISTED, {each.side for each in free})
            elif free:
                self.free[number] = free
            self._put_aside(PLACE, places)

    def _outside_lists(self, acting: Sequence[tuple[Mention, str]]) -> dict[int, list[Named]]:
        """By sentence the names that are no items of a list, no datelines and no voices."""
        ground = self._ground
        listed, joined = enumerated(ground.scan, acting)
        made = self._makes(acting)
        voiced = {number for name in ("pair_expert", "pair_media") for number in ground.where.get(name, ())}
        found: dict[int, list[Named]] = {}
        for mention, side in acting:
            at = (mention.field, mention.start)
            if at in listed:
                self._put_aside(LISTED, {side})
            elif side in made or self._is_quoted(mention):
                self._put_aside(MAKE, {side})
            elif self._is_dateline(mention) or (mention.sentence in voiced and self._is_voice(mention)):
                self._put_aside(VOICE, {side})
            else:
                place = is_place(mention, self._text(mention), ground)
                found.setdefault(mention.sentence, []).append(Named(mention, side, place, joined.get(at, 0)))
        return {number: _joined(named) for number, named in found.items()}

    def _put_aside(self, reason: str, sides: set[str]) -> None:
        for side in sides:
            self.aside.setdefault(side, set()).add(reason)

    def _text(self, mention: Mention) -> str:
        scan = self._ground.scan
        return scan.title if mention.field == "title" else scan.body

    def _is_quoted(self, mention: Mention) -> bool:
        """A country or a capital alone between quotation marks is a thing of that name."""
        if mention.part == "adjective" or not mention.name.startswith(("country.", "place.")) or not mention.start:
            return False
        text = self._text(mention)
        return text[mention.start - 1] in _OPENING and text[mention.end : mention.end + 1] in tuple(_CLOSING)

    def _makes(self, acting: Sequence[tuple[Mention, str]]) -> set[str]:
        """Sides that are a make of tractors and no more: no city, person or adjective of theirs, and "brand" beside."""
        brands = self._ground.where.get("pair_brand")
        if brands is None or "pair_make" not in self._ground.where:
            return set()
        sides = {side for mention, side in acting if mention.sentence in brands and mention.name.startswith("country.")}
        return sides - {
            side
            for mention, side in acting
            if mention.part != "name" or not mention.name.startswith(("country.", "org."))
        }

    def _is_dateline(self, mention: Mention) -> bool:
        """The place where an agency writes, at the very beginning of the text; "Minsk - Baku flights" has none."""
        early = mention.field == "body" and mention.end <= _DATELINE_REACH
        if not early or mention.part == "adjective" or not mention.name.startswith("country."):
            return False
        text = self._text(mention)
        follows = _AFTER_DATELINE.match(text, mention.end)
        before = _BEFORE_DATELINE if mention.part == "metonym" else _CITY_BEFORE
        if follows is None or not before.fullmatch(text, 0, mention.start):
            return False
        return not any(
            other.field == "body" and follows.end() - 2 <= other.start <= follows.end()
            for other in self._ground.mentions_in(mention.sentence)[:_DATELINE_REACH]
        )

    def _is_voice(self, mention: Mention) -> bool:
        """Whose experts speak, or whose media write: "Azerbaijani media write", "политолог из Баку"."""
        if not mention.name.startswith(("country.", "place.")):
            return False
        if self._has(mention, "pair_expert"):
            return True
        return bool(self._ground.cued(mention.sentence, "pair_say")) and self._has(mention, "pair_media")

    def _has(self, mention: Mention, name: str) -> bool:
        """Whether such a word stands right behind the nationality, or before it with "from"."""
        voices = self._ground.cued(mention.sentence, name)
        if not voices:
            return False
        at = bisect_left(voices, mention.start, key=_start)
        text = self._text(mention)
        if at < len(voices) and voices[at].start <= mention.end + _VOICE_REACH:
            return mention.part != "name" and not _CLAUSE_END.search(text, mention.end, voices[at].start)
        return bool(at and _FROM.fullmatch(text, voices[at - 1].end, mention.start))

    def _venues(self, number: int, named: Sequence[Named]) -> set[str]:
        """Sides of a sentence that are no more than the place where two others, or a whole summit, meet."""
        acting = {each.side for each in named if not each.place}
        if len(acting) < 2 and not (acting and self._ground.cued(number, "pair_many")):
            return set()
        return {each.side for each in named} - acting


def _joined(named: Sequence[Named]) -> list[Named]:
    """The names of a sentence with their runs set right.

    What follows a place in its run is one as well ("through Georgia and Ukraine"); a place behind one who acts is not
    joined with him ("the ambassador of Azerbaijan, in Minsk"); a run of one country is none.
    """
    found: list[Named] = []
    for each in named:
        last = found[-1] if found else each
        if last is each or not each.run or last.run != each.run:
            found.append(each)
        elif last.place:
            found.append(each._replace(place=True))
        else:
            found.append(each._replace(run=0) if each.place else each)
    sides: dict[int, set[str]] = {}
    for each in found:
        sides.setdefault(each.run, set()).add(each.side)
    return [each if not each.run or len(sides[each.run]) > 1 else each._replace(run=0) for each in found]


def lead_end(ground: Ground) -> int:
    """Number of the last sentence of the lead; a place, a day or an agency at the text's beginning are none."""
    count = 0
    for sentence in ground.scan.sentences[1:4]:
        if sentence.end - sentence.start > _SHORT_SENTENCE:
            break
        count += 1
    return ground.scan.lead_end + count


def _start(cue: Cue) -> int:
    return cue.start
