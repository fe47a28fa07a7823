"""Edited, withdrawn, brought back: what everybody who was told of an article is told next, over simulated days."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.matching.index import Index
from monitor.model.fetch import Reply
from tests.world import Item, World, source, subscription

LINK = "https://belta.example/trade"
TITLE = "Belarus and Azerbaijan sum up their trade"
TRADE = "Trade turnover between Belarus and Azerbaijan amounted to {} million dollars in 2023, the ministry said."
VISIT = "President Ilham Aliyev of Azerbaijan will pay an official visit to Belarus on {} May."
OLDER = Item("Rain is expected in the north", link="https://belta.example/rain", hours_old=30)
OTHER = Item("Azerbaijan and Belarus sign an agreement on tourism", link="https://belta.example/tourism", hours_old=2)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def trade(millions: object, title: str = TITLE) -> Item:
    return Item(title, TRADE.format(millions), link=LINK)


def corrections(world: World, number: int = -1) -> str:
    """The corrections of a digest as one line, "" where it has none."""
    text = world.inbox[number]
    if "CORRECTIONS" not in text:
        return ""
    return " ".join(text.split("CORRECTIONS", 1)[1].split("\n\n")[0].split())


def told_then(world: World, first: Item, *later: Item) -> World:
    """The first is told in the morning; the others stand in the feed one after the other before the next digest."""
    world.feed("belta", first, OLDER).until("08:00")
    assert first.title in " ".join(world.inbox[0].split())
    for hour, item in enumerate(later, 9):
        world.feed("belta", item, OLDER).until(f"{hour:02}:30")
    return world.next_day()


def test_a_changed_figure_comes_back_once_with_what_it_was(world: World) -> None:
    told_then(world, trade(480), trade(48)).until("09:00")
    assert "turnover 2023: was 480 million USD, now 48 million USD" in corrections(world)
    assert "1 correction" in " ".join(world.inbox[1].split())
    world.next_day().until("09:00")
    assert TITLE not in world.inbox[2].split("Last:")[0]


def test_a_postponed_and_a_moved_date(world: World) -> None:
    first, moved = (Item("Aliyev to visit Belarus", VISIT.format(day), link=LINK) for day in (20, 27))
    told_then(world, first, moved).until("09:00")
    assert "visit: was 20 May, now 27 May" in corrections(world)
    put_off = Item(
        "Aliyev to visit Belarus", "The visit of Aliyev to Belarus is postponed, Azerbaijan says.", link=LINK
    )
    world.feed("belta", put_off, OLDER).next_day().until("09:00")
    assert "postponed" in corrections(world)


def test_a_comma_case_and_a_caption_are_nothing(world: World) -> None:
    edited = Item(
        TITLE.upper(), "Photo: BelTA\n" + TRADE.format(480).replace("dollars in", "dollars, in") + "  ", link=LINK
    )
    told_then(world, trade(480), edited).until("09:00")
    assert len(world.store.articles.details(number(world))["text_version"]) == 2
    assert TITLE not in world.inbox[1].split("Last:")[0]


def test_back_before_the_next_digest_is_no_line(world: World) -> None:
    told_then(world, trade(480), trade(48), trade(480)).until("09:00")
    assert TITLE not in world.inbox[1].split("Last:")[0]


def test_small_steps_are_measured_from_what_was_told(world: World) -> None:
    """500 to 504 to 508 million are each within a hundredth of the last; 508 is not of 500 any more."""
    told_then(world, trade(500), trade("500.4"), trade("500.9"), trade(508)).until("09:00")
    assert "was 500 million USD, now 508 million USD" in corrections(world)
    assert "500.4" not in corrections(world)


def test_an_edit_before_it_is_told_is_no_correction(world: World) -> None:
    world.feed("belta", trade(480), OLDER).until("06:30").feed("belta", trade(48), OLDER).until("08:00")
    assert corrections(world) == ""
    assert TITLE in " ".join(world.inbox[0].split())
    world.next_day().until("09:00")
    assert TITLE not in world.inbox[1].split("Last:")[0]


def test_each_subscription_hears_what_is_news_to_it(tmp_path: Path) -> None:
    """One is told in the morning; the other begins after the edit of noon and is told the article as it stands."""
    morning = subscription("morning", "m@example.org")
    world = World(tmp_path, subscriptions=[morning])
    world.feed("belta", OLDER).feed("azertac", OLDER).until("06:30")
    later = replace(subscription("later", "l@example.org"), languages=frozenset({"en"}))
    world.river.use(
        replace(world.setup, subscriptions=(morning, replace(later, slots=(replace(later.slots[0], hour=20),))))
    )
    told_then(world, trade(480), trade(48)).until("09:00")
    by_reader: dict[str, list[str]] = {letter.recipient: [] for letter in world.mail.inbox}
    for letter, text in zip(world.mail.inbox, world.inbox, strict=True):
        by_reader[letter.recipient].append(" ".join(text.split()))
    assert [text.count("turnover 2023: was 480") for text in by_reader["m@example.org"]] == [0, 1]
    assert [text.count("CORRECTIONS") for text in by_reader["l@example.org"]] == [0]
    assert TITLE in by_reader["l@example.org"][0]


def test_an_edit_after_the_stories_were_merged(world: World) -> None:
    world.feed("belta", trade(480), OTHER, OLDER).until("08:00")
    stories = {row["story"] for n in (1, 2, 3) for row in world.store.articles.details(n)["story_article"]}
    if len(stories) > 1:
        first, second = sorted(stories)[:2]
        with world.store.tx():
            world.store.merges.merge(second, first, world.clock.now(), who="desk", reason="one matter")
        world.river.grouping.stale()
    world.feed("belta", trade(48), OTHER, OLDER).next_day().until("09:00")
    assert "was 480 million USD, now 48 million USD" in corrections(world)
    assert OTHER.title not in world.inbox[1].split("BEFORE")[0].split("Last:")[0]


def test_an_edit_of_the_rules_makes_no_revision(world: World) -> None:
    """The rules match nothing any more, and a comma changes: the article says what it said."""
    world.feed("belta", trade(480), OLDER).until("08:00")
    world.river.bed.setup = replace(world.setup, version="none", rules=(), index=Index((), lambda _: ""))
    world.feed("belta", Item(TITLE, TRADE.format("480").replace(",", ""), link=LINK), OLDER).next_day().until("09:00")
    row = world.store.articles.find(LINK)
    assert row is not None
    assert (row["revision"], row["text_version"]) == (1, 2)
    assert corrections(world) == ""


def test_an_article_judged_differently_on_its_new_text(world: World) -> None:
    told_then(world, trade(480), Item(TITLE, "This text is about the weather in Lisbon.", link=LINK)).until("09:00")
    assert "CORRECTIONS" in world.inbox[1]


def test_words_that_take_it_back(world: World) -> None:
    told_then(world, trade(480), Item(TITLE, "Материал снят с публикации по просьбе редакции.", link=LINK)).until(
        "09:00"
    )
    assert "withdrawn: its text says “Материал снят с публикации по просьбе редакции”" in corrections(world)


def number(world: World) -> int:
    """Of the article on trade."""
    row = world.store.articles.find(LINK)
    assert row is not None
    return int(row["id"])


def breaks(world: World, status: int) -> str:
    """Its page answers so from now on; returns by which name the answer may be taken away again."""
    name = str(number(world))
    world.net.broken[name] = Reply(("page", 1), LINK, LINK, status, error=f"the server answered {status}")
    return name


def test_gone_from_its_feed_and_its_page_gone_is_withdrawn(world: World) -> None:
    world.feed("belta", trade(480), OLDER).until("08:00")
    breaks(world, 410)
    world.feed("belta", OTHER, OLDER).next_day().until("09:00")
    assert "withdrawn: its page answers 410 Gone" in corrections(world)
    assert sum(request.url == LINK for request in world.net.asked) == 1
    world.next_day().until("09:00")
    assert corrections(world) == ""


def test_gone_from_its_feed_and_its_page_there_is_nothing(world: World) -> None:
    world.feed("belta", trade(480), OLDER).until("08:00")
    world.net.pages[LINK] = b"<html><body><p>Here it is.</p></body></html>"
    world.feed("belta", OTHER, OLDER).next_day().until("09:00")
    assert corrections(world) == ""
    assert sum(request.url == LINK for request in world.net.asked) == 1


def test_rolled_off_the_feed_asks_nothing(world: World) -> None:
    """Nothing older is listed: the feed has only moved on."""
    world.feed("belta", trade(480), OLDER).until("08:00")
    world.feed("belta", Item("Sun in the south", link="https://belta.example/sun", hours_old=0)).next_day().until(
        "09:00"
    )
    assert [request.url for request in world.net.asked if request.token[0] == "page"] == []


def test_an_aggregator_is_asked_nothing(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", kind="aggregator", side=None)])
    world.feed("belta", trade(480), OLDER).until("08:00")
    world.feed("belta", OTHER, OLDER).next_day().until("09:00")
    assert [request.url for request in world.net.asked if request.token[0] == "page"] == []


def test_a_page_in_trouble_is_tried_again_and_proves_nothing(world: World) -> None:
    world.feed("belta", trade(480), OLDER).until("08:00")
    breaks(world, 503)
    world.feed("belta", OTHER, OLDER).next_day().until("09:00")
    assert corrections(world) == ""
    assert sum(request.url == LINK for request in world.net.asked) == world.limits.page_tries


def test_what_comes_back_after_it_was_withdrawn_says_so(world: World) -> None:
    world.feed("belta", trade(480), OLDER).until("08:00")
    name = breaks(world, 410)
    world.feed("belta", OTHER, OLDER).next_day().until("09:00")
    assert "withdrawn" in corrections(world)
    del world.net.broken[name]
    world.net.pages[LINK] = b"<html><body><p>Here it is.</p></body></html>"
    world.feed("belta", trade(480), OTHER, OLDER).next_day().until("09:00")
    assert "no longer withdrawn" in corrections(world)


def test_more_than_the_days_limit_is_noted(tmp_path: Path) -> None:
    world = World(tmp_path)
    items = [
        Item(f"Belarus and Azerbaijan agree on matter number {n} of their trade", link=f"https://belta.example/m{n}")
        for n in range(8)
    ]
    world.feed("belta", *items, OLDER).until("08:00")
    world.feed("belta", OTHER, OLDER).until("12:00")
    asked = [request.url for request in world.net.asked if request.token[0] == "page"]
    assert len(asked) == world.limits.rechecks_a_day
    assert any(
        "3 more told articles are gone from it" in row["sentence"] for row in world.store.feeds.outcomes("belta", 50)
    )


def test_a_page_that_says_more_than_the_summary_is_no_edit(tmp_path: Path) -> None:
    """Told on its summary because the page came late; the page adds figures and contradicts nothing."""
    world = World(tmp_path, sources=[source("belta", page="always")])
    world.feed("belta", Item(TITLE, "Belarus and Azerbaijan summed up their trade.", link=LINK), OLDER).until("08:00")
    assert TITLE in world.inbox[0]
    body = "".join(f"<p>{line}</p>" for line in (
        "Belarus and Azerbaijan summed up their trade.", TRADE.format(480),
        "The delegations of Belarus and Azerbaijan also signed a memorandum on tourism in Minsk, the ministry added.",
        "The ministers of both countries spoke of machinery, food and medicine at length before the meeting ended.",
    ))  # fmt: skip
    world.net.pages[LINK] = f"<html><body><article><h1>{TITLE}</h1>{body}</article></body></html>".encode()
    world.next_day().until("09:00")
    assert TITLE not in world.inbox[1].split("Last:")[0]


def test_versions_are_bounded_and_what_was_told_is_kept(world: World) -> None:
    world.feed("belta", trade(480), OLDER).until("08:00")
    for n in range(60):
        world.feed("belta", trade(500 + 10 * n), OLDER).settle()
        world.clock.wait(world.bell, 0)
        world.until(f"{9 + n // 6:02}:{10 * (n % 6):02}")
    numbers = [row["n"] for row in world.store.articles.details(number(world))["text_version"]]
    row = world.store.articles.find(LINK)
    assert row is not None
    assert numbers[0] == 1
    assert len(numbers) <= 25
    assert row["dropped"] == row["text_version"] - len(numbers) > 10
    assert row["revision"] == 2
    world.next_day().until("09:00")
    assert "was 480 million USD" in corrections(world)
