"""What a sentence leaves unsaid: an envoy's other country, the two that an article is about, a day by its week."""

import pytest

from monitor.model.article import Article
from monitor.model.source import Source
from monitor.reading.events import event_type
from monitor.reading.read import Reading
from tests.lexicon.shipped import shipped
from tests.reading.events.told import PAIR, main, reading, told


def at_home(title: str, language: str, country: str) -> Reading:
    """As an outlet of that country tells it."""
    lexicon = shipped()
    article = Article(
        1, "", title, "", language, None, 0, Source("x", "Outlet", "https://example.org/", country=country)
    )
    return Reading(article, lexicon.scan(title, "", language), lexicon)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ru", "Посол Беларуси вызван в МИД"),
        ("ru", "МИД вызвал посла Беларуси"),
        ("en", "Belarus ambassador summoned to foreign ministry"),
        ("az", "Belarusun səfiri XİN-ə çağırılıb"),
        ("be", "Пасол Беларусі выкліканы ў МЗС"),
        ("tr", "Belarus büyükelçisi Dışişleri Bakanlığına çağrıldı"),
    ],
)
def test_an_envoy_is_summoned_by_the_country_whose_outlet_tells_it(language: str, title: str) -> None:
    (event,) = at_home(title, language, "AZ").events
    assert (event.kind, event.sides, event.recipients) == ("summons_protest", ("AZ", "BY"), ("country.belarus",))
    assert told(title, "", language) == (), "nobody says who summoned him"


@pytest.mark.parametrize(
    ("language", "title", "kind"),
    [
        ("en", "Belarus appoints new ambassador to Azerbaijan", "ambassador_appointed"),
        ("ru", "Назначен новый посол Беларуси в Азербайджане", "ambassador_appointed"),
        ("az", "Belarusun Azərbaycana yeni səfiri təyin edilib", "ambassador_appointed"),
        ("be", "Прызначаны новы пасол Беларусі ў Азербайджане", "ambassador_appointed"),
        ("tr", "Belarus'un Bakü'ye yeni büyükelçisi atandı", "ambassador_appointed"),
        ("ru", "Лукашенко назначил посла в Азербайджане", "ambassador_appointed"),
        ("en", "Belarus recalls its ambassador to Azerbaijan", "recall_expel"),
    ],
)
def test_where_an_envoy_is_posted_is_the_other_side(language: str, title: str, kind: str) -> None:
    event = told(title, "", language)[0]
    assert (event.kind, event.sides) == (kind, ("BY", "AZ"))


def test_credentials_are_presented_to_the_country_of_the_outlet() -> None:
    event = at_home("Посол Азербайджана вручил верительные грамоты", "ru", "BY").events[0]
    assert (event.kind, event.sides) == ("credentials", ("AZ", "BY"))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Lukashenko to visit Azerbaijan next week"),
        ("ru", "Лукашенко посетит Азербайджан на следующей неделе"),
        ("az", "Lukaşenko gələn həftə Azərbaycana səfər edəcək"),
        ("be", "Лукашэнка наведае Азербайджан на наступным тыдні"),
        ("tr", "Lukaşenko gelecek hafta Azerbaycan'ı ziyaret edecek"),
        ("uk", "Лукашенко відвідає Азербайджан наступного тижня"),
    ],
)
def test_next_week_is_monday_to_sunday(language: str, title: str) -> None:
    event = main(title, "", language)
    assert (event.day, event.until, event.status) == ("2024-05-20", "2024-05-26", "planned")


@pytest.mark.parametrize(
    ("language", "lead", "further", "coarse"),
    [
        ("en", "The heads of the two ministries met on Tuesday.", "The Azerbaijani delegation spoke of visas. Belarus asked for help. Azerbaijan agreed. Belarus thanked.", "meeting"),
        ("ru", "Межправительственная комиссия провела пятнадцатое заседание.", "Азербайджанская сторона просила о станках. Белорусская сторона согласилась. В Азербайджане довольны. В Беларуси тоже.", "commission"),
        ("az", "Hökumətlərarası komissiyanın on beşinci iclası keçirilib.", "Azərbaycan tərəfi dəzgah istəyib. Belarus tərəfi razılaşıb. Azərbaycan razıdır. Belarus da.", "commission"),
        ("be", "Міжурадавая камісія правяла пятнаццатае пасяджэнне.", "Азербайджан прасіў станкі. Беларусь згадзілася. У Азербайджане задаволеныя. У Беларусі таксама.", "commission"),
        ("tr", "Karma ekonomik komisyon on beşinci toplantısını yaptı.", "Azerbaycan tezgâh istedi. Belarus kabul etti. Azerbaycan memnun. Belarus da memnun.", "commission"),
    ],
)  # fmt: skip
def test_a_lead_that_names_nobody_speaks_of_the_two_that_the_article_is_about(
    language: str, lead: str, further: str, coarse: str
) -> None:
    read = reading("Report", f"{lead} {further}", language)
    assert event_type(read.ground, read.events, (), PAIR) == coarse


