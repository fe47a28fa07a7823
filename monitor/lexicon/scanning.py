"""A text -> its sentences and the names in it: which hits are accepted, and why others are not.

hits (patterns.py) -> language gates and capitals -> `not` lists -> the longest of nested hits -> weak names by context
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.lexicon.names import OLD_CYRILLIC, NameDef
from monitor.lexicon.patterns import Automaton, Hit, Pattern, Role
from monitor.model.mention import Field, Mention, Scan, Sentence
from monitor.text.fold import Folded, fold
from monitor.text.languages import language
from monitor.text.sentences import sentences

LEAD_SENTENCES = 2
CONTEXT_WORDS = 8
_OLD_CYRILLIC_LETTERS = frozenset("әғҝҹһөүӘҒҜҸҺӨҮ")


@dataclass(frozen=True, slots=True)
class _Place:
    """A field of the text as the scan sees it."""

    field: Field
    original: str
    folded: Folded
    first_word: int
    sentence_starts: tuple[int, ...]
    first_sentence: int

    def word(self, at: int) -> int:
        """Ordinal of the word at a folded offset; a dash that stands alone is no word."""
        text = self.folded.text
        return self.first_word + text.count(" ", 0, at) - text.count(" - ", 0, at + 1)

    def sentence(self, at: int) -> int:
        """Number of the sentence at an original offset."""
        return self.first_sentence + max(bisect_right(self.sentence_starts, at) - 1, 0)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A hit that may become a mention."""

    place: int
    hit: Hit


def scan(title: str, body: str, hint: str, automaton: Automaton, names: Sequence[NameDef]) -> Scan:
    """Both fields with their sentences and accepted mentions, in reading order."""
    found_sentences = _sentences(title, body)
    places = _places(title, body, found_sentences)
    lead_end = min(LEAD_SENTENCES, len(found_sentences) - 1)
    speaks = _Language(title, body, hint)
    hits = [
        _Candidate(number, hit)
        for number, place in enumerate(places)
        for hit in automaton.hits(place.folded.text)
        if not hit.pattern.languages or speaks(hit.pattern.languages)
    ]
    judge = _Judge(names, places, lead_end)
    mentions = judge.mentions(hits)
    return Scan(title, body, found_sentences, tuple(mentions), lead_end)


def _sentences(title: str, body: str) -> tuple[Sentence, ...]:
    """The title is sentence 0, even an empty one, so that a sentence's number is its place in the tuple."""
    found = [Sentence(0, "title", 0, len(title))]
    found += [Sentence(number, "body", *span) for number, span in enumerate(sentences(body), 1)]
    return tuple(found)


def _places(title: str, body: str, found: tuple[Sentence, ...]) -> tuple[_Place, ...]:
    head, rest = fold(title), fold(body)
    starts = tuple(sentence.start for sentence in found[1:])
    top = _Place("title", title, head, 0, (0,), 0)
    return top, _Place("body", body, rest, top.word(len(head.text)) + 1, starts or (0,), 1)


class _Language:
    """Whether the text is in one of some languages, worked out when first asked."""

    def __init__(self, title: str, body: str, hint: str) -> None:
        self._text, self._hint, self._known = f"{title}\n{body}", hint, ""

    def __call__(self, languages: frozenset[str]) -> bool:
        if OLD_CYRILLIC in languages and not _OLD_CYRILLIC_LETTERS.isdisjoint(self._text):
            return True
        if not self._known:
            self._known = language(self._text, self._hint) or "?"
        return self._known in languages


