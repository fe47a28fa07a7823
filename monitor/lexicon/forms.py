"""How a name is written in a lexicon file, read into words with their endings.

A plain form in the list of a language is its dictionary form, and is found in every case: by own rules
(inflection/), for Russian and Ukrainian by dictionaries that only a worker loads (dictionaries.py). What is typed wins:
`Ильхам~c Алиев~ov` is a stem and an ending class for each word, `Минск* групп*` lets any letters follow, `=Minsk` is
exact, and `Гродно =Азот` keeps one word. In lists that know no language every form is as typed.

Capitals count as written: a word typed with a capital must have one in the text too, an abbreviation (Aİİ, МАЗ) all of
its capitals; a word typed small may stand either way. `case:` of an entry changes that: `upper` asks for all leading
capitals, `abbreviations` (the rule for topics) for those of abbreviations only, `any` for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from monitor.lexicon.classes import BUILT_IN, BadEnding, Word, endings
from monitor.lexicon.inflection import inflected
from monitor.text.fold import folded

__all__ = ["BadForm", "Case", "Form", "Spellings", "Word", "form", "literal"]

Case = Literal["proper", "upper", "abbreviations", "any"]
Spellings = Mapping[tuple[str, str], tuple[str, ...]]  # (language, dictionary form) -> all its folded spellings
DICTIONARY_LANGUAGES = frozenset({"ru", "uk"})  # inflected by dictionaries.py, in a worker
_SHORTEST_STEM = 3  # letters that a stem keeps when spellings are put together under it
_ABBREVIATION = re.compile(r"[^\W\d_]{2,6}")


class BadForm(ValueError):
    """A form that cannot be looked for; `suggestion` may hold a cure."""

    def __init__(self, sentence: str, suggestion: str = "") -> None:
        self.suggestion = suggestion
        super().__init__(sentence)


ANY_LANGUAGE: frozenset[str] = frozenset()  # one for all: each made anew takes 216 bytes, and there are 20,000 forms


@dataclass(frozen=True, slots=True)
class Form:
    """One way a name is written. `languages`: looked for only in texts of these, empty = in all.

    How it is written in all cases is worked out where it is asked for: kept, it took as much as all else of a name.
    """

    text: str
    words: tuple[Word, ...]  # as typed
    languages: frozenset[str] = ANY_LANGUAGE
    language: str = ""  # of the list it stands in; "" = of no language
    plain: str = ""  # the dictionary form of which all cases count; "" = `words` alone
    proper: bool = True  # of `plain`: a name, not a topic

    @property
    def wanted(self) -> tuple[str, str] | None:
        """What to ask the dictionaries for: language and dictionary form."""
        return (self.language, self.plain) if self.plain and self.language in DICTIONARY_LANGUAGES else None

    @property
    def ways(self) -> tuple[tuple[Word, ...], ...]:
        """All ways to write it, by own rules; empty = `words` alone."""
        if not self.plain or self.language in DICTIONARY_LANGUAGES:
            return ()
        ways = inflected(self.language, self.plain, proper=self.proper)
        kept = tuple(dict.fromkeys(_as_typed(self.words, way) for way in ways))
        return () if kept == (self.words,) else kept

    @property
    def capitals(self) -> tuple[int, ...]:
        """Capitals asked of each word, empty if of none."""
        asked = tuple([word.capitals for word in self.words])
        return asked if any(asked) else ()

    def spelled(self, spellings: Spellings) -> Iterator[Form]:
        """One plain form for each way to write it: what the automaton looks for.

        A form that waits for a dictionary is found by the beginnings of its words meanwhile: too much, not too little.
        """
        ways = self.ways
        if self.wanted is not None:
            found = spellings.get(self.wanted)
            ways = (_beginnings(self.words),) if found is None else tuple(_ways(self.words, found))
        for words in ways:
            yield Form(self.text, words, self.languages, self.language)
        if not ways:
            yield self if not self.plain else Form(self.text, self.words, self.languages, self.language)


def form(
    text: str,
    case: Case = "proper",
    languages: frozenset[str] = ANY_LANGUAGE,
    classes: Mapping[str, str] = BUILT_IN,
    language: str = "",
) -> Form:
    """Read one form; `language` says in which it is inflected, "" = taken as typed.

    Raises BadForm for an empty or one-letter name, an unknown class, a stray mark.
    """
    exact = text.startswith("=")
    typed = text.removeprefix("=").split()
    words = tuple([_word(word, case, classes, exact=exact) for word in typed])
    if not words:
        raise BadForm("a name must not be empty")
    if sum(map(str.isalnum, "".join([word.stem for word in words]))) < 2:
        raise BadForm(f"'{text}' is too short: a name of one letter would be found everywhere")
    if exact or not language or any(word.ending or word.star for word in words):
        return Form(text, words, languages, language)
    plain = " ".join([word.removeprefix("=") for word in typed])
    # A topic has a plural and no apostrophe before its endings, unless it ends in a name: Zengezur Koridoru'nun.
    proper = case in ("proper", "upper") or (case == "abbreviations" and plain.split()[-1][:1].isupper())
    return Form(text, words, languages, language, text if plain == text else plain, proper)


def _as_typed(words: tuple[Word, ...], way: tuple[Word, ...]) -> tuple[Word, ...]:
    """A way to write `words`, with the capitals that were typed; a word marked with = stays."""
    return tuple(
        Word(word.stem, word.ending, word.star, words[at].capitals if at < len(words) else 0)
        if at >= len(words) or not words[at].exact
        else words[at]
        for at, word in enumerate(way)
    )


def _beginnings(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """What is left of each word in any case: its letters but the last two, any letters after them."""
    return tuple(
        word if word.exact or len(word.stem) <= _SHORTEST_STEM
        else replace(word, stem=word.stem[: max(_SHORTEST_STEM, len(word.stem) - 2)], star=True)
        for word in words
    )  # fmt: skip


def _ways(words: tuple[Word, ...], spellings: Iterable[str]) -> Iterator[tuple[Word, ...]]:
    """Spellings of a whole phrase -> words, those that differ only in the last word's ending put together."""
    capitals = tuple(word.capitals for word in words)
    lasts: dict[tuple[str, ...], list[str]] = {}
    for spelling in spellings:
        parts = spelling.split(" ")
        if len(parts) == len(words):
            parts = [word.stem if word.exact else part for word, part in zip(words, parts, strict=True)]
            lasts.setdefault(tuple(parts[:-1]), []).append(parts[-1])
    for inner, last in lasts.items():
        head = tuple(Word(stem, capitals=count) for stem, count in zip(inner, capitals, strict=False))
        for stem, ending in _stems(last):
            yield (*head, Word(stem, ending, capitals=capitals[-1]))


