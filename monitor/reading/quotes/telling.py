"""Who says the words in quotation marks: what stands behind them, before them and, between dashes, inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.reading.cues import Cue
from monitor.reading.quotes.marks import Run
from monitor.reading.quotes.naming import Naming, Voice
from monitor.reading.quotes.speaking import Speaker, Speaking
from monitor.reading.quotes.words import TURKIC, WORD, folded

_NEAR = 160  # characters behind the words in which the verb stands
_HEAD = 400  # characters before them
_DASH = r"[—–-]{1,2}"
_BREAK = re.compile(rf"[,.!?…;:][\"”»]?\s*{_DASH}\s+|\s{_DASH}\s+(?=[a-zа-яёўіəğışçöü])")
_BACK_TO_SPEECH = re.compile(rf"[,.!?;:]\s*{_DASH}\s+")
_LEAD_IN = re.compile(r"[\s,]*(?:[—–-]+\s*)?")
_THAT = re.compile(r"(?:\bthat|\bчто|\bшто|\bщо|\bki|\bże|\bdass|\bque)[,:]?\s*$", re.IGNORECASE)
_SPOKEN_END = ",.!?…"
_TURKIC_START = re.compile(
    r"[\s,]*(?:[—–-]+\s*)?(?:dey[əi]|diye|diy[eo]|ded[ie]|şeklinde|ifadeler|sözler|kimi|söyl|bildir|"
    r"qeyd|vurğula|əlavə|cümlə)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A verb of saying beside the words, and its subject; `piece` limits are those of the words themselves."""

    speaker: Speaker
    pieces: tuple[tuple[int, int], ...]
    end: int  # of the telling


