"""Pairs of versions in five languages: what is worth a line, and its sentence; what is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.judge import judged
from monitor.model.article import Article, How, Text
from monitor.model.revision import Difference, Version, said
from monitor.pipeline.revising import version
from monitor.revising import differences
from tests.world import shipped

DAY = int(datetime(2024, 5, 10, 9, tzinfo=UTC).timestamp())
EN_VISIT = "President Ilham Aliyev of Azerbaijan will pay an official visit to Belarus on {} May. He will meet Alexander Lukashenko in {}."
RU_VISIT = "Президент Азербайджана Ильхам Алиев {} мая посетит Беларусь с официальным визитом."
BE_VISIT = "Прэзідэнт Азербайджана Ільхам Аліеў {} мая наведае Беларусь з афіцыйным візітам."
AZ_VISIT = "Azərbaycan Prezidenti İlham Əliyev mayın {} Belarusa rəsmi səfər edəcək."
TR_VISIT = "Azerbaycan Cumhurbaşkanı İlham Aliyev {} Mayıs'ta Belarus'a resmi ziyarette bulunacak."
EN_TRADE = "Trade turnover between Belarus and Azerbaijan in 2023 amounted to {} million dollars."
RU_TRADE = "Товарооборот Беларуси и Азербайджана в 2023 году составил {} млн долларов."
BE_TRADE = "Тавараабарот Беларусі і Азербайджана ў 2023 годзе склаў {} млн долараў."
AZ_TRADE = "2023-cü ildə Azərbaycanla Belarus arasında ticarət dövriyyəsi {} milyon dollar təşkil edib."
TR_TRADE = "2023 yılında Azerbaycan ile Belarus arasındaki ticaret hacmi {} milyon dolar oldu."
T = "t"
PAIRS: list[tuple[str, str, str, str, str]] = [
    (T, EN_VISIT.format(20, "Minsk"), T, EN_VISIT.format(27, "Minsk"), "visit: was 20 May, now 27 May"),
    (T, RU_VISIT.format(20), T, RU_VISIT.format(27), "visit: was 20 May, now 27 May"),
    (T, BE_VISIT.format(20), T, BE_VISIT.format(27), "visit: was 20 May, now 27 May"),
    (T, AZ_VISIT.format("20-də"), T, AZ_VISIT.format("27-də"), "visit: was 20 May, now 27 May"),
    (T, TR_VISIT.format(20), T, TR_VISIT.format(27), "visit: was 20 May, now 27 May"),
    (T, EN_TRADE.format(480), T, EN_TRADE.format(48), "turnover 2023: was 480 million USD, now 48 million USD"),
    (T, RU_TRADE.format(480), T, RU_TRADE.format(48), "turnover 2023: was 480 million USD, now 48 million USD"),
    (T, BE_TRADE.format(480), T, BE_TRADE.format(48), "turnover 2023: was 480 million USD, now 48 million USD"),
    (T, AZ_TRADE.format(480), T, AZ_TRADE.format(48), "turnover 2023: was 480 million USD, now 48 million USD"),
    (T, TR_TRADE.format(480), T, TR_TRADE.format(48), "turnover 2023: was 480 million USD, now 48 million USD"),
    (
        "Лукашенко прибыл в Баку",
        RU_TRADE.format(480),
        "Лукашенко вылетел из Баку",
        RU_TRADE.format(480),
        "title was: Лукашенко прибыл в Баку",
    ),
    (
        "Bakıda görüş keçirilib",
        AZ_TRADE.format(480),
        "Bakıda görüş təxirə salınıb",
        AZ_TRADE.format(480),
        "title was: Bakıda görüş keçirilib",
    ),
    (
        T,
        EN_TRADE.format(480),
        T,
        EN_TRADE.format(480) + " Belarus exported 1200 tractors to Azerbaijan.",
        "now also says “1200 tractors”",
    ),
    (
        T,
        RU_TRADE.format(480),
        T,
        RU_TRADE.format(480) + " Беларусь поставила Азербайджану 1200 тракторов.",
        "now also says “1200 тракторов”",
    ),
    (
        T,
        "Делегации Беларуси и Азербайджана подписали 9 документов.",
        T,
        "Делегации Беларуси и Азербайджана подписали 15 документов.",
        "was “9 документов”, now “15 документов”",
    ),
    (
        T,
        "Azərbaycan və Belarus nümayəndə heyətləri 9 sənəd imzalayıb.",
        T,
        "Azərbaycan və Belarus nümayəndə heyətləri 15 sənəd imzalayıb.",
        "was “9 sənəd”, now “15 sənəd”",
    ),
    (
        T,
        "The delegations of Belarus and Azerbaijan met in Minsk and signed a protocol on customs.",
        T,
        "The delegations of Belarus and Azerbaijan met in Minsk and signed a protocol on customs and a memorandum on tourism.",
        "now also says: “and a memorandum on tourism”",
    ),
    (
        T,
        "Министры Беларуси и Азербайджана подписали в Минске протокол о таможне и соглашение о туризме.",
        T,
        "Министры Беларуси и Азербайджана подписали в Минске протокол о таможне.",
        "no longer says: “и соглашение о туризме”",
    ),
    (
        T,
        "Nazirlər Bakıda Azərbaycan ilə Belarus arasında gömrük haqqında protokol imzalayıb.",
        T,
        "Nazirlər Bakıda Azərbaycan ilə Belarus arasında gömrük haqqında protokol və turizm haqqında saziş imzalayıb.",
        "now also says: “və turizm haqqında saziş”",
    ),
    (
        T,
        "Aliyev met Lukashenko in Baku.",
        T,
        "Aliyev met Lukashenko in Baku. Foreign Minister Jeyhun Bayramov took part in the talks.",
        "now also named: “Jeyhun Bayramov”",
    ),
    (
        T,
        "Алиев встретился с Лукашенко в Баку. В переговорах участвовал министр Джейхун Байрамов.",
        T,
        "Алиев встретился с Лукашенко в Баку.",
        "no longer named: “Джейхун Байрамов”",
    ),
    (
        T,
        "Аліеў сустрэўся з Лукашэнкам у Баку.",
        T,
        "Аліеў сустрэўся з Лукашэнкам у Баку. У перамовах удзельнічаў віцэ-прэм'ер Пётр Прыкладовіч.",
        "now also named: “Пётр Прыкладовіч”",
    ),
    (
        T,
        RU_VISIT.format(20),
        T,
        "Официальный визит президента Азербайджана Ильхама Алиева в Беларусь отложен.",
        "now says: “Официальный визит президента Азербайджана Ильхама Алиева в Беларусь отложен”",
    ),
    (
        T,
        AZ_VISIT.format("20-də"),
        T,
        "Azərbaycan Prezidenti İlham Əliyevin Belarusa rəsmi səfəri təxirə salınıb.",
        "visit: was planned, now postponed",
    ),
    (
        T,
        TR_VISIT.format(20),
        T,
        "Azerbaycan Cumhurbaşkanı İlham Aliyev'in Belarus ziyareti ertelendi.",
        "visit: was planned, now postponed",
    ),
    (
        T,
        BE_VISIT.format(20),
        T,
        "Візіт прэзідэнта Азербайджана Ільхама Аліева ў Беларусь перанесены.",
        "now says: “Візіт прэзідэнта Азербайджана Ільхама Аліева ў Беларусь перанесены”",
    ),
    (
        T,
        EN_VISIT.format(20, "Minsk"),
        T,
        "The visit of President Ilham Aliyev of Azerbaijan to Belarus has been cancelled.",
        "now says: “The visit of President Ilham Aliyev of Azerbaijan to Belarus has been cancelled”",
    ),
    (T, RU_TRADE.format(480), T, "Материал удалён.", "withdrawn: its text says “Материал удалён”"),
    (T, AZ_TRADE.format(480), T, "Xəbər silinib.", "withdrawn: its text says “Xəbər silinib”"),
    (T, TR_TRADE.format(480), T, "Bu haber yayından kaldırılmıştır.", "withdrawn: its text says"),
    (T, BE_TRADE.format(480), T, "Матэрыял зняты з публікацыі.", "withdrawn: its text says"),
    (T, EN_TRADE.format(480), "RETRACTED: t", EN_TRADE.format(480), "withdrawn: its title says"),
]
NOTHING: list[tuple[str, str, str, str]] = [
    (T, EN_TRADE.format(480), T, EN_TRADE.format(480).replace("Azerbaijan in", "Azerbaijan, in")),
    (T, RU_TRADE.format(480), "T", RU_TRADE.format(480).upper()),
    (T, BE_TRADE.format(480) + " Каля сям’і чакалі.", T, BE_TRADE.format(480) + "  Каля сям'і чакалі!"),
    (T, AZ_TRADE.format(480) + " Bakıda yağış.", T, AZ_TRADE.format(480) + " Bakida yagış."),
    (T, RU_TRADE.format(480) + " Её ждали.", T, RU_TRADE.format(480) + " Ее ждали."),
    (T, RU_TRADE.format(480), T, "Министр на заводе. Фото: БелТА\n" + RU_TRADE.format(480)),
    (T, EN_TRADE.format(480), T, EN_TRADE.format(480) + "\nBy Jane Sample"),
    (T, TR_TRADE.format(480), T, TR_TRADE.format(480) + "\nAyrıca okuyun: Bakü'de 300 kişi toplandı"),
    ("Bakıda görüş keçirilib", AZ_TRADE.format(480), "Bakıda görüş keçirilib - FOTO", AZ_TRADE.format(480)),
    ("Talks held in Minsk", EN_TRADE.format(480), "UPDATED: Talks held in Minsk (VIDEO)", EN_TRADE.format(480)),
    (T, RU_TRADE.format(480), T, RU_TRADE.format(480) + "\nОбновлено: 14.05.2024 12:40"),
    (T, RU_TRADE.format("48,0"), T, RU_TRADE.format(48)),
    (
        T,
        EN_TRADE.format(480) + " The ministry said so. It rained.",
        T,
        "It rained. " + EN_TRADE.format(480) + " The ministry said so.",
    ),
    (T, EN_TRADE.format("1,480"), T, EN_TRADE.format("1480")),
]


def read(title: str, body: str, how: How = "feed") -> Version:
    """A version as the river reads it."""
    article = Article(id=1, url="https://x.example/1", title=title, body=body, dated=DAY, first_seen=DAY)
    return version(Text(title, body, how), judged(article, shipped()))


def between(old: Version, new: Version) -> list[str]:
    return [each.sentence for each in differences(old, new)]


@pytest.mark.parametrize(("title", "body", "new_title", "new_body", "sentence"), PAIRS)
def test_what_says_something_else(title: str, body: str, new_title: str, new_body: str, sentence: str) -> None:
    found = between(read(title, body), read(new_title, new_body))
    assert any(each.startswith(sentence) for each in found), found


@pytest.mark.parametrize(("title", "body", "new_title", "new_body"), NOTHING)
def test_what_says_the_same(title: str, body: str, new_title: str, new_body: str) -> None:
    assert between(read(title, body), read(new_title, new_body)) == []
    assert between(read(new_title, new_body), read(title, body)) == []


@pytest.mark.parametrize(("title", "body"), [(row[0], row[1]) for row in PAIRS])
def test_a_text_says_nothing_else_than_itself(title: str, body: str) -> None:
    assert between(read(title, body), read(title, body)) == []


def test_what_is_cancelled_is_never_told_as_done() -> None:
    for row in PAIRS:
        assert not any("now done" in each for each in between(read(*row[:2]), read(*row[2:4])))


def test_a_page_adds_and_a_summary_leaves_out() -> None:
    """Only what contradicts counts: the page's own figure, another than the summary's, does."""
    summary, more = (
        read(T, EN_TRADE.format(480)),
        EN_TRADE.format(480) + " Belarus exported 1200 tractors to Azerbaijan.",
    )
    assert between(summary, read(T, more, "page")) == []
    assert between(read(T, more, "page"), summary) == []
    assert between(summary, read(T, more.replace("480", "48"), "page")) == [
        "turnover 2023: was 480 million USD, now 48 million USD"
    ]


def test_gone_and_back() -> None:
    there = read(T, EN_TRADE.format(480))
    gone = Version(
        there.title, there.body, "gone", there.facts, there.names, there.matches, "its page answers 410 Gone"
    )
    assert between(there, gone) == ["withdrawn: its page answers 410 Gone"]
    assert between(gone, gone) == []
    assert between(gone, there) == ["no longer withdrawn: it was (its page answers 410 Gone), and is there again"]


def test_news_of_something_withdrawn_is_no_withdrawal() -> None:
    for title, body in (
        ("Troops withdrawn from the border", "The troops were withdrawn on Monday."),
        (
            "Статья 5 договора удалена",
            "Стороны договорились, что статья удалена из договора. " + RU_TRADE.format(480) * 6,
        ),
        ("Aliyev recalls the ambassador", "The ambassador was withdrawn. The report says more."),
    ):
        assert "withdrawn" not in said(list(differences(read(T, EN_TRADE.format(1)), read(title, body))))[:9]


def test_of_many_changes_the_first_are_said_and_the_rest_counted() -> None:
    found = [Difference("number", f"change {n}") for n in range(9)]
    assert said(found).endswith("change 5; and 3 more changes")
