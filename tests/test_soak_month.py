"""The verdict of the simulated month sees what it is there to see; the month itself is `make soak`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from monitor.model.fetch import Request
from tests.soak.month import calendar, measures
from tests.soak.month.events import Events
from tests.soak.month.life import Sample
from tests.soak.month.postman import Arrival, Told, copies
from tests.soak.month.press import DAY, HOUR, Piece, Press
from tests.soak.month.verdict import MB, Evidence, Reader, Verdict, judge
from tests.soak.month.web import Web

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
        {("desk@example.org", number): START + 30 * HOUR for number in (1, 2)}, {}, [(START + DAY, ALARM)], [pieces[2]],
        {}, 0, (0, 0), "joint production", (), (), (), 0, gone="EN_07",
    )  # fmt: skip


def faults(changed: Evidence) -> list[str]:
    return judge(changed).faults


def test_a_month_in_which_all_went_well_has_no_faults() -> None:
    assert faults(evidence()) == []


Mutation = Callable[[Evidence], Evidence]


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


def _eventful(*events: str) -> Mutation:
    """Nobody asked its feed, of which something happened that never kept it from being read."""
    return lambda found: replace(_unasked(found), spells={event: [[START, 1 << 40]] for event in events})


def _listed_later(found: Evidence, *, by: int, dropped: int = 40) -> Evidence:
    """Nobody asked its feed, which came to the sources after so many hours."""
    found = replace(_unasked(found), spells={"unlisted en_01": [[0, START + by * HOUR]]}, alerting=())
    found.pieces[0].dropped = START + dropped * HOUR
    return found


def _shared(found: Evidence) -> Evidence:
    """Another feed had it, which could be read all the time."""
    found = _listed_later(found, by=40)
    found.pieces[0].also = ("en_02",)
    return found


def _outages_at_once(found: Evidence) -> Evidence:
    """The two of them together left its feed thirty hours; counted one after the other they would leave it none."""
    found = replace(
        _unasked(found), spells={name: [[START, START + 20 * HOUR]] for name in ("names_down", "disk_full")}
    )
    found.pieces[0].dropped = START + 50 * HOUR
    return replace(found, ceiling=20 * HOUR)


def _copied(found: Evidence, *, said: str = "EN_01", named: str = "EN_01", times: int = 1) -> Evidence:
    """The call says that the first article repeats another's text; the mail has no line of it, and names an outlet."""
    tells = [replace(each, period="x", copy=said) if each.number in (1, 2)[:times] else each for each in found.told]
    shown = {key: at for key, at in found.shown.items() if key[1] not in (1, 2)[:times]}
    return replace(found, told=tells, shown=shown, folded={("desk@example.org", "x", named): 1})


def _rung(found: Evidence, *, fetched: int = 10, after: int = 5) -> Evidence:
    """The urgent article was fetched so many minutes after it was published, and rang so many after that."""
    found.pieces[2].served = found.pieces[2].published + fetched * 60
    alert = told(3, found.pieces[2].served + after * 60, "alert")
    return replace(found, told=[*found.told[:2], alert, *found.told[3:]])


def _hiding() -> Reader:
    return replace(READER, without=frozenset(("exile",)))


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
    ("an alert comes late after its fetching", lambda e: _rung(e, after=35), "told 35 min later"),
    ("an urgent article is fetched late", lambda e: _rung(e, fetched=65), "fetched after 65 min"),
    ("an alert comes as a digest", lambda e: replace(e, told=[*e.told[:2], told(3, START + 55 * HOUR), *e.told[3:]]),
     "rang late or never"),
    ("an alarm is missing", lambda e: replace(e, notices=()), "no alarm of EN_07"),
    ("an alarm is repeated", lambda e: replace(e, notices=[*e.notices, *e.notices]), "causes told twice a day"),
    ("a feed stays in trouble", lambda e: replace(e, sick=["en_01: 500"]), "feeds in trouble"),
    ("the store is damaged", lambda e: replace(e, unsound=["row 1 missing"]), "not sound"),
    ("a message stays unsent", lambda e: replace(e, waiting=1), "messages unsent"),
    ("polling rests for two days", _unasked, "desk: lost"),
    ("a feed is not asked that moved", _eventful("moves en_01"), "desk: lost"),
    ("a feed is not asked that was added or renamed", _eventful("add_feed en_01", "rename_feed en_01"), "desk: lost"),
    ("a feed is not asked that is slow", _eventful("mood slow en_01"), "desk: lost"),
    ("a feed is not asked once it is listed", lambda e: _listed_later(e, by=30), "desk: lost"),
    ("a second feed that has it is not asked", _shared, "desk: lost"),
    ("a feed is not asked after two outages at once", _outages_at_once, "desk: lost"),
    ("a mail names a copy of another outlet", lambda e: _copied(e, named="EN_02"), "told and not shown"),
    ("a mail names as a copy what is none", lambda e: _copied(e, said=""), "told and not shown"),
    ("a mail names one copy of two", lambda e: _copied(e, times=2), "told and not shown"),
    ("a rule is not heeded", _unheeded, "although the rule left it out"),
    ("told to whom it is hidden", lambda e: replace(e, kinds={"en_01": "exile"}, readers=[_hiding()]), "without reason"),
]  # fmt: skip


