"""Where a secret may stand, read from the program's own types, and what is planted there."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import monitor.config
import monitor.model
from monitor.channels import CHANNELS

WAYS = ("variable", "file", "credential", ".env")
GENERAL = ("ChannelConfig", "options")  # any option of any channel: each kind's own are counted instead
HELD_BY_COMMANDS = frozenset({"Request.headers", "Request.proxy"})  # made of a source's own at the moment of use


@dataclass(frozen=True)
class Place:
    """A secret in one place: its `name`, the value that is given, and the marks in it that nobody may ever see."""

    where: str
    name: str
    value: str
    marks: tuple[str, ...]


def wanted() -> set[str]:
    """Every place that takes a secret by its type: `Source.headers`, `slack.webhook`."""
    found = set()
    for package in (monitor.config, monitor.model):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and dataclasses.is_dataclass(value):
                    found |= {
                        f"{value.__name__}.{field.name}"
                        for field in dataclasses.fields(value)
                        if "SecretRef" in str(field.type) and (value.__name__, field.name) != GENERAL
                    }
    for kind, channel in CHANNELS.items():
        for name, option in channel.options.model_fields.items():
            if "SecretRef" in f"{option.annotation} {option.metadata}":
                found.add(f"{kind}.{name}")
    return found - HELD_BY_COMMANDS


def places(address: Mapping[str, str]) -> list[Place]:
    """What is planted; `address` gives, by kind of channel or name of a site, where its server listens."""
    number = iter(range(10, 99))

    def place(where: str, name: str, form: str) -> Place:
        """In `form` each `@` stands for a mark of its own."""
        marks = tuple(f"PL4NT{next(number)}Zq{letter}" for letter in "abcdefgh"[: form.count("@")])
        value = form
        for mark in marks:
            value = value.replace("@", mark, 1)
        return Place(where, name, value.replace("§", "@"), marks)

    return [
        place("Source.headers", "HEADER_KEY", "Bearer @+/=ключ"),
        place("Source.headers", "HEADER_BASIC", "Basic @"),
        place("Source.headers", "HEADER_BROKEN", "@\x01"),
        place("Source.proxy", "PROXY_ONE", "@:@%2F"),
        place("Network.proxy", "PROXY_ALL", "@:@"),
        place("ServiceSettings.heartbeat", "BEAT", f"{address['beat']}/ping/@?key=@"),
        place("email.username", "MAIL_USER", "@§example.org"),
        place("email.password", "MAIL_WORD", "@ &%"),
        place("slack.webhook", "SLACK_HOOK", f"{address['slack']}/services/T@/B@/@"),
        place("slack.token", "SLACK_TOKEN", "xoxb-@-1"),
        place("telegram.token", "TELEGRAM_TOKEN", "123456789:@_@-AAAAAAAAAAAAAAAAAAAA"),
        place("discord.webhook", "DISCORD_HOOK", f"{address['discord']}/api/webhooks/1234567/@?thread_id=@"),
        place("matrix.token", "MATRIX_TOKEN", "syt_@_x"),
        place("webhook.url", "HOOK_URL", f"{address['webhook']}/in/@?key=@&b=%20@"),
        place("webhook.secret", "HOOK_SECRET", "@-signs-@"),
        place("apprise.url", "APPRISE_URL", f"json://@:@§{address['apprise'].removeprefix('http://')}/@/"),
    ]


def plant(found: list[Place], folder: Path, turn: int, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Give each secret in one of the four ways, another one at each turn; returns by name how. Goes to `folder`."""
    credentials, files = folder / "credentials", folder / "files"
    for each in (credentials, files):
        each.mkdir(parents=True, exist_ok=True)
    lines, how = [], {}
    for number, place in enumerate(found):
        how[place.name] = way = WAYS[(number + turn) % len(WAYS)]
        if way == "variable":
            patch.setenv(place.name, place.value)
        elif way == "file":
            (files / place.name).write_text(place.value + "\n", encoding="utf-8")
            patch.setenv(f"{place.name}_FILE", str(files / place.name))
        elif way == "credential":
            (credentials / place.name).write_text(place.value, encoding="utf-8")
        else:
            lines.append(f"{place.name}={place.value}")
    (folder / ".env").write_text("\n".join(lines) + "\n", encoding="utf-8")
    patch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    patch.chdir(folder)
    return how
