"""Keys under which one article is found again, whatever its feed does to address, guid or text.

Five kinds, from the most telling to the least; `identify.stored` weighs them, since some are to be believed only where
what is stored bears them out:

* "url:" the canonical address, good across feeds; "news:" title and publisher, for Google News, whose addresses say
  nothing;
* "guid:" good inside one feed, and only where one document does not give it twice (qafqazinfo.az gives all items ONE
  guid, azertag.az none);
* "body:" the text with its moment of publication, for an article whose title, address and guid were changed together;
* "words:" title and text, for one whose address, guid and date were changed together;
* "text:" title, text and day, where there is little or no text; "weak:" a short title alone, without text or date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from typing import NamedTuple, Protocol

from monitor.identify.folding import words
from monitor.model.article import Item
from monitor.model.source import Entry, Source
from monitor.text.addresses import canonical_url
from monitor.text.html import plain

_WORD = re.compile(r"\w+")
_ENOUGH_TEXT = 80  # characters of summary
_TEXT_LOOKED_AT = 1000  # characters; a full text's later corrections do not make another article
_ENOUGH_TITLE = 5  # words
_SAME_WORDS = 10  # so many items of one short title in a document are one
_KEYS = 8  # addresses and guids of one item
_HASH = 24  # characters: 96 bits
_LIST_PAGE = 3  # so many different items under one address, and it is a list, not an article
_DAY = 86_400


def items(source: Source, entries: Sequence[Entry]) -> list[Item]:
    """The entries of one document as items, in its order; entries that are the same article collapse to the first.

    Keys that two items share are nobody's, save where an entry would have none otherwise.
    """
    return sort_out(source, entries)[0]


def drafted(source: Source, entries: Iterable[Entry]) -> list[Draft]:
    """What each entry says for itself, 0.2 ms each: a large document's are made in parts."""
    return [_draft(_without_publisher(source, entry)) for entry in entries if _says_something(entry)]


def sort_out(
    source: Source, entries: Sequence[Entry], drafts: Sequence[Draft] | None = None
) -> tuple[list[Item], tuple[str, ...]]:
    """As `items`, with a sentence for everything that was left out or not believed; `drafts` are made where missing."""
    if drafts is None:
        drafts = drafted(source, entries)
    groups: Sequence[Sequence[Draft]]
    if _apart(drafts):  # as nearly always
        groups, shared = [(draft,) for draft in drafts], _NOTHING
    else:
        groups = _alike(_collapsed(drafts))
        shared = _shared(groups)
    found: dict[str, Item] = {}
    for group in groups:
        item = _item(source.id, group, shared)
        found.setdefault(item.keys[0], item)
    return list(found.values()), tuple(_notes(entries, drafts, len(found)))


def _notes(entries: Sequence[Entry], drafts: Sequence[Draft], found: int) -> Iterator[str]:
    if silent := len(entries) - len(drafts):
        yield f"{silent:,} of {len(entries):,} entries without link, guid and text left out"
    if repeated := len(drafts) - found:
        yield f"{repeated:,} of {len(entries):,} entries repeat another of the feed: the first of each was taken"
    wrong = [note for entry in entries for note in entry.notes if note.startswith("date ")]
    if wrong:
        yield f"{len(wrong):,} dates not believed, such as {wrong[0].split()[1]}: taken for undated"


def canonical_guid(guid: str) -> str:
    """The guid, and where it is an address the one form that all forms of this address share: sites go over to https.

    Its fragment stays: some feeds number their items by it alone.
    """
    url = canonical_url(guid)
    place = guid.partition("#")[2]
    return guid if not url else url if "#" in url or not place else f"{url}#{place}"


class Draft(NamedTuple):
    """An entry and what it may be known by, before it is held against the others of its document.

    A named tuple: one is made of every entry, and a frozen dataclass takes four times as long.
    """

    entry: Entry
    address: str  # the key of its address, "" if that names no article
    guid: str
    text: str  # hash of its folded title, text and day: what stays when a site changes its addresses and guids
    words: str  # the same without the day, "" where there is too little text to tell it from a template
    body: str  # hash of the text with the moment of publication, "" where either is missing


def _says_something(entry: Entry) -> bool:
    # RSS 2.0 allows an item of nothing but a description; that is a text all the same.
    return bool(entry.link or entry.guid or entry.title or entry.summary or entry.content)


def _without_publisher(source: Source, entry: Entry) -> Entry:
    """Google News writes "Talks held in Minsk - Trend": the publisher is no part of the headline."""
    if source.kind != "aggregator" or not entry.publisher:
        return entry
    tail = f" - {entry.publisher}"
    if not entry.title.endswith(tail):
        return entry
    return replace(entry, title=entry.title[: -len(tail)].rstrip())


