"""The ladder: whatever of a document is read, what is stored is what the whole document gives."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.fetch import Reply
from monitor.model.limits import DAY, Limits
from monitor.pipeline import ladder
from monitor.sources.division import divide
from tests.identity.evolving import READ_WHOLE, START, Follower, Told, document

LONG = "Прэзідэнты Азербайджана і Беларусі абмеркавалі гандаль, транспарт і пастаўкі трактароў; сям'я & <b>Bakı</b>. "
NEWS = [
    Told(f"g{n}", f"https://b.example/{n}", f"Talks number {n} in Baku today", f"{n} {LONG}", n + 5) for n in range(8)
]


def read(follower: Follower, body: bytes) -> ladder.Reading | None:
    """What of this document would be read, and what not."""
    url, store = follower.source.url, follower.store
    reply = Reply(("feed", "belta"), url, url, 200, body=body, content_type="application/xml")
    held = store.feeds.held(follower.source.id)
    return ladder.read(follower.source, follower.state, reply, held, follower.clock.now() + 900, Limits())


@pytest.fixture
def follower(tmp_path: Path) -> Iterator[Follower]:
    follower = Follower(tmp_path / "one", Limits())
    yield follower
    follower.store.close()


@pytest.mark.parametrize("form", ["rss", "atom", "rdf"])
def test_only_new_items_are_parsed(follower: Follower, form: str) -> None:
    follower.follow(document(form, NEWS[1:]), START)
    reading = read(follower, document(form, NEWS, 900))
    assert reading is not None
    assert reading.rest is not None
    assert [entry.title for entry in reading.feed.entries] == [NEWS[0].title]
    assert (reading.feed.size, max(reading.feed.dates)) == (8, START - 300)
    same = read(follower, document(form, NEWS[:0:-1], 900))
    assert same is not None
    assert same.rest is not None
    assert same.feed.entries == ()


TWIN = replace(NEWS[2], guid="other", link="https://b.example/other")
WHOLE = {
    "another language in the head": document("rss", NEWS, language="az"),
    "a wish in the head": document("rss", NEWS, ttl="60"),
    "the guid of a known one": document("rss", [Told("g3", "https://b.example/x", "Something else", "", 3), *NEWS[1:]]),
    "the words of a known one": document("rss", [TWIN, *NEWS[1:]]),
    "the address of a known one": document("rss", [Told("x", NEWS[3].link, "Something else", "", 3), *NEWS[1:]]),
    "an item twice": document("rss", [NEWS[1], *NEWS[1:]]),
    "two new ones of one address": document("rss", [replace(NEWS[0], guid=x, title=x) for x in "ab"] + NEWS[1:]),
    "a date that cannot be": document("rss", [replace(NEWS[0], minutes=START // 60 - 60), *NEWS[1:]]),
    "most of it new": document("rss", [replace(each, guid=f"new {each.guid}", link="") for each in NEWS]),
    "a namespace declared late": document("rss", NEWS).replace(b"<item><title>", b"<item xmlns:m='x'><title>", 1),
    "words between the items": document("rss", NEWS).replace(b"</item>\n", b"</item>words\n", 1),
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE.keys())
def test_whatever_may_reach_beyond_an_item_has_the_document_read_whole(follower: Follower, body: bytes) -> None:
    follower.follow(document("rss", NEWS[1:]), START)
    reading = read(follower, body)
    assert reading is None or reading.rest is None


def test_what_another_item_speaks_for_has_the_document_read_whole_when_that_goes(follower: Follower) -> None:
    """Two items of one guid: neither is known by it; when one goes, the other is."""
    pair = [replace(each, guid="same") for each in NEWS[:2]]
    follower.follow(document("rss", [*pair, *NEWS[2:]]), START)
    for body, whole in (
        (document("rss", [pair[0], *NEWS[2:]]), True),
        (document("rss", [*pair[::-1], *NEWS[2:]]), True),
        (document("rss", [*pair, *NEWS[3:]]), False),
    ):
        reading = read(follower, body)
        assert reading is not None
        assert (reading.rest is None) is whole


def test_a_document_with_a_failure_is_not_remembered(follower: Follower) -> None:
    follower.follow(document("rss", NEWS[1:]), START)
    assert follower.store.feeds.held("belta")
    with follower.store.tx():
        follower.store._connection.run("CREATE TRIGGER t BEFORE INSERT ON revision BEGIN SELECT raise(ABORT, 'x'); END")
    follower.follow(document("rss", NEWS), START + 900)
    assert (follower.store.feeds.held("belta"), follower.state.body_hash) == (b"", "")


def test_what_falls_due_to_be_listed_anew_while_it_arrives_waits_for_a_whole_reading(follower: Follower) -> None:
    """A disk that was full in between may hold an answer back for minutes: what was not read of it is not renewed."""
    url = follower.source.url
    follower.follow(document("rss", NEWS[1:]), START)
    follower.clock.jump(START + DAY - 1)
    reply = Reply(("feed", "belta"), url, url, 200, body=document("rss", NEWS), content_type="application/xml")
    assert follower.arrivals.take_raw(follower.state, reply)
    follower.clock.jump(START + DAY + 1)
    assert follower.arrivals.round()
    assert follower.state.listing_at == START


def test_few_letters_of_an_undeclared_charset_are_read_as_the_whole_document_is(tmp_path: Path) -> None:
    """From so many Cyrillic letters on, a server that declares iso-8859-1 and sends windows-1251 is found out."""
    words = ["Минск", "Баку", "Гомель", "Гродно", "Могилев", "Витебск", "Пинск"]
    items = [Told(f"g{n}", f"https://b.example/{n}", f"Report {n} {word}").rss() for n, word in enumerate(words)]
    stored = []
    for name, limits in (("a", Limits()), ("b", READ_WHOLE)):
        follower = Follower(tmp_path / name, limits)
        for count in (5, 6, 7):
            text = f"<rss version='2.0'><channel><title>x</title>{''.join(items[:count])}</channel></rss>"
            body = f"<?xml version='1.0' encoding='iso-8859-1'?>{text}".encode("windows-1251")
            follower.follow(body, START + 900 * count)
        stored.append(follower.kept())
        follower.store.close()
    assert "Report 6 Пинск" in {row[3] for row in stored[0]["article"]}
    assert stored[0] == stored[1]


DECLARING = (
    '<site xmlns="com-wordpress:feed-additions:1">77</site>',
    '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="u"><media:title>Picture</media:title></media:content>',
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p xml:lang="az">Mətn <b>x</b></p></div></content>',
    '<media:description xmlns:media="http://search.yahoo.com/mrss/">Aside</media:description>',
)


def test_items_that_declare_what_is_usual_are_read_alone_as_in_the_whole(tmp_path: Path) -> None:
    stored = []
    told = [Told(f"g{n}", f"https://b.example/{n}", f"Report {n}", f"Text {n}", n) for n in range(1, 9)]
    items = [
        each.atom().replace("</entry>", DECLARING[n % 4] + DECLARING[n * 3 % 4] + "</entry>")
        for n, each in enumerate(told)
    ]
    for name, limits in (("a", Limits()), ("b", READ_WHOLE)):
        follower = Follower(tmp_path / name, limits)
        for first in (4, 2, 0):
            body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{"".join(items[first:])}</feed>'.encode()
            if limits is not READ_WHOLE and first < 4:
                reading = read(follower, body)
                assert reading is not None
                assert reading.rest is not None
            follower.follow(body, START + 900 * (5 - first))
        stored.append(follower.kept())
        follower.store.close()
    assert stored[0] == stored[1]


@pytest.mark.parametrize(
    "change", [{"zone": "Asia/Baku"}, {"language": "az"}, {"id": "other"}, {"url": "https://c.example/"}], ids=repr
)
def test_an_edited_feed_is_read_whole(follower: Follower, change: dict[str, Any]) -> None:
    follower.follow(document("rss", NEWS[1:]), START)
    held, state, edited = follower.store.feeds.held("belta"), follower.state, replace(follower.source, **change)
    for source in (edited, follower.source):
        body = document("rss", NEWS)
        reply = Reply(("feed", "x"), source.url, source.url, 200, body=body, content_type="application/xml")
        reading = ladder.read(source, state, reply, held, START + 900, Limits())
        assert reading is not None
        assert (reading.rest is None) is (source is edited)


FIELDS = {
    "guid": st.sampled_from(["", "1", "2", "3", "https://b.example/1"]),
    "link": st.sampled_from(
        ["", "https://b.example/", "https://b.example/1", "http://m.b.example/1?utm_source=x", "r/2"]
    ),
    "title": st.sampled_from(["", "Rates", "RATES!", "Talks in Baku on trade", "Talks in Baku on trade and gas"]),
    "text": st.sampled_from(["", "s", LONG, LONG.upper(), "x" * 90]),
    "minutes": st.sampled_from([0, 5, 5, 90, 3000, -3 * 1440]),
    "cdata": st.booleans(),
}
ODD = st.builds(Told, **FIELDS)
CHANGES = st.one_of(
    st.tuples(st.just("add"), ODD),
    st.tuples(st.just("add"), st.integers(0, 99).map(lambda n: Told(f"n{n}", f"https://b.example/n/{n}", f"News {n}", f"{n} {LONG}", n))),
    st.tuples(st.just("drop"), st.integers(0, 9)),
    st.tuples(st.just("turn"), st.integers(0, 9)),
    st.tuples(st.just("edit"), st.tuples(st.integers(0, 9), st.sampled_from(sorted(FIELDS)), ODD)),
    st.tuples(st.just("head"), st.sampled_from(["az", "ru"])),
    st.tuples(st.just("wait"), st.just(DAY)),
)  # fmt: skip


def changed(items: list[Told], kind: str, what: object) -> list[Told]:
    """The items after one change."""
    match kind, what:
        case "add", Told() as item:
            return [item, *items]
        case "drop", int(n):
            return [each for place, each in enumerate(items) if place != n]
        case "turn", int(n):
            return items[n:] + items[:n]
        case "edit", (int(n), str(name), Told() as other):
            return [replace(e, **{name: getattr(other, name)}) if p == n else e for p, e in enumerate(items)]
    return items


@settings(deadline=None, max_examples=12)
@given(
    st.sampled_from(["rss", "atom", "rdf"]), st.lists(ODD, max_size=3),
    st.lists(st.lists(CHANGES, min_size=1, max_size=2), min_size=1, max_size=6),
)  # fmt: skip
def test_an_evolving_feed_is_stored_as_if_each_document_were_read_whole(
    form: str, odd: list[Told], steps: list[list[tuple[str, object]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        followers = [Follower(Path(folder) / name, limits) for name, limits in (("a", Limits()), ("b", READ_WHOLE))]
        items, now, language = NEWS[:6] + odd, START, "en"
        for step in [[], *steps]:
            for kind, what in step:
                items = changed(items, kind, what)
                language = str(what) if kind == "head" else language
                now += int(str(what)) if kind == "wait" else 0
            now += 900
            for follower in followers:
                follower.follow(document(form, items, now - START, language=language), now)
            one, other = (follower.kept() for follower in followers)
            assert one == other
        for follower in followers:
            follower.store.close()


SHARED = sorted((Path(__file__).parents[3] / "shared" / "feeds").glob("*"))


@pytest.mark.skipif(not SHARED, reason="the collection of real feeds is not here")
@pytest.mark.parametrize("part", range(5))
def test_real_feeds_are_stored_as_if_each_document_were_read_whole(tmp_path: Path, part: int) -> None:
    """Their newest items come one after the other, their oldest fall out, one is edited."""
    for number, path in enumerate(SHARED[part::5]):
        division = divide(path.read_bytes())
        if division is None or len(division.items) < 4 or len(division.items) > 40:
            continue
        many = division.items
        edited = many[1].replace(b"<title>", b"<title>New: ", 1)
        steps = (many[2:], many[1:], many, (many[0], edited, *many[2:-1]), many[::-1])
        stored = []
        for name, limits in (("ladder", Limits()), ("whole", READ_WHOLE)):
            follower = Follower(tmp_path / f"{name}{number}", limits)
            for n, items in enumerate(steps):
                follower.follow(division.with_only(items), START + n * 900)
            stored.append(follower.kept())
            follower.store.close()
        assert stored[0] == stored[1], path.name
