"""What a person asks about digests that were sent: which there are, what stood in them, to whom they went and how."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from monitor.model.message import OPERATOR, Payload
from monitor.store.connection import Connection, Row, Value

_COUNTED = """SELECT d.*, (SELECT count(DISTINCT t.story) FROM told t WHERE t.digest = d.id) AS stories,
                     (SELECT count(*) FROM message m WHERE m.digest = d.id) AS messages,
                     (SELECT count(*) FROM message m WHERE m.digest = d.id AND m.state = 'sent') AS sent,
                     (SELECT count(*) FROM message m WHERE m.digest = d.id AND m.state = 'due') AS due,
                     (SELECT count(*) FROM message m WHERE m.digest = d.id AND m.state = 'dead') AS dead
              FROM digest d"""
UNREPEATED = """NOT EXISTS (SELECT 1 FROM message n
                            WHERE n.digest = m.digest AND n.channel = m.channel AND n.recipient = m.recipient
                              AND n.part = m.part AND n.resend > m.resend)"""
"""Of message m: it was not sent again on purpose since, else what became of that one counts."""


@dataclass(frozen=True, slots=True)
class ChannelUse:
    """How a channel does: messages that wait and that were given up, when it last sent one, and its last problem.

    What was given up and sent again on purpose counts as what became of it then. Moments are UTC seconds, None = never;
    `recipient` is whom the last problem concerned.
    """

    waiting: int = 0
    dead: int = 0
    sent: int | None = None
    problem_at: int | None = None
    problem: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Struggle:
    """What waits over a channel after tries in vain: how many messages, tried in vain how often, since when.

    `problem` is the last answer. Moments are UTC seconds.
    """

    channel: str
    waiting: int
    since: int
    failed: int
    problem: str


class Sendings:
    """Reads the digest, body, message, attempt, told, digest_line and rule_text tables; writes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def newest(self, limit: int, subscription: str = "") -> list[Row]:
        """The newest digests, alerts and alarms, of one subscription or of all, with how many stories and messages."""
        return self._db.rows(
            f"""{_COUNTED} WHERE :subscription IN ('', d.subscription) ORDER BY d.id DESC LIMIT :limit""",
            {"subscription": subscription, "limit": limit},
        )

    def digest(self, number: int) -> Row | None:
        """One digest with the same counts; None = there is none of this number."""
        return self._db.one(f"{_COUNTED} WHERE d.id = :id", {"id": number})

    def knows(self, subscription: str) -> bool:
        """Whether a subscription of this name ever was."""
        return self._db.count("SELECT count(*) FROM subscription WHERE id = :id", {"id": subscription}) > 0

    def subscriptions(self) -> list[str]:
        """All that ever were, by name."""
        return [row["id"] for row in self._db.rows("SELECT id FROM subscription ORDER BY id")]

    def bodies(self, digest: int) -> list[tuple[str, Payload]]:
        """What was frozen: channel and payload, by channel and part."""
        rows = self._db.rows("SELECT * FROM body WHERE digest = :id ORDER BY channel, part", {"id": digest})
        return [
            (row["channel"], Payload(row["part"], row["parts"], row["content_type"], row["bytes"], row["subject"]))
            for row in rows
        ]

    def message(self, number: int) -> Row | None:
        """One message; None = there is none of this number."""
        return self._db.one("SELECT * FROM message WHERE id = :id", {"id": number})

    def messages(self, digest: int) -> list[Row]:
        """Its messages: channel, recipient, part, resend, state, due, tries, problem."""
        return self._db.rows("SELECT * FROM message WHERE digest = :id ORDER BY id", {"id": digest})

    def attempts(self, digest: int) -> list[Row]:
        """Every attempt to send one of its messages, in order of time: message, started, ended, outcome, detail."""
        return self._db.rows(
            """SELECT a.* FROM attempt a JOIN message m ON m.id = a.message WHERE m.digest = :id
               ORDER BY a.started, a.id""",
            {"id": digest},
        )

    def told(self, digest: int) -> list[Row]:
        """The ledger's rows of it: article, revision, story, text_version, why."""
        return self._db.rows("SELECT * FROM told WHERE digest = :id ORDER BY story, article, revision", {"id": digest})

    def lines(self, digest: int) -> list[Row]:
        """Its numbered lines: number, story, article, text, fact; in the order of their numbers."""
        found = self._db.rows("SELECT * FROM digest_line WHERE digest = :id", {"id": digest})
        return sorted(found, key=lambda row: _order(row["number"]))

    def numbered(self, number: str, digest: int | None = None, subscription: str = "") -> Row | None:
        """The line of this number in the newest digest that has it, or in the one that is named; None = in none."""
        return self._db.one(
            """SELECT l.*, d.subscription, d.period, d.kind, d.composed FROM digest_line l
               JOIN digest d ON d.id = l.digest
               WHERE l.number = :number AND (:digest IS NULL OR l.digest = :digest)
                 AND :subscription IN ('', d.subscription)
               ORDER BY l.digest DESC LIMIT 1""",
            {"number": number, "digest": digest, "subscription": subscription},
        )

    def first_of(self, story: str, digest: int | None = None) -> Row | None:
        """The first line of an article of this story in the newest digest that tells it, or in the one named."""
        found = self._db.rows(
            """SELECT l.*, d.subscription, d.period, d.kind, d.composed FROM digest_line l
               JOIN digest d ON d.id = l.digest
               WHERE l.story = :story AND l.fact = ''
                 AND l.digest = (SELECT max(digest) FROM digest_line
                                 WHERE story = :story AND (:digest IS NULL OR digest = :digest))""",
            {"story": int(story) if story.isdecimal() and len(story) < 19 else -1, "digest": digest},
        )
        return min(found, key=lambda row: _order(row["number"]), default=None)

    def matching(self, article: int) -> list[str]:
        """The rules that match an article now, by name."""
        rows = self._db.rows("SELECT rule FROM rule_match WHERE article = :id ORDER BY rule", {"id": article})
        return [row["rule"] for row in rows]

    def told_before(self, subscription: str, article: int, digest: int) -> int:
        """The text that an earlier digest told this subscription, 0 = none did: else this one tells of a change."""
        return self._db.count(
            """SELECT text_version FROM told WHERE subscription = :subscription AND article = :article
               AND digest < :digest ORDER BY digest DESC, revision DESC LIMIT 1""",
            {"subscription": subscription, "article": article, "digest": digest},
        )

    def newest_text(self, article: int) -> int:
        """The number of its newest text, 0 = none is kept."""
        return self._db.count("SELECT max(n) FROM text_version WHERE article = :id", {"id": article})

    def text_version(self, article: int, version: int) -> Row | None:
        """The text of an article as it stood then; None = it is not kept any more."""
        return self._db.one(
            "SELECT * FROM text_version WHERE article = :article AND n = :version",
            {"article": article, "version": version},
        )

    def rule_texts(self, versions: Collection[str]) -> dict[str, str]:
        """The texts of these versions of rules, as far as they are kept."""
        values: dict[str, Value] = {f"v{n}": version for n, version in enumerate(sorted(versions))}
        names = ", ".join(f":{name}" for name in values) or "''"
        rows = self._db.rows(f"SELECT hash, text FROM rule_text WHERE hash IN ({names})", values)  # noqa: S608 (placeholders)
        return {row["hash"]: row["text"] for row in rows}

    def by_channel(self) -> dict[str, ChannelUse]:
        """What each channel that ever had a message has done."""
        counts = self._db.rows(
            f"""SELECT channel, sum(state = 'due') AS waiting, sum(state = 'dead' AND {UNREPEATED}) AS dead
                FROM message m GROUP BY channel ORDER BY channel"""  # noqa: S608 (a constant)
        )
        tries = self._db.rows(
            """SELECT m.channel, max(CASE WHEN a.outcome = 'sent' THEN a.ended END) AS sent,
                      max(CASE WHEN a.outcome NOT IN ('', 'sent') THEN a.id END) AS trouble
               FROM attempt a JOIN message m ON m.id = a.message GROUP BY m.channel"""
        )
        tried = {row["channel"]: row for row in tries}
        return {row["channel"]: self._use(row, tried.get(row["channel"])) for row in counts}

    def struggling(self) -> list[Struggle]:
        """Each channel with messages that were tried and wait to be tried again, by name."""
        rows = self._db.rows(
            """SELECT m.channel, count(DISTINCT m.id) AS waiting, min(m.first_try) AS since, count(*) AS failed,
                      max(a.id) AS last
               FROM message m JOIN attempt a ON a.message = m.id AND a.ended IS NOT NULL
               WHERE m.state = 'due' AND m.problem <> '' GROUP BY m.channel ORDER BY m.channel"""
        )
        return [
            Struggle(row["channel"], row["waiting"], row["since"], row["failed"], self._detail(row["last"]))
            for row in rows
        ]

    def last_alarm(self) -> tuple[int, list[Row]] | None:
        """When the newest alarm was composed, and its messages that were not sent again since; None = there is none."""
        newest = self._db.one(
            "SELECT id, composed FROM digest WHERE subscription = :operator ORDER BY id DESC LIMIT 1",
            {"operator": OPERATOR},
        )
        if newest is None:
            return None
        rows = self._db.rows(
            f"SELECT m.* FROM message m WHERE m.digest = :id AND {UNREPEATED} ORDER BY m.id",  # noqa: S608 (a constant)
            {"id": newest["id"]},
        )
        return int(newest["composed"]), rows

    def _detail(self, attempt: int) -> str:
        row = self._db.one("SELECT detail FROM attempt WHERE id = :id", {"id": attempt})
        return "" if row is None else str(row["detail"])

    def _use(self, counts: Row, tried: Row | None) -> ChannelUse:
        trouble = self._db.one(
            "SELECT a.ended, a.detail, m.recipient FROM attempt a JOIN message m ON m.id = a.message WHERE a.id = :id",
            {"id": tried["trouble"] if tried else None},
        )
        return ChannelUse(
            counts["waiting"], counts["dead"], tried["sent"] if tried else None,
            trouble["ended"] if trouble else None, trouble["detail"] if trouble else "",
            trouble["recipient"] if trouble else "",
        )  # fmt: skip


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in number.split("."))
