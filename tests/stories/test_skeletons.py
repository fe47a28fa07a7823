"""Names outside the lexicon and numbers are one sign in every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.stories.skeletons import FEWEST, KEPT, skeleton, skeletons
from monitor.stories.telling import numbers
from monitor.text.fold import folded

SPELLINGS = (
    ("rvkv", "en Ravkov", "ru Равков Равковым Равкову", "be Раўкоў Раўковым", "az Ravkov Ravkovun", "tr Ravkov Ravkov’un"),
    ("fzl", "en Fuzuli", "ru Физули", "be Фізулі", "az Füzuli Füzulidə Füzulinin", "tr Fuzuli Fuzuli'de"),
    ("ksnv", "en Huseynov", "ru Гусейнов Гусейновым", "be Гусейнаў", "az Hüseynov Hüseynovun", "tr Hüseynov"),
    ("bktd", "en Bakhtadze", "ru Бахтадзе", "be Бахтадзэ", "az Baxtadze Baxtadzenin", "tr Bahtadze"),
    ("krmv", "en Akhramovich", "ru Ахрамович Ахрамовичем", "be Ахрамовіч", "az Axramoviç", "tr Ahramoviç"),
    ("rjnk", "en Ryzhenkov", "ru Рыженков", "be Рыжанкоў", "az Rıjenkov", "tr Rıjenkov"),
    ("jkn", "en Jeyhun", "ru Джейхун", "be Джэйхун", "az Ceyhun", "tr Ceyhun"),
    ("mdv", "en Mammadov", "ru Мамедов Мамедовым", "be Мамедаў", "az Məmmədov", "tr Memmedov"),
    ("kndl", "en Gandilov", "ru Гандилов", "be Гандзілавым", "az Qəndilov Qəndilovu", "tr Gandilov"),
    ("kjv", "en Hajiyev", "ru Гаджиев", "be Гаджыеў", "az Hacıyev", "tr Hacıyev"),
    ("znkl", "en Zangilan", "ru Зангилан Зангилана", "be Зангілан", "az Zəngilan Zəngilanda", "tr Zengilan"),
    ("mtz", "en MTZ", "ru МТЗ", "be МТЗ", "az MTZ", "tr MTZ"),
    ("blnf", "en Belneftekhim", "ru Белнефтехим", "be Белнафтахім", "az Belneftexim", "tr Belneftehim"),
    ("skvc", "en Shushkevich", "ru Шушкевич", "be Шушкевіч", "az Şuşkeviç", "tr Şuşkeviç"),
    ("trcn", "en Turchin", "ru Турчин Турчиным", "be Турчын", "az Turçin Turçinlə", "tr Turçin"),
    ("jfrv", "en Jafarov", "ru Джафаров", "be Джафараў", "az Cəfərov", "tr Caferov"),
)  # fmt: skip


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: row[1][3:])
def test_a_name_is_one_skeleton_in_every_language_and_case(row: tuple[str, ...]) -> None:
    key, *languages = row
    spellings = [(line.split()[0], word) for line in languages for word in line.split()[1:]]
    assert {language for language, _ in spellings} == {"en", "ru", "be", "az", "tr"}
    assert [each for each in spellings if key not in skeleton(each[1], each[0])] == []


@pytest.mark.parametrize(
    ("one", "other"), [("Ravkov", "Rybakov"), ("Huseynov", "Guliyev"), ("Turchin", "Turpin"), ("Fuzuli", "Shusha")]
)
def test_names_of_other_consonants_differ(one: str, other: str) -> None:
    assert not set(skeleton(one, "en")) & set(skeleton(other, "en"))


def test_names_the_lexicon_holds_and_words_that_open_a_sentence_are_no_skeletons() -> None:
    body = "Yesterday the minister saw Ravkov in Minsk. Tractors were the subject."
    at = body.index("Minsk")
    assert skeletons("Talks", body, "en", known=[(at, at + 5)]) == {"rvkv"}


def test_a_name_that_opens_a_sentence_counts_if_it_stands_inside_another() -> None:
    assert skeletons("", "Равков прибыл в среду. Вечером принимали Равкова.", "ru") == {"rvkv"}


def test_a_headline_set_in_capitals_throughout_gives_no_names() -> None:
    assert skeletons("Minister Discusses Tractor Supplies With Guests", "", "en") == frozenset()
    assert skeletons("Talks with Ravkov on supplies", "", "en") == {"rvkv"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "forty-eight tractors for $421.6 million, 1,250 people, the fifteenth session, up 14.2 percent"),
        ("ru", "сорок восемь тракторов на 421,6 млн долларов, 1 250 человек, 15-е заседание, рост на 14,2%"),
        ("be", "сорак восем трактароў на 421,6 млн долараў, 1 250 чалавек, пятнаццатае пасяджэнне, 14,2 працэнта"),
        ("az", "qırx səkkiz traktor 421,6 milyon dollara, 1250 nəfər, on beşinci iclas, 14,2 faiz"),
        ("tr", "kırk sekiz traktör 421,6 milyon dolara, 1.250 kişi, 15. oturum, yüzde 14,2"),
    ],
)
def test_numbers_are_the_same_in_every_language(language: str, text: str) -> None:
    assert numbers(folded(text), language) == {"48", "421600000", "1250", "15", "14.2"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on 28 October 2025 at 10:30, November 6, 2026-2027, three of them, 28.10.2025, +375 29"),
        ("ru", "28 октября 2025 года в 10:30, 27–28 ноября, пять пунктов, 28.10.2025"),
        ("az", "oktyabrın 28-də, 5 noyabr, 2025-ci il, üç"),
        ("tr", "5 Kasım 2025, 29 Ekim'de, üç"),
    ],
)
def test_days_years_hours_and_small_numbers_do_not_tell(language: str, text: str) -> None:
    assert numbers(folded(text), language) <= {"375", "29"} if language == "en" else not numbers(folded(text), language)


def test_a_longer_word_that_begins_like_a_number_is_none() -> None:
    assert numbers("ellipsometric otuzbirlik seventeenfoldness", "az") == frozenset()
    assert numbers(folded("on beşinci, onlar beş, iyirmi-iki"), "az") == {"15", "22"}


@given(st.text(max_size=400), st.sampled_from(["en", "ru", "be", "az", "tr", "ka", ""]))
def test_any_text_has_skeletons_and_numbers_of_the_promised_form(text: str, language: str) -> None:
    found = skeletons(text, text, language)
    assert all(FEWEST <= len(each) <= max(KEPT, 10) and each.isalpha() and each.isascii() for each in found)
    assert all(each.replace(".", "", 1).isdecimal() for each in numbers(folded(text), language))


def test_a_long_word_or_number_is_no_burden() -> None:
    """What is cut is cut before anything is looked for in it: no time that grows with the square of the length."""
    assert skeleton("Ш" + "к" * 1_000_000, "ru") == ()
    assert numbers("1" * 1_000_000 + " 1 000" * 10_000, "ru") <= {"1000000000000000000000", "1000", "1000000000000"}
