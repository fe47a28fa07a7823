"""Certificates are checked against the name, CA files and proxies are explicit, and the guard holds behind both."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest
import trustme

from monitor.model.fetch import Request
from monitor.model.source import SecretRef
from tests import hostile as fault
from tests.hostile import FEED, Asked, Handler, Hostile, Site, answer
from tests.net.conftest import Connect


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


def context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(made)
    return made


def test_a_certificate_of_our_own_ca_is_trusted_where_named(
    hostile: Hostile, connect: Connect, authority: trustme.CA, ca_file: str
) -> None:
    site = hostile.open(fault.good, host="localhost", tls=context(authority, "localhost"))
    client = connect(site)
    assert client.get(Request(("feed", 1), site.url(), ca_file=ca_file)).body == FEED
    without = client.get(site.url()).error
    assert without.startswith("the TLS certificate of localhost is not trusted: ")
    assert connect(site, ca_file=ca_file).get(site.url()).body == FEED


def test_a_certificate_for_another_name_is_refused(
    hostile: Hostile, connect: Connect, authority: trustme.CA, ca_file: str
) -> None:
    site = hostile.open(fault.good, host="localhost", tls=context(authority, "other.example"))
    reply = connect(site, ca_file=ca_file).get(site.url())
    assert reply.error.startswith("the TLS certificate of localhost is not trusted: Hostname mismatch")
    assert not site.asked


def test_a_server_that_speaks_no_tls(hostile: Hostile, connect: Connect) -> None:
    site = hostile.open(fault.not_http, greeting=b"220 mail.example ESMTP\r\n")
    reply = connect(site).get(site.url().replace("http:", "https:"))
    assert reply.error == f"no TLS connection with {site.host} could be made"


def test_a_ca_file_that_is_none_is_named(connect: Connect, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("bu sertifikat deyil")
    client = connect()
    for name in ("ca.pem", "missing.pem"):
        reply = client.get(Request(("feed", 1), "https://belta.example/", ca_file=str(tmp_path / name)))
        assert reply.error == f"the CA file {tmp_path / name} cannot be read as PEM certificates"


async def forward(asked: Asked, out: asyncio.StreamWriter) -> None:
    """A proxy that answers by itself for every http address."""
    out.write(answer(asked.line.encode()))


def tunnel(to: Site) -> Handler:
    """A proxy that leads every CONNECT to one site, whatever it was asked."""

    async def connect_through(asked: Asked, out: asyncio.StreamWriter) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", to.port)
        out.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pump(asked.reader, writer), pump(reader, out))

    return connect_through


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(4096):
        writer.write(piece)
    writer.close()


def test_http_goes_through_the_proxy_with_its_login(
    hostile: Hostile, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy is exempt from the guard and resolves the name; its secret comes from outside."""
    proxy = hostile.open(forward)
    monkeypatch.setenv("PROXY_LOGIN", "desk:s3cret")
    way = SecretRef("http://${PROXY_LOGIN}@" + f"{proxy.host}:{proxy.port}")
    reply = connect().get(Request(("feed", 1), "http://news.example/rss", proxy=way))
    assert (reply.error, reply.body) == ("", b"GET http://news.example/rss HTTP/1.1")
    assert proxy.asked[0].headers["proxy-authorization"] == "Basic ZGVzazpzM2NyZXQ="


def test_https_goes_through_a_tunnel_and_keeps_its_name(
    hostile: Hostile, connect: Connect, authority: trustme.CA, ca_file: str
) -> None:
    site = hostile.open(fault.good, host="localhost", tls=context(authority, "news.example"))
    proxy = hostile.open(tunnel(site))
    client = connect(proxy=f"http://{proxy.host}:{proxy.port}", ca_file=ca_file)
    assert client.get("https://news.example/rss").body == FEED
    assert proxy.asked[0].line == "CONNECT news.example:443 HTTP/1.1"


@pytest.mark.parametrize("host", ["169.254.169.254", "127.0.0.1", "localhost", "0x7f.1", "[::1]"])
def test_literal_addresses_are_refused_before_the_proxy(hostile: Hostile, connect: Connect, host: str) -> None:
    proxy = hostile.open(forward)
    reply = connect(proxy=f"http://{proxy.host}:{proxy.port}").get(f"http://{host}/")
    assert reply.refused
    assert proxy.connections == 0


def test_a_proxy_that_says_no(hostile: Hostile, connect: Connect) -> None:
    proxy = hostile.open(fault.raw(answer(b"", status="407 Proxy Authentication Required")))
    client = connect(proxy=f"http://desk:s3cret@{proxy.host}:{proxy.port}")
    assert client.get("https://news.example/").error == "the proxy did not let us through: it asks for a login"
    assert client.get("http://news.example/").error == (
        "the server answered 407 Proxy Authentication Required: the proxy asks for a login"
    )


def test_a_proxy_that_is_not_there_is_named_without_its_login(hostile: Hostile, connect: Connect) -> None:
    proxy = hostile.open(forward)
    hostile.shut()
    reply = connect(proxy=f"http://desk:s3cret@{proxy.host}:{proxy.port}").get("http://news.example/")
    assert "s3cret" not in reply.error
    assert reply.error == "the connection was refused by the proxy"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "proxy.example:3128", "http://"])
def test_a_proxy_address_that_is_none(connect: Connect, proxy: str) -> None:
    assert (
        connect(proxy=proxy).get("http://news.example/").error
        == "the proxy address must begin with http:// or https://"
    )


def test_nothing_is_taken_from_the_environment(
    hostile: Hostile, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, site = hostile.open(forward), hostile.open(fault.good)
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://{proxy.host}:{proxy.port}")
    assert connect(site).get(site.url()).body == FEED
    assert proxy.connections == 0
