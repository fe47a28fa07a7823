"""Speeches without quotation marks: a paragraph that begins with a dash, and those of the same speech after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from monitor.reading.quotes.speaking import Speaker
from monitor.reading.quotes.telling import Teller
from monitor.reading.quotes.words import FIRST_PERSON, WORD

_DASHED = re.compile(r"(?m)^[ \t\u00a0]*[—–-]{1,2}[ \t\u00a0]+(?=\S)")
_LINE = re.compile(r"[^\n]+")
_PARAGRAPHS = 40  # that one speech may have
_SALUTATION = 8  # words of "Dear members of the delegation!"
_INTRO = 300
_OPENING, _BESIDE = 150, 20  # characters in which a paragraph shows that it is told, and between name and verb


class Speech(NamedTuple):
    """Pieces of one speech; `dash` is where it begins, dash included."""

    dash: int
    pieces: tuple[tuple[int, int], ...]
    speaker: Speaker


def speeches(teller: Teller, text: str) -> Iterator[Speech]:
    """Speeches after a dash in reading order. A list with dashes is none: a verb of saying has to lead to it."""
    done = 0
    for dash in _DASHED.finditer(text):
        if dash.start() < done:
            continue
        end = _line_end(text, dash.end())
        told = teller.inside(dash.end(), end)
        if told is not None:
            yield Speech(dash.start(), told.pieces, told.speaker)
            done = end
            continue
        speaker = _led_to(teller, text, dash.start())
        if speaker is not None:
            pieces = tuple(_paragraphs(teller, text, dash.end(), end))
            yield Speech(dash.start(), pieces, speaker)
            done = pieces[-1][1]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _led_to(teller: Teller, text: str, dash: int) -> Speaker | None:
    """Who speaks by the paragraph before, where that ends in a colon and has a verb of saying."""
    before = text[max(dash - _INTRO, 0) : dash].rstrip()
    if not before.endswith(":"):
        return None
    stop = max(dash - _INTRO, 0) + len(before)
    sentence = teller.speaking.sentences[teller.speaking.sentence_at(stop - 1)]
    verbs = teller.naming.cues_in(sentence.start, stop, "say_verb")
    if not verbs:
        return None
    voice = teller.naming.before_verb(max(sentence.start, verbs[-1].start - _INTRO), verbs[-1].start)
    voice = voice or teller.naming.after_verb(verbs[-1].end, stop)
    return teller.speaking.speaker(voice) if voice else Speaker()


def _paragraphs(teller: Teller, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The first paragraph, and the following ones as long as somebody speaks in them for himself."""
    yield start, end
    for number, line in enumerate(_LINE.finditer(text, end)):
        if number >= _PARAGRAPHS:
            return
        words = text[line.start() : line.end()].strip()
        if not words:
            continue
        if _DASHED.match(text, line.start()) or words.endswith(":") or words[0] in '"“«„':
            return
        short = words.endswith("!") and len(WORD.findall(words)) <= _SALUTATION
        if not short and not FIRST_PERSON.search(words):
            return
        if _is_told(teller, line.start(), line.end()):
            return
        yield line.start(), line.start() + len(text[line.start() : line.end()].rstrip())


def _is_told(teller: Teller, start: int, end: int) -> bool:
    """Whether somebody is said to say something: the speech is over."""
    return any(
        (voice := teller.naming.before_verb(start, cue.start)) is not None
        and voice.kind != "pronoun"
        and cue.start - voice.end < _BESIDE
        for cue in teller.naming.cues_in(start, min(end, start + _OPENING), "say_verb")
    )
