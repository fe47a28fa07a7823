"""digests.yaml: who gets what, when, over which channel."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from monitor.config.checks import Checks, is_secret
from monitor.config.hours import quiet, slots, window
from monitor.config.models import DeliveryModel, DigestsFile, SubscriptionModel
from monitor.config.mutes import mutes
from monitor.model.message import OPERATOR, ChannelConfig, Delivery, Subscription
from monitor.model.source import OUTLET_KINDS, SecretRef
from monitor.yamlfile import Key, Loaded, Node, closest, load

BUILT_IN_CHANNELS = {kind: ChannelConfig(kind, kind) for kind in ("console", "file")}
WITHOUT_RECIPIENT = frozenset(("console", "file", "webhook", "slack", "discord", "apprise"))  # their address says it
USUAL_RECIPIENT = {"file": "digests"}  # the folder below the state directory
_MAILBOX = re.compile(r"(?:[^<>@]*<[^@\s<>,;]+@[^@\s<>,;]+>|[^@\s<>,;]+@[^@\s<>,;]+)")


@dataclass(frozen=True, slots=True)
class AskedPair:
    """An entry under `pairs:` as typed, each side with its line and column."""

    a: str
    b: str
    place_a: tuple[int, int] = (0, 0)
    place_b: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Digests:
    """digests.yaml; `channels` holds the built-in ones too.

    `channel_places` are line and column of each entry, `channel_nodes` what was typed there. `pairs`: by subscription;
    the rules they stand for are not in `Subscription.rules` yet.
    """

    operator: Delivery | None
    channels: Mapping[str, ChannelConfig]
    subscriptions: tuple[Subscription, ...]
    channel_places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    channel_nodes: Mapping[str, Node] = field(default_factory=dict)
    pairs: Mapping[str, tuple[AskedPair, ...]] = field(default_factory=dict)


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
    pairs: dict[str, tuple[AskedPair, ...]] = {}
    for number, entry in enumerate(loaded.value.subscriptions):
        checks.identifier(entry.id, seen, "subscriptions", number, "id")
        _check_subscription(entry, channels, rules, checks, number)
        subscriptions.append(_subscription(entry, rules, checks, number))
        pairs[entry.id] = tuple(_pairs(entry, checks, loaded, number))
    checks.finish()
    to = _delivery(operator) if operator else None
    if to and channels[to.channel].kind == "email":
        channels = {name: _bouncing(config, to.recipient) for name, config in channels.items()}
    return Digests(to, channels, tuple(subscriptions), places, nodes, pairs)


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


def _bouncing(config: ChannelConfig, operator: str) -> ChannelConfig:
    """What cannot be delivered by mail goes back to whoever runs the monitor, unless the channel says to whom."""
    if config.kind != "email" or any(key == "return_path" for key, _ in config.options):
        return config
    return replace(config, options=(*config.options, ("return_path", operator)))


def needs_recipient(config: ChannelConfig) -> bool:
    """A bot of Slack posts to any channel, its webhook to one."""
    by_token = config.kind == "slack" and any(key == "token" for key, _ in config.options)
    return by_token or config.kind not in WITHOUT_RECIPIENT


def _check_delivery(entry: DeliveryModel, channels: Mapping[str, ChannelConfig], checks: Checks, *path: Key) -> None:
    if entry.channel not in channels:
        hint = closest(entry.channel, channels) or f"known are {', '.join(channels)}"
        checks.add(f"'{entry.channel}' is no channel", *path, "channel", suggestion=hint)
    elif not entry.recipient and needs_recipient(channels[entry.channel]):
        checks.add(f"the channel '{entry.channel}' needs a recipient", *path)
    elif channels[entry.channel].kind == "email" and not _MAILBOX.fullmatch(entry.recipient):
        checks.add(f"'{entry.recipient}' is no mail address", *path, "recipient", suggestion="as in desk@example.org")


def _check_twice(
    to: Sequence[DeliveryModel], channels: Mapping[str, ChannelConfig], checks: Checks, *path: Key
) -> None:
    """One mailbox under two names would get each digest twice; the same entry once more is one delivery."""
    first: dict[tuple[str, str], str] = {}
    for place, delivery in enumerate(to):
        if delivery.channel not in channels or channels[delivery.channel].kind != "email":
            continue
        address = delivery.recipient.rpartition("<")[2].rstrip("> ").casefold()
        known = first.setdefault((delivery.channel, address), delivery.recipient)
        if known != delivery.recipient:
            sentence = f"'{delivery.recipient}' is the mailbox of '{known}' and would get each message twice"
            checks.add(sentence, *path, place, "recipient", suggestion="keep one of them")


def _check_subscription(
    entry: SubscriptionModel,
    channels: Mapping[str, ChannelConfig],
    rules: Collection[str] | None,
    checks: Checks,
    number: int,
) -> None:
    path = ("subscriptions", number)
    if entry.id == OPERATOR:
        checks.add(f"the id '{OPERATOR}' is kept for alarms", *path, "id", suggestion="give it another one")
    checks.zone(entry.zone, *path, "zone")
    lists = {"rules": entry.rules, "pairs": entry.pairs, "to": entry.to, "kinds": entry.kinds}
    for key, values in lists.items():
        if key in entry.model_fields_set and values == []:
            checks.add(f"'{key}' is an empty list", *path, key)
    if not {"rules", "pairs"} & entry.model_fields_set:
        cure = "as in pairs: [[azerbaijan, belarus]] or rules: [azerbaijan-belarus]"
        checks.add("neither 'pairs' nor 'rules' says what it is about", *path, suggestion=cure)
    if entry.kinds is not None and entry.without_kinds:
        cure = "kinds: only these; without_kinds: all but these"
        checks.add("'kinds' and 'without_kinds' stand side by side: keep one", *path, "without_kinds", suggestion=cure)
    for place, rule in enumerate(entry.rules):
        if rules is not None and rule not in rules:
            checks.add(f"there is no rule '{rule}'", *path, "rules", place, suggestion=closest(rule, rules))
    for place, delivery in enumerate(entry.to):
        _check_delivery(delivery, channels, checks, *path, "to", place)
    _check_twice(entry.to, channels, checks, *path, "to")
    for place, language in enumerate(entry.languages):
        checks.language(language, *path, "languages", place)


def _subscription(entry: SubscriptionModel, rules: Collection[str] | None, checks: Checks, number: int) -> Subscription:
    hidden = entry.without_kinds if entry.kinds is None else set(OUTLET_KINDS) - set(entry.kinds)
    return Subscription(
        id=entry.id,
        title=entry.title,
        rules=tuple(dict.fromkeys(entry.rules)),
        to=tuple(dict.fromkeys(_delivery(one) for one in entry.to)),
        zone=entry.zone,
        slots=slots(entry, checks, number),
        handling=entry.handling,
        without_kinds=frozenset(hidden),
        languages=frozenset(entry.languages),
        alerts=entry.alerts,
        frame=entry.frame,
        quiet=quiet(entry, checks, number),
        window=window(entry, checks, number),
        mutes=mutes(entry, rules, checks, number),
    )


def _pairs(entry: SubscriptionModel, checks: Checks, loaded: Loaded[DigestsFile], number: int) -> list[AskedPair]:
    """The entries under `pairs:` as typed; whether a rule is bound to them is known once the rules are compiled."""
    found = []
    for place, two in enumerate(entry.pairs):
        path = ("subscriptions", number, "pairs", place)
        if len(two) != 2:
            cure = "as in pairs: [[azerbaijan, belarus], [KZ, TR]]"
            checks.add("a pair has two sides", *path, suggestion=cure)
        else:
            found.append(AskedPair(two[0], two[1], loaded.at(*path, 0), loaded.at(*path, 1)))
    return found


def _delivery(entry: DeliveryModel) -> Delivery:
    return Delivery(entry.channel, entry.recipient or USUAL_RECIPIENT.get(entry.channel, ""))
