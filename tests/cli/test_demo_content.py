"""The demo's articles: what they promise to hold, and that the shipped rules judge each as its label says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.cli.demo import content
from monitor.cli.demo.content import EMPTY_DIGEST, MARKS, START, UPDATE_DIGEST, VISIT_DIGEST, outlets
from monitor.cli.demo.site import Site, digests_yaml
from monitor.config import read_digests, read_sources
from monitor.judge import judge
from monitor.model.article import Article
from monitor.setup import Setup, load_files

DAY = 24 * 3600
RULES = Path(__file__).parents[2] / "rules"
SHIPPED = {"azerbaijan-belarus", "eaeu", "trade-turnover"}
ARTICLES = [article for outlet in outlets() for article in outlet.articles]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site(lambda: UPDATE_DIGEST)
    site.start()
    yield site
    site.close()


def test_there_are_enough_outlets_articles_and_languages() -> None:
    assert len(outlets()) >= 8
    assert len(ARTICLES) >= 60
    assert {article.language for article in ARTICLES} == {"en", "ru", "az", "be", "tr"}
    for language in ("en", "ru", "az", "be"):
        assert sum(article.language == language for article in ARTICLES) >= 10


def test_outlets_differ_in_kind_side_and_zone() -> None:
    assert {outlet.kind for outlet in outlets()} >= {
        "government", "state", "foreign-state", "private", "pro-government", "independent", "exile", "aggregator",
    }  # fmt: skip
    assert {outlet.side for outlet in outlets()} >= {"AZ", "BY", ""}
    assert {outlet.zone for outlet in outlets()} >= {"Asia/Baku", "Europe/Minsk"}


def test_addresses_and_titles_are_unique_so_that_nothing_folds_by_accident() -> None:
    assert len({(article.feed, article.slug) for article in ARTICLES}) == len(ARTICLES)
    assert len({version.title for article in ARTICLES for version in article.versions}) == len(ARTICLES) + 1


def test_every_text_says_that_it_is_invented() -> None:
    for article in ARTICLES:
        for version in article.versions:
            assert version.paragraphs[-1] == MARKS[article.language]
            assert len(version.paragraphs) >= 2


def test_nobody_is_quoted() -> None:
    for article in ARTICLES:
        for version in article.versions:
            assert not set("“”„‘") & set(version.title + "".join(version.paragraphs)), version.title
            assert '"' not in version.title + "".join(version.paragraphs), version.title


def test_the_whole_lies_in_one_fortnight_and_no_feed_is_empty_at_its_start() -> None:
    assert UPDATE_DIGEST - START <= 15 * DAY
    for outlet in outlets():
        assert content.carried(outlet.id, START), outlet.id
    for article in ARTICLES:
        assert START - 2 * DAY < article.published < UPDATE_DIGEST


def test_labels_name_shipped_rules_and_near_misses_say_why(site: Site) -> None:
    labels = site.labels
    assert len(labels) == len(ARTICLES)
    for url, expected in labels.items():
        assert expected.rules <= SHIPPED, url
        assert "azerbaijan-belarus" not in expected.rules or not expected.reason, url
    reasons = " ".join(expected.reason for expected in labels.values())
    for word in ("football", "summit guests", "tractor", "airport", "Minsk Group", "Azerbaijan and Russia"):
        assert word in reasons


def _matching(start: int, end: int) -> list[content.Article]:
    return [article for article in ARTICLES if start <= article.published < end and article.expected.rules]


def test_the_three_digest_days_hold_what_the_demo_shows() -> None:
    """Many reports on the visit day; near misses alone on the empty day; news and a correction on the next."""
    assert len(_matching(VISIT_DIGEST - DAY, VISIT_DIGEST)) >= 8
    assert {article.language for article in _matching(VISIT_DIGEST - DAY, VISIT_DIGEST)} == {
        "en",
        "ru",
        "az",
        "be",
        "tr",
    }
    assert _matching(EMPTY_DIGEST - DAY, EMPTY_DIGEST) == []
    near = [a for a in ARTICLES if EMPTY_DIGEST - DAY <= a.published < EMPTY_DIGEST and a.expected.reason]
    assert len(near) >= 6
    assert _matching(EMPTY_DIGEST, UPDATE_DIGEST)
    edited = [article for article in ARTICLES if len(article.versions) > 1]
    assert [EMPTY_DIGEST < article.versions[1].since < UPDATE_DIGEST for article in edited] == [True]
    assert edited[0].published < VISIT_DIGEST
    assert edited[0].versions[0].title != edited[0].versions[1].title


def test_all_the_dialects_asked_for_are_there() -> None:
    assert {outlet.dialect for outlet in outlets()} == {"rss20", "atom", "rdf", "json", "broken"}


def test_its_sources_yaml_loads_and_says_of_each_outlet_what_the_content_says(site: Site) -> None:
    read = read_sources("sources.yaml", site.sources_yaml().encode())
    assert read.network.allow == site.hosts
    assert list(read.sources) == [outlet.id for outlet in outlets()]
    for outlet in outlets():
        source = read.sources[outlet.id]
        assert (source.outlet, source.url) == (outlet.name, site.urls[outlet.id])
        assert (source.kind, source.side or "", source.country) == (outlet.kind, outlet.side, outlet.country)
        assert (source.language, source.zone, source.interval) == (outlet.language, outlet.zone, 900)


def test_its_digests_yaml_loads_and_its_hour_is_that_of_the_three_digests() -> None:
    (subscription,) = read_digests("digests.yaml", digests_yaml().encode(), SHIPPED).subscriptions
    assert [delivery.channel for delivery in subscription.to] == ["file", "console"]
    assert set(subscription.rules) == SHIPPED
    for moment in (VISIT_DIGEST, EMPTY_DIGEST, UPDATE_DIGEST):
        local = datetime.fromtimestamp(moment, ZoneInfo(subscription.zone))
        assert [(slot.hour, slot.minute) for slot in subscription.slots] == [(local.hour, local.minute)]


@pytest.fixture(scope="module")
def shipped(site: Site) -> Setup:
    """The shipped rules and lexicon over the demo's own sources and digests."""
    names = [f"{rule}.yaml" for rule in SHIPPED] + [f"lexicon/{path.name}" for path in RULES.glob("lexicon/*.yaml")]
    files = {name: RULES.joinpath(name).read_bytes() for name in names}
    files["sources.yaml"] = site.sources_yaml().encode()
    files["digests.yaml"] = digests_yaml().encode()
    return load_files(files)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.feed}-{article.slug}")
def test_the_shipped_rules_say_of_each_article_what_its_label_says(article: content.Article, shipped: Setup) -> None:
    for version in article.versions:
        body = "\n".join(version.paragraphs)
        source = shipped.sources[article.feed]
        judged = judge(
            Article(article.slug, "", version.title, body, article.language, version.since, version.since, source),
            shipped,
        )
        assert {match.rule for match in judged.matches} == article.expected.rules


def test_the_pages_behind_summaries_that_matter_are_worth_fetching(shipped: Setup) -> None:
    for outlet in outlets():
        for article, version in content.carried(outlet.id, UPDATE_DIGEST):
            if outlet.gives == "summary" and article.expected.rules:
                assert shipped.may_matter(version.title, version.summary, article.language), article.slug
