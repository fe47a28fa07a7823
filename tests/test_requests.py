"""What commands ask of the river: imported articles are never news, rules run again over what is stored tell nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.matching.index import Index
from monitor.model.request import Offered, RequestState, Taken
from monitor.pipeline.requesting import import_payload, reapply_payload, taken_of
from monitor.setup import Setup, load_files
from tests.store.samples import db
from tests.world import RULES, Item, World, subscription, text_of

VISIT = Item("Lukashenko arrives in Baku on a state visit to Azerbaijan", "The president of Belarus is met in Baku.")
CALL = Item("Aliyev and Lukashenko speak by phone", "The presidents of Azerbaijan and Belarus spoke on the phone.")
POTASH = Item("Belarus and Azerbaijan agree on potash", "Belarus sends potash to Azerbaijan.")
OLD = 1_300_000_000  # 13 March 2011


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def offered(title: str = VISIT.title, **more: object) -> Offered:
    values = {"place": "archive.jsonl:1", "title": title, "body": VISIT.text, "url": "https://belta.example/1",
              "dated": OLD}  # fmt: skip
    return Offered(**(values | more))  # type: ignore[arg-type]


def imported(world: World, *offers: Offered) -> list[Taken]:
    """What became of each, once the river has done it."""
    request = world.store.requests.put("import", import_payload(offers or (offered(),)), world.clock.now())
    world.settle()
    return taken_of(look(world, request).result)


def look(world: World, request: int) -> RequestState:
    state = world.store.requests.look(request)
    assert state is not None
    return state


def reapplied(world: World, since: int = 0) -> RequestState:
    request = world.store.requests.put("reapply", reapply_payload(since), world.clock.now())
    world.settle()
    return look(world, request)


def rules_of(world: World, number: int) -> set[str]:
    return {row["rule"] for row in world.store.articles.details(number)["rule_match"]}


def told_text(world: World) -> str:
    return " ".join(" ".join(text.split("Last:")[0] for text in world.inbox).split())


def with_rule(world: World, condition: str, *, name: str = "potash") -> Setup:
    """The world's setup with one rule more."""
    rule = f"""version: 1
rules:
  - id: {name}
    when: |
      {condition}
    examples:
      match: ["Belarus and Azerbaijan agree on potash and kali"]
"""
    files = {path.relative_to(RULES).as_posix(): path.read_bytes() for path in RULES.rglob("*.yaml")}
    loaded = load_files(files | {"extra.yaml": rule.encode()})
    mine = world.setup
    return replace(loaded, sources=mine.sources, subscriptions=mine.subscriptions, channels=mine.channels)


# --- import ---


def test_an_imported_article_is_kept_judged_and_told_to_nobody(world: World) -> None:
    (taken,) = imported(world)
    assert (taken.outcome, taken.place) == ("new", "archive.jsonl:1")
    row = world.store.articles.find("https://belta.example/1")
    assert row is not None
    assert (row["dated"], row["fresh"], row["imported"]) == (OLD, 0, "archive.jsonl:1")
    assert "azerbaijan-belarus" in rules_of(world, taken.article)
    world.until("09:00")
    assert VISIT.title not in told_text(world)


def test_an_archive_opens_no_story_and_is_no_number_of_the_digest(world: World) -> None:
    imported(world, *(offered(f"{VISIT.title} {n}", url=f"https://belta.example/{n}") for n in range(5)))
    world.until("09:00")
    assert world.store.totals()["story"] == 0
    assert world.store.reports.counts(0, world.clock.now() + 1, ["azerbaijan-belarus"]).articles == 0


def test_an_import_that_is_there_already_is_not_doubled(world: World) -> None:
    world.feed("belta", Item(VISIT.title, VISIT.text, link="https://belta.example/1?utm_source=rss")).settle()
    (taken,) = imported(world, offered(url="http://www.belta.example/1"))
    assert (taken.outcome, taken.article, taken.note) == ("there", 1, "")
    (other,) = imported(world, offered("Quite another headline"))
    assert VISIT.title in other.note
    assert world.store.totals()["article"] == 1


def test_an_article_without_address_is_found_again_by_its_words(world: World) -> None:
    first, again = imported(world, offered(url=""), offered(url="", place="copy.txt"))
    assert (first.outcome, again.outcome, again.article) == ("new", "there", first.article)


def test_a_bad_offer_gives_its_sentence_and_the_others_go_on(world: World) -> None:
    bad, empty, good = imported(
        world, offered(source="nobody", place="a:1"), offered("", body="", place="a:2"), offered(place="a:3")
    )
    assert (bad.outcome, bad.note) == ("failed", "there is no source 'nobody' in sources.yaml")
    assert (empty.outcome, good.outcome) == ("failed", "new")


