"""Phrases with `*` inside: found by an anchor and a check on the spot, the same as by a regular expression alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lexicon.forms import literal
from monitor.lexicon.patterns import Automaton, Role
from monitor.text.fold import folded


def spans(phrase: str, text: str) -> list[str]:
    folded_text = folded(text)
    hits = Automaton([(0, Role.STRONG, "name", literal(phrase))]).hits(folded_text)
    return [folded_text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("в* президентом", "визит с президентом", []),
        ("в* президентом", "(встреча президентом)", ["встреча президентом"]),
        ("в* президентом", "экс-ваш президентом", ["ваш президентом"]),
        ("в* президентом", "над президентом", []),
        ("в* президентом", "президентом", []),
        ("в* президентом", "в президентом встреч президентом", ["в президентом", "встреч президентом"]),
        ("в* президентом", "в президентомъ", []),
        ("a* b* presidential c*", "An big presidential council met", ["an big presidential council"]),
        ("a* b* presidential c*", "presidential council", []),
        ("a* oil", "any oil. An oilman", ["any oil"]),
        ("belarus* refiner*", "Belarusian refineries", ["belarusian refineries"]),
        ("a* azərbaycan* nefti", "ən AZƏRBAYCANIN nefti, az Azərbaycan nefti", ["az azerbaycan nefti"]),
        ("a* belarus*", "a " * 50 + "Belarusian", ["a belarusian"]),
        ("i* belarus*", "x" * 70 + " Belarusian", []),
    ],
)
def test_a_phrase_with_a_short_beginning_is_found_by_its_longest_word(phrase: str, text: str, found: list[str]) -> None:
    assert spans(phrase, text) == found


WORDS = st.text(st.sampled_from("abcд"), min_size=1, max_size=5)
STEMS = st.lists(st.tuples(WORDS, st.booleans()), min_size=2, max_size=4)
GLUE = st.sampled_from((" ", " ", " ", "-", "(", ", "))


@given(STEMS, st.data())
def test_the_same_hits_as_from_a_regular_expression_alone(stems: list[tuple[str, bool]], data: st.DataObject) -> None:
    phrase = " ".join(stem + "*" * star for stem, star in stems)
    endings = st.sampled_from(("", "", "a", "дb", "-"))
    said = [data.draw(WORDS) if data.draw(st.integers(0, 9)) == 0 else stem for stem, _ in stems * 3]
    text = folded("".join(word + data.draw(endings) + data.draw(GLUE) for word in said))
    whole = " ".join(re.escape(folded(stem)) + r"[^\W\d_]*" * star for stem, star in stems)
    expected = {
        (at, found.end())
        for at in range(len(text))
        if not text[at - 1 : at].isalnum() and (found := re.compile(whole + r"(?![^\W_])").match(text, at))
    }
    hits = Automaton([(0, Role.STRONG, "name", literal(phrase))]).hits(text)
    assert {(hit.start, hit.end) for hit in hits} == expected
