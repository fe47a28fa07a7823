"""A congratulation or a condolence is never urgent, whatever a rule says; what it only goes along with may be."""

from __future__ import annotations

import pytest

from monitor.judge import judge
from monitor.model.article import Article
from tests.world import shipped

RECALLS = "I recall your state visit to Azerbaijan in May and the documents signed. I invite you to Baku."


def priority(title: str, body: str, language: str) -> str:
    """That of the shipped rule, for which a state visit is urgent."""
    article = Article("1", "", title, body, language, dated=1715700000, first_seen=1715700000)
    return next(m.priority for m in judge(article, shipped()).matches if m.rule == "azerbaijan-belarus")


@pytest.mark.parametrize(("title", "body", "language"), [
    ("Aliyev congratulates Lukashenko on his birthday", RECALLS, "en"),
    ("Aliyev phones Lukashenko to congratulate him on his birthday", RECALLS, "en"),
    ("Aliyev expresses condolences to Lukashenko over a plane crash", RECALLS, "en"),
    ("Президент Азербайджана поздравил Лукашенко с днем рождения",
     "Лукашенко совершил государственный визит в Азербайджан 16 мая 2024 года.", "ru"),
    ("İlham Əliyev Aleksandr Lukaşenkonu ad günü münasibətilə təbrik edib",
     "Lukaşenko mayın 16-da Azərbaycana dövlət səfəri edib.", "az"),
    ("Лукашэнка павіншаваў Аліева з днём нараджэння",
     "Лукашэнка 16 мая 2024 года быў у Азербайджане з дзяржаўным візітам.", "be"),
])  # fmt: skip
def test_a_telegram_is_not_urgent_though_it_recalls_a_state_visit(title: str, body: str, language: str) -> None:
    assert priority(title, body, language) in ("high", "normal")


@pytest.mark.parametrize("title", [
    "Lukashenko arrives in Baku on a state visit to Azerbaijan; Aliyev congratulates him",
    "Aliyev congratulates Lukashenko and invites him to pay a state visit to Azerbaijan",
])  # fmt: skip
def test_a_visit_at_which_somebody_is_congratulated_is_as_urgent_as_any(title: str) -> None:
    assert priority(title, "", "en") == "urgent"