def test_no_later_rule_edit_and_no_reapply_makes_an_imported_article_news(world: World) -> None:
    """Dated yesterday, so that nothing but the import itself keeps it from being news."""
    taken = imported(world, offered(POTASH.title, body=POTASH.text, dated=world.clock.now() - 3600))[0]
    setup = with_rule(world, '"potash"')
    world.river.use(replace(setup, subscriptions=(subscription(rules=("azerbaijan-belarus", "potash")),)))
    reapplied(world)
    assert rules_of(world, taken.article) >= {"potash"}
    world.until("09:00")
    assert POTASH.title not in told_text(world)


def test_a_feed_that_brings_an_old_imported_article_does_not_announce_it(world: World) -> None:
    world.feed("belta", CALL).settle()
    imported(world, offered(dated=world.clock.now() - 30 * 86400))
    world.feed("belta", CALL, Item(VISIT.title, VISIT.text, link="https://belta.example/1", hours_old=1))
    world.until("09:00")
    assert CALL.title in told_text(world)
    assert VISIT.title not in told_text(world)


def test_a_feed_that_brings_an_imported_article_of_today_announces_it_once(world: World) -> None:
    """Somebody's import must not take news away from everybody else."""
    world.feed("belta", CALL).settle()
    imported(world, offered(dated=world.clock.now() - 7200))
    world.feed("belta", CALL, Item(VISIT.title, VISIT.text, link="https://belta.example/1", hours_old=1))
    world.feed("azertac", Item(VISIT.title, VISIT.text, link="https://belta.example/1", hours_old=1))
    world.until("09:00").next_day().until("09:00")
    assert told_text(world).count(VISIT.title) == 1
    assert world.store.totals()["article"] == 2


def test_an_undated_import_that_an_undated_feed_brings_stays_untold(world: World) -> None:
    world.feed("belta", CALL).settle()
    imported(world, offered(dated=None))
    world.feed("belta", CALL, Item(VISIT.title, VISIT.text, link="https://belta.example/1", hours_old=None))
    world.until("09:00")
    assert VISIT.title not in told_text(world)


def test_a_later_title_of_an_imported_article_is_no_news_either(world: World) -> None:
    imported(world, offered(source="belta"))
    for title in (VISIT.title, "Lukashenko postpones his visit to Azerbaijan"):
        world.clock.jump(world.clock.now() + 1200)
        world.feed("belta", CALL, Item(title, VISIT.text, link="https://belta.example/1", hours_old=30 * 24)).settle()
    world.until("09:00")
    assert "postpones" not in told_text(world)
    row = world.store.articles.find("https://belta.example/1")
    assert row is not None
    assert "postpones" in row["title"]


def test_the_archive_outlives_retention(world: World) -> None:
    (taken,) = imported(world, offered("Rain in Minsk", body="Umbrellas are advised. " * 20))
    world.clock.jump(world.clock.now() + 500 * 86400)
    world.river.housekeeping()
    assert world.store.articles.current_text(taken.article).body.startswith("Umbrellas")
    assert imported(world, offered("Rain in Minsk"))[0].outcome == "there"


def test_news_is_judged_before_an_archive(world: World) -> None:
    world.store.requests.put("import", import_payload([offered()]), world.clock.now())
    world.river.requesting.round()
    world.feed("belta", CALL)
    while not world.river.polling.round():
        world.river._collect()
    jobs = world.store.judgements.claim("somebody", world.clock.now(), world.clock.now() + 60, 10)
    assert [job.article for job in jobs] == [1]
    assert world.store.judgements.waiting(world.clock.now()) == 0


# --- judge --reapply ---


def test_rules_run_again_say_what_was_gained_and_lost(world: World) -> None:
    world.feed("belta", VISIT, POTASH).until("09:00")
    everybody = subscription(rules=("azerbaijan-belarus", "potash"))
    world.river.use(replace(with_rule(world, '"potash"'), subscriptions=(everybody,)))
    state = reapplied(world)
    assert state.finished
    assert (state.total, state.judged, state.waiting) == (2, 2, 0)
    assert state.rules == (("potash", 1, 0),)


def test_what_was_stored_is_not_announced_by_rules_run_again(world: World) -> None:
    """Also not to another subscription, and not after a later edit that finds it again."""
    other = subscription("other", "other@example.org", rules=("potash",))
    world.river.use(replace(world.setup, subscriptions=(*world.setup.subscriptions, replace(other, rules=()))))
    world.feed("belta", POTASH).until("09:00")
    told = len(world.inbox)
    world.river.bed.setup = replace(with_rule(world, '"potash"'), subscriptions=(subscription(), other))
    state = reapplied(world)
    assert state.rules == (("potash", 1, 0),)
    world.next_day().until("09:00")
    assert POTASH.title not in " ".join(text.split("Last:")[0] for text in world.inbox[told:])
    world.river.use(replace(with_rule(world, '"potash" or "kali"'), subscriptions=(subscription(), other)))
    world.next_day().until("09:00")
    assert POTASH.title not in " ".join(text.split("Last:")[0] for text in world.inbox[told:])


