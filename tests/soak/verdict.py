"""What was published against what was told: by the ledger, by the mails that arrived and by the files."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.mail import Accepted
from tests.soak.news import MARKER, News

SHOWN = 5  # markers named in a fault
_LINK = re.compile(r"/article/([kn]\d{5,6})\b")
_REPORT = re.compile(r" {3}\d+\.\d+ ")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the verdict rests on; `recipients` by subscription."""

    store: Path
    state: Path
    published: Sequence[News]
    accepted: Sequence[Accepted]
    recipients: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Verdict:
    """Rows for the table; each fault is a violation in words."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def judge(evidence: Evidence) -> Verdict:
    """Lost, told twice, told without reason, doubled under another id: each must be none."""
    verdict = Verdict()
    with sqlite3.connect(f"file:{evidence.store}?mode=ro", uri=True) as db:
        db.row_factory = sqlite3.Row
        _published(evidence, db, verdict)
        _ledger(evidence, db, verdict)
        _ids(evidence, db, verdict)
    db.close()
    _mails(evidence, verdict)
    _files(evidence, verdict)
    return verdict


def _published(evidence: Evidence, db: sqlite3.Connection, verdict: Verdict) -> None:
    matching = sum(news.matching for news in evidence.published)
    titles = Counter(marker(row["title"]) for row in db.execute("SELECT title FROM article"))
    verdict.rows.append(("published, of these matching", f"{len(evidence.published)}, {matching}"))
    _none(verdict, "articles stored twice", [name for name, count in titles.items() if count > 1])
    _none(verdict, "published, never stored", [n.marker for n in evidence.published if n.marker not in titles])
    aside = [marker(row["title"]) for row in db.execute("SELECT title FROM article WHERE set_aside <> ''")]
    _none(verdict, "articles set aside", aside)


def _ledger(evidence: Evidence, db: sqlite3.Connection, verdict: Verdict) -> None:
    rows = db.execute("SELECT t.subscription, a.title FROM told t JOIN article a ON a.id = t.article").fetchall()
    told = {
        name: Counter(marker(r["title"]) for r in rows if r["subscription"] == name) for name in evidence.recipients
    }
    for name, counts in told.items():
        _once(verdict, f"ledger of {name}", counts, evidence.published)


def _ids(evidence: Evidence, db: sqlite3.Connection, verdict: Verdict) -> None:
    """Each mail that arrived is a message of the outbox, each sent message arrived, and one id stands for one content."""
    outbox = {
        row["message_id"]: row
        for row in db.execute(
            """SELECT m.message_id, m.state, m.recipient, m.part, d.subscription, d.period
               FROM message m JOIN digest d ON d.id = m.digest WHERE m.channel = 'mail'"""
        )
    }
    arrivals = Counter(mail.message_id for mail in evidence.accepted)
    verdict.rows.append(("digest mails, distinct", str(len(arrivals))))
    verdict.rows.append(("repeated under the same id", str(sum(arrivals.values()) - len(arrivals))))
    _none(verdict, "arrived, not in the outbox", [name for name in arrivals if name not in outbox])
    sent = [name for name, row in outbox.items() if row["state"] == "sent"]
    _none(verdict, "sent, never arrived", [name for name in sent if name not in arrivals])
    _none(verdict, "left unsent", [name for name, row in outbox.items() if row["state"] != "sent"])
    _none(verdict, "periods doubled under another id", list(_doubled(
        ((row["subscription"], row["period"], row["recipient"], row["part"]), name)
        for name, row in outbox.items() if name in arrivals
    )))  # fmt: skip
    _none(verdict, "contents doubled under another id", list(_doubled(
        ((mail.recipient, mail.content), mail.message_id) for mail in evidence.accepted
    )))  # fmt: skip
    _none(
        verdict, "ids with differing bytes", list(_doubled((mail.message_id, mail.raw) for mail in evidence.accepted))
    )


def _mails(evidence: Evidence, verdict: Verdict) -> None:
    """By what a reader sees: every item is new in exactly one mail to each recipient."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for mail in evidence.accepted:
        texts[mail.recipient].setdefault(mail.message_id, mail.text())
    for recipients in evidence.recipients.values():
        for recipient in recipients:
            counts = Counter(name for text in texts[recipient].values() for name in new_in(text))
            _once(verdict, f"mails to {recipient}", counts, evidence.published)


def _files(evidence: Evidence, verdict: Verdict) -> None:
    for name in evidence.recipients:
        texts = [path.read_text("utf-8") for path in sorted((evidence.state / name).glob("*.txt"))]
        counts = Counter(found for text in texts for found in new_in(text))
        _once(verdict, f"files of {name}", counts, evidence.published)


def _once(verdict: Verdict, where: str, counts: Mapping[str, int], published: Sequence[News]) -> None:
    matching = {news.marker: None for news in published if news.matching}
    lost = [name for name in matching if not counts.get(name)]
    twice = [name for name, count in counts.items() if count > 1]
    strange = [name for name in counts if name not in matching]
    verdict.rows.append((where, f"{len(lost)} lost, {len(twice)} told twice, {len(strange)} told without reason"))
    for what, found in (("lost", lost), ("told twice", twice), ("told without reason", strange)):
        _fault(verdict, f"{where}: {what}", found)


def _none(verdict: Verdict, what: str, found: Sequence[object]) -> None:
    verdict.rows.append((what, str(len(found))))
    _fault(verdict, what, found)


def _fault(verdict: Verdict, what: str, found: Sequence[object]) -> None:
    if found:
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        verdict.faults.append(f"{what}: {', '.join(str(one)[:80] for one in found[:SHOWN])}{more}")


def _doubled(pairs: Iterable[tuple[object, object]]) -> Iterable[object]:
    """Keys that stand for more than one value."""
    values: dict[object, set[object]] = defaultdict(set)
    for key, value in pairs:
        values[key].add(value)
    return (key for key, found in values.items() if len(found) > 1)


def marker(title: str) -> str:
    """The marker of a title; the title itself where it has none."""
    found = MARKER.search(title)
    return found[0] if found else title


def new_in(text: str) -> set[str]:
    """The markers of the reports a digest tells as new, by their links; beyond the first stories by their one line.

    Not counted: headlines, which stay when a story goes on; what stands under BEFORE or was told by alert; the last
    item a digest without news recalls.
    """
    found: set[str] = set()
    recalled = also = False
    for line in text.splitlines():
        recalled = line.startswith("Last:") or (recalled and bool(line.strip()))
        if line.startswith("ALERTED"):
            break
        also = also or line.startswith(("ALSO (", "MUTED ("))
        if not recalled:
            found |= {name.upper() for name in _LINK.findall(line)}
            found |= set(MARKER.findall(line)) if also or _REPORT.match(line) else set()
    return found
