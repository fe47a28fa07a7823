"""The article's text by trafilatura, which finds it on nearly all news sites."""

from __future__ import annotations

import logging
import warnings

from lxml import etree, html

_TALKERS = ("trafilatura", "htmldate", "justext", "readability", "courlan")
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def text_of(tree: html.HtmlElement, url: str) -> str:
    """The text, a paragraph a line; "" if none is found or the page is too broken for it. Changes the tree."""
    # Late, since it takes half a second and 60 MB; it has no say in dates and titles (monitor.extract.head).
    from trafilatura import bare_extraction  # noqa: PLC0415

    for name in _TALKERS:  # they report each odd page on the log; what matters stands in the notes of the Text
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            document = bare_extraction(tree, url=url or None, include_comments=False, with_metadata=False)
        except (etree.LxmlError, *_BROKEN):
            return ""
    text = getattr(document, "text", None)
    return text if isinstance(text, str) else ""
