"""Who gives a figure: the speaker of a quote or a sentence, and the office whose statistics it is."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.fact import Quote, Span
from monitor.reading.figures.line import Line
from monitor.reading.ground import Ground

_OWN_OFFICES = (
    ("белстат", "BY"),
    ("belstat", "BY"),
    ("росстат", "RU"),
    ("держстат", "UA"),
    ("tuik", "TR"),
    ("dgk", "AZ"),
)


@dataclass(frozen=True, slots=True)
class Voice:
    """`side`: the country whose words or statistics they are, "" if not known."""

    speaker: str = ""
    said: str = ""
    source: str = ""
    statistics_of: str = ""
    side: str = ""


class Voices:
    """Who speaks where."""

    def __init__(self, ground: Ground, quotes: tuple[Quote, ...]) -> None:
        self._ground, self._quotes = ground, quotes
        self._source = ("", "", -9)  # office, its country, sentence

    def of(self, line: Line, span: Span) -> Voice:
        """Of the figure at this place."""
        source, country = self._office(line)
        speaker, said = self._speaker(line, span)
        side = country or (self._ground.lexicon.side(speaker) if speaker else "")
        return Voice(speaker, said, source, country, side)

    def _office(self, line: Line) -> tuple[str, str]:
        marks = line.of("fig_source")
        number = line.sentence.number
        if not marks:
            office, country, sentence = self._source
            return (office, country) if number - sentence <= 1 else ("", "")
        mark = marks[0]
        said = line.original[mark.start : mark.end]
        text = line.text[mark.start : mark.end]
        country = next((code for stem, code in _OWN_OFFICES if text.startswith(stem)), "")
        if not country:
            near = [
                s
                for s in line.sides
                if (s.kind == "country" and abs(s.start - mark.end) < 40) or 0 <= mark.start - s.end < 12
            ]
            near.sort(key=lambda s: min(abs(s.start - mark.end), abs(mark.start - s.end)))
            touching = [s for s in near if -2 < s.start - mark.end < 14 or -2 < mark.start - s.end < 12]
            country = touching[0].code if touching else ""
        self._source = (said, country, number)
        return said, country

    def _speaker(self, line: Line, span: Span) -> tuple[str, str]:
        for quote in self._quotes:
            if any(s.field == span.field and s.start <= span.start < s.end for s in quote.spans):
                return quote.speaker, quote.speaker_said
        said = line.of("fig_said")
        if not said:
            return "", ""
        at = said[0].start + line.sentence.start
        if line.persons:
            nearest = min(line.persons, key=lambda m: (m.end > at, abs(m.start - at)))
            return nearest.name, nearest.surface
        offices = line.of("fig_office")
        return ("", line.original[offices[0].start : offices[0].end]) if offices else ("", "")
