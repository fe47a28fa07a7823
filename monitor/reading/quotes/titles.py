"""Quotes of a title: "Lukashenko: we will help", "We will help" - Lukashenko."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.model.fact import Quote, Span
from monitor.reading.ground import Ground
from monitor.reading.quotes.marks import runs
from monitor.reading.quotes.naming import Naming, Voice
from monitor.reading.quotes.words import WORD

_NAMED = re.compile(r"[^:.!?]{2,70}:\s+")
_DASHED = re.compile(r"\s*[,]?\s*[—–-]\s+([^:.!?\"“”«»]{2,70})\s*$")
_SHORTEST = 3  # words
_MARKS = '"“”„«»‘’‚ \t\u00a0'


def of_title(ground: Ground) -> Iterator[Quote]:
    """The words that a title gives as somebody's, if it does."""
    title = ground.scan.title
    named = _NAMED.match(title)
    if named and _long_enough(title[named.end() :]):
        voice = _only(Naming(ground, "title", title), 0, title.index(":"))
        if voice:
            yield _quote(title, named.end(), len(title.rstrip()), voice)
        return
    found = runs(title) if any(mark in title for mark in '"“„«') else []
    if len(found) != 1 or not _long_enough(title[found[0].start : found[0].end]):
        return
    tail = _DASHED.match(title, found[0].closed + 1)
    if tail and not title[: found[0].opened].strip():
        voice = _only(Naming(ground, "title", title), tail.start(1), tail.end(1))
        if voice:
            yield _quote(title, found[0].start, found[0].end, voice)


def _only(naming: Naming, start: int, end: int) -> Voice | None:
    """The one person or role that these words name, and nothing else."""
    voices = naming.voices(start, end)
    if len(voices) != 1 or voices[0].bound or voices[0].kind == "pronoun" or voices[0].role == "say_source":
        return None
    beside = naming.text[start : voices[0].start] + " " + naming.text[voices[0].end : end]
    return None if WORD.search(beside) or not naming.is_plain(voices[0]) else voices[0]


def _quote(title: str, start: int, end: int, voice: Voice) -> Quote:
    while start < end and title[start] in _MARKS:
        start += 1
    while start < end and title[end - 1] in _MARKS:
        end -= 1
    said = Span("title", voice.start, voice.end)
    words = title[start:end]
    return Quote((Span("title", start, end),), words, 0, voice.person, title[voice.start : voice.end], said)


def _long_enough(words: str) -> bool:
    return len(WORD.findall(words)) >= _SHORTEST
