"""From a condition's tree to parts that can be asked: names found, calls checked, unknown ones refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from monitor.errors import ConfigError, Problem
from monitor.matching import conditions as c
from monitor.matching.calls import WHOLE_ARTICLE, refused
from monitor.matching.expressions import Expression
from monitor.matching.factcalls import SLOTS, fact
from monitor.matching.factconditions import asked as asked_of
from monitor.matching.facts import Event, Fact, Figure, Story, Two
from monitor.matching.part import Condition, Part
from monitor.matching.required import asked, calls_in, need, needs, required, unbounded
from monitor.matching.storyconditions import AskedStory
from monitor.matching.syntax import All, Call, Count, Either, Name, Near, Node, Not, Parsed, Phrase, parse, shown
from monitor.matching.typed import Place, latin_twin, look_alike
from monitor.matching.words import Names, Reader
from monitor.yamlfile import closest

__all__ = [
    "CALLS",
    "Condition",
    "Names",
    "compile_condition",
    "compile_parsed",
    "compile_rule",
    "read_condition",
]

SCOPES: dict[str, Callable[[frozenset[str]], c.Scope]] = {"title": c.title, "lead": c.lead, "sentence": c.sentence}
FACTS = tuple(SLOTS)
CALLS = (*WHOLE_ARTICLE, *SCOPES, *FACTS)


def compile_condition(text: str, file: str, line: int, column: int, names: Names) -> Condition:
    """`text` as it stands at that place of the file. Raises ConfigError with every problem found."""
    return compile_parsed(parse(Place(file, line, column, text)), names)


def compile_parsed(parsed: Parsed, names: Names, raises: Condition | None = None) -> Condition:
    """The same for a condition already parsed, whose literals had to be collected first.

    `raises`: the rule's `when`, if this condition raises its priority.
    """
    return _ready(*read_condition(parsed, names, raises))


def compile_rule(when: Parsed, raised: Iterable[Parsed], names: Names) -> tuple[Condition, ...]:
    """A rule's `when` and the conditions that raise its priority. Raises ConfigError with every problem in them."""
    main, found = read_condition(when, names)
    problems: list[Problem] = []
    conditions: list[Condition] = []
    for parsed in (when, *raised):
        read = (main, found) if parsed is when else read_condition(parsed, names, main)
        try:
            conditions.append(_ready(*read))
        except ConfigError as fault:
            problems += fault.problems
    if problems:
        raise ConfigError(*problems)
    return tuple(conditions)


def _ready(found: Condition, problems: Sequence[Problem]) -> Condition:
    """The condition, unless something is wrong with it."""
    if problems:
        raise ConfigError(*problems)
    return found


def read_condition(parsed: Parsed, names: Names, raises: Condition | None = None) -> tuple[Condition, list[Problem]]:
    """A condition with every problem in it; what it asks of facts is also in `Condition.facts`.

    In a rule with one pair(), an event or a figure without sides means that pair.
    """
    reader = Reader(parsed.place, names)
    root = parsed.root
    maker = _Maker(reader, root, raises)
    maker.refuse_unbounded(root)
    part = maker.part(root)
    found = Condition(
        text=" ".join(shown(root).split()),
        place=parsed.place,
        root=part,
        needs=needs(part) or frozenset(),
        names=asked(part),
        uses=asked(part, under_not=True),
        pairs=tuple(maker.pairs),
        need=need(part, names.iso),
        expressions=tuple(maker.expressions),
        facts=tuple(maker.facts),
        sound=not reader.problems,
    )
    return found, reader.problems


