"""`monitor sources test` of a page without a feed: what it would take, what not and why, and what else would fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import SOURCES, Monitor, own_rules
from tests.hostile import Hostile, Site, answer, raw

Served = tuple[Site, Path]

PAGE = """<html><head><title>News</title></head><body><nav><a href="/en/news/all-of-the-older-news">All of the older news</a></nav>
<div class="item"><span class="date">16 May 2024 19:33</span> <a class="title" href="/en/news/1">Səfir Bayramov nazirlə görüşüb</a></div>
<div class="item"><a class="title" href="/en/news/2">Міністр замежных спраў Беларусі прыбыў у Баку</a></div>
<div class="item"><a class="title" href="https://other.example/3">Another site has written about it</a></div></body></html>"""


@pytest.fixture
def site(rules: Path) -> Iterator[Served]:
    """A server with the page, and rules that allow it and name it as a source."""
    hostile = Hostile()
    served = hostile.open(raw(answer(PAGE.encode(), "Content-Type: text/html; charset=utf-8")))
    mine = own_rules(rules)
    allowed = f'version: 1\nnetwork:\n  allow: ["{served.host}:{served.port}"]\n'
    entry = (
        f"  - id: ministry\n    outlet: M\n    url: {served.url('/en/news')}\n    format: webpage\n    links: a.title\n"
    )
    (mine / "sources.yaml").write_text(
        SOURCES.replace("version: 1\n", allowed).rstrip() + "\n" + entry, encoding="utf-8"
    )
    yield served, mine
    hostile.close()


def test_a_page_of_links_is_previewed(monitor: Monitor, site: Served) -> None:
    served, mine = site
    ran = monitor("sources", "test", "ministry", rules_dir=mine)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "16 May 2024 19:33 UTC  Səfir Bayramov nazirlə görüşüb", f"    {served.url('/en/news/1')}",
        "never  Міністр замежных спраў Беларусі прыбыў у Баку", f"    {served.url('/en/news/2')}",
    ]  # fmt: skip
    assert "a page of 4 links: 2 would be entries, 1 are left out" in ran.err
    assert "left out, it leads to another site: 1\n    https://other.example/3" in ran.err
    rows = monitor("sources", "test", "ministry", "--json", rules_dir=mine).out.splitlines()
    assert [json.loads(row)["title"] for row in rows][1].startswith("Міністр")


def test_where_nothing_fits_something_is_suggested(monitor: Monitor, site: Served) -> None:
    served, mine = site
    ran = monitor("sources", "test", served.url("/en/news"), "--links", "a.headline", rules_dir=mine)
    assert ran.code == 4
    assert "not usable: none of the 4 links of the page fits the selector 'a.headline'" in ran.err
    assert [line.split()[:3] for line in ran.out.splitlines()][1] == ["a.title", "2", "Səfir"]
    assert "/en/news/*" in ran.out


def test_an_address_that_is_no_feed_is_looked_at_as_a_page(monitor: Monitor, site: Served) -> None:
    served, mine = site
    ran = monitor("sources", "test", served.url("/en/news"), rules_dir=mine)
    assert ran.code == 4
    assert "a.title" in ran.out
    assert "format: webpage" in ran.err


def test_sources_test_of_an_inner_address_says_how_to_allow_it(monitor: Monitor) -> None:
    ran = monitor("sources", "test", "http://127.0.0.1:9/")
    assert ran.code == 4
    assert "not public" in ran.err
    assert "allow: in rules/sources.yaml" in ran.err


def test_a_source_is_tried_while_the_example_of_a_rule_fails(monitor: Monitor, site: Served) -> None:
    """Who is about to add a source must not mend somebody else's rule first."""
    _, mine = site
    rule = mine / "broken.yaml"
    rule.write_text(
        'version: 1\nrules:\n  - {id: x, title: X, when: belarus, examples: {match: ["Fish"], skip: ["Meat"]}}\n',
        encoding="utf-8",
    )
    assert monitor("rules", "check", rules_dir=mine).code == 3
    assert monitor("sources", "test", "ministry", rules_dir=mine).code == 0
