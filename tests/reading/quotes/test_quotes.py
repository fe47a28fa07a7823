"""Quotes in the styles of nine languages: found whole, in the right mouth or in none."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from monitor.yamlfile import Strict, load
from tests.reading.quotes.reading import acting, read, said


class Text(Strict):
    """An invented text and its quotes: words, last part of the speaker's id without the first name."""

    language: str
    text: str
    quotes: list[list[str]]
    title: str = ""


class Texts(BaseModel):
    """The file of them."""

    texts: list[Text]


def _texts() -> list[Text]:
    path = Path(__file__).with_name("texts.yaml")
    data = b"texts:\n" + path.read_bytes()
    return load(path.name, data, Texts).value.texts


@pytest.mark.parametrize("case", _texts(), ids=lambda case: f"{case.language} {case.title or case.text[:40]}")
def test_a_reader_finds_the_same_words_and_speakers(case: Text) -> None:
    found = [[words, speaker.rpartition("_")[2]] for words, speaker in said(case.text, case.title, case.language)]
    assert found == case.quotes


def test_spans_are_the_words_themselves() -> None:
    body = "«Мы построим эту дорогу, — подчеркнул министр. — И мост построим тоже»."
    (quote,) = read(body, language="ru")
    assert [body[span.start : span.end] for span in quote.spans] == ["Мы построим эту дорогу", "И мост построим тоже"]
    assert (quote.speaker, quote.speaker_said) == ("", "министр")
    assert quote.said is not None
    assert body[quote.said.start : quote.said.end] == "министр"


def test_words_on_a_sign_are_not_put_into_the_mouth_of_who_spoke_before() -> None:
    body = (
        "“The first hundred tractors leave in June,” said Adam Ersatz, director of the Example Works. “No entry for "
        "visitors,” read a sign at the gate. “The second hundred leave in July,” said Bertha Ersatz, his deputy."
    )
    assert [(quote.words, quote.speaker_said) for quote in read(body, language="en")] == [
        ("The first hundred tractors leave in June", "Adam Ersatz"),
        ("No entry for visitors", ""),
        ("The second hundred leave in July", "Bertha Ersatz"),
    ]


def test_a_body_that_stands_there_twice_gives_its_quotes_once() -> None:
    body = "Everybody came to the opening. “We will build the road together,” the minister said.\n"
    assert len(read(body * 3, language="en")) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Minister Jan Wolmer met Ambassador Rauf Testli in Baku.", ("Jan Wolmer", "Rauf Testli")),
        ("Министр Иван Петраков посетил Минск.", ("Иван Петраков",)),
        ("İqtisadiyyat naziri Anar Testli Minskə gəlib.", ("Anar Testli",)),
        ("Jan Wolmer came with the Supreme Council and the minister.", ()),
        ("Минский тракторный завод посетил министр.", ()),
    ],
)
def test_people_whom_the_lexicon_does_not_know_are_named_behind_a_title(text: str, names: tuple[str, ...]) -> None:
    assert acting(text) == names


@pytest.mark.parametrize(
    "body",
    [
        '"' * 100_000,
        "«" * 100_000,
        "“a ” " * 30_000,
        '"We said ' * 12_000,
        "“We agree on all of this,” he said. " * 3_000,
        "“We agree on all of this,” the president said. Ilham Aliyev came. " * 1_500,
        "- said:\n" * 15_000,
        "Aliyev said:\n- We\n" * 6_000,
        "said " * 25_000 + "“We agree on all of this,” said " + "Lukashenko " * 5_000,
    ],
    ids=lambda body: body[:20],
)
def test_a_hostile_text_takes_bounded_time(body: str) -> None:
    from tests.reading.quotes.reading import ground

    made = ground(body, language="en")
    assert made.cues is not None
    begun = time.process_time()
    from monitor.reading.quotes import quotes

    assert len(quotes(made)) <= 400
    assert time.process_time() - begun < 4


def test_an_entry_for_several_people_is_displayed_under_the_name_of_none_of_them() -> None:
    """Else the words of one ambassador would stand in the mouth of another."""
    from tests.lexicon.shipped import shipped

    for known in shipped().names.values():
        full = [form.text for _, form in known.strong if form.language == "en" and form.text in known.role]
        if known.kind == "person" and len(full) > 1:
            assert known.shown
            assert not any(name in known.shown for name in full)
    assert acting("Andrei Ravkov met Dmitry Pinevich.") == ("Andrei Ravkov", "Dmitry Pinevich")


PIECES = ["“", "”", '"', "«", "»", "„", "'", "’", "—", "- ", "\n", ": ", ", ", ". ", "said ", "сказал ", "deyib ", "dedi ", "he ", "we ",
          "Anar Velov ", "Дубко ", "президент ", "the minister ", "road ", "ёлка ", "\u00ad", "ß", "İ"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.sampled_from(["en", "ru", "az", "tr", ""]))
def test_whatever_the_marks_spans_lie_in_the_text_in_order_and_give_the_words(body: str, language: str) -> None:
    from monitor.reading.quotes import quotes
    from tests.reading.quotes.invented import invented
    from tests.reading.quotes.reading import ground

    for quote in quotes(ground(body, "", language, invented())):
        spans = quote.spans
        assert all(0 <= span.start < span.end <= len(body) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert quote.words == " ".join(" ".join(body[span.start : span.end].split()) for span in spans)
        assert not quote.speaker or quote.speaker in invented().names
