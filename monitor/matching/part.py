"""A compiled condition, as a tree of parts that can be asked one by one."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.matching import conditions as c
from monitor.matching import needs as n
from monitor.matching.expressions import Expression, TooSlow
from monitor.matching.factconditions import AnyAsked
from monitor.matching.facts import Event, Fact, Figure
from monitor.matching.storyconditions import AskedStory
from monitor.matching.syntax import All, Node, shown
from monitor.matching.typed import Place


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition: what it says, what runs for it, and its own parts.

    `relaxed` is the same with every scope (title, lead, sentence, near, about, pair) widened to "named anywhere in the
    article", every fact allowed to fail in one thing, and every `not` dropped; None where that changes nothing. `scope`
    cuts the view for the parts inside, `likely` gives those of its views that hold what the part inside requires: in no
    other one can it hold. `ids` are the names that a word, a text or an about() stands for, `sides` those of a pair(),
    `expression` that of a re(), `fact` what an event(), figure(), quote() or story() asks, `asked` the same ready to
    run.
    """

    node: Node
    test: c.Test
    relaxed: c.Test | None = None
    parts: tuple[Part, ...] = ()
    scope: c.Scope | None = None
    likely: c.Scope | None = None
    ids: tuple[str, ...] = ()
    sides: tuple[c.Sides, c.Sides] | None = None
    expression: Expression | None = None
    fact: Fact | None = None
    asked: AnyAsked | AskedStory | None = None

    @property
    def text(self) -> str:
        """The part in the house style."""
        return shown(self.node)

    @property
    def widened(self) -> c.Test:
        """What runs for the relaxed part."""
        return self.relaxed or self.test


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to run.

    `needs`: names of which at least one must be mentioned for it to hold, empty = nothing can be said. `names`: all it
    asks for outside `not`. `uses`: all it speaks of. `pairs`: the sides of its pair() calls, in order. `place`: where
    its text begins. `need`: all that must be named for it to hold, even with every scope widened to the whole article
    and every `not` dropped. `expressions`: those of its re() calls; `facts`: what it asks of facts, in order.
    """

    text: str
    place: Place
    root: Part
    needs: frozenset[str]
    names: frozenset[str]
    uses: frozenset[str]
    pairs: tuple[tuple[c.Sides, c.Sides], ...]
    need: n.Need = n.NOTHING
    expressions: tuple[Expression, ...] = ()
    facts: tuple[Fact, ...] = ()
    sound: bool = True

    @property
    def test(self) -> c.Test:
        """What runs for it."""
        return self.root.test

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts joined by `and` on the top level."""
        return self.root.parts if isinstance(self.root.node, All) else (self.root,)

    @property
    def sides(self) -> frozenset[str]:
        """Dotted ids of all who stand as a side in its pair(), event() and figure() calls."""
        asked = [fact.sides for fact in self.facts if isinstance(fact, Event | Figure)]
        return frozenset(name for sides in (*self.pairs, *asked) for names in sides for name in names or ())

    def decide(self, facts: c.Facts) -> c.Found | None:
        """The mentions that decided, in reading order; None if the condition does not hold."""
        if self.needs and self.needs.isdisjoint(facts.mentions):
            return None
        try:
            found = self.root.test(c.View(facts, facts.mentions))
        except TooSlow:
            return None
        return None if found is None else c.in_reading_order(found)

    def trouble(self, facts: c.Facts) -> str:
        """A sentence if an expression took too long, so that it counts as not holding; "" otherwise."""
        if not self.expressions:
            return ""
        try:
            self.root.test(c.View(facts, facts.mentions))
        except TooSlow as fault:
            return str(fault)
        return ""

    def nearly(self, facts: c.Facts) -> bool:
        """True if it would hold with its scopes widened and its `not` parts dropped, and these are all that fails.

        Ask it only of a condition that does not hold. False for one without any such part.
        """
        if self.root.relaxed is None or (self.needs and self.needs.isdisjoint(facts.mentions)):
            return False
        try:
            return self.root.relaxed(c.View(facts, facts.mentions)) is not None
        except TooSlow:
            return True
