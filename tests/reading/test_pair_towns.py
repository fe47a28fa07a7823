"""pair where towns, firms and makes bear the names, or the two are told of apart. Near misses first. Texts invented."""

import pytest

from monitor.reading import pair
from tests.lexicon.shipped import shipped

AZ, BY = "country.azerbaijan", "country.belarus"


def holds(title: str, body: str, a: str = AZ, b: str = BY) -> bool:
    lexicon = shipped()
    return pair(lexicon.scan(title, body), lexicon, a, b).holds


NEAR_MISSES = {
    "overturned tractor": (
        'Sabirabadda "Belarus" aşdı',
        "Sabirabad rayonunda traktor kanala düşüb. Sürücü xəstəxanaya aparılıb.",
    ),
    "hotel": ("Пожар в гостинице «Азербайджан»", "В Гомеле ночью горел ресторан. Постояльцы гостиницы вышли сами."),
    "tractor of a farmer": (
        "Şəkidə fermer 30 ildir eyni traktoru sürür",
        "Maşının markası Belarus. Fermer onu 1990-cı ildə alıb. Ehtiyat hissəsi bazarda satılır.",
    ),
    "brest in france": (
        "Azerbaijani yacht enters Brest",
        "The crew from Baku was welcomed by the mayor of the French port. The regatta goes on to Lisbon on Monday.",
    ),
    "borisov of bulgaria": (
        "Borisov: Bulgaria will get Azerbaijani gas",
        "The Bulgarian prime minister signed the contract in Baku. Deliveries begin in summer.",
    ),
    "clubs of towns ru": (
        "«Сумгаит» сыграл вничью с «Гомелем»",
        "Товарищеский матч в Турции завершился со счётом 1:1. Клубы готовятся к сезону.",
    ),
    "clubs of towns az": (
        "“Qarabağ” Soliqorskda qalib gəldi",
        "Azərbaycan çempionu Belarus klubu ilə oyunda iki qol vurub. Cavab matçı Bakıda olacaq.",
    ),
    "cost of living": (
        "Cheapest cities for students named",
        "Tirana came first. Minsk took ninth place with low rents. Baku was eleventh. Tbilisi fell to twentieth.",
    ),
    "weather": (
        "Погода на неделе",
        "На Кавказе сухо: в Гяндже до +35. Над Польшей идут дожди. К выходным похолодает и в Витебске. В Киеве туман.",
    ),
    "pianist": (
        "Пианист из Витебска выступил в Вене",
        "В программе были Шопен и Лист. Дирижировал австриец, солировала певица из Италии. Критики вспомнили и Баку.",
    ),
    "reviews at home": (
        "Гомельские аграрии завершили сев",
        (
            "Министр доложил о ходе работ. Область засеяла 400 тысяч гектаров. Дожди помешали трём районам. "
            "Пшеница взошла хорошо. Кукурузу досеют к маю. Техники хватает. Топлива закупили до осени. "
            "Ранее часть зерна продавали в Азербайджан. Совещание прошло в Гомеле."
        ),
    ),
    "third does business with both": (
        "Turkish builder reports record year",
        "The Ankara company finished a mall in Minsk. A bridge in Sumgait follows in May. Turkey is its main market.",
    ),
    "oil for others": (
        "Gürcistan limanında yük artıb",
        "Batumidən Türkiyəyə gübrə göndərilib. Gürcüstan Lənkəran çayını və Brest vilayətinin ətini qəbul edib.",
    ),
    "guest of another town": (
        "Belarus heyeti Gaziantep'te",
        (
            "Belarus Sanayi Bakanlığı heyeti Türk iş insanlarıyla görüştü. Fabrikaları gezdiler. "
            "Firmalar Gürcistan ve Azerbaycan'a da ihracat yapıyor."
        ),
    ),
    "history": (
        "Museum shows photographs of the war",
        (
            "A pilot from Ganja fell near Vitebsk in 1944. The show in Moscow has letters from all fronts. "
            "Russian schools may visit free of charge. The curator is from Kazan."
        ),
    ),
}


@pytest.mark.parametrize(("title", "body"), NEAR_MISSES.values(), ids=NEAR_MISSES.keys())
def test_towns_and_makes_of_both_are_no_dealings(title: str, body: str) -> None:
    assert not holds(title, body)


TOWNS = {
    "delegation ru": (
        "Полоцк встречал гостей с юга",
        "Делегация Шеки приехала на три дня. Подписан договор о побратимстве, школы обменяются группами.",
    ),
    "milk en": (
        "Slutsk butter reaches Sumgait",
        "The first lorry was unloaded on Monday. The buyer has asked for two more.",
    ),
    "students az": (
        "Qomelli müəllimlər Gəncədə dərs deyəcək",
        "Universitetlər mübadilə haqqında müqavilə imzalayıb. İlk qrup payızda gəlir.",
    ),
    "exhibition be": (
        "Магілёўскія мастакі паехалі ў Сумгаіт",
        "Выстава адкрыецца ў чацвер. У адказ восенню чакаюць калег з Баку.",
    ),
    "lifts tr": (
        "Mogilev asansörleri Gence'de kurulacak",
        "Fabrika ile belediye sözleşme imzaladı. İlk teslimat mayısta yapılacak.",
    ),
    "whose deputies": (
        "Депутаты одобрили соглашение с Азербайджаном",
        "Документ прошёл оба чтения. Речь о перевозках. Белорусские водители смогут ездить без разрешений.",
    ),
    "one after the other": (
        "Косилки нашли покупателя",
        (
            "Завод из Бобруйска отгрузил двенадцать машин. Покупатель, хозяйство под Бардой, заплатил вперёд. "
            "Вторую партию отправят летом."
        ),
    ),
}


@pytest.mark.parametrize(("title", "body"), TOWNS.values(), ids=TOWNS.keys())
def test_towns_and_firms_deal_for_their_states(title: str, body: str) -> None:
    assert holds(title, body)


def test_it_works_for_any_two() -> None:
    body = "A plant near Ganja shipped forty tonnes. The buyer in Tbilisi has paid. Georgia wants more by May."
    assert holds("Azerbaijani cheese finds a customer", body, AZ, "country.georgia")
