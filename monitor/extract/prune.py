"""What is never the article: navigation, footers, lists of links. Taken out before any extractor looks.

On a short news item trafilatura falls back to all text of the page, and names in a menu or among other headlines would
make the item match.
"""

from __future__ import annotations

import re

from lxml import html

_TAGS = ("nav", "footer", "aside", "script", "style", "noscript", "template", "iframe", "button", "select", "svg")
_NAMES = """nav navbar navigation menu mainmenu topmenu footer breadcrumb breadcrumbs sidebar related share sharing
    social socials cookie cookies gdpr banner comments tags pagination pager recommended recommendations
    recommend popular mostread trending subscribe subscription newsletter promo advert advertisement donate"""
_WORDS = frozenset(_NAMES.split())
_NAME = re.compile(r"[a-z]+")
_SACRED = frozenset(("html", "body", "article", "main", "head", "h1", "p"))
_MOST = 0.7  # share of a list's text that stands in links


def prune(tree: html.HtmlElement) -> None:
    """Takes it out of the tree, but nothing that holds the headline or half of the page's paragraphs."""
    paragraphs = _weight(tree)
    for element in list(tree.iter()):
        if element.getparent() is not None and _unwanted(element) and not _precious(element, paragraphs):
            element.drop_tree()


def _unwanted(element: html.HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SACRED:
        return False
    return tag in _TAGS or _is_named(element) or (tag in ("ul", "ol") and _is_links(element))


def _is_named(element: html.HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}".lower().split()
    return any(word in _WORDS for name in names for word in (_NAME.findall(name) if len(name) < 40 else ())[:1])


def _is_links(element: html.HtmlElement) -> bool:
    linked = sum(len(link.text_content().strip()) for link in element.iter("a"))
    return linked > 0 and linked >= _MOST * len("".join(element.text_content().split()))


def _precious(element: html.HtmlElement, paragraphs: int) -> bool:
    return element.find(".//h1") is not None or (paragraphs > 0 and 2 * _weight(element) >= paragraphs)


def _weight(element: html.HtmlElement) -> int:
    return sum(len(paragraph.text_content()) for paragraph in element.iter("p"))
