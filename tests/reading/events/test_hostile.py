"""Texts that nobody meant to be read: bounded, and no crash."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reading.events import events
from monitor.reading.events.finding import MOST
from tests.reading.events.told import reading, told

WORDS = [
    "Лукашенко",
    "Алиева",
    "İlham",
    "Əliyev",
    "Belarus",
    "Azerbaijan",
    "Minskdə",
    "Bakıda",
    "в",
    "in",
    "to",
    "von",
    "посол",
    "prezident",
    "visit",
    "state",
    "визит",
    "phone",
    "call",
    "received",
    "принял",
    "qəbul",
    "edib",
    "signed",
    "«",
    '"',
    "will",
    "planned",
    "May",
    "16",
    "2024",
    "today",
    ".",
    ",",
    "президенты",
    "the",
    "sides",
    "after",
    "ранее",
    "postponed",
]


def test_an_article_of_one_word() -> None:
    assert [told(word) for word in ("Lukashenko", "visit", ".", "", "Azerbaijani-Belarusian")] == [()] * 5


def test_two_hundred_kilobytes_of_triggers_and_names_take_bounded_time() -> None:
    """Every trigger with another day, so that none is another's mention: the first 200 are kept."""
    one = "On {} May {} Lukashenko met with Ilham Aliyev, signed a memorandum and phoned Vladimir Putin in Minsk. "
    body = "".join(one.format(number % 28 + 1, 1900 + number // 28) for number in range(1900))
    read = reading("Lukashenko", body, "en")
    assert read.ground.cues  # not what is measured here
    started = time.process_time()
    found = events(read.ground)
    assert 0 < len(found) <= MOST
    assert time.process_time() - started < 3


def test_one_sentence_without_an_end_takes_bounded_time() -> None:
    read = reading(
        "", "Lukashenko signed with Ilham Aliyev of Belarus in Minsk on 3 May ambassador visit " * 2500, "en"
    )
    assert read.ground.cues
    started = time.process_time()
    events(read.ground)
    assert time.process_time() - started < 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from(["", "en", "ru", "az", "tr"]))
def test_any_order_of_such_words_is_read(words: list[str], language: str) -> None:
    """Spans lie in the text, sides are two or more, days are dates."""
    text = " ".join(words)
    for event in told(text[:40], text, language):
        assert len(event.sides) >= 2
        assert event.day == "" or event.day[:4].isdigit()
        for span in event.spans:
            field = text[:40] if span.field == "title" else text
            assert 0 <= span.start < span.end <= len(field)
