"""Dealings that took place, in sentences of our own: kind, day, place and level come out as in the records."""

import pytest

from tests.reading.events.told import main, told


@pytest.mark.parametrize(
    ("published", "language", "title", "body", "kind", "day", "place", "level"),
    [
        ("2013-11-21", "ru", "Лукашенко и Ильхам Алиев провели переговоры в Баку",
         "20 ноября президент Беларуси прибыл в Баку с официальным визитом.",
         "meeting_received", "2013-11-20", "place.baku", "president"),
        ("2016-11-28", "en", "Official visit of Alexander Lukashenko to Azerbaijan begins",
         "The president of Belarus arrived in Baku on 28 November.",
         "visit_official", "2016-11-28", "place.baku", "president"),
        ("2018-11-13", "ru", "Лукашенко принял посла Азербайджана", "Встреча прошла в Минске 13 ноября.",
         "meeting_received", "2018-11-13", "place.minsk", "ambassador"),
        ("2018-11-19", "en", "Ilham Aliyev in Minsk on an official visit", "Lukashenko met the guest on 19 November.",
         "visit_official", "2018-11-19", "place.minsk", "president"),
        ("2019-07-02", "az", "İlham Əliyev Lukaşenkoya zəng edib",
         "İyulun 2-də Azərbaycan Prezidenti Belarus Prezidentini təbrik edib.",
         "phone_call", "2019-07-02", "", "president"),
        ("2020-05-13", "az", "Azərbaycan və Belarus xarici işlər nazirləri telefonla danışıblar", "Söhbət mayın 13-də olub.",
         "phone_call", "2020-05-13", "", "foreign_minister"),
        ("2020-12-04", "en", "Belarusian ambassador ends his mission in Azerbaijan",
         "Foreign Minister Jeyhun Bayramov met with Ambassador Gennady Akhramovich on 4 December.",
         "meeting_received", "2020-12-04", "country.azerbaijan", "ambassador"),
        ("2021-02-16", "fr", "L'ambassadeur du Bélarus présente ses lettres de créance à Ilham Aliev", "",
         "credentials", "2021-02-16", "", "ambassador"),
        ("2021-04-14", "ru", "Лукашенко в Баку с рабочим визитом", "14 апреля с ним один на один поговорил Ильхам Алиев.",
         "visit_working", "2021-04-14", "place.baku", "president"),
        ("2021-05-22", "be", "Лукашэнка пазваніў Ільхаму Аліеву", "Тэлефонная размова адбылася 22 мая.",
         "phone_call", "2021-05-22", "", "president"),
        ("2023-05-15", "en", "Azerbaijan, Belarus hold 13th session of intergovernmental commission", "",
         "intergovernmental_commission", "2023-05-15", "", ""),
        ("2024-02-16", "de", "Botschafter Magerram Alijew überreicht Lukaschenko Beglaubigungsschreiben",
         "Beglaubigungsschreiben am 15. Februar in Minsk.", "credentials", "2024-02-15", "place.minsk", "ambassador"),
        ("2024-05-15", "en", "Jeyhun Bayramov received Sergei Aleinik in Baku", "",
         "meeting_received", "2024-05-15", "place.baku", "foreign_minister"),
        ("2024-05-15", "be", "Лукашэнка прыляцеў у Баку з дзяржаўным візітам", "Візіт пройдзе 15-17 мая.",
         "visit_state", "2024-05-15", "place.baku", "president"),
        ("2024-10-02", "ru", "Премьер-министр Азербайджана Али Асадов прибыл с официальным визитом в Минск", "",
         "visit_official", "2024-10-02", "place.minsk", "prime_minister"),
        ("2024-11-11", "en", "Lukashenko holding talks with Ilham Aliyev in Baku", "The talks began on 11 November.",
         "meeting_received", "2024-11-11", "place.baku", "president"),
        ("2025-05-06", "az", "İlham Əliyev Belarusun Baş nazirini qəbul edib", "Mayın 6-da Aleksandr Turçin Bakıda olub.",
         "meeting_received", "2025-05-06", "", "prime_minister"),
        ("2025-10-28", "ru", "В Баку прошло заседание межправкомиссии Беларуси и Азербайджана", "Сопредседатели подписали протокол 28 октября.",
         "intergovernmental_commission", "2025-10-28", "place.baku", ""),
    ],
)  # fmt: skip
def test_the_news(
    published: str, language: str, title: str, body: str, kind: str, day: str, place: str, level: str
) -> None:  # fmt: skip
    event = main(title, body, language, published)
    assert (event.kind, event.day, event.place, event.level, event.background) == (kind, day, place, level, False)


def test_a_russian_ambassador_is_summoned_in_baku() -> None:
    """Another pair's, and told in the passive."""
    (event,) = told("Посол России вызван в МИД Азербайджана", "Ему вручена нота протеста.", "ru", "2025-11-14")
    assert (event.kind, event.sides) == ("summons_protest", ("AZ", "RU"))
    assert (event.recipients, event.level) == (("country.russia",), "ambassador")


def test_three_leaders_at_a_summit() -> None:
    """Remarks exchanged in Dushanbe: one event with all three."""
    events = told("Lukashenko, Ilham Aliyev and Pashinyan spoke at CIS summit in Dushanbe", "", "en", "2025-10-10")
    assert {frozenset(event.sides) for event in events} == {frozenset({"BY", "AZ", "AM"})}
    assert {event.place for event in events} == {"country.tajikistan"}
