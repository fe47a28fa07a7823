"""Questions about articles: is this item known, keep it once, its texts and revisions, the pages still wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.model.article import How, Item, Text
from monitor.model.limits import DAY
from monitor.store.adding import Newcomer, add_all, list_all
from monitor.store.connection import LARGEST, Connection, Row, Value
from monitor.store.judgements import QUIETLY
from monitor.store.keys import AT_ONCE, Keys, named
from monitor.store.restores import next_number
from monitor.store.versions import drop_old

RELISTED_EVERY = DAY  # how exactly "last listed" is kept; a write for every item of every poll would be the main load


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one feed said of one article when it last listed it."""

    article: int
    item_hash: str
    last_listed: int
    first_feed: bool  # this feed brought the article, so what it says may revise it
    title: str
    body: str
    keys: frozenset[str]
    unlisted: bool = False  # it was imported, and no feed has listed it yet
    dated: int | None = None
    first_seen: int = 0  # by any feed


@dataclass(frozen=True, slots=True)
class PageJob:
    """An article whose page is wanted."""

    article: int
    url: str
    feed: str
    tries: int
    again: str = ""  # it was read before: why it is asked for once more, "absent" or "back"


class Articles:
    """The article, article_key, sighting, revision and text_version tables."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._keys = Keys(connection)

    def known(self, keys: Iterable[str]) -> dict[str, int]:
        """Which of these keys are articles already, purged ones included."""
        return self._keys.known(keys)

    def sightings(self, feed: str, articles: Sequence[int]) -> dict[int, Sighting]:
        """What `feed` said before of each of these articles; an article this feed never listed has item_hash ""."""
        found: dict[int, Sighting] = {}
        for start in range(0, len(articles), AT_ONCE):
            names, values = named("a", articles[start : start + AT_ONCE])
            rows = self._db.rows(
                f"""SELECT a.id, a.feed AS first_feed, a.dated, a.first_seen,
                           a.imported <> ''
                             AND NOT EXISTS (SELECT 1 FROM sighting x WHERE x.article = a.id) AS unlisted,
                           t.title, t.body, s.item_hash, s.last_listed,
                           (SELECT group_concat(k.key, char(10)) FROM article_key k WHERE k.article = a.id) AS keys
                    FROM article a
                    JOIN text_version t ON t.article = a.id
                      AND t.n = (SELECT max(n) FROM text_version WHERE article = a.id AND how IN ('feed', 'file'))
                    LEFT JOIN sighting s ON s.article = a.id AND s.feed = :feed
                    WHERE a.id IN ({names})""",  # noqa: S608 (placeholders)
                {**values, "feed": feed},
            )
            for row in rows:
                found[row["id"]] = Sighting(
                    article=row["id"], item_hash=row["item_hash"] or "", last_listed=row["last_listed"] or 0,
                    first_feed=row["first_feed"] == feed, title=row["title"], body=row["body"],
                    keys=frozenset((row["keys"] or "").split("\n")), unlisted=bool(row["unlisted"]), dated=row["dated"],
                    first_seen=row["first_seen"],
                )  # fmt: skip
        return found

    def add(self, item: Item, feed: str, text: Text, now: int, *, fresh: bool, page_patience: int | None) -> int:
        """Keep a new article with its keys, sighting, first revision and first text; returns its number.

        `page_patience` is the moment until which it may wait for its page before it is judged, None = none is wanted.
        """
        return self.add_all([Newcomer(item, text, fresh, page_patience)], feed, now)

    def add_all(self, newcomers: Sequence[Newcomer], feed: str, now: int) -> int:
        """As `add` for each of them, numbered in this order; returns the first one's number. Call inside `tx()`."""
        return add_all(self._db, newcomers, feed, now)

    def keep(self, item: Item, text: Text, now: int, *, feed: str, place: str, request: int) -> int:
        """An article from a file: with its keys, never news, judged behind the news; returns its number. In `tx()`."""
        row = self._db.one(
            f"""INSERT INTO article (id, url, feed, title, author, language, dated, first_seen, fresh, revision,
                                    text_version, imported, asked_by)
               VALUES ({next_number("article")}, :url, :feed, :title, :author, :language, :dated, :now, 0, 1, 0,
                       :place, :request)
               RETURNING id""",  # noqa: S608 (a fixed question)
            {
                "url": item.entry.link, "feed": feed or None, "title": text.title, "author": text.author,
                "language": text.language, "dated": text.dated, "now": now, "place": place, "request": request,
            },
        )  # fmt: skip
        assert row is not None
        article = int(row["id"])
        self._db.run(
            """INSERT INTO revision (article, n, at, change, title, text_version)
               VALUES (:article, 1, :now, 'new', :title, 1)""",
            {"article": article, "now": now, "title": text.title},
        )
        self.add_text(article, text, now)
        self._db.run("UPDATE article SET judge_due = :quietly WHERE id = :id", {"id": article, "quietly": QUIETLY})
        self._keys.own(article, item.keys, now)
        return article

    def date(self, article: int, dated: int) -> bool:
        """An imported article without a date gets one; False where it has one, or a feed brought it."""
        sql = "UPDATE article SET dated = :dated WHERE id = :id AND dated IS NULL AND imported <> ''"
        return self._db.run(sql, {"id": article, "dated": dated}) > 0

    def adopt(self, article: int, feed: str, dated: int | None, now: int, *, news: bool) -> None:
        """A feed lists an imported article for the first time. Call inside `tx()`.

        `news` = the feed would announce it, were it not stored: then it is told as if it had not been.
        """
        self._db.run(
            "UPDATE article SET feed = coalesce(feed, :feed), dated = coalesce(dated, :dated) WHERE id = :id",
            {"id": article, "feed": feed, "dated": dated},
        )
        if news:
            self._db.run(
                "UPDATE article SET fresh = 1, first_seen = :now, judge_due = 1 WHERE id = :id",
                {"id": article, "now": now},
            )
            self._db.run("UPDATE rule_match SET quiet = 0 WHERE article = :id", {"id": article})

    def list_keys(self, article: int, keys: Iterable[str], now: int) -> None:
        """These keys are listed now; those that nobody has are this article's from now on."""
        self._keys.listed(article, keys, now)

    def list_items(self, items: Sequence[tuple[int, Item]], feed: str, now: int) -> None:
        """This feed lists these articles now, each under its item's keys. Call inside `tx()`."""
        list_all(self._db, items, feed, now)

    def needs_listing(self, sighting: Sighting, item: Item, now: int) -> bool:
        """False where writing this sighting again would say nothing new."""
        return (
            sighting.item_hash != item.content_hash
            or now - sighting.last_listed >= RELISTED_EVERY
            or not sighting.keys.issuperset(item.keys)
        )

    def add_text(self, article: int, text: Text, now: int) -> int:
        """A further text version, to be judged; returns its number."""
        row = self._db.one(
            """INSERT INTO text_version (article, n, at, how, title, body, language, dated, notes)
               SELECT :article, coalesce(max(n), 0) + 1, :now, :how, :title, :body, :language, :dated, :notes
               FROM text_version WHERE article = :article
               RETURNING n""",
            {
                "article": article, "now": now, "how": text.how, "title": text.title, "body": text.body,
                "language": text.language, "dated": text.dated, "notes": "\n".join(text.notes),
            },
        )  # fmt: skip
        assert row is not None
        self._db.run(
            """UPDATE article SET text_version = :n, title = :title, judge_due = 1, tries = 0, set_aside = '',
                      dated = coalesce(dated, :dated), language = CASE language WHEN '' THEN :language ELSE language END
               WHERE id = :article""",
            {"article": article, "n": row["n"], "title": text.title, "dated": text.dated, "language": text.language},
        )
        drop_old(self._db, article)
        return int(row["n"])

    def current_text(self, article: int) -> Text:
        """The newest text version."""
        return self._one_text("t.n = a.text_version", article, 0)

    def earlier_text(self, article: int, n: int) -> Text:
        """The n-th text version."""
        return self._one_text("t.n = :n", article, n)

    def _one_text(self, which: str, article: int, n: int) -> Text:
        row = self._db.one(
            f"SELECT t.*, a.author FROM article a JOIN text_version t ON t.article = a.id AND {which} WHERE a.id = :id",  # noqa: S608 (one of two fixed conditions)
            {"id": article, "n": n},
        )
        assert row is not None
        return Text(
            title=row["title"], body=row["body"], how=row["how"], dated=row["dated"], language=row["language"],
            author=row["author"], notes=tuple(filter(None, row["notes"].split("\n"))),
        )  # fmt: skip

    def last_text(self, article: int, *how: How) -> Text:
        """The newest text version that came in one of these ways; the newest of all where none did."""
        names, values = named("h", how)
        row = self._db.one(
            f"SELECT max(n) AS n FROM text_version WHERE article = :id AND how IN ({names})",  # noqa: S608 (placeholders)
            {**values, "id": article},
        )
        return self.earlier_text(article, row["n"]) if row and row["n"] else self.current_text(article)

    def edit(
        self, article: int, text: Text, now: int, *, patience: int, retitled: bool, again: int | None = None
    ) -> None:
        """The first feed says something else than before. Call inside `tx()`.

        Its short text does not push out a page's unless the title is another too; then the page is read again, and
        waited for until `patience`. With `again` (seconds) it is read again in any case where the article matters, so
        long after it was wanted last.
        """
        row = self._db.one(
            """SELECT a.page, t.how FROM article a JOIN text_version t ON t.article = a.id AND t.n = a.text_version
               WHERE a.id = :id""",
            {"id": article},
        )
        assert row is not None
        if not retitled and (row["page"] == "done" or (row["page"] == "wanted" and row["how"] == "page")):
            if again is not None:
                self._read_again(article, again, now)
            return
        self.add_text(article, text, now)
        if row["page"] == "done":
            self._db.run(
                """UPDATE article SET page = 'wanted', page_due = :now, page_tries = 0, page_patience = :patience
                   WHERE id = :id""",
                {"id": article, "now": now, "patience": patience},
            )

    def _read_again(self, article: int, again: int, now: int) -> None:
        self._db.run(
            """UPDATE article SET page = 'wanted', page_tries = 0, page_due = max(:now, page_patience + :again),
                      page_patience = CASE WHEN page_patience + :again <= :now THEN :now ELSE page_patience END
               WHERE id = :id AND (EXISTS (SELECT 1 FROM rule_match m WHERE m.article = article.id)
                                   OR EXISTS (SELECT 1 FROM told t WHERE t.article = article.id))""",
            {"id": article, "again": again, "now": now},
        )

    def revise(self, article: int, change: str, what: str, now: int) -> int:
        """A change worth a line in a digest: the article counts as untold again; returns the revision's number."""
        row = self._db.one(
            """UPDATE article SET revision = revision + 1 WHERE id = :article RETURNING revision, title""",
            {"article": article},
        )
        assert row is not None
        self._db.run(
            """INSERT INTO revision (article, n, at, change, what, title, text_version)
               SELECT id, :n, :now, :change, :what, :title, text_version FROM article WHERE id = :article""",
            {
                "article": article,
                "n": row["revision"],
                "now": now,
                "change": change,
                "what": what,
                "title": row["title"],
            },
        )
        return int(row["revision"])

    def claim_pages(self, owner: str, now: int, until: int, limit: int, per_feed: int) -> list[PageJob]:
        """Articles whose page is wanted and due, oldest first.

        Of one feed at most `per_feed` are in anybody's hands at a time, so that a slow host cannot fill the queue.
        """
        rows = self._db.rows(
            """UPDATE article SET page_owner = :owner, page_until = :until
               WHERE id IN (
                 SELECT id FROM (
                   SELECT a.id, a.page_due,
                          row_number() OVER (PARTITION BY a.feed ORDER BY a.page_due, a.id)
                            + (SELECT count(*) FROM article h
                               WHERE h.page = 'wanted' AND h.feed = a.feed AND h.page_until > :now) AS turn
                   FROM article a
                   WHERE a.page = 'wanted' AND a.page_due <= :now AND (a.page_owner IS NULL OR a.page_until <= :now)
                 ) AS due WHERE turn <= :per_feed ORDER BY page_due, id LIMIT :limit)
               RETURNING id, url, feed, page_tries""",
            {"owner": owner, "now": now, "until": until, "limit": limit, "per_feed": per_feed},
        )
        return sorted(
            (PageJob(row["id"], row["url"], row["feed"], row["page_tries"]) for row in rows),
            key=lambda job: job.article,
        )

    def release_page(self, article: int) -> None:
        """Give back a page that was claimed and not asked for."""
        self._db.run("UPDATE article SET page_owner = NULL, page_until = NULL WHERE id = :id", {"id": article})

    def page_done(self, article: int, text: Text, now: int) -> None:
        """The page's text is a further version of the article, unless it is the one that stands. Inside `tx()`."""
        current = self.current_text(article)
        if (current.how, current.title, current.body) != (text.how, text.title, text.body):
            self.add_text(article, text, now)
        self._db.run(
            """UPDATE article SET page = 'done', page_tries = page_tries + 1, page_due = NULL, page_problem = '',
                      page_owner = NULL, page_until = NULL, author = CASE author WHEN '' THEN :author ELSE author END
               WHERE id = :id""",
            {"id": article, "author": text.author},
        )

    def page_failed(self, article: int, problem: str, again: int | None) -> None:
        """One try more; `again` None = the feed's own text stands in for good."""
        self._db.run(
            """UPDATE article SET page = CASE WHEN :again IS NULL THEN 'failed' ELSE 'wanted' END, page_due = :again,
                      page_tries = page_tries + 1, page_problem = :problem, page_owner = NULL, page_until = NULL
               WHERE id = :id""",
            {"id": article, "again": again, "problem": problem},
        )

    def next_page_due(self) -> int | None:
        """When the next page is due that nobody holds."""
        row = self._db.one("SELECT min(page_due) AS due FROM article WHERE page = 'wanted' AND page_owner IS NULL")
        return None if row is None or row["due"] is None else int(row["due"])

    def find(self, reference: str, key: str = "") -> Row | None:
        """An article by its number, its address or a key under which it is known."""
        number = min(int(reference), LARGEST) if reference.isdecimal() else None
        return self._db.one(
            """SELECT * FROM article WHERE id = :id OR url = :url
                 OR id = (SELECT article FROM article_key WHERE key = :key) ORDER BY id LIMIT 1""",
            {"id": number, "url": reference, "key": key},
        )

    def details(self, article: int) -> Mapping[str, list[Row]]:
        """Everything kept about one article, by table."""
        values: dict[str, Value] = {"id": article}
        questions = {
            "text_version": "SELECT * FROM text_version WHERE article = :id ORDER BY n",
            "sighting": "SELECT * FROM sighting WHERE article = :id ORDER BY first_seen",
            "revision": "SELECT * FROM revision WHERE article = :id ORDER BY n",
            "rule_match": "SELECT * FROM rule_match WHERE article = :id ORDER BY rule",
            "evidence": "SELECT * FROM evidence WHERE article = :id ORDER BY rule, n",
            "miss": "SELECT * FROM miss WHERE article = :id ORDER BY rule",
            "story_article": "SELECT * FROM story_article WHERE article = :id",
            "told": """SELECT t.*, d.period, d.composed FROM told t JOIN digest d ON d.id = t.digest
                       WHERE t.article = :id ORDER BY d.composed""",
        }
        return {table: self._db.rows(sql, values) for table, sql in questions.items()}