def _draft(entry: Entry) -> Draft:
    link, guid, published = entry.link, entry.guid, entry.published
    url = canonical_url(link)
    host, _, rest = url[len("https://") :].partition("/")
    address = f"url:{url}" if rest else ""  # a site's front page names no article
    if host == "news.google.com":
        address = _news_key(entry)
    text = entry.summary or entry.content
    said = words(text[:_TEXT_LOOKED_AT])
    much = len(text) >= _ENOUGH_TEXT
    hashed = sha256(words(entry.title) + b"\n" + said)
    by_words = hashed.hexdigest()[:_HASH] if much else ""
    hashed.update(b"\n" if published is None else b"\n%d" % (published // _DAY))
    return Draft(
        entry,
        address,
        url if guid == link and url and "#" not in guid else canonical_guid(guid),
        hashed.hexdigest(),
        by_words,
        sha256(b"%d\n%b" % (published, said)).hexdigest()[:_HASH] if much and published is not None else "",
    )


def _news_key(entry: Entry) -> str:
    title = words(entry.title).decode("utf-8", "surrogatepass")
    if not title:
        return ""
    # With the day: a headline that comes back, such as each year's congratulations, is another article.
    day = "" if entry.published is None else f"|{entry.published // _DAY}"
    return f"news:{title}|{words(entry.publisher).decode('utf-8', 'surrogatepass')}{day}"


def _list_pages(drafts: Sequence[Draft]) -> frozenset[str]:
    """Addresses that name no article, because differing items share them: "today's rates", a day's page of a blog.

    Two items may be an article and its own update, unless each has its own place (#...) on the page; from three on,
    each with another guid and text, taking them for one would lose news.
    """
    sharing: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.address.startswith("url:"):
            sharing.setdefault(draft.address, []).append(draft)
    return frozenset(url for url, group in sharing.items() if len(group) > 1 and _differ(group))


def _differ(group: Sequence[Draft]) -> bool:
    guids, texts = {draft.entry.guid for draft in group}, {draft.text for draft in group}
    places = {draft.entry.link.partition("#")[2] for draft in group}
    differing = len(texts) if guids == {""} else min(len(guids), len(texts))
    return differing >= (_LIST_PAGE if len(places) == 1 else 2)


def _collapsed(drafts: Sequence[Draft]) -> list[Draft]:
    list_pages = _list_pages(drafts)
    kept: dict[str | tuple[str, ...], Draft] = {}
    for draft in drafts:
        own = draft._replace(address="") if draft.address in list_pages else draft
        kept.setdefault(own.address or (own.entry.guid, own.entry.link, own.text), own)
    return list(kept.values())


def _alike(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Drafts that are one article under several addresses, together: an article in two sections of a site has two.

    Where there is little text, a headline tells one article only with its moment: "Aliyev receives Lukashenko" may
    stand over two meetings of a day. A dozen of one title, however short, are a fault of the feed.
    """
    many = Counter(draft.text for draft in drafts)
    groups: dict[str, list[Draft]] = {}
    for n, draft in enumerate(drafts):
        entry = draft.entry
        if draft.words:
            same = f"words:{draft.words}"
        elif many[draft.text] > _SAME_WORDS and (entry.title or not draft.address):  # a sitemap's pages have no titles
            same = f"text:{draft.text}"
        elif _long_enough(entry.title):
            same = f"title:{draft.text}:{entry.published}"
        else:
            same = f"alone:{n}"
        groups.setdefault(same, []).append(draft)
    return list(groups.values())


def _apart(drafts: Sequence[Draft]) -> bool:
    """Whether no two of them have anything in common: then none collapse, and all that each has is a key of its own."""
    for values in zip(*(draft[1:] for draft in drafts), strict=True):
        there = list(filter(None, values))
        if len(set(there)) < len(there):
            return False
    return True


class _Shared(NamedTuple):
    """What several articles of one document share and what is therefore no key of any of them."""

    guids: frozenset[str]
    texts: frozenset[str]
    bodies: frozenset[str]


_NOTHING = _Shared(frozenset(), frozenset(), frozenset())


def _shared(groups: Sequence[Sequence[Draft]]) -> _Shared:
    return _Shared(
        _several({draft.guid for draft in group} for group in groups),
        _several({draft.text for draft in group} for group in groups),
        _several({draft.body for draft in group} for group in groups),
    )


def _several(groups: Iterable[set[str]]) -> frozenset[str]:
    """What more than one of them has."""
    counts = Counter(chain.from_iterable(groups))
    return frozenset(each for each, count in counts.items() if each and count > 1)


def _item(source: str, group: Sequence[Draft], shared: _Shared) -> Item:
    first = group[0]
    keys = _ids(source, group, shared)
    own = first.text not in shared.texts
    if first.body and first.body not in shared.bodies:
        keys.append(f"body:{source}:{first.body}")
    if first.words:  # one draft of a document each, by `_alike`
        keys.append(f"words:{source}:{first.words}")
    elif not keys or (own and _says_enough(first.entry)):  # without any key it would be new at every poll
        keys.append(f"text:{source}:{first.text}")
    elif own:
        keys.append(f"weak:{source}:{first.text[:_HASH]}")
    named = [draft.address for draft in group if draft.address.startswith("url:")]
    url = named[0][len("url:") :] if named else ""
    # A key that earlier versions of this program gave, for what they stored.
    also = (f"text:{source}:{first.text}",) if own and first.words else ()
    return Item(first.entry, url, tuple(keys), _content_hash(first.entry), also)


def _ids(source: str, group: Sequence[Draft], shared: _Shared) -> list[str]:
    """Its addresses and guids, as keys."""
    keys = [draft.address for draft in group if draft.address]
    for draft in group:
        guid = draft.guid
        if guid and guid not in shared.guids and (draft.address == f"url:{guid}" or not _is_front_page(guid)):
            keys.append(f"guid:{source}:{guid}")
    return keys if len(group) == 1 else list(dict.fromkeys(keys))[:_KEYS]


def _is_front_page(guid: str) -> bool:
    # `guid` has its one form already: most are no address, or one with folders.
    if ":/" not in guid or (guid.count("/") > 3 and "#" not in guid):
        return False
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
    """Without its date: some feeds date every item with the moment they are asked."""
    said = f"{entry.title}\x00{entry.summary}\x00{entry.content}"
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


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
    if not before or not new.title or words(before) == words(plain(new.title)):
        return ""
    return f"title was: {before}"
