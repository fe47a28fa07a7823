"""From a condition's tree to parts that can be asked: names found, calls checked, unknown ones refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from monitor.errors import ConfigError, Problem
from monitor.matching import conditions as c
from monitor.matching import needs as n
from monitor.matching.calls import WHOLE_ARTICLE, refused
from monitor.matching.expressions import Expression
from monitor.matching.factcalls import SLOTS, fact
from monitor.matching.facts import Fact
from monitor.matching.part import Condition, Part
from monitor.matching.syntax import All, Call, Count, Either, Name, Near, Node, Not, Parsed, Phrase, parse, shown
from monitor.matching.typed import Place, latin_twin, look_alike
from monitor.matching.words import Names, Reader
from monitor.yamlfile import closest

__all__ = [
    "CALLS",
    "NOT_YET",
    "Condition",
    "Names",
    "compile_condition",
    "compile_parsed",
    "compile_rule",
    "read_condition",
]

SCOPES: dict[str, Callable[[frozenset[str]], c.Scope]] = {"title": c.title, "lead": c.lead, "sentence": c.sentence}
OF_NAMES = (*SCOPES, "about")  # calls whose parts are conditions on names
FACTS = tuple(SLOTS)
CALLS = (*WHOLE_ARTICLE, *SCOPES, *FACTS)
NOT_YET = {
    **dict.fromkeys(FACTS, "facts are not read from articles so far"),
    "story": "rules do not hear of stories so far",
}


def compile_condition(text: str, file: str, line: int, column: int, names: Names) -> Condition:
    """`text` as it stands at that place of the file. Raises ConfigError with every problem found."""
    return compile_parsed(parse(Place(file, line, column, text)), names)


def compile_parsed(parsed: Parsed, names: Names, raises: Condition | None = None) -> Condition:
    """The same for a condition already parsed, whose literals had to be collected first.

    `raises`: the rule's `when`, if this condition raises its priority.
    """
    return _ready(parsed, *read_condition(parsed, names, raises))


def compile_rule(when: Parsed, raised: Iterable[Parsed], names: Names) -> tuple[Condition, ...]:
    """A rule's `when` and the conditions that raise its priority. Raises ConfigError with every problem in them."""
    main, found = read_condition(when, names)
    problems: list[Problem] = []
    conditions: list[Condition] = []
    for parsed in (when, *raised):
        read = (main, found) if parsed is when else read_condition(parsed, names, main)
        try:
            conditions.append(_ready(parsed, *read))
        except ConfigError as fault:
            problems += fault.problems
    if problems:
        raise ConfigError(*problems)
    return tuple(conditions)


def _ready(parsed: Parsed, found: Condition, problems: Sequence[Problem]) -> Condition:
    """The condition, unless something is wrong with it or it asks for what is not available yet."""
    refusals = [
        parsed.place.problem(
            call.at,
            f"{call.name}() is understood but not available yet: {NOT_YET[call.name]}",
            "leave this part out for now",
        )
        for call in (calls_in(parsed.root) if found.facts else ())
        if call.name in NOT_YET
    ]
    if problems or refusals:
        raise ConfigError(*problems, *refusals)
    return found


def read_condition(parsed: Parsed, names: Names, raises: Condition | None = None) -> tuple[Condition, list[Problem]]:
    """A condition with every problem in it; facts are read into `Condition.facts`, and hold for no article yet.

    In a rule with one pair(), an event or a figure without sides means that pair.
    """
    reader = Reader(parsed.place, names)
    root = parsed.root
    maker = _Maker(reader, raises.pairs if raises else _pairs(root, names), raised=raises is not None)
    maker.refuse_unbounded(root)
    part = maker.part(root)
    found = Condition(
        text=" ".join(shown(root).split()),
        place=parsed.place,
        root=part,
        needs=maker.needs(root) or frozenset(),
        names=maker.asked(root),
        uses=maker.asked(root, under_not=True),
        pairs=tuple(maker.pairs),
        need=maker.need(root),
        expressions=tuple(maker.expressions),
        facts=tuple(maker.facts),
    )
    return found, reader.problems


def _pairs(root: Node, names: Names) -> list[tuple[c.Sides, c.Sides]]:
    """The sides of all pair() calls, before they are checked, where a fact may mean them."""
    if all(call.name not in NOT_YET for call in calls_in(root)):
        return []
    reader = Reader(Place("", 0, 0, ""), names)
    parts = [WHOLE_ARTICLE["pair"](reader, call) for call in calls_in(root) if call.name == "pair"]
    return [part.sides for part in parts if part.sides]


def calls_in(node: Node) -> Iterator[Call]:
    """All calls in a tree."""
    if isinstance(node, Call):
        yield node
    if isinstance(node, Not):
        inner: tuple[Node, ...] = (node.inner,)
    elif isinstance(node, Near):
        inner = (node.left, node.right)
    else:
        inner = () if isinstance(node, Name | Phrase) else node.parts
    for part in inner:
        yield from calls_in(part)


