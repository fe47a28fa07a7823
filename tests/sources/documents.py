"""Sound and odd feed documents for the fast reader: strategies of hypothesis, out of pieces as feeds hold them."""

from hypothesis import strategies as st

WORDS = (
    "Prezident İlham Əliyev", "ı i I İ ə", "Президент сообщил", "аб'яднанне дзеянняў", "trade turnover", "«цитата» — тире",
    "&lt;p&gt;A paragraph&lt;/p&gt;", "<![CDATA[<p>Текст <b>новости</b></p>\n<p>Second</p>]]>", "AT&amp;T &amp;nbsp; co",
    "two  blanks", "line\nfeed", "tab\there", "&#1041;&#8217;s", "&#171;x&#160;y&#187;", "so\u00adft", "no\u00a0break", "é à ü",
    "<![CDATA[a < b & c]]>", "<!-- aside -->after", "", " ", "&#146;old&#150;", "\u200bzero\u2003wide", "Ã©", "x" * 40,
    "<![CDATA[]]>", "<![CDATA[&#1;]]>", "&lt;br&gt;&lt;br/&gt;line", "ответ &quot;да&quot;", "🙂 smile",
)  # fmt: skip
DATES = (
    "Mon, 23 Nov 2026 10:00:00 +0400", "Mon, 23 Nov 2026 10:00:00 GMT", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00.5+03:00",
    "2026-11-23T25:61:00Z", "23 Nov 2026 09:05 +0300", "31 Feb 2026 09:05:00 +0300", "23 ноября 2026, 10:00", "", "soon",
    "Mon, 23 Nov 2026 10:00:00", "1795-01-01T00:00:00Z", "Tue, 24 Nov 2026 1:05:00 +0400", "2026-11-23 10:00:60 +0000",
)  # fmt: skip
ADDRESSES = (
    "https://news.example/a?b=1&amp;c=2", "http://news.example/новость", "/relative/path", "tag:news.example,2026:1", "12345",
    "https:////news.example/x", "HTTPS://News.example/UP", "https://u:p@news.example/;x?#", "mailto:a@news.example", "",
    " https://news.example/with blank ", "https://news.example/a;b/c", "t3_abc", "//news.example/y", "https://[bad/",
)  # fmt: skip
word, date, address = (st.sampled_from(some) for some in (WORDS, DATES, ADDRESSES))
LANGUAGES = st.sampled_from(("", "", ' xml:lang="ru-RU"', ' xml:lang="az"', ' xml:lang=""', ' lang="en_US"'))
TYPES = st.sampled_from(
    ("", "", ' type="html"', ' type="text"', ' type="text/plain"', ' type="TEXT/HTML"', ' type="odd"')
)
RELS = st.sampled_from(("", ' rel="alternate"', ' rel="self"', ' rel="enclosure"', ' rel="Alternate" type="text/html"'))
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/"', 'xmlns:media="http://search.yahoo.com/mrss/"',
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"', 'xmlns:atom="http://www.w3.org/2005/Atom"',
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"', 'xmlns:x="https://news.example/own"',
    'xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd"', 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
    'xmlns:dcterms="http://purl.org/dc/terms/"', 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"',
)  # fmt: skip
XHTML = '<div xmlns="http://www.w3.org/1999/xhtml"><p class="a&gt;b">Aa <a href="https://news.example/?a=1&amp;b">b</a></p> c &lt; d</div>'


