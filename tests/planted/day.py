"""A day on which everything fails that may: the real river over real sockets, then what a person types."""

from __future__ import annotations

import io
import logging
from base64 import b64encode
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from monitor import log as lines
from monitor.channels import CHANNELS as KINDS
from monitor.channels import Place as Working
from monitor.channels import Post, Send
from monitor.cli import entry
from monitor.cli.common import Place as Where
from monitor.cli.common import set_up_log
from monitor.clock import Doorbell, SteppedClock, SystemClock
from monitor.config import Address
from monitor.config.digests import read_digests
from monitor.config.service import read_service
from monitor.config.sources import read_sources
from monitor.model.limits import Limits
from monitor.model.message import Letter, Outcome
from monitor.net import Background, Fetcher, Outside, open_secret
from monitor.pipeline import River, Wires
from monitor.serve import serving
from monitor.service import Pulse, step_until
from monitor.service.heartbeat import Heartbeat
from monitor.setup import Setup
from monitor.store import open_store
from monitor.store.backup import make
from tests.channels.smtp import free_port
from tests.planted.places import Place, places, plant
from tests.planted.servers import FAULTS, Servers, servers, told
from tests.world import FakeWorkers, empty_store, shipped

START = int(datetime(2024, 5, 14, 3, 20, tzinfo=UTC).timestamp())
END = START + 14 * 60  # 07:30 in Baku is 03:30 UTC; some retries after it
NEWS = ("Lukashenko to pay a state visit to Azerbaijan next week", "Talks with Aliyev in Baku are planned.")
LIMITS = replace(Limits(), send_deadline=60.0)  # what hangs is no matter of this day, and a busy machine is slow
CHANNELS = ("slack", "slack-token", "telegram", "discord", "matrix", "webhook", "apprise", "mail")
RECIPIENTS = {
    "telegram": "-1001234567890", "matrix": "!room:matrix.example", "slack-token": "C0123456789",
    "mail": "desk@example.org",
}  # fmt: skip
COMMANDS = (
    ("doctor",), ("doctor", "--json", "--offline"), ("channels", "list"), ("channels", "list", "--json"),
    ("sources", "list"), ("sources", "list", "--json"), ("digest", "show"), ("digest", "show", "1"),
    ("digest", "show", "1", "--json"), ("digest", "route"), ("show", "feed", "f-moved"), ("show", "feed", "proxied"),
    ("show", "article", "1"), ("export",), ("export", "--all"), ("backup",), ("version",), ("rules", "log"),
    ("channels", "test", "mail", "--login-only"),
)  # fmt: skip
SLOW = (("sources", "test", "f-moved"), ("sources", "test", "proxied"))  # they start processes


@dataclass
class Heard:
    """What was written in a day, by where."""

    texts: dict[str, str] = field(default_factory=dict)
    state: Path = Path()

    def add(self, where: str, text: str) -> None:
        self.texts[where] = self.texts.get(where, "") + text


def feed() -> bytes:
    """A sound feed with one item."""
    stamp = format_datetime(datetime.fromtimestamp(START - 600, UTC))
    words = f"<title>{NEWS[0]}</title><description>{NEWS[1]}</description><pubDate>{stamp}</pubDate>"
    item = f"<item><link>https://belta.example/1</link>{words}</item>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>news</title>{item}</channel></rss>".encode()


