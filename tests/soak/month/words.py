"""Sentences out of which the month's articles are put together: plainly generic, and every figure in them invented.

`{a}` and `{b}` are drawn numbers, `{w}` made-up words, so that no two articles are taken for one another.
"""

from __future__ import annotations

import random

LANGUAGES = ("en", "ru", "az", "be", "tr")

BILATERAL = {
    "en": (
        "Azerbaijan and Belarus discuss joint production of {w} machinery worth {a} million dollars",
        "Belarus opens a trading house for {w} in Baku, {a} jobs expected",
        "Minsk and Baku agree on supplies of {a} thousand tonnes of {w}",
    ),
    "ru": (
        "Беларусь и Азербайджан обсудили совместный выпуск техники {w} на {a} млн долларов",
        "Азербайджан и Беларусь договорились о поставках {a} тысяч тонн товара {w}",
    ),
    "az": (
        "Azərbaycan və Belarus arasında {w} üzrə birgə müəssisə yaradılacaq, {a} iş yeri açılacaq",
        "Azərbaycan və Belarus {a} milyon dollarlıq {w} layihəsini müzakirə edib",
    ),
    "be": (
        "Беларусь і Азербайджан абмеркавалі сумесны выпуск тэхнікі {w} на {a} млн долараў",
        "Азербайджан і Беларусь дамовіліся аб пастаўках {a} тысяч тон тавару {w}",
    ),
    "tr": (
        "Azerbaycan ile Belarus arasında {w} için {a} milyon dolarlık yeni bir anlaşma imzalandı",
        "Azerbaycan ile Belarus {w} alanında ortak üretim için {a} milyon dolar ayırdı",
    ),
}
URGENT = {
    "en": "Azerbaijan's ambassador summoned to the Belarusian foreign ministry over the {w} question",
    "ru": "Посол Азербайджана вызван в МИД Беларуси из-за вопроса о {w}",
}
LATER = {"en": "Kazakhstan and Belarus discuss joint production of {w} machinery worth {a} million dollars"}
OTHER = {
    "en": (
        "City council repairs {a} streets in the {w} district",
        "Baku museum shows {a} works by painter {w}",
        "Rain and wind of {a} metres a second expected in the {w} valley",
        "Kazakhstan raises tariffs for {w} by {a} percent",
        "Azerbaijan and Georgia count {a} thousand tourists at the {w} crossing",
        "Hospital {w} buys {a} beds",
    ),
    "ru": (
        "В районе {w} отремонтировали {a} улиц",
        "В Минске открылась выставка художника {w}, {a} картин",
        "Синоптики обещают дожди в долине {w} и ветер до {a} метров в секунду",
        "Казахстан повысил тарифы на {w} на {a} процентов",
        "Беларусь увеличила выпуск молока на заводе {w} на {a} тонн",
        "Больница {w} получила {a} новых коек",
    ),
    "az": (
        "{w} rayonunda {a} küçə təmir olunub",
        "Bakıda rəssam {w} sərgisi açılıb, {a} əsər nümayiş olunur",
        "{w} dərəsində yağış və saniyədə {a} metr külək gözlənilir",
        "Gəncədə {w} zavodu {a} ton məhsul istehsal edib",
    ),
    "be": (
        "У раёне {w} адрамантавалі {a} вуліц",
        "У Мінску адкрылася выстава мастака {w}, {a} карцін",
        "У даліне {w} чакаюцца дажджы і вецер да {a} метраў за секунду",
        "Завод {w} павялічыў выпуск малака на {a} тон",
    ),
    "tr": (
        "{w} ilçesinde {a} sokak onarıldı",
        "İstanbul'da ressam {w} sergisi açıldı, {a} eser var",
        "{w} vadisinde yağmur ve saniyede {a} metre rüzgar bekleniyor",
        "Kazakistan {w} tarifesini yüzde {a} artırdı",
    ),
}
SAID = {
    "en": (
        "The plan covers {a} sites and will take {b} months, the press office said.",
        "Local firms such as {w} supply the material.",
        "Last year the figure stood at {b}, and the council had hoped for {a}.",
        "Residents of {w} asked for it at a meeting in spring.",
        "Work begins on the {b}th of the month and costs {a} thousand in all.",
    ),
    "ru": (
        "План охватывает {a} объектов и рассчитан на {b} месяцев, сообщили в пресс-службе.",
        "Материалы поставляют местные предприятия, например {w}.",
        "В прошлом году показатель составил {b}, а совет надеялся на {a}.",
        "Жители посёлка {w} просили об этом на встрече весной.",
        "Работы начнутся в этом месяце и обойдутся в {a} тысяч.",
    ),
    "az": (
        "Plan {a} obyekti əhatə edir və {b} ay davam edəcək, mətbuat xidmətindən bildirilib.",
        "Materialları {w} kimi yerli müəssisələr verir.",
        "Keçən il göstərici {b} olub, şura isə {a} gözləyirdi.",
        "{w} qəsəbəsinin sakinləri bunu yazda görüşdə xahiş ediblər.",
    ),
    "be": (
        "План ахоплівае {a} аб'ектаў і разлічаны на {b} месяцаў, паведамілі ў прэс-службе.",
        "Матэрыялы пастаўляюць мясцовыя прадпрыемствы, напрыклад {w}.",
        "Летась паказчык склаў {b}, а савет спадзяваўся на {a}.",
        "Жыхары пасёлка {w} прасілі пра гэта на сустрэчы ўвесну.",
    ),
    "tr": (
        "Plan {a} noktayı kapsıyor ve {b} ay sürecek, basın bürosu açıkladı.",
        "Malzemeyi {w} gibi yerel firmalar sağlıyor.",
        "Geçen yıl bu sayı {b} idi, meclis ise {a} bekliyordu.",
        "{w} sakinleri bunu ilkbahardaki toplantıda istemişti.",
    ),
}
INVENTED = {
    "en": "This text is invented for a trial.", "ru": "Этот текст придуман для испытания.",
    "az": "Bu mətn sınaq üçün uydurulub.", "be": "Гэты тэкст прыдуманы для выпрабавання.",
    "tr": "Bu metin bir deneme için uydurulmuştur.",
}  # fmt: skip
_SYLLABLES = {
    "latin": [
        "bra",
        "del",
        "fer",
        "gan",
        "hol",
        "kel",
        "lom",
        "mor",
        "nat",
        "ped",
        "ros",
        "sil",
        "tur",
        "van",
        "wex",
        "zin",
    ],
    "cyrillic": [
        "бра",
        "вод",
        "дел",
        "жил",
        "зар",
        "кам",
        "лес",
        "мор",
        "нов",
        "пол",
        "сту",
        "тур",
        "хол",
        "цен",
        "чер",
        "шум",
    ],
}


def made_up(dice: random.Random, language: str) -> str:
    """A word of three syllables, in the language's script."""
    script = "cyrillic" if language in ("ru", "be") else "latin"
    return "".join(dice.choices(_SYLLABLES[script], k=3)).capitalize()


def filled(dice: random.Random, language: str, template: str) -> str:
    """The template with numbers and words of its own."""
    return template.format(a=dice.randint(11, 989), b=dice.randint(2, 29), w=made_up(dice, language))


def body(dice: random.Random, language: str, sentences: int) -> str:
    """So many sentences, the last of which says that all of it is invented."""
    said = [filled(dice, language, dice.choice(SAID[language])) for _ in range(sentences)]
    return " ".join([*said, INVENTED[language]])
