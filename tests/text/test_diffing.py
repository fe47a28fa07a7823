"""Two texts by sentences and words: nothing lost, nothing doubled, whatever the texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.diffing import pieces, rows
from monitor.text.sentences import sentences

SENTENCE = st.sampled_from(["Адзін.", "Two went.", "Üç nəfər gəldi.", "Two went home.", "сям'я", "\n", "…", "İı iI"])
TEXT = st.lists(SENTENCE, max_size=12).map(" ".join)


@given(TEXT, TEXT)
def test_every_sentence_of_both_stands_in_a_row_once_and_in_order(old: str, new: str) -> None:
    found = rows(old, new)
    assert [row.old for row in found if row.old] == sentences(old)
    assert [row.new for row in found if row.new] == sentences(new)
    assert all(
        old[slice(*row.old)] == new[slice(*row.new)] for row in found if row.kind == "same" and row.old and row.new
    )


@given(st.text(max_size=20), st.text(max_size=20))
def test_pieces_give_back_both_sentences(old: str, new: str) -> None:
    found = pieces(old, new)

    def letters(text: str) -> str:
        return "".join(text.split())

    if letters("".join(old.split())) and old.isascii():
        assert letters("".join(p.text for p in found if p.kind != "in")) == letters(old)
    assert all(piece.text for piece in found)


@pytest.mark.parametrize(
    ("old", "new", "went", "came"),
    [
        ("Тавараабарот склаў 480 млн.", "Тавараабарот склаў 48 млн.", ["480 "], ["48 "]),
        ("У сям’і яго чакалі.", "У сям'і яго чакалі.", ["сям’і "], ["сям'і "]),
        ("Bakıya gəlib.", "Bakiya gəlib.", ["Bakıya "], ["Bakiya "]),
        ("IŞIQ yandı", "ışıq yandı", ["IŞIQ "], ["ışıq "]),
        ("Lukaşenko’nun ziyareti", "Aliyev’in ziyareti", ["Lukaşenko’nun "], ["Aliyev’in "]),
        ("Он при\u0301был.", "Он убыл.", ["при\u0301был"], ["убыл"]),
    ],
)
def test_words_are_those_of_the_language(old: str, new: str, went: list[str], came: list[str]) -> None:
    found = pieces(old, new)
    assert [piece.text for piece in found if piece.kind == "out"] == went
    assert [piece.text for piece in found if piece.kind == "in"] == came


def test_two_spellings_of_one_letter_in_unicode_are_one() -> None:
    assert [piece.kind for piece in pieces("Ела\u0306 мой", "Ела\u0306 мой".replace("й", "и\u0306"))] == ["same"]


def test_an_edited_sentence_stands_beside_what_it_became() -> None:
    old = "One stays. The turnover was 480 million dollars. Two stays."
    new = "One stays. Rain fell. The turnover was 48 million dollars. Two stays."
    assert [row.kind for row in rows(old, new)] == ["same", "in", "changed", "same"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 90_000, "b a " * 45_000),
        ("a. " * 60_000, "b. a. " * 30_000),
        ("слово " * 30_000, "слово слово2 " * 15_000),
        (" ".join(f"w{n}." for n in range(30_000)), " ".join(f"w{n}." for n in range(30_000, 0, -1))),
    ],
)
def test_a_hostile_text_of_200_kb_is_compared_all_the_same(old: str, new: str) -> None:
    found = rows(old, new)
    assert len([row for row in found if row.old]) == len(sentences(old))
    assert pieces(old, new)
