"""Speech that no mark sets off: "We break no treaty, the president said of the road"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.model.mention import Sentence
from monitor.reading.cues import Cue
from monitor.reading.quotes.naming import Naming, Voice
from monitor.reading.quotes.words import WORD

# Only where the speaker is the clause's "we" or "I" himself; and only in languages whose verb stands beside him.
FIRST = {
    "en": re.compile(r"(?:we|i)\s(?!wrote|reported|write|report|told|asked|quote|recall|remind)", re.IGNORECASE),
    "ru": re.compile(r"(?:мы|я)\s(?!уже пис|пис|сообщ|спро|напом|цитир)", re.IGNORECASE),
    "be": re.compile(r"(?:мы|я)\s(?!ўжо піс|піс|паведам|спыт|нагад|цытав)", re.IGNORECASE),
}
_GOES_ON = re.compile(
    r"[.!]|\s(?:of|about|in|on|at|after|during|following|в|во|на|о|об|после|по|у|ў|пра|аб|пасля|падчас)\s"
)
_TOLD_ON = re.compile(r"\b(?:that|whether|what|что|как|што|як)\b|[:\"“«„]", re.IGNORECASE)
_LONGEST = 300  # characters of the clause
_SHORTEST = 4  # words, so that “I think, he said” stays what it is


def bare(naming: Naming, sentences: Sequence[Sentence], language: str) -> Iterator[tuple[int, int, Voice]]:
    """Start and end of each such clause with the one who says it, in reading order."""
    first = FIRST.get(language)
    if first is None:
        return
    for sentence in sentences:
        if first.match(naming.text, sentence.start) is None:
            continue
        verbs = naming.cues_in(sentence.start, min(sentence.end, sentence.start + _LONGEST), "say_verb")
        if not verbs:
            continue
        found = _told(naming, sentence, verbs[0], inverted_only=language != "en")
        if found is not None and len(WORD.findall(naming.text, sentence.start, found[0])) >= _SHORTEST:
            yield sentence.start, *found


def _told(naming: Naming, sentence: Sentence, verb: Cue, *, inverted_only: bool) -> tuple[int, Voice] | None:
    """Where the clause ends and who says it: ", X said of" or ", said X."; nothing else may stand between.

    One comma, nobody named before it, and no "that" behind it: else "we" may be the outlet's own.
    """
    text, comma = naming.text, naming.text.find(",", sentence.start, verb.start)
    if comma < 0 or _names_a_person(naming, sentence.start, comma):
        return None
    if not text[comma + 1 : verb.start].strip():
        voices = naming.voices(verb.end, min(sentence.end, verb.end + 160))
        voice = voices[0] if voices else None
        if voice is None or text[verb.end : voice.start].strip():
            return None
        after = voice.end
    elif not inverted_only:
        voices = naming.voices(comma + 1, verb.start)
        voice = voices[0] if len(voices) == 1 else None
        if voice is None or text[comma + 1 : voice.start].strip() or text[voice.end : verb.start].strip():
            return None
        after = verb.end
    else:
        return None
    sure = voice.kind == "person" and not voice.bound and _GOES_ON.match(text, after) is not None
    return (comma, voice) if sure and not _TOLD_ON.search(text, after, sentence.end) else None


def _names_a_person(naming: Naming, start: int, end: int) -> bool:
    return any(mention.name.startswith("person.") for mention in naming.mentions_in(start, end))
