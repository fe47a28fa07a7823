"""What a figure is compared with is never its time, nor that of the sentence behind; in nine languages."""

import pytest

from tests.reading.figures.read import read, said

DAY = "2024-05-16"
TITLE = "Azerbaijan and Belarus"
_SUBJECT = {
    "ru": ("Товарооборот Азербайджана и Беларуси в январе-марте составил 61 млн долларов", "Белорусский экспорт составил 49 млн долларов."),
    "be": ("Тавараабарот Азербайджана і Беларусі ў студзені-сакавіку склаў 61 млн долараў", "Беларускі экспарт склаў 49 млн долараў."),
    "uk": ("Товарообіг Азербайджану і Білорусі у січні-березні становив 61 млн доларів", "Білоруський експорт становив 49 млн доларів."),
    "en": ("Trade between Azerbaijan and Belarus in January-March was 61 million dollars", "Belarusian exports were 49 million dollars."),
    "az": ("Yanvar-mart aylarında Azərbaycanla Belarus arasında ticarət dövriyyəsi 61 milyon dollar təşkil edib", "Belarusun ixracı 49 milyon dollar olub."),
    "tr": ("Ocak-mart döneminde Azerbaycan ile Belarus arasındaki ticaret hacmi 61 milyon dolar oldu", "Belarus'un ihracatı 49 milyon dolar oldu."),
    "de": ("Der Handel zwischen Aserbaidschan und Belarus betrug im Januar-März 61 Millionen Dollar", "Die belarussischen Exporte beliefen sich auf 49 Millionen Dollar."),
    "pl": ("Obroty handlowe Azerbejdżanu i Białorusi w styczniu-marcu wyniosły 61 mln dolarów", "Białoruski eksport wyniósł 49 mln dolarów."),
    "fr": ("Les échanges commerciaux entre l'Azerbaïdjan et le Bélarus en janvier-mars ont atteint 61 millions de dollars", "Les exportations du Bélarus ont atteint 49 millions de dollars."),
}  # fmt: skip

COMPARED = [
    ("ru", ", рост к прошлому году 12 %."),
    ("ru", ", рост товарооборота к прошлому году 12 %."),
    ("ru", ", рост по сравнению с прошлым годом 12 %."),
    ("ru", ". Рост к прошлому году — 12 %."),
    ("ru", ". К прошлому году рост составил 12 %."),
    ("ru", ". Рост товарооборота к прошлому году составил 12 %."),
    ("be", ", рост у параўнанні з мінулым годам 12 %."),
    ("be", ", рост да мінулага года 12 %."),
    ("be", ". Рост да аналагічнага перыяду мінулага года — 12 %."),
    ("uk", ", зростання порівняно з минулим роком 12 %."),
    ("uk", ", зростання до минулого року 12 %."),
    ("uk", ", що на 12 % більше, ніж торік."),
    ("en", ", up 12 percent on last year."),
    ("en", ", up 12 percent from last year."),
    ("en", ", a rise of 12 percent over the previous year."),
    ("en", ". It was up 12 percent against the same period of 2023."),
    ("az", ", bu, ötən ilin eyni dövrü ilə müqayisədə 12 faiz çoxdur."),
    ("az", ", ötən illə müqayisədə artım 12 faizdir."),
    ("az", ". Ötən ilə nisbətən artım 12 faizdir."),
    ("tr", ", geçen yılın aynı dönemine göre artış yüzde 12."),
    ("tr", ". Geçen yıla göre yüzde 12 arttı."),
    ("de", ", ein Plus von 12 Prozent gegenüber dem Vorjahr."),
    ("de", ", ein Zuwachs von 12 Prozent zum Vorjahr."),
    ("de", ". Verglichen mit dem letzten Jahr ist das ein Anstieg von 12 Prozent."),
    ("pl", ", wzrost o 12 % w porównaniu z ubiegłym rokiem."),
    ("pl", ", wzrost o 12 % względem ubiegłego roku."),
    ("pl", ", wzrost do ubiegłego roku 12 %."),
    ("fr", ", en hausse de 12 % par rapport à l'an dernier."),
    ("fr", ", soit 12 % de plus que l'année dernière."),
    ("fr", ", en hausse de 12 % sur l'année précédente."),
]


