"""What readers of other programs complain of (trackers of Miniflux, FreshRSS, Feedbin, NetNewsWire, Liferea)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tests.identity.feeds import (
    CALL,
    IDS,
    LONG,
    TALKS,
    VISIT,
    WEATHER,
    articles,
    polled,
    told,
)
from tests.world import Item, World, subscription


def test_guids_that_go_over_to_https_are_the_same(world: World) -> None:
    for n, guid in enumerate(("http://www.belta.example/?p=5", "https://belta.example/?p=5")):
        world.feed("belta", replace(VISIT, link=f"https://belta.example/visit-{n}", guid=guid, hours_old=None)).settle()
        world.clock.jump(world.clock.now() + 900)
    assert articles(world) == 1


def test_a_headline_edited_in_title_address_and_guid_is_one_article(world: World) -> None:
    """As sites do that build addresses from headlines, with the text and its moment left as they were."""
    moment = b"<pubDate>Tue, 14 May 2024 01:00:00 GMT<"
    for title in ("Aliyev, Lukashenko hold talks", "Presidents of Azerbaijan and Belarus agree on tractors"):
        link = f"https://belta.example/{title.replace(' ', '-')}"
        world.feed("belta", Item(title, LONG, link=link, guid=link), WEATHER)
        world.net.feeds["belta"] = re.sub(rb"<pubDate>.*?<", moment, world.net.feeds["belta"])
        world.store.feeds.all_due(world.clock.now())
        world.settle().clock.jump(world.clock.now() + 900)
    assert articles(world) == 2


def test_feedburner_and_the_site_are_one_article(world: World) -> None:
    world.feed("belta", replace(VISIT, link="https://belta.example/5"))
    world.feed("azertac", replace(VISIT, link="https://feedproxy.google.com/~r/belta/~3/Xy1/"))
    body = world.net.feeds["azertac"].replace(
        b"</item>", b"<f:origLink>https://belta.example/5?utm_source=feedburner</f:origLink></item>"
    )
    world.net.feeds["azertac"] = body.replace(b"<rss ", b"<rss xmlns:f='http://rssnamespace.org/feedburner/ext/1.0' ")
    world.settle()
    assert articles(world) == 1


def test_an_article_in_two_sections_is_told_once(world: World) -> None:
    sections = [replace(TALKS, link=f"https://belta.example/{name}/5", guid=name) for name in ("politics", "economy")]
    world.feed("belta", *sections).until("09:00")
    world.feed("belta", sections[1]).next_day().until("09:00")
    world.feed("belta", sections[0]).next_day().until("09:00")
    assert articles(world) == 1
    assert told(world, TALKS.title) == 1


def test_guids_that_differ_in_their_fragment_are_two_articles(world: World) -> None:
    place = "https://belta.example/chronicle"
    world.feed(
        "belta", *(replace(item, link=f"{place}#{n}", guid=f"{place}#{n}") for n, item in enumerate((VISIT, CALL)))
    )
    world.until("09:00")
    assert [told(world, item.title) for item in (VISIT, CALL)] == [1, 1]


def test_a_subscription_of_another_desk_hears_once_too(tmp_path: Path) -> None:
    world = World(
        tmp_path, subscriptions=[subscription("one", "one@example.org"), subscription("two", "two@example.org")]
    )
    polled(world, lambda n: [replace(IDS["both"](TALKS, n), hours_old=None)], hours=2).until("09:00")
    world.feed("belta", replace(IDS["both"](TALKS, 99), hours_old=None)).next_day().until("09:00")
    assert told(world, TALKS.title) in (0, 2)
