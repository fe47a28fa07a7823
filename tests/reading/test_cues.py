"""Cues: found as typed, with their place in the original, and nothing that a `not` covers."""

import pytest

from monitor.errors import ConfigError
from monitor.lexicon import build
from monitor.reading.cues import Vocabulary, shipped, vocabulary

FILE = b"""
version: 1
cues:
  visit: {en: [state visit*], ru: [\xd0\xb2\xd0\xb8\xd0\xb7\xd0\xb8\xd1\x82*], not: [visiting card]}
  postponed: {en: [visit* * postponed]}
  thousand: {own: {az: [min]}}
"""
LEXICON = build(())


def found(title: str, body: str = "", language: str = "") -> list[tuple[str, str, int]]:
    cues = Vocabulary({"own.yaml": FILE}).find(LEXICON.scan(title, body, language), language)
    return [(cue.name, cue.surface, cue.sentence) for cue in cues]


def test_cues_stand_where_the_original_has_them() -> None:
    """Case, endings and scripts; the sentence is that of the scan."""
    assert found("State Visits to Baku", "Nothing. Визиту быть.") == [
        ("visit", "State Visits", 0),
        ("visit", "Визиту", 2),
    ]


def test_a_lone_star_is_up_to_five_words_of_one_clause() -> None:
    assert found("The visit to Baku was postponed") == [("postponed", "visit to Baku was postponed", 0)]
    assert found("The visit, a b c d e f g, was postponed") == []
    assert found("The visit ended; the match was postponed") == []


def test_words_of_one_language_count_only_in_its_texts() -> None:
    assert found("113 milyon 648 min dollar təşkil edib, Bakı bildirib", "", "az") == [("thousand", "min", 0)]
    assert found("The game lasted 95 min and nobody scored", "", "en") == []


def test_a_cue_in_two_files_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"stands in a\.yaml too"):
        Vocabulary({"a.yaml": FILE, "b.yaml": FILE})


def test_what_was_worked_out_beforehand_is_what_the_files_say() -> None:
    """Otherwise: python -m tests.tools.make_spellings."""
    data, beforehand = shipped()
    read, known = Vocabulary(data), Vocabulary(data, beforehand)
    assert read.content(data) == known.content(data) == beforehand.decode()
    text = "State visit: the visit to Baku was postponed, Минск и Баку подписали соглашение. 113 milyon 648 min dollar"
    scan = LEXICON.scan(text, text)
    assert read.find(scan, "az") == known.find(scan, "az") != ()


def test_what_was_worked_out_of_other_files_counts_for_nothing() -> None:
    _, beforehand = shipped()
    cues = Vocabulary({"own.yaml": FILE}, beforehand).find(LEXICON.scan("State visits, a parade", ""))
    assert [cue.name for cue in cues] == ["visit"]


def test_the_shipped_cues_compile() -> None:
    """Every form of the package can be looked for, and each reader has its words."""
    assert {"visit_state", "phone_call", "summons_protest", "pair_deal"} <= vocabulary().names.keys()
    assert {"events.yaml", "figures.yaml", "pair.yaml", "promises.yaml", "quotes.yaml"} <= {
        *vocabulary().names.values()
    }
