"""What did not happen, or is denied, is no event; who receives and what is ahead is read off the words."""

import pytest

from tests.reading.events.told import PAIR, main, told


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ru", "Александр Лукашенко не поедет в Азербайджан в мае"),
        ("ru", "Лукашенко никогда не встречался с Алиевым"),
        ("ru", "Минск опроверг визит Лукашенко в Баку"),
        ("en", "Lukashenko will not visit Azerbaijan"),
        ("en", "Lukashenko did not visit Azerbaijan"),
        ("en", "Belarus denies talks with Azerbaijan"),
        ("en", "Minsk denied that the foreign ministers of Belarus and Azerbaijan had met in Baku"),
        ("az", "Lukaşenko Azərbaycana səfər etməyəcək"),
        ("az", "Belarus Azərbaycanla danışıqları təkzib edib"),
        ("be", "Лукашэнка не паедзе ў Азербайджан"),
        ("be", "Мінск абверг візіт Лукашэнкі ў Баку"),
        ("tr", "Lukaşenko Azerbaycan'ı ziyaret etmeyecek"),
        ("tr", "Minsk, Lukaşenko'nun Bakü ziyaretini yalanladı"),
        ("ru", "Ни США, ни Китай, ни Азербайджан с визитом первых лиц не прислали"),
    ],
)
def test_what_is_negated_or_denied_is_no_event(language: str, title: str) -> None:
    assert told(title, "", language) == ()


@pytest.mark.parametrize(
    ("language", "title", "status"),
    [
        ("en", "Lukashenko not only visited Azerbaijan", "done"),
        ("ru", "Лукашенко не только посетил Азербайджан", "done"),
        ("ru", "Визит Лукашенко в Баку не состоится", "cancelled"),
        ("en", "Lukashenko denied the claims after talks with Aliyev in Baku", "done"),
        ("az", "İlham Əliyev Lukaşenko ilə görüşüb və sənəd imzalamayıb", "done"),
    ],
)
def test_a_not_that_is_about_something_else_and_a_visit_called_off_stay(
    language: str, title: str, status: str
) -> None:  # fmt: skip
    assert {event.status for event in told(title, "", language)} == {status}


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("ru", "Премьер-министр Беларуси в Баку", "Вечером его принял Ильхам Алиев."),
        ("ru", "Премьер-министр Беларуси прилетел в Баку, где его принял Ильхам Алиев", ""),
        ("be", "Прэм'ер-міністр Беларусі ў Баку", "Яго прыняў Ільхам Аліеў."),
        ("az", "Belarusun Baş naziri Bakıdadır", "Onu İlham Əliyev qəbul edib."),
        ("tr", "Belarus Başbakanı Bakü'de", "Onu İlham Aliyev kabul etti."),
        ("en", "Belarusian prime minister in Baku", "He was received by Ilham Aliyev."),
    ],
)
def test_who_receives_him_is_the_host(language: str, title: str, body: str) -> None:
    received = [event for event in told(title, body, language) if event.kind == "meeting_received"]
    assert [(event.host, event.guest) for event in received] == [("AZ", "BY")]


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [
        ("en", "Lukashenko's state visit to Azerbaijan begins tomorrow", "2024-05-18"),
        ("be", "Заўтра пачынаецца дзяржаўны візіт Лукашэнкі ў Азербайджан", "2024-05-18"),
        ("az", "Lukaşenkonun Azərbaycana dövlət səfəri sabah başlayır", "2024-05-18"),
        ("tr", "Lukaşenko'nun Azerbaycan'a devlet ziyareti yarın başlıyor", "2024-05-18"),
        ("tr", "Perşembe günü Minsk'te Azerbaycan ile Belarus arasında imza töreni var", "2024-05-23"),
    ],
)
def test_what_is_ahead_by_its_day(language: str, title: str, day: str) -> None:
    event = main(title, "", language)
    assert (event.status, event.day) == ("planned", day)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Ilham Aliyev is expected in Minsk next week"),
        ("ru", "Ильхама Алиева ждут в Минске"),
        ("az", "İlham Əliyev Minskdə gözlənilir"),
        ("be", "Ільхама Аліева чакаюць у Мінску"),
        ("tr", "İlham Aliyev Minsk'te bekleniyor"),
    ],
)
def test_somebody_expected_in_a_country_is_a_visit_ahead(language: str, title: str) -> None:
    (event,) = told(title, "", language)
    assert (event.kind, event.guest, event.host) == ("visit_planned_or_invited", "AZ", "BY")


def test_rain_expected_in_a_country_is_no_visit() -> None:
    assert told("Azerbaijan and Belarus: growth is expected in Azerbaijan", "", "en") == ()


def test_who_acts_in_other_clauses_has_not_signed() -> None:
    body = "Британский премьер привёз предложения, испанский говорил о торговле, президенты стран Азии подписали соглашение."
    assert told("Саммит", body, "ru") == ()


def test_a_town_of_which_is_talked_is_neither_side_nor_place() -> None:
    body = "They discussed the assembly of machines in Ganja and the supply of spare parts."
    (event,) = told("Lukashenko and Aliyev met in Minsk", body, "en")
    assert (event.host, event.place) == ("BY", "place.minsk")


def test_an_envoy_is_summoned_by_the_other_country_of_the_article() -> None:
    lead = "Azərbaycan Belarusa etiraz edib."
    title = "Belarusun səfiri Xarici İşlər Nazirliyinə çağırılıb və ona etiraz notası verilib"
    event = main(title, lead, "az")
    assert (event.kind, frozenset(event.sides), event.recipients) == ("summons_protest", PAIR, ("country.belarus",))
