"""Which element of a feed means what: names as feedparser knows them, whatever prefix a document gives them.

The fast reader stands beside feedparser and must give the same, so the tables follow feedparser's: its namespaces, its
element names, and what it does of its own with some that the fast reader leaves to it.
"""

from __future__ import annotations

from collections.abc import Mapping

XHTML = "http://www.w3.org/1999/xhtml"
_HTTP = "http:"
RSS_090 = _HTTP + "//my.netscape.com/rdf/simple/0.9/"  # in one piece it looks like a package index
_OWN = """http://backend.userland.com/rss http://blogs.law.harvard.edu/tech/rss http://purl.org/rss/1.0/
    http://example.com/newformat# http://example.com/necho
    http://purl.org/echo/ uri/of/echo/namespace# http://purl.org/pie/ http://purl.org/atom/ns#
    http://www.w3.org/2005/Atom http://purl.org/rss/1.0/modules/rss091#"""
_PREFIXED = """
    admin http://webns.net/mvcb/
    ag http://purl.org/rss/1.0/modules/aggregation/
    annotate http://purl.org/rss/1.0/modules/annotate/
    audio http://media.tangent.org/rss/1.0/
    blogchannel http://backend.userland.com/blogChannelModule
    cc http://creativecommons.org/ns#license
    cc http://web.resource.org/cc/
    creativecommons http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html
    creativecommons http://backend.userland.com/creativeCommonsRssModule
    co http://purl.org/rss/1.0/modules/company
    content http://purl.org/rss/1.0/modules/content/
    cp http://my.theinfo.org/changed/1.0/rss/
    dc http://purl.org/dc/elements/1.1/
    dcterms http://purl.org/dc/terms/
    email http://purl.org/rss/1.0/modules/email/
    ev http://purl.org/rss/1.0/modules/event/
    feedburner http://rssnamespace.org/feedburner/ext/1.0
    fm http://freshmeat.net/rss/fm/
    foaf http://xmlns.com/foaf/0.1/
    geo http://www.w3.org/2003/01/geo/wgs84_pos#
    georss http://www.georss.org/georss
    gml http://www.opengis.net/gml
    icbm http://postneo.com/icbm/
    image http://purl.org/rss/1.0/modules/image/
    itunes http://www.itunes.com/DTDs/PodCast-1.0.dtd
    itunes http://example.com/DTDs/PodCast-1.0.dtd
    l http://purl.org/rss/1.0/modules/link/
    media http://search.yahoo.com/mrss
    media http://search.yahoo.com/mrss/
    pingback http://madskills.com/public/xml/rss/module/pingback/
    prism http://prismstandard.org/namespaces/1.2/basic/
    rdf http://www.w3.org/1999/02/22-rdf-syntax-ns#
    rdfs http://www.w3.org/2000/01/rdf-schema#
    ref http://purl.org/rss/1.0/modules/reference/
    reqv http://purl.org/rss/1.0/modules/richequiv/
    search http://purl.org/rss/1.0/modules/search/
    slash http://purl.org/rss/1.0/modules/slash/
    soap http://schemas.xmlsoap.org/soap/envelope/
    ss http://purl.org/rss/1.0/modules/servicestatus/
    str http://hacks.benhammersley.com/rss/streaming/
    sub http://purl.org/rss/1.0/modules/subscription/
    sy http://purl.org/rss/1.0/modules/syndication/
    szf http://schemas.pocketsoap.com/rss/myDescModule/
    taxo http://purl.org/rss/1.0/modules/taxonomy/
    thr http://purl.org/rss/1.0/modules/threading/
    ti http://purl.org/rss/1.0/modules/textinput/
    trackback http://madskills.com/public/xml/rss/module/trackback/
    wfw http://wellformedweb.org/commentAPI/
    wiki http://purl.org/rss/1.0/modules/wiki/
    xhtml http://www.w3.org/1999/xhtml
    xlink http://www.w3.org/1999/xlink
    xml http://www.w3.org/XML/1998/namespace
    psc http://podlove.org/simple-chapters
"""
_PAIRS = [line.split() for line in _PREFIXED.strip().splitlines()]
# Namespace in lower case -> the prefix its elements are known by; "" for what belongs to feeds themselves.
NAMESPACES = {uri.lower(): "" for uri in (RSS_090, *_OWN.split())} | {uri.lower(): prefix for prefix, uri in _PAIRS}
# Prefixes by which feedparser knows elements of its own, or which make a name of ours: they must mean the usual thing.
_RESERVED = """
    admin author cc content creativecommons dc dcterms feedburner georss gml itunes media psc rdf sy title xhtml xlink
    xml
"""
RESERVED = frozenset(_RESERVED.split())
USERLAND = "backend.userland.com/rss"

LEFT = "left"  # read by nobody
DOUBT = "doubt"  # feedparser does something of its own with it

