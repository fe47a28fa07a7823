"""The text part: what it says, that it adds up, and that nothing is cut in silence."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from monitor.digest import html, numbered, subject, text
from monitor.digest.page import page as laid_out
from monitor.model.message import Counts, FeedHealth, FrameLanguage, Health
from monitor.pipeline.feedhealth import named
from tests.digest.samples import END, SAMPLES, at, busy, crowded, digest, empty, golden, hostile, report, story

GOLDEN = Path(__file__).parent / "golden"


def test_subject_and_text_are_those_that_were_read_and_agreed() -> None:
    """A change in a golden file is meant to be seen; `python -m tests.digest.samples` writes them anew."""
    written = golden()
    assert {path.name for path in GOLDEN.iterdir()} == set(written)
    for name, content in written.items():
        assert content == (GOLDEN / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_but_a_web_address_is_longer_than_78_columns(name: str) -> None:
    """Outlook and a cable wrap what is longer."""
    long = [row for row in text(SAMPLES[name]()).splitlines() if len(row) > 78]
    assert all(re.fullmatch(r" *https?://\S+", row) for row in long)


def test_the_counts_in_the_head_are_those_of_the_lines_below() -> None:
    """Stories, reports, outlets and corrections of the head, counted again in the body."""
    page = text(busy())
    head = page.split("Feeds:")[0].split("UTC+4)")[1]
    stories, muted, reports, outlets, disputed, corrections, alerted = map(int, re.findall(r"\d+", head))
    lines = set(re.findall(r"^   (\d+\.\d+) ", page, re.MULTILINE))
    facts = {line for view in laid_out(busy()).stories for line in (*view.quotes, *view.figures)}
    copies = re.findall(r"same text: ", page)
    assert stories == len(re.findall(r"monitor show story \d+", page)) + muted
    assert muted == len(re.findall(r"muted until", page)) == 1
    in_muted = int(re.findall(r"(\d+) reports? in \d+ outlets?, one side", " ".join(page.split()))[0])
    assert reports + corrections == len(lines - {line.number for line in facts}) + len(copies) + in_muted
    assert disputed == len(re.findall("DISPUTED", page)) == 1
    assert corrections == len(re.findall(r"\(story \d+\)", page)) == 1
    assert alerted == len(re.findall(r"^\d+ alerted", page, re.MULTILINE)) == 1
    news = page.split("CORRECTIONS")[1].split("\n12 ")[1]
    names = ["Baku Courier", "Minsk Wire", "Минская хроника", "Xəzər İcmalı", "Third Country Agency", "Вольны Час"]
    assert outlets == sum(f"{name} (invented)" in news for name in names) == len(names)


def test_near_misses_add_up() -> None:
    """The sum is that of the reasons."""
    assert "7 articles just missed: 5 only listed among other countries, 2 sport." in text(busy())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_time_has_a_zone(name: str) -> None:
    """A clock time is followed by its city, or stands in the period, which ends in one."""
    flat = " ".join(text(SAMPLES[name]()).split())
    times = re.findall(r"\d\d:\d\d (\S+)", flat.replace("07:30 to ", ""))
    assert times
    assert {time.strip(".,;:") for time in times} == {"Baku"}


def test_corrections_come_before_all_stories_and_the_most_urgent_story_is_first() -> None:
    """The order is that of weight, not of arrival."""
    page = text(busy())
    marks = ["For internal use", "DEMO", "AZERBAIJAN", "4 stories", "Feeds:", "CORRECTIONS", "URGENT", "HIGH", "UPDATE",
             "MUTED", "ALERTED", "COMING", "OPEN", "NEARLY"]  # fmt: skip
    assert [page.index(mark) for mark in marks] == sorted(page.index(mark) for mark in marks)


def test_a_number_on_a_line_is_the_report_it_answers_for() -> None:
    """12.2 in the text and 12.2 in `numbered` are one report; a muted story's lines have numbers, too."""
    sample = busy()
    page, answers = text(sample), numbered(sample)
    shown = re.findall(r"^   (\d+\.\d+) ", page, re.MULTILINE)
    assert [*shown, "21.1", "21.2"] == list(answers)
    assert shown[:3] == ["9.1", "12.1", "12.2"]
    assert answers["12.2"].text in page.split("12.2")[1].split("\n")[0]
    assert (answers["12.2"].story, answers["12.2"].article, answers["12.2"].fact) == (12, 2, "")
    assert (answers["12.6"].article, answers["12.6"].fact) == (1, "1f0")


def test_an_empty_day_is_told_in_ten_lines() -> None:
    """What was read, what came last, what is coming and open."""
    page = text(empty())
    assert len(page.strip().splitlines()) <= 10
    assert page.startswith("No new dealings found between Azerbaijan and Belarus.\n")
    assert "43 of 43 feeds answered, 1,912 new articles" in page
    assert "11 Apr 15:00 Baku (36 days before)" in page


