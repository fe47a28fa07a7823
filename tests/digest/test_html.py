"""The HTML part: safe, self-contained, light and dark, and saying what the text says."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest import Part, html, parts, text
from monitor.digest.phrases import FRAMES
from monitor.model.message import FrameLanguage
from tests.digest.facts import NAMES, in_language
from tests.digest.samples import MARKUP, SAMPLES, busy, crowded, digest, empty, hostile, report, story


class Seen(HTMLParser):
    """Tags, attributes and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag not in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words with single blanks."""
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_runs_and_nothing_is_fetched(name: str) -> None:
    """No script, image, form or frame; no address but in a link, and that http or https; no handler."""
    seen = Seen(html(SAMPLES[name]()))
    allowed = set(re.findall(r"\w+", "html head meta title style body div p h1 h2 h3 h4 ul li span br a"))
    assert {tag for tag, _ in seen.tags} <= allowed
    for tag, attributes in seen.tags:
        assert not [a for a in attributes if a.startswith("on") or a in ("src", "background", "action")]
        assert "url(" not in (attributes.get("style") or "")
        if "href" in attributes:
            assert tag == "a"
            assert re.match("https?://", attributes["href"] or "", re.IGNORECASE)


@pytest.mark.parametrize("name", SAMPLES)
def test_html_says_every_line_the_text_says(name: str) -> None:
    """Each number, and each host of a link, is in both."""
    sample = SAMPLES[name]()
    page, plain = Seen(html(sample)), text(sample)
    for line in re.findall(r"^   (\d+\.\d+) ", plain, re.MULTILINE):
        assert f" {line} " in f" {page.text} "
    for host in re.findall(r"https?://([^/\s]+)", plain):
        assert host in page.text or not sample.stories


def test_a_title_is_shown_as_it_was_written() -> None:
    """Markup and template signs are words."""
    page = html(hostile())
    assert MARKUP in Seen(page).text
    assert "<script" not in page


def test_dark_colours_and_the_charset_are_in_the_head() -> None:
    """The charset within the first 1,024 bytes, where browsers look for it; one sheet for the dark."""
    page = html(busy())
    assert 'charset="utf-8"' in page.encode()[:1024].decode()
    assert page.split("</head>")[0].count("<style>") == 1
    assert "prefers-color-scheme: dark" in page.split("</head>")[0]
    assert 'class="sheet" style="' in page


def test_every_class_that_turns_dark_exists_in_the_page() -> None:
    """A renamed class would stay bright at night."""
    sheet = re.findall(r"\.([a-z]+)[ ,{]", html(busy()).split("<style>")[1].split("</style>")[0])
    used = {c for sample in SAMPLES.values() for c in re.findall(r'class="(\w+)"', html(sample()))}
    assert set(sheet) - {"trouble"} <= used


def test_a_usual_digest_stays_far_under_100_kb() -> None:
    """Gmail hides what lies beyond 102 KB."""
    assert len(html(busy()).encode()) < 20_000
    assert len(html(crowded(20)).encode()) < 60_000


def test_no_part_of_a_long_digest_is_over_100_kb() -> None:
    """Stories with all that can be told of one, as a mail channel cuts them."""
    sample = digest(*(replace(busy().stories[0], id=n, number=n) for n in range(1, 61)), names=NAMES)
    assert len(html(sample).encode()) > 100_000
    cut = parts(sample, lambda part: len(html(sample, part).encode()) + len(text(sample, part).encode()) <= 100_000)
    assert len(cut) > 1
    assert all(len(html(sample, part).encode()) < 100_000 for part in cut)


@pytest.mark.parametrize("language", FRAMES)
def test_the_page_says_its_language(language: FrameLanguage) -> None:
    """For screen readers and for who translates a page; labels are in it, too."""
    page = html(in_language(busy(), language))
    assert f'<html lang="{language}">' in page
    assert {"en": "FIGURES", "ru": "ПОКАЗАТЕЛИ", "az": "GÖSTƏRİCİLƏR"}[language] in page


def test_an_empty_day_says_so() -> None:
    """And what came last, with its link."""
    page = Seen(html(empty()))
    assert "No new dealings found between Azerbaijan and Belarus." in page.text
    assert [a["href"] for tag, a in page.tags if tag == "a"] == ["https://news.example/3"]


def test_parts_hold_every_story_once_and_head_and_foot_once() -> None:
    """Counts and corrections in part 1, near misses in the last."""
    sample = crowded(30)
    cut = parts(sample, lambda part: part.last - part.first <= 8)
    pages = [text(sample, part) for part in cut]
    joined = "\n".join(pages)
    heads = [f"AZERBAIJAN – BELARUS (part {n} of {len(cut)})" for n in range(1, len(cut) + 1)]
    assert [page.split("\n")[0] for page in pages] == heads
    assert 4 <= len(cut) <= 8
    assert all(joined.count(f"Dealing number {n} (invented)") == 1 for n in range(1, 31))
    assert joined.count("30 stories with news") == joined.count("NEARLY") == joined.count("COMING") == 1
    assert joined.count("Continued in part") == len(cut) - 1
    assert [Seen(html(sample, part)).text.count("Continued in part") for part in cut] == [*[1] * (len(cut) - 1), 0]


@given(stories=st.integers(0, 60), room=st.integers(1, 60))
def test_parts_follow_one_another_without_gap(stories: int, room: int) -> None:
    """From the first story to the last; a part outgrows its room only with a single story."""
    sample = digest(*(story(n, f"T{n}", report(n, f"T{n}")) for n in range(1, stories + 1)))
    cut = parts(sample, lambda part: part.last - part.first <= room)
    assert [part.first for part in cut] == [0, *[part.last for part in cut[:-1]]]
    assert cut[-1].last == stories
    assert all(part.last - part.first <= room for part in cut)
    assert [(part.number, part.of) for part in cut] == [(n, len(cut)) for n in range(1, len(cut) + 1)]


def test_one_story_too_large_for_a_part_is_not_cut() -> None:
    """It gets a part of its own."""
    sample = crowded(3)
    assert parts(sample, lambda part: False) == tuple(Part(n, 3, n - 1, n) for n in (1, 2, 3))
