"""Questions a digest asks: what is untold, what was told before, what was read in a period."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from monitor.model.judgement import PRIORITIES, Priority
from monitor.model.message import Change, Counts, Report
from monitor.model.revision import Difference, said
from monitor.model.source import OutletKind, Source
from monitor.store.connection import Connection, Row, Value
from monitor.store.feeds import Feeds
from monitor.store.revisions import Revisions

Kinds = Collection[OutletKind]
Asked = tuple[str, dict[str, Value]]  # articles of one question: placeholders and values
WHY_SPANS = 40  # of one article; a page says how many more there are than it shows
LEAD_CHARS = 300
AT_ONCE = 500  # articles in one question


class Reports:
    """Reads articles, matches, stories and the ledger together; writes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._revisions = Revisions(connection)
        self._feed_rows = Feeds(connection)

    def untold(
        self,
        subscription: str,
        rules: Sequence[str],
        sources: Mapping[str, Source],
        hidden: Kinds = frozenset(),
        *,
        since: int = 0,
        story: int | None = None,
    ) -> list[Report]:
        """The set difference a digest is made of: judged, grouped, fresh, wanted, not in `told` at this revision.

        An article told before is in it again, as a correction, where its newest text says otherwise than the one that
        was told, even where it matches no rule any more. A quiet match, found because a person asked for it, is no
        reason to tell. What was first seen before the subscription began is not in it, nor what was first seen before
        `since` and never told: earlier digests had their chance, and the reader's wishes left it out. Outlets of
        `hidden` kinds are named only where no other outlet carried the article. `story` asks for one story alone.
        """
        names, values = _rules(rules)
        # Where the question begins, and "+" so that it does not: group_due is 0 of nearly all articles.
        places = (
            "(SELECT id AS article FROM article WHERE first_seen >= :since UNION SELECT article FROM correction)"
            if story is None
            else "(SELECT article FROM story_article WHERE story = :story)"
        )
        rows = self._db.rows(
            f"""SELECT a.id FROM {places} x CROSS JOIN article a ON a.id = x.article
                JOIN story_article s ON s.article = a.id
                JOIN subscription b ON b.id = :subscription
                WHERE a.fresh = 1 AND +a.judge_due <> 1 AND +a.group_due = 0 AND a.first_seen >= b.created
                  AND NOT EXISTS (SELECT 1 FROM told t WHERE t.subscription = :subscription AND t.article = a.id
                                    AND t.revision >= a.revision)
                  AND (a.first_seen >= :since
                         AND EXISTS (SELECT 1 FROM rule_match m
                                     WHERE m.article = a.id AND m.quiet = 0 AND m.rule IN ({names}))
                         AND NOT EXISTS (SELECT 1 FROM told t
                                         WHERE t.subscription = :subscription AND t.article = a.id)
                       OR EXISTS (SELECT 1 FROM told t JOIN correction c ON c.article = t.article
                                    AND c.base = t.text_version
                                  WHERE t.subscription = :subscription AND t.article = a.id))
                ORDER BY a.first_seen, a.id""",  # noqa: S608 (placeholders)
            {**values, "subscription": subscription, "since": since, "story": story},
        )
        found = self._reports([row["id"] for row in rows], rules, sources, subscription, hidden)
        return [report for report in found if report.change == "new" or report.what]

    def before(
        self,
        subscription: str,
        story: int,
        rules: Sequence[str],
        sources: Mapping[str, Source],
        hidden: Kinds = frozenset(),
    ) -> list[Report]:
        """What this subscription was told of a story earlier, oldest first."""
        rows = self._db.rows(
            """SELECT DISTINCT t.article AS id FROM story_article s CROSS JOIN told t ON t.article = s.article
               JOIN article a ON a.id = t.article
               WHERE t.subscription = :subscription AND s.story = :story ORDER BY a.first_seen, a.id""",
            {"subscription": subscription, "story": story},
        )
        return self._reports([row["id"] for row in rows], rules, sources, subscription, hidden)

    def spanning(
        self, rules: Sequence[str], sources: Mapping[str, Source], hidden: Kinds, start: int, stop: int
    ) -> list[Report]:
        """All that is or was news of these rules and was first seen from `start` to before `stop`, told or not.

        As nobody's reports in particular: none is a correction, and the text is the newest.
        """
        names, values = _rules(rules)
        rows = self._db.rows(
            f"""SELECT a.id FROM article a JOIN story_article s ON s.article = a.id
                WHERE a.fresh = 1 AND a.group_due = 0 AND a.first_seen >= :start AND a.first_seen < :stop
                  AND EXISTS (SELECT 1 FROM rule_match m
                              WHERE m.article = a.id AND m.quiet = 0 AND m.rule IN ({names}))
                ORDER BY a.first_seen, a.id""",  # noqa: S608 (placeholders)
            {**values, "start": start, "stop": stop},
        )
        return self._reports([row["id"] for row in rows], rules, sources, "", hidden)

    def last_told(
        self, subscription: str, rules: Sequence[str], sources: Mapping[str, Source], hidden: Kinds = frozenset()
    ) -> Report | None:
        """The newest report this subscription was told, for a day without news."""
        row = self._db.one(
            """SELECT t.article AS id FROM told t JOIN article a ON a.id = t.article
               WHERE t.subscription = :subscription ORDER BY coalesce(a.dated, a.first_seen) DESC, a.id DESC LIMIT 1""",
            {"subscription": subscription},
        )
        return None if row is None else self._report(row["id"], rules, sources, subscription, hidden)

    def reports(self, articles: Sequence[int], rules: Sequence[str], sources: Mapping[str, Source]) -> list[Report]:
        """These articles, in this order, as nobody's in particular: nothing was told, nothing is hidden."""
        return self._reports(articles, rules, sources, "", frozenset())

    def counts(self, start: int, stop: int, rules: Sequence[str]) -> Counts:
        """Articles of feeds first seen in the period, how many match these rules, and near misses by reason."""
        names, values = _rules(rules)
        period: dict[str, Value] = {**values, "start": start, "stop": stop}
        articles = self._db.count(
            "SELECT count(*) FROM article WHERE imported = '' AND first_seen >= :start AND first_seen < :stop", period
        )
        matched = self._db.count(
            f"""SELECT count(*) FROM article a WHERE imported = '' AND first_seen >= :start AND first_seen < :stop
                AND EXISTS (SELECT 1 FROM rule_match m WHERE m.article = a.id AND m.rule IN ({names}))""",  # noqa: S608
            period,
        )
        nearly = self._db.rows(
            f"""SELECT x.reason, count(DISTINCT x.article) AS n FROM miss x JOIN article a ON a.id = x.article
                WHERE a.imported = '' AND a.first_seen >= :start AND a.first_seen < :stop AND x.rule IN ({names})
                  AND NOT EXISTS (SELECT 1 FROM rule_match m WHERE m.article = a.id AND m.rule IN ({names}))
                GROUP BY x.reason ORDER BY n DESC, x.reason""",  # noqa: S608 (placeholders)
            period,
        )
        return Counts(articles, matched, tuple((row["reason"], row["n"]) for row in nearly))

    def headline(self, story: int) -> tuple[str, int]:
        """A story's headline and revision."""
        row = self._db.one("SELECT headline, revision FROM story WHERE id = :id", {"id": story})
        assert row is not None
        return row["headline"], int(row["revision"])

    def _report(
        self, article: int, rules: Sequence[str], sources: Mapping[str, Source], subscription: str, hidden: Kinds
    ) -> Report:
        (report,) = self._reports([article], rules, sources, subscription, hidden)
        return report

    def _reports(
        self,
        articles: Sequence[int],
        rules: Sequence[str],
        sources: Mapping[str, Source],
        subscription: str,
        hidden: Kinds,
    ) -> list[Report]:
        """In the order of `articles`, which must be known, with a text and a story."""
        found: dict[int, Report] = {}
        if not articles:  # what follows goes through all feeds
            return []
        sources = self._with_former(sources)
        for asked in _parts(articles):
            feeds, matches, why = self._feeds(asked), self._matches(asked, rules), self._why(asked, rules)
            for row in self._rows(asked, subscription):
                article, told = row["id"], row["told_version"]
                owed = () if told is None else self._revisions.owed(article, told, rules)
                owner = _owner(row, feeds.get(article, []), sources, hidden)
                found[article] = _made(row, owner, matches.get(article, []), why.get(article, []), owed)
        return [found[article] for article in articles]

    def _with_former(self, sources: Mapping[str, Source]) -> Mapping[str, Source]:
        former = self._feed_rows.former(sources)
        return {**former, **sources} if former else sources

    def _rows(self, asked: Asked, subscription: str) -> list[Row]:
        names, values = asked
        return self._db.rows(
            f"""SELECT a.*, t.body, s.story, s.copy_of, s.edition_of, s.at AS grouped,
                      f.outlet AS feed_outlet,
                      (SELECT max(d.composed) FROM told o JOIN digest d ON d.id = o.digest
                       WHERE o.subscription = :subscription AND o.article = a.id AND d.kind = 'alert') AS alerted,
                      (SELECT o.text_version FROM told o WHERE o.subscription = :subscription AND o.article = a.id
                       ORDER BY o.revision DESC LIMIT 1) AS told_version
               FROM article a
               JOIN text_version t ON t.article = a.id AND t.n = a.text_version
               JOIN story_article s ON s.article = a.id
               LEFT JOIN feed f ON f.id = a.feed
               WHERE a.id IN ({names})""",  # noqa: S608 (placeholders)
            {**values, "subscription": subscription},
        )

    def _matches(self, asked: Asked, rules: Sequence[str]) -> dict[int, list[Row]]:
        (articles, ids), (names, values) = asked, _rules(rules)
        return _by_article(
            self._db.rows(
                f"""SELECT article, rule, rule_version, priority, quiet FROM rule_match
                    WHERE article IN ({articles}) AND rule IN ({names}) ORDER BY rule""",  # noqa: S608 (placeholders)
                {**values, **ids},
            )
        )

    def _why(self, asked: Asked, rules: Sequence[str]) -> dict[int, list[Row]]:
        """The words that decided, title first."""
        (articles, ids), (names, values) = asked, _rules(rules)
        return _by_article(
            self._db.rows(
                f"""SELECT article, surface FROM evidence WHERE article IN ({articles}) AND rule IN ({names})
                    ORDER BY field DESC, start, stop""",  # noqa: S608 (placeholders; "title" sorts after "body")
                {**values, **ids},
            )
        )

    def _feeds(self, asked: Asked) -> dict[int, list[str]]:
        """Which feeds listed them, the first first."""
        names, values = asked
        rows = self._db.rows(
            f"SELECT article, feed FROM sighting WHERE article IN ({names}) ORDER BY first_seen, feed",  # noqa: S608
            values,
        )
        return {article: [row["feed"] for row in listed] for article, listed in _by_article(rows).items()}

    def heard(
        self, articles: Collection[int], sources: Mapping[str, Source], hidden: Kinds = frozenset()
    ) -> dict[int, str]:
        """By article the outlet that a reader who leaves out `hidden` kinds may hear it from.

        Not in it is what only such outlets carried; "" is an article from a file of which no outlet is known.
        """
        found: dict[int, str] = {}
        if not articles:
            return found
        sources = self._with_former(sources)
        for asked in _parts(sorted(articles)):
            names, values = asked
            feeds = self._feeds(asked)
            for row in self._db.rows(
                f"""SELECT a.id, a.feed, a.url, f.outlet AS feed_outlet FROM article a LEFT JOIN feed f ON f.id = a.feed
                    WHERE a.id IN ({names})""",  # noqa: S608 (placeholders)
                values,
            ):
                owner, _ = _owner(row, feeds.get(row["id"], []), sources, hidden)
                if owner is None or owner.kind not in hidden:
                    found[row["id"]] = owner.outlet if owner else row["feed_outlet"] or row["feed"] or ""
        return found