def element(name: str, text: st.SearchStrategy[str], *attributes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    said = st.tuples(*attributes).map("".join)
    return st.builds(lambda inside, with_: f"<{name}{with_}>{inside}</{name}>", text, said)


COMMON = [
    element("title", word, LANGUAGES), element("link", address), element("dc:creator", word), element("category", word),
    element("dc:date", date), element("media:title", word), element("media:description", word, TYPES),
    element("media:group", element("media:title", word)), element("content:encoded", word), element("dc:language", word),
    element("itunes:summary", word), element("feedburner:origLink", address), element("x:body", word), element("x:links", word),
    element("source", word, st.sampled_from(("", ' url="https://other.example/rss"'))), element("author", word),
    st.builds('<atom:link{} href="{}"/>'.format, RELS, address), element("dcterms:created", date), element("language", word),
    st.builds('<enclosure url="{}" type="image/jpeg" length="1"/>'.format, address), element("updated", date),
    st.builds('<media:content url="{}"><media:title>{}</media:title></media:content>'.format, address, word),
    st.just("<image>https://news.example/i.jpg</image>"), st.just("<image><url>https://news.example/i.jpg</url></image>"),
    st.just("<!-- between --><?php echo 1 ?>"), st.just("<date>2026-11-23</date>"), st.just("<svg/>"),
    st.just('<y:late xmlns:y="https://late.example/"><y:title>inner</y:title></y:late>'),
]  # fmt: skip
OF_RSS = [
    element("description", word), element("description", word), element("pubDate", date), element("pubDate", date),
    element("guid", address, st.sampled_from(("", ' isPermaLink="false"', ' isPermaLink="true"'))), element("link", address),
]  # fmt: skip
OF_ATOM = [
    element("id", address), element("published", date), element("summary", word, TYPES), element("content", word, TYPES),
    st.just(f'<content type="xhtml">{XHTML}</content>'), st.just(f'<summary type="xhtml">{XHTML}</summary>'),
    st.builds('<link{} href="{}"/>'.format, RELS, address), element("title", word, TYPES, LANGUAGES),
    st.builds("<author><name>{}</name><email>a@news.example</email><uri>{}</uri></author>".format, word, address),
    st.builds("<source><title>{}</title><id>{}</id><updated>{}</updated></source>".format, word, address, date),
    st.builds('<content type="html" xml:base="https://base.example/d/">{}</content>'.format, word),
]  # fmt: skip
HEADS = [
    element("title", word), element("link", address), element("description", word), element("language", word), element("ttl", word),
    st.just("<ttl>30</ttl>"), st.just("<sy:updatePeriod>hourly</sy:updatePeriod>"), st.just("<skipHours><hour>3</hour></skipHours>"),
    st.builds("<image><title>{}</title><url>u</url><link>{}</link></image>".format, word, address), element("itunes:summary", word),
    st.builds('<atom:link{} href="{}"/>'.format, RELS, address), element("lastBuildDate", date), element("x:any", word),
    st.just("<textInput><title>t</title><name>n</name><link>l</link></textInput>"), element("itunes:author", word),
]  # fmt: skip


def item(name: str, pieces: list[st.SearchStrategy[str]], attributes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return element(name, st.lists(st.one_of(pieces), min_size=1, max_size=8).map("\n".join), attributes)


def whole(
    start: str, head: st.SearchStrategy[str], items: st.SearchStrategy[list[str]], end: str, between: str = ""
) -> st.SearchStrategy[tuple[str, list[str], str]]:
    return st.tuples(
        st.builds(lambda lang, said: start.format(spaces=" ".join(SPACES), lang=lang) + said + between, LANGUAGES, head), items, st.just(end)
    )  # fmt: skip


heads = st.lists(st.one_of(HEADS), max_size=4).map("".join)
bases = st.sampled_from(("", "", ' xml:base="https://base.example/a/"'))
abouts = st.builds(' rdf:about="{}"'.format, address)
rss = whole(
    '<rss version="2.0" {spaces}{lang}><channel>',
    heads,
    st.lists(item("item", COMMON + OF_RSS, LANGUAGES), max_size=4),
    "</channel></rss>",
)
atom = whole(
    '<feed xmlns="http://www.w3.org/2005/Atom" {spaces}{lang}>',
    heads,
    st.lists(item("entry", COMMON[:20] + OF_ATOM, LANGUAGES), max_size=4),
    "</feed>",
)
based = whole(
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/" {spaces}{lang}>',
    heads,
    st.lists(item("entry", OF_ATOM, LANGUAGES), max_size=3),
    "</feed>",
)
rdf = whole(
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/" {spaces}{lang}><channel rdf:about="x">',
    heads,
    st.lists(item("item", COMMON[:20] + OF_RSS, abouts), max_size=4),
    "</rdf:RDF>",
    "</channel>",
)
documents = st.one_of(rss, atom, based, rdf)  # head, items, tail
declarations = st.sampled_from(("utf-8", "windows-1251", "koi8-u", "utf-16", "utf-8-sig", ""))


def encoded(text: str, charset: str) -> bytes:
    """The document in a charset, declared; characters that it lacks as references."""
    declaration = f'<?xml version="1.0" encoding="{charset.removesuffix("-sig")}"?>\n' if charset else ""
    return (declaration + text).encode(charset or "utf-8", "xmlcharrefreplace")
