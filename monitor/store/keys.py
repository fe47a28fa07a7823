"""Under which keys articles are known: what makes an article the same article again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.store.connection import Connection, Value

AT_ONCE = 500  # values in one question


class Keys:
    """The article_key table."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def known(self, keys: Iterable[str]) -> dict[str, int]:
        """Which of these keys are articles already, purged ones included."""
        found: dict[str, int] = {}
        wanted = sorted(set(keys))
        for start in range(0, len(wanted), AT_ONCE):
            names, values = named("k", wanted[start : start + AT_ONCE])
            sql = f"SELECT key, article FROM article_key WHERE key IN ({names})"  # noqa: S608 (placeholders)
            found |= {row["key"]: row["article"] for row in self._db.rows(sql, values)}
        return found

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
