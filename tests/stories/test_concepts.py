"""The vocabulary of concepts keeps its promises: every language, no stem twice, no names."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigError
from monitor.stories.concepts import LANGUAGES, OTHERS, Concepts, stems, vocabulary, vocabulary_lines
from monitor.text.fold import folded

CORPUS = Path(__file__).parents[1] / "corpus" / "seen.jsonl"
LINES = vocabulary_lines()
TERRITORIES = json.loads((files("monitor.lexicon") / "territories.json").read_bytes())
PLAIN = {stem for name, line in LINES.items() for _, stem in stems(name, line) if not stem.startswith("=")}
SENTENCES = (
    ("en", "The tractors left the factory by rail; the contract covers harvesters."),
    ("ru", "Тракторы ушли с завода по железной дороге; контракт касается и комбайнов."),
    ("be", "Трактары выехалі з завода чыгункай; кантракт тычыцца і камбайнаў."),
    ("az", "Traktorlar zavoddan dəmir yolu ilə yola düşdü; müqavilə kombaynları da əhatə edir."),
    ("tr", "Traktörler fabrikadan demir yoluyla gönderildi; sözleşme biçerdöverleri de kapsıyor."),
)


def test_every_concept_has_words_in_five_languages() -> None:
    assert len(LINES) >= 500
    without = {name: set(LANGUAGES) - {language for language, _ in stems(name, line)} for name, line in LINES.items()}
    assert {name: missing for name, missing in without.items() if missing} == {}


def test_other_languages_are_named_before_their_stems() -> None:
    known = {*LANGUAGES, *OTHERS}
    assert {language for name, line in LINES.items() for language, _ in stems(name, line)} <= known


def test_no_stem_stands_for_two_concepts() -> None:
    pairs = {(stem.lstrip("="), name) for name, line in LINES.items() for _, stem in stems(name, line)}
    owners = Counter(stem for stem, _ in pairs)
    assert [stem for stem, count in owners.items() if count > 1] == []


def test_short_stems_are_whole_words() -> None:
    """Two letters begin hundreds of words, three in Latin script nearly as many."""
    found = [stem for name, line in LINES.items() for _, stem in stems(name, line) if not stem.startswith("=")]
    assert [stem for stem in found if len(stem) < 3] == []


def test_no_stem_begins_a_great_share_of_the_words_of_a_text() -> None:
    """Over the labelled articles no concept stands in two of three, and no stem fits dozens of different words."""
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    texts = [folded(f"{row['title']} {row.get('text', row.get('body', ''))}") for row in rows]
    seen = Counter(concept for text in texts for concept in vocabulary().find(text))
    assert seen
    assert [concept for concept, count in seen.items() if count > 2 / 3 * len(texts)] == []


def test_no_stem_begins_dozens_of_different_words() -> None:
    """A stem that does stands for no one thing; those of a long word's forms and compounds stay far below."""
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    words = {word for row in rows for word in re.findall(r"[^\W\d_]+", folded(f"{row['title']} {row['text']}"))}
    begun = Counter(stem for word in words for stem in PLAIN if word.startswith(stem))
    assert {stem: count for stem, count in begun.items() if count > 30} == {}


def test_no_stem_is_the_name_of_a_state() -> None:
    names = {folded(name) for state in TERRITORIES.values() for name in state.values()}
    assert {name: found for name in names if " " not in name and (found := vocabulary().of(name))} == {}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES, ids=[each[0] for each in SENTENCES])
def test_a_sentence_speaks_of_the_same_in_every_language(language: str, sentence: str) -> None:
    assert {"tractor", "factory", "railway", "contract", "harvester"} <= vocabulary().find(folded(sentence))


def test_the_longer_stem_wins_and_whole_words_stand_alone() -> None:
    words = Concepts({"gas": "=gas / =газ / =газ / =qaz / =gaz", "paper": "newspap / газет / газет / qəzet / gazete"})
    assert words.find("газета газ gasp gas's газовый") == {"paper", "gas"}
    assert words.of("gasp") == "" == words.of("газовый")


def test_a_line_without_its_languages_is_a_sentence_for_a_person() -> None:
    with pytest.raises(ConfigError, match="concept 'milk' needs stems for en, ru, be, az, tr"):
        Concepts({"milk": "milk / молок"})


@given(st.text(max_size=500))
def test_any_text_has_concepts_of_the_vocabulary(text: str) -> None:
    assert vocabulary().find(folded(text)) <= LINES.keys()


def test_a_word_without_end_is_looked_up_by_its_beginning() -> None:
    assert vocabulary().find("трактор" + "а" * 1_000_000) == {"tractor"}
