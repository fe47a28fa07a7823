"""The ledger on the command line: events and figures of a pair with their sources, and what a cable must cite."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from monitor.model.fact import Event, Facts, Figure, Quote, Span
from monitor.store import open_store
from monitor.text.amounts import amount
from monitor.text.saying import days_said
from tests.cli.conftest import Monitor
from tests.store.samples import NOW, SOURCES, add, item, judge, judged, match, text

BODY = "Прэзідэнт сустрэўся з пасламі ў Баку. Тавараабарот склаў 48 млн долараў за мінулы год. Пад'ём працягваецца."
AT, SUM = Span("body", 10, 18), Span("body", BODY.index("48"), BODY.index("48") + 14)
VISIT = Event(
    "visit_state", 1, AT, sides=("BY", "AZ"), actors=("person.alexander_lukashenko",),
    recipients=("person.ilham_aliyev",), host="AZ", guest="BY", level="president", place="place.baku",
    day="2024-05-13", day_from="said", spans=(AT,),
)  # fmt: skip
CALL = Event("phone_call", 1, AT, sides=("AZ", "TR"), day="2024-05-12")
TURNOVER = Figure(
    "turnover", "level", 2, SUM, value=48e6, unit="USD", said_value="48 млн долараў", period="2023", pair=("AZ", "BY")
)
GOAL = replace(TURNOVER, kind="goal", value=1e9, op="<=", period="", deadline="2030")
QUOTE = Quote((Span("body", 0, 36),), BODY[:36], 1)
DAY = 86400


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Three articles: the second repeats the first a day later, the third of 2018 was imported."""
    with closing(open_store(tmp_path / "desk")) as store:
        store.feeds.sync(SOURCES.values(), NOW)
        for key, facts, now, dated in (
            ("1", Facts((), (VISIT, CALL), (TURNOVER, GOAL), (QUOTE,)), NOW, NOW - 60),
            ("2", Facts((), (replace(VISIT, place="", level=""),), (TURNOVER,)), NOW + DAY, NOW + DAY - 60),
            ("3", Facts((), (), (replace(TURNOVER, period="2018", value=204e6, op="~"),)), NOW + DAY, NOW - 2000 * DAY),
        ):  # fmt: skip
            add(store, key, now, item=item(key), text=text(body=BODY, dated=dated))
            judge(store, replace(judged(match()), facts=facts), now)
    return tmp_path / "desk"


def test_a_pair_has_its_events_by_day_with_who_reported_them(monitor: Monitor, desk: Path) -> None:
    ran = monitor("show", "pair", "azerbaijan", "belarus", state_dir=desk)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "13 May 2024    state visit · president · Baku",
        "               Aleksandr Lukashenko (BY, guest) with Ilham Aliyev (AZ, host)",
        "               Belta 14 May 2024, Belta 15 May 2024  1v1",
    ]
    assert "1 event in 2 reports" in ran.err


def test_groups_codes_and_kinds_may_be_asked_for(monitor: Monitor, desk: Path) -> None:
    ran = monitor("show", "pair", "AZ", "tr", "--json", state_dir=desk)
    assert [json.loads(line)["kind"] for line in ran.out.splitlines()] == ["phone_call"]
    assert monitor("show", "pair", "AZ", "TR", "--kind", "visit", state_dir=desk).out == ""
    ran = monitor("show", "pair", "azerbaijan", "eaeu-states", "--json", state_dir=desk)
    assert [json.loads(line)["kind"] for line in ran.out.splitlines()] == ["visit_state"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2024-05-15", "", "15 May 2024"),
        ("2024-05-15", "2024-05-15", "15 May 2024"),
        ("2024-05-15", "2024-05-17", "15-17 May 2024"),
        ("2024-04-30", "2024-05-02", "30 Apr - 2 May 2024"),
        ("2023-12-30", "2024-01-02", "30 Dec 2023 - 2 Jan 2024"),
        ("2024-05", "", "May 2024"),
    ],
)
def test_a_stay_of_several_days_is_said_in_short(first: str, last: str, said: str) -> None:
    assert days_said(first, last) == said


