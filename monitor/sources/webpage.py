"""A page that lists articles, for sites without a feed: the links that `links:` of the source chooses are its entries.

A page has no summaries, so that the page of each entry is fetched (pipeline/polling.py).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import html

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.listing import LeftOut, Listing, Suggestion
from monitor.model.source import Entry, ParsedFeed, Source
from monitor.sources import anchors
from monitor.sources.anchors import Anchor, Page
from monitor.sources.entry import RawEntry, entry
from monitor.text.clean import cut
from monitor.text.dates import DateReader
from monitor.text.html import plain
from monitor.text.selector import Links, read_links

_LEVELS = 5  # elements round a link in which its date may stand
_PIECES = 40  # pieces of text round a link that may be its date
_DATE = re.compile(r"(?=.*\d)(?:.*\b\d{4}\b|.*\d{1,2}[./-]\d{1,2}[./-]\d{2}|.*\d{1,2}:\d\d)")
_LONGEST_DATE = 60
_ASKED = 4  # links to one address that are asked for its date: a page that repeats one ten thousand times burns nothing
_SUGGESTED = 3
_TITLE_WORDS = 4  # words from which a link's text may be a headline


def parse(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    """The entries of the page in its order. Raises FeedError with a sentence where there are none."""
    found = listing(source, body, content_type, url, now, limits)
    if not found.entries:
        raise FeedError(found.problem)
    reasons = Counter(left.reason for left in found.left_out)
    notes = tuple(f"{count} links left out: {reason}" for reason, count in reasons.items())
    return ParsedFeed("webpage", "", "", found.entries, notes=(*found.notes, *notes))


def listing(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> Listing:
    """What `parse` takes and leaves, and what else might be chosen. Raises FeedError if the bytes are no page."""
    page = anchors.read(body, content_type, url or source.url)
    every = anchors.anchors(page)
    if not source.links:
        problem = "nothing says which of its links are news: give `links`"
        return Listing((), (), _suggestions(page, every), len(every), problem, page.notes)
    try:
        links = read_links(source.links)
    except ValueError as error:
        raise FeedError(f"`links: {source.links}` cannot be used: {error}") from error
    hit = anchors.chosen(page, links, every)
    anchors.sort_out(page, hit, by_pattern=bool(links.pattern))
    entries = tuple(_entries(source, page, hit, now, limits))
    left = tuple(
        LeftOut(one.address or one.element.get("href", ""), one.words, one.reason) for one in hit if one.reason
    )
    problem = "" if entries else _problem(links, hit, len(every), source.id)
    return Listing(entries, left, _suggestions(page, every), len(every), problem, page.notes)


def _problem(links: Links, hit: Sequence[Anchor], count: int, name: str) -> str:
    if not count:
        return "the page holds no links at all: its list is made by a script, or it is no list"
    what = "pattern" if links.pattern else "selector"
    if not hit:
        return (
            f"none of the {count:,} links of the page fits the {what} '{links.written}'; "
            f"'monitor sources test {name}' shows what is there"
        )
    return (
        f"all {len(hit):,} links that fit the {what} '{links.written}' were left out, the first because {hit[0].reason}"
    )


def _entries(source: Source, page: Page, hit: Sequence[Anchor], now: int, limits: Limits) -> Iterator[Entry]:
    """One for each address, in the page's order, its title the most telling words that lead there."""
    groups: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in hit:
        if not anchor.reason:
            groups[anchor.address].append(anchor)
    taken = {one.element: address for address, same in groups.items() for one in same}
    language = (page.tree.get("lang") or "").strip()
    dates = DateReader(source.zone, source.language or language[:2], now, limits)
    for address, same in list(groups.items())[: limits.entries]:
        title = max((one.words for one in same if not anchors.generic(one.words)), key=_telling, default="")
        raw = RawEntry(link=address, title=title.replace("<", "‹"), published=_date(same, taken, dates))
        yield entry(raw, (page.base,), dates, limits, ())


