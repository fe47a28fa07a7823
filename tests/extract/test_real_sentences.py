"""Sentences of articles that begin or end as notices do: they stay."""

import pytest

from monitor.extract.boilerplate import without_boilerplate

BEFORE = "The presidents of Azerbaijan and Belarus met in Minsk on Thursday and discussed trade and transport."
AFTER = "The talks lasted three hours, the press service of the head of state wrote in its report."


@pytest.mark.parametrize(
    "sentence",
    [
        "Copyright agencies of Azerbaijan and Belarus signed a memorandum of cooperation in Baku.",
        "Also read out was a letter from the president of Belarus to his counterpart on the occasion.",
        "See also how the trade of Azerbaijan and Belarus changed over the last five years in our table.",
        "This news was welcomed in Minsk, where the ministers spoke of the Georgian foreign agents law.",
        "Данное сообщение прокомментировал министр, напомнив о законе об иностранных агентах.",
        "Follow us, the president of Belarus told the guests from Azerbaijan, and you will see new farming.",
        "Наш телеграм-канал сообщил о визите президента Беларуси в Азербайджан.",
        "Присоединяйтесь к строительству канала, сказал президент Беларуси гостям из Азербайджана.",
        "Далучайцеся да праектаў, паведаміў гасцям з Азербайджана прэзідэнт Беларусі праз тэлеграм-канал.",
        "Azərbaycan Prezidenti belaruslu həmkarına dedi ki, bizim layihələrə qoşulun.",
        "Belarus cumhurbaşkanı Azerbaycanlı iş adamlarına seslendi: bizi takip edin.",
        "Поддержите нас в ООН, попросил министр Беларуси коллегу из Азербайджана.",
        "Donate blood for us, the minister of Belarus asked the diaspora of Azerbaijan.",
    ],
)
def test_a_sentence_of_the_article_stays(sentence: str) -> None:
    text = f"{BEFORE}\n{sentence}\n{AFTER}"
    assert without_boilerplate(text) == (text, ())


@pytest.mark.parametrize(
    "notice",
    [
        "Copyright BelTA",
        "Copyright © 2024 The Example Agency, a company of many words that follow",
        "НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН И РАСПРОСТРАНЁН ИНОСТРАННЫМ АГЕНТОМ",
        "Read also Ministers spoke by telephone",
    ],
)
def test_notices_like_them_go(notice: str) -> None:
    assert without_boilerplate(f"{BEFORE}\n{notice}\n{AFTER}")[0] == f"{BEFORE}\n{AFTER}"
