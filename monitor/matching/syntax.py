"""From a condition's text to its tree; whatever is wrong is said with its place and the right form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from monitor.errors import ConfigError
from monitor.matching.descent import Token, Tree, descended
from monitor.matching.typed import Place, Typed, typed
from monitor.yamlfile.advice import shortened

if TYPE_CHECKING:
    from lark import Lark


@dataclass(frozen=True, slots=True)
class Name:
    """A bare word: a name of the lexicon or of the file, a group, an ISO code, `any`."""

    at: int
    word: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Quoted text, without its marks; `*` stands for any ending."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """True where the inner one is not."""

    at: int
    inner: Node


@dataclass(frozen=True, slots=True)
class All:
    """`a and b and c`."""

    at: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`a or b or c`."""

    at: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """`2 of (a, b, c)`: at least so many of them."""

    at: int
    least: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """`a near/8 b`."""

    at: int
    words: int
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Slot:
    """`kind=state`, `value>=1 bln USD` inside a call."""

    at: int
    name: str
    compare: str
    value: str
    quoted: bool = False

    def __str__(self) -> str:
        """The slot in the house style."""
        return f"{self.name}{self.compare}" + (f'"{self.value}"' if self.quoted else self.value)


@dataclass(frozen=True, slots=True)
class Call:
    """`title(...)`, `pair(a, b)`, `source(kind=state)`; parts and slots in the order they were typed."""

    at: int
    name: str
    parts: tuple[Node, ...]
    slots: tuple[Slot, ...]


Node = Name | Phrase | Not | All | Either | Count | Near | Call


@dataclass(frozen=True, slots=True)
class Parsed:
    """A condition's tree with the text it came from, and the quoted texts in it by their places in the text."""

    place: Place
    root: Node
    literals: Mapping[int, str]


def parse(place: Place) -> Parsed:
    """The tree of a condition; names are not looked up yet. Raises ConfigError with one problem.

    What a text means is remembered: after an edit only the conditions that changed are parsed anew.
    """
    try:
        root, literals = _read(place.text)
    except ConfigError:
        _parsed(place)  # the same fault at its own place
        raise
    return Parsed(place, root, literals)


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[Node, Mapping[int, str]]:
    found = _parsed(Place("", 1, 1, text))
    return found.root, MappingProxyType(dict(found.literals))


def _parsed(place: Place) -> Parsed:
    ready = typed(place)
    if not ready.masked.strip():
        raise place.refusal(0, "the condition is empty")
    reader = _Reader(place, ready)
    root = reader.chain(descended(ready.masked) or _by_grammar(place, ready))
    return Parsed(place, root, reader.literals)


def shown(node: Node) -> str:
    """A node as text in the house style."""
    match node:
        case Name(word=word):
            text = word
        case Phrase(text=literal):
            text = f"«{literal}»" if '"' in literal else f'"{literal}"'
        case Not(inner=inner):
            text = f"not {_bracketed(inner)}"
        case Near(words=words, left=left, right=right):
            text = f"{_bracketed(left)} near/{words} {_bracketed(right)}"
        case Call(name=name, parts=parts, slots=slots):
            inside = [*map(shown, parts), *map(str, slots)]
            text = f"{name}({', '.join(inside)})"
        case Count(least=least, parts=parts):
            text = f"{least} of ({', '.join(map(shown, parts))})"
        case All(parts=parts):
            text = " and ".join(map(_bracketed, parts))
        case Either(parts=parts):
            text = " or ".join(map(_bracketed, parts))
    return text


def _bracketed(node: Node) -> str:
    return f"({shown(node)})" if isinstance(node, All | Either) else shown(node)


def _by_grammar(place: Place, ready: Typed) -> Tree:
    """The same by lark, which can say what is wrong; it takes 3 MB, so a service with sound rules is without it."""
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415  # see above

    from monitor.matching.habits import explained  # noqa: PLC0415  # see above

    try:
        tree = _grammar().parse(ready.masked)
    except UnexpectedInput as fault:
        raise explained(place, ready, fault) from None
    return as_ours(tree.children[0])


def as_ours(tree: Any) -> Tree:
    """Lark's tree as ours."""
    children = tuple(
        as_ours(child) if hasattr(child, "children") else Token(child.type, str(child), child.start_pos, child.end_pos)
        for child in tree.children
    )
    return Tree(str(tree.data), children, tree.meta.start_pos, tree.meta.end_pos)


@cache
def _grammar() -> Lark:
    from lark import Lark  # noqa: PLC0415  # see _by_grammar

    text = files("monitor.matching").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False)


def forget() -> None:
    """Let go of the compiled grammar, half a megabyte; it is made again for the next condition that is wrong."""
    _grammar.cache_clear()