def _telling(words: str) -> tuple[bool, int]:
    """A headline before a lead paragraph that is a link as well, and before a word or two."""
    count = len(words.split())
    return count <= 40, min(count, 12)


def _date(same: Sequence[Anchor], taken: Mapping[html.HtmlElement, str], dates: DateReader) -> str:
    """The text of the date next to one of the links; "" where none can be read."""
    for anchor in same[:_ASKED]:
        for text in _near(anchor, taken):
            if dates.read(text)[0] is not None:
                return text
    return ""


def _near(anchor: Anchor, taken: Mapping[html.HtmlElement, str]) -> Iterator[str]:
    """What may be its date, in it and in the elements round it that hold no other entry's link."""
    element = anchor.element
    for _ in range(_LEVELS):
        yield from _date_texts(element)
        parent = element.getparent()
        if parent is None or parent.tag in ("body", "html", "main"):
            return
        if any(taken.get(link, anchor.address) != anchor.address for link in parent.iter("a")):
            return
        element = parent


def _date_texts(element: html.HtmlElement) -> Iterator[str]:
    for number, time in enumerate(element.iter("time")):
        if number >= _PIECES:
            break
        yield time.get("datetime") or plain(time.text_content()[:200])
    for number, piece in enumerate(element.iter()):
        if number >= _PIECES:
            return
        if isinstance(piece.tag, str) and anchors.dated(piece) and piece.tag != "time":
            yield " ".join(piece.text_content()[:200].split())[:_LONGEST_DATE]
    for number, text in enumerate(element.itertext()):
        if number >= _PIECES:
            return
        said = " ".join(text[:200].split())
        if len(said) <= _LONGEST_DATE and _DATE.match(said):
            yield said


@dataclass(slots=True)
class _Group:
    addresses: set[str] = field(default_factory=set)
    example: str = ""


def _suggestions(page: Page, every: list[Anchor]) -> tuple[Suggestion, ...]:
    """Patterns and selectors that choose most links with a headline's words, outside menus."""
    patterns: dict[str, _Group] = defaultdict(_Group)
    selectors: dict[str, _Group] = defaultdict(_Group)
    anchors.sort_out(page, every, by_pattern=True)
    for anchor in every:
        if anchor.reason or len(anchor.words.split()) < _TITLE_WORDS:
            continue
        names = [(patterns, _pattern_of(anchor.address)), *((selectors, name) for name in _selectors_of(anchor))]
        for groups, name in names:
            groups[name].addresses.add(anchor.address)
            groups[name].example = groups[name].example or cut(anchor.words, 120)[0]
    found = []
    for groups in (selectors, patterns):
        best = sorted(
            groups.items(), key=lambda item: (-len(item[1].addresses), item[0][0] == ".", len(item[0]), item[0])
        )
        found += [Suggestion(name, len(group.addresses), group.example) for name, group in best[:_SUGGESTED]]
    return tuple(sorted(found, key=lambda one: -one.count))


def _pattern_of(address: str) -> str:
    """The address with a star for what is the article's own: /en/news/* of /en/news/no09722."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    fixed = []
    for part in parts[:-1]:
        if any(map(str.isdigit, part)):
            break
        fixed.append(part)
    return "/" + "".join(f"{part}/" for part in fixed) + "*"


def _selectors_of(anchor: Anchor) -> Iterator[str]:
    """`a.title`, or `.news-item a` by the nearest element round it that has a class."""
    element = anchor.element
    if name := _class_of(element):
        yield f"a.{name}"
    for number, around in enumerate(element.iterancestors()):
        if number >= _LEVELS or around.tag == "body":
            return
        if name := _class_of(around):
            yield f".{name} a"
            return


def _class_of(element: html.HtmlElement) -> str:
    return next(
        (name for name in (element.get("class") or "").split() if re.fullmatch(r"[A-Za-z][\w-]{1,60}", name)), ""
    )