def sources_yaml(at: Servers, proxy: str) -> str:
    """A feed for each fault with a secret in its headers, and feeds over proxies, which fail as well."""
    own = "headers: {X-Api-Key: '${HEADER_KEY}', Authorization: '${HEADER_BASIC}'}"
    through = f"proxy: 'http://${{PROXY_ONE}}@{host(at, 'proxy')}'"
    feeds = {f"f-{name.lower().replace(' ', '-')}": (at.sites[name].url("/rss"), own) for name in (*FAULTS, "moved")}
    feeds |= {
        "refused": (f"http://127.0.0.1:{at.dead}/", own),
        "bad-tls": (at.sites["bad tls"].url("/").replace("http://", "https://"), own),
        "not-public": ("http://10.1.2.3/", own),
        "broken-header": (at.sites["400"].url("/b"), "headers: {X-Key: '${HEADER_BROKEN}'}"),
        "proxied": ("http://example.org/", f"{through}, {own}"),
        "proxied-tls": ("https://example.org/", through),
    }
    lines = ["version: 1", f"network: {{allow: {at.allow}, proxy: '{proxy}'}}", "sources:"]
    lines += [f"  - {{id: {id_}, outlet: X, url: '{url}', page: never, {more}}}" for id_, (url, more) in feeds.items()]
    return "\n".join(lines) + "\n"


def host(at: Servers, name: str) -> str:
    """Its host and port."""
    return at.sites[name].url("").removeprefix("http://")


def digests_yaml(at: Servers) -> str:
    """A channel for each kind of secret, all of them used."""
    url = {name: site.url("") for name, site in at.sites.items()}
    channels = f"""version: 1
operator: {{channel: mail, recipient: duty@example.org}}
channels:
  slack: {{kind: slack, webhook: "${{SLACK_HOOK}}"}}
  slack-token: {{kind: slack, token: "${{SLACK_TOKEN}}", api: "{url["slack-token"]}/api"}}
  telegram: {{kind: telegram, token: "${{TELEGRAM_TOKEN}}", api: "{url["telegram"]}"}}
  discord: {{kind: discord, webhook: "${{DISCORD_HOOK}}"}}
  matrix: {{kind: matrix, server: "{url["matrix"]}", token: "${{MATRIX_TOKEN}}"}}
  webhook: {{kind: webhook, url: "${{HOOK_URL}}", secret: "${{HOOK_SECRET}}"}}
  apprise: {{kind: apprise, url: "${{APPRISE_URL}}"}}
  mail: {{kind: email, host: 127.0.0.1, port: {at.mail}, security: none, sender: m@example.org,
          username: "${{MAIL_USER}}", password: "${{MAIL_WORD}}"}}
subscriptions:
  - id: desk
    title: Azerbaijan – Belarus
    rules: [azerbaijan-belarus]
    zone: Asia/Baku
    at: "07:30"
    to:
      - {{channel: file}}
"""
    for name in CHANNELS:
        recipient = f', recipient: "{RECIPIENTS[name]}"' if name in RECIPIENTS else ""
        channels += f"      - {{channel: {name}{recipient}}}\n"
    return channels


def written(folder: Path, at: Servers, proxy: str) -> Setup:
    """The files of a rules folder, read as the program reads them, with the shipped rules."""
    folder.mkdir()
    texts = {"sources.yaml": sources_yaml(at, proxy), "digests.yaml": digests_yaml(at)}
    texts["service.yaml"] = 'version: 1\nheartbeat: "${BEAT}"\n'
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    sources = read_sources("sources.yaml", texts["sources.yaml"].encode())
    digests = read_digests("digests.yaml", texts["digests.yaml"].encode())
    service = read_service("service.yaml", texts["service.yaml"].encode())
    return replace(
        shipped(), sources=sources.sources, network=sources.network, channels=digests.channels,
        subscriptions=digests.subscriptions, operator=digests.operator, service=service,
    )  # fmt: skip


