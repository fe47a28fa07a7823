"""What a text speaks of, in no language: everyday words of the news in a dozen languages, each group one concept.

The words stand in vocabulary/concepts.yaml. A word counts for a concept if it begins with one of its stems, the longest
stem that fits; that copes with endings in all the languages without a dictionary. Texts are looked up in every language
at once: a Russian text may quote an Azerbaijani one, and a stem that means two things is in no list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from monitor.errors import ConfigError, Problem
from monitor.text.fold import folded
from monitor.yamlfile import Strict, load

FILE = "vocabulary/concepts.yaml"
LANGUAGES = ("en", "ru", "be", "az", "tr")  # the first five groups of a line, in this order
OTHERS = ("uk", "pl", "de", "fr", "kk", "ka", "hy")
EXACT = "="
SHORTEST = 2  # letters of a stem
LONGEST = 60  # letters of a word that is looked at
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class ConceptFile(Strict):
    """The vocabulary: by concept its stems, groups of languages set apart by a slash."""

    version: Literal[1]
    concepts: dict[str, str]


class Concepts:
    """Stems compiled for looking words up. Raises ConfigError for a line that names no group for a language."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self._exact: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        for name, line in data.items():
            for _, stem in stems(name, line):
                if stem.startswith(EXACT):
                    self._exact.setdefault(stem[1:], name)
                else:
                    self._stems.setdefault(stem, name)
        lengths: dict[str, set[int]] = {}
        for stem in self._stems:
            lengths.setdefault(stem[:SHORTEST], set()).add(len(stem))
        self._lengths = {begins: sorted(found, reverse=True) for begins, found in lengths.items()}
        self._known: dict[str, tuple[str, ...]] = {}  # by what stands between two blanks its words' concepts

    def find(self, text: str) -> frozenset[str]:
        """The concepts of a folded text, in one pass over what stands between its blanks."""
        pieces = set(text.split())
        found = set(map(self._known.get, pieces))
        if None in found:
            new = [piece for piece in pieces if piece not in self._known]
            found |= set(map(self._looked_up, new))
            found.discard(None)
        return frozenset().union(*found)  # type: ignore[arg-type]  # None is in it no more

    def _looked_up(self, piece: str) -> tuple[str, ...]:
        words = [piece] if piece.isalpha() else _WORD.findall(piece)
        found = tuple([concept for word in words if (concept := self.of(word))])
        if len(piece) <= LONGEST:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[piece] = found
        return found

    def of(self, word: str) -> str:
        """The concept of one folded word, "" for none."""
        if concept := self._exact.get(word) or self._exact.get(word.partition("'")[0]):
            return concept
        word = word[:LONGEST]
        for length in self._lengths.get(word[:SHORTEST], ()):
            if length <= len(word) and (concept := self._stems.get(word[:length])):
                return concept
        return ""


REMEMBERED = 50_000  # words with their commas; a stream of several languages has about so many


def stems(name: str, line: str) -> Iterator[tuple[str, str]]:
    """Language and folded stem for all stems of one line, an exact word with its mark."""
    groups = folded(line).split(" / ")
    if not len(LANGUAGES) <= len(groups) <= len(LANGUAGES) + 1:
        sentence = f"the concept '{name}' needs stems for {', '.join(LANGUAGES)}, set apart by ' / ', and maybe others"
        raise ConfigError(Problem(FILE, 0, 0, sentence))
    for language, group in zip(LANGUAGES, groups, strict=False):
        yield from ((language, stem) for stem in group.split())
    language = ""
    for stem in groups[len(LANGUAGES)].split() if len(groups) > len(LANGUAGES) else ():
        if stem in OTHERS:
            language = stem
        else:
            yield language, stem


def vocabulary_lines() -> dict[str, str]:
    """The lines of the vocabulary as written, by concept."""
    return load(FILE, (files("monitor.stories") / FILE).read_bytes(), ConceptFile).value.concepts


@cache
def vocabulary() -> Concepts:
    """The vocabulary that comes with the program, compiled once when it is first needed."""
    return Concepts(vocabulary_lines())
