"""The links of one page: which of them may be articles, and what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from lxml import etree, html

from monitor.errors import FeedError
from monitor.sources.entry import absolute_link
from monitor.text.clean import clean
from monitor.text.decode import decode
from monitor.text.html import plain
from monitor.text.selector import Links

MOST = 20_000  # links of a page that are looked at
_MARKUP = 4_000_000  # characters of a page; lists of news have a tenth of it
_ELEMENTS = 60_000
_WORDS = 2_000  # characters of a link's own words
_MENUS = frozenset(
    """
    nav navbar navigation menu mainmenu topmenu submenu footer breadcrumb breadcrumbs pagination pager paging paginator
    lang langs language languages social socials share tags cookie sidebar
    """.split()  # noqa: SIM905  # a list of thirty in quotes would be harder to read
)
_PAGES = frozenset(("page", "p", "pagen_1", "pagen_2", "offset", "start", "paged", "pg", "from"))
_LISTS = frozenset(
    """
    tag tags category categories rubric rubrics section author authors search login register signin signup cart
    privacy privacy-policy terms sitemap subscribe feedback rss contacts contact about
    """.split()  # noqa: SIM905  # as above
)
_NO_ARTICLE = "it is no article: a tag, a section, a form"
_TAGGED = frozenset(("tag", "tags", "author", "authors", "search"))
_PAGE_PATH = re.compile(r"/page[/-]?\d+/?\Z", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|gif|webp|svg|mp3|mp4|avi|mov|ics|xml|rss)\Z", re.IGNORECASE
)
_TONGUE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?\Z", re.IGNORECASE)
_DATED = re.compile(r"(?<!up)(?<!candi)(?<!man)(?<!vali)date|(?:\b|[-_])time\b")  # "newsdate", "pub-date", no "update"
_GENERIC = re.compile(
    r"\W*(?:read more|more|details|full (?:story|text)|continue reading|learn more|view|open|photo|video|"
    r"подробнее|читать (?:далее|дальше|полностью)|далее|ещё|еще|фото|видео|падрабязней|чытаць далей|"
    r"ətraflı|daha ətraflı|davamı|oxu|devamı|devamını oku|детальніше|читати далі|więcej|czytaj dalej|mehr|weiterlesen|"
    r"\d+)\W*",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree, the address its links are relative to, and what had to be assumed to read it."""

    tree: html.HtmlElement
    base: str
    url: str
    notes: tuple[str, ...]


@dataclass(slots=True)
class Anchor:
    """A link of the page; `address` is absolute, without its #place; `reason` why it is no entry, "" = it may be."""

    element: html.HtmlElement
    address: str
    words: str
    reason: str = ""


def read(body: bytes, content_type: str, url: str) -> Page:
    """Raises FeedError with a sentence where the bytes are no page."""
    text, notes = decode(body, content_type)
    text = clean(text).strip()
    if not text:
        raise FeedError("the page is empty")
    if len(text) > _MARKUP:
        notes += (f"page read to {_MARKUP:,} of {len(text):,} characters",)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text[:_MARKUP].encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise FeedError(f"the page cannot be read as HTML ({type(error).__name__})") from error
    count = sum(1 for _ in tree.iter())
    if count > _ELEMENTS:  # selectors take a square of them: 30 s for 225,000
        raise FeedError(f"the page has {count:,} elements, and no list of news has more than {_ELEMENTS:,}")
    base = next((element.get("href") or "" for element in tree.iter("base")), "")
    return Page(tree, absolute_link(base, url) or url, url, notes)


def anchors(page: Page) -> list[Anchor]:
    """All links of the page, in its order."""
    found: list[Anchor] = []
    for element in page.tree.iter("a"):
        if element.get("href") and len(found) < MOST:
            address = absolute_link(clean(element.get("href") or "").strip(), page.base).partition("#")[0]
            found.append(Anchor(element, address, words_of(element)))
    return found


def chosen(page: Page, links: Links, every: list[Anchor]) -> list[Anchor]:
    """Those that `links` means: the selected links and links in selected elements, or addresses of the pattern."""
    if links.pattern:
        return [anchor for anchor in every if anchor.address and links.fits(anchor.address)]
    try:
        hits = page.tree.xpath(links.xpath)
    except etree.XPathError as error:  # what read_links lets through, libxml2 understands; its limits are its own
        raise FeedError(f"the selector '{links.written}' could not be used: {error}") from error
    inside: set[html.HtmlElement] = set()
    for hit in hits if isinstance(hits, list) else []:
        if isinstance(hit, html.HtmlElement) and hit not in inside:
            inside.update(hit.iter("a"))
    return [anchor for anchor in every if anchor.element in inside]


