"""digests.yaml: who gets what, when, over which channel."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from monitor.config.checks import Checks, is_secret
from monitor.config.models import WEEKDAYS, DeliveryModel, DigestsFile, SubscriptionModel
from monitor.model.message import ChannelConfig, Delivery, Slot, Subscription
from monitor.model.source import SecretRef
from monitor.yamlfile import Key, Node, closest, load

BUILT_IN_CHANNELS = {kind: ChannelConfig(kind, kind) for kind in ("console", "file")}
USUAL_RECIPIENT = {"file": "digests"}  # the folder below the state directory
_MAILBOX = re.compile(r"(?:[^<>@]*<[^@\s<>,;]+@[^@\s<>,;]+>|[^@\s<>,;]+@[^@\s<>,;]+)")
_HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Digests:
    """digests.yaml; `channels` holds the built-in ones too.

    `channel_places` are line and column of each entry, `channel_nodes` what was typed there.
    """

    operator: Delivery | None
    channels: Mapping[str, ChannelConfig]
    subscriptions: tuple[Subscription, ...]
    channel_places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    channel_nodes: Mapping[str, Node] = field(default_factory=dict)


def read_digests(name: str, data: bytes, rules: Collection[str] | None = None) -> Digests:
    """digests.yaml; `rules` are the ids of the rules there are, None = unknown and not checked. Raises ConfigError."""
    loaded = load(name, data, DigestsFile)
    checks = Checks(loaded)
    channels = {**BUILT_IN_CHANNELS, **_channels(loaded.value, checks)}
    nodes = {channel: loaded.node("channels", channel) for channel in loaded.value.channels}
    places = {channel: loaded.at_key("channels", channel) for channel in loaded.value.channels}
    operator = loaded.value.operator
    if operator:
        _check_delivery(operator, channels, checks, "operator")
    seen: dict[str, tuple[Key, ...]] = {}
    subscriptions = []
    for number, entry in enumerate(loaded.value.subscriptions):
        checks.identifier(entry.id, seen, "subscriptions", number, "id")
        _check_subscription(entry, channels, rules, checks, number)
        subscriptions.append(_subscription(entry, checks, number))
    checks.finish()
    to = _delivery(operator) if operator else None
    return Digests(to, channels, tuple(subscriptions), places, nodes)


def _channels(model: DigestsFile, checks: Checks) -> dict[str, ChannelConfig]:
    found = {}
    for name, options in model.channels.items():
        kind = options.get("kind")
        if not isinstance(kind, str):
            checks.add(f"the channel '{name}' has no kind", "channels", name, suggestion="as in kind: email")
            continue
        read: list[tuple[str, str | int | bool | SecretRef]] = []
        for key, value in options.items():
            if key != "kind":
                place = ("channels", name, key)
                read.append(
                    (key, checks.secret(value, *place, must=is_secret(key)) if isinstance(value, str) else value)
                )
                if not isinstance(value, str) and is_secret(key):
                    checks.secret(str(value), *place, must=True)
        found[name] = ChannelConfig(name, kind, tuple(read))
    return found


def _check_delivery(entry: DeliveryModel, channels: Mapping[str, ChannelConfig], checks: Checks, *path: Key) -> None:
    if entry.channel not in channels:
        hint = closest(entry.channel, channels) or f"known are {', '.join(channels)}"
        checks.add(f"'{entry.channel}' is no channel", *path, "channel", suggestion=hint)
    elif not entry.recipient and channels[entry.channel].kind not in BUILT_IN_CHANNELS:
        checks.add(f"the channel '{entry.channel}' needs a recipient", *path)
    elif channels[entry.channel].kind == "email" and not _MAILBOX.fullmatch(entry.recipient):
        checks.add(f"'{entry.recipient}' is no mail address", *path, "recipient", suggestion="as in desk@example.org")


def _check_subscription(
    entry: SubscriptionModel,
    channels: Mapping[str, ChannelConfig],
    rules: Collection[str] | None,
    checks: Checks,
    number: int,
) -> None:
    path = ("subscriptions", number)
    checks.zone(entry.zone, *path, "zone")
    for key, values in (("rules", entry.rules), ("to", entry.to)):
        if not values:
            checks.add(f"'{key}' is an empty list", *path, key)
    for place, rule in enumerate(entry.rules):
        if rules is not None and rule not in rules:
            checks.add(f"there is no rule '{rule}'", *path, "rules", place, suggestion=closest(rule, rules))
    for place, delivery in enumerate(entry.to):
        _check_delivery(delivery, channels, checks, *path, "to", place)
    for place, language in enumerate(entry.languages):
        checks.language(language, *path, "languages", place)


def _subscription(entry: SubscriptionModel, checks: Checks, number: int) -> Subscription:
    return Subscription(
        id=entry.id,
        title=entry.title,
        rules=tuple(entry.rules),
        to=tuple(dict.fromkeys(_delivery(one) for one in entry.to)),
        zone=entry.zone,
        slots=_slots(entry, checks, number),
        handling=entry.handling,
        without_kinds=frozenset(entry.without_kinds),
        languages=frozenset(entry.languages),
        alerts=entry.alerts,
    )


def _slots(entry: SubscriptionModel, checks: Checks, number: int) -> tuple[Slot, ...]:
    path = ("subscriptions", number, "at")
    if isinstance(entry.at, str):
        return _slot("daily", entry.at, frozenset(range(7)), checks, *path)
    if not entry.at:
        checks.add("'at' is an empty list", *path)
    slots: tuple[Slot, ...] = ()
    seen: dict[str, tuple[Key, ...]] = {}
    for place, one in enumerate(entry.at):
        checks.identifier(one.name, seen, *path, place, "name")
        days = set()
        for index, day in enumerate(one.weekdays):
            if day.lower()[:3] in WEEKDAYS:
                days.add(WEEKDAYS.index(day.lower()[:3]))
            else:
                checks.add(f"'{day}' is no weekday", *path, place, "weekdays", index, suggestion="as in mon, tue, wed")
        slots += _slot(one.name, one.at, frozenset(days), checks, *path, place, "at")
    return slots


def _slot(name: str, at: str, days: frozenset[int], checks: Checks, *path: Key) -> tuple[Slot, ...]:
    found = _HOUR.fullmatch(at.strip())
    if not found:
        checks.add(f"'{at}' is no hour of the day", *path, suggestion="as in 07:30")
        return ()
    return (Slot(name, int(found[1]), int(found[2]), days),)


def _delivery(entry: DeliveryModel) -> Delivery:
    return Delivery(entry.channel, entry.recipient or USUAL_RECIPIENT.get(entry.channel, ""))
