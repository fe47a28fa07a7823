"""apprise: its library late, its words without secrets, its threads without anybody waiting."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from monitor.channels import CHANNELS, Place
from monitor.channels.apprise import _ONE_AT_A_TIME
from monitor.model.limits import Limits
from monitor.model.message import Outcome, Permanent, Sent, Transient, Unknown
from monitor.model.source import SecretRef
from tests.channels.letters import config, letters
from tests.channels.sink import Taken, says, sink
from tests.digest.samples import alert

pytestmark = pytest.mark.usefixtures("apprise_loaded")
CHANNEL = config("apprise", url=SecretRef("${APPRISE_URL}"))


def tried(deadline: float = 30.0) -> Outcome:
    """One attempt with an alert."""
    placed = CHANNELS["apprise"].placed
    assert placed
    send = placed(Place(limits=replace(Limits(), call_deadline=deadline)))

    async def attempt() -> Outcome:
        return await send(letters(CHANNEL, "", alert())[0])

    return asyncio.run(attempt())


def test_a_service_gets_title_and_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole, as plain text."""
    with sink(says("200 OK", "fine")) as found:
        monkeypatch.setenv("APPRISE_URL", found.site.url("/tajna-path").replace("http", "json", 1))
        assert tried() == Sent("JSON took it")
    (taken,) = found.taken
    assert taken.json["title"].startswith("URGENT")
    assert "https://news.example/2" in taken.json["message"]


def test_a_failure_is_told_without_the_address(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """In the library's words; our log gets none of them."""
    with sink(says("500 Internal Server Error", "tajna-path is wrong")) as found:
        monkeypatch.setenv("APPRISE_URL", found.site.url("/tajna-path").replace("http", "json", 1))
        met = tried()
    assert isinstance(met, Unknown)
    assert "JSON did not confirm the message" in met.detail
    assert "500" in met.detail
    assert "tajna" not in met.detail + caplog.text


def test_a_service_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the deadline; nobody waits for the library."""
    release = asyncio.Event()

    async def hang(_: Taken, out: asyncio.StreamWriter) -> None:
        await asyncio.wait_for(release.wait(), 1)

    with sink(hang) as found:
        monkeypatch.setenv("APPRISE_URL", found.site.url("/x").replace("http", "json", 1))
        assert tried(0.2) == Unknown("the channel apprise had no answer within 0.2 s; it may have the message")


def test_what_was_given_up_before_its_turn_is_never_sent_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has been tried again since: one that hangs would let loose all that waited behind it, a second time."""
    with sink(says("200 OK", "fine")) as found:
        monkeypatch.setenv("APPRISE_URL", found.site.url("/x").replace("http", "json", 1))
        with _ONE_AT_A_TIME:
            assert isinstance(tried(0.2), Unknown)
            waiting = [thread for thread in threading.enumerate() if thread.name == "apprise"]
        for thread in waiting:
            thread.join(20)
        assert waiting
        assert found.taken == []


def test_a_title_calls_nobody() -> None:
    """Discord takes "@everyone" out of plain text, Slack "<!channel>"; the library lets both pass."""
    told = alert()
    story = told.stories[0]
    loud = "@everyone <!channel> <@U12345> визит"
    reports = tuple(replace(report, title=loud) for report in story.reports)
    told = replace(told, stories=(replace(story, headline=loud, reports=reports), *told.stories[1:]))
    (payload,) = CHANNELS["apprise"].render(told, CHANNEL)
    body = json.loads(payload.body)
    shown = body["title"] + body["body"]
    assert "визит" in shown
    assert not re.search(r"@\w|<[!@#]", shown)


@pytest.mark.parametrize("url", ["nonsense://x", "https://", "tgram://"])
def test_an_address_it_does_not_know_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """For good."""
    monkeypatch.setenv("APPRISE_URL", url)
    assert tried() == Permanent("the secret of the channel apprise is no address that apprise knows")


def test_without_the_library_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    monkeypatch.setenv("APPRISE_URL", "json://localhost/")
    monkeypatch.setitem(sys.modules, "apprise", None)
    met = tried()
    assert isinstance(met, Transient)
    assert "bilateral-monitor[apprise]" in met.detail


def test_nothing_of_it_is_imported_before_it_is_needed() -> None:
    """Nor what only a digest needs."""
    code = "import sys, monitor.channels; print([m for m in ('apprise', 'babel', 'requests') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "[]"
