"""The words of a judgement for a person: what decided, once each, and where it stands in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model.judgement import Evidence
from monitor.model.mention import Field, Mention
from monitor.text.sentences import sentences

WORDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `marked` = it decided."""

    text: str
    marked: bool


def surfaces(evidence: Iterable[Evidence | Mention]) -> tuple[str, ...]:
    """The words as they stand in the article, each once, in reading order; line breaks inside a name are blanks."""
    return tuple(dict.fromkeys(" ".join(each.surface.split()) for each in evidence))


def told(words: tuple[str, ...], most: int = WORDS_SHOWN) -> str:
    """As a line: `“Baku”, “Minsk” and 3 more`."""
    line = ", ".join(f"“{word}”" for word in words[:most])
    return f"{line} and {len(words) - most} more" if len(words) > most else line


def marked(text: str, field: Field, evidence: Iterable[Evidence | Mention]) -> tuple[Piece, ...]:
    """The text in pieces, those that decided marked; spans that overlap become one."""
    pieces: list[Piece] = []
    at = 0
    for start, end in sorted((each.start, each.end) for each in evidence if each.field == field):
        if end <= at:
            continue
        first = max(start, at)
        if first > at:
            pieces.append(Piece(text[at:first], marked=False))
        if pieces and pieces[-1].marked:
            pieces[-1] = Piece(pieces[-1].text + text[first:end], marked=True)
        else:
            pieces.append(Piece(text[first:end], marked=True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:], marked=False))
    return tuple(pieces)


def passages(body: str, evidence: Iterable[Evidence | Mention]) -> tuple[tuple[int, int], ...]:
    """Start and end of the body's sentences in which something decided, in order."""
    spans = [(each.start, each.end) for each in evidence if each.field == "body"]
    return tuple(
        (start, end) for start, end in sentences(body) if any(first < end and last > start for first, last in spans)
    )
