"""HTML to plain text, for the short texts of feeds. A page's article is found by `monitor.extract`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from monitor.text.clean import clean
from monitor.text.simplehtml import simple_text

HTML_CHARACTERS = 1_000_000  # more than this of one item's HTML is not looked at: 200 kB of text is kept of it at most

_DROPPED_NAMES = "script style template noscript iframe object embed svg math select textarea button"
_BLOCK_NAMES = """address article aside blockquote body br center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main menu nav ol p pre section summary table tbody
    tfoot thead title tr ul"""
_INLINE_NAMES = """a abbr acronym b big cite code del em font i img ins kbd label mark q s small span strike strong sub
    sup time tt u var td th"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset(("td", "th"))
_MARKUP = re.compile("<[a-zA-Z/!?]")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})(?=[\s/>])", re.IGNORECASE)
# After one round of unescaping only names that are HTML's count: "profit <b and costs" is a sentence, "<br/>" is not.
_KNOWN_TAG = re.compile(
    rf"<(?=[/a-z])/?(?:{'|'.join(sorted({*_BLOCKS, *_DROPPED, *_INLINE_NAMES.split()}))})"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ENDLESS = re.compile("&#[0-9]{8,};?")  # no character has such a number
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")  # qafqazinfo.az escapes its CDATA marks: they arrive inside the text
# In utf-8: what `clean` takes away and rare white space, by the first bytes of such characters. Cyrillic begins with
# none. A carriage return is a line feed to whoever reads XML.
_RARE_LEADS = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0xF3, 0x100)))
_RARE_LEADS += b"\xc2\xcd\xd8\xe1\xe2\xe3\xed\xef"
_COMMON_BYTES = bytes(set(range(256)) - set(_RARE_LEADS))
_TWO_LEADS = frozenset((0xC2, 0xE2))
_RARE_IN_UTF8 = (
    re.compile(b"\xc2[\x80-\x9f\xad]"),
    re.compile(b"\xe2\x80[\x80-\x8f\xa8-\xaf]"),
    re.compile(b"\xe2\x81"),
)
_END = "\uf8fe"  # of private use, set behind the last character: what does not reach it was not read to its end
_CRUDE_DROP = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_CRUDE_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")


def plain(html: str, *, pure: bool = False) -> str:
    """What a reader sees of the HTML: cleaned text, one paragraph a line, white space collapsed, no empty lines.

    Scripts, styles and form fields are dropped, entities unescaped at most twice (feeds escape twice: "&amp;quot;", and
    put "&lt;p&gt;" into CDATA), never three times. Text without markup passes through; there a blank line ends a
    paragraph and a single line feed is a space. Never raises; only the first `HTML_CHARACTERS` are read.
    `pure` saves time: the caller knows (`is_pure`) that there is nothing to clean in it and no rare white space.
    """
    text = html[:HTML_CHARACTERS] if pure else clean(html[:HTML_CHARACTERS])
    if "]" in text and "]]>" in text:
        text = _CDATA.sub("", text)
    markup = "<" in text
    if not markup and "&" not in text:
        return _paragraphs(_text_lines(text) if "\n" in text else text, pure=pure)
    simple = _simply(text, pure=pure) if markup else None
    if simple is not None and not _marked_up(simple):
        return _paragraphs(simple, pure=pure)
    first = _once(text, markup=_MARKUP)
    if _marked_up(first):
        first = _once(first, markup=_KNOWN_TAG)
    return _paragraphs(clean(first), pure=False)


def is_pure(data: bytes) -> bool:
    """Whether `clean` changes nothing in the XML of these bytes, which are utf-8, nor in any text that it holds.

    White space is blank, tab, line feed and no-break space then. For whole documents: in bytes this takes a fraction of
    what looking for the characters takes.
    """
    leads = set(data.translate(None, _COMMON_BYTES))
    return not leads or (leads <= _TWO_LEADS and not any(rare.search(data) for rare in _RARE_IN_UTF8))


def _marked_up(text: str) -> bool:
    """Whether a second round is due: it holds tags of HTML, or references."""
    return ("<" in text and _KNOWN_TAG.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)


def _simply(text: str, *, pure: bool) -> str | None:
    """One round without a parser, which is enough for most; None where the parser has to look."""
    if not _MARKUP.search(text) or (not pure and _END in text):
        return None
    return simple_text(text if _BLOCK_TAG.search(text) else _BLANK_LINE.sub("<br>", text))


def _once(text: str, markup: re.Pattern[str]) -> str:
    """One round: tags stripped and entities unescaped; line feeds are paragraph ends already."""
    if not markup.search(text):
        return _unescaped(_text_lines(text))
    if not _BLOCK_TAG.search(
        text
    ):  # plain text with a link or two in it: its blank lines are all the paragraphs it has
        text = _BLANK_LINE.sub("<br>", text)
    return _stripped(text)


def _text_lines(text: str) -> str:
    """Text without markup: lines wrapped at some column are joined again, blank lines stay as a line feed."""
    if "\n" not in text:
        return text
    return "\n".join(part.replace("\n", " ") for part in _BLANK_LINE.split(text))


def _paragraphs(text: str, *, pure: bool) -> str:
    if not pure:
        return "\n".join([whole for line in text.split("\n") if (whole := " ".join(line.split()))])
    for space in "\t\xa0":  # the last may come of a reference
        if space in text:
            text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return "\n".join(filter(None, map(str.strip, text.split("\n")))) if "\n" in text else text.strip()


class _Collector:
    """Target of lxml's event parser: no tree is built, so nesting 100,000 deep costs nothing."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._dropping = 0
        self.ended = False

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        if tag in _DROPPED:
            self._dropping += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(" ")

    def end(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropping = max(0, self._dropping - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def data(self, text: str) -> None:
        self.ended = self.ended or _END in text
        if not self._dropping:
            self.parts.append(text.replace("\n", " "))

    def close(self) -> str:
        return "".join(self.parts)


def _stripped(text: str) -> str:
    from lxml import etree  # noqa: PLC0415  # late: the service folds and compares texts, and parses none

    collector = _Collector()
    parser = etree.HTMLParser(target=collector, encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        parser.feed((text.replace(_END, "") + _END).encode("utf-8"))
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError):  # nothing but markup, or markup that stops the parser
        return collector.close() or _crude(text)
    whole = collector.close()
    if collector.ended:
        return whole.replace(_END, "")
    return _crude(
        text
    )  # 2,048 blocks deep the parser stops and says nothing; an open comment or attribute swallows the rest


def _crude(text: str) -> str:
    """Without a parser: every tag is a space. Reads worse, loses nothing."""
    return _unescaped(_CRUDE_TAG.sub(" ", _CRUDE_DROP.sub(" ", text)))


def _unescaped(text: str) -> str:
    """References as their characters; Python reads no number of more than 4,300 digits, and raises for one."""
    try:
        return unescape(text)
    except ValueError:
        return unescape(_ENDLESS.sub("\ufffd", text))
