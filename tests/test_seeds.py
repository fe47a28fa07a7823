"""The five articles this project began with, served as a feed and pages, through the whole river over real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from html import escape
from pathlib import Path

import pytest

from monitor.clock import SteppedClock
from monitor.model.source import Source
from monitor.pipeline import River
from monitor.service import river, step_until
from tests.hostile import Asked, Hostile, answer
from tests.world import shipped, subscription

SHARED = Path(__file__).parents[2] / "shared"
LABELS = SHARED / "corpus" / "seeds_labels.jsonl"
NOW = 1731312000  # 11 Nov 2024 08:00 UTC, the day of the youngest of the four
HOUR = 3600

pytestmark = pytest.mark.skipif(not LABELS.exists(), reason="the five articles are not here")


def seeds() -> dict[str, tuple[str, str]]:
    """By id: title and text; an article without a headline goes by its first sentence."""
    found = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        text = (SHARED / "seeds" / label["file"]).read_text(encoding="utf-8")
        found[label["id"]] = (label["title"] or text.split(", BelTA")[0].partition("– ")[2], text)
    return found


def expected() -> dict[str, bool]:
    """By id: whether it is about dealings between Azerbaijan and Belarus."""
    labels = map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    return {label["id"]: label["bilateral_az_by"] for label in labels}


def page(title: str, text: str) -> bytes:
    """A news page: menu, article, footer."""
    body = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())
    menu = "<nav><a href='/sport'>Football</a> <a href='/weather'>Weather</a></nav>"
    head = f"<html lang='en'><head><title>{escape(title)}</title></head>"
    return f"{head}<body>{menu}<article><h1>{escape(title)}</h1>{body}</article><footer>2024</footer></body></html>".encode()


def feed(base: str) -> bytes:
    """RSS with titles and teasers only, so that the pages are wanted."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{base}{id_}</link><guid>{id_}</guid>"
        f"<description>{escape(' '.join(text.split())[:160])}</description>"
        f"<pubDate>{formatdate(NOW - n * HOUR)}</pubDate></item>"
        for n, (id_, (title, text)) in enumerate(seeds().items())
    )
    return f"<rss version='2.0'><channel><title>Seeds</title>{items}</channel></rss>".encode()


@pytest.fixture
def flowing(tmp_path: Path) -> Iterator[River]:
    """The river after one day, over a real server, real workers and the file channel."""
    hostile = Hostile()
    base = ""

    async def handler(asked: Asked, out: asyncio.StreamWriter) -> None:
        if asked.path == "/feed":
            out.write(answer(feed(base), "Content-Type: application/rss+xml"))
        elif asked.path.lstrip("/") in seeds():
            out.write(answer(page(*seeds()[asked.path.lstrip("/")]), "Content-Type: text/html; charset=utf-8"))
        else:
            out.write(answer(b"", status="404 Not Found"))

    site = hostile.open(handler)
    base = site.url("/")
    source = Source("seeds", "Seed Outlet", site.url("/feed"), kind="private", language="en", zone="Asia/Baku")
    desk = replace(subscription("desk"), to=(), rules=("azerbaijan-belarus", "eaeu"))
    network = replace(shipped().network, allow=frozenset({site.pair}))
    setup = replace(shipped(), sources={"seeds": source}, subscriptions=(desk,), network=network)
    clock = SteppedClock(NOW)
    with river(setup, tmp_path, clock) as flowing:
        step_until(flowing, clock, NOW + 24 * HOUR)
        yield flowing
    hostile.close()


def test_four_are_about_the_pair_and_the_fifth_about_the_union(flowing: River) -> None:
    """Judged on the extracted pages, not on the teasers."""
    rules: dict[str, set[str]] = {}
    for name in seeds():
        article = flowing.bed.store.articles.find(_url(flowing, name))
        assert article is not None
        details = flowing.bed.store.articles.details(article["id"])
        assert [text["how"] for text in details["text_version"]][-1] == "page"
        rules[name] = {match["rule"] for match in details["rule_match"]}
        for evidence in details["evidence"]:
            text = details["text_version"][-1][evidence["field"]]
            assert text[evidence["start"] : evidence["stop"]] == evidence["surface"]
    assert {name: "azerbaijan-belarus" in found for name, found in rules.items()} == expected()
    assert "eaeu" in rules["seed_004"]


def _url(flowing: River, name: str) -> str:
    """The address under which the article was listed."""
    return flowing.bed.setup.sources["seeds"].url.removesuffix("/feed") + "/" + name
