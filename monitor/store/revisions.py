"""Questions about revisions: on which texts tellings rest, what the newest text says otherwise, who is owed that."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.model.phrase import as_text, from_text
from monitor.model.revision import Difference
from monitor.store.connection import Connection, Value


@dataclass(frozen=True, slots=True)
class Standing:
    """An article's newest revision: `base` is the text version that a further text is compared with.

    `told` tells whether anybody was told this revision; if not, a further change is written over it: five hundred edits
    between two digests are one revision.
    """

    n: int
    base: int
    told: bool


class Revisions:
    """The revision and correction tables, and which text version stands behind a row of `told`."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def told(self, article: int) -> dict[int, int]:
        """The text versions that subscriptions were last told, each with the newest revision it was told as."""
        rows = self._db.rows(
            """SELECT t.text_version, max(t.revision) AS revision FROM told t
               WHERE t.article = :id AND NOT EXISTS (SELECT 1 FROM told o WHERE o.article = t.article
                                                     AND o.subscription = t.subscription AND o.revision > t.revision)
               GROUP BY t.text_version""",
            {"id": article},
        )
        return {row["text_version"]: row["revision"] for row in rows}

    def standing(self, article: int) -> Standing:
        """Its newest revision."""
        row = self._db.one(
            """SELECT r.n, r.text_version, p.text_version AS before,
                      EXISTS (SELECT 1 FROM told t WHERE t.article = r.article AND t.revision >= r.n) AS told
               FROM article a JOIN revision r ON r.article = a.id AND r.n = a.revision
               LEFT JOIN revision p ON p.article = r.article AND p.n = r.n - 1 WHERE a.id = :id""",
            {"id": article},
        )
        assert row is not None
        told = bool(row["told"]) or row["before"] is None
        return Standing(row["n"], row["text_version"] if told else row["before"], told)

    def lately(self, article: int, since: int) -> list[str]:
        """What its revisions since then say, its first not among them."""
        sql = "SELECT what FROM revision WHERE article = :id AND n > 1 AND at > :since ORDER BY n"
        return [row["what"] for row in self._db.rows(sql, {"id": article, "since": since})]

    def amend(self, article: int, what: str, now: int) -> None:
        """The newest revision, which nobody was told, says this now and rests on the newest text. Inside `tx()`."""
        self._db.run(
            """UPDATE revision SET at = :now, what = :what, title = a.title, text_version = a.text_version
               FROM article a WHERE a.id = :id AND revision.article = a.id AND revision.n = a.revision""",
            {"id": article, "what": what, "now": now},
        )

    def owe(self, article: int, owed: Mapping[int, Sequence[Difference]], now: int) -> None:
        """By told text version what the newest text says otherwise; what was owed before is replaced. Inside `tx()`."""
        self._db.run("DELETE FROM correction WHERE article = :id", {"id": article})
        self._db.run_many(
            "INSERT INTO correction (article, base, at, lines) VALUES (:article, :base, :now, :lines)",
            [
                {"article": article, "base": base, "now": now,
                 "lines": json.dumps([_line(each) for each in found], ensure_ascii=False)}
                for base, found in owed.items()
                if found
            ],
        )  # fmt: skip

    def owed(self, article: int, base: int, rules: Collection[str]) -> list[Difference]:
        """What whoever asked for `rules` and was told text version `base` must still be told."""
        values: dict[str, Value] = {"article": article, "base": base}
        row = self._db.one("SELECT lines FROM correction WHERE article = :article AND base = :base", values)
        found = [_difference(line) for line in json.loads(row["lines"])] if row else []
        return [each for each in found if not each.rule or each.rule in rules]


def _line(found: Difference) -> dict[str, object]:
    """A difference as it is kept; its phrase as `as_text` writes it."""
    line: dict[str, object] = {
        "kind": found.kind, "sentence": found.sentence, "said_by": found.said_by, "rule": found.rule,
    }  # fmt: skip
    return line | ({"phrase": as_text([found.phrase])} if found.phrase else {})


def _difference(line: dict[str, Any]) -> Difference:
    """Of a line of the time before phrases the sentence alone."""
    phrase = next(iter(from_text(line.pop("phrase", ""))), None)
    return Difference(**line, phrase=phrase)
