"""Who said what, in the article's own words; which people act in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model.fact import Quote, Span
from monitor.reading.ground import Ground
from monitor.reading.quotes.acting import persons
from monitor.reading.quotes.bare import FIRST, bare
from monitor.reading.quotes.marks import Run, runs
from monitor.reading.quotes.naming import Naming
from monitor.reading.quotes.short import is_name, may_be_led_to, may_be_told
from monitor.reading.quotes.speaking import Speaker, Speaking
from monitor.reading.quotes.speeches import speeches
from monitor.reading.quotes.telling import Teller
from monitor.reading.quotes.titles import of_title
from monitor.reading.quotes.words import TURKIC, WORD
from monitor.text.fold import folded

__all__ = ["persons", "quotes"]

_ANY = re.compile("[\"“”„«»‘‚']|(?m:^[ \t]*[—–-])|[—–]")
_MOST = 400  # quotes of one article
_SPOKEN = 2  # words that a quote has at least
_FRAGMENT = 4  # of a part of a sentence
_ALONE = 6  # of words that nobody is said to say
_ENDS = ".!?…"
_MARKS = '"“”„«»‘’‚ \t\u00a0'


@dataclass(slots=True)
class _Told:
    pieces: list[tuple[int, int]]
    speaker: Speaker
    end: int  # of the telling or of the closing mark
    alone: bool = False


def quotes(ground: Ground) -> tuple[Quote, ...]:
    """The quotes of an article in reading order, each once; `speaker` only where it is certain."""
    scan = ground.scan
    found: list[Quote] = list(of_title(ground))
    if _ANY.search(scan.body) or ground.language in FIRST:
        body = _Body(ground)
        found += body.quotes()
    return tuple(_once(found)[:_MOST])


def _once(found: Iterable[Quote]) -> list[Quote]:
    """Without those whose words stand there already."""
    seen: dict[str, int] = {}
    kept: list[Quote] = []
    for quote in found:
        words = folded(quote.words)
        if words not in seen:
            seen[words] = len(kept)
            kept.append(quote)
        elif quote.speaker and not kept[seen[words]].speaker_said:
            kept[seen[words]] = quote
    return kept


class _Body:
    """The body's quotes: words in marks, then speeches after a dash between them."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._text = ground, ground.scan.body
        self._runs = runs(self._text)
        self._naming = Naming(ground, "body", self._text)
        self._speaking = Speaking(ground, self._naming, self._runs)
        self._teller = Teller(self._naming, self._speaking, ground.language)
        self._starts = [sentence.start for sentence in ground.scan.sentences[1:]]

    def quotes(self) -> list[Quote]:
        told = self._in_marks()
        spoken = [
            _Told(list(s.pieces), s.speaker, s.pieces[-1][1])
            for s in speeches(self._teller, self._text)
            if not any(t.pieces[0][0] < s.pieces[-1][1] and s.dash < t.end for t in told)
        ]
        told += spoken
        told += self._bare(told)
        every = sorted(told, key=lambda one: one.pieces[0][0])
        return [quote for one in every if (quote := self._quote(one)) is not None]

    def _bare(self, told: list[_Told]) -> list[_Told]:
        """Speech that nothing sets off, where no other was found."""
        return [
            _Told([(start, end)], self._speaking.speaker(voice), end)
            for start, end, voice in bare(self._naming, self._speaking.sentences, self._ground.language)
            if not self._speaking.in_quotes(start)
            and not self._speaking.in_quotes(end)
            and not any(t.pieces[0][0] < end and start < t.end for t in told)
        ]

    def _in_marks(self) -> list[_Told]:
        found: list[_Told] = []
        for number, run in enumerate(self._runs[: 3 * _MOST]):
            limit = self._runs[number + 1].opened if number + 1 < len(self._runs) else len(self._text)
            low = self._runs[number - 1].closed + 1 if number else 0
            told = self._told(run, low, limit)
            previous = found[-1] if found else None
            if told is None:
                if previous and _words_go_on(self._text, previous.end, run):
                    previous.pieces.append((run.start, run.end))
                    previous.end = run.closed
                continue
            same = told.alone or (previous is not None and self._one_speaker(told.speaker, previous.speaker))
            if same and previous and self._goes_on(previous, run):
                previous.pieces += told.pieces
                previous.end = told.end
            else:
                if told.alone:
                    told.speaker = self._after_telling(run, previous)
                found.append(told)
            self._speaking.heard(told.end, found[-1].speaker)
        return found

    def _one_speaker(self, one: Speaker, other: Speaker) -> bool:
        """Whether two are one person; of people whom the lexicon does not know, by the words that name them."""
        named = [self._ground.text_of(each.said) if each.said else "" for each in (one, other)]
        return one[:2] == other[:2] and (bool(one.person or one.shown) or named[0] == named[1])

    def _told(self, run: Run, low: int, limit: int) -> _Told | None:
        words = self._text[run.start : run.end]
        count = len(WORD.findall(words[:600]))
        if count < _SPOKEN or is_name(words):
            return self._told_name(run, low, limit) if count >= _SPOKEN else None
        if self._holds_telling(run):
            return None
        telling = self._teller.inside(run.start, run.end)
        first = self._begins(run, low)
        if telling is None and (first or self._led(run, low)):
            telling = self._teller.behind(run, limit)
        if telling is None:
            telling = self._teller.before(run, low)
            telling = telling if telling is None or self._whole(run, count) or telling.speaker.said else None
        if telling is None and count >= _FRAGMENT and not first and words.lstrip()[:1].islower():
            telling = self._teller.fragment(run, low)
        if telling is not None:
            return _Told(list(telling.pieces), telling.speaker, max(telling.end, run.closed))
        if first and count >= _FRAGMENT and self._quoted_somehow(run):
            return _Told([(run.start, run.end)], Speaker(), run.closed)
        beside = low and "\n" not in self._text[low - 1 : run.opened]  # the speech goes on after the telling
        if first and count >= (_FRAGMENT if beside else _ALONE) and self._is_sentence(run):
            return _Told([(run.start, run.end)], Speaker(), run.closed, alone=True)
        return None

    def _told_name(self, run: Run, low: int, limit: int) -> _Told | None:
        """“Karabakh is Azerbaijan,” X said: words that look like a name need the telling right beside them."""
        turkic = self._ground.language in TURKIC
        telling = None
        if may_be_told(self._text, run, turkic=turkic) and (self._opens(run) or self._led(run, low)):
            telling = self._teller.behind(run, limit)
        elif may_be_led_to(self._text, run, turkic=turkic) and self._is_sentence(run):
            telling = self._teller.before(run, low)
        if telling is None:
            return None
        return _Told(list(telling.pieces), telling.speaker, max(telling.end, run.closed))

    def _opens(self, run: Run) -> bool:
        """Whether a sentence begins with the words, and not another in a row of names."""
        before = self._text[max(run.opened - 5, 0) : run.opened].rstrip(" \t\u00a0—–-(")
        return not before or before[-1] in ".!?…:\n"

    def _quoted_somehow(self, run: Run) -> bool:
        """“...,” and more of the sentence behind it: somebody's words, though the verb is not known."""
        inner = self._text[run.start : run.end].rstrip()[-1:]
        return inner == "," and self._text[run.closed + 1 : run.closed + 2] in (" ", "\u00a0")

    def _whole(self, run: Run, count: int) -> bool:
        return count >= _FRAGMENT or self._is_sentence(run)

    def _holds_telling(self, run: Run) -> bool:
        """Whether a mark was left open and others' words and the telling stand in between."""
        line = self._text.find("\n", run.start, run.end)
        if line < 0:
            return False
        return any(
            (voice := self._naming.before_verb(run.start, cue.start)) is not None and voice.kind == "person"
            for cue in self._naming.cues_in(run.start, line, "say_verb")
            if cue.start - run.start < 600
        )

    def _begins(self, run: Run, low: int) -> bool:
        """Whether a sentence begins with the words."""
        before = self._text[max(low - 1, run.opened - 200, 0) : run.opened].rstrip(" \t\u00a0—–-(")
        return not before or before[-1] in ".!?…:\n" or (before[-1] == "," and low > run.opened - 200)

    def _led(self, run: Run, low: int) -> bool:
        """Whether a subject that a Turkic sentence begins with leads to the words: Erdoğan, "..." dedi."""
        if self._ground.language not in TURKIC:
            return False
        before = self._text[max(low, run.opened - 200) : run.opened].rstrip()
        return before.endswith((",", ":")) or bool(WORD.search(before))

    def _is_sentence(self, run: Run) -> bool:
        words = self._text[run.start : run.end].strip()
        after = self._text[run.closed + 1 : run.closed + 3].strip(" \t\u00a0")[:1]
        ends = words[-1:] in _ENDS or after in (".", "") or self._text[run.closed + 1 : run.closed + 2] == "\n"
        return ends and (words[:1].isupper() or words[:1] in "[(")

    def _goes_on(self, previous: _Told, run: Run) -> bool:
        """“...,” he said. “...”: the same speech in the same paragraph, with nothing but the telling between."""
        gap = self._text[previous.end : run.opened]
        return "\n" not in gap and not gap.strip(" .,;:—–-\"”»’'\u00a0")

    def _after_telling(self, run: Run, previous: _Told | None) -> Speaker:
        """Words that stand alone are his of whom the sentence right before them tells that he spoke."""
        number = self._speaking.sentence_at(run.opened)
        sentence = self._speaking.sentences[number]
        if sentence.start < run.opened - 3 or number == 0:
            return Speaker()
        before = self._speaking.sentences[number - 1]
        if previous is not None and previous.end > before.start:
            return Speaker()
        verbs = self._naming.cues_in(before.start, before.end, "say_verb", "say_tell")
        voices = self._naming.voices(before.start, min(before.end, before.start + 500))
        people = {(v.person, v.shown) for v in voices if v.kind == "person"}
        strangers = any(v.kind == "name" for v in voices)
        if not verbs or len(people) > 1 or strangers:
            return Speaker()
        voice = self._naming.before_verb(before.start, verbs[0].start)
        voice = voice or self._naming.after_verb(verbs[0].end, before.end)
        found = self._speaking.speaker(voice) if voice and voice.kind != "name" else Speaker()
        return found if found.person and (not people or (found.person, found.shown) in people) else Speaker()

    def _quote(self, told: _Told) -> Quote | None:
        spans = tuple(self._trimmed(start, end) for start, end in told.pieces)
        spans = tuple(span for span in spans if span.end > span.start)
        if not spans:
            return None
        sentence = max(bisect_right(self._starts, spans[0].start), 1)
        if sentence in self._ground.repeated:
            return None
        words = " ".join(" ".join(self._text[span.start : span.end].split()) for span in spans)
        said = told.speaker.said
        return Quote(spans, words, sentence, told.speaker.person, self._ground.text_of(said) if said else "", said)

    def _trimmed(self, start: int, end: int) -> Span:
        """Without the white space and the marks round it, and without the comma before the telling."""
        while start < end and self._text[start] in _MARKS + "\n—–-":
            start += 1
        while start < end and self._text[end - 1] in _MARKS + "\n,—–":
            end -= 1
        return Span("body", start, end)


def _words_go_on(text: str, end: int, run: Run) -> bool:
    """“Tell them,” he asked, pausing, “that it will do”: the second piece begins small, behind a comma."""
    gap = text[end : run.opened] if end <= run.opened else ""
    return (
        text[run.start : run.start + 1].islower()
        and text[max(run.opened - 3, 0) : run.opened].rstrip()[-1:] == ","
        and not gap.strip(" ,\u00a0")
        and end <= run.opened
    )
