"""`monitor channels`: how the ways out are, and whether one of them works."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from monitor.cli.common import Place, say, set_up_log, table, when
from monitor.cli.finding import reading
from monitor.cli.moments import zone_of
from monitor.config import Network
from monitor.config.digests import Digests, read_digests
from monitor.errors import MonitorError
from monitor.model.limits import Limits
from monitor.model.message import (
    ChannelConfig,
    Counts,
    Digest,
    Health,
    Letter,
    Outcome,
    Payload,
    Permanent,
    Sent,
    Unknown,
)
from monitor.setup import DIGESTS, Setup
from monitor.store import FILE as STORE
from monitor.store.sendings import ChannelUse

UNUSED = ChannelUse()
BUILT_IN = ("console", "file")
CURES = (  # words of an outcome's sentence, and what to do about it; the first that fit
    ("secret", "give the secret to the service in one of the ways of docs/operators.md, or to this shell"),
    ("certificate", "set ca_file of the channel to the certificate that your network uses, or mend the server's"),
    ("while logging in", "check username and password of the channel: are the secrets those of this account?"),
    ("naming the sender", "the server does not let this account write in the name of 'sender' or 'return_path'"),
    ("refused the recipient", "check the address; --recipient tries another"),
    ("is no mail address", "write the address like desk@example.org"),
    ("not public", "if it is a server of your own house, name its host:port under network: allow: of sources.yaml"),
    (
        "without encryption",
        "give an https:// address, or name host:port under network: allow: if it is yours",
    ),
    ("wants other rights", "make a new token or webhook, or give the bot its rights; docs/operators.md says how"),
    (
        "nothing is there any more",
        "make a new webhook, or look at the id of the chat or room: docs/operators.md",
    ),
    ("asks to wait", "try again after that time; the service keeps to it by itself"),
    ("is not set up", "mend the entry under channels: of digests.yaml"),
    ("connecting", "check host, port and security of the channel, and whether this machine may go out there"),
    ("not a folder", "name a folder below the state directory, without '..'"),
    ("cannot be written", "give the service's user the right to write there"),
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of digests.yaml, or one that only messages know; `users`: subscription -> recipients."""

    name: str
    kind: str
    users: dict[str, list[str]]
    use: ChannelUse


@click.group()
def channels() -> None:
    """The ways out: mail, chat, files. Which there are, how they do, and whether one works."""


@channels.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each channel.")
@click.pass_obj
def list_(place: Place, *, as_json: bool) -> None:
    """Each channel of digests.yaml: who is sent to over it, when it last sent, what waits and what was given up."""
    found = _channels(place)
    if as_json:
        for channel in found:
            click.echo(json.dumps(_row(channel), ensure_ascii=False))
        return
    zone = zone_of(place) or "UTC"
    table(
        ("name", "kind", "used by", f"last sent ({zone})", "waiting", "given up"),
        [
            (
                each.name,
                each.kind,
                _users(each),
                _moment(each.use.sent, zone),
                str(each.use.waiting),
                str(each.use.dead),
            )
            for each in found
        ],
    )
    for each in found:
        if each.use.problem_at is not None and each.use.problem_at > (each.use.sent or 0):
            whom = f"to {each.use.recipient}: " if each.use.recipient else ""
            say(f"{each.name}: last problem {when(each.use.problem_at, zone)}, {whom}{each.use.problem}")
        if each.use.dead:
            say(f"{each.name}: {each.use.dead} given up; 'monitor digest show' finds them, 'monitor resend' sends them")


def _channels(place: Place) -> list[Channel]:
    """Those of digests.yaml in its order, built-in ones where they are used, and those that only messages know."""
    digests = _digests(place)
    used: dict[str, ChannelUse] = {}
    if (place.state / STORE).exists():
        with reading(place) as store:
            used = store.sendings.by_channel()
    users: dict[str, dict[str, list[str]]] = {}
    for subscription in digests.subscriptions:
        for delivery in subscription.to:
            users.setdefault(delivery.channel, {}).setdefault(subscription.id, []).append(delivery.recipient)
    if digests.operator:
        users.setdefault(digests.operator.channel, {}).setdefault("operator", []).append(digests.operator.recipient)
    own = [name for name in digests.channels if name not in BUILT_IN or name in users or name in used]
    found = [Channel(name, digests.channels[name].kind, users.get(name, {}), used.get(name, UNUSED)) for name in own]
    return found + [Channel(name, "not in digests.yaml", {}, used[name]) for name in used if name not in own]


