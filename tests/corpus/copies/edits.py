"""Kinds of edit that a newsroom makes to a text it takes over, made by program: each gives the new title and text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

Row = Mapping[str, Any]
Edit = Callable[[Row, Row, Random], tuple[str, str]]

SITE = {
    "en": ("Gazette Online", "Follow us in Telegram and never miss a story.", "Subscribe to the newsletter of {site}.",
           "Read also: Harvest ends in Grodno; New metro line for Baku; Chess team home from Budapest."),
    "ru": ("Портал Вестник", "Подписывайтесь на наш канал в Telegram.", "Больше новостей на сайте «{site}».",
           "Читайте также: В Гродно завершили уборку; Новая линия метро в Баку; Шахматисты вернулись из Будапешта."),
    "az": ("Xəbər Lenti", "Telegram kanalımıza abunə olun.", "Daha çox xəbər {site} saytında.",
           "Həmçinin oxuyun: Qrodnoda biçin başa çatdı; Bakıda yeni metro xətti; Şahmatçılar Budapeştdən qayıtdı."),
    "be": ("Партал Веснік", "Падпісвайцеся на наш канал у Telegram.", "Больш навін на сайце «{site}».",
           "Чытайце таксама: У Гродне скончылі жніво; Новая лінія метро ў Баку; Шахматысты вярнуліся з Будапешта."),
    "tr": ("Haber Rotası", "Telegram kanalımızı takip edin.", "Daha fazla haber {site} sitesinde.",
           "Bunlar da ilginizi çekebilir: Grodno'da hasat bitti; Bakü'ye yeni metro hattı; Satranççılar Budapeşte'den döndü."),
}  # fmt: skip
TITLES = {
    "en": ("What is known so far", "This is what happened", "Officials comment on the news of the day"),
    "ru": ("Что известно на этот час", "Вот что произошло", "Главное за день: подробности"),
    "az": ("Bu saata məlum olanlar", "Təfərrüatlar açıqlandı", "Günün əsas hadisəsi"),
    "be": ("Што вядома на гэты час", "Вось што адбылося", "Галоўнае за дзень: падрабязнасці"),
    "tr": ("Şu ana kadar bilinenler", "İşte ayrıntılar", "Günün öne çıkan gelişmesi"),
}
SYNONYMS = {
    "en": "said:stated talks:negotiations reached:attained trade:commerce also:likewise country:nation visit:trip "
    "agreement:accord big:large new:fresh after:following before:prior under:beneath people:persons work:labour "
    "held:conducted between:among told:informed last:past year:twelvemonth will:shall about:around meeting:gathering "
    "the:this on:upon first:initial during:throughout several:some main:chief",
    "ru": "сказал:заявил сообщил:рассказал также:тоже переговоры:беседы встреча:беседа страны:государства "
    "страна:государство договор:соглашение отметил:подчеркнул года:г. новый:очередной после:по\u00a0завершении "
    "который:что которые:что вопросы:темы развитие:рост рассказали:сообщили около:примерно более:свыше "
    "провели:организовали прошла:состоялась прошли:состоялись обсудили:затронули люди:граждане и:а\u00a0также",
    "az": "bildirib:deyib görüş:söhbət ölkə:dövlət əlaqələr:münasibətlər sonra:ardınca haqqında:barədə həmçinin:habelə "
    "çox:xeyli yeni:təzə qeyd:vurğulama böyük:iri arasında:aralarında üçün:ötrü və:həm\u00a0də olub:baş\u00a0tutub edib:eləyib "
    "danışıqlar:müzakirələr müzakirə:nəzərdən ilə:birlikdə ki:belə\u00a0ki",
    "be": "сказаў:заявіў паведаміў:расказаў таксама:гэтаксама перамовы:гутаркі сустрэча:гутарка краіны:дзяржавы "
    "адзначыў:падкрэсліў новы:чарговы пасля:па\u00a0заканчэнні які:што якія:што пытанні:тэмы каля:прыкладна больш:звыш "
    "прайшла:адбылася прайшлі:адбыліся абмеркавалі:закранулі людзі:грамадзяне і:а\u00a0таксама",
    "tr": "söyledi:belirtti görüşme:temas ülke:devlet ilişkiler:münasebetler sonra:ardından ayrıca:bunun\u00a0yanında "
    "büyük:geniş yeni:taze arasında:aralarında için:amacıyla ve:ile\u00a0birlikte oldu:gerçekleşti yaptı:gerçekleştirdi "
    "olarak:şeklinde çok:oldukça ilgili:ilişkin anlaşma:mutabakat toplantı:buluşma",
}  # fmt: skip
INSERTS = {
    "en": ("as reported earlier", "according to the sources", "it was noted", "in particular"),
    "ru": ("как сообщалось ранее", "по имеющимся данным", "было отмечено", "в частности"),
    "az": ("əvvəl bildirildiyi kimi", "əldə olunan məlumata əsasən", "qeyd olunub ki", "xüsusilə"),
    "be": ("як паведамлялася раней", "паводле наяўных звестак", "было адзначана", "у прыватнасці"),
    "tr": ("daha önce bildirildiği gibi", "edinilen bilgiye göre", "kaydedildiği üzere", "özellikle"),
}
TAGS = {
    "en": ("{line} reports", "according to {line}"),
    "ru": ("сообщает {line}", "передает {line} со ссылкой на пресс-службу"),
    "az": ("{line} xəbər verir", "{line}-ə istinadən"),
    "be": ("паведамляе {line}", "перадае {line}"),
    "tr": ("{line} bildirdi", "{line} haberine göre"),
}
AGENCIES = ("TASS", "Interfax", "Sputnik", "Anadolu", "Reuters")
RESPELLED = (
    ("Lukashenko", "Lukashenka"), ("Aliyev", "Aliev"), ("Aleksandr", "Alexander"), ("Azerbaijani", "Azeri"),
    ("Лукашэнка", "Лукашенка"), ("Алиев", "Алийев"), ("Александр Лукашенко", "Александр Григорьевич Лукашенко"),
    ("Əliyev", "Aliyev"), ("Lukaşenko", "Lukaşenka"), ("İlham", "Ilham"), ("Аліеў", "Аліев"), ("Bakü", "Baku"),
)  # fmt: skip
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
}


DATELINE = 7  # words that are hardly a sentence


def sentences(text: str) -> list[str]:
    """Pieces that end with a mark or a line."""
    return [piece.strip() for piece in re.split(r"(?<=[.!?…])\s+|\n", text) if piece.strip()]


def same(row: Row, _other: Row, _draw: Random) -> tuple[str, str]:
    """Word for word."""
    return row["title"], row["text"]


def headline(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """A title of its own."""
    return draw.choice(TITLES[row["language"]]), row["text"]


def boilerplate(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """Lines of the site before and behind it."""
    site, *lines = SITE[row["language"]]
    lines = [line for line in lines if draw.random() < 0.7] or lines[:1]
    draw.shuffle(lines)
    return headline(row, _other, draw)[0], "\n".join([lines[0], row["text"], *lines[1:]]).format(site=site)


def summary(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """The first two or three sentences."""
    return headline(row, _other, draw)[0], " ".join(sentences(row["text"])[: draw.choice((2, 3))])


def beheaded(row: Row, _other: Row, _draw: Random) -> tuple[str, str]:
    """The first sentence with its dateline goes, and the last third."""
    all_of_it = sentences(row["text"])
    return row["title"], " ".join(all_of_it[1 : max(3, len(all_of_it) * 2 // 3)] or all_of_it)


def dropped(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """Every third sentence goes."""
    start = draw.randrange(3)
    return row["title"], " ".join(each for n, each in enumerate(sentences(row["text"])) if n % 3 != start or not n)


def reordered(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """Sentences in another order."""
    pieces = sentences(row["text"])
    draw.shuffle(pieces)
    return row["title"], " ".join(pieces)


def synonyms(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """Half of the words of a list that stand in it are changed for others."""
    pairs = dict(pair.split(":") for pair in SYNONYMS[row["language"]].split(" "))

    def other(match: re.Match[str]) -> str:
        word = match[0]
        new = pairs.get(word.lower())
        if new is None or draw.random() < 0.5:
            return word
        return new.capitalize() if word[0].isupper() else new

    return row["title"], re.sub(r"[^\W\d_]+", other, row["text"])


def numbers(row: Row, _other: Row, _draw: Random) -> tuple[str, str]:
    """Numbers, days and quotation marks are written in another way."""
    language, text = row["language"], row["text"]
    months = MONTHS[language].split()
    if language != "az":
        text = re.sub(
            rf"\b(\d{{1,2}}) ({'|'.join(months)})\b(?: (\d{{4}}))?",
            lambda m: f"{int(m[1]):02}.{months.index(m[2]) + 1:02}" + (f".{m[3]}" if m[3] else ""),
            text,
        )
    for long, short in (("million", "mln"), ("миллионов", "млн"), ("милиона", "млн"), ("мільёнаў", "млн"), ("milyon", "mln"),
                        ("billion", "bn"), ("миллиарда", "млрд"), ("тысяч", "тыс."), ("milyard", "mlrd")):  # fmt: skip
        text = re.sub(rf"\b{long}\b", short, text) if long in text else re.sub(rf"\b{short}\b", long, text)
    text = re.sub(r"(\d)[,  ](\d{3})\b(?![.,]\d)", r"\1\2", text)
    text = re.sub(r"(\d)([.,])(\d{1,2})(?!\d|\.\d)", lambda m: f"{m[1]}{',' if m[2] == '.' else '.'}{m[3]}", text)
    return row["title"], re.sub(r"[«»“”„]", '"', text).replace(" - ", " — ")


def typos(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """One word in twenty-five loses a letter, has two changed about, or is glued to the next."""
    words = row["text"].split(" ")
    result: list[str] = []
    for word in words:
        lot, at = draw.random(), draw.randrange(1, max(2, len(word) - 2))
        new = word
        if lot < 0.04 and len(word) > 5 and word.isalpha():
            new = word[:at] + word[at + 1 :] if lot < 0.02 else word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if lot > 0.985 and result:
            result[-1] += new
        else:
            result.append(new)
    return row["title"], " ".join(result)


def half(row: Row, other: Row, _draw: Random) -> tuple[str, str]:
    """The first half inside a longer text of another origin."""
    mine, theirs = sentences(row["text"]), sentences(other["text"])
    taken, own = mine[: (len(mine) + 1) // 2], theirs[: max(2, len(theirs) // 2)]
    return other["title"], " ".join([*own[:2], *taken, *own[2:]])


def agency(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """Another agency's tag in the first sentence, the dateline changed or gone."""
    first, *rest = sentences(row["text"])
    first = re.sub(r"^[^.]{0,60}?(?:\)|»)\s?[.-]\s", "", first)
    tag = draw.choice(TAGS[row["language"]]).format(line=draw.choice(AGENCIES))
    return row["title"], " ".join([f"{first.rstrip('.')}, {tag}.", *rest])


