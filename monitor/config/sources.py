"""sources.yaml: the feeds, and how the outside world is reached."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from pydantic import ValidationError

from monitor.config.checks import SECRET, Checks, is_secret
from monitor.config.longlist import PIECE, Division, Piece, divided
from monitor.config.models import DefaultsModel, NetworkModel, SourceModel, SourcesFile
from monitor.errors import ConfigError, Problem
from monitor.model.limits import SOURCES_BYTES, YAML_BYTES
from monitor.model.source import Network, SecretRef, Source
from monitor.text.selector import read_links
from monitor.yamlfile import MAX_FAULTS, Key, Loaded, capped, closest, load

_INTERVAL = re.compile(r"([0-9]{1,6})\s*([smhd]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_OFFICE = 300  # seconds: a government that says no interval of its own is given no shorter one than this


@dataclass(frozen=True, slots=True)
class Sources:
    """sources.yaml: by id, in the order of the file."""

    network: Network
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class World:
    """What stands outside the file: ISO codes, formats there are readers of, and sources of an earlier reading.

    None = of countries only the form is checked, any format will do. Of two sources that are equal the earlier is kept.
    """

    countries: Collection[str] | None = None
    formats: Collection[str] | None = None
    before: Mapping[str, Source] = field(default_factory=dict)


def read_sources(
    name: str,
    data: bytes,
    countries: Collection[str] | None = None,
    formats: Collection[str] | None = None,
    before: Mapping[str, Source] | None = None,
) -> Sources:
    """sources.yaml. Raises ConfigError with all problems of the file; see World for what is asked beside it.

    A long file is read piece by piece (`longlist`); where that finds a fault, as a whole unless it is too long for it.
    """
    world = World(countries, formats, before or {})
    division = divided(data) if PIECE < len(data) <= SOURCES_BYTES else None
    if division is None:
        return _whole(name, data, world)[0]
    try:
        return _by_pieces(name, division, world)
    except ConfigError:
        if len(data) > YAML_BYTES:
            raise
        return _whole(name, data, world)[0]


def _whole(name: str, data: bytes, world: World) -> tuple[Sources, DefaultsModel]:
    """With what the file says for all its sources."""
    if len(data) > YAML_BYTES:
        _refuse_long(name, data)
    loaded = load(name, data, SourcesFile)
    checks = Checks(loaded)
    network = _network(loaded.value.network, checks)
    _check_common(loaded.value.defaults, checks, world.countries, "defaults")
    found = _read(loaded.value.sources, loaded.value.defaults, checks, world, {})
    checks.finish()
    for number, entry in enumerate(loaded.value.sources):
        _check_format(found[entry.id], checks, world.formats, number)
    checks.finish()
    return Sources(network, found), loaded.value.defaults


def _refuse_long(name: str, data: bytes) -> NoReturn:
    if len(data) > SOURCES_BYTES:
        sentence = f"the file is too long: at most {SOURCES_BYTES:,} bytes are read"
        raise ConfigError(Problem(name, 0, 0, sentence, "leave some sources out"))
    sentence = f"the file is longer than {YAML_BYTES:,} bytes and its sources do not stand one under another"
    raise ConfigError(Problem(name, 0, 0, sentence, "begin each with '- ' on a line of its own under 'sources:'"))


def _by_pieces(name: str, division: Division, world: World, size: int = PIECE) -> Sources:
    head, defaults = _whole(name, division.frame, world)
    found, problems = dict(head.sources), list[Problem]()
    for piece in division.pieces(size):
        try:
            found |= _quickly(name, piece, defaults, world, found)
        except (ConfigError, ValidationError, _Doubt):
            try:
                found |= _carefully(name, piece, defaults, world, found, division.data)
            except ConfigError as fault:
                problems += fault.problems
        if len(problems) > MAX_FAULTS:
            break
    if problems:
        raise ConfigError(*capped(problems, "more may follow further down" if len(problems) > MAX_FAULTS else ""))
    return Sources(head.network, found)


def _quickly(
    name: str, piece: Piece, defaults: DefaultsModel, world: World, found: Mapping[str, Source]
) -> dict[str, Source]:
    """Raises ConfigError, ValidationError or _Doubt for any fault at all."""
    plain, checks = piece.plain(), _Doubting()
    if plain is None:
        entries = load(name, piece.alone(), SourcesFile).value.sources
    else:
        entries = [SourceModel.model_validate(each) for each in plain]
    read = _read(entries, defaults, checks, world, found)
    for source in read.values():
        _check_format(source, checks, world.formats, 0)
    return read


def _carefully(
    name: str, piece: Piece, defaults: DefaultsModel, world: World, found: Mapping[str, Source], data: bytes
) -> dict[str, Source]:
    loaded = load(name, piece.placed(), SourcesFile)
    checks = _OfPiece(loaded, found, data)
    read = _read(loaded.value.sources, defaults, checks, world, {})
    checks.finish()
    for number, entry in enumerate(loaded.value.sources):
        _check_format(read[entry.id], checks, world.formats, number)
    checks.finish()
    return read


class _Doubt(Exception):
    """Something is to be said of a piece: it is read again where its places are known."""


class _Doubting(Checks):
    """Knows no places."""

    def __init__(self) -> None:
        """Nothing is collected."""

    def add(self, sentence: str, *path: Key, suggestion: str = "") -> None:  # noqa: ARG002 (said at the second reading)
        """Raises _Doubt."""
        raise _Doubt(sentence)


class _OfPiece(Checks):
    """Of one piece of a file; `found`: the sources of the pieces before."""

    def __init__(self, loaded: Loaded[SourcesFile], found: Mapping[str, Source], data: bytes) -> None:
        super().__init__(loaded)
        self._found, self._data = found, data

    def identifier(self, value: str, seen: dict[str, tuple[Key, ...]], *path: Key) -> None:
        """As for a whole file."""
        super().identifier(value, seen, *path)
        if value in self._found:
            typed = rb"^ *(?:- )?id:[ '\"]*%b['\"]*[ \t\r]*$" % re.escape(value.encode())
            before = re.search(typed, self._data, re.MULTILINE)
            line = self._data.count(b"\n", 0, before.start()) + 1 if before else 0
            self.add(f"the id '{value}' stands twice", *path, suggestion=f"it is already on line {line}")


def _read(
    entries: Iterable[SourceModel], defaults: DefaultsModel, checks: Checks, world: World, found: Mapping[str, Source]
) -> dict[str, Source]:
    """The sources of these entries; `found`: sources of the file that were read before."""
    seen: dict[str, tuple[Key, ...]] = {}
    read: dict[str, Source] = {}
    for number, entry in enumerate(entries):
        checks.identifier(entry.id, seen, "sources", number, "id")
        if entry.id in found:
            checks.add(f"the id '{entry.id}' stands twice", "sources", number, "id")
        _check_url(entry.url, checks, number)
        _check_common(entry, checks, world.countries, "sources", number)
        how = entry.format if "format" in entry.model_fields_set else defaults.format
        _check_links(entry, checks, number, how)
        source = _source(entry, defaults, checks, number)
        known = world.before.get(entry.id)
        read[entry.id] = known if known == source and known is not None else source
    return read


def _check_format(source: Source, checks: Checks, formats: Collection[str] | None, number: int) -> None:
    if formats is not None and source.enabled and source.format not in formats:
        cure = closest(source.format, formats) or f"known are {', '.join(sorted(formats))}"
        checks.add(f"no reader for the format '{source.format}'", "sources", number, suggestion=cure)


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
    """The entry, with the file's defaults for what it does not say.

    A government says little, and each word counts: where its entry says no interval, it has half of that of the others.
    """
    given = entry.model_fields_set
    said = {key: _same(getattr(entry if key in given else defaults, key)) for key in DefaultsModel.model_fields}
    headers = tuple((header, _reference(value)) for header, value in said.pop("headers").items())
    proxy, interval = checks.secret(said.pop("proxy"), "sources", number, "proxy"), _interval(said.pop("interval"))
    if entry.kind == "government" and "kind" in given and "interval" not in given:
        interval = min(interval, max(interval // 2, _OFFICE))
    return Source(
        id=entry.id, outlet=_same(entry.outlet), url=entry.url, interval=interval or 900, headers=headers, proxy=proxy,
        links=" ".join(entry.links.split()), **said,
    )  # fmt: skip


def _same(value: Any) -> Any:
    """Thousands of sources say the same words; each is kept once."""
    return sys.intern(value) if type(value) is str else value


def _reference(value: str) -> str | SecretRef:
    return SecretRef(value) if SECRET.search(value) else value