def _made(
    row: Row,
    owner: tuple[Source | None, list[Source]],
    matches: Sequence[Row],
    why: Sequence[Row],
    owed: Sequence[Difference],
) -> Report:
    source, others = owner
    words = dict.fromkeys(" ".join(each["surface"].split()) for each in why)  # each once
    change: Change = "new" if row["told_version"] is None else "correction"
    return Report(
        article=row["id"], revision=row["revision"], story=row["story"], title=row["title"], url=row["url"],
        outlet=source.outlet if source else row["feed_outlet"] or "",
        side=source.side if source else None, country=source.country if source else "",
        kind=source.kind if source else _UNKNOWN_KIND, language=row["language"], dated=row["dated"],
        first_seen=row["first_seen"], zone=source.zone if source else "UTC",
        rules=tuple(match["rule"] for match in matches), priority=_highest(matches), why=tuple(words)[:WHY_SPANS],
        lead=row["body"][:LEAD_CHARS], change=change, what=said(owed),
        copy_of=row["copy_of"], also_in=tuple(dict.fromkeys(other.outlet for other in others)),
        sides=tuple(dict.fromkeys(each.side for each in (source, *others) if each and each.side)),
        edition_of=row["edition_of"], grouped=row["grouped"], alerted=row["alerted"] or 0, changes=tuple(owed),
        versions=tuple((match["rule"], match["rule_version"]) for match in matches),
    )  # fmt: skip