def _stems(words: list[str]) -> Iterator[tuple[str, str]]:
    """Words as a common stem and its endings, unless the stem would be too short to look for."""
    low, high = min(words), max(words)  # what these two share, all between them share
    same = next((at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    stem = low[:same]
    if len(stem) < _SHORTEST_STEM:
        yield from ((word, "") for word in dict.fromkeys(words))
    else:
        rest = sorted({word[len(stem) :] for word in words} - {""})
        optional = "?" if stem in words else ""
        yield stem, f"(?:{'|'.join(rest)}){optional}" if rest else ""


@lru_cache(maxsize=65536)
def literal(text: str) -> Form:
    """Quoted text of a rule: letter for letter but for folding, with `*` for any letters. Raises BadForm."""
    return form(" ".join(text.split()), "any", classes={})


def forget() -> None:
    """Let go of what only loading needs; it is made again when names are read."""
    _letters.cache_clear()


@lru_cache(maxsize=16384)  # one for all forms in which it stands
def _letters(typed: str, case: Case) -> Word:
    return Word(folded(typed), capitals=_capitals(typed, case))


def _word(typed: str, case: Case, classes: Mapping[str, str], *, exact: bool) -> Word:
    if exact or (typed.startswith("=") and classes and len(typed) > 1):
        plain = typed.removeprefix("=")
        return Word(folded(plain), capitals=_capitals(plain, case), exact=True)
    if typed.isalpha():  # most words by far have no mark of their own
        return _letters(typed, case)
    stem, mark, name = typed.partition("~")
    star = typed.endswith("*")
    if star:
        stem = typed[:-1]
    if "*" in stem or (star and mark):
        raise BadForm(f"in '{typed}' the * does not stand at the end of a word", "write the stem, then *")
    ending = ""
    if mark and classes:
        if name not in classes:
            raise BadForm(f"'{name}' is no class of endings", _nearest(name, classes))
        ending = classes[name]
        try:
            endings(ending)
        except BadEnding as fault:
            raise BadForm(f"the class '{name}' cannot be used: {fault}") from None
    elif mark:
        stem = typed
    plain = folded(stem)
    if not plain.strip():
        raise BadForm(f"'{typed}' has no letters before its ending")
    return Word(plain, ending, star, _capitals(stem, case))


def _capitals(stem: str, case: Case) -> int:
    """Capitals that the text must show: those of an abbreviation always, the first one of a proper name."""
    if case == "any":
        return 0
    letters = [letter for letter in stem if letter.isalpha()]
    leading = next((n for n, letter in enumerate(letters) if not letter.isupper()), len(letters))
    short = len(letters) == leading and _ABBREVIATION.fullmatch("".join(letters)) is not None
    if short or case == "upper":
        return leading
    return min(leading, 1) if case == "proper" else 0


def _nearest(name: str, classes: Mapping[str, str]) -> str:
    return "known classes: " + ", ".join(sorted(classes)) if name else "write the class after ~"
