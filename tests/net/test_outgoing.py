"""One request out: through the guard, the proxy and TLS of sources.yaml, and sent at most once."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from monitor.model.limits import KB, Limits
from monitor.model.source import SecretRef
from monitor.net import Outside
from monitor.net.outgoing import Answer, Call, Lost, NotSent, call
from tests import hostile as fault
from tests.hostile import Asked, Hostile, Site, answer

PATIENT = replace(Limits(), connect=10, call_deadline=20, reply_patience=10)  # a busy machine is no lost answer
QUICK = replace(PATIENT, call_deadline=1, reply_patience=0.2)  # where nothing is to come
BODY = '{"text": "Встреча в Баку"}'.encode()


def posted(url: str, outside: Outside, limits: Limits = PATIENT, **more: str) -> Answer:
    return asyncio.run(call(Call(url, BODY, tuple(more.items())), outside, limits))


def to(*sites: Site, **more: str) -> Outside:
    return Outside(allowed=frozenset(site.pair for site in sites), user_agent="BilateralMonitor/test", **more)


def test_a_post_goes_out_whole(hostile: Hostile) -> None:
    """Its body, its headers, our name; the answer comes back."""
    got: list[bytes] = []

    async def take(asked: Asked, out: asyncio.StreamWriter) -> None:
        got.append(await asked.reader.readexactly(int(asked.headers["content-length"])))
        out.write(answer(b"taken", "Retry-After: 3", status="202 Accepted"))

    site = hostile.open(take)
    assert posted(site.url("/hook?a=b"), to(site), Idempotency_Key="k") == Answer(202, b"taken", True, 3)
    assert got == [BODY]
    (asked,) = site.asked
    assert asked.line == "POST /hook?a=b HTTP/1.1"
    assert asked.headers["user-agent"] == "BilateralMonitor/test"
    assert asked.headers["connection"] == "close"


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/x", "https://10.0.0.1/x", "https://[::1]/x", "http://localhost/x", "https://0x7f.1/x"],
)
def test_an_inner_address_is_refused(url: str) -> None:
    """Before a byte goes out."""
    with pytest.raises(NotSent, match="not public"):
        posted(url, Outside())


@pytest.mark.parametrize(
    "url", ["ftp://x.example/", "https://", "https://a:b@x.example/", "https://x.example/" + "p" * 5000]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """With a sentence that does not repeat it."""
    with pytest.raises(NotSent) as caught:
        posted(url, Outside())
    assert "a:b" not in str(caught.value)


def test_without_encryption_only_where_it_is_allowed(hostile: Hostile) -> None:
    """A digest is not everybody's."""
    with pytest.raises(NotSent, match="without encryption"):
        posted("http://hooks.example/x", Outside())
    site = hostile.open(fault.raw(answer(b"")))
    assert posted(site.url(), to(site)).status == 200


def test_it_is_never_sent_twice(hostile: Hostile) -> None:
    """A connection that ends without an answer is not tried again, and none is kept."""
    site = hostile.open(fault.nothing)
    for _ in range(2):
        with pytest.raises(Lost, match="without an answer"):
            posted(site.url(), to(site))
    assert site.connections == len(site.asked) == 2


def test_a_redirect_is_an_answer(hostile: Hostile) -> None:
    """Nobody follows it."""
    other = hostile.open(fault.good)
    site = hostile.open(fault.redirect(other.url(), "308 Permanent Redirect"))
    assert posted(site.url(), to(site, other)).status == 308
    assert other.asked == []


def test_a_body_is_read_to_its_limit(hostile: Hostile) -> None:
    """The rest is not waited for."""
    site = hostile.open(fault.too_large)
    found = posted(site.url(), to(site))
    assert (found.status, len(found.body), found.whole) == (200, 64 * KB, False)


def test_a_body_that_drips_is_left(hostile: Hostile) -> None:
    """The status was an answer."""
    site = hostile.open(fault.drip)
    found = posted(site.url(), to(site), QUICK)
    assert (found.status, found.whole) == (200, False)


@pytest.mark.parametrize("handler", [fault.big_header, fault.endless_headers, fault.never, fault.not_http, fault.reset])
def test_no_answer_is_lost(hostile: Hostile, handler: fault.Handler) -> None:
    """It went out: it may have arrived."""
    site = hostile.open(handler)
    with pytest.raises(Lost):
        posted(site.url(), to(site), QUICK)


def test_nobody_listens_is_not_sent(hostile: Hostile) -> None:
    """Surely nothing arrived."""
    site = hostile.open(fault.good)
    hostile.shut()
    with pytest.raises(NotSent, match="refused by"):
        posted(site.url(), to(site))


def test_tls_with_its_own_authority(hostile: Hostile, tmp_path: Path) -> None:
    """`ca_file` of sources.yaml; without it nothing is sent."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    site = hostile.open(fault.raw(answer(b"ok")), host="localhost", tls=context)
    assert posted(site.url(), to(site, ca_file=str(tmp_path / "ca.pem"))).body == b"ok"
    with pytest.raises(NotSent, match="not trusted"):
        posted(site.url(), to(site))
    assert len(site.asked) == 1


def test_a_proxy_is_asked(hostile: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its password from a secret, in no sentence; one that refuses the tunnel has sent nothing on."""
    monkeypatch.setenv("PROXY_PASSWORD", "tajna-proxy")
    site = hostile.open(fault.raw(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))
    proxy = SecretRef(f"http://user:${{PROXY_PASSWORD}}@{site.host}:{site.port}")
    with pytest.raises(NotSent, match="the proxy did not let us through: it asks for a login") as caught:
        posted("https://hooks.example/x", Outside(proxy=proxy))
    assert "tajna" not in str(caught.value)
    assert site.asked[0].line == "CONNECT hooks.example:443 HTTP/1.1"
    assert "proxy-authorization" in site.asked[0].headers
