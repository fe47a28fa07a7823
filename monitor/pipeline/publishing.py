"""What matches, as files under state/public/ for readers of other tools; brought up to date when all else rests.

A file is written where its bytes would be others, under its name only when it is whole. What is to be written is kept
in memory: at a start every file is looked at once, and one that is as it should be is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from monitor import log
from monitor.digest.naming import display
from monitor.digest.words import one_line
from monitor.matching.rules import Rule
from monitor.model.limits import DAY, HOUR, MINUTE
from monitor.pipeline.bed import Bed, fence
from monitor.publishing import Channel, Entry, atom, entry, json_feed
from monitor.publishing.calendar import calendar as calendar_of
from monitor.reading.announced import Announced, Report, announced

ENTRIES = 50  # the newest of a rule or pair
EVER = 400 * DAY  # how far a calendar looks back for announcements
AT_ONCE = 0.1  # seconds of one round
AT_A_STOP = 2.0  # seconds
PACE = MINUTE  # between two makings of one file: what comes meanwhile is made together
AGAIN = 5 * MINUTE  # after a disk that would not take a file
_PLACES = 500  # whose names are remembered
RULES, PAIRS = "rules", "pairs"
ENDINGS = (".atom", ".json", ".ics")


class Publishing:
    """`changed` tells it whose matches changed; None as the folder publishes nothing."""

    def __init__(self, bed: Bed, folder: Path | None) -> None:
        self._bed = bed
        self._folder = folder
        self._files: dict[str, list[Rule]] = {}  # "rules/eaeu", "pairs/AZ-BY" -> whose matches stand there
        self._keys: dict[str, tuple[str, ...]] = {}  # rule -> the files its matches stand in
        self._due: dict[str, None] = {}  # of these files
        self._made_at: dict[str, int] = {}  # the same; UTC seconds
        self._places: dict[tuple[str, str], str] = {}  # id and words of a place -> what a calendar calls it
        self._not_before = 0
        self._all_at = 0

    def renewed(self) -> None:
        """The rules are others: files of those that are gone go, all others are looked at."""
        if self._folder is None or not self._bed.setup.ready:
            return
        self._keys = {rule.id: _keys(rule) for rule in self._bed.setup.rules}
        self._files = {key: [] for keys in self._keys.values() for key in keys}
        for rule in self._bed.setup.rules:
            for key in self._keys[rule.id]:
                self._files[key].append(rule)
        self._due, self._all_at = {}, self._bed.clock.now()
        self._made_at, self._places = {}, {}
        self.changed(self._bed.store.published.rules())
        self._clear(self._folder)

    def changed(self, rules: Iterable[str]) -> None:
        """Articles came to match these rules, or match them no longer, or say something else."""
        for rule in rules:
            self._due.update(dict.fromkeys(self._keys.get(rule, ())))

    def round(self) -> bool:
        """Some of the files that are due; False where none is, or the disk takes none for now."""
        clock, now = self._bed.clock, self._bed.clock.now()
        if self._folder is None or not self._bed.setup.ready or 0 < self._not_before - now <= AGAIN:
            return False
        if not 0 <= now - self._all_at < HOUR:  # what has been withdrawn or merged meanwhile
            self.renewed()
        began, ready = clock.stopwatch(), [key for key in self._due if self._waits(key, now) <= 0]
        for done, key in enumerate(ready):
            if done and clock.stopwatch() - began >= AT_ONCE:
                break
            failures: list[str] = []
            files: dict[str, bytes] = {}
            with fence(failures):
                files = self._made(key)
            if failures:
                log.error("public file not made", file=key, problem=failures[0])
            try:
                for ending, body in files.items():
                    _put(self._folder / f"{key}.{ending}", body)
            except OSError as error:  # a full disk or a missing right: what is due stays due
                log.warning("public files cannot be written", folder=str(self._folder), problem=error.strerror)
                self._not_before = now + AGAIN
                return False
            del self._due[key]
            self._made_at[key] = now
        return bool(ready)

    def finish(self) -> None:
        """At a stop: what waits for its minute is made at once; what there is no time for, at the next start."""
        began, clock = self._bed.clock.stopwatch(), self._bed.clock
        self._made_at.clear()
        while clock.stopwatch() - began < AT_A_STOP and self._due and self.round():
            pass

    def _waits(self, key: str, now: int) -> int:
        """For how many seconds the file is not made again."""
        since = now - self._made_at.get(key, now - PACE)
        return PACE - since if since >= 0 else 0  # the clock was set back

    def next_moment(self) -> int | None:
        """When a file may be made that waits for its turn, UTC seconds."""
        now = self._bed.clock.now()
        if not self._due or not self._bed.setup.ready:
            return None
        wait = min(self._waits(key, now) for key in self._due)
        return now + max(wait, self._not_before - now if self._not_before - now <= AGAIN else 0)

    def _made(self, key: str) -> dict[str, bytes]:
        """Ending -> bytes of one rule's or pair's files."""
        rules = self._files[key]
        entries = self._entries(rules)
        title = rules[0].title if key.startswith(RULES) else " – ".join(rules[0].pair or ())
        updated = max((each.updated for each in entries), default=0)
        channel = Channel(key, title or key, updated)
        calendar = calendar_of(self._announced(rules), self._place).encode()
        return {"atom": atom(channel, entries), "json": json_feed(channel, entries), "ics": calendar}

    def _entries(self, rules: list[Rule]) -> list[Entry]:
        """Those of the newest articles that match one of these rules, the newest first."""
        store, ids = self._bed.store, [rule.id for rule in rules]
        newest = {article for rule in ids for article in store.published.newest(rule, ENTRIES)}
        reports = store.reports.reports(sorted(newest, reverse=True)[:ENTRIES], ids, self._bed.setup.sources)
        return [entry(report, *store.published.changed(report.article)) for report in reports]

    def _announced(self, rules: list[Rule]) -> tuple[Announced, ...]:
        """Visits, meetings and signings the rules' pair has announced; without a pair, those its articles tell of."""
        facts, now = self._bed.store.facts, self._bed.clock.now()
        if pair := rules[0].pair:
            lines = facts.events(pair, since=now - EVER, background=False, as_of=now)
        else:
            newest = self._bed.store.published.newest(rules[0].id, ENTRIES)
            lines = [line for article in newest for line in facts.events(article=article, background=False)]
        told = [
            Report(line.fact, line.ref, line.where.outlet or line.where.feed, line.where.title, line.where.url,
                   line.where.at)
            for line in lines if len(line.fact.sides) > 1
        ]  # fmt: skip
        found = announced(told, datetime.fromtimestamp(now, UTC).date())
        return tuple(each for each in found if each.state != "passed")

    def _place(self, thing: Announced) -> str:
        """In English: by its neutral name, else by the lexicon's, else as it was written."""
        asked = (thing.place_id, thing.place)
        if asked not in self._places:
            if len(self._places) >= _PLACES:
                self._places.clear()
            self._places[asked] = self._called(thing)
        return self._places[asked]

    def _called(self, thing: Announced) -> str:
        setup = self._bed.setup
        named = setup.lexicon.scan(thing.place, "", "").mentions  # where the event has no id
        id_ = thing.place_id or next((each.name for each in named if each.name.startswith("place.")), "")
        neutral = setup.toponyms.of_id(id_, "en") or setup.toponyms.of_words(one_line(thing.place), "en")
        return neutral or (display(setup.lexicon, id_, "en") if id_ else "") or thing.place

    def _clear(self, folder: Path) -> None:
        """Files of rules that are gone; only what bears an ending of ours in the two folders."""
        for path in [*folder.glob(f"{RULES}/*"), *folder.glob(f"{PAIRS}/*")]:
            if path.suffix in ENDINGS and f"{path.parent.name}/{path.stem}" not in self._files:
                with suppress(OSError):  # it is looked at again within the hour
                    path.unlink()


def _keys(rule: Rule) -> tuple[str, ...]:
    """The files a rule's matches stand in."""
    own = f"{RULES}/{rule.id}"
    return (own, f"{PAIRS}/{'-'.join(sorted(rule.pair))}") if rule.pair else (own,)


def _put(path: Path, body: bytes) -> None:
    """Under its name only when it is whole; not touched where it is so already. Raises OSError."""
    if path.is_file() and path.read_bytes() == body:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(body)
    part.replace(path)