class _Reader:
    """Turns a tree of the grammar into what it means."""

    def __init__(self, place: Place, ready: Typed) -> None:
        self.literals: dict[int, str] = {}
        self._place = place
        self._ready = ready

    def chain(self, tree: object) -> Node:
        """`a and b`, `a or b`, or the one part there is."""
        assert isinstance(tree, Tree)
        words = [child for child in tree.children if isinstance(child, Token)]
        operands = [child for child in tree.children if isinstance(child, Tree)]
        kinds = {token.type for token in words}
        if len(kinds) > 1:
            raise self._mixed(operands, words)
        parts = tuple(self._negation(operand) for operand in operands)
        if not words:
            return parts[0]
        at = parts[0].at
        return All(at, parts) if kinds == {"AND"} else Either(at, parts)

    def _negation(self, tree: Tree) -> Node:
        inner = self._near(tree.children[-1])
        for _ in range((len(tree.children) - 1) % 2):
            inner = Not(_offset(tree), inner)
        return inner

    def _near(self, tree: object) -> Node:
        assert isinstance(tree, Tree)
        if len(tree.children) == 1:
            return self._part(tree.children[0])
        left, word, right = tree.children
        assert isinstance(word, Token)
        digits = "".join(filter(str.isdigit, word.text))
        words = _number(digits)
        if word.type == "HABIT" or not words:
            cure = f"write near/{words or 8}: at most so many words apart, in one sentence"
            raise self._place.refusal(word.start, f"'{shortened(word.text)}' is not used here", cure)
        return Near(word.start, words, self._part(left), self._part(right))

    def _part(self, tree: object) -> Node:
        assert isinstance(tree, Tree)
        at = _offset(tree)
        if tree.data == "name":
            return Name(at, str(tree.children[0]))
        if tree.data == "phrase":
            return self._phrase(at)
        if tree.data == "group":
            return self.chain(tree.children[0])
        if tree.data == "count":
            return self._count(at, tree)
        return self._call(at, tree)

    def _phrase(self, at: int) -> Phrase:
        text = " ".join(self._ready.phrases[at].split())
        if not any(character.isalnum() for character in text):
            raise self._place.refusal(at, "a quoted text without a letter or digit matches nothing")
        self.literals[at] = text
        return Phrase(at, text)

    def _count(self, at: int, tree: Tree) -> Node:
        number, _, *parts = tree.children
        least = _number(str(number))
        if not 0 < least <= len(parts):
            sentence = (
                f"'{shortened(str(number))} of' needs a number from 1 to the number of its parts, here {len(parts)}"
            )
            raise self._place.refusal(at, sentence)
        return Count(at, least, tuple(self.chain(part) for part in parts))

    def _call(self, at: int, tree: Tree) -> Node:
        name, *arguments = tree.children
        inner = [argument.children[0] for argument in arguments if isinstance(argument, Tree)]
        slots = tuple(self._slot(part) for part in inner if isinstance(part, Tree) and part.data == "slot")
        chains = [part for part in inner if isinstance(part, Tree) and part.data == "chain"]
        if str(name).lower() == "re":
            return Call(at, "re", tuple(map(self._expression, chains)), slots)
        parts = tuple(map(self.chain, chains))
        return Call(at, str(name).lower(), parts, slots)

    def _expression(self, tree: Tree) -> Phrase:
        """The text in re("..."), which is no literal: it stands as it was typed."""
        at = _offset(tree)
        if at not in self._ready.phrases or " ".join(self._ready.masked[at : tree.end].split("\0")).strip('" '):
            raise self._place.refusal(at, "re() takes one expression in quotation marks", 'as in re("T-?72")')
        return Phrase(at, self._ready.phrases[at])

    def _slot(self, tree: Tree) -> Slot:
        name, compare, value = tree.children
        assert isinstance(value, Tree)
        tokens = [word for word in value.children if isinstance(word, Token)]
        words = [self._ready.phrases.get(word.start, str(word)) for word in tokens]
        quoted = any(word.type == "PHRASE" for word in tokens)
        if quoted and str(name).lower() == "place":  # looked for in articles, as a text that stands by itself
            self._phrase(next(word.start for word in tokens if word.type == "PHRASE"))
        return Slot(_offset(tree), str(name).lower(), str(compare), " ".join(words), quoted)

    def _mixed(self, operands: list[Tree], words: list[Token]) -> ConfigError:
        """Both readings of `a and b or c`, in the words typed."""
        texts = [" ".join(self._place.text[tree.start : tree.end].split()) for tree in operands]
        readings = [_grouped(texts, [str(word).lower() for word in words], tight) for tight in ("and", "or")]
        sentence = f"'and' is mixed with 'or': this could mean '{readings[0]}' or '{readings[1]}'"
        at = next(word for word in words if word.type != words[0].type).start
        return self._place.refusal(at, sentence, "set brackets")


def _grouped(texts: list[str], words: list[str], tight: str) -> str:
    """The chain as text with brackets round each run joined by `tight`."""
    loose = "or" if tight == "and" else "and"
    runs = [[texts[0]]]
    for word, text in zip(words, texts[1:], strict=True):
        if word == tight:
            runs[-1].append(text)
        else:
            runs.append([text])
    return f" {loose} ".join(f"({f' {tight} '.join(run)})" if len(run) > 1 else run[0] for run in runs)


def _number(digits: str) -> int:
    """The number, 0 for what is none below 1000: Python refuses to read one of thousands of digits."""
    return int(digits) if digits.isdecimal() and len(digits) <= 3 else 0


def _offset(tree: Tree) -> int:
    return tree.start
