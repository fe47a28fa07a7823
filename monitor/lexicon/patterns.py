"""Forms -> one automaton: literal beginnings are found all at once, what may follow is checked at each hit only.

A stem with a finite set of endings costs one string in the automaton however many endings it has; a phrase with `*`
or many combinations inside keeps its literal beginning there and the rest as a compiled pattern.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import compress, product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from monitor.lexicon.classes import BUILT_IN, LAST_WORD_ONLY, endings
from monitor.lexicon.forms import Form, Word
from monitor.lexicon.names import Part

# No name goes on for longer; without a limit a text of one endless word would be compared all with all.
_RUN = re.compile(r"[^\W_]{0,60}+")
_LETTERS = re.compile(r"[^\W\d_]{0,60}+")
_AT_END_ONLY = frozenset(BUILT_IN[name] for name in LAST_WORD_ONLY)
_MAX_SPELLED = 100
_SHORT = 4  # a beginning of fewer letters is no good anchor
_LONGEST_WORD = 60
# What may follow a name so that it surely ends there; at an apostrophe, a hyphen or a letter its endings are tried.
_CLOSING = frozenset(("", *' .,;:!?()«»“”„"…/'))
_EXACT = frozenset({""})
_made = tuple.__new__  # what a named tuple's own constructor calls, without its detour through Python
_NO_LETTER = r"(?![^\W_])"


class Role(IntEnum):
    """What a hit means for its name."""

    STRONG = 0
    WEAK = 1
    CONTEXT = 2
    REJECT = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """What must follow a literal beginning, and what the hit means."""

    owner: int  # number of the name
    role: Role
    part: Part
    capitals: tuple[int, ...]
    languages: frozenset[str]
    endings: frozenset[str] | None = None  # {""} = exact; None with star or rest
    star: bool = False
    rest: str | None = None  # expression for what follows the anchor; with `before` the whole phrase, anchor group 1
    before: int = 0  # how many words of the phrase stand before its anchor

    @property
    def ends(self) -> bool:
        """True if the literal beginning is the whole name, so that no letter may follow."""
        return self.rest is None and not self.star and (self.endings or _EXACT) == _EXACT

    @property
    def bare(self) -> bool:
        """True if nothing need follow the literal beginning."""
        return self.rest is None and (self.star or "" in (self.endings or _EXACT))

    def span(self, text: str, start: int, at: int) -> tuple[int, int] | None:
        """Start and end of the hit whose anchor is `text[start:at]`, None if it is none. Ends at a word's end."""
        if self.rest is not None:
            rest = _ready(self.rest)
            return _around(rest, text, start, self.before) if self.before else _onward(rest, text, start, at)
        if self.star:
            end = _LETTERS.match(text, at).end()  # type: ignore[union-attr]  # matches the empty string as well
            return None if text[end : end + 1].isalnum() else (start, end)
        end = _longest(text, at, self.endings or _EXACT)
        return None if end < 0 else (start, end)


@lru_cache(maxsize=16384)  # made at the first hit: most are never needed, and together they take a fifth of a second
def _ready(rest: str) -> re.Pattern[str]:
    return re.compile(rest)


def _onward(rest: re.Pattern[str], text: str, start: int, at: int) -> tuple[int, int] | None:
    found = rest.match(text, at)
    return (start, found.end()) if found else None


def _around(whole: re.Pattern[str], text: str, start: int, words: int) -> tuple[int, int] | None:
    """The whole phrase round its anchor, which has so many words before it: tried where each word there may begin."""
    first = start
    for _ in range(words):
        if first < 2 or text[first - 1] != " ":
            return None
        last, first = first, text.rfind(" ", 0, first - 1) + 1
        if last - first > _LONGEST_WORD:
            return None
    word_end = text.find(" ", first, start)
    for begin in range(first, word_end):
        if text[begin].isalnum() and not text[begin - 1 : begin].isalnum():
            found = whole.match(text, begin)
            if found and found.start(1) == start:
                return begin, found.end()
    return None


