"""Questions about telling: digests, their frozen messages, the attempts to send them, and the ledger `told`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from monitor.model.limits import DAY
from monitor.model.message import (
    ChannelConfig,
    DigestLine,
    Letter,
    Outcome,
    Payload,
    Permanent,
    Sent,
    Told,
    Transient,
    Unknown,
)
from monitor.store.connection import Connection, Row, Value
from monitor.store.restores import next_number
from monitor.store.sendings import UNREPEATED

# What was never tried is due whatever the clock says; so is what was last tried in a future that has been taken back.
_DUE = """state = 'due' AND (owner IS NULL OR until <= :now)
          AND (due <= :now OR tries = 0 OR (SELECT a.ended FROM attempt a WHERE a.message = message.id
                                            ORDER BY a.id DESC LIMIT 1) > :now)"""
Key = Callable[[str, str, str, str, int, int, int], str]
"""Subscription, period, channel, recipient, part, parts, how often sent on purpose -> the key of a message."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be frozen: one recipient, one part."""

    key: str
    message_id: str
    channel: str
    recipient: str
    part: int


@dataclass(frozen=True, slots=True)
class NewDigest:
    """A digest to be frozen with everything that belongs to it."""

    subscription: str
    period: str
    kind: str
    start: int
    stop: int
    subject: str
    bodies: Mapping[str, Sequence[Payload]]  # by channel
    messages: Sequence[NewMessage]
    told: Sequence[Told]
    kinds: Mapping[str, str] = field(default_factory=dict)  # channel -> the kind that its bodies were made for
    lines: Sequence[DigestLine] = ()  # those with a number, for who answers with it
    thread: int | None = None  # the first alert's digest of the same story and subscription, None = this is the first


