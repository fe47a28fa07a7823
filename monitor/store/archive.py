"""Reading what is kept, for those who prove rules: articles of a period with what was decided of each.

Nothing here writes, so all of it may run on a connection of its own beside a river.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.model.article import Article
from monitor.model.judgement import Evidence, Match, Miss
from monitor.model.source import Source
from monitor.store.connection import LARGEST, Connection, Row
from monitor.text.addresses import canonical_url
from monitor.text.fold import folded

BATCH = 200
TITLES_AT_ONCE = 5000
WORD_BEGINNING = 5  # letters; what follows is mostly an ending
SHORTEST_WORD = 3  # letters; shorter ones stand in every title

# When it came out: its own date, unless that lies after the moment it was first seen, which no date truly can.
MOMENT = "CASE WHEN a.dated <= a.first_seen THEN a.dated ELSE a.first_seen END"


@dataclass(frozen=True, slots=True)
class Stored:
    """An article on its newest text, with what the rules that ran made of it.

    `feed` is the id of the source that first brought it. `moment` is when it came out (UTC seconds): its date, or when
    it was first seen where it has none or one that lies later. `judged_by` is the version of the rules, "" = not judged
    yet; `outdated`: they judged an earlier text. A text that was given up for its age is an empty `body`.
    """

    number: int
    url: str
    feed: str
    title: str
    body: str
    language: str
    dated: int | None
    first_seen: int
    moment: int
    judged_by: str
    outdated: bool
    set_aside: str
    matches: tuple[Match, ...] = ()
    misses: tuple[Miss, ...] = ()

    def article(self, sources: Mapping[str, Source]) -> Article:
        """As the river hands it to `judge`."""
        return Article(
            self.number, self.url, self.title, self.body, self.language, self.dated, self.first_seen,
            sources.get(self.feed),
        )  # fmt: skip

    def match(self, rule: str) -> Match | None:
        """What that rule found in it, None if it does not match."""
        return next((match for match in self.matches if match.rule == rule), None)


class Archive:
    """Articles as they are kept; read-only."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def articles(self, since: int | None = None, until: int | None = None) -> Iterator[Stored]:
        """Those that came out from `since` on and before `until` (UTC seconds, None = without limit), oldest first.

        Read in batches, so that a caller may stop, show progress or take its time beside a running river.
        """
        where, values = _period(since, until)
        rows = self._db.rows(f"SELECT a.id FROM article a {where} ORDER BY {MOMENT}, a.id", values)  # noqa: S608 (fixed)
        numbers = [int(row["id"]) for row in rows]
        for start in range(0, len(numbers), BATCH):
            yield from self._read(numbers[start : start + BATCH])

    def count(self, since: int | None = None, until: int | None = None) -> int:
        """How many `articles` gives for the same period."""
        where, values = _period(since, until)
        return self._db.count(f"SELECT count(*) FROM article a {where}", values)  # noqa: S608 (fixed)

    def get(self, number: int) -> Stored | None:
        """The article of that number."""
        found = self._read([number]) if 0 <= number <= LARGEST else []
        return found[0] if found else None

    def bare(self, number: int) -> Stored | None:
        """The article of that number, without matches and misses."""
        found = self._bare({"n0": number}) if 0 <= number <= LARGEST else []
        return _stored(found[0], (), ()) if found else None

    def find(self, text: str) -> tuple[int, ...]:
        """Numbers of the articles that `text` means: a number, an address, else a title.

        A title counts folded (case, quotation marks, ё and the like do not matter): those that are it, else those that
        hold it; newest first. Earlier titles of an article count as well.
        """
        if text.isdecimal():
            number = min(int(text), LARGEST)
            return tuple(row["id"] for row in self._db.rows("SELECT id FROM article WHERE id = :id", {"id": number}))
        if "://" in text:
            return self._by_address(text)
        wanted = _plain(text)
        titles = self._by_title(wanted) if wanted else ()
        bare = "/" in text and not titles and not text.count(" ")
        return self._by_address(f"https://{text}") if bare else titles

    def like(self, title: str, limit: int) -> tuple[int, ...]:
        """Numbers of articles whose title shares at least half of these words, the most alike first, then the newest.

        Words count by their beginnings, so that other cases of a name are the same word.
        """
        wanted = _beginnings(title)
        scores: dict[int, float] = {}
        for row in self._titles() if wanted else ():
            found = _beginnings(row["title"])
            shared = len(wanted & found)
            if shared * 2 >= len(wanted):
                alike = shared / len(wanted | found)
                scores[row["article"]] = max(alike, scores.get(row["article"], 0.0))
        return tuple(sorted(scores, key=lambda number: (-scores[number], -number))[:limit])

    def feeds_at(self, host: str) -> frozenset[str]:
        """Ids of the feeds that have brought articles of that host, whatever the feeds' own address is."""
        rows = self._db.rows(
            """SELECT DISTINCT feed FROM article
               WHERE feed IS NOT NULL AND (url LIKE :tls OR url LIKE :bare OR url LIKE :www)""",
            {"tls": f"https://{host}/%", "bare": f"http://{host}/%", "www": f"https://www.{host}/%"},
        )
        return frozenset(row["feed"] for row in rows)

    def newest(self) -> int | None:
        """When the last article was first seen, None where there is none: the present of a store that rests."""
        row = self._db.one("SELECT max(first_seen) AS last FROM article")
        return None if row is None or row["last"] is None else int(row["last"])

    def _by_address(self, address: str) -> tuple[int, ...]:
        rows = self._db.rows(
            """SELECT id FROM article WHERE url = :url
               UNION SELECT article FROM article_key WHERE key = :key
               UNION SELECT article FROM sighting WHERE link = :url
               ORDER BY 1 DESC""",
            {"url": address, "key": f"url:{canonical_url(address) or address}"},
        )
        return tuple(row[0] for row in rows)

    def _by_title(self, wanted: str) -> tuple[int, ...]:
        same: dict[int, None] = {}
        holding: dict[int, None] = {}
        for row in self._titles():
            title = _plain(row["title"])
            if title == wanted:
                same[row["article"]] = None
            elif wanted in title:
                holding[row["article"]] = None
        return tuple(same or holding)

    def _titles(self) -> Iterator[Row]:
        last = LARGEST
        while rows := self._db.rows(
            """SELECT DISTINCT a.id AS article, t.title FROM article a JOIN text_version t ON t.article = a.id
               WHERE a.id IN (SELECT id FROM article WHERE id < :last ORDER BY id DESC LIMIT :limit)
               ORDER BY a.id DESC""",
            {"last": last, "limit": TITLES_AT_ONCE},
        ):
            yield from rows
            last = rows[-1]["article"]

    def _read(self, numbers: Sequence[int]) -> list[Stored]:
        """These articles in this order; one that is gone meanwhile is left out."""
        names = ",".join(f":n{at}" for at in range(len(numbers)))
        values = {f"n{at}": number for at, number in enumerate(numbers)}
        rows = self._bare(values)
        matches, misses = self._matches(names, values), self._misses(names, values)
        found = {row["id"]: _stored(row, matches.get(row["id"], ()), misses.get(row["id"], ())) for row in rows}
        return [found[number] for number in numbers if number in found]

    def _bare(self, numbers: Mapping[str, int]) -> list[Row]:
        return self._db.rows(
            f"""SELECT a.id, a.url, a.feed, a.dated, a.first_seen, {MOMENT} AS moment, a.judged_by, a.judged_version,
                       a.text_version, a.set_aside, a.language, t.title, t.body
                FROM article a JOIN text_version t ON t.article = a.id AND t.n = a.text_version
                WHERE a.id IN ({",".join(f":{name}" for name in numbers)})""",  # noqa: S608 (placeholders)
            numbers,
        )

    def _matches(self, names: str, values: Mapping[str, int]) -> dict[int, tuple[Match, ...]]:
        evidence: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
        for row in self._db.rows(
            f"SELECT * FROM evidence WHERE article IN ({names}) ORDER BY article, rule, n",  # noqa: S608 (placeholders)
            values,
        ):
            span = Evidence(row["field"], row["start"], row["stop"], row["surface"], row["form"], row["name"])
            evidence[row["article"], row["rule"]].append(span)
        found: dict[int, tuple[Match, ...]] = defaultdict(tuple)
        for row in self._db.rows(
            f"SELECT * FROM rule_match WHERE article IN ({names}) ORDER BY article, rule",  # noqa: S608 (placeholders)
            values,
        ):
            spans = tuple(evidence[row["article"], row["rule"]])
            found[row["article"]] += (Match(row["rule"], row["rule_version"], row["priority"], spans, row["left_out"]),)
        return found

    def _misses(self, names: str, values: Mapping[str, int]) -> dict[int, tuple[Miss, ...]]:
        found: dict[int, tuple[Miss, ...]] = defaultdict(tuple)
        for row in self._db.rows(
            f"SELECT * FROM miss WHERE article IN ({names}) ORDER BY article, rule",  # noqa: S608 (placeholders)
            values,
        ):
            found[row["article"]] += (Miss(row["rule"], row["reason"]),)
        return found


