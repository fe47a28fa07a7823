"""What libcurl calls its errors, as the sentences that the other transport has for the same things."""

from __future__ import annotations

import errno
import re
import socket
from typing import Any

import pycurl

from monitor.model.limits import Limits
from monitor.net.address import Address
from monitor.net.answer import Incoming, too_large
from monitor.net.faults import Fault

SUPPRESS_CONNECT_HEADERS = 265  # of curl.h, where pycurl knows no name for it: what a proxy says is not the answer
TIMED_OUT = pycurl.E_OPERATION_TIMEDOUT
_TOO_LARGE = 100  # CURLE_TOO_LARGE, for which pycurl has no name either
_PROXY = 97  # CURLE_PROXY
_CUT = (pycurl.E_PARTIAL_FILE, pycurl.E_RECV_ERROR)
_OUTSIDE_HTTP = (
    pycurl.E_UNSUPPORTED_PROTOCOL,
    pycurl.E_FTP_WEIRD_SERVER_REPLY,  # CURLE_WEIRD_SERVER_REPLY
    pycurl.E_WRITE_ERROR,
    pycurl.E_BAD_CONTENT_ENCODING,
)
_UNREACHED = (pycurl.E_COULDNT_CONNECT, pycurl.E_SSL_CONNECT_ERROR, _PROXY)
_GONE = ("unexpected eof", "reset by peer", "SSL_ERROR_SYSCALL", "Broken pipe")
_VERDICT = re.compile(r"(?:certificate problem|verify result): ([^\n]{1,200}?)(?: \(\d+\))?\Z")  # OpenSSL's own words


def sentence(
    curl: Any, code: int, text: str, address: Address, limits: Limits, answer: Incoming, *, proxied: bool
) -> Fault:
    """The sentence for an error of libcurl, in our own words; only OpenSSL's verdict on a certificate is quoted."""
    host = address.shown
    if answer.broken or code in _OUTSIDE_HTTP:
        return Fault(f"the answer of {host} is not correct HTTP")
    if code == _TOO_LARGE or "Too large response header" in text:
        return too_large(limits)
    if proxied and address.scheme == "https" and (refused := _tunnel(curl)):
        return Fault(refused)
    if answer.head is not None:
        return _in_the_body(code, text, host, answer)
    near = "the proxy" if proxied else host
    told = f"the connection to {host} broke off"
    match code:
        case pycurl.E_OPERATION_TIMEDOUT:
            told = f"{near} could not be reached within {limits.connect:g} s"
        case pycurl.E_PEER_FAILED_VERIFICATION | pycurl.E_SSL_CACERT:
            told = f"the TLS certificate of {host} is not trusted: {_verdict(text, host)}"
        case pycurl.E_COULDNT_RESOLVE_HOST | pycurl.E_COULDNT_RESOLVE_PROXY:
            told = f"the name of {near} could not be found"
        case pycurl.E_GOT_NOTHING:
            told = f"{host} closed the connection without an answer"
        case _ if code in _UNREACHED:
            told = _unreached(curl, code, text, host, "the proxy" if proxied else f"{host} on port {address.port}")
    return Fault(told)


def unfound(fault: Exception, address: Address, limits: Limits, *, proxied: bool) -> Fault:
    """The sentence for a name whose look-up failed; a TimeoutError, for one that has no end."""
    near = "the proxy" if proxied else address.shown
    if isinstance(fault, TimeoutError):
        return Fault(f"{near} could not be reached within {limits.connect:g} s")
    if isinstance(fault, socket.gaierror):
        return Fault(f"the name of {near} could not be found")
    return Fault(f"{near if proxied else f'{near} on port {address.port}'} could not be reached")


def _in_the_body(code: int, text: str, host: str, answer: Incoming) -> Fault:
    if code in _CUT and "chunk" not in text.lower():
        return answer.broke_off()
    if code == pycurl.E_PARTIAL_FILE:
        return answer.broke_off()
    return Fault(f"the answer of {host} is not correct HTTP")


def _unreached(curl: Any, code: int, text: str, host: str, near: str) -> str:
    if code == pycurl.E_SSL_CONNECT_ERROR and not any(each in text for each in _GONE):
        return f"no TLS connection with {host} could be made"
    if curl.getinfo(pycurl.OS_ERRNO) == errno.ECONNREFUSED:
        return f"the connection was refused by {near}"
    return f"{near} could not be reached"


def _verdict(text: str, host: str) -> str:
    if found := _VERDICT.search(text):
        return found[1]
    if "subject name" in text:
        of = "IP address" if "address" in text else "Hostname"
        return f"{of} mismatch, certificate is not valid for '{host}'."
    return "verification failed"


def _tunnel(curl: Any) -> str:
    """What the proxy said to our wish for a tunnel, where it said no."""
    status = curl.getinfo(pycurl.HTTP_CONNECTCODE)
    if not status or 200 <= status < 300:
        return ""
    return "the proxy did not let us through" + (": it asks for a login" if status == 407 else "")
