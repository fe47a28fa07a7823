"""The verdict of the long runs sees what it is there to see; the runs themselves are `make soak`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.soak.mail import Accepted
from tests.soak.news import News, Newsroom
from tests.soak.verdict import Evidence, judge, new_in

DESK = "desk@example.org"


@pytest.fixture
def news() -> list[News]:
    room = Newsroom(1)
    return [room.write("127.0.0.1:1", "ru", 1_700_000_000, matching=matching) for matching in (True, True, False)]


def mail(message_id: str, *told: News, period: str = "1") -> Accepted:
    text = f"Period {period}\n\n" + "\n".join(f"{n} {item.title}\n   {item.link}" for n, item in enumerate(told, 1))
    head = f"To: {DESK}\r\nMessage-ID: {message_id}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    return Accepted(message_id, DESK, head.encode() + text.encode())


def evidence(path: Path, news: list[News], told: Iterable[News], mails: list[Accepted]) -> Evidence:
    """A store, files and mails that say what the test wants them to."""
    with sqlite3.connect(path / "monitor.db") as db:
        db.executescript(
            """CREATE TABLE article (id INTEGER, title TEXT, set_aside TEXT DEFAULT '');
               CREATE TABLE told (subscription TEXT, article INTEGER);
               CREATE TABLE digest (id INTEGER, subscription TEXT, period TEXT);
               CREATE TABLE message (message_id TEXT, state TEXT, recipient TEXT, part INTEGER, digest INTEGER,
                                     channel TEXT);"""
        )
        db.executemany("INSERT INTO article (id, title) VALUES (?, ?)", [(n, i.title) for n, i in enumerate(news)])
        db.executemany("INSERT INTO told VALUES ('desk', ?)", [(news.index(item),) for item in told])
        for n, name in enumerate(sorted({one.message_id for one in mails})):
            db.execute("INSERT INTO digest VALUES (?, 'desk', ?)", (n, f"period {n}"))
            db.execute("INSERT INTO message VALUES (?, 'sent', ?, 1, ?, 'mail')", (name, DESK, n))
    db.close()
    (path / "desk").mkdir()
    for n, one in enumerate({one.message_id: one for one in mails}.values()):
        (path / "desk" / f"{n}.txt").write_text(one.text(), "utf-8")
    return Evidence(path / "monitor.db", path, news, mails, {"desk": [DESK]})


def test_a_clean_run_has_no_faults(tmp_path: Path, news: list[News]) -> None:
    mails = [mail("<1>", news[0]), mail("<2>", news[1], period="2"), mail("<2>", news[1], period="2")]
    verdict = judge(evidence(tmp_path, news, news[:2], mails))
    assert verdict.faults == []
    assert dict(verdict.rows)["repeated under the same id"] == "1"


def test_a_lost_article_is_seen(tmp_path: Path, news: list[News]) -> None:
    verdict = judge(evidence(tmp_path, news, news[:1], [mail("<1>", news[0])]))
    assert verdict.faults == [
        "ledger of desk: lost: K00002",
        "mails to desk@example.org: lost: K00002",
        "files of desk: lost: K00002",
    ]


def test_an_article_told_in_two_mails_is_seen(tmp_path: Path, news: list[News]) -> None:
    mails = [mail("<1>", *news[:2]), mail("<2>", news[1], period="2")]
    faults = judge(evidence(tmp_path, news, news[:2], mails)).faults
    assert "mails to desk@example.org: told twice: K00002" in faults


def test_the_same_content_under_another_id_is_seen(tmp_path: Path, news: list[News]) -> None:
    mails = [mail("<1>", *news[:2]), mail("<2>", *news[:2])]
    faults = judge(evidence(tmp_path, news, news[:2], mails)).faults
    assert any(fault.startswith("contents doubled under another id") for fault in faults)


def test_an_article_told_without_reason_is_seen(tmp_path: Path, news: list[News]) -> None:
    faults = judge(evidence(tmp_path, news, news, [mail("<1>", *news)])).faults
    assert "ledger of desk: told without reason: N00003" in faults


def test_only_reports_count_as_new_headlines_and_reminders_do_not() -> None:
    story = "1 K00001 a headline that stays\n   NEW\n   1.1 K00002 update\n       http://127.0.0.1/article/k00002\n"
    before = "   BEFORE (already sent)\n   - 5 May: K00003 earlier\n"
    also = "ALSO (one line each)\n21 K00004 brief\n"
    assert new_in(story + before + also) == {"K00002", "K00004"}
    assert new_in("Nothing new.\nLast: K00005 a title\n  http://127.0.0.1/article/k00005\n\nComposed") == set()