def _digests(place: Place) -> Digests:
    """Without the rules: how the channels do is asked when something is wrong. Raises ConfigError."""
    path = place.rules / DIGESTS
    try:
        return read_digests(str(path), path.read_bytes(), None)
    except OSError as fault:
        raise MonitorError(f"{path} cannot be read: {fault.strerror}") from fault


def _users(channel: Channel) -> str:
    """Such as "desk (3), operator (1)"."""
    return ", ".join(f"{name} ({len(whom)})" for name, whom in channel.users.items()) or "nobody"


def _moment(moment: int | None, zone: str) -> str:
    return "never" if moment is None else when(moment, zone).removesuffix(f" {zone}")


def _row(channel: Channel) -> dict[str, Any]:
    from monitor.cli.digestshowing import iso

    use = channel.use
    return {
        "name": channel.name, "kind": channel.kind, "subscriptions": channel.users, "last_sent": iso(use.sent),
        "last_problem": iso(use.problem_at), "problem": use.problem, "problem_recipient": use.recipient,
        "waiting": use.waiting, "dead": use.dead,
    }  # fmt: skip


@channels.command()
@click.argument("name")
@click.option("--recipient", metavar="WHO", help="Somebody else than the recipients of digests.yaml.")
@click.option("--login-only", is_flag=True, help="Reach the server and log in, and send nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with the outcome.")
@click.pass_obj
def test(place: Place, name: str, recipient: str | None, *, login_only: bool, as_json: bool) -> int:
    """Send a message marked as a TEST over the channel NAME, and say what came of it. Exit code 5 if it failed.

    It goes beside the outbox, also while the monitor runs: no digest, no message and no ledger knows of it.
    """
    from monitor.cli.drafting import loaded

    set_up_log(place, logging.ERROR)
    setup = loaded(place, for_looking=True)
    config = _config(setup, name)
    whom = recipient if recipient is not None else "" if login_only else _recipient(place, name, config)
    outcome = _try_out(setup, place, config, whom, login_only=login_only)
    sentence, cure = told(outcome, name, whom, login_only=login_only)
    if as_json:
        row = {"channel": name, "kind": config.kind, "recipient": whom, "outcome": type(outcome).__name__.lower(),
               "detail": outcome.detail, "sentence": sentence, "cure": cure}  # fmt: skip
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        click.echo(sentence)
        if cure:
            say(f"-> {cure}")
    return 0 if isinstance(outcome, Sent) else 5


def _config(setup: Setup, name: str) -> ChannelConfig:
    from monitor.yamlfile import closest

    if name not in setup.channels:
        hint = closest(name, setup.channels) or f"there are: {', '.join(setup.channels)}"
        raise click.BadParameter(f"there is no channel {name!r} in digests.yaml; {hint}")
    return setup.channels[name]


def _recipient(place: Place, name: str, config: ChannelConfig) -> str:
    """The only one that digests.yaml names for it, the operator before readers. Raises where it is not clear."""
    from monitor.config.digests import USUAL_RECIPIENT, needs_recipient

    digests = _digests(place)
    if digests.operator and digests.operator.channel == name:
        return digests.operator.recipient
    known = [delivery.recipient for each in digests.subscriptions for delivery in each.to if delivery.channel == name]
    known = list(dict.fromkeys(known)) or [USUAL_RECIPIENT.get(config.kind, "")]
    if len(known) > 1:
        raise click.UsageError(
            f"{name} has {len(known)} recipients; say which with --recipient: {', '.join(known[:10])}"
        )
    if not known[0] and needs_recipient(config):
        raise click.UsageError(f"nobody is sent to over {name} yet; say with --recipient who is to get the test")
    return known[0]


def _try_out(setup: Setup, place: Place, config: ChannelConfig, recipient: str, *, login_only: bool) -> Outcome:
    """Through the same door as the service: its deadline, its guard, no secret in a sentence."""
    from monitor.channels import CHANNELS, Post
    from monitor.clock import Doorbell, SystemClock
    from monitor.net import Background, Outside, user_agent

    channel, limits, bell, clock = CHANNELS[config.kind], Limits(), Doorbell(), SystemClock()
    if login_only:
        if channel.login is None:
            raise click.UsageError(
                f"a channel of kind {config.kind} can only be tried by sending: leave --login-only out"
            )
        channel = replace(channel, send=channel.login, placed=None)
    letters = test_letters(config, recipient, zone_of(place) or "UTC", clock.now())
    network = setup.network
    outside = Outside(network.proxy, network.ca_file, network.allow, network.user_agent or user_agent(network.contact))
    with ExitStack() as stack:
        background = Background(bell.ring)
        stack.callback(background.close)
        post = Post(background, limits, place.state, {config.kind: channel}, outside)
        stack.callback(post.close)
        for letter in letters[:1] if login_only else letters:
            post.submit(letter)
            while not (ended := post.done()):
                clock.wait(bell, limits.round_wait)
            if not isinstance(ended[0][1], Sent):
                break
    return ended[0][1]