def test_a_third_country_named_as_often_leaves_the_lead_open() -> None:
    text = "The joint commission met. Azerbaijan spoke. Belarus spoke. Georgia spoke. Azerbaijan agreed. Belarus agreed. Georgia agreed."
    assert not told("Report", text, "en")


def test_the_official_visit_itself_is_the_trip_of_the_headline() -> None:
    body = "The hotel was full. Flags hung everywhere. The official visit itself took less than a day."
    assert main("What Ilham Aliyev's trip to Minsk says of a friendship", body).kind == "visit_official"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "The co-chair of the intergovernmental commission received the ambassador of Azerbaijan in Minsk, Belarus"),
        ("ru", "Председатель белорусской части межправительственной комиссии встретился с министром экономики Азербайджана"),
        ("az", "Belarus-Azərbaycan hökumətlərarası komissiyasının həmsədri Azərbaycan iqtisadiyyat naziri ilə görüşüb"),
        ("be", "Старшыня беларускай часткі міжурадавай камісіі сустрэўся з міністрам эканомікі Азербайджана"),
    ],
)  # fmt: skip
def test_a_commission_in_somebodys_title_is_no_session(language: str, title: str) -> None:
    assert main(title, "", language).kind == "meeting_received"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Belarus and Azerbaijan held consultations of customs experts by videoconference"),
        ("ru", "Эксперты Беларуси и Азербайджана провели переговоры по видеосвязи"),
        ("az", "Belarus və Azərbaycan ekspertləri videobağlantı ilə müzakirələr aparıb"),
        ("be", "Эксперты Беларусі і Азербайджана правялі перамовы па відэасувязі"),
        ("tr", "Belarus ve Azerbaycan uzmanları video konferansla görüştü"),
    ],
)
def test_talks_over_a_video_link_are_talks(language: str, title: str) -> None:
    read = reading(title, "", language)
    assert event_type(read.ground, read.events, (), PAIR) == "meeting"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Belarus and Azerbaijan also discussed supplies of tractors."),
        ("ru", "Беларусь и Азербайджан обсудили также поставки тракторов."),
        ("az", "Belarus və Azərbaycan traktor tədarükünü də müzakirə ediblər."),
        ("be", "Беларусь і Азербайджан абмеркавалі таксама пастаўкі трактароў."),
        ("tr", "Belarus ve Azerbaycan traktör tedarikini de ele aldı."),
    ],
)
def test_what_is_talked_of_is_no_event(language: str, text: str) -> None:
    body = f"It rained. It was cold. Nobody came. {text}"
    assert "contract_supply" not in [event.kind for event in told("Report", body, language)]


def test_not_all_that_comes_in_turkish_is_a_visit() -> None:
    text = "Azerbaycan-Belarus ilişkileri de gündeme geldi."
    assert not [event for event in told("Haber", text, "tr") if event.kind == "visit_working"]
    assert told("Lukaşenko Azerbaycan'a geldi", "", "tr")[0].kind == "visit_working"


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("en", "Lukashenko's visit to Baku postponed", "The working visit of Lukashenko to Azerbaijan was to begin this week."),
        ("ru", "Визит Лукашенко в Баку перенесен", "Рабочий визит Лукашенко в Азербайджан должен был начаться на этой неделе."),
        ("az", "Lukaşenkonun Bakıya səfəri təxirə salınıb", "Lukaşenkonun Azərbaycana işgüzar səfəri bu həftə başlamalı idi."),
        ("be", "Візіт Лукашэнкі ў Баку адкладзены", "Рабочы візіт Лукашэнкі ў Азербайджан мусіў пачацца на гэтым тыдні."),
        ("tr", "Lukaşenko'nun Bakü ziyareti ertelendi", "Lukaşenko'nun Azerbaycan'a çalışma ziyareti bu hafta başlamalıydı."),
    ],
)  # fmt: skip
def test_the_visit_that_is_put_off_has_not_taken_place(language: str, title: str, body: str) -> None:
    visits = [event for event in told(title, body, language) if event.kind.startswith("visit")]
    assert [event.status for event in visits] == ["postponed"]


def test_the_hosts_are_people() -> None:
    text = "Belarus put it off at the request of the hosts in Azerbaijan."
    assert "meeting_received" not in [event.kind for event in told("Report", text, "en")]
