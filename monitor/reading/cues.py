"""Words that tell what happens: triggers of events, dealing verbs, trade words, months. Found in one pass.

They stand in vocabulary/*.yaml, as typed (no automatic endings): `*` at a word's end is any letters, a lone `*` up to
five words. They are looked for only in articles that are worth reading, so that rules do not pay for them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import Field

from monitor.errors import ConfigError, Problem
from monitor.lexicon.forms import ANY_LANGUAGE, BadForm, Form, form
from monitor.lexicon.patterns import Automaton, Hit, Role
from monitor.model.mention import FIELDS, Scan
from monitor.model.mention import Field as TextField
from monitor.reading.beforehand import FILE, Meaning, content, ready
from monitor.text.fold import Folded, fold, folded
from monitor.text.languages import language
from monitor.yamlfile import Strict, load

_GAP_WORDS = 5
_FAR = 1 << 62  # behind the end of any text
_GAP = " * "


class CueForms(Strict):
    """Words by language; the key says where they belong, a hit counts in any text."""

    any: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)
    ru: list[str] = Field(default_factory=list)
    be: list[str] = Field(default_factory=list)
    az: list[str] = Field(default_factory=list)
    tr: list[str] = Field(default_factory=list)
    uk: list[str] = Field(default_factory=list)
    pl: list[str] = Field(default_factory=list)
    de: list[str] = Field(default_factory=list)
    fr: list[str] = Field(default_factory=list)
    es: list[str] = Field(default_factory=list)
    kk: list[str] = Field(default_factory=list)
    hy: list[str] = Field(default_factory=list)
    ka: list[str] = Field(default_factory=list)


class CueEntry(CueForms):
    """`own`: words that count only in texts of their language ("min" is minutes elsewhere). `not`: what is no hit."""

    own: CueForms = Field(default_factory=CueForms)
    not_: list[str] = Field(default_factory=list, alias="not")


class CueFile(Strict):
    """A file under vocabulary/."""

    version: Literal[1]
    cues: dict[str, CueEntry]


class Cue(NamedTuple):
    """One hit. `start` and `end` are offsets into the original field."""

    name: str  # "visit_state"
    field: TextField
    start: int
    end: int
    surface: str
    sentence: int  # Sentence.number


_made = tuple.__new__  # what a named tuple's own constructor calls, without its detour through Python


@cache
def vocabulary() -> Vocabulary:
    """All files of the package, compiled once."""
    return Vocabulary(*shipped())


def shipped() -> tuple[dict[str, bytes], bytes]:
    """The files of the package by name, and what was worked out of them beforehand."""
    folder = files("monitor.reading") / "vocabulary"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    return {name: (folder / name).read_bytes() for name in names}, (folder / FILE).read_bytes()


class Vocabulary:
    """Compiled cues. Raises ConfigError for a name in two files and a form that cannot be looked for.

    `beforehand` saves the reading where it was made of these very files.
    """

    def __init__(self, data: Mapping[str, bytes], beforehand: bytes = b"") -> None:
        self.names: dict[str, str] = {}  # by name, its file
        self._meanings: list[Meaning] = []
        found = ready(beforehand, data) if beforehand else None
        if found is None:
            self._automaton = Automaton(self._forms(data))
        else:
            self.names, self._meanings = found.names, found.meanings
            self._automaton = Automaton(table=found.table)

    def content(self, data: Mapping[str, bytes]) -> str:
        """What to keep of it beforehand, where `data` are its files."""
        return content(data, self.names, self._meanings, self._automaton.table())

    def _forms(self, data: Mapping[str, bytes]) -> Iterator[tuple[int, Role, Literal["name"], Form]]:
        """One by one, for all of them at once are more than what is made of them; each meaning is kept once."""
        numbers: dict[Meaning, int] = {}
        for file, entry, name in _entries(data):
            if self.names.setdefault(name, file) != file:
                raise ConfigError(Problem(file, 0, 0, f"the cue '{name}' stands in {self.names[name]} too"))
            for text, languages, rejects in _typed(entry):
                beginning, _, rest = text.partition(_GAP)
                try:
                    made = form(beginning, "any", languages)
                except BadForm as fault:
                    raise ConfigError(Problem(file, 0, 0, f"cue '{name}': {fault}")) from None
                yield numbers.setdefault(Meaning(name, rejects, rest), len(numbers)), Role.STRONG, "name", made
        self._meanings += numbers

    def find(self, scan: Scan, hint: str = "", told: Callable[[], str] | None = None) -> tuple[Cue, ...]:
        """The cues of title and body in reading order; of overlapping hits of one name the longest.

        `told` says the text's language where somebody knows it already; it is asked only if a word needs it.
        """
        told = told or (lambda: language(f"{scan.title}\n{scan.body}", hint))
        speaks: dict[frozenset[str], bool] = {}
        found: list[Cue] = []
        for field in FIELDS:
            original = scan.title if field == "title" else scan.body
            text = fold(original)
            hits = []
            for hit in self._automaton.hits(text.text):
                wanted = hit.pattern.languages
                if wanted and wanted not in speaks:
                    speaks[wanted] = told() in wanted
                if not wanted or speaks[wanted]:
                    hits.append(hit)
            found += self._accepted(hits, text, original, field, scan)
        return tuple(found)

    def _accepted(self, hits: list[Hit], text: Folded, original: str, field: TextField, scan: Scan) -> list[Cue]:
        # an article has two hundred of them: what runs for each is kept short
        spans, rejected = self._spans(hits, text.text)
        starts = [] if field == "title" else [sentence.start for sentence in scan.sentences[2:]]
        number = int(field != "title")  # of the sentence that has been reached: hits come in order
        coming = starts[0] if starts else _FAR
        reach: dict[str, int] = {}
        found: list[Cue] = []
        even = text.even
        for start, back, name in spans:
            end = -back
            if end <= reach.get(name, -1):
                continue
            if name in rejected and any(s < end and start < e for s, e in rejected[name]):
                continue
            reach[name] = end
            first, last = (start, end) if even else text.original(start, end)
            if first >= coming:
                number = bisect_right(starts, first) + 1
                coming = starts[number - 1] if number <= len(starts) else _FAR
            found.append(_made(Cue, (name, field, first, last, original[first:last], number)))
        return found

    def _spans(self, hits: list[Hit], text: str) -> tuple[list[tuple[int, int, str]], dict[str, list[tuple[int, int]]]]:
        """Start, negative end and name of each hit, in order, the longest first; by name what is no hit."""
        spans: list[tuple[int, int, str]] = []
        rejected: dict[str, list[tuple[int, int]]] = {}
        meanings = self._meanings
        for pattern, start, end in hits:
            name, rejects, rest = meanings[pattern.owner]
            if rest:
                more = _after_gap(rest).match(text, end)
                if more is None:
                    continue
                end = more.end()  # noqa: PLW2901  # it goes on beyond its gap
            if rejects:
                rejected.setdefault(name, []).append((start, end))
            else:
                spans.append((start, -end, name))
        spans.sort()
        return spans, rejected


def _entries(data: Mapping[str, bytes]) -> Iterator[tuple[str, CueEntry, str]]:
    for file, typed in data.items():
        for name, entry in load(file, typed, CueFile).value.cues.items():
            yield file, entry, name


def _typed(entry: CueEntry) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Each form as typed, the languages it counts in (empty = all), and whether it is one that is no hit."""
    for code in CueForms.model_fields:
        yield from ((text, ANY_LANGUAGE, False) for text in getattr(entry, code))
        yield from ((text, frozenset({code}), False) for text in getattr(entry.own, code))
    yield from ((text, ANY_LANGUAGE, True) for text in entry.not_)


@lru_cache(maxsize=4096)  # made at the first hit: most are never needed
def _after_gap(rest: str) -> re.Pattern[str]:
    """Up to five words, then these; never over the end of a clause."""
    words = " ".join(
        re.escape(folded(word.rstrip("*"))) + (r"[^\W\d_]{0,60}" if word.endswith("*") else "") for word in rest.split()
    )
    return re.compile(rf"(?: [^\s.;:!?]{{1,60}}){{0,{_GAP_WORDS}}}? {words}(?![^\W_])")


def by_sentence(cues: Iterable[Cue]) -> dict[int, tuple[Cue, ...]]:
    """Cues by the number of their sentence."""
    found: dict[int, list[Cue]] = {}
    for cue in cues:
        found.setdefault(cue.sentence, []).append(cue)
    return {number: tuple(group) for number, group in found.items()}