def respelled(row: Row, _other: Row, _draw: Random) -> tuple[str, str]:
    """Names in another spelling."""
    text = row["text"]
    for one, other in RESPELLED:
        text = text.replace(one, other)
    return row["title"], text


def rewritten(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """The first sentence is the desk's own, the rest stays."""
    pieces = sentences(row["text"])
    return headline(row, _other, draw)[0], " ".join([f"{row['title'].rstrip('.')}.", *pieces[1:]])


def inserted(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """Words that say nothing put in after commas and into each second sentence."""
    pieces = sentences(row["text"])
    for at in range(0, len(pieces), 2):
        words = pieces[at].split(" ")
        words.insert(min(len(words), 4), f"({draw.choice(INSERTS[row['language']])})")
        pieces[at] = " ".join(words)
    return row["title"], " ".join(pieces)


def bare(row: Row, _other: Row, _draw: Random) -> tuple[str, str]:
    """Diacritics, apostrophes and capitals of the first sentence are lost."""
    text = unicodedata.normalize("NFC", row["text"]).translate(str.maketrans("əƏışğçöüİŞĞÇÖÜ", "eEisgcouISGCOU"))
    text = re.sub("(?<=\\w)['’ʼ](?=\\w)", "", text).replace("ё", "е").replace("ў", "у")
    first, *rest = sentences(text)
    return row["title"].upper(), " ".join([first.upper(), *rest])


def mixed(row: Row, other: Row, draw: Random) -> tuple[str, str]:
    """Several at once: sentences gone, synonyms, typos, a title and lines of the site."""
    new = dict(row)
    for edit in (dropped, synonyms, typos, boilerplate):
        new["title"], new["text"] = edit(new, other, draw)
    return new["title"], new["text"]


def sentence(row: Row, _other: Row, draw: Random) -> tuple[str, str]:
    """Title and first sentence alone."""
    return row["title"], next((each for each in sentences(row["text"]) if len(each.split()) > DATELINE), row["text"])


EDITS: Sequence[Edit] = (
    same, headline, boilerplate, summary, beheaded, dropped, reordered, synonyms, numbers, typos, half, agency,
    respelled, rewritten, inserted, bare, mixed, sentence,
)  # fmt: skip
