"""A kill between any two statements: everything published is told once, under one id.

What a kill leaves behind is what was committed and what went out. Of the statements between two such steps only the last
is tried: a transaction that was not committed leaves no trace wherever it is broken off, and reading never does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from monitor.model.request import Offered
from monitor.pipeline import River
from monitor.pipeline.merging import merge_payload, split_payload
from monitor.pipeline.requesting import import_payload, reapply_payload
from monitor.store.connection import Connection
from tests.joining import JOINS, joining
from tests.store.samples import db
from tests.world import START, Item, World, source, subscription, text_of

TITLES = [
    "Lukashenko arrives in Baku on a state visit to Azerbaijan",
    "Лукашенко и Алиев подписали в Баку документы о торговле Беларуси и Азербайджана",
    "Bakıda Azərbaycan-Belarus hökumətlərarası komissiyasının iclası keçirilib",
]
VISIT = "Lukashenko to pay a state visit to Azerbaijan next week"
RUNG_OF = "STATE VISIT, PLANNED"  # what an alert says of it
RUNG = re.compile(RUNG_OF + r"[^;]*; alerted \d+ May \d\d:\d\d Baku: " + VISIT)  # how a digest names what has rung
OLD = 1_300_000_000  # 13 March 2011
EVERY = 5  # of a course of two days, each fifth of its many moments
SELDOM = 12 * 3600  # seconds between polls: each further commit of the day is a further day to kill


class Killed(BaseException):
    """What SIGKILL is to a process: nothing of the program catches it."""


class Fuse:
    """Ends the process before its n-th statement, or never. `lasting`: how often something was committed so far."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.lasting = 0
        self.burnt: list[str] = []
        self.seen: list[tuple[int, int]] = []  # by statement: what was committed and sent before it
        self.sent: Callable[[], int] = lambda: 0

    @property
    def count(self) -> int:
        """Statements so far."""
        return len(self.burnt)

    def moments(self, since: int) -> list[int]:
        """The last statement before each step that lasts, counted from `since`."""
        seen = self.seen[since:]
        return [n for n, (here, after) in enumerate(zip(seen, [*seen[1:], None], strict=True)) if here != after]

    def burn(self, sql: str) -> None:
        self.burnt.append(sql)
        self.seen.append((self.lasting, self.sent()))
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed


@pytest.fixture
def fuse(monkeypatch: pytest.MonkeyPatch) -> Fuse:
    """Every statement of every connection passes it."""
    fuse = Fuse()
    for name in ("rows", "run", "run_many"):
        original = getattr(Connection, name)

        def burning(self: Connection, sql: str, *args: Any, _original: Any = original, **more: Any) -> Any:
            fuse.burn(sql)
            answer = _original(self, sql, *args, **more)
            if not self._depth and not sql.lstrip().startswith(("SELECT", "PRAGMA")):
                fuse.lasting += 1
            return answer

        monkeypatch.setattr(Connection, name, burning)
    whole = Connection.tx

    @contextmanager
    def counted(self: Connection) -> Iterator[None]:
        with whole(self):
            yield
        fuse.lasting += not self._depth

    monkeypatch.setattr(Connection, "tx", counted)
    return fuse


def survives(world: World, day: Callable[[], object]) -> bool:
    """False after a kill: the connection is just gone, and SQLite rolls back what was not committed."""
    try:
        day()
    except Killed:
        world.store.close()
        return False
    return True


def a_world(path: Path) -> World:
    return World(path, sources=[source("belta", interval=SELDOM), source("azertac", interval=SELDOM)], start="07:20")


def a_day(world: World) -> None:
    world.feed("belta", Item(TITLES[0]), Item(TITLES[1], hours_old=2)).feed("azertac", Item(TITLES[2]))
    world.until("07:40")