def test_a_line_keeps_its_columns_apart_however_long_the_stay(monitor: Monitor, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "long")) as store:
        store.feeds.sync(SOURCES.values(), NOW)
        add(store, "1", NOW, item=item("1"), text=text(body=BODY, dated=NOW - 60))
        stay = replace(VISIT, day="2024-04-30", until="2024-05-02")
        judge(store, replace(judged(match()), facts=Facts((), (stay,))), NOW)
    ran = monitor("show", "pair", "azerbaijan", "belarus", state_dir=tmp_path / "long")
    assert ran.out.startswith("30 Apr - 2 May 2024 state visit")


@pytest.mark.parametrize(
    ("country", "code", "said"),
    [
        ("country.kazakhstan", "KZ", "Kazakhstan (host)"),
        ("country.germany", "DE", "Germany (host)"),
        ("country.north_macedonia", "MK", "North Macedonia (host)"),
    ],
)
def test_a_country_is_shown_by_its_name_not_by_its_adjective_or_capital(
    country: str, code: str, said: str, monitor: Monitor, tmp_path: Path
) -> None:
    with closing(open_store(tmp_path / "other")) as store:
        store.feeds.sync(SOURCES.values(), NOW)
        add(store, "1", NOW, item=item("1"), text=text(body=BODY, dated=NOW - 60))
        visit = replace(VISIT, sides=("BY", code), recipients=(country,), host=code, place="")
        judge(store, replace(judged(match()), facts=Facts((), (visit,))), NOW)
    assert said in monitor("show", "pair", "BY", code, state_dir=tmp_path / "other").out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("azerbaijan", "belrus"), "did you mean 'belarus'?"),
        (("azerbaijan", "AZ"), "one country"),
        (("azerbaijan", "lukashenko"), "no country"),
        (("AZ", "BY", "--kind", "Візіт"), "no kind of event"),
        (("AZ", "BY", "--as-of", "учора"), "no day"),
        (("AZ", "BY", "--as-of", "9999"), "too far ahead"),
        (("AZ", "BY", "--since", "90d"), "no day"),
        (("AZ", "BY", "--since", "16.05.2024"), "no day"),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence(asked: tuple[str, ...], said: str, monitor: Monitor, desk: Path) -> None:
    ran = monitor("show", "pair", *asked, state_dir=desk)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_figures_stand_by_period_with_who_says_so(monitor: Monitor, desk: Path) -> None:
    ran = monitor("show", "figures", "belarus", "azerbaijan", "--json", state_dir=desk)
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [(row["period"], row["value"], len(row["reports"])) for row in rows] == [
        ("2018", 204e6, 1),
        ("2023", 48e6, 2),
    ]
    assert "1 goals and forecasts" in ran.err
    goals = monitor("show", "figures", "belarus", "azerbaijan", "--kind", "goal", state_dir=desk)
    assert "up to USD 1 bln" in goals.out
    assert "by 2030" in goals.out
    since = monitor("show", "figures", "AZ", "BY", "--since", "2019", "--sources", state_dir=desk)
    assert "2018" not in since.out
    assert "48 млн долараў" in since.out


def test_a_conflict_is_marked_and_explained(monitor: Monitor, desk: Path) -> None:
    """48 million after 204: out of line with the years before, said below the table with the other source."""
    with closing(open_store(desk)) as store:
        add(store, "4", NOW, item=item("4"), text=text(body=BODY, dated=NOW - 60))
        differing = replace(TURNOVER, value=350e6, said_value="350 млн долараў")
        judge(store, replace(judged(match()), facts=Facts((), (), (differing,))), NOW)
    ran = monitor("show", "figures", "AZ", "BY", state_dir=desk)
    assert "!! USD 48 mln" in ran.out
    assert "!! 1f1  2023: USD 48 mln" in ran.out
    assert "2 in conflict" in ran.err


def test_what_came_out_later_is_not_in_the_ledger_of_a_day(monitor: Monitor, desk: Path) -> None:
    ran = monitor("show", "figures", "AZ", "BY", "--as-of", "2024-05-14", "--json", state_dir=desk)
    assert [len(json.loads(line)["reports"]) for line in ran.out.splitlines()] == [1, 1]
    assert monitor("show", "pair", "AZ", "BY", "--as-of", "2024-05-13", state_dir=desk).out == ""