def test_blindness_is_not_told_as_silence() -> None:
    """With no feed heard the digest does not claim that nothing happened."""
    blind = replace(empty(), health=Health(43, 0))
    assert "Nothing could be seen" in text(blind)
    assert "No new dealings" not in text(blind)
    assert subject(blind) == "Azerbaijan – Belarus, 16 May: nothing could be seen, 0 of 43 feeds answered"


def test_twenty_stories_stand_in_full_and_every_other_on_a_line_of_its_own() -> None:
    """Nothing is only counted."""
    page = text(crowded(25))
    assert len(re.findall(r"monitor show story \d", page)) == 20
    assert page.startswith("AZERBAIJAN – BELARUS")
    assert "25 stories with news: 25 reports" in page
    for n in range(1, 26):
        assert f"Dealing number {n} (invented)" in page


def test_a_story_of_many_reports_names_each_of_them() -> None:
    """After eight reports in full the others get a line each."""
    reports = [report(n, f"Report number {n} (invented)", first_seen=END - 100 + n) for n in range(1, 31)]
    page = text(digest(story(12, "Many (invented)", *reports)))
    assert all(f"Report number {n} (invented)" in page for n in range(1, 31))
    assert page.count("https://") == 30


def test_every_feed_not_heard_is_named() -> None:
    """Six in the head, the rest at the end."""
    silent = tuple(FeedHealth(f"feed_{n}", f"Outlet {n}", None, "no answer") for n in range(1, 31))
    page = text(replace(busy(), health=Health(43, 13, silent)))
    assert all(f"(feed_{n})" in page for n in range(1, 31))
    assert "and 24 more feeds, named at the end" in page.split("CORRECTIONS")[0]


MANY_SILENT = {
    "en": ("and 12,044 more feeds, the first of them named at the end", "and 12,000 more: monitor sources list"),
    "ru": ("и ещё 12 044 ленты, первые из них названы в конце", "и ещё 12 000: monitor sources list"),
    "az": (
        "və daha 12.044 xəbər lenti, onlardan birincilərin siyahısı sondadır",
        "və daha 12.000: monitor sources list",
    ),
}


@pytest.mark.parametrize("language", MANY_SILENT)
def test_of_thousands_of_feeds_not_heard_the_first_are_named_and_the_rest_is_counted(language: FrameLanguage) -> None:
    """In each form, with the command that names them all."""
    silent = tuple(FeedHealth(f"feed_{n}", f"Outlet {n}", None, "no answer") for n in range(1, 51))
    found = replace(busy(), frame=language, health=Health(60_000, 47_950, silent, unnamed=(12_000, 0, 0)))
    head, rest = MANY_SILENT[language]
    words, marked = (" ".join(unescape(form(found)).split()) for form in (text, html))
    assert (head in words, words.count(rest), marked.count(rest)) == (True, 1, 1)
    assert words.index("(feed_50)") < words.index(rest)


def test_a_list_of_troubled_feeds_is_cut_and_what_it_lost_is_counted() -> None:
    feeds = tuple(FeedHealth(f"feed_{n}", f"Outlet {n}", None, "no answer") for n in range(70))
    cut = named(Health(100, 30, feeds, feeds[:50], feeds[:51]), 50)
    assert (cut.silent, cut.quiet, cut.gaps, cut.unnamed) == (feeds[:50], feeds[:50], feeds[:50], (20, 0, 1))


def test_further_feeds_silent_against_their_habit_are_counted_with_those_that_have_no_line() -> None:
    quiet = tuple(FeedHealth(f"feed_{n}", f"Outlet {n}", 0, "nothing new for 3 days") for n in range(1, 51))
    page = text(replace(busy(), health=Health(43, 43, quiet=quiet, unnamed=(0, 100, 0))))
    assert "Silent against their habit: 142 more feeds" in page


def test_trouble_is_told_in_the_head() -> None:
    """A broken rule edit, undelivered messages and articles set aside."""
    health = Health(43, 43, rules_trouble="rules/az-by.yaml:9:14 'belrus' is no name", undelivered=1, set_aside=2)
    head = text(replace(busy(), health=health)).split("CORRECTIONS")[0]
    assert "rules/az-by.yaml:9:14" in head
    assert "1 message could not be delivered" in head
    assert "could not be worked on: 2 articles." in head


def test_dated_and_first_seen_both_stand_when_they_are_far_apart() -> None:
    """Six hours is the border; an article without a date says so."""
    near = report(1, "Near (invented)", dated=at(16, 10, 0), first_seen=at(16, 16, 0))
    far = report(2, "Far (invented)", dated=at(16, 10, 0), first_seen=at(16, 16, 1))
    page = text(digest(story(1, "Talks (invented)", near, far, report(3, "None (invented)", dated=None))))
    assert "16 May 10:00 Baku (" in page
    assert "dated 16 May 10:00 Baku, first seen 16 May 16:01 Baku" in " ".join(page.split())
    assert "undated, first seen 16 May 19:41 Baku" in page


