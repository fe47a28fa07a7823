"""What a digest is made of: the untold as a set difference, and what it says of each report."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.judgement import Miss
from monitor.model.message import Report, Told
from monitor.model.revision import Difference
from monitor.store import Store
from tests.store.samples import (
    NOW,
    SOURCES,
    add,
    digest,
    freeze,
    group,
    item,
    judge,
    judged,
    match,
    reported,
    text,
)

RULES = ("az-by", "eaeu")


def untold(store: Store, subscription: str = "desk", rules: Sequence[str] = RULES) -> list[int]:
    return [report.article for report in store.reports.untold(subscription, rules, SOURCES)]


def only(store: Store) -> Report:
    (report,) = store.reports.untold("desk", RULES, SOURCES)
    return report


def tell(store: Store, *articles: tuple[int, int], period: str = "2024-05-14/daily", to: str = "desk") -> None:
    """A digest that tells these (article, revision) pairs."""
    told = [Told(article, revision, 1, 1) for article, revision in articles]
    assert freeze(store, digest(period, subscription=to, told=told)) is not None


def revise(store: Store, article: int, change: str, what: str, title: str = "Новый заголовок") -> None:
    """A further text that says otherwise than the one that was told, if any was."""
    with store.tx():
        told = store.revisions.told(article)
        store.articles.add_text(article, text(title), NOW)
        store.articles.revise(article, change, what, NOW)
        store.revisions.owe(article, {base: [Difference("title", what)] for base in told}, NOW)


def test_a_report_says_all_a_line_needs(store: Store) -> None:
    article = add(store, "1", text=text("Əliyev və Lukaşenko", "Гутарка па тэлефоне. " * 50))
    judge(store, judged(match("eaeu", "normal", "ЕАЭС"), match("az-by", "high", "Lukaşenko", "Əliyev", "Lukaşenko")))
    group(store, article)
    report = only(store)
    assert (report.article, report.revision, report.story, report.change) == (article, 1, 1, "new")
    assert (report.title, report.outlet, report.url) == ("Əliyev və Lukaşenko", "Belta", "https://belta.example/1")
    assert (report.rules, report.priority) == (("az-by", "eaeu"), "high")
    assert report.why == ("ЕАЭС", "Lukaşenko", "Əliyev")
    assert (report.dated, report.first_seen, len(report.lead)) == (NOW - 60, NOW, 300)


def test_untold_is_a_set_difference_never_a_time_range(store: Store) -> None:
    old, new = reported(store, "1", NOW), reported(store, "2", NOW + 9 * 86400)
    assert untold(store) == [old, new]
    tell(store, (new, 1))
    assert untold(store) == [old]
    tell(store, (old, 1), period="2024-05-15/daily")
    assert untold(store) == []


def test_what_is_told_to_one_is_news_to_another(store: Store) -> None:
    store.outbox.sync(["desk", "press"], NOW - 5)
    article = reported(store, "1")
    tell(store, (article, 1))
    assert (untold(store), untold(store, "press")) == ([], [article])


def test_a_new_subscription_begins_at_its_creation(store: Store) -> None:
    reported(store, "1", NOW)
    store.outbox.sync(["desk", "late"], NOW + 10)
    after = reported(store, "2", NOW + 10)
    assert untold(store, "late") == [after]


def test_an_unknown_subscription_is_told_nothing(store: Store) -> None:
    reported(store, "1")
    assert untold(store, "няма") == []


def test_only_wanted_rules_count(store: Store) -> None:
    article = reported(store, "1", rule="eaeu")
    assert untold(store, rules=["eaeu"]) == [article]
    assert untold(store, rules=["az-by"]) == []
    assert untold(store, rules=[]) == []


def test_what_is_not_fresh_is_never_told(store: Store) -> None:
    reported(store, "1", fresh=False)
    assert untold(store) == []


def test_what_still_waits_for_its_judgement_or_story_is_not_told_yet(store: Store) -> None:
    article = add(store, "1")
    assert untold(store) == []
    judge(store, judged(match("az-by")))
    assert untold(store) == []
    group(store, article)
    assert untold(store) == [article]
    with store.tx():
        store.articles.add_text(article, text("Другой"), NOW)
    assert untold(store) == []


def test_a_text_alone_is_not_told_again(store: Store) -> None:
    article = reported(store, "1")
    tell(store, (article, 1))
    with store.tx():
        store.articles.add_text(article, text(body="Опечатка исправлена."), NOW)
    judge(store, judged(match("az-by")))
    group(store, article, 1, news="")
    assert untold(store) == []


def test_an_edit_is_told_again_with_what_changed(store: Store) -> None:
    article = reported(store, "1")
    tell(store, (article, 1))
    revise(store, article, "update", "title was: Лукашенко прибыл в Баку", "Визит отложен")
    judge(store, judged(match("az-by")))
    with store.tx():
        store.stories.keep(article, 1, "title was: Лукашенко прибыл в Баку", NOW)
    report = only(store)
    assert (report.change, report.revision, report.title) == ("correction", 2, "Визит отложен")
    assert report.what == "title was: Лукашенко прибыл в Баку"
    tell(store, (article, 2), period="2024-05-15/daily")
    assert untold(store) == []


def test_an_edited_article_is_just_new_to_who_was_never_told(store: Store) -> None:
    article = reported(store, "1")
    revise(store, article, "update", "title was: …")
    judge(store, judged(match("az-by")))
    with store.tx():
        store.stories.keep(article, 1, "title was: …", NOW)
    assert (only(store).change, only(store).what) == ("new", "")


def test_a_correction_is_told_even_where_nothing_matches_any_more(store: Store) -> None:
    article = reported(store, "1")
    tell(store, (article, 1))
    revise(store, article, "correction", "it no longer matches az-by")
    judge(store, judged())
    report = only(store)
    assert (report.change, report.what, report.rules) == ("correction", "it no longer matches az-by", ())


def test_a_correction_is_nothing_to_who_was_never_told(store: Store) -> None:
    article = reported(store, "1")
    revise(store, article, "correction", "it no longer matches az-by")
    judge(store, judged())
    assert untold(store) == []


def test_other_outlets_that_carried_it_are_named_once(store: Store) -> None:
    article = reported(store, "1")
    for n in range(2):
        with store.tx():
            store.articles.list_items([(article, item("1"))], "azertac", NOW + n)
    report = only(store)
    assert (report.outlet, report.also_in) == ("Belta", ("Azertac",))


def test_an_outlet_left_out_is_named_nowhere_if_another_carried_it(store: Store) -> None:
    from tests.store.samples import source

    sources = {**SOURCES, "belta": source("belta", kind="exile")}
    shared, alone = reported(store, "1"), reported(store, "2")
    with store.tx():
        store.articles.list_items([(shared, item("1"))], "azertac", NOW)
    hidden = frozenset({"exile"})
    reports = store.reports.untold("desk", RULES, sources, hidden)  # type: ignore[arg-type]  # a literal type of kinds
    assert [(each.article, each.outlet, each.also_in) for each in reports] == [
        (shared, "Azertac", ()),
        (alone, "Belta", ()),
    ]


def test_a_feed_no_longer_configured_keeps_its_outlets_name(store: Store) -> None:
    reported(store, "1")
    (report,) = store.reports.untold("desk", RULES, {})
    assert (report.outlet, report.side, report.kind, report.zone) == ("Belta", None, "other", "UTC")


def test_before_holds_what_this_reader_was_told_of_the_story(store: Store) -> None:
    store.outbox.sync(["desk", "press"], NOW - 5)
    first, second = reported(store, "1"), add(store, "2")
    judge(store, judged(match("az-by")))
    group(store, second, 1, news="")
    tell(store, (first, 1))
    tell(store, (second, 1), to="press")
    before = [
        [report.article for report in store.reports.before(name, 1, RULES, SOURCES)] for name in ("desk", "press")
    ]
    assert before == [[first], [second]]


def test_the_last_told_report_is_the_newest_by_its_own_date(store: Store) -> None:
    assert store.reports.last_told("desk", RULES, SOURCES) is None
    newer = reported(store, "1", text=text(dated=NOW - 5))
    older = reported(store, "2", text=text(dated=NOW - 50))
    tell(store, (newer, 1), (older, 1))
    found = store.reports.last_told("desk", RULES, SOURCES)
    assert found is not None
    assert found.article == newer


def test_counts_are_of_the_period_and_near_misses_by_reason(store: Store) -> None:
    reported(store, "before", NOW - 1)
    reported(store, "in", NOW)
    for key, reason in (("a", "sport"), ("b", "sport"), ("c", "only listed among other countries")):
        add(store, key, NOW + 5)
        judge(store, judged(misses=[Miss("az-by", reason)]), NOW + 5)
    add(store, "d", NOW + 5)
    judge(store, judged(match("az-by"), misses=[Miss("eaeu", "sport")]), NOW + 5)
    reported(store, "after", NOW + 10)
    counts = store.reports.counts(NOW, NOW + 10, RULES)
    assert (counts.articles, counts.matched) == (5, 2)
    assert counts.nearly == (("sport", 2), ("only listed among other countries", 1))


def test_the_headline_is_the_storys_and_carries_its_revision(store: Store) -> None:
    reported(store, "1")
    assert store.reports.headline(1) == ("Лукашенко прибыл в Баку", 1)