def lived(setup: Setup, heard: Heard, *, raising: bool) -> None:
    """The day itself, in the river's own words; `raising`: a channel breaks with its secret in the exception."""
    bell, clock = Doorbell(), SteppedClock(START)
    outside = Outside(setup.network.proxy, "", setup.network.allow)
    with closing(Background(bell.ring)) as background, closing(open_store(heard.state)) as store:
        fetcher = Fetcher(background, LIMITS, "test", setup.network.allow, proxy=str(setup.network.proxy))
        channels = {**KINDS, "matrix": replace(KINDS["matrix"], placed=broken)} if raising else KINDS
        post = Post(background, LIMITS, heard.state, channels, outside)
        wires = Wires(fetcher, FakeWorkers(bell.ring), post, bell)
        river = River(store, setup, wires, clock, owner="planted", limits=LIMITS, public=heard.state / "public")
        river.start()
        step_until(river, clock, END)
        heartbeat = Heartbeat(LIMITS, clock.stopwatch, bell.ring)
        heartbeat.call(setup.service.heartbeat, outside)
        while (sentence := heartbeat.taken()) is None:
            bell.wait(1)
        heard.add("heartbeat", sentence)
        make(heard.state, heard.state / "backups", clock.now(), spare=0)
        river.housekeeping()
        (heard.state / "live.copy").write_bytes(b"".join(file.read_bytes() for file in heard.state.glob("monitor.db*")))
        river.stop()
        fetcher.close()
        post.close()
        heartbeat.close()


def broken(_place: Working) -> Send:
    """A channel that breaks on the way and says why in an exception."""

    async def send(letter: Letter) -> Outcome:
        token = open_secret(str(dict(letter.channel.options)["token"]))
        raise RuntimeError(f"cannot send with {token} ({quote(token, safe='')}, {b64encode(token.encode()).decode()})")

    return send


def typed(setup: Setup, rules: Path, heard: Heard, form: str, patch: pytest.MonkeyPatch, *, slow: bool) -> None:
    """What a person types afterwards; stdout, stderr and the log of each command."""
    for door in ("monitor.setup.load", "monitor.cli.drafting.load"):
        patch.setattr(door, lambda *_, **__: setup)
    tests = tuple(("channels", "test", name) for name in CHANNELS)
    for command in (*COMMANDS, *tests, *(SLOW if slow else ())):
        out, err = io.TextIOWrapper(printed := io.BytesIO(), encoding="utf-8"), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            entry(["--state", str(heard.state), "--rules", str(rules), "--log-format", form, *command])
        out.flush()
        name = f"monitor {' '.join(command[:2])}"
        heard.add(name, printed.getvalue().decode("utf-8", "replace") + err.getvalue())


def watched(setup: Setup, heard: Heard) -> None:
    """What somebody who watches the service from outside is told."""
    clock, port = SystemClock(), free_port()
    pulse = Pulse(clock.stopwatch, clock.now())
    with serving(Address("127.0.0.1", port), setup, heard.state, pulse, clock):
        for path in ("/healthz", "/readyz", "/metrics"):
            answer = httpx.get(f"http://127.0.0.1:{port}{path}", trust_env=False)
            heard.add(f"GET {path}", f"{answer.headers} {answer.text}")


def day(folder: Path, turn: int, patch: pytest.MonkeyPatch) -> tuple[list[Place], dict[str, str], Heard, set[str]]:
    """One day: what was planted, in which way each, what was heard, and the marks that servers were told of."""
    form = ("text", "json")[turn % 2]
    heard = Heard(state=folder / "state")
    heard.state.mkdir(parents=True)
    (heard.state / "monitor.db").write_bytes(empty_store())
    with servers(feed()) as at:
        planted = places({name: site.url("") for name, site in at.sites.items()})
        how = plant(planted, folder / "given", turn, patch)
        proxy = f"http://${{PROXY_ALL}}@{host(at, 'proxy')}" if turn % 2 else ""
        setup = written(folder / "rules", at, proxy)
        log = io.StringIO()
        with redirect_stderr(log), redirect_stdout(log):
            set_up_log(Where(heard.state, folder / "rules", form), logging.DEBUG)
            lived(setup, heard, raising=bool(turn % 2))
        heard.add(f"log ({form})", log.getvalue())
        watched(setup, heard)
        typed(setup, folder / "rules", heard, form, patch, slow=not turn)
        said = " ".join(told(asked) for site in at.sites.values() for asked in site.asked) + str(at.inbox.logins)
    lines.to(None)
    return planted, how, heard, {mark for each in planted for mark in each.marks if mark in said}