class _Maker:
    """Compiles one condition; its problems are the reader's."""

    def __init__(self, reader: Reader, root: Node, raises: Condition | None) -> None:
        self.pairs: list[tuple[c.Sides, c.Sides]] = []
        self.expressions: list[Expression] = []
        self.facts: list[Fact] = []
        self._reader = reader
        self._root = root
        self._raises = raises  # the rule's `when`, for a condition that raises its priority
        self._scope = ""  # the innermost title(), lead() or sentence() round the part in hand

    def part(self, node: Node) -> Part:
        """What runs for this node."""
        if isinstance(node, Name | Phrase):
            ids = self._reader.ids(node)
            return Part(node, c.named(ids), ids=ids)
        if isinstance(node, Not):
            inner = self.part(node.inner)
            return Part(node, c.negated(inner.test), c.always, (inner,))
        if isinstance(node, Near):
            left, right = self._side_of_near(node.left), self._side_of_near(node.right)
            return Part(node, c.near(node.words, left.ids, right.ids), c.every((left.test, right.test)), (left, right))
        if isinstance(node, Call):
            return self._call(node)
        parts = tuple(map(self.part, node.parts))
        join = c.every if isinstance(node, All) else _at_least(node.least if isinstance(node, Count) else 1)
        loose = any(part.relaxed for part in parts)
        relaxed = join(tuple(part.widened for part in parts)) if loose else None
        return Part(node, join(tuple(part.test for part in parts)), relaxed, parts)

    def _side_of_near(self, node: Node) -> Part:
        """One side of near: a name, a quoted text, or several of them joined by `or`."""
        if isinstance(node, Name | Phrase):
            return self.part(node)
        if isinstance(node, Either):
            parts = tuple(map(self._side_of_near, node.parts))
            ids = tuple(name for part in parts for name in part.ids)
            return Part(node, c.named(ids), parts=parts, ids=ids)
        self._reader.refuse(node.at, "near joins names and quoted texts, or several of them with 'or' in brackets")
        return Part(node, c.never)

    # -- calls

    def _call(self, node: Call) -> Part:
        reader = self._reader
        if node.name not in CALLS:
            return refused(reader, node, *_no_call(node.name))
        if self._scope and node.name not in SCOPES:
            sentence = f"{node.name}() speaks of the whole article; it cannot stand inside {self._scope}()"
            return refused(reader, node, sentence, f"write {self._scope}(...) and {node.name}(...)")
        if node.name in FACTS:
            return self._fact(node)
        if node.slots and node.name != "source":
            slot = node.slots[0]
            reader.refuse(slot.at, f"{node.name}() takes no '{slot.name}{slot.compare}'")
            return Part(node, c.never)
        if node.name in SCOPES:
            return self._scoped(node)
        part = WHOLE_ARTICLE[node.name](reader, node)
        if part.sides:
            self.pairs.append(part.sides)
        if part.expression:
            self.expressions.append(part.expression)
        return part

    def _fact(self, node: Call) -> Part:
        if node.name == "story" and self._raises is None:
            cure = "put it under priority: high: or urgent:"
            sentence = "story() stands only under priority: a rule judges each article alone"
            return refused(self._reader, node, sentence, cure)
        pairs = self._raises.pairs if self._raises else self._own_pairs()
        faults = len(self._reader.problems)
        found = fact(self._reader, node, pairs[0] if len(pairs) == 1 else None, self._between(node))
        self.facts.append(found)
        if len(self._reader.problems) > faults:
            return Part(node, c.never, fact=found)
        if isinstance(found, Story):
            of_story = AskedStory(found)
            return Part(node, of_story.test, fact=found, asked=of_story)
        ready = asked_of(found, node, self._reader.names.lexicon.side)
        return Part(node, ready.test, ready.nearly, fact=found, asked=ready)

    def _between(self, node: Call) -> Two | None:
        """The two that a rule is about, for a story(): those of its one pair(), else of its one event() or figure()."""
        if node.name != "story" or self._raises is None:
            return None
        if not self._raises.sound:
            return None, None  # whoever was meant, that fault is told already
        two = [fact.sides for fact in self._raises.facts if isinstance(fact, Event | Figure) and len(fact.sides) == 2]
        found = set(self._raises.pairs or two)
        if len(found) != 1:
            return None
        one, other = map(self._codes, found.pop())
        return None if one is None is other or frozenset() in (one, other) else (one, other)

    def _codes(self, side: c.Sides) -> frozenset[str] | None:
        """The countries that a side is or acts for."""
        return None if side is None else frozenset(filter(None, map(self._reader.names.lexicon.side, side)))

    def _own_pairs(self) -> list[tuple[c.Sides, c.Sides]]:
        """The sides of all pair() calls of the condition, also of those further on."""
        unheard = Reader(self._reader.place, self._reader.names)
        parts = [WHOLE_ARTICLE["pair"](unheard, call) for call in calls_in(self._root) if call.name == "pair"]
        return [part.sides for part in parts if part.sides]

    def _scoped(self, node: Call) -> Part:
        if len(node.parts) != 1:
            cure = f"as in {node.name}(belarus and eaeu)"
            return refused(self._reader, node, f"{node.name}() takes one condition", cure)
        (inner,) = node.parts
        self.refuse_unbounded(inner)
        outside, self._scope = self._scope, node.name
        part = self.part(inner)
        self._scope = outside
        names = asked(part, under_not=True)
        scope = SCOPES[node.name](names)
        likely = c.sentence(names, required(part)) if node.name == "sentence" else scope
        return Part(node, c.within(likely, part.test), part.widened, (part,), scope, likely)

    def refuse_unbounded(self, node: Node) -> None:
        """A condition, or a scope's inner one, must ask for something that is there, not only for what is not."""
        if unbounded(node):
            cure = "join it by 'and' with what must be there"
            self._reader.refuse(node.at, "only 'not': this would hold for every text that does not speak of it", cure)


def _no_call(name: str) -> tuple[str, str]:
    """What is said of a word before a bracket that asks for nothing."""
    if latin_twin(name) in CALLS:
        return look_alike(name)
    known = f"known are {', '.join(f'{call}()' for call in CALLS)}; or 'and', 'or' is missing before '('"
    return f"'{name}' is nothing that can be asked with brackets", closest(name, CALLS) or known


def _at_least(least: int) -> Callable[[tuple[c.Test, ...]], c.Test]:
    return lambda tests: c.at_least(least, tests)
