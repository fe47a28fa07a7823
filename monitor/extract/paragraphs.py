"""The article's text by the place where most paragraphs stand together; for short items, where statistics fail."""

from __future__ import annotations

from lxml import html

from monitor.text.html import plain

_BODIES = ".//*[@itemprop='articleBody']"
_SHORTEST = 20  # characters of a paragraph that counts


def text_of(tree: html.HtmlElement, _url: str) -> str:
    """The text, a paragraph a line; "" if nothing on the page looks like paragraphs."""
    for marked in tree.iterfind(_BODIES):
        if text := _text(marked):
            return text
    weights: dict[html.HtmlElement, int] = {}
    for element in tree.iter("p", "br"):
        parent = element.getparent()
        said = element.text_content() if element.tag == "p" else f"{element.tail or ''}"
        if parent is not None and len(said.strip()) >= _SHORTEST:
            weights[parent] = weights.get(parent, 0) + len(said)
    if not weights:
        return ""
    best = max(weights, key=lambda element: weights[element])
    by_lines = any(child.tag == "br" for child in best)
    return (
        _text(best)
        if by_lines
        else "\n".join(_text(child) for child in best if child.tag in ("p", "ul", "ol", "blockquote", "h2", "h3"))
    )


def _text(element: html.HtmlElement) -> str:
    return plain(html.tostring(element, encoding="unicode", with_tail=False))
