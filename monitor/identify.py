"""Which article is it? Keys under which one article is found again, whatever its feed does to address, guid or text.

Three kinds of key, any hit is the same article (docs of `items`): the canonical address, good across feeds; the guid,
good inside one feed and only where one document does not give it twice (qafqazinfo.az gives all items ONE guid,
azertag.az none); the words themselves, for an article whose address and guid were changed together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from monitor.model.article import Item
from monitor.model.source import Entry, Source
from monitor.text.addresses import canonical_url
from monitor.text.clean import sha
from monitor.text.fold import folded
from monitor.text.html import plain

_WORD = re.compile(r"\w+")
_ENOUGH_TEXT = 80  # characters of summary
_TEXT_LOOKED_AT = 1000  # characters; a full text's later corrections do not make another article
_ENOUGH_TITLE = 5  # words
_LIST_PAGE = 3  # so many different items under one address, and it is a list, not an article
_DAY = 86_400


def items(source: Source, entries: Sequence[Entry]) -> list[Item]:
    """The entries of one document as items, in its order; entries that are the same article collapse to the first.

    Keys: "url:<canonical address>" or, for Google News, whose addresses are opaque, "news:<title>|<publisher>";
    "guid:<source id>:<guid>" and "text:<source id>:<hash>" only where no other entry of the document shares them.
    """
    return sort_out(source, entries)[0]


def sort_out(source: Source, entries: Sequence[Entry]) -> tuple[list[Item], tuple[str, ...]]:
    """As `items`, with a sentence for everything that was left out."""
    drafts = [_draft(_without_publisher(source, entry)) for entry in entries if _says_something(entry)]
    single = _collapsed(drafts)
    guids, texts = Counter(draft.guid for draft in single), Counter(draft.text for draft in single)
    found: dict[str, Item] = {}
    for draft in single:
        keys = _keys(source.id, draft, unique_guid=guids[draft.guid] == 1, unique_text=texts[draft.text] == 1)
        url = draft.address.removeprefix("url:") if draft.address.startswith("url:") else ""
        found.setdefault(keys[0], Item(draft.entry, url, keys, _content_hash(draft.entry)))
    silent, doubled = len(entries) - len(drafts), len(drafts) - len(found)
    notes = (
        f"{silent} entries without link, guid and text left out" if silent else "",
        f"{doubled} entries are in the feed twice: the first was taken" if doubled else "",
    )
    return list(found.values()), tuple(filter(None, notes))


def canonical_guid(guid: str) -> str:
    """The guid, and where it is an address the one form that all forms of this address share: sites go over to https.

    Its fragment stays: some feeds number their items by it alone.
    """
    url = canonical_url(guid)
    place = guid.partition("#")[2]
    return guid if not url else url if "#" in url or not place else f"{url}#{place}"


@dataclass(frozen=True, slots=True)
class _Draft:
    entry: Entry
    address: str  # the key of its address, "" if that names no article
    guid: str
    text: str  # hash of its folded title, text and day: what stays when a site changes its addresses and guids


def _says_something(entry: Entry) -> bool:
    # RSS 2.0 allows an item of nothing but a description; that is a text all the same.
    return any((entry.link, entry.guid, entry.title, entry.summary, entry.content))


def _without_publisher(source: Source, entry: Entry) -> Entry:
    """Google News writes "Talks held in Minsk - Trend": the publisher is no part of the headline."""
    tail = f" - {entry.publisher}"
    if source.kind != "aggregator" or not entry.publisher or not entry.title.endswith(tail):
        return entry
    return replace(entry, title=entry.title[: -len(tail)].rstrip())


def _draft(entry: Entry) -> _Draft:
    url = canonical_url(entry.link)
    host, _, rest = url.removeprefix("https://").partition("/")
    address = f"url:{url}" if rest else ""  # a site's front page names no article
    if host == "news.google.com":
        address = _news_key(entry)
    day = "" if entry.published is None else str(entry.published // _DAY)
    text = "\n".join((_words(entry.title), _words(_text(entry)[:_TEXT_LOOKED_AT]), day))
    return _Draft(entry, address, canonical_guid(entry.guid), sha(text))


def _news_key(entry: Entry) -> str:
    title = _words(entry.title)
    if not title:
        return ""
    # With the day: a headline that comes back, such as each year's congratulations, is another article.
    day = "" if entry.published is None else f"|{entry.published // _DAY}"
    return f"news:{title}|{_words(entry.publisher)}{day}"


def _list_pages(drafts: Sequence[_Draft]) -> frozenset[str]:
    """Addresses that name no article, because differing items share them: "today's rates", a day's page of a blog.

    Two items may be an article and its own update, unless each has its own place (#...) on the page; from three on,
    each with another guid and text, taking them for one would lose news.
    """
    sharing: dict[str, list[_Draft]] = {}
    for draft in drafts:
        if draft.address.startswith("url:") and draft.entry.guid:
            sharing.setdefault(draft.address, []).append(draft)
    return frozenset(url for url, group in sharing.items() if len(group) > 1 and _differ(group))


def _differ(group: Sequence[_Draft]) -> bool:
    guids, texts = {draft.entry.guid for draft in group}, {draft.text for draft in group}
    places = {draft.entry.link.partition("#")[2] for draft in group}
    return min(len(guids), len(texts)) >= (_LIST_PAGE if len(places) == 1 else 2)


def _collapsed(drafts: Sequence[_Draft]) -> list[_Draft]:
    list_pages = _list_pages(drafts)
    kept: dict[str | tuple[str, ...], _Draft] = {}
    for draft in drafts:
        own = replace(draft, address="") if draft.address in list_pages else draft
        kept.setdefault(own.address or (own.entry.guid, own.entry.link, own.text), own)
    return list(kept.values())


def _keys(source: str, draft: _Draft, *, unique_guid: bool, unique_text: bool) -> tuple[str, ...]:
    keys = [draft.address] if draft.address else []
    if draft.guid and unique_guid and not _is_front_page(draft.guid):
        keys.append(f"guid:{source}:{draft.guid}")
    if not keys or (unique_text and _says_enough(draft.entry)):  # without any key it would be new at every poll
        keys.append(f"text:{source}:{draft.text}")
    return tuple(keys)


def _is_front_page(guid: str) -> bool:
    url = canonical_url(guid)
    return bool(url) and not url.removeprefix("https://").partition("/")[2]


def _says_enough(entry: Entry) -> bool:
    # "Exchange rates", undated and with nothing below, is printed every morning: its words say which template it is,
    # not which day's item, and under a text key tomorrow's would be taken for today's and never be told.
    return entry.published is not None or len(_text(entry)) >= _ENOUGH_TEXT or _long_enough(entry.title)


def _long_enough(title: str) -> bool:
    return len(_WORD.findall(title)) >= _ENOUGH_TITLE


def _text(entry: Entry) -> str:
    return entry.summary or entry.content


def _content_hash(entry: Entry) -> str:
    said = (entry.title, entry.summary, entry.content, "" if entry.published is None else str(entry.published))
    return sha("\x00".join(said))


def _words(text: str) -> str:
    """The folded words, one space between: what is left when white space, case and punctuation do not count."""
    return " ".join(_WORD.findall(folded(text)))


class Titled(Protocol):
    """Whatever has a title: an Entry, a Text, an Article."""

    @property
    def title(self) -> str:
        """The headline as it was given."""


def changed(old: Titled, new: Titled) -> str:
    """What a reader must be told of a new version, as a short sentence; "" if nothing.

    White space, case, punctuation and markup are no change, nor is a title that was missing once. A change of the body
    alone is not told yet.
    """
    before = plain(old.title)
    if not before or not new.title or _words(before) == _words(plain(new.title)):
        return ""
    return f"title was: {before}"
