"""A text -> its sentences and the names in it: which hits are accepted, and why others are not.

hits (patterns.py) -> language gates and capitals -> `not` lists -> the longest of nested hits -> weak names by context
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from monitor.lexicon.names import OLD_CYRILLIC, NameDef
from monitor.lexicon.patterns import Automaton, Hit
from monitor.model.mention import Field, Mention, Scan, Sentence
from monitor.text.fold import Folded, fold
from monitor.text.languages import language
from monitor.text.sentences import sentences

LEAD_SENTENCES = 2
CONTEXT_WORDS = 8
_OLD_CYRILLIC_LETTERS = re.compile("[әғҝҹһөүӘҒҜҸҺӨҮ]")
_WORD_GAP = re.compile(" (?!- )")
_ONE_CAPITAL = (1,)
_made = tuple.__new__  # what a named tuple's own constructor calls, without its detour through Python


def scan(title: str, body: str, hint: str, automaton: Automaton, names: Sequence[NameDef]) -> Scan:
    """Both fields with their sentences and accepted mentions, in reading order; `names` by owner number.

    The title is sentence 0, even an empty one, so that a sentence's number is its place in the tuple.
    """
    spans = sentences(body)
    cut = [Sentence(0, "title", 0, len(title))]
    cut += [_made(Sentence, (n, "body", start, end)) for n, (start, end) in enumerate(spans, 1)]
    lead_end = min(LEAD_SENTENCES, len(spans))
    head = _FieldScan("title", title, 0, 0, (0,))
    starts = tuple([start for start, _ in spans]) or (0,)
    rest = _FieldScan("body", body, head.words_until(len(head.folded.text)) + 1, 1, starts)
    speaks = _Language(title, body, hint)
    for field in (head, rest):
        field.sort(automaton.hits(field.folded.text), speaks, names)
    _add_weak(head, rest, lead_end, names)
    return Scan(title, body, tuple(cut), (*head.mentions(names), *rest.mentions(names)), lead_end)


class _Language:
    """Whether the text is in one of some languages, worked out when first asked and once for each set of them."""

    def __init__(self, title: str, body: str, hint: str) -> None:
        self._text, self._hint, self._found = f"{title}\n{body}", hint, ""
        self._known: dict[frozenset[str], bool] = {}

    def __call__(self, languages: frozenset[str]) -> bool:
        known = self._known.get(languages)
        if known is None:
            known = self._known[languages] = self._is_in(languages)
        return known

    def _is_in(self, languages: frozenset[str]) -> bool:
        if OLD_CYRILLIC in languages and _OLD_CYRILLIC_LETTERS.search(self._text):
            return True
        if languages == {OLD_CYRILLIC}:
            return False  # known by its letters alone
        if not self._found:
            self._found = language(self._text, self._hint) or "?"
        return self._found in languages


class _FieldScan:
    """One field on its way from hits to mentions."""

    def __init__(
        self, field: Field, original: str, first_word: int, first_sentence: int, sentence_starts: tuple[int, ...]
    ) -> None:
        self.field, self.original = field, original
        self.folded: Folded = fold(original)
        self._first_word, self._first_sentence, self._sentence_starts = first_word, first_sentence, sentence_starts
        self._gaps: list[int] | None = None
        self.strong: list[Hit] = []  # accepted
        self.weak: list[Hit] = []  # accepted if confirmed
        self._context: dict[int, _Spans] = {}

    def sort(self, hits: Sequence[Hit], speaks: _Language, names: Sequence[NameDef]) -> None:
        """Hits by what they mean; rejected, misspelt and nested ones fall out."""
        strong: list[Hit] = []
        others: tuple[list[Hit], list[Hit], list[Hit], list[Hit]] = (strong, [], [], [])
        original, even = self.original, self.folded.even
        for hit in hits:
            pattern = hit.pattern
            if pattern.languages and not speaks(pattern.languages):
                continue
            asked = pattern.capitals
            plainly = not asked or (even and asked == _ONE_CAPITAL and original[hit.start].isupper())
            if plainly or self._written_so(hit):
                others[pattern.role].append(hit)
        _, weak, context, reject = others
        rejected = _spans(reject)
        if rejected:
            strong = [hit for hit in strong if not _is_rejected(hit, rejected)]
        self.strong = strong if _are_apart(strong) else _without_parts(_longest(strong), names)
        if weak:
            self._context = _spans(context)
            taken = _spans(self.strong)
            free = [hit for hit in weak if not _is_rejected(hit, rejected) and not _is_taken(hit, taken)]
            self.weak = _longest(free)

    def _written_so(self, hit: Hit) -> bool:
        """Capitals as the form was typed, word by word."""
        asked = hit.pattern.capitals
        start, end = self.folded.original(hit.start, hit.end)
        first = self.original[start]
        if first.isupper():
            if asked == _ONE_CAPITAL:
                return True
        elif asked[0] and first.isalpha():
            return False
        words = self.original[start:end].split()
        if len(words) > len(asked):  # a soft hyphen that stands alone between two spaces is none
            words = [word for word in words if any(map(str.isalnum, word))]
        return all(_capitals(word, count) for word, count in zip(words, asked, strict=False) if count)

    def words_until(self, at: int) -> int:
        """Ordinal of the word at a folded offset; a dash that stands alone is no word."""
        if self._gaps is None:
            self._gaps = [gap.start() for gap in _WORD_GAP.finditer(self.folded.text)]
        return self._first_word + bisect_left(self._gaps, at)

    def sentence(self, hit: Hit) -> int:
        """Number of the sentence that a hit begins in."""
        start, _ = self.folded.original(hit.start, hit.end)
        return self._first_sentence + max(bisect_right(self._sentence_starts, start) - 1, 0)

    def near_context(self, hit: Hit) -> bool:
        """A context word of the same name stands within eight words."""
        context = self._context.get(hit.pattern.owner)
        if context is None:
            return False
        here = self.words_until(hit.start)
        gaps = self._gaps or []
        first, last = here - self._first_word - CONTEXT_WORDS - 1, here - self._first_word + CONTEXT_WORDS
        start = gaps[first] if first >= 0 else 0
        end = gaps[last] if last < len(gaps) else len(self.folded.text)
        return any(
            abs(self.words_until(other.start) - here) <= CONTEXT_WORDS and not _overlap(hit, other)
            for other in context.around(start, end)
        )

    def mentions(self, names: Sequence[NameDef]) -> list[Mention]:
        """What was accepted, in reading order."""
        text, original, word, counted = self.folded.text, self.original, self._first_word, 0
        place = None if self.folded.even else self.folded.original
        field, starts, before = self.field, self._sentence_starts, self._first_sentence - 1
        rows = [(start, -end, names[pattern.owner].id, pattern.part) for pattern, start, end in self.strong]
        rows.sort()
        found: list[Mention] = []
        for at, minus_stop, name, part in rows:
            stop = -minus_stop
            if at > counted:
                word += text.count(" ", counted, at) - text.count(" - ", counted, at)
                counted = at
            start, end = place(at, stop) if place else (at, stop)
            sentence = before + (bisect_right(starts, start) or 1)
            row = (name, field, start, end, original[start:end], text[at:stop], sentence, word, part)
            found.append(_made(Mention, row))
        return found


def _add_weak(head: _FieldScan, rest: _FieldScan, lead_end: int, names: Sequence[NameDef]) -> None:
    """Accept weak names near a context word, beside their strong form, or with their own side in title or lead."""
    if not head.weak and not rest.weak:
        return
    named = {hit.pattern.owner for field in (head, rest) for hit in field.strong}
    leading: dict[str, set[int]] = defaultdict(set)
    for field in (head, rest):
        for hit in field.strong:
            if field.sentence(hit) <= lead_end:
                leading[names[hit.pattern.owner].side].add(hit.pattern.owner)

    def confirmed(hit: Hit, field: _FieldScan) -> bool:
        owner = hit.pattern.owner
        side = names[owner].side
        return owner in named or bool(side and leading[side] - {owner}) or field.near_context(hit)

    for field in (head, rest):
        field.strong = field.strong + [hit for hit in field.weak if confirmed(hit, field)]


def _capitals(word: str, count: int) -> bool:
    if count == 1 and word[0].isalpha():
        return word[0].isupper()
    letters = [letter for letter in word if letter.isalpha()]
    return all(letter.isupper() for letter in letters[:count])


class _Spans:
    """Hits of one name by place, so that a text of one name ten thousand times over is not compared all with all."""

    def __init__(self, hits: list[Hit]) -> None:
        self._hits = sorted(hits, key=lambda hit: hit.start)
        self._starts = [hit.start for hit in self._hits]
        self._reach = max(hit.end - hit.start for hit in hits)

    def around(self, start: int, end: int) -> Sequence[Hit]:
        """Those that may touch the span, and few others."""
        first = bisect_left(self._starts, start - self._reach - 1)
        return self._hits[first : bisect_right(self._starts, end)]


def _spans(hits: Sequence[Hit]) -> dict[int, _Spans]:
    """Hits by the number of their name."""
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.pattern.owner, []).append(hit)
    return {owner: _Spans(group) for owner, group in found.items()}


def _overlap(a: Hit, b: Hit) -> bool:
    return a.start < b.end and b.start < a.end


def _is_rejected(hit: Hit, rejected: dict[int, _Spans]) -> bool:
    """A `not` form covers the beginning of the hit, or ends right before it."""
    spans = rejected.get(hit.pattern.owner)
    return spans is not None and any(
        other.start <= hit.start <= other.end + 1 for other in spans.around(hit.start, hit.start)
    )


def _is_taken(hit: Hit, taken: dict[int, _Spans]) -> bool:
    """A strong form of the same name stands there already."""
    spans = taken.get(hit.pattern.owner)
    return spans is not None and any(_overlap(hit, other) for other in spans.around(hit.start, hit.end))


def _are_apart(hits: list[Hit]) -> bool:
    """True if no two of them overlap, as nearly always; a few that do not may be taken for some that do."""
    reach = 0
    for _, start, end in hits:
        if start < reach:
            return False
        reach = max(reach, end)
    return True


def _without_parts(hits: list[Hit], names: Sequence[NameDef]) -> list[Hit]:
    """All but countries inside the name of another: Rusya in Beyaz Rusya, Guinea in Papua New Guinea."""
    countries = [hit for hit in hits if names[hit.pattern.owner].kind == "country"]
    if len({hit.pattern.owner for hit in countries}) < 2:
        return hits
    countries.sort(key=lambda hit: (hit.start, -hit.end))
    outer, parts = countries[0], set()
    for hit in countries:
        if hit.end > outer.end:
            outer = hit
        elif hit.pattern.owner != outer.pattern.owner and hit.end - hit.start < outer.end - outer.start:
            parts.add(id(hit))
    return [hit for hit in hits if id(hit) not in parts] if parts else hits


def _longest(hits: list[Hit]) -> list[Hit]:
    """Of hits of one name that overlap, the longest; of equals the one that means the name itself."""
    if len({hit.pattern.owner for hit in hits}) == len(hits):
        return hits
    kept: list[Hit] = []
    hits.sort(key=lambda hit: (hit.pattern.owner, hit.start, -hit.end, hit.pattern.part != "name"))
    for hit in hits:
        last = kept[-1] if kept else None
        if last is None or last.pattern.owner != hit.pattern.owner or hit.start >= last.end:
            kept.append(hit)
        elif hit.end - hit.start > last.end - last.start:
            kept[-1] = hit
    return kept
