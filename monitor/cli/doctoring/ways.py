"""The ways out: whether secrets are there and read by nobody else, and whether the servers let us in."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from monitor.cli.doctoring.case import Case, Check, Finding, first
from monitor.cli.wishes import HERE
from monitor.model.message import ChannelConfig, Outcome, Sent
from monitor.model.source import SecretRef

DEADLINE = 10.0  # seconds for all channels together
Place = tuple[str, str | SecretRef]  # where it stands, as a person finds it, and the reference


def _secrets(case: Case) -> Iterator[Finding]:
    """Every `${NAME}` of the files must have a value."""
    from monitor.errors import SecretMissing
    from monitor.net import open_secret

    places = list(_places(case))
    missing: dict[str, list[str]] = {}
    for where, value in places:
        try:
            open_secret(value)
        except SecretMissing as fault:
            missing.setdefault(str(fault), []).append(where)
    if missing:
        lines = [f"{', '.join(where)}: {sentence}" for sentence, where in missing.items()]
        cure = "give them in one of the ways of docs/operators.md, under 'Secrets'"
        cure += "; a running service may have them although this shell has not" if case.running else ""
        sentence = f"secrets that cannot be opened here: {len(missing)}"
        yield Finding("secrets", "warn" if case.running else "fail", sentence, cure, first(lines))
    else:
        used = f"all {len(places)} can be opened" if places else "none is asked for"
        yield Finding("secrets", "ok", f"secrets named in the files: {used}")


def _places(case: Case) -> Iterator[Place]:
    """Where a secret may stand, of sources that are read and channels that are written."""
    if case.sources:
        yield from _referring("network: proxy", case.sources.network.proxy)
        for source in case.sources.sources.values():
            if source.enabled:
                yield from _referring(f"source {source.id}: proxy", source.proxy)
                for header, value in source.headers:
                    yield from _referring(f"source {source.id}: header {header}", value)
    yield from _referring("service.yaml: heartbeat", case.service.heartbeat)
    if case.digests:
        for channel in case.digests.channels.values():
            for key, option in channel.options:
                yield from _referring(f"channel {channel.name}: {key}", option)


def _referring(where: str, value: object) -> Iterator[Place]:
    if isinstance(value, SecretRef):
        yield where, value


def _private(case: Case) -> Iterator[Finding]:
    """Files of secrets that others on this machine may read."""
    from monitor.net.secrets import files

    read = sorted({path for _, value in _places(case) for path in files(value)})
    if open_ := [path for path in read if _readable_by_others(path)]:
        cure = f"'chmod 600 {open_[0]}', and the same for the others; the service's user must own them"
        lines = first([str(path) for path in open_])
        yield Finding(
            "secret-files", "warn", f"others on this machine can read files of secrets: {len(open_)}", cure, lines
        )
    else:
        yield Finding("secret-files", "ok", f"nobody else can read the files of secrets ({len(read)} used)")


def _readable_by_others(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))
    except OSError:
        return False  # what cannot be read at all is a missing secret, and said there


def _logins(case: Case) -> Iterator[Finding]:
    """Each channel that can be tried without sending is, all at once."""
    from monitor.channels import CHANNELS

    used = {to.channel for each in case.readers.subscriptions for to in each.to}
    used |= {case.readers.operator.channel} if case.readers.operator else set()
    wanted = [config for name, config in case.readers.channels.items() if name in used]
    tried = [config for config in wanted if config.kind in CHANNELS and CHANNELS[config.kind].login]
    if case.offline:
        yield Finding("login", "ok", f"not tried, as --offline says: {len(tried)}")
        return
    for config, outcome in _tried(case, tried):
        yield _told(config, outcome)
    names = [config.name for config in wanted if config not in tried and config.kind not in HERE]
    if names:
        sentence = f"nothing is sent here, so these are not tried: {', '.join(names)}"
        yield Finding("login", "ok", f"{sentence}; 'monitor channels test NAME' sends a message marked as a test")
    if not wanted:
        yield Finding("login", "warn", "no channel is used", "name one under 'to:' of a subscription in digests.yaml")


def _told(config: ChannelConfig, outcome: Outcome) -> Finding:
    from monitor.cli.channelling import told

    sentence, cure = told(outcome, config.name, "", login_only=True)
    data = {"channel": config.name, "outcome": type(outcome).__name__.lower()}
    if isinstance(outcome, Sent):
        return Finding("login", "ok", sentence, data=data)
    return Finding("login", "fail", sentence, cure, data=data)


def _tried(case: Case, configs: list[ChannelConfig]) -> list[tuple[ChannelConfig, Outcome]]:
    from monitor.cli.channelling import logins

    network = case.sources.network if case.sources else None
    limits = replace(case.limits, send_deadline=DEADLINE, call_deadline=DEADLINE)
    found = logins(configs, network, case.place.state, limits)
    return [(config, found[config.name]) for config in configs]


CHECKS = (
    Check(("secrets",), _secrets),
    Check(("secret-files",), _private),
    Check(("login",), _logins, ("digests",)),
)
