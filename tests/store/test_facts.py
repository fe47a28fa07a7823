"""The ledger: what was read of an article is kept beside it, asked for by pair, kind, day and what was known when."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from monitor.model.fact import Dealing, Event, Facts, Figure, Promise, Quote, ScorePart, Span
from monitor.model.judgement import Judgement
from monitor.store import Store
from monitor.store.factrows import packed, unpacked
from monitor.store.facts import TABLES
from tests.store.samples import NOW, add, db, item, judge, judged, match, shrunk, swept, text

AT = Span("body", 3, 9)
VISIT = Event("visit_state", 1, AT, sides=("AZ", "BY"), day="2024-05-16", level="president", spans=(AT,))
CALL = Event("phone_call", 2, AT, sides=("AZ", "TR"), day="2024-05", status="planned", background=True)
TURNOVER = Figure("turnover", "level", 1, AT, value=48e6, unit="USD", period="2024", pair=("AZ", "BY"))
GOAL = Figure("turnover", "goal", 2, AT, value=1e9, unit="USD", deadline="2030", pair=("BY", "AZ"))
QUOTE = Quote((AT, Span("body", 12, 20)), "пагоднена; razılaşdıq", 2, "person.minister", "the minister", AT)
PROMISE = Promise("plan", "plan:12-point:AZ-BY", "A plan of 12 points was agreed.", 3, AT, ("AZ", "BY"), due="2026")
DEALING = Dealing(("AZ", "BY"), True, 4.5, 3.0, (ScorePart("both in the title", 2.5, (AT,)), ScorePart("a list", -1.0)))
FACTS = Facts((DEALING,), (VISIT, CALL), (TURNOVER, GOAL), (QUOTE,), (PROMISE,))


def told(store: Store, facts: Facts = FACTS, *, key: str = "1", now: int = NOW, **more: Any) -> int:
    """An article that matches and of which `facts` were read."""
    article = add(store, key, now, item=item(key), **more)
    judge(store, replace(judged(match()), facts=facts), now)
    return article


@pytest.mark.parametrize("fact", [DEALING, VISIT, CALL, TURNOVER, GOAL, QUOTE, PROMISE])
def test_a_fact_comes_back_as_it_was(fact: Event) -> None:
    assert unpacked(type(fact), packed(fact)) == fact


@pytest.mark.parametrize("kind", [Dealing, Event, Figure, Quote, Promise])
def test_every_field_that_holds_spans_or_several_comes_back_as_a_tuple(kind: type[Event]) -> None:
    """A field more of such a type would come back as a list: it must be known to the reader of rows."""
    plain = {"str", "int", "float", "bool", "float | None", "Status", "DayFrom", "Op", "Confidence"}
    known = {"trigger", "span", "said", "spans", "parts", "sides", "actors", "recipients", "pair"}
    others = {field.name for field in fields(kind) if str(field.type) not in plain} - known
    assert {name for name in others if not str(kind.__annotations__[name]).startswith("Literal")} == set()


def test_an_event_is_found_by_its_sides_kind_state_and_day(store: Store) -> None:
    article = told(store)
    assert [line.fact for line in store.facts.events()] == [VISIT, CALL]
    assert [line.fact for line in store.facts.events(("BY", "AZ"))] == [VISIT]
    assert [line.fact for line in store.facts.events(("AZ",))] == [VISIT, CALL]
    assert [line.fact for line in store.facts.events(kinds=("phone_call", "condolence"))] == [CALL]
    assert [line.fact for line in store.facts.events(statuses=("planned",))] == [CALL]
    assert [line.fact for line in store.facts.events(background=False)] == [VISIT]
    assert [line.fact for line in store.facts.events(days=("2024-05-16", ""))] == [VISIT]
    assert [line.fact for line in store.facts.events(days=("2024", "2024-05"))] == [VISIT, CALL]
    assert store.facts.events(days=("2024-06", "")) == []
    (line,) = store.facts.events(("BY",))
    assert (line.ref, line.where.article, line.where.outlet) == (f"{article}v1", article, "Belta")
    assert (line.where.language, line.where.dated, line.where.first_seen) == ("ru", NOW - 60, NOW)


def test_a_figure_is_found_by_its_pair_whichever_stands_first(store: Store) -> None:
    told(store)
    assert [line.fact for line in store.facts.figures(("BY", "AZ"))] == [TURNOVER, GOAL]
    assert [line.fact for line in store.facts.figures(("AZ", "BY"), ("turnover",), ("goal",))] == [GOAL]
    assert [line.fact for line in store.facts.figures(periods=("2018", "2024"))] == [TURNOVER]
    assert store.facts.figures(("AZ", "TR")) == []
    assert store.facts.figures(("AZ",)) == []


def test_quotes_promises_and_dealings_are_found(store: Store) -> None:
    article = told(store)
    assert [line.fact for line in store.facts.quotes(article, "person.minister")] == [QUOTE]
    assert store.facts.quotes(speaker="") == []
    assert [line.fact for line in store.facts.promises(("BY",), kinds=("plan",))] == [PROMISE]
    assert [line.fact for line in store.facts.promises(key=PROMISE.key)] == [PROMISE]
    assert [line.fact for line in store.facts.dealings(("BY", "AZ"), holds=True)] == [DEALING]
    assert store.facts.dealings(holds=False) == []


def test_a_line_is_found_by_its_name(store: Store) -> None:
    article = told(store)
    for ref, fact in (("v2", CALL), ("f1", TURNOVER), ("q1", QUOTE), ("p1", PROMISE), ("d1", DEALING)):
        line = store.facts.line(f"{article}{ref}")
        assert line is not None
        assert line.fact == fact
    for ref in (f"{article}v9", "v1", "", "1v", "x", "1v1v1", "٣v1", "9" * 400 + "v1", "1 v1"):
        assert store.facts.line(ref) is None


def test_what_came_out_later_was_not_known(store: Store) -> None:
    """The moment an article came out counts: its date, but no date after it was seen."""
    early = told(store, key="1", text=text(dated=NOW - 1000))
    late = told(store, key="2", now=NOW + 500, text=text(dated=NOW + 9000))
    assert [line.where.article for line in store.facts.figures(as_of=NOW, kinds=("goal",))] == [early]
    assert [line.where.article for line in store.facts.figures(since=NOW, kinds=("goal",))] == [late]
    assert [line.where.at for line in store.facts.events(kinds=("visit_state",))] == [NOW - 1000, NOW + 500]
    assert [line.where.article for line in store.facts.events(until=NOW, kinds=("visit_state",))] == [early]


def test_earlier_figures_for_comparing_are_those_of_other_articles(store: Store) -> None:
    first = told(store, key="1", text=text(dated=NOW - 1000))
    second = told(store, key="2", now=NOW + 500, text=text(dated=NOW + 400))
    (turnover, goal) = store.facts.earlier(("BY", "AZ"), NOW + 400, second)
    assert (turnover.figure, turnover.article, turnover.outlet, turnover.at) == (TURNOVER, first, "Belta", NOW - 1000)
    assert goal.figure == GOAL
    assert store.facts.earlier(("AZ", "BY"), NOW + 399, first) == []


def again(store: Store, judgement: Judgement) -> None:
    with store.tx():
        db(store).run("UPDATE article SET judge_due = 2")
    judge(store, judgement, NOW + 10)


def test_judging_again_replaces_what_was_read(store: Store) -> None:
    told(store)
    again(store, replace(judged(match()), facts=Facts(events=(CALL,))))
    assert [line.fact for line in store.facts.events()] == [CALL]
    assert sum(db(store).count(f"SELECT count(*) FROM {table}") for table in TABLES) == 1


def test_an_article_that_matches_no_more_leaves_the_ledger(store: Store) -> None:
    told(store)
    again(store, judged())
    assert not any(db(store).count(f"SELECT count(*) FROM {table}") for table in TABLES)


def test_facts_outlive_the_texts_of_articles_that_never_matched(store: Store) -> None:
    told(store)
    swept(store, NOW + shrunk().claim + 10**9, NOW)
    assert len(store.facts.events()) == 2