class _Maker:
    """Compiles one condition; its problems are the reader's."""

    def __init__(self, reader: Reader, rule_pairs: Sequence[tuple[c.Sides, c.Sides]], *, raised: bool) -> None:
        self.pairs: list[tuple[c.Sides, c.Sides]] = []
        self.expressions: list[Expression] = []
        self.facts: list[Fact] = []
        self._reader = reader
        self._rule_pair = rule_pairs[0] if len(rule_pairs) == 1 else None  # what facts without sides mean
        self._raised = raised  # the condition raises a priority
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
        if node.name == "story" and not self._raised:
            cure = "put it under priority: high: or urgent:"
            sentence = "story() stands only under priority: a rule judges each article alone"
            return refused(self._reader, node, sentence, cure)
        found = fact(self._reader, node, self._rule_pair)
        self.facts.append(found)
        return Part(node, c.never, fact=found)

    def _scoped(self, node: Call) -> Part:
        if len(node.parts) != 1:
            cure = f"as in {node.name}(belarus and eaeu)"
            return refused(self._reader, node, f"{node.name}() takes one condition", cure)
        (inner,) = node.parts
        self.refuse_unbounded(inner)
        outside, self._scope = self._scope, node.name
        part = self.part(inner)
        self._scope = outside
        scope = SCOPES[node.name](self.asked(inner, under_not=True))
        return Part(node, c.within(scope, part.test), part.widened, (part,), scope)

    # -- what can be said of a node without running it

    def refuse_unbounded(self, node: Node) -> None:
        """A condition, or a scope's inner one, must ask for something that is there, not only for what is not."""
        if not _asks(node):
            cure = "join it by 'and' with what must be there"
            self._reader.refuse(node.at, "only 'not': this would hold for every text that does not speak of it", cure)

    def asked(self, node: Node, *, under_not: bool = False) -> frozenset[str]:
        """The names it asks for, with or without those under `not`."""
        if isinstance(node, Name | Phrase):
            return frozenset(self._reader.quiet_ids(node))
        if isinstance(node, Near):
            inner: tuple[Node, ...] = (node.left, node.right)
        elif isinstance(node, Not):
            inner = (node.inner,) if under_not else ()
        elif isinstance(node, Call) and node.name not in OF_NAMES:
            inner = ()
        else:
            inner = node.parts
        return frozenset().union(*(self.asked(part, under_not=under_not) for part in inner))

    def needs(self, node: Node) -> frozenset[str] | None:
        """Names of which one must be mentioned for the node to hold; None = it may hold without any known name."""
        if isinstance(node, Name | Phrase):
            return frozenset(self._reader.quiet_ids(node))
        if isinstance(node, Near):
            return min(self.asked(node.left), self.asked(node.right), key=len)
        if isinstance(node, Not) or (isinstance(node, Call) and node.name not in OF_NAMES):
            return None
        inner = [self.needs(part) for part in node.parts]
        if isinstance(node, All):
            return min((names for names in inner if names is not None), key=len, default=None)
        if any(names is None for names in inner):
            return None
        return frozenset().union(*(names for names in inner if names is not None))

    def need(self, node: Node) -> n.Need:
        """All that must be named for the node to hold; whatever is not known here needs nothing."""
        if isinstance(node, Name | Phrase):
            return n.one_of(self._reader.quiet_ids(node))
        if isinstance(node, Near):
            return n.all_of((self.need(node.left), self.need(node.right)))
        if isinstance(node, Either | Count):
            return n.some_of(map(self.need, node.parts), node.least if isinstance(node, Count) else 1)
        if isinstance(node, All) or (isinstance(node, Call) and node.name in OF_NAMES):
            return n.all_of(map(self.need, node.parts))
        if isinstance(node, Call) and node.name == "pair":
            return n.all_of(map(self._side_need, node.parts))
        return n.NOTHING

    def _side_need(self, node: Node) -> n.Need:
        names = self._reader.names
        codes = [names.iso(name) for name in self._reader.quiet_ids(node)] if isinstance(node, Name) else []
        return n.one_of(map(n.side_key, codes)) if codes else n.NOTHING  # no codes: 'any'


def _no_call(name: str) -> tuple[str, str]:
    """What is said of a word before a bracket that asks for nothing."""
    if latin_twin(name) in CALLS:
        return look_alike(name)
    known = f"known are {', '.join(f'{call}()' for call in CALLS)}; or 'and', 'or' is missing before '('"
    return f"'{name}' is nothing that can be asked with brackets", closest(name, CALLS) or known


def _at_least(least: int) -> Callable[[tuple[c.Test, ...]], c.Test]:
    return lambda tests: c.at_least(least, tests)


def _asks(node: Node) -> bool:
    """True if the node cannot hold without something being there."""
    if isinstance(node, Not):
        return False
    if isinstance(node, All):
        return any(map(_asks, node.parts))
    if isinstance(node, Either):
        return all(map(_asks, node.parts))
    if isinstance(node, Count):
        return sum(not _asks(part) for part in node.parts) < node.least
    return True
