"""What the last setup was compiled to, file by file: an edit of one file of many compiles and proves that one again.

A rule's meaning hangs on its own text, on every name (those of the lexicon and of all rule files), on how these are
spelt, and on the sources; its proofs on nothing else, for a quoted text of another rule confirms and hides no name.
Where one of these has changed, nothing is used again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from monitor.config import Sources, read_sources
from monitor.examples import Proof
from monitor.lexicon import Lexicon, NameDef, build, meaning
from monitor.lexicon.forms import Spellings
from monitor.matching.rulefile import Draft, RuleFile
from monitor.matching.rules import Rule
from monitor.model.source import Source


@dataclass(frozen=True, slots=True)
class Built:
    """The rules of a file, all of them without faults, and what came of their examples."""

    rules: tuple[tuple[Rule, Draft], ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class World:
    """All that rules mean something by: the names in the order they were read, their spellings, the sources."""

    names: tuple[NameDef, ...]
    spellings: Spellings
    sources: Mapping[str, Source]


class LastLexicon:
    """The lexicon of the last setup: an edit that touches no name, and no quoted text, need not compile it again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: tuple[tuple[Sequence[NameDef], Sequence[str], Spellings], Lexicon] | None = None

    def built(self, names: Sequence[NameDef], literals: Iterable[str], spellings: Spellings) -> Lexicon:
        """As `lexicon.build`; raises ConfigError."""
        asked = (tuple(names), tuple(literals), spellings)
        with self._lock:
            last = self._last
        if last is not None and last[0] == asked:
            return last[1]
        lexicon = build(*asked)
        with self._lock:
            self._last = (asked, lexicon)
        return lexicon


class LastMeaning:
    """The hash of the shipped names of the last setup: all their ways to be written go into it."""

    def __init__(self) -> None:
        self._last: tuple[tuple[NameDef, ...], str] | None = None

    def of(self, names: Sequence[NameDef]) -> str:
        """As `lexicon.meaning`."""
        asked, last = tuple(names), self._last
        if last is None or last[0] != asked:
            last = self._last = (asked, meaning(asked))
        return last[1]


class LastSources:
    """The sources of the last setup: an edit of another file reads none, one of theirs makes those anew that changed.

    No more than the last ones, for there may be tens of thousands. Safe from several threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: Hashable = None
        self._last: Sources | None = None

    def read(self, name: str, data: bytes, countries: Collection[str], formats: Collection[str]) -> Sources:
        """As `read_sources`; raises ConfigError."""
        key = (name, hashlib.sha256(data).digest(), frozenset(countries), frozenset(formats))
        with self._lock:
            known, last = self._key, self._last
        if last is not None and known == key:
            return last
        found = read_sources(name, data, countries, formats, last.sources if last else {})
        with self._lock:
            self._key, self._last = key, found
        return found


class Again:
    """Of the last setup only, so that no more is kept than what runs; safe from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._world: World | None = None
        self._files: Mapping[str, tuple[RuleFile, Built]] = {}

    def files(self, world: World) -> Mapping[str, tuple[RuleFile, Built]]:
        """By name of the file: what was read from it, and what that was compiled to in the very same world."""
        with self._lock:
            kept, files = self._world, self._files
        return files if kept == world else {}

    def keep(self, world: World, files: Mapping[str, tuple[RuleFile, Built]]) -> None:
        """In place of what was kept before."""
        with self._lock:
            self._world, self._files = world, files
