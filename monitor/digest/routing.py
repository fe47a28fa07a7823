"""Who would get what: one article, or one thing thought of, against every subscription; nothing is looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.digest.alerts import reaches
from monitor.digest.muting import covers
from monitor.digest.periods import next_moment
from monitor.digest.quiet import rings
from monitor.model.digestfacts import ToldEvent
from monitor.model.fact import Event, Span
from monitor.model.judgement import PRIORITIES, Priority
from monitor.model.limits import Limits
from monitor.model.message import DigestStory, Mute, Subscription
from monitor.model.source import OutletKind

Way = Literal["alert", "digest", "muted", "never"]


@dataclass(frozen=True, slots=True)
class Item:
    """What is asked about. `kind` None and `language` "" = not known, which leaves nobody out; `story` 0 = none yet."""

    rules: Mapping[str, Priority]  # those that match
    events: tuple[str, ...] = ()  # kinds
    kind: OutletKind | None = None
    language: str = ""
    story: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """What one subscription would be told: by alert or digest, or why never. `at` UTC seconds, None = no hour.

    `rules` are those of its rules that match, the most important first. `muted`: until when it is no more than a line.
    """

    way: Way
    why: str
    rules: tuple[str, ...] = ()
    priority: Priority | None = None
    at: int | None = None
    muted: int = 0
    muted_by: str = ""


def route(item: Item, subscription: Subscription, mutes: Sequence[Mute], now: int, limits: Limits) -> Route:
    """As the river would decide for an article that is seen now and is news; what it brings its story is not known."""
    rules = [rule for rule in sorted(item.rules, key=lambda each: PRIORITIES.index(item.rules[each]))
             if rule in subscription.rules]  # fmt: skip
    if not rules:
        asked = f"asks for {', '.join(subscription.rules)}" if subscription.rules else "asks for no rule"
        return Route("never", f"none of its rules matches: it {asked}")
    priority = item.rules[rules[0]]
    if left_out := _left_out(item, subscription):
        return Route("never", left_out, tuple(rules), priority)
    hour = next_moment(subscription, now)
    found = _muted(item, rules, mutes, now)
    if found:
        named = f"{found.kind} {found.what} is muted" + (f" by {found.who}" if found.who else " in digests.yaml")
        return Route("muted", f"{named}: one line of the digest", tuple(rules), priority, hour, found.until, found.who)
    if subscription.alerts is None:
        return Route("digest", "it asks for no alerts", tuple(rules), priority, hour)
    if not reaches(priority, subscription.alerts):
        return Route("digest", f"alerts begin with {subscription.alerts}", tuple(rules), priority, hour)
    return _alert(tuple(rules), priority, subscription, now, limits)


def _alert(rules: tuple[str, ...], priority: Priority, subscription: Subscription, now: int, limits: Limits) -> Route:
    quiet, woken = subscription.quiet, priority == "urgent" and subscription.quiet and subscription.quiet.urgent_rings
    wait = limits.alert_delay if priority == "urgent" else max(limits.alert_delay, _window(subscription, limits))
    due = now + wait
    at = due if woken else rings(quiet, subscription.zone, due)
    said = "at once" if priority == "urgent" else f"gathered for {_window(subscription, limits) // 60} minutes"
    said = "after its quiet hours" if at > due else said
    return Route("alert", f"if it is news of its story: {said}", rules, priority, at)


def _window(subscription: Subscription, limits: Limits) -> int:
    return subscription.window or limits.alert_window


def _left_out(item: Item, subscription: Subscription) -> str:
    if item.kind in subscription.without_kinds:
        return f"leaves out outlets of the kind '{item.kind}'"
    if item.language and subscription.languages and item.language not in subscription.languages:
        return f"leaves out articles in '{item.language}'"
    return ""


def _muted(item: Item, rules: Sequence[str], mutes: Sequence[Mute], now: int) -> Mute | None:
    nowhere = Span("title", 0, 0)
    events = tuple(ToldEvent(Event(kind, 0, nowhere), ()) for kind in item.events)
    story = DigestStory(item.story, item.story, "", "normal", tuple(rules), (), (), (), None, events=events)
    found = [mute for mute in mutes if mute.until > now and covers(mute, story)]
    return max(found, key=lambda mute: mute.until, default=None)
