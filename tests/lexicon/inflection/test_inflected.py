"""What holds for every language and every name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.lexicon.classes import endings
from monitor.lexicon.forms import Word
from monitor.lexicon.inflection import inflected
from monitor.lexicon.territories import territories
from monitor.text.fold import folded
from tests.lexicon.inflection.spelled import spelled

LANGUAGES = ["be", "be_lacinka", "pl", "az", "az_cyr", "tr", "kk", "ka", "hy", "en", "de", "fr"]
MOST = 500  # forms of a one-word name
LETTERS = {
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя'", "az_cyr": "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш", "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "kk": "абвгғдеәжзийкқлмнңоөпрстуұүфхһцчшыіьюя", "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցուփքօֆև",
}  # fmt: skip
LATIN = "abcdefghijklmnopqrstuvwxyząćęłńóśźżəğıöüşçßé'"


def test_a_language_without_rules_gives_the_words_as_typed() -> None:
    assert inflected("xx", "Zentralbank Timbuktu") == ((Word("zentralbank"), Word("timbuktu")),)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", " "])
def test_no_words_have_no_forms(language: str, text: str) -> None:
    assert inflected(language, text) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["G20", "5", "Q&A", "«Беларусь»", "МТЗ-80", "1+1", "-", "'", "C", "Я", "а-", "Report.az"]
)
def test_what_is_no_plain_word_is_left_as_typed(language: str, text: str) -> None:
    assert folded(text) in spelled(language, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_keeps_its_dictionary_form_and_stays_small(language: str) -> None:
    """All 250 names of CLDR, those of another alphabet too: an analyst may put a name under the wrong language."""
    for state in territories():
        for _, form in state.strong:
            forms = spelled(language, form.text.split("~")[0].lstrip("="))
            assert len(forms) < MOST, form.text


@st.composite
def phrases(draw: st.DrawFn) -> tuple[str, str, bool]:
    """A language, one to three made-up words in its letters, and whether they are a name."""
    language = draw(st.sampled_from(LANGUAGES))
    word = st.text(LETTERS.get(language, LATIN), min_size=1, max_size=12)
    shaped = st.tuples(word, st.sampled_from([str.title, str.upper, str.lower])).map(lambda pair: pair[1](pair[0]))
    return language, " ".join(draw(st.lists(shaped, min_size=1, max_size=3))), draw(st.booleans())


@given(phrases())
def test_made_up_names_keep_their_dictionary_form_and_beginnings(case: tuple[str, str, bool]) -> None:
    language, text, proper = case
    ways = inflected(language, text, proper=proper)
    forms = spelled(language, text, proper=proper)
    typed = " ".join(folded(word) for word in text.split())
    assert typed in forms
    assert len(ways) == len(set(ways)) < MOST
    for way in ways:
        assert len(way) == len(text.split())
        assert all(word.stem and not word.star and not word.capitals for word in way)
        assert all(len(endings(word.ending)) < MOST for word in way)
    if len(text.split()) == 1:
        assert len(forms) < MOST
        assert all(form[:2] == typed[:2] for form in forms)
    assert inflected(language, text, proper=proper) == ways


@given(phrases())
def test_every_ending_is_one_that_a_text_is_read_for(case: tuple[str, str, bool]) -> None:
    """The automaton reads letters after a stem, or a mark and letters; anything else would never be found."""
    language, text, proper = case
    for way in inflected(language, text, proper=proper):
        assert all(re.fullmatch("['-]?[^\\W_]*", ending) for ending in endings(way[-1].ending))
