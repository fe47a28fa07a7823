"""A quick look never overlooks a name: what it does not hold, no scan finds, and no rule holds or just misses there."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.cli.demo.content import outlets
from monitor.judge import judge, nothing_in
from monitor.model.article import Article
from monitor.text.coded import coded
from monitor.text.fold import fold
from tests.bench.corpus import Corpus
from tests.world import shipped

# Letters of every sort that folding treats in its own way, and what stands between words.
STRANGE = "ёЁўЎіІїґəƏӘıİşßłѕјй\u0301\u0306\u00ad\u200b\ufeff’ʼ'`-–—…½№ﬁª_·°🔥ბ中אΣς٣\x02\x1f\x85 \u00a0\u2028\t\n"


@cache
def written() -> tuple[str, ...]:
    """The beginnings of all names that are looked for."""
    return tuple(beginning for beginning, _ in shipped().lexicon._automaton.table())


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Names as they may be written, with strange characters in them and between them."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(written()))
        name = draw(st.sampled_from((name, name.upper(), name.title())))
        at, strange = draw(st.integers(0, len(name))), draw(st.sampled_from(("", *STRANGE)))
        pieces += [name[:at] + strange + name[at:], draw(st.sampled_from(("", "а", "ın", "'s", *STRANGE)))]
        pieces.append(draw(st.sampled_from((" ", "  ", " \u00ad ", ", ", "x", "ж"))))
    return "".join(pieces)


@settings(max_examples=80)
@given(title=texts(), body=texts())
def test_a_quick_look_holds_every_name_that_a_scan_finds(title: str, body: str) -> None:
    at_most = shipped().lexicon.at_most(title, body)
    if at_most is not None:
        assert {mention.name for mention in shipped().lexicon.scan(title, body).mentions} <= at_most


@settings(max_examples=80)
@given(texts())
def test_what_stands_in_a_folded_text_stands_in_the_coded_one(text: str) -> None:
    code, words = coded(text), fold(text).text.split(" ")
    for word in words if code is not None else ():
        part = coded(word)
        assert ".." in word or part is None or part.strip(b"\x01") in (code or b""), word


def test_of_the_demos_articles_none_with_a_match_or_a_miss_is_settled_by_a_quick_look() -> None:
    setup, settled = shipped(), 0
    versions = [version for outlet in outlets() for article in outlet.articles for version in article.versions]
    for each in versions:
        body = "\n".join(each.paragraphs)
        if nothing_in(each.title, body, setup):
            found = judge(Article(0, "", each.title, body), setup)
            assert not found.matches
            assert not found.misses
            settled += 1
    assert settled > len(versions) / 5


def test_most_news_of_others_is_settled_by_a_quick_look() -> None:
    setup, corpus = shipped(), Corpus(10)
    written = [corpus.article(600) for _ in range(40)]
    quick = [each for each in written if nothing_in(each.title, each.body, setup)]
    assert len(quick) > len(written) / 2
    for each in quick:
        found = judge(Article(0, "", each.title, each.body, each.language), setup)
        assert not found.matches
        assert not found.misses


@pytest.mark.parametrize("text", ["и\u0306", "a\u0323", "½", "한국" + chr(0x1100) + chr(0x1161)])
def test_where_characters_join_a_quick_look_says_nothing(text: str) -> None:
    assert coded(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("АЗЕРТАДЖ", "AЗЕРТАДЖ"), ("Ёлка", "елка"), ("Gəncə", "gence"), ("a  \u00ad b", "A B"), ("Straße", "STRASSE")],
)
def test_two_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert coded(one) == coded(other) is not None
