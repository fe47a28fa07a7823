"""Documents whose items' keys are written down in keys.json: a store that holds them must find its articles again."""

from __future__ import annotations

from monitor import identify
from monitor.model.source import Entry, Source

DAY = 86_400
STATE = Source(id="belta_ru", outlet="BelTA", url="https://belta.example/rss", kind="state")
PRESS = Source(id="gnews", outlet="Google News", url="https://news.google.com/rss", kind="aggregator")
LONG = "Прэзідэнты Азербайджана і Беларусі абмеркавалі гандаль, транспарт і пастаўкі трактароў — сям’я, аб'ём. "
TITLE = "İlham Əliyev və Aleksandr Lukaşenko BAKIDA görüşüblər"
NEWS = Entry("g1", "https://www.belta.example/a/1?utm_source=x", TITLE, LONG, "", 9000 * DAY + 5)
LINKS = (
    "https://m.belta.example/a/index.html", "http://belta.example:8080/b?id=5&amp;from=rss&a=ё", "https://belta.example/",
    "https://belta.example/amp/x.html?gclid=1&n=2", "https://belta.example/#/news/5", "https://xn--e1afmkfd.example/q/",
    "https://belta.example/новости/Визит", "HTTP://Belta.Example/A%2fB/%d1%91", "https://belta.example/x;jsessionid=1?b=2&a=1",
    "https://zerkal0-web.online/x/y.amp.html", "https://www.google.com/url?url=https://a.example/z", "no address", "",
)  # fmt: skip
DOCUMENTS: dict[str, tuple[Source, tuple[Entry, ...]]] = {
    "addresses": (STATE, tuple(Entry(link, link, f"{n} {TITLE}", "", "", n * DAY) for n, link in enumerate(LINKS))),
    "texts": (
        STATE,
        (
            NEWS,
            Entry("g2", "", "Rates", LONG),
            Entry("", "https://belta.example/3", "Курсы", "", "", 9000 * DAY),
            Entry("", "https://belta.example/4", "Курсы"),
            Entry("", "", "", "Толькі тэкст"),
            Entry("5", "", "TITLE  “of” some: five-words ok", "", LONG * 30, 1),
            Entry("https://belta.example", "https://belta.example/6", "Ёлка й ї ў ł ß", "x" * 79),
            Entry("6" * 40, "https://belta.example/7", "AЗЕРТАДЖ: caf\u00e9 cafe\u0301 1\u00a0000", "x\u00ad\u200b`y" * 40),
        ),
    ),
    "shared": (
        STATE,
        (
            Entry("one", "https://belta.example/1", "Rates", "", "", DAY),
            Entry("one", "https://belta.example/2", "Rates", "", "", DAY),
            Entry("two", "https://belta.example/list", "A b c d e", LONG, "", DAY),
            Entry("three", "https://belta.example/list", "A b c d f", LONG + "x", "", DAY),
            Entry("four", "https://belta.example/list", "A b c d g", LONG + "y", "", DAY),
            Entry("five", "https://belta.example/s1/9", TITLE, LONG * 2, "", DAY),
            Entry("six", "https://belta.example/s2/9", TITLE, LONG * 2, "", DAY + 1),
        ),
    ),
    "aggregator": (
        PRESS,
        (
            Entry("c1", "https://news.google.com/rss/articles/c1", f"{TITLE} - Trend", "x", "", DAY, publisher="Trend"),
            Entry("c2", "https://news.google.com/rss/articles/c2", f"{TITLE} - Sputnik", "x", "", None, publisher="Trend"),
        ),
    ),
}  # fmt: skip


def found(name: str) -> list[list[str]]:
    """For each item of a document: its fingerprint, the hash of what it says, its address, its keys, former ones."""
    source, entries = DOCUMENTS[name]
    return [
        [identify.fingerprint(item).hex(), item.content_hash, item.url, *item.keys, *item.also]
        for item in identify.items(source, entries)
    ]
