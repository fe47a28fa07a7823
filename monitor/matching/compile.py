"""From a condition's tree to parts that can be asked: names found, calls checked, unknown ones refused."""

from __future__ import annotations

from collections.abc import Callable

from monitor.errors import ConfigError
from monitor.matching import conditions as c
from monitor.matching import needs as n
from monitor.matching.calls import WHOLE_ARTICLE, refused
from monitor.matching.part import Condition, Part
from monitor.matching.syntax import All, Call, Count, Either, Name, Near, Node, Not, Parsed, Phrase, parse, shown
from monitor.matching.typed import Place
from monitor.matching.words import Names, Reader
from monitor.yamlfile import closest

__all__ = ["CALLS", "NOT_YET", "Condition", "Names", "compile_condition", "compile_parsed"]

SCOPES: dict[str, Callable[[frozenset[str]], c.Scope]] = {"title": c.title, "lead": c.lead, "sentence": c.sentence}
OF_NAMES = (*SCOPES, "about")  # calls whose parts are conditions on names
CALLS = (*WHOLE_ARTICLE, *SCOPES)
NOT_YET = ("event", "figure", "quote", "story", "re")


def compile_condition(text: str, file: str, line: int, column: int, names: Names) -> Condition:
    """`text` as it stands at that place of the file. Raises ConfigError with every problem found."""
    return compile_parsed(parse(Place(file, line, column, text)), names)


def compile_parsed(parsed: Parsed, names: Names) -> Condition:
    """The same for a condition already parsed, whose literals had to be collected first."""
    reader = Reader(parsed.place, names)
    maker = _Maker(reader)
    root = parsed.root
    maker.refuse_unbounded(root)
    part = maker.part(root)
    if reader.problems:
        raise ConfigError(*reader.problems)
    return Condition(
        text=" ".join(shown(root).split()),
        place=parsed.place,
        root=part,
        needs=maker.needs(root) or frozenset(),
        names=maker.asked(root),
        uses=maker.asked(root, under_not=True),
        pairs=tuple(maker.pairs),
        need=maker.need(root),
    )


class _Maker:
    """Compiles one condition; its problems are the reader's."""

    def __init__(self, reader: Reader) -> None:
        self.pairs: list[tuple[c.Sides, c.Sides]] = []
        self._reader = reader
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
        if node.name in NOT_YET:
            return refused(reader, node, f"{node.name}() is not available yet", "leave this part out for now")
        if node.name not in CALLS:
            known = f"known are {', '.join(f'{name}()' for name in CALLS)}; or 'and', 'or' is missing before '('"
            hint = closest(node.name, (*CALLS, *NOT_YET)) or known
            return refused(reader, node, f"'{node.name}' is nothing that can be asked with brackets", hint)
        if node.slots and node.name != "source":
            slot = node.slots[0]
            reader.refuse(slot.at, f"{node.name}() takes no '{slot.name}{slot.compare}'")
            return Part(node, c.never)
        if node.name in SCOPES:
            return self._scoped(node)
        if self._scope:
            sentence = f"{node.name}() speaks of the whole article; it cannot stand inside {self._scope}()"
            return refused(reader, node, sentence, f"write {self._scope}(...) and {node.name}(...)")
        part = WHOLE_ARTICLE[node.name](reader, node)
        if part.sides:
            self.pairs.append(part.sides)
        return part

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
