"""The verdict of the simulated month sees what it is there to see; the month itself is `make soak`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.soak.month import calendar, measures
from tests.soak.month.events import Events
from tests.soak.month.life import Sample
from tests.soak.month.postman import Arrival, Told
from tests.soak.month.press import DAY, HOUR, Piece, Press
from tests.soak.month.verdict import MB, Evidence, Reader, Verdict, judge

START = 1_728_345_600  # 8 October 2024, 00:00 UTC
READER = Reader("desk", "UTC", ((0, 7, 30),), START - 10 * DAY, mails={"desk@example.org": (START - DAY, 1 << 40)})
ALARM = ("A feed is gone: EN_07 (en_07): the publisher has closed this feed (410 Gone)", "What to do: look for it.")


def piece(number: int, kind: str = "K", *, published: int = START + HOUR, outlet: str = "en_01") -> Piece:
    link = f"https://en01.example/a/{kind.lower()}{number:05}"
    return Piece(
        number, outlet, "en", kind, f"Title ({kind}{number:05})", link, link, published, published, 3, number,
        first_listed=published, served=published + 600, last_served=published + 5 * HOUR,
    )  # fmt: skip


def told(number: int, at: int, kind: str = "daily", change: str = "new") -> Told:
    return Told("desk", at, kind, number, change)


def arrival(id_: str, day: int, bytes_: bytes) -> Arrival:
    return Arrival(id_, "hook", "", 1, "desk", f"2024-10-{day:02}/daily", bytes_, START + (day - 8) * DAY)


def evidence() -> Evidence:
    """Four days in which all went well: two articles told, one urgent, one changed, a digest each morning."""
    pieces = [piece(1), piece(2), piece(3, "U", published=START + 30 * HOUR)]
    pieces[1].changed_at, pieces[1].change_served = START + 40 * HOUR, START + 41 * HOUR
    tells = [
        told(1, START + 30 * HOUR), told(2, START + 30 * HOUR), told(3, START + 30 * HOUR + 900, "alert"),
        told(2, START + 55 * HOUR, change="correction"),
    ]  # fmt: skip
    return Evidence(
        START, START + 4 * DAY, pieces, {"en_01": "state", "en_02": "exile"}, [READER], tells,
        [arrival(str(day), day, bytes([day])) for day in range(8, 12)],
        {("desk@example.org", number): START + 30 * HOUR for number in (1, 2)}, [(START + DAY, ALARM)], [pieces[2]],
        {}, 0, (0, 0), "joint production", (), (), (), 0, gone="EN_07",
    )  # fmt: skip


def faults(changed: Evidence) -> list[str]:
    return judge(changed).faults


def test_a_month_in_which_all_went_well_has_no_faults() -> None:
    assert faults(evidence()) == []


def _old(found: Evidence) -> Evidence:
    found.pieces[0].told_before = True
    return found


def _unasked(found: Evidence) -> Evidence:
    """Nobody asked its feed, and nothing kept anybody from it."""
    found.pieces[0].served = found.pieces[0].last_served = 0
    found.pieces[0].dropped = START + 40 * HOUR
    return replace(found, told=found.told[1:])


def _unheeded(found: Evidence) -> Evidence:
    found.pieces[0].title = "A joint production (K00001)"
    return replace(found, spells={"tightened_rule": [[START + 20 * HOUR, START + 40 * HOUR]]})


def _hiding() -> Reader:
    return replace(READER, without=frozenset(("exile",)))


Mutation = Callable[[Evidence], Evidence]
MUTATIONS: list[tuple[str, Mutation, str]] = [
    ("a lost article", lambda e: replace(e, told=e.told[1:]), "desk: lost"),
    ("told twice", lambda e: replace(e, told=[*e.told, told(1, START + 60 * HOUR)]), "desk: told twice"),
    ("told without reason", lambda e: replace(e, told=[*e.told, told(9, START + DAY)]), "desk: told without reason"),
    ("an old one told", _old, "desk: told without reason"),
    ("a digest is missing", lambda e: replace(e, arrivals=e.arrivals[1:]), "desk: digest missing"),
    ("a digest is doubled", lambda e: replace(e, arrivals=[*e.arrivals, arrival("other", 9, b"other")]), "digest doubled"),
    ("one id, two contents", lambda e: replace(e, arrivals=[*e.arrivals, arrival("8", 8, b"x")]), "differing bytes"),
    ("one content, two ids", lambda e: replace(e, arrivals=[*e.arrivals, arrival("7", 8, b"\x08")]), "under two ids"),
    ("a mail does not show it", lambda e: replace(e, shown={}), "told and not shown"),
    ("a change is not told", lambda e: replace(e, told=e.told[:3]), "changed headlines not told"),
    ("a change told twice", lambda e: replace(e, told=[*e.told, told(2, START + 70 * HOUR, change="correction")]),
     "changes told twice"),
    ("an alert comes late", lambda e: replace(e, told=[*e.told[:2], told(3, START + 40 * HOUR, "alert"), *e.told[3:]]),
     "rang late or never"),
    ("an alert comes as a digest", lambda e: replace(e, told=[*e.told[:2], told(3, START + 55 * HOUR), *e.told[3:]]),
     "rang late or never"),
    ("an alarm is missing", lambda e: replace(e, notices=()), "no alarm of EN_07"),
    ("an alarm is repeated", lambda e: replace(e, notices=[*e.notices, *e.notices]), "causes told twice a day"),
    ("a feed stays in trouble", lambda e: replace(e, sick=["en_01: 500"]), "feeds in trouble"),
    ("the store is damaged", lambda e: replace(e, unsound=["row 1 missing"]), "not sound"),
    ("a message stays unsent", lambda e: replace(e, waiting=1), "messages unsent"),
    ("polling rests for two days", _unasked, "desk: lost"),
    ("a rule is not heeded", _unheeded, "although the rule left it out"),
    ("told to whom it is hidden", lambda e: replace(e, kinds={"en_01": "exile"}, readers=[_hiding()]), "without reason"),
]  # fmt: skip


@pytest.mark.parametrize(("mutation", "fault"), [each[1:] for each in MUTATIONS], ids=[each[0] for each in MUTATIONS])
def test_what_went_wrong_is_seen(mutation: Mutation, fault: str) -> None:
    assert [each for each in faults(mutation(evidence())) if fault in each]


def test_what_could_not_be_read_in_an_outage_is_excused_and_counted() -> None:
    found = replace(_unasked(evidence()), spells={"network_down": [[START, START + 40 * HOUR]]})
    verdict = judge(replace(found, alerting=()))
    assert verdict.faults == []
    assert ("desk: not told, as known", "1 its feed could not be read while it was listed") in verdict.rows


def samples(*, leak: int = 0, objects: int = 0, an_article: int = 4000, log: int = MB) -> list[Sample]:
    return [
        Sample(day, 130 * MB + day * leak, 300_000 + day * objects, day * 100 * an_article, log, day * 100)
        for day in range(1, 31)
    ]


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (samples(), ""),
        (samples(leak=2 * MB), "memory grew by"),
        (samples(objects=6000), "objects in memory grew"),
        (samples(an_article=20_000), "the store grew by 20,000 bytes an article"),
        (samples(log=100 * MB), "the log beside the store grew"),
    ],
    ids=["flat", "a leak", "objects", "the store", "the log"],
)
def test_a_leak_and_a_store_that_grows_too_fast_are_seen(found: list[Sample], fault: str) -> None:
    verdict = Verdict()
    measures.judge(found, {}, {}, verdict)
    assert [each.startswith(fault) for each in verdict.faults] == ([True] if fault else [])


def test_a_cache_without_a_bound_that_grows_is_seen() -> None:
    verdict = Verdict()
    measures.judge(samples(), {"monitor.text.fold.folded": 10}, {"monitor.text.fold.folded": 9000}, verdict)
    assert verdict.faults == ["caches without a bound that grew: 1, as monitor.text.fold.folded by 8,990"]


@pytest.mark.parametrize("days", [5, 30])
def test_every_event_of_the_calendar_exists_and_what_lasts_ends(days: int) -> None:
    for moment in calendar.moments(days):
        assert 0 <= moment.at < days * DAY
        assert callable(getattr(Events, moment.what + ("_end" if moment.ends else "")))


def test_the_press_publishes_as_much_as_the_starter_set_and_the_same_again() -> None:
    first, second = (Press(3, 1.0, START) for _ in range(2))
    for press in (first, second):
        press.until(START - 1)  # the two days that feeds have behind them
        begun = press.count
        press.until(START + DAY)
    assert 1600 < first.count - begun < 2600  # a Tuesday
    assert [each.title for each in first.truth.values()] == [each.title for each in second.truth.values()]
