"""What httpx raises, as the sentences of faults.py."""

from __future__ import annotations

import socket
import ssl

import httpx

from monitor.model.limits import Limits


def sentence(error: Exception, host: str, port: int, limits: Limits, *, proxied: bool = False) -> str:
    """The sentence for an error of the HTTP library; `host` and `port` are the ones that were asked for."""
    near = "the proxy" if proxied else host  # whom we connect to ourselves
    text = f"the connection to {host} broke off"
    match error:
        case httpx.ConnectTimeout():
            text = f"{near} could not be reached within {limits.connect:g} s"
        case httpx.ConnectError():
            text = _unreached(_root(error), host, "the proxy" if proxied else f"{host} on port {port}")
        case httpx.ProxyError():
            text = "the proxy did not let us through" + (": it asks for a login" if "407" in str(error) else "")
        case httpx.LocalProtocolError():
            text = "the request could not be written: a header of this source holds characters that HTTP forbids"
        case httpx.RemoteProtocolError():
            text = _not_http(str(error), host)
    return text


def _not_http(text: str, host: str) -> str:
    """h11 and httpcore tell these cases apart in their texts only."""
    if "without sending" in text:
        return f"{host} closed the connection without an answer"
    return f"the answer of {host} is not correct HTTP"


def _unreached(cause: BaseException, host: str, near: str) -> str:
    match cause:
        case ssl.SSLCertVerificationError():
            return f"the TLS certificate of {host} is not trusted: {cause.verify_message or 'verification failed'}"
        case ssl.SSLError():
            return f"no TLS connection with {host} could be made"
        case socket.gaierror():
            return f"the name of {near.partition(' on port')[0]} could not be found"
        case ConnectionRefusedError():
            return f"the connection was refused by {near}"
        case _:
            return f"{near} could not be reached"


def _root(error: BaseException) -> BaseException:
    """The innermost cause; httpcore keeps the original as its argument, others as `__cause__`."""
    for _ in range(10):
        inner = error.__cause__ or (error.args[0] if error.args else None)
        if not isinstance(inner, BaseException):
            break
        error = inner
    return error
