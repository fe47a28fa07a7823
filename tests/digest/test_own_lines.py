"""What the digest says of facts, promises and news in its own words: only slots, and never more than they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.digest import eventline, expected, figureline, saying
from monitor.digest.frame import Frame, frame_of
from monitor.digest.moments import Moments
from monitor.digest.phrases import FRAMES
from monitor.model.digestfacts import Coming, OpenPromise, ToldEvent, ToldFigure, ToldQuote
from monitor.model.fact import Conflict, Event, Figure, Known, Quote, Span
from monitor.model.kinds import EVENTS, MESSAGES
from monitor.model.message import FrameLanguage
from monitor.model.phrase import Phrase, as_text, figure_of, figure_slot, from_text
from monitor.model.revision import Difference
from monitor.model.story import News

AT = 1715873580  # 16 May 2024, 19:33 in Baku
HERE = Span("body", 0, 5)
GUEST, HOST, OFFICE = "person.guest", "person.host", "person.minister"
NAMES = (
    (GUEST, "Guest"), (f"full.{GUEST}", "Gregory Guest"), (f"side.{GUEST}", "BY"), (HOST, "Host"), (f"side.{HOST}", "AZ"),
    ("place.town", "Town"), ("said.Şuşada", "Neutral"), (OFFICE, "the minister"), (f"office.{OFFICE}", "the minister"),
)  # fmt: skip
VISIT = Event(
    "visit_state", 1, HERE, visit="visit_state", sides=("BY", "AZ"), actors=(GUEST,), recipients=(HOST,), host="AZ",
    guest="BY", level="president", place="place.town", day="2024-05-16", day_from="said", status="under_way",
)  # fmt: skip
TURNOVER = Figure("turnover", "level", 1, HERE, value=48e6, unit="USD", period="2023", pair=("AZ", "BY"))


def spoken(tag: FrameLanguage) -> tuple[Frame, Moments]:
    frame = frame_of(tag, NAMES)
    return frame, frame.moments("Asia/Baku", AT)


def test_a_visit_is_told_with_its_day_roles_and_days() -> None:
    frame, moments = spoken("en")
    visit = ToldEvent(VISIT, (1,), since="2024-05-15", last="2024-05-17")
    talks = ToldEvent(Event("talks_one_on_one", 1, HERE, sides=("AZ", "BY"), day="2024-05-16", day_from="said"), (1,))
    assert eventline.title(visit, frame, moments, [talks]) == "STATE VISIT, DAY 2: one-on-one talks · Town"
    assert eventline.slots(visit, frame, moments) == (
        "Guest (BY, guest) with Host (AZ, host) · level: presidents · 16 May 2024 · Town · under way since 15 May · "
        "until 17 May"
    )


def test_slots_stay_in_the_nominative_in_every_language() -> None:
    visit = ToldEvent(VISIT, (1,), since="2024-05-15")
    for tag in FRAMES:
        frame, moments = spoken(tag)
        assert eventline.slots(visit, frame, moments).startswith("Guest (BY, ")
    frame, moments = spoken("ru")
    assert eventline.slots(visit, frame, moments) == (
        "Guest (BY, гость) – Host (AZ, принимающая сторона) · уровень: президенты · 16 мая 2024 г. · Town · "
        "продолжается с 15 мая"
    )


@pytest.mark.parametrize("tag", FRAMES)
@pytest.mark.parametrize("kind", EVENTS)
def test_what_is_planned_or_off_is_never_told_as_done(tag: FrameLanguage, kind: str) -> None:
    frame, moments = spoken(tag)
    done = ToldEvent(Event(kind, 1, HERE, sides=("AZ", "BY"), day="2024-05-16", day_from="said"), (1,))
    for status in ("planned", "postponed", "cancelled"):
        other = replace(done, event=replace(done.event, status=status))
        off = kind == "visit_cancelled_or_postponed" and status == "planned"
        said = frame.status("off" if off else status, kind)
        assert frame.upper(said) in eventline.title(other, frame, moments)
        assert said in eventline.slots(other, frame, moments)


@pytest.mark.parametrize("tag", FRAMES)
def test_an_announcement_read_as_done_is_planned_all_the_same(tag: FrameLanguage) -> None:
    frame, moments = spoken(tag)
    told = ToldEvent(Event("signing_planned", 1, HERE, sides=("AZ", "BY")), (1,))
    assert frame.upper(frame.status("planned", "signing_planned")) in eventline.title(told, frame, moments)


@pytest.mark.parametrize("tag", FRAMES)
def test_a_visit_that_is_off_is_never_told_as_held(tag: FrameLanguage) -> None:
    frame, moments = spoken(tag)
    told = ToldEvent(Event("visit_cancelled_or_postponed", 1, HERE, sides=("AZ", "BY"), status="done"), (1,))
    assert frame.upper(frame.status("off", "visit_working")) in eventline.title(told, frame, moments)


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_message_is_called_a_message_and_goes_one_way(kind: str) -> None:
    frame, moments = spoken("ru")
    event = ToldEvent(replace(VISIT, kind=kind, visit="", host="", guest="", status="done"), (1,))
    assert eventline.title(event, frame, moments).startswith(frame.upper(frame.term("event", kind)))
    one_way = eventline.slots(event, frame, moments).startswith("от кого: Guest (BY); кому: Host (AZ)")
    assert one_way == (kind != "video_or_letter_contact")


def test_a_day_that_nobody_said_is_the_reports() -> None:
    frame, moments = spoken("en")
    event = ToldEvent(replace(VISIT, day_from="assumed", status="done"), (1,))
    assert "16 May 2024 (day of the report)" in eventline.slots(event, frame, moments)


def test_background_is_marked() -> None:
    frame, moments = spoken("en")
    assert "told as background" in eventline.slots(ToldEvent(replace(VISIT, background=True), (1,)), frame, moments)


def test_a_place_stands_by_its_neutral_name_else_as_it_is_written() -> None:
    frame, moments = spoken("en")
    said = replace(VISIT, place="place.liberated_territories", place_said="Şuşada")
    assert eventline.title(ToldEvent(said, (1,)), frame, moments).endswith("· Neutral")
    unknown = ToldEvent(replace(said, place_said="Xtown"), (1,))
    assert eventline.title(unknown, frame, moments).endswith("· place as written: “Xtown”")


def test_a_figure_is_told_with_time_and_speaker() -> None:
    frame, _ = spoken("en")
    assert figureline.figure(ToldFigure(TURNOVER, 1, "Baku Courier"), frame) == (
        "Trade turnover, Azerbaijan – Belarus, 2023: USD 48 mln. Speaker: none found in the text."
    )
    note = replace(TURNOVER, note="43.4 million and 4.9 million are 48.3 million, not 48 million USD", confidence="low")
    frame, _ = spoken("ru")
    assert figureline.figure(ToldFigure(note, 1, "Baku Courier"), frame) == (
        "Товарооборот, Азербайджан – Беларусь, 2023 г.: 48 млн долл. США. Сумма не сходится: 43,4 млн и 4,9 млн дают "
        "48,3 млн, указано 48 млн долл. США. Прочитано с сомнением: сверьте с оригиналом. "
        "Кто назвал: в тексте не найдено."
    )


@pytest.mark.parametrize("tag", FRAMES)
@pytest.mark.parametrize("kind", ["goal", "forecast"])
def test_a_goal_or_forecast_is_never_told_as_a_result(tag: FrameLanguage, kind: str) -> None:
    frame, _ = spoken(tag)
    goal = replace(TURNOVER, kind=kind, value=1e9, period="", deadline="2027", speaker=GUEST)
    line = figureline.figure(ToldFigure(goal, 1, "Baku Courier"), frame)
    assert line.index(frame.say(f"figure_kind.{kind}")) < line.index("1 ")
    assert "2027" in line
    assert "Gregory Guest" in line


@pytest.mark.parametrize("tag", FRAMES)
def test_a_dispute_names_both_amounts_outlets_and_times(tag: FrameLanguage) -> None:
    frame, _ = spoken(tag)
    known = Known(replace(TURNOVER, value=885.5e6, period="2021"), 2, "Third Agency", 1)
    more = Conflict("and 3 more figures that do not agree with it")
    lines = figureline.disputed(ToldFigure(TURNOVER, 1, "Baku Courier", (Conflict("...", known), more)), frame)
    assert len(lines) == 2
    assert "3" in lines[1]
    for part in ("Baku Courier", "Third Agency", "2023", "2021", frame.number(885.5), "18"):
        assert part in lines[0]


def test_a_quote_keeps_its_words_and_is_nobodys_without_a_certain_speaker() -> None:
    frame, _ = spoken("ru")
    quote = ToldQuote(Quote((HERE,), "We will  build", 1, GUEST, "the guest"), 1, "Baku Courier", "en")
    assert figureline.quote(quote, frame) == "Gregory Guest: «We will build» [язык: английский]"
    nobody = replace(quote, quote=replace(quote.quote, speaker="", speaker_said=""))
    assert figureline.quote(nobody, frame) == "«We will build» [язык: английский]"
    held_by_many = replace(quote, quote=replace(quote.quote, speaker=OFFICE, speaker_said="Mr Example"))
    assert figureline.quote(held_by_many, frame).startswith("the minister, «Mr Example»: ")


@pytest.mark.parametrize("tag", FRAMES)
def test_what_comes_and_what_is_open_is_told_with_its_last_word(tag: FrameLanguage) -> None:
    frame, moments = spoken(tag)
    thing = Coming("visit_official", ("AZ", "BY"), "AZ", "BY", "president", "place.town", "", "2024-05-20", "",
                   "announced", "Baku Courier", AT, "event/1/1", ("2024-05-12",))  # fmt: skip
    line = expected.coming(thing, frame, moments)
    for part in (
        frame.day("2024-05-20"),
        frame.day("2024-05-12"),
        "Town",
        "Baku Courier",
        frame.status("planned", "visit_official"),
    ):
        assert part in line
    promise = OpenPromise(
        "plan:12-point:AZ-BY", ("AZ", "BY"), "2024", False, AT, AT, "Baku Courier", GUEST, "promise/1/1"
    )
    told = expected.promise(promise, frame, moments, AT + 29 * 86400)
    for part in ("12", "AZ–BY", "2024", "Guest", "Baku Courier", frame.count("day_ago", 29)):
        assert part in told
    over = expected.promise(replace(promise, over=True), frame, moments, AT)
    assert over != expected.promise(promise, frame, moments, AT)


def test_a_growth_that_may_be_times_or_percent_is_not_guessed() -> None:
    frame, _ = spoken("en")
    assert expected.named("goal:turnover:x12:AZ-BY", frame) == "goal: trade turnover"
    assert expected.named("goal:turnover:1000000000USD:AZ-BY", frame) == "goal: trade turnover USD 1 bln"
    assert expected.named("forecast:turnover:2024:AZ-BY", frame) == "forecast for 2024: trade turnover"


def test_news_without_phrases_is_said_as_it_was_found() -> None:
    phrases = (
        Phrase.of("moved", thing="visit_official>AZ", days="2024-05-20", other_days="2024-05-12", outlet="Wire"),
    )
    one = News("day", "official visit to Baku moved from 12 to 20 May 2024 (Wire)", 2, phrases)
    assert saying.news(one, frame_of("en")) == one.sentence
    assert saying.news(one, frame_of("ru")) == (
        "официальный визит (Баку): новая дата – 20 мая 2024 г., прежняя – 12 мая 2024 г. (Wire)"
    )
    assert saying.news(replace(one, phrases=()), frame_of("ru")) == one.sentence
    assert from_text(as_text(phrases)) == phrases


def test_a_correction_speaks_the_frames_language() -> None:
    slots = {"figure": figure_slot(TURNOVER), "other_figure": figure_slot(replace(TURNOVER, value=480e6, period=""))}
    found = Difference("figure", "turnover 2023: was ...", phrase=Phrase.of("figure_was", **slots))
    assert saying.changed(found, frame_of("az")) == (
        "ticarət dövriyyəsi, 2023: 48 mln ABŞ dolları; əvvəlki qiymət: 480 mln ABŞ dolları"
    )
    assert saying.changed(replace(found, phrase=None), frame_of("az")) == "turnover 2023: was ..."
    assert figure_of(figure_slot(TURNOVER)).value == 48e6
    off = Phrase.of("status_was", thing="meeting_received", status="cancelled", other_status="planned")
    assert saying.changed(Difference("status", "x", phrase=off), frame_of("ru")) == (
        "встреча: прежде – запланирована, теперь – отменена"
    )


def test_what_is_new_heads_a_story_that_began_as_something_else() -> None:
    """Days after a visit its story tells of a meeting to come: nobody must read that the guest is still there."""
    visit = ToldEvent(replace(VISIT, day="2024-05-17", status="done"), (1,), new=False, since="2024-05-15")
    meeting = ToldEvent(replace(VISIT, kind="meeting_received", status="planned", day="2024-06-03"), (2,))
    assert [each.event.kind for each in eventline.led((visit, meeting))] == ["meeting_received", VISIT.kind]
    assert eventline.led((replace(visit, new=True), meeting)) == (replace(visit, new=True), meeting)
    assert eventline.led((visit,)) == (visit,)
    assert eventline.about(visit, frame_of("en")).startswith("story: ")
    assert "15" in eventline.about(visit, frame_of("az"))


def test_days_are_counted_as_a_calendar_counts_them() -> None:
    """From yesterday evening to this morning it is one day, whatever the hours."""
    moments = frame_of("en").moments("Asia/Baku", 1_715_900_000)
    evening = 1_715_872_380  # 16 May 2024, 19:13 in Baku
    assert [moments.nights(evening, evening + hours * 3600) for hours in (0, 4, 12, 36)] == [0, 0, 1, 2]
