"""Each way an answer can go wrong has its stated outcome, and a bystander is served meanwhile."""

from __future__ import annotations

import pytest

from monitor.model.fetch import Request
from tests import hostile as fault
from tests.hostile import FEED, Handler, Hostile
from tests.net.conftest import Connect

GOOD = [
    ("good", fault.good, FEED),
    ("chunked", fault.chunked, b"<rss/>"),
    ("100 Continue first", fault.continue_first, FEED),
    ("bytes after the end", fault.after_the_end, FEED),
    ("gzip", fault.gzipped, FEED),
    ("gzip in two members", fault.gzip_two_members, FEED),
    ("deflate", fault.deflated, FEED),
    ("deflate without its header", fault.deflated_bare, FEED),
]

BAD = [
    ("cut body", fault.cut_body, 200, "the answer broke off after 1,204 of 9,000 bytes", False),
    ("cut chunk", fault.cut_chunk, 200, "the answer broke off after 50 bytes", False),
    ("no last chunk", fault.cut_before_last_chunk, 200, "the answer broke off after 4 bytes", False),
    ("bad chunk", fault.bad_chunk, 200, "the answer of {host} is not correct HTTP", False),
    ("two lengths", fault.two_lengths, 0, "the answer of {host} is not correct HTTP", False),
    ("length and chunks", fault.length_and_chunks, 0, "the answer states its length in two ways", False),
    ("a header of blanks", fault.blanks, 0, "the answer of {host} is not correct HTTP", False),
    ("not HTTP", fault.not_http, 0, "the answer of {host} is not correct HTTP", False),
    ("no answer", fault.nothing, 0, "{host} closed the connection without an answer", False),
    ("reset", fault.reset, 0, "the connection to {host} broke off", False),
    ("5 MB header", fault.big_header, 0, "the head of the answer is larger than 16 kB", True),
    ("3,000 headers", fault.many_headers, 0, "the head of the answer is larger than 16 kB", True),
    ("a flood of 103", fault.endless_hints, 0, "the head of the answer is larger than 16 kB", True),
    ("a byte a chunk", fault.byte_a_chunk, 200, "the answer is cut into pieces too small to be read", True),
    ("thousands of gzip members", fault.gzip_members, 200, "the answer is packed in more than 1,000 pieces", True),
    (
        "redirect to port 0",
        fault.redirect("http://example.org:0/"),
        302,
        "redirected, and the address is not a correct URL",
        True,
    ),
    ("endless headers", fault.endless_headers, 0, "{host} did not answer within 1 s", False),
    ("endless 100 Continue", fault.endless_continue, 0, "{host} did not answer within 1 s", False),
    ("never answers", fault.never, 0, "{host} did not answer within 1 s", False),
    ("a lie about its length", fault.huge_length, 200, "the answer is larger than 100 kB", True),
    ("too large", fault.too_large, 200, "the answer is larger than 100 kB", True),
    ("gzip bomb", fault.bomb, 200, "the answer unpacks to more than 256 kB", True),
    (
        "nested encoding",
        fault.nested,
        200,
        "the answer is packed in a way we did not ask for (Content-Encoding)",
        False,
    ),
    ("brotli", fault.brotli, 200, "the answer is packed in a way we did not ask for (Content-Encoding)", False),
    ("truncated gzip", fault.truncated_gzip, 200, "the compressed answer broke off after {short:,} bytes", False),
    ("broken gzip", fault.broken_gzip, 200, "the compressed answer is damaged", False),
    ("gzip and rubbish", fault.gzip_and_rubbish, 200, "the compressed answer is damaged", False),
    ("partial", fault.partial, 206, "the server sent only a part of the answer (206 Partial Content)", False),
    ("101", fault.switching, 0, "the answer of {host} is not correct HTTP", False),
    ("unknown status", fault.unknown_status, 799, "the server answered 799, which is no status we know", False),
    (
        "redirect without aim",
        fault.redirect_nowhere,
        302,
        "the server answered 302 Found, without saying where to",
        False,
    ),
    ("redirect for ever", fault.redirect_to_itself, 302, "redirected more than 5 times", False),
    (
        "redirect to file://",
        fault.redirect("file:///etc/passwd"),
        302,
        "redirected, and the address begins with file, and only http and https are fetched",
        True,
    ),
    (
        "redirect with userinfo",
        fault.redirect("http://admin:x@example.org/"),
        302,
        "redirected, and the address carries a user name or password, which is not sent",
        True,
    ),
    (
        "redirect to the metadata service",
        fault.redirect("http://169.254.169.254/latest"),
        302,
        "redirected, and the address leads to 169.254.169.254, which is not public",
        True,
    ),
    (
        "redirect to a hidden loopback",
        fault.redirect("http://0x7f.1/"),
        302,
        "redirected, and the address leads to 127.0.0.1, which is not public (0x7f.1)",
        True,
    ),
    (
        "redirect too long",
        fault.redirect("/" + "x" * 5000),
        302,
        "redirected, and the address is longer than 4 kB",
        True,
    ),
]