class Teller:
    """Ties words in marks to those who say them."""

    def __init__(self, naming: Naming, speaking: Speaking, language: str) -> None:
        self.naming, self.speaking, self._text = naming, speaking, naming.text
        self._turkic = language in TURKIC

    def inside(self, start: int, end: int) -> Telling | None:
        """«Мы рады, — сказал министр. — Будем работать»: the verb stands between dashes in the words."""
        pieces: list[tuple[int, int]] = []
        speaker: Speaker | None = None
        at, told = start, start
        for cue in self.naming.cues_in(start, end, "say_verb"):
            if cue.start < told:
                continue
            low = max(at, cue.start - 90)
            breaks = list(_BREAK.finditer(self._text, low, cue.start))
            if not breaks or len(WORD.findall(self._text, breaks[-1].end(), cue.start)) > 7:
                continue
            again = _BACK_TO_SPEECH.search(self._text, cue.end, min(end, cue.end + 250))
            stop = again.start() if again else end
            if stop - cue.end > 250 or re.search(r"[.!?]\s", self._text[cue.end : stop]):
                return None
            found = self._subject(breaks[-1].end(), cue, stop)
            if speaker is None or (found.person and not speaker.person):
                speaker = found
            pieces.append((at, breaks[-1].start() + 1))
            at = told = again.end() if again else end
            if again is None:
                break
        if speaker is None:
            return None
        if at < end:
            pieces.append((at, end))
        return Telling(speaker, tuple(pieces), end)

    def behind(self, run: Run, limit: int) -> Telling | None:  # noqa: PLR0911  # one return for each reason
        """“...,” he said; «...», — сказал X; "..." deyə X bildirib. `limit`: where the next words in marks begin."""
        end = self._tail_end(run, limit)
        if end <= run.closed + 1:
            return None
        tail = self._text[run.closed + 1 : end]
        turkic = self._turkic and _TURKIC_START.match(tail) is not None
        lead = _LEAD_IN.match(tail)
        begin = run.closed + 1 + (lead.end() if lead else 0)
        inner = self._text[run.start : run.end].rstrip()[-1:]
        dashed = "," in tail[: begin - run.closed - 1] or tail.lstrip(" ,\u00a0")[:1] in ("—", "–", "-")
        if not turkic and not dashed and inner not in _SPOKEN_END:
            return None
        who = self.naming.cues_in(begin, end, "say_who")
        if who and not self._text[begin : who[0].start].strip():
            return Telling(self._after(who[0].end, end), ((run.start, run.end),), end)
        verbs = self.naming.cues_in(begin, min(end, begin + _NEAR), "say_verb")
        verbs += self.naming.cues_in(begin, min(end, begin + 90), "say_words_of", "say_text")
        if not verbs:
            return None
        verb = min(verbs, key=lambda cue: cue.start)
        if inner not in _SPOKEN_END and not dashed and not turkic:
            return None
        if re.search(r"[;:!?]|[.]\s", self._text[begin : verb.start]):
            return None
        if verb.name == "say_text":
            return Telling(Speaker(), ((run.start, run.end),), end)
        if verb.name == "say_words_of":
            return Telling(self._in_words_of(verb, end), ((run.start, run.end),), end)
        marked = self.naming.cues_in(begin, verb.start, "say_as")
        start = marked[-1].end if marked else begin
        speaker = self._subject(start, verb, end)
        if speaker.said is None and not speaker.person and self._turkic:
            speaker = self._subject_before(run, verb)
        return Telling(speaker, ((run.start, run.end),), end)

    def before(self, run: Run, low: int) -> Telling | None:  # noqa: PLR0911  # one return for each form
        """X said: “...”; X deyib ki, "..."; Лукашенко: «...». `low`: where earlier words in marks end."""
        start, stop = self._head(run, low)
        head = self._text[start:stop]
        bare = head.rstrip()
        if not bare:
            return None
        colon = bare.endswith(":")
        led = colon or _THAT.search(head) is not None
        verbs = self.naming.cues_in(start, stop, "say_verb")
        pieces = ((run.start, run.end),)
        by_word = self.naming.cues_in(start, stop, "say_by_word", "say_words_of")
        if by_word and (colon or bare.endswith(",")) and not verbs:
            cue = by_word[-1]
            if cue.name == "say_words_of":
                return Telling(self._in_words_of(cue, stop), pieces, run.closed)
            return Telling(self._genitive(start, cue), pieces, run.closed)
        if verbs and (led or self._text[verbs[-1].end : stop].strip(" ,") == ""):
            return Telling(self._subject(start, verbs[-1], stop), pieces, run.closed)
        if colon and not verbs:
            voices = self.naming.voices(start, stop)
            if len(voices) == 1 and not voices[0].bound and self._is_all(voices[0], start, stop):
                return Telling(self.speaking.speaker(voices[0]), pieces, run.closed)
            return Telling(Speaker(), pieces, run.closed)
        return None

    def fragment(self, run: Run, low: int) -> Telling | None:
        """X said that the countries “have never quarrelled with each other”: part of a sentence, told with a verb."""
        start, stop = self._head(run, low)
        verbs = self.naming.cues_in(start, stop, "say_verb")
        if not verbs:
            return None
        speaker = self._subject(start, verbs[-1], stop)
        return Telling(speaker, ((run.start, run.end),), run.closed) if speaker.person else None

    def _subject(self, start: int, verb: Cue, end: int) -> Speaker:
        """The subject of a verb, before it or behind it."""
        start = max(start, verb.start - _HEAD)
        voice = self.naming.before_verb(start, verb.start)
        if voice is None and not (self._turkic and self.naming.voices(start, verb.start)):
            before = self._text[start : verb.start].strip(" ,\u00a0—–-")
            if not self._told_to(verb) and not self._has_free(start, verb.start, before):
                voice = self.naming.after_verb(verb.end, min(end, verb.end + _HEAD))
        return self.speaking.speaker(voice) if voice else Speaker()

    def _has_free(self, start: int, verb: int, before: str) -> bool:
        """Whether somebody before the verb may be its subject, though not certainly."""
        return bool(before) and any(not voice.bound for voice in self.naming.voices(start, verb))

    def _told_to(self, verb: Cue) -> bool:
        """Behind some verbs stands who is spoken to: told Lukashenko."""
        return folded(verb.surface) in ("told", "tells", "assured", "asked", "warned")

    def _after(self, at: int, end: int) -> Speaker:
        """Behind "diyen" only the first who is named: "diyen Dubko'ya Velov" are the words of Dubko."""
        voice = self.naming.after_verb(at, end)
        if voice and any(other.start < voice.start for other in self.naming.voices(at, end)):
            return Speaker()
        return self.speaking.speaker(voice) if voice else Speaker()

    def _in_words_of(self, cue: Cue, end: int) -> Speaker:
        """The name behind "по словам", in whatever case."""
        stop = re.compile(r"[,;:.!?\n—–]").search(self._text, cue.end, min(end, cue.end + 160))
        voices = self.naming.voices(cue.end, stop.start() if stop else min(end, cue.end + 160))
        people = {(voice.person, voice.shown): voice for voice in voices if voice.kind == "person"}
        if len(people) == 1 and all(voice.kind == "person" for voice in voices):
            return self.speaking.speaker(next(iter(people.values())))
        if len(voices) == 1 and voices[0].kind in ("role", "name"):
            return self.speaking.speaker(voices[0])
        return Speaker()

    def _genitive(self, start: int, cue: Cue) -> Speaker:
        """The name right before "sözlərinə görə", in the genitive."""
        voices = [v for v in self.naming.voices(max(start, cue.start - 120), cue.start) if v.kind != "pronoun"]
        if not voices or not re.fullmatch(r"[\w’'-]*\s*", self._text[voices[-1].end : cue.start]):
            return Speaker()
        return self.speaking.speaker(voices[-1])

    def _subject_before(self, run: Run, verb: Cue) -> Speaker:
        """Erdoğan, "..." dedi: the subject stands before the words, or is who spoke before."""
        start, stop = self._head(run, 0)
        voices = self.naming.voices(start, stop)
        free = {(v.person, v.shown, v.kind, v.start if v.kind != "person" else 0): v for v in voices if not v.bound}
        if len(free) == 1:
            voice = next(iter(free.values()))
            return self.speaking.speaker(voice)
        if not voices and not self._text[start:stop].strip(" —–-"):
            return self.speaking.unnamed(run.opened) if not self.naming.voices(run.closed, verb.start) else Speaker()
        return Speaker()

    def _head(self, run: Run, low: int) -> tuple[int, int]:
        """What stands before the words: their sentence, or the one that ends in a colon in the line before."""
        sentence = self.speaking.sentences[self.speaking.sentence_at(run.opened)]
        start = max(min(sentence.start, run.opened), low, run.opened - _HEAD)
        if self._text[start : run.opened].strip(" \t\u00a0—–-"):
            return start, run.opened
        number = self.speaking.sentence_at(run.opened) - 1
        if number >= 0:
            previous = self.speaking.sentences[number]
            if self._text[previous.start : previous.end].rstrip().endswith(":") and previous.end > low:
                return max(previous.start, low, previous.end - _HEAD), previous.end
        return run.opened, run.opened

    def _tail_end(self, run: Run, limit: int) -> int:
        """The end of the sentence that goes on behind the words."""
        number = self.speaking.sentence_at(max(run.closed - 1, run.start))
        end = self.speaking.sentences[number].end
        line = self._text.find("\n", run.closed)
        if end <= run.closed + 2 and number + 1 < len(self.speaking.sentences):
            following = self.speaking.sentences[number + 1]
            gap = self._text[run.closed + 1 : following.start]
            if "\n" not in gap and following.start - run.closed < 5:
                end = following.end
        return max(min(end, limit, line if line >= 0 else len(self._text), run.closed + 600), run.closed + 1)

    def _is_all(self, voice: Voice, start: int, stop: int) -> bool:
        """Whether a name and its role are all that stands there, but for the colon."""
        words = WORD.findall(self._text[voice.end : stop]) + WORD.findall(self._text[start : voice.start])
        return not words
