"""Who publishes what and when: some forty outlets with a rhythm of day and week, and the truth about each article.

The outlets are modelled on the starter set of rules/sources.yaml: so many state agencies, newspapers, exile media and
neighbours, in five languages, some 1,900 articles a day together. What is published follows from the seed alone. Of
articles that match, a `Piece` stays for ever, of all others only their number.
"""

from __future__ import annotations

import heapq
import random
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.soak.month import words

HOUR, DAY = 3600, 86_400
MATCHING = 0.03  # of all articles
COPIED = 0.15  # of those that match: another outlet prints the same words under an address of its own
SHARED = 0.10  # of those that match: another feed lists the very article
REVISED = 0.08  # of those that match: a headline with another figure, hours later
RELISTED = 0.08  # of those that match: back at the top of the feed, days later
LATE = 0.03  # dated up to three days before it is listed
UNDATED = 0.04
BY_HOUR = (1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 10, 9, 9, 9, 9, 8, 7, 6, 5, 4, 3, 2, 2)
WEEKEND = 0.5
SHAPE = {  # language: (outlets, articles a working day of each, zone, side)
    "en": (9, 45, "Asia/Baku", "AZ"), "ru": (14, 72, "Europe/Minsk", "BY"), "az": (7, 55, "Asia/Baku", "AZ"),
    "be": (4, 30, "Europe/Minsk", "BY"), "tr": (4, 60, "Europe/Istanbul", None),
}  # fmt: skip
DIALECTS = ("rss", "rss", "rss", "atom", "json")
KINDS = ("state", "private", "independent", "exile")


@dataclass(slots=True)
class Piece:
    """One article as its outlet lists it; times are true UTC seconds. `number` is found again in its address."""

    number: int
    outlet: str
    language: str
    kind: str  # K = to be told, N = not, U = urgent, L = matches once a later edit of the rules asks for it
    title: str
    link: str
    guid: str
    published: int
    dated: int | None
    sentences: int
    seed: int
    copy_of: int | None = None
    first_listed: int = 0
    served: int = 0  # when a feed that holds it was first handed over whole
    last_served: int = 0
    dropped: int = 0  # when it fell out of its feed, 0 = it never has
    changed_at: int = 0  # when its headline was changed, 0 = never
    change_served: int = 0
    also: tuple[str, ...] = ()  # other feeds that list this very article
    copied: tuple[str, ...] = ()  # outlets that print its words
    told_before: bool = False  # nobody may be told: it is older than what is news, or part of an archive

    @property
    def marker(self) -> str:
        return f"{self.kind}{self.number:05}"

    def text(self) -> str:
        """The same at each call; nobody has to keep it."""
        return words.body(random.Random(self.seed), self.language, self.sentences)


@dataclass(slots=True)
class Outlet:
    """A site and its feed; `listed` newest first, `version` counts what changes in it."""

    name: str
    host: str
    language: str
    zone: ZoneInfo
    side: str | None
    kind: str
    a_day: float
    dialect: str
    depth: int
    validator: str  # etag, date, both, none
    full: bool  # the feed gives the whole text
    page: str
    first: int = 0  # when it first has a feed
    listed: deque[Piece] = field(default_factory=deque)
    version: int = 0
    changed: int = 0
    prefix: str = "a"  # of its addresses; a rebuilt site has another

    def put(self, piece: Piece, now: int) -> None:
        """At the top of the feed; what is too old falls out below."""
        self.listed.appendleft(piece)
        while len(self.listed) > self.depth:
            self.listed.pop().dropped = now
        self.touch(now)

    def touch(self, now: int) -> None:
        self.version += 1
        self.changed = now


def outlets(seed: int, scale: float, only: Collection[str] = ()) -> list[Outlet]:
    """The starter set's shape; `scale` takes articles from each outlet and leaves every outlet in its place.

    `only`: these alone, and the first two of each language.
    """
    dice = random.Random(seed)
    made = []
    for language, (count, a_day, zone, side) in SHAPE.items():
        for n in range(count):
            rate = a_day * dice.uniform(0.4, 1.6) * scale
            made.append(
                Outlet(
                    f"{language}_{n:02}", f"{language}{n:02}.example", language, ZoneInfo(zone), side,
                    KINDS[n % len(KINDS)], rate, DIALECTS[n % len(DIALECTS)],
                    max(15, int(rate * dice.uniform(0.6, 1.4))), ("etag", "date", "both", "none")[n % 4],
                    n % 3 == 0, "auto" if n % 7 == 1 else "never",
                )
            )  # fmt: skip
    return [each for each in made if not only or each.name in only or each.name.endswith(("_00", "_01"))]


