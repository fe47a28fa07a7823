"""Questions about the rules as they ran: which version from when, its texts, and what is wrong with an edit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.store.connection import Connection


@dataclass(frozen=True, slots=True)
class RulesetRun:
    """These rules ran from `at` on: `rules` gives each rule's version by its id."""

    version: str
    at: int
    rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a person must mend: since when, and when it was last said."""

    kind: str
    sentence: str
    since: int
    last: int


class Runs:
    """The ruleset_run, ruleset, rule_text and trouble tables."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def current(self) -> str:
        """The version of the rules that ran last; "" if none ever did."""
        row = self._db.one("SELECT version FROM ruleset_run ORDER BY id DESC LIMIT 1")
        return str(row["version"]) if row else ""

    def began(self, version: str, now: int) -> bool:
        """These rules run from now on; False if they ran already. Call inside `tx()`."""
        if self.current() == version:
            return False
        self._db.run("INSERT INTO ruleset_run (version, at) VALUES (:version, :now)", {"version": version, "now": now})
        return True

    def history(self, limit: int) -> list[RulesetRun]:
        """The newest `limit` runs, newest first."""
        rows = self._db.rows(
            """SELECT r.version, r.at, s.rules FROM ruleset_run r LEFT JOIN ruleset s ON s.version = r.version
               ORDER BY r.id DESC LIMIT :limit""",
            {"limit": limit},
        )
        return [RulesetRun(row["version"], row["at"], json.loads(row["rules"] or "{}")) for row in rows]

    def text(self, version: str) -> str:
        """What a version of a rule means, as JSON (id, title, when, priority, names); "" where it is not kept."""
        row = self._db.one("SELECT text FROM rule_text WHERE hash = :hash", {"hash": version})
        return str(row["text"]) if row else ""

    def trouble(self, kind: str) -> Trouble | None:
        """What is wrong, None while all is well."""
        row = self._db.one("SELECT * FROM trouble WHERE kind = :kind", {"kind": kind})
        return None if row is None else Trouble(row["kind"], row["sentence"], row["since"], row["last"])

    def say_trouble(self, kind: str, sentence: str, now: int) -> None:
        """Something is wrong; since when is kept while it lasts, also where the sentence changes."""
        self._db.run(
            """INSERT INTO trouble (kind, sentence, since, last) VALUES (:kind, :sentence, :now, :now)
               ON CONFLICT (kind) DO UPDATE SET sentence = :sentence, last = :now""",
            {"kind": kind, "sentence": sentence, "now": now},
        )

    def end_trouble(self, kind: str) -> None:
        """It is mended."""
        self._db.run("DELETE FROM trouble WHERE kind = :kind", {"kind": kind})

    def matched_since(self, since: int) -> frozenset[str]:
        """Rules under which an article first seen since then stands."""
        rows = self._db.rows(
            """SELECT DISTINCT m.rule FROM rule_match m JOIN article a ON a.id = m.article
               WHERE a.first_seen >= :since""",
            {"since": since},
        )
        return frozenset(row["rule"] for row in rows)

    def missed_since(self, since: int) -> list[tuple[str, int]]:
        """Articles that rules just missed since then, by rule, most first."""
        rows = self._db.rows(
            """SELECT x.rule, count(*) AS n FROM miss x JOIN article a ON a.id = x.article
               WHERE a.first_seen >= :since AND a.imported = '' GROUP BY x.rule ORDER BY n DESC, x.rule""",
            {"since": since},
        )
        return [(row["rule"], row["n"]) for row in rows]

    def first_article(self) -> int | None:
        """When the first article of a feed was seen."""
        row = self._db.one("SELECT min(first_seen) AS at FROM article WHERE imported = ''")
        return None if row is None or row["at"] is None else int(row["at"])
