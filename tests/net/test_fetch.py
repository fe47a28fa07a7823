"""What is asked, what is taken from an answer, and how redirects are followed."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace

import httpx
import pytest
import respx

from monitor.model.fetch import Request
from monitor.model.source import SecretRef
from tests import hostile as fault
from tests.hostile import FEED, Asked, Hostile, answer, raw, redirect
from tests.net.conftest import SMALL, Connect


def test_a_poll_says_who_we_are_and_what_we_know(hostile: Hostile, connect: Connect) -> None:
    """Validators go back byte for byte, also those that are no ASCII."""
    headers = ('ETag: W/"лента"', "Last-Modified: Mon, 02 Nov 2026 07:00:00 +0300")
    site = hostile.open(
        raw(answer(FEED).replace(b"\r\n\r\n", b"\r\n" + "\r\n".join(headers).encode() + b"\r\n\r\n", 1))
    )
    client = connect(site)
    first = client.get(site.url("/rss"))
    client.get(Request(("feed", 1), site.url("/rss"), etag=first.etag, last_modified=first.last_modified))
    asked = site.asked[1].headers
    assert asked["if-none-match"].encode("latin-1") == headers[0].removeprefix("ETag: ").encode()
    assert asked["if-modified-since"] == "Mon, 02 Nov 2026 07:00:00 +0300"
    assert asked["user-agent"] == "BilateralMonitor/0.1 (+mailto:desk@example.org)"
    assert asked["accept-encoding"] == "gzip, deflate"
    assert asked["accept"].startswith("application/rss+xml")
    assert asked["host"] == f"{site.host}:{site.port}"
    assert "cookie" not in asked


def test_a_source_may_bring_its_own_headers(
    hostile: Hostile, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEED_TOKEN", "gizli-söz")
    site = hostile.open(fault.good)
    own = (("Authorization", SecretRef("Bearer ${FEED_TOKEN}")), ("Accept", "text/xml"))
    connect(site).get(Request(("feed", 1), site.url(), user_agent="Mozilla/5.0", headers=own))
    asked = site.asked[0].headers
    assert asked["authorization"].encode("latin-1").decode("latin-1") == "Bearer gizli-söz"
    assert (asked["user-agent"], asked["accept"]) == ("Mozilla/5.0", "text/xml")


def test_a_missing_secret_is_named_and_nothing_is_asked(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.good)
    reply = connect(site).get(Request(("feed", 1), site.url(), headers=(("X-Key", SecretRef("${NO_SUCH_SECRET}")),)))
    assert reply.error.startswith("the secret NO_SUCH_SECRET is missing")
    assert site.connections == 0


@pytest.mark.parametrize("secret", ["line\r\nX-Injected: 1", "nul\0"])
def test_a_secret_that_breaks_a_header_is_not_sent_and_not_shown(
    hostile: Hostile, connect: Connect, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "")
    monkeypatch.setattr("os.environ", {"FEED_TOKEN": secret})
    site = hostile.open(fault.good)
    reply = connect(site).get(Request(("feed", 1), site.url(), headers=(("X-Key", SecretRef("${FEED_TOKEN}")),)))
    assert reply.error == (
        "the request could not be written: a header of this source holds characters that HTTP forbids"
    )
    assert not site.asked


def test_what_the_head_says_is_kept(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(
        raw(
            answer(
                FEED,
                'ETag: "1"',
                "Last-Modified: yesterday",
                "Cache-Control: public, max-age=900",
                "Date: Mon, 02 Nov 2026 07:00:00 GMT",
            )
        )
    )
    reply = connect(site).get(Request(("feed", 7), site.url("/a")))
    assert (reply.token, reply.url, reply.final_url) == (("feed", 7), site.url("/a"), site.url("/a"))
    assert (reply.status, reply.body, reply.wire_bytes) == (200, FEED, len(FEED))
    assert (reply.content_type, reply.etag, reply.last_modified) == ("application/rss+xml", '"1"', "yesterday")
    assert (reply.max_age, reply.date, reply.retry_after) == (900, 1793602800, None)


def test_no_store_has_no_age(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(raw(answer(FEED, "Cache-Control: no-cache, max-age=900", "Date: whenever")))
    reply = connect(site).get(site.url())
    assert (reply.max_age, reply.date) == (None, None)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("403 Forbidden", "the server answered 403 Forbidden: it refuses this address or this User-Agent"),
        ("404 Nope", "the server answered 404 Not Found: nothing is at this address"),
        ("410 Gone", "the server answered 410 Gone: it is gone for good"),
        ("418 I", "the server answered 418 I'm a Teapot"),
        ("502 Bad", "the server answered 502 Bad Gateway: a fault of its own that may pass"),
        ("300 Choose", "the server answered 300 Multiple Choices"),
    ],
)
def test_a_status_becomes_a_sentence_in_our_own_words(
    hostile: Hostile, connect: Connect, status: str, sentence: str
) -> None:
    site = hostile.open(raw(answer(b"<html>", status=status)))
    reply = connect(site).get(site.url())
    assert (reply.status, reply.error, reply.body) == (int(status[:3]), sentence, b"")


def test_redirects_lead_to_the_answer(hostile: Hostile, connect: Connect) -> None:
    """Relative and Cyrillic locations, fragments dropped; one passing redirect makes the move not lasting."""

    async def hops(asked: Asked, out: asyncio.StreamWriter) -> None:
        steps = {"/": ("/b", "301 Moved"), "/b": ("/лента#x", "302 Found")}
        if asked.path in steps:
            to, status = steps[asked.path]
            out.write(answer(b"", status=status).replace(b"\r\n\r\n", f"\r\nLocation: {to}\r\n\r\n".encode()))
        else:
            out.write(answer(FEED))

    site = hostile.open(hops)
    reply = connect(site).get(site.url())
    assert (reply.error, reply.body, reply.moved_to) == ("", FEED, "")
    assert reply.final_url == site.url("/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0")
    assert reply.url == site.url()


@pytest.mark.parametrize(("status", "moved"), [("301 M", True), ("308 P", True), ("302 F", False), ("307 T", False)])
def test_only_lasting_redirects_move_the_address(
    hostile: Hostile, connect: Connect, status: str, *, moved: bool
) -> None:
    new = hostile.open(fault.good)
    old = hostile.open(redirect(new.url("/new"), status))
    reply = connect(new, old).get(old.url())
    assert reply.error == ""
    assert reply.moved_to == (new.url("/new") if moved else "")


def test_a_lasting_redirect_to_a_fault_moves_nothing(hostile: Hostile, connect: Connect) -> None:
    new = hostile.open(raw(answer(b"", status="404 Not Found")))
    old = hostile.open(redirect(new.url(), "301 Moved"))
    reply = connect(new, old).get(old.url())
    assert (reply.status, reply.moved_to, reply.final_url) == (404, "", new.url())


def test_credentials_stay_at_home(hostile: Hostile, connect: Connect) -> None:
    """They follow within one origin and are dropped, for good, on the way to another."""
    abroad = hostile.open(fault.good)

    async def hops(asked: Asked, out: asyncio.StreamWriter) -> None:
        out.write(answer(b"", f"Location: {'/b' if asked.path == '/' else abroad.url()}", status="302 Found"))

    home = hostile.open(hops)
    request = Request(("feed", 1), home.url(), headers=(("Authorization", "Basic eDp5"), ("Cookie", "sid=1")))
    assert connect(home, abroad).get(request).error == ""
    assert [asked.headers.get("authorization") for asked in home.asked] == ["Basic eDp5"] * 2
    assert not {"authorization", "cookie"} & set(abroad.asked[0].headers)


def test_one_deadline_holds_for_all_hops(hostile: Hostile, connect: Connect) -> None:
    async def slow(asked: Asked, out: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.25)
        out.write(answer(b"", f"Location: {asked.path}x", status="302 Found"))

    site = hostile.open(slow)
    reply = connect(site).get(site.url())
    assert reply.error == f"{site.host} did not answer within 1 s"
    assert reply.milliseconds < 1500


def test_nobody_listens(connect: Connect, hostile: Hostile) -> None:
    site = hostile.open(fault.good)
    hostile.shut()
    reply = connect(site).get(site.url())
    assert reply.error == f"the connection was refused by {site.host} on port {site.port}"
    assert not reply.refused


def test_a_name_that_does_not_exist(connect: Connect) -> None:
    def unknown(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("") from socket.gaierror(-2, "Name or service not known")

    reply = connect(transport=httpx.MockTransport(unknown)).get("http://belta.invalid/rss")
    assert reply.error == "the name of belta.invalid could not be found"


def test_a_connection_is_used_again(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.good, keep=True)
    client = connect(site)
    assert [client.get(site.url()).error for _ in range(3)] == [""] * 3
    assert site.connections == 1


def test_without_idle_connections_none_is_kept(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.good, keep=True)
    client = connect(site, limits=replace(SMALL, idle_connections=0))
    assert [client.get(site.url()).error for _ in range(2)] == ["", ""]
    assert site.connections == 2


def test_an_injected_transport_is_used_for_everything(connect: Connect) -> None:
    """The way respx and other fakes come in; no socket is opened."""
    with respx.mock(assert_all_called=True) as router:
        router.get("https://belta.example/rss").mock(
            return_value=httpx.Response(301, headers={"Location": "https://eng.belta.example/rss"})
        )
        router.get("https://eng.belta.example/rss").mock(
            return_value=httpx.Response(200, content=FEED, headers={"ETag": '"7"'})
        )
        client = connect(transport=httpx.MockTransport(router.async_handler))
        reply = client.get("https://belta.example/rss")
    assert (reply.error, reply.body, reply.etag) == ("", FEED, '"7"')
    assert reply.moved_to == "https://eng.belta.example/rss"


def test_an_error_of_an_injected_transport_is_a_sentence(connect: Connect) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("кабель")

    reply = connect(transport=httpx.MockTransport(broken)).get("https://belta.example/rss")
    assert reply.error == "the connection to belta.example broke off"


def test_a_fault_of_our_own_still_answers(connect: Connect) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError

    reply = connect(transport=httpx.MockTransport(broken)).get("https://belta.example/rss")
    assert reply.error == "a fault of this program: ZeroDivisionError"