def test_rules_run_again_make_no_revision_and_a_changed_title_is_still_told(world: World) -> None:
    link = "https://belta.example/1"
    world.feed("belta", Item(VISIT.title, link=link)).until("09:00")
    world.river.bed.setup = replace(world.setup, version="nothing", rules=(), index=Index((), lambda _: ""))
    assert reapplied(world).rules == (("azerbaijan-belarus", 0, 1),)
    row = world.store.articles.find("1")
    assert row is not None
    assert row["revision"] == 1
    world.feed("belta", Item("Lukashenko postpones his visit to Azerbaijan", link=link)).next_day().until("09:00")
    assert "postpones" in world.inbox[1]


@pytest.mark.parametrize("edited", [True, False])
def test_an_edit_of_the_rules_is_not_laid_on_the_article(edited: bool, world: World) -> None:  # noqa: FBT001 (a case)
    """A told article whose text changes after an edit: only what the text itself takes back is a correction."""
    link = "https://belta.example/1"
    world.feed("belta", Item("A visit to Baku", "Belarus and Azerbaijan step up cooperation.", link=link)).until(
        "09:00"
    )
    other = replace(with_rule(world, '"kali"'), version="edited")
    world.river.bed.setup = replace(other, rules=(), index=Index((), lambda _: "")) if edited else other
    world.feed("belta", Item("A visit to Baku", "Rain fell all day.", link=link)).next_day().until("09:00")
    row = world.store.articles.find("1")
    assert row is not None
    assert row["revision"] == (1 if edited else 2)
    assert rules_of(world, 1) == set()


def test_only_what_came_out_since_then_is_judged_again(world: World) -> None:
    world.feed("belta", VISIT, Item("Rain", link="https://belta.example/rain", hours_old=40 * 24)).settle()
    imported(world, offered(url="https://belta.example/archive"))
    assert reapplied(world, world.clock.now() - 7 * 86400).total == 1
    assert reapplied(world, world.clock.now() - 90 * 86400).total == 2
    assert reapplied(world).total == 3


def test_what_was_set_aside_is_tried_again_on_demand_and_after_an_edit(world: World) -> None:
    world.feed("belta", VISIT).settle()
    for again in (lambda: reapplied(world), lambda: world.river.use(with_rule(world, '"potash"'))):
        with world.store.tx():
            db(world.store).run("UPDATE article SET set_aside = 'broke', judge_due = 1, suspect = 5 WHERE id = 1")
        world.settle()
        assert len(world.store.judgements.set_aside()) == 1
        again()
        world.settle()
        assert world.store.judgements.set_aside() == []
    assert rules_of(world, 1) >= {"azerbaijan-belarus"}


def test_a_start_with_the_same_rules_frees_nothing(world: World) -> None:
    world.feed("belta", VISIT).settle()
    with world.store.tx():
        db(world.store).run("UPDATE article SET set_aside = 'broke', judge_due = 1 WHERE id = 1")
    world.restart()
    assert len(world.store.judgements.set_aside()) == 1


# --- an edit of the rules ---


def test_what_one_reader_was_told_reaches_another_after_an_edit(world: World) -> None:
    """Told to the first, untold for the second, and still fresh: the second's new rule finds it."""
    first, second = subscription(), subscription("second", "second@example.org", rules=("potash",))
    world.river.use(replace(with_rule(world, '"kali"'), subscriptions=(first, second)))
    world.feed("belta", POTASH).until("09:00")
    before = len(world.inbox)
    world.river.use(replace(with_rule(world, '"potash"'), subscriptions=(first, second)))
    world.next_day().until("09:00")
    news = {letter.recipient: text_of(letter).split("Last:")[0] for letter in world.mail.inbox[before:]}
    hits = [recipient for recipient, text in news.items() if POTASH.title in text]
    assert hits == ["second@example.org"]


def test_what_ran_when_is_seen_also_on_the_way_back(world: World) -> None:
    first, second = world.setup, with_rule(world, '"potash"')
    for setup in (second, second, first):
        world.clock.jump(world.clock.now() + 60)
        world.river.use(setup)
    world.restart()
    runs = world.store.runs.history(10)
    assert [run.version for run in runs] == [first.version, second.version, first.version]
    assert '"potash"' in world.store.runs.text(runs[1].rules["potash"]).replace("\\", "")


def test_a_broken_edit_is_seen_by_other_processes_until_it_is_mended(world: World) -> None:
    world.river.trouble("rules/a.yaml:1:1 broken")
    since = world.clock.now()
    world.clock.jump(since + 60)
    world.river.trouble("rules/a.yaml:2:1 broken otherwise")
    trouble = world.store.runs.trouble("rules")
    assert trouble is not None
    assert (trouble.sentence, trouble.since, trouble.last) == ("rules/a.yaml:2:1 broken otherwise", since, since + 60)
    world.river.use(world.setup)
    assert world.store.runs.trouble("rules") is None
