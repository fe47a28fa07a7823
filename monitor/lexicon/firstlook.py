"""Which names may stand in a text at most, at a tenth of the cost of a scan: most articles name nothing that is asked.

A name is in the answer wherever `scan` accepts a mention of it; the answer may hold others, whose endings, capitals,
language or context no one has looked at. So what it does not hold is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from ahocorasick_rs import BytesAhoCorasick, Implementation

from monitor.lexicon.names import NameDef
from monitor.lexicon.patterns import Pattern, Role
from monitor.text.coded import BOUND, coded, unsure

_FOUND = (Role.STRONG, Role.WEAK)
_ends = attrgetter("ends")


class FirstLook:
    """Made of an automaton's beginnings, each with its patterns; `names` by owner number."""

    def __init__(self, table: Iterable[tuple[str, Sequence[Pattern]]], names: Sequence[NameDef]) -> None:
        found: dict[bytes, frozenset[str]] = {}
        once: dict[frozenset[str], frozenset[str]] = {}  # ten spellings of a name mean one set
        always: set[str] = set()
        for beginning, patterns in table:
            named = frozenset([names[pattern.owner].id for pattern in patterns if pattern.role in _FOUND])
            code = None if unsure(beginning) else coded(beginning)
            if code is None:
                always |= named
            elif named:  # a bound behind it where no letter may follow
                closed = all(map(_ends, patterns))
                code = code if closed else code.removesuffix(BOUND)
                both = found.get(code, named) | named
                found[code] = once.setdefault(both, both)
        self._names = list(found.values())
        self._always = frozenset(always)
        self._search = BytesAhoCorasick(list(found), implementation=Implementation.ContiguousNFA) if found else None

    def names(self, title: str, body: str) -> frozenset[str] | None:
        """Ids of all names that may be mentioned; None = only a scan can tell."""
        code = coded(f"{title}\n{body}")
        if code is None:
            return None
        hits = self._search.find_matches_as_indexes(code, overlapping=True) if self._search else ()
        return self._always.union(*{self._names[number] for number, _, _ in hits})