@pytest.mark.parametrize(
    ("sides", "pair", "claim"),
    [
        (("AZ", "BY"), ("AZ", "BY"), "REPORTED BY BOTH SIDES"),
        (("AZ",), ("AZ", "BY"), "REPORTED BY ONE SIDE (BAKU)"),
        (("BY",), ("AZ", "BY"), "REPORTED BY ONE SIDE (MINSK)"),
        (("ZW",), ("ZW", "BY"), "REPORTED BY ONE SIDE (ZIMBABWE)"),
        ((), ("AZ", "BY"), "REPORTED BY OUTLETS OF NEITHER SIDE"),
    ],
)
def test_who_reports_a_story_is_said(sides: tuple[str, ...], pair: tuple[str, str], claim: str) -> None:
    """A side is named by its capital, and by its own name where the table has none."""
    sample = digest(story(1, "Talks (invented)", report(1, "Talks (invented)"), sides=sides, pair=pair))
    assert claim in text(sample)


def test_a_theme_without_a_pair_claims_nothing_about_sides() -> None:
    """Sides exist only within a pair."""
    assert "REPORTED" not in text(digest(story(1, "Talks (invented)", report(1, "T (invented)"), pair=None)))


def test_copies_are_folded_under_the_text_they_repeat() -> None:
    """A copy of a copy too; a copy whose original was told before says so."""
    told = report(1, "Told (invented)")
    first, second = report(2, "First (invented)"), report(3, "Second (invented)", copy_of=2, outlet="Second (invented)")
    third = report(4, "Third (invented)", copy_of=3, outlet="Third (invented)")
    late = report(5, "Late (invented)", copy_of=1, outlet="Late (invented)")
    page = text(digest(story(1, "Talks (invented)", first, second, third, late, before=(told,))))
    assert re.findall(r"^   (1\.\d) ", page, re.MULTILINE) == ["1.1", "1.2"]
    assert "same text: Second (invented), 16 May 19:33 Baku (BY side, state, English); Third" in " ".join(page.split())
    assert "same text: Minsk Wire (invented), 16 May, already sent" in " ".join(page.split())
    assert ": 4 reports in 4 outlets" in page


def test_copies_in_a_ring_lose_nobody() -> None:
    """Two that call each other copies are both shown."""
    ring = report(1, "One (invented)", copy_of=2), report(2, "Two (invented)", copy_of=1)
    assert set(numbered(digest(story(1, "Talks (invented)", *ring)))) == {"1.1", "1.2"}


def test_a_hostile_title_changes_nothing_around_it() -> None:
    """The honest story stands whole, nothing is cut without a word, no control character is left."""
    page = text(hostile())
    assert "\n40 The honest one (invented)" in page
    assert "[... 9,700 characters more]" in page
    assert "javascript:" not in page
    assert "good.example@" not in page
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u00ad\ud800-\udfff]", page)
    assert "\nBcc:" not in page


def test_words_that_decided_are_all_named_or_counted() -> None:
    """Eight words, then how many more."""
    words = tuple(f"слово{n}" for n in range(11))
    page = text(digest(story(1, "Talks (invented)", report(1, "T (invented)", why=words))))
    assert page.count("слово") == 8
    assert '"слово7" and 3 more words' in " ".join(page.split())


@pytest.mark.parametrize(
    ("sample", "line"),
    [
        (busy(), "[DEMO] Azerbaijan – Belarus, 16 May: 4 stories, 8 reports, 1 disputed figure, 1 correction"),
        (empty(), "Azerbaijan – Belarus, 16 May: nothing new, 43 of 43 feeds answered"),
        (
            digest(story(1, "Görüş Bakıda (uydurma)", report(1, "Görüş (uydurma)"))),
            "Azerbaijan – Belarus, 16 May: Görüş Bakıda (uydurma) (1 story, 1 report)",
        ),
        (
            digest(story(1, "T (invented)", report(1, "T (invented)", change="correction"))),
            "Azerbaijan – Belarus, 16 May: 1 correction",
        ),
        (
            replace(empty(), end=at(20, 7, 30), counts=Counts(0, 0)),
            "Azerbaijan – Belarus, 16 to 20 May: nothing new, 43 of 43 feeds answered",
        ),
    ],
)
def test_the_subject_says_what_is_inside(sample: object, line: str) -> None:
    """One story is named; an empty day says how much was heard."""
    assert subject(sample) == line  # type: ignore[arg-type]


def test_a_subject_is_one_line_whatever_the_title() -> None:
    """No line end, no control character, bearable length."""
    line = subject(replace(hostile(), stories=hostile().stories[2:3]))
    assert "\n" not in line
    assert "\r" not in line
    assert len(line) < 300
