"""A page's bytes to the article on it; what stands round an article, out of any text.

page.py          the article of a page: head.py its title, date, author; prune.py what is never the article
withtrafilatura.py, paragraphs.py   the extractors, a line each in `page.EXTRACTORS`
boilerplate.py   line rules for texts of pages, feeds and files: phrases.py whole lines, notices.py patterns,
                 telling.py which lines they look at; trailing.py what is glued to a line;
                 glance.py whether there is anything to look at
choose.py        feed's text or page's
saved.py         pages and texts that a person kept

The service imports nothing of this that imports lxml or trafilatura: pages are read in its workers.
"""

from __future__ import annotations

from monitor.model.article import Text
from monitor.model.limits import Limits


def extract(body: bytes, url: str, content_type: str, zone: str, now: int, limits: Limits) -> Text:
    """The article on the page: `monitor.extract.page.read_page`, imported where it runs. Raises ExtractError."""
    from monitor.extract.page import read_page  # noqa: PLC0415  # lxml stays out of the service: see above

    return read_page(body, url, content_type, zone, now, limits)