@pytest.mark.parametrize(("language", "compared"), COMPARED)
def test_what_a_change_is_measured_from_is_no_time_of_anything(language: str, compared: str) -> None:
    first, second = _SUBJECT[language]
    found = read(f"{first}{compared} {second}", language, DAY, TITLE)
    assert {figure.period for figure in found} == {"2024-01/2024-03"}, [said(figure) for figure in found]
    (grown,) = (figure for figure in found if figure.growth is not None)
    assert (grown.growth, grown.base_period) == (12, "2023 same period")
    assert [(figure.metric, figure.value) for figure in found if figure.value] == [
        ("turnover", 61e6),
        ("exports", 49e6),
    ]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "Товарооборот к 2023 году вырос на 12 %.", ("", "2023")),
        ("en", "Trade was up 12 percent from 2022.", ("", "2022")),
        ("ru", "В прошлом году рост товарооборота составил 12 %.", ("2023", "")),
        ("en", "Last year trade grew by 12 percent.", ("2023", "")),
        ("be", "У мінулым годзе тавараабарот вырас на 12 %.", ("2023", "")),
        ("uk", "Минулого року товарообіг зріс на 12 %.", ("2023", "")),
    ],
)
def test_a_year_in_which_it_grew_is_its_time(language: str, text: str, wanted: tuple[str, str]) -> None:
    (figure,) = read(text, language, DAY, TITLE)
    assert (figure.period, figure.base_period) == wanted


FLOWS = [
    ("az", "Belarusdan gətirilən malların dəyəri 49 milyon dollar, oraya göndərilən malların dəyəri isə 12 milyon dollar təşkil edib."),
    ("az", "Belarusdan 49 milyon dollarlıq mal gətirilib, oraya 12 milyon dollarlıq mal göndərilib."),
    ("ru", "Из Беларуси завезено товаров на 49 млн долларов, туда вывезено на 12 млн долларов."),
    ("ru", "Из Беларуси ввезли товаров на 49 млн долларов, а в Беларусь отправили на 12 млн долларов."),
    ("ru", "Из Беларуси в Азербайджан поставлено товаров на 49 млн долларов, в обратном направлении — на 12 млн долларов."),
    ("be", "З Беларусі прывезена тавараў на 49 млн долараў, туды вывезена на 12 млн долараў."),
    ("uk", "З Білорусі завезено товарів на 49 млн доларів, туди вивезено на 12 млн доларів."),
    ("en", "Goods brought from Belarus were worth 49 million dollars, goods shipped there 12 million dollars."),
    ("en", "Goods worth 49 million dollars were brought in from Belarus, while 12 million dollars worth of goods were sent there."),
    ("tr", "Belarus'tan getirilen malların değeri 49 milyon dolar, oraya gönderilen malların değeri ise 12 milyon dolar oldu."),
    ("pl", "Z Białorusi przywieziono towary za 49 mln dolarów, a tam wysłano towary za 12 mln dolarów."),
    ("de", "Aus Belarus wurden Waren für 49 Millionen Dollar eingeführt, dorthin wurden Waren für 12 Millionen Dollar verschickt."),
    ("fr", "Les marchandises acheminées depuis le Bélarus valaient 49 millions de dollars, celles expédiées là-bas 12 millions de dollars."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), FLOWS)
@pytest.mark.parametrize("told", ["with its turnover", ""])
def test_goods_brought_and_sent_are_flows_of_their_way(language: str, text: str, told: str) -> None:
    first = _SUBJECT[language][0] + ". " if told else ""
    found = read(f"{first}{text}", language, DAY, TITLE)
    assert [(figure.value, figure.direction) for figure in found if figure.metric in ("exports", "imports")] == [
        (49e6, "BY>AZ"),
        (12e6, "AZ>BY"),
    ], [said(figure) + figure.direction for figure in found]
    assert [figure.value for figure in found if figure.metric == "turnover"] == ([61e6] if told else [])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Trade with Belarus in 2023 was 61 million dollars. The value of goods from Belarus was 49 million dollars.",
        ),
        (
            "ru",
            "Товарооборот с Беларусью в 2023 году составил 61 млн долларов. Из них товаров на 49 млн долларов - белорусские.",
        ),
        (
            "az",
            "Belarusla ticarət dövriyyəsi 2023-cü ildə 61 milyon dollar olub. Belarus mallarının dəyəri 49 milyon dollardır.",
        ),
    ],
)
def test_a_part_of_the_turnover_told_beside_it_is_no_second_turnover(language: str, text: str) -> None:
    found = read(text, language, DAY, TITLE)
    assert [figure.value for figure in found if figure.metric == "turnover"] == [61e6]
    assert [figure.value for figure in found if figure.metric != "turnover"] == [49e6]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Belarus sent 12 doctors to Azerbaijan. Trade was 61 million dollars."),
        ("ru", "Делегацию отправили в Беларусь. Товарооборот составил 61 млн долларов."),
    ],
)
def test_people_sent_are_no_goods(language: str, text: str) -> None:
    (figure,) = read(text, language, DAY, TITLE)
    assert (figure.metric, figure.value, figure.direction) == ("turnover", 61e6, "")