def _parts(articles: Sequence[int]) -> Iterator[Asked]:
    """Names and values for questions about so many articles at a time."""
    for start in range(0, len(articles), AT_ONCE):
        values: dict[str, Value] = {f"a{n}": article for n, article in enumerate(articles[start : start + AT_ONCE])}
        yield ", ".join(f":{name}" for name in values), values


def _by_article(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["article"], []).append(row)
    return found


def _owner(
    row: Row, feeds: Sequence[str], sources: Mapping[str, Source], hidden: Kinds
) -> tuple[Source | None, list[Source]]:
    """Whose article it is, and the other outlets of the feeds that listed it.

    It is the outlet's at whose address it stands; else of the first that is no aggregator; else of the first.
    """
    seen = [sources[feed] for feed in dict.fromkeys((*feeds, row["feed"])) if feed in sources]
    first = [source for source in seen if source.id == row["feed"]]
    ordered = sorted([*first, *(source for source in seen if source not in first)], key=_aggregates)
    ordered = [source for source in ordered if source.kind not in hidden] or ordered
    host = _host(row["url"])
    owner = next((source for source in ordered if _host(source.url) == host), ordered[0] if ordered else None)
    return owner, [source for source in ordered if owner and source.outlet != owner.outlet]


def _aggregates(source: Source) -> bool:
    return source.kind == "aggregator"


@lru_cache(maxsize=4096)
def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


_UNKNOWN_KIND: OutletKind = "other"


def _highest(matches: Sequence[Row]) -> Priority:
    loud = [match for match in matches if not match["quiet"]]  # what was asked for by a person calls nobody
    found = {match["priority"] for match in loud or matches}
    return next((priority for priority in PRIORITIES if priority in found), "normal")


def _rules(rules: Sequence[str]) -> tuple[str, dict[str, Value]]:
    values: dict[str, Value] = {f"r{n}": rule for n, rule in enumerate(rules)}
    return ", ".join(f":{name}" for name in values) or "''", values