@pytest.mark.parametrize(("handler", "body"), [row[1:] for row in GOOD], ids=[row[0] for row in GOOD])
def test_odd_but_complete_answers_are_read(hostile: Hostile, connect: Connect, handler: Handler, body: bytes) -> None:
    site = hostile.open(handler)
    reply = connect(site).get(site.url())
    assert (reply.error, reply.status, reply.body) == ("", 200, body)


@pytest.mark.parametrize(
    ("handler", "status", "error", "refused"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_bad_answers_have_their_sentence_and_hold_up_nobody(
    hostile: Hostile, connect: Connect, handler: Handler, status: int, error: str, *, refused: bool
) -> None:
    site, bystander = hostile.open(handler), hostile.open(fault.good)
    client = connect(site, bystander)
    assert client.fetcher.submit(Request(("feed", "bad"), site.url()))
    assert client.fetcher.submit(Request(("feed", "bystander"), bystander.url()))
    replies = {str(reply.token[1]): reply for reply in client.take(2)}
    bad = replies["bad"]
    assert bad.error == error.format(host=site.host, short=bad.wire_bytes)
    assert (bad.status, bad.refused, bad.body, bad.moved_to) == (status, refused, b"", "")
    assert bad.milliseconds < 2500
    assert replies["bystander"].body == FEED
    assert replies["bystander"].milliseconds < 900


def test_a_drip_ends_at_the_deadline(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.drip)
    reply = connect(site).get(site.url())
    assert reply.error == f"{site.host} had sent only {reply.wire_bytes:,} bytes after 1 s"
    assert 1000 <= reply.milliseconds < 2500


def test_a_304_is_an_answer_only_to_a_question(hostile: Hostile, connect: Connect) -> None:
    """Its surprise body is not read, and the next request on the host is not fooled by it."""
    site = hostile.open(fault.not_modified_with_body, keep=True)
    client = connect(site)
    known = Request(("feed", 1), site.url(), etag='"a"')
    assert [client.get(known).error, client.get(known).error] == ["", ""]
    assert client.get(known).body == b""
    assert client.get(site.url()).error == "the server answered 304 Not Modified although we had asked for everything"


@pytest.mark.parametrize(
    ("handler", "status", "seconds"),
    [(fault.busy_seconds, 429, 120), (fault.busy_date, 503, 600), (fault.busy_nonsense, 429, None)],
)
def test_retry_after_in_both_forms(
    hostile: Hostile, connect: Connect, handler: Handler, status: int, seconds: int | None
) -> None:
    site = hostile.open(handler)
    reply = connect(site).get(site.url())
    assert (reply.status, reply.retry_after) == (status, seconds)
    assert reply.error.startswith(f"the server answered {status} ")


def test_bytes_after_the_end_are_not_the_next_answer(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.after_the_end, keep=True)
    client = connect(site)
    assert [client.get(site.url()).body for _ in range(3)] == [FEED] * 3
    assert site.connections == 3


def test_an_answer_without_a_stated_end_leaves_no_validators(hostile: Hostile, connect: Connect) -> None:
    """Whoever broke the connection may have cut it: it is asked for whole again."""
    head = b'HTTP/1.1 200 OK\r\nETag: "half"\r\nLast-Modified: Mon, 02 Nov 2026 07:00:00 GMT\r\n\r\n'
    site = hostile.open(fault.raw(head + FEED[:40]))
    reply = connect(site).get(site.url())
    assert (reply.error, reply.body, reply.etag, reply.last_modified) == ("", FEED[:40], "", "")


@pytest.mark.parametrize("etag", ['"a\x01b"', "e" * 5000])
def test_a_validator_that_could_not_be_sent_back_is_none(hostile: Hostile, connect: Connect, etag: str) -> None:
    site = hostile.open(fault.raw(fault.answer(FEED, f"ETag: {etag}")))
    reply = connect(site).get(site.url())
    assert (reply.error, reply.etag) == ("", "")
