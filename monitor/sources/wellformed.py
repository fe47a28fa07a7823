"""Sound RSS, RDF and Atom read in one go by expat: the fast reader's half that knows XML.

It follows feedparser event by event for the elements that become an entry, and leaves the document (`Doubt`) where
feedparser does something of its own: relative addresses inside, markup where none belongs, names that collide. What
feedparser carries from one item into the next is left to it, too: here each item depends on the head alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar
from xml.parsers import expat
from xml.sax.saxutils import escape

from monitor.sources.markup import Markup, Values
from monitor.sources.names import BARE, DEFAULTS, DIALECTS, HTML_TYPES, LEFT, OLD_ATOM, TEXTS, TYPES, XHTML, Doubt
from monitor.sources.quirks import mended, without_div, written

_DEEPEST = 60
_GATHERED = frozenset(("published", "updated", "created", "language", "id"))
_PERSON = frozenset(("name", "email", LEFT))
_IN_SOURCE = frozenset(("author", "updated", "published", "link", "id", "category", "name", "email", LEFT))
_IN_IMAGE = frozenset(("url", "href", "width", "height"))
_NAMED = re.compile("&([A-Za-z0-9_]+);")
# Attributes that feedparser knows by the same names, and that mean nothing beyond their element.
_PLAIN = frozenset(("type", "rel", "href", "url", "term", "scheme", "label", "domain", "title", "length", "medium"))
_LANG = "http://www.w3.org/XML/1998/namespace lang"


@dataclass(slots=True)
class Document:
    """What the document said, texts as they stand in it; of an item the values that make an entry."""

    root: str = ""
    version: str = ""
    feed: Values = field(default_factory=dict)
    items: list[Values] = field(default_factory=list)
    categories: int = 0  # elements <category>, where nobody reads them
    hollow: bool = False  # an item has nothing in it, and perhaps no tag where it ends
    mended: bool = False  # a text was put right, and may hold what the document does not
    rewritten: bool = False  # so was markup: a text may hold more of it


def read(data: bytes | memoryview, *, controls: bool = True, mending: bool = True) -> Document:
    """The document in `data`, utf-8 without an XML declaration. Raises Doubt, also where it is no utf-8.

    `controls` and `mending`: whether some may stand in its texts, or something be mended (`quirks`), which costs time.
    """
    reader = _Reader(controls=controls, mending=mending)
    try:
        reader.parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise Doubt from error
    if not reader.document.root:
        raise Doubt
    reader.document.version = reader.version
    return reader.document


class _Reader(Markup):
    """One document while it is read: `_item` is the open one, `_leaf` the text being gathered, `_outer` its holder."""

    def __init__(self, *, controls: bool, mending: bool) -> None:
        super().__init__()
        self._controls, self._mending = controls, mending
        self.document = Document()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._infeed = False
        self._channel = 0
        self._item: Values | None = None
        self._item_depth = 0
        self._depths: dict[str, int] = {}  # of the item's values: one from further out is not replaced
        self._has_content = self._leaked_content = False
        self._title_depth = -1
        self._leaf = ""
        self._leaf_depth = 0
        self._leaf_said: Values = {}
        self._parts: list[str] = []  # what stands outside a leaf gathers here, too, and is thrown away
        self.parser.CharacterDataHandler = self._parts.append
        self._xhtml = self._as_content = self._first_alternate = False
        self._outer = ""
        self._outer_depth = 0
        self._outer_parts: list[str] = []
        self._person: Values = {}
        self._addressed = False  # an author of the open item has an email, which feedparser keeps for the next one
        self._aside: Values = {}  # what a source or a picture of the feed says

    # --- starts

    def _start(self, name: str, attributes: Values) -> None:
        self._depth = depth = self._depth + 1
        if self._leaf:
            self._inside(name, attributes)
            return
        kind = self._kinds.get(name) or self._names.kind(name)
        said = attributes if _PLAIN.issuperset(attributes) else self._said(attributes, kind)
        if self._outer:
            self._start_in_outer(kind, name, said)
        elif kind in _GATHERED:
            self._gather(kind, said)
        elif kind != LEFT:
            self._STARTS[kind](self, kind, said)
        elif depth > _DEEPEST or depth == 1:
            raise Doubt

    def _start_root(self, kind: str, said: Values) -> None:
        if self._depth != 1:
            raise Doubt
        self.document.root = kind
        version = said.get("version", "")
        if kind == "feed":
            self._infeed = True
            self.version = self.version or OLD_ATOM.get(version, "atom")
        elif kind == "rss" and not self.version.startswith("rss"):
            self.version = DIALECTS.get(version) or ("rss20" if version.startswith("2.") else "rss")
        if kind != "rdf_rdf" and self._lang:
            self.document.feed["language"] = self._lang.replace("_", "-")

    def _start_channel(self, _kind: str, said: Values) -> None:
        if self._depth != 2 or self._channel or "lastmod" in said or "href" in said:
            raise Doubt
        self._channel, self._infeed = self._depth, True

    def _start_item(self, _kind: str, said: Values) -> None:
        if self._item is not None or self._depth not in (2, 3) or not self.version:
            raise Doubt
        if "lastmod" in said or "href" in said:
            raise Doubt
        self._item, self._item_depth = {}, self._depth
        self._depths = {}
        self._title_depth, self._addressed = -1, False
        self._leaked_content, self._has_content = self._has_content, False
        if about := said.get("rdf:about"):
            self._item["id"] = about

    def _start_outer(self, kind: str, _said: Values) -> None:
        if kind == "textinput" and self._item is not None:
            raise Doubt
        self._outer, self._outer_depth, self._outer_parts, self._person = kind, self._depth, [], {}
        if kind != "author":
            self._title_depth = -1
            self._aside = {}
        self.parser.CharacterDataHandler = self._outer_parts.append

    def _start_in_outer(self, kind: str, name: str, said: Values) -> None:
        """A child of an author, a source or a picture: few are known."""
        outer = self._outer
        if outer == "author":
            if kind not in _PERSON:
                raise Doubt
            self._gather(kind, said)
        elif outer == "source":
            if kind in ("title", "media_title", "unread"):
                self._start_text(kind, said)
            elif kind in _IN_SOURCE:
                self._gather(LEFT, said)
            else:
                raise Doubt
        elif (kind == "title" and "name" in self._person) or (kind == "name" and not self._person):
            raise Doubt  # feedparser takes the one for the feed's own, and falls over the other
        elif kind in ("title", "description", "link") and self._item is None:
            self._person[kind] = ""
            self._STARTS[kind](self, kind, said)
        elif kind == "name" or (kind == LEFT and outer == "image" and name.rpartition(" ")[2].lower() in _IN_IMAGE):
            self._gather(kind, said)
        else:
            raise Doubt

    def _start_text(self, kind: str, said: Values) -> None:
        if kind in ("description", "summary") and "summary" in self._context():
            if self._leaked_content:
                raise Doubt
            self._as_content = not self._has_content
            kind = "content" if self._as_content else kind
        if kind in ("content", "encoded"):
            self._has_content = True
        if said:
            type_ = said.get("type", DEFAULTS.get(kind, "text/plain")).lower()
            type_ = TYPES.get(type_, type_)
            if (type_ != "text/plain" and type_ not in HTML_TYPES) or said.get("mode") == "base64":
                raise Doubt
            self._xhtml = type_ == HTML_TYPES[1]
        self._gather(kind, said)
        if self._xhtml:
            self.document.rewritten = True
            parts = self._parts
            self.parser.CharacterDataHandler = lambda text: parts.append(escape(text))

    def _start_link(self, _kind: str, said: Values) -> None:
        rel = said.get("rel", "alternate").lower()
        type_ = said.get("type", "application/atom+xml" if rel == "self" else "text/html").lower()
        href = said.get("url", said.get("uri", said.get("href"))) or said.get("href")
        context = self._context()
        if href is None:
            self._first_alternate = rel == "alternate" and "alternate" not in context
            if self._first_alternate:
                context["alternate"] = ""
            self._gather("link", said)
            return
        href = self._resolved(href)
        if not href:
            raise Doubt
        if rel == "alternate":
            context.setdefault("alternate", href)
            if TYPES.get(type_, type_) in HTML_TYPES:
                context["link"] = href

    def _start_category(self, _kind: str, _said: Values) -> None:
        self.document.categories += 1

    def _start_owner(self, _kind: str, _said: Values) -> None:
        if self._item is not None:
            raise Doubt

    def _start_name(self, _kind: str, _said: Values) -> None:
        """Outside an author it says nothing."""

    def _start_bare(self, kind: str, said: Values) -> None:
        if said:
            self._context()[kind] = ""
        else:
            self._gather(kind, said)

    def _gather(self, kind: str, said: Values) -> None:
        self._leaf, self._leaf_depth, self._leaf_said = kind, self._depth, said
        self._parts.clear()
        if self._outer:
            self.parser.CharacterDataHandler = self._parts.append

    def _inside(self, name: str, attributes: Values) -> None:
        """Markup inside a text: only xhtml that says so, kept as feedparser writes it."""
        if self._depth > _DEEPEST:
            raise Doubt
        if self._leaf == LEFT:
            kind = self._kinds.get(name) or self._names.kind(name)
            if attributes or kind not in (_PERSON if self._outer != "author" else (LEFT,)):
                raise Doubt
            return
        uri, _, local = name.rpartition(" ")
        local = local.lower()
        said = {"xml:lang" if key == _LANG else key.lower(): value for key, value in attributes.items()}
        if not self._xhtml or uri != XHTML or local in ("body", "svg", "math") or "base" in said:
            raise Doubt
        if any(" " in key for key in said):
            raise Doubt
        for key in said.keys() & {"rel", "type"}:
            said[key] = said[key].lower()
        self._parts.append(written(local, said))

    # --- ends

    def _end(self, name: str) -> None:
        depth = self._depth
        self._depth = depth - 1
        if self._leaf:
            if depth == self._leaf_depth:
                self._end_leaf(depth)
            elif self._xhtml:
                self._parts.append(f"</{name.rpartition(' ')[2].lower()}>")
        elif self._outer:
            if depth == self._outer_depth:
                self._end_outer(depth)
        elif self._item is not None and depth == self._item_depth:
            self.document.items.append(self._item)
            self.document.hollow |= len(self._item) < 2
            self._item = None
            self._has_content = self._leaked_content = False
        elif depth == self._channel:
            self._infeed = False
        if self._langs and self._langs[-1][0] == depth:
            self._lang = self._langs.pop()[1]

    def _end_leaf(self, depth: int) -> None:
        kind, parts = self._leaf, self._parts
        self._leaf = ""
        if self._outer or self._xhtml:
            self.parser.CharacterDataHandler = (self._outer_parts if self._outer else parts).append
        if self._xhtml:
            self._xhtml = False
            parts = without_div(parts) if self.version == "atom10" else parts
        value = (parts[0] if len(parts) == 1 else "".join(parts)).strip()
        if self._mending and not value.isascii() and kind not in _PERSON:
            value = self._mended(value)
        self._ENDS[kind](self, kind, value, depth)

    def _end_left(self, _kind: str, value: str, _depth: int) -> None:
        if value and self._leaf_said and self._outer in ("author", "source"):  # feedparser takes it for their text
            raise Doubt

    def _end_person(self, kind: str, value: str, _depth: int) -> None:
        self._person[kind] = value

    def _end_unread(self, _kind: str, _value: str, _depth: int) -> None:
        """Nothing is read of it."""

    def _end_title(self, kind: str, value: str, depth: int) -> None:
        if not -1 < self._title_depth <= depth:
            self._keep("title", value, depth)
            if self._item is not None and not self._outer:
                self._item["title_language"] = self._lang
        if value and kind == "title":
            self._title_depth = depth

    def _end_description(self, _kind: str, value: str, depth: int) -> None:
        self._keep("subtitle" if self._item is None else "summary", value, depth)

    def _end_content(self, _kind: str, value: str, _depth: int) -> None:
        self._as_content = False
        context = self._context()
        if self._item is not None and len(value) > len(context.get("content", "")):
            context["content"] = value
        context.setdefault("summary", value)

    def _end_link(self, _kind: str, value: str, _depth: int) -> None:
        value = self._resolved(value) if value else ""
        if self._item is not None:
            value = value.replace("&amp;", "&")
        elif not self._infeed:
            return
        value = _NAMED.sub(r"&\g<1>", value)
        context = self._context()
        context["link"] = value
        if self._first_alternate:
            context["alternate"] = value

    def _end_id(self, kind: str, value: str, depth: int) -> None:
        is_link = self._leaf_said.get("ispermalink", "true") == "true"
        value = self._resolved(value) if value and is_link else value
        self._keep(kind, value, depth)
        if is_link:
            self._context().setdefault("link", value)

    def _end_outer(self, depth: int) -> None:
        kind, self._outer = self._outer, ""
        self.parser.CharacterDataHandler = self._parts.append
        text = "".join(self._outer_parts).strip()
        if self._mending and not text.isascii():
            text = self._mended(text)
        if kind == "author":
            known = self._context().get("author")
            self._keep("author", text, depth)
            name, email = self._person.get("name"), self._person.get("email")
            if known and ((not name and (email or not text)) or (name and not email and self._addressed)):
                raise Doubt
            self._addressed |= "@" in (email or text)
            if name or email:
                self._context()["author"] = f"{name} ({email})" if name and email else name or email or ""
        elif kind == "source" and self._item is not None:
            self._item["source"] = text or self._aside.get("title", "")

    # --- values

    def _mended(self, text: str) -> str:
        right = mended(text, controls=self._controls)
        if right is not text:
            self.document.mended = True
        return right

    def _context(self) -> Values:
        if self._outer:
            return self._aside
        return self.document.feed if self._item is None else self._item

    def _keep(self, key: str, value: str, depth: int) -> None:
        """Into the item, unless the same stands there from further out; or into the feed, its picture, its source."""
        if self._item is not None and not self._outer:
            known = self._depths.get(key)
            if known is None or depth <= known:
                self._depths[key] = depth
                self._item[key] = value
        elif self._infeed or self._outer == "source":
            self._context()[key] = value

    _STARTS: ClassVar[dict[str, Callable[[_Reader, str, Values], None]]] = {
        **dict.fromkeys(("rss", "feed", "rdf_rdf"), _start_root),
        **dict.fromkeys(TEXTS, _start_text),
        **dict.fromkeys(("author", "source", "image", "textinput"), _start_outer),
        **dict.fromkeys(_GATHERED, _gather),
        **dict.fromkeys(BARE, _start_bare),
        **dict.fromkeys(("name", "email", "contributor"), _start_name),
        "channel": _start_channel,
        "item": _start_item,
        "link": _start_link,
        "category": _start_category,
        "owner": _start_owner,
    }
    _ENDS: ClassVar[dict[str, Callable[[_Reader, str, str, int], None]]] = {
        **dict.fromkeys(("title", "media_title"), _end_title),
        **dict.fromkeys(("content", "encoded"), _end_content),
        **dict.fromkeys(("name", "email"), _end_person),
        **dict.fromkeys((*_GATHERED - {"id"}, *BARE, "summary"), _keep),
        "description": _end_description,
        "link": _end_link,
        "id": _end_id,
        "unread": _end_unread,
        LEFT: _end_left,
    }
