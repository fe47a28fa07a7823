"""A page's bytes to the article on it: one file per extractor, best text wins.

An extractor is one line in `EXTRACTORS`; each passes the contract in tests/extract/test_contract.py. Meant for a
worker: a hostile page may take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree, html

from monitor.errors import ExtractError
from monitor.extract import paragraphs, withtrafilatura
from monitor.extract.boilerplate import without_boilerplate
from monitor.extract.head import Head, head_of
from monitor.extract.prune import prune
from monitor.model.article import Text
from monitor.model.limits import Limits
from monitor.text.clean import clean, cut
from monitor.text.decode import decode

Extractor = Callable[[html.HtmlElement, str], str]

# Each gets a tree of its own and the page's address, and gives text with a paragraph a line, "" if it finds none.
EXTRACTORS: dict[str, Extractor] = {
    "trafilatura": withtrafilatura.text_of,
    "paragraphs": paragraphs.text_of,
}
_ENOUGH = 250  # characters; with less, the next extractor is asked too
# Characters of markup, without scripts where there is more: an article's page has a tenth of it, and extractors take 20
# seconds for ten times as much.
_MARKUP = 1_500_000
_NO_TEXT = re.compile(
    r"<(script|style|svg|noscript)\b(?:[^<]|<(?!/\1\s*>))*+</\1\s*>|<!--(?:[^-]|-(?!->))*+-->", re.IGNORECASE
)
_OTHER_KINDS = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PK\x03\x04": "an archive",
}


def read_page(body: bytes, url: str, content_type: str, zone: str, now: int, limits: Limits) -> Text:
    """The article on the page: title, text with a paragraph a line, its own date, author and language.

    `zone` is the outlet's, for a date that names none; a date in the page's head line is not the article's and not
    taken. Raises ExtractError with a sentence if there is no readable text.
    """
    page, notes = _page(body, content_type, limits)
    tree = tree_of(page)
    head = head_of(tree, page, zone, now, limits)
    text, how = _best(page, url)
    if not text:
        named = f' ("{cut(head.title, 100)[0]}")' if head.title else ""
        raise ExtractError(f"no readable text was found on the page{named}")
    text, taken = without_boilerplate(text, head.title)
    if not text:
        raise ExtractError("nothing but menus, notices and other headlines was found on the page")
    kept, left_off = cut(text, limits.text_bytes)
    notes += head.notes + taken
    if how != "trafilatura":
        notes += (f"text taken by {how}",)
    if left_off:
        notes += (f"text cut from {len(text.encode()):,} to {limits.text_bytes:,} bytes",)
    return _as_text(head, kept, notes)


def _as_text(head: Head, body: str, notes: tuple[str, ...]) -> Text:
    return Text(head.title, body, "page", head.dated, head.language, head.author, notes)


def _page(body: bytes, content_type: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    kind = next((kind for start, kind in _OTHER_KINDS.items() if body.startswith(start)), "")
    if kind:
        raise ExtractError(f"the address answers with {kind}, not with a page")
    text, notes = decode(body[: limits.body_bytes], content_type)
    if len(body) > limits.body_bytes:
        notes += (f"page read to {limits.body_bytes:,} of {len(body):,} bytes",)
    text = clean(text).strip()
    if not text:
        raise ExtractError("the page is empty")
    if len(text) > _MARKUP:
        whole, text = len(text), _NO_TEXT.sub(" ", text)
        if len(text) > _MARKUP:
            text = text[:_MARKUP]
            notes += (f"page read to {_MARKUP:,} of {whole:,} characters",)
    return text, notes


def tree_of(page: str) -> html.HtmlElement:
    """The page's tree. Raises ExtractError with a sentence."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ExtractError(f"the page cannot be read as HTML ({type(error).__name__})") from error
    return tree


def _best(page: str, url: str) -> tuple[str, str]:
    """The first extractor's text that is long enough; of short ones the last extractor's, which takes least else."""
    found: dict[str, str] = {}
    for name, extractor in EXTRACTORS.items():
        tree = tree_of(page)
        prune(tree)
        text = _lines(extractor(tree, url))
        if len(text) >= _ENOUGH:
            return text, name
        if text:
            found[name] = text
    return next(((text, name) for name, text in reversed(found.items())), ("", ""))


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)