def sort_out(page: Page, found: list[Anchor], *, by_pattern: bool) -> None:
    """Give a reason to every link that is no article. A pattern also hits menus, which a selector is chosen to miss."""
    for anchor in found:
        anchor.reason = _reason(page, anchor) or (_by_its_place(anchor) if by_pattern else "")


def _reason(page: Page, anchor: Anchor) -> str:
    if not anchor.address:
        return "it is no web address"
    if not _same_site(anchor.address, page.url):
        return "it leads to another site"
    here, there = urlsplit(page.url), urlsplit(anchor.address)
    parts = [part for part in there.path.lower().split("/") if part]
    reasons = {
        "it is a page of the list itself": _PAGE_PATH.search(there.path)
        or (here.path == there.path and _only_page(there.query, here.query)),
        "it is the same page in another language": _of_another_tongue(page, anchor)
        or _other_tongue(here.path, there.path),
        "it is a file, not a page": _FILE.search(there.path),
        _NO_ARTICLE: not parts
        or parts[-1] in _LISTS
        or _TAGGED.intersection(parts)
        or anchor.element.get("rel") == "tag",
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _by_its_place(anchor: Anchor) -> str:
    parts = urlsplit(anchor.address).path.lower().split("/")
    return _NO_ARTICLE if _LISTS.intersection(parts) else "it stands in a menu" if in_menu(anchor) else ""


def _same_site(address: str, url: str) -> bool:
    one, other = (_host(each) for each in (address, url))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")


def _only_page(there: str, here: str) -> bool:
    """True where the query asks for the list's own page, or for another page of it."""
    asked = [pair for pair in parse_qsl(there) if pair[0].lower() not in _PAGES]
    return asked == [pair for pair in parse_qsl(here) if pair[0].lower() not in _PAGES]


def _of_another_tongue(page: Page, anchor: Anchor) -> bool:
    """By its own word; some sites say of every link that it is in the page's language."""
    said = _tongue(anchor.element.get("hreflang") or "")
    return bool(said) and said != _tongue(page.tree.get("lang") or "")


def _tongue(said: str) -> str:
    return re.split("[-_]", said.strip().lower(), maxsplit=1)[0]


def _other_tongue(here: str, there: str) -> bool:
    """/en/news beside /ru/news: the same place but for a language."""
    ours, theirs = here.strip("/").split("/"), there.strip("/").split("/")
    if len(ours) == len(theirs):
        pairs = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
        return len(pairs) == 1 and all(_TONGUE.match(part) for part in pairs[0])
    short, long = sorted((ours, theirs), key=len)
    return len(long) == 1 and not short[0] and bool(_TONGUE.match(long[0]))


def in_menu(anchor: Anchor) -> bool:
    """Whether it stands in navigation, a footer, a choice of languages or of pages."""
    for element in anchor.element.iterancestors():
        if element.tag in ("nav", "footer", "aside"):
            return True
        if element.tag in ("body", "main", "article"):
            return False
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}".lower()[:300]
        if any(re.split(r"[^a-z]+", name)[0] in _MENUS for name in names.split()):
            return True
    return False


def words_of(element: html.HtmlElement) -> str:
    """A link's title: its heading, else its words without a date, else its title or its picture's description."""
    for heading in element.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if said := _plain(heading.text_content()):
            return said
    said = _plain(" ".join(_said(element)))
    if said and not generic(said):
        return said
    described = [element.get("title") or "", *(picture.get("alt") or "" for picture in element.iter("img"))]
    return next(filter(None, map(_plain, described)), said)


def generic(words: str) -> bool:
    """Whether a link's words are "Read more" or the like, and say nothing of what is behind it."""
    return _GENERIC.fullmatch(words) is not None


def _said(element: html.HtmlElement) -> Iterator[str]:
    """The texts in it but those of dates."""
    dates = {inner for each in element.iter() if each is not element and dated(each) for inner in each.iter()}
    own = {each for each in dates if each.getparent() not in dates}  # what follows a date is of the title
    for each in element.iter():
        if each not in dates and isinstance(each.tag, str):
            yield each.text or ""
        if each is not element and (each not in dates or each in own):
            yield each.tail or ""


def dated(element: html.HtmlElement) -> bool:
    """A time element, or one whose class says that it holds a date."""
    if not isinstance(element.tag, str):
        return False
    name = (element.get("class") or "").lower()[:200]
    return element.tag == "time" or _DATED.search(name) is not None


def _plain(text: str) -> str:
    return plain(text[:_WORDS].replace("<", "‹")).replace("\n", " ")
