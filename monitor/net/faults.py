"""What goes wrong on the way, as sentences for a person. They are our own words, never a server's or a library's."""

from __future__ import annotations

from http import HTTPStatus

from monitor.model.limits import KB, MB

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
