"""sources.yaml: the feeds, and how the outside world is reached."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from monitor.config.checks import SECRET, Checks, is_secret
from monitor.config.models import DefaultsModel, NetworkModel, SourceModel, SourcesFile
from monitor.model.source import Network, SecretRef, Source
from monitor.text.selector import read_links
from monitor.yamlfile import Key, load

_INTERVAL = re.compile(r"([0-9]{1,6})\s*([smhd]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True, slots=True)
class Sources:
    """sources.yaml: by id, in the order of the file; `places` are line and column of each entry."""

    network: Network
    sources: Mapping[str, Source]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_sources(name: str, data: bytes, countries: Collection[str] | None = None) -> Sources:
    """sources.yaml; `countries` are the ISO codes there are, None = only their form is checked. Raises ConfigError."""
    loaded = load(name, data, SourcesFile)
    checks = Checks(loaded)
    seen: dict[str, tuple[Key, ...]] = {}
    found: dict[str, Source] = {}
    network = _network(loaded.value.network, checks)
    _check_common(loaded.value.defaults, checks, countries, "defaults")
    usual = loaded.value.defaults.format
    for number, entry in enumerate(loaded.value.sources):
        checks.identifier(entry.id, seen, "sources", number, "id")
        _check_url(entry.url, checks, number)
        _check_common(entry, checks, countries, "sources", number)
        _check_links(entry, checks, number, entry.format if "format" in entry.model_fields_set else usual)
        found[entry.id] = _source(entry, loaded.value.defaults, checks, number)
    checks.finish()
    places = {entry.id: loaded.at("sources", number) for number, entry in enumerate(loaded.value.sources)}
    return Sources(network, found, places)


def _network(model: NetworkModel, checks: Checks) -> Network:
    if model.proxy:
        checks.address(model.proxy, ("http", "https"), "network", "proxy")
    _check_agent(model.user_agent, checks, "network", "user_agent")
    _check_agent(model.contact, checks, "network", "contact")
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


def _check_agent(name: str, checks: Checks, *path: Key) -> None:
    if re.search(r"[\x00-\x1f\x7f]", name):
        checks.add("a line end or another control character cannot be sent in a header", *path)


def _check_common(model: DefaultsModel, checks: Checks, countries: Collection[str] | None, *path: Key) -> None:
    checks.country(model.side, countries, *path, "side")
    checks.country(model.country, countries, *path, "country")
    checks.language(model.language, *path, "language")
    checks.zone(model.zone, *path, "zone")
    if not _interval(model.interval):
        checks.add(f"'{model.interval}' is no interval", *path, "interval", suggestion="as in 15m, 1h or 900 (seconds)")
    if model.proxy:
        checks.address(model.proxy, ("http", "https"), *path, "proxy")
    _check_agent(model.user_agent, checks, *path, "user_agent")
    for header, value in model.headers.items():
        if not re.fullmatch(r"[A-Za-z0-9-]+", header) or "\n" in value or "\r" in value:
            checks.add(f"'{header}' is no header that can be sent", *path, "headers", header)
        checks.secret(value, *path, "headers", header, must=is_secret(header))


def _check_url(url: str, checks: Checks, number: int) -> None:
    """The address of a feed is shown and stored, so that nothing secret may stand in it; headers are sent unseen."""
    if SECRET.search(url) or re.match(r"[a-z]+://[^/?#]*@", url, re.IGNORECASE):
        cure = 'send it as a header: headers: {Authorization: "${NAME}"}'
        checks.add("a login or a secret stands in the address of a feed", "sources", number, "url", suggestion=cure)
    else:
        checks.address(url, ("https", "http"), "sources", number, "url")


def _check_links(entry: SourceModel, checks: Checks, number: int, how: str) -> None:
    """A web page says which of its links are news, and nothing else does."""
    if how == "webpage" and not entry.links.strip():
        cure = f"such as links: a.title or links: /news/*; 'monitor sources test {entry.url}' suggests some"
        checks.add("a web page needs `links`: which of its links are news", "sources", number, "id", suggestion=cure)
    elif entry.links and how != "webpage":
        cure = "say format: webpage, or leave `links` out"
        checks.add(f"`links` belongs to a web page, not to a {how}", "sources", number, "links", suggestion=cure)
    elif entry.links:
        try:
            read_links(entry.links)
        except ValueError as error:
            cure = "a CSS selector such as a.title, or a pattern of addresses such as /news/*"
            checks.add(f"`links` cannot be used: {error}", "sources", number, "links", suggestion=cure)


def _interval(value: str | int) -> int:
    """Seconds; 0 for what is no interval of one second to seven days."""
    found = _INTERVAL.fullmatch(str(value).strip())
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    return seconds if 0 < seconds <= 7 * 86400 else 0


def _source(entry: SourceModel, defaults: DefaultsModel, checks: Checks, number: int) -> Source:
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
        links=" ".join(entry.links.split()),
        page=said.page,
        user_agent=said.user_agent,
        headers=tuple((header, _reference(value)) for header, value in said.headers.items()),
        proxy=checks.secret(said.proxy, "sources", number, "proxy"),
        ca_file=said.ca_file,
    )


def _reference(value: str) -> str | SecretRef:
    return SecretRef(value) if SECRET.search(value) else value
