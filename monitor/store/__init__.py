"""The only door for SQLite: schema and migrations, one function per question.

`open_store(path)` gives the one `Store` value that the river is handed; each thread that reads opens its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.errors import StoreDamaged, StoreUnwritable
from monitor.model.limits import DAY, MINUTE
from monitor.store.connection import Connection, Value
from monitor.store.opening import bear, bring_up, offer, refuse_between, refuse_remains
from monitor.store.restoring import complete
from monitor.store.steps import check

if TYPE_CHECKING:
    from monitor.store.ailments import Ailments
    from monitor.store.alarms import Alarms
    from monitor.store.alerts import Alerts
    from monitor.store.archive import Archive
    from monitor.store.articles import Articles
    from monitor.store.checkup import Checkup
    from monitor.store.dossiers import Dossiers
    from monitor.store.facts import Facts
    from monitor.store.feeds import Feeds
    from monitor.store.gauges import Gauges
    from monitor.store.judgements import Judgements
    from monitor.store.marks import Marks
    from monitor.store.merges import Merges
    from monitor.store.mutes import Mutes
    from monitor.store.outbox import Outbox
    from monitor.store.priorities import Priorities
    from monitor.store.published import Published
    from monitor.store.rechecks import Rechecks
    from monitor.store.reports import Reports
    from monitor.store.requests import Requests
    from monitor.store.restores import Restores
    from monitor.store.retention import Retention
    from monitor.store.revisions import Revisions
    from monitor.store.runs import Runs
    from monitor.store.search import Search
    from monitor.store.sendings import Sendings
    from monitor.store.stories import Stories

FILE = "monitor.db"


class Store:
    """All questions, by topic, over one connection. Writes of several topics belong inside one `tx()`.

    A topic is the class of its name in the module of its name, imported when it is first asked: a command has two or
    three questions, and a start asks its feeds before all others.
    """

    feeds: Feeds
    articles: Articles
    judgements: Judgements
    facts: Facts
    stories: Stories
    merges: Merges
    priorities: Priorities
    outbox: Outbox
    reports: Reports
    alerts: Alerts
    alarms: Alarms
    ailments: Ailments
    published: Published
    revisions: Revisions
    rechecks: Rechecks
    archive: Archive
    dossiers: Dossiers
    mutes: Mutes
    requests: Requests
    runs: Runs
    search: Search
    sendings: Sendings
    marks: Marks
    gauges: Gauges
    checkup: Checkup
    restores: Restores
    retention: Retention

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    if not TYPE_CHECKING:  # a type checker knows the topics by their annotations, and no others

        def __getattr__(self, topic: str) -> Any:
            """The topic, made once."""
            if topic not in Store.__annotations__:
                raise AttributeError(topic)
            found = getattr(import_module(f"monitor.store.{topic}"), topic.capitalize())(self._connection)
            setattr(self, topic, found)
            return found

    def tx(self) -> AbstractContextManager[None]:
        """All or nothing; nested, a savepoint that rolls back alone."""
        return self._connection.tx()

    def begin(self, owner: str, now: int) -> bool:
        """A river starts under the state lock: claims of earlier runs are void. True if the last one ended cleanly."""
        db = self._connection
        with db.tx():
            unclean = db.count("SELECT count(*) FROM run WHERE ended IS NULL")
            if unclean:
                self.judgements.suspect(owner)
            db.run("UPDATE article SET judge_owner = NULL, judge_until = NULL WHERE judge_owner IS NOT NULL")
            db.run("UPDATE feed SET owner = NULL, until = NULL WHERE owner IS NOT NULL")
            db.run("UPDATE article SET page_owner = NULL, page_until = NULL WHERE page_owner IS NOT NULL")
            db.run("UPDATE recheck SET owner = NULL, until = NULL WHERE owner IS NOT NULL")
            db.run("UPDATE role SET owner = NULL, until = NULL")
            db.run("UPDATE request SET owner = NULL, until = NULL WHERE owner IS NOT NULL")
            self.outbox.reopen(owner, now)
            self.settle(now)
            db.run("UPDATE run SET ended = :now WHERE ended IS NULL", {"now": now})
            db.run("INSERT INTO run (owner, started) VALUES (:owner, :now)", {"owner": owner, "now": now})
        return not unclean

    def resume(
        self, owner: str, now: int, feeds: Collection[str], pages: Collection[int], messages: Collection[int]
    ) -> None:
        """A river goes on after a write that failed: what it claimed is free again, but for what is in its hands.

        Writes at least one row, so that it shows whether the store can be written.
        """
        db, mine = self._connection, {"owner": owner}
        with db.tx():
            db.run("UPDATE run SET ended = NULL WHERE owner = :owner", mine)
            db.run("UPDATE article SET judge_owner = NULL, judge_until = NULL WHERE judge_owner = :owner", mine)
            self._free("feed SET owner = NULL, until = NULL", "owner", "id", owner, feeds)
            self._free("article SET page_owner = NULL, page_until = NULL", "page_owner", "id", owner, pages)
            self._free("recheck SET owner = NULL, until = NULL", "owner", "article", owner, pages)
            # A write that failed is no abrupt end: it does not count against what was asked for.
            db.run("UPDATE request SET owner = NULL, until = NULL, tries = 0 WHERE owner = :owner", mine)
            self.outbox.unsent(owner, messages)
            self.settle(now)

    def _free(self, change: str, column: str, key: str, owner: str, but: Collection[Value]) -> None:
        held: dict[str, Value] = {f"h{n}": value for n, value in enumerate(but)}
        named = ", ".join(f":{name}" for name in held)
        sql = f"UPDATE {change} WHERE {column} = :owner AND {key} NOT IN ({named})"
        self._connection.run(sql, {**held, "owner": owner})

    def settle(self, now: int) -> None:
        """What was put off by a clock that was ahead, and has been set back, is due now. Call inside `tx()`.

        A feed last asked in the future, by more than a time server sets right, was asked by such a clock; nothing is
        ever put off by more than two days, but a feed by a day and the three on which its publisher forbids to ask.
        """
        at: dict[str, Value] = {"now": now, "never": now + 2 * DAY}
        run, feed = self._connection.run, {"now": now, "ahead": now + MINUTE, "never": now + 5 * DAY}
        run("UPDATE feed SET next_due = :now WHERE next_due > :now AND (last_try > :ahead OR next_due > :never)", feed)
        run("UPDATE article SET page_due = :now WHERE page = 'wanted' AND page_due > :never", at)
        run("UPDATE article SET page_patience = :now WHERE page = 'wanted' AND page_patience > :never", at)
        run("UPDATE recheck SET due = :now WHERE due > :never", at)
        run("UPDATE message SET due = :now WHERE state = 'due' AND due > :never", at)

    def patient(self, seconds: float) -> None:
        """For how long a write waits for another program's before it fails."""
        self._connection.patient(seconds)

    def end(self, owner: str, now: int) -> None:
        """The river ends cleanly; what it still holds is free at the next start."""
        with self._connection.tx():
            self._connection.run("UPDATE run SET ended = :now WHERE owner = :owner", {"owner": owner, "now": now})

    def sound(self) -> str:
        """SQLite's own check: "ok", or what is wrong."""
        row = self._connection.one("PRAGMA integrity_check")
        return str(row[0]) if row else "no answer"

    def totals(self) -> dict[str, int]:
        """Row counts of the main tables, for a person who looks in."""
        tables = ("feed", "article", "rule_match", "story", "digest", "message", "told")
        return {table: self._connection.count(f"SELECT count(*) FROM {table}") for table in tables}  # noqa: S608

    def everything(self) -> Iterator[dict[str, object]]:
        """All that is stored, as `monitor.store.everything` describes it, as of one moment."""
        from monitor.store.everything import objects  # noqa: PLC0415  # one command asks for it

        return objects(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def open_store(state: Path, *, read_only: bool = False, beside: bool = False) -> Store:
    """The store in this state directory, made or brought up to date where needed.

    `beside` is for a command that leaves a request with a running river: it makes and migrates nothing. Else, and not
    `read_only`, call it under the state lock: a restore that was broken off is completed, and an older file is backed
    up before it is migrated. Raises StoreUnwritable, StoreDamaged or StoreTooNew, each with a sentence.
    """
    try:
        if not (read_only or beside):
            state.mkdir(parents=True, exist_ok=True)
        return Store(_connected(state, read_only=read_only, beside=beside))
    except OSError as error:
        message = f"the state directory {state} cannot be used: {error.strerror}; check its owner and free space"
        raise StoreUnwritable(message) from error
    except StoreDamaged as error:
        raise StoreDamaged(f"{error}; {offer(state)}") from error


def _connected(state: Path, *, read_only: bool, beside: bool) -> Connection:
    path = state / FILE
    looking = read_only or beside
    if looking:
        refuse_between(state)
    else:
        complete(state)
    refuse_remains(path)
    if not looking:
        bear(path)
    connection = Connection(path, read_only=read_only)
    try:
        if looking:
            check(connection)
        else:
            bring_up(connection, state)
    except BaseException:
        connection.close()
        raise
    return connection
