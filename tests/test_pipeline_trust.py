"""What would end a reader's trust at once, each told through the river: one day, read by two readers.

People, works and places of these texts are invented where they say something.
"""

from __future__ import annotations

import re

import pytest

from monitor import digest
from monitor.model.message import Digest, DigestStory
from tests.world import Item, World, source, subscription

TRADE = Item(
    "Azerbaijan and Belarus discuss trade in Baku",
    "Ministers of Azerbaijan and Belarus met in Baku on 13 May 2024. Trade turnover between Azerbaijan and Belarus "
    "amounted to 48 million dollars in 2023. Last week the ambassador of Russia was summoned to the foreign ministry of "
    "Azerbaijan over a remark.",
)
EARLIER = Item(
    "Trade of Azerbaijan and Belarus in numbers",
    "Trade turnover between Azerbaijan and Belarus reached 885.5 million dollars in 2021.",
)
EXILE = Item(
    "What Azerbaijan and Belarus really sell each other",
    "Trade turnover between Azerbaijan and Belarus amounted to 311 million dollars in 2023. Azerbaijan and Belarus plan to "
    "raise trade turnover to 777 million dollars by 2029. The President of Belarus will pay a working visit to Azerbaijan "
    "on 27 May 2024.",
)
GOAL = Item(
    "Belarus and Azerbaijan set a goal for trade",
    "Belarus and Azerbaijan plan to raise trade turnover to 1 billion dollars by 2030.",
)
QUOTES = Item(
    "Tractor plant of Belarus and Azerbaijan opens in Ganja",
    "Belarus and Azerbaijan opened a joint tractor plant in Ganja on 13 May 2024. “The first hundred tractors leave in "
    "June,” said Adam Ersatz, director of the Example Works. “No entry for visitors,” read a sign at the gate.",
)
HISTORY = Item(
    "Embassy of Azerbaijan in Belarus marks an anniversary",
    "The ambassador of Azerbaijan in Minsk met the deputy foreign minister of Belarus on 13 May 2024. In November 2018 "
    "President of Azerbaijan Ilham Aliyev paid an official visit to Belarus. In 2010 trade turnover between Azerbaijan "
    "and Belarus was 146 million dollars.",
)
SOURCES = (
    source("azernews", outlet="AzerNEWS", kind="pro-government"), source("azertac", outlet="AZERTAC"),
    source("belta", outlet="BelTA"),
    source("bexile", outlet="Far Away", kind="exile", side=None, country="PL", zone="Europe/Warsaw"),
)  # fmt: skip
ALL, CHOOSY = subscription("all", "all@example.org"), subscription("choosy", without_kinds=frozenset({"exile"}))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """07:29, a minute before the digests."""
    made = World(tmp_path_factory.mktemp("trust"), sources=SOURCES, subscriptions=(ALL, CHOOSY))
    made.feed("azertac", EARLIER, GOAL).feed("bexile", EXILE).feed("belta", QUOTES, HISTORY).at("06:20")
    again = Item(QUOTES.title, QUOTES.text, link="https://belta.example/" + "-".join(QUOTES.title.lower().split())[:60])
    return made.feed("azernews", TRADE, again).at("07:29")


@pytest.fixture(scope="module")
def everything(world: World) -> Digest:
    """The digest of who reads all."""
    return world.river.composing.draft(ALL, "2024-05-14/daily", world.clock.now())


@pytest.fixture(scope="module")
def chosen(world: World) -> Digest:
    """The digest of who leaves out exile media."""
    return world.river.composing.draft(CHOOSY, "2024-05-14/daily", world.clock.now())


def story_of(found: Digest, item: Item) -> DigestStory:
    (story,) = [each for each in found.stories if item.title in {report.title for report in each.reports}]
    return story


def flat(found: Digest) -> str:
    return " ".join(digest.text(found).split())


def test_words_are_given_to_who_said_them_and_to_nobody_else(everything: Digest) -> None:
    told = [(each.quote.words, each.quote.speaker_said) for each in story_of(everything, QUOTES).quotes]
    assert told == [("The first hundred tractors leave in June", "Adam Ersatz")]
    assert "No entry" not in flat(everything)


