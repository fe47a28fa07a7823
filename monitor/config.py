"""sources.yaml and digests.yaml: strict models of what analysts write, turned into the nouns the river works with.

Nothing is read from disk here and no secret is opened: a value with `${NAME}` becomes a SecretRef. Every fault is
reported with its place; all faults of a file together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field

from monitor.errors import ConfigError, Problem
from monitor.model.message import ChannelConfig, Delivery, Slot, Subscription
from monitor.model.source import OutletKind, SecretRef, Source
from monitor.yamlfile import Key, Loaded, Strict, closest, load

BUILT_IN_CHANNELS = {kind: ChannelConfig(kind, kind) for kind in ("console", "file")}
Page = Literal["auto", "always", "never"]
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SECRET = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}")
_INTERVAL = re.compile(r"([0-9]{1,6})\s*([smhd]?)")
_HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SECRET_WORDS = ("password", "passwd", "token", "secret", "authorization", "cookie", "api-key", "api_key", "apikey")


@dataclass(frozen=True, slots=True)
class Network:
    """How the outside world is reached, for all sources that do not say otherwise."""

    proxy: str | SecretRef = ""
    ca_file: str = ""
    user_agent: str = ""  # "" = the program's own
    contact: str = ""  # an address or mailbox put into our own user agent
    allow: frozenset[tuple[str, int]] = frozenset()  # exact (host, port) that may be internal addresses


@dataclass(frozen=True, slots=True)
class Sources:
    """sources.yaml: by id, in the order of the file; `places` are line and column of each entry."""

    network: Network
    sources: Mapping[str, Source]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Digests:
    """digests.yaml; `channels` holds the built-in ones too. `channel_places` are line and column of each entry."""

    operator: Delivery | None
    channels: Mapping[str, ChannelConfig]
    subscriptions: tuple[Subscription, ...]
    channel_places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


# -- what the files look like ------------------------------------------------------------------------------------------


class NetworkModel(Strict):
    """`network:` of sources.yaml."""

    proxy: str = ""
    ca_file: str = ""
    user_agent: str = ""
    contact: str = ""
    allow: list[str] = Field(default_factory=list)


class DefaultsModel(Strict):
    """`defaults:` of sources.yaml: what a source that says nothing gets."""

    kind: OutletKind = "other"
    side: str | None = None
    country: str = ""
    language: str = ""
    zone: str = "UTC"
    interval: str | int = 900
    format: str = "feed"
    enabled: bool = True
    page: Page = "auto"
    user_agent: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    proxy: str = ""
    ca_file: str = ""


class SourceModel(DefaultsModel):
    """One entry under `sources:`."""

    id: str
    outlet: str
    url: str


class SourcesFile(Strict):
    """The whole of sources.yaml."""

    version: Literal[1]
    network: NetworkModel = NetworkModel()
    defaults: DefaultsModel = DefaultsModel()
    sources: list[SourceModel]


class DeliveryModel(Strict):
    """One address on one channel; console and file need no recipient."""

    channel: str
    recipient: str = ""


class SlotModel(Strict):
    """One of several daily hours."""

    name: str
    at: str
    weekdays: list[str] = Field(default_factory=lambda: list(_WEEKDAYS))


class SubscriptionModel(Strict):
    """One entry under `subscriptions:`."""

    id: str
    title: str
    rules: list[str]
    to: list[DeliveryModel]
    zone: str
    at: str | list[SlotModel]
    handling: str = ""
    without_kinds: list[OutletKind] = Field(default_factory=list)
    languages: list[str] = Field(default_factory=list)


class DigestsFile(Strict):
    """The whole of digests.yaml."""

    version: Literal[1]
    operator: DeliveryModel | None = None
    channels: dict[str, dict[str, str | int | bool]] = Field(default_factory=dict)
    subscriptions: list[SubscriptionModel]


# -- checks shared by both files ---------------------------------------------------------------------------------------


class _Checks:
    """Checks single values of a loaded file and collects the problems with their places."""

    def __init__(self, loaded: Loaded[SourcesFile] | Loaded[DigestsFile]) -> None:
        self.problems: list[Problem] = []
        self._loaded = loaded

    def add(self, sentence: str, *path: Key, suggestion: str = "") -> None:
        """A problem at `path`."""
        self.problems.append(self._loaded.problem(sentence, *path, suggestion=suggestion))

    def finish(self) -> None:
        """Raises ConfigError if anything was found."""
        if self.problems:
            raise ConfigError(*self.problems)

    def identifier(self, value: str, seen: dict[str, tuple[Key, ...]], *path: Key) -> None:
        """Lower-case letters, digits, hyphen, underscore; not used before."""
        if not _ID.fullmatch(value):
            self.add(f"the id '{value}' may hold only a-z, 0-9, - and _", *path)
        if value in seen:
            line = self._loaded.at(*seen[value])[0]
            self.add(f"the id '{value}' stands twice", *path, suggestion=f"it is already on line {line}")
        seen.setdefault(value, path)

    def zone(self, value: str, *path: Key) -> None:
        """A time zone of the IANA list."""
        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError):
            hint = closest(value, available_timezones()) or "as in Asia/Baku"
            self.add(f"'{value}' is no time zone", *path, suggestion=hint)

    def country(self, value: str | None, known: Collection[str] | None, *path: Key) -> None:
        """An ISO code in capitals."""
        if not value:
            return
        wrong = value not in known if known is not None else not re.fullmatch("[A-Z]{2}", value)
        if wrong:
            hint = f"did you mean '{value.upper()}'?" if known and value.upper() in known else "as in AZ, BY, RU"
            self.add(f"'{value}' is no ISO code of a country", *path, suggestion=hint)

    def language(self, value: str, *path: Key) -> None:
        """A code as feeds use them: az, be, zh-Hans."""
        if value and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", value):
            self.add(f"'{value}' is no language code", *path, suggestion="as in az, be, ru, en")

    def address(self, value: str, schemes: Collection[str], *path: Key) -> None:
        """An absolute address with a host, without a password in it."""
        try:
            parts = urlsplit(value)
            host, password, _ = parts.hostname, parts.password, parts.port
        except ValueError:
            parts, host, password = urlsplit(""), None, None
        if parts.scheme not in schemes or not host:
            wanted = " or ".join(f"{scheme}://" for scheme in schemes)
            self.add(f"'{value}' is no address that can be called", *path, suggestion=f"it begins with {wanted}")
        if password and not _SECRET.search(password):
            cure = "write ${NAME} in its place, and give NAME as a credential, a file or a variable"
            self.add("a password stands in the address", *path, suggestion=cure)

    def secret(self, value: str, *path: Key, must: bool = False) -> str | SecretRef:
        """The value, as a reference if it holds `${NAME}`; with `must` a plain value is refused."""
        if "${" in value and "${" in _SECRET.sub("", value):
            self.add("a '${' without a name and its '}'", *path, suggestion="as in ${SMTP_PASSWORD}")
        if _SECRET.search(value):
            return SecretRef(value)
        if must and value:
            cure = "write ${NAME} here, and give NAME as a credential, a file or a variable"
            self.add(f"'{path[-1]}' is a secret; secrets never stand in these files", *path, suggestion=cure)
        return value


def is_secret(key: str) -> bool:
    """True for keys of options and headers whose values must not stand in a file."""
    return any(word in key.lower() for word in _SECRET_WORDS)


# -- sources.yaml ------------------------------------------------------------------------------------------------------


def read_sources(name: str, data: bytes, countries: Collection[str] | None = None) -> Sources:
    """sources.yaml; `countries` are the ISO codes there are, None = only their form is checked. Raises ConfigError."""
    loaded = load(name, data, SourcesFile)
    checks = _Checks(loaded)
    seen: dict[str, tuple[Key, ...]] = {}
    found: dict[str, Source] = {}
    network = _network(loaded.value.network, checks)
    _check_common(loaded.value.defaults, checks, countries, "defaults")
    for number, entry in enumerate(loaded.value.sources):
        checks.identifier(entry.id, seen, "sources", number, "id")
        checks.address(entry.url, ("https", "http"), "sources", number, "url")
        _check_common(entry, checks, countries, "sources", number)
        found[entry.id] = _source(entry, loaded.value.defaults, checks, number)
    checks.finish()
    places = {entry.id: loaded.at("sources", number) for number, entry in enumerate(loaded.value.sources)}
    return Sources(network, found, places)


def _network(model: NetworkModel, checks: _Checks) -> Network:
    if model.proxy:
        checks.address(model.proxy, ("http", "https"), "network", "proxy")
    allow = set()
    for number, text in enumerate(model.allow):
        host, _, port = text.rpartition(":")
        if host and port.isdecimal() and 0 < int(port) < 65536 and "/" not in host and "*" not in host:
            allow.add((host.strip("[]").lower(), int(port)))
        else:
            cure = "exactly host:port, as in feeds.example.org:8080"
            checks.add(f"'{text}' is no exception that can be allowed", "network", "allow", number, suggestion=cure)
    proxy = checks.secret(model.proxy, "network", "proxy")
    return Network(proxy, model.ca_file, model.user_agent, model.contact, frozenset(allow))


def _check_common(model: DefaultsModel, checks: _Checks, countries: Collection[str] | None, *path: Key) -> None:
    checks.country(model.side, countries, *path, "side")
    checks.country(model.country, countries, *path, "country")
    checks.language(model.language, *path, "language")
    checks.zone(model.zone, *path, "zone")
    if not _interval(model.interval):
        checks.add(f"'{model.interval}' is no interval", *path, "interval", suggestion="as in 15m, 1h or 900 (seconds)")
    if model.proxy:
        checks.address(model.proxy, ("http", "https"), *path, "proxy")
    for header, value in model.headers.items():
        if not re.fullmatch(r"[A-Za-z0-9-]+", header) or "\n" in value or "\r" in value:
            checks.add(f"'{header}' is no header that can be sent", *path, "headers", header)
        checks.secret(value, *path, "headers", header, must=is_secret(header))


def _interval(value: str | int) -> int:
    """Seconds; 0 for what is no interval of one second to seven days."""
    found = _INTERVAL.fullmatch(str(value).strip())
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    return seconds if 0 < seconds <= 7 * 86400 else 0


def _source(entry: SourceModel, defaults: DefaultsModel, checks: _Checks, number: int) -> Source:
    """The entry, with the file's defaults for what it does not say."""
    given = entry.model_fields_set
    said: DefaultsModel = entry.model_copy(
        update={key: getattr(defaults, key) for key in DefaultsModel.model_fields if key not in given}
    )
    return Source(
        id=entry.id,
        outlet=entry.outlet,
        url=entry.url,
        kind=said.kind,
        side=said.side,
        country=said.country,
        language=said.language,
        zone=said.zone,
        interval=_interval(said.interval) or 900,
        format=said.format,
        enabled=said.enabled,
        page=said.page,
        user_agent=said.user_agent,
        headers=tuple((header, _reference(value)) for header, value in said.headers.items()),
        proxy=checks.secret(said.proxy, "sources", number, "proxy"),
        ca_file=said.ca_file,
    )