class _Judge:
    """Decides over all hits of one text."""

    def __init__(self, names: Sequence[NameDef], places: Sequence[_Place], lead_end: int) -> None:
        self._names, self._places, self._lead_end = names, places, lead_end

    def mentions(self, hits: Sequence[_Candidate]) -> list[Mention]:
        """The accepted ones, in reading order."""
        groups: dict[Role, list[_Candidate]] = defaultdict(list)
        for candidate in hits:
            groups[candidate.hit.pattern.role].append(candidate)
        rejected = _by_owner(groups[Role.REJECT])
        strong, weak = (
            [c for c in groups[role] if self._written_so(c) and not _is_rejected(c, rejected)]
            for role in (Role.STRONG, Role.WEAK)
        )
        kept = _longest(strong)
        taken = _by_owner(kept)
        weak = [c for c in _longest(weak) if not any(_overlap(c, other) for other in taken[c.hit.pattern.owner])]
        confirmed = self._confirmation(kept, _by_owner(groups[Role.CONTEXT])) if weak else None
        accepted = kept + [c for c in weak if confirmed is not None and confirmed(c)]
        accepted.sort(key=lambda c: (c.place, c.hit.start, -c.hit.end, self._names[c.hit.pattern.owner].id))
        return [self._mention(candidate) for candidate in accepted]

    def _written_so(self, candidate: _Candidate) -> bool:
        """Capitals as the form was typed, word by word."""
        asked = candidate.hit.pattern.capitals
        if not asked:
            return True
        words = self._surface(candidate)[2].split()
        return all(_capitals(word, count) for word, count in zip(words, asked, strict=False))

    def _surface(self, candidate: _Candidate) -> tuple[int, int, str]:
        place = self._places[candidate.place]
        start, end = place.folded.original(candidate.hit.start, candidate.hit.end)
        return start, end, place.original[start:end]

    def _confirmation(
        self, strong: Sequence[_Candidate], context: dict[int, list[_Candidate]]
    ) -> Callable[[_Candidate], bool]:
        """A weak name counts near a context word, beside its strong form, or with its own side in title or lead."""
        named = {c.hit.pattern.owner for c in strong}
        leading: dict[str, set[int]] = defaultdict(set)
        for c in strong:
            if self._mention(c).sentence <= self._lead_end:
                leading[self._names[c.hit.pattern.owner].side].add(c.hit.pattern.owner)

        def confirmed(c: _Candidate) -> bool:
            owner = c.hit.pattern.owner
            side = self._names[owner].side
            return (
                owner in named
                or bool(side and leading[side] - {owner})
                or any(self._near(c, other) for other in context[owner])
            )

        return confirmed

    def _near(self, weak: _Candidate, context: _Candidate) -> bool:
        if weak.place != context.place or _overlap(weak, context):
            return False
        place = self._places[weak.place]
        return abs(place.word(weak.hit.start) - place.word(context.hit.start)) <= CONTEXT_WORDS

    def _mention(self, candidate: _Candidate) -> Mention:
        place, hit = self._places[candidate.place], candidate.hit
        start, end, surface = self._surface(candidate)
        return Mention(
            name=self._names[hit.pattern.owner].id,
            field=place.field,
            start=start,
            end=end,
            surface=surface,
            form=place.folded.text[hit.start : hit.end],
            sentence=place.sentence(start),
            word=place.word(hit.start),
            part=hit.pattern.part,
        )


def _capitals(word: str, count: int) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return all(letter.isupper() for letter in letters[:count])


def _by_owner(candidates: Sequence[_Candidate]) -> dict[int, list[_Candidate]]:
    found: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        found[candidate.hit.pattern.owner].append(candidate)
    return found


def _overlap(a: _Candidate, b: _Candidate) -> bool:
    return a.place == b.place and a.hit.start < b.hit.end and b.hit.start < a.hit.end


def _is_rejected(candidate: _Candidate, rejected: dict[int, list[_Candidate]]) -> bool:
    """A `not` form covers the mention's beginning or stands directly before it."""
    hit = candidate.hit
    return any(
        other.place == candidate.place
        and other.hit.start <= hit.start <= other.hit.end + 1
        and _touches(other.hit, hit)
        for other in rejected[hit.pattern.owner]
    )


def _touches(before: Hit, hit: Hit) -> bool:
    return before.end > hit.start or before.end + 1 == hit.start or before.end == hit.start


def _longest(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Of hits of one name that overlap, the longest; of equals the one whose part is `name`."""
    kept: list[_Candidate] = []
    taken: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda c: (c.hit.start - c.hit.end, c.hit.pattern.part != "name")):
        rivals = taken[candidate.hit.pattern.owner]
        if not any(_overlap(candidate, rival) for rival in rivals):
            rivals.append(candidate)
            kept.append(candidate)
    return kept


__all__ = ["Pattern", "scan"]
