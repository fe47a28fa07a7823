"""What the service shows to whoever watches it: /healthz, /readyz and /metrics over HTTP, in a thread of its own.

http.py      a small, suspicious HTTP server: three addresses, few connections, short patience
health.py    does the river turn, is the service of use: decided from the pulse and the store
metrics.py   figures for Prometheus, collected when they are asked for
processes.py memory of this process's children, as the kernel tells it

Nothing here touches the river: the store is read over a connection of its own, the pulse is a value. Imported only
where something listens.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.clock import Clock
from monitor.config import Address
from monitor.serve.health import Health
from monitor.serve.http import Server
from monitor.serve.metrics import Metrics
from monitor.service import Pulse
from monitor.setup import Setup

__all__ = ["serving"]


@contextmanager
def serving(address: Address, setup: Setup, state: Path, pulse: Pulse, clock: Clock) -> Iterator[Server]:
    """Answers at `address` until the block is left. An address that cannot be had is said and tried again.

    `setup` is that of the start: names under `listen_names` and the folder of backups are looked at once.
    """
    plan = setup.service.backup
    folder = Path(plan.folder) if plan and plan.folder else None
    server = Server(
        address, setup.service.listen_names, Health(state, pulse, clock), Metrics(state, folder, pulse, clock)
    )
    try:
        yield server
    finally:
        server.close()