def test_a_goal_is_never_shown_as_a_result(everything: Digest) -> None:
    (goal,) = [each for each in story_of(everything, GOAL).figures if each.outlet == "AZERTAC"]
    assert (goal.figure.kind, goal.figure.deadline) == ("goal", "2030")
    lines = [line for line in digest.text(everything).splitlines() if "USD 1 bln" in line]
    assert lines
    assert [line for line in lines if "goal" not in line.lower()] == []


def test_the_48_million_never_stand_without_their_note(everything: Digest) -> None:
    (figure,) = story_of(everything, TRADE).figures
    against = {(each.other.figure.said_value, each.other.outlet) for each in figure.disputed if each.other}
    assert ("885.5 million dollars", "AZERTAC") in against
    text = flat(everything)
    assert re.search(r"2023: USD 48 mln.{0,120}DISPUTED: USD 48 mln for 2023 .AzerNEWS.; USD", text)


def test_another_pairs_summons_is_not_ours(everything: Digest) -> None:
    story = story_of(everything, TRADE)
    assert {each.event.kind for each in story.events} == {"meeting_received"}
    assert story.priority != "urgent"
    assert "summon" not in digest.text(everything).lower()


def test_what_an_article_recalls_is_told_neither_as_an_event_nor_as_a_figure(everything: Digest) -> None:
    story = story_of(everything, HISTORY)
    assert [each.event.day for each in story.events] == ["2024-05-13"]
    assert (story.figures, story.old_figures) == ((), 1)


def test_every_word_of_a_why_stands_in_the_article(everything: Digest) -> None:
    texts = {item.title: f"{item.title} {item.text}" for item in (TRADE, EARLIER, EXILE, GOAL, QUOTES, HISTORY)}
    reports = [report for story in everything.stories for report in story.reports]
    assert all(report.why for report in reports)
    assert [word for report in reports for word in report.why if word not in texts[report.title]] == []


def test_totals_add_up(everything: Digest) -> None:
    reports = [report for story in everything.stories for report in story.reports]
    outlets = {name for report in reports for name in (report.outlet, *report.also_in)}
    head = f"{len(everything.stories)} stories with news: {len(reports)} reports in {len(outlets)} outlets. 2 disputed"
    assert head in flat(everything)
    assert digest.text(everything).count("DISPUTED") == sum(
        bool(figure.disputed) for story in everything.stories for figure in story.figures
    )


def test_one_item_in_two_feeds_is_one_line(everything: Digest) -> None:
    (report,) = story_of(everything, QUOTES).reports
    assert (report.outlet, report.also_in, set(report.sides)) == ("BelTA", ("AzerNEWS",), {"BY", "AZ"})
    assert digest.text(everything).count(QUOTES.title) == 1


def test_every_report_has_a_number_that_it_can_be_answered_by(everything: Digest) -> None:
    reports = {report.article for story in everything.stories for report in story.reports}
    lines = digest.numbered(everything)
    assert {line.article for line in lines.values()} == reports
    facts = {figure.ref for story in everything.stories for figure in story.figures}
    facts |= {quote.ref for story in everything.stories for quote in story.quotes}
    assert {line.fact for line in lines.values()} - {""} == facts


def test_an_outlet_that_a_reader_leaves_out_never_speaks_to_him_not_even_through_facts(
    everything: Digest, chosen: Digest
) -> None:
    for hidden in ("Far Away", "311", "777", "27 May"):
        assert hidden in flat(everything)
        assert hidden not in flat(chosen)
        assert hidden not in digest.html(chosen)
    assert [(thing.day, thing.outlet, thing.state) for thing in everything.coming] == [
        ("2024-05-27", "Far Away", "announced")
    ]
    assert chosen.coming == ()
    assert [promise.outlet for promise in chosen.promises] == ["AZERTAC"]
    (figure,) = story_of(chosen, TRADE).figures
    assert {each.other.outlet for each in figure.disputed if each.other} == {"AZERTAC"}
    assert "exile" not in dict(chosen.health.kinds)


def test_nothing_that_came_out_after_the_digests_end_disputes_a_figure(world: World) -> None:
    early = world.river.composing.draft(ALL, "2024-05-14/daily", world.moment("05:10"))
    told = [each for each in story_of(early, EXILE).figures if each.figure.kind == "level"]
    assert [each.disputed for each in told] == [()]