class Press:
    """All outlets; `until(now)` publishes what falls due. `truth` has every article that matters to the verdict."""

    def __init__(
        self, seed: int, scale: float, start: int, only: Collection[str] = (), matching: float = MATCHING
    ) -> None:
        self._seed, self._dice, self._matching = seed, random.Random(seed + 1), matching
        self.outlets = {each.name: each for each in outlets(seed, scale, only)}
        self.truth: dict[int, Piece] = {}
        self.count = 0
        self._due: list[tuple[int, int, str, int]] = []  # moment, tie, what, piece
        self._tie = 0
        self._hour = start // HOUR * HOUR - 2 * DAY  # feeds have a past

    def until(self, now: int) -> None:
        """Everything up to this true moment."""
        while self._hour <= now:
            for outlet in self.outlets.values():
                for moment in self._moments(outlet):
                    self._later(moment, "new " + outlet.name)
            self._hour += HOUR
        while self._due and self._due[0][0] <= now:
            moment, _, what, number = heapq.heappop(self._due)
            verb, _, name = what.partition(" ")
            if verb == "new":
                self.publish(self.outlets[name], moment)
            else:
                self._again(verb, self.outlets[name], self.truth[number], moment)

    def _later(self, moment: int, what: str, number: int = 0) -> None:
        self._tie += 1
        heapq.heappush(self._due, (moment, self._tie, what, number))

    def _moments(self, outlet: Outlet) -> Iterator[int]:
        local = datetime.fromtimestamp(self._hour, UTC).astimezone(outlet.zone)
        expected = outlet.a_day * BY_HOUR[local.hour] / sum(BY_HOUR) * (WEEKEND if local.weekday() > 4 else 1)
        count = int(expected) + (self._dice.random() < expected % 1)
        return (self._hour + self._dice.randrange(HOUR) for _ in range(count))

    def publish(self, outlet: Outlet, now: int, kind: str = "", *, age: int | None = 0) -> Piece:
        """One new article; `age` is how long before `now` it is dated, None = undated."""
        dice = self._dice
        kind = kind or ("K" if dice.random() < self._matching else "N")
        self.count += 1
        if age == 0:
            age = dice.randint(HOUR, 3 * DAY) if dice.random() < LATE else dice.randint(0, 300)
            age = None if dice.random() < UNDATED else age
        number, language = self.count, outlet.language
        templates = {"K": words.BILATERAL, "N": words.OTHER}.get(kind)
        form = (
            dice.choice(templates[language]) if templates else (words.URGENT if kind == "U" else words.LATER)[language]
        )
        link = f"https://{outlet.host}/{outlet.prefix}/{kind.lower()}{number:05}"
        piece = Piece(
            number, outlet.name, language, kind, f"{words.filled(dice, language, form)} ({kind}{number:05})", link,
            link, now, None if age is None else now - age, 8 if outlet.full else 3, self._seed * 1_000_003 + number,
        )  # fmt: skip
        self._list(outlet, piece, now)
        if kind == "K":
            self._fate(outlet, piece, now)
        return piece

    def _list(self, outlet: Outlet, piece: Piece, now: int) -> None:
        piece.first_listed = piece.first_listed or now
        outlet.put(piece, now)
        if piece.kind != "N":
            self.truth[piece.number] = piece

    def _fate(self, outlet: Outlet, piece: Piece, now: int) -> None:
        """What becomes of an article that matches: printed elsewhere, listed elsewhere, changed, listed again."""
        dice, others = (
            self._dice,
            [o for o in self.outlets.values() if o.language == outlet.language and o is not outlet],
        )
        for share, verb in ((COPIED, "copy"), (SHARED, "share"), (REVISED, "revise"), (RELISTED, "relist")):
            if dice.random() < share:
                wait = {"revise": (6 * HOUR, 20 * HOUR), "relist": (4 * DAY, 9 * DAY)}.get(verb, (600, 5 * HOUR))
                where = outlet if verb in ("revise", "relist") else dice.choice(others)
                self._later(now + dice.randint(*wait), f"{verb} {where.name}", piece.number)

    def _again(self, verb: str, outlet: Outlet, piece: Piece, now: int) -> None:
        if outlet.name in (*piece.also, *piece.copied):
            return  # the same words twice in one feed are one article
        if verb == "copy":
            piece.copied += (outlet.name,)
            self.count += 1
            link = f"https://{outlet.host}/{outlet.prefix}/k{self.count:05}"
            copy = Piece(
                self.count, outlet.name, piece.language, "K", piece.title, link, link, now, now, piece.sentences,
                piece.seed, copy_of=piece.number,
            )  # fmt: skip
            self._list(outlet, copy, now)
        elif verb == "revise" and piece in outlet.listed:
            piece.title = piece.title.replace(" (K", f", of these {now % 89 + 11} percent this year (K")
            piece.changed_at = now
            outlet.touch(now)
        elif verb in ("share", "relist"):
            piece.also += (outlet.name,) if verb == "share" else ()
            if piece not in outlet.listed:
                outlet.put(piece, now)
