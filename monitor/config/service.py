"""service.yaml: how the service itself is run and watched. The file may be missing; every key in it, too."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import Field

from monitor.config.checks import Checks
from monitor.model.limits import DAY, MB
from monitor.model.source import SecretRef
from monitor.yamlfile import Key, Strict, load

GB = 1024 * MB
_HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_SPAN = re.compile(r"([0-9]{1,5})\s*([dwy])")
_DAYS = {"d": 1, "w": 7, "y": 365}
_SIZE = re.compile(r"([0-9]{1,6})\s*([MG])i?B?")
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?")


class BackupModel(Strict):
    """`backup:` in full; an hour alone, or `off`, says as much in short."""

    at: str = "02:30"
    zone: str = "UTC"
    daily: int = Field(default=7, ge=1, le=366)
    weekly: int = Field(default=4, ge=0, le=520)
    folder: str = ""


class KeepModel(Strict):
    """`keep:`, how long what nobody asks for any more is kept."""

    unmatched_text: str = "90d"
    seen: str = "400d"
    polls: str = "90d"


class ServiceFile(Strict):
    """The whole of service.yaml."""

    cures: ClassVar[Mapping[str, str]] = {
        "listen": 'as in "127.0.0.1:8321"',
        "backup": 'as in backup: "02:30", backup: off, or keys such as {at: "02:30", daily: 7}',
        "backup.at": 'as in "02:30"',
        "keep.unmatched_text": "as in 90d",
        "keep.seen": "as in 400d",
        "keep.polls": "as in 90d",
        "free_space": "as in 100 MB",
    }

    version: Literal[1]
    listen: str = ""
    listen_anywhere: bool = False
    listen_names: list[str] = Field(default_factory=list)
    heartbeat: str = ""
    backup: str | BackupModel = BackupModel()
    keep: KeepModel = KeepModel()
    free_space: str = "100 MB"


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen: an IP address or `localhost`, and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def loopback(self) -> bool:
        """True if nobody outside this machine can reach it."""
        return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """A backup each day at `hour`:`minute` in `zone`; so many of the newest days and weeks stay."""

    hour: int = 2
    minute: int = 30
    zone: str = "UTC"
    daily: int = 7
    weekly: int = 4
    folder: str = ""  # "" = backups/ in the state directory


@dataclass(frozen=True, slots=True)
class Keep:
    """Seconds."""

    unmatched_text: int = 90 * DAY
    seen: int = 400 * DAY
    polls: int = 90 * DAY


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """What service.yaml says, or its defaults. `backup` None: none are made. `free_space` in bytes."""

    listen: Address | None = None
    listen_anywhere: bool = False
    listen_names: tuple[str, ...] = ()
    heartbeat: str | SecretRef = ""
    backup: BackupPlan | None = field(default_factory=BackupPlan)
    keep: Keep = field(default_factory=Keep)
    free_space: int = 100 * MB

    @property
    def listening(self) -> tuple[object, ...]:
        """All that is looked at once, when the service starts."""
        return self.listen, self.listen_anywhere, self.listen_names


def address_of(text: str) -> Address:
    """`127.0.0.1:8321`, `[::1]:8321` or `localhost:8321`. Raises ValueError with a sentence."""
    host, colon, port = text.strip().rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if not colon or not port.isascii() or not port.isdigit() or not 0 < int(port[:6]) < 65536:
        raise ValueError(f"'{text}' is no address to listen at: it ends in a port from 1 to 65535")
    if bare.lower() == "localhost":
        return Address("localhost", int(port))
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        raise ValueError(f"'{text}' is no address to listen at: '{host}' is no IP address") from None
    if (address.version == 6) != (bare != host):
        raise ValueError(f"'{text}' is no address to listen at: an IPv6 address, and no other, stands in brackets")
    return Address(str(address), int(port))


def read_service(name: str, data: bytes) -> ServiceSettings:
    """service.yaml. Raises ConfigError with all its problems."""
    loaded = load(name, data, ServiceFile)
    value, checks = loaded.value, Checks(loaded)
    settings = ServiceSettings(
        listen=_listen(value, checks),
        listen_anywhere=value.listen_anywhere,
        listen_names=_names(value, checks),
        heartbeat=_heartbeat(value, checks),
        backup=_backup(value, checks),
        keep=_keep(value.keep, checks),
        free_space=_size(value.free_space, checks, "free_space"),
    )
    checks.finish()
    return settings


def _listen(value: ServiceFile, checks: Checks) -> Address | None:
    if not value.listen:
        return None
    try:
        address = address_of(value.listen)
    except ValueError as fault:
        checks.add(str(fault), "listen", suggestion=ServiceFile.cures["listen"])
        return None
    if not address.loopback and not value.listen_anywhere:
        cure = "write 127.0.0.1, or say listen_anywhere: true as well"
        checks.add(f"'{value.listen}' can be reached from other machines", "listen", suggestion=cure)
    return address


def _names(value: ServiceFile, checks: Checks) -> tuple[str, ...]:
    for number, name in enumerate(value.listen_names):
        if not _NAME.fullmatch(name.lower()):
            cure = "a name without a port, as in monitor.example.org"
            checks.add(f"'{name}' is no name of a machine", "listen_names", number, suggestion=cure)
    return tuple(name.lower().rstrip(".") for name in value.listen_names)


def _heartbeat(value: ServiceFile, checks: Checks) -> str | SecretRef:
    """A whole `${NAME}` may hold any address; one that is written out must be one."""
    if value.heartbeat and not value.heartbeat.startswith("${"):
        checks.address(value.heartbeat, ("https", "http"), "heartbeat")
    return checks.secret(value.heartbeat, "heartbeat")


def _backup(value: ServiceFile, checks: Checks) -> BackupPlan | None:
    if isinstance(value.backup, BackupModel):
        plan, path = value.backup, "backup.at"
    elif value.backup == "off":
        return None
    else:
        plan, path = BackupModel(at=value.backup), "backup"
    checks.zone(plan.zone, "backup", "zone")
    found = _HOUR.fullmatch(plan.at.strip())
    if not found:
        sentence = f"'{plan.at}' is no hour of the day"
        checks.add(sentence, *path.split("."), suggestion=ServiceFile.cures[path])
        return None
    return BackupPlan(int(found[1]), int(found[2]), plan.zone, plan.daily, plan.weekly, plan.folder)


def _keep(model: KeepModel, checks: Checks) -> Keep:
    keep = Keep(
        _span(model.unmatched_text, 14, checks, "keep", "unmatched_text"),
        _span(model.seen, 30, checks, "keep", "seen"),
        _span(model.polls, 1, checks, "keep", "polls"),
    )
    if keep.seen < keep.unmatched_text:
        sentence = "'seen' is shorter than 'unmatched_text': articles would be forgotten before their text"
        checks.add(sentence, "keep", "seen", suggestion="make it as long, or longer")
    return keep


def _span(text: str, least: int, checks: Checks, *path: Key) -> int:
    """Seconds."""
    found = _SPAN.fullmatch(text.strip())
    days = int(found[1]) * _DAYS[found[2]] if found else 0
    if not least <= days <= 100 * 365:
        cure = f"at least {least}d, as in 90d, 8w or 2y"
        checks.add(f"'{text}' is no time that can be kept", *path, suggestion=cure)
        return least * DAY
    return days * DAY


def _size(text: str, checks: Checks, *path: Key) -> int:
    """Bytes."""
    found = _SIZE.fullmatch(text.strip())
    size = int(found[1]) * (GB if found[2] == "G" else MB) if found else -1
    if not 10 * MB <= size <= 1024 * GB:
        checks.add(f"'{text}' is no size", *path, suggestion="10 MB or more, as in 100 MB or 2 GB")
        return 10 * MB
    return size
