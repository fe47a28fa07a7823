"""Faults in the document itself: feeds that lie about their letters, burn time, smuggle, or are no feeds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.hostile import Handler
from tests.soak.hostile.scene import INTERVAL, MB, Expect, Fault, Stored, answer, by_turn, item, rss, say, sound

_WORDS = "Министр принял посла и обсудил с ним поставки удобрений, торговлю и сотрудничество двух стран. "
_BOMB = "".join(
    ["<!DOCTYPE rss [<!ENTITY a0 'ха'>", *(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)), "]>"]
)
_FLAT = f"<!DOCTYPE rss [<!ENTITY big '{'А' * 50_000}'>]>"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>'


def _file(path: str) -> str:
    return f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{path}'>]>"


def _titled(title: str) -> Callable[[Stored], str]:
    def holds(stored: Stored) -> str:
        found = stored.titles()
        return (
            "" if any(title in one for one in found) else f"titles are {[one[:60] for one in found[:3]]}, not {title!r}"
        )

    return holds


def _no_markup(stored: Stored) -> str:
    bad = [text[:60] for text in (*stored.titles(), *stored.bodies()) if "<script" in text or "onerror" in text]
    return f"markup is stored: {bad}" if bad else ""


def _no_address(*parts: str) -> Callable[[Stored], str]:
    def holds(stored: Stored) -> str:
        bad = [one for one in stored.addresses() if any(part in one.lower() for part in parts)]
        return f"addresses are stored: {bad}" if bad else ""

    return holds


def _not_dated(stored: Stored) -> str:
    """No date before 1990 and none after tomorrow."""
    bad = stored.one(
        f"SELECT count(*) FROM article WHERE feed = :feed AND dated NOT BETWEEN 631152000 AND {int(time.time()) + 40 * 86400}"
    )
    return f"{bad} impossible dates are stored" if bad else ""


def _row(name: str, what: str, body: bytes | Handler, expect: Expect, **more: Any) -> Fault:
    handler = say(answer(body)) if isinstance(body, bytes) else body
    return Fault("document", name, what, handler, expect, **more)


def _bad(name: str, what: str, body: bytes, *says: str, **more: Any) -> Fault:
    """It is no feed, or not one that can be read; nothing is forgotten."""
    expect = Expect("error", says, articles=1, etag='"good"')
    return _row(name, what, body, expect, primed=True, **more)


def _good(
    name: str, what: str, body: bytes, *says: str, articles: int = 1, holds: Callable[[Stored], str] | None = None,
    **more: Any,
) -> Fault:  # fmt: skip
    expect = Expect("new", says, articles=articles, due=(300, INTERVAL), holds=holds)
    return _row(name, what, body, expect, **more)


def _dated(*texts: str) -> bytes:
    """An item for each text that may be a date."""
    items = [f"<item><title>Дата {n}: {len(text)}</title><link>https://dates.example/{n}</link><pubDate>{text}</pubDate></item>"
             for n, text in enumerate(texts)]  # fmt: skip
    return rss(*items)


def _burning() -> bytes:
    """200 kB of the kind that costs feedparser a square of its length: names with a name space each."""
    spaces = "".join(f'<n{n}:a xmlns:n{n}="urn:{n}">' for n in range(3000))
    return rss(item("Горит"), inside=spaces)


def _subjects(count: int) -> bytes:
    """Subjects of Dublin Core, of which feedparser walks the whole list for each."""
    many = "".join(f"<dc:subject>тема {n}</dc:subject>" for n in range(count))
    feed = rss(item("Темы", inside=many))
    return feed.replace(b"<rss ", b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ', 1)


def _html(title: str = "Вход") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><p>Войдите</p></body></html>".encode()


_RTL = "Министр \u202eкосолоп\u202c прин\u00adял \u200bпосла\u2066 в М\x00инске\x1b[31m"
_EVENTS = sound("Старое", 5)
_CHANGED = [
    rss(*(item(f"Новость {n}", n, inside=f"<guid>{turn}-{n}</guid>") for n in range(1, 4))) for turn in range(3)
]
_DATES = (
    "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "0", "-1",
    "99999999999999999999", "сегодня", "31.02.2026", "2026-13-45T99:99:99Z", "Sun, 22 Nov 2026 14:00:00 +9999",
    "2026-11-22T14:00:00+99:99", "Mon, 32 Nov 2026 14:00:00 MSK", "1e309", "NaN", "12:00", "٢٠٢٦-١١-٢٢", "x" * 10_000,
    "1" * 10_000, "2026" * 2_500, "\u2028", "2026-11-22 14:00:00 (UTC+04:00)",
)  # fmt: skip
_MARKUP = (
    "&lt;script&gt;alert(1)&lt;/script&gt;Министр принял посла", "<![CDATA[<img src=x onerror=alert(2)>Посол прибыл в Минск]]>",
    "&amp;lt;script&amp;gt;alert(3)&amp;lt;/script&amp;gt;Встреча прошла", "<b>Жирный</b> заголовок о встрече",
)  # fmt: skip
_LINKS = (
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://user:geheim@links.example/a", "//links.example/b",
    "http://links.example/c\r\nX-Evil: 1", "ftp://links.example/d", "  ", "http://[::1", "http://links.example/" + "x" * 5000,
)  # fmt: skip

_LETTERS: tuple[Fault, ...] = (
    _good("windows-1251 declared utf-8", "as small sites send it every day",
          rss(item("Министр принял посла: кодировка")).decode().encode("windows-1251"), "windows-1251",
          holds=_titled("Министр принял посла: кодировка"), short=True),
    _good("utf-8 declared windows-1251", "", rss(item("Сустрэча ў Мінску"), head=_HEAD.replace("utf-8", "windows-1251")),
          holds=_titled("Сустрэча ў Мінску")),
    _good("KOI8-R declared utf-8", "", rss(item("Посол вручил копии верительных грамот министру")).decode().encode("koi8-r"),
          "koi8", holds=_titled("Посол вручил копии")),
    _good("UTF-16", "with its mark", rss(item("Görüş Bakıda")).decode().replace("utf-8", "utf-16").encode("utf-16"),
          holds=_titled("Görüş Bakıda")),
    _good("UTF-32", "with its mark", rss(item("Görüş Mingəçevirdə")).decode().replace("utf-8", "utf-32").encode("utf-32"),
          holds=_titled("Mingəçevir")),
    _good("UTF-7 declared", "a charset that hides markup", rss(item("+ADw-script+AD4-7"), head=_HEAD.replace("utf-8", "utf-7")),
          holds=_titled("+ADw-script+AD4-7")),
    _good("a charset nobody knows", "encoding='x-evil\"'", rss(item("Неизвестная кодировка"), head=_HEAD.replace("utf-8", "x-evil")),
          holds=_titled("Неизвестная кодировка")),
    _good("NUL, escapes and overrides", "control characters, soft hyphens, direction marks", rss(item(_RTL)),
          "control characters removed", holds=_titled("Министр косолоп принял посла в Минске[31m"), short=True),
    _good("lone surrogates", "half characters, as CESU-8", rss(item("Поло??вина")).replace(b"??", b"\xed\xa0\xbd"),
          holds=_titled("Поло")),
    _good("surrogates as references", "&#xD800;", rss(item("Ссы&#xD800;лка&#0;на&#x1F;знак")), holds=_titled("Ссы")),
    _good("a thousand combining marks", "on one letter", rss(item("Мин" + "\u0301" * 1000 + "истр")), holds=_titled("Мин")),
    _good("a mark in the middle", "byte order marks between the items", rss(item("Метка один"), "\ufeff", item("Метка два", 2)),
          articles=2),
)  # fmt: skip

_BOMBS: tuple[Fault, ...] = (
    _row("entity bomb", "a billion laughs", rss(item("Смех &a9;"), head=_HEAD + _BOMB),
         Expect("new", articles=1, due=(300, INTERVAL)), short=True),
    _row("flat entity bomb", "one large entity ten thousand times", rss(item("Тяжесть " + "&big;" * 10_000), head=_HEAD + _FLAT),
         Expect("new", articles=1, due=(300, INTERVAL))),
    _row("external entity of a file", "file:///etc/passwd", rss(item("Файл &x;"), head=_HEAD + _file("file:///etc/passwd")),
         Expect("new", articles=1, due=(300, INTERVAL)), short=True),
    _row("external entity of the network", "which a canary would see",
         say('HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<?xml version="1.0"?>'
             "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:{canary}/dtd' [<!ENTITY x SYSTEM 'http://127.0.0.1:{canary}/x'>"
             "<!ENTITY % p SYSTEM 'http://127.0.0.1:{canary}/p'> %p;]>"
             "<rss version='2.0'><channel><item><title>Сеть &x;</title><link>https://net.example/1</link></item></channel></rss>"),
         Expect("new", articles=1, due=(300, INTERVAL)), short=True),
    _row("200 kB that burn the processor", "a name space for every element", _burning(),
         Expect("new", articles=1, due=(300, INTERVAL))),
    _row("35,000 subjects", "behind a DOCTYPE: the careful parser's time grows with their square", b"<!DOCTYPE rss>" + _subjects(35_000),
         Expect("error", ("the parser",)), together=True, short=True),
    _good("200,000 categories", "of one item", rss(item("Рубрики", inside="<category>новости</category>" * 200_000))),
    _good("20,000 items", "of which 5,000 are read", rss(*(item(f"Сообщение номер {n} о встрече", n) for n in range(20_000))),
          "15,000 items beyond 5,000 left out", articles=5000),
    _good("5,000 items of 1.5 kB", "as much text as an answer may hold", rss(*(item(f"Длинное {n}", n,
          inside=f"<description>{_WORDS * 8} {n}</description>") for n in range(5000))), articles=5000),
    _good("nesting 100,000 deep", "", rss(item("Глубина", inside="<a>" * 100_000))),
    _good("HTML 100,000 deep", "in a description", rss(item("Глубокий текст", inside="<description>" + "&lt;div&gt;" * 100_000
          + "конец</description>"))),
    _good("a title of 7 MB", "", rss(item("Очень длинный заголовок " + "слово " * (MB // 2))), holds=_titled("Очень длинный")),
    _good("a title of one word of 1 MB", "", rss(item("А" * (MB // 2)))),
    _good("a description of 7 MB", "", rss(item("Длинный текст", inside=f"<description>{_WORDS * 40_000}</description>")),
          holds=_titled("Длинный текст")),
    _good("an attribute of 5 MB", "", rss(item("Свойство", inside=f'<enclosure url="{"x" * 5 * MB}"/>'))),
    _good("100,000 attributes", "of one element", rss(item("Свойства", inside="<media:x " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"))),
    _good("a comment of 7 MB", "", rss(f"<!--{'- ' * (3 * MB)}-->", item("Примечание"))),
    _good("an open CDATA", "which never ends", rss(item("До обрыва"), "<item><title><![CDATA[обрыв" + "ы" * 100_000), holds=_titled("До обрыва")),
)  # fmt: skip

_KINDS: tuple[Fault, ...] = (
    _bad("a login page", "200 and HTML", _html(), "an HTML page", "Вход", short=True),
    _bad("HTML called a feed", "with the title of a feed", _html("Лента новостей"), "an HTML page"),
    _bad("HTML with script in its title", "which is quoted in the sentence", _html("&lt;script&gt;alert(1)&lt;/script&gt;"),
         "an HTML page"),
    _bad("a JSON error", "", b'{"error": "rate limited"}', "JSON"),
    _bad("a sitemap", "where a feed was", b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "a sitemap"),
    _bad("SOAP", "XML of another kind", b"<soap:Envelope xmlns:soap='x'><soap:Body/></soap:Envelope>", "<envelope>"),
    _bad("plain words", "", "Ведутся технические работы".encode(), "no feed", "технические"),
    _bad("a feed without items that had some", "200 is not health", rss(), "is empty; it held 1 items before", short=True),
    _bad("XML declarations only", "fifty thousand", b"<?xml version='1.0'?>" * 50_000, "no feed"),
    _bad("a DOCTYPE without end", "", b"<!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 50_000, "no feed"),
    _good("blank lines before the declaration", "", b"\n\n \n" + sound("blanks")),
    _good("a warning before the feed", "of a broken PHP", b"<br />\n<b>Warning</b>: x in /srv/a.php on line 3<br />\n" + sound("php"),
          "before the feed left out"),
    _good("cut in the middle", "with a length that fits", sound("cut here", 3)[:-120], "not well-formed", articles=2),
    _good("two feeds behind each other", "", sound("first of two") + sound("second of two"), articles=2),
)  # fmt: skip

_ITEMS: tuple[Fault, ...] = (
    _good("HTML in titles", "script, img, escaped once and twice", rss(*(item(text, n) for n, text in enumerate(_MARKUP))),
          articles=4, holds=_no_markup, short=True),
    _good("links that are none", "javascript, data, file, credentials, line ends",
          rss(*(item(f"Ссылка номер {n} ведёт не туда", n, link=link.replace("&", "&amp;")) for n, link in enumerate(_LINKS))),
          articles=10, holds=_no_address("javascript:", "data:", "file:", "ftp:", "geheim", "\n"), short=True),
    _good("dates of every odd kind", f"{len(_DATES)} of them", _dated(*_DATES), articles=len(_DATES), holds=_not_dated),
    _good("items without anything", "neither title nor link nor id", rss("<item/>" * 50, item("Единственный с заголовком"))),
    _good("one id for all", "and different articles", rss(*(item(f"Статья о предмете {n}", n, inside="<guid>одно</guid>")
          for n in range(20))), articles=20),
    _good("ids of 1 MB", "", rss(item("Длинный знак", inside=f"<guid>{'g' * MB}</guid>"))),
    _good("five thousand times the same item", "", rss(item("Одно и то же") * 5000)),
    _row("ids that change at every poll", "and nothing else", by_turn(*(say(answer(body)) for body in _CHANGED)),
         Expect("none", articles=3, due=(300, INTERVAL)), lasts=2 * INTERVAL),
    _row("becomes HTML", "after a day of being a feed", by_turn(say(answer(_EVENTS)), say(answer(_html("Сайт закрыт")))),
         Expect("error", ("an HTML page", "Сайт закрыт"), articles=5, due=(300, INTERVAL)), lasts=INTERVAL),
    _row("empties", "and stays so", by_turn(say(answer(sound("Прежнее", 5))), say(answer(rss()))),
         Expect("error", ("is empty; it held",), articles=5, due=(300, INTERVAL)), lasts=INTERVAL),
)  # fmt: skip

_HEAVY = frozenset(("5,000 items of 1.5 kB", "20,000 items", "nesting 100,000 deep", "a comment of 7 MB", "100,000 attributes",
    "five thousand times the same item", "200 kB that burn the processor", "200,000 categories", "a description of 7 MB",
    "a title of 7 MB", "HTML 100,000 deep"))  # fmt: skip


def _ended(fault: Fault) -> Fault:
    """The same, where a worker's limit may end it: what it costs depends on the machine."""
    return replace(fault, expect=replace(fault.expect, or_ended=True))


ROWS = tuple(_ended(row) if row.name in _HEAVY else row for row in (*_LETTERS, *_BOMBS, *_KINDS, *_ITEMS))
