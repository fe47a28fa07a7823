"""What holds for a whole document of markup: its namespaces, bases and languages, and what has no place in it."""

from __future__ import annotations

from xml.parsers import expat

from monitor.sources.names import RSS_090, TEXTS, Doubt, Names, said_by
from monitor.sources.quirks import resolved, steadfast, steady_base

_BY_NAMESPACE = {"http://purl.org/rss/1.0/": "rss10", "http://www.w3.org/2005/atom": "atom10"}
_LONGEST_URI = 1000  # characters: each element is told to us with the whole of its namespace
Values = dict[str, str]


class Markup:
    """One document under way: how deep, in which language, relative to which base. Raises Doubt from expat's events."""

    def __init__(self) -> None:
        self.parser = parser = expat.ParserCreate("utf-8", " ")  # whatever it declares: see `fast`
        parser.buffer_text = True
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartDoctypeDeclHandler = self._doctype
        parser.CommentHandler = self._comment
        self.version = ""
        self._names = Names()
        self._kinds = self._names.kinds
        self._depth = 0
        self._lang = ""
        self._langs: list[tuple[int, str]] = []  # to go back to, with the depth at whose end
        self._base = ""
        self._base_leaked = False

    def _doctype(self, *_: object) -> None:
        raise Doubt

    def _comment(self, text: str) -> None:
        if not self._depth and "<" in text:  # feedparser looks for a DOCTYPE there
            raise Doubt

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if not uri:
            return
        if len(uri) > _LONGEST_URI:
            raise Doubt
        lower = uri.lower()
        if not self.version:
            if prefix is None and lower == RSS_090:
                self.version = "rss090"
            elif lower in _BY_NAMESPACE:
                self.version = _BY_NAMESPACE[lower]
        self._names.bind(prefix, uri, inside=self._depth > 0)

    def _said(self, attributes: Values, kind: str) -> Values:
        """The attributes by feedparser's names; base and language are noted where they are said."""
        said = said_by(attributes)
        if "base" in said and self._depth > 1:
            raise Doubt
        if base := said.get("xml:base", said.get("base")):
            self._rebase(base, kind)
        lang = said.get("xml:lang", said.get("lang"))
        if lang is not None:
            self._langs.append((self._depth, self._lang))
            self._lang = lang
        return said

    def _rebase(self, base: str, kind: str) -> None:
        """Of the root it holds everywhere. Of a text it says nothing to us, but feedparser forgets to take it back."""
        if self._depth == 1:
            self._base = steady_base(base)
            if not self._base:
                raise Doubt
        elif kind not in TEXTS:
            raise Doubt
        elif not self._base:
            self._base_leaked = True

    def _resolved(self, address: str) -> str:
        if self._base_leaked and not steadfast(address):
            raise Doubt
        return resolved(address, self._base)