def _longest(text: str, at: int, allowed: frozenset[str]) -> int:
    end = _RUN.match(text, at).end()  # type: ignore[union-attr]  # matches the empty string as well
    if end > at:
        return end if text[at:end] in allowed else -1
    if text[at : at + 1] in ("'", "-"):
        end = _RUN.match(text, at + 1).end()  # type: ignore[union-attr]
        if text[at:end] in allowed:
            return end
    return at if "" in allowed else -1


_Row = tuple[tuple[Pattern, ...], tuple[Pattern, ...], tuple[Pattern, ...]]
_Common = tuple[int, Role, Part, tuple[int, ...], frozenset[str]]  # what a pattern has in any case


class Hit(NamedTuple):
    """A pattern found at `text[start:end]` of the folded text, word boundaries checked, capitals not yet."""

    pattern: Pattern
    start: int
    end: int


class Automaton:
    """All literal beginnings of all forms, searched in one pass; `table`, where it is ready, instead of forms."""

    def __init__(
        self,
        forms: Iterable[tuple[int, Role, Part, Form]] = (),
        table: Mapping[str, tuple[Pattern, ...]] | None = None,
    ) -> None:
        table = _table(forms) if table is None else table
        self._beginnings = zlib.compress(
            "\n".join(table).encode(), 1
        )  # asked for once at most, and a tenth of the size
        self._patterns = list(table.values())
        kept: dict[int, _Row] = {}
        rows = [kept.get(id(each)) or kept.setdefault(id(each), _row(each)) for each in self._patterns]
        self._bare, self._longer, self._open = ([row[at] for row in rows] for at in range(3))
        self._search = AhoCorasick(list(table), implementation=Implementation.ContiguousNFA) if table else None

    def table(self) -> Iterable[tuple[str, tuple[Pattern, ...]]]:
        """The literal beginnings, each with all that may follow it."""
        beginnings = zlib.decompress(self._beginnings).decode().split("\n")
        return zip(beginnings, self._patterns, strict=True) if self._patterns else ()

    def hits(self, text: str) -> list[Hit]:
        """Every hit in a folded text, at word boundaries on both sides."""
        found: list[Hit] = []
        if self._search is None:
            return found
        closing, bare, longer, still_open = _CLOSING, self._bare, self._longer, self._open
        for number, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            follows = text[end : end + 1]
            if follows in closing:  # so no ending follows
                found += [_made(Hit, (pattern, start, end)) for pattern in bare[number]]
                checked = longer[number]
            else:
                checked = still_open[number] if follows.isalnum() else self._patterns[number]
            for pattern in checked:
                span = pattern.span(text, start, end)
                if span is not None:
                    found.append(_made(Hit, (pattern, *span)))
        return found


def _table(forms: Iterable[tuple[int, Role, Part, Form]]) -> dict[str, tuple[Pattern, ...]]:
    """By literal beginning all that may follow it."""
    table: dict[str, tuple[Pattern, ...]] = {}
    once = _Once()
    for owner, role, part, form in forms:
        for beginning, pattern in _compiled(owner, role, part, form, once):
            table[beginning] = once.joined(table.get(beginning, ()), pattern)
    return table


def _row(patterns: tuple[Pattern, ...]) -> _Row:
    """Those of them that are bare, those with a rest, those that do not end."""
    return (
        _those(patterns, [pattern.bare for pattern in patterns]),
        _those(patterns, [pattern.rest is not None for pattern in patterns]),
        _those(patterns, [not pattern.ends for pattern in patterns]),
    )


def _those(patterns: tuple[Pattern, ...], wanted: list[bool]) -> tuple[Pattern, ...]:
    """Those that are wanted; the very tuple where it is all, as it mostly is: there are tens of thousands."""
    if False not in wanted:
        return patterns
    return tuple(compress(patterns, wanted)) if True in wanted else ()


