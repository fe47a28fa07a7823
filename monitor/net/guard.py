"""The address guard: nothing inside our own networks is reached because a feed says so.

A name is resolved once, every answer is checked, and the connection goes to a checked address: a second look-up with
another answer cannot happen. TLS keeps the name, so certificates are still checked against the host.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from functools import lru_cache

Pairs = frozenset[tuple[str, int]]

# Python 3.11 calls these global, yet each leads to an IPv4 address of somebody's choice, or nowhere. Whatever lies
# outside 2000::/3 is no address of the public internet at all: ::127.0.0.1, ::ffff:0:127.0.0.1, 64:ff9b::, fec0::.
_TRANSLATED = tuple(ipaddress.ip_network(net) for net in ("2002::/16", "2001::/32", "3fff::/20", "192.88.99.0/24"))
_UNICAST = ipaddress.ip_network("2000::/3")
# h11 tries every way to share out the blanks of a line that is wrong behind them: 60 kB of them cost half a minute.
BLANKS = re.compile(rb"[ \t]{256}")
_NAMED = re.compile(r"\.[a-z][a-z0-9-]*\.?\Z")  # each part of an address in numbers begins with a digit
_QUAD = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)", re.ASCII)


@lru_cache(maxsize=4096)
def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet and to one machine."""
    ip = ipaddress.ip_address(address)
    plain = getattr(ip, "ipv4_mapped", None) or ip
    if plain.version == 6 and plain not in _UNICAST:
        return False
    return plain.is_global and not plain.is_multicast and not any(plain in net for net in _TRANSLATED)


def literal(host: str) -> str:
    """The address that `host` spells by itself, in every way the C library knows (`0x7f.1`); "" for a name."""
    if ":" not in host and _NAMED.search(host):
        return ""
    if _QUAD.fullmatch(host):
        return host
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)[0][4][0])
    except (OSError, UnicodeError):
        return ""


def refusal(host: str, addresses: Iterable[str]) -> str:
    """The sentence that names the first address that is not public; "" if all are."""
    for address in addresses:
        if not is_public(address.partition("%")[0]):
            return f"the address leads to {address}, which is not public" + ("" if host == address else f" ({host})")
    return ""


def look_up(host: str, port: int) -> list[str]:
    """All addresses of a host, each once; blocks. Raises OSError or UnicodeError."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))
