"""The words of an alert: what happened from slots, caution, several stories in one message, three languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.digest import html, text
from monitor.model.digestfacts import ToldEvent, ToldFigure
from monitor.model.fact import Conflict, Event, Figure, Known, Span
from monitor.model.message import Digest, DigestStory, FrameLanguage
from tests.digest.samples import alert, report, story

SPAN = Span("title", 0, 5)
NAMES = (
    ("person.lukashenko", "Lukashenko"), ("side.person.lukashenko", "BY"), ("person.aliyev", "Aliyev"),
    ("side.person.aliyev", "AZ"), ("place.baku", "Baku"),
)  # fmt: skip
VISIT = ToldEvent(
    Event("visit_state", 0, SPAN, visit="visit_state", sides=("BY", "AZ"), actors=("person.lukashenko",),
          recipients=("person.aliyev",), guest="BY", host="AZ", level="president", place="place.baku",
          day="2024-05-16", day_from="said", status="under_way"),
    (2,), since="2024-05-15", last="2024-05-17",
)  # fmt: skip
SIGNED = ToldEvent(Event("signing", 1, SPAN, sides=("AZ", "BY"), day="2024-05-16", day_from="said"), (2,))
SMALL = Figure("turnover", "level", 2, SPAN, value=48e6, unit="USD", said_value="48 million", period="2023",
               pair=("AZ", "BY"))  # fmt: skip
LARGE = replace(SMALL, value=885.5e6, said_value="885.5 million", period="2021")
DISPUTED = ToldFigure(SMALL, 2, "Minsk Wire (invented)", (Conflict("18 times apart", Known(LARGE, 99, "Azertac", 1)),))


def visit(**changes: object) -> Digest:
    """An alert of a signing in a visit."""
    page = alert()
    told = replace(page.stories[0], events=(VISIT, SIGNED), **changes)  # type: ignore[arg-type]
    return replace(page, stories=(told,), names=NAMES)


def gathered(*stories: DigestStory, frame: FrameLanguage = "en") -> Digest:
    """Several high stories in one alert."""
    return replace(alert(), stories=stories, names=NAMES, frame=frame)


def high(number: int, title: str, **changes: object) -> DigestStory:
    """One of them."""
    return story(number, title, report(number, title, story=number, priority="high"), priority="high", **changes)


def bounded(written: str) -> bool:
    return len(written.splitlines()) <= 8 and len(written) <= 600


def test_what_happened_stands_first_in_words_made_of_slots_and_not_the_title() -> None:
    written = text(visit(figures=()))
    what = " ".join(written.splitlines()[1:3])
    assert what.startswith("STATE VISIT, DAY 2: signing · Baku · Lukashenko (BY")
    assert "with Aliyev (AZ" in what
    assert "16 May 2024" in what
    assert "Лукашенко провёл" not in written
    assert written.rstrip().endswith("monitor show story 12 · monitor mute story 12")


def test_a_disputed_figure_of_a_report_it_tells_is_cautioned_of_and_others_are_not() -> None:
    written = text(visit(figures=(DISPUTED,)))
    assert "CAUTION: “48 million” (2023) is disputed. Do not quote unchecked." in " ".join(written.split())
    assert bounded(written)
    assert "is disputed" in html(visit(figures=(DISPUTED,)))
    for silent in (replace(DISPUTED, disputed=()), replace(DISPUTED, article=99)):
        assert "CAUTION" not in text(visit(figures=(silent,)))


def test_the_caution_stays_however_long_everything_else_is() -> None:
    long = replace(alert().stories[0].reports[0], outlet="O" * 900, why=("w" * 900,), title="T" * 10_000)
    written = text(visit(figures=(DISPUTED, DISPUTED), reports=(long,), headline=long.title))
    assert bounded(written)
    assert "CAUTION: “48 million”" in written
    assert "and 1 more figure" in " ".join(written.split())


@pytest.mark.parametrize(("frame", "head", "caution"), [
    ("ru", "СРОЧНО", "Без проверки не цитировать."), ("az", "TƏCİLİ", "Yoxlamadan sitat gətirməyin."),
])  # fmt: skip
def test_it_speaks_the_readers_language_within_the_same_bounds(frame: FrameLanguage, head: str, caution: str) -> None:
    written = text(replace(visit(figures=(DISPUTED,)), frame=frame))
    assert written.startswith(head)
    assert caution in " ".join(written.split())
    assert bounded(written)
    assert [english for english in ("STATE VISIT", "NEW:", "BY:", "WHY:", "nothing sent") if english in written] == []


def test_several_stories_have_their_number_what_and_by_whom() -> None:
    page = gathered(high(15, "Trade is to double"), high(18, "A call of presidents", events=(VISIT,)),
                    high(20, "A plant", figures=(replace(DISPUTED, article=20),)))  # fmt: skip
    written = text(page)
    lines = written.splitlines()
    assert bounded(written)
    assert lines[0].startswith("HIGH · Azerbaijan – Belarus · Thu 16 May 2024, 20:08 Baku")
    assert [line.split()[0] for line in lines if line[0].isdigit()] == ["15", "18", "20"]
    assert "15 Trade is to double · Minsk Wire (invented) (BY)" in lines
    assert "CAUTION: “48 million” is disputed. Do not quote unchecked." in lines
    assert lines[-1] == "monitor show story N · monitor mute story N"
    assert html(page).count("<h3") == 3


def test_stories_for_which_there_is_no_room_are_counted() -> None:
    many = [high(number, f"Dealing number {number} of some length, as outlets write") for number in range(30, 50)]
    written = text(gathered(*many))
    shown = sum(line[0].isdigit() for line in written.splitlines())
    assert bounded(written)
    assert shown >= 4
    assert f"and {20 - shown} more stories, named in the next digest" in written
