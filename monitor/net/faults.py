"""What goes wrong on the way, as sentences for a person. They are our own words, never a server's or a library's."""

from __future__ import annotations

import socket
import ssl
from http import HTTPStatus

import httpx

from monitor.model.limits import KB, MB, Limits

_ADVICE = {
    400: "it may want another User-Agent",
    401: "it asks for a login",
    403: "it refuses this address or this User-Agent",
    404: "nothing is at this address",
    406: "it may want another User-Agent",
    407: "the proxy asks for a login",
    410: "it is gone for good",
    429: "it asks us to come less often",
    451: "it is withheld for legal reasons",
}


class Fault(Exception):
    """A fetch that failed: the sentence, and whether our own guard said no."""

    def __init__(self, sentence: str, *, refused: bool = False) -> None:
        super().__init__(sentence)
        self.refused = refused


def size(count: int) -> str:
    """`16 MB`, `64 kB`, `808 bytes`."""
    if count < KB:
        return f"{count} bytes"
    return f"{count / MB:g} MB" if count >= MB else f"{count / KB:g} kB"


def status_sentence(status: int) -> str:
    """What a status that brings no content means for us."""
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = f"{status}, which is no status we know"
    advice = _ADVICE.get(status, "a fault of its own that may pass" if 500 <= status < 600 else "")
    return f"the server answered {name}" + (f": {advice}" if advice else "")


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