class _Once:
    """Equal patterns, and equal tuples of them, are one object each: most forms differ in their letters alone."""

    def __init__(self) -> None:
        self._patterns: dict[tuple[object, ...], Pattern] = {}
        self._endings: dict[frozenset[str], frozenset[str]] = {}
        self._tuples: dict[tuple[int, ...], tuple[Pattern, ...]] = {}

    def pattern(self, common: _Common, endings: frozenset[str] | None, *, star: bool = False) -> Pattern:
        """A pattern without a rest."""
        key = (*common, endings, star)
        found = self._patterns.get(key)
        if found is None:
            found = self._patterns[key] = Pattern(*common, endings=endings, star=star)
        return found

    def joined(self, patterns: tuple[Pattern, ...], new: Pattern) -> tuple[Pattern, ...]:
        """With a pattern, or its endings in one that differs in nothing else: `Belarus~s`, `Belarus~tb` are one hit."""
        for number, known in enumerate(patterns):
            if new is known or new == known:
                return patterns
            if new.endings is not None and known.endings is not None and _alike(known, new):
                both = known.endings | new.endings
                common = (new.owner, new.role, new.part, new.capitals, new.languages)
                one = self.pattern(common, self._endings.setdefault(both, both))
                return self._tuple((*patterns[:number], one, *patterns[number + 1 :]))
        return self._tuple((*patterns, new))

    def _tuple(self, patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        return self._tuples.setdefault(tuple(map(id, patterns)), patterns)


def _alike(one: Pattern, other: Pattern) -> bool:
    """Whether two patterns with endings differ in these alone."""
    return (one.owner, one.role, one.part, one.capitals, one.languages) == (
        other.owner, other.role, other.part, other.capitals, other.languages,
    )  # fmt: skip


def _compiled(owner: int, role: Role, part: Part, form: Form, once: _Once) -> Iterable[tuple[str, Pattern]]:
    """The literal beginnings of a form, each with what must follow it."""
    words = form.words
    last = words[-1]
    common = (owner, role, part, form.capitals, form.languages)
    tail = once.pattern(common, None if last.star else endings(last.ending), star=last.star)
    before = words[:-1]
    if not any(word.star or word.ending for word in before):  # most forms by far
        yield " ".join([word.stem for word in words]), tail
        return
    inner = [_plain_inside(word) for word in before]
    spelled = 1
    for word in inner:
        spelled *= len(endings(word.ending)) if word.ending else 1
    if any(word.star for word in inner) or spelled > _MAX_SPELLED:
        yield _anchored(Pattern(*common), (*inner, last))
        return
    choices = [
        [word.stem + ending for ending in endings(word.ending)] if word.ending else [word.stem] for word in inner
    ]
    for chosen in product(*choices):
        yield " ".join((*chosen, last.stem)), tail


def _anchored(pattern: Pattern, words: tuple[Word, ...]) -> tuple[str, Pattern]:
    """The literal beginning of a phrase and a pattern for the rest; its longest word where that is short."""
    first = next(n for n, word in enumerate(words) if word.star or word.ending)
    beginning = " ".join(word.stem for word in words[: first + 1])
    longest = max(range(len(words)), key=lambda n: len(words[n].stem))
    if len(beginning) >= _SHORT or longest <= first:
        rest = " ".join(map(_expression, words[first:]))[len(re.escape(words[first].stem)) :]
        return beginning, replace(pattern, rest=rest + _NO_LETTER)
    parts = [_expression(word) for word in words]
    parts[longest] = f"({parts[longest]})"
    return words[longest].stem, replace(pattern, rest=" ".join(parts) + _NO_LETTER, before=longest)


def _plain_inside(word: Word) -> Word:
    """Names in some languages are declined at their end only."""
    return Word(word.stem, capitals=word.capitals) if word.ending in _AT_END_ONLY else word


def _expression(word: Word) -> str:
    if word.star:
        return re.escape(word.stem) + r"[^\W\d_]{0,60}"
    if word.ending:
        longest_first = sorted(endings(word.ending), key=lambda ending: (-len(ending), ending))
        return f"{re.escape(word.stem)}(?:{'|'.join(map(re.escape, longest_first))})"
    return re.escape(word.stem)
