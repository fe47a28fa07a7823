"""What was published against what was told: by the ledger, by what arrived over each channel, and by the files."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.hook import Call
from tests.soak.mail import Accepted
from tests.soak.news import MARKER, News

SHOWN = 5  # markers named in a fault
_LINK = re.compile(r"/article/([kn]\d{5,6})\b")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the verdict rests on; `recipients` of mail by subscription."""

    store: Path
    state: Path
    published: Sequence[News]
    accepted: Sequence[Accepted]
    calls: Sequence[Call]
    forged: Sequence[str]
    recipients: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as it arrived over any channel: its id, every byte, and what a reader gets of it."""

    id: str
    recipient: str
    raw: bytes
    content: bytes


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
        told = _ledger(evidence, db, verdict)
        mails = [Arrival(one.message_id, one.recipient, one.raw, one.content) for one in evidence.accepted]
        _ids("mail", "message_id", mails, db, verdict)
        _ids("hook", "key", [Arrival(one.key, "", one.body, one.body) for one in evidence.calls], db, verdict)
        _mails(evidence, told, db, verdict)
        _files(evidence, told, db, verdict)
    db.close()
    _none(verdict, "calls whose signature does not fit", evidence.forged)
    _calls(evidence, verdict)
    return verdict


def _published(evidence: Evidence, db: sqlite3.Connection, verdict: Verdict) -> None:
    matching = sum(news.matching for news in evidence.published)
    titles = Counter(marker(row["title"]) for row in db.execute("SELECT title FROM article"))
    verdict.rows.append(("published, of these matching", f"{len(evidence.published)}, {matching}"))
    _none(verdict, "articles stored twice", [name for name, count in titles.items() if count > 1])
    _none(verdict, "published, never stored", [n.marker for n in evidence.published if n.marker not in titles])
    aside = [marker(row["title"]) for row in db.execute("SELECT title FROM article WHERE set_aside <> ''")]
    _none(verdict, "articles set aside", aside)


def _ledger(evidence: Evidence, db: sqlite3.Connection, verdict: Verdict) -> dict[int, set[str]]:
    """What each digest told, by its number."""
    rows = db.execute("SELECT t.*, a.title FROM told t JOIN article a ON a.id = t.article").fetchall()
    told: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        told[row["digest"]].add(marker(row["title"]))
    for name in evidence.recipients:
        counts = Counter(marker(row["title"]) for row in rows if row["subscription"] == name)
        _once(verdict, f"ledger of {name}", counts, evidence.published)
    kinds = Counter(row["kind"] for row in db.execute("SELECT kind FROM digest"))
    verdict.rows.append(("digests composed", ", ".join(f"{count} {kind}" for kind, count in kinds.items())))
    return told


def _ids(channel: str, id_: str, arrived: Sequence[Arrival], db: sqlite3.Connection, verdict: Verdict) -> None:
    """Each that arrived is a message of the outbox, each sent one arrived, and one id stands for one content."""
    outbox = {
        row[id_]: row
        for row in db.execute(
            """SELECT m.message_id, m.key, m.state, m.recipient, m.part, d.subscription, d.period
               FROM message m JOIN digest d ON d.id = m.digest WHERE m.channel = :channel""",
            {"channel": channel},
        )
    }
    times = Counter(each.id for each in arrived)
    again = f"{len(times)}; {sum(times.values()) - len(times)}"
    verdict.rows.append((f"{channel}: messages; repeated under the same id", again))
    _none(verdict, f"{channel}: arrived, not in the outbox", [name for name in times if name not in outbox])
    sent = [name for name, row in outbox.items() if row["state"] == "sent"]
    _none(verdict, f"{channel}: sent, never arrived", [name for name in sent if name not in times])
    _none(verdict, f"{channel}: left unsent", [name for name, row in outbox.items() if row["state"] != "sent"])
    _none(verdict, f"{channel}: periods doubled under another id", list(_doubled(
        ((row["subscription"], row["period"], row["recipient"], row["part"]), name)
        for name, row in outbox.items() if name in times
    )))  # fmt: skip
    doubled = _doubled(((each.recipient, each.content), each.id) for each in arrived)
    _none(verdict, f"{channel}: contents doubled under another id", list(doubled))
    differing = _doubled((each.id, each.raw) for each in arrived)
    _none(verdict, f"{channel}: ids with differing bytes", list(differing))


def _mails(evidence: Evidence, told: Mapping[int, set[str]], db: sqlite3.Connection, verdict: Verdict) -> None:
    """By what a reader sees: all that a digest told stands in the mails of it; of an alert, at least one."""
    rows = db.execute(
        """SELECT m.message_id, m.digest, m.recipient, d.kind FROM message m JOIN digest d ON d.id = m.digest
           WHERE m.channel = 'mail'"""
    ).fetchall()
    texts = {mail.message_id: mail.text() for mail in evidence.accepted}
    seen: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for row in rows:
        seen[row["recipient"], row["digest"], row["kind"]] |= set(
            MARKER.findall(texts.get(row["message_id"], "").upper())
        )
    for recipients in evidence.recipients.values():
        for recipient in recipients:
            missing = [
                name
                for (who, digest, kind), found in seen.items() if who == recipient
                for name in told[digest] - found if kind != "alert" or not told[digest] & found
            ]  # fmt: skip
            _none(verdict, f"mails to {recipient}: told and not shown", missing)


def _files(evidence: Evidence, told: Mapping[int, set[str]], db: sqlite3.Connection, verdict: Verdict) -> None:
    """One text for each digest, and all that the daily ones told stands in them."""
    for name in evidence.recipients:
        digests = db.execute("SELECT id, kind FROM digest WHERE subscription = :name", {"name": name}).fetchall()
        texts = [path.read_text("utf-8") for path in sorted((evidence.state / name).glob("*.txt"))]
        if len(texts) != len(digests):
            _fault(verdict, f"files of {name}: {len(texts)} for {len(digests)} digests", [name])
        shown = {found for text in texts for found in MARKER.findall(text.upper())}
        missing = [found for row in digests if row["kind"] != "alert" for found in told[row["id"]] - shown]
        _none(verdict, f"files of {name}: told and not shown", missing)


def _calls(evidence: Evidence, verdict: Verdict) -> None:
    """By what a program gets: every item is a new report in exactly one body to each subscription."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in evidence.recipients}
    for body in {call.key: call.body for call in evidence.calls}.values():
        said = json.loads(body)
        found = {
            link[1].upper()
            for story in said["stories"] for report in story["reports"] if (link := _LINK.search(report["url"]))
        }  # fmt: skip
        counts.setdefault(said["subscription"], Counter()).update(found)
    for name, times in counts.items():
        _once(verdict, f"calls of {name}", times, evidence.published)


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
