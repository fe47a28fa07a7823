"""One TLS context for each CA file, for whatever is encrypted by Python's own `ssl`."""

from __future__ import annotations

import ssl
from functools import cache

import certifi

from monitor.net.faults import Fault


@cache
def tls(ca_file: str = "") -> ssl.SSLContext:
    """The context for one CA file, made once a process (28 ms each); its certificates come on top of the public ones.

    Raises Fault when the file cannot be used.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # beside the system's own
    return trusting(context, ca_file) if ca_file else context


def trusting(context: ssl.SSLContext, ca_file: str) -> ssl.SSLContext:
    """The same context, which takes the certificates of that file from now on. Raises Fault when it cannot be used."""
    try:
        context.load_verify_locations(ca_file)
    except (OSError, ssl.SSLError):
        raise Fault(f"the CA file {ca_file} cannot be read as PEM certificates") from None
    return context
