"""pair for other countries than the two most watched, in the languages that write of them. Texts invented."""

import pytest

from monitor.reading import pair
from tests.lexicon.shipped import shipped


def holds(a: str, b: str, title: str, body: str = "") -> bool:
    lexicon = shipped()
    one, other = lexicon.resolve(a), lexicon.resolve(b)
    assert one
    assert other
    return pair(lexicon.scan(title, body), lexicon, one, other).holds


TRUE = [
    ("KZ", "TR", "Tokayev visits Ankara", "The presidents of Kazakhstan and Türkiye signed ten documents."),
    ("KZ", "TR", "Токаев прибыл в Анкару", "Президент Казахстана проведёт переговоры с Эрдоганом."),
    ("KZ", "TR", "Tokayev Ankara'da", "Kazakistan Cumhurbaşkanı, Erdoğan ile görüştü."),
    ("KZ", "TR", "Тоқаев Анкараға барды", "Қазақстан мен Түркия президенттері келіссөз жүргізді."),
    ("KZ", "TR", "Türkiye ile Kazakistan arasında ticaret arttı", "İki ülke yeni bir anlaşma imzaladı."),
    (
        "AM",
        "GE",
        "Pashinyan receives Kobakhidze",
        "The prime ministers of Armenia and Georgia discussed the border crossing.",
    ),
    ("AM", "GE", "Грузия и Армения построят мост", "Договор подписали министры в Тбилиси."),
    ("AM", "GE", "Վրաստանի վարչապետը ժամանել է Երևան", "Հայաստանի և Վրաստանի վարչապետները հանդիպել են։"),
    ("AM", "GE", "საქართველოს პრემიერი ერევანშია", "სომხეთისა და საქართველოს პრემიერები შეხვდნენ."),
    ("AM", "GE", "Gürcüstanla Ermənistan arasında saziş imzalanıb", "Nazirlər Tiflisdə görüşüb."),
    ("PL", "UA", "Tusk w Kijowie: Polska i Ukraina podpisały umowę", "Premier spotkał się z Zełenskim."),
    ("PL", "UA", "Президент Польщі прибув до Києва", "Україна та Польща підписали угоду про співпрацю."),
    ("DE", "FR", "Macron in Berlin", "Merz und der französische Präsident berieten über den Haushalt."),
    ("DE", "FR", "Merkel visita a Macron", "Alemania y Francia firmaron un acuerdo."),
    ("UZ", "TJ", "Mirziyoyev flies to Dushanbe", "Uzbekistan and Tajikistan will open a joint industrial zone."),
    ("RU", "CN", "Путин и Си Цзиньпин провели переговоры", "Россия и Китай подписали соглашение о газе."),
    ("AZ", "TR", "Ərdoğan Bakıya gəlib", "Azərbaycan və Türkiyə prezidentləri sənədlər imzalayıb."),
    ("AZ", "GE", "Кобахидзе в Баку", "Премьер Грузии встретился с Ильхамом Алиевым."),
    ("BY", "PL", "Польшча закрыла мяжу з Беларуссю", "Варшава і Мінск абмяняліся нотамі пратэсту."),
    ("US", "IR", "US and Iran hold talks in Oman", "Steve Witkoff met Abbas Araghchi for two hours."),
]


@pytest.mark.parametrize(("a", "b", "title", "body"), TRUE)
def test_dealings_of_any_two_countries_hold(a: str, b: str, title: str, body: str) -> None:
    assert holds(a, b, title, body)
    assert holds(b, a, title, body)


FALSE = [
    ("KZ", "TR", "Summit of Turkic states", "Erdogan, Tokayev, Aliyev, Japarov and Mirziyoyev posed for the photo."),
    (
        "KZ",
        "TR",
        "Kazakhstan beat Türkiye in Astana",
        "The football match ended 2-1. The national team goes to the play-off.",
    ),
    ("KZ", "TR", "Путин и Эрдоган встретились в Астане", "Президенты России и Турции обсудили Сирию."),
    (
        "KZ",
        "TR",
        "Erdoğan Bakü'de",
        "Türkiye ile Azerbaycan anlaşma imzaladı. Daha önce Erdoğan, Tokayev ile görüşmüştü.",
    ),
    (
        "AM",
        "GE",
        "Pashinyan and Aliyev meet in Tbilisi",
        "The leaders of Armenia and Azerbaijan talked for four hours.",
    ),
    ("AM", "GE", "Виза в Китай отменена", "Въезд без визы открыт для граждан Армении, Грузии и Молдовы."),
    ("AM", "GE", "Georgian Airways adds flights", "From Tbilisi one can now fly to Yerevan, Batumi and Larnaca."),
    ("AM", "GE", "Iran opens border", "Tehran will let trucks from Armenia and Georgia pass by night."),
    ("AM", "GE", "Sammit", "Paşinyan, Kobaxidze və Makron foto çəkdirib."),
    ("DE", "FR", "Selenskyj in Paris", "Macron sagte der Ukraine Waffen zu. Deutschland wurde nicht genannt."),
    ("DE", "FR", "Zelensky thanks Germany and France", "Kyiv received new air defence."),
    ("PL", "UA", "Mecz Polska - Ukraina", "Piłkarze zagrają w Warszawie o mistrzostwo Europy."),
    ("RU", "CN", "Trump speaks of Russia and China", "The US president said that he wanted to meet both leaders."),
    (
        "RU",
        "US",
        "Russian expert on the election in the United States",
        "The analyst from Moscow said little would change.",
    ),
    ("UA", "BY", "Minsk agreements recalled in Kyiv", "Ukraine said the Minsk agreements were dead."),
    ("IR", "AZ", "Iranian Azerbaijan expects snow", "The province of West Azerbaijan in Iran closed its schools."),
]


@pytest.mark.parametrize(("a", "b", "title", "body"), FALSE)
def test_near_misses_of_any_two_countries_do_not_hold(a: str, b: str, title: str, body: str) -> None:
    assert not holds(a, b, title, body)
