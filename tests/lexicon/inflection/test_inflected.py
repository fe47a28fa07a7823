"""What holds for every language."""

from monitor.lexicon.forms import Word
from monitor.lexicon.inflection import inflected


def test_a_language_without_rules_gives_the_words_as_typed() -> None:
    assert inflected("xx", "Zentralbank Timbuktu") == ((Word("zentralbank"), Word("timbuktu")),)