_KINDS = {
    "rss": "rss", "feed": "feed", "rdf_rdf": "rdf_rdf", "channel": "channel", "item": "item", "entry": "item",
    "image": "image", "textinput": "textinput", "source": "source", "link": "link", "guid": "id", "id": "id",
    "title": "title", "dc_title": "title", "media_title": "media_title",
    "description": "description", "dc_description": "description", "media_description": "description",
    "summary": "summary", "itunes_summary": "summary", "content": "content", "content_encoded": "encoded",
    "author": "author", "managingeditor": "author", "dc_author": "author", "dc_creator": "author",
    "itunes_author": "author", "name": "name", "itunes_name": "name", "email": "email", "itunes_email": "email",
    "published": "published", "issued": "published", "pubdate": "published", "dcterms_issued": "published",
    "updated": "updated", "modified": "updated", "lastbuilddate": "updated", "dc_date": "updated",
    "dcterms_modified": "updated", "created": "created", "dcterms_created": "created",
    "contributor": "contributor", "dc_contributor": "contributor",
    "category": "category", "language": "language", "dc_language": "language", "itunes_owner": "owner",
}  # fmt: skip
TEXTS = frozenset(("title", "media_title", "description", "summary", "content", "encoded", "unread"))
# Elements that feedparser does not know: without attributes it keeps their text under their name.
BARE = frozenset(("feedburner_origlink", "ttl", "sy_updateperiod", "sy_updatefrequency"))
# Texts that are not read, whose markup feedparser follows all the same.
_UNREAD_TEXTS = """
    rights copyright dc_rights subtitle tagline itunes_subtitle info feedburner_browserfriendly
"""
_DOUBTED = """
    abstract body fullitem xhtml_body newlocation tags svg math links authors contributors date title_detail
    author_detail guidislink entries
"""
# Their own mistakes may stop feedparser altogether.
_FRAGILE = ("creativecommons_", "cc_", "psc_", "gml_", "georss_")
KINDS = (
    _KINDS
    | {name: name for name in BARE}
    | dict.fromkeys(_UNREAD_TEXTS.split(), "unread")
    | dict.fromkeys(_DOUBTED.split(), DOUBT)
)

# Versions of RSS and of Atom before 1.0; the types a text may say it is of, and what it is where it says none.
DIALECTS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
OLD_ATOM = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}
TYPES = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}
HTML_TYPES = ("text/html", "application/xhtml+xml")
DEFAULTS = {"description": "text/html", "encoded": "text/html"}


def kind_of(key: str) -> str:
    """What the element `prefix_name` (or `name`) is for the fast reader: a kind, `LEFT` or `DOUBT`."""
    return DOUBT if key.startswith(_FRAGILE) else KINDS.get(key, LEFT)


class Doubt(Exception):  # it never leaves the fast reader: the careful one reads the document
    """The document is not plainly what the fast reader reads."""


class Names:
    """The namespaces of one document. Raises Doubt where a prefix does not mean one thing and the usual one."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}  # "namespace local" -> kind, as far as asked
        self._prefixed: dict[str, str] = {}
        self._named: set[str] = set()  # the namespaces of those
        self._bare: set[str] = set()

    def bind(self, prefix: str | None, uri: str, *, inside: bool) -> None:
        """A declaration, on the outermost element or `inside` of it; no prefix is None."""
        lower = uri.lower()
        standard = "" if USERLAND in lower else NAMESPACES.get(lower)
        if prefix is None:
            if standard is None:
                self._bare.add(uri)
            return
        low = prefix.lower()
        self._named.add(uri)
        if self._prefixed.setdefault(prefix, uri) != uri or (inside and standard == "xlink"):
            raise Doubt
        if low in RESERVED and standard != low and (low, standard) != ("cc", "creativecommons"):
            raise Doubt

    def kind(self, name: str) -> str:
        """What the element is; `name` is "namespace local" or "local"."""
        if known := self.kinds.get(name):
            return known
        uri, _, local = name.rpartition(" ")
        prefix = "" if not uri or USERLAND in uri.lower() else NAMESPACES.get(uri.lower())
        key = f"{prefix}_{local.lower()}" if prefix else local.lower()
        if prefix is None and uri in self._bare and uri in self._named:
            raise Doubt
        kind = LEFT if prefix is None and uri not in self._bare else kind_of(key)
        if kind == DOUBT:
            raise Doubt
        self.kinds[name] = kind
        return kind


def said_by(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes by feedparser's names: "xml:lang", "rdf:about", "href", also where another namespace says it."""
    said: dict[str, str] = {}
    for name, value in attributes.items():
        if " " in name:
            uri, _, local = name.rpartition(" ")
            prefix = NAMESPACES.get(uri.lower(), "")
            _put(said, f"{prefix}:{local}".lower() if prefix else local.lower(), value)
    for name, value in attributes.items():
        if " " not in name:
            _put(said, name.lower(), value)
    return said


def _put(said: dict[str, str], key: str, value: str) -> None:
    said[key] = value.lower() if key in ("rel", "type") else value
