"""Which of two texts of one article is read: what the feed said, or what its page says."""

from __future__ import annotations

from dataclasses import replace

from monitor.model.article import Text


def better(feed: Text, page: Text) -> Text:
    """The page's text under the feed's title, unless the feed's own was the longer one.

    The title stays the feed's, for a page's often carries the outlet's name; `how` says "page" either way, for the
    page was read and need not be asked again. The date is the feed's where it gave one.
    """
    longer = page if len(page.body) >= len(feed.body) else feed
    notes = page.notes if longer is page else (*page.notes, "the feed's text is longer than the page's and was kept")
    return replace(
        page,
        notes=notes,
        title=feed.title or page.title,
        body=longer.body,
        dated=feed.dated if feed.dated is not None else page.dated,
        language=feed.language or page.language,
    )