def _stored(row: Row, matches: tuple[Match, ...], misses: tuple[Miss, ...]) -> Stored:
    return Stored(
        number=row["id"], url=row["url"], feed=row["feed"] or "", title=row["title"], body=row["body"],
        language=row["language"], dated=row["dated"], first_seen=row["first_seen"], moment=row["moment"],
        judged_by=row["judged_by"], outdated=bool(row["judged_by"]) and row["judged_version"] < row["text_version"],
        set_aside=row["set_aside"], matches=matches, misses=misses,
    )  # fmt: skip


def _period(since: int | None, until: int | None) -> tuple[str, dict[str, int]]:
    """The WHERE of a period. What came out since then was first seen since then, which is indexed.

    An imported article without a date stands in no period: it came out at some time, not on the day of its import.
    """
    conditions = []
    values = {}
    if since is not None or until is not None:
        conditions.append("(a.dated IS NOT NULL OR a.imported = '')")
    if since is not None:
        conditions += ["a.first_seen >= :since", f"{MOMENT} >= :since"]
        values["since"] = since
    if until is not None:
        conditions.append(f"{MOMENT} < :until")
        values["until"] = until
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", values


def _beginnings(title: str) -> frozenset[str]:
    return frozenset(word[:WORD_BEGINNING] for word in _plain(title).split() if len(word) >= SHORTEST_WORD)


def _plain(title: str) -> str:
    """A title for comparison: folded, without any marks, words one blank apart."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in folded(title)).split())
