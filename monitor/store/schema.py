"""The tables, as migrations. A state format changes only here, with a test that opens the file of the state before.

Times are UTC seconds. `owner` and `until` make a row claimable: whoever holds it may work on it until then.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlite_utils import Database, Migrations

from monitor.store import m004, m005, m006, m007, m008
from monitor.store.connection import Connection
from monitor.store.tables import index, make

migrations = Migrations("monitor")


@migrations()
def m001_river(db: Database) -> None:
    """The first schema: feeds, articles and what was judged of them, stories, digests, messages, the ledger."""
    _sources(db)
    _articles(db)
    _judgements(db)
    _stories(db)
    _messages(db)


def _sources(db: Database) -> None:
    make(
        db,
        "feed",
        {
            "id": str, "url": str, "configured_url": str, "host": str, "outlet": str, "enabled": int,
            "etag": str, "last_modified": str, "body_hash": str,
            "next_due": int, "first_polled": int, "last_try": int, "last_ok": int, "last_new": int,
            "errors": int, "problem": str, "problem_since": int, "stopped": int,
            "items": int, "newest": int, "depth": int, "wish": int, "skip_hours": str,
            "last_full": int, "polls_since_full": int,
            "moved_to": str, "moved_since": int, "owner": str, "until": int,
        },
        "id",
        nullable={"first_polled", "last_try", "last_ok", "last_new", "problem_since", "newest", "depth", "last_full",
                  "moved_since", "owner", "until"},
    )  # fmt: skip
    index(db, "feed", "enabled", "next_due")
    index(db, "feed", "host", "until")
    make(
        db,
        "fetch_outcome",
        {"id": int, "feed": str, "at": int, "kind": str, "status": int, "bytes": int, "milliseconds": int,
         "items": int, "new": int, "sentence": str},
        "id",
        foreign_keys=[("feed", "feed", "id")],
    )  # fmt: skip
    index(db, "fetch_outcome", "feed", "at")
    index(db, "fetch_outcome", "at")


def _articles(db: Database) -> None:
    make(
        db,
        "article",
        {
            "id": int, "url": str, "feed": str, "title": str, "author": str, "language": str,
            "dated": int, "first_seen": int, "fresh": int, "revision": int, "text_version": int,
            "page": str, "page_due": int, "page_patience": int, "page_tries": int, "page_problem": str,
            "page_owner": str, "page_until": int,
            "judge_due": int, "judged_by": str, "judged_version": int, "judge_owner": str, "judge_until": int,
            "group_due": int, "tries": int, "suspect": int, "set_aside": str,
        },
        "id",
        nullable={"feed", "dated", "page_due", "page_owner", "page_until", "judge_owner", "judge_until"},
        foreign_keys=[("feed", "feed", "id")],
    )  # fmt: skip
    index(db, "article", "judge_due", "id")
    index(db, "article", "group_due", "id")
    index(db, "article", "page", "page_due")
    index(db, "article", "first_seen")
    article = [("article", "article", "id")]
    # What makes an article the same article again; outlives its text, so that a purged item never returns as new.
    make(db, "article_key", {"key": str, "article": int, "last_listed": int}, "key", foreign_keys=article)
    index(db, "article_key", "article")
    make(
        db,
        "sighting",
        {"article": int, "feed": str, "guid": str, "link": str, "title": str, "item_hash": str, "dated": int,
         "first_seen": int, "last_listed": int},
        ("article", "feed"),
        nullable={"dated"},
        foreign_keys=[*article, ("feed", "feed", "id")],
    )  # fmt: skip
    index(db, "sighting", "feed")
    make(
        db,
        "revision",
        {"article": int, "n": int, "at": int, "change": str, "what": str, "title": str},
        ("article", "n"),
        foreign_keys=article,
    )
    make(
        db,
        "text_version",
        {"article": int, "n": int, "at": int, "how": str, "title": str, "body": str, "language": str, "dated": int,
         "sha": str, "notes": str},
        ("article", "n"),
        nullable={"dated"},
        foreign_keys=article,
    )  # fmt: skip


def _judgements(db: Database) -> None:
    article = [("article", "article", "id")]
    make(
        db,
        "rule_match",
        {"article": int, "rule": str, "rule_version": str, "priority": str, "ruleset": str, "text_version": int,
         "at": int},
        ("article", "rule"),
        foreign_keys=article,
    )  # fmt: skip
    index(db, "rule_match", "rule", "article")
    span: dict[str, type] = {"field": str, "start": int, "stop": int, "surface": str}
    make(
        db,
        "evidence",
        {"article": int, "rule": str, "n": int, **span, "form": str, "name": str},
        ("article", "rule", "n"),
        foreign_keys=article,
    )
    make(db, "miss", {"article": int, "rule": str, "reason": str}, ("article", "rule"), foreign_keys=article)
    make(
        db,
        "mention",
        {"article": int, "n": int, "name": str, "part": str, **span, "sentence": int},
        ("article", "n"),
        foreign_keys=article,
    )
    make(db, "rule_text", {"hash": str, "text": str, "first_used": int}, "hash")
    make(db, "ruleset", {"version": str, "first_used": int, "rules": str}, "version")


def _stories(db: Database) -> None:
    make(
        db,
        "story",
        {"id": int, "opened": int, "last": int, "headline": str, "revision": int, "merged_into": int},
        "id",
        nullable={"merged_into"},
    )
    index(db, "story", "last")
    make(
        db,
        "story_article",
        {"article": int, "story": int, "copy_of": int, "at": int, "reason": str},
        "article",
        nullable={"copy_of"},
        foreign_keys=[("article", "article", "id"), ("story", "story", "id")],
    )
    index(db, "story_article", "story")
    make(
        db,
        "story_revision",
        {"story": int, "n": int, "at": int, "article": int, "what": str},
        ("story", "n"),
        foreign_keys=[("story", "story", "id")],
    )
    make(db, "role", {"name": str, "owner": str, "until": int}, "name", nullable={"owner", "until"})
    db.table("role").insert_all([{"name": "group"}, {"name": "compose"}])


def _messages(db: Database) -> None:
    make(db, "subscription", {"id": str, "created": int, "ended": int}, "id", nullable={"ended"})
    make(
        db,
        "digest",
        {"id": int, "subscription": str, "period": str, "kind": str, "start": int, "stop": int, "composed": int,
         "subject": str},
        "id",
        foreign_keys=[("subscription", "subscription", "id")],
    )  # fmt: skip
    index(db, "digest", "subscription", "period", unique=True)
    digest = [("digest", "digest", "id")]
    make(
        db,
        "body",
        {"digest": int, "channel": str, "part": int, "parts": int, "content_type": str, "subject": str,
         "bytes": bytes},
        ("digest", "channel", "part"),
        foreign_keys=digest,
    )  # fmt: skip
    make(
        db,
        "message",
        {"id": int, "key": str, "message_id": str, "digest": int, "channel": str, "recipient": str, "part": int,
         "resend": int, "state": str, "due": int, "tries": int, "first_try": int, "problem": str, "owner": str,
         "until": int},
        "id",
        nullable={"first_try", "owner", "until"},
        foreign_keys=digest,
    )  # fmt: skip
    index(db, "message", "key", unique=True)
    index(db, "message", "digest", "channel", "recipient", "part", "resend", unique=True)
    index(db, "message", "state", "due")
    make(
        db,
        "attempt",
        {"id": int, "message": int, "started": int, "ended": int, "outcome": str, "detail": str},
        "id",
        nullable={"ended"},
        foreign_keys=[("message", "message", "id")],
    )
    index(db, "attempt", "message")
    make(
        db,
        "told",
        {"subscription": str, "article": int, "revision": int, "story": int, "story_revision": int, "digest": int},
        ("subscription", "article", "revision"),
        foreign_keys=[*digest, ("article", "article", "id"), ("subscription", "subscription", "id")],
    )
    index(db, "told", "article")
    make(db, "run", {"owner": str, "started": int, "ended": int}, "owner", nullable={"ended"})


@migrations()
def m002_rules(db: Database) -> None:
    """Requests to the river, imported articles, matches nobody is told of, which rules ran when, a broken edit."""
    article = db.table("article")
    article.add_column("imported", str, not_null_default="")  # where it was read from; "" = a feed brought it
    article.add_column("asked_by", int)  # the request that wants it judged, until it is
    index(db, "article", "asked_by")
    db.table("rule_match").add_column("quiet", int, not_null_default=0)  # 1 = found on demand: no reason to tell
    db.table("rule_match").add_column("left_out", int, not_null_default=0)  # words of evidence that were not kept
    index(db, "rule_match", "at")
    _requests(db)
    make(db, "ruleset_run", {"id": int, "version": str, "at": int}, "id")
    db.execute("INSERT INTO ruleset_run (version, at) SELECT version, first_used FROM ruleset ORDER BY first_used")
    make(db, "trouble", {"kind": str, "sentence": str, "since": int, "last": int}, "kind")


def _requests(db: Database) -> None:
    """What a command asks of the river; `state` is due, done or failed, `payload` and `result` are JSON."""
    make(
        db,
        "request",
        {"id": int, "kind": str, "payload": str, "made": int, "state": str, "tries": int, "owner": str, "until": int,
         "done": int, "position": int, "total": int, "judged": int, "result": str},
        "id",
        nullable={"owner", "until", "done"},
    )  # fmt: skip
    index(db, "request", "state", "id")
    make(
        db,
        "request_rule",
        {"request": int, "rule": str, "gained": int, "lost": int},
        ("request", "rule"),
        foreign_keys=[("request", "request", "id")],
    )


@migrations()
def m003_facts(db: Database) -> None:
    """What was read of each article that matches: dealings, events, figures, quotes, promises.

    Articles that match already are judged again behind the news, so that the ledger fills itself: as for a person who
    asked for it, what is found anew is no reason to tell anybody.
    """
    _facts(db, "dealing", {"pair": str, "holds": int, "score": float})
    index(db, "dealing", "pair")
    _facts(
        db, "event",
        {"kind": str, "sides": str, "status": str, "day": str, "level": str, "place": str, "background": int},
    )  # fmt: skip
    index(db, "event", "kind", "day")
    index(db, "event", "status", "day")
    _facts(
        db, "figure",
        {"metric": str, "kind": str, "pair": str, "period": str, "value": float, "unit": str, "deadline": str,
         "background": int},
        nullable=("value",),
    )  # fmt: skip
    index(db, "figure", "pair", "metric", "period")
    _facts(db, "quote", {"speaker": str})
    index(db, "quote", "speaker")
    _facts(db, "promise", {"kind": str, "key": str, "sides": str, "due": str})
    index(db, "promise", "key")
    db.execute(
        """UPDATE article SET judge_due = 2
           WHERE judge_due = 0 AND set_aside = ''
             AND EXISTS (SELECT 1 FROM rule_match m WHERE m.article = article.id)"""
    )


def _facts(db: Database, table: str, columns: dict[str, type], *, nullable: Collection[str] = ()) -> None:
    """Facts of one kind: what is asked by, and the whole as JSON; `n` counts those of an article in reading order."""
    make(
        db,
        table,
        {"article": int, "n": int, **columns, "data": str},
        ("article", "n"),
        nullable=nullable,
        foreign_keys=[("article", "article", "id")],
    )


@migrations()
def m004_stories(db: Database) -> None:
    """Stories as they grow: footprints, editions, what is new of them, merges; what a feed last listed; search."""
    m004.footprints(db)
    m004.grown_stories(db)
    m004.alerts(db)
    m004.splits(db)
    m004.listings(db)
    m004.addresses(db)
    m004.search(db)
    m004.versions(db)


@migrations()
def m005_digests(db: Database) -> None:
    """Numbered lines that can be answered, mutes, threads of alerts, why each article was told, marks, alarms."""
    m005.lines(db)
    m005.mutes(db)
    m005.threads(db)
    m005.reasons(db)
    m005.marks(db)
    m005.alarms(db)
    m005.phrases(db)
    m005.kinds(db)


@migrations()
def m006_months(db: Database) -> None:
    """What a service that runs for months must remember of its feeds and of itself."""
    m006.feed_health(db)
    m006.former_feeds(db)
    m006.restores(db)
    m006.sweeps(db)


@migrations()
def m007_speed(db: Database) -> None:
    """What makes a poll cheap, and its moment a good one."""
    m007.cheap_polls(db)


@migrations()
def m008_many_feeds(db: Database) -> None:
    """What keeps tens of thousands of feeds cheap."""
    m008.polls_of_a_day(db)


def apply(connection: Connection) -> list[str]:
    """All steps that the file has not gone yet, together or none; returns their names. `steps.migrate` asks for it."""
    pending = [step.name for step in migrations.pending(connection.tables)]
    with connection.tx():
        migrations.apply(connection.tables)
    return pending
