"""A store with a past: invented articles of a month, judged and grouped by the real river as if feeds had brought them."""

from __future__ import annotations

import random
import time

from monitor.clock import Doorbell, SteppedClock
from monitor.model.article import Item, Text
from monitor.model.limits import DAY
from monitor.model.source import Entry
from monitor.pipeline import River, Wires
from monitor.pipeline.bed import Idle
from monitor.setup import load
from monitor.store import open_store
from tests.soak.news import Newsroom
from tests.soak.place import Place
from tests.soak.site import Site

MATCHING = 0.15
DAYS = 30
LANGUAGES = ("en", "ru", "az")


def fill(place: Place, site: Site, count: int, seed: int) -> int:
    """So many articles over the last month, from the feeds of `site`; returns how many match the pair's rule."""
    now, dice, room = int(time.time()), random.Random(seed), Newsroom(seed)
    store = open_store(place.state)
    idle = Wires(Idle(), Idle(), Idle(), Doorbell())
    river = River(store, load(place.rules, place.state / "cache"), idle, SteppedClock(now), owner="filling")
    river.start()
    with store.tx():
        for number in range(count):
            feed, dated = dice.choice(site.feeds), now - DAYS * DAY * (count - number) // count
            language = dice.choice(LANGUAGES)
            news = room.write(site.where(feed), language, dated, matching=dice.random() < MATCHING)
            entry = Entry(guid=news.link, link=news.link, title=news.title, summary=news.summary, published=dated)
            text = Text(title=news.title, body=news.summary, how="feed", dated=dated, language=language)
            item = Item(entry=entry, url=news.link, keys=(f"url:{news.link}",), content_hash=news.link)
            store.articles.add(item, feed.name, text, dated, fresh=False, page_patience=None)
    river.judge_waiting()
    river.stop()
    matching = store.totals()["rule_match"]
    store.close()
    return matching
