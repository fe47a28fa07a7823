"""Names in dictionary form: which forms are inflected, how, and what stands in until the dictionaries have answered."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from monitor.lexicon import NameEntry, build, names_from, wanted
from monitor.lexicon.dictionaries import spelled
from monitor.lexicon.forms import Form, form


def found(entry: Mapping[str, object], text: str, name: str = "place.belarus", *, told: bool = True) -> list[str]:
    """What is found of one name; `told`: the dictionaries have answered."""
    names = names_from({name: NameEntry.model_validate(entry)})
    asked = [each for each in wanted(names) if told]
    mentions = build(names, (), dict(zip(asked, spelled(asked), strict=True))).scan("", text).mentions
    return [mention.surface for mention in mentions if mention.name == name]


def ways(read: Form, *spellings: str) -> list[str]:
    """Stem and ending of the last word of each way."""
    given = {read.wanted: spellings} if read.wanted and spellings else {}
    return [" ".join(f"{word.stem}{'~' + word.ending if word.ending else '*' if word.star else ''}" for word in way.words)
            for way in read.spelled(given)]  # fmt: skip


def test_a_plain_form_of_a_language_waits_for_its_dictionary() -> None:
    assert form("Минск", language="ru").wanted == ("ru", "Минск")
    assert form("Гродно =Азот", language="uk").wanted == ("uk", "Гродно Азот")


@pytest.mark.parametrize("typed", ["Минск~c", "Минск* групп*", "=Минск", "Алиев* Ильхам"])
def test_what_is_typed_wins(typed: str) -> None:
    assert form(typed, language="ru").wanted is None
    assert form(typed, language="ru").ways == ()


def test_a_form_of_no_language_stays_as_typed() -> None:
    read = form("Минск")
    assert (read.wanted, list(read.spelled({}))) == (None, [read])


def test_spellings_that_differ_at_the_end_share_their_stem() -> None:
    read = form("Минск", language="ru")
    assert ways(read, "минск", "минска", "минском") == ["минск~(?:а|ом)?"]
    assert ways(read, "день", "дня") == ["день", "дня"]


def test_each_word_keeps_its_capitals_in_every_case() -> None:
    read = form("президент Алиев", language="ru")
    (nominative, genitive) = read.spelled({("ru", "президент Алиев"): ("президент алиев", "президента алиева")})
    assert nominative.capitals == genitive.capitals == (0, 1)


def test_until_the_dictionaries_answer_the_beginnings_stand_in() -> None:
    assert ways(form("Евразийский союз", language="ru")) == ["евразийск* сою*"]
    assert ways(form("США", language="ru")) == ["сша"]
    entry = {"ru": ["Беларусь"]}
    assert found(entry, "О Беларуси и о беларусах", told=False) == ["Беларуси"]


def test_a_word_with_an_equals_sign_stays_in_every_case() -> None:
    read = form("Гродно =Азот", language="ru")
    assert set(ways(read, "гродно азот", "гродно азота")) == {"гродно азот"}


def test_an_entry_is_found_in_every_case_with_its_capital() -> None:
    entry = {"ru": ["Минск"], "uk": ["Мінськ"]}
    assert found(entry, "Из Минска в Минск, под Мінськом. Мински, минска, Минский, Минские") == [
        "Минска",
        "Минск",
        "Мінськом",
    ]


def test_adjectives_and_capitals_by_language_are_inflected_and_bare_lists_are_not() -> None:
    by_language = {"adjective": {"ru": ["белорусский"]}, "metonym": {"ru": ["Минск"]}}
    assert found(by_language, "Белорусская делегация покинула Минск с белорусскими товарами, а Минском") == [
        "Белорусская",
        "Минск",
        "белорусскими",
        "Минском",
    ]
    bare = {"adjective": ["белорусский"], "metonym": ["Минск"]}
    assert found(bare, "белорусский белорусская Минск Минском") == ["белорусский", "Минск"]


def test_weak_forms_are_inflected_too() -> None:
    entry = {"weak": {"ru": ["Алиев"]}, "context": ["президент*"]}
    assert found(entry, "Президента Алиева встретили. Валиев", "person.aliyev") == ["Алиева"]


def test_one_name_is_asked_for_once() -> None:
    names = names_from({"a": NameEntry(ru=["Минск", "Минск"]), "b": NameEntry(ru=["Минск"], uk=["Мінськ"])})
    asked = [each for each in wanted(names) if each[1] in ("Минск", "Мінськ")]
    assert asked == [("ru", "Минск"), ("uk", "Мінськ")]
