"""`mutes:` of digests.yaml: what a reader wants no alert of and no more than a line, until a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from monitor.config.checks import Checks
from monitor.config.models import MuteModel, SubscriptionModel
from monitor.model.kinds import EVENT_FAMILIES, EVENTS
from monitor.model.message import Mute, MuteKind
from monitor.yamlfile import Key, closest

MUTABLE: tuple[MuteKind, ...] = ("story", "rule", "event")


def mutes(entry: SubscriptionModel, rules: Collection[str] | None, checks: Checks, number: int) -> tuple[Mute, ...]:
    """The entries under `mutes:`; `until` is the last second of that day where the reader is."""
    zone = _zone(entry.zone)
    found: list[Mute] = []
    for place, one in enumerate(entry.mutes):
        path = ("subscriptions", number, "mutes", place)
        until = _until(one, zone, checks, *path)
        said = _what(one, rules, checks, *path)
        if until is not None and said is not None:
            found.append(Mute(said[0], said[1], until, why=one.why))
    return tuple(found)


def last_second(day: date, zone: tzinfo) -> int:
    """The last second of a day where the reader is, UTC: a mute until a day lasts through it."""
    morrow = day + timedelta(days=1)
    return int(datetime(morrow.year, morrow.month, morrow.day, tzinfo=zone).timestamp()) - 1


def event_kind(text: str) -> tuple[str, str]:
    """The kind or family of events that a person means, or "" and what may have been meant."""
    kind = text.strip().lower().replace("-", "_").replace(" ", "_")
    known = (*EVENTS, *EVENT_FAMILIES)
    if kind in known:
        return kind, ""
    return "", closest(kind, known) or "as in congratulation, phone_call, visit"


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC  # told already, at `zone:`


def _until(one: MuteModel, zone: tzinfo, checks: Checks, *path: Key) -> int | None:
    if one.until is None:
        cure = "say until when, as in until: 2026-12-31; what is never wanted belongs in the rules"
        checks.add("a mute without an end", *path, suggestion=cure)
        return None
    try:
        return last_second(date.fromisoformat(one.until.strip()), zone)
    except (ValueError, OverflowError):
        checks.add(f"'{one.until}' is no day", *path, "until", suggestion="as in 2026-12-31")
        return None


def _what(one: MuteModel, rules: Collection[str] | None, checks: Checks, *path: Key) -> tuple[MuteKind, str] | None:
    said = [kind for kind in MUTABLE if getattr(one, kind) is not None]
    if len(said) != 1:
        sentence = "a mute names one thing: a story, a rule or a kind of event"
        checks.add(sentence, *path, suggestion="as in {story: 12, until: 2026-12-31}")
        return None
    if one.story is not None:
        if one.story < 1:
            checks.add(f"'{one.story}' is no number of a story", *path, "story")
        return "story", str(one.story)
    if one.rule is not None:
        if rules is not None and one.rule not in rules:
            checks.add(f"there is no rule '{one.rule}'", *path, "rule", suggestion=closest(one.rule, rules))
        return "rule", one.rule
    kind, hint = event_kind(one.event or "")
    if not kind:
        checks.add(f"'{one.event}' is no kind of event", *path, "event", suggestion=hint)
    return "event", kind
