"""Where the words that decided stand in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.judgement import Evidence
from monitor.proving.words import Piece, marked, passages


def span(start: int, end: int, field: str = "body") -> Evidence:
    return Evidence("title" if field == "title" else "body", start, end, "", "", "")


def test_spans_that_overlap_or_touch_are_one() -> None:
    text = "президент Беларуси Лукашенко"
    pieces = marked(text, "body", [span(10, 18), span(0, 18), span(19, 28)])
    assert pieces == (
        Piece("президент Беларуси", marked=True),
        Piece(" ", marked=False),
        Piece("Лукашенко", marked=True),
    )


def test_words_of_the_other_field_are_not_marked() -> None:
    assert marked("Баку", "title", [span(0, 4)]) == (Piece("Баку", marked=False),)


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_the_pieces_are_the_text(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [span(min(a, b), max(a, b)) for a, b in ends if max(a, b) <= len(text) and a != b]
    pieces = marked(text, "body", spans)
    assert "".join(piece.text for piece in pieces) == text
    in_span = {at for each in spans for at in range(each.start, each.end)}
    at = 0
    for piece in pieces:
        assert all((place in in_span) == piece.marked for place in range(at, at + len(piece.text)))
        at += len(piece.text)


def test_the_sentences_in_which_something_decided() -> None:
    body = "Погода ясная. Алиев в Минске. Дождь. Лукашенко рад."
    found = passages(body, [span(14, 19), span(22, 28), span(37, 46), span(0, 3, "title")])
    assert [body[start:end] for start, end in found] == ["Алиев в Минске.", "Лукашенко рад."]