class Outbox:
    """The subscription, digest, body, message, attempt and told tables."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def sync(self, subscriptions: Iterable[str], now: int, absence: int = 7 * DAY) -> None:
        """Make the table follow digests.yaml; a subscription starts at its creation.

        One that was gone goes on where it was, so that a slip of the editor loses nothing; after `absence` it starts
        anew.
        """
        with self._db.tx():
            self._db.run("UPDATE subscription SET ended = coalesce(ended, :now)", {"now": now})
            self._db.run_many(
                """INSERT INTO subscription (id, created) VALUES (:id, :now)
                   ON CONFLICT (id) DO UPDATE SET created = CASE WHEN ended < :gone THEN :now ELSE created END,
                                                  ended = NULL""",
                [{"id": id_, "now": now, "gone": now - absence} for id_ in subscriptions],
            )

    def created(self, subscription: str) -> int | None:
        """When this subscription began; None if it is unknown."""
        row = self._db.one("SELECT created FROM subscription WHERE id = :id AND ended IS NULL", {"id": subscription})
        return None if row is None else int(row["created"])

    def last_digest(self, subscription: str) -> tuple[str, int] | None:
        """Period and end of the newest daily digest."""
        row = self._db.one(
            """SELECT period, stop FROM digest WHERE subscription = :id AND kind = 'daily'
               ORDER BY stop DESC, id DESC LIMIT 1""",
            {"id": subscription},
        )
        return None if row is None else (row["period"], int(row["stop"]))

    def daily(self, subscription: str, since: int) -> list[tuple[str, int]]:
        """Periods and ends of the daily digests that end since then, also of those in the future: clocks are set."""
        rows = self._db.rows(
            """SELECT period, stop FROM digest
               WHERE subscription = :id AND period >= :day AND period < 'a' AND kind = 'daily' AND stop >= :since""",
            {"id": subscription, "since": since, "day": datetime.fromtimestamp(since - DAY, UTC).date().isoformat()},
        )
        return [(row["period"], int(row["stop"])) for row in rows]

    def has_digest(self, subscription: str, period: str) -> bool:
        """Whether this period was composed already."""
        sql = "SELECT count(*) FROM digest WHERE subscription = :subscription AND period = :period"
        return self._db.count(sql, {"subscription": subscription, "period": period}) > 0

    def find_digest(self, subscription: str, period: str) -> int | None:
        """The number of a digest, None if this period was never composed."""
        row = self._db.one(
            "SELECT id FROM digest WHERE subscription = :subscription AND period = :period",
            {"subscription": subscription, "period": period},
        )
        return None if row is None else int(row["id"])

    def hasten(self, digest: int, now: int) -> None:
        """What of a digest still waits for its next try is due now; ids and bytes stay."""
        self._db.run(
            "UPDATE message SET due = min(due, :now) WHERE digest = :digest AND state = 'due'",
            {"digest": digest, "now": now},
        )

    def freeze(self, digest: NewDigest, now: int) -> int | None:
        """Store the digest, its bodies, its messages and what it tells, in one commit; None if the period exists.

        Call inside `tx()`. From here on the messages are only ever sent, never composed again.
        """
        row = self._db.one(
            f"""INSERT INTO digest (id, subscription, period, kind, start, stop, composed, subject, thread)
               VALUES ({next_number("digest")}, :subscription, :period, :kind, :start, :stop, :now, :subject, :thread)
               ON CONFLICT (subscription, period) DO NOTHING RETURNING id""",  # noqa: S608 (a fixed question)
            {"subscription": digest.subscription, "period": digest.period, "kind": digest.kind, "start": digest.start,
             "stop": digest.stop, "subject": digest.subject, "thread": digest.thread, "now": now},
        )  # fmt: skip
        if row is None:
            return None
        number = int(row["id"])
        self._db.run_many(
            """INSERT INTO body (digest, channel, part, parts, content_type, subject, bytes, kind)
               VALUES (:digest, :channel, :part, :parts, :content_type, :subject, :bytes, :kind)""",
            [
                {"digest": number, "channel": channel, "part": p.part, "parts": p.parts,
                 "content_type": p.content_type, "subject": p.subject, "bytes": p.body,
                 "kind": digest.kinds.get(channel, "")}
                for channel, payloads in digest.bodies.items()
                for p in payloads
            ],
        )  # fmt: skip
        self._db.run_many(
            """INSERT INTO message (key, message_id, digest, channel, recipient, part, resend, state, due)
               VALUES (:key, :message_id, :digest, :channel, :recipient, :part, 0, 'due', :now)""",
            [
                {"key": m.key, "message_id": m.message_id, "digest": number, "channel": m.channel,
                 "recipient": m.recipient, "part": m.part, "now": now}
                for m in digest.messages
            ],
        )  # fmt: skip
        self._db.run_many(
            """INSERT INTO told (subscription, article, revision, story, story_revision, digest, why, text_version)
               SELECT :subscription, :article, :revision, :story, :story_revision, :digest, :why, text_version
               FROM article WHERE id = :article""",
            [
                {"subscription": digest.subscription, "article": t.article, "revision": t.revision, "story": t.story,
                 "story_revision": t.story_revision, "digest": number, "why": t.why}
                for t in digest.told
            ],
        )  # fmt: skip
        self._db.run_many(
            """INSERT INTO digest_line (digest, number, story, article, text, fact)
               VALUES (:digest, :number, :story, :article, :text, :fact)""",
            [
                {"digest": number, "number": line.number, "story": line.story, "article": line.article,
                 "text": line.text, "fact": line.fact}
                for line in digest.lines
            ],
        )  # fmt: skip
        return number

    def waiting(self, now: int) -> list[str]:
        """Channels with a message that is due and that nobody sends."""
        sql = f"SELECT DISTINCT channel FROM message WHERE {_DUE} ORDER BY channel"  # noqa: S608 (a constant)
        rows = self._db.rows(sql, {"now": now})
        return [row["channel"] for row in rows]

    def claim(
        self,
        owner: str,
        now: int,
        until: int,
        limit: int,
        channels: Mapping[str, ChannelConfig],
        only: str | None = None,
        out: Iterable[int] = (),
    ) -> list[Letter]:
        """Due messages, each with an attempt that is written down before anything is sent. Call inside `tx()`.

        `only` of this channel; none that is `out`: a clock set forward ends claims, no sending. One whose channel is
        not in `channels` any more comes with a channel of no kind.
        """
        sent: dict[str, Value] = {f"m{n}": message for n, message in enumerate(out)}
        rows = self._db.rows(
            f"""UPDATE message SET owner = :owner, until = :until, tries = tries + 1,
                       first_try = coalesce(first_try, :now)
                WHERE id IN (SELECT id FROM message
                             WHERE {_DUE} AND (:only IS NULL OR channel = :only)
                               AND id NOT IN ({", ".join(f":{name}" for name in sent)})
                             ORDER BY due, id LIMIT :limit)
                RETURNING id""",  # noqa: S608 (placeholders)
            {**sent, "only": only, "owner": owner, "now": now, "until": until, "limit": limit},
        )
        return [self._letter(row["id"], now, channels) for row in sorted(rows, key=lambda row: row["id"])]

    def _letter(self, message: int, now: int, channels: Mapping[str, ChannelConfig]) -> Letter:
        attempt = self._db.one(
            "INSERT INTO attempt (message, started) VALUES (:message, :now) RETURNING id",
            {"message": message, "now": now},
        )
        row = self._db.one(
            """SELECT m.*, d.period, d.subscription, d.composed, d.thread, b.parts, b.content_type, b.subject, b.bytes,
                      b.kind AS made_for
               FROM message m JOIN digest d ON d.id = m.digest
               JOIN body b ON b.digest = m.digest AND b.channel = m.channel AND b.part = m.part WHERE m.id = :id""",
            {"id": message},
        )
        assert attempt is not None
        assert row is not None
        payload = Payload(
            part=row["part"], parts=row["parts"], content_type=row["content_type"], body=row["bytes"],
            subject=row["subject"],
        )  # fmt: skip
        return Letter(
            message=message, attempt=int(attempt["id"]), key=row["key"], message_id=row["message_id"],
            channel=channels.get(row["channel"], ChannelConfig(row["channel"], "")), recipient=row["recipient"],
            payload=payload, period=row["period"], subscription=row["subscription"], composed=row["composed"],
            thread=self._thread(row), made_for=row["made_for"],
        )  # fmt: skip

    def _thread(self, row: Row) -> str:
        """The id of the first message this recipient got of the thread, "" = this is it.

        The same at every attempt: a digest is never put before one that stands. A recipient who came later has a later
        beginning.
        """
        if row["thread"] is None:
            return ""
        first = self._db.one(
            """SELECT m.message_id FROM digest d JOIN message m ON m.digest = d.id
               WHERE (d.id = :thread OR d.thread = :thread) AND d.id < :digest
                 AND m.channel = :channel AND m.recipient = :recipient
               ORDER BY d.id, m.part, m.resend LIMIT 1""",
            {name: row[name] for name in ("thread", "digest", "channel", "recipient")},
        )
        return "" if first is None else str(first["message_id"])

    def resend(self, messages: Collection[int], now: int, key: Key, to: str = "") -> list[int]:
        """Send these again on purpose: new messages with the frozen bytes, under new ids. Call inside `tx()`.

        Only what was sent or given up: of one that still waits nothing is made. `to`: to that recipient of the same
        channel instead. Returns the new messages; `key` is `channels.message_key`.
        """
        made = []
        for number in messages:
            row = self._db.one(
                """SELECT m.*, d.subscription, d.period, b.parts FROM message m JOIN digest d ON d.id = m.digest
                   JOIN body b ON b.digest = m.digest AND b.channel = m.channel AND b.part = m.part
                   WHERE m.id = :id AND m.state <> 'due'""",
                {"id": number},
            )
            if row is not None:
                made.append(self._again(row, to or row["recipient"], now, key))
        return made

    def _again(self, row: Row, recipient: str, now: int, key: Key) -> int:
        same = {"digest": row["digest"], "channel": row["channel"], "recipient": recipient, "part": row["part"]}
        sql = """SELECT count(*) FROM message WHERE digest = :digest AND channel = :channel AND recipient = :recipient
                 AND part = :part"""
        resend = self._db.count(sql, same)
        named = key(row["subscription"], row["period"], row["channel"], recipient, row["part"], row["parts"], resend)
        domain = row["message_id"].rpartition("@")[2].rstrip(">")
        made = self._db.one(
            """INSERT INTO message (key, message_id, digest, channel, recipient, part, resend, state, due)
               VALUES (:key, :message_id, :digest, :channel, :recipient, :part, :resend, 'due', :now) RETURNING id""",
            {**same, "key": named, "message_id": f"<{named}@{domain}>", "resend": resend, "now": now},
        )
        assert made is not None
        return int(made["id"])

    def not_begun(self, letter: Letter) -> None:
        """The queue was full: the attempt never was, and the message is due as before. Call inside `tx()`."""
        self._db.run("DELETE FROM attempt WHERE id = :id", {"id": letter.attempt})
        self._db.run(
            """UPDATE message SET owner = NULL, until = NULL, tries = tries - 1,
                      first_try = CASE WHEN tries = 1 THEN NULL ELSE first_try END WHERE id = :id""",
            {"id": letter.message},
        )

    def unsent(self, owner: str, out: Collection[int]) -> None:
        """What this owner claimed and did not send is due as before; not what is `out`. Call inside `tx()`."""
        sent: dict[str, Value] = {f"m{n}": message for n, message in enumerate(out)}
        held = f"owner = :owner AND state = 'due' AND id NOT IN ({', '.join(f':{name}' for name in sent)})"
        self._db.run(
            f"DELETE FROM attempt WHERE ended IS NULL AND message IN (SELECT id FROM message WHERE {held})",  # noqa: S608 (placeholders)
            {**sent, "owner": owner},
        )
        self._db.run(
            f"""UPDATE message SET owner = NULL, until = NULL, tries = tries - 1,
                       first_try = CASE WHEN tries = 1 THEN NULL ELSE first_try END WHERE {held}""",  # noqa: S608 (placeholders)
            {**sent, "owner": owner},
        )

    def record(self, letter: Letter, outcome: Outcome, again: int | None, now: int) -> None:
        """The result of an attempt: sent, due again at `again`, or dead where that is None. Call inside `tx()`."""
        word = {Sent: "sent", Transient: "transient", Permanent: "permanent", Unknown: "unknown"}[type(outcome)]
        if isinstance(outcome, Transient) and outcome.at_most is not None:
            word = "refusal"
        self._db.run(
            "UPDATE attempt SET ended = :now, outcome = :word, detail = :detail WHERE id = :id",
            {"id": letter.attempt, "now": now, "word": word, "detail": outcome.detail},
        )
        state = "sent" if isinstance(outcome, Sent) else "dead" if again is None else "due"
        self._db.run(
            """UPDATE message SET state = :state, due = coalesce(:again, due), problem = :problem, owner = NULL,
                      until = NULL WHERE id = :id""",
            {"id": letter.message, "state": state, "again": again,
             "problem": "" if state == "sent" else outcome.detail},
        )  # fmt: skip

    def tries(self, message: int) -> tuple[int, int]:
        """How often a message was tried, and when first."""
        row = self._db.one("SELECT tries, first_try FROM message WHERE id = :id", {"id": message})
        assert row is not None
        return int(row["tries"]), int(row["first_try"])

    def refusals(self, message: int) -> int:
        """How often it was refused in a way that is borne only a few times."""
        sql = "SELECT count(*) FROM attempt WHERE message = :id AND outcome = 'refusal'"
        return self._db.count(sql, {"id": message})

    def reopen(self, owner: str, now: int) -> int:
        """At a start: attempts left open may have arrived; their messages are due again under the same id."""
        self._db.run(
            """UPDATE attempt SET ended = :now, outcome = 'unknown',
                      detail = 'the monitor ended before the answer came'
               WHERE ended IS NULL AND message IN (SELECT id FROM message WHERE owner <> :owner)""",
            {"now": now, "owner": owner},
        )
        return self._db.run(
            "UPDATE message SET owner = NULL, until = NULL, due = :now WHERE owner <> :owner AND state = 'due'",
            {"now": now, "owner": owner},
        )

    def next_due(self) -> int | None:
        """When the next message is due that nobody holds."""
        row = self._db.one("SELECT min(due) AS due FROM message WHERE state = 'due' AND owner IS NULL")
        return None if row is None or row["due"] is None else int(row["due"])

    def dead_since(self, since: int, subscription: str) -> int:
        """Its messages given up since then, not sent again: the last attempt counts, they fell due before."""
        return self._db.count(
            f"""SELECT count(*) FROM message m JOIN digest d ON d.id = m.digest
                WHERE m.state = 'dead' AND d.subscription = :subscription AND {UNREPEATED}
                  AND EXISTS (SELECT 1 FROM attempt a WHERE a.message = m.id AND a.ended >= :since)""",  # noqa: S608 (a constant)
            {"since": since, "subscription": subscription},
        )

    def state_of(self, digest: int) -> list[Row]:
        """The messages of a digest: channel, recipient, state, tries, problem."""
        return self._db.rows("SELECT * FROM message WHERE digest = :id ORDER BY id", {"id": digest})

    def body(self, digest: int, channel: str, part: int = 1) -> Payload | None:
        """Frozen bytes of one part of a digest."""
        row = self._db.one(
            "SELECT * FROM body WHERE digest = :digest AND channel = :channel AND part = :part",
            {"digest": digest, "channel": channel, "part": part},
        )
        if row is None:
            return None
        return Payload(row["part"], row["parts"], row["content_type"], row["bytes"], row["subject"])

    def stories(self, digest: int) -> list[int]:
        """The stories a digest told of, the one with most reports first."""
        rows = self._db.rows(
            "SELECT story, count(*) AS n FROM told WHERE digest = :id GROUP BY story ORDER BY n DESC, story",
            {"id": digest},
        )
        return [row["story"] for row in rows]

    def digests(self, subscription: str, limit: int) -> list[Row]:
        """The newest digests of a subscription."""
        return self._db.rows(
            "SELECT * FROM digest WHERE subscription = :id ORDER BY id DESC LIMIT :limit",
            {"id": subscription, "limit": limit},
        )
