"""Questions of the ledger: what was read of the articles that match, each line with the article it stands in.

Facts are replaced whenever an article is judged, and kept as long as it matches some rule.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic

from monitor.model.fact import Dealing, Event, Figure, Known, Promise, Quote
from monitor.model.fact import Facts as Read
from monitor.store.archive import MOMENT
from monitor.store.connection import Connection, Row, Value
from monitor.store.factrows import F, joined, packed, unpacked

TABLES = ("dealing", "event", "figure", "quote", "promise")
# No "e": a spreadsheet reads 1204e2 as a number, and the name would be gone.
_LETTERS = {"dealing": "d", "event": "v", "figure": "f", "quote": "q", "promise": "p"}
AT_ONCE = 500  # articles in one question
_KINDS = {"dealing": Dealing, "event": Event, "figure": Figure, "quote": Quote, "promise": Promise}


@dataclass(frozen=True, slots=True)
class Where:
    """The article that a fact was read of.

    `feed` is the id of the source that first brought it, `outlet` its outlet, "" for an article from a file.
    `at`: when it came out (UTC seconds): its date, or when it was first seen where it has none or one that lies later.
    `text_version`: the text that was read.
    """

    article: int
    title: str
    url: str
    feed: str
    outlet: str
    language: str
    dated: int | None
    first_seen: int
    at: int
    text_version: int


@dataclass(frozen=True, slots=True)
class Line(Generic[F]):
    """A fact and where it stands. `ref` is its name in the ledger: "1204v2" is event 2 of article 1204."""

    ref: str
    fact: F
    where: Where


class Facts:
    """The dealing, event, figure, quote and promise tables.

    Each question gives lines in the order in which their articles came out, those of one article in reading order.
    `since` and `as_of` are UTC seconds and compare the moment an article came out, not when it was imported: a file of
    2019 read today was known in 2019. An imported article without a date came out at some time before its import, so
    `since` never finds it, and `as_of` only from its import on. Empty collections and None ask for nothing.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def record(self, article: int, facts: Read | None, *, new: bool = False) -> None:
        """Replace what was read of this article; None = nothing is kept of it; `new` = nothing was. Inside `tx()`."""
        for table in () if new else TABLES:
            self._db.run(f"DELETE FROM {table} WHERE article = :id", {"id": article})  # noqa: S608 (fixed names)
        if facts is None:
            return
        for table, rows in _rows(facts).items():
            if rows:
                columns = ("article", "n", *rows[0])
                names = ", ".join(f":{column}" for column in columns)
                self._db.run_many(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({names})",  # noqa: S608 (fixed names)
                    [{"article": article, "n": n, **row} for n, row in enumerate(rows, 1)],
                )

    def of(self, article: int) -> Read:
        """All that was read of one article; empty where nothing is kept of it."""
        return Read(
            self._bare("dealing", Dealing, article), self._bare("event", Event, article),
            self._bare("figure", Figure, article), self._bare("quote", Quote, article),
            self._bare("promise", Promise, article),
        )  # fmt: skip

    def among(self, articles: Collection[int]) -> dict[int, Read]:
        """Events, figures and quotes of many articles at once, by article; their dealings and promises are left out.

        The n-th of each has the n in its name in the ledger: event 2 of article 1204 is "1204v2".
        """
        events, figures = self._each("event", Event, articles), self._each("figure", Figure, articles)
        quotes = self._each("quote", Quote, articles)
        return {
            article: Read(
                (), tuple(events.get(article, ())), tuple(figures.get(article, ())), tuple(quotes.get(article, ()))
            )
            for article in articles
        }

    def _each(self, table: str, kind: type[F], articles: Collection[int]) -> dict[int, list[F]]:
        found: dict[int, list[F]] = {}
        asked = sorted(articles)
        for start in range(0, len(asked), AT_ONCE):
            part = asked[start : start + AT_ONCE]
            rows = self._db.rows(
                f"""SELECT article, data FROM {table}
                    WHERE article IN ({", ".join(f":a{n}" for n in range(len(part)))}) ORDER BY article, n""",  # noqa: S608
                {f"a{n}": article for n, article in enumerate(part)},
            )
            for row in rows:
                found.setdefault(row["article"], []).append(unpacked(kind, row["data"]))
        return found

    def _bare(self, table: str, kind: type[F], article: int) -> tuple[F, ...]:
        rows = self._db.rows(f"SELECT data FROM {table} WHERE article = :id ORDER BY n", {"id": article})  # noqa: S608
        return tuple(unpacked(kind, row["data"]) for row in rows)

    def dealings(
        self, pair: Collection[str] = (), *, holds: bool | None = None, article: int | None = None,
        since: int | None = None, as_of: int | None = None,
    ) -> list[Line[Dealing]]:  # fmt: skip
        """Pairs that some rule asked for and that are both named: of exactly these two, told or only named."""
        asked = _Asked(since, as_of, article)
        asked.pair(pair)
        asked.flag("holds", holds)
        return self._lines("dealing", Dealing, asked)

    def events(
        self, sides: Collection[str] = (), since: int | None = None, until: int | None = None,
        kinds: Collection[str] = (), statuses: Collection[str] = (), *, background: bool | None = None,
        as_of: int | None = None, article: int | None = None, days: tuple[str, str] = ("", ""),
    ) -> list[Line[Event]]:  # fmt: skip
        """Events in which all of `sides` take part (ISO codes), from articles that came out before `until`.

        `days`: the event's day lies between these two, both included ("2024-05", "" = open); a day that is not known
        lies nowhere.
        """
        asked = _Asked(since, as_of, article, until)
        for side in sides:
            asked.holding("sides", side)
        asked.one_of("kind", kinds)
        asked.one_of("status", statuses)
        asked.flag("background", background)
        asked.between("day", *days)
        return self._lines("event", Event, asked)

    def figures(
        self, pair: Collection[str] = (), metrics: Collection[str] = (), kinds: Collection[str] = (),
        since: int | None = None, as_of: int | None = None, *, background: bool | None = None,
        article: int | None = None, periods: tuple[str, str] = ("", ""),
    ) -> list[Line[Figure]]:  # fmt: skip
        """Figures of exactly these two sides. `periods`: the period begins between these two ("2018", "" = open)."""
        asked = _Asked(since, as_of, article)
        asked.pair(pair)
        asked.one_of("metric", metrics)
        asked.one_of("kind", kinds)
        asked.flag("background", background)
        asked.between("period", *periods)
        return self._lines("figure", Figure, asked)

    def quotes(
        self, article: int | None = None, speaker: str | None = None, since: int | None = None,
        as_of: int | None = None,
    ) -> list[Line[Quote]]:  # fmt: skip
        """Quotes; `speaker` is a dotted id, "" = those whose speaker is not certain."""
        asked = _Asked(since, as_of, article)
        if speaker is not None:
            asked.one_of("speaker", (speaker,))
        return self._lines("quote", Quote, asked)

    def promises(
        self, pair: Collection[str] = (), since: int | None = None, as_of: int | None = None, *,
        kinds: Collection[str] = (), key: str = "", article: int | None = None,
    ) -> list[Line[Promise]]:  # fmt: skip
        """Promises in which all of `pair` take part; `key`: every word on that one promise."""
        asked = _Asked(since, as_of, article)
        for side in pair:
            asked.holding("sides", side)
        asked.one_of("kind", kinds)
        asked.one_of("key", (key,) if key else ())
        return self._lines("promise", Promise, asked)

    def line(self, ref: str) -> Line[Dealing] | Line[Event] | Line[Figure] | Line[Quote] | Line[Promise] | None:
        """The line of that name; None where there is none (any more)."""
        table = next((table for table, letter in _LETTERS.items() if letter in ref), "")
        article, _, number = ref.partition(_LETTERS.get(table, " "))
        if not (article.isdecimal() and number.isdecimal() and len(ref) < 18):
            return None
        asked = _Asked(None, None, int(article))
        asked.number(int(number))
        return next(iter(self._lines(table, _KINDS[table], asked)), None)

    def outlet(self, article: int) -> str:
        """The outlet that first brought an article, "" for one from a file."""
        row = self._db.one(
            "SELECT f.outlet FROM article a JOIN feed f ON f.id = a.feed WHERE a.id = :id", {"id": article}
        )
        return str(row["outlet"]) if row else ""

    def earlier(self, pair: Sequence[str], before: int, article: int | str = 0) -> list[Known]:
        """Figures of these two that had come out by `before`, other articles' than this one, for comparing."""
        lines = self.figures(pair, as_of=before)
        return [
            Known(line.fact, line.where.article, line.where.outlet or line.where.feed, line.where.at)
            for line in lines
            if line.where.article != article
        ]

    def _lines(self, table: str, kind: type[F], asked: _Asked) -> list[Line[F]]:
        rows = self._db.rows(
            f"""SELECT x.article, x.n, x.data, a.title, a.url, a.feed, f.outlet, a.language, a.dated, a.first_seen,
                       a.judged_version, {MOMENT} AS at
                FROM {table} x JOIN article a ON a.id = x.article LEFT JOIN feed f ON f.id = a.feed
                {asked.where} ORDER BY at, x.article, x.n""",  # noqa: S608 (fixed names)
            asked.values,
        )
        letter = _LETTERS[table]
        return [Line(f"{row['article']}{letter}{row['n']}", unpacked(kind, row["data"]), _where(row)) for row in rows]


