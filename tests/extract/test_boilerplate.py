"""What stands round an article goes, whatever its language; what tells something stays."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.boilerplate import without_boilerplate
from monitor.extract.plaintext import plain_text
from monitor.model.limits import Limits
from monitor.text.dates import DateReader

SEEDS = sorted((Path(__file__).parents[2] / ".." / "shared" / "seeds").glob("*.txt"))
RUNNING = "The ministers of two countries met in the capital on Monday and talked about trade for an hour and a half."

GOES = {
    "read also": """
        Read also: Aliyev meets Putin in Moscow
        Read more: Three killed in Yerevan blast
        Читайте также: Лукашенко прибыл в Баку
        Читайте также Алиев и Путин поговорили по телефону
        Подробнее: Алиев принял посла Армении
        Чытайце таксама: Лукашэнка сустрэўся з Аліевым
        Oxuyun: Prezident Minskdə səfərdədir
        Həmçinin oxuyun: İlham Əliyev Lukaşenkoya zəng edib
        Ayrıca okuyun: Aliyev Ankara'da
        Читайте також: Зеленський поговорив з Алієвим
        Czytaj także: Łukaszenka w Baku
        Lesen Sie auch: Lukaschenko in Baku""",
    "follow us": """
        Follow us on Twitter @AzerNewsAz
        You can also follow AzerNEWS on Twitter @AzerNewsAz or Facebook @AzerNewsNewspaper
        Follow us
        Подписывайтесь на наш Telegram-канал
        Читайте нас в Telegram
        Падпісвайцеся на наш тэлеграм-канал
        Bizi Telegram-da izləyin
        YouTube kanalımıza abunə olun
        Bizi X'te takip edin
        Підписуйтесь на наш телеграм-канал
        Folgen Sie uns auf Telegram""",
    "support notice": """
        Choose to support open, independent, quality journalism and subscribe on a monthly basis.
        Поддержите редакцию, если можете
        Падтрымайце каманду, якая працуе для вас""",
    "cookie notice": """
        We use cookies to improve your experience. By continuing you agree.
        Мы используем файлы cookie, чтобы сайт работал лучше
        Bu sayt kuki fayllarından istifadə edir
        Sitemiz çerez kullanmaktadır""",
    "foreign-agent notice": """
        НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН И РАСПРОСТРАНЕН ИНОСТРАННЫМ АГЕНТОМ, ЛИБО КАСАЕТСЯ ЕГО ДЕЯТЕЛЬНОСТИ
        * Признан в России иностранным агентом
        This material was produced and distributed by a foreign agent""",
    "sign-off": """
        © 2024 BelTA
        All rights reserved
        При использовании материалов активная гиперссылка на сайт обязательна
        Xəbərlərdən istifadə edərkən istinad zəruridir
        -0-
        БЕЛТА""",
    "share line": """
        Facebook Twitter Telegram WhatsApp
        Share on Facebook | Telegram
        Поделиться
        Paylaş""",
    "counter": """
        • 32
        1 / 12
        Просмотров: 1 204
        32 photos
        Baxış sayı: 118""",
    "rates or weather": """
        USD 1.7000 EUR 1.9244 RUB 0.0176
        Минск +12 °C""",
    "photo credit": """
        Photo: press service of the president
        Фото: пресс-служба президента Азербайджана""",
    "read more": """
        Read more
        Continue reading »
        Читать далее
        Ətraflı
        Loading...""",
    "other headlines": "Latest See more",
    "line without words": "---",
    "advertisement": "Реклама",
    "comments": "Комментарии",
}  # fmt: skip

STAYS = """
    Azerbaijan's parliament has passed a law on foreign agents, officials said.
    Парламент принял закон об иностранных агентах
    Like our Belarusian partners, we value the channel of communication.
    Наш канал поставок работает без перебоев
    Наш экспорт идёт через Telegram-аукционы, сказал министр.
    Подробности: стороны подписали 12 документов.
    Support our proposal, the minister asked his colleague.
    Follow-up talks will be held in Minsk
    The most read author of Belarus came to Baku
    More than 10,000 tractors were assembled in Ganja.
    Читайте договор внимательно, посоветовал посол.
    Сотрудничество двух стран
    USD 48 million went to Belarus
    | USD | 43.40 |
    - Mr President!
    Dear members of the delegation!
    «Мы используем все возможности, включая печенье (cookie) из Гродно», сказал он.
    При использовании территории Беларуси ссылка на договор 1995 года стороны сочли достаточной.
    Trend and BelTA signed an agreement
    Минск
    2024
    Видео с места подписания показало, что стороны договорились о поставках.
    Share of Belarus in the trade grew to 4 percent
    Daha ətraflı danışıqlar sabah keçiriləcək
    Support for the corridor was voiced by both sides.
    Oxuyun və yazın, dedi nazir.
    Folge der Sanktionen ist, dass der Kanal geschlossen bleibt."""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, text in GOES.items() for line in lines(text)])
def test_a_line_of_boilerplate_goes_and_is_told(kind: str, line: str) -> None:
    body, notes = without_boilerplate(f"{RUNNING}\n{line}\n{RUNNING[::-1]} End of it.")
    assert body == f"{RUNNING}\n{RUNNING[::-1]} End of it."
    assert [(note.split(":")[0], note.split('"')[1][:30]) for note in notes] == [(f"taken out as {kind}", line[:30])]


@pytest.mark.parametrize("line", lines(STAYS))
@pytest.mark.parametrize("where", ["{line}\n{running}", "{running}\n{line}\n{running}", "{running}\n{line}"])
def test_a_line_that_tells_something_stays(line: str, where: str) -> None:
    text = where.replace("{running}", RUNNING, 1).replace("{running}", "And so on, for many more words than this.")
    text = text.replace("{line}", line)
    assert without_boilerplate(text) == (text, ())


@pytest.mark.parametrize("heading", ["Читайте также:", "Latest news", "Ən çox oxunanlar", "Самае чытанае", "Çok okunanlar",
    "Поддержите команду «Зеркала»", "Najnowsze", "Meistgelesen", "Останні новини", "Latest See more"])  # fmt: skip
def test_headlines_below_a_heading_go_with_their_hours(heading: str) -> None:
    others = [
        "Aliyev meets Putin in Moscow",
        "14:20",
        "Пашинян прилетел в Минск",
        "16 May 2024",
        "Gürcüstanda seçki keçirilib",
    ]
    body, notes = without_boilerplate("\n".join([RUNNING, heading, *others]))
    assert body == RUNNING
    assert sum(int(note.split(": ")[1].split()[0]) for note in notes) == 6


def test_running_text_ends_the_headlines_below_a_heading() -> None:
    text = f"{RUNNING}\nRead also\nAliyev meets Putin in Moscow\nThe talks then went on. They ended at noon."
    assert without_boilerplate(text)[0] == f"{RUNNING}\nThe talks then went on. They ended at noon."


def test_a_list_in_the_article_stays() -> None:
    text = f"{RUNNING}\nThe documents that were signed:\nAgreement on customs\nProgramme of trade\nPlan of the ministries\nMemorandum"
    assert without_boilerplate(text) == (text, ())


def test_a_doubled_body_is_there_once_and_short_lines_stay_where_they_stand() -> None:
    paragraphs = [f"{RUNNING[:-1]}, part {n}." for n in range(5)]
    text = "\n".join([*paragraphs, "Thank you.", *paragraphs, "Thank you."])
    assert without_boilerplate(text)[0] == "\n".join([*paragraphs, "Thank you."])
    refrain = f"{RUNNING}\nYes.\nThey asked again.\nYes."
    assert without_boilerplate(refrain) == (refrain, ())


def test_a_repeated_sentence_with_something_new_beside_it_stays() -> None:
    text = f"{RUNNING}\n{RUNNING} After this they went to the airport and flew home."
    assert without_boilerplate(text) == (text, ())


def test_menus_go_above_and_below_the_text_and_stay_inside_it() -> None:
    menu = "Politics\nMinsk Group\nArmenia\nSport"
    assert without_boilerplate(f"{menu}\n{RUNNING}\n{menu}")[0] == RUNNING
    inside = f"{RUNNING}\n{menu}\nThe ministers then named four fields in which they want to work together this year."
    assert without_boilerplate(inside) == (inside, ())


@pytest.mark.parametrize("summary", ["Talks were held in Baku. Read more", "Talks were held in Baku. Читать далее »",
    "Talks were held in Baku. The post Talks appeared first on Site."])  # fmt: skip
def test_what_a_feed_glues_to_its_summary_goes(summary: str) -> None:
    body, notes = without_boilerplate(summary)
    assert body == "Talks were held in Baku."
    assert len(notes) == 1


PIECES = st.sampled_from([RUNNING, "Read more", "Read also", "Читайте также: Х в Баку", "Minsk", "Aliyev in Minsk", "", "---", "Follow us on Twitter",
    "Sunday June 16 2024", "14:20", "Yes.", "Share", "Thank you for your news!", "Latest See more", "• 32", "a.az", "X. Read more", "Headline here now"])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=400), st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=24).map("\n".join)),
    st.sampled_from(["", "Minsk"]),
)
def test_twice_is_once_and_nothing_is_added(text: str, title: str) -> None:
    body, notes = without_boilerplate(text, title)
    assert without_boilerplate(body, title) == (body, ())
    kept = iter(" ".join(line.split()) for line in text.split("\n"))
    assert all(any(line.startswith(one) for line in kept) for one in body.split("\n"))  # in their order, at most cut
    assert notes or body.split() == text.split()


SEED_LEFT = (
    "Read more",
    "Follow us",
    "Latest",
    "See more",
    "Subscribe",
    "Loading",
    "Sunday June 16",
    "January 22 2025",
    "• 32",
    "---",
    "Here we are to serve",
)


@pytest.mark.skipif(not SEEDS, reason="the seed articles are not here")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_lose_what_stands_round_them_and_nothing_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = plain_text(text, DateReader("UTC", "en", 1_795_000_000, Limits()))
    assert [left for left in SEED_LEFT if left in found.body] == []
    told = {line.strip() for line in text.split("\n") if len(line) > 60 and line.strip().endswith((".", '"', "”", "!"))}
    about_itself = ("Here we are", "Choose to support", "By subscribing")
    assert [
        line for line in told if line not in f"{found.title}\n{found.body}" and not line.startswith(about_itself)
    ] == []
    paragraphs = [line for line in found.body.split("\n") if len(line) > 40]
    assert len(paragraphs) == len(set(paragraphs))


@pytest.mark.skipif(not SEEDS, reason="the seed articles are not here")
def test_a_copied_page_has_its_own_headline_and_date() -> None:
    dates = DateReader("Asia/Baku", "en", 1_795_000_000, Limits())
    found = [plain_text(path.read_text(encoding="utf-8"), dates) for path in SEEDS]
    assert found[0].title == "Azerbaijan, Belarus seek ways to boost multidimensional co-op"
    assert found[4].title == "Envoy: Baku, Moscow at new stage of bilateral co-op"
    assert [each.dated for each in found] == [1715873580, None, 1385028600, None, 1650536160]
