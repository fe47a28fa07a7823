"""A sound condition -> its tree by recursive descent, the very tree that lark makes by grammar.lark; any other -> None.

The grammar says what is right, and lark, imported only for that, what is wrong with a condition that is not. Both give
the same tree, or both none: a property test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# In the order of the grammar's priorities; of equal ones no two can begin alike.
_TOKEN = re.compile(
    r"(?P<NEAR>(?i:near/[0-9]+(?![\w.-])))"
    r"|(?P<HABIT>(?i:(?:[wn]|pre|adj|near|onear|within|same)?/[a-z0-9]+(?![\w.-])"
    r"|(?:adj|pre|near|onear)[0-9]*(?![\w./-])))"
    r"|(?P<AND>(?i:and(?![\w.-])))|(?P<OR>(?i:or(?![\w.-])))|(?P<NOT>(?i:not(?![\w.-])))|(?P<OF>(?i:of(?=\s*\()))"
    r'|(?P<COMPARE><=|>=|=)|(?P<PHRASE>"[\x00\n]*")|(?P<NUMBER>[0-9][\w.]*(?:[-/][\w.]+)*)|(?P<PERCENT>%)'
    r"|(?P<NAME>[^\W\d_][\w-]*(?:\.[\w-]+)*)|(?P<LPAR>\()|(?P<RPAR>\))|(?P<COMMA>,)|(?P<BLANK>[ \t\f\r\n]+)"
)
_END = "END"
_VALUE = frozenset({"NAME", "NUMBER", "PHRASE", "PERCENT"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark, `text` as typed."""

    type: str
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        """As typed."""
        return self.text


@dataclass(frozen=True, slots=True)
class Tree:
    """A rule of the grammar with what it is made of, brackets and commas left out; `start` to `end` with them."""

    data: str
    children: tuple[Tree | Token, ...]
    start: int
    end: int


class _Unread(Exception):
    """It is no sound condition, or one that only lark can read."""


def descended(masked: str) -> Tree | None:
    """The tree below the grammar's `start`, None where there is none."""
    try:
        reader = _Descent(_tokens(masked))
        tree = reader.chain()
        reader.take(_END)
    except _Unread:
        return None
    return tree


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise _Unread
        if match.lastgroup != "BLANK":
            found.append(Token(match.lastgroup, match[0], at, match.end()))
        at = match.end()
    return [*found, Token(_END, "", at, at)]


class _Descent:
    """A rule of the grammar a method; each raises _Unread where the next token does not belong."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens, self._at = tokens, 0

    def take(self, *types: str) -> Token:
        """The next token, which must be of one of these types."""
        token = self._tokens[self._at]
        if token.type not in types:
            raise _Unread
        self._at += 1
        return token

    def _next(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at].type if at < len(self._tokens) else _END

    def _tree(self, data: str, children: Sequence[Tree | Token], start: int) -> Tree:
        return Tree(data, tuple(children), start, self._tokens[self._at - 1].end)

    @property
    def _start(self) -> int:
        return self._tokens[self._at].start

    def chain(self) -> Tree:
        """`a and b or c`."""
        start = self._start
        children: list[Tree | Token] = [self._negation()]
        while self._next() in ("AND", "OR"):
            children += [self.take("AND", "OR"), self._negation()]
        return self._tree("chain", children, start)

    def _negation(self) -> Tree:
        start = self._start
        children: list[Tree | Token] = []
        while self._next() == "NOT":
            children.append(self.take("NOT"))
        return self._tree("negation", [*children, self._near()], start)

    def _near(self) -> Tree:
        start = self._start
        children: list[Tree | Token] = [self._part()]
        if self._next() in ("NEAR", "HABIT"):
            children += [self.take("NEAR", "HABIT"), self._part()]
        return self._tree("near", children, start)

    def _part(self) -> Tree:
        start = self._start
        token = self.take("NAME", "PHRASE", "NUMBER", "LPAR")
        if token.type == "LPAR":
            inner = self.chain()
            self.take("RPAR")
            return self._tree("group", [inner], start)
        if token.type == "NUMBER":
            of = self.take("OF")
            return self._tree("count", [token, of, *self._listed(self.chain)], start)
        if token.type == "NAME" and self._next() == "LPAR":
            return self._tree("call", [token, *self._listed(self._argument, least=0)], start)
        return self._tree(token.type.lower(), [token], start)

    def _listed(self, one: Callable[[], Tree], least: int = 1) -> list[Tree]:
        """What stands in brackets, with commas between."""
        self.take("LPAR")
        found = [one()] if least or self._next() != "RPAR" else []
        while found and self._next() == "COMMA":
            self.take("COMMA")
            found.append(one())
        self.take("RPAR")
        return found

    def _argument(self) -> Tree:
        start = self._start
        inner = self._slot() if self._next() == "NAME" and self._next(1) == "COMPARE" else self.chain()
        return self._tree("argument", [inner], start)

    def _slot(self) -> Tree:
        start = self._start
        name, compare = self.take("NAME"), self.take("COMPARE")
        begins = self._start
        words = [self.take(*_VALUE)]
        while self._next() in _VALUE:
            words.append(self.take(*_VALUE))
        value = self._tree("value", words, begins)
        return self._tree("slot", [name, compare, value], start)