class _Asked:
    """Conditions on the rows x of a table of facts and the articles a they stand in."""

    def __init__(self, since: int | None, as_of: int | None, article: int | None, until: int | None = None) -> None:
        self._conditions: list[str] = []
        self.values: dict[str, Value] = {}
        if article is not None:
            self._add("x.article = {}", article)
        if since is not None:
            self._conditions.append("(a.dated IS NOT NULL OR a.imported = '')")
            self._add(f"{MOMENT} >= {{}}", since)
        if as_of is not None:
            self._add(f"{MOMENT} <= {{}}", as_of)
        if until is not None:
            self._add(f"{MOMENT} < {{}}", until)

    @property
    def where(self) -> str:
        """The WHERE, "" where nothing is asked."""
        return f"WHERE {' AND '.join(self._conditions)}" if self._conditions else ""

    def _add(self, condition: str, value: Value) -> None:
        name = f"v{len(self.values)}"
        self.values[name] = value
        self._conditions.append(condition.format(f":{name}"))

    def number(self, n: int) -> None:
        """The n-th of its article."""
        self._add("x.n = {}", n)

    def pair(self, pair: Collection[str]) -> None:
        """Exactly these."""
        if pair:
            self._add("x.pair = {}", "-".join(sorted(pair)))

    def holding(self, column: str, code: str) -> None:
        """This code among others."""
        self._add(f"instr(x.{column}, {{}}) > 0", joined((code,)))

    def flag(self, column: str, wanted: bool | None) -> None:  # noqa: FBT001  # the value of a column
        """Whether it is so."""
        if wanted is not None:
            self._add(f"x.{column} = {{}}", int(wanted))

    def one_of(self, column: str, wanted: Collection[str]) -> None:
        """One of these words."""
        if wanted:
            names = []
            for word in sorted(wanted):
                name = f"v{len(self.values)}"
                self.values[name] = word
                names.append(f":{name}")
            self._conditions.append(f"x.{column} IN ({', '.join(names)})")

    def between(self, column: str, least: str, most: str) -> None:
        """A day or period from here to there, both included; "2024-05-16" lies in "2024-05"."""
        if least:
            self._add(f"x.{column} <> '' AND substr(x.{column} || '-01-01', 1, 10) >= {{}}", least)
        if most:
            self._add(f"x.{column} <> '' AND substr(x.{column}, 1, {len(most)}) <= {{}}", most)