def _reference(value: str) -> str | SecretRef:
    return SecretRef(value) if _SECRET.search(value) else value


# -- digests.yaml ------------------------------------------------------------------------------------------------------


def read_digests(name: str, data: bytes, rules: Collection[str] | None = None) -> Digests:
    """digests.yaml; `rules` are the ids of the rules there are, None = unknown and not checked. Raises ConfigError."""
    loaded = load(name, data, DigestsFile)
    checks = _Checks(loaded)
    channels = {**BUILT_IN_CHANNELS, **_channels(loaded.value, checks)}
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
    to = Delivery(operator.channel, operator.recipient) if operator else None
    return Digests(to, channels, tuple(subscriptions), places)


def _channels(model: DigestsFile, checks: _Checks) -> dict[str, ChannelConfig]:
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


def _check_delivery(entry: DeliveryModel, channels: Mapping[str, ChannelConfig], checks: _Checks, *path: Key) -> None:
    if entry.channel not in channels:
        hint = closest(entry.channel, channels) or f"known are {', '.join(channels)}"
        checks.add(f"'{entry.channel}' is no channel", *path, "channel", suggestion=hint)
    elif not entry.recipient and channels[entry.channel].kind not in BUILT_IN_CHANNELS:
        checks.add(f"the channel '{entry.channel}' needs a recipient", *path)