def test_a_kill_before_any_statement_loses_and_doubles_nothing(tmp_path: Path, fuse: Fuse) -> None:
    whole = a_world(tmp_path / "whole")
    before, fuse.sent = fuse.count, whole.mail.inbox.__len__
    a_day(whole)
    moments = fuse.moments(before)
    assert len(whole.mail.inbox) == 1
    assert len(moments) > 20
    for left in moments:
        world = a_world(tmp_path / str(left))
        fuse.left = left
        survives(world, partial(a_day, world))
        fuse.left = None
        world.net.done()
        world.mail.done()
        world.open()
        a_day(world)
        told_once(world, left)
        world.store.close()


def publish_the_visit(world: World) -> World:
    return world.feed("belta", Item(VISIT), Item(TITLES[1], hours_old=2)).feed("azertac", Item(TITLES[2]))


def test_a_kill_before_any_statement_loses_and_doubles_no_alert(tmp_path: Path, fuse: Fuse) -> None:
    """What is urgent goes at once, the rest with the digest, each title under one id.

    Each statement from the alert's composition to its delivery; what comes before is killed by the test above.
    """

    def wanting(path: Path) -> World:
        sources = [source("belta", interval=SELDOM), source("azertac", interval=SELDOM)]
        return World(path, sources=sources, subscriptions=[subscription(alerts="urgent")], start="07:20")

    whole = wanting(tmp_path / "whole")
    before, fuse.sent = fuse.count, whole.mail.inbox.__len__
    publish_the_visit(whole).until("07:21")
    waiting = fuse.count - before
    whole.until("07:40")
    moments = [moment for moment in fuse.moments(before) if moment >= waiting]
    assert len(moments) > 10
    assert [letter.period.split("/")[0] for letter in whole.mail.inbox] == ["alert", "2024-05-14"]
    for left in moments:
        world = wanting(tmp_path / str(left))
        fuse.left = left
        publish_the_visit(world)
        survives(world, partial(world.until, "07:40"))
        fuse.left = None
        world.net.done()
        world.mail.done()
        world.open()
        publish_the_visit(world).until("07:40")
        told_once(world, left, RUNG_OF, *TITLES[1:])
        assert world.store.totals()["told"] == whole.store.totals()["told"], left
        world.store.close()


def told_once(world: World, left: int, *titles: str) -> None:
    """Each title as news in exactly one message; a repeated message has the same id and the same bytes."""
    messages = {letter.message_id: letter.payload.body for letter in world.mail.inbox}
    texts = {letter.message_id: " ".join(text_of(letter).split()) for letter in world.mail.inbox}
    assert all(messages[letter.message_id] == letter.payload.body for letter in world.mail.inbox), left
    for title in titles or TITLES:
        holders = [id_ for id_, text in texts.items() if title in RUNG.sub("", text)]
        assert len(holders) == 1, (left, title, holders)
    assert world.store.sound() == "ok"
    assert world.store.judgements.set_aside() == []


ARCHIVE = ["Aliyev and Lukashenko meet in Minsk", "Минск и Баку: встреча Алиева и Лукашенко", "Rain in Gəncə"]


def serving(world: World) -> None:
    """Two batches of an archive and the rules once more. Asks for nothing twice."""
    requests, now = world.store.requests, world.clock.now()
    offers = [
        Offered(f"a:{n}", title, "Azerbaijan, Belarus.", f"https://a.example/{n}", OLD)
        for n, title in enumerate(ARCHIVE)
    ]
    payloads = [
        ("import", import_payload(offers[:2])),
        ("import", import_payload(offers[1:])),
        ("reapply", reapply_payload(0)),
    ]
    for number, (kind, payload) in enumerate(payloads, 1):
        if requests.look(number) is None:
            requests.put(kind, payload, now)
    while world.river.serve_requests():
        pass


def asking(world: World) -> None:
    """The same, and then a day with a feed's news."""
    serving(world)
    world.feed("belta", Item(TITLES[0])).until("07:40")