def _where(row: Row) -> Where:
    return Where(
        row["article"], row["title"], row["url"], row["feed"] or "", row["outlet"] or "", row["language"],
        row["dated"], row["first_seen"], row["at"], row["judged_version"],
    )  # fmt: skip


def _rows(facts: Read) -> dict[str, list[dict[str, Value]]]:
    """Each fact's columns, by table."""
    return {
        "dealing": [
            {"pair": "-".join(sorted(one.sides)), "holds": int(one.holds), "score": one.score, "data": packed(one)}
            for one in facts.dealings
        ],
        "event": [
            {"kind": one.kind, "sides": joined(one.sides), "status": one.status, "day": one.day, "level": one.level,
             "place": one.place, "background": int(one.background), "data": packed(one)}
            for one in facts.events
        ],
        "figure": [
            {"metric": one.metric, "kind": one.kind, "pair": "-".join(sorted(one.pair)), "period": one.period,
             "value": one.value, "unit": one.unit, "deadline": one.deadline, "background": int(one.background),
             "data": packed(one)}
            for one in facts.figures
        ],
        "quote": [{"speaker": one.speaker, "data": packed(one)} for one in facts.quotes],
        "promise": [
            {"kind": one.kind, "key": one.key, "sides": joined(one.sides), "due": one.due, "data": packed(one)}
            for one in facts.promises
        ],
    }  # fmt: skip
