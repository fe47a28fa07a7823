"""ALARM: what went wrong is told to the `operator:` of digests.yaml, over the same outbox; once a cause and day.

What happened once is told once. What lasts is told again while it does: broken rules after a day, a dead feed after a
week. Alarms of one kind are an hour apart, so that a thousand refused recipients are no thousand messages. What
concerns the operator's own messages raises none: that would be a loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor import log
from monitor.digest.causes import AlarmKind, Cause, notice, period, whom
from monitor.model.limits import DAY, MINUTE
from monitor.model.message import OPERATOR, Counts, Digest, DigestKind, Health, Subscription
from monitor.pipeline import feedhealth
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.muting import zone_for
from monitor.pipeline.storage import Storage

Freeze = Callable[[Subscription, Digest, int | None], int | None]
TITLE = "Bilateral Monitor"
LOOK_EVERY = MINUTE
BACKUP = "backup"
RULES = "rules"


class Alarming:
    """Looks whenever something was done, and once a minute: a look is a few short questions, however many the feeds."""

    def __init__(self, bed: Bed, freeze: Freeze, storage: Storage) -> None:
        self._bed = bed
        self._freeze = freeze
        self._storage = storage
        self._next = 0  # when it looks again, UTC seconds
        self._failed: dict[str, tuple[int, str]] = {}  # whose message -> when it could not be composed, and why
        self._waiting: dict[str, int] = {}  # kind -> when its next alarm may be raised
        self._ailing = feedhealth.Ailing(bed)
        self._asked = False  # whether feeds were asked since the last look

    def look_again(self) -> None:
        """Something was done: it may have gone wrong."""
        self._next = 0

    def feeds_asked(self) -> None:
        """Feeds were asked and nothing else was done: no other cause can have come by that."""
        self._asked = True

    def renewed(self) -> None:
        """The feeds are others, or memory may say what the rows do not."""
        self._ailing.renewed()
        self.look_again()

    def next_moment(self) -> int | None:
        """When a broken edit, or what waits for its hour, is due to be told; None = nothing waits."""
        trouble = self._bed.store.runs.trouble(RULES) if self._bed.rules_trouble else None
        patient = trouble.since + self._bed.limits.alarm_patience if trouble else 0
        due = [moment for moment in (patient, *self._waiting.values()) if moment > self._bed.clock.now()]
        return min(due, default=None) if self._bed.setup.operator else None

    def round(self, not_composed: Sequence[tuple[str, DigestKind, str]] = ()) -> bool:
        """True if an alarm was raised; `not_composed`: subscription, kind and fault of what will be tried again.

        Without an operator nobody is there to be told, and `monitor doctor` says so.
        """
        now = self._bed.clock.now()
        for subscription, what, problem in not_composed:
            named = "an alert" if what == "alert" else f"the {what} digest"
            self._failed[f"{named} of {subscription}"] = (now, problem)
            self.look_again()
        whole = now >= self._next or self._next - now > LOOK_EVERY
        if self._bed.setup.operator is None or not (whole or self._asked):
            return False
        self._next, self._asked = now + LOOK_EVERY if whole else self._next, False
        failures: list[str] = []
        worked = False
        with fence(failures):
            worked = self._look(now, whole=whole)
        if failures:
            log.error("alarm not raised", problem=failures[0])
            self._ailing.renewed()
        return worked

    # -- one look

    def _look(self, now: int, *, whole: bool) -> bool:
        """At everything, or only at feeds."""
        kept = feedhealth.KINDS if whole else self._waiting  # what waits of feeds is not asked for again meanwhile
        self._waiting = {kind: moment for kind, moment in self._waiting.items() if kind in kept and moment > now}
        worked = False
        by_kind: dict[AlarmKind, list[Cause]] = {}
        for cause in (
            *(self._dead(now) if whole else ()), *self._ailing.causes(self._zone, self._held),
            *((*self._rules(now), *self._set_aside(now), *self._composed(), *self._pauses(now), *self._backup(now))
              if whole else ()),
        ):  # fmt: skip
            by_kind.setdefault(cause.kind, []).append(cause)
        for kind, causes in by_kind.items():
            if held := self._held(kind):
                self._waiting[kind] = held
            else:
                worked |= self._raise(causes, now)
        return worked

    def _held(self, kind: AlarmKind) -> int:
        """Until when alarms of this kind must wait, 0 = they need not."""
        last, gap = self._bed.store.alarms.last_of(kind), self._bed.limits.alarm_gap
        return last + gap if last is not None and 0 <= self._bed.clock.now() - last < gap else 0

    def _raise(self, causes: list[Cause], now: int) -> bool:
        reader, content = self.draft(causes)
        with self._bed.store.tx():
            number = self._freeze(reader, content, None)
            if number is not None:
                told = [(cause.key, cause.day) for cause in causes]
                self._bed.store.alarms.keep(told, causes[0].kind, number, now)
        if number is not None:
            log.warning("alarm raised", kind=causes[0].kind, causes=len(causes), first=causes[0].line)
        return number is not None

    def draft(self, causes: Sequence[Cause]) -> tuple[Subscription, Digest]:
        """The operator as a reader, and an alarm about causes of one kind for him; writes nothing."""
        operator, zone, now = self._bed.setup.operator, self._zone, self._bed.clock.now()
        assert operator is not None
        reader = Subscription(OPERATOR, TITLE, (), (operator,), zone, ())
        content = Digest(
            subscription=OPERATOR, title=TITLE, period=period(self._day(now), causes), zone=zone, start=now, end=now,
            handling="", health=Health(0, 0), counts=Counts(0, 0), stories=(), demo=self._bed.demo, composed=now,
            kind="alarm", notice=notice(causes),
        )  # fmt: skip
        return reader, content

    def unkept(self, kind: AlarmKind, sentence: str) -> Cause:
        """What is told without the outbox: named by the state directory too, as no ledger knows it."""
        return Cause(kind, f"{kind} {self._storage.whose}", self._day(self._bed.clock.now()), sentence)

    @property
    def _zone(self) -> str:
        return zone_for(self._bed.setup, "")

    def _day(self, moment: int) -> str:
        return datetime.fromtimestamp(moment, ZoneInfo(self._zone)).date().isoformat()

    def _new(self, causes: Iterator[Cause]) -> Iterator[Cause]:
        """Those not told on their day; of several with one name the first."""
        seen = set()
        for cause in causes:
            if (cause.key, cause.day) not in seen and not self._bed.store.alarms.told_on(cause.key, cause.day):
                seen.add((cause.key, cause.day))
                yield cause

    # -- what may have gone wrong

    def _dead(self, now: int) -> Iterator[Cause]:
        def found() -> Iterator[Cause]:
            for each in self._bed.store.alarms.dead(now - self._bed.limits.retry_for):
                to = whom(each.recipient, each.channel)
                what = f"{to}, {_message(each.subscription, each.period)}: {each.problem}"
                kind: AlarmKind = "refused" if each.refused else "given-up"
                line = what if each.refused else f"{what}; given up after {each.tries} tries"
                yield Cause(kind, f"{kind} {each.channel} {each.recipient}", self._day(each.at), line)

        return self._new(found())

    def _rules(self, now: int) -> Iterator[Cause]:
        trouble = self._bed.store.runs.trouble(RULES) if self._bed.rules_trouble else None
        if trouble is None or now - trouble.since < self._bed.limits.alarm_patience:
            return
        last, day = self._bed.store.alarms.last(RULES, now), self._day(now)
        if last is None or (last[1] != day and (last[0] < trouble.since or now - last[0] >= DAY)):
            line = f"since {self._moment(trouble.since)}: {'; '.join(self._bed.rules_trouble.splitlines())}"
            yield Cause("rules", RULES, day, line)

    def _set_aside(self, now: int) -> Iterator[Cause]:
        for number, title, why in self._bed.store.judgements.set_aside():
            if self._bed.store.alarms.last(f"article {number}") is None:
                yield Cause("set-aside", f"article {number}", self._day(now), f"article {number}, {title}: {why}")

    def _composed(self) -> Iterator[Cause]:
        """Only what failed a short while ago: what went well at the next try is no cause any more."""
        now = self._bed.clock.now()
        self._failed = {what: each for what, each in self._failed.items() if 0 <= now - each[0] < DAY // 24}
        found = (
            Cause("not-composed", f"not composed {what}", self._day(at), f"{what}: {problem}")
            for what, (at, problem) in self._failed.items()
        )
        return self._new(found)

    def _pauses(self, now: int) -> Iterator[Cause]:
        """That nothing is taken in for lack of room, each day anew; and once that it is over."""
        low = self._storage.low
        found = []
        if low:
            line = f"{low.why}; nothing new is taken in since {self._moment(low.start)}"
            found.append(Cause("no-room", "no-room", self._day(now), line))
        for pause in self._storage.over:
            span = f"from {self._moment(pause.start)} to {self._moment(pause.end)} nothing was taken in"
            late = f"{pause.late:,} feeds were asked late" if pause.late != 1 else "1 feed was asked late"
            line = f"{span}: {pause.why}. Nothing stored was lost, and {late}"
            found.append(Cause("pause-over", f"pause {pause.start}", self._day(pause.end), line))
        return self._new(iter(found))

    def _backup(self, now: int) -> Iterator[Cause]:
        """That no backup could be made, each day while it lasts."""
        trouble = self._bed.store.runs.trouble(BACKUP)
        found = [] if trouble is None else [Cause("backup", "backup", self._day(now), trouble.sentence)]
        return self._new(iter(found))

    def _moment(self, moment: int) -> str:
        at = datetime.fromtimestamp(moment, ZoneInfo(self._zone))
        return f"{at.day} {at:%b %Y %H:%M} {self._zone}"


def _message(subscription: str, period: str) -> str:
    return f"an alert of {subscription}" if period.startswith("alert/") else f"the digest {period} of {subscription}"
