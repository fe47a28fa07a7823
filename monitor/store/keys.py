"""Under which keys articles are known: what makes an article the same article again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from monitor.store.connection import Connection, Value

AT_ONCE = 500  # values in one question
_NUL = "\\u0000"


class Keys:
    """The article_key table."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def known(self, keys: Iterable[str]) -> dict[str, int]:
        """Which of these keys are articles already, purged ones included."""
        wanted = json.dumps(list(keys))
        if _NUL in wanted:  # SQLite's JSON ends there
            return self._known_each(json.loads(wanted))
        sql = "SELECT key, article FROM article_key WHERE key IN (SELECT value FROM json_each(:keys))"
        return {row["key"]: row["article"] for row in self._db.rows(sql, {"keys": wanted})}

    def _known_each(self, keys: Iterable[str]) -> dict[str, int]:
        sql = "SELECT key, article FROM article_key WHERE key = :key"
        rows = (row for key in keys for row in self._db.rows(sql, {"key": key}))
        return {row["key"]: row["article"] for row in rows}

    def own(self, article: int, keys: Iterable[str], now: int) -> None:
        """A new article takes even a key that another has: it would not be new, were it believed to be that one."""
        self._db.run_many(
            """INSERT INTO article_key (key, article, last_listed) VALUES (:key, :article, :now)
               ON CONFLICT (key) DO UPDATE SET article = :article, last_listed = :now""",
            [{"key": key, "article": article, "now": now} for key in keys],
        )

    def listed(self, article: int, keys: Iterable[str], now: int) -> None:
        """These keys are listed now; those that nobody has are this article's from now on."""
        self._db.run_many(
            """INSERT INTO article_key (key, article, last_listed) VALUES (:key, :article, :now)
               ON CONFLICT (key) DO UPDATE SET last_listed = :now""",
            [{"key": key, "article": article, "now": now} for key in keys],
        )


def named(prefix: str, values: Sequence[Value]) -> tuple[str, dict[str, Value]]:
    """Placeholders for these values, as SQL, and the values by their names."""
    by_name = {f"{prefix}{n}": value for n, value in enumerate(values)}
    return ", ".join(f":{name}" for name in by_name), by_name


def listed(numbers: Iterable[int]) -> str:
    """Numbers as SQL; no value of anybody's else is ever put there."""
    return ",".join(str(int(number)) for number in numbers)