@pytest.mark.parametrize(("mutation", "fault"), [each[1:] for each in MUTATIONS], ids=[each[0] for each in MUTATIONS])
def test_what_went_wrong_is_seen(mutation: Mutation, fault: str) -> None:
    assert [each for each in faults(mutation(evidence())) if fault in each]


def test_an_urgent_article_may_wait_for_the_longest_poll_that_the_guide_allows_and_is_not_late() -> None:
    assert faults(_rung(evidence(), fetched=59, after=24)) == []


def test_what_could_not_be_read_in_an_outage_is_excused_and_counted() -> None:
    found = replace(_unasked(evidence()), spells={"network_down": [[START, START + 40 * HOUR]]})
    verdict = judge(replace(found, alerting=()))
    assert verdict.faults == []
    assert ("desk: not told, as known", "1 its feed could not be read while it was listed") in verdict.rows


def test_what_left_its_feed_before_that_was_listed_is_excused_and_counted() -> None:
    found = _listed_later(evidence(), by=40)
    late = Reader("late", "UTC", ((0, 7, 30),), START + 60 * HOUR, away=(START, 1 << 40))  # it began hours after that
    verdict = judge(replace(found, readers=[READER, late]))
    assert verdict.faults == []
    assert ("desk: not told, as known", "1 listed only before its feed was among the sources") in verdict.rows
    assert ("late: wanted; told; lost; twice; without reason", "0; 0; 0; 0; 0") in verdict.rows


def test_a_copy_that_the_mail_names_so_is_excused_and_counted() -> None:
    verdict = judge(_copied(evidence()))
    assert verdict.faults == []
    assert ("mails to desk@example.org: as another's text", "1 of much the same words, named so") in verdict.rows


def test_copies_are_read_out_of_a_mail() -> None:
    text = """\
   1.4 A headline (K00436)
       RU_06, undated, first seen 8 Oct 14:30 Baku  https://ru06.example/a/k00436
       same text: RU_02, 6 Oct, already sent; RU_10, 8 Oct 19:46 Baku (BY
         side, independent, Russian); RU_11, 8 Oct 19:50 Baku (Russian)
   1.5 Another (K00440)
       RU_12, 8 Oct 20:00 Baku
"""
    assert copies(text) == ["RU_10", "RU_11"]


@pytest.mark.parametrize("first", ["be_00", "be_01"])
def test_an_undated_article_of_an_archive_is_news_where_another_feed_has_it_first(first: str) -> None:
    """`be_00` gives out its undated archive, of which `be_01` lists one article."""
    press = Press(3, 0.1, START)
    press.until(START)
    web = Web(press, lambda: START + HOUR, lambda: None, feeds={"be_00": "be_00", "be_01": "be_01"})
    archive, other = press.outlets["be_00"], press.outlets["be_01"]
    web.served_at = {"be_00": START, "be_01": START}
    archive.depth = 300
    found = [press.publish(archive, START + HOUR, "K", age=None) for _ in range(150)]
    for each in found:
        each.told_before = True
    other.put(found[-1], START + HOUR)
    for name in (first, "be_00", "be_01"):
        url = f"https://{press.outlets[name].host}/feed"
        web.submit(Request(("feed", name), url))
        web.done()
    assert found[-1].told_before is (first == "be_00")
    assert all(each.told_before for each in found[:-1])


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


@pytest.mark.parametrize("days", [5, 30])
def test_the_mail_server_is_away_when_a_digest_is_due(days: int) -> None:
    found = [moment for moment in calendar.moments(days) if moment.what == "mail_down"]
    begun, ended = ([moment.at for moment in found if moment.ends is ends] for ends in (False, True))
    due = [day * DAY + 3 * HOUR + 1800 for day in range(days)]  # desk's, 07:30 in Baku
    assert any(start < at < end for start, end in zip(begun, ended, strict=True) for at in due)


def test_the_press_publishes_as_much_as_the_starter_set_and_the_same_again() -> None:
    first, second = (Press(3, 1.0, START) for _ in range(2))
    for press in (first, second):
        press.until(START - 1)  # the two days that feeds have behind them
        begun = press.count
        press.until(START + DAY)
    assert 1600 < first.count - begun < 2600  # a Tuesday
    assert [each.title for each in first.truth.values()] == [each.title for each in second.truth.values()]
