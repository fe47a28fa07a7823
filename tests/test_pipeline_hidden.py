"""What the monitor itself says is new names no outlet that a reader leaves out: for some, such a page is a danger."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from monitor.channels import CHANNELS
from monitor.digest.frame import frame_of
from monitor.digest.saying import news
from monitor.model.message import ChannelConfig
from tests.world import Item, World, source, subscription, text_of

TALKS = "Ministers of Azerbaijan and Belarus met in Baku on 13 May 2024. Trade turnover between Azerbaijan and Belarus"
THERE = Item(
    "Ministers of Azerbaijan and Belarus discuss trade in Baku",
    f"{TALKS} amounted to 311 million dollars in 2023. They agreed to meet again in Minsk.",
)
HERE = Item(
    "Ministers of Azerbaijan and Belarus discuss trade at talks in Baku",
    f"{TALKS} amounted to 48 million dollars in 2023, the ministry of economy said after the talks.",
)
ALL, CHOOSY = subscription("all", "all@example.org"), subscription("choosy", without_kinds=frozenset({"exile"}))


def test_news_that_contradict_a_left_out_outlet_do_not_name_it(tmp_path: Path) -> None:
    """In no language and over no channel; who reads all is told who said otherwise."""
    sources = [source("exile", outlet="Far Away", kind="exile", side=None), source("belta", outlet="BelTA")]
    world = World(tmp_path, sources=sources, subscriptions=[ALL, CHOOSY])
    world.feed("exile", THERE).feed("belta").at("06:20")
    world.feed("belta", HERE).at("07:29")
    composing, now = world.river.composing, world.clock.now()
    shown = {each.id: composing.draft(each, "2024-05-14/daily", now) for each in (ALL, CHOOSY)}
    longer = composing.spanning(CHOOSY, now - 7200, now)
    said = {
        name: [news(each.news, frame_of(tag)) for tag in ("en", "ru", "az") for each in found.stories[0].brought]
        for name, found in (*shown.items(), ("longer", longer))
    }
    assert any("Far Away" in sentence for sentence in said["all"])
    for name in ("choosy", "longer"):
        assert any("BelTA); another outlet had 311 million USD" in sentence for sentence in said[name])
        assert any("другое издание" in sentence for sentence in said[name])
        assert not any("Far Away" in sentence for sentence in said[name])
    for language in ("en", "ru", "az"):
        (payload,) = CHANNELS["webhook"].render(replace(shown["choosy"], frame=language), ChannelConfig("w", "webhook"))
        assert "Far Away" not in json.dumps(json.loads(payload.body), ensure_ascii=False)


def test_what_a_dropped_feed_brought_stays_hidden_from_whom_its_kind_is(tmp_path: Path) -> None:
    """sources.yaml drops an exile outlet before the digest: its report is no report of some other outlet now."""
    sources = [source("exile", outlet="Far Away", kind="exile", side=None), source("belta", outlet="BelTA")]
    world = World(tmp_path, sources=sources, subscriptions=[ALL, CHOOSY])
    world.feed("exile", THERE).feed("belta").at("06:20")
    world.river.use(replace(world.setup, sources={"belta": source("belta", outlet="BelTA")}))
    world.until("07:40")
    told = {letter.recipient: text_of(letter) for letter in world.mail.inbox}
    assert "Far Away" in told["all@example.org"]
    assert THERE.title not in told["desk@example.org"]
    assert "Far Away" not in told["desk@example.org"]
