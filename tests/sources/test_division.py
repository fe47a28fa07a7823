"""What is plainly a row of items is divided; nothing else is."""

from __future__ import annotations

import pytest

from monitor.sources.division import Division, divide, plain

HEAD, TAIL = (
    "<?xml version='1.0' encoding='windows-1251'?><rss version='2.0'><channel><title>Навіны</title>",
    "</channel></rss>",
)
ITEMS = (
    "<item><title>Сустрэча</title><description><![CDATA[<p>İlham <!-- x --> & y</p>]]></description></item>",
    '<item rdf:about="a>b"><!-- > --><title>Two</title></item>',
    "<item>\n<link>https://b.example/3?a=1&amp;b=2</link></item>",
)  # fmt: skip


def divided(text: str, charset: str = "utf-8") -> Division | None:
    """As the ladder takes it: every item plain, or none."""
    division = divide(text.encode(charset))
    return division if division is not None and all(map(plain, division.items)) else None


def test_a_row_of_items_is_divided_and_put_together_again() -> None:
    document = HEAD + "\n" + "\n \t".join(ITEMS) + "\n" + TAIL
    division = divided(document)
    assert division is not None
    assert [item.decode() for item in division.items] == list(ITEMS)
    assert division.with_only(division.items).split() == document.encode().split()
    assert divided(HEAD + "".join(ITEMS[1:]) + TAIL, "cp1251") is not None


@pytest.mark.parametrize(
    "document",
    [
        "",
        "{}",
        HEAD + TAIL,
        HEAD + "<item><title><![CDATA[</item>]]></title></item>" + TAIL,
        HEAD + "<item><!-- </item> --></item>" + TAIL,
        HEAD + "<item><item></item></item>" + TAIL,
        HEAD + ITEMS[0] + "words" + ITEMS[1] + TAIL,
        HEAD + ITEMS[0] + "<!-- x -->" + ITEMS[1] + TAIL,
        HEAD + ITEMS[0] + "<image/>" + ITEMS[1] + TAIL,
        HEAD + "<!-- " + ITEMS[0] + TAIL + " -->",
        HEAD + "<![CDATA[" + ITEMS[0] + "]]>" + TAIL,
        HEAD + "<rss:item>x</rss:item>" + ITEMS[0] + TAIL,
        HEAD + ITEMS[0] + "<item/>" + TAIL,
        HEAD + ITEMS[0] + "<Item></item>" + TAIL,
        HEAD + "<item>" + TAIL,
        HEAD + "<item></item >" + TAIL,
        "<!DOCTYPE rss [<!ENTITY a 'b'>]>" + HEAD + ITEMS[0] + TAIL,
        HEAD + "<item><?x </item> ?></item>" + TAIL,
        HEAD + "<item xmlns:m='x'></item>" + TAIL,
        HEAD + "<item><a xml:base='x'/></item>" + TAIL,
        HEAD + "<item><a xml:lang='x'/></item>" + TAIL,
        HEAD + "<item>]]><![CDATA[</item>" + TAIL,
    ],
)
def test_what_is_not_plainly_a_row_of_items_is_not_divided(document: str) -> None:
    assert divided(document) is None


@pytest.mark.parametrize(
    "said",
    [
        'xmlns:media="http://search.yahoo.com/mrss/"', 'xmlns="http://www.w3.org/1999/xhtml" xml:lang="az"',
        'xmlns="com-wordpress:feed-additions:1"',
    ],
)  # fmt: skip
def test_a_namespace_that_means_the_same_in_each_item_is_none_of_its_own(said: str) -> None:
    assert divided(HEAD + f"<item><a {said}/></item>" + TAIL) is not None
    assert divided(HEAD + f"<item><a {said} xmlns:dc='x'/></item>" + TAIL) is None


def test_no_character_of_two_bytes_is_divided() -> None:
    assert divided(HEAD + ITEMS[0] + TAIL, "utf-16") is None


CALM = (
    HEAD + "<lastBuildDate>Mon, 1 Jan 2026 00:00:00 +0400</lastBuildDate>" + ITEMS[0] + TAIL + "<!-- made in 0.3 s -->"
)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Mon, 1 Jan 2026 00:00:00 +0400", "Tue, 2 Jan 2026 01:00:00 +0400", True),
        ("0.3", "0.5", True),
        ("made in", "made &#x0; in", False),
        ("Mon, 1 Jan", "<b/>", False),
        ("Навіны", "Новости", False),
        ("Сустрэча", "Perekuliu", True),  # an item is no part of it
    ],
)
def test_what_stands_round_the_items_is_the_same_but_for_its_moment(old: str, new: str, *, same: bool) -> None:
    one, other = divided(CALM), divided(CALM.replace(old, new, 1))
    assert one is not None
    assert other is not None
    assert (one.frame() == other.frame()) is same


def test_a_list_of_contents_is_no_news() -> None:
    """RDF names all its items' addresses before the first of them."""
    head = "<rdf:RDF><channel><items><rdf:Seq>{}</rdf:Seq></items></channel>"
    frames = set()
    for listed in ("", '<rdf:li rdf:resource="https://a.example/?a=1&amp;b"/>\n<rdf:li resource="x" />'):  # fmt: skip
        division = divided(head.format(listed) + ITEMS[0] + "</rdf:RDF>")
        assert division is not None
        frames.add(division.frame())
    assert len(frames) == 1
