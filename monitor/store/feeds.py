"""Questions about feeds: which are due, what is remembered of them, how well they answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from monitor.model.limits import MINUTE
from monitor.model.source import FeedState, Same, Source
from monitor.store.connection import Connection, Row, Value
from monitor.store.feedrows import FIELDS, STATE, Outcome, Walk, columns_of, state_of
from monitor.store.polls import Polls

if TYPE_CHECKING:
    from monitor.model.message import FeedHealth, Health

AT_ONCE = 500  # rows that are made ready together
KEYS_OF_A_FEED = ("guid", "body", "words", "text", "weak")  # those of `monitor.identify.keys` that name their feed
SET_RIGHT = MINUTE  # a clock that is set back by less was not ahead: publishers' wishes hold
CONFIGURED = ("outlet", "enabled", "kind", "side", "country", "zone", "configured_url")
_SET_STATE = ", ".join(f"{name} = :{name}" for name in STATE if name not in ("id", "url", "next_due"))


class Feeds:
    """The feed table; `polls` keeps what each poll was."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.polls = Polls(connection)
        self._claimed_out = (0, 0, 0)  # when a claim found no more, of a host at most so many; rows written until then

    def sync(self, sources: Collection[Source], now: int) -> dict[str, str]:
        """Make the table follow sources.yaml: a feed's id is its identity; a changed address starts afresh.

        A new id with the address of one that is gone is that feed renamed: it keeps all that is known of it, so that
        nothing it brought comes back as new. Returns such ids, old to new.
        """
        with self._db.tx():
            wanted = {source.id: source for source in sources}
            known, gone, changed = self._compared(wanted)
            new = [source for source in sources if source.id not in known]
            addresses = {url: id_ for id_, url in gone}
            renamed = {addresses[source.url]: source.id for source in new if source.url in addresses}
            for old, name in renamed.items():
                self._rename(old, name)
            dropped = [(id_,) for id_, _ in gone if id_ not in renamed]
            self._db.run_rows("UPDATE feed SET enabled = 0 WHERE id = ? AND enabled <> 0", dropped)
            for part in _parts([*changed, *new]):
                self._sync(part, now)
        return renamed

    def _compared(self, wanted: Mapping[str, Source]) -> tuple[set[str], list[tuple[str, str]], list[Source]]:
        """Ids that are stored and wanted, stored ones that are not with their address, sources whose row differs.

        Row by row: of tens of thousands of feeds no second list is made.
        """
        known: set[str] = set()
        gone: list[tuple[str, str]] = []
        changed: list[Source] = []
        for row in self._db.stream(f"SELECT id, {', '.join(CONFIGURED)} FROM feed"):  # noqa: S608 (our own column names)
            id_, *stored = row
            source = wanted.get(id_)
            if source is None:
                gone.append((id_, row["configured_url"]))
                continue
            known.add(source.id)
            if tuple(stored) != _configured(source):
                changed.append(source)
        return known, gone, changed

    def _rename(self, old: str, new: str) -> None:
        names: dict[str, Value] = {"old": old, "new": new}
        self._db.run("PRAGMA defer_foreign_keys = ON", {})  # until this transaction ends
        self._db.run("UPDATE feed SET id = :new WHERE id = :old", names)
        for table in ("fetch_outcome", "article", "sighting", "recheck", "document"):
            self._db.run(f"UPDATE {table} SET feed = :new WHERE feed = :old", names)  # noqa: S608 (fixed names)
        for kind in KEYS_OF_A_FEED:
            start = f"{kind}:{old}:"
            self._db.run(
                """UPDATE OR IGNORE article_key SET key = :put || substr(key, :after)
                   WHERE key >= :start AND key < :stop""",
                {"put": f"{kind}:{new}:", "after": len(start) + 1, "start": start, "stop": f"{start[:-1]};"},
            )

    def _sync(self, sources: Sequence[Source], now: int) -> None:
        """Rows for these, and afresh where the address is another one."""
        rows: list[dict[str, Value]] = [
            dict(zip(CONFIGURED, _configured(source), strict=True))
            | {"id": source.id, "host": urlsplit(source.url).netloc.lower(), "now": now}
            for source in sources
        ]
        self._db.run_many(
            """INSERT INTO feed (id, url, host, outlet, enabled, next_due, configured_url, kind, side, country, zone)
               VALUES (:id, :configured_url, :host, :outlet, :enabled, :now, :configured_url, :kind, :side, :country,
                       :zone)
               ON CONFLICT (id) DO UPDATE SET outlet = :outlet, enabled = :enabled, kind = :kind, side = :side,
                                              country = :country, zone = :zone""",
            rows,
        )
        of_another = "feed IN (SELECT id FROM feed WHERE id = :id AND configured_url <> :configured_url)"
        self._db.run_many(f"DELETE FROM document WHERE {of_another}", rows)  # noqa: S608 (fixed text)
        self._db.run_many(
            """UPDATE feed SET url = :configured_url, host = :host, configured_url = :configured_url, etag = '',
                      last_modified = '', body_hash = '', stopped = 0, errors = 0, problem = '', problem_since = NULL,
                      moved_to = '', moved_since = NULL, first_polled = NULL, last_ok = NULL, items = 0, newest = NULL,
                      depth = NULL, wish = 0, skip_hours = '', last_full = NULL, polls_since_full = 0,
                      listing_at = NULL, answer = '', skip_days = '', skew = NULL, rhythm = NULL, pause = NULL,
                      weekdays = '', missed = '', missed_at = NULL, last_new = NULL, hours = '', read_by = '',
                      next_due = :now
               WHERE id = :id AND configured_url <> :configured_url""",
            rows,
        )

    def addresses(self) -> dict[str, str]:
        """The address of each feed as sources.yaml said it when an edit was last taken over."""
        return {row["id"]: row["configured_url"] for row in self._db.rows("SELECT id, configured_url FROM feed")}

    def former(self, sources: Collection[str]) -> dict[str, Source]:
        """Feeds that are not among these any more, as sources.yaml last had them.

        What they brought stays what it was: an exile outlet's report does not reach a reader who leaves such out for
        the reason that its feed was dropped before the digest.
        """
        rows = self._db.stream(
            "SELECT id, outlet, configured_url, kind, side, country, zone FROM feed WHERE enabled = 0 AND kind <> ''"
        )
        return {
            row["id"]: Source(
                row["id"], row["outlet"], row["configured_url"], kind=row["kind"], side=row["side"] or None,
                country=row["country"], zone=row["zone"], enabled=False,
            )
            for row in rows if row["id"] not in sources
        }  # fmt: skip

    def claim(self, owner: str, now: int, until: int, limit: int, per_host: int) -> list[FeedState]:
        """Due feeds, longest overdue first, now in `owner`'s hands until `until`.

        Of one host at most `per_host` are in anybody's hands at a time, so that a slow one cannot fill the queue. What
        was asked in a future that has been taken back is due now, not days from now.
        """
        if self._claimed_out == (now, per_host, self._db.changes):  # within the second, and nothing was written since
            return []
        held = self._db.rows(
            "SELECT id, host FROM feed INDEXED BY feed_in_hand WHERE owner IS NOT NULL AND until > :now", {"now": now}
        )
        walk = Walk({row["id"] for row in held}, Counter(row["host"] for row in held), limit, per_host)
        walk.past(self._overdue(now, limit + len(held)))
        walk.past(self._asked_ahead(now))
        rows = self._db.rows(
            f"""UPDATE feed SET owner = :owner, until = :until WHERE id IN (SELECT value FROM json_each(:ids))
               RETURNING {FIELDS}""",  # noqa: S608 (our own column names)
            {"owner": owner, "until": until, "ids": json.dumps(walk.found)},
        ) if walk.found else []  # fmt: skip
        if len(walk.found) < limit:
            self._claimed_out = (now, per_host, self._db.changes)
        return sorted(map(state_of, rows), key=lambda state: (state.next_due, state.id))

    def due(self, now: int, limit: int, per_host: int) -> list[FeedState]:
        """What `claim` would give where nothing is in anybody's hands; claims nothing."""
        walk = Walk(set(), Counter(), limit, per_host)
        walk.past(self._overdue(now, limit))
        rows = self._db.rows(
            f"SELECT {FIELDS} FROM feed WHERE id IN (SELECT value FROM json_each(:ids))",  # noqa: S608 (our own names)
            {"ids": json.dumps(walk.found)},
        )
        return sorted(map(state_of, rows), key=lambda state: (state.next_due, state.id))

    def _overdue(self, now: int, at_once: int) -> Iterator[Row]:
        """Due feeds in their order, each page of the index only when it is asked for."""
        last: dict[str, Value] = {"now": now, "due": -1, "id": "", "at_once": at_once}
        rows: list[Row] = []
        while not last["id"] or len(rows) == at_once:
            rows = self._db.rows(
                """SELECT next_due, id, host FROM feed INDEXED BY feed_due
                   WHERE enabled = 1 AND stopped = 0 AND next_due <= :now AND (next_due, id) > (:due, :id)
                   ORDER BY next_due, id LIMIT :at_once""",
                last,
            )
            yield from rows
            if not rows:
                return
            last |= {"due": rows[-1]["next_due"], "id": rows[-1]["id"]}

    def _asked_ahead(self, now: int) -> list[Row]:
        """Feeds asked by a clock that ran ahead, which say that they are due later."""
        return self._db.rows(
            """SELECT next_due, id, host FROM feed INDEXED BY idx_feed_last_try
               WHERE last_try > :ahead AND next_due > :now AND enabled = 1 AND stopped = 0 ORDER BY next_due, id""",
            {"now": now, "ahead": now + SET_RIGHT},
        )

    def release(self, feeds: Sequence[str]) -> None:
        """Give back what was claimed and not begun."""
        with self._db.tx():
            self._db.run_rows("UPDATE feed SET owner = NULL, until = NULL WHERE id = ?", [(name,) for name in feeds])

    def record(self, state: FeedState, outcome: Outcome, was_due: int | None = None) -> None:
        """What a poll decided: the feed's new state, no claim, and its trace. Call inside `tx()`.

        `was_due`: when it was due when it was claimed; a later moment was set since by `hold_host`, and holds.
        """
        self.polls.keep(outcome)
        values = {**columns_of(state), "was_due": was_due}
        self._db.run(
            f"""UPDATE feed SET {_SET_STATE}, owner = NULL, until = NULL,
                       next_due = max(:next_due, CASE WHEN next_due > :was_due THEN next_due ELSE 0 END)
                WHERE id = :id""",  # noqa: S608 (our own column names)
            values,
        )
        self._db.run(
            "UPDATE feed SET url = :url, host = :host WHERE id = :id AND url <> :url",
            {"id": state.id, "url": state.url, "host": urlsplit(state.url).netloc.lower()},
        )

    def record_same(self, polls: Sequence[tuple[Same, Outcome]]) -> None:
        """As `record` for many polls that brought nothing; what such a poll leaves as it was is not written.

        Raises Edited where one of the feeds is not asked at that address any more: all of it is to be undone. Call
        inside a `tx()` of its own.
        """
        self.polls.keep_same(polls)

    def listing(self, feed: str) -> bytes:
        """What its last document held, as `keep_listing` was given it; b"" where that is not known."""
        return self._document("listing", feed)

    def keep_listing(self, feed: str, listing: bytes) -> None:
        """What its newest document holds. Call inside `tx()`."""
        self._keep_document("listing", feed, listing)

    def held(self, feed: str) -> bytes:
        """The raw items of its last document, as `keep_held` was given them; b"" where they are not known."""
        return self._document("held", feed)

    def keep_held(self, feed: str, held: bytes) -> None:
        """The raw items of its newest document. Call inside `tx()`."""
        self._keep_document("held", feed, held)

    def _document(self, column: Literal["listing", "held"], feed: str) -> bytes:
        row = self._db.one(f"SELECT {column} AS bytes FROM document WHERE feed = :feed", {"feed": feed})  # noqa: S608 (our own names)
        return bytes(row["bytes"] or b"") if row else b""

    def _keep_document(self, column: Literal["listing", "held"], feed: str, value: bytes) -> None:
        self._db.run(
            f"""INSERT INTO document (feed, {column}) VALUES (:feed, :value)
                ON CONFLICT (feed) DO UPDATE SET {column} = :value""",  # noqa: S608 (our own names)
            {"feed": feed, "value": value},
        )

    def wake(self, now: int, floor: int) -> int:
        """Feeds whose server could not be reached when last asked are due now, or `floor` seconds after that try.

        Not where another feed of that host was answered by a wish to be left alone, and waits for its end.

        Returns how many were waiting for longer.
        """
        return self._db.run(
            """UPDATE feed SET next_due = max(:now, last_try + :floor)
               WHERE enabled = 1 AND stopped = 0 AND errors > 0 AND next_due > max(:now, last_try + :floor)
                 AND (SELECT o.status FROM fetch_outcome o WHERE o.feed = feed.id ORDER BY o.id DESC LIMIT 1) = 0
                 AND NOT EXISTS (
                   SELECT 1 FROM feed h WHERE h.host = feed.host AND h.next_due > :now
                     AND h.answer = 'busy')""",
            {"now": now, "floor": floor},
        )

    def hold_host(self, url: str, until: int) -> None:
        """A host that asks to be left alone (429, 503) is: none of its feeds and pages is due before `until`."""
        host = urlsplit(url).netloc.lower()
        values: dict[str, Value] = {"host": host, "until": until, "tls": f"https://{host}/", "bare": f"http://{host}/"}
        self._db.run("UPDATE feed SET next_due = max(next_due, :until) WHERE host = :host", values)
        self._db.run(
            """UPDATE article SET page_due = max(page_due, :until)
               WHERE page = 'wanted'
                 AND (substr(url, 1, length(:tls)) = :tls OR substr(url, 1, length(:bare)) = :bare)""",
            values,
        )
        self._db.run(
            """UPDATE recheck SET due = max(due, :until)
               WHERE due IS NOT NULL AND EXISTS (SELECT 1 FROM article a WHERE a.id = recheck.article
                 AND (substr(a.url, 1, length(:tls)) = :tls OR substr(a.url, 1, length(:bare)) = :bare))""",
            values,
        )

    def get(self, feed: str) -> FeedState | None:
        """What is remembered of one feed."""
        row = self._db.one(f"SELECT {FIELDS} FROM feed WHERE id = :id", {"id": feed})  # noqa: S608 (our own names)
        return state_of(row) if row else None

    def urls(self, feeds: Sequence[str]) -> dict[str, str]:
        """The address at which each of these is asked now; a feed that is not known is left out."""
        rows = self._db.rows(
            "SELECT id, url FROM feed WHERE id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(feeds)}
        )
        return {row["id"]: row["url"] for row in rows}

    def all(self) -> list[FeedState]:
        """Every feed that sources.yaml enables, by id: for a command, a service asks for no more than it needs."""
        rows = self._db.rows(f"SELECT {FIELDS} FROM feed WHERE enabled = 1 ORDER BY id")  # noqa: S608 (our own names)
        return list(map(state_of, rows))

    def all_due(self, now: int) -> None:
        """Every feed is due at once, save those whose publisher has closed them."""
        self._db.run("UPDATE feed SET next_due = min(next_due, :now)", {"now": now})

    def last_try(self) -> int | None:
        """When any feed was last asked; None = never."""
        row = self._db.one("SELECT max(last_try) AS at FROM feed")
        return None if row is None or row["at"] is None else int(row["at"])

    def unasked(self, since: int, now: int) -> int:
        """Due feeds that have not been asked since then."""
        return self._db.count(
            """SELECT count(*) FROM feed WHERE enabled = 1 AND stopped = 0 AND next_due <= :now
               AND (last_try IS NULL OR last_try < :since)""",
            {"since": since, "now": now},
        )

    def next_due(self, now: int) -> int | None:
        """When the next feed is due that nobody holds; None = none will ever be."""
        first = self._db.one(
            """SELECT next_due FROM feed INDEXED BY feed_due
               WHERE enabled = 1 AND stopped = 0 AND owner IS NULL AND (last_try IS NULL OR last_try <= :ahead)
               ORDER BY next_due LIMIT 1""",
            {"ahead": now + SET_RIGHT},
        )
        ahead = self._db.one(
            """SELECT 1 FROM feed INDEXED BY idx_feed_last_try
               WHERE last_try > :ahead AND enabled = 1 AND stopped = 0 AND owner IS NULL LIMIT 1""",
            {"ahead": now + SET_RIGHT},
        )
        return min([*([int(first["next_due"])] if first else []), *([now] if ahead else [])], default=None)

    def health(self, now: int, stale_after: int, without: Collection[str] = ()) -> Health:
        """Feeds polled, feeds that answer, and each that does not, with its sentence; not those in `without`."""
        from monitor.model.message import Health  # noqa: PLC0415  # its fifty nouns are no part of asking a feed

        polled, silent = 0, []
        for row in self._db.stream(
            "SELECT id, outlet, last_ok, problem FROM feed WHERE enabled = 1 AND last_try IS NOT NULL"
        ):
            if row["id"] not in without:
                polled += 1
                silent += [found] if (found := _silence(row, now, stale_after)) else []
        silent.sort(key=lambda feed: (feed.outlet, feed.source))
        return Health(polled=polled, answered=polled - len(silent), silent=tuple(silent))

    def states(self) -> dict[str, int]:
        """How many of those that sources.yaml enables are stopped, failing, or neither: "answering"."""
        rows = self._db.rows(
            """SELECT CASE WHEN stopped THEN 'stopped' WHEN problem <> '' THEN 'failing' ELSE 'answering' END AS state,
                      count(*) AS n
               FROM feed WHERE enabled = 1 GROUP BY state"""
        )
        return {row["state"]: row["n"] for row in rows}

    def first(self, limit: int) -> list[tuple[str, int, int | None]]:
        """Of the first by their ids: the id, the errors in a row and when it last answered well."""
        rows = self._db.rows(
            "SELECT id, errors, last_ok FROM feed WHERE enabled = 1 ORDER BY id LIMIT :limit", {"limit": limit}
        )
        return [(row["id"], row["errors"], row["last_ok"]) for row in rows]

    def outcomes(self, feed: str, limit: int) -> list[Row]:
        """The latest polls of one feed, newest first: those that brought nothing on one day together, by their last.

        Columns as of fetch_outcome: `polls` of them from `since` (None where it is one that stands alone) to `at`.
        """
        return self.polls.latest(feed, limit)


def _parts(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    """Part by part: rows of tens of thousands of feeds at once would take more memory than the feeds."""
    return (sources[start : start + AT_ONCE] for start in range(0, len(sources), AT_ONCE))


def _configured(source: Source) -> tuple[Value, ...]:
    """What its row holds of sources.yaml, in the order of CONFIGURED."""
    return (
        source.outlet, int(source.enabled), source.kind, source.side or "", source.country, source.zone, source.url,
    )  # fmt: skip


def _silence(row: Row, now: int, stale_after: int) -> FeedHealth | None:
    from monitor.model.message import FeedHealth  # noqa: PLC0415  # see `health`

    if row["problem"]:
        return FeedHealth(row["id"], row["outlet"], row["last_ok"], row["problem"])
    if row["last_ok"] is None or now - row["last_ok"] > stale_after:
        return FeedHealth(row["id"], row["outlet"], row["last_ok"], "has not been reached")
    return None