def _check_subscription(
    entry: SubscriptionModel,
    channels: Mapping[str, ChannelConfig],
    rules: Collection[str] | None,
    checks: _Checks,
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


def _subscription(entry: SubscriptionModel, checks: _Checks, number: int) -> Subscription:
    return Subscription(
        id=entry.id,
        title=entry.title,
        rules=tuple(entry.rules),
        to=tuple(dict.fromkeys(Delivery(one.channel, one.recipient) for one in entry.to)),
        zone=entry.zone,
        slots=_slots(entry, checks, number),
        handling=entry.handling,
        without_kinds=frozenset(entry.without_kinds),
        languages=frozenset(entry.languages),
    )


def _slots(entry: SubscriptionModel, checks: _Checks, number: int) -> tuple[Slot, ...]:
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
            if day.lower()[:3] in _WEEKDAYS:
                days.add(_WEEKDAYS.index(day.lower()[:3]))
            else:
                checks.add(f"'{day}' is no weekday", *path, place, "weekdays", index, suggestion="as in mon, tue, wed")
        slots += _slot(one.name, one.at, frozenset(days), checks, *path, place, "at")
    return slots


def _slot(name: str, at: str, days: frozenset[int], checks: _Checks, *path: Key) -> tuple[Slot, ...]:
    found = _HOUR.fullmatch(at.strip())
    if not found:
        checks.add(f"'{at}' is no hour of the day", *path, suggestion="as in 07:30")
        return ()
    return (Slot(name, int(found[1]), int(found[2]), days),)
