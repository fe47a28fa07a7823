"""Checks of single values, each problem with its place."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from monitor.errors import ConfigError, Problem
from monitor.model.source import SecretRef
from monitor.yamlfile import Key, Loaded, Strict, closest

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
SECRET = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}")
_SECRET_WORDS = ("password", "passwd", "token", "secret", "authorization", "cookie", "api-key", "api_key", "apikey")


class Checks:
    """Checks single values of a loaded file and collects the problems with their places."""

    def __init__(self, loaded: Loaded[Strict]) -> None:
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
        if password and not SECRET.search(password):
            cure = "write ${NAME} in its place, and give NAME as a credential, a file or a variable"
            self.add("a password stands in the address", *path, suggestion=cure)

    def secret(self, value: str, *path: Key, must: bool = False) -> str | SecretRef:
        """The value, as a reference if it holds `${NAME}`; with `must` a plain value is refused."""
        if "${" in value and "${" in SECRET.sub("", value):
            self.add("a '${' without a name and its '}'", *path, suggestion="as in ${SMTP_PASSWORD}")
        if SECRET.search(value):
            return SecretRef(value)
        if must and value:
            cure = "write ${NAME} here, and give NAME as a credential, a file or a variable"
            self.add(f"'{path[-1]}' is a secret; secrets never stand in these files", *path, suggestion=cure)
        return value


def is_secret(key: str) -> bool:
    """True for keys of options and headers whose values must not stand in a file."""
    return any(word in key.lower() for word in _SECRET_WORDS)