def logins(
    configs: Sequence[ChannelConfig], network: Network | None, state: Path, limits: Limits
) -> dict[str, Outcome]:
    """By name, whether these channels let us in, tried all at once and without sending; each of their kinds can be."""
    from monitor.channels import CHANNELS, Post
    from monitor.clock import Doorbell, SystemClock
    from monitor.net import Background, Outside, user_agent

    if not configs:
        return {}
    bell, clock = Doorbell(), SystemClock()
    kinds = {config.kind: CHANNELS[config.kind] for config in configs}
    tried = {kind: replace(each, send=each.login, placed=None) for kind, each in kinds.items() if each.login}
    outside = Outside()
    if network is not None:
        name = network.user_agent or user_agent(network.contact)
        outside = Outside(network.proxy, network.ca_file, network.allow, name)
    found: dict[str, Outcome] = {}
    with ExitStack() as stack:
        background = Background(bell.ring)
        stack.callback(background.close)
        post = Post(background, limits, state, tried, outside)
        stack.callback(post.close)
        waiting = [test_letters(config, "", "UTC", clock.now())[0] for config in configs]
        while waiting or post.in_flight:
            waiting = [letter for letter in waiting if not post.submit(letter)]
            found |= {letter.channel.name: outcome for letter, outcome in post.done()}
            clock.wait(bell, limits.round_wait if len(found) < len(configs) else 0)
    return found


def test_letters(config: ChannelConfig, recipient: str, zone: str, now: int) -> list[Letter]:
    """A message that is plainly no news, as this channel renders it; under an id that no other one has."""
    from monitor.channels import CHANNELS, message_id, message_key

    content = Digest(
        subscription="test", title=f"TEST of the channel '{config.name}'", period=f"test/{now}/{secrets.token_hex(8)}",
        zone=zone, start=now, end=now, handling="", health=Health(0, 0), counts=Counts(0, 0), stories=(), composed=now,
        kind="alarm", notice=(
            f"this is only a TEST of the channel '{config.name}', sent by hand",
            "It is no news, nothing was read for it, and no digest changes by it. Nothing is to be done.",
        ),
    )  # fmt: skip
    payloads = [_marked(payload) for payload in CHANNELS[config.kind].render(content, config)]
    letters = []
    for payload in payloads:
        key = message_key("test", content.period, config.name, recipient, payload.part, payload.parts, 0)
        sender = str(dict(config.options).get("sender", "")).rpartition("@")[2].strip(" >")
        letters.append(
            Letter(message=0, attempt=0, key=key, message_id=message_id(key, sender), channel=config,
                   recipient=recipient, payload=payload, period=content.period, subscription="test", composed=now)
        )  # fmt: skip
    return letters


def _marked(payload: Payload) -> Payload:
    """An alarm's word at its head would wake somebody: a test says TEST there."""
    return replace(
        payload, body=payload.body.replace(b"ALARM", b"TEST"), subject=payload.subject.replace("ALARM", "TEST")
    )


def told(outcome: Outcome, name: str, recipient: str, *, login_only: bool = False) -> tuple[str, str]:
    """What came of it, and what to do: two sentences, the second "" where nothing is."""
    detail = f": {outcome.detail}" if outcome.detail else ""
    if isinstance(outcome, Sent):
        if login_only:
            return f"{name} works as far as the login{detail}", "nothing was sent; without --login-only a message is"
        whom = f" for {recipient}" if recipient else ""
        look = "look whether it has arrived, in the folder for spam, too" if "@" in recipient else ""
        return f"{name} took the test message{whom}{detail}", look
    if isinstance(outcome, Unknown):
        return f"{name} gave no answer{detail}", "it may have arrived all the same: look there before you try again"
    word = "refuses it for good" if isinstance(outcome, Permanent) else "could not be used now"
    return f"{name} {word}{detail}", cure_of(outcome.detail) or "try again; if it lasts, ask whoever runs it"


def cure_of(problem: str) -> str:
    """What to do about an outcome's sentence, "" = nothing is known."""
    return next((cure for words, cure in CURES if words in problem), "")
