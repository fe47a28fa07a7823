"""Which story an article joins: copies, the same dealing, other languages; and what is never thrown together."""

from __future__ import annotations

import random
from typing import Any

import pytest

from monitor.model.limits import DAY, HOUR, Limits
from monitor.model.story import OpenStory, StoryKey
from monitor.stories import assign, key, news

LIMITS = Limits()
NOON = 1_715_688_000
PAIR = ("country.azerbaijan", "country.belarus")
LEADERS = (*PAIR, "person.aliyev", "person.lukashenko")


def article(number: int, title: str, lead: str = "", *, names: tuple[str, ...] = LEADERS, **more: Any) -> StoryKey:
    values: dict[str, Any] = {
        "rules": ("az-by",), "spellings": (), "language": "en", "outlet": "belta", "when": NOON,
    }  # fmt: skip
    return key(number, title, lead, names=names, **(values | more))


def joined(new: StoryKey, *members: StoryKey) -> tuple[int | None, int | None, str]:
    """Story, original and reason for `new` beside one open story of these members."""
    found = assign(new, [OpenStory(7, members)], LIMITS)
    return found.story, found.copy_of, found.reason


ARRIVAL = {
    "en": "Lukashenko arrives in Baku, met at Heydar Aliyev airport by a guard of honour and ministers",
    "ru": "Лукашенко прибыл в Баку, в аэропорту имени Гейдара Алиева его встретил почетный караул и министры",
    "az": "Lukaşenko Bakıya gəlib, Heydər Əliyev aeroportunda fəxri qarovul dəstəsi və nazirlər onu qarşılayıb",
    "be": "Лукашэнка прыбыў у Баку, у аэрапорце імя Гейдара Аліева яго сустрэла ганаровая варта і міністры з аб'яднання",
}
TRADE = {
    "en": "Trade turnover grew by a third in the first quarter, the statistics committee reports in Minsk",
    "ru": "Товарооборот вырос на треть в первом квартале, сообщает в Минске комитет по статистике",
    "az": "Ticarət dövriyyəsi birinci rübdə üçdə bir artıb, Minskdə statistika komitəsi məlumat verir",
    "be": "Тавараабарот вырас на траціну ў першым квартале, паведамляе ў Мінску камітэт па статыстыцы",
}
LANGUAGES = sorted(ARRIVAL)


def test_the_first_article_opens_a_story() -> None:
    found = assign(article(1, ARRIVAL["en"]), [], LIMITS)
    assert (found.story, found.copy_of, found.reason) == (None, None, "opens a story")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_title_is_a_copy_whatever_its_letters(language: str) -> None:
    first = article(1, ARRIVAL[language], language=language)
    again = article(2, f"«{ARRIVAL[language].upper()}»".strip("«»"), language=language, outlet="azertac")
    assert joined(again, first)[:2] == (7, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_the_same_words_under_another_title_are_a_copy(language: str) -> None:
    words = ARRIVAL[language]
    first = article(1, words, TRADE[language], language=language)
    again = article(2, words.split(",")[0], f"{words}. {TRADE[language]}", language=language)
    story, copy_of, reason = joined(again, first)
    assert (story, copy_of) == (7, 1)
    assert reason == "same text as article 1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_dealing_of_the_same_people_is_another_story(language: str) -> None:
    first = article(1, ARRIVAL[language], language=language)
    assert joined(article(2, TRADE[language], language=language), first)[0] is None


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "Presidents open a Belarusian tractor plant in Ganja after talks", "Tractor plant opens in Ganja, presidents hold talks on industry"),
        ("ru", "Президенты открыли завод тракторов в Гяндже после переговоров", "В Гяндже открыт завод тракторов, президенты провели переговоры"),
        ("az", "Prezidentlər Gəncədə traktor zavodunun açılışında iştirak ediblər", "Gəncədə traktor zavodu açılıb, açılışda prezidentlər iştirak edib"),
        ("be", "Прэзідэнты адкрылі трактарны завод у Гянджы пасля перамоў", "У Гянджы адкрыты трактарны завод, прэзідэнты правялі перамовы"),
    ],
)  # fmt: skip
def test_the_same_words_in_another_order_are_the_same_story_and_no_copy(language: str, first: str, second: str) -> None:
    story, copy_of, reason = joined(article(2, second, language=language), article(1, first, language=language))
    assert (story, copy_of) == (7, None)
    assert reason == "same words as article 1"


TEMPLATES = [
    ("en", "President congratulates the leader of {} on the national holiday and wishes the people peace", "Kazakhstan", "Belarus"),
    ("ru", "Президент поздравил лидера {} с национальным праздником и пожелал народу мира", "Казахстана", "Беларуси"),
    ("az", "Prezident {} liderini milli bayram münasibətilə təbrik edib və xalqa sülh arzulayıb", "Qazaxıstan", "İsveçrə"),
    ("be", "Прэзідэнт павіншаваў лідара {} з нацыянальным святам і пажадаў народу міру і здароўя", "Казахстана", "Азербайджана"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "template", "one", "other"), TEMPLATES)
