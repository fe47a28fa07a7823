"""A backup a day beside the river: in a thread of its own, over a connection of its own, never two at once."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from monitor import log
from monitor.clock import Clock
from monitor.config.service import BackupPlan, ServiceSettings
from monitor.errors import BackupFailed, StoreError
from monitor.model.limits import DAY, HOUR, MINUTE
from monitor.pipeline import River
from monitor.pipeline.bed import fence
from monitor.store.backup import folder_in, listed, make, newest, tidy

FIRST_LOOK = 20.0  # seconds after the start: the first polls come first
LOOK_EVERY = MINUTE
AGAIN = HOUR  # after a failure
LEAVE = 5.0  # seconds that a stopping service waits for a backup to be broken off


def slot(plan: BackupPlan, now: int) -> int:
    """The newest moment up to now for which the plan names a backup, UTC seconds."""
    zone = ZoneInfo(plan.zone)
    today = datetime.fromtimestamp(now, zone).date()
    moments = (
        datetime(day.year, day.month, day.day, plan.hour, plan.minute, tzinfo=zone).astimezone(UTC)
        for day in (today - timedelta(days=n) for n in range(3))
    )
    return max(int(moment.timestamp()) for moment in moments if moment.timestamp() <= now)


class Nightly:
    """Looks once a minute whether one is due, and makes it; what came of it is told to the river."""

    def __init__(self, state: Path, clock: Clock, ring: Callable[[], None]) -> None:
        self._state, self._clock, self._ring = state, clock, ring
        self._next = clock.stopwatch() + FIRST_LOOK
        self._leave = threading.Event()
        self._thread: threading.Thread | None = None
        self._results: deque[str] = deque()

    def look(self, flowing: River) -> None:
        """Between two rounds: begin a backup that is due, or say what became of the last one."""
        while self._results:
            problem = self._results.popleft()
            flowing.backed_up(problem)
            self._next = self._clock.stopwatch() + (AGAIN if problem else LOOK_EVERY)
        settings = flowing.bed.setup.service
        busy = self._thread is not None and self._thread.is_alive()
        if busy or settings.backup is None or self._clock.stopwatch() < self._next:
            return
        self._next = self._clock.stopwatch() + LOOK_EVERY
        try:
            due = self._due(flowing, settings.backup)
        except StoreError as error:
            self._results.append(str(error))
            return
        if due:
            self._thread = threading.Thread(target=self._make, args=(settings,), name="backup", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """The service leaves: a backup that is being made is broken off, and leaves nothing behind."""
        self._leave.set()
        if self._thread is not None:
            self._thread.join(LEAVE)

    def _due(self, flowing: River, plan: BackupPlan) -> bool:
        """None was made since the plan's last moment; a store without any waits for the first after its first article.

        A backup that bears a date to come was made under a wrong clock and counts for nothing.
        """
        now = self._clock.now()
        last = newest(each for each in listed(folder_in(self._state, plan.folder)) if each.at <= now)
        first = flowing.bed.store.runs.first_article() if last is None else None
        began = last.at if last else first if first is not None else now
        return slot(plan, now) > began or now - began > DAY

    def _make(self, settings: ServiceSettings) -> None:
        problems: list[str] = []
        plan, now = settings.backup, self._clock.now()
        assert plan is not None
        folder, began = folder_in(self._state, plan.folder), self._clock.stopwatch()
        with fence(problems):  # a thread that ends without a word would leave nobody told
            try:
                made = make(self._state, folder, now, spare=settings.free_space, stop=self._leave.is_set)
                gone = tidy(folder, now, daily=plan.daily, weekly=plan.weekly, sound=made.path)
                seconds = round(self._clock.stopwatch() - began, 1)
                log.info("backup made", path=str(made.path), bytes=made.bytes, seconds=seconds, removed=len(gone))
            except (BackupFailed, StoreError) as error:
                problems.append(str(error))
        if self._leave.is_set():
            return
        if problems:
            log.error("no backup was made; it is tried again in an hour", problem=problems[0])
        self._results.append(problems[0] if problems else "")
        self._ring()
