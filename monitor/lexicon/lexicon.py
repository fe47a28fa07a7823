"""All names of a setup, compiled: scan a text, resolve a word of a rule, list a group's members."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from monitor.errors import ConfigError, Problem
from monitor.lexicon.firstlook import FirstLook
from monitor.lexicon.forms import BadForm, Form, Spellings, literal
from monitor.lexicon.names import OWN, NameDef, Part
from monitor.lexicon.patterns import Automaton, Role
from monitor.lexicon.scanning import scan
from monitor.lexicon.territories import territories
from monitor.model.mention import Mention, Scan
from monitor.text.fold import folded
from monitor.yamlfile import closest

LITERAL = "text:"  # before the folded text of a rule's literal, in the name of its mentions
LIKE = 0.7  # how alike two names must be spelt; "railway" is no slip of "taiwan"


def literal_name(text: str) -> str:
    """The name under which mentions of a rule's quoted text are found."""
    return LITERAL + folded(" ".join(text.split()))


def wanted(names: Iterable[NameDef]) -> list[tuple[str, str]]:
    """What the dictionaries must be asked for before these names, and the states of the world, are known in full."""
    asked: dict[tuple[str, str], None] = {}
    for name in (*names, *territories()):
        for form in (*(form for _, form in name.strong), *name.weak):
            if form.wanted is not None:
                asked[form.wanted] = None
    return list(asked)


def build(names: Sequence[NameDef], literals: Iterable[str] = (), spellings: Spellings | None = None) -> Lexicon:
    """Compile all names and the quoted texts of rules; every state of the world is added.

    `spellings` answer `wanted`; a form that is not in them is found by the beginnings of its words, which is too much.
    Raises ConfigError for an id or alias given twice, a group with an unknown member, and a literal without letters.
    """
    every = _with_countries(names)
    words, problems = _words(every)
    quoted = {}
    for text in literals:
        try:
            quoted[literal_name(text)] = literal(text)
        except BadForm as fault:
            problems.append(Problem("", 0, 0, str(fault)))
    lexicon = Lexicon(every, words, quoted, spellings or {})
    problems += lexicon.unknown_members()
    if problems:
        raise ConfigError(*problems)
    return lexicon


class Lexicon:
    """Frozen once built; made by `build`."""

    def __init__(
        self,
        names: Sequence[NameDef],
        words: Mapping[str, str],
        quoted: Mapping[str, Form],
        spellings: Spellings,
    ) -> None:
        self.names: Mapping[str, NameDef] = MappingProxyType({name.id: name for name in names})
        self._sides = {name.id: name.side for name in names}  # asked for every mention, many times
        self._words = words
        self._meant: dict[str, str | None] = {}  # by the word as typed: rules say the same words again and again
        self._within: dict[str, tuple[str, ...]] = {}
        self._by_iso = {name.iso: name.id for name in names if name.iso}
        self._owners = (*names, *(NameDef(name, "text") for name in quoted))
        self.spellings = spellings
        forms = _forms(names, quoted)
        spelled = ((n, role, part, way) for n, role, part, form in forms for way in form.spelled(spellings))
        self._automaton = Automaton(spelled)

    @cached_property
    def _first(self) -> FirstLook:  # made when news comes: no command and no example needs it
        return FirstLook(self._automaton.table(), self._owners)

    @property
    def version(self) -> str:
        """A hash of everything that decides what is found."""
        return meaning(tuple(self.names.values()))

    @property
    def quoted(self) -> tuple[str, ...]:
        """The quoted texts of rules, folded."""
        return tuple(owner.id.removeprefix(LITERAL) for owner in self._owners if owner.kind == "text")

    def scan(self, title: str, body: str, language: str = "") -> Scan:
        """Sentences and accepted mentions of a text; `language` is what its outlet writes, "" if unknown."""
        return scan(title, body, language, self._automaton, self._owners)

    def at_most(self, title: str, body: str) -> frozenset[str] | None:
        """Ids of all names that `scan` may find in a text, and of some that it does not; None = only it can tell."""
        return self._first.names(title, body)

    def resolve(self, word: str) -> str | None:
        """The dotted id that a rule's word means: an id, its last part, an alias, or an ISO code in capitals.

        Hyphen and underscore are the same, case does not matter but for ISO codes. None if nothing is meant.
        """
        if word not in self._meant:
            self._meant[word] = self._by_iso.get(word) or self._words.get(_key(word))
        return self._meant[word]

    def members(self, name: str) -> tuple[str, ...]:
        """Dotted ids of a group's members, groups inside it unfolded; of any other name, itself."""
        if name not in self._within:
            self._within[name] = tuple(dict.fromkeys(self._unfolded(name, ())))
        return self._within[name]

    def side(self, name: str) -> str:
        """ISO code of the country that a name is or acts for, "" if of none."""
        return self._sides.get(name, "")

    def countries(self, found: Scan) -> tuple[Mention, ...]:
        """The mentions of countries in a scan, by name, adjective or metonym."""
        return tuple(mention for mention in found.mentions if mention.name.startswith("country."))

    def suggest(self, word: str) -> str:
        """`did you mean 'belarus'?` for what the word names in any language, else for what is spelt like it; or ""."""
        if meant := self._named_by(word):
            return f"did you mean '{meant}'?"
        return closest(_key(word).replace("_", "-"), (known.replace("_", "-") for known in self._words), LIKE)

    def _named_by(self, word: str) -> str:
        """The shortest word for the name whose form this is ("азербайджан", "belorussia"), "" if it is nobody's."""
        text = word.replace("-", " ").replace("_", " ").title()
        for mention in self.scan(text, "").mentions:
            words = [known for known, name in self._words.items() if name == mention.name]
            if mention.surface == text and words:
                return min(words, key=len).replace("_", "-")
        return ""

    def unknown_members(self) -> list[Problem]:
        """A problem for each member of a group that nothing answers to."""
        return [
            Problem(
                name.file, name.line, name.column,
                f"'{member}' in the group '{name.id}' is not known", self.suggest(member),
            )
            for name in self.names.values() for member in name.members if self.resolve(member) is None
        ]  # fmt: skip

    def _unfolded(self, name: str, inside: tuple[str, ...]) -> Iterator[str]:
        known = self.names.get(name)
        if known is None or known.kind != "group":
            yield name
        elif name not in inside:
            for member in known.members:
                resolved = self.resolve(member)
                if resolved is not None:
                    yield from self._unfolded(resolved, (*inside, name))


