"""Which part of an article becomes an example."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.judge import Trial, judge
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.proving.answers import Excerpt, decided, promising, stands_in
from tests.world import shipped, source

BODY = "Дождь с утра. Президент Беларуси прибыл вчера. Его встретил Ильхам Алиев. Завтра солнечно."


def rule(name: str) -> Rule:
    return next(rule for rule in shipped().rules if rule.id == name)


def article(title: str, body: str = "") -> Article:
    return Article(1, "", title, body, "ru")


def chosen(of: Article, name: str = "azerbaijan-belarus") -> Excerpt:
    """What decided, judged by the rule itself."""
    trial = Trial("1", shipped().lexicon, (rule(name),))

    def matches(part: Excerpt) -> bool:
        return bool(judge(article(part.title, part.text), trial).matches)

    return decided(of, judge(of, trial).matches[0].evidence, matches)


def test_a_title_that_is_enough_is_taken_alone() -> None:
    assert chosen(article("Лукашенко прибыл в Азербайджан", BODY)) == Excerpt("", "Лукашенко прибыл в Азербайджан")


def test_one_sentence_that_is_enough_is_taken_alone() -> None:
    of = article("Новости дня", "Погода ясная. Лукашенко прибыл в Баку. Завтра дождь.")
    assert chosen(of) == Excerpt("", "Лукашенко прибыл в Баку.")


def test_what_needs_title_and_text_gets_both() -> None:
    of = article("Визит Лукашенко", "Его встретил Ильхам Алиев. Завтра солнечно.")
    assert chosen(of) == Excerpt("Визит Лукашенко", "Его встретил Ильхам Алиев.")


def test_what_no_part_of_shows_is_the_whole_article() -> None:
    of = article("Лукашенко", BODY)
    assert decided(of, [], lambda _: False) == Excerpt("Лукашенко", BODY)


def test_of_a_miss_the_sentence_that_names_most_of_what_is_asked() -> None:
    of = article("Матч", "Дождь с утра. Сборная Беларуси по футболу проиграла в Баку. Завтра солнечно.")
    found = judge(of, shipped())
    assert not found.matches
    wanted = promising(of, rule("azerbaijan-belarus"), found.mentions, shipped().lexicon)
    assert wanted == Excerpt("", "Сборная Беларуси по футболу проиграла в Баку.")


def test_of_a_miss_whose_names_stand_apart_all_sentences_that_hold_them() -> None:
    of = article("Минск ждёт весны", "Дождь. " * 9 + "В Азербайджане солнечно. Снег.")
    found = judge(of, shipped())
    wanted = promising(of, rule("azerbaijan-belarus"), found.mentions, shipped().lexicon)
    assert wanted == Excerpt("Минск ждёт весны", "В Азербайджане солнечно.")


def test_of_an_article_that_names_nothing_the_title() -> None:
    assert promising(article("Дождь", "Снег."), rule("eaeu"), (), shipped().lexicon) == Excerpt("Дождь", "")


def test_an_example_says_what_is_known_and_no_more() -> None:
    of = replace(article("Дождь"), source=source("belta"), dated=int(datetime(2024, 5, 16, 23, tzinfo=UTC).timestamp()))
    assert Excerpt("", "Дождь").example(of) == {
        "text": "Дождь", "source": "belta", "lang": "ru", "date": "2024-05-16",
    }  # fmt: skip
    assert Excerpt("", "Rain").example(replace(of, source=None, dated=None, language="")) == {"text": "Rain"}


@pytest.mark.parametrize("words", ["прибыл вчера", "БЕЛАРУСИ  прибыл", "Лукашенко"])
def test_words_of_the_article(words: str) -> None:
    assert stands_in(article("Лукашенко", BODY), words)


@pytest.mark.parametrize("words", ["", " ", "прибыл сегодня"])
def test_words_that_are_not_in_it(words: str) -> None:
    assert not stands_in(article("Лукашенко", BODY), words)
