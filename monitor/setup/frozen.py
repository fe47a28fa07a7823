"""What loading gives: one frozen Setup, swapped as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from monitor.config import Network, ServiceSettings
from monitor.examples import Proof
from monitor.lexicon import Lexicon
from monitor.lexicon.toponyms import NO_TOPONYMS, Toponyms
from monitor.matching.compile import Condition
from monitor.matching.index import Index
from monitor.matching.needs import Nothing
from monitor.matching.rules import Rule
from monitor.model.message import ChannelConfig, Delivery, Subscription
from monitor.model.source import Source


@dataclass(frozen=True, slots=True)
class Watched:
    """What makes a page worth fetching: ISO codes of sides, names of rules that may hold without a pair.

    `everything`: some rule may hold without any name, such as `lang(az)` or `eaeu or lang(az)`.
    """

    sides: frozenset[str]
    names: frozenset[str]
    everything: bool


@dataclass(frozen=True, slots=True)
class Setup:
    """All that the analysts decided, checked.

    `rule_texts`: the text of each rule by its version. `proofs`: every example with what came of it. `ready` False:
    names are still being worked out; one may poll and store by it, but not judge, group or compose.
    """

    version: str
    sources: Mapping[str, Source]
    subscriptions: tuple[Subscription, ...]
    channels: Mapping[str, ChannelConfig]
    operator: Delivery | None
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    index: Index[Rule]
    rule_texts: Mapping[str, str]
    network: Network = field(default_factory=Network)
    proofs: tuple[Proof, ...] = ()
    ready: bool = True
    toponyms: Toponyms = NO_TOPONYMS  # what the digest calls contested places
    service: ServiceSettings = field(default_factory=ServiceSettings)
    files: str = ""  # the fingerprint of what it was read from
    _watched: Watched = field(default_factory=lambda: Watched(frozenset(), frozenset(), everything=True))

    def may_matter(self, title: str, text: str, language: str = "") -> bool:
        """True if a page is worth fetching: a watched side is named, or what a rule without pair() asks for."""
        if self._watched.everything:
            return True
        at_most = self.lexicon.at_most(title, text)
        if at_most is not None and not self._is_watched(at_most):
            return False
        return self._is_watched({mention.name for mention in self.lexicon.scan(title, text, language).mentions})

    def _is_watched(self, named: Collection[str]) -> bool:
        return not (
            self._watched.names.isdisjoint(named)
            and self._watched.sides.isdisjoint(self.lexicon.side(name) for name in named)
        )


def watched(conditions: list[Condition], lexicon: Lexicon) -> Watched:
    """What these conditions make worth fetching."""
    sides = {lexicon.side(name) for when in conditions for name in when.sides}
    # where a pair() must hold, its sides say enough; `pair(AZ, BY) or eaeu` holds without it
    without = [when for when in conditions if not any(part.sides for part in when.parts)]
    names = frozenset(name for when in without for name in when.names)
    everything = any(isinstance(when.need, Nothing) for when in conditions)
    return Watched(frozenset(sides - {""}), names, everything=everything)
