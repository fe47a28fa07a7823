"""The river over a simulated day: what arrives, what is told, and what an outage or an edit does to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.matching.index import Index
from monitor.model.fetch import Reply
from tests.world import Item, World, source, subscription

VISIT = Item("Lukashenko arrives in Baku on a state visit to Azerbaijan", "The president of Belarus is met in Baku.")
CALL = Item("Aliyev and Lukashenko speak by phone", "The presidents of Azerbaijan and Belarus spoke on the phone.")
WEATHER = Item("Rain expected in the capital", "Umbrellas are advised.")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_an_article_arrives_once_with_its_reason(world: World) -> None:
    world.feed("belta", VISIT, WEATHER).until("09:00")
    assert len(world.inbox) == 1
    assert VISIT.title in world.inbox[0]
    assert WEATHER.title not in world.inbox[0]
    assert "Lukashenko" in world.inbox[0].split("WHY")[1]


def test_nothing_is_told_twice_over_days(world: World) -> None:
    world.feed("belta", VISIT).until("09:00").next_day().until("09:00").next_day().until("09:00")
    assert len(world.inbox) == 3
    assert [VISIT.title in text.split("Last:")[0] for text in world.inbox] == [True, False, False]


def test_cyrillic_azerbaijani_and_belarusian_titles_reach_the_reader(world: World) -> None:
    titles = [
        "Лукашенко прибыл в Азербайджан с государственным визитом",
        "Belarus Prezidenti Aleksandr Lukaşenko Azərbaycana dövlət səfərinə gəlib",
        "Прэзідэнт Беларусі Лукашэнка прыбыў у Азербайджан: прэм'ер-міністр сустрэў яго",
    ]
    world.feed("belta", *(Item(title) for title in titles)).until("08:00")
    text = " ".join(world.inbox[0].split())
    assert [title for title in titles if title not in text] == []


def test_one_article_in_two_feeds_is_told_once_and_names_both(world: World) -> None:
    shared = Item(VISIT.title, VISIT.text, link="https://belta.example/visit?utm_source=rss")
    again = Item(VISIT.title, VISIT.text, link="http://www.belta.example/visit")
    world.feed("belta", shared).settle()
    world.feed("azertac", again).until("08:00")
    assert world.inbox[0].count(VISIT.title) >= 1
    assert world.store.totals()["article"] == 1
    assert "Azertac" in world.inbox[0]


def test_a_changed_guid_or_tracking_parameter_is_the_same_article(world: World) -> None:
    world.feed("belta", Item(VISIT.title, link="https://belta.example/1?fbclid=a", guid="one")).until("08:00")
    world.feed("belta", Item(VISIT.title, link="https://belta.example/1?fbclid=b", guid="two"))
    world.next_day().until("09:00")
    assert world.store.totals()["article"] == 1
    assert VISIT.title not in world.inbox[1].split("Last:")[0]


def test_an_edited_title_comes_back_as_a_correction(world: World) -> None:
    world.feed("belta", Item(VISIT.title, link="https://belta.example/1")).until("08:00")
    edited = "Lukashenko postpones his visit to Azerbaijan"
    world.feed("belta", Item(edited, link="https://belta.example/1"))
    world.next_day().until("09:00")
    assert edited in world.inbox[1]
    assert VISIT.title in world.inbox[1]  # the line says what the title was


def test_a_feed_that_did_not_bring_an_article_cannot_revise_it(world: World) -> None:
    link = "https://belta.example/1"
    world.feed("belta", Item(VISIT.title, link=link)).until("08:00")
    world.feed("azertac", Item("Something else about Azerbaijan and Belarus", link=link))
    world.next_day().until("09:00")
    assert "Something else" not in world.inbox[1]


def test_first_poll_announces_only_what_is_fresh(world: World) -> None:
    old = Item("Aliyev received Lukashenko in Baku last week", hours_old=72)
    undated = Item("Azerbaijan and Belarus sign an agreement", hours_old=None)
    world.feed("belta", VISIT, old, undated).until("08:00")
    assert [VISIT.title in world.inbox[0], old.title in world.inbox[0], undated.title in world.inbox[0]] == [
        True, False, False,
    ]  # fmt: skip
    assert world.store.totals()["article"] == 3


def test_later_an_undated_item_is_news_and_one_of_last_month_is_not(world: World) -> None:
    world.feed("belta", WEATHER).settle()
    old = Item("Aliyev received Lukashenko in Baku last month", hours_old=15 * 24)
    undated = Item("Azerbaijan and Belarus sign an agreement", hours_old=None)
    world.feed("belta", WEATHER, old, undated).until("08:00")
    assert old.title not in world.inbox[0]
    assert undated.title in world.inbox[0]


def test_a_silent_feed_is_named_in_the_head(world: World) -> None:
    world.feed("azertac", WEATHER)
    refusal = "the server answered 403 Forbidden"
    world.net.broken["belta"] = Reply(("feed", "belta"), "", "", 403, error=refusal)
    world.until("08:00")
    head = world.inbox[0][:900]
    assert "1 of 2" in head
    assert "Belta" in head


def test_an_empty_feed_that_had_items_is_trouble_not_a_quiet_day(world: World) -> None:
    world.feed("belta", VISIT).settle()
    world.feed("belta").until("09:00")
    state = world.store.feeds.get("belta")
    assert state is not None
    assert "empty" in state.problem


def test_mail_down_for_two_hours_arrives_once_under_the_same_id(world: World) -> None:
    world.feed("belta", VISIT).settle()
    world.mail.down()
    world.until("09:00")
    assert world.inbox == []
    world.mail.up()
    world.until("12:00")
    assert len(world.inbox) == 1


def test_a_lost_answer_is_sent_again_under_the_same_id_and_bytes(world: World) -> None:
    world.feed("belta", VISIT).settle()
    world.mail.loses_answers()
    world.until("07:31")
    world.mail.up()
    world.until("09:00")
    assert len({letter.message_id for letter in world.mail.inbox}) == 1
    assert len({letter.payload.body for letter in world.mail.inbox}) == 1
    assert len(world.mail.inbox) == 2


def test_a_refused_recipient_stops_nobody_else(tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[subscription("desk", "gone@example.org", "here@example.org")])
    world.feed("belta", VISIT).settle()
    world.mail.refuses("gone@example.org")
    world.until("12:00")
    assert [letter.recipient for letter in world.mail.inbox] == ["here@example.org"]


def test_six_hours_of_downtime_give_one_digest(world: World) -> None:
    world.feed("belta", VISIT).settle()
    world.clock.jump(world.moment("13:30"))
    world.restart().settle()
    assert len(world.inbox) == 1
    assert VISIT.title in world.inbox[0]


def test_three_missed_days_give_one_digest_that_covers_them(world: World) -> None:
    world.feed("belta", VISIT).settle()
    world.clock.jump(world.moment("+3 13:30"))
    world.feed("belta", VISIT, CALL).restart().settle()
    assert len(world.inbox) == 1
    assert VISIT.title in world.inbox[0]
    assert CALL.title in world.inbox[0]


def test_a_new_subscription_starts_at_its_creation(world: World) -> None:
    from dataclasses import replace

    world.feed("belta", VISIT).until("08:00")
    late = subscription("late", "late@example.org")
    world.river.use(replace(world.setup, subscriptions=(*world.setup.subscriptions, late)))
    world.feed("belta", VISIT, CALL).next_day().until("09:00")
    theirs = [letter for letter in world.mail.inbox if letter.recipient == "late@example.org"]
    assert len(theirs) == 1
    text = world.inbox[world.mail.inbox.index(theirs[0])]
    assert CALL.title in text
    assert VISIT.title not in text


def test_a_rule_tightened_before_the_digest_takes_the_match_out(world: World) -> None:
    from dataclasses import replace

    world.feed("belta", VISIT).settle()
    nothing = replace(world.setup, version="tightened", rules=(), index=Index((), lambda _: ""))
    world.river.use(nothing)
    world.until("09:00")
    assert VISIT.title not in world.inbox[0]


def test_a_summary_waits_for_its_page_and_is_judged_on_it(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="auto")])
    teaser = Item("Visit to Baku", "Belarus: the details.", link="https://belta.example/visit")
    paragraphs = "<p>" + "Lukashenko and Aliyev discussed trade between Azerbaijan and Belarus in Baku. " * 12 + "</p>"
    world.net.pages["https://belta.example/visit"] = (
        f"<html><head><title>Visit to Baku</title></head><body><article><h1>Visit to Baku</h1>{paragraphs}"
        "</article></body></html>"
    ).encode()
    world.feed("belta", teaser).until("09:00")
    assert "Aliyev" in world.inbox[0]
    asked = [request for request in world.net.asked if request.token[0] == "page"]
    assert [request.ask_robots for request in asked] == [True]


def test_a_page_that_never_comes_leaves_the_feeds_text(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always")])
    world.feed("belta", VISIT).until("09:00")
    assert VISIT.title in world.inbox[0]


def test_a_removed_feed_is_no_longer_asked(world: World) -> None:
    from dataclasses import replace

    world.feed("belta", VISIT).feed("azertac", WEATHER).settle()
    world.river.use(replace(world.setup, sources={"azertac": source("azertac")}))
    world.net.asked.clear()
    world.until("09:00")
    assert {request.token[1] for request in world.net.asked} == {"azertac"}


def test_a_host_that_asks_for_quiet_gets_it(world: World) -> None:
    busy = Reply(("feed", "belta"), "", "", 503, error="503: come back later", retry_after=3 * 3600)
    world.net.broken["belta"] = busy
    world.until("08:50")
    assert [request.token[1] for request in world.net.asked].count("belta") == 1


def test_rules_trouble_is_said_in_the_head(world: World) -> None:
    world.feed("belta", WEATHER).settle()
    world.river.trouble("rules/azerbaijan-belarus.yaml:9:14 'belrus' is no name; did you mean 'belarus'?")
    world.until("08:00")
    assert "belrus" in world.inbox[0]


def test_an_outlet_left_out_is_named_nowhere(tmp_path: Path) -> None:
    exile = source("nasha", kind="exile", side=None)
    reader = subscription("minsk", "minsk@example.org", without_kinds=frozenset({"exile"}))
    world = World(tmp_path, sources=[exile, source("belta")], subscriptions=[reader])
    link = "https://belta.example/visit"
    world.feed("nasha", Item(VISIT.title, link=link), Item("Лукашэнка і Аліеў: сустрэча ў Баку"))
    world.feed("belta", WEATHER).settle()
    world.feed("belta", Item(VISIT.title, link=link)).until("07:20")
    world.net.broken["nasha"] = Reply(("feed", "nasha"), "", "", 500, error="the server answered 500")
    world.until("09:00")
    assert VISIT.title in world.inbox[0]
    assert "nasha" not in world.inbox[0].lower()
    assert "сустрэча" not in world.inbox[0]


def test_an_aggregator_is_not_taken_for_the_outlet(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("aggregate", kind="aggregator", side=None), source("belta")])
    item = Item(VISIT.title, link="https://belta.example/visit")
    world.feed("aggregate", item).settle()
    world.feed("belta", item).until("08:00")
    assert "Belta, 14 May" in world.inbox[0]
    assert "ONE SIDE (MINSK)" in world.inbox[0]


def test_sides_are_those_of_the_reports_a_reader_is_shown(tmp_path: Path) -> None:
    sources = [source("belta", kind="private"), source("azertac", kind="state")]
    readers = [subscription("all", "all@example.org")]
    readers.append(subscription("some", "some@example.org", without_kinds=frozenset({"private"})))
    world = World(tmp_path, sources=sources, subscriptions=readers)
    own = "Belarusian leader Aleksandr Lukashenko is in Azerbaijan on a state visit. Ilham Aliyev met him in Baku."
    world.feed("belta", VISIT).feed("azertac", Item(VISIT.title, own, link="https://azertac.example/1"))
    world.until("08:00")
    heads = {letter.recipient: text for letter, text in zip(world.mail.inbox, world.inbox, strict=True)}
    assert "REPORTED BY BOTH SIDES" in heads["all@example.org"]
    assert "REPORTED BY ONE SIDE (BAKU)" in heads["some@example.org"]


def test_a_reprint_of_the_other_sides_text_is_no_report_of_its_side(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", kind="private"), source("azertac", kind="state")])
    world.feed("belta", VISIT).settle()
    world.feed("azertac", Item(VISIT.title, VISIT.text, link="https://azertac.example/1")).until("08:00")
    assert "REPORTED BY ONE SIDE (MINSK)" in world.inbox[0]


def test_taking_a_kind_back_brings_no_flood_of_old_news(tmp_path: Path) -> None:
    from dataclasses import replace

    reader = subscription("desk", without_kinds=frozenset({"exile"}))
    world = World(tmp_path, sources=[source("nasha", kind="exile", side=None)], subscriptions=[reader])
    world.feed("nasha", VISIT).until("09:00").next_day(16).until("09:00")
    world.feed("nasha", VISIT, CALL)
    world.river.use(replace(world.setup, subscriptions=(subscription("desk"),)))
    world.next_day().until("09:00")
    assert CALL.title in world.inbox[-1]
    assert VISIT.title not in world.inbox[-1]


def test_a_told_article_that_matches_nothing_any_more_comes_back_as_a_correction(world: World) -> None:
    title, link = "Talks held on a new plant", "https://belta.example/plant"
    world.feed("belta", Item(title, "Ministers of Azerbaijan and Belarus met in Baku.", link=link)).until("09:00")
    world.feed("belta", Item(title, "Ministers of Kazakhstan and Georgia met in Astana.", link=link))
    world.next_day().until("09:00")
    assert "NEW" in world.inbox[0]
    assert "no longer matches azerbaijan-belarus" in " ".join(world.inbox[1].split())
    assert "1 correction" in world.inbox[1]
    world.next_day().until("09:00")
    assert "no longer matches" not in world.inbox[2]
