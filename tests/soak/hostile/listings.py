"""Faults of the other kinds of source, and of the pages that articles stand on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from tests.hostile import Handler
from tests.soak.hostile.scene import HERE, INTERVAL, MB, Expect, Fault, answer, item, rss, say

_PAGE = "text/html; charset=utf-8"
_DUE = (300, INTERVAL)
_TEXT = "<p>Министр экономики принял посла соседней страны и обсудил с ним торговлю, поставки и дороги.</p>" * 8


def _json(items: Any, **more: Any) -> bytes:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Лента", "items": items, **more}
    ).encode()


def _row(group: str, name: str, what: str, handler: Handler, expect: Expect, **more: Any) -> Fault:
    return Fault(group, name, what, handler, expect, **more)


def _feed(name: str, what: str, body: bytes, kind: str, *says: str, articles: int = 1, **more: Any) -> Fault:
    expect = Expect("new" if articles else "error", says, articles=articles, due=_DUE)
    return _row(
        kind, name, what, say(answer(body, kind="application/json" if kind == "json" else "text/xml")), expect, **more
    )


def _ended(fault: Fault) -> Fault:
    """The same, where a worker's limit may end it: what it costs depends on the machine."""
    return replace(fault, expect=replace(fault.expect, or_ended=True))


def _sitemap(name: str, what: str, body: bytes, *says: str, articles: int = 1, **more: Any) -> Fault:
    return _feed(
        name, what, body, "sitemap", *says, articles=articles, source={"format": "newssitemap", "page": "never"}, **more
    )


def _web(
    name: str, what: str, page: str, *says: str, articles: int = 1, links: str = ".news a", **more: Any
) -> Fault:  # fmt: skip
    expect = Expect("new" if articles else "error", says, articles=articles, due=_DUE)
    source = {"format": "webpage", "links": links, "page": "never"}
    body = f"<!DOCTYPE html><html><body>{page}</body></html>".encode()
    return _row("web page", name, what, say(answer(body, kind=_PAGE)), expect, source=source, **more)


def _urls(count: int, *, inside: str = "", start: str = "") -> bytes:
    rows = "".join(f"<url><loc>https://map.example/{start}{n}</loc>{inside}</url>" for n in range(count))
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def _link(n: int, words: str = "Министр принял посла и обсудил торговлю") -> str:
    return f'<a href="/news/{n}">{words} {n}</a>'


_JSON: tuple[Fault, ...] = (
    _feed("JSON nested 100,000 deep", "", b'{"items": ' + b"[" * 100_000, "json", "JSON", articles=0),
    _feed("JSON with a number of a million digits", "", b'{"items": [{"id": 1, "title": "\xd0\x90", "x": ' + b"9" * MB + b"}]}",
          "json", "no JSON", articles=0),
    _feed("JSON of odd types", "lists where texts belong", _json([{"id": [], "title": {}, "url": 7, "content_text": "Текст"}, 5, None,
          {"id": True, "title": "Посол прибыл", "url": "https://json.example/1"}]), "json", "2 items that are no objects", articles=2),
    _feed("JSON of 20,000 items", "", _json([{"id": str(n), "title": f"Сообщение {n}", "url": f"https://many.example/{n}"}
          for n in range(20_000)]), "json", "15,000 items beyond 5,000 left out", articles=5000),
    _feed("JSON with keys twice", "and lone surrogates", b'{"items": [{"id": "1", "id": "2", "title": "\\ud800 \\u041f\\u043e\\u0441\\u043e\\u043b"}]}',
          "json"),
    _feed("JSON with NaN", "", b'{"items": [{"id": NaN, "title": "\xd0\x9f\xd0\xbe\xd1\x81\xd0\xbe\xd0\xbb", "date_published": Infinity}]}',
          "json"),
    _feed("JSON that is a list", "", b'[{"id": "1"}]', "json", "JSON", articles=0, short=True),
)  # fmt: skip

