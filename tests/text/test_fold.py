"""fold: one spelling for all, idempotent, with offsets that point into the original."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text.fold import fold, folded

LETTERS = "AaİIıiƏəЁёЎўЙйЇїІіЛлЈјłßАаеEoо'’ʼ–-\u00ad\u200b\u0301\u0306\u0308\u0327 \n\t\u00a0½ﬁªΐς1."
PHRASES = "\ufdfa\ufdfb"  # single characters that stand for several words
TEXTS = (
    st.text(st.characters(exclude_characters=PHRASES))
    | st.text(st.sampled_from(LETTERS))
    | st.text(st.characters(min_codepoint=0x300, max_codepoint=0x530))
)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("İlham", "ilham"),
        ("ILHAM", "ilham"),
        ("ılham", "ilham"),
        ("i\u0307lham", "ilham"),
        ("ƏLİYEV", "eliyev"),
        ("Əliyev", "eliyev"),
        ("Әлијев", "елийев"),
        ("Артём", "артем"),
        ("Арте\u0308м", "артем"),
        ("Аліеў", "аліеу"),
        ("Алиеу\u0306", "алиеу"),
        ("Алейни\u0306к", "алейнйк"),
        ("Киї\u0301в", "київ"),
        ("По\u0301льша", "польша"),
        ("Лука\u00adшенко", "лукашенко"),
        ("Лука\u200bшенко\ufeff", "лукашенко"),
        ("прэм’ер", "прэм'ер"),
        ("прэмʼер", "прэм'ер"),
        ("прэм`ер", "прэм'ер"),
        ("Baku\u2013Minsk", "baku-minsk"),
        ("Weißrussland", "weissrussland"),
        ("WEISSRUSSLAND", "weissrussland"),
        ("Łukaszenka", "lukaszenka"),
        ("Bie\u0142aruś", "bielarus"),
        ("Gəncə şəhəri", "gence seheri"),
        ("Ilham\n   Aliyev", "ilham aliyev"),
        ("Ilham\u00a0Aliyev", "ilham aliyev"),
        ("Ｂａｋｕ", "baku"),
        ("ﬁnance", "finance"),
        ("AЗЕРТАДЖ", "азертадж"),
        ("Бeлaрусь", "беларусь"),
        ("Аliyev", "aliyev"),
        ("Sеrgei Lаvrov", "sergei lavrov"),
        ("IT-компания", "it-компания"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(written: str, form: str) -> None:
    assert folded(written) == form


@settings(deadline=None)
@given(TEXTS)
def test_the_short_way_for_plain_words_folds_them_all_the_same(text: str) -> None:
    assert folded(text) == fold(text).text


@settings(deadline=None)
@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_span_of_words_points_at_a_slice_that_folds_to_it(text: str, data: st.DataObject) -> None:
    result = fold(text)
    edges = [0, *(at for at, letter in enumerate(result.text) if letter == " "), len(result.text)]
    start = data.draw(st.sampled_from(edges))
    end = data.draw(st.sampled_from([edge for edge in edges if edge >= start]))
    words = result.text[start:end].strip()
    start = result.text.index(words, start)
    first, last = result.original(start, start + len(words))
    assert folded(text[first:last]) == words


@settings(deadline=None)
@given(TEXTS, st.data())
def test_any_span_points_at_whole_characters_that_hold_it(text: str, data: st.DataObject) -> None:
    text = "".join(letter for letter in text if not ("a" <= folded(letter)[:1] <= "z"))  # one alphabet
    result = fold(text)
    start = data.draw(st.integers(0, len(result.text)))
    end = data.draw(st.integers(start, len(result.text)))
    first, last = result.original(start, end)
    assert 0 <= first <= last <= len(text)
    assert result.text[start:end] in folded(text[first:last])
    assert (last > first) == (end > start)


def test_one_word_of_a_character_that_stands_for_several_points_at_all_of_it() -> None:
    result = fold("a " + PHRASES[0])
    assert len(result.text.split()) > 2
    assert result.original(2, 5) == (2, 3)


def test_a_surface_has_nothing_deleted_at_its_ends() -> None:
    """A soft hyphen beside a name is not part of it."""
    text = "в \u00adБе\u00adларуси\u200b, да"
    start = folded(text).index("беларуси")
    first, last = fold(text).original(start, start + 8)
    assert text[first:last] == "Бе\u00adларуси"


def test_a_long_run_of_one_alphabet_is_folded_in_one_pass() -> None:
    """A hostile word of 200,000 letters must not be tried from each of its letters."""
    assert len(folded("ə" + "a" * 200_000 + "я")) == 200_002
