"""Where and when: invented texts with a place, a date, a plan, a postponement, history."""

import pytest

from tests.reading.events.told import DAY, main, told


@pytest.mark.parametrize(
    ("language", "title", "body", "place"),
    [
        ("en", "Lukashenko met with Ilham Aliyev in Baku", "", "place.baku"),
        ("ru", "Лукашенко встретился с Ильхамом Алиевым в Баку", "", "place.baku"),
        ("be", "Лукашэнка сустрэўся з Ільхамам Аліевым у Мінску", "", "place.minsk"),
        ("az", "İlham Əliyev Minskdə Lukaşenko ilə görüşüb", "", "place.minsk"),
        ("tr", "Lukaşenko, Bakü'de İlham Aliyev ile görüştü", "", "place.baku"),
        ("de", "Lukaschenko traf Ilham Alijew in Minsk", "", "place.minsk"),
        ("pl", "Łukaszenko spotkał się z Ilhamem Alijewem w Mińsku", "", "place.minsk"),
        ("ru", "Ильхам Алиев и Лукашенко встретились в Душанбе", "", "country.tajikistan"),
        ("en", "Ilham Aliyev received Lukashenko", "The leaders met at the Zagulba residence.", "place.baku"),
        ("ru", "Переговоры Лукашенко и Ильхама Алиева", "Переговоры прошли во Дворце Независимости.", "place.minsk"),
        ("en", "Lukashenko arrived in Azerbaijan on a state visit", "", "country.azerbaijan"),
        ("az", "İlham Əliyev Belarusa rəsmi səfərə yollanıb", "", "country.belarus"),
        ("en", "Lukashenko and Ilham Aliyev", "MINSK, 11 November (BelTA) - Lukashenko met with Ilham Aliyev.", "place.minsk"),
        ("en", "Talks", "MINSK, 11 November (BelTA) - Lukashenko is holding talks with Ilham Aliyev in Baku.", "place.baku"),
        ("en", "Lukashenko phoned Ilham Aliyev from Minsk", "", ""),
    ],
)  # fmt: skip
def test_where(language: str, title: str, body: str, place: str) -> None:
    """Said before venue, before where a visit goes, before the agency's dateline; a call happens nowhere."""
    assert main(title, body, language, "2024-11-11").place == place


def test_the_side_at_home_is_the_host() -> None:
    event = main("Belarusian foreign minister met with Jeyhun Bayramov in Baku")
    assert (event.host, event.guest, event.place_said) == ("AZ", "BY", "Baku")


def test_talks_of_two_in_a_third_country() -> None:
    (event,) = told("Ararat Mirzoyan and Jeyhun Bayramov held talks in Minsk")
    assert (event.kind, set(event.sides), event.host) == ("third_country_talks_hosted", {"AM", "AZ"}, "BY")


@pytest.mark.parametrize(
    ("language", "body", "day", "until", "day_from"),
    [
        ("en", "Lukashenko met with Ilham Aliyev in Baku on 16 May.", "2024-05-16", "", "said"),
        ("en", "Lukashenko met with Ilham Aliyev in Baku on May 16, 2024.", "2024-05-16", "", "said"),
        ("en", "Lukashenko was on a state visit to Azerbaijan on 15-17 May.", "2024-05-15", "2024-05-17", "said"),
        ("ru", "Лукашенко с 15 по 17 мая был в Азербайджане с государственным визитом.", "2024-05-15", "2024-05-17", "said"),
        ("be", "16 мая Лукашэнка сустрэўся з Ільхамам Аліевым.", "2024-05-16", "", "said"),
        ("az", "Mayın 16-da İlham Əliyev Lukaşenko ilə görüşüb.", "2024-05-16", "", "said"),
        ("tr", "Lukaşenko 16 Mayıs'ta İlham Aliyev ile görüştü.", "2024-05-16", "", "said"),
        ("de", "Lukaschenko traf am 16. Mai Ilham Alijew.", "2024-05-16", "", "said"),
        ("en", "Lukashenko met with Ilham Aliyev yesterday.", "2024-05-16", "", "relative"),
        ("ru", "Сегодня Лукашенко встретился с Ильхамом Алиевым.", DAY, "", "relative"),
        ("az", "Dünən İlham Əliyev Lukaşenko ilə görüşüb.", "2024-05-16", "", "relative"),
        ("be", "Учора Лукашэнка сустрэўся з Ільхамам Аліевым.", "2024-05-16", "", "relative"),
        ("en", "Lukashenko met with Ilham Aliyev on Thursday.", "2024-05-16", "", "weekday"),
        ("ru", "В среду Лукашенко встретился с Ильхамом Алиевым.", "2024-05-15", "", "weekday"),
        ("en", "Lukashenko met with Ilham Aliyev.", DAY, "", "assumed"),
    ],
)  # fmt: skip
def test_when(language: str, body: str, day: str, until: str, day_from: str) -> None:
    event = main("", body, language)
    assert (event.day, event.until, event.day_from, event.background) == (day, until, day_from, False)


