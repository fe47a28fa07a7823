"""Which addresses may be asked at all, before any name is resolved."""

from __future__ import annotations

import re

import httpx

from monitor.model.limits import Limits
from monitor.net.faults import Fault, size
from monitor.net.guard import Pairs, literal, refusal

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(rb"[A-Za-z0-9._:\[\]-]{1,253}")  # names as they go over the wire, and literal addresses


def checked(url: str, limits: Limits, allowed: Pairs) -> httpx.URL:
    """The parsed address. Raises Fault for a scheme, length, userinfo or literal address that is not allowed.

    Also with a proxy, which resolves names itself: what a URL spells out is checked here.
    """
    if len(url.encode("utf-8", "replace")) > limits.redirect_url_bytes:
        raise Fault(f"the address is longer than {size(limits.redirect_url_bytes)}", refused=True)
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Fault("the address is not a correct URL", refused=True) from None
    if parts.scheme not in _PORTS:
        scheme = parts.scheme[:20] or "no scheme"
        raise Fault(f"the address begins with {scheme}, and only http and https are fetched", refused=True)
    if not parts.host:
        raise Fault("the address names no host", refused=True)
    if not _HOST.fullmatch(parts.raw_host) or not 0 < where(parts)[1] < 65536:
        raise Fault("the address is not a correct URL", refused=True)
    if parts.userinfo:
        raise Fault("the address carries a user name or password, which is not sent", refused=True)
    if where(parts) not in allowed:
        _check_host(parts.raw_host.decode("ascii").strip("[]").lower())
    return parts


def where(url: httpx.URL) -> tuple[str, int]:
    """(host, port), the host in the ASCII form that goes over the wire, without brackets."""
    host = url.raw_host.decode("ascii").strip("[]").lower()
    return host, _PORTS[url.scheme] if url.port is None else url.port


def joined(base: httpx.URL, location: bytes, limits: Limits, allowed: Pairs) -> httpx.URL:
    """Where a redirect leads. Raises Fault as `checked` does, worded for a redirect."""
    try:
        text = location.decode("utf-8")
    except UnicodeDecodeError:
        text = location.decode("latin-1")
    try:
        target = str(base.join(text).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError):
        raise Fault("redirected to something that is not a correct URL", refused=True) from None
    try:
        return checked(target, limits, allowed)
    except Fault as fault:
        raise Fault(f"redirected, and {fault}", refused=True) from None


def _check_host(host: str) -> None:
    host = host.removesuffix(".")  # "localhost." is localhost
    if host == "localhost" or host.endswith(".localhost"):
        raise Fault(f"the address leads to {host}, which is not public", refused=True)
    address = literal(host)
    if address and (sentence := refusal(host, [address])):
        raise Fault(sentence, refused=True)
