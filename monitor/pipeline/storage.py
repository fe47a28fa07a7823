"""When the disk does not take what the river must keep: too little room, or a write that fails.

Too little room (`free_space` of service.yaml): nothing is taken in. No feed and no page is asked, what arrives is let
go before it is stored, so that the validators stay and it comes again, requests of commands wait. What was taken in is
judged, told and delivered. It ends with a tenth more than the limit, so that a file more or less changes nothing.

A write that fails ends the round and nothing else: memory is put back to what the rows say, and one small write a time
finds out whether it works again, after 1, 2, 5, 10, 30 seconds, then each minute. Meanwhile nothing is asked, and what
was sent or has arrived is kept in hand. A store that is damaged is another thing: there the process ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor import log
from monitor.errors import StoreUnwritable
from monitor.model.limits import DAY, MB, MINUTE
from monitor.pipeline.bed import Bed
from monitor.store.disk import FEW_FILES, Disk, Room

STEPS = (1, 2, 5, 10, 30, MINUTE)  # seconds between two tries to write
PATIENCE = MINUTE  # what mends itself sooner is told to nobody
REMEMBERED = 3 * DAY  # for the head of a digest that comes late
NO_CLOCK = 1_704_067_200  # 1 Jan 2024; what is stored under 1970 would be dated so for ever
DISK = "disk"  # the kind of trouble that lack of room is


@dataclass(frozen=True, slots=True)
class Pause:
    """From `start` to `end` (UTC seconds, 0 = it lasts) nothing was taken in, for this reason; `late` feeds waited."""

    start: int
    end: int
    why: str
    late: int = 0


class Storage:
    """What the river asks before it takes anything in, and tells when a write has failed."""

    def __init__(self, bed: Bed, disk: Disk | None) -> None:
        self._bed = bed
        self._disk = disk
        self.low: Pause | None = None  # too little room
        self.broken: Pause | None = None  # writes fail
        self.over: list[Pause] = []  # what is past, the last at the end
        self._tries = 0
        self._next = 0  # when writing is tried again, UTC seconds
        self._kept = ""  # what the store says of the lack of room; unknown until it was asked
        self._asked = False

    @property
    def degraded(self) -> str:
        """A sentence while nothing is taken in, "" else."""
        if self.clockless:
            return "this machine's clock is not set; nothing is asked, judged or told until it is"
        if self.broken:
            return f"{self.broken.why}; nothing is asked or sent until it can be written"
        return f"{self.low.why}; nothing new is taken in, and what was taken in is told" if self.low else ""

    @property
    def clockless(self) -> bool:
        """Whether the clock says a year before this program was written: a machine whose clock nobody has set yet."""
        return self._bed.clock.now() < NO_CLOCK

    @property
    def whose(self) -> str:
        """What tells this state directory from every other."""
        return self._disk.whose if self._disk else ""

    # -- room

    def roomy(self) -> bool:
        """Whether anything may be taken in; looks each time, as somebody else may fill the disk."""
        room, limit = self._disk.room() if self._disk else None, self._bed.setup.service.free_space
        if room is None:
            return self.low is None
        ours, now = (limit + limit // 10, self._bed.clock.now()) if self.low else (limit, self._bed.clock.now())
        if room.bytes >= ours and (room.files is None or room.files >= FEW_FILES):
            self._regained(now)
        elif self.low is None:
            self.low = Pause(now, 0, self._lack(room))
            log.error("nothing new is taken in", problem=self.low.why)
        self._note()
        return self.low is None

    def _lack(self, room: Room) -> str:
        assert self._disk is not None
        limit = self._bed.setup.service.free_space
        found = f"{room.bytes // MB:,} MB free" if room.bytes < limit else f"room for {room.files or 0:,} more files"
        return f"the disk of {self._disk.path} has {found} (needed: {limit // MB:,} MB)"

    def _regained(self, now: int) -> None:
        if self.low is None:
            return
        late = self._bed.store.feeds.unasked(self.low.start, now)
        self.over.append(replace(self.low, end=now, late=late))
        self.low, self._bed.started = None, now  # a digest that is due waits for the first polls, as after a start
        log.warning("there is room again; everything is taken in", feeds_asked_late=late)

    def _note(self) -> None:
        """The store remembers since when, over a restart: for whoever looks, and for the alarm when it is over."""
        runs, now = self._bed.store.runs, self._bed.clock.now()
        if not self._asked:
            known, self._asked = runs.trouble(DISK), True
            self._kept = known.sentence if known else ""
            if known and self.low:
                self.low = replace(self.low, start=min(known.since, now))
            elif known:
                late = self._bed.store.feeds.unasked(known.since, now)
                self.over.append(Pause(min(known.since, now), now, known.sentence, late))
        wanted = self.low.why if self.low else ""
        if wanted != self._kept:
            runs.say_trouble(DISK, wanted, now) if wanted else runs.end_trouble(DISK)
            self._kept = wanted

    # -- writing

    def may_try(self) -> bool:
        """False while a write has failed and the next try is not due; a clock that was set back waits for nothing."""
        ahead = self._next - self._bed.clock.now()
        return self.broken is None or not 0 < ahead <= STEPS[-1]

    def next_try(self) -> int | None:
        """When writing is tried again, UTC seconds; None = it works."""
        return self._next if self.broken else None

    def failed(self, error: StoreUnwritable) -> None:
        """A write has failed."""
        now, why = self._bed.clock.now(), str(error)
        if self.broken is None or self.broken.why != why:
            log.error("the store cannot be written; it is tried again, and nothing is asked meanwhile", problem=why)
        self.broken = replace(self.broken, why=why) if self.broken else Pause(now, 0, why)
        self._next = now + STEPS[min(self._tries, len(STEPS) - 1)]
        self._tries += 1

    def written(self) -> None:
        """A whole round was written."""
        if self.broken is None:
            return
        now = self._bed.clock.now()
        late = self._bed.store.feeds.unasked(self.broken.start, now)
        if now - self.broken.start >= PATIENCE:
            self.over.append(replace(self.broken, end=now, late=late))
        log.warning("the store is written again", seconds=now - self.broken.start, feeds_asked_late=late)
        self.broken, self._tries = None, 0

    @property
    def lasts(self) -> bool:
        """Whether writes have failed for so long that somebody must hear of it."""
        return self.broken is not None and not 0 <= self._bed.clock.now() - self.broken.start < PATIENCE

    def pauses(self, since: int) -> Iterator[Pause]:
        """Times in which nothing was taken in, ended after `since` or lasting."""
        now = self._bed.clock.now()
        self.over = [pause for pause in self.over if 0 <= now - pause.end < REMEMBERED]
        yield from (pause for pause in self.over if pause.end >= since)
        if self.low:
            yield self.low
        if self.broken and self.lasts:  # who asks can write again, or there would be no digest to say it in
            yield replace(self.broken, end=now)
