"""What to ask of a feed that is due."""

from __future__ import annotations

from urllib.parse import urlsplit

from monitor.model.fetch import Request
from monitor.model.limits import Limits
from monitor.model.source import FeedState, SecretRef, Source


def request(state: FeedState, source: Source, now: int, limits: Limits) -> Request:
    """The GET for a due feed: conditional, but whole once a day and every 50 polls, so that no false 304 lasts."""
    whole = (
        state.polls_since_full >= limits.full_get_polls
        or state.last_full is None
        or now - state.last_full >= limits.full_get_every
    )
    return Request(
        token=("feed", state.id),
        url=state.url,
        etag="" if whole else state.etag,
        last_modified="" if whole else state.last_modified,
        user_agent=source.user_agent,
        headers=own_headers(state.url, source),
        proxy=source.proxy,
        ca_file=source.ca_file,
        ask_robots=source.format == "webpage",  # feeds and sitemaps are put there for programs, pages are not
    )


def own_headers(url: str, source: Source) -> tuple[tuple[str, str | SecretRef], ...]:
    """The feed's headers may hold a login: they go to its own host only, not where it has moved, not down to http."""
    if not source.headers:
        return ()
    there, home = urlsplit(url), urlsplit(source.url)
    safe = there.netloc.lower() == home.netloc.lower() and there.scheme in (home.scheme, "https")
    return source.headers if safe else ()