_MAPS: tuple[Fault, ...] = (
    _sitemap("a sitemap of 80,000 addresses", "of which the newest hundred are read", _urls(80_000), "left out", articles=100),
    _sitemap("a list of sitemaps", "one of which leads inside",
             b"<sitemapindex><sitemap><loc>http://127.0.0.1/news.xml</loc></sitemap></sitemapindex>", "take one of them",
             articles=0),
    _sitemap("entities in a sitemap", "a billion laughs", b"<!DOCTYPE u [<!ENTITY a 'x'>" + b"".join(
             b"<!ENTITY a%d '%s'>" % (n, b"&a;" * 10) for n in range(9)) + b"]><urlset><url><loc>https://map.example/e&a8;</loc></url></urlset>",
             articles=1),
    _row("sitemap", "external entities in a sitemap", "which a canary would see",
         say("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<!DOCTYPE u SYSTEM 'http://127.0.0.1:{canary}/d' ["
             "<!ENTITY x SYSTEM 'http://127.0.0.1:{canary}/x'>]><urlset><url><loc>https://map.example/x&x;</loc></url></urlset>"),
         Expect("new", articles=1, due=_DUE), source={"format": "newssitemap"}, short=True),
    _row("sitemap", "a sitemap nested 50,000 deep", "", say(answer(b"<urlset>" + b"<url>" * 50_000)),
         Expect("none", ("holds no addresses",), due=_DUE), source={"format": "newssitemap"}),
)  # fmt: skip

_DEEP = "<div>" * 2_000
_WEB: tuple[Fault, ...] = (
    _web("20,000 links", "each in an element of its own", "".join(f'<div class="news">{_link(n)}</div>' for n in range(20_000)),
         articles=5000),
    _web("links nested 2,000 deep", "", f'<div class="news">{_DEEP}{_link(1)}', "holds no links at all", articles=0),
    _web("one element round 15,000 links", "each with dates around", '<div class="news">' + "".join(
         f"<span class=date>22.11.2026</span>{_link(n)}" for n in range(15_000)) + "</div>", articles=5000),
    _web("every element is selected", "div within div, ten thousand of them", '<div class="news">' * 10_000 + _link(1), "holds no links at all",
         articles=0),
    _web("a selector over 150,000 elements", ".news div div a", '<div class="news">' + "<div><div></div></div>" * 75_000 + f"<div><div>{_link(1)}</div></div></div>",
         "no list of news has more than 60,000", links=".news div div a", articles=0, short=True),
    _web("nested selectors over deep elements", ".a .a .a .a a", '<div class="a">' * 200 + _link(1), links=".a .a .a .a a", articles=1),
    _web("a link of 3 MB of words", "", f'<div class="news"><a href="/news/1">{"слово " * (MB // 4)}</a></div>', articles=1),
    _web("a thousand dates round a link", "", '<div class="news">' + "<time>никогда</time>" * 50_000 + _link(1) + "</div>", articles=1),
    _web("one link ten thousand times", "", '<div class="news">' + _link(1) * 10_000 + "</div>", articles=1),
    _web("links to inside and elsewhere", "javascript, loopback, credentials", '<div class="news"><a href="javascript:alert(1)">'
         "Скрипт вместо новости об этом</a><a href='http://127.0.0.1/x'>Внутренний адрес вместо новости</a>"
         f"<a href='//evil.example/x'>Чужой сайт вместо новости дня</a>{_link(1)}</div>", articles=1, short=True),
    _web("a base that leads elsewhere", "<base href=http://127.0.0.1/>", f'<base href="http://127.0.0.1/"><div class="news">{_link(1)}</div>',
         "left out", articles=0),
    _web("no links at all", "made by a script", "<script>load()</script>", "holds no links at all", articles=0, short=True),
    _web("100,000 attributes of one link", "", f'<div class="news"><a {" ".join(f"a{n}=1" for n in range(100_000))} href="/news/1">Министр принял посла дважды</a></div>',
         articles=1),
    _web("a tag that never ends", "", f'<div class="news">{_link(1)}<a href="' + "x" * 3 * MB, articles=1),
    _web("classes of 1 MB", "", f'<div class="news {"c " * MB}">{_link(1)}</div>', articles=1),
)  # fmt: skip