def test_a_citation_has_all_that_a_cable_needs(monitor: Monitor, desk: Path) -> None:
    ran = monitor("cite", "1f1", "--json", state_dir=desk)
    found = json.loads(ran.out)
    assert found["words"] == "Тавараабарот склаў 48 млн долараў за мінулы год."
    assert (found["outlet"], found["language"], found["dated"], found["retrieved"]) == ("Belta", "ru", NOW - 60, NOW)
    assert found["url"] == "https://belta.example/1"
    assert found["hash"] == sha256(f"{found['title']}\n{BODY}".encode()).hexdigest()
    plain = monitor("cite", "1v1", state_dir=desk).out
    assert "14 May 2024 03:59 UTC (07:59 Asia/Baku)" in plain
    assert "“Прэзідэнт сустрэўся з пасламі ў Баку.”" in plain
    assert monitor("cite", "https://belta.example/2", state_dir=desk).code == 0


@pytest.mark.parametrize("line", ["1v9", "няма", "9" * 40, "12.1", ""])
def test_what_cannot_be_cited_gets_a_sentence(line: str, monitor: Monitor, desk: Path) -> None:
    ran = monitor("cite", line, state_dir=desk)
    assert (ran.code, ran.out) == (1, "")
    assert "there is no line" in ran.err


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (TURNOVER, "USD 48 mln"),
        (replace(TURNOVER, value=None, low=400e6, high=500e6), "USD 400 mln to USD 500 mln"),
        (replace(TURNOVER, base_value=1e8, value=146e6), "from USD 100 mln to USD 146 mln"),
        (replace(TURNOVER, value=885.5e6, op="<~"), "almost USD 885.5 mln"),
        (replace(TURNOVER, value=None, factor=3.5), "3.5 times"),
        (replace(TURNOVER, value=6.774e9, growth=-17.2), "USD 6.774 bln, down 17.2 %"),
        (replace(TURNOVER, value=None, index=115.0), "115 % of the base"),
        (replace(TURNOVER, value=None, delta=56e6, op="~"), "about up USD 56 mln"),
        (replace(TURNOVER, value=95.0, unit="%"), "95 %"),
        (replace(TURNOVER, value=None), "48 млн долараў"),
    ],
)
def test_an_amount_reads_as_a_person_writes_it(figure: Figure, said: str) -> None:
    assert amount(figure) == said


def test_an_export_has_every_field_and_the_article_it_stands_in(monitor: Monitor, desk: Path) -> None:
    ran = monitor("export", "azerbaijan", "belarus", "--format", "jsonl", state_dir=desk)
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [(row["line"], row["kind"], row["host"], row["plover_category"]) for row in rows] == [
        ("1v1", "visit_state", "AZ", "CONSULT"), ("2v1", "visit_state", "AZ", "CONSULT"),
    ]  # fmt: skip
    assert rows[0]["came_out"] == "2024-05-14T03:59:00+00:00"
    everything = monitor("export", "--format", "jsonl", "--what", "figures", state_dir=desk)
    assert len(everything.out.splitlines()) == 4
    quotes = monitor("export", "--format", "jsonl", "--what", "quotes", state_dir=desk)
    assert [json.loads(line)["words"] for line in quotes.out.splitlines()] == [BODY[:36]]


def test_an_export_for_spreadsheets_opens_in_one(monitor: Monitor, desk: Path) -> None:
    """Cyrillic is marked as UTF-8; a title that begins like a formula is a text."""
    with closing(open_store(desk)) as store:
        add(store, "5", NOW, item=item("5"), text=text("=1+1 Мінск", BODY, dated=NOW - 60))
        judge(store, replace(judged(match()), facts=Facts((), (CALL,))), NOW)
    ran = monitor("export", "--format", "csv", "--as-of", "2024-05-14", state_dir=desk)
    assert ran.out.startswith("\ufeffline,kind,")
    rows = list(csv.DictReader(ran.out.removeprefix("\ufeff").splitlines()))
    assert [row["title"] for row in rows if row["article"] == "4"] == ["'=1+1 Мінск"]
    assert rows[0]["sides"] == "BY; AZ"
    figures = monitor("export", "--format", "csv", "--what", "figures", state_dir=desk).out.removeprefix("\ufeff")
    assert {row["op"] for row in csv.DictReader(figures.splitlines())} == {"=", "<=", "~"}


def test_an_export_that_makes_no_sense_is_usage(monitor: Monitor, desk: Path) -> None:
    assert monitor("export", "--format", "ics", "--since", "90d", state_dir=desk).code == 2
    assert monitor("export", "--format", "csv", "--until", "2024-06", state_dir=desk).code == 2
    assert monitor("export", "azerbaijan", "--format", "csv", state_dir=desk).code == 2
