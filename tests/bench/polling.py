"""The same passes over our whole service and over `reader`, feeds on loopback: processor time a feed, peak memory, ratios.

Both are asked in turn, each first at every other time; a pass that costs little is made several times and its mean is
told. After each pass both stores must hold exactly the entries that were published, at the end under their titles, and the
server must have answered as the pass says: else there is no figure.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from tests.bench.place import prepare
from tests.bench.subject import Spent, Subject, site, started
from tests.bench.world import CHANGED_OF, World, Writer, matches, outlet
from tests.soak.process import MB

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pass:
    """`publish`: what is new before each of its rounds; `aim`: how many times less than `reader` it should cost us."""

    label: str
    title: str
    rounds: int
    aim: int | None
    publish: str = ""
    validators: bool = True

    def answers(self, world: World) -> Counter[int]:
        """What the server must have answered in a round, by status."""
        if self.label == "new" or not self.validators:
            return Counter({200: world.feeds})
        changed = sum(world.fresh(number, self.publish) > 0 for number in range(world.feeds)) if self.publish else 0
        return +Counter({200: changed, 304: world.feeds - changed})


PASSES = (
    Pass("new", "all new", 1, 15),
    Pass("304", "all 304", 5, 4),
    Pass("changed", f"1 feed in {CHANGED_OF} has 1 new entry", 3, 8, "feeds"),
    Pass("each", f"1 entry in {CHANGED_OF} of each feed is new", 1, None, "entries"),
    Pass("bytes", "same bytes, no validators", 2, 40, validators=False),
)


HELD = "SELECT title FROM article WHERE feed LIKE 'feed%'"  # not those on which imports were warmed up
MATCHED = f"{HELD} AND id IN (SELECT article FROM rule_match)"


@dataclass(slots=True)
class Watched:
    """A subject, where its entries are, and what its passes cost."""

    subject: Subject
    store: Path
    entries: str  # SQL: the title of each
    spent: dict[str, list[Spent]] = field(default_factory=dict)

    def go(self, each: Pass) -> None:
        self.spent.setdefault(each.label, []).append(self.subject.go("pass", each.label))

    def titles(self) -> Counter[str]:
        return Counter(row[0] for row in self.ask(self.entries))

    def count(self) -> int:
        return int(self.ask(f"SELECT count(*) FROM ({self.entries})")[0][0])

    def ask(self, question: str) -> list[Any]:
        link = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        try:
            return link.execute(question).fetchall()
        finally:
            link.close()

    def cost(self, label: str) -> float:
        """Processor seconds of a round."""
        return mean(each.cpu for each in self.spent[label])


def measure(feeds: int, entries: int, say: Say, *, short: bool, profile: str = "") -> None:
    """Print the table. Raises AssertionError where a subject did not store what was served."""
    world = World(feeds, entries)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, site(feeds, entries) as (port, tell):
        root = Path(folder)
        prepare(root / "rules", feeds, port)
        given = ["--profile", profile] if profile else []
        with (
            started("ours", "tests.bench.ours", root / "rules", root / "state", port, *given) as ours,
            started("reader", "tests.bench.theirs", root / "reader.db", feeds, port) as theirs,
        ):
            pair = (
                Watched(ours, root / "state" / "monitor.db", HELD),
                Watched(theirs, root / "reader.db", "SELECT title FROM entries"),
            )
            for each in PASSES:
                _pass(each, world, pair, tell, short=short)
            _agree(world, pair)
            _tell(world, pair, say)


def _pass(each: Pass, world: World, pair: Sequence[Watched], tell: Callable[..., Any], *, short: bool) -> None:
    for number in range(1 if short else each.rounds):
        if each.publish:
            tell("publish", each.publish)
            world.publish(each.publish)
        tell("validators", "on" if each.validators else "off")
        for watched in pair if number % 2 else reversed(pair):
            tell("tally")
            watched.go(each)
            answered = Counter({int(status): count for status, count in tell("tally").items()})
            who = f"{each.title}: {watched.subject.name}"
            assert answered == each.answers(world), f"{who} got these answers: {dict(answered)}"
            held, served = watched.count(), len(world.published())
            assert held == served, f"{who} holds {held} entries of {served}"


def _agree(world: World, pair: Sequence[Watched]) -> None:
    """All entries under their titles in both stores; the service has judged as it should."""
    writer = Writer(world)
    served = Counter(writer.title(outlet(feed), item) for feed, item in world.published())
    for watched in pair:
        held = watched.titles()
        assert held == served, f"{watched.subject.name}: not as served: {list((held - served) | (served - held))[:5]}"
    wanted = {writer.title(outlet(feed), item) for feed, item in world.published() if matches(feed, item)}
    found = {row[0] for row in pair[0].ask(MATCHED)}
    assert found == wanted, f"{len(found)} articles matched, {len(wanted)} should: {list(found ^ wanted)[:5]}"


def _tell(world: World, pair: Sequence[Watched], say: Say) -> None:
    ours, theirs = pair
    feeds = world.feeds
    say(
        f"polling {feeds} feeds of {world.entries} entries; milliseconds of processor time a feed, all processes together"
    )
    say(f"  {'pass':<36} {'ours':>8} {'reader':>8} {'ratio':>7} {'aim':>4}   ours: river, other threads, workers")
    for each in PASSES:
        mine, other = ours.cost(each.label), theirs.cost(each.label)
        parts = ", ".join(f"{1000 * part / feeds:.2f}" for part in _parts(ours.spent[each.label]))
        say(
            f"  {each.title:<36} {1000 * mine / feeds:8.2f} {1000 * other / feeds:8.2f} {other / mine:7.1f} "
            f"{each.aim or '':>4}   {parts}"
        )
    held = ours.count()
    say(f"  both hold the {held:,} entries served, under their titles; those on the pair matched, and no others")
    _memory(pair, say)
    _jobs(ours, feeds, say)


def _memory(pair: Sequence[Watched], say: Say) -> None:
    """The most up to the end of each pass; the start, with rules and imports, is in the first."""
    say(f"  {'peak memory by the end of, MB':<36} {'ours':>8} {'workers':>8} {'reader':>8}")
    ours, theirs = pair
    for each in PASSES:
        mine, other = ours.spent[each.label][-1], theirs.spent[each.label][-1]
        say(f"  {each.title:<36} {mine.main / MB:8.0f} {mine.children / MB:8.0f} {other.main / MB:8.0f}")


def _jobs(ours: Watched, feeds: int, say: Say) -> None:
    """What was left to the workers, in a round."""
    given = any(one.said["jobs"] for each in PASSES for one in ours.spent[each.label])
    said = "this in a round, and all else" if given else "nothing: all"
    say(f"  the workers of ours were given {said} was read in the river's own thread")
    for each in PASSES:
        spent = ours.spent[each.label]
        names = sorted({name for one in spent for name in one.said["jobs"]})
        for name in names:
            found = [one.said["jobs"].get(name, (0, 0)) for one in spent]
            jobs, size = (mean(one[n] for one in found) for n in (0, 1))
            say(f"  {each.title:<36} {name}: {jobs:.0f} jobs from {feeds} feeds, {size / jobs / 1024:.0f} kB each")


def _parts(spent: Sequence[Spent]) -> tuple[float, float, float]:
    """Seconds a round of the river's thread, of the other threads, of the other processes."""
    river = mean(each.said["threads"].get("MainThread", 0.0) for each in spent)
    threads = mean(sum(each.said["threads"].values()) for each in spent) - river
    return river, threads, max(mean(each.cpu for each in spent) - river - threads, 0.0)
