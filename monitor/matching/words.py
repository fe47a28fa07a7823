"""What a bare word may mean, and how a part of a condition asks for it: names found, everything unknown refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.errors import Problem
from monitor.lexicon import Lexicon, literal_name
from monitor.matching.conditions import Sides
from monitor.matching.syntax import Name, Node, Phrase
from monitor.matching.typed import Place, latin_twin, look_alike
from monitor.model.kinds import EVENT_FAMILIES, EVENTS
from monitor.yamlfile import closest

ANY = "any"
_ASKED_WITH_BRACKETS = frozenset(
    {"title", "lead", "sentence", "about", "pair", "source", "lang", "re", "event", "figure", "quote", "story"}
)


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

    def kind(self, name: str) -> str:
        """What a name is: country, person, org, place, topic, pair; "name" for one of a rule file; "" for a text."""
        entry = self.lexicon.names.get(name)
        return entry.kind if entry else ""

    def suggestion(self, word: str) -> str:
        """`did you mean 'belarus'?`, from the file's names and the lexicon's."""
        return closest(word, self.local) or self.lexicon.suggest(word)


class Reader:
    """Finds the names of one condition and collects its problems."""

    def __init__(self, place: Place, names: Names) -> None:
        self.problems: list[Problem] = []
        self.place = place
        self.names = names
        self._found: dict[int, tuple[str, ...]] = {}  # by the identity of a node: each is asked for again and again

    def refuse(self, at: int, sentence: str, suggestion: str = "") -> None:
        """Keep a problem at that offset of the condition."""
        self.problems.append(self.place.problem(at, sentence, suggestion))

    def ids(self, node: Name | Phrase) -> tuple[str, ...]:
        """The ids a name or quoted text stands for; a name that is none is refused, and the answer empty."""
        found = self.quiet_ids(node)
        if found or isinstance(node, Phrase):
            return found
        if node.word.lower() == ANY:
            self.refuse(node.at, "'any' stands only where a country may stand, as in pair(azerbaijan, any)")
        elif self.names.known(latin_twin(node.word)):
            self.refuse(node.at, *look_alike(node.word))
        else:
            self.refuse(node.at, f"'{node.word}' is no name", self._meant(node.word))
        return found

    def _meant(self, word: str) -> str:
        """What a word that is no name may have meant."""
        if len(word) == 2 and self.names.ids(word.upper()):
            return f"codes of countries are written in capitals: {word.upper()}"
        if word.lower() in _ASKED_WITH_BRACKETS:
            return f"write {word.lower()}(...) with what it asks for"
        if word.lower().replace("-", "_") in (*EVENTS, *EVENT_FAMILIES):
            return f"a kind of event stands in brackets: event({word})"
        return self.names.suggestion(word) or f'for these very letters write "{word}"'

    def quiet_ids(self, node: Name | Phrase) -> tuple[str, ...]:
        """The same without a word on what is unknown."""
        if id(node) not in self._found:
            found = (literal_name(node.text),) if isinstance(node, Phrase) else self.names.ids(node.word)
            self._found[id(node)] = found
        return self._found[id(node)]

    def countries(self, node: Node, where: str) -> Sides:
        """The countries of one side, None for `any`; anything else is refused in the name of the call `where`."""
        assert isinstance(node, Name)
        if node.word.lower() == ANY:
            return None
        found = self.ids(node)
        if any(not self.names.iso(name) for name in found):
            cure = f"{where}() takes countries, groups of countries and 'any'"
            self.refuse(node.at, f"'{node.word}' is no country", cure)
        return found