def test_a_kill_before_any_statement_does_no_request_twice_and_loses_none(tmp_path: Path, fuse: Fuse) -> None:
    def a_world(path: Path) -> World:
        return World(path, sources=[source("belta", interval=SELDOM)], start="07:20")

    whole = a_world(tmp_path / "whole")
    before, fuse.sent = fuse.count, whole.mail.inbox.__len__
    serving(whole)
    moments = fuse.moments(before)
    assert len(moments) > 10
    for left in moments:
        world = a_world(tmp_path / str(left))
        fuse.left = left
        survives(world, partial(serving, world))
        fuse.left = None
        world.net.done()
        world.mail.done()
        world.open()
        asking(world)
        archive_once(world, left)
        world.store.close()


def archive_once(world: World, left: int) -> None:
    """Each article stored once, judged, told to nobody; the feed's own news told once."""
    store = world.store
    states = [store.requests.look(number) for number in (1, 2, 3)]
    assert all(state and state.finished and state.state == "done" for state in states), left
    assert store.totals()["article"] == 1 + len(ARCHIVE), left
    assert [len(store.archive.find(title)) for title in ARCHIVE] == [1, 1, 1], left
    assert store.judgements.waiting(world.clock.now()) == 0
    ids = {letter.message_id: " ".join(text_of(letter).split()) for letter in world.mail.inbox}
    assert [sum(title in text for text in ids.values()) for title in (TITLES[0], *ARCHIVE)] == [1, 0, 0, 0], left
    assert store.sound() == "ok"


FIRST = Item("Belarus and Azerbaijan agree on potash", "Belarus sends potash to Azerbaijan by rail from autumn.")
THIRD = Item("Aliyev and Lukashenko speak by phone", "The presidents of Azerbaijan and Belarus spoke on the phone.")
BOTH = Item(f"Azerbaijan and Belarus: {JOINS}", "Of the visit of Lukashenko to Baku and of potash.")


def growing(world: World) -> None:
    """Two stories told; a third article shows that they are one, a person merges what comes then and splits one off."""
    if world.clock.now() < world.moment("07:40"):
        world.feed("belta", Item(TITLES[0]), FIRST).until("07:40")
    world.feed("belta", Item(TITLES[0]), FIRST, THIRD, BOTH).until("20:00")
    asked = [("merge", merge_payload((1, 3))), ("split", split_payload(1, (1,)))]
    for number, (kind, payload) in enumerate(asked, 1):
        if world.store.requests.look(number) is None:
            world.store.requests.put(kind, payload, world.clock.now())
        while world.river.serve_requests():
            pass
    world.next_day().until("07:40")


