"""Every form under which one page is given has one key; two pages never share one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text import addresses
from monitor.text.addresses import canonical_url

# clause -> (address, its key)
FORMS: dict[str, list[tuple[str, str]]] = {
    "mirrors": [
        ("https://zerkal0-web.online/news/3.html", "https://zerkalo.io/news/3.html"),
        ("https://news.zerkalo-area.xyz/3", "https://news.zerkalo.io/3"),
        ("https://reformby.org/x", "https://reform.news/x"),
        ("https://vestnikkavkaza.net/x", "https://vestikavkaza.ru/x"),
        ("https://amp.kavkaz-uzel.eu/articles/5/", "https://kavkaz-uzel.eu/articles/5"),
        ("https://ont@ont.by/news/7", "https://ont.by/news/7"),
    ],
    "sites that print another's text are no mirrors": [
        ("https://today.az/news/1", "https://today.az/news/1"),
        ("https://www.azernews.az/news/1", "https://azernews.az/news/1"),
        ("https://menafn.com/1", "https://menafn.com/1"),
        ("https://notreformby.org/x", "https://notreformby.org/x"),
    ],
    "http and https, www, m., wap., mobile.": [
        ("HTTP://WWW.Belta.BY/president/view/1-2", "https://belta.by/president/view/1-2"),
        ("https://m.day.az/news/1.html", "https://day.az/news/1.html"),
        ("http://wap.sputnik.az/1", "https://sputnik.az/1"),
        ("https://mobile.azertag.az/az/xeber/1", "https://azertag.az/az/xeber/1"),
        ("https://www.m.trend.az/a", "https://trend.az/a"),
        ("https://m.ru/x", "https://m.ru/x"),
    ],
    "AMP": [
        ("https://trend.az/a/amp/", "https://trend.az/a"),
        ("https://trend.az/amp/a", "https://trend.az/a"),
        ("https://trend.az/amp/amp/a/amp/amp", "https://trend.az/a"),
        ("https://trend.az/a/amp.html", "https://trend.az/a"),
        ("https://trend.az/5.amp", "https://trend.az/5"),
        ("https://trend.az/x/amp.amp.amp", "https://trend.az/x"),
        ("https://trend.az/x/index.amp.html", "https://trend.az/x"),
        ("https://trend.az/5.amp.html", "https://trend.az/5.html"),
        ("https://trend.az/a?amp", "https://trend.az/a"),
        ("https://trend.az/a?amp=1&outputType=amp", "https://trend.az/a"),
        ("https://www.google.com/amp/s/www.trend.az/a/amp?id=5", "https://trend.az/a?id=5"),
        ("https://trend-az.cdn.ampproject.org/c/s/m.trend.az/a", "https://trend.az/a"),
        ("https://yandex.ru/turbo/s/belta.by/a", "https://belta.by/a"),
        ("https://trend.az/amp", "https://trend.az/amp"),
    ],
    "pages that only lead on": [
        ("https://www.google.com/url?rct=j&sa=t&url=https://belta.by/1%3Fid%3D5%26utm_source%3Dx&ct=ga", "https://belta.by/1?id=5"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fapa.az%2Faz%2F1&h=AT0", "https://apa.az/az/1"),
        ("https://vk.com/away.php?to=http%3A%2F%2Fapa.az%2F1", "https://apa.az/1"),
        ("https://www.google.com/url?q=hello", "https://google.com/url?q=hello"),
        ("https://belta.by/url?url=https://apa.az/1", "https://belta.by/url?url=https://apa.az/1"),
    ],
    "trailing and doubled slashes, index pages": [
        ("https://belta.by/president/view/1-2/", "https://belta.by/president/view/1-2"),
        ("https://belta.by//president///1", "https://belta.by/president/1"),
        ("https://belta.by/president/index.html", "https://belta.by/president"),
        ("https://belta.by/index.php?id=5", "https://belta.by/?id=5"),
        ("https://belta.by/a/../b/./c", "https://belta.by/b/c"),
        ("https://belta.by/index", "https://belta.by/index"),
        ("https://belta.by/index.php/news/5", "https://belta.by/index.php/news/5"),
        ("https://a.az", "https://a.az/"),
    ],
    "ports": [
        ("http://belta.by:80/1", "https://belta.by/1"),
        ("https://belta.by:443/1", "https://belta.by/1"),
        ("https://belta.by:/1", "https://belta.by/1"),
        ("http://127.0.0.1:8080/x", "https://127.0.0.1:8080/x"),
        ("http://[::1]:81/x", "https://[::1]:81/x"),
    ],
    "percent-encoding, IDNA, Cyrillic": [
        ("https://apa.az/az/%d0%b6?x=%2f", "https://apa.az/az/%D0%B6?x=/"),
        ("https://apa.az/az/ж?x=/", "https://apa.az/az/%D0%B6?x=/"),
        ("https://apa.az/%7eali", "https://apa.az/~ali"),
        ("https://a.az/й", "https://a.az/%D0%B9"),  # written as two characters
        ("https://минск.бел/навіны", "https://xn--h1aeefu.xn--90ais/%D0%BD%D0%B0%D0%B2%D1%96%D0%BD%D1%8B"),
        ("https://МИНСК.БЕЛ/1", "https://xn--h1aeefu.xn--90ais/1"),
        ("https://www.xn--h1aeefu.xn--90ais/1", "https://xn--h1aeefu.xn--90ais/1"),
        ("https://azərtac.az/1", "https://xn--azrtac-xyc.az/1"),
        ("https://belta.by./1", "https://belta.by/1"),
        ("https://a.az/%E6%F3", "https://a.az/%E6%F3"),  # windows-1251, as old sites write it
    ],
    "fragments": [
        ("https://belta.by/1#comments", "https://belta.by/1"),
        ("https://belta.by/1#:~:text=Баку", "https://belta.by/1"),
        ("https://belta.by/1#utm_source=rss", "https://belta.by/1"),
        ("https://app.az/#/news/5/", "https://app.az/#/news/5"),
        ("https://app.az/#!news/5?utm_source=rss&b=1", "https://app.az/#!news/5?b=1"),
        ("https://app.az/#/", "https://app.az/"),
    ],
    "visits of one reader": [
        ("https://a.az/news;jsessionid=0A1B2C?id=5", "https://a.az/news?id=5"),
        ("https://a.az/?PHPSESSID=1f2e3d&id=5", "https://a.az/?id=5"),
        ("https://a.az/(S(0a1b2c3d4e5f6a7b8c9d0e1f))/news", "https://a.az/news"),
        ("https://a.az/?sid=0a1b2c3d4e5f6a7b8c9d0e1f2a&id=5", "https://a.az/?id=5"),
        ("https://a.az/?sid=12345", "https://a.az/?sid=12345"),  # an article's number in PHP-Nuke
    ],
    "tracking parameters, doubled, reordered, in capitals": [
        ("https://belta.by/v?utm_source=rss&id=5&fbclid=x&p=2#top", "https://belta.by/v?id=5&p=2"),
        ("https://belta.by/v?p=2&UTM_Source=a&utm_source=b&utm_medium=rss&id=5", "https://belta.by/v?id=5&p=2"),
        ("https://report.az/ru/?id=5&yclid=9&ysclid=8&_openstat=x", "https://report.az/ru?id=5"),
        ("https://a.az/x?gclid=1&msclkid=2&mc_cid=3&at_medium=4&pk_campaign=5", "https://a.az/x"),
        ("https://a.az/x?from=rss&source=44", "https://a.az/x?source=44"),
        ("https://a.az/x?ref=telegram-channel", "https://a.az/x"),
        ("https://a.az/x?", "https://a.az/x"),
        ("https://a.az/x?id=2&id=1", "https://a.az/x?id=2&id=1"),
    ],
    "&amp; and white space": [
        ("https://a.az/x?b=2&amp;a=1", "https://a.az/x?a=1&b=2"),
        ("https://a.az/x?b=2&#038;a=1", "https://a.az/x?a=1&b=2"),
        ("https://a.az/x?b=2&#x26;a=1", "https://a.az/x?a=1&b=2"),
        ("https://a.az/x?b=2&amp;amp;utm_source=1", "https://a.az/x?b=2"),
        (" https://a.az/\nx ", "https://a.az/x"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("url", "key"), [pair for pairs in FORMS.values() for pair in pairs])
def test_forms_of_one_address_share_its_key(url: str, key: str) -> None:
    assert canonical_url(url) == key
    assert canonical_url(key) == key


@pytest.mark.parametrize(
    "url",
    [
        "", "/relative", "mailto:a@b.by", "javascript:alert(1)", "https:///x", "https://a b/", "http://a:99999/", "http://[",
        "urn:uuid:1", "http://", "https://a..b/", "https://\ud800.by/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    assert canonical_url(url) == ""


def test_a_page_that_leads_to_itself_for_ever_is_no_article() -> None:
    assert canonical_url("https://google.com/url?url=" * 9 + "https://a.az/1") == ""
    assert canonical_url("https://google.com/amp/s/" * 2 + "a.az/1") != ""


PIECES = st.sampled_from(
    ["a.by", "google.com", "amp", "/", "index.html", ".amp", "&", "&amp;", "amp;", "%61mp;", "&#038;", "?", "#", "#!", "%", "%2F",
     "url=", "https://", "m.", "www.", ":80", ";jsessionid=1", "(S(0123456789abcdef0))", "s", "c", "x=1", "utm_a=1", "id=2",
     "cdn.ampproject.org", "%D0%B6", "ж", "и\u0306", "..", ".", " ", "@", "[::1]", "\\", "%3F", "%23", "+", "=", "İ", "ß"]
)  # fmt: skip
START = st.sampled_from(
    ["", "http://", "https://a.by/", "https://m.", "https://a.by/x?", "http://[::1", "https://google.com/"]
)


@settings(deadline=None, max_examples=400)
@given(START, st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map("".join)))
def test_a_key_is_its_own_key_and_nothing_raises(start: str, text: str) -> None:
    key = canonical_url(start + text)
    assert canonical_url(key) == key


PLAIN = st.lists(
    st.sampled_from(
        ["/a", "/", "/B-9_~", "/amp", "/index.html", "/x.html", "/.", "/..", ".amp", "?", "id=5", "&", "utm_a=1", "from=rss",
         "s=", "0123456789abcdef0123456789", "#", "#!x", "=", ":80", ":8080", "%41"]
    ), max_size=7,
).map("".join)  # fmt: skip
HOSTS = st.sampled_from(
    [
        "a.by",
        "www.a.by",
        "m.b.a.by",
        "google.com",
        "vk.com",
        "1.2.3.4",
        "1.2.3",
        "-a.by",
        "xn--.by",
        "zerkal0-web.online",
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(["http://", "https://"]), HOSTS, PLAIN)
def test_a_simple_address_has_the_key_that_the_long_way_gives(scheme: str, host: str, rest: str) -> None:
    assert canonical_url(scheme + host + rest) == addresses._canonical(scheme + host + rest)


def test_most_addresses_of_articles_are_simple() -> None:
    for address in ("https://www.a.by/news/2026/talks-in-baku_5.html?id=7&utm_source=rss#top", "http://m.a.az/1"):
        assert addresses._SIMPLE.fullmatch(address)


FOLDERS = st.lists(
    st.sampled_from(["news", "News", "1", "2", "amp-x", "индекс", "a%2Fb", "m", "index", "ж-5"]), max_size=4
)
PARAMETERS = st.dictionaries(st.sampled_from(["id", "p", "page", "sid", "s", "news", "ref", "lang", "from", "A"]),
                             st.sampled_from(["", "1", "2", "12345", "aa", "а"]), max_size=3)  # fmt: skip
TRACKS = st.lists(
    st.sampled_from(["utm_source=rss", "fbclid=Iw", "ysclid=1", "UTM_MEDIUM=x", "ref=rss", "amp=1"]), max_size=3
)


@settings(deadline=None)
@given(FOLDERS, PARAMETERS, FOLDERS, PARAMETERS)
def test_two_pages_never_share_a_key(
    one: list[str], its: dict[str, str], other: list[str], others: dict[str, str]
) -> None:
    keys = [
        canonical_url(f"https://a.by/{'/'.join(path)}?{_joined(asked)}")
        for path, asked in ((one, its), (other, others))
    ]
    assert (keys[0] == keys[1]) == ((one, its) == (other, others))


@settings(deadline=None)
@given(
    FOLDERS, PARAMETERS, TRACKS, st.randoms(use_true_random=False), st.sampled_from(["", "www.", "m.", "amp.", "wap."])
)
def test_tracking_and_order_change_no_key(
    folders: list[str], asked: dict[str, str], tracks: list[str], dice: object, edition: str
) -> None:
    plain = canonical_url(f"https://a.by/{'/'.join(folders)}?{_joined(asked)}")
    parameters = [*_joined(asked).split("&"), *tracks, *tracks]
    dice.shuffle(parameters)  # type: ignore[attr-defined]
    assert canonical_url(f"http://{edition}a.by//{'/'.join(folders)}/?{'&amp;'.join(parameters)}#top") == plain


def _joined(asked: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in asked.items())