def test_letters_from_one_template_are_never_one_story(language: str, template: str, one: str, other: str) -> None:
    """Their words agree almost wholly; what tells them apart is whom they name."""
    keys = [
        article(
            n, template.format(name), names=(*PAIR, f"person.of-{name}"), spellings=(name,), language=language,
        )
        for n, name in enumerate((one, other))
    ]  # fmt: skip
    assert joined(keys[1], keys[0])[0] is None


def test_bulletins_that_differ_in_their_figures_are_no_copies() -> None:
    """One story they may be: a toll that rises is the same dealing."""
    text = "Товарооборот Беларуси и Азербайджана за {} год составил {} млн долларов, сообщил комитет"
    keys = [article(n, text.format(*figures), language="ru") for n, figures in enumerate(((2022, 370), (2023, 415)))]
    assert joined(keys[1], keys[0])[1] is None


def test_one_name_more_on_one_side_alone_is_still_a_copy() -> None:
    """An outlet that adds its own paragraph has not made another event."""
    first = article(1, ARRIVAL["en"])
    longer = article(2, ARRIVAL["en"], TRADE["en"], names=(*LEADERS, "org.eaeu"))
    assert joined(longer, first)[:2] == (7, 1)


def test_one_common_word_makes_no_copy() -> None:
    """A headline of hardly more than names is contained in every long report of the beat."""
    first = article(1, ARRIVAL["en"], f"Ministers received a delegation. {TRADE['en']}")
    bare = article(2, "Aliyev received Lukashenko", spellings=("Aliyev", "Lukashenko"))
    assert joined(bare, first)[:2] == (None, None)


def test_across_languages_the_same_people_within_half_a_day_are_one_story() -> None:
    first = article(1, ARRIVAL["en"])
    other = article(2, ARRIVAL["be"], language="be", when=NOON + 14 * HOUR)
    story, copy_of, reason = joined(other, first)
    assert (story, copy_of) == (7, None)
    assert "another language" in reason


def test_across_languages_a_later_day_is_another_dealing() -> None:
    late = article(2, ARRIVAL["ru"], language="ru", when=NOON + 14 * HOUR + 1)
    assert joined(late, article(1, ARRIVAL["en"]))[0] is None


def test_across_languages_two_countries_alone_prove_nothing() -> None:
    first = article(1, ARRIVAL["en"], names=PAIR)
    assert joined(article(2, TRADE["az"], names=PAIR, language="az"), first)[0] is None


def test_across_languages_another_topic_is_another_story() -> None:
    first = article(1, ARRIVAL["en"], names=(*LEADERS, "topic.oil"))
    other = article(2, ARRIVAL["ru"], names=(*LEADERS, "topic.culture"), language="ru")
    assert joined(other, first)[0] is None


def test_the_window_closes() -> None:
    first = article(1, ARRIVAL["en"])
    assert joined(article(2, ARRIVAL["en"], when=NOON + 3 * DAY), first)[0] == 7
    assert joined(article(2, ARRIVAL["en"], when=NOON + 3 * DAY + 1), first)[0] is None
    assert joined(article(2, ARRIVAL["en"], when=NOON - 3 * DAY - 1), first)[0] is None


def test_articles_without_a_common_rule_never_meet() -> None:
    other = article(2, ARRIVAL["en"], rules=("eaeu",))
    assert joined(other, article(1, ARRIVAL["en"]))[0] is None


def test_a_copy_is_preferred_to_a_likeness_in_whatever_order() -> None:
    like = article(1, "Guard of honour meets Lukashenko in Baku; ministers at the airport", "A state visit begins.")
    same = article(2, ARRIVAL["en"])
    stories = [OpenStory(10, (like,)), OpenStory(20, (same,))]
    for _ in range(4):
        random.shuffle(stories)
        found = assign(article(3, ARRIVAL["en"]), stories, LIMITS)
        assert (found.story, found.copy_of) == (20, 2)


def test_texts_without_a_single_word_are_no_copies_of_each_other() -> None:
    assert joined(article(2, "«…»"), article(1, "?!"))[0] is None
    assert joined(article(2, ""), article(1, ""))[0] is None


def test_spelled_names_are_no_words() -> None:
    made = article(1, "Əliyev Minskdə Lukaşenko ilə görüşüb", spellings=("Əliyev", "Lukaşenko"), language="az")
    assert not {stem for stem in made.stems if stem.startswith(("eliy", "əliy", "luka"))}
    assert len(made.stems) == 2


def test_a_storys_news_is_its_opening_and_a_first_report_of_a_side() -> None:
    sides = {"belta": "BY", "azertac": "AZ", "exile": None}
    minsk, baku, abroad = (article(n, "Визит", outlet=name) for n, name in enumerate(sides))
    assert news(minsk, [], sides) == "opened"
    assert news(baku, [minsk], sides) == "first report from an outlet of AZ"
    assert news(minsk, [minsk, baku], sides) == ""
    assert news(abroad, [minsk], sides) == ""
    assert news(article(9, "Визит", outlet="removed"), [minsk], sides) == ""
