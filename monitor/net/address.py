"""Which addresses may be asked at all, before any name is resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.model.limits import Limits
from monitor.net.faults import Fault, size
from monitor.net.guard import Pairs, literal, refusal

if TYPE_CHECKING:
    import httpx

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(rb"[A-Za-z0-9._:\[\]-]{1,253}")  # names as they go over the wire, and literal addresses
# What httpx would leave exactly as it is, so that nothing has to be taken apart: nearly every feed there is. No host
# that may be written in another way, no port that goes without saying, no dots between slashes, no escapes, nothing
# behind a #. The last label begins with a letter: no address in numbers is spelt so.
_PLAIN = re.compile(
    r"(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?|"
    r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d))(:[1-9][0-9]{0,4})?"
    r"((?:/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*/?)((?:\?[A-Za-z0-9_~.=&/:,;+-]+)?)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked: `text` is the whole as it is stored, the rest as it goes over the wire."""

    text: str
    scheme: str
    host: str  # ASCII, lower case, without brackets
    port: int
    target: str  # path and query, as in the first line of a request
    authority: str  # as in a Host header: brackets round IPv6, the port unless it goes without saying
    shown: str  # the host, for sentences

    @property
    def where(self) -> tuple[str, int]:
        """(host, port)."""
        return self.host, self.port

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt is for."""
        return f"{self.scheme}://{self.authority}"


def checked(url: str, limits: Limits, allowed: Pairs) -> Address:
    """The address taken apart. Raises Fault for a scheme, length, userinfo or literal address that is not allowed.

    Also with a proxy, which resolves names itself: what a URL spells out is checked here.
    """
    if len(url.encode("utf-8", "replace")) > limits.redirect_url_bytes:
        raise Fault(f"the address is longer than {size(limits.redirect_url_bytes)}", refused=True)
    address = plain(url) or _taken_apart(url)
    if address.where not in allowed:
        _check_host(address.host)
    return address


def plain(url: str) -> Address | None:
    """The same as httpx's reading of it, for an address that is written as httpx would write it; None = ask httpx."""
    found = _PLAIN.fullmatch(url)
    if found is None:
        return None
    scheme, host, port, path, query = found.groups()
    number = int(port[1:]) if port else _PORTS[scheme]
    if not path or (port and number == _PORTS[scheme]) or number > 65535 or "xn--" in host or len(host) > 253:
        return None
    return Address(url, scheme, host, number, path + query, host + (port or ""), host)


def _taken_apart(url: str) -> Address:
    import httpx  # noqa: PLC0415  # 3 MB that a service with pycurl needs for no plain address

    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Fault("the address is not a correct URL", refused=True) from None
    if parts.scheme not in _PORTS:
        scheme = parts.scheme[:20] or "no scheme"
        raise Fault(f"the address begins with {scheme}, and only http and https are fetched", refused=True)
    if not parts.host:
        raise Fault("the address names no host", refused=True)
    host, port = where(parts)
    if not _HOST.fullmatch(parts.raw_host) or not 0 < port < 65536:
        raise Fault("the address is not a correct URL", refused=True)
    if parts.userinfo:
        raise Fault("the address carries a user name or password, which is not sent", refused=True)
    netloc, target = parts.netloc.decode("ascii"), parts.raw_path.decode("ascii")
    return Address(str(parts), parts.scheme, host, port, target, netloc, parts.host)


def where(url: httpx.URL) -> tuple[str, int]:
    """(host, port), the host in the ASCII form that goes over the wire, without brackets."""
    host = url.raw_host.decode("ascii", "replace").strip("[]").lower()
    return host, _PORTS.get(url.scheme, 0) if url.port is None else url.port


def joined(base: Address, location: bytes, limits: Limits, allowed: Pairs) -> Address:
    """Where a redirect leads. Raises Fault as `checked` does, worded for a redirect."""
    try:
        text = location.decode("utf-8")
    except UnicodeDecodeError:
        text = location.decode("latin-1")
    target = _joined(base, text)
    try:
        return checked(target, limits, allowed)
    except Fault as fault:
        raise Fault(f"redirected, and {fault}", refused=True) from None


def _joined(base: Address, location: str) -> str:
    """What it leads to: most lead to a plain address, or to a plain path on the same host."""
    whole = f"{base.scheme}://{base.authority}{location}" if location[:1] == "/" else location
    if plain(whole):
        return whole
    import httpx  # noqa: PLC0415  # as above

    try:
        return str(httpx.URL(base.text).join(location).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError):
        raise Fault("redirected to something that is not a correct URL", refused=True) from None


def _check_host(host: str) -> None:
    host = host.removesuffix(".")  # "localhost." is localhost
    if host == "localhost" or host.endswith(".localhost"):
        raise Fault(f"the address leads to {host}, which is not public", refused=True)
    address = literal(host)
    if address and (sentence := refusal(host, [address])):
        raise Fault(sentence, refused=True)