def test_a_kill_while_stories_merge_repeats_and_loses_nothing(
    tmp_path: Path, fuse: Fuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the moment on in which two stories were told."""
    joining(monkeypatch)

    def a_world(path: Path) -> World:
        return World(path, sources=[source("belta", interval=SELDOM)], start="07:20")

    whole = a_world(tmp_path / "whole")
    before, fuse.sent = fuse.count, whole.mail.inbox.__len__
    growing(whole)
    burnt = fuse.burnt[before:]
    told = max(n for n, sql in enumerate(burnt[: len(burnt) // 2]) if "INTO told" in sql)
    moments = [moment for moment in fuse.moments(before) if moment > told]
    assert len(moments) > 20
    wanted = standing(whole)
    assert len(set(wanted.values())) == 2  # one story, and the article that was taken out of it
    for left in moments[::EVERY]:
        world = a_world(tmp_path / str(left))
        fuse.left = left
        assert not survives(world, partial(growing, world))
        fuse.left = None
        world.net.done()
        world.mail.done()
        world.day = START
        world.open()
        growing(world)
        assert standing(world) == wanted, left
        texts = {letter.message_id: " ".join(text_of(letter).split()) for letter in world.mail.inbox}
        fresh = [text.partition("Last:")[0].partition("BEFORE")[0] for text in texts.values()]
        assert [sum(title in text for text in fresh) for title in wanted] == [1] * len(wanted), left
        assert world.store.sound() == "ok"
        world.store.close()


def standing(world: World) -> dict[str, int]:
    """The story of each article, by its title."""
    rows = db(world.store).rows("SELECT a.title, s.story FROM story_article s JOIN article a ON a.id = s.article")
    return {row["title"]: row["story"] for row in rows}


EDITED = "Trade turnover between Belarus and Azerbaijan in 2023 amounted to {} million dollars, the ministry said."


def an_edit(world: World) -> None:
    """A told article is edited, another is gone from the feed; the next morning's digest says both."""
    older = Item("Rain in the north", link="https://belta.example/rain", hours_old=30)
    gone = Item("Azerbaijan and Belarus sign an agreement on tourism", link="https://belta.example/gone", hours_old=2)
    link, told = "https://belta.example/trade", len(world.mail.inbox)
    if not told:
        world.feed("belta", Item("Belarus and Azerbaijan trade", EDITED.format(480), link=link), gone, older)
        world.until("08:00")
    world.feed("belta", Item("Belarus and Azerbaijan trade", EDITED.format(48), link=link), older)
    world.until("+1 08:00")


def test_a_kill_before_any_statement_corrects_once(tmp_path: Path, fuse: Fuse) -> None:
    """The page answers 404: one correction is of the text, one of the withdrawal; each in exactly one message."""

    def a_world(path: Path) -> World:
        return World(path, sources=[source("belta", interval=SELDOM)], start="07:20")

    whole = a_world(tmp_path / "whole")
    before, fuse.sent = fuse.count, whole.mail.inbox.__len__
    an_edit(whole)
    moments = fuse.moments(before)
    assert len(whole.mail.inbox) == 2
    for left in moments[len(moments) // 3 :: EVERY]:
        world = a_world(tmp_path / str(left))
        fuse.left = left
        survives(world, partial(an_edit, world))
        fuse.left = None
        world.net.done()
        world.mail.done()
        world.open()
        an_edit(world)
        corrected_once(world, left)
        world.store.close()


def corrected_once(world: World, left: int) -> None:
    texts = {letter.message_id: " ".join(text_of(letter).split()) for letter in world.mail.inbox}
    for sentence in ("was 480 million USD, now 48 million USD", "withdrawn: its page answers 404 Not Found"):
        assert [sentence in text for text in texts.values()].count(True) == 1, (left, sentence)
    assert world.store.sound() == "ok"
    assert world.store.judgements.set_aside() == []


def test_a_request_that_ends_the_process_each_time_is_given_up(tmp_path: Path, fuse: Fuse) -> None:
    """It costs three starts, not every start, and says so to whoever asked."""
    world = World(tmp_path, start="07:20")
    world.store.requests.put("reapply", reapply_payload(0), world.clock.now())
    for _ in range(3):
        assert world.store.requests.claim("killed", 0, 60) is not None
        world.restart(clean=False)
    world.until("07:40")
    state = world.store.requests.look(1)
    assert state is not None
    assert (state.state, "abruptly" in state.result, fuse.left) == ("failed", True, None)


def test_an_item_that_kills_the_process_each_time_is_set_aside_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poison item costs three starts, not every start; its neighbours are told."""
    from monitor.judge import judged
    from monitor.pipeline import judging

    def deadly(article: Any, setup: Any, ledger: Any) -> Any:
        if "poison" in article.title:
            raise Killed
        return judged(article, setup, ledger)

    monkeypatch.setattr(judging, "judged", deadly)
    world = World(tmp_path)
    world.feed("belta", Item(TITLES[0]), Item("A poison of Azerbaijan and Belarus", hours_old=2))
    for _ in range(6):
        if survives(world, partial(world.until, "09:00")):
            break
        world.net.done()
        world.open()
    assert [title for _, title, _ in world.store.judgements.set_aside()] == ["A poison of Azerbaijan and Belarus"]
    assert TITLES[0] in " ".join(world.inbox[0].split())
    assert isinstance(world.river, River)