def _key(word: str) -> str:
    return folded(word.strip()).replace("-", "_").replace(" ", "_")


def _with_countries(names: Sequence[NameDef]) -> tuple[NameDef, ...]:
    """Names with an ISO code take in the built-in forms of their country; the other countries are added."""
    known = {country.iso: country for country in territories()}
    result = []
    for name in names:
        built_in = known.pop(name.iso, None) if name.iso else None
        result.append(_merged(name, built_in) if built_in else name)
    return (*result, *known.values())


def _merged(name: NameDef, built_in: NameDef) -> NameDef:
    written = {(form.language, form.text) for form in (*(form for _, form in name.strong), *name.weak)}
    extra = tuple(pair for pair in built_in.strong if (pair[1].language, pair[1].text) not in written)
    return NameDef(
        name.id, name.kind, (*name.aliases, built_in.id.partition(".")[2]), name.side, name.iso, name.members,
        name.strong + extra, name.weak, name.context, name.rejects, name.role, name.file, name.line, name.column,
        name.shown,
    )  # fmt: skip


def _words(names: Sequence[NameDef]) -> tuple[dict[str, str], list[Problem]]:
    """What a rule may write for each name. A dotted id beats an alias, an alias beats the last part of an id.

    A name of one rule file takes a short word from no other name: other files may mean a state of the world by it.
    """
    words: dict[str, str] = {}
    problems: list[Problem] = []
    origin: dict[str, NameDef] = {}
    for name in names:
        for word in (name.id, *(() if _own(name) else name.aliases)):
            key = _key(word)
            if words.get(key, name.id) != name.id or (word == name.id and key in origin):
                other = origin[key]
                sentence = f"'{word}' already means '{other.id}'" + (
                    f" ({other.file}:{other.line})" if other.file else ""
                )
                problems.append(Problem(name.file, name.line, name.column, sentence, "choose another id or alias"))
                continue
            words[key], origin[key] = name.id, name
    for name in sorted(names, key=_own):
        for word in (name.id.partition(".")[2] or name.id, *(name.aliases if _own(name) else ())):
            words.setdefault(_key(word), name.id)
    return words, problems


def _own(name: NameDef) -> bool:
    return name.id.startswith(OWN)


def _forms(names: Sequence[NameDef], quoted: Mapping[str, Form]) -> Iterator[tuple[int, Role, Part, Form]]:
    for number, name in enumerate(names):
        yield from ((number, Role.STRONG, part, form) for part, form in name.strong)
        for role, forms in ((Role.WEAK, name.weak), (Role.CONTEXT, name.context), (Role.REJECT, name.rejects)):
            yield from ((number, role, "name", form) for form in forms)
    for number, form in enumerate(quoted.values(), len(names)):
        yield number, Role.STRONG, "name", form


def meaning(names: Iterable[NameDef]) -> str:
    """A hash of everything that decides what is found; where a name was written does not matter."""
    digest = hashlib.sha256()
    for name in sorted(names, key=lambda name: name.id):
        forms: list[tuple[str, Form]] = list(name.strong)
        forms += [(role, form) for role in ("weak", "context", "rejects") for form in getattr(name, role)]
        rows = [(part, form.text, sorted(form.languages), form.language, form.words, form.ways) for part, form in forms]
        row = (name.id, name.aliases, name.side, name.iso, name.members, rows)
        digest.update(repr(row).encode())
    return digest.hexdigest()[:16]
