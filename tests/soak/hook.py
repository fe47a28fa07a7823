"""A webhook's receiving end that keeps every call it accepts, checks its signature, and has moods like the mail server."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET_NAME, SECRET = "SOAK_HOOK_SECRET", "soak-тайна"


@dataclass(frozen=True, slots=True)
class Call:
    """A body as it came, under the key it came with."""

    key: str
    body: bytes


class Hook:
    """Listens on 127.0.0.1 until closed. One call in eight meets a mood, drawn from the seed."""

    def __init__(self, seed: int, moods: float = 0.125) -> None:
        self.calls: list[Call] = []
        self.forged: list[str] = []  # keys of calls whose signature does not fit
        self.arrived = threading.Event()  # set by each call that is kept, before it is answered
        self.moods = {"refused": 0, "slow": 0, "unanswered": 0}
        self._share = moods
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="hook", daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def calm(self) -> None:
        """No moods from now on."""
        self._share = 0.0

    def close(self) -> None:
        """Nobody listens any more."""
        self._server.shutdown()
        self._server.server_close()

    def take(self, key: str, stamp: str, signature: str, body: bytes) -> int | None:
        """The status to answer with; None = the connection breaks off."""
        with self._lock:
            mood = self._random.choice(list(self.moods)) if self._random.random() < self._share else ""
            if mood:
                self.moods[mood] += 1
            if mood == "refused":
                return 503
            signed = hmac.new(SECRET.encode(), f"{key}.{stamp}.".encode() + body, hashlib.sha256).digest()
            if not hmac.compare_digest(f"v1,{base64.b64encode(signed).decode()}", signature):
                self.forged.append(key)
            self.calls.append(Call(key, body))
        self.arrived.set()
        if mood == "slow":
            time.sleep(1.5)
        return None if mood == "unanswered" else 204

    def _handler(hook) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the handler's below
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = self.rfile.read(length)
                if len(body) < length:  # killed in the middle of it: nothing was handed over
                    self.close_connection = True
                    return
                said = [
                    str(self.headers[name]) for name in ("Idempotency-Key", "webhook-timestamp", "webhook-signature")
                ]
                status = hook.take(said[0], said[1], said[2], body)
                if status is None:
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_said: object) -> None:
                """Nothing: what counts is kept."""

        return Handler
