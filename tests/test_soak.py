"""The verdict of the long runs sees what it is there to see; the runs themselves are `make soak`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.soak.hook import Call, Hook
from tests.soak.mail import Accepted
from tests.soak.news import News, Newsroom
from tests.soak.verdict import Evidence, judge

DESK = "desk@example.org"


@pytest.fixture
def news() -> list[News]:
    room = Newsroom(1)
    return [room.write("127.0.0.1:1", "ru", 1_700_000_000, matching=matching) for matching in (True, True, False)]


def mail(message_id: str, *told: News, period: str = "1") -> Accepted:
    text = f"Period {period}\n\n" + "\n".join(f"{n} {item.title}" for n, item in enumerate(told, 1))
    head = f"To: {DESK}\r\nMessage-ID: {message_id}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    return Accepted(message_id, DESK, head.encode() + text.encode())


def call(key: str, *told: News, period: str = "1") -> Call:
    stories = [{"reports": [{"url": item.link}]} for item in told]
    return Call(key, json.dumps({"subscription": "desk", "period": period, "stories": stories}).encode())


def evidence(
    path: Path, news: list[News], told: Sequence[Iterable[News]], mails: list[Accepted], calls: list[Call]
) -> Evidence:
    """A store, files and arrivals that say what the test wants them to; `told` by digest, one mail and call of each."""
    ids = [sorted({each.message_id for each in mails}), sorted({each.key for each in calls})]
    with sqlite3.connect(path / "monitor.db") as db:
        db.executescript(
            """CREATE TABLE article (id INTEGER, title TEXT, set_aside TEXT DEFAULT '');
               CREATE TABLE told (subscription TEXT, article INTEGER, digest INTEGER);
               CREATE TABLE digest (id INTEGER, subscription TEXT, period TEXT, kind TEXT DEFAULT 'daily');
               CREATE TABLE message (message_id TEXT, key TEXT, state TEXT, recipient TEXT, part INTEGER,
                                     digest INTEGER, channel TEXT);"""
        )
        db.executemany("INSERT INTO article (id, title) VALUES (?, ?)", [(n, i.title) for n, i in enumerate(news)])
        for n, items in enumerate(told):
            db.executemany("INSERT INTO told VALUES ('desk', ?, ?)", [(news.index(item), n) for item in items])
        for n in range(max(len(told), *map(len, ids))):
            db.execute("INSERT INTO digest (id, subscription, period) VALUES (?, 'desk', ?)", (n, f"period {n}"))
        for channel, names, who in (("mail", ids[0], DESK), ("hook", ids[1], "")):
            for n, name in enumerate(names):
                db.execute("INSERT INTO message VALUES (?, ?, 'sent', ?, 1, ?, ?)", (name, name, who, n, channel))
        digests = db.execute("SELECT count(*) FROM digest").fetchone()[0]
    db.close()
    (path / "desk").mkdir()
    texts = list({one.message_id: one.text() for one in mails}.values()) + [""] * digests
    for n in range(digests):
        (path / "desk" / f"{n}.txt").write_text(texts[n], "utf-8")
    return Evidence(path / "monitor.db", path, news, mails, calls, [], {"desk": [DESK]})


def test_a_clean_run_has_no_faults(tmp_path: Path, news: list[News]) -> None:
    mails = [mail("<1>", news[0]), mail("<2>", news[1], period="2"), mail("<2>", news[1], period="2")]
    calls = [call("1", news[0]), call("1", news[0]), call("1", news[0]), call("2", news[1])]
    verdict = judge(evidence(tmp_path, news, [news[:1], news[1:2]], mails, calls))
    assert verdict.faults == []
    assert dict(verdict.rows)["mail: messages; repeated under the same id"] == "2; 1"
    assert dict(verdict.rows)["hook: messages; repeated under the same id"] == "2; 2"


def test_a_lost_article_is_seen(tmp_path: Path, news: list[News]) -> None:
    verdict = judge(evidence(tmp_path, news, [news[:1]], [mail("<1>", news[0])], [call("1", news[0])]))
    assert verdict.faults == ["ledger of desk: lost: K00002", "calls of desk: lost: K00002"]


def test_an_article_in_the_ledger_that_no_mail_and_no_file_shows_is_seen(tmp_path: Path, news: list[News]) -> None:
    faults = judge(evidence(tmp_path, news, [news[:2]], [mail("<1>", news[0])], [call("1", *news[:2])])).faults
    assert faults == [
        "mails to desk@example.org: told and not shown: K00002",
        "files of desk: told and not shown: K00002",
    ]


def test_an_article_told_in_two_messages_is_seen(tmp_path: Path, news: list[News]) -> None:
    mails = [mail("<1>", *news[:2]), mail("<2>", news[1], period="2")]
    calls = [call("1", *news[:2]), call("2", news[1])]
    assert "calls of desk: told twice: K00002" in judge(evidence(tmp_path, news, [news[:2]], mails, calls)).faults


@pytest.mark.parametrize("channel", ["mail", "hook"])
def test_the_same_content_under_another_id_is_seen(tmp_path: Path, news: list[News], channel: str) -> None:
    twice = ("1", "2") if channel == "mail" else ("1",)
    hooks = ("1", "2") if channel == "hook" else ("1",)
    arrivals = [mail(f"<{id_}>", *news[:2]) for id_ in twice], [call(id_, *news[:2]) for id_ in hooks]
    faults = judge(evidence(tmp_path, news, [news[:2]], *arrivals)).faults
    assert any(fault.startswith(f"{channel}: contents doubled under another id") for fault in faults)


def test_other_bytes_under_the_same_id_are_seen(tmp_path: Path, news: list[News]) -> None:
    calls = [call("1", *news[:2]), call("1", *news[:2], period="2")]
    faults = judge(evidence(tmp_path, news, [news[:2]], [mail("<1>", *news[:2])], calls)).faults
    assert faults == ["hook: ids with differing bytes: 1"]


def test_an_article_told_without_reason_is_seen(tmp_path: Path, news: list[News]) -> None:
    faults = judge(evidence(tmp_path, news, [news], [mail("<1>", *news)], [call("1", *news)])).faults
    assert faults == ["ledger of desk: told without reason: N00003", "calls of desk: told without reason: N00003"]


def test_the_hook_knows_a_call_that_is_not_signed_with_its_secret() -> None:
    hook = Hook(1, moods=0.0)
    hook.take("k", "1", "v1,AAAA", b"{}")
    hook.close()
    assert (hook.forged, len(hook.calls)) == (["k"], 1)
