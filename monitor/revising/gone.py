"""Whether the answer to a request for a page shows that the article is no longer there."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from monitor.model.fetch import Reply

GONE = (404, 410)
_FRONT = re.compile(r"(?:/(?:[a-z]{2}(?:-[a-z]{2})?|index\.\w+|home|main))?/?", re.IGNORECASE)


def gone(reply: Reply) -> str:
    """As a phrase for "withdrawn: ...", "" where the answer shows nothing of the kind."""
    if reply.status in GONE:
        return f"its page answers {reply.status} {HTTPStatus(reply.status).phrase}"
    if not reply.error and _is_front(reply.final_url) and not _is_front(reply.url):
        return "its page leads to the outlet's front page"
    return ""


def _is_front(url: str) -> bool:
    """Whether it is a site's front page, or that of one of its languages."""
    parts = urlsplit(url)
    return bool(_FRONT.fullmatch(parts.path)) and not parts.query
