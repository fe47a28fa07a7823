"""What a person asks of mutes: that something is muted until a day, that a mute ends; and which ones hold for whom."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from zoneinfo import ZoneInfo

from monitor import log
from monitor.config import last_second
from monitor.errors import MonitorError
from monitor.model.limits import DAY
from monitor.model.message import Mute, MuteKind, Subscription
from monitor.pipeline.bed import Bed
from monitor.setup import Setup
from monitor.store import Store
from monitor.yamlfile import closest

REMEMBERED = 14 * DAY  # how long after its end a mute still says what may not ring


@dataclass(frozen=True, slots=True)
class Muted:
    """A mute as it was kept or ended. `until` is UTC seconds, `name` the title of a story or rule."""

    number: int
    kind: MuteKind
    what: str
    name: str
    subscription: str  # "" = all
    until: int
    zone: str
    who: str
    why: str


def mute_payload(kind: MuteKind, what: str, until: str, subscription: str, who: str, why: str) -> str:
    """The payload of a request to mute; `until` is a day, 2026-12-31, and lasts where the reader is."""
    return json.dumps(
        {"kind": kind, "what": what, "until": until, "subscription": subscription, "who": who, "why": why}
    )


def unmute_payload(number: int) -> str:
    """The payload of a request to end a mute."""
    return json.dumps({"number": number})


def muted_of(result: str) -> Muted:
    """What became of either."""
    return Muted(**json.loads(result))


def mutes_of(store: Store, subscription: Subscription, now: int) -> tuple[Mute, ...]:
    """All that this reader has muted, in digests.yaml and by command; also what is over since not too long.

    A story of digests.yaml is meant under the number it has today.
    """
    listed = (
        Mute(mute.kind, str(store.merges.current(int(mute.what)) or mute.what), mute.until, mute.who, mute.why)
        if mute.kind == "story"
        else mute
        for mute in subscription.mutes
    )
    since = now - REMEMBERED
    said = (kept.mute for kept in store.mutes.since(since, subscription.id))
    return (*(mute for mute in listed if mute.until > since), *said)


def zone_for(setup: Setup, subscription: str) -> str:
    """Where a day ends: the reader's zone; of all readers the one they share, else UTC."""
    zones = {each.zone for each in setup.subscriptions if subscription in ("", each.id)}
    return zones.pop() if len(zones) == 1 else "UTC"


class Muting:
    """Carries out what was asked, or refuses it with a sentence (MonitorError). Inside `tx()`."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed

    def mute(self, payload: str, now: int) -> str:
        """The result as JSON."""
        asked = json.loads(payload)
        known = [each.id for each in self._bed.setup.subscriptions]
        if asked["subscription"] and asked["subscription"] not in known:
            hint = closest(asked["subscription"], known) or f"there are: {', '.join(known)}"
            raise MonitorError(f"there is no subscription '{asked['subscription']}'; {hint}")
        zone = zone_for(self._bed.setup, asked["subscription"])
        until = last_second(date.fromisoformat(asked["until"]), ZoneInfo(zone))
        if until <= now:
            raise MonitorError(f"{asked['until']} is over; a mute ends on a day to come")
        what, name = self._meant(asked["kind"], asked["what"])
        mute = Mute(asked["kind"], what, until, asked["who"], asked["why"], now)
        number = self._bed.store.mutes.put(mute, asked["subscription"], now)
        log.info("muted", mute=number, kind=mute.kind, what=what, subscription=asked["subscription"] or "all")
        return json.dumps(asdict(Muted(number, mute.kind, what, name, asked["subscription"], until, zone,
                                       mute.who, mute.why)))  # fmt: skip

    def end(self, payload: str, now: int) -> str:
        """The result as JSON; `until` is the moment of the end."""
        number = json.loads(payload)["number"]
        kept = self._bed.store.mutes.get(number)
        if kept is None:
            raise MonitorError(f"there is no mute {number}; 'monitor mute list' shows them")
        if kept.mute.until <= now:
            raise MonitorError(f"mute {number} is over already")
        self._bed.store.mutes.end(number, now)
        log.info("mute ended", mute=number)
        mute, zone = kept.mute, zone_for(self._bed.setup, kept.subscription)
        name = self.name(mute.kind, mute.what)
        return json.dumps(asdict(Muted(number, mute.kind, mute.what, name, kept.subscription, now, zone,
                                       mute.who, mute.why)))  # fmt: skip

    def _meant(self, kind: MuteKind, what: str) -> tuple[str, str]:
        """What is muted, as it is called today, and its title."""
        if kind == "story":
            current = self._bed.store.merges.current(int(what))
            if current is None:
                raise MonitorError(f"there is no story {what}")
            return str(current), self.name(kind, str(current))
        rules = [rule.id for rule in self._bed.setup.rules]
        if kind == "rule" and what not in rules:
            raise MonitorError(f"there is no rule '{what}'; {closest(what, rules) or 'there are: ' + ', '.join(rules)}")
        return what, self.name(kind, what)

    def name(self, kind: MuteKind, what: str) -> str:
        """The headline of a story, the title of a rule, "" for a kind of event."""
        if kind == "story":
            return self._bed.store.reports.headline(int(what))[0]
        return next((rule.title for rule in self._bed.setup.rules if kind == "rule" and rule.id == what), "")
