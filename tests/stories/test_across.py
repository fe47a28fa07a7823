"""One dealing is found again in another language by what is in no language, and another dealing is not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.limits import DAY
from monitor.model.story import Signs
from monitor.stories.across import Spoken, across, figures, subjects
from monitor.stories.hashes import CONCEPTS, NUMBERS, SKELETONS, Keys, hashed
from monitor.stories.rarity import Rarity
from tests.stories.texts import NOON, PAIR, article, event, joined, window

DELIVERY = {
    "en": ("Tractors for the south", "The plant sent 48 tractors by rail; the contract with Ravkov covers cotton farms."),
    "ru": ("Эшелон ушёл на юг", "Завод отправил сорок восемь тракторов; контракт с Равковым касается хлопководов, рельсы."),
    "be": ("Эшалон пайшоў на поўдзень", "Завод адправіў 48 трактароў чыгункай; кантракт з Раўковым: бавоўна, фермеры."),
    "az": ("Cənuba traktor", "Zavod dəmir yolu ilə 48 traktor göndərib; Ravkovla müqavilə pambıq təsərrüfatlarına aiddir."),
    "tr": ("Güneye traktör", "Fabrika demir yoluyla kırk sekiz traktör gönderdi; Ravkov ile sözleşme pamuk için."),
}  # fmt: skip
SCHOOL = {
    "en": ("Pupils go home", "Twenty-two pupils of a school learned songs for a week, and their parents met Hasanov."),
    "ru": ("Школьники едут домой", "Двадцать два ученика школы неделю учили песни, родители встретили Гасанова."),
    "az": ("Şagirdlər evə qayıdır", "Məktəbin 22 şagirdi həftə boyu mahnı öyrənib, valideynlər Həsənovla görüşüb."),
}
PAIRS = list(combinations(DELIVERY, 2))


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_a_delivery_that_no_event_tells_of_is_one_story_in_two_languages(one: str, other: str) -> None:
    first = article(1, *DELIVERY[one], names=PAIR, language=one)
    assert joined(article(2, *DELIVERY[other], names=PAIR, language=other), first).story == 7


@pytest.mark.parametrize(("one", "other"), [("en", "ru"), ("ru", "az"), ("az", "en")])
def test_two_dealings_of_the_same_countries_are_two_stories(one: str, other: str) -> None:
    first = article(1, *SCHOOL[one], names=PAIR, language=one)
    assert joined(article(2, *DELIVERY[other], names=PAIR, language=other), first).story is None


def test_a_story_of_several_languages_is_met_in_the_best_of_them() -> None:
    members = [article(n, *DELIVERY[code], names=PAIR, language=code) for n, code in enumerate(("ru", "az"), 1)]
    others = [(article(n, *SCHOOL[code], names=PAIR, language=code), 8) for n, code in enumerate(SCHOOL, 11)]
    found = window(*((each, 7) for each in members), *others).assign(
        article(30, *DELIVERY["tr"], names=PAIR, language="tr")
    )
    assert found.story == 7


def test_a_third_report_shows_two_stories_in_two_languages_to_be_one() -> None:
    """One dealing was opened twice, as its first reports may share too little; the elder story keeps its number."""
    first = article(1, *DELIVERY["en"], names=PAIR)
    second = article(2, *DELIVERY["ru"], names=PAIR, language="ru", when=NOON + 60)
    found = window((first, 9), (second, 8)).assign(article(3, *DELIVERY["az"], names=PAIR, language="az"))
    assert (found.story, found.merges) == (9, (8,))


def test_an_article_on_two_dealings_does_not_make_them_one() -> None:
    first, second = (article(n, *text["en"], names=PAIR) for n, text in enumerate((DELIVERY, SCHOOL), 1))
    both = " ".join((*DELIVERY["ru"], *SCHOOL["ru"]))
    found = window((first, 7), (second, 8)).assign(article(3, "", both, names=PAIR, language="ru"))
    assert found.merges == ()


def test_the_reason_names_what_a_person_can_check() -> None:
    first = article(1, *DELIVERY["ru"], names=PAIR, language="ru")
    reason = joined(article(2, *DELIVERY["az"], names=PAIR, language="az"), first).reason
    assert "in another language" in reason
    assert "cotton" in reason
    assert "48" in reason


def test_another_day_that_both_say_speaks_against_one_call() -> None:
    text = {"en": "The presidents spoke by phone.", "ru": "Президенты поговорили по телефону."}
    calls = [
        article(n, text[code], language=code, when=NOON + n * DAY, events=[event("phone_call", day)])
        for n, (code, day) in enumerate((("en", "2024-05-14"), ("ru", "2024-05-17")), 1)
    ]
    assert joined(calls[1], calls[0]).story is None


LAWMAKERS = {
    "en": "Lawmakers of the friendship group of the two parliaments will travel to Minsk",
    "ru": "Депутаты группы дружбы двух парламентов собираются в Минск",
}
TALKS = {
    "en": "Presidents of the two states held talks in Baku on cooperation and friendship between regions",
    "ru": "Президенты двух государств провели в Баку переговоры о сотрудничестве и дружбе регионов",
}


@pytest.mark.parametrize(("one", "other"), [("en", "ru"), ("ru", "en"), ("en", "en"), ("ru", "ru")])
def test_a_journey_planned_for_another_month_is_no_part_of_the_visit(one: str, other: str) -> None:
    """The month of the visit itself says neither."""
    talks = article(1, TALKS[one], language=one, events=[event("meeting", "2024-05-16", actors=())])
    plan = event("visit_planned_or_invited", "2024-06", status="planned", actors=())
    journey = article(2, LAWMAKERS[other], language=other, events=[plan])
    assert joined(journey, talks).story is None
    month = event("visit_state", "2024-05", actors=())
    assert joined(article(3, TALKS[other], language=other, events=[month]), talks).story == 7


def test_a_single_subject_of_two_short_texts_is_not_what_both_are_about() -> None:
    rarity, words = Rarity(), ("trade", "bank", "school")
    for _ in range(20):
        rarity.add(
            Keys("", [], [hashed(CONCEPTS, each) for each in [mark + word for word in words for mark in ("", "!")]])
        )
    one, few = (Signs(concepts=frozenset(mark + word for word in found for mark in ("", "!")))
                for found in (words[:1], words))  # fmt: skip
    assert _odds(one, one, rarity) < 0.9 * _odds(few, few, rarity)


def test_weeks_and_months_are_no_subject() -> None:
    flights = article(1, "Airline to fly three times a week", names=PAIR).signs
    visit = article(2, "Президент прилетит на следующей неделе", language="ru", names=PAIR).signs
    assert not flights.concepts & visit.concepts


def test_a_call_and_a_letter_of_one_day_are_two_stories() -> None:
    call = article(1, "The presidents spoke by phone", events=[event("phone_call", "2024-05-14")])
    letter = article(
        2, "Президент направил письмо президенту", language="ru", events=[event("congratulation", "2024-05-14")]
    )
    assert joined(letter, call).story is None


def test_rare_signs_are_worth_more_than_common_ones() -> None:
    rarity = Rarity()
    for _ in range(200):
        rarity.add(Keys("", [], [hashed(CONCEPTS, "minister"), hashed(SKELETONS, "prsd"), hashed(NUMBERS, "100")]))
    rest = frozenset(f"other{n}" for n in range(12))
    both = Signs(concepts=frozenset({"tractor", "minister", *(f"more{n}" for n in range(12))}))
    rare, common = (Signs(concepts=rest | {each}) for each in ("tractor", "minister"))
    assert _odds(rare, both, rarity) > _odds(common, both, rarity) > 0
    rare, common = (Signs(skeletons=frozenset({each})) for each in ("rvkv", "prsd"))
    assert _odds(rare, rare, rarity) > _odds(common, common, rarity) > 0
    rare, common = (Signs(numbers=frozenset({each})) for each in ("421600000", "100"))
    assert _odds(rare, rare, rarity) > _odds(common, common, rarity) > 0


def _odds(one: Signs, other: Signs, rarity: Rarity) -> float:
    return across(Spoken(one), Spoken(other), rarity).odds


def test_other_numbers_and_other_people_count_against() -> None:
    rarity = Rarity()
    assert _odds(Signs(numbers=frozenset({"48"})), Signs(numbers=frozenset({"36"})), rarity) < 0
    one, other = (Signs(names=frozenset({name})) for name in ("person.a", "person.b"))
    assert _odds(one, other, rarity) < 0
    assert _odds(Signs(), Signs(numbers=frozenset({"36"}), names=frozenset({"person.a"})), rarity) == 0


def test_what_both_speak_of_and_how_much_is_said_in_words() -> None:
    rarity = Rarity()
    for _ in range(9):
        rarity.add(Keys("", [], [hashed(CONCEPTS, "!plan")]))
    one = Spoken(Signs(concepts=frozenset({"!plan", "!oil_product", "plan", "oil_product"})))
    assert subjects(across(one, one, rarity), rarity, 4) == ["oil product", "plan"]
    assert figures({"48000000", "1250", "14.2", "152400000", "2000000000"}) == [
        "2 billion", "152.4 million", "48 million", "1,250", "14.2",
    ]  # fmt: skip


SIGNS = st.builds(
    Signs,
    concepts=st.frozensets(st.sampled_from(["tractor", "!tractor", "plan", "!plan", "gas"])),
    skeletons=st.frozensets(st.sampled_from(["rvkv", "fzl"])),
    numbers=st.frozensets(st.sampled_from(["48", "36", "14.2"])),
    names=st.frozensets(st.sampled_from(["person.a", "org.b", "place.c"])),
)


@given(SIGNS, SIGNS)
def test_the_measure_is_the_same_from_both_sides_and_bounded(one: Signs, other: Signs) -> None:
    rarity = Rarity()
    assert _odds(one, other, rarity) == pytest.approx(_odds(other, one, rarity))
    assert -5 < _odds(one, other, rarity) < 15