def _page(name: str, what: str, page: bytes | Handler, says: str, **more: Any) -> Fault:
    """The feed is sound and its article's page is not; what the feed said stays."""
    title = f"Встреча: {name}"
    feed = rss(item(title, link="http://{host}:{port}/article"))
    served = say(answer(page, kind=_PAGE)) if isinstance(page, bytes) else page

    async def write(asked: Any, out: Any) -> None:
        if asked.path == "/feed":
            out.write(answer(HERE.fill(feed.decode(), asked.host).encode()))
        else:
            await served(asked, out)

    expect = Expect("new", articles=1, due=_DUE, page=says)
    return _row("article page", name, what, write, expect, source={"page": "always"}, **more)


def _html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>Страница</title></head><body>{body}</body></html>".encode()


_PAGES: tuple[Fault, ...] = (
    _page("a sound page", "", _html(f"<article><h1>Встреча</h1>{_TEXT}</article>"), "", short=True),
    _page("page of 15 MB", "of which a part is read", say(answer(_html(f"<article>{_TEXT}</article>{'<p>слово</p>' * (7 * MB // 18)}"), kind=_PAGE)), ""),
    _page("page nested 100,000 deep", "", _html("<div>" * 100_000 + _TEXT), "no readable text"),
    _page("page of 100,000 empty elements", "", _html(f"<article>{_TEXT}</article>" + "<div></div>" * 100_000), ""),
    _page("page of 50,000 links", "", _html(f"<article>{_TEXT}</article>" + "<li><a href=x>Ещё новость</a></li>" * 50_000), ""),
    _page("page of one long word", "", _html("<article><p>" + "ы" * 700_000 + "</p></article>"), ""),
    _page("page without a text", "", _html("<script>load()</script>"), "no readable text", short=True),
    _page("page that is a PDF", "", say(answer(b"%PDF-1.7\n" + b"x" * 5000, kind="application/pdf")), "a PDF file"),
    _page("page behind a bomb", "gzip", say(answer(b"", "Content-Encoding: br", kind=_PAGE)), "packed in a way we did not ask for"),
    _page("page that leads inside", "302 to loopback", say("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{canary}/\r\n"
          "Content-Length: 0\r\n\r\n"), "is not public", short=True),
    _page("page in windows-1251 declared utf-8", "", say(answer(_html(f"<article><h1>Встреча</h1>{_TEXT}</article>").decode().encode("windows-1251"), kind=_PAGE)), ""),
    _page("page with unclosed comments", "", _html(f"<article>{_TEXT}</article>" + "<!-- " * 100_000), ""),
    _page("page with a table of 30,000 cells", "", _html(f"<article>{_TEXT}<table>{'<tr>' + '<td>1</td>' * 10 + '</tr>'}" * 3_000), ""),
    Fault("article page", "links to inside pages", "the items of the feed lead to loopback",
          say('HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss version="2.0"><channel><item><title>Посол прибыл с визитом</title>'
              "<link>http://127.0.0.1:{canary}/article</link></item></channel></rss>"),
          Expect("new", articles=1, due=_DUE, page="is not public"), source={"page": "always"}, short=True),
    Fault("article page", "robots.txt leads inside", "before any page is asked for",
          say("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{canary}/robots.txt\r\nContent-Length: 0\r\n\r\n"),
          Expect("error", ("robots.txt cannot be read", "is not public"), due=(2700, INTERVAL)),
          source={"format": "webpage", "links": ".news a"}),
)  # fmt: skip

_HEAVY = frozenset(
    (
        "a sitemap of 80,000 addresses",
        "20,000 links",
        "one element round 15,000 links",
        "one link ten thousand times",
        "100,000 attributes of one link",
        "page of 15 MB",
        "page of 100,000 empty elements",
        "page of 50,000 links",
        "page with a table of 30,000 cells",
        "JSON of 20,000 items",
        "page of one long word",
        "page with unclosed comments",
    )
)
ROWS = tuple(_ended(row) if row.name in _HEAVY else row for row in (*_JSON, *_MAPS, *_WEB, *_PAGES))
