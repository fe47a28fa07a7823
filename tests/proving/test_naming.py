"""What a name stands for: each form, how it came to be, and all it matches."""

from __future__ import annotations

import pytest

from monitor.lexicon import Lexicon, build
from monitor.lexicon.names import NameEntry, names_from
from monitor.model.mention import Mention
from monitor.proving.naming import Writing, source_of, surfaces, writings
from monitor.text.fold import folded
from tests.world import shipped

ENTRY = {
    "en": ["Mozyr refinery"], "ru": ["=Нафтан", "Гомел~m", "Мозырск* НПЗ", "завод"], "az": ["Nafta~tb"],
    "weak": {"ru": ["НПЗ"]}, "context": ["нефт*"], "not": ["Нафтан-Арена"], "adjective": ["мозырск*"],
    "own_language": ["az"],
}  # fmt: skip
SPELLINGS = {("ru", "завод"): ("завод", "завода", "заводом"), ("ru", "НПЗ"): ("нпз",)}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build(names_from({"org.naftan": NameEntry(**ENTRY)}), spellings=SPELLINGS)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def known(lexicon: Lexicon) -> dict[str, Writing]:
    return {each.typed: each for each in writings(lexicon.names["org.naftan"], lexicon)}


def test_each_form_says_how_it_came_to_be(known: dict[str, Writing]) -> None:
    assert {typed: each.how for typed, each in known.items()} == {
        "Mozyr refinery": "automatic", "=Нафтан": "as typed", "Гомел~m": "class", "Мозырск* НПЗ": "any ending",
        "завод": "automatic", "Nafta~tb": "class", "мозырск*": "any ending", "НПЗ": "automatic", "нефт*": "any ending",
        "Нафтан-Арена": "as typed",
    }  # fmt: skip


def test_all_that_a_form_matches_is_written_out_in_its_own_letters(known: dict[str, Writing]) -> None:
    assert known["Гомел~m"].spellings == ("Гомел", "Гомела", "Гомелам", "Гомеле", "Гомелом", "Гомелу")
    assert known["завод"].spellings == ("завод", "завода", "заводом")
    assert known["Мозырск* НПЗ"].spellings == ("Мозырск* НПЗ",)
    assert "Nafta'dan" in known["Nafta~tb"].spellings
    assert known["=Нафтан"].spellings == ("Нафтан",)


def test_roles_and_languages(known: dict[str, Writing]) -> None:
    assert [(known[typed].role, known[typed].language) for typed in ("мозырск*", "НПЗ", "нефт*", "Нафтан-Арена")] == [
        ("adjective", ""), ("weak", "ru"), ("context", ""), ("not", ""),
    ]  # fmt: skip
    assert known["Nafta~tb"].only_in == ("az",)


def test_every_spelling_is_really_found(lexicon: Lexicon, known: dict[str, Writing]) -> None:
    """What the command shows is what the scan does."""
    for each in known.values():
        for spelling in each.spellings if each.role in ("name", "adjective") and not each.only_in else ():
            text = spelling.replace("*", "ого")
            mentions = lexicon.scan("", text).mentions
            assert ("org.naftan", text) in [(m.name, m.surface) for m in mentions], spelling


def test_a_country_shows_what_comes_with_the_program() -> None:
    found = writings(shipped().lexicon.names["country.bhutan"], shipped().lexicon)
    assert found
    assert all(each.built_in for each in found)


def test_a_spelling_in_an_article_is_led_back_to_its_form(known: dict[str, Writing]) -> None:
    all_ = known.values()
    assert source_of("ЗАВОДОМ", all_) == "завод"
    assert source_of("Мозырского НПЗ", all_) == "Мозырск* НПЗ"
    assert source_of("фабрика", all_) == ""


def test_spellings_are_counted_by_name() -> None:
    def mention(name: str, surface: str) -> Mention:
        return Mention(name, "body", 0, len(surface), surface, folded(surface), 1, 0)

    found = surfaces([mention("a", "Мінск"), mention("a", "Мінск\nі"), mention("a", "Мінск"), mention("b", "x")], ["a"])
    assert found == {"a": {"Мінск": 2, "Мінск і": 1}}
