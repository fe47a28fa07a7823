"""All rules by the rarest name they require, so that an article meets only those that may hold for it.

Of each rule's condition the index takes one set of names of which one must be there (see needs.py): the one that is
likely to be seldom in articles. Candidates are looked up by the names an article holds; up to three more sets that the
rule requires are checked before it is handed out, and of `2 of (...)` that two of its names are there. A rule that
requires nothing, such as `lang(az)`, is always handed out. What the index leaves out could not hold, neither as written
nor with its scopes widened and its `not` dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Generic, Protocol, TypeVar

from monitor.matching.needs import AllOf, Need, Nothing, OneOf, SomeOf, keys_of, side_key

MAX_GUARDS = 3
FEW = 2
REMEMBERED = 2048  # sets of names that no rule comes into question for, or some does

# How often such a name stands in news, in arbitrary units: a country in most articles, a quoted phrase in few.
_USUAL = {"side": 80.0, "country": 60.0, "topic": 20.0, "org": 8.0, "place": 8.0, "person": 4.0, "pair": 4.0}
_PHRASE, _WORD, _OTHER = 1.0, 3.0, 4.0


class Filed(Protocol):
    """What the index must know of a rule."""

    @property
    def need(self) -> Need:
        """What an article must name for the rule to hold."""


_Guard = tuple[int, frozenset[str]]  # so many of these keys must be there
R = TypeVar("R", bound=Filed)
R_co = TypeVar("R_co", covariant=True)


class Candidates(Protocol[R_co]):
    """Whatever hands out the rules worth trying."""

    def candidates(self, names: Collection[str]) -> Sequence[R_co]:
        """The rules that may hold for an article with mentions of these names, in the order they were given."""

    def hopeless(self, names: frozenset[str]) -> bool:
        """Whether there is no candidate: the same few names stand in most news."""


@dataclass(frozen=True, slots=True)
class Every(Generic[R]):
    """A few rules, all of them worth trying: filing them would cost more than it saves."""

    rules: Sequence[R]

    def candidates(self, names: Collection[str]) -> Sequence[R]:  # noqa: ARG002  # the shape of Candidates
        """All of them."""
        return self.rules

    def hopeless(self, names: frozenset[str]) -> bool:  # noqa: ARG002  # the shape of Candidates
        """False, where there is any rule."""
        return not self.rules


class Index(Generic[R]):
    """Frozen once built."""

    def __init__(self, rules: Iterable[R], side: Callable[[str], str], *, few: int = FEW) -> None:
        """File the rules; `side` gives the ISO code of the country that a name is or acts for, "" if of none.

        So `few` rules are not filed at all: to run them costs less, and an index is made for each rule's examples.
        """
        self.rules: Sequence[R] = tuple(rules)
        self._sides = lru_cache(maxsize=None)(lambda name: _side_keys(name, side))
        self.hopeless = lru_cache(maxsize=REMEMBERED)(lambda names: not self.candidates(names))
        self._always: list[int] = []
        self._filed: dict[str, list[tuple[int, tuple[_Guard, ...]]]] = {}
        if len(self.rules) <= few:
            self._always = list(range(len(self.rules)))
            return
        shared = Counter(key for rule in self.rules for key in set(keys_of(rule.need)))
        weights = {key: _usual(key) * sqrt(count) for key, count in shared.items()}
        for number, rule in enumerate(self.rules):
            sets = _required(rule.need, weights)
            if not sets:
                self._always.append(number)
                continue
            keys, *others = sets
            counts = _counted(rule.need)
            entry = (number, (*counts, *((1, other) for other in others))[:MAX_GUARDS])
            for key in keys:
                self._filed.setdefault(key, []).append(entry)

    def candidates(self, names: Collection[str]) -> list[R]:
        """The rules that may hold for an article with mentions of these names, in the order they were given."""
        held = set(names)
        for name in names:
            held.update(self._sides(name))
        filed = self._filed
        found = set(self._always)
        for key in held:
            for number, guards in filed.get(key, ()):
                for least, guard in guards:
                    if guard.isdisjoint(held) or (least > 1 and len(guard & held) < least):
                        break
                else:
                    found.add(number)
        rules = self.rules
        return [rules[number] for number in sorted(found)]


def _side_keys(name: str, side: Callable[[str], str]) -> tuple[str, ...]:
    """The sides that a mention of this name stands for: one, none, or both of an adjective such as pair.az_by."""
    kind, _, codes = name.partition(".")
    found = codes.upper().split("_") if kind == "pair" else []
    return tuple(side_key(code) for code in dict.fromkeys((*found, side(name))) if code)


def _usual(key: str) -> float:
    if key.startswith("text:"):
        return _PHRASE if " " in key else _WORD
    if key.startswith("side:"):
        return _USUAL["side"]
    return _USUAL.get(key.partition(".")[0], _OTHER)


def _required(need: Need, weights: dict[str, float]) -> list[frozenset[str]]:
    """Sets of keys of each of which one must be there, the rarest first."""
    if isinstance(need, AllOf):
        sets = [_rarest(part, weights)[1] for part in need.parts]
        return sorted(dict.fromkeys(sets), key=lambda keys: _weight(keys, weights))
    return [] if isinstance(need, Nothing) else [_rarest(need, weights)[1]]


def _counted(need: Need) -> Iterator[_Guard]:
    """How many keys must be there for `2 of (...)`, where no two of its parts speak of the same name."""
    for part in need.parts if isinstance(need, AllOf) else (need,):
        if isinstance(part, SomeOf) and part.least > 1:
            sets = [inner.keys for inner in part.parts if isinstance(inner, OneOf)]
            every = frozenset().union(*sets)
            if len(sets) == len(part.parts) and len(every) == sum(map(len, sets)):
                yield part.least, every


def _rarest(need: Need, weights: dict[str, float]) -> tuple[float, frozenset[str]]:
    """The rarest set of which one key must be there for the part to hold, with its weight."""
    if isinstance(need, OneOf):
        return _weight(need.keys, weights), need.keys
    assert isinstance(need, AllOf | SomeOf)  # a part that needs nothing was left out when the need was made
    inner = sorted((_rarest(part, weights) for part in need.parts), key=lambda pair: pair[0])
    if isinstance(need, AllOf):
        return inner[0]
    # with `least` of them to hold, any choice of all but `least - 1` parts has one that does
    chosen = frozenset().union(*(keys for _, keys in inner[: len(inner) - need.least + 1]))
    return _weight(chosen, weights), chosen


def _weight(keys: Iterable[str], weights: dict[str, float]) -> float:
    return sum(weights[key] for key in keys)
