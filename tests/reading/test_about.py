"""about: what the article is about, never that a word occurs."""

import pytest

from monitor.reading import about
from tests.lexicon.shipped import shipped


def deciding(text: str, title: str = "", name: str = "topic.sport") -> list[str]:
    lexicon = shipped()
    return [mention.surface for mention in about(lexicon.scan(title, text), lexicon, name)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Azerbaijan hold Belarus to a goalless draw in Baku", ""),
        ("Сборная Беларуси сыграла с Азербайджаном", "Матч прошёл в Минске. Команды голов не забили."),
        ("Азербайджан прыме зборную Беларусі", "Футбольны матч пройдзе ў Баку. Білеты прададзены."),
        ("Azərbaycan Belarusu udub", "Millətlər Liqasında yığma komanda qalib gəlib. Futbol azarkeşləri sevinir."),
        ("Belarus-Azerbaycan", "UEFA Uluslar Ligi maçı Minsk'te oynandı. Milli takım kazandı."),
        ("Nil all", "The UEFA match ended without goals. The head coach praised his goalkeeper."),
    ],
)
def test_a_match_report_is_about_sport(title: str, text: str) -> None:
    assert deciding(text, title)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Лукашенко и Алиев обсудили торговлю", "Стороны отметили сотрудничество в культуре, образовании и спорте."),
        (
            "Presidents speak by telephone",
            "He thanked his colleague for the European Games and its medals. They spoke of trade. They will meet.",
        ),
        ("Dövlət səfəri", "Mədəniyyət, turizm və idman sahəsində əməkdaşlıq müzakirə olunub. Sənədlər imzalanıb."),
        ("", ""),
    ],
)
def test_a_word_of_sport_in_other_news_is_not_what_it_is_about(title: str, text: str) -> None:
    assert deciding(text, title) == []


def test_the_title_decides_and_is_shown() -> None:
    assert deciding("В Минске подписан договор. Он о футболе.", title="Футбол объединяет") == ["Футбол"]


def test_a_text_without_a_title_is_read_by_its_first_sentence() -> None:
    assert deciding("Azerbaijan hold Belarus to a goalless draw in Baku") == ["goalless draw"]


def test_a_good_share_of_the_sentences_decides() -> None:
    title, calm = "Новости дня", "Прошло утро. Прошёл день. "
    loud = "Матч отложен. Вратарь сборной команды заболел. "
    assert deciding(calm + loud, title)
    assert deciding(calm * 4 + loud, title) == []


def test_it_is_about_a_group_if_about_any_member() -> None:
    assert deciding("", title="Казахстан строит дорогу", name="group.eaeu_states") == ["Казахстан"]
    assert deciding("", title="Италия строит дорогу", name="group.eaeu_states") == []
