"""What a person types, and where it stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.query import EXCERPT, Piece, Query, excerpt, found, marked, pieces, query, term

TEXT = "Прэм'ер сустрэў Ільхама Əliyevi ў Bakıda. Пад’ём гандлю: TRACTORS, tractor-plant і Ştraktor."


def asked(typed: str) -> Query:
    read = pieces(typed)
    return query(read, [[term(piece.text)] for piece in read])


def surfaces(typed: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in found(asked(typed), text)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("əliyevi", ["Əliyevi"]),
        ("ALIYEVI", []),
        ("прэм’ер", ["Прэм'ер"]),
        ("'пад'ём'", ["Пад’ём"]),
        ("bakida", ["Bakıda"]),
        ("tractor*", ["TRACTORS", "tractor"]),
        ("tractor", ["tractor"]),
        ("«tractor plant»", ["tractor-plant"]),
        ("“tractor pl*”", ["tractor-plant"]),
        ("straktor", ["Ştraktor"]),
        ("гандлю або tractors", ["гандлю", "TRACTORS"]),
        ("сустрэў -гандлю", ["сустрэў"]),
    ],
)
def test_case_apostrophes_and_letters_with_marks_do_not_count(typed: str, expected: list[str]) -> None:
    assert surfaces(typed) == expected


def test_words_are_wanted_together_and_or_joins_two() -> None:
    assert asked('visit "trade turnover" or oil* not sport -"oil spill"') == Query(
        wanted=((term("visit"),), (term("trade turnover"), term("oil*"))),
        excluded=(term("sport"), term("oil spill")),
    )


def test_a_quotation_mark_that_is_not_closed_takes_the_rest() -> None:
    assert pieces("«trade turnover") == (Piece("trade turnover", quoted=True, excluded=False, joined=False),)


@pytest.mark.parametrize("typed", ["", "  ", "-visit", "not visit", "...", '""', "or"])
def test_a_search_needs_something_to_find(typed: str) -> None:
    if typed == "or":  # alone it is a word like any other
        assert asked(typed).wanted == ((term("or"),),)
        return
    with pytest.raises(ValueError, match="needs a word"):
        pieces(typed)


def test_an_article_is_no_question() -> None:
    with pytest.raises(ValueError, match="61 words"):
        pieces("word " * 61)


def test_the_passage_shows_most_of_what_was_found_and_begins_with_a_word() -> None:
    text = f"Візіт. {'слова ' * 200}Візіт і гандаль: візіт у Баку.\n{'іншае ' * 200}"
    spans = found(asked("візіт or гандаль"), text)
    start, stop = excerpt(text, spans)
    assert text[start:stop].endswith("Візіт і гандаль: візіт у Баку.")
    assert text[start - 1] == " "
    assert stop - start <= EXCERPT


def test_without_a_place_the_passage_is_the_beginning() -> None:
    assert excerpt("kurz", ()) == (0, 4)
    start, stop = excerpt("wort " * 100, ())
    assert (start, ("wort " * 100)[:stop][-4:]) == (0, "wort")


@given(st.text(max_size=300), st.text(min_size=1, max_size=40))
def test_any_text_and_any_question(text: str, typed: str) -> None:
    """Slices lie in the text, in order; the pieces of a passage are the passage."""
    try:
        spans = found(asked(typed), text)
    except ValueError:
        return
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)
    start, stop = excerpt(text, spans, 40)
    assert 0 <= start <= stop <= len(text)
    shown = "".join(part for part, _ in marked(text, spans, start, stop))
    assert shown == text[start:stop].replace("\n", " ")


@given(st.lists(st.sampled_from(["візіт", "Əliyev", "trade", "1,5"]), min_size=1, max_size=6))
def test_a_phrase_taken_from_a_text_is_found_in_it(words: list[str]) -> None:
    phrase = " ".join(words)
    assert surfaces(f"«{phrase}»", f"До. {phrase.upper()} пасля") != []
