"""A glance overlooks nothing: a text that stands by it is one of which, read line by line, nothing goes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract import notices, phrases, trailing
from monitor.extract.boilerplate import _line_by_line, _standing
from monitor.extract.glance import glance
from monitor.model.limits import Limits
from monitor.model.source import Source
from monitor.sources import parse_fast
from monitor.text.coded import ENDING, LONGER, ODD, lined
from monitor.text.fold import folded
from tests.extract.test_boilerplate import RUNNING
from tests.extract.test_boilerplate_plainly import ARTICLE, KNOWN, SHORT
from tests.lexicon.test_firstlook import STRANGE

SOURCE = Source(id="x", outlet="X", url="")
FEEDS = Path(__file__).parents[2] / ".." / "shared" / "feeds"
WORDS = sorted({*phrases.BEGINNINGS, *notices.FIRST_WORDS, *notices.INSIDE, *notices.STEMS, *trailing.GLUED})
STANDING = [
    "News",
    "12:45",
    "Monday, 12 May 2026",
    "среда, 6 мая",
    "example.com",
    "A > B > C",
    "٣ photos",
    "5",
    "***",
    "_",
    "",
]
AGAIN = [f"Talks went on. {RUNNING}", f"«Talks went on…» {RUNNING.upper()}", f"{RUNNING} Yes."]
LOOKS = str.maketrans("aceopxyікмеё", "асеорхуikmeе")
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.title,
    str.swapcase,
    lambda text: text.translate(LOOKS),
    lambda text: text[::-1],
    lambda text: text.replace("ss", "ß").replace("no", "№").replace("fi", "ﬁ"),
)
BEFORE = ("", "", "", "— ", "» ", "_", "«", "\u200b", " ", "\u00a0", "*", "1. ", "ʼ", "Done. ", "Done.")
BEHIND = ("", "", "", ":", " …", " »", ".", " \u00ad", "\t", "  ", ": Aliyev in Minsk", " of Belarus", "5")


@st.composite
def lines(draw: st.DrawFn) -> str:
    """What the rules know, as it may be written, with strange characters in it and round it; else an article's line."""
    if draw(st.booleans()):
        return draw(st.sampled_from([*ARTICLE, *AGAIN]))
    words = draw(st.sampled_from(draw(st.sampled_from((WORDS, KNOWN, [*SHORT, *STANDING])))))
    words = draw(st.sampled_from(SPELLINGS))(words)
    at = draw(st.integers(0, len(words)))
    words = words[:at] + draw(st.sampled_from(("", "", *STRANGE))) + words[at:]
    return f"{draw(st.sampled_from(BEFORE))}{words}{draw(st.sampled_from(BEHIND))}"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(lines(), min_size=1, max_size=6).map("\n".join),
    st.sampled_from(["", RUNNING, "News", "talks went on"]),
)
def test_what_stands_by_a_glance_stands_line_by_line(body: str, title: str) -> None:
    standing = _standing(body, title)
    if standing is not None:
        assert (standing, ()) == _line_by_line(body, title)


def test_every_line_that_the_rules_know_is_pointed_at() -> None:
    for line in chain(KNOWN, SHORT, phrases.LABELS, phrases.HEADINGS, phrases.SHARED):
        for written in (line, f"» {line.upper()}:"):
            if _line_by_line(f"{RUNNING}\n{written}", "")[1]:
                assert _standing(f"{RUNNING}\n{written}", "") is None, written
    for phrase in trailing.GLUED:
        body = f"{RUNNING} The post appeared. {phrase.upper()} …"
        assert _standing(body, "") is None or not _line_by_line(body, "")[1], body


@pytest.mark.parametrize("mark", [*ENDING, "?!", ".»"])
def test_a_sentence_said_again_is_pointed_at_whatever_stands_before_it(mark: str) -> None:
    body = f"The ministers of three countries met{mark} {RUNNING}\n{RUNNING}"
    assert _standing(body, "") is None
    assert _line_by_line(body, "")[1] or mark in "\"'”’)]»"


def test_an_article_stands_by_a_glance_as_it_is() -> None:
    body = "\n".join(ARTICLE[:3])
    assert _standing(body, "") is body
    seen = glance(body)
    assert seen is not None
    assert not seen.told


@settings(max_examples=60)
@given(st.text(st.sampled_from([*STRANGE, *"аАбяЯёzZ aə1.,"]), max_size=12))
def test_a_lined_text_has_a_byte_for_each_character_and_is_one_where_folding_makes_it_one(text: str) -> None:
    code, form = lined(text), folded(text)
    if code is not None:
        assert len(code) == len(text)
        if len(form) == len(text) and LONGER not in code:
            assert lined(form) == code.replace(ODD, b" ").replace(b"\n", b" ")


@pytest.mark.skipif(not FEEDS.is_dir(), reason="no feeds of strangers beside the checkout")
def test_of_real_feeds_whatever_stands_by_a_glance_stands_line_by_line() -> None:
    stood = read = 0
    where = ("", "https://news.example/feed.xml", 1_795_000_000, Limits())
    for path in sorted(FEEDS.iterdir()):
        feed = parse_fast(SOURCE, path.read_bytes(), *where)
        for entry in feed.entries[:20] if feed else ():
            body = entry.content or entry.summary
            standing = _standing(body, entry.title)
            if standing is not None:
                assert (standing, ()) == _line_by_line(body, entry.title)
            stood += standing is not None
            read += 1
    assert stood > read / 2
