"""The article on a page: its text survives, what stands around it does not."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import ExtractError
from monitor.extract import extract
from monitor.extract.page import EXTRACTORS
from monitor.model.article import Text
from monitor.model.limits import Limits

NOW = 1_795_000_000
SEEDS = sorted((Path(__file__).parents[2] / ".." / "shared" / "seeds").glob("*.txt"))
MENU = ("Politics", "Minsk Group", "Armenia", "Sport", "Погода в Москве")
SHORT = {
    "en": ("Talks in Baku", ["The president of Belarus has arrived in Baku.", "Talks will be held tomorrow."]),
    "ru": ("Визит в Баку", ["Президент Белоруссии прибыл в Баку.", "Переговоры пройдут завтра, сообщили в Минске."]),
    "az": ("Dövlət səfəri", ["Belarus Prezidenti Azərbaycana dövlət səfərinə gəlib.", "Danışıqlar sabah keçiriləcək, İlham Əliyev bildirib."]),
    "be": ("Візіт у Баку", ["Прэзідэнт Беларусі прыбыў у Баку з дзяржаўным візітам.", "Перамовы пройдуць заўтра, сям’я засталася ў Мінску."]),
}  # fmt: skip


def page(title: str, paragraphs: list[str], language: str = "en", below: str = "", head: str = "") -> str:
    menu = "".join(f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(MENU))
    text = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset=CHARSET><title>{title} | Site</title>{head}</head><body>"
        f"<div class='top-line'>Sunday June 16 2024 12:00</div><div class='menu'><ul>{menu}</ul></div><div id='content'>"
        f"<h1>{html.escape(title)}</h1>{below}<div class='text'>{text}</div></div>"
        "<div class='footer'><p>All rights reserved. Georgia office.</p></div></body></html>"
    )


def read(text: str | bytes, charset: str = "utf-8", zone: str = "Asia/Baku", limits: Limits | None = None) -> Text:
    body = text if isinstance(text, bytes) else text.replace("CHARSET", charset).encode(charset, "xmlcharrefreplace")
    return extract(body, "https://azertag.az/1", "text/html", zone, NOW, limits or Limits())


def time_of(text: Text) -> str:
    return "" if text.dated is None else f"{datetime.fromtimestamp(text.dated, UTC):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
@pytest.mark.parametrize("language", SHORT)
@pytest.mark.parametrize("times", [1, 12])
def test_the_text_survives_and_the_navigation_does_not(language: str, charset: str, times: int) -> None:
    title, paragraphs = SHORT[language]
    many = [f"{paragraph} № {n}" for n in range(times) for paragraph in paragraphs]
    text = read(page(title, many, language), charset)
    assert text.title == title
    assert text.body.split("\n") == many
    assert (text.how, text.language) == ("page", language)


def test_windows_1251_that_says_utf_8_is_read() -> None:
    body = page(*SHORT["be"], "be").replace("CHARSET", "utf-8").encode("windows-1251")
    text = read(body)
    assert text.body.startswith("Прэзідэнт Беларусі")
    assert text.notes[0] == "declared utf-8, which does not fit: read as windows-1251"


@pytest.mark.parametrize(
    ("head", "below", "dated"),
    [
        ("<meta property='article:published_time' content='2024-05-16T19:33:00+04:00'>", "", "2024-05-16 15:33"),
        ("<meta property='article:published_time' content='2024-05-16 19:33'>", "", "2024-05-16 15:33"),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2024-05-16T15:33:00Z", "author": {"name": "N. N."}}]}</script>', "", "2024-05-16 15:33"),
        ("", "<article><time datetime='2024-05-16T19:33:00'>today</time></article>", "2024-05-16 15:33"),
        ("", "<div>16 May 2024 19:33 (UTC+04:00)</div>", "2024-05-16 15:33"),
        ("", "<span>16 мая 2024, 19:33</span>", "2024-05-16 15:33"),
        ("", "<span>Обновлено 16 мая 2024, 19:33</span>", ""),
        ("<meta property='article:published_time' content='1795-01-01'>", "", ""),
        ("<script type='application/ld+json'>{broken</script>", "", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_only_a_date_of_the_article_is_believed(head: str, below: str, dated: str) -> None:
    assert time_of(read(page(*SHORT["ru"], "ru", below, head))) == dated


def test_author_and_title_without_the_sites_name() -> None:
    head = "<meta property='og:title' content='Talks — AZERTAG'><meta property='og:site_name' content='AZERTAG'><meta name='author' content='N. N.'>"
    text = read(page(*SHORT["en"], head=head))
    assert (text.title, text.author) == ("Talks", "N. N.")


@pytest.mark.parametrize(
    "name", ["related", "read-also", "popular-news", "most-read", "subscribe", "cookie-notice", "recommended"]
)
def test_boxes_between_the_paragraphs_are_no_text(name: str) -> None:
    title, paragraphs = SHORT["ru"]
    box = f"<div class='{name}'><h4>Читайте также</h4><a href='/1'>Пашинян прилетел в Ереван</a><a href='/2'>Футбол: сборная Перу</a></div>"
    said = [f"{paragraph} № {n}" for n in range(4) for paragraph in paragraphs]
    text = read(page(title, said, "ru").replace("№ 1</p>", f"№ 1</p>{box}", 1))
    assert text.body.split("\n") == said


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "the page is empty"),
        (b" \n\x00", "the page is empty"),
        (b"%PDF-1.7 x", "the address answers with a PDF file, not with a page"),
        (b"<html><head><title>Just a moment...</title></head><body></body></html>", 'no readable text was found on the page ("Just a moment...")'),
        (b"<html><body><script>x()</script></body></html>", "no readable text was found on the page"),
    ],
)  # fmt: skip
def test_a_page_without_text_is_said(body: bytes, sentence: str) -> None:
    with pytest.raises(ExtractError) as caught:
        read(body)
    assert str(caught.value) == sentence


def test_limits_are_kept_and_said() -> None:
    long = page("Talks", [f"The president of Belarus has arrived in Baku, line {n}." for n in range(100)])
    text = read(long, limits=Limits(text_bytes=1000))
    assert len(text.body.encode()) <= 1000
    assert text.notes[-1].startswith("text cut from ")
    assert read(long, limits=Limits(body_bytes=3000)).notes[0].startswith("page read to 3,000 of ")


PIECES = st.sampled_from(["<p>", "</div>", "<div>", "<h1>", "Баку ", "text ", "<br>", "<script type='application/ld+json'>", "[{}]", "</script>",
    "<meta property='og:title' content='", "'>", "<title>", "&#0;", "\x00", "<![CDATA[", "<!--", "<article>", "<time>", "<table><td>"])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode())))
def test_any_bytes_give_a_text_or_a_sentence(body: bytes) -> None:
    try:
        text = read(body)
    except ExtractError as error:
        outcome = str(error)
    else:
        outcome = text.body
    assert outcome.strip()


@pytest.mark.parametrize("name", EXTRACTORS)
@pytest.mark.parametrize(
    "body", ["<p>", "<html></html>", "<div>x</div>", "<body><p>Прэзідэнт прыбыў у Баку сёння.</p>"]
)
def test_every_extractor_takes_any_tree(name: str, body: str) -> None:
    from lxml.html import document_fromstring

    assert isinstance(EXTRACTORS[name](document_fromstring(body), ""), str)


@pytest.mark.skipif(not SEEDS, reason="the seed articles are not here")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_seed_articles_survive_in_full(path: Path) -> None:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    text = read(page(lines[0][:80], lines))
    sentences = [part for line in lines for part in re.split(r"(?<=[.!?])\s", " ".join(line.split())) if len(part) > 40]
    body = " ".join(f"{text.title} {text.body}".split())
    sentences = [
        sentence
        for sentence in sentences
        if not sentence.startswith(("Here we are", "It does not cost", "Choose to", "By subsc", "You can also"))
    ]
    assert [sentence for sentence in sentences if sentence not in body] == []
    assert not {"Armenia", "Sport", "Погода в Москве"} & set(text.body.split("\n"))
    assert "Georgia office" not in text.body