def test_an_article_without_a_date_leaves_the_day_open() -> None:
    event = main("Lukashenko met with Ilham Aliyev", "", "en", "")
    assert (event.day, event.day_from) == ("", "")


@pytest.mark.parametrize(
    ("language", "title", "kind", "visit", "status", "day"),
    [
        ("en", "Lukashenko to visit Azerbaijan on 2 October", "visit_planned_or_invited", "", "planned", "2024-10-02"),
        ("en", "Ilham Aliyev's official visit to Belarus scheduled for 2 June", "visit_planned_or_invited", "visit_official", "planned", "2024-06-02"),
        ("en", "Lukashenko's state visit to Azerbaijan postponed", "visit_cancelled_or_postponed", "visit_state", "postponed", DAY),
        ("en", "Lukashenko puts off his state visit to Azerbaijan", "visit_cancelled_or_postponed", "visit_state", "postponed", DAY),
        ("en", "Ilham Aliyev reschedules official visit to Belarus", "visit_cancelled_or_postponed", "visit_official", "postponed", DAY),
        ("en", "Lukashenko cancels working visit to Azerbaijan", "visit_cancelled_or_postponed", "visit_working", "cancelled", DAY),
        ("en", "Lukashenko, Ilham Aliyev hold phone talks ahead of a meeting", "phone_call", "", "done", DAY),
        ("en", "Lukashenko is holding talks with Ilham Aliyev", "meeting_received", "", "under_way", DAY),
        ("en", "Azerbaijan and Belarus to sign agreement", "signing_planned", "", "planned", ""),
        ("en", "Lukashenko and Ilham Aliyev will meet on 3 June", "meeting_received", "", "planned", "2024-06-03"),
        ("ru", "Лукашенко посетит Азербайджан с государственным визитом", "visit_planned_or_invited", "visit_state", "planned", ""),
        ("ru", "Официальный визит Лукашенко в Азербайджан отложен", "visit_cancelled_or_postponed", "visit_official", "postponed", DAY),
        ("ru", "Лукашенко откладывает официальный визит в Азербайджан", "visit_cancelled_or_postponed", "visit_official", "postponed", DAY),
        ("ru", "Лукашенко отменил рабочую поездку в Азербайджан", "visit_cancelled_or_postponed", "visit_working", "cancelled", DAY),
        ("ru", "Беларусь и Азербайджан подпишут соглашение", "signing_planned", "", "planned", ""),
        ("ru", "Проходят переговоры Лукашенко и Ильхама Алиева", "meeting_received", "", "under_way", DAY),
        ("ru", "Ожидается, что Лукашенко и Ильхам Алиев проведут переговоры", "meeting_received", "", "planned", ""),
        ("be", "Лукашэнка наведае Азербайджан з афіцыйным візітам", "visit_planned_or_invited", "visit_official", "planned", ""),
        ("be", "Дзяржаўны візіт Лукашэнкі ў Азербайджан адкладзены", "visit_cancelled_or_postponed", "visit_state", "postponed", DAY),
        ("be", "Лукашэнка пераносіць дзяржаўны візіт у Азербайджан", "visit_cancelled_or_postponed", "visit_state", "postponed", DAY),
        ("az", "Lukaşenko Azərbaycana dövlət səfəri edəcək", "visit_planned_or_invited", "visit_state", "planned", ""),
        ("az", "Lukaşenkonun Azərbaycana rəsmi səfəri təxirə salınıb", "visit_cancelled_or_postponed", "visit_official", "postponed", DAY),
        ("az", "Azərbaycanla Belarus arasında saziş imzalanacaq", "signing_planned", "", "planned", ""),
        ("az", "İlham Əliyev Lukaşenko ilə görüşəcək", "meeting_received", "", "planned", ""),
        ("tr", "Lukaşenko Azerbaycan'ı ziyaret edecek", "visit_planned_or_invited", "", "planned", ""),
        ("tr", "Lukaşenko'nun Azerbaycan'a resmi ziyareti ertelendi", "visit_cancelled_or_postponed", "visit_official", "postponed", DAY),
        ("uk", "Лукашенко відвідає Азербайджан з офіційним візитом", "visit_planned_or_invited", "visit_official", "planned", ""),
    ],
)  # fmt: skip
def test_how_far_it_is(language: str, title: str, kind: str, visit: str, status: str, day: str) -> None:
    """A visit that is only announced or put off is of a kind of its own and keeps the kind that was named."""
    event = main(title, "", language)
    assert (event.kind, event.visit, event.status, event.day) == (kind, visit, status, day)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Since the state visit of Lukashenko to Azerbaijan in May of this year trade has grown."),
        ("en", "In 2019 Ilham Aliyev and Lukashenko signed a declaration."),
        ("en", "Lukashenko and Ilham Aliyev had earlier signed an agreement."),
        ("en", "On 16 May 2024 Lukashenko met with Ilham Aliyev in Baku."),
        ("en", "The ambassador recalled the state visit of Lukashenko to Azerbaijan."),
        ("ru", "Ранее Лукашенко и Ильхам Алиев подписали план."),
        ("ru", "В мае этого года Лукашенко посетил Азербайджан с государственным визитом."),
        ("ru", "После недавнего визита Лукашенко в Азербайджан торговля выросла."),
        ("ru", "За последние годы Лукашенко и Ильхам Алиев встречались не раз."),
        ("be", "Раней Лукашэнка наведаў Азербайджан з дзяржаўным візітам."),
        ("be", "У маі гэтага года Лукашэнка сустрэўся з Ільхамам Аліевым у Баку."),
        ("az", "Xatırladaq ki, Lukaşenko may ayında Azərbaycana dövlət səfəri edib."),
        ("az", "2019-cu ildə İlham Əliyev Lukaşenko ilə görüşüb."),
        ("az", "Ötən il Lukaşenko Azərbaycana rəsmi səfərə gəlib."),
        ("tr", "Lukaşenko daha önce Azerbaycan'a resmi ziyarette bulunmuştu."),
        ("tr", "Geçen yıl Lukaşenko, İlham Aliyev ile görüştü."),
    ],
)
def test_history_is_marked_and_is_not_the_news(language: str, body: str) -> None:
    """The article is of November, the title tells of trade."""
    title = {"ru": "Торговля растет", "be": "Гандаль расце", "az": "Ticarət artır", "tr": "Ticaret artıyor"}
    events = told(title.get(language, "Trade grows"), body, language, "2024-11-20")
    assert events
    assert all(event.background for event in events)


def test_a_fresh_date_is_no_history() -> None:
    """Ten days back still is news."""
    assert not main("", "On 10 May Lukashenko met with Ilham Aliyev.").background
    assert told("", "On 5 May Lukashenko met with Ilham Aliyev.")[0].background
