"""pair: dealings between two countries, as against both being named."""

import pytest

from monitor.reading import pair
from monitor.reading.pair import APART, LISTED, OTHER_PAIR, PairResult
from tests.lexicon.shipped import shipped

AZ, BY = "country.azerbaijan", "country.belarus"


def judged(text: str, title: str = "", a: str = AZ, b: str = BY) -> PairResult:
    lexicon = shipped()
    return pair(lexicon.scan(title, text), lexicon, a, b)


@pytest.mark.parametrize(
    "text",
    [
        "Lukashenko arrived in Azerbaijan on a state visit.",
        "Президент Беларуси встретился с Ильхамом Алиевым.",
        "Прэзідэнт Азербайджана прыбыў у Мінск.",
        "İlham Əliyev Lukaşenkoya zəng edib.",
        "Belarus heyeti Bakü'ye geldi.",
        "Делегация МАЗ-а и БелАЗа посетила завод в Баку.",
        "Пiнский завод. Белорусско-азербайджанская комиссия собралась.",
        "Azerbaijan-Belarus trade grew.",
        "Ryzhenkov. Maxim Ryzhenkov met Jeyhun Bayramov in Ankara.",
    ],
)
def test_both_sides_in_one_sentence_hold(text: str) -> None:
    result = judged(text)
    assert result.holds
    assert result.mentions
    assert result.reason == ""


def test_both_sides_in_title_and_lead_hold() -> None:
    assert judged("Гость прибыл утром. Алиев встретил его.", title="Лукашенко в Баку").holds
    assert judged("Переговоры прошли в Минске. Затем гости уехали.", title="Визит президента Азербайджана").holds


def test_sides_apart_in_a_long_text_do_not_hold() -> None:
    result = judged("Баку строит дороги. Их много. Их будет больше. Минск строит метро.")
    assert (result.holds, result.mentions, result.reason) == (False, (), APART)


@pytest.mark.parametrize("text", ["Armenia and Azerbaijan met.", "Лукашенко принял рапорт.", ""])
def test_without_both_sides_there_is_no_reason_to_give(text: str) -> None:
    assert judged(text) == PairResult(holds=False)


@pytest.mark.parametrize(
    "text",
    [
        "The summit gathers the presidents of Armenia, Azerbaijan, Belarus and Kazakhstan.",
        "На саммит прибыли лидеры России, Азербайджана, Беларуси и Узбекистана.",
        "Участие подтвердили Владимир Путин, Эмомали Рахмон, Ильхам Алиев (Азербайджан) и Александр Лукашенко (Беларусь).",
        "У саміце ўдзельнічаюць Азербайджан, Беларусь і Казахстан.",
        "Sammitdə Azərbaycan, Belarus və Qazaxıstan iştirak edir.",
        "Zirveye Azerbaycan, Belarus ve Kazakistan katıldı.",
        "Russian President Vladimir Putin, Azerbaijani President Ilham Aliyev, Belarusian President Alexander Lukashenko arrived.",
        "Exports to Russia, Belarus, Ukraine and Azerbaijan fell.",
    ],
)
def test_a_list_of_countries_does_not_hold(text: str) -> None:
    result = judged(text)
    assert (result.holds, result.reason) == (False, LISTED)


@pytest.mark.parametrize(
    "text",
    [
        "Lukashenko told Aliyev that goods from Belarus reach Iran through Azerbaijan.",
        "Лукашенко и Алиев обсудили в Москве поставки нефти в Беларусь через Грузию и Украину.",
        "The presidents of Azerbaijan, Belarus and Kazakhstan arrived, and Lukashenko met Aliyev apart.",
        "Belarus and Azerbaijan signed a paper; Russia and Armenia did not.",
    ],
)
def test_a_sentence_that_names_third_countries_besides_still_holds(text: str) -> None:
    assert judged(text).holds


def test_another_pair_at_the_centre_does_not_hold() -> None:
    """Azerbaijan-Russia news that recalls an old meeting in its last sentence."""
    body = "Putin received Aliyev. They spoke of gas. The talks were long. Earlier Aliyev and Lukashenko met in Minsk."
    result = judged(body, title="Aliyev and Putin meet in Moscow")
    assert (result.holds, result.reason) == (False, OTHER_PAIR)


def test_masked_names_are_no_side() -> None:
    assert not judged("The OSCE Minsk Group co-chairs visited Baku.").holds
    assert not judged("Lukashenko landed at Heydar Aliyev airport.").mentions


@pytest.mark.parametrize(
    ("text", "a", "b", "holds"),
    [
        ("Президенты Казахстана и Турции подписали договор.", "KZ", "TR", True),
        ("Tokayev called Erdogan.", "KZ", "TR", True),
        ("Yaponiyanın baş naziri Norveçə gəlib.", "JP", "NO", True),
        ("Премьер Японии прибыл в Норвегию.", "JP", "NO", True),
        ("Премьер Японии прибыл в Швецию.", "JP", "NO", False),
    ],
)
def test_any_pair_works_by_iso_code(text: str, a: str, b: str, *, holds: bool) -> None:
    lexicon = shipped()
    one, other = lexicon.resolve(a), lexicon.resolve(b)
    assert one
    assert other
    assert judged(text, a=one, b=other).holds is holds


def test_a_group_stands_for_any_of_its_members() -> None:
    held = judged("Токаев прибыл в Баку.", b="group.eaeu_states")
    assert held.holds
    assert [mention.surface for mention in held.mentions] == ["Токаев", "Баку"]
    listed_only = judged("На саммите Азербайджан, Беларусь и Казахстан.", b="group.eaeu_states")
    assert (listed_only.holds, listed_only.reason) == (False, LISTED)
    assert not judged("Макрон прибыл в Баку.", b="group.eaeu_states").holds


def test_a_country_is_no_pair_with_itself() -> None:
    assert not judged("Баку принимает гостей.", b=AZ).holds


def test_the_deciding_mentions_name_each_thing_once_in_reading_order() -> None:
    result = judged("Погода хороша. Лукашенко прибыл в Азербайджан, Лукашенко встретил Алиев.")
    assert [mention.surface for mention in result.mentions] == ["Лукашенко", "Азербайджан", "Алиев"]
