"""From a condition's tree to a test: names found, calls checked, everything unknown refused with a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from monitor.errors import ConfigError, Problem
from monitor.lexicon import Lexicon, literal_name
from monitor.matching import conditions as c
from monitor.matching import needs as n
from monitor.matching.syntax import All, Call, Count, Either, Name, Near, Node, Not, Parsed, Phrase, Slot, parse, shown
from monitor.matching.typed import Place, latin_twin, look_alike
from monitor.model.source import OUTLET_KINDS
from monitor.yamlfile import closest

ANY = "any"
SCOPES = {"title": c.title, "lead": c.lead, "sentence": c.sentence}
OF_NAMES = (*SCOPES, "about")  # calls whose parts are conditions on names
NOT_YET = ("event", "figure", "quote", "story", "re")


@dataclass(frozen=True, slots=True)
class Names:
    """What a bare word in a file may mean: first the file's own names, then the lexicon's.

    `local`: the words of the file's `names:` and their ids; `hidden`: the ids of all files' own names. `outlets`: those
    of sources.yaml, empty = not checked.
    """

    lexicon: Lexicon
    local: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()

    def ids(self, word: str) -> tuple[str, ...]:
        """The ids that the word stands for: one, or all members of a group; empty if it is no name."""
        own = self.local.get(word.replace("_", "-").casefold())
        found = own or self.lexicon.resolve(word)
        if not found or (found in self.hidden and not own):
            return ()
        return self.lexicon.members(found)

    def known(self, word: str) -> bool:
        """True for a word that `ids` knows, and for `any`."""
        return bool(word) and (word.lower() == ANY or bool(self.ids(word)))

    def iso(self, name: str) -> str:
        """The ISO code of a country, "" for any other name."""
        entry = self.lexicon.names.get(name)
        return entry.iso if entry else ""

    def suggestion(self, word: str) -> str:
        """`did you mean 'belarus'?`, from the file's names and the lexicon's."""
        return closest(word, self.local) or self.lexicon.suggest(word)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts joined by `and` on the top level, for telling which of them failed."""

    text: str
    node: Node
    test: c.Test


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to run.

    `needs`: names of which at least one must be mentioned for it to hold, empty = nothing can be said. `names`: all it
    asks for outside `not`. `pairs`: the sides of its pair() calls, in order. `need`: all that must be named for it to
    hold, even with every scope widened to the whole article and every `not` dropped.
    """

    text: str
    test: c.Test
    needs: frozenset[str]
    names: frozenset[str]
    pairs: tuple[tuple[c.Sides, c.Sides], ...]
    parts: tuple[Part, ...]
    need: n.Need = n.NOTHING

    def decide(self, facts: c.Facts) -> c.Found | None:
        """The mentions that decided, in reading order; None if the condition does not hold."""
        if self.needs and self.needs.isdisjoint(facts.mentions):
            return None
        found = self.test(c.View(facts, facts.mentions))
        return None if found is None else c.in_reading_order(found)


def compile_condition(text: str, file: str, line: int, column: int, names: Names) -> Condition:
    """`text` as it stands at that place of the file. Raises ConfigError with every problem found."""
    return compile_parsed(parse(Place(file, line, column, text)), names)


def compile_parsed(parsed: Parsed, names: Names) -> Condition:
    """The same for a condition already parsed, whose literals had to be collected first."""
    maker = _Maker(parsed.place, names)
    root = parsed.root
    maker.refuse_unbounded(root)
    parts = root.parts if isinstance(root, All) else (root,)
    tests = tuple(maker.test(part) for part in parts)
    if maker.problems:
        raise ConfigError(*maker.problems)
    return Condition(
        text=" ".join(shown(root).split()),
        test=c.every(tests),
        needs=maker.needs(root) or frozenset(),
        names=maker.asked(root),
        pairs=tuple(maker.pairs),
        parts=tuple(Part(shown(part), part, test) for part, test in zip(parts, tests, strict=True)),
        need=maker.need(root),
    )


class _Maker:
    """Compiles one condition and collects its problems."""

    def __init__(self, place: Place, names: Names) -> None:
        self.problems: list[Problem] = []
        self.pairs: list[tuple[c.Sides, c.Sides]] = []
        self._place = place
        self._names = names
        self._scope = ""  # the innermost title(), lead() or sentence() round the part in hand

    # -- tests

    def test(self, node: Node) -> c.Test:
        """What runs for this node."""
        if isinstance(node, Name | Phrase):
            return c.named(self._ids(node))
        if isinstance(node, Not):
            return c.negated(self.test(node.inner))
        if isinstance(node, All):
            return c.every(tuple(map(self.test, node.parts)))
        if isinstance(node, Either | Count):
            least = node.least if isinstance(node, Count) else 1
            return c.at_least(least, tuple(map(self.test, node.parts)))
        if isinstance(node, Near):
            return c.near(node.words, self._near_ids(node.left), self._near_ids(node.right))
        return self._call(node)

    def _refuse(self, at: int, sentence: str, suggestion: str = "") -> c.Test:
        self.problems.append(self._place.problem(at, sentence, suggestion))
        return c.never

    def _ids(self, node: Node) -> tuple[str, ...]:
        if isinstance(node, Phrase):
            return (literal_name(node.text),)
        assert isinstance(node, Name)
        found = self._names.ids(node.word)
        if not found and node.word.lower() == ANY:
            self._refuse(node.at, "'any' stands only where a country may stand, as in pair(azerbaijan, any)")
        elif not found and self._names.known(latin_twin(node.word)):
            self._refuse(node.at, *look_alike(node.word))
        elif not found:
            literal = f'for these very letters write "{node.word}"'
            self._refuse(node.at, f"'{node.word}' is no name", self._names.suggestion(node.word) or literal)
        return found

    def _near_ids(self, node: Node) -> tuple[str, ...]:
        if isinstance(node, Name | Phrase):
            return self._ids(node)
        if isinstance(node, Either):
            return tuple(name for part in node.parts for name in self._near_ids(part))
        self._refuse(node.at, "near joins names and quoted texts, or several of them with 'or' in brackets")
        return ()

    # -- calls

    def _call(self, node: Call) -> c.Test:
        if node.name in NOT_YET:
            return self._refuse(node.at, f"{node.name}() is not available yet", "leave this part out for now")
        make = CALLS.get(node.name)
        if make is None:
            known = f"known are {', '.join(f'{name}()' for name in CALLS)}; or 'and', 'or' is missing before '('"
            hint = closest(node.name, (*CALLS, *NOT_YET)) or known
            return self._refuse(node.at, f"'{node.name}' is nothing that can be asked with brackets", hint)
        if node.slots and node.name != "source":
            slot = node.slots[0]
            return self._refuse(slot.at, f"{node.name}() takes no '{slot.name}{slot.compare}'")
        if self._scope and node.name not in SCOPES:
            sentence = f"{node.name}() speaks of the whole article; it cannot stand inside {self._scope}()"
            return self._refuse(node.at, sentence, f"write {self._scope}(...) and {node.name}(...)")
        return make(self, node)

    def scoped(self, node: Call) -> c.Test:
        if len(node.parts) != 1:
            return self._refuse(node.at, f"{node.name}() takes one condition", f"as in {node.name}(belarus and eaeu)")
        (inner,) = node.parts
        self.refuse_unbounded(inner)
        outside, self._scope = self._scope, node.name
        test = self.test(inner)
        self._scope = outside
        return SCOPES[node.name](test, self.asked(inner, under_not=True))

    def about(self, node: Call) -> c.Test:
        if len(node.parts) != 1 or not isinstance(node.parts[0], Name | Phrase):
            return self._refuse(node.at, "about() takes one name", "as in about(sport)")
        return c.about(self._ids(node.parts[0]))

    def pair(self, node: Call) -> c.Test:
        if len(node.parts) != 2 or not all(isinstance(part, Name) for part in node.parts):
            cure = "as in pair(azerbaijan, belarus), pair(KZ, TR), pair(azerbaijan, any)"
            return self._refuse(node.at, "pair() takes two countries", cure)
        a, b = (self._sides(part) for part in node.parts)
        if a is None and b is None:
            return self._refuse(node.at, "pair() needs a country or a group on at least one side")
        if a and a == b and len(a) == 1:
            return self._refuse(node.at, "pair() needs two different countries")
        self.pairs.append((a, b))
        return c.pair(a, b)

    def _sides(self, node: Node) -> c.Sides:
        assert isinstance(node, Name)
        if node.word.lower() == ANY:
            return None
        found = self._ids(node)
        strange = next((name for name in found if not self._names.iso(name)), None)
        if strange:
            self._refuse(
                node.at, f"'{node.word}' is no country", "pair() takes countries, groups of countries and 'any'"
            )
        return found

    def source(self, node: Call) -> c.Test:
        if node.parts or not node.slots:
            return self._refuse(node.at, "source() takes kind=, country= and outlet=", "as in source(kind=state)")
        values = {"kind": "", "country": "", "outlet": ""}
        for slot in node.slots:
            if slot.name not in values:
                self._refuse(slot.at, f"source() has no '{slot.name}'", closest(slot.name, values))
            elif slot.compare != "=" or values[slot.name]:
                self._refuse(slot.at, f"'{slot.name}' is asked once, with '='")
            else:
                values[slot.name] = self._source_value(slot)
        return c.source(values["kind"], values["country"], values["outlet"])

    def _source_value(self, slot: Slot) -> str:
        if slot.name == "kind":
            kind = slot.value.lower().replace("_", "-")
            if kind not in OUTLET_KINDS:
                hint = closest(kind, OUTLET_KINDS) or f"known are {', '.join(OUTLET_KINDS)}"
                self._refuse(slot.at, f"'{slot.value}' is no kind of outlet", hint)
            return kind
        if slot.name == "country":
            codes = [code for name in self._names.ids(slot.value) if (code := self._names.iso(name))]
            if len(codes) != 1:
                self._refuse(slot.at, f"'{slot.value}' is no country", self._names.suggestion(slot.value))
            return codes[0] if codes else ""
        outlets = {outlet.casefold() for outlet in self._names.outlets}
        if outlets and slot.value.casefold() not in outlets:
            hint = closest(slot.value, self._names.outlets)
            self._refuse(slot.at, f"no source in sources.yaml has the outlet '{slot.value}'", hint)
        return slot.value

    def lang(self, node: Call) -> c.Test:
        words = [part.word.lower() for part in node.parts if isinstance(part, Name)]
        if not words or len(words) < len(node.parts) or not all(len(word) in (2, 3) for word in words):
            return self._refuse(node.at, "lang() takes codes of languages", "as in lang(az) or lang(ru, be)")
        return c.language(frozenset(words))

    # -- what can be said of a node without running it

    def refuse_unbounded(self, node: Node) -> None:
        """A condition, or a scope's inner one, must ask for something that is there, not only for what is not."""
        if not _asks(node):
            cure = "join it by 'and' with what must be there"
            self._refuse(node.at, "only 'not': this would hold for every text that does not speak of it", cure)

    def asked(self, node: Node, *, under_not: bool = False) -> frozenset[str]:
        """The names it asks for, with or without those under `not`."""
        if isinstance(node, Name | Phrase):
            return frozenset(self._quiet_ids(node))
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
            return frozenset(self._quiet_ids(node))
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
            return n.one_of(self._quiet_ids(node))
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
        codes = [self._names.iso(name) for name in self._quiet_ids(node)] if isinstance(node, Name) else []
        return n.one_of(map(n.side_key, codes)) if codes else n.NOTHING  # no codes: 'any'

    def _quiet_ids(self, node: Name | Phrase) -> tuple[str, ...]:
        return (literal_name(node.text),) if isinstance(node, Phrase) else self._names.ids(node.word)


CALLS: dict[str, Callable[[_Maker, Call], c.Test]] = {
    "pair": _Maker.pair,
    "about": _Maker.about,
    "title": _Maker.scoped,
    "lead": _Maker.scoped,
    "sentence": _Maker.scoped,
    "source": _Maker.source,
    "lang": _Maker.lang,
}


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
