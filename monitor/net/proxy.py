"""A proxy's address, taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from monitor.net.address import where
from monitor.net.faults import Fault


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where it is and who we are to it. `url` holds no login."""

    url: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@lru_cache(maxsize=16)
def proxy_of(text: str) -> Proxy:
    """Raises Fault for what is no address of a proxy."""
    import httpx  # noqa: PLC0415  # only where there is a proxy

    try:
        parts = httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        raise Fault("the proxy address is not a URL; it looks like http://proxy.example:3128") from None
    if parts.scheme not in ("http", "https") or not parts.host:
        raise Fault("the proxy address must begin with http:// or https://")
    host, port = where(parts)
    shown = f"[{host}]" if ":" in host else host
    return Proxy(f"{parts.scheme}://{shown}:{port}", host, port, parts.username, parts.password)
